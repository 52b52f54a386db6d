"""ASL305: connection-used-concurrently."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity, Step
from asynclint.program.reach import Sent
from asynclint.program.sharing import Clash
from asynclint.rules.base import Context, Rule


class ConcurrentUse(Rule):
    """Two tasks use one connection or session at once that is made for one at a time.

    ## Why it matters
    A session, a database connection or a websocket answers one question at a time. Two tasks that
    ask at once get errors at best ("another operation is in progress"), and states that belong to
    neither at worst: half of somebody's transaction, or somebody else's rows.

    ## What it finds
    One client that is not pooled and not safe to share, used by several coroutines of a `gather` or
    a task group, or by a task and by the function that started it before it has been awaited. Of an
    SQLAlchemy session that has been used just before, and so holds a connection, it only warns: the
    calls wait for each other, which gains nothing, and an error in one makes the others fail. It is
    silent when the coroutines take a lock, and when each gets a client of its own.

    ## Examples
    ```python bad
    import asyncio
    from sqlalchemy.ext.asyncio import AsyncSession

    async def load(session: AsyncSession, orders, items):
        return await asyncio.gather(session.execute(orders), session.execute(items))
    ```
    ```python good
    from sqlalchemy.ext.asyncio import AsyncSession

    async def load(session: AsyncSession, orders, items):
        return await session.execute(orders), await session.execute(items)
    ```

    ## Fix safety
    No fix: whether to go one after the other, or to take a connection for each, is for the author
    to say.
    """

    __slots__ = ()
    code = "ASL305"
    name = "connection-used-concurrently"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    unfixable = "whether to go one after the other or to take more connections is for the author"
    facts = ("sharing.clashes",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for clash in ctx.program.sharing.clashes:
            yield cls._told(clash, ctx)

    @classmethod
    def _told(cls, clash: Clash, ctx: Context) -> Diagnostic:
        client = clash.first.command.client
        settled = ctx.program.sharing.is_settled(clash)
        what = f"used by tasks at once: it {client.exclusive}"
        if settled:
            what = f"shared by tasks: they {client.settled}"
        steps = [ctx.step(clash.function, clash.at, "several coroutines run at once")]
        steps += _path(clash.first, ctx)
        if clash.second is not clash.first:
            steps += _path(clash.second, ctx)
        maker = ctx.program.clients.maker(clash.origin)
        if maker is not None:
            steps.insert(0, ctx.step(maker.function, maker.call.at, f"the {client.noun} is made"))
        return cls.diagnostic(
            ctx,
            clash.function,
            clash.at,
            f"one {client.noun}, `{clash.origin.name}`, is {what}",
            help="use it in one task at a time, or take one for each task",
            trace=tuple(steps),
            severity=Severity.WARNING if settled else None,
        )


def _path(sent: Sent, ctx: Context) -> list[Step]:
    command = sent.command
    steps = [ctx.step(hop.function, hop.call.at, "this one runs on") for hop in sent.hops]
    steps.append(ctx.step(command.function, command.call.at, f"and uses `{command.name}`"))
    return steps
