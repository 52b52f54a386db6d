"""All tables joined into plain dictionaries, in a file.

Importing thirty modules of tables takes longer than checking a small project. A wheel holds them
joined already. In a checkout, where tables change, they are kept as Python keeps the byte code of a
module: in `__pycache__`, stamped with the size and time of every table; like byte code they are
made again when a table changes, and done without where the directory cannot be written.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_origin, get_type_hints

import msgspec

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
    Where,
)

if TYPE_CHECKING:
    from asynclint.knowledge.library import Library

_Value = TypeVar("_Value")

_FOLDER = Path(__file__).parent
BUILT = _FOLDER / "joined.tables"  # comes with a wheel
_KEPT = _FOLDER / "__pycache__" / f"joined.{sys.implementation.cache_tag}.tables"
_FORMAT = 4  # of `marshal`: every Python from 3.4 on reads it
_PLAIN = 2  # without references, which depend on who else holds a value
_LENGTH = 8
ROWS, RETURNS, _SERVES = "rows", "returns", "serves"
_UNUSABLE = (OSError, EOFError, ValueError, TypeError)  # missing, or half of one


class Joined(msgspec.Struct):
    """Every `Library` in one: fields as there, rows by name and as tuples of plain values.

    What a check needs little of is encoded in `parts`: rows and types of what is returned, in
    groups by the first part of their names, and `serves`. Only the tables themselves hold evidence.
    """

    parts: Mapping[str, bytes]
    aliases: dict[str, str]
    bases: dict[str, tuple[str, ...]]
    variants: dict[str, tuple[str, int, str, str]]
    generated: dict[str, tuple[str, str]]
    implies: dict[str, str]
    safe: set[str]
    offloads: dict[str, int | str]
    kills: set[str]
    calls: dict[str, int | str]
    schedules: dict[str, Where]
    on_loop: set[str]
    threaded: dict[str, str]
    owned: dict[str, str]
    named: dict[str, str]
    transparent: set[str]
    consumes: set[str]
    asynchronous: set[str]
    spawns: dict[str, int | str]
    weak: set[str]
    defers: set[str]
    lazy: set[str]
    pools: set[str]
    threads: set[str]
    gathers: set[str]
    deadlines: dict[str, int | str]
    timeouts: set[str]
    groups: set[str]
    cancels: set[str]
    shields: dict[str, int | str]
    level_cancelled: set[str]
    cancellations: set[str]
    provides: dict[str, int | str]
    chooses: dict[str, int | str]
    shelves: set[str]
    conventions: dict[str, str]
    sleeps: dict[str, int | str]
    limits: dict[str, int | str]
    endless: set[str]
    signals: set[str]
    workers: set[str]
    one_thread: set[str]
    brief: set[str]
    in_threads: set[str]
    holds: dict[str, int | str]
    sized: dict[str, int | str]
    matches: dict[str, int | str]
    own_threads: dict[str, str]
    bridges: dict[str, int | str]
    borrows: dict[str, str]
    betrays: dict[str, tuple[str, str]]
    delegates: dict[str, str]
    loops: dict[str, int | str]
    new_loops: set[str]
    guest_loops: set[str]
    request_loops: dict[str, str]
    accepts: dict[str, str]
    keepalives: dict[str, str]
    connections: dict[str, str]
    meanwhile: dict[str, str]
    patience: dict[str, float]
    failsafe: set[str]
    unyielding: set[str]
    constructors: set[str]
    pauses: set[str]
    classes: set[str]  # not spelled like any
    hosting: dict[str, tuple[str, ...]]  # last names of what hosts call -> packages
    getters: set[str]  # of rows about properties, their last names
    calling: dict[str, int | str]  # of `serves`, what is handed functions: where
    clients: dict[str, tuple[Any, ...]]
    hazards: list[tuple[Any, ...]]
    departures: list[tuple[Any, ...]]
    consumers: list[tuple[Any, ...]]
    hooks: list[tuple[Any, ...]]
    variables: list[tuple[Any, ...]]
    backends: list[tuple[Any, ...]]


@cache
def load() -> Joined:
    """The joined tables, read once."""
    return read()


def read() -> Joined:
    """The joined tables: those that came with a wheel, else kept or made. Of a file that stays open
    as long as the process; `load` needs no more than one."""
    with contextlib.suppress(*_UNUSABLE):
        return _opened(BUILT, [])
    stamp = _stamp()
    with contextlib.suppress(*_UNUSABLE):
        return _opened(_KEPT, stamp)
    from asynclint.knowledge import tables

    found = join(tables.ALL)
    _keep(dump(found, stamp))
    return found


def dump(tables: Joined, stamp: Iterable[tuple[str, int, int]] = ()) -> bytes:
    """What a file holds: the length of all but the parts, that, and the parts."""
    places: dict[str, tuple[int, int]] = {}
    parts = b"".join(tables.parts.values())
    at = 0
    for name, part in tables.parts.items():
        places[name] = (at, len(part))
        at += len(part)
    _, *rest = msgspec.structs.astuple(tables)
    head = marshal.dumps((list(stamp), places, len(parts), *rest), _FORMAT)
    return len(head).to_bytes(_LENGTH, "big") + head + parts


def _opened(file: Path, stamp: list[tuple[str, int, int]]) -> Joined:
    """What `dump` wrote; raises one of `_UNUSABLE` if it is not that, or has another stamp."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        whole = os.fstat(descriptor).st_size
        length = int.from_bytes(os.read(descriptor, _LENGTH), "big")
        kept, places, size, *rest = marshal.loads(os.read(descriptor, min(length, whole)))
        begin = _LENGTH + length
        if kept != stamp or whole != begin + size:
            raise ValueError
        parts = _Parts(places, _reader(descriptor, begin))
    except BaseException:
        os.close(descriptor)
        raise
    return Joined(parts, *rest)


