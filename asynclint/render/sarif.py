"""Findings as SARIF 2.1.0, within the limits of GitHub's code scanning.

The chain of a finding is a code flow, and its steps are related locations that the message links
to. Paths are relative to the directory asynclint ran in, which is `%SRCROOT%`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from asynclint import __version__
from asynclint.diagnostic import Diagnostic, Fix, RulePage, Severity, Step
from asynclint.fingerprint import fingerprints, line_hash
from asynclint.render.style import Style
from asynclint.render.text import SourceOf, place
from asynclint.report import Report
from asynclint.text import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
# Of more results, GitHub takes none; of more locations, it shows the first.
_MOST_RESULTS = 25_000
_MOST_LOCATIONS = 100


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """One run; the findings in output order, the mildest left out where there are too many."""
    prints = fingerprints(report.diagnostics, source_of)
    found = list(zip(report.diagnostics, prints, strict=True))
    found.sort(key=lambda pair: -pair[0].severity)
    left_out = len(found) - _MOST_RESULTS
    found = sorted(found[:_MOST_RESULTS], key=lambda pair: pair[0].order)
    notes = [_notification(error, "error") for error in report.errors]
    if left_out > 0:
        notes.append(_notification(f"{left_out:,} results were left out", "warning"))
    indices = {rule.code: index for index, rule in enumerate(report.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "asynclint",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in report.rules],
            }
        },
        "automationDetails": {"id": "asynclint/"},
        "originalUriBaseIds": {
            ROOT: {"description": {"text": "The directory that asynclint ran in."}}
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": not report.errors, "toolExecutionNotifications": notes}
        ],
        "results": [_result(d, key, indices, source_of) for d, key in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _notification(text: str, level: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": text}}


def _rule(rule: RulePage) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
        "properties": {
            "precision": "high",
            "problem.severity": _PROBLEMS[rule.severity],
            "tags": ["async", "concurrency", rule.name],
        },
    }


def _result(
    found: Diagnostic, fingerprint: str, indices: dict[str, int], source_of: SourceOf
) -> dict[str, Any]:
    steps = found.trace[:_MOST_LOCATIONS]
    result: dict[str, Any] = {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": _message(found, steps)},
        "locations": [_location(found.path, found.span, function=found.function)],
        "partialFingerprints": {"asynclint/v1": fingerprint},
    }
    if found.code in indices:
        result["ruleIndex"] = indices[found.code]
    if source := source_of(found.path):
        hashed = line_hash(source, found.span.start.line)
        result["partialFingerprints"]["primaryLocationLineHash"] = hashed
    if steps:
        result["relatedLocations"] = [
            _location(step.path, step.span, step.text, number)
            for number, step in enumerate(steps, 1)
        ]
        flow = [{"location": _location(step.path, step.span, step.text)} for step in steps]
        result["codeFlows"] = [{"threadFlows": [{"locations": flow}]}]
    if found.cause:
        result["properties"] = {"cause": found.cause}
    if found.fixes:
        result["fixes"] = [_fix(fix) for fix in found.fixes]
    return result


def _message(found: Diagnostic, steps: Sequence[Step]) -> str:
    """The message, then what to do, then a link to each step."""
    sentences = [f"{_escaped(found.message)}."]
    if found.help:
        sentences.append(f"Help: {_escaped(found.help)}.")
    if steps:
        links = (
            f"[{_escaped(place(step.path, step.span))}]({number})"
            for number, step in enumerate(steps, 1)
        )
        sentences.append(f"Steps: {', '.join(links)}.")
    return " ".join(sentences)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _location(
    path: str, span: Span, text: str = "", number: int = 0, function: str = ""
) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(path), "region": _region(span)}
    }
    if number:
        location["id"] = number
    if text:
        location["message"] = {"text": text}
    if function:
        location["logicalLocations"] = [{"fullyQualifiedName": function, "kind": "function"}]
    return location


def _artifact(path: str) -> dict[str, str]:
    from urllib.parse import quote  # not needed to print text

    uri = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": ROOT}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement = {
            "deletedRegion": _region(edit.span),
            "insertedContent": {"text": edit.text},
        }
        changes.setdefault(edit.path, []).append(replacement)
    return {
        "description": {"text": fix.title},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": replacements}
            for path, replacements in changes.items()
        ],
    }
