"""Callables that functions of the project are given and call before they return.

Which one that is, each call says for itself: what is concluded from one says nothing of others.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from asynclint.index.summary import Call, Name, Param, Seq, last_part, mentions
from asynclint.program.asking import asks
from asynclint.program.conditions import given
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.types import Method

# The decorators that change nothing about a function but what it is called of.
MARKS = ((), (Name("classmethod"),), (Name("staticmethod"),))
# How functions are kept for others.
_KEEPING = frozenset(
    {
        *("append", "appendleft", "apply_async", "put", "put_nowait", "submit", "Thread"),
        *("call_soon", "call_soon_threadsafe", "run_in_executor"),
    }
)
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
        passable = params & {param.name for param in function.info.params if _may_be_called(param)}
        calls = function.body.calls if params else ()
        told = [c for c in calls if type(c.func) is Name and c.func.id in params and not c.awaited]
        if told:  # who has a thread run it as well knows when not to
            decided = {name for call in calls if _keeps(call) for name in _handed(call)}
            told = [call for call in told if last_part(call.func) not in decided]
        handing = [c for c in calls if passable and not passable.isdisjoint(_handed(c))]
        if (told or handing) and asks(function):
            told, handing = [call for call in told if not call.guard], []
        yield from ((call.func.id, call) for call in told if type(call.func) is Name)
        for call in handing:
            for target in self._types.of(call.func, function):
                if isinstance(target, Method) and runs(target.function, call):
                    for name, inner in self.of(target.function):
                        passed = given(call, target.function, name)
                        if type(passed) is Name and passed.id in passable:
                            yield passed.id, replace(inner, guard=call.guard + inner.guard)


def _handed(call: Call) -> Iterator[str]:
    """The names that a call passes, be it as parts of a tuple."""
    for arg in (*call.args, *(arg for _, arg in call.keywords)):
        for part in arg.items if type(arg) is Seq else (arg,):
            if type(part) is Name:
                yield part.id


def _keeps(call: Call) -> bool:
    """Whether a call waits for what it is given, or keeps it for somebody else to run."""
    return call.awaited or last_part(call.func) in _KEEPING


def _may_be_called(param: Param) -> bool:
    """Whether nothing is said of a parameter but that it can be called, if anything."""
    return param.annotation is None or mentions(param.annotation, "Callable")


def runs(function: Function, call: Call) -> bool:
    """Whether a call runs the body of a function that nothing is wrapped around."""
    info = function.info
    is_run = call.awaited if info.is_async else not info.is_generator
    return is_run and info.decorators in MARKS
