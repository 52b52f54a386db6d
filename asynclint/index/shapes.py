"""What statements tell by their shape: what they are guarded by, assign, or keep.

All of it is read off the tree of one statement; nothing is remembered.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from asynclint.index.running import hands_to_main, holds_on_loop
from asynclint.index.summary import (
    ALWAYS,
    FALSE,
    LARGEST_INT,
    LOGGING,
    RARELY,
    SOMETIMES,
    At,
    Attr,
    Compared,
    Expr,
    Name,
    Need,
    Sort,
)

_OFTEN = 100_000  # turns of a loop that may take long even if it does little
_COMPARING: Mapping[type[ast.cmpop], str] = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
}
# What conditions are mostly put together of, with their parts: asking each node for its fields is
# slow.
OPERANDS: Mapping[type[ast.AST], Callable[[Any], list[ast.expr]]] = {
    ast.Compare: lambda node: [node.left, *node.comparators],
    ast.BoolOp: lambda node: node.values,
    ast.UnaryOp: lambda node: [node.operand],
}
# Statements that assign or return something, with where it is; and those whose blocks run anyhow.
_GIVING: Mapping[type[ast.stmt], Callable[[Any], list[ast.expr]]] = {
    ast.Assign: lambda node: node.targets,
    ast.AnnAssign: lambda node: [node.target],
    ast.AugAssign: lambda node: [node.target],
    ast.Return: lambda node: [node.value] if node.value is not None else [],
}
_WITHIN = frozenset({ast.With, ast.AsyncWith, ast.Try})
_LEAVING = frozenset({ast.Return, ast.Raise, ast.Continue, ast.Break})
_STARTS = "startswith"
_OPPOSITES = {">": "<=", ">=": "<", "==": "!=", "is": "is not", _STARTS: f"not {_STARTS}"}
_OPPOSITES |= {opposite: word for word, opposite in _OPPOSITES.items()}
_SAMENESS = frozenset({"==", "!=", "is", "is not"})
_EXISTING = frozenset({"exists", "lexists", "is_file", "is_dir", "isfile", "isdir"})
_FILES = ("path", "file", "dir", "folder")  # what is in the names of paths
_MOST_NEEDS = 12  # parts of conditions around one part, the innermost
_MOST_CLASSES = 20  # that something is no instance of
_LONGEST_WORD = 40  # characters; what is passed is cut where it is longer than words are


def is_long(iterable: ast.expr) -> bool:
    """Whether a loop runs over a long range of numbers."""
    return (
        isinstance(iterable, ast.Call)
        and isinstance(iterable.func, ast.Name)
        and iterable.func.id == "range"
        and any(isinstance(arg, ast.BinOp) or _is_large(arg) for arg in iterable.args)
    )


def _is_large(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value >= _OFTEN


def head_of(node: ast.stmt, last: ast.expr) -> At:
    """The words that a loop begins with."""
    return (
        *(node.lineno, node.col_offset),
        *(last.end_lineno or node.lineno, last.end_col_offset or node.col_offset),
    )


class Names(Protocol):
    """What is known of names where a statement begins; `scope.Scope` says how."""

    def is_passed(self, name: str) -> bool: ...
    def is_new(self, name: str) -> bool: ...
    def is_true(self, name: str) -> bool: ...


def parting(statement: ast.stmt, names: Names) -> int:
    """The guard of what follows a statement that may leave the function: it is an `else`, unless
    only what there is nothing to do with makes it leave, or that no loop runs, or that what is
    made there has been kept. To be asked before the statement is read."""
    if isinstance(statement, ast.If) and _returns(statement):
        on_loop = None if statement.orelse else holds_on_loop(statement.test, names.is_true)
        if on_loop is not None:
            return RARELY if on_loop else ALWAYS
        if hands_to_main(statement):
            return ALWAYS
        if kept(statement.test, statement.body[-1:], names):
            return RARELY
        test, last = statement.test, statement.body[-1]
        is_unusable = _is_absent(test) or (_gives_up(last) and _is_unusable(test, names))
        return ALWAYS if is_unusable and not statement.orelse else SOMETIMES
    if isinstance(statement, ast.For | ast.While) and _leaves(statement.body):
        return SOMETIMES
    return ALWAYS


def _gives_up(statement: ast.stmt) -> bool:
    """Whether a function returns nothing, or what is written there and empty."""
    value = statement.value if isinstance(statement, ast.Return) else None
    return isinstance(statement, ast.Return) and (
        value is None
        or isinstance(value, ast.Constant)
        or (isinstance(value, ast.List | ast.Tuple) and not value.elts)
        or (isinstance(value, ast.Dict) and not value.keys)
    )


def _is_absent(test: ast.expr) -> bool:
    """Whether a test finds that there is no such file: `not path.exists()`."""
    match test:
        case ast.UnaryOp(ast.Not(), ast.Call(ast.Attribute(_, attr))):
            return attr in _EXISTING
    return False


def finds_file(test: ast.expr) -> bool:
    """Whether a test finds that there are files, and nothing else, by what it asks: `path.exists()`
    of what is called a path or made of one."""
    if isinstance(test, ast.BoolOp) and type(test.op) is ast.And:
        return all(map(finds_file, test.values))
    match test:
        case ast.Call(ast.Attribute(_, "is_file" | "is_dir" | "isfile" | "isdir" | "lexists")):
            return True
        case ast.Call(ast.Attribute(ast.BinOp(_, ast.Div()), "exists")):
            return True
        case ast.Call(ast.Attribute(ast.Call(made) | made, "exists")):
            names = [made.id] if isinstance(made, ast.Name) else []
            if isinstance(made, ast.Attribute):
                names = [made.attr, made.value.id if isinstance(made.value, ast.Name) else ""]
            return any(word in name.lower() for name in names for word in _FILES)
    return False


def _is_unusable(test: ast.expr, names: Names) -> bool:
    """Whether a test finds that there is nothing to work with: no such file, a parameter that is
    empty, or something of another class. Who then returns a value may serve another world."""
    match test:
        case ast.BoolOp(ast.Or(), parts):
            return all(_is_unusable(part, names) for part in parts)
        case ast.Compare(ast.Name(name), [ast.Is()], [ast.Constant(None)]):
            return names.is_passed(name)
        case ast.UnaryOp(ast.Not(), ast.Name(name)):
            return names.is_passed(name)
        case ast.UnaryOp(ast.Not(), asked) if asked_of(asked).isidentifier():
            return True
    return _is_absent(test)


def refuted(test: ast.expr, aliases: Mapping[tuple[str, str], str]) -> tuple[Need, ...]:
    """What must hold of names for a test to fail: that one is false, `x`, or true, `not x`, or
    what the parts of `x > 1 or y` find out."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        return tuple(need for part in test.values for need in refuted(part, aliases))
    if found := compared(test, aliases):
        return (negated(found),)
    match test:
        case ast.UnaryOp(ast.Not(), ast.Name(name)):
            return (name,)
    lack = lacking(test, aliases)
    return (lack,) if lack else ()


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether a block ends in `return`, be it in a `try` or `with`."""
    last = body[-1]
    if isinstance(last, ast.With | ast.Try):
        return _leaves(last.body)
    return isinstance(last, ast.Return)


def needed(test: ast.expr, aliases: Mapping[tuple[str, str], str]) -> tuple[Need, ...]:
    """What must hold of names for a test to hold: that one is true, `x`, or what the parts of
    `x > 1 and y` find out. An attribute may hold what another name does."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return tuple(need for part in test.values for need in needed(part, aliases))
    found = compared(test, aliases) or _named(test, aliases)
    return (found,) if found else ()


