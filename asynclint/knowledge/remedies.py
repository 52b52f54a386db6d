"""What fixes need to know of the world's libraries: tables that are read only when fixes are made.

Names are canonical, as in the other tables.
"""

from __future__ import annotations

from collections.abc import Mapping

from asynclint.knowledge.entry import Hop

# The best first: the first that serves is the project's own idiom.
HOPS: tuple[Hop, ...] = (
    Hop(
        "channels.db",
        "database_sync_to_async",
        wraps=True,
        packages=("channels",),
        sinks=("django.db",),
    ),
    Hop("asgiref.sync", "sync_to_async", wraps=True, sinks=("django",)),
    Hop(
        attr="async_add_executor_job",
        receiver="hass",
        keywords=False,
        context=False,
        packages=("homeassistant",),
    ),
    Hop("trio", "to_thread.run_sync", keywords=False, packages=("trio",), unless=("asyncio",)),
    Hop(
        "starlette.concurrency",
        "run_in_threadpool",
        packages=("starlette",),
        unless=("asyncio", "anyio"),
    ),
    Hop(
        "fastapi.concurrency",
        "run_in_threadpool",
        packages=("fastapi",),
        unless=("asyncio", "anyio"),
    ),
    Hop("anyio", "to_thread.run_sync", keywords=False, packages=("anyio",), unless=("asyncio",)),
    Hop("asyncio", "to_thread", since="3.9"),
    Hop(
        "asyncio",
        "get_running_loop().run_in_executor",
        leads="None",
        keywords=False,
        context=False,
        since="3.7",
        fallback=True,
    ),
)

# How to sleep, by the package whose event loop a file uses.
SLEEPS: Mapping[str, tuple[str, str]] = {
    "asyncio": ("asyncio", "sleep"),
    "trio": ("trio", "sleep"),
    "anyio": ("anyio", "sleep"),
}
# Primitives that do nothing but sleep for the seconds they are given.
SLEEPING = ("time.sleep",)

# Primitives that run a coroutine: position of it. Awaiting it does the same where a loop runs.
RUNNING: Mapping[str, int] = {
    "asyncio.run": 0,
    "asyncio.run_until_complete": 0,
    "asyncio.AbstractEventLoop.run_until_complete": 0,
    "asyncio.BaseEventLoop.run_until_complete": 0,
    "asyncio.Runner.run": 0,
}

# What may raise StopIteration: no future takes that, so whoever awaits would wait for ever. Without
# a second argument, that is.
STOPPING = ("next", "__next__")

# Methods that do their work only when somebody reads what they give.
LAZY = ("glob", "rglob", "iglob", "iterdir", "walk")
# What reads all of that at once.
READING = ("list", "sorted", "set", "tuple", "frozenset")

# What needs the thread that the event loop runs in: to call it elsewhere fails or corrupts.
LOOP_BOUND = (
    "asyncio.create_task",
    "asyncio.ensure_future",
    "asyncio.get_running_loop",
    "asyncio.get_event_loop",
    "asyncio.current_task",
    "asyncio.all_tasks",
    "asyncio.gather",
    "asyncio.AbstractEventLoop.create_task",
    "asyncio.AbstractEventLoop.call_soon",
    "asyncio.AbstractEventLoop.call_later",
    "asyncio.AbstractEventLoop.call_at",
    "asyncio.AbstractEventLoop.add_reader",
    "asyncio.AbstractEventLoop.add_writer",
    "asyncio.AbstractEventLoop.add_signal_handler",
    "asyncio.AbstractEventLoop.run_until_complete",
    "asyncio.Future.set_result",
    "asyncio.Future.set_exception",
    "asyncio.Future.cancel",
    "asyncio.Task.cancel",
    "asyncio.Event.set",
    "asyncio.Queue.put_nowait",
    "asyncio.Queue.get_nowait",
    "asyncio.Semaphore.release",
    "asyncio.Lock.release",
    "signal.signal",
    "tornado.ioloop.IOLoop.current",
    "tornado.ioloop.PeriodicCallback.start",
    "tornado.httpserver.HTTPServer",
    "tornado.netutil.bind_sockets",
    "tornado.tcpserver.TCPServer.listen",
    "tornado.tcpserver.TCPServer.add_sockets",
    "tornado.web.Application.listen",
)

# What belongs to the thread that made it. Names stand for all that is below them.
THREAD_BOUND: Mapping[str, str] = {
    "sqlite3": "an SQLite connection belongs to the thread that made it",
    "tkinter": "Tk belongs to the thread that made it",
    "threading.RLock": "a lock that may be taken again belongs to the thread that took it",
    "threading.local": "thread-local state stays in its thread",
}

# What is entered to keep others out: who waits for it on the loop stops the loop.
EXCLUSIVE = (
    "threading.Lock",
    "threading.RLock",
    "threading.Condition",
    "threading.Semaphore",
    "threading.BoundedSemaphore",
    "multiprocessing.Lock",
    "multiprocessing.RLock",
    "filelock.FileLock",
)

# What runs after the response and is waited for by servers, by framework: where it is, the class
# that views get it as a parameter of, and the method that takes a function and its arguments.
BACKGROUND: Mapping[str, tuple[str, str, str]] = {
    "fastapi": ("fastapi", "BackgroundTasks", "add_task"),
}

# What a consumer has called when its client has left, by its base class: its name and parameters.
LEAVING: Mapping[str, tuple[str, str]] = {
    "channels.generic.websocket.AsyncWebsocketConsumer": ("disconnect", "self, code"),
    "channels.generic.websocket.AsyncJsonWebsocketConsumer": ("disconnect", "self, code"),
}
