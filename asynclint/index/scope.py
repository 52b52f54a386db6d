"""The body of one function while it is being read."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from msgspec.structs import replace

from asynclint.index.running import BEGIN, RUNNING, LoopNames
from asynclint.index.shapes import with_need
from asynclint.index.summary import (
    ALWAYS,
    CALLBACK,
    At,
    Attr,
    Await,
    Bind,
    Body,
    Call,
    Const,
    Expr,
    Leave,
    Name,
    Narrowed,
    Need,
    Parts,
    Put,
    Ref,
    Seq,
    Sort,
    Statement,
    Use,
    Wait,
    last_part,
)

_SHORT = 4  # statements
# Words of callees that give what is there already, and parts of the names of what keeps it: whether
# a call makes something new is known by nothing else, for its callee may be in another file.
_LOOKING_UP = frozenset(
    {
        *("current", "find", "get", "getattr", "getenv", "instance", "look", "lookup"),
        *("next", "peek", "pop", "ref", "setdefault", "shared"),
    }
)
_STORES = ("cache", "memo", "registry")
_Place = TypeVar("_Place", Call, Use)


class Scope:
    """What has been seen so far, and what holds for the part being read."""

    __slots__ = (
        "aliases",
        "binds",
        "calls",
        "discards",
        "enters",
        "flow",
        "globals",
        "guard",
        "index",
        "is_generator",
        "iterates",
        "kept",
        "latest",
        "loads",
        "loop_names",
        "lost",
        "needs",
        "owner",
        "params",
        "puts",
        "reads",
        "rebound",
        "returns",
        "seen_reads",
        "self_name",
        "shared",
        "structured",
        "tests",
        "truths",
        "waits",
        "yields",
    )

    def __init__(self, index: int, owner: int, self_name: str) -> None:
        self.index = index
        self.owner = owner  # the class that `self_name` is an instance of, or -1
        self.self_name = self_name
        self.calls: list[Call] = []
        self.binds: list[Bind] = []
        self.returns: list[Expr | None] = []
        self.yields: list[Expr | None] = []
        self.enters: list[Use] = []
        self.iterates: list[Use] = []
        self.reads: list[Use] = []
        self.seen_reads: set[tuple[str, tuple[Need, ...]]] = set()
        self.globals: set[str] = set()
        self.is_generator = False
        self.guard = ALWAYS
        self.needs: tuple[Need, ...] = ()
        self.lost: dict[int, Narrowed] = {}  # what holds no more, by identity
        self.shared: set[str] = set()  # names that functions in here give values to as well
        self.params: set[str] = set()
        # Attributes of the object itself that hold what a name does, here and always so far.
        self.aliases: dict[tuple[str, str], str] = {}
        self.truths: set[tuple[str, str]] = set()  # those that are only true if that is
        self.rebound: set[str] = set()  # names assigned so far
        self.latest: dict[str, Expr | None] = {}  # what they got last
        self.loop_names: LoopNames | None = None  # once there are any
        self.tests: dict[str, None] = {}
        self.waits: list[Wait] = []
        self.discards: list[int] = []
        self.kept: list[int] = []
        # How often names are read, here or in functions in here.
        self.loads: defaultdict[str, int] = defaultdict(int)
        self.puts: list[Put] = []
        self.flow: list[Statement] = []  # of the block being read
        self.structured = False  # has parts whose order matters

    def body(self) -> Body:
        return Body(
            tuple(self.calls),
            tuple(self.binds),
            tuple(self.returns),
            tuple(self.yields),
            tuple(self.enters),
            tuple(self.iterates),
            tuple(self.reads),
            tuple(self.tests),
            tuple(self.waits),
            tuple(self.discards),
            tuple(self.kept),
            self.loaded(),
            tuple(self.puts),
            tuple(self.flow) if self.structured or self._raises() else (),
        )

    def _raises(self) -> bool:
        """Whether raising is about all that a function does, as handlers of signals may."""
        return 0 < len(self.flow) <= _SHORT and any(
            type(one) is Leave and one.word == "raise" for one in self.flow
        )

    def loaded(self) -> tuple[tuple[str, int], ...]:
        """How often local names are read that get a call's value or a display, or that are given a
        callback."""
        if not self.index:
            return ()
        names = dict.fromkeys(bind.name for bind in self.binds if type(bind.value) in (Ref, Seq))
        for call in self.calls:
            func = call.func
            if type(func) is Attr and func.attr == CALLBACK and type(func.value) is Name:
                names[func.value.id] = None
        return tuple((name, self.loads.get(name, 0)) for name in names)

    @contextmanager
    def rounds(self) -> Iterator[None]:
        """While the body of a loop is read: what it gives values needs nothing of an argument, for
        in the next round it is none."""
        seen: tuple[list[Any], ...] = (self.calls, self.enters, self.iterates, self.reads)
        since, before = [len(places) for places in seen], set(self.rebound)
        held, mark = self.needs, self.loop_mark()
        yield
        self.drop_names(mark)  # there may be no round
        names = self.rebound - before
        gone = {id(need) for need in held if id(need) in self.lost}
        if names or gone:
            for places, first in zip(seen, since, strict=True):
                places[first:] = [_without(one, names, gone) for one in places[first:]]

    def known(self) -> tuple[Need, ...]:
        """What must hold for what is read next to run."""
        if not self.lost:
            return self.needs
        return tuple(need for need in self.needs if id(need) not in self.lost)

    def learn(self, *found: Need) -> tuple[Need, ...]:
        """What must hold where this does as well: of what is passed, and what is narrowed."""
        known = self.needs
        for need in found:
            name = need if isinstance(need, str) else need.name
            if self.is_passed(name):
                known = with_need(known, need)
            elif type(need) is Sort and name.split(".")[0] not in self.shared:
                known = with_need(known, Narrowed(name, need.classes, need.fits))
        return known

    def names_for(self, condition: ast.expr) -> Mapping[tuple[str, str], str]:
        """The attributes that may be read as names in a condition, and as which."""
        if not self.truths or type(condition) is ast.Attribute:
            return self.aliases
        return {one: name for one, name in self.aliases.items() if one not in self.truths}

    def forget(self, name: str) -> None:
        """A name, or an attribute by its dotted name, gets a value."""
        for need in self.needs:
            if type(need) is Narrowed and f"{need.name}.".startswith(f"{name}."):
                self.lost[id(need)] = need

    def suspended(self) -> None:
        """Others run: what attributes hold may be something else afterwards."""
        for need in self.needs:
            if type(need) is Narrowed and "." in need.name:
                self.lost[id(need)] = need

    def is_passed(self, name: str) -> bool:
        """Whether a name still is what the function was called with."""
        return name in self.params and name not in self.rebound

    def is_new(self, name: str) -> bool:
        """Whether a name holds nothing that was kept before: what the function was called with, or
        what it last got from a call by whose words nothing is looked up."""
        if self.is_passed(name):
            return True
        value = self.latest.get(name)
        if type(value) is Await:
            value = value.value
        if type(value) is not Ref:
            return False
        words = list(self._words(value))
        return _LOOKING_UP.isdisjoint(words[0].split("_")) and not any(map(_is_store, words))

    def _words(self, value: Expr | None) -> Iterator[str]:
        """The names of a callee, and of what that is an attribute of, in small letters."""
        while True:
            if type(value) is Ref:
                value = self.calls[value.index].func
            elif type(value) is Attr:
                yield value.attr.lower()
                value = value.value
            else:
                break
        yield value.id.lower() if type(value) is Name else ""

    def is_true(self, name: str) -> bool:
        """Whether a name is true here wherever the function runs on an event loop."""
        names = self.loop_names
        return names is not None and name in names and name not in self.shared

    def given(self, name: str, value: Expr | None) -> None:
        """A name gets a value: what that tells of the loop."""
        is_set = type(value) is Const and value.value is True and name not in self.rebound
        is_loop = type(value) is Ref and last_part(self.calls[value.index].func) in RUNNING
        if is_loop or is_set or self.loop_names is not None:
            self.names_of_loop().given(name, is_loop, is_set)

    def names_of_loop(self) -> LoopNames:
        """The names that are true wherever the function runs on a loop, to be added to."""
        if self.loop_names is None:
            self.loop_names = LoopNames()
        return self.loop_names

    def loop_mark(self) -> tuple[int, int]:
        """Where something begins that may not run, for `drop_names`."""
        return BEGIN if self.loop_names is None else self.loop_names.mark()

    def drop_names(self, since: tuple[int, int]) -> None:
        """What was read since may not have run."""
        if self.loop_names is not None:
            self.loop_names.drop(since)

    def marks(self) -> tuple[int, int]:
        """Where the statement begins that is read next, for `parts`."""
        return len(self.calls), len(self.waits)

    def parts(self, since: tuple[int, int]) -> Parts:
        """What has been evaluated since the marks were taken."""
        return Parts(since[0], len(self.calls), since[1], len(self.waits))


def _is_store(word: str) -> bool:
    return any(store in word for store in _STORES)


def _without(place: _Place, names: set[str], gone: set[int]) -> _Place:
    """A call or use without what it needs of names, and what holds in the first round only."""
    needs = tuple(
        need
        for need in place.needs
        if (
            id(need) not in gone
            if type(need) is Narrowed
            else (need if isinstance(need, str) else need.name) not in names
        )
    )
    return place if len(needs) == len(place.needs) else replace(place, needs=needs)


def at(node: Any) -> At:
    """Where a node of the tree stands."""
    return (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