def lacking(test: ast.expr, aliases: Mapping[tuple[str, str], str]) -> Compared | None:
    """The name that must be false for a test to fail: `x`, and nothing else."""
    name = _named(test, aliases)
    return Compared(name, FALSE, None) if name else None


def _named(node: ast.expr, aliases: Mapping[tuple[str, str], str]) -> str:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return aliases.get((node.value.id, node.attr), "")
    return node.id if isinstance(node, ast.Name) else ""


def compared(test: ast.expr, aliases: Mapping[tuple[str, str], str]) -> Compared | None:
    """What a test finds out by comparing a name with a literal or a constant, and nothing else:
    `x > 1`, `x is Mode.FAST`, or `x.startswith("a")`."""
    test, is_negated = without_not(test)
    if type(test) not in (ast.Compare, ast.Call):  # most are neither
        return None
    left: ast.expr
    match test:
        case ast.Compare(left, [operator], [other]) if not is_negated:
            word = _COMPARING.get(type(operator), "")
        case ast.Call(ast.Attribute(left, "startswith"), [other], []):
            word = _OPPOSITES[_STARTS] if is_negated else _STARTS
        case _:
            return None
    name = _named(left, aliases)
    if name and word in _SAMENESS and isinstance(other, ast.Attribute):
        member = _member(other)
        return Compared(name, word, member) if member else None
    if not (name and word and isinstance(other, ast.Constant)):
        return None
    value = other.value
    fits = (
        (isinstance(value, str) and len(value) <= _LONGEST_WORD and value.isascii())
        or (isinstance(value, int) and value <= LARGEST_INT)
        or isinstance(value, float)
        or value is None
    )
    return Compared(name, word, value) if fits else None  # type: ignore[arg-type]


