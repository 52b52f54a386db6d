"""What holds for all live tests: their mark, a redis-server, and the record of what they saw."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from live.processes import redis_server

_HERE = Path(__file__).parent
RECORD = _HERE.parent.parent / "docs" / "evidence.json"
_seen: dict[str, list[dict[str, str]]] = {}
_covered: dict[str, list[str | int]] = {}

Record = Callable[..., None]
Cover = Callable[[dict[str, list[str | int]]], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.live)


@pytest.fixture
def redis_port(tmp_path: Path) -> Iterator[int]:
    with redis_server(tmp_path / "redis") as port:
        yield port


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Record:
    """Writes a row of the evidence down; the words are those of `docs/evidence.md`."""

    def write(
        rule: str,
        program: str,
        versions: str,
        asynclint: str,
        before: str,
        remedy: str = "",
        after: str = "",
    ) -> None:
        row = {
            "rule": rule,
            "program": program,
            "versions": versions,
            "asynclint": asynclint,
            "before": before,
            "remedy": remedy,
            "after": after,
        }
        request.node.user_properties.append(("evidence", row))

    return write


@pytest.fixture
def cover(request: pytest.FixtureRequest) -> Cover:
    """Writes down, for each library, how many rows it has, how many are run, and why not all."""
    properties = request.node.user_properties
    return lambda libraries: properties.append(("libraries", libraries))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collect in the process that reports: xdist hands it the properties of its helpers' tests."""
    if report.when == "call" and report.passed:
        rows = [row for name, row in report.user_properties if name == "evidence"]
        if rows:
            _seen[report.nodeid] = rows  # type: ignore[assignment]
        for name, libraries in report.user_properties:
            if name == "libraries":
                _covered.update(libraries)  # type: ignore[call-overload]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not os.environ.get("ASYNCLINT_LIVE_RECORD") or hasattr(session.config, "workerinput"):
        return
    known: dict[str, Any] = json.loads(RECORD.read_text())
    libraries = _covered or known["libraries"]
    # After "files", whose tests were run whole, nothing is left of tests that are gone.
    files = {test.partition("::")[0] for test in _seen}
    if os.environ["ASYNCLINT_LIVE_RECORD"] != "files":
        files.clear()
    others = {k: v for k, v in known["tests"].items() if k.partition("::")[0] not in files}
    text = json.dumps(
        {"libraries": libraries, "tests": {**others, **_seen}},
        indent=1,
        sort_keys=True,
        ensure_ascii=False,
    )
    RECORD.write_text(f"{text}\n", "utf-8")
