"""The standard library: sleeping, threads, futures, nested loops, the console."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"

# Conditions shared by several rows; named after the signature's order.
_TIMEOUT_FIRST = (Unless("timeout", 0, (0,)),)
_TIMEOUT_SECOND = (Unless("timeout", 1, (0,)),)
_BLOCK_TIMEOUT = (Unless("block", 0, (False,)), Unless("timeout", 1, (0,)))
_BLOCKING_TIMEOUT = (Unless("blocking", 0, (False,)), Unless("timeout", 1, (0,)))

_THREADING = (
    *methods(
        "threading.Lock",
        "acquire __enter__",
        Kind.LOCK,
        "waits until no other thread holds the lock",
        twin="asyncio.Lock",
        unless=_BLOCKING_TIMEOUT,
        why=f"{_DOCS}/threading.html#threading.Lock.acquire",
    ),
    *methods(
        "threading.RLock",
        "acquire __enter__",
        Kind.LOCK,
        "waits until no other thread holds the lock",
        twin="asyncio.Lock",
        unless=_BLOCKING_TIMEOUT,
        why=f"{_DOCS}/threading.html#threading.RLock.acquire",
    ),
    *methods(
        "threading.Semaphore",
        "acquire __enter__",
        Kind.LOCK,
        "waits until the semaphore has a free place",
        twin="asyncio.Semaphore",
        unless=_BLOCKING_TIMEOUT,
        why=f"{_DOCS}/threading.html#threading.Semaphore.acquire",
    ),
    *methods(
        "threading.Condition",
        "acquire __enter__",
        Kind.LOCK,
        "waits until no other thread holds the condition's lock",
        twin="asyncio.Condition",
        unless=_BLOCKING_TIMEOUT,
        why=f"{_DOCS}/threading.html#threading.Condition.acquire",
    ),
    # A condition guards a state like a lock does: reader-writer locks and queues wait in a loop
    # that seldom turns. What waits for long waits for an event, a queue or a future.
    Blocks(
        "threading.Condition.wait",
        Kind.LOCK,
        "waits until another thread notifies the condition",
        twin="asyncio.Condition.wait",
        unless=_TIMEOUT_FIRST,
        why=f"{_DOCS}/threading.html#threading.Condition.wait",
    ),
    Blocks(
        "threading.Condition.wait_for",
        Kind.LOCK,
        "waits until another thread makes the predicate true",
        twin="asyncio.Condition.wait_for",
        unless=_TIMEOUT_SECOND,
        why=f"{_DOCS}/threading.html#threading.Condition.wait_for",
    ),
    Blocks(
        "threading.Event.wait",
        Kind.WAIT,
        "waits until another thread sets the event",
        twin="asyncio.Event.wait",
        unless=_TIMEOUT_FIRST,
        why=f"{_DOCS}/threading.html#threading.Event.wait",
    ),
    Blocks(
        "threading.Barrier.wait",
        Kind.WAIT,
        "waits until all parties have reached the barrier",
        twin="asyncio.Barrier.wait",
        why=f"{_DOCS}/threading.html#threading.Barrier.wait",
    ),
    Blocks(
        "threading.Thread.join",
        Kind.WAIT,
        "waits until the thread ends",
        twin="asyncio.to_thread",
        unless=_TIMEOUT_FIRST,
        why=f"{_DOCS}/threading.html#threading.Thread.join",
    ),
)

_FUTURES = (
    *methods(
        "concurrent.futures.Future",
        "result exception",
        Kind.WAIT,
        "waits until the future is done",
        twin="asyncio.wrap_future",
        unless=_TIMEOUT_FIRST,
        why=f"{_DOCS}/concurrent.futures.html#concurrent.futures.Future.{{}}",
        asks="done",
    ),
    Blocks(
        "concurrent.futures.wait",
        Kind.WAIT,
        "waits until the futures are done",
        twin="asyncio.wait",
        unless=_TIMEOUT_SECOND,
        why=f"{_DOCS}/concurrent.futures.html#concurrent.futures.wait",
    ),
    Blocks(
        "concurrent.futures.as_completed",
        Kind.WAIT,
        "waits, at each step of the iteration, until another future is done",
        twin="asyncio.as_completed",
        unless=_TIMEOUT_SECOND,
        why=f"{_DOCS}/concurrent.futures.html#concurrent.futures.as_completed",
    ),
    Blocks(
        "concurrent.futures.Executor.map",
        Kind.WAIT,
        "waits for the workers' results when iterated",
        twin="loop.run_in_executor",
        unless=(Unless("timeout", None, (0,)),),
        why=f"{_DOCS}/concurrent.futures.html#concurrent.futures.Executor.map",
    ),
    Blocks(
        "concurrent.futures.Executor.shutdown",
        Kind.WAIT,
        "waits until the workers have finished all submitted calls",
        twin="loop.run_in_executor",
        unless=(Unless("wait", 0, (False,)),),
        why=f"{_DOCS}/concurrent.futures.html#concurrent.futures.Executor.shutdown",
        drains=True,
    ),
    Blocks(
        "concurrent.futures.Executor.__exit__",
        Kind.WAIT,
        "waits until the workers have finished all submitted calls",
        twin="loop.run_in_executor",
        why=f"{_DOCS}/concurrent.futures.html#concurrent.futures.Executor.shutdown",
        drains=True,
    ),
)

_LOOPS = (
    Blocks(
        "asyncio.run",
        Kind.LOOP,
        "runs another event loop to its end, which fails inside a running one",
        twin="await the coroutine",
        why=f"{_DOCS}/asyncio-runner.html#asyncio.run",
    ),
    Blocks(
        "asyncio.Runner.run",
        Kind.LOOP,
        "runs another event loop, which fails inside a running one",
        twin="await the coroutine",
        why=f"{_DOCS}/asyncio-runner.html#asyncio.Runner.run",
    ),
    Blocks(
        "asyncio.AbstractEventLoop.run_until_complete",
        Kind.LOOP,
        "runs an event loop until the future is done, which fails inside a running one",
        twin="await the coroutine",
        why=f"{_DOCS}/asyncio-eventloop.html#asyncio.loop.run_until_complete",
    ),
    Blocks(
        "asyncio.AbstractEventLoop.run_forever",
        Kind.LOOP,
        "runs an event loop until it is stopped, which fails inside a running one",
        why=f"{_DOCS}/asyncio-eventloop.html#asyncio.loop.run_forever",
    ),
)

_CONSOLE = (
    Blocks(
        "builtins.input",
        Kind.INPUT,
        "waits for a line from the user",
        why=f"{_DOCS}/functions.html#input",
    ),
    Blocks(
        "getpass.getpass",
        Kind.INPUT,
        "waits for a password from the user",
        why=f"{_DOCS}/getpass.html#getpass.getpass",
    ),
    *methods(
        "sys.stdin",
        "read readline readlines __iter__",
        Kind.INPUT,
        "waits for standard input",
        twin="loop.connect_read_pipe",
        why=f"{_DOCS}/sys.html#sys.stdin",
    ),
    *methods(
        "sys.stdin.buffer",
        "read read1 readinto readline readlines __iter__",
        Kind.INPUT,
        "waits for standard input",
        twin="loop.connect_read_pipe",
        why=f"{_DOCS}/sys.html#sys.stdin",
    ),
)

_SIGNALS = (
    Blocks(
        "signal.pause",
        Kind.WAIT,
        "waits for a signal",
        twin="loop.add_signal_handler",
        why=f"{_DOCS}/signal.html#signal.pause",
    ),
    *methods(
        "signal",
        "sigwait sigwaitinfo",
        Kind.WAIT,
        "waits for one of the signals",
        twin="loop.add_signal_handler",
        why=f"{_DOCS}/signal.html#signal.{{}}",
    ),
    Blocks(
        "signal.sigtimedwait",
        Kind.WAIT,
        "waits for one of the signals",
        twin="loop.add_signal_handler",
        unless=(Unless("timeout", 1, (0,)),),
        why=f"{_DOCS}/signal.html#signal.sigtimedwait",
    ),
)

_IMPORTS = (
    Blocks(
        "importlib.import_module",
        Kind.IMPORT,
        "imports a module: the first time, reads its files and executes it",
        unless=(Unless("name", 0, ("builtins.__name__", ".__module__")),),  # which is there already
        why=f"{_DOCS}/importlib.html#importlib.import_module",
    ),
    Blocks(
        "importlib.reload",
        Kind.IMPORT,
        "reads the module's file again and executes it",
        why=f"{_DOCS}/importlib.html#importlib.reload",
    ),
    Blocks(
        "builtins.__import__",
        Kind.IMPORT,
        "imports a module: the first time, reads its files and executes it",
        why=f"{_DOCS}/functions.html#import__",
    ),
    Blocks(
        "importlib.metadata.EntryPoint.load",
        Kind.IMPORT,
        "imports the entry point's module: the first time, reads its files and executes it",
        why=f"{_DOCS}/importlib.metadata.html#entry-points",
    ),
    *methods(
        "runpy",
        "run_module run_path",
        Kind.IMPORT,
        "reads a script's file and executes it",
        twin="asyncio.create_subprocess_exec",
        why=f"{_DOCS}/runpy.html#runpy.{{}}",
    ),
    Blocks(
        "pkgutil.walk_packages",
        Kind.IMPORT,
        "lists directories and imports every package that it finds",
        why=f"{_DOCS}/pkgutil.html#pkgutil.walk_packages",
    ),
    Blocks(
        "pkgutil.resolve_name",
        Kind.IMPORT,
        "imports a module: the first time, reads its files and executes it",
        why=f"{_DOCS}/pkgutil.html#pkgutil.resolve_name",
    ),
)

LIBRARY = Library(
    distribution="",
    packages=(
        "time",
        "threading",
        "concurrent",
        "asyncio",
        "builtins",
        "getpass",
        "sys",
        "signal",
        "sched",
        "importlib",
        "runpy",
        "pkgutil",
    ),
    blocks=(
        Blocks(
            "time.sleep",
            Kind.SLEEP,
            "sleeps in the calling thread",
            twin="asyncio.sleep",
            unless=(Unless("seconds", 0, (0,)),),
            why=f"{_DOCS}/time.html#time.sleep",
        ),
        Blocks(
            "sched.scheduler.run",
            Kind.SLEEP,
            "sleeps until every scheduled event has run",
            twin="loop.call_later",
            unless=(Unless("blocking", 0, (False,)),),
            why=f"{_DOCS}/sched.html#sched.scheduler.run",
        ),
        *_THREADING,
        *_FUTURES,
        *_LOOPS,
        *_CONSOLE,
        *_SIGNALS,
        *_IMPORTS,
    ),
    aliases={
        "concurrent.futures._base": "concurrent.futures",
        "concurrent.futures.thread": "concurrent.futures",
        "concurrent.futures.process": "concurrent.futures",
        "_thread.allocate_lock": "threading.Lock",
        "_thread.LockType": "threading.Lock",
        "sys.__stdin__": "sys.stdin",
    },
    bases={
        "threading.BoundedSemaphore": ("threading.Semaphore",),
        "threading.Timer": ("threading.Thread",),
        "concurrent.futures.ThreadPoolExecutor": ("concurrent.futures.Executor",),
        "concurrent.futures.ProcessPoolExecutor": ("concurrent.futures.Executor",),
        "concurrent.futures.InterpreterPoolExecutor": ("concurrent.futures.ThreadPoolExecutor",),
    },
    returns={
        **returning("threading.Thread", "threading", "current_thread main_thread"),
        "threading.enumerate": "list[threading.Thread]",
        # Entering a lock, semaphore or condition answers a bool, not the object itself.
        **returning("bool", "threading.Lock", "acquire __enter__ locked"),
        **returning("bool", "threading.RLock", "acquire __enter__"),
        **returning("bool", "threading.Semaphore", "acquire __enter__"),
        **returning("bool", "threading.Condition", "acquire __enter__ wait"),
        **returning("bool", "threading.Event", "wait is_set"),
        "concurrent.futures.Executor.submit": "concurrent.futures.Future",
        # Types of their own, so that iterating them waits for the user.
        "sys.stdin": "sys.stdin",
        "sys.stdin.buffer": "sys.stdin.buffer",
    },
)
