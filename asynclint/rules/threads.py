"""Moving calls off the event loop: the project's own idiom, and whether a call may be moved."""

from __future__ import annotations

import ast
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator

import msgspec

from asynclint.diagnostic import Edit, Reason
from asynclint.index.summary import At, Call, Const, dotted
from asynclint.knowledge.repair import Hop
from asynclint.program import Function
from asynclint.program.blocking import Site
from asynclint.program.conditions import argument
from asynclint.program.effects import Change
from asynclint.program.linker import Class
from asynclint.program.types import External, Instance, spelled
from asynclint.rules.base import Context
from asynclint.rules.undivided import check_undivided
from asynclint.rules.updating import check_updates
from asynclint.rules.waits import LOCKS
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import available, imported_modules, require

# How many functions behind a call are read to learn whether they need the loop.
_MOST_FUNCTIONS = 300
_ASKING = ("isawaitable", "iscoroutine")
_MEANWHILE = "other code on the event loop may use meanwhile"
_LOOP = re.compile(r"(?:\w+\.)*get_running_loop\(\)\.")


class Idiom(msgspec.Struct, frozen=True):
    """How this file hands work to threads: what to write in front of the function, and the edits
    that import it."""

    hop: Hop
    callee: str
    imports: tuple[Edit, ...]

    @property
    def shown(self) -> str:
        """The callable as messages call it."""
        return _LOOP.sub("loop.", self.callee)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the move may change what the program does."""
        found = [Reason.THREAD_SAFETY, Reason.ORDERING, Reason.CANCELLATION]
        return (*found, *(() if self.hop.context else (Reason.CONTEXT,)))


def idioms(ctx: Context, function: Function, tree: Tree, node: ast.AST, sink: str) -> list[Idiom]:
    """The ways to hand work to a thread that fit a place, the project's own first.

    Raises `Unfixable` when there is none.
    """
    packages = imported_modules(tree)
    near = function.module.file
    first: list[Idiom] = []
    others: list[Idiom] = []
    why = "no way to run it in a thread fits here"
    for hop in ctx.program.knowledge.remedies.HOPS:
        if hop.fallback and (first or others):
            continue
        if hop.since and ctx.program.pins.supports(f"<{hop.since}", near):
            continue
        if hop.sinks and not any(sink.startswith(f"{one}.") for one in hop.sinks):
            continue
        if hop.packages and packages.isdisjoint(hop.packages):
            continue
        if not packages.isdisjoint(hop.unless) and not _is_imported(hop, tree, node):
            continue
        try:
            if hop.receiver:
                idiom = Idiom(hop, f"{at_hand(hop.receiver, tree, node)}.{hop.attr}", ())
            else:
                idiom = Idiom(hop, *require(tree, hop.module, hop.attr, node))
        except Unfixable as error:
            why = str(error)
            continue
        (first if hop.sinks or hop.receiver or not idiom.imports else others).append(idiom)
    if not (first or others):
        raise Unfixable(why)
    return [*first, *others]


def _is_imported(hop: Hop, tree: Tree, node: ast.AST) -> bool:
    return bool(hop.module and available(tree, hop.module, hop.attr, node))


def at_hand(name: str, tree: Tree, node: ast.AST) -> str:
    """How an object of a conventional name is reached at a node; `Unfixable` if it is not."""
    for function in tree.parents(node):
        if not isinstance(function, ast.AsyncFunctionDef | ast.FunctionDef):
            continue
        arguments = function.args
        names = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
        if name in names or name in _bound_before(tree, function, node):
            return name
        if name in tree.stored(function):
            break
        if "self" in names:
            owner = next((p for p in tree.parents(function) if isinstance(p, ast.ClassDef)), None)
            inside = ast.walk(owner or function)
            if f"self.{name}" in (ast.unparse(n) for n in inside if isinstance(n, ast.Attribute)):
                return f"self.{name}"
    raise Unfixable(f"`{name}` is not at hand")


def _bound_before(
    tree: Tree, function: ast.AsyncFunctionDef | ast.FunctionDef, node: ast.AST
) -> set[str]:
    """The names that statements of a function bind on every way to a node."""
    found: set[str] = set()
    inner: ast.AST = node
    for outer in tree.parents(node):
        body = getattr(outer, "body", None)
        if isinstance(body, list) and inner in body:
            for statement in body[: body.index(inner)]:
                if isinstance(statement, ast.Assign):
                    found |= {t.id for t in statement.targets if isinstance(t, ast.Name)}
        if outer is function:
            break
        inner = outer
    return found


# ---------------------------------------------------------------- may it move?


def check_place(ctx: Context, function: Function, tree: Tree, node: ast.expr) -> None:
    """Raise `Unfixable` when nothing can be awaited in the place of a node, or should not."""
    runs = tree.function(node)
    if not isinstance(runs, ast.AsyncFunctionDef):
        what = "a lambda" if isinstance(runs, ast.Lambda) else f"`{getattr(runs, 'name', '')}`"
        raise Unfixable(f"{what} is no coroutine function, so nothing can be awaited there")
    inner: ast.AST = node
    for outer in tree.parents(node):
        if outer is runs:
            break
        if isinstance(outer, ast.GeneratorExp) and node not in ast.walk(outer.generators[0].iter):
            raise Unfixable("nothing can be awaited in a generator expression")
        if isinstance(outer, ast.ClassDef):
            raise Unfixable("nothing can be awaited in the body of a class")
        if isinstance(outer, ast.JoinedStr) and not _is_placed(tree, node):
            raise Unfixable("it is part of a string")
        if isinstance(outer, ast.With):
            _check_locks(ctx, function, tree, outer, inner)
        inner = outer
    check_undivided(ctx, function, tree, node)
    check_updates(tree, node, ctx.program.knowledge.remedies.MUTATING)


def _is_placed(tree: Tree, node: ast.expr) -> bool:
    """Whether the place of a node in an f-string is right, which older Pythons do not promise."""
    try:
        return ast.dump(ast.parse(tree.text(node), mode="eval").body) == ast.dump(node)
    except SyntaxError:
        return False


def _check_locks(
    ctx: Context, function: Function, tree: Tree, block: ast.With, inner: ast.AST
) -> None:
    for item in block.items:
        if item is inner:
            break
        if is_lock(ctx, function, tree, item.context_expr):
            raise Unfixable(
                f"`{tree.text(item.context_expr)}` is held here: to await would let other tasks "
                "wait for it on the loop"
            )


def is_lock(ctx: Context, function: Function, tree: Tree, expr: ast.expr) -> bool:
    """Whether what is entered keeps others out: by its type, or, if unknown, by its name."""
    exclusive = ctx.program.knowledge.remedies.EXCLUSIVE
    at = tree.at(expr)
    for use in function.body.enters:
        if use.at == at:
            for one in ctx.program.types.of(use.value, function):
                if isinstance(one, Instance) and isinstance(one.cls, str):
                    return one.cls in exclusive
    callee = expr.func if isinstance(expr, ast.Call) else expr
    return any(word in tree.text(callee).lower() for word in LOCKS)


def check_known(site: Site, ctx: Context, tree: Tree, call: ast.Call) -> None:
    """Raise `Unfixable` when it is only known at run time what a call calls: a parameter, a value
    that was looked up, one of several overrides. Somebody else's function may need the loop."""
    targets = {
        edge.target for edge in ctx.program.calls.edges(site.function).edges if edge.at == site.at
    }
    if len(targets) > 1:
        raise Unfixable("which of several functions it calls is only known when it runs")
    runs = tree.function(call)
    assert runs is not None
    if isinstance(call.func, ast.Name) and call.func.id in tree.stored(runs):
        defined = (n for n in tree.within(runs) if isinstance(n, ast.FunctionDef))
        if all(one.name != call.func.id for one in defined):
            raise Unfixable(f"`{call.func.id}` may be any function, not only what blocks")
    statement = tree.statement(call)
    names = {ast.unparse(target) for target in getattr(statement, "targets", ())}
    for other in tree.calls(runs):
        asked = ast.unparse(other.func).rpartition(".")[2] in _ASKING
        if asked and other.args and ast.unparse(other.args[0]) in names:
            raise Unfixable("it may give a coroutine, which belongs to the loop")


