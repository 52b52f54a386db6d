"""The standard library: what starts tasks and what cancels them, and which exception is which.

Exceptions are here because a handler decides what becomes of a cancellation: the bases tell that
`except Exception` does not catch `asyncio.CancelledError` while `except BaseException` does.
`asyncio.TimeoutError` and `socket.timeout` became aliases of the builtin only in Python 3.11 and
3.10, so that here they are classes of their own, with the base that they have everywhere.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Client, names
from asynclint.knowledge.library import Library

_LOOP = "asyncio.AbstractEventLoop"


def _subclasses(base: str, members: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(names("builtins", members), (f"builtins.{base}",))


_BUILTIN_EXCEPTIONS: dict[str, tuple[str, ...]] = {
    **_subclasses(
        "BaseException",
        "Exception GeneratorExit KeyboardInterrupt SystemExit BaseExceptionGroup",
    ),
    "builtins.ExceptionGroup": ("builtins.BaseExceptionGroup", "builtins.Exception"),
    **_subclasses(
        "Exception",
        "ArithmeticError AssertionError AttributeError BufferError EOFError ImportError LookupError"
        " MemoryError NameError OSError ReferenceError RuntimeError StopAsyncIteration"
        " StopIteration SyntaxError SystemError TypeError ValueError Warning",
    ),
    **_subclasses("ArithmeticError", "FloatingPointError OverflowError ZeroDivisionError"),
    **_subclasses("ImportError", "ModuleNotFoundError"),
    **_subclasses("LookupError", "IndexError KeyError"),
    **_subclasses("NameError", "UnboundLocalError"),
    **_subclasses(
        "OSError",
        "BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError"
        " InterruptedError IsADirectoryError NotADirectoryError PermissionError"
        " ProcessLookupError TimeoutError",
    ),
    **_subclasses(
        "ConnectionError",
        "BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError",
    ),
    **_subclasses("RuntimeError", "NotImplementedError RecursionError PythonFinalizationError"),
    **_subclasses("SyntaxError", "IndentationError"),
    **_subclasses("IndentationError", "TabError"),
    **_subclasses("ValueError", "UnicodeError"),
    **_subclasses("UnicodeError", "UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError"),
    **_subclasses(
        "Warning",
        "BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning"
        " PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning"
        " UserWarning",
    ),
}

LIBRARY = Library(
    distribution="",
    packages=("asyncio", "builtins", "concurrent", "json", "queue", "socket", "ssl", "subprocess"),
    aliases={
        "builtins.EnvironmentError": "builtins.OSError",
        "builtins.IOError": "builtins.OSError",
        "concurrent.futures._base.CancelledError": "concurrent.futures.CancelledError",
        "concurrent.futures._base.TimeoutError": "concurrent.futures.TimeoutError",
        "json.decoder.JSONDecodeError": "json.JSONDecodeError",
        "os.error": "builtins.OSError",
        "select.error": "builtins.OSError",
        "socket.error": "builtins.OSError",
    },
    bases={
        **_BUILTIN_EXCEPTIONS,
        "asyncio.CancelledError": ("builtins.BaseException",),
        "asyncio.TimeoutError": ("builtins.Exception",),
        "asyncio.InvalidStateError": ("builtins.Exception",),
        "asyncio.QueueEmpty": ("builtins.Exception",),
        "asyncio.QueueFull": ("builtins.Exception",),
        "asyncio.QueueShutDown": ("builtins.Exception",),
        "asyncio.IncompleteReadError": ("builtins.EOFError",),
        "asyncio.LimitOverrunError": ("builtins.Exception",),
        "asyncio.BrokenBarrierError": ("builtins.RuntimeError",),
        # Not a base class of asyncio's since Python 3.8: `except Exception` catches this one.
        "concurrent.futures.CancelledError": ("builtins.Exception",),
        "concurrent.futures.TimeoutError": ("builtins.Exception",),
        "concurrent.futures.InvalidStateError": ("builtins.Exception",),
        "json.JSONDecodeError": ("builtins.ValueError",),
        "queue.Empty": ("builtins.Exception",),
        "queue.Full": ("builtins.Exception",),
        "socket.timeout": ("builtins.OSError",),
        "socket.gaierror": ("builtins.OSError",),
        "socket.herror": ("builtins.OSError",),
        "ssl.SSLError": ("builtins.OSError",),
        "subprocess.SubprocessError": ("builtins.Exception",),
        "subprocess.CalledProcessError": ("subprocess.SubprocessError",),
        "subprocess.TimeoutExpired": ("subprocess.SubprocessError",),
    },
    spawns={
        "asyncio.create_task": 0,
        "asyncio.ensure_future": 0,
        "asyncio.Task": 0,
        "asyncio.TaskGroup.create_task": 0,
        f"{_LOOP}.create_task": 0,
        # Its result is a `concurrent.futures.Future`; cancelling that cancels the task.
        "asyncio.run_coroutine_threadsafe": 0,
    },
    defers=(
        "asyncio.run_coroutine_threadsafe",
        f"{_LOOP}.run_in_executor",
        *names("concurrent.futures.Executor", "submit map"),
        *names("multiprocessing.Pool", "apply_async map_async starmap_async"),
    ),
    lazy=("asyncio.to_thread",),
    pools=(
        *names("concurrent.futures", "ThreadPoolExecutor ProcessPoolExecutor"),
        "concurrent.futures.InterpreterPoolExecutor",
        *("multiprocessing.Pool", "multiprocessing.pool.ThreadPool"),
    ),
    threads=("threading.Thread", "threading.Timer", "multiprocessing.Process"),
    # The event loop itself keeps weak references only.
    weak=(
        *names("asyncio", "create_task ensure_future gather Task"),
        f"{_LOOP}.create_task",
    ),
    gathers=("asyncio.gather", "asyncio.wait", "asyncio.as_completed"),
    # `asyncio.wait` and `asyncio.as_completed` have a timeout but leave the tasks running.
    deadlines={"asyncio.wait_for": 0},
    timeouts=("asyncio.timeout", "asyncio.timeout_at", "asyncio.Timeout"),
    groups=("asyncio.TaskGroup",),
    cancels=("asyncio.Future.cancel", "asyncio.Task.cancel", "concurrent.futures.Future.cancel"),
    shields={"asyncio.shield": 0},
    cancellations=("asyncio.CancelledError",),
    clients=(
        Client(
            "asyncio.StreamReader",
            noun="stream",
            pooled=False,
            exclusive="raises RuntimeError",
            local="at_eof exception feed_data feed_eof set_exception set_transport",
            alone="read readexactly readline readuntil __anext__",
            why="https://docs.python.org/3/library/asyncio-stream.html#streamreader",
        ),
    ),
)
