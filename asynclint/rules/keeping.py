"""What can be done about dropped work: keep it, wait for it, or ask how it ended."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NoReturn

import msgspec
from msgspec.structs import replace

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.index.summary import Attr, Name
from asynclint.program import Function
from asynclint.program.dropped import Dropped
from asynclint.program.handovers import Mistake
from asynclint.program.starts import What
from asynclint.program.types import Instance
from asynclint.rules.base import Attempt, Context
from asynclint.rules.grouping import grouped
from asynclint.rules.hopping import awaited, renamed
from asynclint.rules.references import FUNCTIONS
from asynclint.rules.telling import teller
from asynclint.rules.threads import at_hand, check_place
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import imported_modules, meaning, require
from asynclint.tree.layout import fits, inner_margin, rewritten

_ASYNCIO_FUTURES = ("asyncio.Future", "asyncio.Task")
_FUTURE = "concurrent.futures.Future"
_FROM_THREADS = "asyncio.run_coroutine_threadsafe"
_WAITING = (Reason.LATENCY, Reason.EXCEPTION_TYPE)
_SET = "_background_tasks"
_TASK_LIKE = re.compile(r"\b(?:Task|Future)\b")
_TASKS = ("task", "background_task", "started_task")
_FUTURES = ("future", "pending_future", "started_future")


def attempts(found: Dropped, ctx: Context, *, in_request: bool) -> tuple[Attempt, ...]:
    """What may help, the best first. What a request leaves behind must be waited for."""
    forms: tuple[Callable[[Dropped, Context, Tree], Iterator[Fix]], ...]
    if found.what is What.TASK:
        forms = (waited, _keep) if in_request else (_hand_over, _keep, grouped, waited)
    elif found.what is What.THREAD:
        forms = (joined,)
    elif any(
        one.what is Mistake.MAKES_COROUTINE and one.call is found.starts
        for one in ctx.program.handovers.mistakes
    ):
        forms = (_never_run,)
    elif in_request:
        forms = (waited, waited_each)
    else:
        forms = (_hand_over, _made_task, asked, _waited_last, waited_each)
    return tuple(partial(form, found, ctx) for form in forms)


def _never_run(_: Dropped, __: Context, ___: Tree) -> NoReturn:
    raise Unfixable("what is handed over only makes a coroutine, which nobody runs")


class _Place(msgspec.Struct, frozen=True):
    """The statement that drops what `call` gives; `name` is what it is bound to, if it is, and
    `chained` a call of a method of it."""

    statement: ast.stmt
    call: ast.Call
    name: str
    chained: ast.expr | None


def _place(found: Dropped, tree: Tree) -> _Place:
    call = tree.find(found.call.at, ast.Call)
    if isinstance(tree.function(call), ast.Lambda):
        raise Unfixable("it is the value of a lambda")
    statement = tree.statement(call)
    if not tree.stands_alone(statement):
        raise Unfixable("other code stands on the same line")
    if isinstance(statement, ast.Expr):
        chained: ast.expr = call
        while chained is not statement.value:
            outer = tree.parent(chained)
            if not (isinstance(outer, ast.Attribute) or getattr(outer, "func", None) is chained):
                raise Unfixable("it is part of a larger expression")
            assert isinstance(outer, ast.expr)
            chained = outer
        return _Place(statement, call, "", None if chained is call else chained)
    targets = (
        statement.targets
        if isinstance(statement, ast.Assign)
        else [statement.target]
        if isinstance(statement, ast.AnnAssign)
        else []
    )
    if len(targets) == 1 and isinstance(targets[0], ast.Name) and tree.parent(call) is statement:
        return _Place(statement, call, targets[0].id, None)
    raise Unfixable("it is part of a larger expression")


# ---------------------------------------------------------------- keep it


def _hand_over(found: Dropped, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`hass.loop.create_task(x())` -> `hass.async_create_background_task(x(), "x", ...)`: the
    framework keeps the task, and cancels it when it stops. So it does for what the loop hands to
    itself, as threads have to: `run_coroutine_threadsafe(x(), hass.loop)`."""
    call = tree.find(found.call.at, ast.Call)
    inner = call.args[0] if call.args and not call.keywords else None
    if found.starts is not found.call or not isinstance(inner, ast.Call):
        return
    loop = call.args[1] if found.name == _FROM_THREADS and len(call.args) == 2 else None
    if len(call.args) > 1 and (loop is None or found.function not in ctx.program.on_loop):
        return
    packages = imported_modules(tree)
    for keeper in ctx.program.knowledge.remedies.KEEPERS:
        if keeper.package not in packages:
            continue
        try:
            owner = at_hand(keeper.receiver, tree, call)
            first = at_hand(keeper.first, tree, call) if keeper.first else ""
        except Unfixable:
            continue
        if keeper.kind and not _is_of(owner, keeper.kind, found.function, ctx):
            continue
        callee = f"{owner}.{keeper.method}"
        words = re.findall(r"[^\W_]+", tree.text(inner.func))
        name = f'"{" ".join(word for word in words if word not in ("self", "async"))}"'
        if loop is None:
            edits = renamed(tree, call, callee, name, keeper.as_before, first=first)
        elif tree.text(loop) in (f"{owner}.loop", f"{first}.loop"):
            text = tree.text(inner)
            arguments = [*filter(None, (first, text)), name, keeper.as_before]
            edits = (rewritten(tree, call, callee, arguments),)
        else:
            continue
        reasons = (Reason.NEEDS_RELEASE, Reason.ENDS_WORK)
        yield Fix(f"Let `{callee}` keep the task", edits, Safety.UNSAFE, reasons)


