"""ASL509: keepalive-set-on-connection."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.rules.base import Context, Rule


class KeepaliveSetOnConnection(Rule):
    """The keepalive is changed on one connection, where the peer does not hear of it.

    ## Why it matters
    Both sides of a connection send pings and close it when no pong comes in time. What is assigned
    to the connection is no documented interface, and changes only when this side gives up. While
    the event loop is blocked it is the *other* side that gives up, after its own timeout:
    `websocket.ping_timeout = 60` and a handler that blocks for 30 seconds end in 1011 all the same.

    ## What it finds
    Assignments to `ping_timeout` and `ping_interval` of a connection of websockets: one that a
    server hands to its handler, one that a client made, or what is annotated so.

    ## Examples
    ```python bad
    from websockets.asyncio.server import serve

    async def handler(websocket):
        websocket.ping_timeout = 60

    async def main():
        async with serve(handler, "localhost", 8765) as server:
            await server.serve_forever()
    ```
    ```python good
    from websockets.asyncio.server import serve

    async def handler(websocket):
        await websocket.send("hello")

    async def main():
        async with serve(handler, "localhost", 8765, ping_timeout=60) as server:
            await server.serve_forever()
    ```

    ## Fix safety
    A value in `serve()` or `connect()` holds for all connections of that side. It has to be given
    on both sides; better is not to block the event loop.
    """

    __slots__ = ()
    code = "ASL509"
    name = "keepalive-set-on-connection"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    unfixable = "both sides need it where the connection is made, and the peer is not seen here"
    facts = ("sockets.assigned",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.sockets.assigned:
            attr = found.put.attr
            yield cls.diagnostic(
                ctx,
                found.function,
                found.put.at,
                f"`{attr}` of a connection is this side's alone: the peer closes it after its own",
                help=f"pass `{attr}` to `serve()` and to `connect()`, and keep the event loop free",
            )