def _member(node: ast.Attribute) -> Attr | None:
    """A constant of a module or class, as far as its spelling tells: `zmq.PUB`, `Mode.fast`."""
    names = [node.attr]
    while isinstance(node.value, ast.Attribute):
        node = node.value
        names.append(node.attr)
    if not isinstance(node.value, ast.Name):
        return None
    owner = [*names[1:], node.value.id][0].lstrip("_")
    if not (names[0].isupper() or owner[:1].isupper()):
        return None
    found: Expr = Name(node.value.id)
    for name in reversed(names):
        found = Attr(found, name)
    return found if isinstance(found, Attr) else None


def negated(found: Compared) -> Compared:
    """What holds where a test fails that finds this out."""
    return Compared(found.name, _OPPOSITES[found.word], found.value)


def with_need(known: tuple[Need, ...], found: Need) -> tuple[Need, ...]:
    """What must hold for a part to run, and this; that something is an instance of none of several
    classes is one need."""
    if type(found) is Sort and not found.fits:
        for one in known:
            if type(one) is Sort and one.name == found.name and not one.fits:
                classes = dict.fromkeys(one.classes + found.classes)
                found = Sort(found.name, tuple(classes)[:_MOST_CLASSES], False)
                known = tuple(other for other in known if other is not one)
    return (*known, found)[-_MOST_NEEDS:]


def without_not(test: ast.expr) -> tuple[ast.expr, bool]:
    """A condition without the `not` in front of it, and whether there was one."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand, True
    return test, False


def asked_of(test: ast.expr) -> str:
    """What a test asks for its class, and nothing else, by its name: `isinstance(x.y, ...)`."""
    if (
        isinstance(test, ast.Call)
        and isinstance(test.func, ast.Name)
        and test.func.id == "isinstance"
        and len(test.args) == 2
        and not (test.keywords or isinstance(test.args[1], ast.Starred))
    ):
        asked = test.args[0]
        return spelled(asked.target if isinstance(asked, ast.NamedExpr) else asked)
    return ""


def spelled(node: ast.expr) -> str:
    """A name, or an attribute by its dotted name; empty for anything else."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(names)]) if isinstance(node, ast.Name) else ""


def leaves_block(body: list[ast.stmt]) -> bool:
    """Whether nothing that stands behind a block runs after it."""
    return type(body[-1]) in _LEAVING


def kept(test: ast.expr, body: list[ast.stmt], known: Names) -> bool:
    """Whether a block does something once and keeps it, `if self.x is None: self.x = ...`, or
    returns what has been kept, `if self.x: return self.x`. A new name keeps nothing for the
    next call, unless it is that of a file which is there."""
    if not _assigns(body):
        return False
    asked = _identifiers(test)
    if not _is_kept(asked, body):
        return False
    if finds_file(test):
        return True
    given = [part for one in body if type(one) in _GIVING for part in _GIVING[type(one)](one)]
    names = {part.id for part in given if isinstance(part, ast.Name)}
    parts = [node for node in ast.walk(test) if isinstance(node, ast.Attribute)]
    new = {name for name in names if known.is_new(name)} - {node.attr for node in parts}
    return not new or _is_kept(asked - new, body)


def _assigns(body: list[ast.stmt]) -> bool:
    """Whether a block gives anything a value, or returns what has one: asked first, most do not."""
    return any(targets(body)) or any(targets(list(_assigned_below(body))))


