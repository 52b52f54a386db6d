"""ASL501: handler-outlasts-client."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.program.consumers import Held
from asynclint.rules.base import Context, Rule
from asynclint.rules.consumers import too_long, unreleased

if TYPE_CHECKING:
    from asynclint.tree import Tree


class HandlerOutlastsClient(Rule):
    """A handler of a consumer waits so long that it does not see its client leave.

    ## Why it matters
    A consumer handles one message at a time, and that the client has left is the next message. A
    handler that is still waiting then is cancelled by daphne, ten seconds later if no
    `--application-close-timeout` says otherwise ("took too long to shut down and was killed"), and
    `disconnect` is never called: the group keeps its member, locks stay locked, presence is wrong.
    Other servers let it wait on for nobody. More servers, restarts, threads or a larger
    `ASGI_THREADS` cure nothing of this.

    ## What it finds
    In handlers of consumers of Channels (`connect`, `receive`, handlers named by message types) and
    coroutines that they await: sleeps and timeouts of a constant length that is not shorter than
    the server's close timeout, waits without any limit, `while True` without a way out, and loops
    on a flag that only `disconnect` changes.

    ## Examples
    ```python bad
    import asyncio
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Feed(AsyncWebsocketConsumer):
        async def receive(self, text_data=None, bytes_data=None):
            await asyncio.sleep(30)
            await self.send("done")
    ```
    ```python good
    import asyncio
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Feed(AsyncWebsocketConsumer):
        async def receive(self, text_data=None, bytes_data=None):
            self.task = asyncio.create_task(self.work())

        async def work(self):
            await asyncio.sleep(30)
            await self.send("done")

        async def disconnect(self, code):
            self.task.cancel()
    ```

    ## Fix safety
    In a task the work runs beside later messages: what they share needs care, and the client may
    be gone when it sends. What the task raises no longer ends the consumer. `disconnect` cancels
    it, so that it is not done to its end.
    """

    __slots__ = ()
    code = "ASL501"
    name = "handler-outlasts-client"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("consumers.all",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for held in ctx.program.consumers.holding:
            yield cls._told(held, ctx)

    @classmethod
    def _told(cls, held: Held, ctx: Context) -> Diagnostic:
        leaving = held.consuming.leaving
        missed = f", without `{leaving[0].info.name}`" if leaving else ""
        return too_long(
            cls,
            held,
            ctx,
            missed,
            help="start it as a task that is kept on `self`, and cancel that in `disconnect`",
            fixes=(partial(_begun, held, ctx),),
            more=unreleased(held.consuming, ctx),
        )


def _begun(held: Held, ctx: Context, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.consuming import begun  # what only finds needs none of it

    return begun(held, ctx, tree)
