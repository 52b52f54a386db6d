"""The project's own callables that cancel what they are handed, or what they are put around.

A wrapper awaits one of its parameters below a deadline; a decorator does so with the function it is
put around; a manager yields inside of a block with a timeout; a canceller cancels a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cached_property

import msgspec

from asynclint.index.summary import (
    YIELDED,
    Attr,
    Call,
    Const,
    Elem,
    Expr,
    Name,
    Ref,
    With,
    last_part,
)
from asynclint.program.conditions import argument, given
from asynclint.program.flow import Flow
from asynclint.program.hosts import last_names
from asynclint.program.linker import Function, calling
from asynclint.program.tasks import Tasks, awaitable
from asynclint.program.types import Instance, Method


class Wrapper(msgspec.Struct, frozen=True):
    """A parameter that a function cancels, and the table's name of what it does so with; its `rest`
    tells that further arguments are passed to the parameter, which is a function. `limit` is the
    parameter that holds the time limit, if one does and may be None."""

    param: str
    word: str
    rest: bool = False
    limit: str = ""


class Limits:
    """Answers about functions of the project, each worked out once."""

    def __init__(self, tasks: Tasks, flow: Flow, functions: Iterable[Function]) -> None:
        self.tasks = tasks
        self.flow = flow
        self.types = tasks.types
        self.knowledge = tasks.knowledge
        self._functions = functions
        self._deadlines = last_names(self.knowledge.deadlines)
        self._decorators: dict[Function, str] = {}
        self._managers: dict[Function, str] = {}

    # ------------------------------------------------------------ what is put around something

    def decorator(self, decorator: Function) -> str:
        """The name of what a decorator's wrapper cancels the wrapped function with, or empty."""
        known = self._decorators.get(decorator)
        if known is None:
            known = self._decorators[decorator] = self._decorates(decorator)
        return known

    def _decorates(self, decorator: Function) -> str:
        for function in decorator.module.functions:
            names = _params_around(function, decorator)
            if function.info.is_async and names:
                for inner, word, _ in self._limited(function):
                    if type(inner) is Ref:
                        func = function.body.calls[inner.index].func
                        if type(func) is Name and func.id in names:
                            return word
        return ""

    def manager(self, value: Expr, function: Function) -> str:
        """The name of what cancels the block that a `with` enters a generator function around."""
        if type(value) is not Ref:
            return ""
        for one in self.types.of(function.body.calls[value.index].func, function):
            if isinstance(one, Method) and one.function.info.is_generator:
                known = self._managers.get(one.function)
                if known is None:
                    known = self._managers[one.function] = self._manages(one.function)
                if known:
                    return known
        return ""

    def _manages(self, function: Function) -> str:
        return next((word for inner, word, _ in self._limited(function) if inner == YIELDED), "")

    def entered(self, value: Expr, function: Function) -> str:
        """The table's name of what a `with` enters; empty if it has none."""
        if type(value) is Ref:
            for name in self.tasks.names(function.body.calls[value.index], function):
                if name in self.knowledge.timeouts or name in self.knowledge.groups:
                    return name
        for one in self.types.values(self.types.of(value, function)):
            if isinstance(one, Instance) and isinstance(one.cls, str):
                for base in self.knowledge.mro(one.cls):
                    if base in self.knowledge.timeouts or base in self.knowledge.groups:
                        return base
        return ""

    def _limited(self, function: Function) -> list[tuple[Expr | None, str, Expr | None]]:
        """What a function awaits below a deadline or in a block with one; by what; the limit."""
        found: list[tuple[Expr | None, str, Expr | None]] = []
        for index in function.called(self._deadlines):
            call = function.body.calls[index]
            for name in self.tasks.names(call, function):
                where = self.knowledge.deadlines.get(name)
                if where is not None and not is_endless(call, 1):
                    found.append((awaitable(call, where), name, time_limit(call, 1)))
                    break
        for place in self.flow.places(function):
            statement = place.statement
            if isinstance(statement, With):
                for use in function.body.enters[slice(*statement.enters)]:
                    word = self.entered(use.value, function)
                    if word in self.knowledge.timeouts and type(use.value) is Ref:
                        limit = time_limit(function.body.calls[use.value.index], 0)
                        if limit is None or limit == Const(None):
                            continue
                        waits = self.flow.exposed(statement.body, function)
                        found += [(wait.value, word, limit) for wait in waits]
        return found

    # ------------------------------------------------------------ what something is handed to

    @property
    def wrapping(self) -> Set[str]:
        """The names of the functions that `wrapper` knows."""
        return self._wrappers.keys()

    @property
    def cancelling(self) -> Set[str]:
        """The names of the functions that `canceller` knows."""
        return self._cancellers.keys()

    def wrapper(self, call: Call, function: Function) -> tuple[Expr | None, Wrapper] | None:
        """What a call hands to a function that cancels it, and how that does so."""
        for target in self._targets(call, function, self._wrappers):
            wrapper = self._wrappers[target.info.name][target]
            if not wrapper.limit or given(call, target, wrapper.limit) not in (None, Const(None)):
                return given(call, target, wrapper.param), wrapper
        return None

    def canceller(self, call: Call, function: Function) -> list[Expr | None]:
        """The tasks that a call hands to a function which cancels them."""
        for target in self._targets(call, function, self._cancellers):
            name = self._cancellers[target.info.name][target].param
            starred = any(p.name == name and p.kind == "*" for p in target.info.params)
            return list(call.args) if starred else [given(call, target, name)]
        return []

    def _targets(
        self, call: Call, function: Function, known: dict[str, dict[Function, Wrapper]]
    ) -> list[Function]:
        func = call.func
        name = last_part(func)
        candidates = known.get(name)
        if not candidates:
            return []
        return [
            one.function
            for one in self.types.of(func, function)
            if isinstance(one, Method) and one.function in candidates
        ]

    @cached_property
    def _wrappers(self) -> dict[str, dict[Function, Wrapper]]:
        found: dict[str, dict[Function, Wrapper]] = {}
        for function in self._functions:
            params = {param.name for param in function.info.params if not param.kind}
            if not function.info.is_async or not params or not self._may_limit(function):
                continue
            for inner, word, limit in self._limited(function):
                name, rest = "", False
                if type(inner) is Name:
                    name = inner.id
                elif type(inner) is Ref:
                    made = function.body.calls[inner.index]
                    if type(made.func) is Name:
                        name = made.func.id
                        rest = any(keyword == "*" for keyword, _ in made.keywords)
                if name in params:
                    wrapper = Wrapper(name, word, rest, _optional(limit, function))
                    found.setdefault(function.info.name, {})[function] = wrapper
        return found

    def _may_limit(self, function: Function) -> bool:
        return bool(function.called(self._deadlines)) or bool(function.body.enters)

    @cached_property
    def _cancellers(self) -> dict[str, dict[Function, Wrapper]]:
        found: dict[str, dict[Function, Wrapper]] = {}
        for function, _, call in calling(self._functions, {"cancel"}):
            params = {param.name for param in function.info.params[:4] if param.kind != "**"}
            func = call.func
            if type(func) is Attr and (name := _root(func.value, function)) in params:
                word = f"{function.info.name}()"
                found.setdefault(function.info.name, {})[function] = Wrapper(name, word)
        return found


