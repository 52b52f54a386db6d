"""ASL301: cancelled-command-on-shared-connection."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.program.dangers import Danger
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import kept, path, release

if TYPE_CHECKING:
    from asynclint.tree import Tree


class CancelledCommand(Rule):
    """A command is cancelled on a connection that its client goes on using.

    ## Why it matters
    A command whose task is cancelled between sending and reading leaves its reply on the wire. A
    client that keeps the connection hands that reply to the next caller: every later command gets
    the answer of the one before, data of other users included. redis-py did so from 4.4.0 to 4.4.3
    and from 4.5.0 to 4.5.3 (CVE-2023-28858, CVE-2023-28859); 4.4.4 and 4.5.4 traded it for lost
    messages and errors; 4.5.5 is the first release that is free of all of it.

    ## What it finds
    Commands of a client that lives on, cancelled by `wait_for`, a timeout block, `task.cancel()` or
    a task group, directly or through coroutines of the project, where the release of the client
    misbehaves then. Lock files, requirements and project metadata say which release that is: with
    an affected one the finding is an error, with a repaired one there is none, and when nothing
    tells, it is a warning that names the range. A client that is made inside of what is cancelled,
    or is not used afterwards, is fine.

    Servers cancel, too: Django from 5.0 on below an ASGI server, Quart, Sanic, and aiohttp with
    `handler_cancellation=True` cancel a view when its client leaves; Starlette and FastAPI cancel
    the generator of a `StreamingResponse`, though no plain view. With an affected release the first
    such command of each client is reported.

    ## Examples
    ```python bad
    import asyncio
    import redis.asyncio as redis

    client = redis.Redis()

    async def lookup(key):
        return await asyncio.wait_for(client.get(key), 0.5)
    ```
    ```python good
    import redis.asyncio as redis

    client = redis.Redis(socket_timeout=0.5)

    async def lookup(key):
        return await client.get(key)
    ```

    ## Fix safety
    Raising the requirement to a repaired release is the only complete remedy. A timeout of the
    client's own raises another exception. `asyncio.shield` hides the cancellation from the command
    only while somebody keeps a reference to it.
    """

    __slots__ = ()
    code = "ASL301"
    name = "cancelled-command-on-shared-connection"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("dangers.cut", "dangers.left")

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        dangers = ctx.program.dangers
        for danger in (*dangers.cut, *dangers.left):
            yield cls._told(danger, ctx)

    @classmethod
    def _told(cls, danger: Danger, ctx: Context) -> Diagnostic:
        cut, hazard = danger.cut, danger.hazard
        command, pin = cut.command, danger.pin
        distribution = command.distribution
        if danger.certain and pin is not None:
            used = release(pin)
            message = f"cancelling `{command.name}` breaks {used}: {hazard.does}"
        else:
            condition = f"if {distribution} < {hazard.repaired}"
            message = f"cancelling `{command.name}` is harmful {condition}: {hazard.does}"
        steps = [*kept(danger, ctx), *path(cut, ctx)]
        if pin is not None:
            said = "is used" if danger.certain else "may be used"
            steps.append(ctx.pinned(pin, f"{release(pin)} {said}"))
        ids = f" ({', '.join(hazard.advisories)})" if hazard.advisories else ""
        return cls.diagnostic(
            ctx,
            cut.function,
            cut.at,
            message,
            help=f"require {distribution}>={hazard.repaired}{ids}",
            fixes=(partial(_raised, danger, ctx),),
            trace=tuple(steps),
            severity=Severity.ERROR if danger.certain else Severity.WARNING,
        )


def _raised(danger: Danger, ctx: Context, _: Tree) -> Iterator[Fix]:
    """The repaired release is required where the affected one is."""
    from asynclint.tree import Unfixable

    if danger.pin is None:
        raise Unfixable("no file says which release is used")
    fixes, why = ctx.raised(danger.pin, danger.hazard.repaired)
    if why:
        raise Unfixable(why)
    yield from fixes
