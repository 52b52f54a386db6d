"""ASL306: cancelled-task-still-in-use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Reason, Safety, Severity
from asynclint.program.sharing import Lingering
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import path

if TYPE_CHECKING:
    from asynclint.tree import Tree


class CancelledTaskInUse(Rule):
    """A connection is used while the task that was cancelled on it still unwinds.

    ## Why it matters
    `task.cancel()` only asks. The task goes on until it has handled the cancellation, and what it
    was doing on the connection goes on with it. A command sent meanwhile fails ("another operation
    is in progress") or reads what was meant for the task.

    ## What it finds
    `task.cancel()`, and then a command over the same connection or session, which is made for one
    task at a time, without `await task` in between.

    ## Examples
    ```python bad
    import asyncio
    import asyncpg

    async def report(connection: asyncpg.Connection, slow, fast):
        task = asyncio.create_task(connection.fetch(slow))
        await asyncio.sleep(1)
        task.cancel()
        return await connection.fetch(fast)
    ```
    ```python good
    import asyncio
    import contextlib
    import asyncpg

    async def report(connection: asyncpg.Connection, slow, fast):
        task = asyncio.create_task(connection.fetch(slow))
        await asyncio.sleep(1)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        return await connection.fetch(fast)
    ```

    ## Fix safety
    Waiting for the cancelled task is unsafe: it may take as long as the task's cleanup does.
    """

    __slots__ = ()
    code = "ASL306"
    name = "cancelled-task-still-in-use"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("cancels.cuts",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        program = ctx.program
        for found in program.sharing.lingering(program.cancels.cuts):
            cut, later = found.cut, found.later
            noun = cut.command.client.noun
            yield cls.diagnostic(
                ctx,
                later.function,
                later.call.at,
                f"the task cancelled by `{cut.word}` may still use this {noun}",
                help="await the task before the connection is used again",
                fixes=(partial(_awaited, found),),
                trace=(
                    *path(cut, ctx),
                    ctx.step(later.function, later.call.at, f"the {noun} is used again here"),
                ),
            )


def _awaited(found: Lingering, tree: Tree) -> Iterator[Fix]:
    """`await asyncio.wait([task])` below `task.cancel()`: it raises nothing of the task's."""
    import ast

    from asynclint.tree import Unfixable
    from asynclint.tree.imports import require

    call = tree.find(found.cut.at, ast.Call)
    statement = tree.statement(call)
    if not isinstance(statement, ast.Expr) or not isinstance(call.func, ast.Attribute):
        raise Unfixable("the call is part of a larger expression")
    if not tree.stands_alone(statement):
        raise Unfixable("other code stands on the same line")
    wait, imports = require(tree, "asyncio", "wait", call)
    edit = tree.below(statement, f"await {wait}([{tree.text(call.func.value)}])")
    yield Fix("Wait until the task has ended", (edit, *imports), Safety.UNSAFE, (Reason.LATENCY,))
