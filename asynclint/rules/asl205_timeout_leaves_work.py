"""ASL205: timeout-leaves-work-running."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.rules.base import Context, Rule


class TimeoutLeavesWork(Rule):
    """A deadline is set on work that cannot be cancelled.

    ## Why it matters
    A thread cannot be stopped from outside. When the time is up, the caller gives up and the thread
    goes on: it still changes the file, holds the lock and takes one of the few worker threads. Code
    that tries again starts a second one beside it.

    ## What it finds
    `wait_for` and timeout blocks around work handed to a thread or process, and around a `shield`
    whose task nothing else refers to. Off by default: as a limit on how long to wait it is common,
    and often meant.

    ## Examples
    ```python bad
    import asyncio

    async def resize(image):
        return await asyncio.wait_for(asyncio.to_thread(image.resize), 5)
    ```
    ```python good
    import asyncio

    async def resize(image):
        return await asyncio.to_thread(image.resize, timeout=5)
    ```

    ## Fix safety
    No fix: the limit belongs into the work itself.
    """

    __slots__ = ()
    code = "ASL205"
    name = "timeout-leaves-work-running"
    severity = Severity.WARNING
    default = False
    since = "0.2.0"
    unfixable = "only the work itself can be given a time limit"
    facts = ("timing.going_on",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.timing.going_on:
            yield cls.diagnostic(
                ctx,
                found.function,
                found.at,
                f"when `{found.word}` gives up, {found.does}",
                help="give the work a time limit of its own",
                trace=(ctx.step(found.function, found.call.at, "this cannot be cancelled"),),
            )
