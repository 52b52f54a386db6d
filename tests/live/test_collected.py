"""Which tasks that nobody refers to are collected in the middle of their work."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref
from collections.abc import Callable, Coroutine

import pytest

pytestmark = pytest.mark.live


async def bare() -> None:
    await asyncio.Event().wait()


class Inbox:
    def __init__(self) -> None:
        self.queue: asyncio.Queue[str] = asyncio.Queue()
        self.news = asyncio.Event()

    async def take(self) -> None:
        await self.queue.get()

    async def notice(self) -> None:
        await self.news.wait()


INBOX = Inbox()


async def for_a_queue() -> None:
    await INBOX.take()


async def for_an_event() -> None:
    await INBOX.notice()


async def sleeping() -> None:
    await asyncio.sleep(60)


async def below_a_deadline() -> None:
    await asyncio.wait_for(asyncio.Event().wait(), 60)


async def around() -> None:
    async with asyncio.timeout(60):
        await asyncio.Event().wait()


async def without_limit() -> None:
    await asyncio.wait_for(asyncio.Event().wait(), None)


async def behind_a_lock() -> None:
    await in_turn(sleeping)


async def behind_a_lock_of_nobody() -> None:
    await in_turn(bare)


async def in_turn(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Wait for a lock that another task holds while it does its work; nobody else knows either."""
    lock = asyncio.Lock()

    async def holding() -> None:
        async with lock:
            await work()

    asyncio.create_task(holding())  # noqa: RUF006
    await asyncio.sleep(0)
    async with lock:
        pass


async def in_a_thread() -> None:
    await asyncio.to_thread(time.sleep, 0.2)


async def in_an_executor() -> None:
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.2)


async def waited() -> None:
    await asyncio.wait([asyncio.create_task(bare())], timeout=60)


@pytest.mark.parametrize(
    ("work", "is_kept"),
    [
        (bare, False),
        (without_limit, False),
        (for_a_queue, True),
        (for_an_event, True),
        (sleeping, True),
        (below_a_deadline, True),
        (around, True),
        (behind_a_lock, True),
        (behind_a_lock_of_nobody, False),
        (waited, True),
        (in_a_thread, True),
        (in_an_executor, True),
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_timers_threads_and_signals_keep_tasks(
    work: Callable[[], Coroutine[None, None, None]], is_kept: bool
) -> None:

    async def main() -> bool:
        kept = weakref.ref(asyncio.create_task(work()))
        for _ in range(5):
            await asyncio.sleep(0)
        gc.collect()
        return kept() is not None

    assert asyncio.run(main()) is is_kept
