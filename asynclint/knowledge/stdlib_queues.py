"""The standard library: queues between threads."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"
_BLOCK_TIMEOUT = (Unless("block", 0, (False,)), Unless("timeout", 1, (0,)))
_ITEM_BLOCK_TIMEOUT = (Unless("block", 1, (False,)), Unless("timeout", 2, (0,)))
# One that is made without a limit takes whatever is put into it.
_UNBOUNDED = ("maxsize", 0, "", "queue.unbounded")

LIBRARY = Library(
    distribution="",
    packages=("queue",),
    blocks=(
        *methods(
            "queue.Queue",
            "get",
            Kind.WAIT,
            "waits until another thread puts an item",
            twin="asyncio.Queue.get",
            unless=_BLOCK_TIMEOUT,
            why=f"{_DOCS}/queue.html#queue.Queue.get",
            asks="empty qsize",
        ),
        Blocks(
            "queue.SimpleQueue.get",
            Kind.WAIT,
            "waits until another thread puts an item",
            twin="asyncio.Queue.get",
            unless=_BLOCK_TIMEOUT,
            why=f"{_DOCS}/queue.html#queue.SimpleQueue.get",
            asks="empty qsize",
        ),
        # Where the maximum size is not known, it most often is none: putting then takes a mutex.
        Blocks(
            "queue.Queue.put",
            Kind.LOCK,
            "takes the queue's lock, and waits for a free place if the queue has a maximum size",
            twin="asyncio.Queue.put",
            unless=_ITEM_BLOCK_TIMEOUT,
            why=f"{_DOCS}/queue.html#queue.Queue.put",
            asks="full qsize",
        ),
        Blocks(
            "queue.Queue.join",
            Kind.WAIT,
            "waits until every item has been marked as done",
            twin="asyncio.Queue.join",
            why=f"{_DOCS}/queue.html#queue.Queue.join",
        ),
    ),
    bases={
        "queue.LifoQueue": ("queue.Queue",),
        "queue.PriorityQueue": ("queue.Queue",),
        "queue.unbounded": ("queue.Queue",),
    },
    variants={
        "queue.Queue": _UNBOUNDED,
        "queue.LifoQueue": _UNBOUNDED,
        "queue.PriorityQueue": _UNBOUNDED,
    },
    safe=("queue.unbounded.put",),
)