def _reader(descriptor: int, begin: int) -> Callable[[int, int], bytes]:
    """What reads a stretch of an open file, from `begin` on; it keeps it open, unless that would
    keep others from replacing the file."""
    if sys.platform == "win32":
        os.lseek(descriptor, begin, os.SEEK_SET)
        data = os.read(descriptor, os.fstat(descriptor).st_size)
        os.close(descriptor)
        return lambda at, size: data[at : at + size]
    return lambda at, size: os.pread(descriptor, size, begin + at)  # forked processes share it


class _Parts(Mapping[str, bytes]):
    """Parts of a file, each read when it is asked for: most are never."""

    def __init__(
        self, places: dict[str, tuple[int, int]], read: Callable[[int, int], bytes]
    ) -> None:
        self._places = places
        self._read = read

    def __getitem__(self, name: str) -> bytes:
        return self._read(*self._places[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def join(libraries: tuple[Library, ...]) -> Joined:
    """Several libraries as one."""
    _, *kinds = get_type_hints(Joined).values()
    found = Joined({}, *((get_origin(kind) or kind)() for kind in kinds))
    serving: list[tuple[Any, ...]] = []
    rows: dict[str, tuple[Any, ...]] = {}
    returns: dict[str, str] = {}
    for library in libraries:
        for row in library.blocks:
            unless = tuple(msgspec.structs.astuple(condition) for condition in row.unless)
            plain = (row.kind.value, row.does, row.twin, unless, row.when)
            more = (row.asks, row.parsed, row.drains, row.computes)
            rows[row.name] = (*plain, *more)
        returns.update(library.returns)
        for client in library.clients:
            found.clients[client.name] = (library.distribution, *_plain(client))
        found.hazards.extend((library.distribution, *_plain(row)) for row in library.hazards)
        serving.extend(tuple(_plain(row)) for row in library.serves)
        found.departures.extend(tuple(_plain(row)) for row in library.departures)
        found.consumers.extend(tuple(_plain(row)) for row in library.consumers)
        found.hooks.extend(tuple(_plain(row)) for row in library.hooks)
        found.variables.extend(tuple(_plain(row)) for row in library.variables)
        found.backends.extend(tuple(_plain(row)) for row in library.backends)
        for name in Joined.__struct_fields__:
            kept, theirs = getattr(found, name), getattr(library, name, ())
            if isinstance(kept, set) or isinstance(theirs, Mapping):  # the same in both
                kept.update(theirs)
    serves = {_SERVES: marshal.dumps(serving, _PLAIN)}
    found.parts = {**_grouped(ROWS, rows), **_grouped(RETURNS, returns), **serves}
    handed = (row for library in libraries for row in library.serves if row.takes)
    found.calling = {row.name: row.takes[0] for row in handed if row.methods == "__call__"}
    found.hosting = _hosting(found)
    getters = (name.removesuffix(GETTER) for name in rows if name.endswith(GETTER))
    found.getters = {name.rpartition(".")[2] for name in getters}
    calls = (name for name in rows if not name.endswith(GETTER))
    classes = [*_classes(found), *_owners(calls), *_owners(n for n in returns if n.endswith("__"))]
    found.classes.update(name for name in classes if not is_spelled_like_class(name))
    return found


def _hosting(tables: Joined) -> dict[str, tuple[str, ...]]:
    """The packages by whose classes and functions code gets onto the loop, by the last names of
    those; derived classes count."""
    derived: dict[str, set[str]] = {}
    for cls in tables.bases:
        order = [cls]
        for one in order:  # grows while it is read
            order += (base for base in tables.bases.get(one, ()) if base not in order)
        for one in order:
            derived.setdefault(one, set()).add(_group(cls))
    found: dict[str, set[str]] = {}
    hooks = (f"{owner}.{prefix}*" for owner, prefix, *_ in tables.hooks)
    for name in (*tables.on_loop, *tables.schedules, *hooks):
        owner, _, last = name.rpartition(".")
        found.setdefault(last, set()).update({_group(name)}, derived.get(owner, ()))
    return {last: tuple(sorted(packages)) for last, packages in found.items()}


def _grouped(kind: str, rows: Mapping[str, object]) -> dict[str, bytes]:
    groups: dict[str, dict[str, object]] = {}
    for name, value in rows.items():
        groups.setdefault(_group(name), {})[name] = value
    return {f"{kind} {group}": marshal.dumps(named, _PLAIN) for group, named in groups.items()}


def _group(name: str) -> str:
    return name.partition(".")[0]


class Groups(Generic[_Value]):
    """What is in groups of one kind, each decoded when something of it is asked for."""

    def __init__(self, kind: str, tables: Joined) -> None:
        self._kind = kind
        self._parts = tables.parts
        self._known: dict[str, dict[str, _Value]] = {}

    def get(self, name: str) -> _Value | None:
        """What is said of a name; None if nothing is."""
        group = _group(name)
        known = self._known.get(group)
        if known is None:
            packed = self._parts.get(f"{self._kind} {group}")
            known = self._known[group] = marshal.loads(packed) if packed else {}
        return known.get(name)

    def has(self, group: str) -> bool:
        """Whether anything is said of what begins with a name."""
        return f"{self._kind} {group}" in self._parts


def _owners(names: Iterable[str]) -> Iterator[str]:
    return (name.rpartition(".")[0] for name in names)


def _classes(tables: Joined) -> Iterator[str]:
    """What the tables take for classes by what they say of bases."""
    yield from tables.bases
    for bases in tables.bases.values():
        yield from bases
    yield from tables.asynchronous


def is_spelled_like_class(name: str) -> bool:
    """Whether a dotted name ends in capitals and small letters, a capital first."""
    last = name.rpartition(".")[2].lstrip("_")
    return last[:1].isupper() and not last.isupper()


def _plain(
    entry: Client | Hazard | Serves | Departure | Consumer | Hook | Variable | Backend,
) -> Iterator[Any]:
    """The fields of a row as values that `marshal` knows."""
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        yield value.value if isinstance(value, Trigger | Role) else value


def client(plain: tuple[Any, ...]) -> tuple[str, Client]:
    """A row as the tables have it, and its distribution."""
    return plain[0], Client(*plain[1:])


def hazard(plain: tuple[Any, ...]) -> tuple[str, Hazard]:
    """A row as the tables have it, and its distribution."""
    return plain[0], Hazard(Trigger(plain[1]), *plain[2:])


def serves(tables: Joined) -> Iterator[Serves]:
    """All such rows as the tables have them."""
    for name, framework, role, takes, methods in marshal.loads(tables.parts[_SERVES]):
        yield Serves(name, framework, Role(role), takes, methods)


def row(name: str, plain: tuple[Any, ...]) -> Blocks:
    """A row as the tables have it, but for the evidence."""
    kind, does, twin, unless, when, *rest = plain
    conditions = tuple(Unless(*condition) for condition in unless)
    return Blocks(name, Kind(kind), does, twin, conditions, when, "", *rest)


def _stamp() -> list[tuple[str, int, int]]:
    with os.scandir(_FOLDER) as entries:
        found = [(e.name, e.stat()) for e in entries if e.name.endswith(".py")]
    return sorted((name, status.st_size, status.st_mtime_ns) for name, status in found)


def _keep(data: bytes) -> None:
    if sys.dont_write_bytecode:
        return
    part = _KEPT.with_name(f"{_KEPT.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        try:
            part.write_bytes(data)
            os.replace(part, _KEPT)
        finally:
            part.unlink(missing_ok=True)
