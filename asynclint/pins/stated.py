"""What the readers of files produce: requirements as written, not yet understood."""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

# The key of what is said about Python itself: no distribution can be called so.
PYTHON = "(python)"

_SEPARATORS = re.compile(r"[-_.]+")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


class Stated(msgspec.Struct, frozen=True):
    """A statement about one distribution.

    `name` is as written, or `PYTHON`; `requirement` is PEP 508 text, or meant to be; `start` and
    `end` are the offsets of the place that says it.
    """

    name: str
    requirement: str
    start: int
    end: int


class Include(msgspec.Struct, frozen=True):
    """A file whose requirements count as well: its path, from the folder of the including file."""

    path: str


Item: TypeAlias = Stated | Include


def stated_versions(name: str, versions: str, start: int, end: int) -> Stated:
    """The statement that a PEP 440 specifier set for a name makes."""
    return Stated(name, f"{name} {versions}", start, end)


def stated_python(versions: str, start: int, end: int) -> Stated:
    """The statement that a PEP 440 specifier set for Python makes."""
    return Stated(PYTHON, f"python {versions}", start, end)


def stated(requirement: str, start: int, end: int) -> list[Stated]:
    """The statement that a requirement makes; none if it does not start with a name."""
    name = _NAME.match(requirement)
    return [Stated(name[0], requirement, start, end)] if name else []


def canonical(name: str) -> str:
    """The spelling of a distribution's name that PEP 503 compares by.

    As `packaging.utils.canonicalize_name`, whose module takes longer to import than most checks
    have left.
    """
    return _SEPARATORS.sub("-", name).lower()
