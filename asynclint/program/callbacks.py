"""Callables that functions of the project are given and call before they return.

Which one that is, each call says for itself: what is concluded from one says nothing of others.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from asynclint.index.summary import Call, Name
from asynclint.program.asking import asks
from asynclint.program.conditions import given
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.types import Method

# The decorators that change nothing about a function but what it is called of.
MARKS = ((), (Name("classmethod"),), (Name("staticmethod"),))
Called = tuple[tuple[str, Call], ...]


class Callbacks:
    """Answers by function, worked out when asked for."""

    def __init__(self, types: TypeSolver) -> None:
        self._types = types
        self._found: dict[Function, Called] = {}

    def of(self, function: Function) -> Called:
        """The parameters that a function calls, or hands to one that does, each with that call; its
        guard says under what conditions that is."""
        found = self._found.get(function)
        if found is None:
            self._found[function] = ()  # for those that hand it to themselves
            found = self._found[function] = tuple(self._of(function))
        return found

    def _of(self, function: Function) -> Iterator[tuple[str, Call]]:
        params = function.params - function.names.keys()
        if not params:
            return
        for call in function.body.calls:
            if call.guard and asks(function):
                continue
            if type(call.func) is Name and call.func.id in params:
                if not call.awaited:
                    yield call.func.id, call
                continue
            handed = [arg.id for arg in call.args if type(arg) is Name and arg.id in params]
            handed += [arg.id for _, arg in call.keywords if type(arg) is Name and arg.id in params]
            for target in self._types.of(call.func, function) if handed else ():
                if isinstance(target, Method) and runs(target.function, call):
                    for name, inner in self.of(target.function):
                        passed = given(call, target.function, name)
                        if type(passed) is Name and passed.id in handed:
                            yield passed.id, replace(inner, guard=call.guard + inner.guard)


def runs(function: Function, call: Call) -> bool:
    """Whether a call runs the body of a function that nothing is wrapped around."""
    info = function.info
    is_run = call.awaited if info.is_async else not info.is_generator
    return is_run and info.decorators in MARKS
