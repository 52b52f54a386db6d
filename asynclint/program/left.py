"""Work and workers that functions make for one request and leave to themselves.

Deliberately not known: tasks in attributes and mappings, which somebody may end; and what reads a
collection through other names than those it is filled by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from asynclint.index.summary import (
    LOGGING,
    Attr,
    Call,
    Const,
    Expr,
    Name,
    Ref,
    conditions,
    dotted,
    last_part,
)
from asynclint.knowledge import Knowledge, Role
from asynclint.program.conditions import argument
from asynclint.program.dropped import Drops
from asynclint.program.fates import FILLING, LOOKING
from asynclint.program.hosts import last_names
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function, calling
from asynclint.program.starts import What
from asynclint.program.tasks import Tasks
from asynclint.program.types import External, Method

if TYPE_CHECKING:
    from asynclint.program.views import Served, Views

RESPONDING = frozenset({Role.VIEW, Role.DEPENDENCY, Role.HOOK})
_TAKING_AWAY = frozenset({"discard", "remove"})
_AT_EXIT = "atexit.register"
_USING = frozenset({"submit", "map", "apply_async", "map_async", "starmap_async"})


class Collected(msgspec.Struct, frozen=True):
    """A task that `call` of `function` starts is put into a collection that nobody reads."""

    function: Function
    call: Call
    collection: str


class Kept(msgspec.Struct, frozen=True):
    """A request starts a task by `call` of `function`, does not await it, and puts it into a
    collection that nobody reads."""

    function: Function
    call: Call
    collection: str
    served: Served


class Made(msgspec.Struct, frozen=True):
    """A call makes a pool for one use, and nobody waits for its end; `served` is the request if it
    is made for one."""

    function: Function
    call: Call
    served: Served | None


class Hook(msgspec.Struct, frozen=True):
    """A pool is shut down by a function that runs when the interpreter ends."""

    function: Function
    call: Call


class Left:
    """What some functions leave behind. Finding the `views` means reading many more modules, so
    they are asked for when something is left to ask about."""

    def __init__(
        self,
        functions: Iterable[Function],
        drops: Drops,
        tasks: Tasks,
        types: TypeSolver,
        views: Callable[[], Views],
        knowledge: Knowledge,
    ) -> None:
        self.functions = list(functions)
        self.drops = drops
        self.tasks = tasks
        self.types = types
        self.views = views
        self.knowledge = knowledge

    # ------------------------------------------------------------ tasks

    @cached_property
    def kept(self) -> list[Kept]:
        """Tasks that outlive the request that starts them, though something refers to them."""
        return list(self._kept())

    def _kept(self) -> Iterator[Kept]:
        for found in self.collected:
            served = self.views().serving(found.function)
            if served is not None and served.view.kind in RESPONDING:
                yield Kept(found.function, found.call, found.collection, served)

    @cached_property
    def collected(self) -> list[Collected]:
        """Tasks that are not awaited, but put into a collection that nobody reads."""
        return list(self._collected())

    def _collected(self) -> Iterator[Collected]:
        last = last_names(self.knowledge.weak)
        for function, index, call in calling(self.functions, last):
            if call.awaited or conditions(call.guard) > 1:
                continue
            collection = self._put_into(index, function)
            if collection is None or last_part(collection) in self._read:
                continue
            started = self.drops.starts.outright(call, function)
            if started is not None and started.what is What.TASK:
                yield Collected(function, call, dotted(collection))

    def _put_into(self, index: int, function: Function) -> Expr | None:
        """The collection that outlives the function and is all that gets the value of a call."""
        if index in function.body.kept:
            return None
        names = {name for name, values in function.names.items() if Ref(index) in values}
        loads = dict(function.body.loads)
        left = sum(loads.get(name, 0) for name in names)
        found = None
        for call in function.body.calls:
            func = call.func
            if type(func) is not Attr:
                continue
            if func.attr in LOOKING and type(func.value) is Name and func.value.id in names:
                left -= 1
            elif func.attr in FILLING and call.args and _outlives(func.value, function):
                value = call.args[-1]
                if value == Ref(index) or (type(value) is Name and value.id in names):
                    left -= type(value) is Name
                    found = func.value
        return found if not left else None

    @cached_property
    def _read(self) -> set[str]:
        """The last names of collections whose elements somebody may look at."""
        found: set[str] = set()
        for function in self.functions:
            body = function.body
            values = [use.value for use in (*body.iterates, *body.enters)]
            values += [wait.value for wait in body.waits if wait.value is not None]
            for call in body.calls:
                if not _only_counts(call):
                    values += [v for v in call.given if v]
                func = call.func
                if (
                    type(func) is Attr
                    and func.attr not in FILLING
                    and func.attr not in _TAKING_AWAY
                ):
                    values.append(func.value)
            values += [value for value in (*body.returns, *body.yields) if value is not None]
            found.update(last_part(v) for v in values if type(v) in (Name, Attr))
        return found

    # ------------------------------------------------------------ pools

    @cached_property
    def made(self) -> list[Made]:
        """Pools that are made for one request, or for one call, and left to themselves."""
        return list(self._made())

    def _made(self) -> Iterator[Made]:
        last = last_names(self.knowledge.pools)
        for function, index, call in calling(self.functions, last):
            names = self.tasks.names(call, function)
            if conditions(call.guard) > 1 or not any(n in self.knowledge.pools for n in names):
                continue
            if function.info.is_async and self._is_lent(index, function):
                yield Made(function, call, None)
            elif self._is_left(index, function):
                served = self.views().serving(function)
                if served is not None:
                    yield Made(function, call, served)

    def _is_lent(self, index: int, function: Function) -> bool:
        """Whether all that is done with a pool is to hand it to `run_in_executor`."""
        return any(
            argument(function.body.calls[i], 0) == Ref(index)
            for i in function.called({"run_in_executor"})
        )

    def _is_left(self, index: int, function: Function) -> bool:
        """Whether a function only hands work to a pool, and never waits for it."""
        calls = function.body.calls
        if any(
            type(call.func) is Attr and call.func.attr in _USING and call.func.value == Ref(index)
            for call in calls
        ):
            return True
        names = [name for name, values in function.names.items() if Ref(index) in values]
        if len(names) != 1 or index in function.body.kept:
            return False
        pool = Name(names[0])
        uses = 0
        for call in calls:
            func = call.func
            if type(func) is Attr and func.value == pool:
                uses += func.attr in _USING or _lets_go(call)
            elif type(func) is Attr and func.attr == "run_in_executor":
                uses += argument(call, 0) == pool
        return 0 < uses == dict(function.body.loads).get(pool.id, 0)

    # ------------------------------------------------------------ hooks

    @cached_property
    def hooks(self) -> list[Hook]:
        """Where pools are shut down when the interpreter ends."""
        return list(self._hooks())

    def _hooks(self) -> Iterator[Hook]:
        for function in self.functions:
            for index in function.called({"register"}):
                call = function.body.calls[index]
                if _AT_EXIT in self.tasks.names(call, function) and call.args:
                    value = self._behind(call.args[0], function)
                    if self._shuts_down(value, function) or any(
                        self._shutdown(one.function) is not None
                        for one in self.types.of(value, function)
                        if isinstance(one, Method)
                    ):
                        yield Hook(function, call)
            if any(self._is_at_exit(one, function) for one in function.info.decorators):
                inner = self._shutdown(function)
                if inner is not None:
                    yield Hook(function, inner)

    def _is_at_exit(self, decorator: Expr | None, function: Function) -> bool:
        if last_part(decorator) != "register" or function.parent is None:
            return False
        found = self.types.of(decorator, function.parent)
        return any(isinstance(one, External) and one.name == _AT_EXIT for one in found)

    def _behind(self, value: Expr | None, function: Function) -> Expr | None:
        """What a partial calls, else the value itself."""
        if type(value) is Ref:
            call = function.body.calls[value.index]
            if "functools.partial" in self.tasks.names(call, function) and call.args:
                return call.args[0]
        return value

    def _shutdown(self, function: Function) -> Call | None:
        """The first call of a function that shuts down a pool."""
        calls = (call for call in function.body.calls if self._shuts_down(call.func, function))
        return next(calls, None)

    def _shuts_down(self, value: Expr | None, function: Function) -> bool:
        if type(value) is not Attr or value.attr not in ("shutdown", "join", "close"):
            return False
        return any(
            base in self.knowledge.pools
            for one in self.types.values(self.types.of(value.value, function))
            for base in self.drops.background.bases(one)
        )


def _outlives(collection: Expr, function: Function) -> bool:
    """Whether a collection is none of a function's own."""
    if type(collection) is Name:
        params = (param.name for param in function.info.params)
        return collection.id not in function.names and collection.id not in params
    return type(collection) is Attr and bool(dotted(collection))


def _lets_go(call: Call) -> bool:
    """Whether a pool is told to end by itself, and what waits in it is not even taken back."""
    return (
        last_part(call.func) == "shutdown"
        and argument(call, "wait") == Const(False)
        and argument(call, "cancel_futures") in (None, Const(False))
    )


def _only_counts(call: Call) -> bool:
    func = call.func
    if type(func) is Attr:
        return func.attr in LOGGING
    return func in (Name("len"), Name("bool"), Name("print"))
