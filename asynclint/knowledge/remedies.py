"""What fixes need to know of the world's libraries: tables that are read only when fixes are made.

Names are canonical, as in the other tables.
"""

from __future__ import annotations

from collections.abc import Mapping

from asynclint.knowledge.repair import Hop, Keeper

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

# Who keeps tasks by itself, the one that ends them the soonest first.
_BACKGROUND = ("async_create_background_task", "eager_start=False")
_ENTRY = ("homeassistant.config_entries.ConfigEntry", "hass")
KEEPERS: tuple[Keeper, ...] = (
    Keeper("homeassistant", "entry", *_BACKGROUND, *_ENTRY),
    Keeper("homeassistant", "config_entry", *_BACKGROUND, *_ENTRY),
    Keeper("homeassistant", "hass", *_BACKGROUND),
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

# What does its work only when somebody reads what it gives.
LAZY = frozenset(
    {"pathlib.Path.glob", "pathlib.Path.rglob", "pathlib.Path.iterdir", "pathlib.Path.walk"}
    | {"concurrent.futures.as_completed", "multiprocessing.pool.Pool.imap"}
    | {
        "multiprocessing.pool.Pool.imap_unordered",
        "glob.iglob",
        "os.walk",
        "os.fwalk",
        "os.scandir",
        "pkgutil.walk_packages",
    }
)
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
    "signal.set_wakeup_fd",
    "tornado.ioloop.IOLoop.current",
    "tornado.ioloop.PeriodicCallback.start",
    "tornado.httpserver.HTTPServer",
    "tornado.netutil.bind_sockets",
    "tornado.tcpserver.TCPServer.listen",
    "tornado.tcpserver.TCPServer.add_sockets",
    "tornado.web.Application.listen",
)

# Methods that change a container, by which a call of one is told; those of the second list are
# believed to do so when nothing is known of their object.
MUTATING = frozenset(
    {"append", "appendleft", "add", "clear", "discard", "extend", "extendleft", "insert", "pop"}
    | {"popitem", "popleft", "remove", "reverse", "rotate", "setdefault", "sort", "update"}
    | {"difference_update", "intersection_update", "symmetric_difference_update", "move_to_end"}
)
MUTATING_SURELY = frozenset({"append", "appendleft", "extendleft", "popitem", "popleft"})
CONTAINERS = frozenset(
    {"builtins.list", "builtins.dict", "builtins.set", "builtins.bytearray", "collections.deque"}
    | {"collections.defaultdict", "collections.OrderedDict", "collections.Counter"}
)
# What only one may use at a time: two tasks that share it are kept apart by the loop alone.
ONE_USER = frozenset(
    {
        "sqlalchemy.orm.Query",
        "sqlalchemy.orm.Session",
        "sqlalchemy.orm.scoped_session",
        "sqlmodel.Session",
    }
    | {"sqlalchemy.Connection", "sqlalchemy.engine.Connection", "sqlite3.Connection"}
    | {"psycopg2.extensions.connection", "psycopg2.extensions.cursor"}
    | {"pymysql.connections.Connection", "pymysql.cursors.Cursor", "http.client.HTTPConnection"}
    | {"http.client.HTTPSConnection", "ftplib.FTP", "smtplib.SMTP", "imaplib.IMAP4", "poplib.POP3"}
)

# Methods whose result belongs to what they are called on.
LOOKING_UP = frozenset({"get", "setdefault", "values", "items"})

# What gives an open file, which blocks again when it is read.
OPENING = frozenset(
    {"builtins.open", "io.open", "codecs.open", "pathlib.Path.open", "gzip.open", "bz2.open"}
    | {"lzma.open", "tarfile.open", "zipfile.ZipFile", "tempfile.TemporaryFile"}
    | {"tempfile.NamedTemporaryFile", "tempfile.SpooledTemporaryFile", "os.fdopen", "wave.open"}
    | {"PIL.Image.open"}
)

# What is entered and not closed when it is left: whoever made it may live on it.
LEFT_OPEN = frozenset({"sqlite3.connect"})

# What is done in less time than it takes to hand it to a thread and to wait for that.
BRIEF = frozenset({"tempfile.NamedTemporaryFile", "tempfile.TemporaryFile", "tempfile.mkstemp"})

# How calls are written that need the loop, whatever is known of their object; and how functions are
# called or decorated that their authors mean to run on it.
LOOP_NAMES = frozenset(
    {"create_task", "ensure_future", "call_soon", "call_later", "call_at", "get_running_loop"}
    | {"get_event_loop", "add_signal_handler", "add_reader", "add_writer"}
)
LOOP_PREFIX = "async_"
# How calls are written that tell that something else goes on beside the coroutine.
BUSY_NAMES = frozenset(
    {"create_task", "ensure_future", "gather", "start_soon", "start", "serve", "serve_forever"}
    | {"setup", "listen", "wait", "as_completed", "start_server", "create_server", "TaskGroup"}
    | {"create_task_group", "open_nursery", "call_soon", "call_later", "add_signal_handler"}
)
LOOP_DECORATORS = frozenset({"homeassistant.core.callback"})

# What belongs to the thread that made it. Names stand for all that is below them.
THREAD_BOUND: Mapping[str, str] = {
    "sqlite3": "an SQLite connection belongs to the thread that made it",
    "sqlite3.Connection": "an SQLite connection belongs to the thread that made it",
    "sqlite3.Cursor": "an SQLite connection belongs to the thread that made it",
    "sqlalchemy.orm.scoped_session": "a scoped session is another one in another thread",
    "tkinter": "Tk belongs to the thread that made it",
    "PyQt5": "Qt's objects belong to the thread that made them",
    "PyQt6": "Qt's objects belong to the thread that made them",
    "PySide6": "Qt's objects belong to the thread that made them",
    "contextvars.ContextVar.set": "a context variable that a thread sets is not set for its caller",
    "threading.RLock": "a lock that may be taken again belongs to the thread that took it",
    "threading.local": "thread-local state stays in its thread",
}
# Of those that functions may use on their way down: what makes one, or takes it back. If that is
# called on the way as well, all of it is in one thread.
MADE_BY: Mapping[str, str] = {
    "sqlite3.Connection": "sqlite3.connect",
    "sqlite3.Cursor": "sqlite3.connect",
    "sqlalchemy.orm.scoped_session": "sqlalchemy.orm.scoped_session",
    "contextvars.ContextVar.set": "contextvars.ContextVar.reset",
    "tkinter": "tkinter.Tk",
    "PyQt5": "PyQt5.QtWidgets.QApplication",
    "PyQt6": "PyQt6.QtWidgets.QApplication",
    "PySide6": "PySide6.QtWidgets.QApplication",
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
