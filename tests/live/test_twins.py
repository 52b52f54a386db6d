"""Asynchronous clients in the place of blocking ones: the fixed program gives what it gave, and the
event loop runs on meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from live.conftest import Record
from live.environments import environment
from live.processes import run_program
from live.verdicts import project, verdict

# Seconds. A client of httpx loads certificates when it is made, which takes its time on a busy
# machine; what it replaces takes longer than five.
_FLOWS = 0.8
_LOADS = 2.0
_REMEDY = "`asynclint check --fix --unsafe-fixes`"


class Seen(NamedTuple):
    """What asynclint says of a program, and what that did before the fixes and after them."""

    said: str
    before: dict[str, Any]
    after: dict[str, Any]
    text: str  # of the fixed program


def both(path: Path, what: str, *requirements: str, port: str = "") -> Seen:
    name = f"over_{what}.py"
    files = {"requirements.txt": "\n".join(requirements)}
    original = project(path / "original", [f"twins/{name}"], files)
    fixed = project(path / "fixed", [f"twins/{name}"], files)
    assert fixed.fix("ASL1") == []
    needs = environment(*requirements)
    before, after = (
        run_program(needs, "twins/drive.py", what, str(one.root / name), port)
        for one in (original, fixed)
    )
    said = verdict(original.findings("ASL1"))
    return Seen(said, before, after, (fixed.root / name).read_text())


def stood_still(seconds: float) -> str:
    return f"the loop stood still for {seconds:.1f} s"


def same(results: str, seconds: float) -> str:
    return f"{results}; longest pause {seconds:.2f} s"


def test_requests(tmp_path: Path, record: Record) -> None:
    said, before, after, text = both(tmp_path, "requests", "requests==2.32.5", "httpx==0.28.1")
    assert "requests.get" not in text
    assert text.count("async with httpx.AsyncClient(") == 9
    assert before["results"] == after["results"]
    assert before["results"].count("handled") == 3
    assert max(before["pauses"]) > 5
    assert max(after["pauses"]) < _LOADS
    did, does = stood_still(max(before["pauses"])), same("same results", max(after["pauses"]))
    versions = "requests 2.32.5, httpx 0.28.1"
    record("ASL102", "twins/over_requests.py", versions, said, did, _REMEDY, does)


def test_redis(tmp_path: Path, redis_port: int, record: Record) -> None:
    said, before, after, text = both(tmp_path, "redis", "redis==5.2.1", port=str(redis_port))
    assert "redis.asyncio.Redis(" in text
    assert before["results"][0] == [None, "a", 2]
    assert after["results"][0] == [None, "a", 6]  # the server counts on
    assert min(before["pauses"]) > 0.9
    assert after["pauses"][0] < _FLOWS
    # Reason "one-loop": with a second loop, the blocking client works and the other does not.
    assert before["results"][1] == [None, "a", 4]
    assert after["results"][1] == "RuntimeError"
    does = same("same results in the first loop, RuntimeError in a second one", after["pauses"][0])
    did = stood_still(max(before["pauses"]))
    record("ASL103", "twins/over_redis.py", "redis 5.2.1", said, did, _REMEDY, does)


def test_django(tmp_path: Path, record: Record) -> None:
    said, before, after, text = both(tmp_path, "django", "django==5.2.8")
    assert "thread" not in text
    assert before["results"] == ["SynchronousOnlyOperation"]
    assert after["results"] == [[["b", "b"], 1, "b", "b"]]
    did = "SynchronousOnlyOperation"
    record("ASL103", "twins/over_django.py", "Django 5.2.8", said, did, _REMEDY, "no error")
