"""ASL110: nested-event-loop."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class NestedEventLoop(BlockingRule):
    """An async function starts an event loop inside the running one.

    ## Why it matters
    `asyncio.run` and `run_until_complete` raise `RuntimeError` when a loop is already running in
    the thread; with loops that allow it, everything else waits until the inner loop has ended.

    ## What it finds
    Starting a loop from code the event loop runs, directly or through sync functions in any module.
    A function that first asks whether a loop is running decides for itself and is silent.

    ## Examples
    ```python bad
    import asyncio

    async def work() -> None: ...

    async def main() -> None:
        asyncio.run(work())
    ```
    ```python good
    async def work() -> None: ...

    async def main() -> None:
        await work()
    ```

    ## Fix safety
    Awaiting is what was meant; a sync function in between has to become async.
    """

    __slots__ = ()
    code = "ASL110"
    name = "nested-event-loop"
    severity = Severity.ERROR
    default = True
    kinds = (Kind.LOOP,)
