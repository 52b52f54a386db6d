"""The line of source that a finding is in, with the finding underlined."""

from __future__ import annotations

import unicodedata

from asynclint.text import Source, Span

_TAB = 4
_WIDTH = 120  # terminal cells of code; what is longer is cut around the finding
_BEFORE = 40


def frame(source: Source, span: Span) -> tuple[str, str] | None:
    """The code and the carets below it; of a span of several lines the first one.

    None when the file has no such line. The code never holds characters that a terminal would
    act on.
    """
    line = source.line(span.start.line).rstrip()
    begin = span.start.column - 1
    if begin > len(line) or not line:
        return None
    end = span.end.column - 1 if span.end.line == span.start.line else len(line)
    end = max(min(end, len(line)), begin + 1)
    shown, cells = _cells(line)
    low, high = _window(cells, begin)
    left, right = ("..." if low else ""), ("..." if high < len(line) else "")
    code = left + "".join(shown[low:high]) + right
    carets = sum(cells[begin : min(end, high)]) or 1
    return code, " " * (len(left) + sum(cells[low:begin])) + "^" * carets


def _cells(line: str) -> tuple[list[str], list[int]]:
    """Each character as it is shown, and how many cells of a terminal it takes."""
    shown: list[str] = []
    cells: list[int] = []
    column = 0
    for char in line:
        if char == "\t":
            char, width = " " * (_TAB - column % _TAB), _TAB - column % _TAB
        elif not char.isprintable() and unicodedata.category(char) != "Zs":
            char, width = "?", 1
        else:
            width = _width(char)
        shown.append(char)
        cells.append(width)
        column += width
    return shown, cells


def _width(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _window(cells: list[int], begin: int) -> tuple[int, int]:
    """The characters to show, as a half-open range: all of them unless the line is very long."""
    if sum(cells) <= _WIDTH:
        return 0, len(cells)
    low = max(0, begin - _BEFORE)
    high, room = low, _WIDTH
    while high < len(cells) and room >= cells[high]:
        room -= cells[high]
        high += 1
    return low, high
