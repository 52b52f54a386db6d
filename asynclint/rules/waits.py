"""Where a coroutine waits, and what keeps others out meanwhile."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from asynclint.tree import Tree

WAITS = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield)
LEAVING = (ast.Return, ast.Raise, ast.Break, ast.Continue)
LOCKS = ("lock", "mutex", "semaphore")  # in the names of what keeps others out


def waits_before(tree: Tree, node: ast.expr) -> Iterator[ast.AST]:
    """Where the function of a node may have waited when it comes to the node, in no order: a branch
    that waits and then leaves never comes there. Those in the node itself are among them."""
    runs = tree.function(node)
    end = tree.end(node)
    around = set(tree.parents(node))
    for one in tree.within(runs) if runs is not None else ():
        if isinstance(one, WAITS) and tree.start(one) < end and not _leaves(tree, one, around):
            yield one


def _leaves(tree: Tree, wait: ast.AST, around: set[ast.AST]) -> bool:
    """Whether a wait stands in a branch that leaves, and not `around` the node in question."""
    inner = wait
    for outer in tree.parents(wait):
        if inner not in around and isinstance(outer, ast.If):
            block = outer.body if inner in outer.body else outer.orelse
            if inner in block and isinstance(block[-1], LEAVING):
                return True
        inner = outer
    return False


def waited_at(tree: Tree, wait: ast.AST) -> int:
    """The offset at which a function has waited."""
    if isinstance(wait, ast.AsyncFor):
        return tree.end(wait.iter)
    if isinstance(wait, ast.AsyncWith):
        return tree.end(wait.items[-1].context_expr)
    return tree.end(wait)


def locks(tree: Tree, node: ast.expr) -> Iterator[ast.AsyncWith]:
    """The blocks around a node that, by their names, let nobody else in meanwhile."""
    for outer in tree.parents(node):
        if isinstance(outer, ast.AsyncWith):
            entered = (tree.text(item.context_expr).lower() for item in outer.items)
            if any(word in text for text in entered for word in LOCKS):
                yield outer
