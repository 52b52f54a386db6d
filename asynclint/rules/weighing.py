"""Whether a thread is worth its while: a hop costs a line that is harder to read, a switch of
threads, and a place where other tasks run. Where nobody gains by it, it is shown and not applied.

What is awaited instead of blocking costs nothing, and is applied there as well.
"""

from __future__ import annotations

import ast

from asynclint.index.summary import Name
from asynclint.knowledge import Kind
from asynclint.program import Function
from asynclint.program.blocking import Site
from asynclint.program.types import External, Method
from asynclint.rules.base import Context
from asynclint.rules.blocking import is_test
from asynclint.rules.references import Scopes
from asynclint.tree import Tree, Unfixable

_WAITS = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield)
_ENDING = frozenset({"KeyboardInterrupt", "SystemExit", "GeneratorExit"})


def check_gain(site: Site, ctx: Context, tree: Tree) -> None:
    """Raise `Unfixable` when hardly anything could run on the loop while a thread does the work."""
    if site.sink.kind is Kind.INPUT:
        raise Unfixable("who runs it is asked, and hardly anything else goes on meanwhile")
    if is_test(site.function):
        raise Unfixable("in a test hardly anything else goes on meanwhile")
    if site.sink.name in ctx.program.knowledge.remedies.BRIEF:
        raise Unfixable("to hand it to a thread takes about as long as what it does")
    node = tree.find(site.at, ast.expr)
    if _ends_program(tree, node):
        raise Unfixable("the program ends here, and nothing else goes on")
    if _begins_program(site, ctx, tree, node):
        raise Unfixable("the program begins with it, before anything else runs on the loop")


def _ends_program(tree: Tree, node: ast.expr) -> bool:
    """Whether a node is in a handler for what ends programs."""
    return any(
        isinstance(outer, ast.ExceptHandler)
        and isinstance(outer.type, ast.Name)
        and outer.type.id in _ENDING
        for outer in tree.parents(node)
    )


def _begins_program(site: Site, ctx: Context, tree: Tree, node: ast.expr) -> bool:
    """Whether a node is what a program does before it first waits, or starts a task."""
    function, runs = site.function, tree.function(node)
    if function.owner is not None or function.parent is None or function.parent.index:
        return False
    if not isinstance(runs, ast.AsyncFunctionDef) or _is_preceded(ctx, tree, runs, node):
        return False
    scopes = Scopes(function.module, tree)
    name = function.info.name
    named = [n for n in tree.nodes if isinstance(n, ast.Name) and n.id == name]
    return bool(named) and all(_is_run(ctx, scopes, one) for one in named)


def _is_preceded(ctx: Context, tree: Tree, runs: ast.AsyncFunctionDef, node: ast.expr) -> bool:
    """Whether a coroutine may wait, or have something run, before it comes to a node."""
    here = tree.start(node)
    repeated = {
        inner
        for loop in tree.parents(node)
        if isinstance(loop, ast.For | ast.While)
        for inner in ast.walk(loop)
    }
    starting = ctx.program.knowledge.remedies.LOOP_NAMES
    for other in tree.within(runs):
        waits = isinstance(other, _WAITS)
        if isinstance(other, ast.Call):
            waits = ast.unparse(other.func).rpartition(".")[2] in starting
        if waits and (other in repeated or tree.start(other) < here):
            return True
    return False


def _is_run(ctx: Context, scopes: Scopes, node: ast.Name) -> bool:
    """Whether a function is called there for what runs an event loop for its coroutine."""
    tree = scopes.tree
    made = tree.parent(node)
    if not isinstance(made, ast.Call) or isinstance(tree.function(node), ast.AsyncFunctionDef):
        return False
    outer = tree.parent(made)
    word = None
    if isinstance(outer, ast.keyword):
        word, outer = outer.arg, tree.parent(outer)
    found = scopes.call(outer) if isinstance(outer, ast.Call) else None
    if found is None or not isinstance(outer, ast.Call) or made is outer.func:
        return False
    for one in ctx.program.types.of(found[1].func, found[0]):
        if isinstance(one, External) and one.name in ctx.program.knowledge.remedies.RUNNING:
            return True
        if isinstance(one, Method) and one.function.owner is None:
            params = [param.name for param in one.function.info.params]
            given = word
            if word is None:
                given = "".join(params[outer.args.index(made) :][:1])
            return _runs(ctx, one.function, given)
    return False


def _runs(ctx: Context, function: Function, param: str | None) -> bool:
    """Whether a function runs an event loop for a coroutine that is a parameter."""
    return any(
        isinstance(one, External)
        and one.name in ctx.program.knowledge.remedies.RUNNING
        and isinstance(first, Name)
        and first.id == param
        for call in function.body.calls
        for first in call.args[:1]
        for one in ctx.program.types.of(call.func, function)
    )
