"""What operators give, as far as it tells the type or the value of a result."""

from __future__ import annotations

import ast

from asynclint.index.summary import LARGEST_INT, Const, Div, Expr, Lit, Or

_LARGEST_BASE, _LARGEST_EXPONENT = 1024, 64  # of powers that are calculated


def operation(op: ast.operator, left: Expr | None, right: Expr | None) -> Expr | None:
    """The result of a binary operator; None when nothing is known of it."""
    if type(op) is ast.Div:
        return Div(left, right) if left is not None or right is not None else None
    if type(op) is ast.BitOr:
        return Or((left, right)) if left is not None or right is not None else None
    if type(left) is Const and type(right) is Const:
        return _calculated(op, left.value, right.value)
    for side in (left, right):
        if type(op) in (ast.Add, ast.Mod) and (
            (type(side) is Const and type(side.value) is str)
            or (type(side) is Lit and side.builtin == "str")
        ):
            return Lit("str")
    return None


def _calculated(op: ast.operator, left: object, right: object) -> Expr | None:
    """A number that is written as a product, power, sum or difference: `60 * 5`, `10**6`."""
    if type(left) not in (int, float) or type(right) not in (int, float):
        if type(op) in (ast.Add, ast.Mod) and str in (type(left), type(right)):
            return Lit("str")
        return None
    assert isinstance(left, int | float)
    assert isinstance(right, int | float)
    found: int | float
    match op:
        case ast.Add():
            found = left + right
        case ast.Sub():
            found = left - right
        case ast.Mult():
            found = left * right
        case ast.Pow() if abs(left) <= _LARGEST_BASE and 0 <= right <= _LARGEST_EXPONENT:
            found = left**right
        case _:
            return None
    return Const(found) if abs(found) <= LARGEST_INT else Lit(type(found).__name__)
