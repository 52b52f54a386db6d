"""ASL511: called-while-handed-over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.program.handovers import HandOver, Mistake
from asynclint.rules.base import Attempt, Context, Rule

_SAYS = {
    Mistake.CALLED: "`{name}` is called before `{word}` gets it, in this thread",
    Mistake.COROUTINE: "`{word}` gets a coroutine of `{name}`, which no thread can run",
    Mistake.MAKES_COROUTINE: "`{word}` only makes a coroutine of `{name}`, which nobody runs",
    Mistake.TUPLE: "`{word}` gets a tuple, which cannot be called",
    Mistake.UNPICKLABLE: "`{word}` cannot send `{name}` to a process: it has no name in its module",
    Mistake.ARGUMENTS: "`{name}` gets one tuple from `{word}` where it wants several arguments",
}
_HELP = {
    Mistake.CALLED: "pass the function itself, and what it is called with after it",
    Mistake.COROUTINE: "await the coroutine; what blocks in it belongs into a plain function",
    Mistake.MAKES_COROUTINE: "await it; what blocks in it belongs into a plain function",
    Mistake.TUPLE: "pass the function, and what it is called with after it",
    Mistake.UNPICKLABLE: "hand over a function of the module, with what it needs as arguments",
    Mistake.ARGUMENTS: "pass the arguments one by one",
}


class CalledWhileHandedOver(Rule):
    """A call is made here although it is meant to be made in a thread.

    ## Why it matters
    `to_thread(work())` runs `work` on the event loop, blocks it for as long as that takes, and then
    fails in the thread: what `work` returned cannot be called. With a coroutine function nothing
    runs at all, and with a tuple of arguments the function gets one argument instead of several.

    ## What it finds
    Calls of `asyncio.to_thread`, `run_in_executor`, `Executor.submit`, `sync_to_async`,
    `anyio.to_thread.run_sync` and their kind that are given the result of a call, a coroutine, a
    coroutine function or a tuple; and lambdas and inner functions that are handed to processes,
    which cannot be pickled. Calls whose result may be callable are silent; those that are
    known to block are told by ASL101 and its kin instead.

    ## Examples
    ```python bad
    import asyncio

    def work(one, other):
        return f"{one} {other}"

    async def main():
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, work, (1, 2))
        await asyncio.to_thread(work(3, 4))
    ```
    ```python good
    import asyncio

    def work(one, other):
        return f"{one} {other}"

    async def main():
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, work, 1, 2)
        await asyncio.to_thread(work, 3, 4)
    ```

    ## Fix safety
    The work then really runs in another thread: what it shares with the event loop needs care. A
    coroutine is awaited instead, and what blocks in it stays on the event loop.
    """

    __slots__ = ()
    code = "ASL511"
    name = "called-while-handed-over"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("handovers.mistakes",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.handovers.mistakes:
            inner = found.inner
            # What blocks here is told by the rule for that, which says why as well.
            if inner is None or ctx.program.blocking.at(found.function, inner.at) is None:
                yield cls._told(found, ctx)

    @classmethod
    def _told(cls, found: HandOver, ctx: Context) -> Diagnostic:
        return cls.diagnostic(
            ctx,
            found.function,
            (found.inner or found.call).at,
            _SAYS[found.what].format(name=found.name, word=found.word),
            help=_HELP[found.what],
            fixes=cls._fixes(found, ctx),
        )

    @classmethod
    def _fixes(cls, found: HandOver, ctx: Context) -> tuple[Attempt, ...]:
        if not ctx.fixing(found.function.module):
            return ()
        from asynclint.rules.handing import mended  # what only finds needs none of it

        return (partial(mended, found, ctx),)