def _is_kept(asked: set[str], body: list[ast.stmt]) -> bool:
    body = [*body, *_assigned_below(body)]
    return not asked.isdisjoint(targets(body)) and not asked.isdisjoint(
        targets([part for part in body if not _changes(part)])
    )


def _assigned_below(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The assignments in the branches of a block."""
    for part in body:
        if isinstance(part, ast.If):
            inner = [*part.body, *part.orelse]
            yield from (one for one in inner if isinstance(one, ast.Assign | ast.AnnAssign))
            yield from _assigned_below(inner)


def _changes(statement: ast.stmt) -> bool:
    """Whether something gets a value that is made from the one it has: `x = hashed(x)`."""
    if isinstance(statement, ast.AugAssign):
        return True
    if not isinstance(statement, ast.Assign):
        return False
    before = {_spelled(target) for target in statement.targets} - {""}
    return bool(before) and any(_spelled(node) in before for node in ast.walk(statement.value))


def _spelled(node: ast.AST) -> str:
    """How a name, an attribute or an item of one is spelled; empty for anything else."""
    match node:
        case ast.Name(id):
            return id
        case ast.Attribute(ast.Name(id), attr):
            return f"{id}.{attr}"
        case ast.Subscript(ast.Name(id), ast.Constant(key) | ast.Name(key)):
            return f"{id}[{key!r}]"
    return ""


def targets(body: list[ast.stmt]) -> Iterator[str]:
    """What a block assigns or returns: names, attributes, and caches by key."""
    for statement in body:
        kind = type(statement)
        if kind in _WITHIN:
            yield from targets(statement.body)  # type: ignore[attr-defined]
        for target in _GIVING[kind](statement) if kind in _GIVING else ():
            while isinstance(target, ast.Subscript):
                target = target.value
            if isinstance(target, ast.Name):
                yield target.id
            elif isinstance(target, ast.Attribute):
                yield target.attr


def header_of(handler: ast.ExceptHandler) -> At:
    """The words `except` and what it catches."""
    line, column = handler.lineno, handler.col_offset
    if handler.type is None:
        return (line, column, line, column + len("except"))
    end = handler.type
    return (line, column, end.end_lineno or line, end.end_col_offset or column)


def keeps(name: str, body: list[ast.stmt]) -> bool:
    """Whether a handler does anything with the exception but raise or log it."""
    parts: list[ast.AST] = list(body)
    for part in parts:  # grows while it is read
        if isinstance(part, ast.Name) and part.id == name:
            return True
        if isinstance(part, ast.Raise) or (isinstance(part, ast.Call) and _logs(part.func)):
            continue
        parts += ast.iter_child_nodes(part)
    return False


def _logs(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr in LOGGING
    return isinstance(function, ast.Name) and function.id == "print"


def _identifiers(test: ast.expr) -> set[str]:
    """Names, attributes and strings of a test; strings for `hasattr(self, "_x")`."""
    found: set[str] = set()
    parts: list[Any] = [test]
    for part in parts:  # grows while it is read
        kind = type(part)
        if kind is ast.Name:
            found.add(part.id)
        elif kind is ast.Attribute:
            found.add(part.attr)
            parts.append(part.value)
        elif kind is ast.Constant:
            if type(part.value) is str:
                found.add(part.value)
        elif kind is ast.Call:
            parts += [part.func, *part.args, *part.keywords]
        elif kind in OPERANDS:
            parts += OPERANDS[kind](part)
        else:
            parts += ast.iter_child_nodes(part)
    return found


def _returns(branch: ast.If) -> bool:
    """Whether a branch of the chain ends in `return`, and so decides about what follows."""
    other = branch.orelse
    return _leaves(branch.body) or (
        bool(other) and (_leaves(other) or (type(other[-1]) is ast.If and _returns(other[-1])))
    )


def is_stub(body: list[ast.stmt]) -> bool:
    """Whether there is nothing but a docstring, `pass`, `...` or `raise NotImplementedError`."""
    for statement in body:
        if isinstance(statement, ast.Raise):
            error = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
            if not (isinstance(error, ast.Name) and error.id == "NotImplementedError"):
                return False
        elif not isinstance(statement, ast.Pass) and not (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        ):
            return False
    return True
