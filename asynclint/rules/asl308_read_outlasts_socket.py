"""ASL308: blocking-read-outlasts-socket."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import release


class ReadOutlastsSocket(Rule):
    """A blocking read waits for longer than its client waits for a reply.

    ## Why it matters
    From redis-py 8.0 on a client gives up on a reply after five seconds unless it is told
    otherwise. A `blpop` that waits for longer is cut off and tried again: on an idle queue it does
    not return None, it raises a `TimeoutError` after a minute.

    ## What it finds
    Blocking pops and reads without a time limit, or with one of five seconds and more, over a
    client that the code makes without `socket_timeout`, when the release in use has that default.

    ## Examples
    ```python bad (requirements.txt: redis==8.1.0)
    import redis.asyncio as redis

    client = redis.Redis()

    async def next_job():
        return await client.blpop("jobs", timeout=0)
    ```
    ```python good (requirements.txt: redis==8.1.0)
    import redis.asyncio as redis

    client = redis.Redis(socket_timeout=None)

    async def next_job():
        return await client.blpop("jobs", timeout=0)
    ```

    ## Fix safety
    No fix: without a socket timeout a dead connection is not noticed; a read with a short limit in
    a loop is.
    """

    __slots__ = ()
    code = "ASL308"
    name = "blocking-read-outlasts-socket"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    unfixable = "how long the client may wait is set where it is made"
    facts = ("blocked.outlasting",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.blocked.outlasting:
            command, pin = found.command, found.pin
            yield cls.diagnostic(
                ctx,
                command.function,
                command.call.at,
                f"`{command.name}` waits for longer than the socket: {found.hazard.does}",
                help="make the client with a `socket_timeout`, or wait for less than five seconds",
                trace=(
                    ctx.step(
                        found.maker.function,
                        found.maker.call.at,
                        "the client is made without a `socket_timeout`",
                    ),
                    ctx.step(command.function, command.call.at, "this waits for longer"),
                    ctx.pinned(pin, f"{release(pin)} gives up after five seconds"),
                ),
            )
