"""ASL306: cancelled-task-still-in-use."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import path


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
    No fix: waiting for the task takes as long as the task takes to end.
    """

    __slots__ = ()
    code = "ASL306"
    name = "cancelled-task-still-in-use"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"

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
                trace=(
                    *path(cut, ctx),
                    ctx.step(later.function, later.call.at, f"the {noun} is used again here"),
                ),
            )
