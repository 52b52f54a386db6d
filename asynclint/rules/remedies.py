"""What can be done about a blocking call: attempts, from the closest to the most general."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator
from functools import partial
from typing import NoReturn, TypeAlias

from msgspec.structs import replace

from asynclint.diagnostic import Fix, Reason, Safety
from asynclint.index.summary import Call
from asynclint.knowledge import Kind
from asynclint.program.blocking import Site
from asynclint.rules.base import Attempt, Context
from asynclint.rules.exchanging import exchanged
from asynclint.rules.handing import offload_position, uncalled
from asynclint.rules.hopping import moved, set_apart, wrapped
from asynclint.rules.joining import joined
from asynclint.rules.moves import (
    check_left_open,
    check_used_alone,
    filed,
    is_opening,
    listed,
    moved_block,
    opened,
    read,
)
from asynclint.rules.sleeping import slept
from asynclint.rules.threads import check_known, check_place, check_sink, idioms
from asynclint.rules.turning import turned
from asynclint.rules.twins import iterated, requested, twinned
from asynclint.rules.weighing import check_gain
from asynclint.tree import Tree, Unfixable

_Remedy: TypeAlias = Callable[[Site, Context, Tree], Iterator[Fix]]


def attempts(site: Site, ctx: Context) -> tuple[Attempt, ...]:
    """What may help against a blocking call, the best first."""
    instead, threads = _tried(site)
    if not threads:
        return tuple(partial(attempt, site, ctx) for attempt in instead)
    return (
        *(partial(attempt, site, ctx) for attempt in instead),
        partial(worth_it, site, ctx),
        *(partial(weighed, attempt, site, ctx) for attempt in (*threads, together, made_async)),
        partial(nothing, site, ctx),
    )


def weighed(attempt: _Remedy, site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """What an attempt comes to; only shown where it is not worth it."""
    for fix in attempt(site, ctx, tree):
        try:
            check_gain(site, ctx, tree)
            yield fix
        except Unfixable:
            reasons = (*fix.reasons, Reason.LITTLE_GAIN)
            yield replace(fix, safety=Safety.MANUAL, reasons=reasons)


def worth_it(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """No fix, but why one that follows is only shown."""
    check_gain(site, ctx, tree)
    yield from ()


def made_async(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """A helper that blocks becomes a coroutine function, and all that call it."""
    return turned(site, ctx, tree, repair)


def repair(site: Site, ctx: Context, tree: Tree) -> Fix:
    """The best that can be done about a blocking call where it stands; `Unfixable` if nothing."""
    why = "what blocks in it stays as it is"
    for attempt in itertools.chain(*_tried(site)):
        try:
            for fix in attempt(site, ctx, tree):
                if fix.safety >= Safety.UNSAFE:
                    return fix
        except Unfixable as error:
            why = str(error)
    raise Unfixable(why)


def given_to_run(_: Site, __: Context, ___: Tree) -> NoReturn:
    """What is said where a function blocks by running what it is given."""
    raise Unfixable("what blocks is handed to a function, which serves others as well")


def nothing(site: Site, _: Context, __: Tree) -> NoReturn:
    """What is said where no other attempt says anything."""
    if site.sink.kind is Kind.IMPORT:
        raise Unfixable("importing in a thread runs the module's code there")
    raise Unfixable("the code is of a form that is not rewritten")


# ---------------------------------------------------------------- await something else


def unwrapped(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`asyncio.run(main())` -> `await main()`."""
    position = ctx.program.knowledge.remedies.RUNNING.get(site.sink.name)
    if len(site.chain) > 1 or position is None:
        return
    call = tree.find(site.at, ast.Call)
    check_place(ctx, site.function, tree, call)
    if len(call.args) != position + 1 or call.keywords:
        raise Unfixable("its arguments cannot be told apart")
    inner = call.args[position]
    if isinstance(inner, ast.Starred | ast.Await | ast.GeneratorExp):
        raise Unfixable("its argument cannot be awaited as written")
    start, end = tree.start(call), tree.end(call)
    if tree.has_comment(start, tree.start(inner)) or tree.has_comment(tree.end(inner), end):
        raise Unfixable("a comment is in the way")
    tight = isinstance(inner, ast.Call | ast.Name | ast.Attribute | ast.Subscript)
    parent = tree.parent(call)
    outside = isinstance(parent, ast.Attribute | ast.Subscript) and parent.value is call
    open_ = ("(" if outside else "") + "await " + ("" if tight else "(")
    close = ("" if tight else ")") + (")" if outside else "")
    yield Fix(
        "Await the coroutine",
        (
            tree.replace(start, tree.start(inner), open_),
            tree.replace(tree.end(inner), end, close),
        ),
        Safety.UNSAFE,
        (Reason.ORDERING,),
    )


