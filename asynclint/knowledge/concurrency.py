"""Bridges to threads, task queues, schedulers, and decorators."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_RUNS = "starts an event loop and runs it to the end; on a running loop it raises RuntimeError"
_PUBLISH = "publishes the task to the broker over the network"
_RESULT = "waits until the task has run and its result is stored"
_INSPECT = "asks the workers over the broker and waits for their answers"

_CELERY = "https://docs.celeryq.dev/en/stable/"
_TWISTED = "https://docs.twisted.org/en/stable/core/howto/threading.html"
_DISTRIBUTED = "https://distributed.dask.org/en/stable/"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="aiofiles",
        packages=("aiofiles",),
        aliases={"aiofiles.threadpool.open": "aiofiles.open"},
        returns={"aiofiles.open": "aiofiles.threadpool.text.AsyncTextIOWrapper"},
        offloads={"aiofiles.os.wrap": 0},
        asynchronous=(
            "aiofiles.threadpool.text.AsyncTextIOWrapper",
            *names("aiofiles.threadpool.binary", "AsyncBufferedIOBase AsyncBufferedReader"),
            "aiofiles.threadpool.binary.AsyncFileIO",
        ),
    ),
    Library(
        distribution="twisted",
        packages=("twisted",),
        blocks=(
            Blocks(
                "twisted.internet.threads.blockingCallFromThread",
                Kind.WAIT,
                "hands the function to the reactor and waits for its result",
                twin="await the Deferred",
                why=_TWISTED,
            ),
        ),
        offloads={
            "twisted.internet.threads.deferToThread": 0,
            "twisted.internet.threads.deferToThreadPool": 2,
            "twisted.internet.reactor.callInThread": 0,
        },
        schedules={
            "twisted.internet.reactor.callFromThread": 0,
            "twisted.internet.reactor.callWhenRunning": 0,
            "twisted.internet.reactor.callLater": 1,
        },
    ),
    Library(
        distribution="celery",
        packages=("celery",),
        blocks=(
            *methods(
                "celery.Task",
                "delay apply_async",
                Kind.NETWORK,
                _PUBLISH,
                why=_CELERY + "userguide/calling.html",
            ),
            *methods(
                "celery.Signature",
                "delay apply_async",
                Kind.NETWORK,
                _PUBLISH,
                why=_CELERY + "userguide/canvas.html",
            ),
            Blocks(
                "celery.Celery.send_task",
                Kind.NETWORK,
                _PUBLISH,
                why=_CELERY + "reference/celery.html#celery.Celery.send_task",
            ),
            *methods(
                "celery.result.AsyncResult",
                "get wait",
                Kind.WAIT,
                _RESULT,
                why=_CELERY + "reference/celery.result.html",
            ),
            *methods(
                "celery.result.AsyncResult",
                "ready successful failed forget revoke",
                Kind.NETWORK,
                "asks the result backend or the broker over the network",
                why=_CELERY + "reference/celery.result.html",
            ),
            *methods(
                "celery.result.ResultSet",
                "get join join_native",
                Kind.WAIT,
                "waits until all the tasks have run and their results are stored",
                why=_CELERY + "reference/celery.result.html",
            ),
            *methods(
                "celery.app.control.Inspect",
                "active scheduled reserved registered stats ping active_queues revoked report conf",
                Kind.NETWORK,
                _INSPECT,
                why=_CELERY + "userguide/workers.html#inspecting-workers",
            ),
            *methods(
                "celery.app.control.Control",
                "ping revoke terminate purge broadcast shutdown",
                Kind.NETWORK,
                "sends the command to the workers over the broker",
                why=_CELERY + "userguide/workers.html",
            ),
        ),
        aliases={
            "celery.app.base.Celery": "celery.Celery",
            "celery.app.task.Task": "celery.Task",
            "celery.canvas.Signature": "celery.Signature",
            "celery.canvas.group": "celery.group",
            "celery.canvas.chord": "celery.chord",
            "celery.canvas.chain": "celery.chain",
            "celery.app.shared_task": "celery.shared_task",
        },
        bases={
            "celery.group": ("celery.Signature",),
            "celery.chain": ("celery.Signature",),
            "celery.chord": ("celery.Signature",),
            "celery.result.GroupResult": ("celery.result.ResultSet",),
        },
        returns={
            "celery.shared_task": "celery.Task",
            "celery.Celery.task": "celery.Task",
            "celery.Celery.AsyncResult": "celery.result.AsyncResult",
            "celery.Celery.GroupResult": "celery.result.GroupResult",
            "celery.Celery.send_task": "celery.result.AsyncResult",
            "celery.Celery.control": "celery.app.control.Control",
            "celery.Celery.signature": "celery.Signature",
            "celery.app.control.Control.inspect": "celery.app.control.Inspect",
            **returning(
                "celery.result.AsyncResult", "celery.Task", "delay apply_async AsyncResult"
            ),
            **returning("celery.Signature", "celery.Task", "s si signature"),
            **returning("celery.result.AsyncResult", "celery.Signature", "delay apply_async"),
            **returning("Self", "celery.Signature", "set clone"),
            **returning("celery.result.GroupResult", "celery.group", "delay apply_async"),
            "celery.signature": "celery.Signature",
        },
        transparent=("celery.shared_task", "celery.Celery.task"),
    ),
    Library(
        distribution="apscheduler",
        packages=("apscheduler",),
        offloads={
            f"apscheduler.schedulers.{scheduler}.{method}": 0
            for scheduler in ("asyncio.AsyncIOScheduler", "background.BackgroundScheduler")
            for method in ("add_job", "scheduled_job")
        },
    ),
    Library(
        distribution="distributed",
        packages=("distributed",),
        blocks=(
            Blocks(
                "distributed.Client",
                Kind.NETWORK,
                "connects to the scheduler, or starts a cluster, and waits for it",
                twin="distributed.Client(asynchronous=True)",
                unless=(Unless("asynchronous", 6, (True,), strict=True),),
                why=_DISTRIBUTED + "asynchronous.html",
            ),
            *methods(
                "distributed.Client",
                "gather wait_for_workers",
                Kind.WAIT,
                "waits for the cluster",
                twin="distributed.Client(asynchronous=True)",
                why=_DISTRIBUTED + "asynchronous.html",
            ),
            Blocks(
                "distributed.Future.result",
                Kind.WAIT,
                "waits until the task has run",
                twin="await the Future of a Client(asynchronous=True)",
                why=_DISTRIBUTED + "asynchronous.html",
            ),
        ),
        aliases={
            "distributed.client.Client": "distributed.Client",
            "distributed.client.Future": "distributed.Future",
            "dask.distributed": "distributed",
        },
        returns={"distributed.Client.submit": "distributed.Future"},
        offloads={"distributed.Client.submit": 0, "distributed.Client.map": 0},
        # What no future refers to is cancelled.
        defers=("distributed.Client.submit", "distributed.Client.map"),
    ),
    Library(
        distribution="dask",
        packages=("dask",),
        blocks=(
            Blocks(
                "dask.compute",
                Kind.CPU,
                "computes the collections and waits for the result",
                twin="distributed.Client.compute",
                why="https://docs.dask.org/en/stable/api.html#dask.compute",
            ),
        ),
    ),
    Library(
        distribution="discord.py",
        packages=("discord",),
        blocks=(
            Blocks(
                "discord.Client.run",
                Kind.LOOP,
                _RUNS,
                twin="discord.Client.start",
                why="https://discordpy.readthedocs.io/en/stable/api.html#discord.Client.run",
            ),
            *methods(
                "discord.SyncWebhook",
                "send fetch edit delete fetch_message edit_message delete_message",
                Kind.NETWORK,
                "sends the request and waits for the response",
                twin="discord.Webhook.{}",
                why="https://discordpy.readthedocs.io/en/stable/api.html#syncwebhook",
            ),
        ),
        aliases={
            "discord.client.Client": "discord.Client",
            "discord.webhook.sync.SyncWebhook": "discord.SyncWebhook",
        },
        bases={"discord.ext.commands.Bot": ("discord.Client",)},
        returns={
            **returning("discord.SyncWebhook", "discord.SyncWebhook", "from_url partial"),
            "discord.Client.loop": "asyncio.AbstractEventLoop",
            "discord.ext.tasks.loop": "discord.ext.tasks.Loop",
            **returning("asyncio.Task", "discord.ext.tasks.Loop", "start get_task"),
        },
        asynchronous=("discord.Webhook",),
        cancels=("discord.ext.tasks.Loop.cancel",),
    ),
    Library(
        distribution="tenacity",
        packages=("tenacity",),
        returns={"tenacity.Retrying.__iter__": "collections.abc.Iterator[tenacity.AttemptManager]"},
        calls={"tenacity.Retrying.__call__": 0},
        transparent=("tenacity.retry",),
    ),
    Library(
        distribution="backoff",
        packages=("backoff",),
        transparent=("backoff.on_exception", "backoff.on_predicate"),
    ),
    Library(distribution="stamina", packages=("stamina",), transparent=("stamina.retry",)),
    Library(
        distribution="cachetools",
        packages=("cachetools",),
        transparent=("cachetools.cached", "cachetools.cachedmethod"),
    ),
    Library(
        distribution="async-lru",
        packages=("async_lru",),
        transparent=("async_lru.alru_cache",),
    ),
)
