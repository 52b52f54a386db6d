"""Taking back a comment that suppresses nothing, or some of its codes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from asynclint.diagnostic import Edit, Fix, Safety
from asynclint.text import Source, Span

_EMPTY = re.compile(r"\[\s*\]|noqa\s*:?\s*$", re.IGNORECASE)


def removal(source: Source, span: Span, words: Iterable[str]) -> Fix:
    """Remove `words` from the suppression at `span`; with the last of them all of it, the reason
    behind it included. Codes of other tools, and other comments on the line, stay."""
    start, end = source.offset(span.start), source.offset(span.end)
    left = source.text[start:end]
    for word in words:
        left = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])\s*,?\s*", "", left, count=1)
    left = re.sub(r"[\s,]+(\]|$)", r"\1", left)
    if not _EMPTY.search(left):
        return Fix(
            "Remove what suppresses nothing", (_edit(source, start, end, left),), Safety.SAFE
        )
    line = source.starts[span.start.line - 1]
    behind = source.text[end : line + len(source.line(span.start.line))]
    end += behind.index("#") if "#" in behind else len(behind)
    before = source.text[line:start]
    if "#" not in behind and not before.strip():
        start, end = line, _next_line(source, span.start.line)
    elif "#" not in behind:
        start = line + len(before.rstrip())
    return Fix("Remove the comment", (_edit(source, start, end, ""),), Safety.SAFE)


def _next_line(source: Source, line: int) -> int:
    return source.starts[line] if line < len(source.starts) else len(source.text)


def _edit(source: Source, start: int, end: int, text: str) -> Edit:
    return Edit(source.path, Span(source.position(start), source.position(end)), text)
