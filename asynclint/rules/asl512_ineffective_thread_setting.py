"""ASL512: ineffective-thread-setting."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.configuration import Misused
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import release


class IneffectiveThreadSetting(Rule):
    """A variable for the number of threads is set that the release in use does not obey.

    ## Why it matters
    `ASGI_THREADS` is still recommended against consumers that hang. Since asgiref 3.3.0 sync
    consumers, `sync_to_async` and `database_sync_to_async` share one thread whatever it says, since
    3.6.0 nothing reads it, and with asgiref 3.4 a process that has it set cannot import asgiref.

    ## What it finds
    `ASGI_THREADS` in Procfiles, Dockerfiles, compose files, files of variables and `os.environ` of
    settings, with the release of asgiref that lock files and requirements choose, or the releases
    of Channels or Django that require it. Where the release is not known, it is silent.

    ## Examples
    ```python bad (requirements.txt: asgiref==3.8.1)
    # settings.py, asgi.py or manage.py
    import os

    CHANNEL_LAYERS = {}
    os.environ["ASGI_THREADS"] = "20"
    ```
    ```python good (requirements.txt: asgiref==3.2.10)
    # settings.py, asgi.py or manage.py
    import os

    CHANNEL_LAYERS = {}
    os.environ["ASGI_THREADS"] = "20"
    ```

    ## Fix safety
    The variable can go, which changes nothing else: safe. What it was set for is blocking work in
    sync consumers: see ASL504.
    """

    __slots__ = ()
    code = "ASL512"
    name = "ineffective-thread-setting"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    facts = ("configuration.misused",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.configuration.misused:
            yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Misused, ctx: Context) -> Diagnostic:
        step = ctx.set(found.setting, "the variable is set here")
        row = found.row
        fixes, unfixable = ctx.removed(found.setting, row.name)
        verb = "breaks" if row.breaks else "does nothing for"
        return Diagnostic(
            cls.code,
            cls.name,
            Severity.ERROR if row.breaks else cls.severity,
            step.path,
            step.span,
            f"`{row.name}` {verb} {release(found.pin)}: {row.does}",
            f"remove `{row.name}`, and look for blocking work in sync consumers",
            "",
            (step, ctx.pinned(found.pin, "this release is used")),
            fixes=fixes,
            unfixable=unfixable,
        )
