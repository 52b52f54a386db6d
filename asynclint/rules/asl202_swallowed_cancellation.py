"""ASL202: swallowed-cancellation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.index.summary import With
from asynclint.program.swallowing import Swallowed
from asynclint.rules.base import Context, Rule
from asynclint.rules.blocking import is_test, named

if TYPE_CHECKING:
    from asynclint.tree import Tree


class SwallowedCancellation(Rule):
    """A coroutine catches its cancellation and goes on.

    ## Why it matters
    Whoever cancels a task waits for its end. A coroutine that swallows the `CancelledError` makes
    timeouts fail to fire, task groups hang and shutdowns take until they are killed; or its caller
    takes half of the work for all of it.

    ## What it finds
    Handlers and `contextlib.suppress` that catch cancellation around an `await` without raising it
    again, when the coroutine then waits for something else, loops, or returns to a coroutine that
    awaits it as if nothing had happened. It is silent on awaiting a task that the function has just
    cancelled, on tasks that end when they are cancelled, and on code that asks `uncancel` or
    `cancelling`, keeps the exception, or remembers to have been cancelled, or tells its caller, who
    then leaves as well. In tests it is an `info`: they make coroutines be cancelled, and nobody
    cancels them.

    ## Examples
    ```python bad
    import asyncio

    async def poll(queue):
        while True:
            try:
                await queue.get()
            except asyncio.CancelledError:
                print("cancelled")
    ```
    ```python good
    import asyncio

    async def poll(queue):
        while True:
            try:
                await queue.get()
            except asyncio.CancelledError:
                print("cancelled")
                raise
    ```

    ## Fix safety
    Raising the exception again lets the cancellation do what it was asked for. It is unsafe, since
    code that relied on going on will not run any more. Where it may have been meant for another
    task, or the file counts cancellations among a library's errors, it is raised only if this task
    was cancelled, which tasks know since Python 3.11.
    """

    __slots__ = ()
    code = "ASL202"
    name = "swallowed-cancellation"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    aliases = ("ASYNC103", "S7497")
    overlaps = ("ASYNC104",)
    facts = ("handling.swallows.swallowed",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.handling.swallows.swallowed:
            yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Swallowed, ctx: Context) -> Diagnostic:
        function = found.function
        swallows = "`suppress`" if isinstance(found.what, With) else "this handler"
        steps = [
            ctx.step(function, found.wait.at, "the task may be cancelled while it waits here"),
            ctx.step(function, found.at, f"{swallows} keeps the cancellation to itself"),
        ]
        if found.onward is not None:
            message = f"{swallows} swallows the cancellation, and the coroutine goes on"
            steps.append(ctx.step(function, found.onward, "and the coroutine waits again"))
        elif found.awaiter is not None:
            caller, call = found.awaiter
            message = f"{swallows} swallows the cancellation: `{named(caller, function)}` goes on"
            steps.append(ctx.step(caller, call.at, "and its caller goes on as if it had finished"))
        elif found.handle:
            message = f"{swallows} swallows the cancellation: the task seems to have finished"
            text = f"and whoever awaits `{found.handle}` takes the task for finished"
            steps.append(ctx.step(function, found.at, text))
        else:
            message = f"{swallows} also swallows the cancellation of the coroutine itself"
            steps = [
                ctx.step(
                    function,
                    found.wait.at,
                    "waits for somebody else's task; either may be cancelled meanwhile",
                ),
                steps[1],
            ]
        return cls.diagnostic(
            ctx,
            function,
            found.at,
            message,
            severity=Severity.INFO if is_test(function) else None,
            help=_help(found),
            fixes=(partial(_fixed, found, ctx),),
            trace=tuple(steps),
        )


def _help(found: Swallowed) -> str:
    if found.onward is None and found.awaiter is None and not found.handle:
        return "raise it again when `asyncio.current_task().cancelling()` (Python 3.11)"
    return "raise it again when what must be done has been done"


def _fixed(found: Swallowed, ctx: Context, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.passing import raised  # only fixes need it

    return raised(found, ctx, tree)
