"""Source text and the places in it.

The only module that converts between the three ways of counting columns: UTF-8 bytes (`ast`),
code points (everything we print) and UTF-16 units (editors). Knows nothing of Python syntax
beyond where a line ends and how a file declares its encoding.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

import msgspec

# Python ends a line at these and nowhere else: `str.splitlines` also cuts at form feeds and U+2028.
_NEWLINE = re.compile(r"\r\n|\r|\n")
# PEP 263: in a comment that stands alone on line one, or on line two below a blank or comment line.
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
# Editors append how lines end (`utf-8-unix`); Python looks only at the beginning of these names.
_EDITOR_SUFFIX = r"(?i)^(utf[-_]8|latin[-_]1|iso[-_]8859[-_]1|iso[-_]latin[-_]1)[-_].*$"
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")


class UndecodableError(ValueError):
    """The bytes of a file are not text in the encoding that the file declares."""


class Position(msgspec.Struct, frozen=True, order=True):
    """A place in a file: line and column both count from 1, columns in code points."""

    line: int
    column: int


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open range in one file: `end` is the first position not part of it."""

    start: Position
    end: Position


def decode(data: bytes) -> str:
    """Return the text of a Python file, without its byte order mark, line endings untouched.

    The encoding is the byte order mark's, else the PEP 263 cookie's, else UTF-8. Raises
    `UndecodableError` with a sentence for the user when the bytes do not fit it.
    """
    encoding = _declared(data)
    if data.startswith(codecs.BOM_UTF8):
        if encoding not in (None, "utf-8"):
            raise UndecodableError(f"has a UTF-8 byte order mark but declares `{encoding}`")
        data = data[len(codecs.BOM_UTF8) :]
    try:
        text = data.decode(encoding or "utf-8")
        if encoding:
            text.encode()  # escape codecs can make lone surrogates, which no parser takes
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise UndecodableError(
            f"is not valid {error.encoding} text: byte {byte:#04x} at offset {error.start}"
        ) from None
    except UnicodeError:
        raise UndecodableError(f"is not valid {encoding} text") from None
    if "\0" in text:
        raise UndecodableError("contains a NUL character")
    return text


def encode(text: str, like: bytes) -> bytes:
    """The bytes of a text that replaces that of the file `like`: same encoding, same byte order
    mark. Raises `UndecodableError` when the encoding has no room for it."""
    encoding = _declared(like) or "utf-8"
    mark = codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) else b""
    try:
        return mark + text.encode(encoding)
    except UnicodeError:
        raise UndecodableError(f"has no room in {encoding} for what would be written") from None


def _declared(data: bytes) -> str | None:
    """The codec named by a PEP 263 cookie in the first two lines."""
    head = data[:2000].removeprefix(codecs.BOM_UTF8)
    for line in re.split(rb"\r\n|\r|\n", head, maxsplit=2)[:2]:
        if found := _COOKIE.match(line):
            name = re.sub(_EDITOR_SUFFIX, r"\1", found[1].decode("ascii"))
            try:
                info = codecs.lookup(name)
            except LookupError:
                raise UndecodableError(f"declares an unknown encoding, `{name}`") from None
            if not getattr(info, "_is_text_encoding", True):
                raise UndecodableError(f"declares `{name}`, which is not a text encoding")
            return info.name
        if not _BLANK.match(line):
            break
    return None


class Source:
    """The text of one file, and the conversions between positions in it.

    Lines count from 1. Offsets are code points from the start of the text.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line starts."""
        if "\r" in self.text:
            return [0, *(match.end() for match in _NEWLINE.finditer(self.text))]
        lines = self.text.split("\n")
        return list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))

    def line(self, number: int) -> str:
        """The text of a line without its ending; empty past the end of the file."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def at_utf8(self, line: int, column: int) -> Position:
        """The position of a line (from 1) and a UTF-8 byte column (from 0), as `ast` counts."""
        text = self.line(line)
        if text.isascii():
            return Position(line, column + 1)
        return Position(line, len(text.encode()[:column].decode(errors="ignore")) + 1)

    def span_utf8(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """The span between two places as `ast` counts them."""
        return Span(self.at_utf8(line, column), self.at_utf8(end_line, end_column))

    def offset(self, position: Position) -> int:
        """The code-point offset of a position, clipped to the text."""
        if position.line > len(self.starts):
            return len(self.text)
        return min(self.starts[position.line - 1] + position.column - 1, len(self.text))

    def position(self, offset: int) -> Position:
        """The position of a code-point offset."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def utf16(self, position: Position) -> int:
        """The column of a position in UTF-16 units, from 0, as editors count by default."""
        before = self.line(position.line)[: position.column - 1]
        return len(before) + sum(char > "\uffff" for char in before)

    def utf8(self, position: Position) -> int:
        """The column of a position in UTF-8 bytes, from 0."""
        return len(self.line(position.line)[: position.column - 1].encode())
