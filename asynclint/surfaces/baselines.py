"""`asynclint baseline`: the findings that a project lives with for now."""

from __future__ import annotations

import argparse
from pathlib import Path

from asynclint.baseline import entries, read, written
from asynclint.report import Request
from asynclint.surfaces.verbs import UserError, cache, configured, cpus, say, write


def run(options: argparse.Namespace) -> int:
    """Check the whole project, and write what of it belongs into the baseline."""
    from asynclint import engine

    cwd = Path.cwd()
    config = configured(options, cwd)
    file = Path(options.baseline) if options.baseline else config.baseline_file
    if options.action == "create" and file.exists() and not options.check:
        raise UserError(f"{file}: exists; `asynclint baseline update` replaces it")
    old = read(file) if options.action != "create" else []
    jobs = options.jobs or cpus()
    paths = (str(config.project_root),)
    report = engine.check(
        Request(paths, None, cache(options, config), jobs, cwd, None, project=True), config
    )
    if report.errors:
        raise UserError(report.errors[0])
    source_of = engine.source_reader(cwd, None)
    found = set(entries(report.diagnostics, source_of, config.project_root, cwd))
    known = {entry.fingerprint for entry in old}
    if options.action == "prune":
        found = {entry for entry in found if entry.fingerprint in known}
    now = {entry.fingerprint for entry in found}
    added, dropped = len(now - known), len(known - now)
    if not options.check:
        write(file, written(found))
    say(f"{file.name}: {len(found):,} known, {added:,} added, {dropped:,} dropped")
    return 1 if options.check and (added or dropped) else 0
