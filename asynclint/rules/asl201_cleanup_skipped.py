"""ASL201: cleanup-skipped-on-cancellation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.index.summary import dotted
from asynclint.program.skipping import Skipped
from asynclint.rules.base import Context, Rule

if TYPE_CHECKING:
    from asynclint.tree import Tree


class CleanupSkipped(Rule):
    """A coroutine cleans up after errors, but not when it is cancelled.

    ## Why it matters
    Since Python 3.8 the exception that cancels a task is no `Exception`. A handler that closes a
    connection after any `Exception` leaves it open, and half of a request on the wire, when the
    caller is cancelled: by a timeout, by a task group, by a server whose client went away. What
    uses the connection next reads somebody else's answer. That is how redis-py 4.4 and 4.5 handed
    out replies to the wrong users (CVE-2023-28858, CVE-2023-28859).

    ## What it finds
    A `try` around an `await` whose handler for `Exception` closes, releases, aborts or gives back
    something and raises again, while cancellation leaves without: because no handler catches it, or
    because `except CancelledError: raise` stands beside. It is silent when a `finally`, an
    enclosing `with` or an outer handler does the same cleanup, and when there is none to skip.

    ## Examples
    ```python bad
    async def request(connection, data):
        try:
            await connection.send(data)
            return await connection.read()
        except Exception:
            await connection.disconnect()
            raise
    ```
    ```python good
    import asyncio

    async def request(connection, data):
        try:
            await connection.send(data)
            return await connection.read()
        except (Exception, asyncio.CancelledError):
            await connection.disconnect()
            raise
    ```

    ## Fix safety
    Where the same cleanup ends the handlers and follows when all goes well, it moves to `finally`
    and runs as often as before: safe. Where the `try` itself ends with it, a cleanup that fails is
    tried again so far; that is shown, and not applied. Else the cleanup is added to the handler for
    cancellations, or the handler that cleans up and raises again is made to catch every exception,
    or cancellations too where it awaits something. What else that handler does is for errors alone,
    so then cancellations get a handler of their own: safe, unless the cleanup needs what comes
    before it. The cleanup should not wait for long: whoever cancelled waits for it.
    """

    __slots__ = ()
    code = "ASL201"
    name = "cleanup-skipped-on-cancellation"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("handling.skips.skipped",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.handling.skips.skipped:
            yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Skipped, ctx: Context) -> Diagnostic:
        function = found.function
        cleanup = dotted(found.cleanup.func) or "the cleanup"
        if found.explicit:
            message = f"cancellation skips `{cleanup}()`, which other exceptions run here"
        else:
            message = f"`{cleanup}()` is skipped on cancellation, which is no `Exception`"
        return cls.diagnostic(
            ctx,
            function,
            found.handler.at,
            message,
            help="run the cleanup on `CancelledError` as well and raise again, or in `finally:`",
            fixes=(partial(_fixed, found),),
            trace=(
                ctx.step(function, found.wait.at, "the task may be cancelled while it waits here"),
                ctx.step(function, found.handler.at, "then this is what is left of the handling")
                if found.explicit
                else ctx.step(function, found.handler.at, "this does not catch the cancellation"),
                ctx.step(function, found.cleanup.at, f"and `{cleanup}()` does not run"),
            ),
        )


def _fixed(found: Skipped, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.finishing import finished  # only fixes need them
    from asynclint.rules.passing import cleaned

    yield from finished(found, tree)
    yield from cleaned(found, tree)
