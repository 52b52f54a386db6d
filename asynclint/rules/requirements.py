"""Raising a requirement above the releases that misbehave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packaging.version import Version

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.pins import Pin
from asynclint.text import Position, Source, Span
from asynclint.tree import Unfixable

# An operator of PEP 440, conda or poetry, and the version behind it.
_OPERAND = re.compile(r"(?P<op>[=~^<>!]=*)\s*(?P<version>\d+(?:\.\d+)*)(?P<rest>[\w.*+!-]*)")
_BARE = re.compile(r"""(?P<op>)(?<=["'])(?P<version>\d+(?:\.\d+)*)(?P<rest>[\w.*+!-]*)(?=["'])""")
_LOWER = frozenset({"", "=", "==", "===", ">=", "~=", "^", "~"})
_UPPER = frozenset({"<", "<="})


def raised(pin: Pin, repaired: str, text: str, shown: str) -> Iterator[Fix]:
    """The requirement with `repaired` instead of the version that it begins at.

    `text` is what stands in the file of the pin, `shown` the path that edits call it by. Yields a
    fix that is only shown where the file holds hashes, which only the package manager can make.
    Raises `Unfixable` for lock files, and where the repaired release is outside of the bounds.
    """
    if pin.is_lock:
        raise Unfixable("lock files are written by the package manager: let it upgrade")
    source = Source(shown, text)
    start = source.offset(Position(pin.line, pin.column))
    stated = text[start : source.offset(Position(pin.line, pin.end_column))]
    target = Version(repaired)
    found: re.Match[str] | None = None
    for operand in (*_BARE.finditer(stated), *_OPERAND.finditer(stated)):
        version = Version(operand["version"])
        if operand["op"] in _UPPER and version <= target:
            raise Unfixable(f"it excludes the first repaired release, {repaired}")
        if operand["op"] in _LOWER and version < target and found is None:
            found = operand
    if found is None or found["rest"]:
        raise Unfixable("how it states the version is not understood")
    if Version(found["version"]).major != target.major:
        raise Unfixable(f"the first repaired release, {repaired}, is another major version")
    if found["op"] == "~=" and found["version"].count(".") != repaired.count("."):
        raise Unfixable("it would no longer allow the same releases")
    place = Span(
        source.position(start + found.start("version")),
        source.position(start + found.end("version")),
    )
    yield Fix(
        f"Require {pin.distribution} {repaired}",
        (Edit(shown, place, repaired),),
        Safety.MANUAL if "--hash" in text else Safety.UNSAFE,
        (Reason.OTHER_RELEASE,),
    )
