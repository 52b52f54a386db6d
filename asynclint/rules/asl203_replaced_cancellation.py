"""ASL203: replaced-cancellation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.program.swallowing import Replaced
from asynclint.rules.base import Context, Rule

if TYPE_CHECKING:
    from asynclint.tree import Tree


class ReplacedCancellation(Rule):
    """A coroutine turns its cancellation into another exception.

    ## Why it matters
    `asyncio.timeout`, `wait_for` and task groups recognise their own cancellation by the
    `CancelledError` that comes out. If something else comes out, a timeout is not reported as one,
    a retry loop around the coroutine tries again though it was told to stop, and a cancelled task
    counts as failed.

    ## What it finds
    `except CancelledError` around an `await`, whose handler always raises another exception. It is
    silent when the function asks `uncancel` or `cancelling` to learn who cancelled it.

    ## Examples
    ```python bad
    import asyncio

    async def write(device, data):
        try:
            await device.write(data)
        except asyncio.CancelledError:
            raise ConnectionError("disconnected")
    ```
    ```python good
    import asyncio

    async def write(device, data):
        try:
            await device.write(data)
        except asyncio.CancelledError:
            if not device.disconnected:
                raise
            raise ConnectionError("disconnected")
    ```

    ## Fix safety
    From Python 3.11 on, a task knows whether it is cancelled itself: then the cancellation is
    raised again, and that of what it awaits comes out as before. Letting it through is unsafe: only
    the author knows which cancellations the other exception is meant for, and callers that expected
    it now see the cancellation.
    """

    __slots__ = ()
    code = "ASL203"
    name = "replaced-cancellation"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    aliases = ("ASYNC104",)
    overlaps = ("S7497",)
    facts = ("handling.swallows.replaced",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.handling.swallows.replaced:
            function = found.function
            yield cls.diagnostic(
                ctx,
                function,
                found.at,
                "a cancellation that is caught here comes out as another exception",
                help="raise the cancellation itself unless it is known to come from elsewhere",
                fixes=(partial(_fixed, found, ctx),),
                trace=(
                    ctx.step(
                        function, found.wait.at, "the task may be cancelled while it waits here"
                    ),
                    ctx.step(function, found.at, "the cancellation ends here"),
                ),
            )


def _fixed(found: Replaced, ctx: Context, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.passing import raised  # only fixes need it

    return raised(found, ctx, tree)
