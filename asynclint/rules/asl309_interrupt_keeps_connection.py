"""ASL309: interrupt-keeps-connection."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Safety, Severity
from asynclint.index.summary import dotted
from asynclint.program.skipping import Interrupted
from asynclint.rules.base import Context, Rule

if TYPE_CHECKING:
    from asynclint.tree import Tree


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
    Catching `BaseException` instead runs the same cleanup and raises the same exception: safe.
    """

    __slots__ = ()
    code = "ASL309"
    name = "interrupt-keeps-connection"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    facts = ("handling.skips.interrupted",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.handling.skips.interrupted:
            cleanup = dotted(found.cleanup.func)
            yield cls.diagnostic(
                ctx,
                found.function,
                found.handler.at,
                f"`{cleanup}()` is skipped when an interrupt cuts this off: that is no `Exception`",
                help="catch `BaseException` instead, and raise it again",
                fixes=(partial(_broadened, found),),
                trace=(
                    ctx.step(found.function, found.handler.at, "interrupts are not caught here"),
                    ctx.step(found.function, found.cleanup.at, f"so `{cleanup}()` does not run"),
                ),
            )


def _broadened(found: Interrupted, tree: Tree) -> Iterator[Fix]:
    """`except Exception` -> `except BaseException`, in a handler that raises again."""
    import ast

    from asynclint.tree import Unfixable

    cleanup = tree.statement(tree.find(found.cleanup.at, ast.Call))
    handler = next((p for p in tree.parents(cleanup) if isinstance(p, ast.ExceptHandler)), None)
    kind = handler.type if handler else None
    if handler is None or not isinstance(kind, ast.Name) or kind.id != "Exception":
        raise Unfixable("no handler for every `Exception` cleans up")
    last = handler.body[-1]
    if not isinstance(last, ast.Raise) or last.exc is not None:
        raise Unfixable("the handler raises another exception")
    edit = tree.replace(tree.start(kind), tree.end(kind), "BaseException")
    yield Fix("Catch every exception", (edit,), Safety.SAFE)
