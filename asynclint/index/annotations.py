"""Annotations as types: lowered without recording calls, since nobody makes a call in one."""

from __future__ import annotations

import ast

from asynclint.index.summary import Attr, Choice, Const, Expr, Name, Seq, Sub

_MOST_ITEMS = 8  # type arguments: enough for any type that tells what an object is


def annotation_expr(text: str) -> Expr | None:
    """The expression of an annotation given as text; None for what is no plain type."""
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return annotation(node)


def annotation(node: ast.expr) -> Expr | None:
    """A type as written, strings parsed; None for what is no plain type."""
    if isinstance(node, ast.Name):
        return Name(node.id)
    if isinstance(node, ast.Attribute):
        value = annotation(node.value)
        return Attr(value, node.attr) if value is not None else None
    if isinstance(node, ast.Subscript):
        value = annotation(node.value)
        return Sub(value, annotation(node.slice)) if value is not None else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return Choice((annotation(node.left), annotation(node.right)))
    if isinstance(node, ast.Tuple | ast.List):
        return Seq("tuple", tuple(annotation(e) for e in node.elts[:_MOST_ITEMS]))
    if isinstance(node, ast.Constant):
        if node.value is None:
            return Const(None)
        if isinstance(node.value, str):
            return annotation_expr(node.value)
    return None
