"""ASL513: incompatible-channel-layer."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.configuration import Misplaced
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import release


class IncompatibleChannelLayer(Rule):
    """A channel layer is used with a release of its client that it does not work with.

    ## Why it matters
    redis-py 8 gives up every read after five seconds by default, and just as long does the core
    layer of channels_redis wait for messages: each consumer dies of a `TimeoutError` after about
    five seconds. channels_redis 4.0 cancels its own reads, which redis-py 4.4.0 to 4.5.4 answers
    with mixed up replies and lost messages.

    ## What it finds
    `CHANNEL_LAYERS` of Django's settings, with the releases that lock files and requirements
    choose. A `socket_timeout` among the hosts silences the former.

    ## Examples
    ```python bad (pyproject.toml: project.dependencies=["redis==8.1","channels-redis==4.3"])
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": [("localhost", 6379)]},
        }
    }
    ```
    ```python good (pyproject.toml: project.dependencies=["redis==8.1","channels-redis==4.3"])
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": [{"host": "localhost", "socket_timeout": 30}]},
        }
    }
    ```

    ## Fix safety
    Where a newer release of the client mends it, the requirement is raised; it may differ in other
    ways as well. A longer timeout only delays that a dead connection is noticed, so that is not
    added.
    """

    __slots__ = ()
    code = "ASL513"
    name = "incompatible-channel-layer"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    unfixable = "whether to change the release or the timeout is for the deployment to say"
    facts = ("configuration.misplaced",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.configuration.misplaced:
            if found.pins:
                yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Misplaced, ctx: Context) -> Diagnostic:
        step = ctx.set(found.layer.place, "this layer is used")
        repaired = found.row.repaired
        fixes, unfixable = ctx.raised(found.pins[0], repaired) if repaired else ((), "")
        if not fixes:
            unfixable = unfixable or ctx.why_not(found.layer.place.path, cls.unfixable)
        pinned = [ctx.pinned(pin, "this release is used") for pin in found.pins]
        return Diagnostic(
            cls.code,
            cls.name,
            cls.severity,
            step.path,
            step.span,
            f"this layer does not work with {release(found.pins[0])}: {found.row.does}",
            found.row.advice,
            "",
            (step, *pinned),
            fixes=fixes,
            unfixable=unfixable,
        )
