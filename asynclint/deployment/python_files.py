"""Readers of Python: gunicorn's configuration, and calls of `uvicorn.run`. Nothing is executed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from asynclint.deployment.options import chosen, in_python
from asynclint.deployment.setting import Item, Origin, Seen, Server
from asynclint.text import Source

if TYPE_CHECKING:
    import ast

_LONGEST = 100  # nobody wants to read more of an expression


def gunicorn_conf(text: str) -> Iterator[Item]:
    """What is assigned at the top level. What is assigned in a branch is not known."""
    yield Seen(Server.GUNICORN)
    tree = parsed(text)
    source = Source("", text)
    known: dict[str, str] = {}
    found: dict[str, tuple[ast.stmt, str]] = {}
    for statement in tree.body:
        for name, value in _assigned(statement):
            written = None if value is None else _text(value, known, source)
            found.pop(name, None)
            known.pop(name, None)
            if written is not None:
                found[name] = statement, written
                known[name] = written
    for name, (statement, written) in found.items():
        place = offsets(source, statement)
        yield from chosen(Server.GUNICORN, in_python(name), written, *place, Origin.FILE)


def uvicorn_run(text: str) -> Iterator[Item]:
    """The keyword arguments of `uvicorn.run` and `uvicorn.Config`."""
    import ast

    tree = parsed(text)
    source = Source("", text)
    names = {"uvicorn.run", "uvicorn.Config"}
    nodes = list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.Import):
            aliases = [each.asname for each in node.names if each.name == "uvicorn" and each.asname]
            names |= {f"{alias}.{name}" for alias in aliases for name in ("run", "Config")}
        elif isinstance(node, ast.ImportFrom) and node.module == "uvicorn":
            imported = [each for each in node.names if each.name in ("run", "Config")]
            names |= {each.asname or each.name for each in imported}
    for node in nodes:
        if isinstance(node, ast.Call) and dotted_name(node.func) in names:
            yield Seen(Server.UVICORN)
            for keyword in node.keywords:
                written = _text(keyword.value, {}, source)
                place = offsets(source, keyword)
                name = in_python(keyword.arg or "")
                yield from chosen(Server.UVICORN, name, written, *place, Origin.FILE)


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that a statement binds to what; to None if that depends on how it goes."""
    import ast

    match statement:
        case ast.Assign(targets=[*targets], value=value):
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            pass
        case _:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id, None


def _text(node: ast.expr, known: Mapping[str, str], source: Source) -> str:
    """A value as text; as written if it is only known when the server runs."""
    value = _evaluated(node, known)
    if value is None:
        start, end = offsets(source, node)
        return " ".join(source.text[start:end].split())[:_LONGEST]
    return str(value)


def _evaluated(node: ast.expr | None, known: Mapping[str, str]) -> str | float | None:
    """The value of a literal, of sums and products of them, and of a variable's default."""
    import ast

    match node:
        case ast.Constant(value=bool() as value):
            return str(value)
        case ast.Constant(value=str() | int() | float() as value):
            return value
        case ast.Constant(value=None):
            return "None"
        case ast.Name(id=name):
            return known.get(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            number = _number(operand, known)
            return None if number is None else -number
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _number(left, known), _number(right, known)
            return None if one is None or other is None else _calculated(op, one, other)
        case ast.BoolOp(op=ast.Or(), values=[ast.Call(args=[_]) as call, default]):
            return _evaluated(default, known) if dotted_name(call.func) in _GETTERS else None
        case ast.Call(func=func, args=[_, default], keywords=[]) if dotted_name(func) in _GETTERS:
            return _evaluated(default, known)
        case ast.Call(func=ast.Name(id="int" | "float" | "str"), args=[inner], keywords=[]):
            return _evaluated(inner, known)
    return None


_GETTERS = frozenset({"os.environ.get", "os.getenv", "environ.get", "getenv"})


def _number(node: ast.expr, known: Mapping[str, str]) -> float | None:
    value = _evaluated(node, known)
    if isinstance(value, str):
        value = float(value) if value.replace(".", "", 1).isdecimal() else None
        return int(value) if value is not None and value.is_integer() else value
    return value


def _calculated(op: ast.operator, one: float, other: float) -> float | None:
    import ast

    if isinstance(op, ast.Add):
        return one + other
    if isinstance(op, ast.Sub):
        return one - other
    if isinstance(op, ast.Mult):
        return one * other
    return one // other if isinstance(op, ast.FloorDiv) and other else None


def dotted_name(node: ast.expr) -> str:
    """`a.b.c` for a chain of names."""
    import ast

    if isinstance(node, ast.Attribute):
        return f"{dotted_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def parsed(text: str) -> ast.Module:
    """The tree of a file; raises `SyntaxError`."""
    import ast

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are not our business
        return ast.parse(text)


def offsets(source: Source, node: ast.AST) -> tuple[int, int]:
    """Where a node begins and ends in the text."""
    import ast

    assert isinstance(node, ast.expr | ast.stmt | ast.keyword)
    line, column = node.lineno, node.col_offset
    span = source.span_utf8(line, column, node.end_lineno or line, node.end_col_offset or column)
    return source.offset(span.start), source.offset(span.end)
