"""Clients: cut off or used twice at once, against the real libraries and servers."""

import asyncio
import contextlib
import functools
import os
import signal
import socket
import threading
import time

import wires

_LATE = 1.4  # seconds; the page's deadline is one
PORT = int(os.environ.get("REDIS_PORT", "0"))


def prepare(code):
    """Let the examples find the server, which is not on its usual port here."""
    if code in ("ASL303", "ASL304", "ASL308"):
        import redis.asyncio

        redis.asyncio.Redis = functools.partial(redis.asyncio.Redis, port=PORT)
    if code == "ASL307":
        from gevent import monkey

        monkey.patch_all()
        import redis

        redis.Redis = functools.partial(redis.Redis, port=_echoing())


def _echoing():
    """A server that answers each GET with the name of its key, the first one late; gives its port.

    It speaks as much of redis's protocol as that takes.
    """
    listening = socket.create_server(("127.0.0.1", 0))

    def talk(peer):
        lines = peer.makefile("rb")
        while head := lines.readline():
            words = []
            for _ in range(int(head[1:])):
                size = int(lines.readline()[1:])
                words.append(lines.read(size + 2)[:-2])
            if words[0].upper() != b"GET":
                peer.sendall(b"+OK\r\n")
                continue
            if words[1] == b"first":
                time.sleep(_LATE)
            peer.sendall(b"$%d\r\n%b\r\n" % (len(words[1]), words[1]))

    def accept():
        while True:
            peer, _ = listening.accept()
            threading.Thread(target=talk, args=(peer,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listening.getsockname()[1]


def _client(port=PORT):
    import redis.asyncio

    made = getattr(redis.asyncio.Redis, "func", redis.asyncio.Redis)
    return made(port=port)


def asl303(module):
    """An item that comes just before the page's deadline of two seconds; its reply comes after."""
    from gate import Gate

    async def run():
        filling = _client()
        await filling.delete("jobs")
        async with Gate(PORT) as gate:
            client = _client(gate.port)
            await client.ping()
            gate.hold()
            before = gate.replies
            task = asyncio.ensure_future(module.next_job(client))
            await asyncio.sleep(1.5)
            await filling.rpush("jobs", "job")
            assert await gate.reply(before + 1, 5)
            await asyncio.wait([task], timeout=1)
            await gate.release()
            await asyncio.wait([task], timeout=2)
        got = None if task.cancelled() or task.exception() else task.result()
        return await filling.llen("jobs"), got

    left, got = asyncio.run(run())
    assert not left, "nobody has taken the item"
    return not got, "gets the item" if got else "the item is gone, and nobody has it"


def asl304(module):
    """A count whose reply is late: told to have failed, done nevertheless, done again."""
    from gate import Gate

    async def run():
        direct = _client()
        await direct.delete("visits")
        async with Gate(PORT) as gate:
            client = _client(gate.port)
            await client.ping()
            gate.hold()
            sent = gate.replies
            task = asyncio.ensure_future(module.count(client, "visits"))
            assert await gate.reply(sent + 1, 5)
            await asyncio.wait([task], timeout=0.3)
            await gate.release()
            await asyncio.wait([task])
            if task.exception() is not None:  # whoever is told that it failed tries again
                await module.count(client, "visits")
        return int(await direct.get("visits"))

    counted = asyncio.run(run())
    return counted != 1, f"one visit counts as {counted}"


def asl305(module):
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

    async def run():
        engine = create_async_engine("sqlite+aiosqlite://")
        session = AsyncSession(engine)
        failed = ""
        try:
            await module.load(session, text("select 1"), text("select 2"))
        except Exception as error:
            failed = type(error).__name__
        await asyncio.sleep(0.2)  # for what goes on beside that
        with contextlib.suppress(Exception):
            await session.close()
        await engine.dispose()
        return failed

    error = asyncio.run(run())
    return bool(error), error or "both are answered"


def asl307(module):
    """The reply to the first command comes after the timeout has cut it off."""
    import gevent

    with contextlib.suppress(gevent.Timeout):
        module.lookup("first")
        raise AssertionError("nothing was cut off")
    reply = module.lookup("second")
    return reply != b"second", f"`second` is answered with `{reply.decode()}`"


def asl308(module):
    """A consumer that waits for ever, and an item that comes after more than a minute."""
    import redis

    direct = redis.Redis(port=PORT)
    direct.delete("jobs")

    async def run():
        task = asyncio.ensure_future(module.next_job())
        await asyncio.wait([task], timeout=80)
        direct.rpush("jobs", "job")
        await asyncio.wait([task], timeout=10)
        return type(task.exception()).__name__ if task.exception() else ""

    began = time.monotonic()
    error = asyncio.run(run())
    took = time.monotonic() - began
    return bool(error), f"{error} after {took:.0f} s" if error else "gets the item"


class _Cut(BaseException):
    """What interrupts a blocking call: a timeout of gevent, the alarm of a worker."""


def asl309(module):
    class Connection(module.Connection):
        sock = None

        def __init__(self, port):
            self.port = port

        def connect(self):
            if self.sock is None:
                self.sock = socket.create_connection(("127.0.0.1", self.port), 5)

        def disconnect(self):
            self.sock.close()
            self.sock = None

    def cut(*_):
        raise _Cut

    assert threading.current_thread() is threading.main_thread()
    with wires.blocking_server() as port:
        connection = Connection(port)
        connection.connect()
        signal.signal(signal.SIGALRM, cut)
        signal.setitimer(signal.ITIMER_REAL, wires.REPLY_SECONDS / 2)
        with contextlib.suppress(_Cut):
            connection.request(b"mine")
        connection.connect()
        reply = connection.request(b"yours").decode()
    if reply == "yours":
        return False, "the next caller reads its own reply"
    return True, f"the next caller reads the reply to `{reply}`"
