"""What the world's libraries do, answered by name.

The tables are in the modules beside this one; here they are joined with what a project's
configuration adds. A name that has no row is unknown, and unknown means silence.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Any

from asynclint.knowledge import joined
from asynclint.knowledge.entry import (
    GETTER,
    Backend,
    Blocks,
    Client,
    Consumer,
    Departure,
    Hazard,
    Hook,
    Kind,
    Role,
    Serves,
    Trigger,
    Unless,
    Variable,
)

if TYPE_CHECKING:
    from asynclint.knowledge.library import Library

__all__ = [
    "GETTER",
    "Backend",
    "Blocks",
    "Client",
    "Consumer",
    "Departure",
    "Hazard",
    "Hook",
    "Kind",
    "Knowledge",
    "Role",
    "Serves",
    "Trigger",
    "Unless",
    "Variable",
]


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
        tables = joined.load()
        self._aliases = tables.aliases
        self._bases = tables.bases
        self._blocks: joined.Groups[tuple[Any, ...]] = joined.Groups(joined.ROWS, tables)
        self._returns: joined.Groups[str] = joined.Groups(joined.RETURNS, tables)
        self.variants = tables.variants
        self.generated = tables.generated
        self.implies = tables.implies
        self.generating = tuple(name.partition(".")[2] for name in tables.generated)
        self._safe = tables.safe
        self._asynchronous = tables.asynchronous
        self.calls = tables.calls
        self.schedules = tables.schedules
        self.offloads = {**tables.offloads, **dict.fromkeys(offload, 0)}
        self.kills = tables.kills
        self.on_loop = tables.on_loop
        self.hooks = [Hook(*plain) for plain in tables.hooks]
        self.threaded = tables.threaded
        self.owned = tables.owned
        self.named = tables.named
        self.transparent = tables.transparent
        self.provides = tables.provides
        self.chooses = tables.chooses
        self.shelves = tables.shelves
        self.consumes = tables.consumes
        self.spawns = tables.spawns
        self.weak = tables.weak
        self.defers = tables.defers
        self.lazy = tables.lazy
        self.pools = tables.pools
        self.threads = tables.threads
        self.gathers = tables.gathers
        self.deadlines = tables.deadlines
        self.timeouts = tables.timeouts
        self.groups = tables.groups
        self.cancels = tables.cancels
        self.shields = tables.shields
        self.level_cancelled = tables.level_cancelled
        self.cancellations = tables.cancellations
        self._clients = tables.clients
        self._hazards = tables.hazards
        self._tables = tables
        self.getters = tables.getters
        self.hosting = tables.hosting
        self.calling = tables.calling
        self.conventions = tables.conventions
        self.departures = [Departure(*plain) for plain in tables.departures]
        self.consumers = {plain[0]: Consumer(*plain) for plain in tables.consumers}
        self.sleeps = tables.sleeps
        self.limits = tables.limits
        self.endless = tables.endless
        self.signals = tables.signals
        self.variables = [Variable(*plain) for plain in tables.variables]
        self.backends = [Backend(*plain) for plain in tables.backends]
        self.workers = tables.workers
        self.one_thread = tables.one_thread
        self.brief = tables.brief
        self.in_threads = tables.in_threads
        self.holds = tables.holds
        self.sized = tables.sized
        self.matches = tables.matches
        self.own_threads = tables.own_threads
        self.bridges = tables.bridges
        self.borrows = tables.borrows
        self.betrays = tables.betrays
        self.delegates = tables.delegates
        self.loops = tables.loops
        self.new_loops = tables.new_loops
        self.guest_loops = tables.guest_loops
        self.request_loops = tables.request_loops
        self.accepts = tables.accepts
        self.keepalives = tables.keepalives
        self.connections = tables.connections
        self.meanwhile = tables.meanwhile
        self.patience = tables.patience
        self.failsafe = tables.failsafe
        self.unyielding = tables.unyielding
        self.constructors = tables.constructors
        self.pauses = tables.pauses
        self._declared = tuple((blocking or {}).items())
        self._declared_safe = tuple(non_blocking)
        self._names: dict[str, str] = {}
        self._rows: dict[str, Blocks | None] = {}
        self._types: dict[str, str] = {}
        self._classes = tables.classes

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

    def knows(self, package: str) -> bool:
        """Whether the tables say anything of a package at top level."""
        return self._blocks.has(package) or self._returns.has(package)

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
        if (plain := self._blocks.get(name)) is not None:
            return joined.row(name, plain)
        owner, _, method = name.rpartition(".")
        for cls in self.mro(owner):
            if cls in self._asynchronous or f"{cls}.{method}" in self._safe:
                return None
            own = f"{cls}.{method}"
            if (plain := self._blocks.get(own)) is not None:
                return joined.row(own, plain)
            plain = self._blocks.get(f"{cls}.*")
            if plain is not None and not method.startswith("_"):
                return joined.row(name, plain)
        return None

    def getter(self, cls: str, attribute: str) -> Blocks | None:
        """The row that says that reading a property of a class blocks; inherited ones included."""
        if attribute not in self.getters:
            return None
        for base in self.mro(cls):
            name = f"{base}.{attribute}"
            if base in self._asynchronous or name in self._safe or self.is_declared_safe(name):
                return None
            if (plain := self._blocks.get(f"{name}{GETTER}")) is not None:
                return joined.row(f"{name}{GETTER}", plain)
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

    def client(self, name: str) -> tuple[str, Client] | None:
        """The row of a class that talks to a server, or of its nearest base, and the name of the
        distribution whose releases matter."""
        for cls in self.mro(name):
            if (plain := self._clients.get(cls)) is not None:
                distribution, client = joined.client(plain)
                over = self._clients.get(client.over)
                return (over[0] if over is not None else distribution), client
        return None

    @cached_property
    def taking(self) -> frozenset[str]:
        """The names of all methods of clients that wait for an item."""
        rows = (joined.client(plain)[1] for plain in self._clients.values())
        return frozenset(method for row in rows for method in row.takes)

    def hazards(self, client: str) -> list[Hazard]:
        """The releases that misbehave of a client, by the name that its row has."""
        return [joined.hazard(plain)[1] for plain in self._hazards if client in plain[2]]

    @cached_property
    def all_hazards(self) -> dict[str, list[Hazard]]:
        """Every release of a client that misbehaves, by the name of its distribution."""
        found: dict[str, list[Hazard]] = {}
        for distribution, hazard in map(joined.hazard, self._hazards):
            found.setdefault(distribution, []).append(hazard)
        return found

    @cached_property
    def serves(self) -> dict[str, list[Serves]]:
        """How code becomes part of serving requests, by the names of rows, in their order."""
        found: dict[str, list[Serves]] = {}
        for row in joined.serves(self._tables):
            found.setdefault(row.name, []).append(row)
        return found

    @cached_property
    def remedies(self) -> ModuleType:
        """The tables that only fixes need."""
        from asynclint.knowledge import remedies

        return remedies

    @cached_property
    def twins(self) -> ModuleType:
        """The tables of asynchronous clients, which only fixes need."""
        from asynclint.knowledge import twins

        return twins

    def mro(self, name: str) -> list[str]:
        """A class and its known bases, nearest first."""
        order = [name]
        for cls in order:
            order.extend(base for base in self._bases.get(cls, ()) if base not in order)
        return order

    def inherited(self, method: str) -> list[str]:
        """What a method may be called in the tables: by its class, and by the bases of that."""
        owner, _, last = method.rpartition(".")
        return [f"{cls}.{last}" for cls in self.mro(owner)]

    def is_class(self, name: str) -> bool:
        """Whether calling the name makes an instance: known, or spelled like a class."""
        return joined.is_spelled_like_class(name) or name in self._classes
