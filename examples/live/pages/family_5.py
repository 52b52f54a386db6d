"""Channels, websockets, and work that is handed to threads."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

STARVED = 0.3  # seconds without a beat


def prepare(code):
    """Channels wants to be configured before anything is imported from it."""
    if code == "ASL503":
        from django.conf import settings

        settings.configure()


def asl503(module):
    from channels.testing import WebsocketCommunicator

    async def run():
        client = WebsocketCommunicator(module.Clock.as_asgi(), "/")
        await client.connect()
        await client.receive_from()
        await client.disconnect()
        return [task for task in asyncio.all_tasks() if task.get_coro().__name__ == "tick"]

    left = asyncio.run(run())
    return bool(left), "the task goes on without a client" if left else "the task has ended"


_READING = """
import asyncio, sys
from websockets.asyncio.client import connect

async def main():
    async with connect(f"ws://127.0.0.1:{sys.argv[1]}", ping_interval=None) as socket:
        async for _ in socket:
            pass

asyncio.run(main())
"""


def asl506(module):
    """A client of another process reads as fast as the handler sends; a heart should beat."""
    from websockets.asyncio.server import serve

    longest = 0.0

    async def run():
        nonlocal longest
        async with serve(module.handler, "127.0.0.1", 0, ping_interval=None) as server:
            port = server.sockets[0].getsockname()[1]
            client = subprocess.Popen([sys.executable, "-c", _READING, str(port)])
            threading.Timer(5, client.kill).start()  # ends the handler, which nothing else does
            last = time.perf_counter()
            while client.poll() is None:
                await asyncio.sleep(0.01)
                longest = max(longest, time.perf_counter() - last)
                last = time.perf_counter()

    asyncio.run(run())
    return longest > STARVED, f"the heart misses {longest:.1f} s at most"


def asl508(module):
    """A heart that should beat while the sum is worked out."""
    longest = 0.0

    async def run():
        nonlocal longest
        work = asyncio.create_task(module.total())
        last = time.perf_counter()
        while not work.done():
            await asyncio.sleep(0.01)
            longest = max(longest, time.perf_counter() - last)
            last = time.perf_counter()

    asyncio.run(run())
    return longest > STARVED, f"the heart misses {longest:.1f} s at most"


def asl511(module):
    error = ""
    try:
        asyncio.run(module.main())
    except TypeError as raised:
        error = str(raised)
    return bool(error), f"TypeError: {error}" if error else "runs to its end"


def asl512(module):
    """How many threads a pool has that was asked to have twenty."""
    import asgiref.sync

    names = set()

    def work():
        names.add(threading.current_thread().name)
        time.sleep(0.2)

    async def run():
        call = asgiref.sync.SyncToAsync(work)
        if hasattr(call, "_thread_sensitive"):
            call._thread_sensitive = False
        await asyncio.gather(*(call() for _ in range(60)))

    # The loop that was there when asgiref was imported is the one that it has told.
    asyncio.get_event_loop().run_until_complete(run())
    return len(names) != 20, f"{len(names)} threads"


def _layer(path):
    """The layer of a settings file, whose server is not on its usual port here."""
    from django.conf import settings

    words = Path(path).read_text().replace("localhost", f"127.0.0.1:{os.environ['REDIS_PORT']}")
    names = {}
    exec(words, names)
    settings.configure(CHANNEL_LAYERS=names["CHANNEL_LAYERS"])
    from channels.layers import get_channel_layer

    return get_channel_layer()


def asl514(module):
    """Two processes, as two workers of a server are; one sends, the other waits."""

    async def run():
        layer = _layer(module.__file__)
        channel = await layer.new_channel()
        await layer.group_add("news", channel)
        sending = asyncio.create_task(
            asyncio.to_thread(subprocess.run, [sys.executable, __file__, module.__file__])
        )
        got = None
        with contextlib.suppress(asyncio.TimeoutError):
            got = await asyncio.wait_for(layer.receive(channel), 8)
        assert (await sending).returncode == 0
        return got

    got = asyncio.run(run())
    return got is None, "the message comes" if got else "the message never comes"


async def send(path):
    layer = _layer(path)
    await asyncio.sleep(1)
    await layer.group_send("news", {"type": "news", "text": json.dumps("hello")})


if __name__ == "__main__":
    asyncio.run(send(*sys.argv[1:]))
