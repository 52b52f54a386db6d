"""Regular expressions that take exponential time for some texts, told by their shape.

Certain is one shape: a group that is repeated without limit, of which one repeated character class
is all that has to be there, before the end of the text or some character: `(a+)+$`. A run of `n`
characters of the class can be cut into turns of the group in 2**n ways, and all of them are tried
when what follows is missing. What is not understood has no such shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

_END = "\\Z"  # what stands for the end of the text
_ENDS = frozenset({"$", _END, "\\z"})


class _Item(msgspec.Struct, frozen=True):
    """A part of a pattern: a character class as it is written, or the alternatives of a group; how
    often it has to be there, and whether there is no limit to how often it may."""

    text: str
    group: tuple[tuple[_Item, ...], ...] | None
    least: int
    is_unlimited: bool


def explosive(pattern: str, is_whole: bool = False) -> str:
    """The part of a pattern that takes exponential time; empty if none is known to.

    `is_whole` tells that the pattern has to match to the end of the text.
    """
    try:
        reader = _Reader(pattern)
        alternatives = reader.alternatives()
        if reader.at < len(pattern):
            return ""
    except (ValueError, IndexError, RecursionError):
        return ""
    end = (_Item(_END, None, 1, False),) if is_whole else ()
    return next((found for one in alternatives for found in _found((*one, *end))), "")


def _found(items: tuple[_Item, ...]) -> Iterator[str]:
    for item, after in pairwise(items):
        if item.group is None or not item.is_unlimited or not after.least:
            continue
        for alternative in item.group:
            run = _run(alternative)
            if run and after.group is None and _may_fail(after.text, run):
                yield item.text
    for item in items:
        for alternative in item.group or ():
            yield from _found(alternative)


def _run(items: tuple[_Item, ...]) -> str:
    """The character class, repeated without limit, that is all of a group which has to be there."""
    for index, item in enumerate(items):
        others = (*items[:index], *items[index + 1 :])
        if item.group is None and item.is_unlimited and not any(other.least for other in others):
            return item.text
    return ""


def _may_fail(text: str, class_: str) -> bool:
    """Whether what a part of a pattern matches may be missing behind any run of a class: the end of
    the text, or one character that is not all of the class."""
    is_literal = (len(text) == 1 and text not in ".^") or (
        text[0] == "\\" and not text[1].isalpha()
    )
    return text in _ENDS or (is_literal and text != class_)


class _Reader:
    """Takes a pattern apart; raises `ValueError` or `IndexError` where it does not know how."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> tuple[tuple[_Item, ...], ...]:
        """What stands up to the end of the group."""
        found: list[tuple[_Item, ...]] = []
        items: list[_Item] = []
        while self.at < len(self.pattern) and self.pattern[self.at] != ")":
            if self.pattern[self.at] == "|":
                self.at += 1
                found.append(tuple(items))
                items = []
            else:
                items.append(self.item())
        return (*found, tuple(items))

    def item(self) -> _Item:
        start = self.at
        group = None
        char = self.pattern[start]
        if char == "(":
            group = self.group()
        elif char == "[":
            self.at = self.end_of_class()
        elif char == "\\":
            if self.pattern[start + 1] in "123456789xuUNb" or self.at + 2 > len(self.pattern):
                raise ValueError(self.pattern)  # refers to groups, and longer escapes
            self.at += 2
        elif char in "*+?{":
            raise ValueError(self.pattern)
        else:
            self.at += 1
        text = self.pattern[start : self.at]
        least, is_unlimited = self.quantifier()
        text = self.pattern[start : self.at] if group is not None else text
        return _Item(text, group, least, is_unlimited)

    def group(self) -> tuple[tuple[_Item, ...], ...]:
        self.at += 1
        if self.pattern.startswith("?", self.at):
            if self.pattern.startswith("?:", self.at):
                self.at += 2
            elif self.pattern.startswith("?P<", self.at):
                self.at = self.pattern.index(">", self.at) + 1
            else:
                raise ValueError(self.pattern)  # looks around, flags, atomic groups
        found = self.alternatives()
        if self.pattern[self.at] != ")":
            raise ValueError(self.pattern)
        self.at += 1
        return found

    def end_of_class(self) -> int:
        """Where a character class ends, with its bracket."""
        position = self.at + 1
        position += self.pattern.startswith("^", position)
        position += self.pattern.startswith("]", position)
        while self.pattern[position] != "]":
            position += 2 if self.pattern[position] == "\\" else 1
        return position + 1

    def quantifier(self) -> tuple[int, bool]:
        """How often what was read has to be there, and whether that is all that is said."""
        rest = self.pattern[self.at : self.at + 1]
        if rest not in ("*", "+", "?", "{"):
            return 1, False
        if rest == "{":
            end = self.pattern.index("}", self.at)
            least, comma, most = self.pattern[self.at + 1 : end].partition(",")
            self.at = end + 1
            found = int(least or 0), bool(comma) and not most
        else:
            self.at += 1
            found = int(rest == "+"), rest != "?"
        if self.pattern.startswith("+", self.at):
            raise ValueError(self.pattern)  # possessive: never tried again
        self.at += self.pattern.startswith("?", self.at)
        return found
