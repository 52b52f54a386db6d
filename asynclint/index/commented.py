"""Types in comments (`x = f()  # type: T`), as code had them before Python 3.6, as annotations."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

_COMMENT = re.compile(r"#[ \t]*type:[ \t]*(?!ignore)[\w.\"'(]")
_BLOCKS = ("body", "orelse", "finalbody")


def parse(text: str) -> ast.Module | None:
    """The tree of a file, with the types in its comments as if they were annotations; None if it
    has none, or one that stands where no type can.

    Raises `RecursionError` or `MemoryError` for code nested deeper than the parser allows.
    """
    if _COMMENT.search(text) is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, type_comments=True)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            _annotate(node)
        for block in (getattr(node, name, None) for name in _BLOCKS):
            if isinstance(block, list):
                block[:] = map(_annotated, block)
    return tree


def _annotated(statement: ast.stmt) -> ast.stmt:
    if type(statement) is not ast.Assign or not statement.type_comment:
        return statement
    target, *others = statement.targets
    if others or not isinstance(target, ast.Name | ast.Attribute):
        return statement
    kind = ast.Constant(statement.type_comment)
    return ast.copy_location(ast.AnnAssign(target, kind, statement.value, 1), statement)


def _annotate(node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    for param in _params(node.args):
        if param.type_comment:
            param.annotation = ast.Constant(param.type_comment)
    if not node.type_comment:
        return
    try:
        signature = ast.parse(node.type_comment, mode="func_type")
    except SyntaxError:
        return
    node.returns = signature.returns
    params = list(_params(node.args))
    kinds = signature.argtypes
    if len(params) - len(kinds) in (0, 1):  # `self` has no type
        for param, kind in zip(params[len(params) - len(kinds) :], kinds, strict=True):
            if not (isinstance(kind, ast.Constant) and kind.value is ...):
                param.annotation = kind


def _params(args: ast.arguments) -> Iterator[ast.arg]:
    yield from (*args.posonlyargs, *args.args)
    if args.vararg:
        yield args.vararg
    yield from args.kwonlyargs
    if args.kwarg:
        yield args.kwarg
