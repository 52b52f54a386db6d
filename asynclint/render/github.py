"""Findings as workflow commands of GitHub Actions, which become annotations of a change.

GitHub shows about ten errors and ten warnings of each step: the worst come first.
"""

from __future__ import annotations

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.render.style import Style
from asynclint.render.text import SourceOf, place
from asynclint.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """One command in each line: the findings, then what could not be checked."""
    worst_first = sorted(report.diagnostics, key=lambda found: (-found.severity, found.order))
    lines = [_command(found) for found in worst_first]
    lines += [f"::error title=asynclint::{_data(error)}" for error in report.errors]
    return "".join(f"{line}\n" for line in lines)


def _command(found: Diagnostic) -> str:
    start, end = found.span.start, found.span.end
    properties = {
        "title": f"{found.code} {found.name}",
        "file": found.path,
        "line": str(start.line),
        "endLine": str(end.line),
    }
    if start.line == end.line:  # columns of different lines are not understood
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    lines = [found.message]
    lines += [
        f"{number}. {place(step.path, step.span)} {step.text}"
        for number, step in enumerate(found.trace, 1)
    ]
    if found.help:
        lines.append(f"help: {found.help}")
    return f"::{_COMMANDS[found.severity]} {written}::{_data(chr(10).join(lines))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
