"""Which files say something about versions, in which order, and who reads them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from importlib import import_module
from typing import TypeAlias, cast

from asynclint.pins.stated import PYTHON, Include, Item, Stated, canonical
from asynclint.text import Source

Reader: TypeAlias = Callable[[str], Iterator[Item]]

NESTED = "requirements"  # the only folder whose files count as those of the folder above
BUILT = ".dist-info"  # how the folder of a wheel ends that says what the wheel is
GENERATED = ("METADATA", "PKG-INFO")  # when a wheel or an sdist is built
METADATA = ("pyproject.toml", "setup.cfg", "setup.py", *GENERATED)  # says which Python is needed

_REQUIREMENTS = "requirements.requirements"
# Patterns without groups, the most telling first, and the functions that read such files. Their
# modules are imported when there is something to read.
_LOCKS: tuple[tuple[str, str], ...] = (
    (r"(?:uv|poetry|pdm)\.lock|pylock(?:\.[^.]+)?\.toml", "locks.toml_lock"),
    (r"Pipfile\.lock", "locks.pipfile_lock"),
)
_OTHERS: tuple[tuple[str, str], ...] = (
    (r"requirements\.txt", _REQUIREMENTS),
    (r"(?:[^/]*requirements|constraints)[^/]*\.txt", _REQUIREMENTS),
    (rf"{NESTED}/[^/]+\.(?:txt|in)", _REQUIREMENTS),
    (r"pyproject\.toml", "metadata.pyproject"),
    (r"setup\.cfg", "metadata.setup_cfg"),
    (r"setup\.py", "metadata.setup_py"),
    (r"Pipfile", "metadata.pipfile"),
    (r"(?!MANIFEST\.)[^/]+\.in", _REQUIREMENTS),
    (r"environment\.ya?ml", "conda.environment"),
    (r"(?:[^/]+\.)?Dockerfile|Containerfile", "requirements.dockerfile"),
    (r"PKG-INFO|(?:[^/]+\.dist-info/)?METADATA", "built.metadata"),
)
_ALL = (*_LOCKS, *_OTHERS)
_SOURCE = "|".join(f"({pattern})" for pattern, _ in _ALL)  # compiled when first asked for


class Content:
    """A file that was read: what it states about whom, and which files it includes."""

    def __init__(self, source: Source, items: Iterable[Item], is_lock: bool) -> None:
        self.source = source
        self.is_lock = is_lock
        self._stated: list[Stated] = []
        self.includes: list[str] = []
        folder = os.path.dirname(source.path)
        for item in items:
            if isinstance(item, Include):
                self.includes.append(os.path.normpath(os.path.join(folder, item.path)))
            else:
                self._stated.append(item)

    def about(self, name: str) -> list[Stated]:
        """What is said about a canonical name, or about `PYTHON`."""
        return self._by_name.get(name, [])

    @cached_property
    def _by_name(self) -> dict[str, list[Stated]]:
        found: dict[str, list[Stated]] = {}
        for stated in self._stated:
            key = PYTHON if stated.name == PYTHON else canonical(stated.name)
            found.setdefault(key, []).append(stated)
        return found


def in_order(names: Iterable[str]) -> list[str]:
    """Those that are sources, the most telling first. Names are relative and use `/`."""
    ranked = [(rank, name) for name in names if (rank := _rank(name)) is not None]
    return [name for _, name in sorted(ranked)]


def is_lock(name: str) -> bool:
    """Whether a source records what was resolved."""
    rank = _rank(name)
    return rank is not None and rank < len(_LOCKS)


def parse(file: str, text: str) -> Content:
    """What the text of a file says. Raises what parsers raise for broken files."""
    name = os.path.basename(file)
    rank = _rank(name)
    # What requirement files include is one, whatever it is called.
    module, _, function = (_REQUIREMENTS if rank is None else _ALL[rank][1]).partition(".")
    reader = cast(Reader, getattr(import_module(f"asynclint.pins.{module}"), function))
    return Content(Source(file, text), reader(text), is_lock(name))


def _rank(name: str) -> int | None:
    """The place of a source in `_ALL`; None for other files."""
    if name.endswith(".py") and name not in METADATA:  # to compile the patterns takes a while
        return None
    found = re.fullmatch(_SOURCE, name)
    return found.lastindex - 1 if found and found.lastindex else None
