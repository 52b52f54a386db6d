"""Callables that functions of the project are given and call before they return.

Which one that is, each call says for itself: what is concluded from one says nothing of others.
Functions that do anything else with what they are given know more about it than can be seen here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import msgspec

from asynclint.index.summary import Call, Expr, Func, Name, Need, Param, Seq, last_part, mentions
from asynclint.program.asking import asks
from asynclint.program.conditions import given
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.narrowing import excluded
from asynclint.program.types import Method

# The decorators that change nothing about a function but what it is called of.
MARKS = ((), (Name("classmethod"),), (Name("staticmethod"),))
# What is found out about a function without doing anything with it.
_HARMLESS = frozenset(
    {
        *("callable", "getattr", "hasattr", "isawaitable", "iscoroutinefunction", "isinstance"),
        *("id", "len", "print", "repr", "signature", "str", "type", "wraps"),
        *("critical", "debug", "error", "exception", "info", "log", "warning"),
    }
)
_UNTOLD = ("Any", "object")
_DEEPEST = 3  # functions that hand on what they are given


class Run(msgspec.Struct, frozen=True):
    """A function calls what it is given: `call` does so in the body of `holder`, which is the
    function itself or another that it hands that to. `guard` and `needs` are what stands in front
    of it, in terms of the function itself."""

    function: Function
    call: Call
    holder: Function
    guard: int
    needs: tuple[Need, ...]


Runs = dict[str, Run]


class Callbacks:
    """Answers by function, worked out when asked for."""

    def __init__(self, types: TypeSolver) -> None:
        self._types = types
        self._found: dict[tuple[Function, int], Runs] = {}

    def of(self, function: Function, depth: int = _DEEPEST) -> Runs:
        """The parameters that a function calls, each with the likeliest of those calls."""
        found = self._found.get((function, depth))
        if found is None:
            found = {}
            told = list(self._told(function, depth))
            kept = self._kept(function) if told else ()
            if told and asks(function):
                told = [(name, run) for name, run in told if not run.guard]
            for name, run in told:
                if name not in kept and (name not in found or run.guard < found[name].guard):
                    found[name] = run
            self._found[function, depth] = found
        return found

    def _told(self, function: Function, depth: int) -> Iterator[tuple[str, Run]]:
        """What a function does with its parameters to call them."""
        params = function.params - function.names.keys()
        params &= {param.name for param in function.info.params if _may_be_called(param)}
        for call in function.body.calls if params else ():
            if type(call.func) is Name and call.func.id in params:
                if not call.awaited:
                    yield call.func.id, Run(function, call, function, call.guard, call.needs)
            elif depth and not params.isdisjoint(_names(call.given)):
                yield from self._handed_on(call, function, params, depth)

    def _handed_on(
        self, call: Call, function: Function, params: Set[str], depth: int
    ) -> Iterator[tuple[str, Run]]:
        for target in self._types.of(call.func, function):
            if isinstance(target, Method) and runs(target.function, call):
                callee = target.function
                for name, run in self.of(callee, depth - 1).items():
                    passed = given(call, callee, name)
                    if type(passed) is not Name or passed.id not in params:
                        continue
                    if not excluded(call, function, callee, run.needs, self._types):
                        guard = call.guard + run.guard
                        yield passed.id, Run(function, run.call, run.holder, guard, call.needs)

    def _kept(self, function: Function) -> set[str]:
        """What a function is given and does anything with but call it, or hand it to a function of
        the project."""
        found = set(_names(function.kept))
        for call in function.body.calls:
            handed = call.given
            if any(type(value) is Func for value in handed):
                return set(function.params)  # which may be about anything
            if last_part(call.func) not in _HARMLESS and (names := set(_names(handed))):
                of = self._types.of(call.func, function) if names & function.params else ()
                is_own = bool(of) and all(
                    isinstance(one, Method) and runs(one.function, call) for one in of
                )
                found.update(() if is_own else names)
        return found


def _names(values: Iterable[Expr | None]) -> Iterator[str]:
    """The names among these, be it as parts of a display."""
    for value in values:
        for part in value.items if type(value) is Seq else (value,):
            if type(part) is Name:
                yield part.id


def _may_be_called(param: Param) -> bool:
    """Whether nothing is said of a parameter but that it can be called, if anything."""
    said = param.annotation
    return said is None or last_part(said) in _UNTOLD or mentions(said, "Callable")


def runs(function: Function, call: Call) -> bool:
    """Whether a call runs the body of a function that nothing is wrapped around."""
    info = function.info
    is_run = call.awaited if info.is_async else not info.is_generator
    return is_run and info.decorators in MARKS
