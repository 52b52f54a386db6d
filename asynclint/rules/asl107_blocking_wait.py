"""ASL107: blocking-wait-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingWait(BlockingRule):
    """An async function waits for another thread or process without awaiting.

    ## Why it matters
    `queue.get`, `future.result`, `thread.join` and `event.wait` return when somebody else acts. If
    that somebody needs the event loop to act, this is a deadlock; else the loop merely stands
    still.

    ## What it finds
    Waiting on queues, events, conditions, barriers, futures, threads, processes and pools, and
    leaving `with ThreadPoolExecutor()`, which joins its workers; from code the event loop runs,
    directly or through sync functions in any module. Calls that cannot wait (`block=False`,
    `timeout=0`), code whose conditions ask first (`queue.empty()`, `future.done()`), and asyncio's
    own primitives are silent.

    ## Examples
    ```python bad
    import queue

    jobs: queue.Queue[str] = queue.Queue()

    async def next_job() -> str:
        return jobs.get()
    ```
    ```python good
    import asyncio

    jobs: asyncio.Queue[str] = asyncio.Queue()

    async def next_job() -> str:
        return await jobs.get()
    ```

    ## Fix safety
    A thread keeps the meaning, at the price of one thread for as long as the wait lasts.
    """

    __slots__ = ()
    code = "ASL107"
    name = "blocking-wait-in-async"
    severity = Severity.ERROR
    default = True
    kinds = (Kind.WAIT,)
