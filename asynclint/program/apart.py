"""Coroutine functions that run in event loops of their own and nowhere else, each in a thread: what
decorators run that way, and what only such functions call.

They have nobody to block but themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from asynclint.index.summary import Call, Expr, last_part
from asynclint.program.decorators import Decorators
from asynclint.program.hooks import Hooks
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function, Module
from asynclint.program.types import Method, Type


def apart(
    modules: Collection[Module], types: TypeSolver, decorators: Decorators, hooks: Hooks
) -> set[Function]:
    """Those of these modules, as far as these call them."""
    functions = [function for module in modules for function in module.functions]
    found = {f for f in functions if f.info.is_async and decorators.run_apart(f)}
    pending = sorted(found, key=lambda function: function.key)
    for function in pending:  # grows while it is read
        for call in function.body.calls:
            for one in types.of(call.func, function):
                if (
                    isinstance(one, Method)
                    and one.function.info.is_async
                    and one.function not in found
                    and not one.function.info.decorators
                    and not hooks.are(one.function)
                    and _is_only_called(one.function, found, functions, types)
                ):
                    found.add(one.function)
                    pending.append(one.function)
    return found


def _is_only_called(
    function: Function, callers: set[Function], functions: Iterable[Function], types: TypeSolver
) -> bool:
    """Whether nobody but these, and the function itself, does anything with a function."""
    for other in functions:
        inside = other in callers or other is function
        for call in other.body.calls:
            for value in _handed(call) if inside else (call.func, *_handed(call)):
                if last_part(value) == function.info.name:
                    meant = types.of(value, other)
                    if not meant or any(_may_be(one, function, types) for one in meant):
                        return False
    return True


def _handed(call: Call) -> tuple[Expr | None, ...]:
    return (*call.args, *(value for _, value in call.keywords))


def _may_be(one: Type, function: Function, types: TypeSolver) -> bool:
    """Whether what is known of a value is the function, or what that overrides."""
    if not isinstance(one, Method):
        return False
    owner, base = function.owner, one.function.owner
    related = owner is not None and base is not None and base in types.mro(owner)
    return related or one.function is function
