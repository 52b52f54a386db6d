"""ASL207: uncaught-timeout."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Severity
from asynclint.program.timing import Uncaught
from asynclint.rules.base import Context, Rule

if TYPE_CHECKING:
    from asynclint.tree import Tree


class UncaughtTimeout(Rule):
    """A handler for the builtin `TimeoutError` misses the one of asyncio on older Pythons.

    ## Why it matters
    Until Python 3.10 `asyncio.TimeoutError` was a class of its own. There a timeout of `wait_for`
    passes `except TimeoutError` by, and ends in a traceback what was meant to be handled.

    ## What it finds
    `except TimeoutError` around `asyncio.wait_for` without a handler that catches asyncio's, in
    projects whose metadata allows a Python below 3.11.

    ## Examples
    ```python bad (pyproject.toml: project = { requires-python = ">=3.9" })
    import asyncio

    async def fetch(queue):
        try:
            return await asyncio.wait_for(queue.get(), 5)
        except TimeoutError:
            return None
    ```
    ```python good (pyproject.toml: project = { requires-python = ">=3.9" })
    import asyncio

    async def fetch(queue):
        try:
            return await asyncio.wait_for(queue.get(), 5)
        except asyncio.TimeoutError:
            return None
    ```

    ## Fix safety
    Catching `asyncio.TimeoutError` as well is safe: it is the builtin itself from Python 3.11 on.
    """

    __slots__ = ()
    code = "ASL207"
    name = "uncaught-timeout"
    severity = Severity.ERROR
    default = True
    since = "0.2.0"
    facts = ("timing.uncaught",)

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for found in ctx.program.timing.uncaught:
            yield cls.diagnostic(
                ctx,
                found.function,
                found.handler.at,
                "this misses asyncio's `TimeoutError`, which is another class before Python 3.11",
                help="catch `asyncio.TimeoutError`",
                fixes=(partial(_fixed, found),),
                trace=(
                    ctx.step(found.function, found.wait, "raises `asyncio.TimeoutError`"),
                    ctx.step(found.function, found.handler.at, "catches the builtin only"),
                ),
            )


def _fixed(found: Uncaught, tree: Tree) -> Iterator[Fix]:
    from asynclint.rules.passing import caught  # only fixes need it

    return caught(found, tree)
