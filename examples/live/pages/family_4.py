"""Work that nobody keeps or asks: tasks that are collected, errors that nobody hears of."""

import asyncio
import contextlib
import gc
import io
import os
import sys
import threading
import time
import weakref


def prepare(code):
    """Nothing: these examples need no library to be told anything."""


class Session:
    """Its heartbeat waits for something that only it refers to."""

    beats = 0

    async def heartbeat(self):
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            Session.beats += 1


def asl401(module):
    async def run():
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        await module.connected(Session())
        await asyncio.sleep(0)
        started = {weakref.ref(task) for task in asyncio.all_tasks()}
        gc.collect()
        await asyncio.sleep(0)
        return sum(ref() is None for ref in started)

    with contextlib.redirect_stderr(io.StringIO()):
        gone = asyncio.run(run())
    return gone > 0, "the task is collected while it waits" if gone else "the task is kept"


def asl402(module):
    def handler(request):
        raise ValueError(f"{request} is wrong")

    told = ""
    with contextlib.redirect_stderr(io.StringIO()) as err:
        try:
            module.alarm("request", handler)
        except ValueError as error:
            told = str(error)
        module.pool.shutdown(wait=True)
        gc.collect()
    sys.stdout.flush()
    lost = "is wrong" not in told + err.getvalue()
    return lost, "nobody hears of the error" if lost else "the error is raised"


def asl405(module):
    """Sixty calls at once, of which each holds a thread for a while."""
    most = 0

    def read():
        nonlocal most
        most = max(most, threading.active_count())
        time.sleep(0.2)

    async def run():
        await asyncio.gather(*(module.load(read) for _ in range(60)))

    asyncio.run(run())
    return most > 50, f"{most - 1} threads"


def asl406(module):
    """What a worker has of the thread that was started before it was forked."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        started = []
        start = threading.Thread.start
        threading.Thread.start = lambda self: (started.append(self.name), start(self))
        module.app.test_client().get("/")
        os.write(writer, str(len(started)).encode())
        os._exit(0)
    os.wait()
    started = int(os.read(reader, 100))
    return not started, f"{started} threads run in the worker"
