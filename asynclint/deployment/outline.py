"""YAML as far as deployment files use it: a tolerant reader that knows places.

There are no tags and no types, and what an alias stands for is not known. What it does not
understand becomes an empty scalar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from asynclint.deployment.flow import QUOTED, Entry, Node, flow, scalar, unquoted
from asynclint.deployment.shell import Piece, Word

_NEWLINE = re.compile(r"[\r\n]")
_TEXT = re.compile(r"[^\r\n]+")
_MARK = re.compile(r"(?m)^---(?=\s|$)[^\r\n]*")
_KEY = re.compile(
    r"(?:\"([^\"\\\r\n]*)\"[ \t]*|'([^'\r\n]*)'[ \t]*|([^\s\"'\[\]{}#&*!|>%@,][^\r\n]*?))"
    r":(?=[ \t]|$)"
)
_ITEM = re.compile(r"-(?=[ \t]|$)")
_PREFIX = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]*)*")  # anchors and tags
_BLOCK = re.compile(r"[|>][-+\d]*[ \t]*(?:#.*)?$")
_COMMENT = re.compile(r"[ \t]#.*")


class _Line(msgspec.Struct, frozen=True):
    indent: int
    start: int
    end: int


def documents(text: str) -> Iterator[Node]:
    """The documents of a YAML text, one after the other."""
    start = 0
    for mark in _MARK.finditer(text):
        yield _Reader(text, start, mark.start()).document()
        start = mark.end()
    yield _Reader(text, start, len(text)).document()


class _Reader:
    """Reads blocks: the lines of one document by their indentation."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._at = 0
        self._lines: list[_Line] = []
        for line in _TEXT.finditer(text, start, end):
            content = line[0].lstrip(" \t")
            # What stands alone in `{{ }}` tells a templating engine something.
            if content and content[0] not in "#%" and not content.startswith("{{"):
                indent = len(line[0]) - len(content)
                self._lines.append(_Line(indent, line.start() + indent, line.end()))

    def document(self) -> Node:
        """The whole document."""
        return self._block(0)

    def _next(self) -> _Line | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _block(self, least: int) -> Node:
        """What starts on the next line, if that is indented enough."""
        line = self._next()
        if line is None or line.indent < least:
            return scalar(self._text, 0, 0)
        if self._is_item(line):
            return self._items(line.indent)
        if _KEY.match(self._text, line.start, line.end):
            return self._entries(line.indent)
        self._at += 1
        # Its further lines need be no deeper than this one.
        return self._value(line.start, replace(line, indent=least - 1))

    def _items(self, indent: int) -> list[Node]:
        nodes: list[Node] = []
        while (line := self._next()) and line.indent == indent and self._is_item(line):
            after = self._text[line.start + 1 : line.end]
            start = line.end - len(after.lstrip())
            if start < line.end and not after.lstrip().startswith("#"):
                # What stands behind the dash is as good as on a line of its own.
                self._lines[self._at] = _Line(indent + start - line.start, start, line.end)
            else:
                self._at += 1
            nodes.append(self._block(indent + 1))
        return nodes

    def _entries(self, indent: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        while (line := self._next()) and line.indent >= indent:
            self._at += 1
            key = _KEY.match(self._text, line.start, line.end)
            if key and line.indent == indent:
                name = next((group for group in key.groups() if group is not None), "")
                entries[name.rstrip()] = Entry(line.start, self._value(key.end(), line))
        return entries

    def _value(self, start: int, line: _Line) -> Node:
        """What stands behind a key or a dash, whose line was taken already."""
        content = self._text[start : line.end]
        start += len(content) - len(content.lstrip())
        if prefix := _PREFIX.match(self._text, start, line.end):
            start = prefix.end()
        content = self._text[start : line.end]
        if not content or content.startswith("#"):
            following = self._next()
            same = following and following.indent == line.indent and self._is_item(following)
            return self._block(line.indent if same else line.indent + 1)
        if _BLOCK.match(content):
            return self._literal(line.indent, is_folded=content[0] == ">")
        if quoted := QUOTED.match(self._text, start):
            self._skip(quoted.end())
            return unquoted(quoted)
        if content[0] in "[{" and not content.startswith("{{"):
            node, end = flow(self._text, start)
            self._skip(end)
            return node
        return self._plain(start, line)

    def _plain(self, start: int, line: _Line) -> Word:
        """Unquoted text, which goes on where more is indented."""
        end = line.end
        if comment := _COMMENT.search(self._text, start, end):
            return scalar(self._text, start, comment.start())
        while (following := self._next()) and following.indent > line.indent:
            self._at += 1
            end = following.end
        return scalar(self._text, start, end)

    def _literal(self, indent: int, is_folded: bool) -> Word:
        start = end = 0
        while (line := self._next()) and line.indent > indent:
            self._at += 1
            start, end = start or line.start, line.end
        text = self._text[start:end]
        return Word(Piece(_NEWLINE.sub(" ", text) if is_folded else text, start, end), start, end)

    def _skip(self, offset: int) -> None:
        while (line := self._next()) and line.start < offset:
            self._at += 1

    def _is_item(self, line: _Line) -> bool:
        return _ITEM.match(self._text, line.start, line.end) is not None
