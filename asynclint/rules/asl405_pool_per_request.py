"""ASL405: pool-per-request."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.program.left import Made
from asynclint.rules.base import Context, Rule
from asynclint.rules.drops import leads

if TYPE_CHECKING:
    from asynclint.tree import Tree


class PoolPerRequest(Rule):
    """A pool of threads or processes is made for one request or call, and left to itself.

    ## Why it matters
    The limit of a pool holds for that pool only: every request brings threads of its own, however
    many there are already, so that a burst of requests exhausts the machine. And nobody waits for
    the work, nor shuts the pool down.

    ## What it finds
    Executors and pools that are made while a request is served, are handed work, and are neither
    left by `with`, shut down, returned nor put away anywhere; and executors that a coroutine makes
    as the argument of `run_in_executor`.

    ## Examples
    ```python bad
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    async def load(read):
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(ThreadPoolExecutor(), read)
    ```
    ```python good
    import asyncio

    async def load(read):
        return await asyncio.to_thread(read)
    ```

    ## Fix safety
    One pool for the whole process makes requests wait for each other when all its workers are busy.
    """

    __slots__ = ()
    code = "ASL405"
    name = "pool-per-request"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    facts = ("left.made",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.left.made:
            whose = "call" if found.served is None else "request"
            yield cls.diagnostic(
                ctx,
                found.function,
                found.call.at,
                f"every {whose} makes a pool of its own here, and nobody waits for its end",
                help="make one pool for the process, or use `with`",
                fixes=(partial(_shared, found),),
                trace=tuple(leads(found.served, ctx) if found.served is not None else ()),
            )


def _shared(found: Made, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.background import shared  # what only finds needs none of it

    return shared(found, tree)
