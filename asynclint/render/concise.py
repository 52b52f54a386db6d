"""One line for each finding, for editors and for `grep`."""

from __future__ import annotations

from asynclint.diagnostic import Diagnostic
from asynclint.render.style import Style, printable
from asynclint.render.text import SourceOf, place
from asynclint.report import Report


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """`path:line:column: severity[code] message`."""
    return "".join(_line(diagnostic, style) for diagnostic in report.diagnostics)


def _line(diagnostic: Diagnostic, style: Style) -> str:
    severity = style.severe(f"{diagnostic.severity}[{diagnostic.code}]", diagnostic.severity)
    where = style.paint(place(diagnostic.path, diagnostic.span), "bold")
    return f"{where}: {severity} {printable(diagnostic.message)}\n"
