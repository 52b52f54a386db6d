"""ASL508: lock-held-in-thread."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.one_piece import Held
from asynclint.rules.base import Context, Rule
from asynclint.rules.consumers import fitting


class LockHeldInThread(Rule):
    """A thread is no help: what runs there holds the interpreter's lock all the time.

    ## Why it matters
    Threads of Python take turns, and code written in Python gives its turn away every few
    milliseconds. One call of compiled code does not: while `sum(range(100_000_000))` or a regular
    expression that backtracks runs in a thread, the event loop stands still as if it ran there, no
    ping is answered, and peers of websockets close their connections (1011).

    ## What it finds
    What coroutines hand to `asyncio.to_thread`, `run_in_executor`, `sync_to_async` and their kin,
    directly or in functions of the same module: `sum`, `sorted`, `list`, `json.dumps`,
    `DataFrame.to_json` and the like over ten million elements or more, as far as the code says how
    many there are; and regular expressions that take exponential time, such as `(a+)+$`. Pools of
    processes are silent, and so is work of unknown size.

    ## Examples
    ```python bad
    import asyncio

    async def total():
        return await asyncio.to_thread(sum, range(100_000_000))
    ```
    ```python good
    import asyncio
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor()

    async def total():
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, sum, range(100_000_000))
    ```

    ## Fix safety
    Arguments and results have to be picklable to get to another process and back, and copying
    large ones takes its own time on the event loop. A regular expression without nested repetition
    needs no other process.
    """

    __slots__ = ()
    code = "ASL508"
    name = "lock-held-in-thread"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    facts = ("one_piece.held",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.one_piece.held:
            yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: Held, ctx: Context) -> Diagnostic:
        name = found.name.removeprefix("builtins.")
        worker = found.worker.rpartition(".")[2]
        why = f"over {found.size:,} elements"
        advice = "run it in a process: `loop.run_in_executor(ProcessPoolExecutor(), ...)`"
        if found.pattern:
            why = f"as `{found.pattern}` backtracks"
            advice = "write the pattern without a repetition in a repetition, or use a process"
        steps = []
        for function, call in found.hops:
            is_last = call is found.hops[-1][1]
            text = f"calls `{name}` {why}" if is_last else "calls on"
            steps.append(ctx.step(function, call.at, f"`{function.info.qualname}` {text}"))
        return cls.diagnostic(
            ctx,
            found.function,
            found.call.at,
            fitting(
                f"`{name}` {why} holds the interpreter's lock",
                f", and the event loop up, in `{worker}` too",
            ),
            help=advice,
            trace=tuple(steps),
        )
