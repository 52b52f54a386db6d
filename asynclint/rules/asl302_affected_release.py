"""ASL302: affected-client-release."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.dangers import Used
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import release


class AffectedRelease(Rule):
    """The project requires a release that hands replies to the wrong callers.

    ## Why it matters
    No code of the project has to cancel anything: servers cancel the task of a request when its
    client goes away. With redis-py 4.4.0 to 4.4.3 or 4.5.0 to 4.5.3 one aborted request is enough,
    and other users get each other's data from then on.

    ## What it finds
    Lock files, requirements and project metadata that allow nothing but affected releases of a
    client that the checked code uses; once, at the place that says so.

    ## Examples
    ```python bad (requirements.txt: redis==4.5.1)
    import redis.asyncio as redis

    client = redis.Redis()

    async def lookup(key):
        return await client.get(key)
    ```
    ```python good (requirements.txt: redis==4.5.5)
    import redis.asyncio as redis

    client = redis.Redis()

    async def lookup(key):
        return await client.get(key)
    ```

    ## Fix safety
    Requiring the first repaired release is unsafe, since releases differ in other ways as well; it
    is offered within the same major version. Where a file holds hashes the fix is only shown, and
    lock files are for their tools to change.
    """

    __slots__ = ()
    code = "ASL302"
    name = "affected-client-release"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("dangers.used",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for used in ctx.program.dangers.used:
            if any(hazard.advisories for hazard in used.hazards):
                yield cls._told(used, ctx)

    @classmethod
    def _told(cls, used: Used, ctx: Context) -> Diagnostic:
        pin, command = used.pin, used.command
        hazard = next(h for h in used.hazards if h.advisories)
        ids = ", ".join(hazard.advisories)
        step = ctx.pinned(pin, "this release is used")
        fixes, unfixable = ctx.raised(pin, hazard.repaired)
        return Diagnostic(
            cls.code,
            cls.name,
            cls.severity,
            step.path,
            step.span,
            f"{release(pin)} ({ids}): after a cancelled command {hazard.does}",
            f"require {pin.distribution}>={hazard.repaired}",
            "",
            (
                step,
                ctx.step(command.function, command.call.at, f"for example by `{command.name}`"),
            ),
            fixes=fixes,
            unfixable=unfixable,
        )
