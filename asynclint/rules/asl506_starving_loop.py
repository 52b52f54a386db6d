"""ASL506: starving-loop."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.program.sockets import Starving
from asynclint.rules.base import Context, Rule

if TYPE_CHECKING:
    from asynclint.tree import Tree


class StarvingLoop(Rule):
    """A loop of a coroutine does not give way to others.

    ## Why it matters
    While it runs nothing else does: no other request, no timer, no answer to a ping, so that the
    peers of websockets close their connections after their ping timeout (1011). `await` alone is no
    help: sending a message gives way only when the buffer is full.

    ## What it finds
    Loops in coroutines and callbacks of the event loop: over a range of a million numbers or more
    without any `await`, for ever without an `await` and a way out, and loops that await nothing but
    `send` of a connection of websockets.

    ## Examples
    ```python bad
    from websockets.asyncio.server import serve

    async def handler(websocket):
        while True:
            await websocket.send("tick")

    async def main():
        async with serve(handler, "localhost", 8765) as server:
            await server.serve_forever()
    ```
    ```python good
    import asyncio
    from websockets.asyncio.server import serve

    async def handler(websocket):
        while True:
            await websocket.send("tick")
            await asyncio.sleep(0)

    async def main():
        async with serve(handler, "localhost", 8765) as server:
            await server.serve_forever()
    ```

    ## Fix safety
    `await asyncio.sleep(0)` in the loop gives way once each time round; what the loop shares with
    others may change there. Long calculations belong into a process.
    """

    __slots__ = ()
    code = "ASL506"
    name = "starving-loop"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("starving",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.starving:
            yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Starving, ctx: Context) -> Diagnostic:
        if found.sends:
            message = f"this loop awaits only `{found.sends}`, which gives way to nobody"
        elif found.turns:
            message = f"this loop runs {found.turns:,} times without an `await`"
        else:
            message = "this loop never ends and never waits: nothing else runs from here on"
        advice = "`await asyncio.sleep(0)` in the loop"
        if found.turns:
            advice += ", or do the work in a process"
        return cls.diagnostic(
            ctx,
            found.function,
            found.at,
            message,
            help=advice,
            fixes=(partial(_gives_way, found, ctx),),
        )


def _gives_way(found: Starving, ctx: Context, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.sleeping import gives_way  # what only finds needs none of it

    return gives_way(found, ctx, tree)
