"""Whether a thread is worth its while: a hop costs a line that is harder to read, a switch of
threads, and a place where other tasks run. Where nobody gains by it, it is shown and not applied.

What is awaited instead of blocking costs nothing, and is applied there as well.
"""

from __future__ import annotations

import ast
import re

from asynclint.index.summary import YIELDED, At, Attr, Call, Const, Name, Ref
from asynclint.knowledge import Kind
from asynclint.program import Function
from asynclint.program.blocking import Site
from asynclint.program.types import External, Method
from asynclint.rules.base import Context
from asynclint.rules.blocking import is_test
from asynclint.rules.references import Scopes
from asynclint.rules.waits import WAITS
from asynclint.tree import Tree, Unfixable

# Where the code of commands is, that do one thing after the other.
_COMMAND = re.compile(
    r"(^|/)(_?cli|cmds|scripts|bin|management/commands)/|(^|/)(cli|__main__)\.py$"
)
_LONGEST = 4  # coroutines that await each other
_MOST = 24  # modules that mention a coroutine function
_ENDING = frozenset({"KeyboardInterrupt", "SystemExit", "GeneratorExit"})


def check_gain(site: Site, ctx: Context, tree: Tree) -> None:
    """Raise `Unfixable` when hardly anything could run on the loop while a thread does the work."""
    if site.sink.kind is Kind.INPUT or _asks(site, ctx):
        raise Unfixable("who runs it is asked, and hardly anything else goes on meanwhile")
    if is_test(site.function):
        raise Unfixable("in a test hardly anything else goes on meanwhile")
    remedies = ctx.program.knowledge.remedies
    is_busy = bool(site.function.called(remedies.BUSY_NAMES))
    if _COMMAND.search(site.function.module.path) and not is_busy:
        raise Unfixable("in a command hardly anything else goes on meanwhile")
    if site.sink.name in remedies.BRIEF:
        raise Unfixable("to hand it to a thread takes about as long as what it does")
    node = tree.find(site.at, ast.expr)
    if _ends_program(tree, node) or (_is_last(tree, node) and _is_program(site, ctx, tree)):
        raise Unfixable("the program ends here, and nothing else goes on")
    if not _is_preceded(ctx, tree, node) and _is_program(site, ctx, tree):
        raise Unfixable("the program begins with it, before anything else runs on the loop")
    if _is_alone(site.function, ctx):
        raise Unfixable("the program does one thing after the other, and nothing else goes on")
    if _is_start(site.function, site.at, ctx):
        raise Unfixable("the server starts with it, before it takes requests")


def _asks(site: Site, ctx: Context) -> bool:
    """Whether the helper that is called may also ask who runs the program."""
    rows = ctx.program.blocking.primitives(site.chain[1][0]) if len(site.chain) > 1 else []
    return any(row.kind is Kind.INPUT for row in rows)


def _is_alone(function: Function, ctx: Context, awaited: int = 0) -> bool:
    """Whether a coroutine function is surely run only by programs that wait for one thing after
    the other: every call of it is awaited by such a one, or handed to what runs an event loop."""
    busy = ctx.program.knowledge.remedies.BUSY_NAMES
    if function.owner is not None or function.called(busy) or awaited > _LONGEST:
        return False
    uses = _uses(function, ctx)
    return bool(uses) and all(
        _is_alone(other, ctx, awaited + 1)
        if call.awaited
        else not other.info.is_async and _is_handed(index, other, ctx)
        for other, index, call in uses
    )


def _uses(function: Function, ctx: Context) -> list[tuple[Function, int, Call]]:
    """The calls of a function, and who makes them; none if it is mentioned all over the place."""
    nested = function.parent is not None and function.parent.index > 0
    name = function.info.name
    modules = [function.module] if nested else ctx.program.mentioning(name, most=_MOST)
    return [
        (other, index, call)
        for module in modules or ()
        for other in module.functions
        for index in other.called({name})
        for call in (other.body.calls[index],)
        if _calls(call, other, function, ctx)
    ]


