"""The reader of conda environments: line by line, which is enough for lists of plain strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclint.pins.dialects import conda
from asynclint.pins.requirements import requirement_line
from asynclint.pins.stated import Item, Stated, stated_versions

_KEY = re.compile(r"(\w[\w-]*)\s*:")
_COMMENT = re.compile(r"\s#.*")
_ITEM = re.compile(r"(\s*)-\s+(\S.*)")
_SPEC = re.compile(r"(?:[^\s:]+::)?([A-Za-z0-9][\w.-]*)\s*(.*)")
_BUILD = re.compile(r"==?([^=<>!~|,\s]+)=[^=\s]+")  # who names the build means this very version

# Libraries whose name means something else there: the server, or nothing.
_NAMES = {"redis-py": "redis", "pytorch": "torch", "msgpack-python": "msgpack"}


def environment(text: str) -> Iterator[Item]:
    """The `dependencies` of an `environment.yml`, and those of its `pip` subsection."""
    section = ""
    pip_indent: int | None = None
    offset = 0
    for line in text.splitlines(keepends=True):
        if key := _KEY.match(line):
            section, pip_indent = key[1], None
        elif section == "dependencies" and (item := _ITEM.match(_COMMENT.sub("", line))):
            indent, where = len(item[1]), offset + item.start(2)
            value = item[2].rstrip()
            if value[0] in "\"'":
                value, where = value[1:].rstrip(value[0]), where + 1
            if pip_indent is not None and indent > pip_indent:
                yield from requirement_line(value, where)
            elif value.replace(" ", "") == "pip:":
                pip_indent = indent
            else:
                pip_indent = None
                yield from _package(value, where)
        offset += len(line)


def _package(text: str, start: int) -> Iterator[Stated]:
    if spec := _SPEC.fullmatch(text):
        name = _NAMES.get(spec[1], spec[1])
        for versions in conda(_BUILD.sub(r"==\1", spec[2])):
            yield stated_versions(name, versions, start, start + len(text))
