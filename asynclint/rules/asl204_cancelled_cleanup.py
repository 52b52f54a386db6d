"""ASL204: cancelled-cleanup."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.rules.base import Context, Rule


class CancelledCleanup(Rule):
    """Cleanup waits in a scope that cancels it as well.

    ## Why it matters
    In a cancelled scope of trio or anyio every wait fails again until the scope is left, those in
    `finally` included. The first `await` of the cleanup is its last: connections stay open, locks
    taken, messages unsent. In plain asyncio a cancellation is raised once, and cleanup may wait.

    ## What it finds
    An `await` in a `finally`, or in a handler that catches cancellation, in a coroutine that runs
    in a scope or task group of trio or anyio, without a shielded scope around it. `aclose()` is
    silent: resources of trio and anyio promise to close even when they are cancelled.

    ## Examples
    ```python bad
    import anyio

    async def serve(connection):
        with anyio.move_on_after(5):
            try:
                await connection.run()
            finally:
                await connection.send_goodbye()
    ```
    ```python good
    import anyio

    async def serve(connection):
        with anyio.move_on_after(5):
            try:
                await connection.run()
            finally:
                with anyio.CancelScope(shield=True):
                    await connection.send_goodbye()
    ```

    ## Fix safety
    A shielded scope lets the cleanup finish, however long that takes: give it a time limit.
    """

    __slots__ = ()
    code = "ASL204"
    name = "cancelled-cleanup"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    unfixable = "how long the cleanup may take is for its author to say"
    aliases = ("ASYNC102",)
    facts = ("levels.cancelled",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.levels.cancelled:
            function = found.function
            scope = f"`{found.word}`"
            yield cls.diagnostic(
                ctx,
                function,
                found.wait.at,
                f"when {scope} is cancelled, this wait of the cleanup fails at once",
                help="wait in `with CancelScope(shield=True):`, with a time limit",
                trace=(
                    ctx.step(found.around, found.scope, f"the coroutine runs in {scope}"),
                    ctx.step(function, found.wait.at, "this is cancelled as well"),
                ),
            )
