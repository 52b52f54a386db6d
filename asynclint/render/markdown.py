"""A report for step summaries and comments: what was found how often, then each cause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from asynclint.diagnostic import Diagnostic
from asynclint.render.style import Style, printable
from asynclint.render.text import SourceOf, by_cause, place, summary
from asynclint.report import Report

_MOST = 200  # step summaries hold a megabyte, comments less
_SPECIAL = re.compile(r"([\\*_{}\[\]<>()#+!|~])")


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """A heading, a table of rules, and the findings grouped by their cause."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield "## asynclint"
    yield ""
    yield f"{_plain(summary(report, Style()).strip())}."
    if report.errors:
        yield ""
        yield "Could not be checked:"
        yield ""
        yield from (f"- {_text(error)}" for error in report.errors)
    if report.diagnostics:
        yield ""
        yield "| count | rule | severity |"
        yield "|--:|---|---|"
        rules = Counter((d.code, d.name, str(d.severity)) for d in report.diagnostics)
        for (code, name, severity), count in sorted(rules.items()):
            yield f"| {count:,} | {code} {name} | {severity} |"
    groups = sorted(by_cause(report.diagnostics), key=lambda group: -group[0].severity)
    for group in groups[:_MOST]:
        yield ""
        yield from _group(group)
    if len(groups) > _MOST:
        yield ""
        yield f"And {len(groups) - _MOST:,} more."


def _group(group: Sequence[Diagnostic]) -> Iterator[str]:
    first, *others = group
    yield f"### {first.code}: {_text(first.message)}"
    yield ""
    yield f"{_code(place(first.path, first.span))}, {first.severity}"
    if first.trace:
        yield ""
        for number, step in enumerate(first.trace, 1):
            yield f"{number}. {_code(place(step.path, step.span))} {_text(step.text)}"
    if first.help:
        yield ""
        yield f"**Help:** {_text(first.help)}"
    if others:
        yield ""
        yield f"Reached from {len(others):,} more:"
        yield ""
        yield from (f"- {_code(place(other.path, other.span))}" for other in others)


def _text(text: str) -> str:
    """A message with its code spans, and nothing else that Markdown would act on."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return _plain(printable(text))
    return "".join(_code(part) if index % 2 else _plain(part) for index, part in enumerate(parts))


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("`", "'"))


def _code(text: str) -> str:
    return f"`{text.replace('`', chr(39))}`"
