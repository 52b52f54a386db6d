"""ASL505: pool-deadlock."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.deadlocks import Deadlock
from asynclint.rules.base import Context, Rule
from asynclint.rules.consumers import fitting


class PoolDeadlock(Rule):
    """Sync code of consumers waits for what needs one of the threads that wait.

    ## Why it matters
    Before asgiref 3.3.0 sync consumers and `database_sync_to_async` run in the thread pool of the
    event loop. So does resolving the name of a host, which comes before any new connection. As soon
    as every thread waits in `async_to_sync(...)` for a coroutine that has to connect, nobody
    resolves anything: the process answers no sync consumer any more, until it is restarted. A
    larger `ASGI_THREADS` only needs more clients at once.

    ## What it finds
    With a release of asgiref below 3.3 required or locked: `async_to_sync` in handlers of sync
    consumers of Channels and in what consumers hand to `sync_to_async` or `database_sync_to_async`,
    around methods of the channel layer if the project requires channels_redis, and around
    coroutines that open connections or use the pool themselves. Where the release is not certain,
    nothing is told.

    ## Examples
    ```python bad (pyproject.toml: project.dependencies=["asgiref==3.2.10","channels-redis<3"])
    from asgiref.sync import async_to_sync
    from channels.generic.websocket import WebsocketConsumer

    class Chat(WebsocketConsumer):
        def connect(self):
            async_to_sync(self.channel_layer.group_add)("chat", self.channel_name)
            self.accept()
    ```
    ```python good
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Chat(AsyncWebsocketConsumer):
        async def connect(self):
            await self.channel_layer.group_add("chat", self.channel_name)
            await self.accept()
    ```

    ## Fix safety
    From asgiref 3.3 on all sync consumers share one thread, apart from that pool: what blocks in
    one of them then keeps all others waiting (ASL504).
    """

    __slots__ = ()
    code = "ASL505"
    name = "pool-deadlock"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("one_thread.roots",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.deadlocks.all:
            yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Deadlock, ctx: Context) -> Diagnostic:
        site = found.site
        steps = [
            ctx.step(function, edge.at, f"`{function.info.qualname}` calls on")
            for function, edge in site.chain[:-1]
        ]
        holder, edge = site.chain[-1]
        text = f"`{holder.info.qualname}` waits for `{found.word}`, which needs another thread"
        steps.append(ctx.step(holder, edge.at, text))
        for distribution in ctx.program.knowledge.own_threads:
            pin = ctx.program.pins.find(distribution, site.function.module.file)
            if pin is not None:
                steps.append(ctx.pinned(pin, "in this release both are threads of one pool"))
        runner = f" of `{found.via}`" if found.via else ""
        message = f"`{found.word}` needs one of the threads{runner} that wait for it"
        return cls.diagnostic(
            ctx,
            site.function,
            site.at,
            fitting(message, ": a deadlock when all of them do"),
            help="require `asgiref>=3.3`, or await it in an async consumer",
            trace=tuple(steps),
        )
