"""The examples of the pages of ASL1xx, run: the bad one stops the loop, the good one does not.

Nor does the bad one after asynclint's own fix, where it has one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from asynclint.rules.every import ALL
from live.builds import slow_mount
from live.conftest import Record
from live.environments import Environment, environment
from live.processes import run_program
from live.verdicts import project, verdict

_EXAMPLE = re.compile(r"^```python (bad|good)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NEEDS = ("requests==2.32.5", "httpx==0.28.1", "aiosqlite==0.21.0")
# The world of the examples lets everybody wait, or compute, for a second: see `stall/example.py`.
_STOPPED = 0.8
_FLOWS = 0.4
_ATTEMPTS = 3
# A database wants to be used in one thread.
_NOT_FIXED = ("ASL103",)
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
    texts = examples(code)
    projects = {
        kind: project(tmp_path / kind, [], {"example.py": text}) for kind, text in texts.items()
    }
    said = verdict(projects["bad"].findings("ASL1"))
    assert said.endswith(f" {code}")
    assert verdict(projects["good"].findings("ASL1")) == "silent"
    remedy = "the good example"
    fixed = project(tmp_path / "fixed", [], {"example.py": texts["bad"]})
    left = verdict(fixed.fix("ASL1"))
    assert left == (said if code in _NOT_FIXED else "silent")
    if code not in _NOT_FIXED:
        projects["fixed"] = fixed
        remedy = "`asynclint check --fix --unsafe-fixes`"
    seen = {kind: observed(needs, code, one.root / "example.py") for kind, one in projects.items()}
    bad = seen.pop("bad")
    for kind, flowing in seen.items():
        assert flowing["error"] == "", kind
        assert flowing["longest_pause"] < _FLOWS, kind
    last = seen.popitem()[1]
    if code == "ASL110":
        assert bad["error"].startswith("RuntimeError"), bad
        before, after = bad["error"], "no error"
    else:
        assert bad["error"] == ""
        assert bad["longest_pause"] >= _STOPPED
        assert last["beats"] > 10
        assert last["took"] >= _STOPPED
        before = f"the loop stood still for {bad['longest_pause']:.1f} s"
        after = f"longest pause {last['longest_pause']:.2f} s of {last['took']:.1f} s"
    record(code, "stall/example.py", "the page's bad example", said, before, remedy, after)
