"""Event loops other than asyncio's, and what else starts tasks, groups them and cancels them."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_RUNS = "starts an event loop and runs it to the end; on a running loop it raises RuntimeError"
_FROM_THREAD = "hands the function to the event loop and waits for its result"

_ANYIO = "https://anyio.readthedocs.io/en/stable/"
_TRIO = "https://trio.readthedocs.io/en/stable/reference-core.html"

_ANYIO_TIMEOUTS = names("anyio", "fail_after fail_at move_on_after move_on_at CancelScope")
_TRIO_TIMEOUTS = names("trio", "fail_after fail_at move_on_after move_on_at CancelScope")

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
        aliases={
            "anyio.abc.CancelScope": "anyio.CancelScope",
            "anyio.abc.BlockingPortal": "anyio.from_thread.BlockingPortal",
        },
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
            "anyio.create_task_group": "anyio.abc.TaskGroup",
            "anyio.abc.TaskGroup.cancel_scope": "anyio.CancelScope",
            **returning("anyio.TaskHandle", "anyio.abc.TaskGroup", "create_task start_soon"),
            **returning("anyio.CancelScope", "anyio", "move_on_after move_on_at"),
            **returning(
                "contextlib.AbstractContextManager[anyio.CancelScope]",
                "anyio",
                "fail_after fail_at",
            ),
            "anyio.get_cancelled_exc_class": "type[asyncio.CancelledError] | type[trio.Cancelled]",
        },
        offloads={
            "anyio.to_thread.run_sync": 0,
            "anyio.to_process.run_sync": 0,
            "anyio.to_interpreter.run_sync": 0,
        },
        defers=("anyio.from_thread.BlockingPortal.start_task_soon",),
        lazy=names("anyio", "to_thread.run_sync to_process.run_sync to_interpreter.run_sync"),
        kills=("anyio.to_process.run_sync",),
        schedules={
            "anyio.from_thread.run_sync": 0,
            "anyio.from_thread.BlockingPortal.call": 0,
            "anyio.from_thread.BlockingPortal.start_task_soon": 0,
        },
        asynchronous=names(
            "anyio", "Path AsyncFile Event Lock Condition Semaphore CapacityLimiter"
        ),
        spawns={
            **dict.fromkeys(names("anyio.abc.TaskGroup", "start_soon start create_task"), 0),
            "anyio.from_thread.BlockingPortal.start_task_soon": 0,
        },
        gathers=("anyio.gather", "anyio.as_completed"),
        timeouts=_ANYIO_TIMEOUTS,
        groups=("anyio.abc.TaskGroup",),
        cancels=names("anyio", "CancelScope.cancel TaskHandle.cancel abc.TaskGroup.cancel"),
        level_cancelled=("anyio.abc.TaskGroup", *_ANYIO_TIMEOUTS),
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
        bases={
            "trio.Cancelled": ("builtins.BaseException",),
            "trio.TooSlowError": ("builtins.Exception",),
        },
        returns={
            "trio.open_nursery": "contextlib.AbstractAsyncContextManager[trio.Nursery]",
            "trio.Nursery.cancel_scope": "trio.CancelScope",
            **returning("trio.CancelScope", "trio", "move_on_after move_on_at"),
            **returning(
                "contextlib.AbstractContextManager[trio.CancelScope]", "trio", "fail_after fail_at"
            ),
        },
        offloads={"trio.to_thread.run_sync": 0},
        lazy=("trio.to_thread.run_sync",),
        schedules={"trio.from_thread.run_sync": 0},
        asynchronous=names("trio", "Path Event Lock Condition Semaphore CapacityLimiter"),
        spawns={
            **dict.fromkeys(names("trio.Nursery", "start_soon start"), 0),
            "trio.lowlevel.spawn_system_task": 0,
        },
        timeouts=_TRIO_TIMEOUTS,
        groups=("trio.Nursery",),
        cancels=("trio.CancelScope.cancel",),
        level_cancelled=("trio.Nursery", *_TRIO_TIMEOUTS),
        cancellations=("trio.Cancelled",),
    ),
    Library(
        distribution="asyncer",
        packages=("asyncer",),
        aliases={"asyncer._main.TaskGroup": "asyncer.TaskGroup"},
        bases={"asyncer.TaskGroup": ("anyio.abc.TaskGroup",)},
        returns={"asyncer.create_task_group": "asyncer.TaskGroup"},
        offloads={"asyncer.asyncify": 0},
        # The task starts when what `soonify` returns is called.
        spawns={"asyncer.TaskGroup.soonify": 0},
        groups=("asyncer.TaskGroup",),
        level_cancelled=("asyncer.TaskGroup",),
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
        bases={"uvloop.Loop": ("asyncio.AbstractEventLoop",)},
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
        distribution="async-timeout",
        packages=("async_timeout",),
        timeouts=names("async_timeout", "timeout timeout_at Timeout"),
        returns=returning("async_timeout.Timeout", "async_timeout", "timeout timeout_at"),
    ),
    Library(
        distribution="taskgroup",
        packages=("taskgroup",),
        aliases={
            "taskgroup.taskgroups.TaskGroup": "taskgroup.TaskGroup",
            "taskgroup.timeouts": "taskgroup",
        },
        returns={
            "taskgroup.TaskGroup.create_task": "asyncio.Task",
            **returning("taskgroup.Timeout", "taskgroup", "timeout timeout_at"),
        },
        spawns={"taskgroup.TaskGroup.create_task": 0},
        timeouts=names("taskgroup", "timeout timeout_at Timeout"),
        groups=("taskgroup.TaskGroup",),
    ),
    Library(
        distribution="aiojobs",
        packages=("aiojobs",),
        returns={
            "aiojobs.create_scheduler": "aiojobs.Scheduler",
            "aiojobs.Scheduler.spawn": "aiojobs.Job",
            "aiojobs.aiohttp.spawn": "aiojobs.Job",
            **returning(
                "aiojobs.Scheduler", "aiojobs.aiohttp", "get_scheduler get_scheduler_from_app"
            ),
        },
        spawns={"aiojobs.Scheduler.spawn": 0, "aiojobs.aiohttp.spawn": 1},
        cancels=names("aiojobs", "Job.close Scheduler.close"),
        shields={"aiojobs.Scheduler.shield": 0, "aiojobs.aiohttp.shield": 1},
    ),
    Library(
        distribution="aiotools",
        packages=("aiotools",),
        aliases={
            "aiotools.supervisor": "aiotools",
            "aiotools.taskcontext": "aiotools",
            "aiotools.taskgroup": "aiotools",
            "aiotools.taskscope": "aiotools",
            "aiotools.timeouts": "aiotools",
            "aiotools.utils": "aiotools",
        },
        bases={
            "aiotools.TaskGroup": ("asyncio.TaskGroup",),
            "aiotools.TaskScope": ("aiotools.TaskContext",),
            **dict.fromkeys(names("aiotools", "ShieldScope Supervisor"), ("aiotools.TaskScope",)),
        },
        returns={
            "aiotools.TaskContext.create_task": "asyncio.Task",
            "aiotools.PersistentTaskGroup.create_task": "asyncio.Future",
            "aiotools.move_on_after": "contextlib.AbstractAsyncContextManager[aiotools.TaskScope]",
            **returning("aiotools.Timeout", "aiotools", "timeout timeout_at"),
        },
        spawns={
            "aiotools.TaskContext.create_task": 0,
            "aiotools.PersistentTaskGroup.create_task": 0,
        },
        gathers=names("aiotools", "as_completed_safe gather_safe race"),
        timeouts=names("aiotools", "timeout timeout_at Timeout move_on_after"),
        groups=("aiotools.TaskGroup",),
        cancels=("aiotools.TaskContext.aclose",),
    ),
    Library(
        distribution="quattro",
        packages=("quattro",),
        bases={"quattro.TaskGroup": ("asyncio.TaskGroup",)},
        returns={
            "quattro.TaskGroup.create_background_task": "asyncio.Task",
            **returning(
                "quattro.CancelScope", "quattro", "fail_after fail_at move_on_after move_on_at"
            ),
        },
        spawns={"quattro.TaskGroup.create_background_task": 0},
        gathers=("quattro.gather",),
        timeouts=names("quattro", "fail_after fail_at move_on_after move_on_at CancelScope"),
        groups=("quattro.TaskGroup",),
        cancels=("quattro.CancelScope.cancel",),
    ),
    Library(
        distribution="gevent",
        packages=("gevent",),
        aliases={
            "gevent.timeout.Timeout": "gevent.Timeout",
            "gevent.timeout.with_timeout": "gevent.with_timeout",
        },
        bases={"gevent.Timeout": ("builtins.BaseException",)},
        deadlines={"gevent.with_timeout": 1},
        returns={"gevent.Timeout.start_new": "gevent.Timeout"},
        timeouts=("gevent.Timeout", "gevent.Timeout.start_new"),
    ),
    Library(
        distribution="eventlet",
        packages=("eventlet",),
        aliases={
            "eventlet.timeout.Timeout": "eventlet.Timeout",
            "eventlet.timeout.with_timeout": "eventlet.with_timeout",
        },
        bases={"eventlet.Timeout": ("builtins.BaseException",)},
        deadlines={"eventlet.with_timeout": 1},
        timeouts=("eventlet.Timeout",),
    ),
)
