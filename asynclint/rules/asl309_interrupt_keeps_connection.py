"""ASL309: interrupt-keeps-connection."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.index.summary import dotted
from asynclint.rules.base import Context, Rule


class InterruptKeepsConnection(Rule):
    """Blocking code drops its connection after errors, but not after an interrupt.

    ## Why it matters
    `KeyboardInterrupt`, `SystemExit` from a signal handler and the timeouts of gevent and eventlet
    are no `Exception`. A client that is cut off by one between sending and reading, and keeps the
    connection, gives the unread reply to the next caller. redis-py's blocking client did so from
    4.4.0 to 4.5.4.

    ## What it finds
    A `try` whose handlers for `OSError` or socket timeouts and for `Exception` all close or drop
    the same thing and raise, while nothing does so for other exceptions: no `except BaseException`,
    no `finally`, no `with` around.

    ## Examples
    ```python bad
    import socket

    class Connection:
        def request(self, data):
            try:
                self.sock.sendall(data)
                return self.sock.recv(4096)
            except socket.timeout:
                self.disconnect()
                raise TimeoutError("no reply")
            except Exception:
                self.disconnect()
                raise
    ```
    ```python good
    import socket

    class Connection:
        def request(self, data):
            try:
                self.sock.sendall(data)
                return self.sock.recv(4096)
            except socket.timeout:
                self.disconnect()
                raise TimeoutError("no reply")
            except BaseException:
                self.disconnect()
                raise
    ```

    ## Fix safety
    Catching `BaseException` instead runs the same cleanup and raises the same exception.
    """

    __slots__ = ()
    code = "ASL309"
    name = "interrupt-keeps-connection"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.handling.interrupted:
            cleanup = dotted(found.cleanup.func)
            yield cls.diagnostic(
                ctx,
                found.function,
                found.handler.at,
                f"`{cleanup}()` is skipped when an interrupt cuts this off: that is no `Exception`",
                help="catch `BaseException` instead, and raise it again",
                trace=(
                    ctx.step(found.function, found.handler.at, "interrupts are not caught here"),
                    ctx.step(found.function, found.cleanup.at, f"so `{cleanup}()` does not run"),
                ),
            )
