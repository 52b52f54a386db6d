"""Where a requirement says the version that it begins at."""

from __future__ import annotations

import re

from asynclint.pins.pin import Pin
from asynclint.pins.sources import GENERATED
from asynclint.text import Position, Source, Span

# An operator of PEP 440, conda or poetry, and the version behind it.
_OPERAND = re.compile(r"(?P<op>[=~^<>!]=*)\s*(?P<version>\d+(?:\.\d+)*)(?P<rest>[\w.*+!-]*)")
_BARE = re.compile(r"""(?P<op>)(?<=["'])(?P<version>\d+(?:\.\d+)*)(?P<rest>[\w.*+!-]*)(?=["'])""")
_LOWER = frozenset({"", "=", "==", "===", ">=", "~=", "^", "~"})
_UPPER = frozenset({"<", "<="})


class CannotRaiseError(Exception):
    """The requirement cannot be raised; the message says why, a clause."""


def lowest(pin: Pin, repaired: str, source: Source) -> Span:
    """The place of the version that must become `repaired`, in the text of the pin's file.

    Raises `CannotRaiseError` for lock files and what builds write, and where the repaired release
    is out of bounds.
    """
    from packaging.version import Version

    if pin.path.name in GENERATED:
        raise CannotRaiseError("this file is generated: raise what the project's own files require")
    if pin.is_lock:
        raise CannotRaiseError("lock files are written by the package manager: let it upgrade")
    start = source.offset(Position(pin.line, pin.column))
    stated = source.text[start : source.offset(Position(pin.line, pin.end_column))]
    target = Version(repaired)
    found: re.Match[str] | None = None
    for operand in (*_BARE.finditer(stated), *_OPERAND.finditer(stated)):
        version = Version(operand["version"])
        if operand["op"] in _UPPER and version <= target:
            raise CannotRaiseError(f"it excludes the first repaired release, {repaired}")
        if operand["op"] in _LOWER and version < target and found is None:
            found = operand
    if found is None or found["rest"]:
        raise CannotRaiseError("how it states the version is not understood")
    if Version(found["version"]).major != target.major:
        raise CannotRaiseError(f"the first repaired release, {repaired}, is another major version")
    if found["op"] == "~=" and found["version"].count(".") != repaired.count("."):
        raise CannotRaiseError("it would no longer allow the same releases")
    return Span(
        source.position(start + found.start("version")),
        source.position(start + found.end("version")),
    )
