"""ASL514: in-memory-channel-layer."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity, Step
from asynclint.program.configuration import Misplaced
from asynclint.rules.base import Context, Rule


class InMemoryChannelLayer(Rule):
    """A channel layer that no other process sees is used in production.

    ## Why it matters
    Every process has groups of its own: what one process sends to a group reaches the clients of
    that process and nobody else. With a second worker, a second server or a task queue, messages
    are lost without an error. Channels calls it a layer for tests and for trying things out.

    ## What it finds
    `CHANNEL_LAYERS` of Django's settings with the in-memory layer, where the project is seen to run
    below a server. Settings whose name speaks of tests or development, settings that turn `DEBUG`
    on, and projects that have another layer elsewhere are silent.

    ## Examples
    ```python bad (Procfile: web: daphne --ping-interval 20 site.asgi:application)
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    ```
    ```python good (Procfile: web: daphne site.asgi:application)
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": ["redis://localhost"]},
        }
    }
    ```

    ## Fix safety
    Another layer needs another service.
    """

    __slots__ = ()
    code = "ASL514"
    name = "in-memory-channel-layer"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    unfixable = "a layer that processes share needs a service that has to be run"
    facts = ("configuration.misplaced",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.configuration.misplaced:
            if not found.pins:
                yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Misplaced, ctx: Context) -> Diagnostic:
        step = ctx.set(found.layer.place, "this layer is used")
        trace: tuple[Step, ...] = (step,)
        if found.server is not None:
            trace += (ctx.set(found.server, "the project runs below a server"),)
        return Diagnostic(
            cls.code,
            cls.name,
            cls.severity,
            step.path,
            step.span,
            f"in production {found.row.does}",
            found.row.advice,
            "",
            trace,
            unfixable=ctx.why_not(found.layer.place.path, cls.unfixable),
        )
