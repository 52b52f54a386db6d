"""`asynclint check --add-ignore REASON`: comments that silence what is found."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from asynclint import engine, silence, writing
from asynclint.config import Config
from asynclint.render.style import printable
from asynclint.render.text import SourceOf
from asynclint.report import Report, Request
from asynclint.surfaces.verbs import UserError, say, verdict


def run(
    request: Request,
    config: Config,
    options: argparse.Namespace,
    show: Callable[[Report, SourceOf], None],
) -> int:
    """Write comments, check once more, and report what is left."""
    if options.fix or options.fix_only or options.diff:
        raise UserError("--add-ignore cannot be combined with fixing; fix first")
    if options.ignore_suppressions:
        raise UserError("--add-ignore cannot be combined with --ignore-suppressions")
    reason = options.add_ignore.strip()
    if not reason or not reason.isprintable():
        raise UserError("--add-ignore needs a reason, in one line")
    if request.stdin is not None:
        raise UserError("--add-ignore changes files, and cannot change stdin")
    found = engine.check(request, config).diagnostics
    made = silence.silence(found, Path.read_bytes, request.cwd, reason)
    written, problems = writing.write(made.before, made.after)
    say(f"{made.comments:,} comments written in {len(written):,} files")
    for problem in problems:
        say(f"error: {printable(problem)}")
    left = engine.check(request, config)
    show(left, engine.source_reader(request.cwd, None))
    return 2 if problems else verdict(left, options)
