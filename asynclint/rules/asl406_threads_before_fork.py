"""ASL406: threads-before-fork."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.rules.base import Context, Rule


class ThreadsBeforeFork(Rule):
    """A thread or pool is used before the server forks its workers.

    ## Why it matters
    With gunicorn's `preload`, and with uWSGI unless `lazy-apps` is on, the application is imported
    once and then forked. Threads do not follow: what one was to do is not done in any worker. A
    pool believes to have threads that are not there: jobs stay queued, and uWSGI's workers hung for
    a minute each time one was replaced, joining a thread that did not exist.

    ## What it finds
    Threads that are started, and work that is handed to pools, while modules are imported that hold
    views or that those import, or in `AppConfig.ready`; where a configuration file says that the
    server forks after that. Making a pool without using it is fine.

    ## Examples
    ```python bad (gunicorn.conf.py: preload_app = True)
    import threading
    from flask import Flask

    app = Flask(__name__)
    threading.Thread(target=print, daemon=True).start()

    @app.get("/")
    def index():
        return "hello"
    ```
    ```python good
    import functools
    import threading
    from flask import Flask

    app = Flask(__name__)

    @functools.cache
    def start():
        threading.Thread(target=print, daemon=True).start()

    @app.before_request
    def ensure_started():
        start()
    ```

    ## Fix safety
    Starting the thread with the first request, or in a hook that runs after forking (`post_fork`),
    changes when it starts.
    """

    __slots__ = ()
    code = "ASL406"
    name = "threads-before-fork"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    unfixable = "in which worker, and when, the thread is to start is for its author to say"
    facts = ("preloads.setting",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        preloads = ctx.program.preloads
        setting = preloads.setting
        if setting is None:
            return
        words = f"{setting.name} {setting.value}".strip()
        for found in preloads.used():
            steps = [
                ctx.step(function, call.at, "which calls on") for function, call in found.chain
            ]
            steps.append(ctx.step(found.function, found.call.at, "threads are used here"))
            steps.append(ctx.set(setting, "workers are forked after the application is imported"))
            if found.is_pool:
                message = "this pool is used before {} forks (`{}`): its threads are in no worker"
            else:
                message = "this thread is started before {} forks (`{}`): it runs in no worker"
            yield cls.diagnostic(
                ctx,
                found.function,
                found.call.at,
                message.format(setting.server, words),
                help="start it in the workers: with the first request, or in a hook after forking",
                trace=tuple(steps),
            )
