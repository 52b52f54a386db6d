"""ASL403: work-left-by-request."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.dropped import Dropped
from asynclint.program.starts import What
from asynclint.program.views import Served
from asynclint.rules.base import Context, Rule
from asynclint.rules.drops import ending, evidence, fixes, leads, lost, request, severity, trace

_BEGUN = {
    What.FUTURE: "work handed over",
    What.THREAD: "a thread or process started",
}


class WorkLeftByRequest(Rule):
    """A request hands work to a thread or process and does not wait for it.

    ## Why it matters
    When the response is out, the server counts the request as done. A worker that is replaced
    (`max-requests`), reloaded or stopped takes the work with it, without an error: uWSGI before
    2.0.25 with threads lost 55 of 60 jobs, any release with `skip-atexit` or gevent nearly all, and
    uvicorn from 0.29 on all that a stop interrupts. Nobody is told, not even of exceptions.

    ## What it finds
    Futures of executors that are dropped, and threads and processes that are started and not waited
    for, in a function that a web framework calls for a request, or in helpers close to it.
    With a server configuration that replaces workers the finding names the setting, and how long
    the server waits. It is an error where work is lost that takes no longer than work usually does,
    or longer than the server waits by the times that the code says; a warning where the server
    waits long enough for most work, as gunicorn and newer releases of uWSGI do by themselves, or
    however long it takes, as uvicorn and hypercorn do. It is silent where the server is known to
    wait and the work is seen to be done by then.

    ## Examples
    ```python bad
    from concurrent.futures import ThreadPoolExecutor
    from fastapi import FastAPI

    app = FastAPI()
    pool = ThreadPoolExecutor()

    @app.post("/alarms")
    def alarm(alarm_id: int):
        pool.submit(print, alarm_id)
        return {"accepted": alarm_id}
    ```
    ```python good
    from concurrent.futures import ThreadPoolExecutor
    from fastapi import FastAPI

    app = FastAPI()
    pool = ThreadPoolExecutor()

    @app.post("/alarms")
    def alarm(alarm_id: int):
        pool.submit(print, alarm_id).result()
        return {"done": alarm_id}
    ```

    ## Fix safety
    Waiting for the result makes the response wait for the work, and raises what the work raises. A
    queue with workers of its own (Celery, RQ, uWSGI's spooler) keeps the response fast.
    """

    __slots__ = ()
    code = "ASL403"
    name = "work-left-by-request"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    facts = ("drops.dropped",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.drops.dropped:
            if found.what in _BEGUN and (served := request(found, ctx)) is not None:
                yield cls._told(found, served, ctx)

    @classmethod
    def _told(cls, found: Dropped, served: Served, ctx: Context) -> Diagnostic:
        steps = leads(served, ctx)
        steps.append(ctx.step(found.function, found.call.at, f"{_BEGUN[found.what]} here"))
        steps += trace(found, ctx)
        end = ending(found, ctx)
        steps += evidence(end, ctx)
        subject = "a daemon thread started" if found.is_daemon else _BEGUN[found.what]
        return cls.diagnostic(
            ctx,
            found.function,
            found.call.at,
            f"{subject} in a request: {lost(end)}",
            help="wait for it, or hand it to a queue that has workers of its own",
            trace=tuple(steps),
            fixes=fixes(found, ctx, in_request=True),
            severity=severity(end),
        )
