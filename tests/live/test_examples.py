"""The examples of the pages of ASL1xx, run: the bad one stops the loop, the good one does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from asynclint.rules import ALL
from live.builds import slow_mount
from live.conftest import Record
from live.environments import Environment, environment
from live.processes import run_program
from live.verdicts import project, verdict

_EXAMPLE = re.compile(r"^```python (bad|good)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NEEDS = ("requests==2.32.5", "httpx==0.28.1", "aiosqlite==0.21.0")
# The world of the examples lets everybody wait for a second: see `stall/example.py`.
_STOPPED = 0.8
_FLOWS = 0.4
_ATTEMPTS = 3
_CODES = [rule.code for rule in ALL if rule.code.startswith("ASL1")]


def examples(code: str) -> dict[str, str]:
    """The good and the bad example of a rule's page."""
    rule = next(rule for rule in ALL if rule.code == code)
    found = dict(_EXAMPLE.findall(rule.page().page))
    assert set(found) == {"bad", "good"}
    return found


def observed(needs: Environment, code: str, path: Path) -> dict[str, Any]:
    """What the stall detector saw: of several runs that with the shortest pause of the heart.

    A busy machine makes pauses longer, never shorter.
    """
    env = {"LD_PRELOAD": str(slow_mount())}
    runs = []
    for _ in range(_ATTEMPTS):
        runs.append(run_program(needs, "stall/example.py", code, str(path), env=env))
        if runs[-1]["longest_pause"] < _FLOWS or runs[-1]["error"]:
            break
    return min(runs, key=lambda run: float(run["longest_pause"]))


@pytest.mark.parametrize("code", _CODES)
def test_example(code: str, tmp_path: Path, record: Record) -> None:
    needs = environment(*_NEEDS)
    seen: dict[str, dict[str, Any]] = {}
    said: dict[str, str] = {}
    for kind, text in examples(code).items():
        checked = project(tmp_path / kind, [], {"example.py": text})
        said[kind] = verdict(checked.findings("ASL1"))
        seen[kind] = observed(needs, code, checked.root / "example.py")
    assert said["bad"].endswith(f" {code}")
    assert said["good"] == "silent"
    bad, good = seen["bad"], seen["good"]
    assert good["error"] == ""
    assert good["longest_pause"] < _FLOWS
    if code == "ASL110":
        assert bad["error"].startswith("RuntimeError"), bad
        before, after = bad["error"], "no error"
    else:
        assert bad["error"] == ""
        assert bad["longest_pause"] >= _STOPPED
        assert good["beats"] > 10
        assert good["took"] >= _STOPPED
        before = f"the loop stood still for {bad['longest_pause']:.1f} s"
        after = f"longest pause {good['longest_pause']:.2f} s of {good['took']:.1f} s"
    versions = "the page's example"
    record(code, "stall/example.py", versions, said["bad"], before, "the good example", after)