def check_loop_free(ctx: Context, function: Function) -> None:
    """Raise `Unfixable` when a sync function, or what it calls, needs the event loop's thread, or
    uses what belongs to the thread that made it and is not made on the way."""
    used: dict[str, str] = {}
    called: set[str] = set()
    for current in _behind(ctx, function):
        _check_meant_for_loop(ctx, current)
        for call in current.body.calls:
            called |= _check_call(ctx, call, current, used)
    for maker, why in used.items():
        if maker not in called:
            raise Unfixable(why)


def _behind(ctx: Context, function: Function) -> Iterator[Function]:
    """A function and what it calls, nearest first, up to so many."""
    queue = deque([function])
    seen = {function}
    while queue and len(seen) < _MOST_FUNCTIONS:
        current = queue.popleft()
        yield current
        for edge in ctx.program.calls.edges(current).edges:
            if isinstance(edge.target, Function) and edge.target not in seen:
                seen.add(edge.target)
                queue.append(edge.target)


def check_own(ctx: Context, function: Function) -> None:
    """Raise `Unfixable` when a function, or what it calls, calls what is neither of the project nor
    of the standard library: nobody knows what thread that belongs to."""
    for current in _behind(ctx, function):
        for call in current.body.calls:
            types = ctx.program.types.of(call.func, current)
            names = {spelled(one) for one in types if isinstance(one, External)}
            tops = {name.partition(".")[0] for name in names}
            if not types or not tops <= sys.stdlib_module_names | {"builtins"}:
                called = dotted(call.func) or "something"
                raise Unfixable(
                    f"`{current.info.qualname}` calls `{called}`, whose thread is not known"
                )


