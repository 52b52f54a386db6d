"""ASL401: dropped-task."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.index.summary import Ref
from asynclint.program.dropped import Dropped
from asynclint.program.starts import What
from asynclint.rules.base import Context, Rule
from asynclint.rules.drops import fixes, trace


class DroppedTask(Rule):
    """A task is started and nothing refers to it.

    ## Why it matters
    The event loop keeps only weak references to its tasks. One that nobody else refers to may be
    garbage-collected in the middle of its work, without a word; and an exception that it raises is
    told, if at all, when it is collected.

    ## What it finds
    `asyncio.create_task`, `ensure_future`, `loop.create_task` and functions of the project that
    return such a task, where the result is thrown away, bound to a name that is never read, only
    given a callback, or returned from a callback. It is silent on task groups, on frameworks that
    keep their tasks, and where the task is awaited, returned or put away anywhere.

    While a task is about to run, or waits for nothing but timers (a sleep, a time limit), the loop
    keeps it; a thread keeps the task that waits for what runs there, who holds a lock those that
    wait for it, and an event or a queue that others have as well those that wait for it. Where the
    work does nothing else, the finding is an `info`, about the next `await` that somebody adds.

    ## Examples
    ```python bad
    import asyncio

    async def connected(session):
        asyncio.create_task(session.heartbeat())
    ```
    ```python good
    import asyncio

    tasks = set()

    async def connected(session):
        task = asyncio.create_task(session.heartbeat())
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    ```

    ## Fix safety
    Keeping the task in a set until it is done changes nothing else: safe. The set is one that the
    class or the module has for tasks already, or a new variable of the module. Two more are only
    shown. Awaiting the work: the caller then waits for it, and gets its exceptions. A `TaskGroup`
    around all that the coroutine does meanwhile, where the project needs Python 3.11, no request
    waits for the coroutine, and none of the work goes on for ever: it waits at the end, the first
    task that fails cancels the others, and what goes wrong comes as an `ExceptionGroup`.
    """

    __slots__ = ()
    code = "ASL401"
    name = "dropped-task"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    aliases = ("ASYNC300", "RUF006", "S7502")
    facts = ("drops.dropped",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.drops.dropped:
            if found.what is What.TASK and not found.is_told:
                if (found.function, found.call.at) in ctx.program.loops.cut:
                    continue  # it is worse: ASL404
                yield cls.diagnostic(
                    ctx,
                    found.function,
                    found.call.at,
                    _said(found),
                    severity=Severity.INFO if found.is_cared_for else None,
                    help="keep it in a set with `add_done_callback(tasks.discard)`, or await it",
                    trace=trace(found, ctx),
                    fixes=fixes(found, ctx),
                )


def _said(found: Dropped) -> str:
    when = _when(found)
    if found.is_cared_for:
        rest = "it may be collected if it waits for more"
        return f"only the loop and what it waits for keep this task{when}: {rest}"
    return f"nothing keeps this task{when}: it may be collected before its end"


def _when(found: Dropped) -> str:
    """When nothing refers to a task any more: at once, or as soon as a local name is gone."""
    function = found.function
    made = Ref(function.body.calls.index(found.call))
    is_bound = any(made in values for values in function.names.values())
    return f" once `{function.info.name}` returns" if is_bound else ""
