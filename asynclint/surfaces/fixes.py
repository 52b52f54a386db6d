"""What `asynclint check` does when it is to fix things."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable

from asynclint import engine, fixing, writing
from asynclint.config import Config
from asynclint.diagnostic import Safety
from asynclint.files import displayed
from asynclint.fixing import Outcome
from asynclint.render.style import printable
from asynclint.render.text import SourceOf
from asynclint.report import Report, Request
from asynclint.surfaces.verbs import verdict

Say = Callable[[str], None]
Show = Callable[[Report, SourceOf], None]


def run(request: Request, config: Config, options: argparse.Namespace, show: Show, say: Say) -> int:
    """Fix what can be, tell what was and what is left, and return the exit code."""
    floor = Safety.UNSAFE if options.unsafe_fixes else Safety.SAFE
    outcome = fixing.fix(request, config, floor)
    report = outcome.report
    problems = [*outcome.errors]
    if options.diff:
        _show_diff(outcome, request)
    elif request.stdin is not None:
        path = request.cwd / request.stdin[0]
        sys.stdout.buffer.write(outcome.after.get(path, request.stdin[1]))
        sys.stdout.buffer.flush()
    else:
        _, failed = writing.write(outcome.before, outcome.after)
        problems += failed
    _tell(outcome, options, say)
    for problem in problems:
        say(f"error: {printable(problem)}")
    if options.diff or options.fix_only or request.stdin is not None:
        for error in report.errors:
            say(f"error: {printable(error)}")
    else:
        overlays = tuple(outcome.after.items())
        show(report, engine.source_reader(request.cwd, request.stdin, overlays))
    return _code(outcome, options, bool(problems or report.errors))


def _code(outcome: Outcome, options: argparse.Namespace, failed: bool) -> int:
    if failed:
        return 2
    if options.exit_zero:
        return 0
    if options.diff:
        return 1 if outcome.applied else 0
    if options.exit_non_zero_on_fix and outcome.applied:
        return 1
    return 0 if options.fix_only else verdict(outcome.report, options)


def _show_diff(outcome: Outcome, request: Request) -> None:
    for path, data in sorted(outcome.after.items()):
        name = displayed(path, request.cwd)
        sys.stdout.buffer.write(writing.diff(name, outcome.before[path], data))
    sys.stdout.buffer.flush()


def _tell(outcome: Outcome, options: argparse.Namespace, say: Say) -> None:
    if options.quiet:
        return
    verb = "would fix" if options.diff else "fixed"
    count = len(outcome.applied)
    if options.show_fixes:
        for path, found in sorted(_by_path(outcome).items()):
            say(f"{printable(path)}:")
            for (code, title), times in sorted(found.items()):
                say(f"  {times} x {code}: {printable(title)}")
        for diagnostic in outcome.report.diagnostics:
            place = f"{printable(diagnostic.path)}:{diagnostic.span.start.line}"
            for fix in diagnostic.fixes:
                say(
                    f"{place}: {diagnostic.code}, {fix.safety}, not applied: {printable(fix.title)}"
                )
    files = len(outcome.after)
    say(f"{verb} {count} problem{_plural(count)} in {files} file{_plural(files)}")
    if outcome.unsafe:
        say(f"{outcome.unsafe} more can be fixed with --unsafe-fixes")


def _plural(count: int) -> str:
    return "" if count == 1 else "s"


def _by_path(outcome: Outcome) -> dict[str, Counter[tuple[str, str]]]:
    found: dict[str, Counter[tuple[str, str]]] = {}
    for diagnostic, fix in outcome.applied:
        found.setdefault(diagnostic.path, Counter())[diagnostic.code, fix.title] += 1
    return found
