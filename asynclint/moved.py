"""Where findings are after the text around them was edited.

Two versions of a text agree before some line and after some line. What lies before keeps its place,
what lies after moves with its line, and what lies between is gone: nobody knows what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from msgspec.structs import replace

from asynclint.diagnostic import Diagnostic, Edit
from asynclint.text import Position, Source, Span


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
