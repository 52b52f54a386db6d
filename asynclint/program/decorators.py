"""What calling a decorated function does, by the tables or the decorator's own code.

A decorator that neither explains leaves the answer unknown.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

from asynclint.index.summary import Call, Choice, Const, Expr, Name, Ref
from asynclint.knowledge import Knowledge
from asynclint.program.conditions import argument
from asynclint.program.hosts import last_names
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.types import PROPERTIES, Method, last_name, spelled


def in_thread(call: Call, names: Iterable[str], knowledge: Knowledge) -> bool:
    """Whether a decorator of one of these names is told to run functions in a thread."""
    asked = (argument(call, knowledge.threaded[n]) for n in names if n in knowledge.threaded)
    return any(said not in (None, Const(False)) for said in asked)


class Runs(enum.Enum):
    """What calling a decorated function does."""

    BODY = "runs its body at once"
    AWAY = "hands the body to a thread or another loop"
    UNKNOWN = "cannot be told"


# Decorators that leave the function callable as it is, whatever library they are from.
_SHAPES = PROPERTIES | {"setter", "staticmethod", "classmethod", "abstractmethod", "override"}


class Decorators:
    """Verdicts by function, worked out when asked for."""

    def __init__(self, types: TypeSolver, knowledge: Knowledge) -> None:
        self.types = types
        self.knowledge = knowledge
        self._runs: dict[Function, Runs] = {}
        self._wrappers: dict[tuple[Function, bool, bool], Runs] = {}
        self._working: list[tuple[Function, bool, bool]] = []
        self._circular = False
        self._apart = last_names(knowledge.offloads.keys() & knowledge.threaded.keys())

    def runs(self, function: Function) -> Runs:
        """What calling the function does, given its decorators."""
        found = self._runs.get(function)
        if found is None:
            self._runs[function] = Runs.UNKNOWN  # while being worked out
            found = self._runs[function] = self._decorated(function)
        return found

    def run_apart(self, function: Function) -> bool:
        """Whether decorators run a coroutine function in a thread, in an event loop of its own."""
        scope = function.parent
        if scope is None or not function.info.decorators:
            return False
        named = (d for d in function.info.decorators if last_name(d, scope) in self._apart)
        calls = [scope.body.calls[d.index] for d in named if type(d) is Ref]
        return any(
            one in self.knowledge.offloads and in_thread(call, (one,), self.knowledge)
            for call in calls
            for one in map(spelled, self.types.of(call.func, scope))
        )

    def _decorated(self, function: Function) -> Runs:
        scope = function.parent
        for decorator in function.info.decorators:
            if last_name(decorator, scope) in _SHAPES or scope is None:
                continue
            verdict = self._decorator(decorator, scope, function.info.is_async)
            if verdict is not Runs.BODY:
                return verdict
        return Runs.BODY

    def _decorator(self, decorator: Expr | None, scope: Function, is_async: bool) -> Runs:
        factory = type(decorator) is Ref
        expr = scope.body.calls[decorator.index].func if type(decorator) is Ref else decorator
        verdicts = []
        for one in self.types.of(expr, scope):
            name = spelled(one)
            if name in self.knowledge.offloads:
                verdicts.append(Runs.AWAY)
            elif name in self.knowledge.transparent or name in self.knowledge.on_loop:
                verdicts.append(Runs.BODY)
            elif isinstance(one, Method):
                verdicts.append(self._wraps(one.function, factory, is_async))
            else:
                verdicts.append(Runs.UNKNOWN)
        if not verdicts:
            return Runs.UNKNOWN
        return verdicts[0] if len(set(verdicts)) == 1 else Runs.UNKNOWN

    def _wraps(self, decorator: Function, factory: bool, is_async: bool) -> Runs:
        """What a decorator of the project makes of functions; one that applies itself nobody
        knows."""
        key = (decorator, factory, is_async)
        if key in self._working:
            self._circular = True
            return Runs.UNKNOWN
        found = self._wrappers.get(key)
        if found is None:
            self._working.append(key)
            found = self._wrapper(decorator, factory, is_async)
            self._working.pop()
            # What was found within a circle depends on where that was entered.
            if not self._circular or not self._working:
                self._wrappers[key] = found
            self._circular = self._circular and bool(self._working)
        return found

    def _wrapper(self, decorator: Function, factory: bool, is_async: bool) -> Runs:
        """What a decorator of the project makes of a function: read off the wrapper it returns."""
        if factory and (inner := self._returned(decorator, is_async)) is not None:
            decorator = inner
        params = [p.name for p in decorator.info.params if not p.kind]
        if decorator.owner is not None and params:
            params = params[1:] or params
        if not params:
            return Runs.UNKNOWN
        wrapped = params[0]
        inner = self._returned(decorator, is_async, wrapped)
        if inner is None:
            return self._given(decorator, wrapped, is_async)
        if inner.info.is_async:
            return Runs.AWAY
        if _calls(inner, wrapped):
            return Runs.BODY
        # `return decorate if function is None else decorate(function)`
        made = {self._made(one, wrapped, decorator, is_async) for one in _values(decorator)}
        made.discard(Runs.UNKNOWN)
        return made.pop() if len(made) == 1 else Runs.UNKNOWN

    def _given(self, decorator: Function, wrapped: str, is_async: bool) -> Runs:
        """What a decorator gives that makes no function of its own: its argument as it came, or
        what others make of that. A call beside the plain argument is one for the case that it is
        not given a function."""
        if wrapped in decorator.names:
            return Runs.UNKNOWN
        values = [r for r in decorator.body.returns if type(r) in (Name, Ref)]
        plain = [value for value in values if value == Name(wrapped)]
        others = {self._made(value, wrapped, decorator, is_async) for value in values}
        if plain and all(type(value) is Ref for value in values if value not in plain):
            others.discard(Runs.UNKNOWN)
        return others.pop() if len(others) == 1 else Runs.UNKNOWN

    def _made(self, value: Expr | None, wrapped: str, scope: Function, is_async: bool) -> Runs:
        """What calling `value` does: a decorator's own argument, or what others make of that."""
        if value == Name(wrapped):
            return Runs.BODY
        if type(value) is Name:
            value = scope.only(value.id)
        if type(value) is Ref:
            call = scope.body.calls[value.index]
            if call.args[:1] == (Name(wrapped),) and (
                not call.keywords or self._is_own(call.func, scope)
            ):
                return self._decorator(call.func, scope, is_async)
        return Runs.UNKNOWN

    def _is_own(self, callee: Expr | None, scope: Function) -> bool:
        """Whether a callable is a function of the project."""
        found = self.types.of(callee, scope)
        return bool(found) and all(isinstance(one, Method) for one in found)

    def _returned(self, function: Function, is_async: bool, wrapped: str = "") -> Function | None:
        """The nested function that a decorator returns; of several, which have one for coroutine
        functions as a rule, the first that is of the decorated function's kind, and calls what is
        `wrapped` if one does."""
        found: list[Function] = []
        for value in function.body.returns:
            given = self.types.of(value, function)
            if type(value) is Ref:  # functools.update_wrapper(wrapper, func) and the like
                for arg in function.body.calls[value.index].args[:1]:
                    given = given or self.types.of(arg, function)
            methods = (one.function for one in given if isinstance(one, Method))
            found += [inner for inner in methods if inner.parent is function]
        alike = [one for one in found if one.info.is_async is is_async] or found[:1]
        return next((one for one in alike if _calls(one, wrapped)), alike[0] if alike else None)


def _values(function: Function) -> Iterator[Expr | None]:
    """What a function returns, whichever way."""
    for value in function.body.returns:
        yield from value.options if type(value) is Choice else (value,)


def _calls(function: Function, name: str) -> bool:
    """Whether a function calls something by its plain name."""
    return any(call.func == Name(name) for call in function.body.calls)
