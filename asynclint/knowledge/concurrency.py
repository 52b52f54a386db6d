"""Event loops other than asyncio's, bridges to threads, task queues, and decorators."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Library, Unless, methods, names, returning

_RUNS = "starts an event loop and runs it to the end; on a running loop it raises RuntimeError"
_FROM_THREAD = "hands the function to the event loop and waits for its result"
_PUBLISH = "publishes the task to the broker over the network"
_RESULT = "waits until the task has run and its result is stored"
_INSPECT = "asks the workers over the broker and waits for their answers"

_ANYIO = "https://anyio.readthedocs.io/en/stable/"
_TRIO = "https://trio.readthedocs.io/en/stable/reference-core.html"
_CELERY = "https://docs.celeryq.dev/en/stable/"
_TWISTED = "https://docs.twisted.org/en/stable/core/howto/threading.html"
_DISTRIBUTED = "https://distributed.dask.org/en/stable/"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="anyio",
        packages=("anyio",),
        blocks=(
            Blocks(
                "anyio.run", Kind.LOOP, _RUNS, "await the coroutine", why=_ANYIO + "basics.html"
            ),
            *methods(
                "anyio.from_thread",
                "run run_sync BlockingPortal.call",
                Kind.WAIT,
                _FROM_THREAD,
                twin="await the function",
                why=_ANYIO + "threads.html",
            ),
        ),
        returns={
            "anyio.open_file": "anyio.AsyncFile",
            "anyio.wrap_file": "anyio.AsyncFile",
            "anyio.from_thread.start_blocking_portal": (
                "contextlib.AbstractContextManager[anyio.from_thread.BlockingPortal]"
            ),
            "anyio.from_thread.BlockingPortal.start_task_soon": "concurrent.futures.Future",
            "anyio.Path.read_text": "str",
            "anyio.Path.read_bytes": "bytes",
            **returning(
                "anyio.Path", "anyio.Path", "home cwd parent joinpath with_suffix with_name"
            ),
        },
        offloads={
            "anyio.to_thread.run_sync": 0,
            "anyio.to_process.run_sync": 0,
            "anyio.to_interpreter.run_sync": 0,
        },
        schedules={
            "anyio.from_thread.run_sync": 0,
            "anyio.from_thread.BlockingPortal.call": 0,
            "anyio.from_thread.BlockingPortal.start_task_soon": 0,
        },
        asynchronous=names(
            "anyio", "Path AsyncFile Event Lock Condition Semaphore CapacityLimiter"
        ),
    ),
    Library(
        distribution="trio",
        packages=("trio",),
        blocks=(
            Blocks("trio.run", Kind.LOOP, _RUNS, "await the coroutine", why=_TRIO),
            *methods(
                "trio.from_thread",
                "run run_sync",
                Kind.WAIT,
                _FROM_THREAD,
                twin="await the function",
                why=_TRIO,
            ),
        ),
        offloads={"trio.to_thread.run_sync": 0},
        schedules={"trio.from_thread.run_sync": 0},
        asynchronous=names("trio", "Path Event Lock Condition Semaphore CapacityLimiter"),
    ),
    Library(
        distribution="asyncer",
        packages=("asyncer",),
        offloads={"asyncer.asyncify": 0},
    ),
    Library(
        distribution="uvloop",
        packages=("uvloop",),
        blocks=(
            Blocks(
                "uvloop.run",
                Kind.LOOP,
                _RUNS,
                twin="await the coroutine",
                why="https://github.com/MagicStack/uvloop#using-uvloop",
            ),
        ),
        returns={"uvloop.new_event_loop": "asyncio.AbstractEventLoop"},
    ),
    Library(
        distribution="aiomisc",
        packages=("aiomisc",),
        blocks=(
            Blocks(
                "aiomisc.run",
                Kind.LOOP,
                _RUNS,
                twin="await the coroutine",
                why="https://aiomisc.readthedocs.io/en/latest/",
            ),
        ),
        offloads={"aiomisc.threaded": 0, "aiomisc.threaded_separate": 0},
    ),
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
        returns=returning("discord.SyncWebhook", "discord.SyncWebhook", "from_url partial"),
        asynchronous=("discord.Webhook",),
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
