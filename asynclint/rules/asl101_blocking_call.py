"""ASL101: blocking-call-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingCall(BlockingRule):
    """An async function makes a call that stops its thread.

    ## Why it matters
    An event loop has one thread. While that thread sleeps or waits for somebody to type, no other
    task runs: timeouts fire late, keepalive pings stop, health checks fail and peers hang up.

    ## What it finds
    `time.sleep`, user input, and whatever the project itself declares as blocking, called from code
    the event loop runs: directly, or through sync functions in any number of modules. A function
    that is handed to a thread is not called here, so `asyncio.to_thread(work)` is silent; one that
    is *called* while being handed over, `asyncio.to_thread(work())`, is not. Asking the user is a
    warning: programs that do it seldom have anything else to run meanwhile.

    ## Examples
    ```python bad
    import time

    async def poll() -> None:
        time.sleep(1)
    ```
    ```python good
    import asyncio

    async def poll() -> None:
        await asyncio.sleep(1)
    ```

    ## Fix safety
    Awaiting the async twin keeps the meaning. Moving a call to a worker thread may not: what it
    calls may not be thread-safe. A thread that would ask the user is shown and never applied: who
    is asked keeps hardly anybody waiting, and `input` in a thread takes twice as many Ctrl-C to
    end. Nothing is awaited between what the code asks of an object that others know
    (`if self.client is None:`) and what it does to it then: two tasks would do so.
    """

    __slots__ = ()
    code = "ASL101"
    name = "blocking-call-in-async"
    severity = Severity.ERROR
    default = True
    aliases = ("ASYNC200", "ASYNC250", "ASYNC251", "S7488", "S7501")
    kinds = (
        Kind.SLEEP,
        Kind.OTHER,
        Kind.INPUT,
    )
