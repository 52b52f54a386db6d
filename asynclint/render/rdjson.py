"""Findings for reviewdog: columns count UTF-8 bytes from 1."""

from __future__ import annotations

import json
from typing import Any

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.render.style import Style
from asynclint.render.text import SourceOf
from asynclint.report import Report
from asynclint.text import Position, Source, Span

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """One document in reviewdog's diagnostic format."""
    document = {
        "source": {"name": "asynclint"},
        "severity": "WARNING",
        "diagnostics": [_diagnostic(found, source_of) for found in report.diagnostics],
    }
    return json.dumps(document, indent=2) + "\n"


def _diagnostic(found: Diagnostic, source_of: SourceOf) -> dict[str, Any]:
    row: dict[str, Any] = {
        "message": f"{found.message}\nhelp: {found.help}" if found.help else found.message,
        "location": _location(found.path, found.span, source_of),
        "severity": _SEVERITIES[found.severity],
        "code": {"value": found.code},
    }
    if found.trace:
        row["relatedLocations"] = [
            {"message": step.text, "location": _location(step.path, step.span, source_of)}
            for step in found.trace
        ]
    source = source_of(found.path)
    if source:
        made = [_suggestion(fix, found.path, source) for fix in found.fixes]
        if suggestions := [one for one in made if one]:
            row["suggestions"] = suggestions
    return row


def _location(path: str, span: Span, source_of: SourceOf) -> dict[str, Any]:
    source = source_of(path)
    return {"path": path, "range": _range(span, source) if source else {"start": _lines(span)}}


def _range(span: Span, source: Source) -> dict[str, Any]:
    return {"start": _position(span.start, source), "end": _position(span.end, source)}


def _lines(span: Span) -> dict[str, int]:
    return {"line": span.start.line}


def _position(position: Position, source: Source) -> dict[str, int]:
    return {"line": position.line, "column": source.utf8(position) + 1}


def _suggestion(fix: Fix, path: str, source: Source) -> dict[str, Any] | None:
    """All edits as the one replacement that there can be; None when they are in several files."""
    if any(edit.path != path for edit in fix.edits):
        return None
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    parts: list[str] = []
    at = source.offset(whole.start)
    for edit in edits:
        parts += (source.text[at : source.offset(edit.span.start)], edit.text)
        at = source.offset(edit.span.end)
    return {"range": _range(whole, source), "text": "".join(parts)}
