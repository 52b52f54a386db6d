"""Coroutine functions that run in event loops of their own and nowhere else, each in a thread: what
decorators run that way, and what only such functions call.

They have nobody to block but themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from asynclint.index.summary import Choice, Expr, Or, Seq, last_part
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
    uses = _uses(functions) if found else {}
    for function in pending:  # grows while it is read
        for call in function.body.calls:
            for one in types.of(call.func, function):
                if (
                    isinstance(one, Method)
                    and one.function.info.is_async
                    and one.function not in found
                    and not one.function.info.decorators
                    and not hooks.are(one.function)
                    and _is_only_called(one.function, found, uses, types)
                ):
                    found.add(one.function)
                    pending.append(one.function)
    return found


# Who reads a name, and whether to call it.
_Use = tuple[Function, Expr, bool]


def _uses(functions: Iterable[Function]) -> dict[str, list[_Use]]:
    """Where functions read what has a last name."""
    found: dict[str, list[_Use]] = {}
    for function in functions:
        body = function.body
        values = [*function.kept, *(wait.value for wait in body.waits)]
        values += [use.value for use in (*body.iterates, *body.enters)]
        for call in body.calls:
            values += call.given
            if call.func is not None and (name := last_part(call.func)):
                found.setdefault(name, []).append((function, call.func, True))
        for value in _parts(values):
            if name := last_part(value):
                found.setdefault(name, []).append((function, value, False))
    for cls in dict.fromkeys(f.owner for f in functions if f.owner is not None):
        for value in _parts(field.value for field in cls.info.fields if field.function < 0):
            if name := last_part(value):
                found.setdefault(name, []).append((cls.scope, value, False))
    return found


def _parts(values: Iterable[Expr | None]) -> Iterator[Expr]:
    """These, and what their displays and choices are made of."""
    pending = list(values)
    for value in pending:  # grows while it is read
        if value is not None:
            yield value
        match value:
            case Seq(_, items) | Choice(items):
                pending += items
            case Or((left, right)):
                pending += (left, right)


def _is_only_called(
    function: Function,
    callers: set[Function],
    uses: Mapping[str, list[_Use]],
    types: TypeSolver,
) -> bool:
    """Whether nobody but these, and the function itself, does anything with a function."""
    for other, value, is_called in uses.get(function.info.name, ()):
        if is_called and (other in callers or other is function):
            continue
        meant = types.of(value, other)
        if not meant or any(_may_be(one, function, types) for one in meant):
            return False
    return True


def _may_be(one: Type, function: Function, types: TypeSolver) -> bool:
    """Whether what is known of a value is the function, or what that overrides."""
    if not isinstance(one, Method):
        return False
    owner, base = function.owner, one.function.owner
    related = owner is not None and base is not None and base in types.mro(owner)
    return related or one.function is function
