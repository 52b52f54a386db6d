"""Statements below each other that block, in one small function instead of a thread for each."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from asynclint.diagnostic import Fix, Safety
from asynclint.index.summary import Call
from asynclint.program.blocking import Site
from asynclint.rules.base import Context
from asynclint.rules.blocks import (
    Carried,
    check_calls,
    check_form,
    in_function,
    is_read_behind,
    suppresses,
)
from asynclint.rules.threads import idioms
from asynclint.tree import Tree, Unfixable

_FURTHEST = 10  # statements above and below
_MOST_RETURNED = 2  # values of a small function
_SIMPLE = ast.Expr | ast.Assign | ast.AnnAssign | ast.Return


def joined(
    site: Site, ctx: Context, tree: Tree, threaded: Callable[[Site, Context, Tree], bool]
) -> Iterator[Fix]:
    """`a = f(x)` and `b = g(a)` below it -> one function that a thread runs, which does both.

    Nothing where only one statement blocks; `threaded` tells which calls are best done in a thread.
    """
    node = tree.find(site.at, ast.Call)
    block = _run(site, ctx, tree, tree.statement(node), threaded)
    if len(block) < 2:
        return
    carried = _carried(tree, block)
    first, last = tree.at(block[0]), tree.at(block[-1])
    check_calls(ctx, site.function, (*first[:2], *last[2:]))
    words = ("get", "") if len(carried.returned) == 1 else _words(block, site, ctx, tree)
    for idiom in idioms(ctx, site.function, tree, node, site.sink.name):
        edits = in_function(tree, block, idiom, words, carried)
        title = f"Run it and what blocks beside it in one thread with `{idiom.shown}`"
        yield Fix(title, edits, Safety.UNSAFE, idiom.reasons)


def _run(
    site: Site,
    ctx: Context,
    tree: Tree,
    statement: ast.stmt,
    threaded: Callable[[Site, Context, Tree], bool],
) -> list[ast.stmt]:
    """A statement and its neighbours of which each blocks, and is best done in a thread."""
    siblings = tree.block(statement)
    index = siblings.index(statement)
    near = [s for s in siblings[max(index - 1, 0) : index + 2] if _may_block(tree, s)]
    if statement not in near or len(near) < 2:
        return []  # which is cheap to know

    def is_one(neighbour: ast.stmt) -> bool:
        here = _sites(neighbour, site, ctx, tree)
        if not here or not _may_block(tree, neighbour):
            return False
        return all(
            isinstance(one.chain[0][1].place, Call) and threaded(one, ctx, tree) for one in here
        )

    begin, end = index, index + 1
    while begin > 0 and index - begin < _FURTHEST and is_one(siblings[begin - 1]):
        begin -= 1
    while end < len(siblings) and end - index < _FURTHEST and is_one(siblings[end]):
        end += 1
    return siblings[begin:end] if is_one(statement) else []


def _sites(statement: ast.stmt, near: Site, ctx: Context, tree: Tree) -> list[Site]:
    """What blocks in a statement of the function that another blocking call is in."""
    places = [tree.at(node) for node in tree.within(statement) if isinstance(node, ast.expr)]
    found = (ctx.program.blocking.at(near.function, at) for at in dict.fromkeys(places))
    return [one for one in found if one is not None]


def _may_block(tree: Tree, statement: ast.stmt) -> bool:
    """Whether a statement is of a form that can move, and calls something."""
    if not isinstance(statement, _SIMPLE) or not tree.stands_alone(statement):
        return False
    return next(tree.calls(statement), None) is not None


def _carried(tree: Tree, block: list[ast.stmt]) -> Carried:
    """What some statements hand to the code behind them; `Unfixable` where they change more than
    names of their own, or more names than a function can return and be read."""
    known: set[str] = set()
    for statement in block:
        inside = set(tree.within(statement))
        check_form(tree, statement, inside)
        targets = _targets(statement)
        if any(isinstance(node, ast.NamedExpr) for node in inside):
            raise Unfixable("it binds names in the middle of an expression")
        used = {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        later = {name for s in block for name in _targets(s)} - known
        if used & later:
            raise Unfixable("a name is used before it gets another value")
        known |= set(targets)
    names = dict.fromkeys(name for statement in block for name in _targets(statement))
    leaves = isinstance(block[-1], ast.Return)
    returned = [n for n in names if not leaves and is_read_behind(tree, block[-1], n)]
    if len(returned) > _MOST_RETURNED:
        raise Unfixable("it gives more than a function can return and be read")
    _check_failures(tree, block)
    runs = tree.function(block[0])
    outer = (
        (n for n in tree.within(runs) if isinstance(n, ast.Global | ast.Nonlocal)) if runs else ()
    )
    if any(name in names for node in outer for name in node.names):
        raise Unfixable("it assigns to a name of another scope")
    return Carried(tuple(returned), (), leaves)


def _check_failures(tree: Tree, block: list[ast.stmt]) -> None:
    """Raise `Unfixable` when a statement that fails is survived, and what those before it have set
    is read then: in a function of their own, it would be lost."""
    names = {name for statement in block[:-1] for name in _targets(statement)}
    runs = tree.function(block[0])
    inner: ast.AST = block[0]
    for outer in tree.parents(inner):
        if outer is runs or runs is None:
            return
        body = outer.body if isinstance(outer, ast.Try | ast.With | ast.AsyncWith) else []
        survives = isinstance(outer, ast.Try) or any(
            suppresses(item.context_expr) for item in getattr(outer, "items", ())
        )
        if inner in body and survives:
            kept = {node for statement in body for node in ast.walk(statement)}
            for node in set(ast.walk(runs)) - kept:
                if (
                    isinstance(node, ast.Name)
                    and isinstance(node.ctx, ast.Load)
                    and node.id in names
                ):
                    raise Unfixable(f"`{node.id}` is read where one of them has failed")
        inner = outer


def _targets(statement: ast.stmt) -> list[str]:
    """The names that a simple statement binds."""
    targets: list[ast.expr] = []
    targets += [statement.target] if isinstance(statement, ast.AnnAssign) else []
    targets += statement.targets if isinstance(statement, ast.Assign) else []
    names = [n for t in targets for n in (t.elts if isinstance(t, ast.Tuple) else [t])]
    if not all(isinstance(name, ast.Name) for name in names):
        raise Unfixable("it assigns to more than variables of the function")
    return [name.id for name in names if isinstance(name, ast.Name)]


def _words(block: list[ast.stmt], site: Site, ctx: Context, tree: Tree) -> tuple[str, str]:
    """How to call a function that does what some statements do: by what blocks first and last."""
    first, last = (
        _callee(tree.find(_sites(statement, site, ctx, tree)[0].at, ast.Call))
        for statement in (block[0], block[-1])
    )
    return (first, "all") if first == last else (f"{first}_and", last)


def _callee(call: ast.Call) -> str:
    called = call.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "do")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_")
