"""Where coroutines are started as tasks, and where they are awaited.

Deliberately not known: coroutines that are kept in attributes or containers before they are
started, and what frameworks start.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import (
    Attr,
    Await,
    Call,
    Choice,
    Const,
    Elem,
    Expr,
    Import,
    Item,
    Name,
    Or,
    Ref,
    Seq,
    Sub,
    dotted,
)
from asynclint.knowledge import Knowledge
from asynclint.program.conditions import argument, given
from asynclint.program.hosts import Hosts, last_names
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function, Module, calling
from asynclint.program.types import External, Instance, Method, Partial, Types

_AWAITABLES = ("fut", "coro", "arg", "coroutine", "aw")  # keywords that stand for the awaitable
_VIEWS = ("keys", "values", "items", "copy")  # of a collection: what they give is in it
_DEEPEST_WRAPPER = 3
_DEEPEST = 12  # names of names, wrappers around wrappers


class Spawn(msgspec.Struct, frozen=True):
    """`function` starts `target` as a task of its own, by the call at `position` of its body."""

    function: Function
    position: int
    target: Function

    @property
    def call(self) -> Call:
        return self.function.body.calls[self.position]


class Tasks:
    """The tasks that some modules start, and what awaits their coroutines."""

    def __init__(
        self, modules: Iterable[Module], types: TypeSolver, knowledge: Knowledge, hosts: Hosts
    ) -> None:
        self.modules = list(modules)
        self.hosts = hosts
        self.types = types
        self.knowledge = knowledge
        self._wrappers = {**knowledge.deadlines, **knowledge.shields, **knowledge.spawns}

    # ------------------------------------------------------------ queries

    def spawns(self, function: Function) -> list[Spawn]:
        """Where the coroutine function is started as a task."""
        return self._spawned.get(function, [])

    def awaited_as(self, function: Function) -> str:
        """The attribute that keeps a task which runs the coroutine function, if it is awaited other
        than by a function that cancels it; else empty. Attributes are told apart by their names
        and, where methods use their own, by the classes."""
        return next(
            (
                name
                for spawn in self.spawns(function)
                for name in self.kept_as(spawn)
                for owner in self._awaited_attributes.get(name, ())
                if self._may_share(owner, _class_of(spawn.function))
            ),
            "",
        )

    def _may_share(self, one: Class | None, other: Class | None) -> bool:
        """Whether an object may be of both classes; of an unknown one it may."""
        if one is None or other is None:
            return True
        return one in self.types.mro(other) or other in self.types.mro(one)

    def awaiters(self, function: Function) -> Iterator[tuple[Function, int]]:
        """The coroutines that await this one directly, and the calls of theirs that do, in a fixed
        order."""
        for caller, index in self._awaited.get(function.info.name, ()):
            call = caller.body.calls[index]
            if function in functions(self.types.of(call.func, caller)):
                yield caller, index

    def is_handed_on(self, function: Function) -> bool:
        """Whether the coroutine is passed, unawaited, to something that may start it as a task."""
        return any(
            function in functions(self.types.of(caller.body.calls[index].func, caller))
            for caller, index in self._handed.get(function.info.name, ())
        )

    # ------------------------------------------------------------ coroutine objects

    def held(
        self,
        expr: Expr | None,
        function: Function,
        shielded: bool = True,
        gathered: bool = True,
        depth: int = 0,
    ) -> Iterator[int]:
        """The calls of a function's body whose coroutines an expression holds.

        Looks through names, displays, comprehensions, collections that are filled elsewhere in the
        function, and whatever wraps a coroutine: `gather`, `wait_for`, `create_task`; through
        `shield` only for `shielded` ones, too, and through `gather` only for `gathered` ones.
        """
        if depth > _DEEPEST:
            return
        inner: Iterable[Expr | None] = ()
        match expr:
            case Ref(index):
                call = function.body.calls[index]
                wrapped = self.wrapped(call, function)
                if wrapped is None and (collection := _drawn_from(call, function)) is not None:
                    inner = [collection]
                elif wrapped is None:
                    yield index
                elif (shielded or not self._is(self.knowledge.shields, call, function)) and (
                    gathered or not self._is(self.knowledge.gathers, call, function)
                ):
                    inner = wrapped
            case Name(id):
                inner = [*function.names.get(id, ()), *_filled(id, function)]
            case Seq(_, items) | Choice(items) | Or(items):
                inner = items
            case Elem(value, _) | Await(value) | Item(value, _):
                inner = [value]
            case Sub(value, index):
                inner = [_element(value, index, function)]
        for one in inner:
            yield from self.held(one, function, shielded, gathered, depth + 1)

    def is_pending(self, expr: Expr | None, function: Function) -> bool:
        """Whether a task is one of those that `asyncio.wait` calls pending."""
        match expr:
            case Name(id):
                made = function.names.get(id, ())
                return bool(made) and all(self.is_pending(one, function) for one in made)
            case Elem(inner, False):
                return self.is_pending(inner, function)
            case Item(Await(Ref(index)), 1):
                return "asyncio.wait" in self.names(function.body.calls[index], function)
        return False

    def is_shield(self, call: Call, function: Function) -> bool:
        """Whether a call keeps cancellation away from its argument."""
        return self._is(self.knowledge.shields, call, function)

    def _is(self, names: Container[str], call: Call, function: Function) -> bool:
        return any(name in names for name in self.names(call, function))

    def aliases(self, expr: Expr | None, function: Function, arguments: bool = True) -> set[str]:
        """The names that a value, or the collection it is taken from, goes by in a function.

        Of a call that wraps awaitables it is their names that count; of any other call that of its
        first argument, if `arguments`.
        """
        found: set[str] = set()
        queue = [expr]
        for one in queue:  # grows while it is read
            if isinstance(one, Elem | Await | Item):
                queue.append(one.value)
            elif isinstance(one, Seq):
                queue += one.items
            elif isinstance(one, Ref):
                call = function.body.calls[one.index]
                inner = self.wrapped(call, function)
                if inner is not None:
                    queue += inner
                elif type(call.func) is Attr and call.func.attr in _VIEWS and not call.args:
                    queue.append(call.func.value)
                elif arguments:
                    queue += call.args[:1]
            elif (name := dotted(one)) and name not in found:
                found.add(name)
                queue += function.names.get(name, ())
        return found

    def wrapped(self, call: Call, function: Function) -> list[Expr | None] | None:
        """The arguments of a call that wraps awaitables; None for any other call."""
        if not may_be(call, function, self._wrapping):
            return None
        for name in self.names(call, function):
            where = self._wrappers.get(name)
            if where is not None:
                return [awaitable(call, where)]
            if name in self.knowledge.gathers:
                return [*call.args, *(value for word, value in call.keywords if word == "*")]
        return None

    def names(self, call: Call, function: Function) -> list[str]:
        """What a callee is called in the tables, inherited methods by the names of their bases."""
        found = []
        for one in self.types.of(call.func, function):
            if isinstance(one, External):
                found.append(one.name)
                if one.receiver is not None:
                    found += self.knowledge.inherited(one.name)[1:]
            elif isinstance(one, Instance) and isinstance(one.cls, str):
                found.append(one.cls)
        return found

    @cached_property
    def shielding(self) -> set[str]:
        """The last names of what keeps cancellation away from its argument."""
        return last_names(self.knowledge.shields)

    @cached_property
    def _wrapping(self) -> set[str]:
        return last_names([*self._wrappers, *self.knowledge.gathers])

    # ------------------------------------------------------------ the whole program

    @cached_property
    def _spawned(self) -> dict[Function, list[Spawn]]:
        found: dict[Function, list[Spawn]] = {}
        for function, position, call in calling(self._functions(), self._starters):
            what = self.started(call, function)
            for target in self._started(what, function) if what is not None else ():
                found.setdefault(target, []).append(Spawn(function, position, target))
        return found

    def starting(self, function: Function) -> list[int]:
        """The calls of a function that may start a task."""
        return function.called(self._starters)

    def started(self, call: Call, function: Function) -> Expr | None:
        """The argument of a call that is started as a task, if one is.

        What is called like a spawning method of something unknown is taken for one: it is rather
        a loop that nobody annotated than anything else.
        """
        last = _last_name(call)
        wrappers = self._spawning_functions.get(last)
        if wrappers:
            for target in functions(self.types.of(call.func, function)):
                if target in wrappers:
                    return given(call, target, wrappers[target])
        if not may_be(call, function, self._spawning_methods):
            return None
        if type(call.func) is Attr and not self.types.of(call.func, function):
            return awaitable(call, self._spawning_methods[last])
        rows = (self.knowledge.spawns.get(name) for name in self.names(call, function))
        where = next((where for where in rows if where is not None), None)
        return awaitable(call, where) if where is not None else None

    @cached_property
    def _spawning_methods(self) -> dict[str, int | str]:
        return {name.rpartition(".")[2]: where for name, where in self.knowledge.spawns.items()}

    @cached_property
    def _starters(self) -> frozenset[str]:
        return frozenset(self._spawning_methods.keys() | self._spawning_functions.keys())

    @cached_property
    def _spawning_functions(self) -> dict[str, dict[Function, str]]:
        """The project's own functions that start a parameter as a task, by their names; with the
        name of the parameter. Wrappers of such wrappers are found, too."""
        found: dict[str, dict[Function, str]] = {}
        self.__dict__["_spawning_functions"] = found  # what is known so far
        names = set(self._spawning_methods)
        for _ in range(_DEEPEST_WRAPPER):
            before = sum(map(len, found.values()))
            for function in self._functions():
                for index in function.called(names) if function.params else ():
                    started = self.started(function.body.calls[index], function)
                    if type(started) is Name and started.id in function.params:
                        found.setdefault(function.info.name, {})[function] = started.id
                        names.add(function.info.name)
            if sum(map(len, found.values())) == before:
                break
        return found

    def _started(self, expr: Expr | None, function: Function) -> list[Function]:
        """The coroutine functions that an argument of a spawning callable stands for."""
        found = functions(self.types.of(expr, function))  # task groups that take functions
        for index in self.held(expr, function):
            found += functions(self.types.of(function.body.calls[index].func, function))
        return [f for f in dict.fromkeys(found) if f.info.is_async]

    @cached_property
    def _handed(self) -> dict[str, list[tuple[Function, int]]]:
        found: dict[str, list[tuple[Function, int]]] = {}
        for function in self._functions():
            calls = function.body.calls
            for call in calls:
                for argument_ in call.given:
                    if type(argument_) is Ref and self.wrapped(call, function) is None:
                        name = _last_name(calls[argument_.index])
                        found.setdefault(name, []).append((function, argument_.index))
        return found

    @cached_property
    def _awaited(self) -> dict[str, list[tuple[Function, int]]]:
        found: dict[str, list[tuple[Function, int]]] = {}
        for function in self._functions():
            for wait in function.body.waits:
                # Cancelling what is gathered or shielded does not make the waiting go on.
                for index in self.held(wait.value, function, shielded=False, gathered=False):
                    name = _last_name(function.body.calls[index])
                    found.setdefault(name, []).append((function, index))
        return found

    def kept_as(self, spawn: Spawn) -> Iterator[str]:
        """The attributes that the handle of a task is assigned to."""
        function = spawn.function
        refs: list[Expr] = [Ref(spawn.position)]
        refs += [
            Name(name)
            for name, values in function.names.items()
            if any(value in refs for value in values)
        ]
        for cls in function.module.classes:
            for field in cls.info.fields:
                if field.function == function.index and field.value in refs:
                    yield field.name

    @cached_property
    def _awaited_attributes(self) -> dict[str, list[Class | None]]:
        """The attributes that functions await and do not cancel, with the classes of those whose
        own attributes they are."""
        found: dict[str, list[Class | None]] = {}
        for function in self._functions():
            awaited = {
                w.value.attr: w.value.value for w in function.body.waits if type(w.value) is Attr
            }
            for call in function.body.calls if awaited else ():
                func = call.func
                if type(func) is Attr and func.attr == "cancel" and type(func.value) is Attr:
                    awaited.pop(func.value.attr, None)
            for name, owner in awaited.items():
                cls = _class_of(function) if owner == Name("self") else None
                found.setdefault(name, []).append(cls)
        return found

    def _functions(self) -> Iterator[Function]:
        for module in self.modules:
            yield from module.functions


def _class_of(function: Function) -> Class | None:
    """The class whose method a function is, or stands in."""
    scope: Function | None = function
    while scope is not None and scope.owner is None:
        scope = scope.parent
    return scope.owner if scope is not None else None


def _drawn_from(call: Call, function: Function) -> Expr | None:
    """The collection of the function's own that a call gives some of."""
    func = call.func
    if (
        type(func) is Attr
        and func.attr in (*_VIEWS, "get", "pop", "popleft", "popitem")
        and type(func.value) is Name
        and any(type(value) is Seq for value in function.names.get(func.value.id, ()))
    ):
        return func.value
    return None


