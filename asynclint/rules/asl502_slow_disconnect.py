"""ASL502: slow-disconnect."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.program.waiting import Delay
from asynclint.rules.base import Context, Rule
from asynclint.rules.consumers import too_long

if TYPE_CHECKING:
    from asynclint.tree import Tree


class SlowDisconnect(Rule):
    """The handler that cleans up after a client may be killed before it is done.

    ## Why it matters
    When a client has left, daphne gives the application ten seconds, or as many as
    `--application-close-timeout` says, and cancels it then. A `disconnect` that waits for longer is
    cut off half-way: what stands behind the wait is not done.

    ## What it finds
    In `disconnect` and `websocket_disconnect` of consumers of Channels: sleeps and timeouts of a
    constant length that is not shorter than the close timeout, waits without any limit, and waits
    for a task of the consumer that is not cancelled first.

    ## Examples
    ```python bad
    import asyncio
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Feed(AsyncWebsocketConsumer):
        async def connect(self):
            self.task = asyncio.create_task(self.work())

        async def work(self):
            await self.send("done")

        async def disconnect(self, code):
            await self.task
    ```
    ```python good
    import asyncio
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Feed(AsyncWebsocketConsumer):
        async def connect(self):
            self.task = asyncio.create_task(self.work())

        async def work(self):
            await self.send("done")

        async def disconnect(self, code):
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
    ```

    ## Fix safety
    A task that is cancelled does not end what it was doing: where that matters, wait for it with
    `asyncio.wait` and a timeout, and cancel it then.
    """

    __slots__ = ()
    code = "ASL502"
    name = "slow-disconnect"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    facts = ("consumers.all",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        advice = "cancel what it waits for, or give the wait a timeout that is shorter"
        for held in ctx.program.consumers.lingering:
            fixes = (partial(_hastened, held.delay),)
            yield too_long(cls, held, ctx, help=advice, fixes=fixes)


def _hastened(delay: Delay, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.consuming import hastened  # what only finds needs none of it

    return hastened(delay, tree)
