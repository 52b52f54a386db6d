"""ASL507: one-sided-keepalive."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.keepalives import LASTING, OneSided
from asynclint.rules.base import Context, Rule
from asynclint.rules.consumers import fitting


class OneSidedKeepalive(Rule):
    """One side of a connection is made patient, and the other side is not.

    ## Why it matters
    Both sides of a connection send pings, and each closes it (1011) when no pong comes within *its
    own* `ping_timeout`. While the event loop of one side is blocked that side answers nothing, and
    it is the other side that gives up: `serve(..., ping_timeout=60)` does nothing for a server that
    blocks, as long as its clients wait for 20 seconds.

    ## What it finds
    A `ping_timeout` above the default of 20 seconds in `serve()` or `connect()` of websockets, if a
    call that can last blocks the event loop of the same side, or if the other side of the same port
    of this machine is in the code, too, and waits for less than half as long. Where the other side
    waits as long, nothing is told.

    ## Examples
    ```python bad
    import time
    from websockets.asyncio.server import serve

    async def handler(websocket):
        async for message in websocket:
            time.sleep(30)  # asynclint: ignore[ASL101]
            await websocket.send("done")

    async def main():
        async with serve(handler, "localhost", 8765, ping_timeout=60) as server:
            await server.serve_forever()
    ```
    ```python good
    import asyncio
    import time
    from websockets.asyncio.server import serve

    async def handler(websocket):
        async for message in websocket:
            await asyncio.to_thread(time.sleep, 30)
            await websocket.send("done")

    async def main():
        async with serve(handler, "localhost", 8765, ping_timeout=60) as server:
            await server.serve_forever()
    ```

    ## Fix safety
    The value has to be given on both sides, and then it takes longer to notice dead peers. Better
    is to get what blocks off the event loop.
    """

    __slots__ = ()
    code = "ASL507"
    name = "one-sided-keepalive"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    kinds = LASTING
    facts = ("keepalives.one_sided",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.keepalives.one_sided:
            yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: OneSided, ctx: Context) -> Diagnostic:
        setting = f"`ping_timeout={found.seconds:g}`"
        steps = [ctx.step(found.function, found.call.at, f"{setting} is this side's alone")]
        if found.peer is not None:
            peer = found.peer
            waits = f"the other side waits for {peer.seconds:g} s"
            steps.append(ctx.step(peer.function, peer.call.at, waits))
            message = fitting(f"{setting} does not help this side", f": {waits}")
            advice = "pass the same `ping_timeout` to `serve()` and to `connect()`"
        if found.site is not None:
            site, sink = found.site, found.site.sink.shown
            text = f"`{site.function.info.qualname}` blocks the event loop in `{sink}`"
            steps.append(ctx.step(site.function, site.at, text))
            message = f"{setting} does not help where `{sink}` blocks: it is the peer that gives up"
            advice = f"get `{sink}` off the event loop, or give the peer the same `ping_timeout`"
        return cls.diagnostic(
            ctx, found.function, found.call.at, message, help=advice, trace=tuple(steps)
        )
