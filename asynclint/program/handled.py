"""What an exception handler knows of the calls that are made in it."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.index.summary import Call, Handler, dotted
from asynclint.knowledge import Blocks
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.statements import attempts, calls
from asynclint.program.types import External

# What Python raises for an argument that a function does not know, and what catches it.
_UNKNOWN_ARGUMENT = frozenset({"TypeError", "Exception", "BaseException"})


def cannot_wait(row: Blocks, call: Call, function: Function, types: TypeSolver) -> bool:
    """Whether a blocking call stands in a handler that shows that it does not wait, or is never
    made by the releases in use."""
    return any(
        _is_for_older(call, handler, attempted) or _is_refused(row, attempted, function, types)
        for handler, attempted in _around(call, function)
    )


def _around(call: Call, function: Function) -> Iterator[tuple[Handler, list[Call]]]:
    """The handlers that a call stands in, each with the calls whose exceptions it handles."""
    for statement in attempts(function):
        for handler in statement.handlers:
            if any(call is one for one in calls(handler.body, function)):
                yield handler, list(calls(statement.body, function))


def _is_for_older(call: Call, handler: Handler, attempted: list[Call]) -> bool:
    """Whether the very same has been called with a keyword more, which older releases refuse."""
    caught = handler.types
    if caught is not None and _UNKNOWN_ARGUMENT.isdisjoint(map(dotted, caught)):
        return False
    return any(
        one.func is not None
        and one.func == call.func
        and one.args == call.args
        and set(one.keywords) > set(call.keywords)
        for one in attempted
    )


def _is_refused(row: Blocks, attempted: list[Call], function: Function, types: TypeSolver) -> bool:
    """Whether something has refused the argument that takes all that the call could wait for."""
    return bool(row.parsed) and any(
        isinstance(one, External) and one.name in row.parsed
        for call in attempted
        for one in types.of(call.func, function)
    )
