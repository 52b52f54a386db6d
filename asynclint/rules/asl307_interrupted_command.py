"""ASL307: interrupted-blocking-command."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.blocked import CutOff
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import release


class InterruptedCommand(Rule):
    """A timeout of gevent, or a signal, cuts a command off, and its reply is left behind.

    ## Why it matters
    These timeouts, and signal handlers that do as they, raise an exception that is no `Exception`,
    between sending a command and reading its reply. redis-py 4.4.0 to 4.5.4 keeps the connection
    then, and the next caller reads the reply; for clients made by a `Sentinel` every release since
    4.6.0 does.

    ## What it finds
    Commands of a blocking client in a `with gevent.Timeout(...)` or `eventlet.Timeout(...)` block,
    between `start()` and `cancel()` of such a timeout, handed to `with_timeout`, or while an alarm
    is set whose signal handler raises what is no `Exception`; directly or through functions of the
    project, where the release in use misbehaves or may.

    ## Examples
    ```python bad (requirements.txt: redis==4.5.1)
    import gevent
    import redis

    client = redis.Redis()

    def lookup(key):
        with gevent.Timeout(1):
            return client.get(key)
    ```
    ```python good (requirements.txt: redis==5.0.1)
    import gevent
    import redis

    client = redis.Redis()

    def lookup(key):
        with gevent.Timeout(1):
            return client.get(key)
    ```

    ## Fix safety
    `socket_timeout` of the client limits the same wait, and raises another exception.
    """

    __slots__ = ()
    code = "ASL307"
    name = "interrupted-blocking-command"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    unfixable = "how long the client may wait is set where it is made"
    facts = ("blocked.cut_off",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.blocked.cut_off:
            yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: CutOff, ctx: Context) -> Diagnostic:
        command, hazard, pin = found.command, found.hazard, found.pin
        distribution = command.distribution
        steps = [
            ctx.step(found.function, found.at, f"`{found.word}` cuts the block off"),
            ctx.step(command.function, command.call.at, f"which sends `{command.name}`"),
        ]
        if pin is not None:
            steps.append(ctx.pinned(pin, f"{release(pin)} is used"))
        condition = "" if found.certain else f" if {distribution} is {' or '.join(hazard.versions)}"
        return cls.diagnostic(
            ctx,
            found.function,
            found.at,
            f"`{found.word}` may cut `{command.name}` off{condition}: {hazard.does}",
            help="set `socket_timeout` on the client instead",
            trace=tuple(steps),
            severity=Severity.ERROR if found.certain else Severity.WARNING,
        )
