"""The same findings everywhere: `python tests/parity.py PROJECT...` compares the surfaces.

`SURFACES` are functions from the root of a project to what a surface reports of its Python files.
File-by-file hosts cannot show findings in other files, and leave those that do not parse to
themselves, so such findings are not compared.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from asynclint import engine
from asynclint.config import Config
from asynclint.report import Request
from asynclint.rules.asl901_invalid_syntax import InvalidSyntax
from asynclint.rules.every import ALL
from asynclint.text import decode

_FLAKE8 = re.compile(r"^(?:\./)?(.+?):(\d+):\d+: (ASL\d+) ", re.MULTILINE)


class Finding(NamedTuple):
    """What all surfaces tell of a finding."""

    path: str
    line: int
    code: str


def by_command_line(root: Path) -> set[Finding]:
    return _asynclint(root, ".")


def by_engine(root: Path) -> set[Finding]:
    """Without a cache or other processes."""
    report = engine.check(Request((".",), None, None, 1, root, None), Config.find(root))
    return _compared((d.path, d.span.start.line, d.code) for d in report.diagnostics)


def by_hook(root: Path) -> set[Finding]:
    """As pre-commit runs it: with every file as an argument, in no particular order."""
    paths = sorted(root.rglob("*.py"), reverse=True)
    files = [path.relative_to(root).as_posix() for path in paths]
    halves = files[::2], files[1::2]
    return set().union(*(_asynclint(root, "--project", *half) for half in halves if half))


def by_flake8(root: Path) -> set[Finding]:
    command = ["flake8", "--isolated", "--exclude=.git", "--extend-ignore=E,W,F,C9", "."]
    out = _run(root, *command)
    return _compared((path, int(line), code) for path, line, code in _FLAKE8.findall(out))


def by_pylint(root: Path) -> set[Finding]:
    names = ",".join(rule.name for rule in ALL if rule.default)
    out = _run(
        root,
        *("pylint", "--rcfile=", "--load-plugins=asynclint.surfaces.pylint", "--disable=all"),
        *(f"--enable={names},asynclint-failed", "--output-format=json"),
        # Not `--recursive=y .`, which passes over folders without an `__init__.py`.
        *(path.relative_to(root).as_posix() for path in sorted(root.rglob("*.py"))),
    )
    return _compared(
        (row["path"], row["line"], f"ASL{row['message-id'][2:]}") for row in json.loads(out)
    )


def by_server(root: Path) -> set[Finding]:
    """As an editor shows it that has every file open."""
    from editor import NEOVIM_7, editor

    paths = sorted(root.rglob("*.py"))
    texts = {path.relative_to(root).as_posix(): decode(path.read_bytes()) for path in paths}

    async def ask() -> set[Finding]:
        async with editor(root, NEOVIM_7) as it:
            for name, text in texts.items():
                it.open(name, text)
            for name in texts:
                await it.diagnostics(name)
            await it.until(it.has_checked_the_project, 900)
            shown = [(name, one) for name in texts for one in await it.diagnostics(name)]
            rows = ((name, one.range.start.line + 1, str(one.code)) for name, one in shown)
            return _compared(rows)

    return asyncio.run(ask())


SURFACES: dict[str, Callable[[Path], set[Finding]]] = {
    "command line": by_command_line,
    "engine": by_engine,
    "pre-commit": by_hook,
    "flake8": by_flake8,
    "pylint": by_pylint,
    "server": by_server,
}


def differences(root: Path) -> tuple[set[Finding], dict[str, str]]:
    """What the command line finds, and what others find otherwise."""
    expected = by_command_line(root)
    wrong = {}
    for name, surface in SURFACES.items():
        found = surface(root)
        if found != expected:
            wrong[name] = f"more: {sorted(found - expected)}, less: {sorted(expected - found)}"
    return expected, wrong


def _compared(rows: object) -> set[Finding]:
    found = {Finding(*row) for row in rows}  # type: ignore[attr-defined]
    return {one for one in found if one.path.endswith(".py") and one.code != InvalidSyntax.code}


def _asynclint(root: Path, *arguments: str) -> set[Finding]:
    out = _run(root, "asynclint", "check", "--output-format=json", *arguments)
    rows = json.loads(out)["diagnostics"]
    return _compared((row["path"], row["start"]["line"], row["code"]) for row in rows)


def _run(root: Path, module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def main() -> int:
    """Compare on the projects that are named."""
    failed = 0
    for name in sys.argv[1:]:
        root = Path(name).absolute()
        if not Config.find(root).is_project:
            sys.exit(f"{root}: not a project; `git init` makes it one")
        expected, wrong = differences(root)
        print(f"{root.name}: {len(expected)} findings in {len(SURFACES)} surfaces")
        for surface, text in wrong.items():
            print(f"  {surface}: {text}")
        failed += bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