def _calls(call: Call, scope: Function, function: Function, ctx: Context) -> bool:
    found = ctx.program.types.of(call.func, scope)
    return any(isinstance(one, Method) and one.function is function for one in found)


def _is_start(function: Function, at: At, ctx: Context, awaited: int = 0) -> bool:
    """Whether a place is surely only come to while a server starts: in its lifespan before the
    `yield`, in a handler of that event, or in what only these wait for."""
    if _is_on_startup(function):
        return True
    if _is_lifespan(function, ctx):
        yields = [wait.at for wait in function.body.waits if wait.value == YIELDED]
        return bool(yields) and at < min(yields)
    if function.owner is not None or not function.info.is_async or awaited > _LONGEST:
        return False
    uses = _uses(function, ctx)
    return bool(uses) and all(
        call.awaited and _is_start(other, call.at, ctx, awaited + 1) for other, _, call in uses
    )


def _is_on_startup(function: Function) -> bool:
    """Whether a decorator makes it a handler of the event: `@app.on_event("startup")`."""
    scope = function.parent
    made = [one.index for one in function.info.decorators if type(one) is Ref]
    return scope is not None and any(
        type(call.func) is Attr and call.func.attr == "on_event" and Const("startup") in call.args
        for call in (scope.body.calls[index] for index in made)
    )


def _is_lifespan(function: Function, ctx: Context) -> bool:
    """Whether a server is handed an async generator function as its lifespan."""
    info = function.info
    if not (info.is_async and info.is_generator):
        return False
    modules = [function.module, *(ctx.program.mentioning(info.name, most=_MOST) or ())]
    return any(
        one.function is function
        for module in modules
        for other in module.functions
        for call in other.body.calls
        for word, value in call.keywords
        if word == "lifespan"
        for one in ctx.program.types.of(value, other)
        if isinstance(one, Method)
    )


def _is_handed(index: int, scope: Function, ctx: Context) -> bool:
    """Whether the coroutine that a call makes is handed to what runs an event loop for it."""
    return any(
        isinstance(one, External) and one.name in ctx.program.knowledge.remedies.RUNNING
        for call in scope.body.calls
        if Ref(index) in call.args
        for one in ctx.program.types.of(call.func, scope)
    )


def _ends_program(tree: Tree, node: ast.expr) -> bool:
    """Whether a node is in a handler for what ends programs."""
    return any(
        isinstance(outer, ast.ExceptHandler)
        and isinstance(outer.type, ast.Name)
        and outer.type.id in _ENDING
        for outer in tree.parents(node)
    )


def _is_program(site: Site, ctx: Context, tree: Tree) -> bool:
    """Whether the coroutine function is only ever handed to what runs an event loop for it."""
    function, runs = site.function, tree.function(tree.find(site.at, ast.expr))
    if function.owner is not None or not isinstance(runs, ast.AsyncFunctionDef):
        return False
    scopes = Scopes(function.module, tree)
    within = tree.function(runs) or tree.module
    named = [name for name in tree.named(runs.name) if within in tree.parents(name)]
    return bool(named) and all(_is_run(ctx, scopes, one) for one in named)


def _is_last(tree: Tree, node: ast.expr) -> bool:
    """Whether a coroutine waits for nothing any more when it has come to a node."""
    runs = tree.function(node)
    if runs is None or any(isinstance(o, ast.For | ast.While) for o in tree.parents(node)):
        return False
    return not any(
        isinstance(other, WAITS) and tree.start(other) > tree.start(node)
        for other in tree.within(runs)
    )


def _is_preceded(ctx: Context, tree: Tree, node: ast.expr) -> bool:
    """Whether a coroutine may wait, or have something run, before it comes to a node."""
    here, runs = tree.start(node), tree.function(node)
    if runs is None:
        return True
    repeated = {
        inner
        for loop in tree.parents(node)
        if isinstance(loop, ast.For | ast.While)
        for inner in ast.walk(loop)
    }
    starting = ctx.program.knowledge.remedies.LOOP_NAMES
    for other in tree.within(runs):
        waits = isinstance(other, WAITS)
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
