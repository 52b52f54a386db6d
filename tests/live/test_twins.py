"""Asynchronous clients in the place of blocking ones: the fixed program gives what it gave, and the
event loop runs on meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from live.environments import environment
from live.processes import run_program
from live.verdicts import project

# Seconds. A client of httpx loads certificates when it is made, which takes its time on a busy
# machine; what it replaces takes longer than five.
_FLOWS = 0.8
_LOADS = 2.0


def both(path: Path, what: str, *requirements: str, port: str = "") -> list[dict[str, Any]]:
    """What a program did before the fixes, and after them."""
    name = f"over_{what}.py"
    files = {"requirements.txt": "\n".join(requirements)}
    original = project(path / "original", [f"twins/{name}"], files)
    fixed = project(path / "fixed", [f"twins/{name}"], files)
    assert fixed.fix("ASL1") == []
    needs = environment(*requirements)
    return [
        run_program(needs, "twins/drive.py", what, str(one.root / name), port)
        for one in (original, fixed)
    ]


def test_requests(tmp_path: Path) -> None:
    needs = ("requests==2.32.5", "httpx==0.28.1")
    before, after = both(tmp_path, "requests", *needs)
    text = (tmp_path / "fixed" / "over_requests.py").read_text()
    assert "requests.get" not in text
    assert text.count("async with httpx.AsyncClient(") == 9
    assert before["results"] == after["results"]
    assert before["results"].count("handled") == 3
    assert max(before["pauses"]) > 5
    assert max(after["pauses"]) < _LOADS


def test_redis(tmp_path: Path, redis_port: int) -> None:
    before, after = both(tmp_path, "redis", "redis==5.2.1", port=str(redis_port))
    assert "redis.asyncio.Redis(" in (tmp_path / "fixed" / "over_redis.py").read_text()
    assert before["results"][0] == [None, "a", 2]
    assert after["results"][0] == [None, "a", 6]  # the server counts on
    assert min(before["pauses"]) > 0.9
    assert after["pauses"][0] < _FLOWS
    # Reason "one-loop": with a second loop, the blocking client works and the other does not.
    assert before["results"][1] == [None, "a", 4]
    assert after["results"][1] == "RuntimeError"


def test_django(tmp_path: Path) -> None:
    before, after = both(tmp_path, "django", "django==5.2.8")
    text = (tmp_path / "fixed" / "over_django.py").read_text()
    assert "thread" not in text
    assert before["results"] == ["SynchronousOnlyOperation"]
    assert after["results"] == [[["b", "b"], 1, "b", "b"]]
