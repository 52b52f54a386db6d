"""Tasks that nothing keeps, made in a group instead, which waits for all of them."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.program import Function
from asynclint.program.dropped import Dropped
from asynclint.program.starts import What
from asynclint.rules.base import Context
from asynclint.rules.waits import WAITS
from asynclint.tree import Comprehension, Tree
from asynclint.tree.imports import meaning, require

_STARTING = frozenset({"asyncio.create_task", "asyncio.ensure_future"})
_LOOPS = frozenset({"asyncio.get_running_loop", "asyncio.get_event_loop"})
_KEYWORDS = frozenset({"name", "context"})
_REPEATING = ast.For | ast.AsyncFor | ast.While | Comprehension
_MOST_LINES = 50
_NAMES = ("group", "task_group", "background_group")


def grouped(found: Dropped, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`create_task(x)` -> `group.create_task(x)` in `async with TaskGroup() as group:`, from the
    first such statement of the coroutine to its end, so that as much as before goes on at once.

    Nothing where `await` would do the same, where some of the work has no end, or where somebody
    is answered or told of a certain error meanwhile: a group waits, and wraps what is raised. It is
    only shown: one task that fails ends the others.
    """
    function = found.function
    pins, file = ctx.program.pins, function.module.file
    if pins.python(file) is None or pins.supports("<3.11", file):
        return
    calls = [
        call
        for one in ctx.program.drops.dropped
        if one.function is function and (call := _grouped(one, ctx, tree))
    ]
    mine = next((call for call in calls if tree.at(call) == found.call.at), None)
    runs = tree.function(mine) if mine is not None else None
    if mine is None or not isinstance(runs, ast.AsyncFunctionDef):
        return
    if ctx.program.views.serving(function) is not None:
        return  # the response would wait
    block = _block(runs, calls, tree)
    if not block or not _may_wait(block, tree) or not all(map(tree.stands_alone, block)):
        return
    if _goes_on(block) and not all(map(ctx.program.drops.failing.is_quiet, found.work)):
        return  # one failure would end it all
    name = next((name for name in _NAMES if name not in tree.words(runs)), None)
    if name is None:
        return
    written, imports = require(tree, "asyncio", "TaskGroup", mine)
    edits = [
        *_indented(tree, block, f"async with {written}() as {name}:"),
        *(tree.replace(tree.start(c), tree.end(c.func), f"{name}.create_task") for c in calls),
        *imports,
    ]
    title = f"Wait for the {'tasks' if len(calls) > 1 or _repeats(tree, mine) else 'task'}"
    reasons = (Reason.LATENCY, Reason.EXCEPTION_TYPE, Reason.ENDS_WORK)
    yield Fix(f"{title} at the end of a `TaskGroup`", tuple(edits), Safety.MANUAL, reasons)


def _grouped(one: Dropped, ctx: Context, tree: Tree) -> ast.Call | None:
    """The call that starts a task which a group can start as well, and which ends."""
    if one.what is not What.TASK or one.is_told or one.starts is not one.call:
        return None
    if not one.work or not all(_ends(work, ctx) for work in one.work):
        return None
    call = tree.find(one.call.at, ast.Call)
    plain = len(call.args) == 1 and isinstance(call.args[0], ast.Call)
    if not plain or not {word.arg for word in call.keywords} <= _KEYWORDS:
        return None
    outer = next(
        (o for o in tree.parents(call) if isinstance(o, ast.GeneratorExp | ast.stmt)), None
    )
    return call if _is_here(tree, call) and not isinstance(outer, ast.GeneratorExp) else None


def _ends(work: Function, ctx: Context) -> bool:
    """Whether work is a coroutine function that waits for nothing without limit."""
    is_coroutine = work.info.is_async and not work.info.is_generator
    return is_coroutine and ctx.program.waiting.longest(work) < math.inf


def _is_here(tree: Tree, call: ast.Call) -> bool:
    """Whether a call starts a task on the loop that runs the function, as a group does."""
    if meaning(tree, call.func) in _STARTING:
        return True
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "create_task":
        return False
    owner: ast.expr | None = call.func.value
    if isinstance(owner, ast.Name):
        owner = _only_value(tree, owner.id, call)
    return isinstance(owner, ast.Call) and meaning(tree, owner.func) in _LOOPS


def _only_value(tree: Tree, name: str, near: ast.AST) -> ast.expr | None:
    """What a local variable of a function is set to, if that is one thing."""
    runs = tree.function(near)
    nodes = list(tree.within(runs)) if runs is not None else []
    stored = [n for n in nodes if isinstance(n, ast.Name) and n.id == name]
    stored = [n for n in stored if not isinstance(n.ctx, ast.Load)]
    parent = tree.parent(stored[0]) if len(stored) == 1 else None
    return parent.value if isinstance(parent, ast.Assign) and stored == parent.targets else None


def _block(runs: ast.AsyncFunctionDef, calls: list[ast.Call], tree: Tree) -> list[ast.stmt]:
    """The statements of a coroutine during which the tasks go on; none if nothing else does."""
    first = next(n for n, s in enumerate(runs.body) if calls[0] in tree.within(s))
    block = runs.body[first:]
    if len(block) > 1 and isinstance(block[-1], ast.Return) and not _waits(tree, block[-1]):
        block.pop()
    alone = len(calls) == 1 and not _repeats(tree, calls[0])
    if alone and not any(_waits(tree, s, behind=tree.end(calls[0])) for s in block):
        return []
    return block


def _may_wait(block: list[ast.stmt], tree: Tree) -> bool:
    """Whether statements may become part of a block that is left later than before, and by a group
    of exceptions: few enough to be read, and without a result or an error of their own."""
    if (block[-1].end_lineno or 0) - block[0].lineno >= _MOST_LINES:
        return False
    for node in (node for statement in block for node in tree.within(statement)):
        if isinstance(node, ast.Yield) or (isinstance(node, ast.Return) and node.value):
            return False
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            return False
    return True


def _goes_on(block: list[ast.stmt]) -> bool:
    """Whether statements are, or hold, a loop that is meant to go on for ever."""
    loops = (node for s in block for node in ast.walk(s) if isinstance(node, ast.While))
    return any(isinstance(loop.test, ast.Constant) and loop.test.value for loop in loops)


def _waits(tree: Tree, statement: ast.stmt, behind: int = 0) -> bool:
    return any(
        isinstance(node, WAITS) and tree.start(node) >= behind for node in tree.within(statement)
    )


def _repeats(tree: Tree, call: ast.Call) -> bool:
    """Whether a function may make a call several times."""
    runs = tree.function(call)
    around = (outer for outer in tree.parents(call) if isinstance(outer, _REPEATING))
    return any(tree.function(outer) is runs for outer in around)


def _indented(tree: Tree, block: list[ast.stmt], head: str) -> Iterator[Edit]:
    """Edits that put statements below a head."""
    begin, end = tree.start(block[0]), tree.end(block[-1])
    position = tree.source.position
    for number in range(position(begin).line, position(end).line + 1):
        text = tree.unit
        if number == position(begin).line:
            text = f"{tree.indent(block[0])}{head}\n{text}"
        elif not tree.source.line(number).strip() or number in tree.string_lines:
            continue
        yield tree.insert(tree.source.starts[number - 1], text)