# ---------------------------------------------------------------- a worker thread


def handed_uncalled(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`to_thread(work(x))` -> `to_thread(work, x)`: it was meant to run there."""
    reasons = () if site.sink.kind is Kind.SLEEP else (Reason.THREAD_SAFETY,)
    fixes = list(uncalled(site.function, site.at, reasons, ctx, tree))
    if fixes:
        check_sink(site, ctx)
    yield from fixes


def hopped(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`f(x)` -> `await asyncio.to_thread(f, x)`, in each idiom that fits."""
    call = tree.find(site.at, ast.Call)
    outer = tree.parent(call)
    if (
        isinstance(outer, ast.Call)
        and offload_position(site.function, ctx, tree, outer) is not None
    ):
        raise Unfixable("it is part of a call that runs in a thread already")
    if isinstance(outer, ast.For | ast.comprehension) and is_opening(site):
        return  # what it gives would be read on the loop
    check_place(ctx, site.function, tree, call)
    check_sink(site, ctx)
    check_known(site, ctx, tree, call)
    _check_undecided(tree, call)
    name = tree.text(call.func).rpartition(".")[2]
    if name in ctx.program.knowledge.remedies.STOPPING and len(call.args) < 2:
        raise Unfixable("`StopIteration` cannot leave a thread")
    whole: ast.expr = call
    if len(site.chain) == 1:
        if site.sink.name in ctx.program.knowledge.remedies.LAZY:
            whole = _read_at_once(ctx, tree, call)
        elif site.sink.name in ctx.program.knowledge.remedies.OPENING:
            check_left_open(tree, call)
        check_used_alone(tree, call)
    for idiom in idioms(ctx, site.function, tree, call, site.sink.name):
        if whole is not call:
            edits = wrapped(tree, whole, idiom)
        else:
            edits = set_apart(tree, call, idiom) or moved(tree, call, idiom)
        yield Fix(f"Run it in a thread with `{idiom.shown}`", edits, Safety.UNSAFE, idiom.reasons)


def together(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """Neighbours that each get a thread of their own, in one small function that a thread runs."""
    return joined(site, ctx, tree, _is_threaded)


def _is_threaded(site: Site, ctx: Context, tree: Tree) -> bool:
    """Whether the best that can be done about a blocking call is to do it in a thread."""
    instead, threads = _tried(site)
    if any(_made(attempt, site, ctx, tree) for attempt in instead):
        return False
    return any(_made(attempt, site, ctx, tree) for attempt in threads if attempt in (filed, hopped))


def _made(attempt: _Remedy, site: Site, ctx: Context, tree: Tree) -> bool:
    try:
        return next(attempt(site, ctx, tree), None) is not None
    except Unfixable:
        return False


def _check_undecided(tree: Tree, call: ast.Call) -> None:
    """Raise `Unfixable` when the same function is handed over elsewhere in the coroutine: its
    author knows, and has decided so for this case."""
    runs = tree.function(call)
    assert runs is not None
    callee = ast.dump(call.func)
    for other in tree.calls(runs):
        if isinstance(tree.parent(other), ast.Await) and callee in map(ast.dump, other.args):
            raise Unfixable(
                f"`{tree.text(call.func)}` is handed over elsewhere, and here it is not"
            )


def _read_at_once(ctx: Context, tree: Tree, call: ast.Call) -> ast.expr:
    """`list(path.glob("*"))` around a call that does nothing before it is read."""
    outer = tree.parent(call)
    reading = ctx.program.knowledge.remedies.READING
    if isinstance(outer, ast.Call) and outer.args[:1] == [call]:
        is_plain = isinstance(outer.func, ast.Name) and outer.func.id in reading
        if is_plain and not any(isinstance(node, ast.Await) for node in ast.walk(outer)):
            return outer
    raise Unfixable("it does its work when it is read, which may be on the event loop")


def _tried(site: Site) -> tuple[tuple[_Remedy, ...], tuple[_Remedy, ...]]:
    """What is tried: what blocks is done in another way, or in a thread."""
    if site.chain[0][1].run is not None:
        return (given_to_run,), ()
    if isinstance(site.chain[0][1].place, Call):
        return _INSTEAD, (filed, moved_block, opened, listed, hopped)
    return (iterated,), (moved_block, listed, read)


_INSTEAD = (handed_uncalled, slept, unwrapped, twinned, iterated, requested, exchanged)
