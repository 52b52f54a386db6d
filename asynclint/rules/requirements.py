"""Raising a requirement above the releases that misbehave."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.pins import Pin
from asynclint.pins.raising import CannotRaiseError, lowest
from asynclint.text import Source
from asynclint.tree import Unfixable


def raised(pin: Pin, repaired: str, text: str, shown: str) -> Iterator[Fix]:
    """The requirement with `repaired` instead of the version that it begins at.

    `text` is what stands in the file of the pin, `shown` the path that edits call it by. The fix is
    only shown where the file holds hashes, which only the package manager can make.
    """
    try:
        place = lowest(pin, repaired, Source(shown, text))
    except CannotRaiseError as error:
        raise Unfixable(str(error)) from None
    yield Fix(
        f"Require {pin.distribution} {repaired}",
        (Edit(shown, place, repaired),),
        Safety.MANUAL if "--hash" in text else Safety.UNSAFE,
        (Reason.OTHER_RELEASE,),
    )
