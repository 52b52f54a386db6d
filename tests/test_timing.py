"""What the rules about deadlines and cleanup say does happen: seen with what they talk about."""

# asynclint: file-ignore[ASL1, ASL205] the flaws are what is looked at

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
import sys
import threading
from collections.abc import Awaitable, Callable

import pytest

_SOON = 0.01  # for deadlines on what cannot end before they are up
_STUCK = 5  # seconds after which a test has failed


# ------------------------------------------------------------ ASL205


def test_thread_goes_on_when_wait_for_gives_up() -> None:
    release, finished = threading.Event(), threading.Event()

    def work() -> None:
        release.wait(_STUCK)
        finished.set()

    async def main() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.to_thread(work), _SOON)
        assert not finished.is_set()
        release.set()
        assert finished.wait(_STUCK)

    asyncio.run(main())


def test_thread_goes_on_when_a_block_gives_up() -> None:
    release, finished = threading.Event(), threading.Event()

    def work() -> None:
        release.wait(_STUCK)
        finished.set()

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(_SOON):
                await asyncio.get_running_loop().run_in_executor(None, work)
        assert not finished.is_set()
        release.set()
        assert finished.wait(_STUCK)

    asyncio.run(main())


def test_trying_again_starts_a_second_thread() -> None:
    release, running = threading.Event(), threading.Semaphore(0)

    def work() -> None:
        running.release()
        release.wait(_STUCK)

    async def main() -> None:
        for _ in range(2):
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.to_thread(work), _SOON)
        both = [running.acquire(timeout=_STUCK) for _ in range(2)]
        release.set()
        assert both == [True, True]

    asyncio.run(main())


def test_shielded_task_goes_on() -> None:
    async def main() -> None:
        release, finished = asyncio.Event(), asyncio.Event()

        async def work() -> None:
            await release.wait()
            finished.set()

        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(work()), _SOON)
        assert not finished.is_set()
        release.set()
        await asyncio.wait_for(finished.wait(), _STUCK)

    asyncio.run(main())


def test_shielded_task_that_nothing_refers_to_may_vanish() -> None:
    ends: list[str] = []

    async def main() -> None:
        async def work() -> None:
            try:
                # Nothing but the coroutine itself refers to what it waits for.
                await asyncio.get_running_loop().create_future()
                ends.append("finished")
            finally:
                ends.append("ended")

        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(work()), _SOON)
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        gc.collect()

    asyncio.run(main())
    assert ends == ["ended"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_anyio_waits_for_its_threads_unless_told_otherwise(backend: str) -> None:
    anyio = pytest.importorskip("anyio")
    pytest.importorskip(backend)
    events: list[str] = []

    async def main() -> None:
        with anyio.CancelScope() as scope:

            def work() -> None:
                anyio.from_thread.run_sync(scope.cancel)
                events.append("thread ended")

            await anyio.to_thread.run_sync(work)
        events.append("scope left")

    anyio.run(main, backend=backend)
    assert events == ["thread ended", "scope left"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_anyio_abandons_threads_when_told_to(backend: str) -> None:
    anyio = pytest.importorskip("anyio")
    pytest.importorskip(backend)
    left, ended = threading.Event(), threading.Event()

    async def main() -> None:
        with anyio.CancelScope() as scope:

            def work() -> None:
                anyio.from_thread.run_sync(scope.cancel)
                if left.wait(_STUCK):
                    ended.set()

            await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
        left.set()
        assert ended.wait(_STUCK)

    anyio.run(main, backend=backend)


# ------------------------------------------------------------ ASL204


def test_cleanup_may_wait_in_asyncio() -> None:
    steps: list[str] = []

    async def serve() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            steps.append("goodbye")

    async def cancel() -> None:
        task = asyncio.create_task(serve())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})

    async def timeout() -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0):
                await serve()

    async def group() -> None:
        with contextlib.suppress(BaseExceptionGroup):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(serve())
                await asyncio.sleep(0)
                raise ValueError

    for way in (cancel, timeout, group):
        asyncio.run(way())
    assert steps == ["goodbye"] * 3


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("shield", [False, True])
def test_cleanup_waits_in_anyio_only_below_a_shield(backend: str, shield: bool) -> None:
    anyio = pytest.importorskip("anyio")
    pytest.importorskip(backend)
    steps: list[str] = []

    async def serve() -> None:
        try:
            await anyio.sleep_forever()
        finally:
            steps.append("cleanup")
            with anyio.CancelScope(shield=shield):
                await anyio.sleep(0)
            steps.append("goodbye")

    async def scope() -> None:
        with anyio.CancelScope() as around:
            around.cancel()
            await serve()

    async def group() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(serve)
            await anyio.lowlevel.checkpoint()
            tasks.cancel_scope.cancel()

    expected = ["cleanup", "goodbye"] if shield else ["cleanup"]
    for way in (scope, group):
        steps.clear()
        anyio.run(way, backend=backend)
        assert steps == expected


