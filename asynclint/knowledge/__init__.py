"""What the world's libraries do, answered by name.

The tables are in the modules beside this one; here they are joined with what a project's
configuration adds. A name that has no row is unknown, and unknown means silence.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from asynclint.knowledge.entry import Blocks, Kind, Library, Unless

__all__ = ["Blocks", "Kind", "Knowledge", "Library", "Unless"]


@cache
def libraries() -> tuple[Library, ...]:
    """Every table, in a fixed order."""
    from asynclint.knowledge import tables

    return tables.ALL


class Knowledge:
    """The tables joined, with the project's own additions in front.

    `blocking` maps names or `fnmatch` patterns to a kind; `non_blocking` names functions declared
    harmless; `offload` names callables that run a function elsewhere. All queries take and give
    canonical dotted names.
    """

    def __init__(
        self,
        blocking: Mapping[str, Kind] | None = None,
        non_blocking: Iterable[str] = (),
        offload: Iterable[str] = (),
    ) -> None:
        self._aliases: dict[str, str] = {}
        self._bases: dict[str, tuple[str, ...]] = {}
        self._blocks: dict[str, Blocks] = {}
        self._returns: dict[str, str] = {}
        self._safe: set[str] = set()
        self._asynchronous: set[str] = set()
        self.calls: dict[str, int | str] = {}
        self.schedules: dict[str, int | str] = {}
        self.offloads: dict[str, int | str] = {}
        self.on_loop: set[str] = set()
        self.transparent: set[str] = set()
        self.consumes: set[str] = set()
        for library in libraries():
            self._aliases.update(library.aliases)
            self._bases.update(library.bases)
            self._blocks.update((row.name, row) for row in library.blocks)
            self._returns.update(library.returns)
            self._safe.update(library.safe)
            self._asynchronous.update(library.asynchronous)
            self.calls.update(library.calls)
            self.schedules.update(library.schedules)
            self.offloads.update(library.offloads)
            self.on_loop.update(library.on_loop)
            self.transparent.update(library.transparent)
            self.consumes.update(library.consumes)
        self.offloads.update((name, 0) for name in offload)
        self._declared = tuple((blocking or {}).items())
        self._declared_safe = tuple(non_blocking)
        self._names: dict[str, str] = {}
        self._rows: dict[str, Blocks | None] = {}
        self._types: dict[str, str] = {}
        self._classes = {
            *self._bases,
            *(base for bases in self._bases.values() for base in bases),
            *self._asynchronous,
            *(row.name.rpartition(".")[0] for row in self._blocks.values()),
            *(name.rpartition(".")[0] for name in self._returns if name.endswith("__")),
        }

    def canonical(self, name: str) -> str:
        """The canonical spelling of a dotted name: the longest known alias decides."""
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = self._canonical(name)
        return found

    def _canonical(self, name: str) -> str:
        head, tail = name, ""
        while head:
            if (target := self._aliases.get(head)) is not None:
                return self._canonical(target + tail) if target + tail != name else name
            head, _, part = head.rpartition(".")
            tail = f".{part}{tail}"
        return name

    def blocks(self, name: str) -> Blocks | None:
        """The row that says that calling `name` blocks; inherited methods included."""
        if name not in self._rows:
            self._rows[name] = self._row(name)
        return self._rows[name]

    def _row(self, name: str) -> Blocks | None:
        if self.is_declared_safe(name):
            return None
        if (row := self.declared(name)) is not None:
            return row
        if name in self._safe:
            return None
        if (row := self._blocks.get(name)) is not None:
            return row
        owner, _, method = name.rpartition(".")
        for cls in self.mro(owner):
            if cls in self._asynchronous or f"{cls}.{method}" in self._safe:
                return None
            if (row := self._blocks.get(f"{cls}.{method}")) is not None:
                return row
            wildcard = self._blocks.get(f"{cls}.*")
            if wildcard is not None and not method.startswith("_"):
                return replace(wildcard, name=name)
        return None

    def declared(self, name: str) -> Blocks | None:
        """The row that the project's configuration adds for a function, its own included."""
        for pattern, kind in self._declared:
            if fnmatch.fnmatchcase(name, pattern):
                return Blocks(name, kind, "is declared blocking by this project's configuration")
        return None

    def is_declared_safe(self, name: str) -> bool:
        """Whether the project declares that this function does not block."""
        return any(fnmatch.fnmatchcase(name, pattern) for pattern in self._declared_safe)

    def returns(self, name: str) -> str:
        """The type of a callable's result or of a variable, as an annotation; empty if unknown."""
        found = self._types.get(name)
        if found is None:
            found = self._types[name] = self._returned(name)
        return found

    def _returned(self, name: str) -> str:
        if (known := self._returns.get(name)) is not None:
            return known
        owner, _, attribute = name.rpartition(".")
        for cls in self.mro(owner):
            for key in (f"{cls}.{attribute}", f"{cls}.*"):
                if (known := self._returns.get(key)) is not None:
                    return known
        return ""

    def mro(self, name: str) -> list[str]:
        """A class and its known bases, nearest first."""
        order = [name]
        for cls in order:
            order.extend(base for base in self._bases.get(cls, ()) if base not in order)
        return order

    def is_class(self, name: str) -> bool:
        """Whether calling the name makes an instance: known, or spelled like a class."""
        last = name.rpartition(".")[2].lstrip("_")
        return name in self._classes or (last[:1].isupper() and not last.isupper())
