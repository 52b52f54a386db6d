"""ASL303: cancelled-blocking-read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from asynclint.diagnostic import Diagnostic, Fix, Reason, Safety, Severity
from asynclint.index.summary import Const
from asynclint.program.cancels import Cut, Form
from asynclint.program.clients import Command, Effect, keyword
from asynclint.program.conditions import argument
from asynclint.rules.base import Context, Rule
from asynclint.rules.connections import path

if TYPE_CHECKING:
    from asynclint.tree import Tree

_FORMS = {Form.DEADLINE, Form.BLOCK}


class CancelledTake(Rule):
    """A read that takes an item away is cancelled from outside: the item may be lost.

    ## Why it matters
    The server hands the item out and forgets it. If the task is cancelled while the reply is on its
    way, nobody has it. No release of any client can repair that: only the command's own timeout is
    known to both sides.

    ## What it finds
    Blocking pops (`blpop`, `brpop`, `blmove`, `bzpopmin`, ...) and what else takes an item away
    that `wait_for` or a timeout block cancels, directly or through coroutines of the project, when
    the command has no time limit of its own. So do tasks that are cancelled because another was
    faster, or before the function uses the client again; not those that end with the program. In
    views that their server cancels when the client leaves (Django 5.0 below an ASGI server, Quart,
    Sanic, aiohttp with `handler_cancellation=True`) and in streamed responses a time limit does not
    help: there every such command is reported. Waiting for a message of a subscription is fine: a
    cancelled `get_message` loses nothing in the releases that were tried.

    ## Examples
    ```python bad
    import asyncio
    import redis.asyncio as redis

    async def next_job(client: redis.Redis):
        return await asyncio.wait_for(client.blpop("jobs"), 2)
    ```
    ```python good
    import redis.asyncio as redis

    async def next_job(client: redis.Redis):
        return await client.blpop("jobs", timeout=2)
    ```

    ## Fix safety
    With the command's own timeout the call gives None when nothing came, instead of raising
    `TimeoutError`: unsafe.
    """

    __slots__ = ()
    code = "ASL303"
    name = "cancelled-blocking-read"
    severity = Severity.WARNING
    default = True
    since = "0.2.0"
    unfixable = "how to take the item back, or not to lose it, is for the author to say"
    facts = ("cancels.cuts", "taken")

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for cut in ctx.program.cancels.cuts:
            command = cut.command
            if command.effect is not Effect.TAKES or _limited(command):
                continue
            if cut.form in _FORMS or ctx.program.cancels.is_routine(cut):
                yield cls._told(cut, ctx)
        told = set()
        for cut in ctx.program.taken:
            command = cut.command
            if command.effect is Effect.TAKES and not _is_lock(command):
                place = (command.function, command.call.at)
                if place not in told:
                    told.add(place)
                    yield cls._left(cut, ctx)

    @classmethod
    def _left(cls, cut: Cut, ctx: Context) -> Diagnostic:
        name = cut.command.name
        return cls.diagnostic(
            ctx,
            cut.function,
            cut.at,
            f"what `{name}` takes may be lost: `{cut.word}` cancels it when the client leaves",
            help="take items in a task of their own, and let requests wait for that",
            trace=path(cut, ctx),
        )

    @classmethod
    def _told(cls, cut: Cut, ctx: Context) -> Diagnostic:
        command = cut.command
        own = command.client.takes[command.method][1]
        help_ = f"give `{command.name}` a `{own}` of its own" if own else ""
        return cls.diagnostic(
            ctx,
            cut.function,
            cut.at,
            f"what `{command.name}` takes may be lost: `{cut.word}` cancels it from outside",
            help=help_,
            fixes=(partial(_unwrapped, cut),),
            trace=path(cut, ctx),
        )


def _is_lock(command: Command) -> bool:
    """Whether what is taken is no item but a lock, which has an end of its own."""
    return "release" in command.client.releases.split()


def _limited(command: Command) -> bool:
    """Whether the command has a time limit of its own, or may have one."""
    position, word = command.client.takes[command.method]
    value = keyword(command.call, word) if word else None
    if value is None and position is not None:
        value = argument(command.call, position)
    if value is None:
        polls = command.method in command.client.polls.split()
        return polls or any(name in ("", "*") for name, _ in command.call.keywords)
    return not (type(value) is Const and not value.value)


def _unwrapped(cut: Cut, tree: Tree) -> Iterator[Fix]:
    """`await wait_for(client.blpop(key), 5)` -> `await client.blpop(key, timeout=5)`."""
    import ast

    from asynclint.tree import Unfixable

    command = cut.command
    word = command.client.takes[command.method][1]
    if cut.form is not Form.DEADLINE or not word or cut.sent.hops:
        raise Unfixable("the command has no time limit that could take the place of this one")
    inner = tree.find(command.call.at, ast.Call)
    outer = tree.parent(inner)
    if not isinstance(outer, ast.Call) or outer.args[:1] != [inner] or len(outer.args) != 2:
        raise Unfixable("the time limit is written in a form that is not rewritten")
    start, end = tree.start(outer), tree.end(outer)
    if outer.keywords or tree.has_comment(start, end) or any(k.arg == word for k in inner.keywords):
        raise Unfixable("the time limit is written in a form that is not rewritten")
    last = tree.end(inner) - 1
    comma = ", " if inner.args or inner.keywords else ""
    edits = (
        tree.replace(start, tree.start(inner), ""),
        tree.insert(last, f"{comma}{word}={tree.text(outer.args[1])}"),
        tree.replace(tree.end(inner), end, ""),
    )
    reasons = (Reason.RESULT, Reason.EXCEPTION_TYPE)
    yield Fix(f"Use the command's own `{word}`", edits, Safety.UNSAFE, reasons)