def time_limit(call: Call, position: int) -> Expr | None:
    """The time limit that a call is given."""
    limit = argument(call, position)
    words = dict(call.keywords)
    for word in ("timeout", "delay", "deadline", "when"):
        limit = words.get(word, limit)
    return limit


def is_endless(call: Call, position: int) -> bool:
    """Whether the time limit of a call is None."""
    return time_limit(call, position) == Const(None)


def _optional(limit: Expr | None, function: Function) -> str:
    """The name of a parameter whose default is None, if the limit is one."""
    for param in function.info.params:
        if limit == Name(param.name) and param.default == Const(None):
            return param.name
    return ""


def _root(value: Expr | None, function: Function) -> str:
    """The parameter that a task is, or is an element of."""
    if type(value) is not Name:
        return ""
    made = function.names.get(value.id, ())
    inner = next((one.value for one in made if type(one) is Elem), None)
    return inner.id if type(inner) is Name else value.id


def _params_around(function: Function, decorator: Function) -> set[str]:
    """The parameters of the functions between a decorator and a function in it, its own included;
    empty for a function that is not in it."""
    found: set[str] = set()
    scope = function.parent
    while scope is not None:
        found |= {param.name for param in scope.info.params}
        if scope is decorator:
            return found
        scope = scope.parent
    return set()
