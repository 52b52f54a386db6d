"""What the rules about consumers have in common: how they tell what happens to the connection."""

from __future__ import annotations

import math

from asynclint.deployment import Server
from asynclint.diagnostic import Diagnostic, Step
from asynclint.index.summary import dotted
from asynclint.program.consumers import Consuming, Held
from asynclint.program.waiting import Delay
from asynclint.rules.base import Attempt, Context, Rule

_LONGEST = 120


def fitting(message: str, *more: str) -> str:
    """A message with as many of its further parts as leave it readable in one line."""
    for part in more:
        if len(message) + len(part) < _LONGEST:
            message += part
    return message


def too_long(
    rule: type[Rule],
    held: Held,
    ctx: Context,
    missed: str = "",
    *,
    help: str,
    fixes: tuple[Attempt, ...],
    more: tuple[Step, ...] = (),
) -> Diagnostic:
    """What a rule finds: a handler that waits longer than its consumer lives. `missed` is what
    comes of it, `more` what else there is to show."""
    handler, delay = held.handler, held.delay
    fate, evidence = killed(ctx)
    lasts = "without limit" if delay.seconds == math.inf else f"{delay.seconds:g} s"
    waits = f"{delay.word} holds `{handler.info.name}` up {lasts}"
    if delay.is_flag:
        waits = f"{delay.word} never ends, since what changes it comes next"
    return rule.diagnostic(
        ctx,
        handler,
        delay.site,
        fitting(waits, f": {fate}", missed),
        help=help,
        fixes=fixes,
        trace=(*steps(delay, ctx), *evidence, *more),
    )


def steps(delay: Delay, ctx: Context) -> tuple[Step, ...]:
    """The calls that lead to a wait, and the wait; nothing if that is where it is told."""
    if not delay.chain:
        return ()
    found = [
        ctx.step(caller, at, f"`{caller.info.qualname}` awaits `{callee.info.qualname}`")
        for caller, at, callee in delay.chain
    ]
    found.append(ctx.step(delay.function, delay.at, f"which waits for {delay.word}"))
    return tuple(found)


def killed(ctx: Context) -> tuple[str, tuple[Step, ...]]:
    """What becomes of a handler that goes on without its client, and where the time is set."""
    consumers, deployment = ctx.program.consumers, ctx.program.deployment
    servers = deployment.servers() - {Server.ASGIREF}
    setting = deployment.get(Server.DAPHNE, "application-close-timeout")
    shown = f"daphne kills it {consumers.patience:g} s after the client left"
    if setting is not None:
        return shown, (ctx.set(setting, "after this many seconds daphne kills it"),)
    asgi = servers & {Server.UVICORN, Server.HYPERCORN, Server.GRANIAN}
    if asgi and Server.DAPHNE not in servers:
        return "it goes on for a client that left", ()
    return shown, ()


def unreleased(consuming: Consuming, ctx: Context) -> tuple[Step, ...]:
    """What is given back nowhere but in a handler that is called too late, or never."""
    found = []
    for function, call in ctx.program.consumers.cleanup(consuming)[:3]:
        text = f"`{function.info.name}` comes too late to call `{dotted(call.func)}`, or never does"
        found.append(ctx.step(function, call.at, text))
    return tuple(found)
