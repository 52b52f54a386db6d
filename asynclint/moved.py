"""Where findings are after the text around them was edited.

Where the edits are known, so is every place that they leave alone. Else two versions of a text
agree before some line and after some line. What lies before keeps its place, what lies after moves
with its line, and what lies between is gone: nobody knows what became of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from msgspec.structs import replace

from asynclint.diagnostic import Diagnostic, Edit
from asynclint.text import Position, Source, Span


class Spliced:
    """One file before and after edits that do not overlap; insertions at one place keep their
    order."""

    def __init__(self, source: Source, edits: Iterable[Edit]) -> None:
        self._old = source
        self._kept: list[tuple[int, int, int]] = []  # where text is now, where it was, its length
        parts: list[str] = []
        at = length = 0

        def keep(end: int) -> None:
            if end > at:
                self._kept.append((length, at, end - at))
                parts.append(source.text[at:end])

        for edit in sorted(edits, key=lambda e: e.span):
            start = source.offset(edit.span.start)
            keep(start)
            length += start - at + len(edit.text)
            parts.append(edit.text)
            at = source.offset(edit.span.end)
        keep(len(source.text))
        self.text = "".join(parts)

    @cached_property
    def _new(self) -> Source:
        return Source(self._old.path, self.text)

    def before(self, span: Span) -> Span | None:
        """Where a stretch of the new text was in the old one; None when it begins or ends in what
        was inserted."""
        first, last = self._new.offset(span.start), self._new.offset(span.end)
        start = self._was(first, first)
        end = self._was(last, max(first, last - 1))
        if start is None or end is None:
            return None
        return Span(self._old.position(start), self._old.position(end))

    def _was(self, offset: int, char: int) -> int | None:
        """The old offset, which is in the same stretch of text as a character."""
        index = bisect_right(self._kept, char, key=lambda kept: kept[0]) - 1
        if index < 0:
            return None
        now, was, length = self._kept[index]
        return was + offset - now if char < now + length else None


class Edited:
    """One file, before and after some edits."""

    def __init__(self, path: str, old: str, new: str) -> None:
        self.path = path
        self.old = old
        self.new = new

    @cached_property
    def _bounds(self) -> tuple[int, int, int]:
        """How many lines agree at the beginning, the last old line that does not agree with one at
        the end, and by how many lines the end has moved."""
        old, new = _lines(self.old), _lines(self.new)
        shorter = min(len(old), len(new))
        head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
        rest = shorter - head
        tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
        return head, len(old) - tail, len(new) - len(old)

    def span(self, span: Span) -> Span | None:
        """Where this is now; None when its lines were edited."""
        head, last, shift = self._bounds
        if span.end.line <= head:
            return span
        if span.start.line > last:
            return Span(_shifted(span.start, shift), _shifted(span.end, shift))
        return None

    def difference(self) -> Edit:
        """The edit that turns the old text into the new one: of whole lines, from the first that
        differs to the last."""
        head, last, shift = self._bounds
        new = _lines(self.new)[head : last + shift]
        return Edit(self.path, Span(Position(head + 1, 1), Position(last + 1, 1)), "".join(new))

    def diagnostics(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Those findings of the file whose own lines are as they were, at their new places.

        Their traces follow, as far as they can.
        """
        if self.old == self.new:
            return list(found)
        moved = []
        for diagnostic in found:
            span = self.span(diagnostic.span)
            if span is not None:
                trace = tuple(
                    replace(step, span=self.span(step.span) or step.span)
                    if step.path == self.path
                    else step
                    for step in diagnostic.trace
                )
                moved.append(replace(diagnostic, span=span, trace=trace))
        return moved


def _lines(text: str) -> list[str]:
    source = Source("", text)
    starts = [*source.starts, len(text)]
    return [text[a:b] for a, b in pairwise(starts)]


def _shifted(position: Position, lines: int) -> Position:
    return Position(position.line + lines, position.column)
