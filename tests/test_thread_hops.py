"""Why a call is not handed to a thread, in the words that users read."""

from __future__ import annotations

import pytest
from harness import ROOT
from msgspec.structs import replace

from asynclint import engine
from asynclint.config import Config
from asynclint.report import Request

MEANWHILE = ", which other code on the event loop may use meanwhile"


@pytest.fixture(scope="module")
def reasons() -> dict[str, str]:
    """The reasons of the fixture by function; empty where there is a fix."""
    folder = ROOT / "ASL105"
    request = Request(("bad_fix_shared_state.py",), None, None, 1, folder, None)
    found = engine.check(replace(request, fixes=True), Config(project_root=folder)).diagnostics
    return {d.function.rpartition(".")[2]: d.unfixable for d in found}


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        ("changes_its_own_attribute", "`Settings.load` changes `self.values`" + MEANWHILE),
        ("changes_its_own_container", "`Settings.forget` changes `self.values`" + MEANWHILE),
        ("changes_a_part", "`Settings.load` changes `self.values`" + MEANWHILE),
        ("changes_a_global", "`load_all` changes `loads`" + MEANWHILE),
        ("changes_a_global_argument", "`load_into` changes `found`" + MEANWHILE),
        ("needs_the_loop", "it calls `Event.set`, which only works on the event loop"),
        ("needs_its_thread", "an SQLite connection belongs to the thread that made it"),
        ("is_for_the_loop_by_name", "`async_load` is meant to run on the event loop"),
        (
            "sets_a_context_variable",
            "a context variable that a thread sets is not set for its caller",
        ),
        (
            "uses_a_loop_of_unknown_type",
            "it calls `loop.call_soon`, which only works on the event loop",
        ),
        (
            "reads_a_property_that_calls_what_is_unknown",
            "`Keys.parsed` calls `self.native.parse`, whose thread is not known",
        ),
        (
            "reads_a_property_that_calls_another_library",
            "`Keys.checked` calls `keylib.check`, whose thread is not known",
        ),
        ("reads_a_property", ""),
        ("only_reads", ""),
        ("knows_about_threads", ""),
        ("opens_in_one_thread", ""),
    ],
)
def test_reasons(reasons: dict[str, str], function: str, reason: str) -> None:
    assert reasons[function] == reason