def _is_of(written: str, kind: str, function: Function, ctx: Context) -> bool:
    """Whether a name or an attribute of `self` is surely of a class."""
    root, _, attr = written.partition(".")
    expr = Attr(Name(root), attr) if attr else Name(root)
    types = ctx.program.types
    found = types.values(types.of(expr, function))
    return bool(found) and all(
        isinstance(one, Instance)
        and (
            kind in ctx.program.knowledge.mro(one.cls)
            if isinstance(one.cls, str)
            else any(kind == getattr(base, "name", base) for base in types.mro(one.cls))
        )
        for one in found
    )


def _keep(found: Dropped, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """The task goes into a set until it is done, as the documentation of asyncio advises."""
    tasks, edits = _kept(_place(found, tree), found, ctx, tree)
    yield Fix(f"Keep the task in `{tasks}` until it is done", edits, Safety.SAFE)


def _made_task(found: Dropped, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`run_coroutine_threadsafe(x(), asyncio.get_running_loop())` -> a task that is kept: it comes
    from that loop's own thread, and asyncio tells of errors that nobody asks for."""
    call = tree.find(found.call.at, ast.Call)
    if found.name != _FROM_THREADS or found.starts is not found.call or len(call.args) != 2:
        return
    loop, first = call.args[1], call.args[0]
    is_here = isinstance(loop, ast.Call) and meaning(tree, loop.func) == "asyncio.get_running_loop"
    if not is_here or call.keywords:
        return
    if tree.has_comment(tree.start(call), tree.end(call)):
        raise Unfixable("a comment is in the way")
    written, imports = require(tree, "asyncio", "create_task", call)
    shorter = len(tree.text(call.func)) - len(written) + tree.end(loop) - tree.end(first)
    tasks, edits = _kept(_place(found, tree), found, ctx, tree, shorter)
    edits += (
        tree.replace(tree.start(call), tree.end(call.func), written),
        tree.replace(tree.end(first), tree.end(loop), ""),
        *imports,
    )
    title = f"Make it a task that is kept in `{tasks}` until it is done"
    yield Fix(title, edits, Safety.SAFE)


def _kept(
    place: _Place, found: Dropped, ctx: Context, tree: Tree, shorter: int = 0
) -> tuple[str, tuple[Edit, ...]]:
    """The set that a task is put into, and the edits that do so; others make its call `shorter`."""
    call = place.call
    quoted = ctx.program.pins.supports("<3.9", found.function.module.file)
    tasks, edits = _set(tree, call, quoted)
    name = place.name
    start = tree.start(place.statement)
    indent = tree.indent(place.statement)
    if name in ("", "_"):
        name = _free_name(tree, call)
        if place.name:
            target = place.statement.targets[0]  # type: ignore[attr-defined]
            edits += (tree.replace(tree.start(target), tree.end(target), name),)
        else:
            edits += _named(place, name, tree, shorter)
    if place.chained is not None:
        if tree.start(call) != start or tree.has_comment(tree.end(call), tree.end(place.statement)):
            raise Unfixable("it is written over several lines")
        edits += (tree.insert(tree.end(call), f"\n{indent}{name}"),)
    lines = (f"{tasks}.add({name})", f"{name}.add_done_callback({tasks}.discard)")
    return tasks, (*edits, tree.below(place.statement, *lines))


def _named(place: _Place, name: str, tree: Tree, shorter: int = 0) -> tuple[Edit, ...]:
    """What a statement calls gets a name, and lines of its own for its arguments where they do not
    fit behind it any more."""
    call = place.call
    named = tree.insert(tree.start(place.statement), f"{name} = ")
    begin, end = tree.open_paren(call) + 1, tree.end(call) - 1
    margin, inner = inner_margin(tree, call)
    if place.chained is not None or not call.args or fits(tree, call, len(name) + 3 - shorter):
        return (named,)
    if len(inner) + end - begin - shorter > tree.width:
        return (named,)
    return named, tree.insert(begin, f"\n{inner}"), tree.insert(end, f"\n{margin}")


def _set(tree: Tree, near: ast.AST, quoted: bool) -> tuple[str, tuple[Edit, ...]]:
    """A set for tasks: one that the class or the module has, else a new one."""
    function = tree.function(near)
    owner = next((p for p in tree.parents(near) if isinstance(p, ast.ClassDef)), None)
    if owner is not None and function is None:
        raise Unfixable("it runs in the body of a class")
    if owner is not None and isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        arguments = [*function.args.posonlyargs, *function.args.args]
        if arguments and arguments[0].arg == "self" and tree.parent(function) is owner:
            for target in _task_sets(tree, ast.walk(owner)):
                if isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self":
                    return f"self.{target.attr}", ()
    for target in _task_sets(tree, tree.module.body):
        if isinstance(target, ast.Name) and (
            function is None or not _is_stored(target.id, function)
        ):
            return target.id, ()
    if _SET in tree.words(tree.module):
        raise Unfixable(f"`{_SET}` means something else here")
    word, imports = require(tree, "asyncio", "Task", tree.module.body[-1])
    annotation = f'"set[{word}]"' if quoted else f"set[{word}]"
    return _SET, (*imports, tree.after_imports(f"{_SET}: {annotation} = set()"))


def _task_sets(tree: Tree, nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """What is set to `set()` and is seen to be for tasks: its annotation says so, they leave it
    when they are done, or it is called after them and nothing else ever uses it."""
    for node in nodes:
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        word = getattr(target, "attr", getattr(target, "id", "")).lower()
        if node.value is None or ast.unparse(node.value) != "set()":
            continue
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).lower() != "set":
            if _TASK_LIKE.search(ast.unparse(node.annotation)):
                yield target
        elif _is_left(tree, ast.unparse(target)) or ("task" in word and _is_unused(tree, word)):
            yield target


def _is_left(tree: Tree, name: str) -> bool:
    """Whether something leaves a set when it is done."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "add_done_callback"
        and ast.unparse(node.args[0] if node.args else node) == f"{name}.discard"
        for node in tree.nodes
    )


def _is_unused(tree: Tree, word: str) -> bool:
    """Whether a name, in lower case, is only mentioned where it is bound."""
    return not any(
        isinstance(node, ast.Name | ast.Attribute)
        and isinstance(node.ctx, ast.Load)
        and getattr(node, "attr", getattr(node, "id", "")).lower() == word
        for node in tree.nodes
    )


def _is_stored(name: str, function: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
        for node in ast.walk(function)
    )


def _free_name(tree: Tree, near: ast.AST, names: tuple[str, ...] = _TASKS) -> str:
    """A name for a local variable that means nothing yet."""
    used = tree.words(tree.function(near) or tree.module)
    for name in names:
        if name not in used:
            return name
    raise Unfixable(f"`{names[0]}` means something else here")


# ---------------------------------------------------------------- wait for it


def waited(found: Dropped, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`create_task(x)` -> `await x`, `pool.submit(f)` -> `pool.submit(f).result()`."""
    place = _place(found, tree)
    call = place.call
    if found.what is not What.TASK:
        _check_meant(place)
    if place.chained is not None:
        raise Unfixable("it has a callback, which would still run on its own")
    is_coroutine = isinstance(tree.function(call), ast.AsyncFunctionDef)
    if found.what is What.TASK or ctx.program.knowledge.returns(found.name) in _ASYNCIO_FUTURES:
        check_place(ctx, found.function, tree, call)
        inner = call.args[0] if found.what is What.TASK and call.args else None
        if found.starts is found.call and isinstance(inner, ast.Call) and len(call.args) == 1:
            start, end = tree.start(call), tree.end(call)
            edits: tuple[Edit, ...] = (
                tree.replace(start, tree.start(inner), "await "),
                tree.replace(tree.end(inner), end, ""),
            )
            if tree.has_comment(start, tree.start(inner)) or tree.has_comment(tree.end(inner), end):
                raise Unfixable("a comment is in the way")
        else:
            edits = awaited(tree, call)
    elif is_coroutine:
        if ctx.program.knowledge.returns(found.name) != _FUTURE:
            raise Unfixable("what it gives cannot be awaited")
        check_place(ctx, found.function, tree, call)
        written, imports = require(tree, "asyncio", "wrap_future", call)
        edits = (
            tree.insert(tree.start(call), f"await {written}("),
            tree.insert(tree.end(call), ")"),
            *imports,
        )
    else:
        _check_off_loop(found, ctx)
        asks = ".get()" if found.name.startswith("multiprocessing.") else ".result()"
        edits = (tree.insert(tree.end(call), asks),)
    # Who starts a task and goes on has a reason for it.
    safety = Safety.MANUAL if found.what is What.TASK else Safety.UNSAFE
    yield Fix("Wait until it is done", edits, safety, _WAITING)


def _waited_last(found: Dropped, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """The same; only shown where something follows, that the work may wait for in its turn."""
    follows = False
    inner: ast.AST = tree.statement(tree.find(found.call.at, ast.Call))
    for outer in tree.parents(inner):
        body = getattr(outer, "body", None)
        last = not isinstance(outer, ast.For | ast.While | ast.AsyncFor | ast.Module)
        follows = follows or not (last and isinstance(body, list) and body[-1] is inner)
        if isinstance(outer, FUNCTIONS):
            break
        inner = outer
    for fix in waited(found, ctx, tree):
        yield replace(fix, safety=Safety.MANUAL) if follows else fix


def waited_each(found: Dropped, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`[pool.submit(f, x) for x in xs]` -> a loop over the futures that waits for each."""
    call = tree.find(found.call.at, ast.Call)
    statement = tree.statement(call)
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.ListComp):
        return
    if statement.value.elt is not call or not tree.stands_alone(statement):
        raise Unfixable("it is part of a larger expression")
    name = "future"
    if name in tree.words(tree.function(call) or tree.module):
        raise Unfixable(f"`{name}` means something else here")
    end, outcome = tree.end(statement), f"{name}.result()"
    if ctx.program.knowledge.returns(found.name) in _ASYNCIO_FUTURES:
        check_place(ctx, found.function, tree, statement.value)
        outcome = f"await {name}"
    elif isinstance(tree.function(call), ast.AsyncFunctionDef):
        raise Unfixable("to wait for futures of a pool here would block the event loop")
    else:
        _check_off_loop(found, ctx)
    edits = (
        tree.insert(tree.start(statement), f"for {name} in "),
        tree.insert(end, ":"),
        tree.below(statement, f"    {outcome}"),
    )
    yield Fix("Wait for each of them", edits, Safety.UNSAFE, _WAITING)


def _check_off_loop(found: Dropped, ctx: Context) -> None:
    if found.function in ctx.program.on_loop:
        raise Unfixable("to wait for it here would block the event loop")


def _check_meant(place: _Place) -> None:
    if place.name.startswith("_"):
        raise Unfixable(f"`{place.name}` is named as what nobody asks about")


def asked(found: Dropped, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """A callback that logs the error of a future."""
    if ctx.program.knowledge.returns(found.name) in _ASYNCIO_FUTURES:
        return  # asyncio tells of such errors itself when it collects the future
    place = _place(found, tree)
    _check_meant(place)
    if place.chained is not None:
        raise Unfixable("it has a callback already")
    if ctx.program.knowledge.returns(found.name) != _FUTURE:
        raise Unfixable("what it gives takes no callback")
    told, edits = teller(found.function.module, ctx, tree, place.call)
    name = place.name or _free_name(tree, place.call, _FUTURES)
    if not place.name:
        edits += _named(place, name, tree)
    edits += (tree.below(place.statement, f"{name}.add_done_callback({told})"),)
    yield Fix("Let its errors be logged", edits, Safety.SAFE)


def joined(found: Dropped, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`thread.start()` -> and `thread.join()` below."""
    call = tree.find(found.call.at, ast.Call)
    statement = tree.statement(call)
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if not isinstance(statement, ast.Expr) or not isinstance(owner, ast.Name):
        raise Unfixable("nothing refers to the thread, so nothing can wait for it")
    if isinstance(tree.function(call), ast.AsyncFunctionDef) or found.function in (
        ctx.program.on_loop
    ):
        raise Unfixable("to wait for a thread here would block the event loop")
    if not tree.stands_alone(statement):
        raise Unfixable("other code stands on the same line")
    edit = tree.below(statement, f"{owner.id}.join()")
    yield Fix("Wait until it is done", (edit,), Safety.UNSAFE, (Reason.LATENCY,))