def _element(value: Expr, index: Expr | None, function: Function) -> Expr | None:
    """An element of a display that a constant index tells, else the whole."""
    if type(value) is Name and type(index) is Const and type(index.value) is int:
        made = function.names.get(value.id, ())
        if len(made) == 1 and type(made[0]) is Seq and not made[0].is_comprehension:
            items = made[0].items
            if -len(items) <= index.value < len(items) and made[0].builtin != "dict":
                return items[index.value]
    return value


def _filled(name: str, function: Function) -> Iterator[Expr | None]:
    """What a function puts into one of its collections."""
    for call in function.body.calls:
        if (
            type(call.func) is Attr
            and call.func.attr in ("append", "add", "appendleft", "insert", "extend", "update")
            and call.func.value == Name(name)
        ):
            yield from call.args
    for store in function.module.stores(function.index):
        if store.is_item and store.owner == Name(name):
            yield store.value


def _last_name(call: Call) -> str:
    func = call.func
    if type(func) is Attr:
        return func.attr
    return func.id if type(func) is Name else ""


def awaitable(call: Call, where: int | str) -> Expr | None:
    """The awaitable argument of a call: by its place, or by a keyword that stands for it."""
    found = argument(call, where)
    if found is None:
        found = next((value for word, value in call.keywords if word in _AWAITABLES), None)
    return found


def may_be(call: Call, function: Function, last: Container[str]) -> bool:
    """Whether a callee may be something whose name ends so, also if it was imported as another.

    Resolving costs reading other modules: look closer only at what is called like it.
    """
    func = call.func
    if type(func) is Attr:
        return func.attr in last
    if type(func) is not Name:
        return False
    if func.id in last:
        return True
    for scope in (function, function.module.functions[0]):
        for value in scope.names.get(func.id, ()):
            if type(value) is Import and value.attr in last:
                return True
    return False


def functions(types: Types) -> list[Function]:
    """The functions of the project among some types."""
    found: list[Function] = []
    for one in types:
        if isinstance(one, Method):
            found.append(one.function)
        elif isinstance(one, Partial):
            found += functions(one.target)
    return found
