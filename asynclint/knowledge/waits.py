"""How long what is awaited may take: for a time that is given, until somebody else acts, or until a
plain function has run in a thread or process."""

from __future__ import annotations

from asynclint.knowledge.entry import names
from asynclint.knowledge.library import Library

_EXECUTOR = "concurrent.futures.Executor"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="asyncio, its waits",
        packages=("asyncio", "time"),
        sleeps={"asyncio.sleep": 0, "time.sleep": 0},
        loops={"asyncio.run": 0, "asyncio.AbstractEventLoop.run_until_complete": 0},
        new_loops=("asyncio.new_event_loop",),
        limits={
            "asyncio.wait_for": 1,
            "asyncio.timeout": 0,
            "asyncio.wait": "timeout",
            **dict.fromkeys(names("async_timeout", "timeout Timeout"), 0),
            **dict.fromkeys(names("anyio", "fail_after move_on_after"), 0),
            **dict.fromkeys(names("trio", "fail_after move_on_after"), 0),
        },
        failsafe=(
            *names("asyncio", "sleep all_tasks Event.wait Lock.acquire Semaphore.acquire"),
            *names("asyncio.Queue", "put get join"),
            "asyncio.AbstractEventLoop.stop",
        ),
        endless=(
            *names("asyncio", "Event.wait Condition.wait Condition.wait_for Barrier.wait"),
            *names("asyncio", "Queue.get Queue.join PriorityQueue.get LifoQueue.get"),
            *names("asyncio.subprocess.Process", "wait communicate"),
            *names("asyncio", "Future AbstractEventLoop.create_future StreamReader"),
            *names("asyncio", "Server.serve_forever Server.wait_closed"),
        ),
        signals=(
            *names("asyncio", "Event.wait Condition.wait Condition.wait_for Barrier.wait"),
            *names("asyncio", "Queue.get Queue.put Queue.join PriorityQueue.get PriorityQueue.put"),
            *names("asyncio", "LifoQueue.get LifoQueue.put Semaphore.acquire"),
        ),
        workers=(
            *names("asyncio", "to_thread AbstractEventLoop.run_in_executor"),
            f"{_EXECUTOR}.submit",
        ),
        in_threads=(
            *names("asyncio", "to_thread AbstractEventLoop.run_in_executor"),
            f"{_EXECUTOR}.submit",
        ),
        # Resolving the name of a host is a call of `run_in_executor`.
        borrows=dict.fromkeys(
            (
                *names("asyncio", "to_thread open_connection start_server"),
                *names(
                    "asyncio.AbstractEventLoop",
                    "run_in_executor getaddrinfo getnameinfo create_connection create_server",
                ),
            ),
            "",
        ),
    ),
    Library(
        distribution="anyio and trio, their waits",
        packages=("anyio", "trio"),
        sleeps={"anyio.sleep": 0, "trio.sleep": 0},
        loops={"anyio.run": 0},
        endless=(
            *names("anyio", "sleep_forever Event.wait Condition.wait"),
            *names("trio", "sleep_forever Event.wait Condition.wait Process.wait"),
        ),
        signals=names("anyio", "Event.wait Condition.wait"),
        workers=names("anyio", "to_thread.run_sync to_process.run_sync")
        + names("trio.to_thread", "run_sync"),
        in_threads=("anyio.to_thread.run_sync", "trio.to_thread.run_sync"),
    ),
    Library(
        distribution="libraries that wait for messages",
        packages=("redis", "websockets", "aiohttp", "aiokafka", "aio_pika"),
        endless=(
            *names("redis.asyncio.client.PubSub", "listen"),
            *names("websockets.asyncio.connection.Connection", "recv wait_closed"),
            "websockets.asyncio.connection.Connection",
            *names("websockets.legacy.protocol.WebSocketCommonProtocol", "recv wait_closed"),
            "websockets.legacy.protocol.WebSocketCommonProtocol",
            *names("aiohttp.ClientWebSocketResponse", "receive receive_str receive_json"),
            "aiohttp.ClientWebSocketResponse",
            *names("aiokafka.AIOKafkaConsumer", "getone"),
            "aiokafka.AIOKafkaConsumer",
        ),
    ),
    Library(
        distribution="bridges to threads",
        packages=("asgiref", "starlette"),
        workers=(
            *names("asgiref.sync", "sync_to_async SyncToAsync"),
            "starlette.concurrency.run_in_threadpool",
        ),
        in_threads=(
            *names("asgiref.sync", "sync_to_async SyncToAsync"),
            "starlette.concurrency.run_in_threadpool",
        ),
        one_thread=names("asgiref.sync", "sync_to_async SyncToAsync"),
        own_threads={"asgiref": "<3.3"},
        bridges={"asgiref.sync.AsyncToSync": 0},
        borrows=dict.fromkeys(names("asgiref.sync", "sync_to_async SyncToAsync"), ""),
    ),
)
