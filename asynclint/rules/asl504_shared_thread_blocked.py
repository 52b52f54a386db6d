"""ASL504: shared-thread-blocked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.pins import Verdict
from asynclint.program.one_thread import Shared
from asynclint.rules.base import Context, Rule
from asynclint.rules.consumers import fitting

if TYPE_CHECKING:
    from asynclint.tree import Tree


class SharedThreadBlocked(Rule):
    """Sync code of a consumer blocks the one thread that all of it shares.

    ## Why it matters
    Since asgiref 3.3.0 all sync consumers of a process, `database_sync_to_async` and
    `sync_to_async` run in one thread, one after the other. `time.sleep(8)` in one sync consumer
    makes every other one wait for eight seconds, and their clients with them. No setting gives them
    more threads.

    ## What it finds
    Sleeps, network requests, subprocesses and waits in handlers of sync consumers of Channels, and
    in what a consumer hands to `database_sync_to_async` or `sync_to_async`, directly or through
    functions of the project. Queries are what that thread is for, and `thread_sensitive=False` uses
    others: those are silent. So is all of it below asgiref 3.3.

    ## Examples
    ```python bad
    import time
    from channels.generic.websocket import WebsocketConsumer

    class Report(WebsocketConsumer):
        def receive(self, text_data=None, bytes_data=None):
            time.sleep(8)
            self.send("done")
    ```
    ```python good
    import asyncio
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Report(AsyncWebsocketConsumer):
        async def receive(self, text_data=None, bytes_data=None):
            await asyncio.sleep(8)
            await self.send("done")
    ```

    ## Fix safety
    `sync_to_async(f, thread_sensitive=False)` and `asyncio.to_thread` use other threads: what is
    bound to its thread, such as a connection to a database, must not be shared with them.
    """

    __slots__ = ()
    code = "ASL504"
    name = "shared-thread-blocked"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    facts = ("one_thread.blocked",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.one_thread.blocked:
            if ctx.program.one_thread.is_shared(found.function) is not Verdict.NO:
                yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Shared, ctx: Context) -> Diagnostic:
        sink = found.sink.shown
        steps = []
        hops = found.site.chain if found.site is not None else ()
        for function, edge in hops if len(hops) > 1 else ():
            text = f"`{function.info.qualname}` calls on"
            if edge.target is found.sink:
                text = f"`{function.info.qualname}` calls `{sink}`, which {found.sink.does}"
            steps.append(ctx.step(function, edge.at, text))
        runner = f" (`{found.via}`)" if found.via else ""
        advice = "use an async consumer and await it, or another thread: `asyncio.to_thread`"
        if found.via:
            advice = "use another thread: `thread_sensitive=False`, or `asyncio.to_thread`"
        return cls.diagnostic(
            ctx,
            found.function,
            found.at,
            fitting(f"`{sink}` blocks the thread that all sync code of consumers shares", runner),
            help=advice,
            fixes=(partial(_threaded, found),),
            trace=tuple(steps),
        )


def _threaded(found: Shared, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.consuming import threaded  # what only finds needs none of it

    return threaded(found, tree)
