"""Every fixture means what its markers say: cold, warm, and however many processes look at it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import pytest
from harness import ROOT, Fixture, complaints, fixtures, read_markers, untrue_facts

from asynclint import loader
from asynclint.engine import analyse
from asynclint.rules.every import ALL
from asynclint.rules.listed import LISTED
from asynclint.rules.listing import Listed

FIXTURES = fixtures()
EACH = pytest.mark.parametrize("fixture", FIXTURES, ids=[fixture.name for fixture in FIXTURES])


@EACH
def test_findings_equal_markers(fixture: Fixture) -> None:
    assert complaints(fixture, fixture.check()) == []


@EACH
def test_facts_hold(fixture: Fixture) -> None:
    assert untrue_facts(fixture) == []


@EACH
def test_cache_and_processes_change_nothing(
    fixture: Fixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "_RACY_NS", -(10**18))  # checkouts are fresh
    expected = fixture.check().diagnostics
    assert fixture.check(tmp_path).diagnostics == expected, "cold cache"
    assert fixture.check(tmp_path).diagnostics == expected, "warm results"
    _forget_results(tmp_path)
    assert fixture.check(tmp_path).diagnostics == expected, "warm summaries"
    monkeypatch.setattr(loader, "_PARALLEL", 0)
    monkeypatch.setattr(loader, "_MUCH", 0)
    assert fixture.check(jobs=2).diagnostics == expected, "two processes"
    _forget_results(tmp_path)
    assert fixture.check(tmp_path, jobs=2).diagnostics == expected, "two, warm summaries"
    assert fixture.check(tmp_path, jobs=2).diagnostics == expected, "what two have remembered"


@EACH
def test_rules_are_loaded_where_they_find_something(
    fixture: Fixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = fixture.check().diagnostics
    monkeypatch.setattr(Listed, "may_find", lambda rule, _: bool(rule.facts))
    assert fixture.check().diagnostics == expected


def test_facts_are_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("async def f(): ...\n")
    made = Fixture("made/m.py", tmp_path, ("m.py",))
    program = analyse(made.request(), made.config())
    for rule in LISTED:
        for fact in rule.facts:
            assert not attrgetter(fact)(program), fact


def _forget_results(cache: Path) -> None:
    (database,) = cache.rglob("*.db")
    with sqlite3.connect(database) as connection:
        connection.execute("delete from notes where name like 'result %'")
    connection.close()


@EACH
def test_ok_fixtures_expect_nothing(fixture: Fixture) -> None:
    words = {marker.word for marker in fixture.markers()}
    if fixture.is_ok:
        assert not words & {"expect", "todo"}
    else:
        assert words & {"expect", "todo"}, "a bad fixture without a flaw"


def test_hash_seed_changes_nothing() -> None:
    # One process checks them all: sets and dictionaries must not decide about order.
    outputs = {_all_findings(seed) for seed in ("1", "2")}
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())) == len(FIXTURES)


def _all_findings(seed: str) -> str:
    script = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); from harness import fixtures\n"
        "print(json.dumps([[repr(d) for d in f.check().diagnostics] for f in fixtures()]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("rule", ALL, ids=[rule.code for rule in ALL])
def test_every_rule_has_fixtures(rule: type) -> None:
    code = rule.code  # type: ignore[attr-defined]
    names = [f.name.partition("/")[2] for f in FIXTURES if f.name.startswith(f"{code}/")]
    assert len([name for name in names if name.startswith("bad_")]) >= 3
    assert len([name for name in names if name.startswith("ok_")]) >= 3


def test_folders_are_codes() -> None:
    codes = {rule.code for rule in ALL}
    for fixture in FIXTURES:
        folder, _, name = fixture.name.partition("/")
        assert folder in codes
        assert name.startswith(("bad_", "ok_"))


def test_markers_are_read() -> None:
    text = (
        'a()  # expect: ASL101, ASL105 "through `x`"\r\n'
        "b()  # todo: ASL101  # todo-ok: ASL102\n"
        "def c():  # fact: blocking time.sleep"
    )
    assert [tuple(marker) for marker in read_markers("m.py", text)] == [
        ("m.py", 1, "expect", ("ASL101", "ASL105"), "through `x`"),
        ("m.py", 2, "todo", ("ASL101",), ""),
        ("m.py", 2, "todo-ok", ("ASL102",), ""),
        ("m.py", 3, "fact", (), "blocking time.sleep"),
    ]
