"""What can be done about functions that are called, or cannot be, where they are handed over."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.index.summary import At
from asynclint.program import Function
from asynclint.program.handovers import HandOver, Mistake
from asynclint.program.types import External, Method
from asynclint.rules.base import Context
from asynclint.rules.threads import check_loop_free, check_place
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import require


def offload_position(function: Function, ctx: Context, tree: Tree, outer: ast.Call) -> int | None:
    """Which argument a call runs in a thread, if it does such a thing."""
    at = tree.at(outer)
    for call in function.body.calls:
        if call.at == at:
            for one in ctx.program.types.of(call.func, function):
                if isinstance(one, External):
                    where = ctx.program.knowledge.offloads.get(one.name)
                    if isinstance(where, int):
                        return where
    return None


def mended(found: HandOver, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """What was meant to be handed over is, or what cannot be is awaited instead."""
    outer = tree.find(found.call.at, ast.Call)
    position = offload_position(found.function, ctx, tree, outer)
    if position is None or len(outer.args) <= position:
        raise Unfixable("what is handed over is passed by name")
    given = outer.args[: position + 2]
    if any(isinstance(argument, ast.Starred) for argument in given):
        raise Unfixable("its arguments cannot be told apart")
    match found.what:
        case Mistake.CALLED:
            assert found.inner is not None
            for one in ctx.program.types.of(found.inner.func, found.function):
                if isinstance(one, Method):
                    check_loop_free(ctx, one.function)
            reasons = (Reason.THREAD_SAFETY,)
            yield from uncalled(found.function, found.inner.at, reasons, ctx, tree)
        case Mistake.COROUTINE | Mistake.MAKES_COROUTINE:
            yield _awaited(found, outer, position, ctx, tree)
        case Mistake.TUPLE:
            yield _unpacked(outer, position, "Hand over the function and its arguments", tree)
        case Mistake.ARGUMENTS:
            yield _unpacked(outer, position + 1, "Pass the arguments one by one", tree)


def uncalled(
    function: Function, at: At, reasons: tuple[Reason, ...], ctx: Context, tree: Tree
) -> Iterator[Fix]:
    """`to_thread(work(x))` -> `to_thread(work, x)`: it was meant to run there. Nothing if the call
    at this place is not what another one runs in a thread."""
    call = tree.find(at, ast.Call)
    outer = tree.parent(call)
    if not isinstance(outer, ast.Call) or call not in outer.args:
        return
    position = offload_position(function, ctx, tree, outer)
    if position is None or outer.args.index(call) != position:
        return
    paren, end = tree.open_paren(call), tree.end(call)
    if tree.has_comment(paren, end):
        raise Unfixable("a comment is in the way")
    arguments = [*call.args, *call.keywords]
    inside = tree.skip(paren + 1)
    last = tree.end(arguments[-1]) if arguments else inside
    title = f"Hand over `{tree.text(call.func)}` itself"
    safety = Safety.UNSAFE if reasons else Safety.SAFE
    if _wraps(ctx, outer):  # `sync_to_async(work(x))()`
        edits = _passed_on(tree, call, outer, tree.source.text[inside:last])
        yield Fix(title, edits, safety, reasons)
        return
    if call.keywords and outer.keywords:
        raise Unfixable("keywords of both calls would be mixed up")
    if outer.args[position + 1 :]:
        raise Unfixable("it is not clear which call the arguments are for")
    edits = (
        tree.replace(paren, inside, ", " if arguments else ""),
        tree.replace(last, end, ""),
    )
    if call.keywords and not _takes_keywords(ctx, outer):
        bound, imports = require(tree, "functools", "partial", call)
        edits = (
            tree.insert(tree.start(call), f"{bound}("),
            tree.replace(paren, paren + 1, ", "),
            *imports,
        )
    yield Fix(title, edits, safety, reasons)


def _passed_on(tree: Tree, call: ast.Call, outer: ast.Call, arguments: str) -> tuple[Edit, ...]:
    """The arguments of a call go to what is made of the function."""
    paren, end = tree.open_paren(call), tree.end(call)
    user = tree.parent(outer)
    if isinstance(user, ast.Call) and user.func is outer:
        if user.args or user.keywords:
            raise Unfixable("it is not clear which call the arguments are for")
        opened = tree.open_paren(user) + 1
        return tree.replace(paren, end, ""), tree.insert(opened, arguments)
    return tree.replace(paren, end, ""), tree.insert(tree.end(outer), f"({arguments})")


def _wraps(ctx: Context, outer: ast.Call) -> bool:
    """Whether a call makes a function of a function, and does not call it."""
    return any(hop.wraps for hop in ctx.program.knowledge.remedies.HOPS if _is(hop.attr, outer))


def _takes_keywords(ctx: Context, outer: ast.Call) -> bool:
    return any(
        hop.keywords and not hop.wraps
        for hop in ctx.program.knowledge.remedies.HOPS
        if _is(hop.attr, outer)
    )


def _is(attr: str, outer: ast.Call) -> bool:
    return ast.unparse(outer.func).rpartition(".")[2] == attr.rpartition(".")[2]


def _awaited(found: HandOver, outer: ast.Call, position: int, ctx: Context, tree: Tree) -> Fix:
    """`await to_thread(fetch, x)` and `await to_thread(fetch(x))` -> `await fetch(x)`."""
    waiting: ast.AST = tree.parent(outer)
    whole: ast.expr = outer
    if _wraps(ctx, outer) and isinstance(waiting, ast.Call) and waiting.func is outer:
        if waiting.args or waiting.keywords:
            raise Unfixable("it is not clear which call the arguments are for")
        whole, waiting = waiting, tree.parent(waiting)
    if not isinstance(waiting, ast.Await):
        raise Unfixable("whether to await the coroutine or to start a task is for the author")
    check_place(ctx, found.function, tree, outer)
    handed = outer.args[position]
    start, end = tree.start(whole), tree.end(whole)
    if found.inner is not None:
        if len(outer.args) > position + 1 or outer.keywords:
            raise Unfixable("it is not clear which call the arguments are for")
        edits: tuple[Edit, ...] = (
            tree.replace(start, tree.start(handed), ""),
            tree.replace(tree.end(handed), end, ""),
        )
    else:
        rest = [*outer.args[position + 1 :], *outer.keywords]
        first = min(map(tree.start, rest), default=tree.end(outer) - 1)
        edits = (
            tree.replace(start, tree.start(handed), ""),
            tree.replace(tree.end(handed), first, "("),
        )
        if whole is not outer:
            edits += (tree.replace(tree.end(outer), end, ""),)
    if tree.has_comment(start, end):
        raise Unfixable("a comment is in the way")
    return Fix(f"Await `{found.name}`", edits, Safety.UNSAFE, (Reason.LATENCY,))


def _unpacked(outer: ast.Call, position: int, title: str, tree: Tree) -> Fix:
    """`to_thread(work, (1, 2))` -> `to_thread(work, 1, 2)`."""
    given = outer.args[position]
    if not isinstance(given, ast.Tuple):
        edits: tuple[Edit, ...] = (tree.insert(tree.start(given), "*"),)
    elif not given.elts:
        raise Unfixable("the tuple is empty")
    else:
        start, end = tree.start(given), tree.end(given)
        first, last = tree.start(given.elts[0]), tree.end(given.elts[-1])
        if tree.has_comment(start, first) or tree.has_comment(last, end):
            raise Unfixable("a comment is in the way")
        edits = (tree.replace(start, first, ""), tree.replace(last, end, ""))
    return Fix(title, edits, Safety.UNSAFE, (Reason.THREAD_SAFETY,))
