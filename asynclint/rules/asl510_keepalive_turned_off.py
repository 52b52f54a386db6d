"""ASL510: keepalive-turned-off."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.keepalives import LASTING, Unwatched
from asynclint.rules.base import Context, Rule


class KeepaliveTurnedOff(Rule):
    """The keepalive of one side is turned off, and what blocks the event loop stays.

    ## Why it matters
    `ping_interval=None` and `ping_timeout=None` make the errors of *this* side go away, not their
    cause: while the event loop is blocked no ping of the peer is answered, and a peer with its own
    keepalive closes the connection after its own timeout (1011). In exchange this side no longer
    notices peers that are gone, and keeps their connections and handlers for ever.

    ## What it finds
    Servers and clients of websockets that are given `None` for either, and whose handler makes a
    blocking call that can last: a sleep of a second or more, a network request, a subprocess, a
    wait. Of clients the `async with` and `async for` around the call count. Turned off keepalives
    of code that is not known to block are silent.

    ## Examples
    ```python bad
    import time
    from websockets.asyncio.server import serve

    async def handler(websocket):
        async for message in websocket:
            time.sleep(30)  # asynclint: ignore[ASL101]
            await websocket.send("done")

    async def main():
        async with serve(handler, "localhost", 8765, ping_timeout=None) as server:
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
        async with serve(handler, "localhost", 8765) as server:
            await server.serve_forever()
    ```

    ## Fix safety
    Get the blocking call off the event loop first: with the keepalive on again, it would close
    connections that it left alone before.
    """

    __slots__ = ()
    code = "ASL510"
    name = "keepalive-turned-off"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    unfixable = "on again, it closes connections until what blocks the event loop is gone"
    kinds = LASTING
    facts = ("keepalives.unwatched",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.keepalives.unwatched:
            yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Unwatched, ctx: Context) -> Diagnostic:
        words = " and ".join(f"`{word}=None`" for word in found.words)
        site = found.site
        sink = site.sink.shown
        text = f"`{site.function.info.qualname}` blocks the event loop in `{sink}`"
        return cls.diagnostic(
            ctx,
            found.function,
            found.call.at,
            f"{words} only hides that `{sink}` blocks the event loop: peers still give up",
            help=f"get `{sink}` off the event loop, and leave the keepalive on to find dead peers",
            trace=(
                ctx.step(found.function, found.call.at, f"{words} is set here"),
                ctx.step(site.function, site.at, text),
            ),
        )
