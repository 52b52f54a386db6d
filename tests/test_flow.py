"""What asyncio does to the programs that ASL201, ASL202 and ASL203 speak of: they are cancelled.

The examples are those of the rules' documentation; the other programs are the reasons for what the
engine takes for harmless.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import re
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any

import pytest

from asynclint.rules.asl201_cleanup_skipped import CleanupSkipped
from asynclint.rules.asl202_swallowed_cancellation import SwallowedCancellation
from asynclint.rules.asl203_replaced_cancellation import ReplacedCancellation
from asynclint.rules.base import Rule

_EXAMPLE = re.compile(r"```python (bad|good)\n(.*?)```", re.DOTALL)


def example(rule: type[Rule], word: str, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
    """A coroutine function of a rule's documentation."""
    texts = dict(_EXAMPLE.findall(inspect.getdoc(rule) or ""))
    namespace: dict[str, Any] = {}
    exec(texts[word], namespace)
    function: Callable[..., Coroutine[Any, Any, Any]] = namespace[name]
    return function


async def settle() -> None:
    """Lets every task run until it waits."""
    for _ in range(20):
        await asyncio.sleep(0)


async def never() -> None:
    await asyncio.get_running_loop().create_future()


async def cancelled(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """The task of a coroutine that was cancelled once, while it waited."""
    task = asyncio.create_task(coroutine)
    await settle()
    assert not task.done()
    task.cancel()
    await settle()
    return task


async def ended(task: asyncio.Task[Any]) -> None:
    while not task.done():
        task.cancel()
        await settle()


# ---------------------------------------------------------------- ASL201


class Connection:
    """Answers in the order that it was asked in, like redis."""

    def __init__(self) -> None:
        self.disconnected = False
        self.sent: list[str] = []
        self.answering = asyncio.Event()

    async def send(self, data: str) -> None:
        self.sent.append(data)

    async def read(self) -> str:
        await self.answering.wait()
        return f"answer to {self.sent.pop(0)}"

    async def disconnect(self) -> None:
        self.disconnected = True
        self.sent.clear()


@pytest.mark.parametrize(("word", "cleaned", "answer"), [("bad", False, "1"), ("good", True, "2")])
def test_cleanup_is_skipped(word: str, cleaned: bool, answer: str) -> None:
    request = example(CleanupSkipped, word, "request")

    async def main() -> None:
        connection = Connection()
        task = await cancelled(request(connection, "question 1"))
        assert task.cancelled()
        assert connection.disconnected is cleaned
        connection.answering.set()
        # Who asks next reads the answer to the question before: CVE-2023-28858.
        assert await request(connection, "question 2") == f"answer to question {answer}"

    asyncio.run(main())


@pytest.mark.parametrize("word", ["bad", "good"])
def test_cleanup_runs_on_errors(word: str) -> None:
    request = example(CleanupSkipped, word, "request")

    class Broken(Connection):
        async def read(self) -> str:
            raise OSError("broken")

    async def main() -> None:
        connection = Broken()
        with pytest.raises(OSError, match="broken"):
            await request(connection, "question")
        assert connection.disconnected

    asyncio.run(main())


def test_explicit_handler_skips_what_its_sibling_does() -> None:
    async def main() -> list[str]:
        done = []

        async def read() -> None:
            try:
                await never()
            except asyncio.CancelledError:
                raise
            except Exception:
                done.append("cleanup")
                raise

        assert (await cancelled(read())).cancelled()
        return done

    assert asyncio.run(main()) == []


def test_exception_groups_do_not_hold_cancellations() -> None:
    async def main() -> list[str]:
        done = []

        async def read() -> None:
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(never())
            except* Exception:
                done.append("cleanup")
                raise

        assert (await cancelled(read())).cancelled()
        return done

    assert asyncio.run(main()) == []


def test_with_bodies_are_cancelled_where_the_manager_yields() -> None:
    async def main() -> list[str]:
        done = []

        @contextlib.asynccontextmanager
        async def transaction() -> AsyncIterator[None]:
            try:
                yield
            except Exception:
                done.append("rollback")
                raise
            done.append("commit")

        async def work() -> None:
            async with transaction():
                await never()

        assert (await cancelled(work())).cancelled()
        return done

    assert asyncio.run(main()) == []


def test_coroutines_that_never_wait_are_not_cancelled() -> None:
    async def main() -> list[str]:
        done = []

        async def check() -> None:
            done.append("checked")

        async def work() -> None:
            await never()
            await check()

        async def checks() -> None:
            await check()
            done.append("after")

        task = asyncio.create_task(checks())
        await settle()
        assert task.done()
        assert (await cancelled(work())).cancelled()
        return done

    assert asyncio.run(main()) == ["checked", "after"]


# ---------------------------------------------------------------- ASL202


@pytest.mark.parametrize(("word", "goes_on"), [("bad", True), ("good", False)])
def test_cancellation_is_swallowed(word: str, goes_on: bool, capsys: Any) -> None:
    poll = example(SwallowedCancellation, word, "poll")

    async def main() -> None:
        queue: asyncio.Queue[str] = asyncio.Queue()
        task = asyncio.create_task(poll(queue))
        await settle()
        task.cancel()
        await settle()
        assert task.done() is not goes_on
        queue.put_nowait("item")
        await settle()
        assert queue.empty() is goes_on, "who goes on takes the item"
        if goes_on:  # nothing but an error ends it
            queue.get = None  # type: ignore[assignment,method-assign]
            task.cancel()
            await settle()
            assert isinstance(task.exception(), TypeError)

    asyncio.run(main())
    assert "cancelled" in capsys.readouterr().out


async def swallows() -> str:
    with contextlib.suppress(asyncio.CancelledError):
        await never()
    return "half"


async def as_it_is(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return await coroutine


async def as_task(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return await asyncio.create_task(coroutine)


async def gathered(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return await asyncio.gather(coroutine)


async def shielded(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return await asyncio.shield(coroutine)


async def in_group(coroutine: Coroutine[Any, Any, Any]) -> Any:
    async with asyncio.TaskGroup() as group:
        return group.create_task(coroutine)


@pytest.mark.parametrize(
    ("awaits", "goes_on"),
    [
        (as_it_is, True),
        (as_task, True),
        (gathered, False),  # remembers that it was cancelled itself
        (shielded, False),  # the cancellation does not get there
        (in_group, False),  # remembers, too
    ],
)
def test_awaiter_goes_on(awaits: Callable[..., Awaitable[Any]], goes_on: bool) -> None:
    async def main() -> bool:
        async def caller() -> str:
            await awaits(swallows())
            return "goes on"

        task = await cancelled(caller())
        assert task.done()
        return not task.cancelled() and task.result() == "goes on"

    assert asyncio.run(main()) is goes_on


def test_subclasses_do_not_catch_it() -> None:
    class Interrupted(asyncio.CancelledError):
        pass

    async def waits() -> None:
        with contextlib.suppress(Interrupted):
            await never()

    async def main() -> bool:
        return (await cancelled(waits())).cancelled()

    assert asyncio.run(main())


def test_returning_in_finally_swallows() -> None:
    async def main() -> Any:
        async def waits() -> str:
            namespace: dict[str, Any] = {"never": never}
            text = "async def f():\n  try:\n    await never()\n  finally:\n    return 'half'"
            exec(text, namespace)  # the compiler warns of it since Python 3.14
            found: str = await namespace["f"]()
            return found

        return (await cancelled(waits())).result()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        assert asyncio.run(main()) == "half"


def test_waiting_for_cancelled_tasks_raises_nothing() -> None:
    """Unlike awaiting them: what comes out of `asyncio.wait` is one's own cancellation."""

    async def main() -> None:
        task = asyncio.create_task(never())
        await asyncio.sleep(0)
        task.cancel()
        done, _ = await asyncio.wait([task])
        assert done == {task}

    asyncio.run(main())


def test_timeout_does_not_fire() -> None:
    async def main() -> str:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(None) as timeout:
            loop.call_soon(timeout.reschedule, loop.time())
            return await swallows()

    assert asyncio.run(main()) == "half"


def test_wait_for_does_not_fire() -> None:
    async def main() -> Any:
        return await asyncio.wait_for(swallows(), 0.001)

    assert asyncio.run(main()) == "half"


def test_task_group_hangs() -> None:
    async def main() -> None:
        ending = asyncio.Event()

        async def stubborn() -> None:
            while not ending.is_set():
                with contextlib.suppress(asyncio.CancelledError):
                    await ending.wait()

        async def fails() -> None:
            await asyncio.sleep(0)
            raise OSError

        async def both() -> None:
            async with asyncio.TaskGroup() as group:
                group.create_task(stubborn())
                group.create_task(fails())

        task = asyncio.create_task(both())
        await settle()
        assert not task.done(), "one has failed, the other one does not end"
        ending.set()
        await settle()
        assert isinstance(task.exception(), ExceptionGroup)

    asyncio.run(main())


def test_awaiting_what_was_just_cancelled() -> None:
    async def main() -> list[str]:
        done = []

        async def stop() -> None:
            task = asyncio.create_task(never())
            await asyncio.sleep(0)
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                done.append("its end")
            done.append("goes on")

        await stop()
        return done

    assert asyncio.run(main()) == ["its end", "goes on"]


def test_somebody_elses_task_hides_the_own_cancellation() -> None:
    async def main() -> None:
        other = asyncio.create_task(never())

        async def waits() -> str:
            with contextlib.suppress(asyncio.CancelledError):
                await other
            return "goes on"

        task = await cancelled(waits())
        assert task.result() == "goes on"
        assert task.cancelling() == 1, "what it could have asked"

    asyncio.run(main())


# ---------------------------------------------------------------- ASL203


class Device:
    disconnected = False

    async def write(self, data: bytes) -> None:
        await never()


@pytest.mark.parametrize("word", ["bad", "good"])
def test_cancellation_is_replaced(word: str) -> None:
    write = example(ReplacedCancellation, word, "write")

    async def main() -> None:
        task = await cancelled(write(Device(), b""))
        assert task.cancelled() is (word == "good")
        if word == "bad":
            assert isinstance(task.exception(), ConnectionError)

    asyncio.run(main())


@pytest.mark.parametrize(("word", "error"), [("bad", ConnectionError), ("good", TimeoutError)])
def test_timeout_is_not_reported(word: str, error: type[Exception]) -> None:
    write = example(ReplacedCancellation, word, "write")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(None) as timeout:
            loop.call_soon(timeout.reschedule, loop.time())
            await write(Device(), b"")

    with pytest.raises(error):
        asyncio.run(main())


@pytest.mark.parametrize(("word", "tries"), [("bad", 3), ("good", 1)])
def test_retries_go_on(word: str, tries: int) -> None:
    write = example(ReplacedCancellation, word, "write")

    async def main() -> int:
        count = 0

        async def retries() -> None:
            nonlocal count
            for _ in range(3):
                count += 1
                try:
                    await write(Device(), b"")
                except OSError:
                    continue

        task = await cancelled(retries())
        await ended(task)
        return count

    assert asyncio.run(main()) == tries
