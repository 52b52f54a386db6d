"""What a coroutine reads from a store, changes, and writes back whole.

Two that do so at once undo what the other has done. Code that waits for nothing between reading and
writing leaves them little room; a wait for a thread may leave seconds.

Deliberately not known: what other functions do with what they are handed, and objects whose
attributes are set: who maps objects to a database writes what has changed.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from asynclint.rules.undivided import place
from asynclint.rules.waits import WAITS, locks, waits_before
from asynclint.tree import Tree, Unfixable


def check_updates(tree: Tree, node: ast.expr, mutating: Collection[str]) -> None:
    """Raise `Unfixable` when a wait in the place of a node would be the only one between reading a
    container and writing it back; `mutating` are the methods that change containers."""
    runs = tree.function(node)
    assert isinstance(runs, ast.AsyncFunctionDef)
    start, end = tree.start(node), tree.end(node)
    before = [one for one in waits_before(tree, node) if tree.end(one) <= start]
    waits = (one for one in tree.within(runs) if isinstance(one, WAITS))
    after = [one for one in waits if tree.start(one) >= end]
    if not before or not after or any(locks(tree, node)):
        return
    last, first = max(before, key=tree.end), min(after, key=tree.start)
    read = tree.parent(last)
    if not isinstance(read, ast.Assign | ast.AnnAssign) or not isinstance(first, ast.Await):
        return
    names = set(_stored(read))
    between = [
        one
        for one in tree.within(runs)
        if isinstance(one, ast.expr | ast.stmt)
        and tree.end(read) <= tree.start(one) <= tree.start(first)
    ]
    size = 0
    while size < len(names):  # what is made of it, and of that
        size = len(names)
        for one in between:
            names |= set(_made(one, names, mutating))
    changed = any(_changes(one, names, mutating) for one in between)
    written = first.value
    if changed and isinstance(written, ast.Call) and _mentions(written, names):
        name = next(iter(_stored(read)), "it")
        raise Unfixable(
            f"`{name}` is read before it and written back after it: what others write in between "
            "would be lost"
        )


def _stored(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            yield one.id


def _mentions(node: ast.AST, names: Collection[str]) -> bool:
    return any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(node))


def _made(node: ast.AST, names: Collection[str], mutating: Collection[str]) -> Iterator[str]:
    """The variables into which something of these goes."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if node.value is not None and _mentions(node.value, names):
            yield from map(_root, targets)
    elif isinstance(node, ast.For) and _mentions(node.iter, names):
        yield from _stored(node.target)
    elif (owner := _mutated(node, mutating)) is not None and _mentions(node, names):
        yield _root(owner)


def _changes(node: ast.AST, names: Collection[str], mutating: Collection[str]) -> bool:
    """Whether a container of that name is changed, or made of what is in one."""
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        return _root(node) in names
    if (owner := _mutated(node, mutating)) is not None:
        return _root(owner) in names
    if isinstance(node, ast.Dict):  # `{**x, ...}`
        pairs = zip(node.keys, node.values, strict=True)
        return any(key is None and _mentions(value, names) for key, value in pairs)
    return isinstance(node, ast.Starred) and _mentions(node, names)


def _mutated(node: ast.AST, mutating: Collection[str]) -> ast.expr | None:
    func = node.func if isinstance(node, ast.Call) else None
    return func.value if isinstance(func, ast.Attribute) and func.attr in mutating else None


def _root(node: ast.expr) -> str:
    return place(node).partition(".")[0]
