"""ASL404: task-left-by-request."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.program.endings import Work
from asynclint.program.left import Kept
from asynclint.program.loops import Cut
from asynclint.rules.base import Context, Rule
from asynclint.rules.drops import evidence, leads, lost, severity

if TYPE_CHECKING:
    from asynclint.tree import Tree


class TaskLeftByRequest(Rule):
    """A request starts a task that outlives it, and nothing awaits it when the worker ends.

    ## Why it matters
    A set of tasks keeps them from being collected, but no server waits for it. uvicorn and
    hypercorn lost eleven and twelve of twelve such jobs when they replaced a worker, and all of
    them when they were stopped: every deployment does that.

    Worse is a loop that ends with the request. `asyncio.run`, `async_to_sync` and the loops that
    Flask, and Django below a WSGI server, make for each async view cancel what is left in them as
    soon as the coroutine returns: the task is lost every time.

    ## What it finds
    Tasks that a view, a dependency or a helper close to them starts, does not await, and puts into
    a collection that outlives the request, where nothing in the project reads that collection. It
    is silent where something does, such as a shutdown hook that awaits what is left, and where the
    task is kept in an attribute or a mapping. Tasks that nothing keeps at all are ASL401.

    ## Examples
    ```python bad
    import asyncio
    from fastapi import FastAPI

    app = FastAPI()
    background = set()

    async def send(order: int):
        await asyncio.sleep(order)

    @app.post("/orders")
    async def create(order: int):
        task = asyncio.create_task(send(order))
        background.add(task)
        task.add_done_callback(background.discard)
        return {"order": order}
    ```
    ```python good
    import asyncio
    from fastapi import BackgroundTasks, FastAPI

    app = FastAPI()

    async def send(order: int):
        await asyncio.sleep(order)

    @app.post("/orders")
    async def create(order: int, tasks: BackgroundTasks):
        tasks.add_task(send, order)
        return {"order": order}
    ```

    ## Fix safety
    Background tasks of the framework run before the server lets go of the request, and what the
    view depends on (a database session, say) stays open until then; they do not run at all if the
    view fails. So the fix is for views without dependencies in which nothing follows that may fail.
    Awaiting what is left in a shutdown hook makes stopping take as long as the work does.
    """

    __slots__ = ()
    code = "ASL404"
    name = "task-left-by-request"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    beneath = ("ASL401",)
    facts = ("loops.cut", "left.kept")

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        cut = ctx.program.loops.cut
        for ended in cut.values():
            yield cls._ended(ended, ctx)
        for found in ctx.program.left.kept:
            if (found.function, found.call.at) not in cut:
                yield cls._told(found, ctx)

    @classmethod
    def _ended(cls, found: Cut, ctx: Context) -> Diagnostic:
        steps = leads(found.served, ctx)
        if found.where is not None:
            steps.append(ctx.step(*found.where, f"`{found.runner}` runs a loop until it returns"))
        steps.append(ctx.step(found.function, found.call.at, "a task is started and not awaited"))
        return cls.diagnostic(
            ctx,
            found.function,
            found.call.at,
            f"this task is lost when `{found.whole.info.name}` returns:"
            f" the loop of `{found.runner}` ends with it",
            help="await the task, or hand the work to a queue that has workers of its own",
            trace=tuple(steps),
            severity=Severity.ERROR,
        )

    @classmethod
    def _told(cls, found: Kept, ctx: Context) -> Diagnostic:
        end = ctx.program.endings.of(Work.TASK, found.function.module)
        steps = leads(found.served, ctx)
        steps.append(
            ctx.step(found.function, found.call.at, f"a task goes into `{found.collection}`")
        )
        steps += evidence(end, ctx)
        return cls.diagnostic(
            ctx,
            found.function,
            found.call.at,
            f"this task outlives its request: {lost(end)}",
            help="hand it to the framework's background tasks, or await what is left at shutdown",
            trace=tuple(steps),
            severity=severity(end),
            fixes=(partial(_handed, found, ctx),),
        )


def _handed(found: Kept, ctx: Context, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.background import handed  # what only finds needs none of it

    return handed(found, ctx, tree)
