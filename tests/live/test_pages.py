"""The examples of the pages of other families, run: the flaw shows in the bad one only.

Nor does it show in the bad one after asynclint's own fix, where it has one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from asynclint.rules.every import ALL
from live.conftest import Record
from live.environments import environment
from live.processes import run_program
from live.verdicts import project, verdict

_EXAMPLE = re.compile(
    r"^```python (bad|good)(?: \((\S+): ([^)]*)\))?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
# Rule, what its examples are run with besides Python, and whether asynclint mends the bad one.
_CASES: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("ASL201", (), True),
    ("ASL202", (), True),
    ("ASL203", (), False),
    ("ASL204", ("anyio==4.16.0",), False),
    ("ASL205", (), False),
    ("ASL206", (), False),
    ("ASL303", ("redis==8.1.0",), True),
    ("ASL304", ("redis==8.1.0",), False),
    ("ASL305", ("sqlalchemy==2.1.9", "aiosqlite==0.22.1", "greenlet"), False),
    ("ASL307", ("gevent==26.9.0",), False),
    ("ASL308", (), False),
    ("ASL309", (), True),
    ("ASL401", (), True),
    ("ASL402", (), True),
    ("ASL405", (), False),
    ("ASL406", ("flask==3.1.2",), False),
    ("ASL503", ("channels==4.3.2", "daphne==4.2.3", "django==5.2.19"), False),
    ("ASL506", ("websockets==17.4",), False),
    ("ASL508", (), False),
    ("ASL511", (), False),
    ("ASL512", (), False),
    (
        "ASL514",
        ("channels==4.3.2", "channels_redis==4.3.0", "django==5.2.19", "redis==7.4.1"),
        False,
    ),
)


@pytest.mark.parametrize(("code", "needs", "mended"), _CASES)
def test_page(
    code: str,
    needs: tuple[str, ...],
    mended: bool,
    redis_port: int,
    tmp_path: Path,
    record: Record,
) -> None:
    page = next(rule for rule in ALL if rule.code == code).page().page
    examples = {kind: (name, text, code) for kind, name, text, code in _EXAMPLE.findall(page)}
    assert set(examples) == {"bad", "good"}
    projects, requirements = {}, {}
    for kind, (name, text, example) in examples.items():
        files = {"example.py": example, **({name: f"{text}\n"} if name else {})}
        projects[kind] = project(tmp_path / kind, [], files)
        requirements[kind] = (*needs, *([text] if name == "requirements.txt" else []))
    said = verdict(projects["bad"].findings(code))
    assert said.endswith(f" {code}")
    assert verdict(projects["good"].findings(code)) == "silent"
    remedy = "the good example"
    if mended:
        name, text, example = examples["bad"]
        files = {"example.py": example, **({name: f"{text}\n"} if name else {})}
        projects["fixed"] = project(tmp_path / "fixed", [], files)
        requirements["fixed"] = requirements["bad"]
        assert verdict(projects["fixed"].fix(code)) == "silent"
        remedy = "`asynclint check --fix --unsafe-fixes`"

    def run(kind: str) -> dict[str, Any]:
        arguments = ("pages/example.py", code, str(projects[kind].root / "example.py"))
        env = {"REDIS_PORT": str(redis_port)}
        seen: dict[str, Any] = run_program(
            environment(*requirements[kind]), *arguments, env=env, seconds=180
        )
        return seen

    seen = {kind: run(kind) for kind in projects}
    assert {kind: one["flawed"] for kind, one in seen.items()} == {
        kind: kind == "bad" for kind in projects
    }, seen
    bad, *_, last = seen.values()
    versions = ", ".join(part.replace("==", " ") for part in requirements["bad"] if "==" in part)
    record(
        code,
        "pages/example.py",
        versions or "the page's bad example",
        said,
        bad["seen"],
        remedy,
        last["seen"],
    )
