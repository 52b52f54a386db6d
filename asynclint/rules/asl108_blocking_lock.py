"""ASL108: blocking-lock-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingLock(BlockingRule):
    """An async function takes a thread lock without awaiting.

    ## Why it matters
    A `threading.Lock` around a few statements is seldom contended and short, and then harmless.
    Held around slow work in another thread it stops the event loop, and held across an `await` it
    deadlocks. Which of these it is cannot be seen at the lock, so this rule is off unless selected.

    ## What it finds
    Acquiring locks and semaphores of `threading` and `multiprocessing`, also by `with`, from code
    the event loop runs, directly or through sync functions in any module.

    ## Examples
    ```python bad
    import threading

    lock = threading.Lock()

    async def update() -> None:
        with lock:
            ...
    ```
    ```python good
    import asyncio

    lock = asyncio.Lock()

    async def update() -> None:
        async with lock:
            ...
    ```

    ## Fix safety
    An asyncio lock does not protect from other threads.
    """

    __slots__ = ()
    code = "ASL108"
    name = "blocking-lock-in-async"
    severity = Severity.INFO
    default = False
    kinds = (Kind.LOCK,)
