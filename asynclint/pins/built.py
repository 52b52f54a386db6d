"""A reader of what builds write: the metadata in wheels and sdists."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.pins.stated import Stated, stated, stated_python


def metadata(text: str) -> Iterator[Stated]:
    """`Requires-Dist` and `Requires-Python` of a wheel's `METADATA` or an sdist's `PKG-INFO`."""
    offset = 0
    for line in text.splitlines(keepends=True):
        field, _, value = line.partition(":")
        if not line.rstrip("\r\n"):
            break  # the description follows
        start, end = offset + len(line) - len(value.lstrip()), offset + len(line.rstrip())
        offset += len(line)
        if field == "Requires-Dist":
            yield from stated(value.strip(), start, end)
        elif field == "Requires-Python":
            yield stated_python(value.strip(), start, end)