def test_cleanup_waits_in_trio_only_below_a_shield() -> None:
    trio = pytest.importorskip("trio")
    steps: list[str] = []

    async def main(shield: bool) -> None:
        async with trio.open_nursery() as nursery:
            nursery.cancel_scope.cancel()
            try:
                await trio.sleep_forever()
            finally:
                with trio.CancelScope(shield=shield):
                    await trio.sleep(0)
                steps.append(f"goodbye {shield}")

    trio.run(main, False)
    trio.run(main, True)
    assert steps == ["goodbye True"]


def test_streams_of_anyio_close_though_cancelled() -> None:
    """Why `aclose()` is silent."""
    anyio = pytest.importorskip("anyio")

    async def main() -> None:
        send, receive = anyio.create_memory_object_stream(0)
        with anyio.CancelScope() as scope:
            scope.cancel()
            try:
                await receive.receive()
            finally:
                await send.aclose()
                await receive.aclose()
        with pytest.raises(anyio.ClosedResourceError):
            send.send_nowait(None)

    anyio.run(main)


# ------------------------------------------------------------ ASL207


def test_timeout_errors_are_one_since_311() -> None:
    assert (asyncio.TimeoutError is TimeoutError) == (sys.version_info >= (3, 11))


# ------------------------------------------------------------ ASL306


def test_stream_is_taken_until_the_cancelled_task_has_ended() -> None:
    async def read(wait: bool) -> bytes:
        reader = asyncio.StreamReader()
        task = asyncio.create_task(reader.readline())
        await asyncio.sleep(0)
        task.cancel()
        if wait:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        asyncio.get_running_loop().call_soon(reader.feed_data, b"x")
        return await reader.read(1)

    with pytest.raises(RuntimeError, match="already waiting"):
        asyncio.run(read(False))
    assert asyncio.run(read(True)) == b"x"


class _Connection:
    """Sends one command at a time, and a cancelled one gives back what it took: as asyncpg does."""

    def __init__(self) -> None:
        self.busy = False
        self.cancelled = asyncio.Event()

    async def fetch(self, reply: Awaitable[object]) -> object:
        if self.busy:
            raise RuntimeError("another operation is in progress")
        self.busy = True
        try:
            return await reply
        except asyncio.CancelledError:
            await self.cancelled.wait()  # the server confirms
            raise
        finally:
            self.busy = False


def test_connection_is_busy_until_the_cancelled_task_has_ended() -> None:
    async def main() -> None:
        connection = _Connection()
        task = asyncio.create_task(connection.fetch(asyncio.Event().wait()))
        await asyncio.sleep(0)
        task.cancel()
        for _ in range(3):  # however many turns of the loop it is given
            await asyncio.sleep(0)
            with pytest.raises(RuntimeError, match="in progress"):
                await connection.fetch(_never())
        connection.cancelled.set()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert await connection.fetch(asyncio.sleep(0, "reply")) == "reply"

    async def _run() -> None:
        await asyncio.wait_for(main(), _STUCK)

    asyncio.run(_run())


def _never() -> asyncio.Future[object]:
    return asyncio.get_running_loop().create_future()


# ------------------------------------------------------------ ASL309 (and ASL307)


class _Client:
    """Closes after errors; `caught` says which."""

    def __init__(self, caught: type[BaseException]) -> None:
        self._caught = caught
        self._ours: socket.socket | None = None
        self._theirs: socket.socket | None = None

    def ask(self, question: bytes, sent: Callable[[], None] = lambda: None) -> bytes:
        if self._ours is None or self._theirs is None:
            self._ours, self._theirs = socket.socketpair()
        try:
            self._ours.sendall(question)
            self._theirs.sendall(b"re: " + self._theirs.recv(10))  # the server answers
            sent()
            return self._ours.recv(5)
        except self._caught:
            self.close()
            raise

    def close(self) -> None:
        for sock in (self._ours, self._theirs):
            if sock is not None:
                sock.close()
        self._ours = self._theirs = None


@pytest.mark.parametrize(("caught", "answer"), [(Exception, b"re: 1"), (BaseException, b"re: 2")])
def test_next_caller_reads_what_an_interrupt_left(
    caught: type[BaseException], answer: bytes
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    client = _Client(caught)
    with pytest.raises(KeyboardInterrupt):
        client.ask(b"1", interrupt)
    assert client.ask(b"2") == answer
    client.close()


@pytest.mark.parametrize("module", ["gevent", "eventlet"])
def test_their_timeouts_are_no_exceptions(module: str) -> None:
    timeout = pytest.importorskip(module).Timeout
    assert issubclass(timeout, BaseException)
    assert not issubclass(timeout, Exception)
