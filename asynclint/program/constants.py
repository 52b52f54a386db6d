"""Numbers that the code says: constants, and names that stand for nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.index.summary import Attr, Const, Expr, Name, dotted
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.types import Instance

_DEEPEST = 5  # names of names


def seconds(expr: Expr | None, scope: Function, types: TypeSolver) -> float | None:
    """The number that an expression stands for in a scope; None if the code does not say."""
    for _ in range(_DEEPEST):
        if type(expr) is Const:
            value = expr.value
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return float(value) if is_number else None  # type: ignore[arg-type]
        found = list(_bound(expr, scope, types))
        if len(found) != 1:
            return None
        expr, scope = found[0]
    return None


def _bound(
    expr: Expr | None, scope: Function, types: TypeSolver
) -> Iterator[tuple[Expr | None, Function]]:
    """What a name, or an attribute of the object itself, is bound to, with where."""
    if type(expr) is Name:
        place: Function | None = scope
        while place is not None and expr.id not in place.names:
            if expr.id in place.params:
                return
            place = place.parent
        if place is not None and expr.id not in place.params:
            yield from ((value, place) for value in place.names[expr.id])
    elif type(expr) is Attr and dotted(expr).count(".") == 1:
        for one in types.of(expr.value, scope):
            if isinstance(one, Instance) and not isinstance(one.cls, str):
                module = one.cls.module
                for field in one.cls.fields.get(expr.attr, ()):
                    place = module.functions[max(field.function, 0)]
                    yield field.value, place
