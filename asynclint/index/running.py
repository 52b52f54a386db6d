"""What conditions find out about the event loop that runs."""

from __future__ import annotations

import ast
from collections.abc import Callable

RUNNING = frozenset({"get_running_loop", "_get_running_loop"})  # give the loop that runs
_LOOP = "loop"  # what event loops are called


def holds_on_loop(test: ast.expr, stands: Callable[[str], bool]) -> bool | None:
    """Whether a test holds wherever an event loop runs: `loop.is_running()`, `loop is not None`;
    None if it may or may not. `stands` tells names that are true only there."""
    match test:
        case ast.Name(name):
            return True if stands(name) else None
        case ast.UnaryOp(ast.Not(), operand):
            holds = holds_on_loop(operand, stands)
            return None if holds is None else not holds
        case ast.Compare(ast.Name(name), [ast.Is() | ast.IsNot() as word], [ast.Constant(None)]):
            return isinstance(word, ast.IsNot) if stands(name) else None
        case ast.BoolOp(ast.And(), parts):
            found = {holds_on_loop(part, stands) for part in parts if not _is_any_loop(part)}
            if False in found:
                return False
            return True if found == {True} else None
        case ast.BoolOp(ast.Or(), parts):
            found = {holds_on_loop(part, stands) for part in parts}
            if True in found:
                return True
            return False if found == {False} else None
        case ast.Call(ast.Attribute(loop, "is_running"), []):
            name = _last_name(loop.func if isinstance(loop, ast.Call) else loop)
            return True if _LOOP in name else None
    return None


def _is_any_loop(test: ast.expr) -> bool:
    """Whether a test only asks if there is a loop, running or not."""
    match test:
        case ast.Compare(loop, [ast.IsNot()], [ast.Constant(None)]):
            return _LOOP in _last_name(loop)
    return _LOOP in _last_name(test)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(name) | ast.Attribute(_, name):
            return name
    return ""
