"""What asynclint says of a program, by its own command line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from live.processes import PROGRAMS


class Finding(NamedTuple):
    path: str
    line: int
    code: str
    severity: str
    message: str
    function: str


@dataclass(frozen=True)
class Project:
    """A folder with programs as a user would have them, and with what states their versions."""

    root: Path

    def findings(self, *select: str) -> list[Finding]:
        """What `asynclint check` reports, of the rules that begin with one of `select`."""
        return [one for one in self._check() if not select or one.code.startswith(select)]

    def fix(self, *select: str) -> list[Finding]:
        """Let asynclint mend what it can, unsafe fixes included; what it reports after that."""
        return self._check(*select, options=("--fix", "--unsafe-fixes"))

    def _check(self, *select: str, options: tuple[str, ...] = ()) -> list[Finding]:
        rules = ("--select", ",".join(select or ("ALL",)))
        done = subprocess.run(
            [
                *(sys.executable, "-m", "asynclint", "check", *rules, *options),
                *("--no-cache", "-o", "json", "."),
            ],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        return [
            Finding(
                one["path"],
                one["start"]["line"],
                one["code"],
                one["severity"],
                one["message"],
                one["function"],
            )
            for one in json.loads(done.stdout)["diagnostics"]
        ]


def project(root: Path, programs: Iterable[str], files: Mapping[str, str] | None = None) -> Project:
    """A new folder with some of `examples/live` and further files of the given content."""
    root.mkdir(parents=True)
    for name in programs:
        shutil.copy(PROGRAMS / name, root)
    for name, text in (files or {}).items():
        (root / name).write_text(text)
    return Project(root)


def verdict(findings: Iterable[Finding]) -> str:
    """The findings in few words: "error ASL301, warning ASL303", or "silent"."""
    said = {f"{finding.severity} {finding.code}" for finding in findings}
    return ", ".join(sorted(said, key=lambda words: words.split()[::-1])) or "silent"
