"""The standard library: multiprocessing, its pools, queues, pipes and locks."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_MP = "https://docs.python.org/3/library/multiprocessing.html#multiprocessing"

_TIMEOUT_FIRST = (Unless("timeout", 0, (0,)),)
_TIMEOUT_SECOND = (Unless("timeout", 1, (0,)),)
_BLOCK_TIMEOUT = (Unless("block", 0, (False,)), Unless("timeout", 1, (0,)))
_ITEM_BLOCK_TIMEOUT = (Unless("block", 1, (False,)), Unless("timeout", 2, (0,)))

_BLOCKS = (
    Blocks(
        "multiprocessing.Process.start",
        Kind.SUBPROCESS,
        "starts a child process",
        why=f"{_MP}.Process.start",
    ),
    Blocks(
        "multiprocessing.Process.join",
        Kind.SUBPROCESS,
        "waits for the child process to exit",
        unless=_TIMEOUT_FIRST,
        why=f"{_MP}.Process.join",
    ),
    Blocks(
        "multiprocessing.Pool",
        Kind.SUBPROCESS,
        "starts the pool's child processes",
        twin="concurrent.futures.ProcessPoolExecutor with loop.run_in_executor",
        why=f"{_MP}.pool.Pool",
    ),
    *methods(
        "multiprocessing.Pool",
        "apply map starmap",
        Kind.WAIT,
        "waits for the workers' results",
        twin="loop.run_in_executor",
        why=f"{_MP}.pool.Pool.{{}}",
    ),
    Blocks(
        "multiprocessing.Pool.join",
        Kind.WAIT,
        "waits for the pool's workers to exit",
        why=f"{_MP}.pool.Pool.join",
    ),
    *methods(
        "multiprocessing.pool.AsyncResult",
        "get wait",
        Kind.WAIT,
        "waits for the workers' results",
        twin="loop.run_in_executor",
        unless=_TIMEOUT_FIRST,
        why=f"{_MP}.pool.AsyncResult.{{}}",
    ),
    *methods(
        "multiprocessing.pool.IMapIterator",
        "next __iter__ __next__",
        Kind.WAIT,
        "waits for a worker's next result",
        twin="loop.run_in_executor",
        why=f"{_MP}.pool.Pool.imap",
    ),
    Blocks(
        "multiprocessing.Manager",
        Kind.SUBPROCESS,
        "starts the manager's server process and waits for its answer",
        why=f"{_MP}.Manager",
    ),
    *methods(
        "multiprocessing.managers.BaseManager",
        "start",
        Kind.SUBPROCESS,
        "starts the manager's server process and waits for its answer",
        why=f"{_MP}.managers.BaseManager.start",
    ),
    Blocks(
        "multiprocessing.managers.BaseManager.connect",
        Kind.NETWORK,
        "connects to the manager's server process",
        why=f"{_MP}.managers.BaseManager.connect",
    ),
    Blocks(
        "multiprocessing.Queue.get",
        Kind.WAIT,
        "waits until another process puts an item",
        unless=_BLOCK_TIMEOUT,
        why=f"{_MP}.Queue.get",
        asks="empty qsize",
    ),
    # Where the maximum size is not known, it most often is none.
    Blocks(
        "multiprocessing.Queue.put",
        Kind.LOCK,
        "takes the queue's lock, and waits for a free place if the queue has a maximum size",
        unless=_ITEM_BLOCK_TIMEOUT,
        why=f"{_MP}.Queue.put",
    ),
    Blocks(
        "multiprocessing.Queue.join_thread",
        Kind.WAIT,
        "waits until all queued items are written to the pipe",
        why=f"{_MP}.Queue.join_thread",
    ),
    Blocks(
        "multiprocessing.JoinableQueue.join",
        Kind.WAIT,
        "waits until every item has been marked as done",
        why=f"{_MP}.JoinableQueue.join",
    ),
    Blocks(
        "multiprocessing.SimpleQueue.get",
        Kind.WAIT,
        "waits until another process puts an item",
        why=f"{_MP}.SimpleQueue.get",
        asks="empty",
    ),
    *methods(
        "multiprocessing.connection.Connection",
        "recv recv_bytes recv_bytes_into",
        Kind.WAIT,
        "waits until the other end of the connection sends",
        twin="loop.add_reader",
        why=f"{_MP}.connection.Connection.{{}}",
        asks="poll",
    ),
    Blocks(
        "multiprocessing.connection.Connection.poll",
        Kind.WAIT,
        "waits until the other end of the connection sends",
        twin="loop.add_reader",
        unless=(Unless("timeout", 0, (0,), by_default=True),),
        why=f"{_MP}.connection.Connection.poll",
    ),
    Blocks(
        "multiprocessing.connection.wait",
        Kind.WAIT,
        "waits until one of the objects is ready",
        twin="loop.add_reader",
        unless=_TIMEOUT_SECOND,
        why=f"{_MP}.connection.wait",
    ),
    Blocks(
        "multiprocessing.connection.Client",
        Kind.NETWORK,
        "connects to a listener and waits for its answer",
        twin="asyncio.open_connection",
        why=f"{_MP}.connection.Client",
    ),
    Blocks(
        "multiprocessing.connection.Listener.accept",
        Kind.NETWORK,
        "waits for a connection",
        twin="asyncio.start_server",
        why=f"{_MP}.connection.Listener.accept",
    ),
    *methods(
        "multiprocessing.Lock",
        "acquire __enter__",
        Kind.LOCK,
        "waits until no other process holds the lock",
        unless=_BLOCK_TIMEOUT,
        why=f"{_MP}.Lock.acquire",
    ),
    *methods(
        "multiprocessing.RLock",
        "acquire __enter__",
        Kind.LOCK,
        "waits until no other process holds the lock",
        unless=_BLOCK_TIMEOUT,
        why=f"{_MP}.RLock.acquire",
    ),
    *methods(
        "multiprocessing.Semaphore",
        "acquire __enter__",
        Kind.LOCK,
        "waits until the semaphore has a free place",
        unless=_BLOCK_TIMEOUT,
        why=f"{_MP}.Semaphore",
    ),
    Blocks(
        "multiprocessing.Condition.__enter__",
        Kind.LOCK,
        "waits until no other process holds the condition's lock",
        why=f"{_MP}.Condition",
    ),
    Blocks(
        "multiprocessing.Condition.wait",
        Kind.LOCK,
        "waits until another process notifies the condition",
        unless=_TIMEOUT_FIRST,
        why=f"{_MP}.Condition",
    ),
    Blocks(
        "multiprocessing.Condition.wait_for",
        Kind.LOCK,
        "waits until another process makes the predicate true",
        unless=_TIMEOUT_SECOND,
        why=f"{_MP}.Condition",
    ),
    Blocks(
        "multiprocessing.Event.wait",
        Kind.WAIT,
        "waits until another process sets the event",
        unless=_TIMEOUT_FIRST,
        why=f"{_MP}.Event",
    ),
    Blocks(
        "multiprocessing.Barrier.wait",
        Kind.WAIT,
        "waits until all parties have reached the barrier",
        why=f"{_MP}.Barrier",
    ),
)

_MADE = (
    "Barrier BoundedSemaphore Condition Event JoinableQueue Lock Pool Process Queue RLock "
    "Semaphore SimpleQueue"
)

LIBRARY = Library(
    distribution="",
    packages=("multiprocessing",),
    blocks=_BLOCKS,
    aliases={
        # A context offers the same names as the package.
        "multiprocessing.context.BaseContext": "multiprocessing",
        "multiprocessing.context.SpawnContext": "multiprocessing",
        "multiprocessing.context.ForkContext": "multiprocessing",
        "multiprocessing.context.ForkServerContext": "multiprocessing",
        "multiprocessing.context.Process": "multiprocessing.Process",
        "multiprocessing.process.BaseProcess": "multiprocessing.Process",
        "multiprocessing.queues": "multiprocessing",
        "multiprocessing.synchronize": "multiprocessing",
        "multiprocessing.pool.Pool": "multiprocessing.Pool",
        "multiprocessing.pool.ApplyResult": "multiprocessing.pool.AsyncResult",
        "multiprocessing.pool.MapResult": "multiprocessing.pool.AsyncResult",
    },
    bases={
        "multiprocessing.JoinableQueue": ("multiprocessing.Queue",),
        "multiprocessing.unbounded": ("multiprocessing.Queue",),
        "multiprocessing.BoundedSemaphore": ("multiprocessing.Semaphore",),
        "multiprocessing.pool.ThreadPool": ("multiprocessing.Pool",),
        "multiprocessing.pool.IMapUnorderedIterator": ("multiprocessing.pool.IMapIterator",),
        "multiprocessing.managers.SyncManager": ("multiprocessing.managers.BaseManager",),
    },
    # What is put into one without a limit a thread writes.
    variants={"multiprocessing.Queue": ("maxsize", 0, "", "multiprocessing.unbounded")},
    returns={
        "multiprocessing.get_context": "multiprocessing.context.BaseContext",
        "multiprocessing.Manager": "multiprocessing.managers.SyncManager",
        "multiprocessing.Pipe": (
            "tuple[multiprocessing.connection.Connection, multiprocessing.connection.Connection]"
        ),
        "multiprocessing.connection.Client": "multiprocessing.connection.Connection",
        "multiprocessing.connection.Listener.accept": "multiprocessing.connection.Connection",
        # What a context makes, for the package's own names stand for classes anyway.
        **{name: name for name in names("multiprocessing", _MADE)},
        **returning(
            "multiprocessing.pool.AsyncResult",
            "multiprocessing.Pool",
            "apply_async map_async starmap_async",
        ),
        **returning(
            "multiprocessing.pool.IMapIterator",
            "multiprocessing.Pool",
            "imap imap_unordered",
        ),
        **returning("list", "multiprocessing.Pool", "map starmap"),
        # A manager's objects are proxies with the methods of the originals.
        "multiprocessing.managers.SyncManager.Queue": "queue.Queue",
        "multiprocessing.managers.SyncManager.JoinableQueue": "queue.Queue",
        "multiprocessing.managers.SyncManager.Lock": "threading.Lock",
        "multiprocessing.managers.SyncManager.RLock": "threading.RLock",
        "multiprocessing.managers.SyncManager.Event": "threading.Event",
        "multiprocessing.managers.SyncManager.Condition": "threading.Condition",
        "multiprocessing.managers.SyncManager.Semaphore": "threading.Semaphore",
        "multiprocessing.managers.SyncManager.Barrier": "threading.Barrier",
    },
    # Threads start without waiting for a program to load.
    safe=("multiprocessing.pool.ThreadPool", "multiprocessing.unbounded.put"),
)
