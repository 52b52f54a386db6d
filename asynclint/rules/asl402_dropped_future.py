"""ASL402: dropped-future."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.starts import What
from asynclint.rules.base import Context, Rule
from asynclint.rules.drops import fixes, request, trace


class DroppedFuture(Rule):
    """Work is handed to a thread or process, and nobody asks how it ended.

    ## Why it matters
    The future is the only place where an exception of the work is kept. Dropped, it takes the
    exception with it: the job is gone without a log line. And a server that stops or replaces its
    worker does not know that anybody is still working. Futures of asyncio, which `run_in_executor`
    gives, are better off: the loop logs their exceptions once they are collected, so these are told
    as information.

    ## What it finds
    `executor.submit`, `loop.run_in_executor` and functions of the project that return such a
    future, where the result is thrown away, bound to a name that is never read, or only given a
    callback. It is silent where the work catches its own exceptions, and where the future is
    awaited, asked for its result, returned or put away anywhere.

    ## Examples
    ```python bad
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor()

    def alarm(request, handler):
        pool.submit(handler, request)
    ```
    ```python good
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor()

    def alarm(request, handler):
        return pool.submit(handler, request).result()
    ```

    ## Fix safety
    A callback that logs the error changes nothing else: safe. So is a task, kept until it is done,
    in the place of `run_coroutine_threadsafe` with the loop that runs the very code: asyncio logs
    its errors. Waiting for the result is unsafe: it takes as long as the work does, and raises what
    the work raises.
    """

    __slots__ = ()
    code = "ASL402"
    name = "dropped-future"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    facts = ("drops.dropped",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.drops.dropped:
            if found.what is What.COROUTINE:
                yield cls.diagnostic(
                    ctx,
                    found.function,
                    found.call.at,
                    f"nobody awaits what `{found.name}` gives: the work never starts",
                    help="await it",
                    trace=trace(found, ctx),
                )
            if found.what is not What.FUTURE or found.is_told:
                continue
            if request(found, ctx) is None:  # else it is worse: ASL403
                if found.is_cared_for:
                    lost = "the loop only logs its exceptions, once the future is collected"
                else:
                    lost = "its exceptions vanish with the future"
                yield cls.diagnostic(
                    ctx,
                    found.function,
                    found.call.at,
                    f"nobody asks how this work ends: {lost}",
                    help="wait for the result, or look at `future.exception()` in a callback",
                    trace=trace(found, ctx),
                    fixes=fixes(found, ctx),
                    severity=Severity.INFO if found.is_cared_for else None,
                )
