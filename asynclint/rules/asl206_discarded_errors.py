"""ASL206: discarded-gather-errors."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.rules.base import Context, Rule


class DiscardedErrors(Rule):
    """Errors of gathered coroutines are collected, and nobody looks at them.

    ## Why it matters
    With `return_exceptions=True` nothing that goes wrong is raised: exceptions and cancellations
    come back among the results. Where the results are thrown away, a failed job looks like a done
    one, and there is no log line to tell.

    ## What it finds
    `await asyncio.gather(..., return_exceptions=True)` as a statement of its own. It is silent on
    waiting for tasks that have just been cancelled, on closing things, and in functions and blocks
    that clean up. Off by default: on the packages we read, every second one was meant so.

    ## Examples
    ```python bad
    import asyncio

    async def notify(users, send):
        await asyncio.gather(*(send(user) for user in users), return_exceptions=True)
    ```
    ```python good
    import asyncio

    async def notify(users, send):
        results = await asyncio.gather(*(send(user) for user in users), return_exceptions=True)
        for user, result in zip(users, results):
            if isinstance(result, BaseException):
                print(user, result)
    ```

    ## Fix safety
    No fix: what to do about the errors is for the author to say.
    """

    __slots__ = ()
    code = "ASL206"
    name = "discarded-gather-errors"
    severity = Severity.WARNING
    default = False
    since = "0.2.0"
    unfixable = "what to do about the errors is for the author to say"
    facts = ("handling.discarded",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.handling.discarded:
            yield cls.diagnostic(
                ctx,
                found.function,
                found.call.at,
                "the errors of what is gathered here are collected and thrown away",
                help="look at the results, or leave `return_exceptions` out",
            )
