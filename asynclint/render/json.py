"""Findings for programs: one JSON document, valid whatever happened.

Lines and columns count from 1, columns in code points. Not in the document is what differs between
two runs over the same files, such as the time they took.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from asynclint.diagnostic import Diagnostic, Fix
from asynclint.render.style import Style
from asynclint.render.text import SourceOf, by_cause
from asynclint.report import Report
from asynclint.text import Position

VERSION = 1


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """The whole report; ASCII only, so that no stream can spoil it."""
    document = {
        "version": VERSION,
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in report.diagnostics],
        "summary": _summary(report),
    }
    return json.dumps(document, indent=2) + "\n"


def render_lines(report: Report, source_of: SourceOf, style: Style) -> str:
    """Each finding as an object in a line of its own, then each error as `{"error": ...}`."""
    rows = [_diagnostic(diagnostic) for diagnostic in report.diagnostics]
    rows += [{"error": error} for error in report.errors]
    return "".join(json.dumps(row) + "\n" for row in rows)


def _summary(report: Report) -> dict[str, Any]:
    codes = Counter(diagnostic.code for diagnostic in report.diagnostics)
    severities = Counter(str(diagnostic.severity) for diagnostic in report.diagnostics)
    return {
        "files": report.statistics.files,
        "functions_on_loop": report.statistics.functions_on_loop,
        "calls_on_loop": report.statistics.calls_on_loop,
        "calls_resolved": report.statistics.calls_resolved,
        "diagnostics": len(report.diagnostics),
        "causes": sum(1 for _ in by_cause(report.diagnostics)),
        "known": report.known,
        "by_code": dict(sorted(codes.items())),
        "by_severity": {name: severities[name] for name in ("error", "warning", "info")},
        "errors": list(report.errors),
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "path": diagnostic.path,
        "start": _position(diagnostic.span.start),
        "end": _position(diagnostic.span.end),
        "function": diagnostic.function,
        "cause": diagnostic.cause,
        "trace": [
            {
                "path": step.path,
                "line": step.span.start.line,
                "column": step.span.start.column,
                "text": step.text,
            }
            for step in diagnostic.trace
        ],
        "fix": _fix(diagnostic.fix) if diagnostic.fix else None,
        "alternatives": [_fix(fix) for fix in diagnostic.fixes[1:]],
        "unfixable": diagnostic.unfixable,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safety": str(fix.safety),
        "reasons": [reason.value for reason in fix.reasons],
        "edits": [
            {
                "path": edit.path,
                "start": _position(edit.span.start),
                "end": _position(edit.span.end),
                "text": edit.text,
            }
            for edit in fix.edits
        ],
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
