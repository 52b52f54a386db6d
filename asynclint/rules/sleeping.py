"""What can be done about sleeping and busy loops: an awaited sleep."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.program.blocking import Site
from asynclint.program.sockets import Starving
from asynclint.rules.base import Context
from asynclint.rules.hopping import awaited
from asynclint.rules.threads import check_place
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import imported_modules, require


def slept(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`time.sleep(x)` -> `await asyncio.sleep(x)`."""
    if len(site.chain) > 1 or site.sink.name not in ctx.program.knowledge.remedies.SLEEPING:
        return
    call = tree.find(site.at, ast.Call)
    check_place(ctx, site.function, tree, call)
    if len(call.args) != 1 or call.keywords or isinstance(call.args[0], ast.Starred):
        raise Unfixable("its argument cannot be seen")
    callee, imports = _sleep(ctx, tree, call)
    edits = (
        *awaited(tree, call),
        tree.replace(tree.start(call.func), tree.end(call.func), callee),
        *imports,
    )
    reasons = (Reason.ORDERING,) if _is_interruptible(tree, call) else ()
    yield Fix(
        f"Await `{callee}` instead", edits, Safety.UNSAFE if reasons else Safety.SAFE, reasons
    )


def _sleep(ctx: Context, tree: Tree, near: ast.AST) -> tuple[str, tuple[Edit, ...]]:
    """How the sleep of the event loop that the file uses is written."""
    packages = imported_modules(tree)
    sleeps = ctx.program.knowledge.remedies.SLEEPS
    library = next((name for name in sleeps if name in packages), "asyncio")
    module, attr = sleeps[library]
    return require(tree, module, attr, near)


def _is_interruptible(tree: Tree, call: ast.Call) -> bool:
    """Whether it matters that other tasks run here from now on: in a `with` block, whatever it
    holds, and where something shared is read before and written after."""
    runs = tree.function(call)
    assert isinstance(runs, ast.AsyncFunctionDef)
    loops: list[ast.AST] = []
    for outer in tree.parents(call):
        if outer is runs:
            break
        if isinstance(outer, ast.With):
            return True
        if isinstance(outer, ast.For | ast.While | ast.AsyncFor):
            loops.append(outer)
    repeated = {node for loop in loops for node in ast.walk(loop)}
    here = tree.start(call)
    shared = {
        name
        for node in tree.within(runs)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    }
    read: set[str] = set()
    written: set[str] = set()
    for node in tree.within(runs):
        if not (
            isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id in shared)
        ):
            continue
        before, again = tree.start(node) < here, node in repeated
        if isinstance(node.ctx, ast.Load):
            if before or again:
                read.add(ast.unparse(node))
        elif (not before or again) and not isinstance(tree.parent(node), ast.AugAssign):
            written.add(ast.unparse(node))
    return not read.isdisjoint(written)


def gives_way(found: Starving, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`await asyncio.sleep(0)` once in each turn of a loop."""
    if found.turns:
        raise Unfixable("to give way in every turn would slow it down: it belongs into a process")
    loop = tree.headed(found.at, ast.While)
    if not isinstance(tree.function(loop), ast.AsyncFunctionDef):
        raise Unfixable("nothing can be awaited in it, since it is no coroutine function")
    last = loop.body[-1]
    if not tree.stands_alone(last):
        raise Unfixable("other code stands on the same line")
    written, imports = _sleep(ctx, tree, loop)
    line = f"await {written}(0)"
    if any(isinstance(node, ast.Continue) for node in tree.within(loop)):
        first = loop.body[0]
        edit = tree.insert(tree.start(first), f"{line}\n{tree.indent(first)}")
    else:
        edit = tree.below(last, line)
    yield Fix("Give way in each turn", (edit, *imports), Safety.UNSAFE, (Reason.ORDERING,))
