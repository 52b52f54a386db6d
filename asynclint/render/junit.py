"""Findings as the test report that most build servers read: a finding is a failed test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from asynclint.diagnostic import Diagnostic
from asynclint.render.style import Style
from asynclint.render.text import SourceOf, place
from asynclint.report import Report

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """A suite for each file with findings; one test that passes when there is nothing to say."""
    lines = list(_suites(report))
    found, errors = len(report.diagnostics), len(report.errors)
    total = max(found + errors, 1)
    head = f'<testsuites name="asynclint" tests="{total}" failures="{found}" errors="{errors}">'
    document = ['<?xml version="1.0" encoding="utf-8"?>', head, *lines, "</testsuites>"]
    return "\n".join(document) + "\n"


def _suites(report: Report) -> Iterator[str]:
    for path, group in groupby(report.diagnostics, key=lambda found: found.path):
        cases = [_case(found) for found in group]
        yield _suite(path, len(cases), failures=len(cases))
        yield from cases
        yield "  </testsuite>"
    if report.errors:
        yield _suite("asynclint", len(report.errors), errors=len(report.errors))
        for error in report.errors:
            yield f'    <testcase name={_quoted(error)} classname="asynclint">'
            yield f"      <error message={_quoted(error)}/>"
            yield "    </testcase>"
        yield "  </testsuite>"
    elif not report.diagnostics:
        yield _suite("asynclint", 1)
        yield '    <testcase name="no problems" classname="asynclint"/>'
        yield "  </testsuite>"


def _suite(name: str, tests: int, failures: int = 0, errors: int = 0) -> str:
    numbers = f'tests="{tests}" failures="{failures}" errors="{errors}"'
    return f"  <testsuite name={_quoted(name)} {numbers}>"


def _case(found: Diagnostic) -> str:
    where = place(found.path, found.span)
    name = f"{found.code} {found.name} at {found.span.start.line}:{found.span.start.column}"
    text = [f"{where}: {found.message}"]
    text += [
        f"{number}. {place(step.path, step.span)} {step.text}"
        for number, step in enumerate(found.trace, 1)
    ]
    if found.help:
        text.append(f"help: {found.help}")
    return (
        f"    <testcase name={_quoted(name)} classname={_quoted(found.path)}"
        f' file={_quoted(found.path)} line="{found.span.start.line}">\n'
        f'      <failure type="{found.severity}" message={_quoted(found.message)}>'
        f"{_escaped(chr(10).join(text))}</failure>\n"
        "    </testcase>"
    )


def _escaped(text: str) -> str:
    text = _FORBIDDEN.sub("?", text).replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'
