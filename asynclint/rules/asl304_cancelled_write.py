"""ASL304: cancelled-write."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.cancels import Cut, Form
from asynclint.program.clients import Effect
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import path

_FORMS = {Form.DEADLINE, Form.BLOCK}
_NEAR = 1  # hops: further away, what is cancelled does more than write


class CancelledWrite(Rule):
    """A write that must not happen twice is cancelled: nobody knows whether it happened.

    ## Why it matters
    The command is sent at once, and cancelling it only gives up its reply: a cancelled `INCR` has
    been applied in every release of every client. Code that tries again applies it twice; code that
    does not believes it never happened.

    ## What it finds
    Commands that change the server so that doing it twice differs from doing it once (`incr`,
    `lpush`, `publish`, `xadd`, executing a pipeline or script), directly below `wait_for` or a
    timeout block, or in a coroutine that is.

    ## Examples
    ```python bad
    import asyncio
    import redis.asyncio as redis

    async def count(client: redis.Redis, key):
        await asyncio.wait_for(client.incr(key), 0.1)
    ```
    ```python good
    import redis.asyncio as redis

    async def count(client: redis.Redis, key):
        await client.incr(key)
    ```

    ## Fix safety
    No fix: whether to wait, or to make the write safe to repeat, is for the author to say.
    """

    __slots__ = ()
    code = "ASL304"
    name = "cancelled-write"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    unfixable = "whether to wait, or to make the write safe to repeat, is for the author to say"
    facts = ("cancels.cuts",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for cut in ctx.program.cancels.cuts:
            if (
                cut.command.effect is Effect.WRITES
                and cut.form in _FORMS
                and len(cut.sent.hops) <= _NEAR
            ):
                yield cls._told(cut, ctx)

    @classmethod
    def _told(cls, cut: Cut, ctx: Context) -> Diagnostic:
        name = cut.command.name
        return cls.diagnostic(
            ctx,
            cut.function,
            cut.at,
            f"when `{cut.word}` cancels `{name}`, it has happened or not: nobody knows",
            help="wait for the reply, or make the write safe to repeat",
            trace=path(cut, ctx),
        )
