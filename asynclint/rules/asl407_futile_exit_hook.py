"""ASL407: futile-exit-hook."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.rules.base import Context, Rule
from asynclint.rules.drops import evidence


class FutileExitHook(Rule):
    """A pool is shut down by `atexit`, and the server ends without it.

    ## Why it matters
    It looks as if the work that is left were waited for. But uWSGI with `skip-atexit`, in gevent
    mode, or before 2.0.25 with threads, and uvicorn from 0.29 on when it is stopped, end without
    running what `atexit` was given: ten of twelve jobs were lost, as many as without the hook.

    ## What it finds
    `atexit.register` of a function that shuts down an executor or pool, where the project's
    configuration and pinned versions say that it runs such a server.

    ## Examples
    ```python bad (Procfile: web: uwsgi --skip-atexit --module app)
    import atexit
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor()
    atexit.register(pool.shutdown)
    ```
    ```python good
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor()

    def view(job):
        return pool.submit(job).result()
    ```

    ## Fix safety
    Waiting for the work in the request makes the response wait, too.
    """

    __slots__ = ()
    code = "ASL407"
    name = "futile-exit-hook"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    unfixable = "no hook is certain to run, and who waits instead is for its author to say"
    facts = ("left.hooks",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.left.hooks:
            end = ctx.program.endings.skips_hooks(found.function.module)
            if end is not None:
                yield cls.diagnostic(
                    ctx,
                    found.function,
                    found.call.at,
                    f"this hook does not save the work of the pool: {end.because}",
                    help="wait for the work in the request, or hand it to a queue",
                    trace=tuple(evidence(end, ctx)),
                )
