"""Findings as a code quality report of GitLab."""

from __future__ import annotations

import json

from asynclint.diagnostic import Severity
from asynclint.fingerprint import fingerprints
from asynclint.render.style import Style
from asynclint.render.text import SourceOf, place
from asynclint.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """A list of issues; their fingerprints stay the same while code moves."""
    found = report.diagnostics
    issues = [
        {
            "type": "issue",
            "check_name": diagnostic.code,
            "description": f"{diagnostic.name}: {diagnostic.message}",
            "content": {
                "body": "\n".join(
                    [
                        *(f"1. {place(s.path, s.span)} {s.text}" for s in diagnostic.trace),
                        diagnostic.help,
                    ]
                )
            },
            "categories": ["Bug Risk"],
            "severity": _SEVERITIES[diagnostic.severity],
            "fingerprint": fingerprint,
            "location": {
                "path": diagnostic.path,
                "lines": {
                    "begin": diagnostic.span.start.line,
                    "end": diagnostic.span.end.line,
                },
            },
        }
        for diagnostic, fingerprint in zip(found, fingerprints(found, source_of), strict=True)
    ]
    return json.dumps(issues, indent=2) + "\n"
