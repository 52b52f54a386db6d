"""Call edges, and which of them say once more what another has said."""

from __future__ import annotations

import msgspec

from asynclint.index.summary import (
    ALWAYS,
    RARELY,
    At,
    Attr,
    Await,
    Call,
    Enter,
    Expr,
    Name,
    Ref,
    Use,
    With,
    conditions,
)
from asynclint.knowledge import Blocks, Kind
from asynclint.program.callbacks import Run
from asynclint.program.linker import Function
from asynclint.program.statements import walk

_DEEPEST_ORIGIN = 4  # f = open(...); g = f: never long
_LEAVING = ".__exit__"
SURE, UNSURE, SELDOM = 0, 1, 2  # doubt; the last is as much as one function adds at most


class Edge(msgspec.Struct, frozen=True):
    """A function runs `target` at `place`; a `Blocks` row is where the chain ends.

    `overrides` tells of how many overrides that may be meant `target` is one. If what is called at
    `place` runs the target because it is given it, `run` says how.
    """

    place: Call | Use
    target: Function | Blocks
    overrides: int = 1
    run: Run | None = None

    @property
    def at(self) -> At:
        return self.place.at

    @property
    def doubt(self) -> int:
        """How much speaks against it running whenever the function does. Conditions below each
        other in one function tell its cases apart: they are no more than two."""
        guard = self.place.guard + (self.run.guard if self.run else ALWAYS)
        return min(conditions(guard), SELDOM) + (UNSURE if self.overrides > 1 else SURE)

    @property
    def hidden_doubt(self) -> int:
        """The part of it that who reads the call cannot see."""
        return min(conditions(self.run.guard), SELDOM) if self.run else SURE

    @property
    def is_case(self) -> bool:
        """Whether nothing but conditions below each other speaks against it."""
        guard = self.place.guard
        return guard < RARELY and conditions(guard) >= SELDOM and self.overrides == 1

    @property
    def awaited(self) -> bool:
        """Whether the result is awaited."""
        return isinstance(self.place, Call) and self.place.awaited


class Edges(msgspec.Struct, frozen=True):
    """All edges of one function, and how many of its written calls were resolved."""

    edges: tuple[Edge, ...]
    calls: int
    resolved: int


def is_file(edge: Edge) -> bool:
    return isinstance(edge.target, Blocks) and edge.target.kind is Kind.FILE


def told_at_opening(edge: Edge, index: int | None, opened: set[int], function: Function) -> bool:
    """Whether this reads from what the same function opened, which is told at the opening."""
    if not is_file(edge):
        return False
    if isinstance(edge.place, Use):
        parts: tuple[Expr | None, ...] = (edge.place.value,)
    else:
        func = edge.place.func
        parts = (func.value if type(func) is Attr else None, *edge.place.args[:2])
    # What a name stands for in another branch may be no file, or one of another name.
    origins = [_origins(part, function) - {index} for part in parts]
    return any(found and found <= opened for found in origins)


def waits_at_end(edge: Edge) -> str:
    """The package of what is entered, if leaving it waits for what was begun inside."""
    row = edge.target
    if not (isinstance(row, Blocks) and row.kind is Kind.WAIT and row.name.endswith(_LEAVING)):
        return ""
    return f"{row.name.removesuffix(_LEAVING).rpartition('.')[0]}."


def waits_anyhow(edge: Edge, ends: list[tuple[int, str]], function: Function) -> bool:
    """Whether a block waits for what leaving it waits for anyhow: the futures of a pool. That is
    told once, where the pool is entered."""
    row = edge.target
    if not isinstance(row, Blocks) or row.kind is not Kind.WAIT or waits_at_end(edge):
        return False
    entered = [index for index, family in ends if row.name.startswith(family)]
    return any(
        type(block) is With
        and any(index in range(*block.enters) for index in entered)
        and block.at[:2] <= edge.at[:2]
        and edge.at[2:] <= block.at[2:]
        for block, _ in walk(function.body.flow)
    )


def _origins(expr: Expr | None, function: Function, depth: int = 0) -> set[int]:
    """The calls of the same function that a value may come from."""
    match expr:
        case Ref(index):
            func = function.body.calls[index].func
            if type(func) is Attr and func.attr == "__enter__":
                return _origins(func.value, function, depth + 1)
            return {index}
        case Attr(_, "name"):
            return set()  # by which a file is opened once more
        case Await(value) | Enter(value, _) | Attr(value, _):
            return _origins(value, function, depth + 1)
        case Name(id) if depth < _DEEPEST_ORIGIN:
            bound = function.names.get(id, ())
            return {o for value in bound for o in _origins(value, function, depth + 1)}
    return set()