def check_rewriting(ctx: Context, function: Function) -> None:
    """Raise `Unfixable` when a function reads and writes files without a lock: on the loop, two
    tasks cannot do so at once."""
    types = ctx.program.types
    does: set[str] = set()
    for current in _behind(ctx, function):
        for call in current.body.calls:
            if any(word in dotted(call.func).lower() for word in LOCKS):
                return
            names = {one.name for one in types.of(call.func, current) if isinstance(one, External)}
            does |= {_done_to_file(name, call) for name in names}
    if {"read", "write"} <= does:
        raise Unfixable("it reads and writes files: two at once may undo what the other has done")


def _done_to_file(name: str, call: Call) -> str:
    """Whether a call of an external function reads or writes a file; empty if neither is known."""
    if name not in ("builtins.open", "pathlib.Path.open"):
        word = name.rpartition(".")[2].partition("_")[0]
        return word if name.startswith("pathlib.") and word in ("read", "write") else ""
    position = 1 if name == "builtins.open" else 0
    is_given = len(call.args) > position or any(word == "mode" for word, _ in call.keywords)
    given = argument(call, position) or argument(call, "mode")
    mode = str(given.value) if isinstance(given, Const) else "" if is_given else "r"
    if set(mode) & set("wax+"):
        return "write"
    return "read" if "r" in mode else ""


def _check_meant_for_loop(ctx: Context, function: Function) -> None:
    """Raise `Unfixable` when a sync function says that it is for the loop, by decorator or name."""
    remedies, types = ctx.program.knowledge.remedies, ctx.program.types
    marks = [
        spelled(one)
        for decorator in function.info.decorators
        for one in types.of(decorator, function.parent or function)
    ]
    is_named_so = function.info.name.startswith(remedies.LOOP_PREFIX)
    if is_named_so or not remedies.LOOP_DECORATORS.isdisjoint(marks):
        raise Unfixable(f"`{function.info.qualname}` is meant to run on the event loop")


def _check_call(ctx: Context, call: Call, function: Function, used: dict[str, str]) -> set[str]:
    """Raise `Unfixable` when a call needs the loop. Returns what it calls, and adds to `used` what
    has to be called in the same thread, with the reason."""
    remedies = ctx.program.knowledge.remedies
    types = ctx.program.types.of(call.func, function)
    written = dotted(call.func).rpartition(".")[2]
    if not types and (written in remedies.LOOP_NAMES or written.startswith(remedies.LOOP_PREFIX)):
        raise Unfixable(f"it calls `{dotted(call.func)}`, which only works on the event loop")
    names = {one.name for one in types if isinstance(one, External)}
    for name in sorted(names):
        if name in remedies.LOOP_BOUND:
            short = ".".join(name.split(".")[-2:])
            raise Unfixable(f"it calls `{short}`, which only works on the event loop")
        for prefix, maker in remedies.MADE_BY.items():
            if name == prefix or name.startswith(f"{prefix}."):
                used[maker] = remedies.THREAD_BOUND[prefix]
    return names


def check_thread_bound(ctx: Context, name: str) -> None:
    """Raise `Unfixable` for a primitive that must be called in the thread that it belongs to."""
    for prefix, why in ctx.program.knowledge.remedies.THREAD_BOUND.items():
        if name == prefix or name.startswith(f"{prefix}."):
            raise Unfixable(why)


def check_sink(site: Site, ctx: Context) -> None:
    """Raise `Unfixable` when what blocks must not, or cannot, run in another thread."""
    first = site.chain[0][1].target
    if isinstance(first, Function):
        if first.owner is not None and first.info.name == "__init__":
            classes = ctx.program.types.mro(first.owner)
            methods = [m for c in classes if isinstance(c, Class) for m in c.methods.values()]
            if any(method.info.is_async for method in methods):
                raise Unfixable("it makes an object with coroutines, which belongs to the loop")
        check_loop_free(ctx, first)
        check_rewriting(ctx, first)
    else:
        check_thread_bound(ctx, first.name)
    check_unshared(site.function, ctx.program.effects.of_call(site.function, site.at))


def check_unshared(function: Function, changes: Iterable[Change]) -> None:
    """Raise `Unfixable` when something would be changed in a thread that other code on the loop may
    use meanwhile: what a coroutine is a method of, anything that outlives its call, or an object
    that it was given and whose own methods change it. What it has made is its own, since it waits,
    and so, it is believed, is a container that it was given to fill."""
    own = function.info.params[:1] if function.owner is not None else ()
    for change in changes:
        root = change.root
        is_kept = root.function is not function or any(root.name == param.name for param in own)
        if is_kept or (root.name in function.params and _changes_itself(change)):
            does = f"`{change.function.info.qualname}` {'uses' if change.uses else 'changes'}"
            why = "only one may use at a time" if change.uses else _MEANWHILE
            raise Unfixable(f"{does} `{change.what}`, which {why}")


def _changes_itself(change: Change) -> bool:
    """Whether a method changes what it is a method of."""
    method = change.function
    bound = method.info.params[:1] if method.owner is not None and not change.uses else ()
    return any(change.what.partition(".")[0] == param.name for param in bound)


def callee_name(call_at: At, function: Function) -> str:
    """What a call of a function is written to call, for messages."""
    for call in function.body.calls:
        if call.at == call_at:
            return dotted(call.func).rpartition(".")[2]
    return ""
