"""Which findings of a report are told: of some files, not known yet, of a change."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from asynclint.changes import Changes
from asynclint.config import Config
from asynclint.diagnostic import Diagnostic
from asynclint.files import FileError
from asynclint.report import Report, Request
from asynclint.text import Source


def within(report: Report, request: Request) -> Report:
    """Those in the files and directories that the request names."""
    named = {Path(os.path.normpath(request.cwd / path)): path for path in request.paths}
    for path, given in named.items():
        if not path.exists():
            raise FileError(f"{given}: no such file or directory")
    files = set(named)
    if request.stdin is not None:
        files.add(request.cwd / request.stdin[0])

    def told(path: Path) -> bool:
        return path in files or not files.isdisjoint(path.parents)

    kept = (found for found in report.diagnostics if told(request.cwd / found.path))
    return replace(report, diagnostics=tuple(kept))


def unknown(
    report: Report,
    baseline: Path,
    source_of: Callable[[str], Source | None],
    config: Config,
    cwd: Path,
) -> Report:
    """Those that the baseline does not hold."""
    from asynclint.baseline import entries, read

    known = {entry.fingerprint for entry in read(baseline)}
    found = report.diagnostics
    rows = entries(found, source_of, config.project_root, cwd)
    pairs = zip(found, rows, strict=True)
    kept = tuple(diagnostic for diagnostic, row in pairs if row.fingerprint not in known)
    return replace(report, diagnostics=kept, known=len(found) - len(kept))


def touched(report: Report, changed: Changes, cwd: Path) -> Report:
    """Those on changed lines, and those whose chain leads over one."""

    def told(found: Diagnostic) -> bool:
        places = [(found.path, found.span), *((step.path, step.span) for step in found.trace)]
        return any(changed.touch(cwd / path, span) for path, span in places)

    return replace(report, diagnostics=tuple(filter(told, report.diagnostics)))
