"""ASL503: task-outlives-consumer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.program.consumers import Consuming, Kept
from asynclint.rules.base import Context, Rule

if TYPE_CHECKING:
    from asynclint.tree import Tree


class TaskOutlivesConsumer(Rule):
    """A consumer starts a task that goes on when its client has left.

    ## Why it matters
    Nothing ends a task when the consumer ends. It sends to a connection that is closed, keeps the
    consumer and all that it refers to in memory, and does its work once more for every client that
    connects again.

    ## What it finds
    In consumers of Channels: tasks that are kept in an attribute, that loop or wait for long, and
    that neither `disconnect` nor a method that it calls looks at. Tasks that end soon by
    themselves, and those that are kept outside of the consumer, are silent.

    ## Examples
    ```python bad
    import asyncio
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Clock(AsyncWebsocketConsumer):
        async def connect(self):
            await self.accept()
            self.task = asyncio.create_task(self.tick())

        async def tick(self):
            while True:
                await self.send("tick")
                await asyncio.sleep(1)
    ```
    ```python good
    import asyncio
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Clock(AsyncWebsocketConsumer):
        async def connect(self):
            await self.accept()
            self.task = asyncio.create_task(self.tick())

        async def tick(self):
            while True:
                await self.send("tick")
                await asyncio.sleep(1)

        async def disconnect(self, code):
            self.task.cancel()
    ```

    ## Fix safety
    The task is cancelled and does not end what it was doing. `disconnect` is called only when no
    other handler is still running: see ASL501.
    """

    __slots__ = ()
    code = "ASL503"
    name = "task-outlives-consumer"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("consumers.left",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for kept, consuming in ctx.program.consumers.left:
            yield cls._told(kept, consuming, ctx)

    @classmethod
    def _told(cls, kept: Kept, consuming: Consuming, ctx: Context) -> Diagnostic:
        leaving = consuming.leaving[0] if consuming.leaving else None
        ends = f"`{leaving.info.name}` does not end it" if leaving else "nothing ends it"
        name = kept.target.info.name
        steps = [ctx.step(kept.target, kept.target.at, "this is the task")]
        if leaving is not None:
            steps.append(ctx.step(leaving, leaving.at, "this is called when the client has left"))
        return cls.diagnostic(
            ctx,
            kept.method,
            kept.call.at,
            f"the task of `{name}` in `self.{kept.attr}` outlives the consumer: {ends}",
            help=f"cancel `self.{kept.attr}` in `disconnect`",
            fixes=(partial(_ended, kept, consuming, ctx),),
            trace=tuple(steps),
        )


def _ended(kept: Kept, consuming: Consuming, ctx: Context, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.consuming import ended  # what only finds needs none of it

    return ended(kept, consuming, ctx, tree)
