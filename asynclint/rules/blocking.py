"""What the rules of the blocking family share: one kind of primitive each, one way to tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity, Step
from asynclint.knowledge import Blocks, Kind
from asynclint.program import Function
from asynclint.program.blocking import Site
from asynclint.rules.base import Attempt, Context, Rule

_LONGEST = 120
_CLAIM = ("may block the event loop", "blocks the event loop")  # what is certain is the latter
_CLAIMS = {
    Kind.LOOP: ("may start an event loop in this one", "starts an event loop in the running one")
}
# What takes its time and hardly ever waits for what the loop itself would have to do: a test has no
# other tasks that would miss it.
_OF_ITSELF = frozenset({Kind.CPU, Kind.DATABASE, Kind.FILE, Kind.IMPORT, Kind.METADATA})
_TEST = r"(^|/)(_?tests?/|test_[^/]*$|[^/]*_test\.py$|conftest\.py$)"  # compiled when asked


class BlockingRule(Rule):
    """Reports calls on the event loop that reach a primitive of one of `kinds`."""

    __slots__ = ()
    facts = ("blocking.places",)
    beneath = ("ASL1",)  # of what one call reaches, or is done to one file, one thing is told

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        for kind in cls.kinds:
            for site in ctx.program.blocking.sites(kind):
                yield cls._told(site, ctx)

    @classmethod
    def _told(cls, site: Site, ctx: Context) -> Diagnostic:
        sink = site.sink.shown
        word = ctx.program.handovers.getting(site.function, site.at)
        handed = f"it is called before `{word}` gets it" if word else ""
        certain = ctx.program.blocking.is_certain(site, ctx.program.calls)
        claim = f"`{sink}` {_CLAIMS.get(site.sink.kind, _CLAIM)[certain]}"
        message = _brief(claim, f": {handed or 'it ' + site.sink.does}")
        cause = ""
        if (function := _first(site)) is not None:
            first = named(function, site.function)
            message = f"{claim}, through `{first}`"
            message = _brief(message, f": {handed}") if handed else message
            holder, edge = site.chain[-1]
            cause = f"{holder.module.path}:{edge.at[0]}:{edge.at[1]}:{sink}"
        advice = _help(site)
        if word:
            advice = f"pass the function itself to `{word}`, and what it is called with after it"
        return cls.diagnostic(
            ctx,
            site.function,
            site.at,
            message,
            help=advice + _meanwhile(site.function, ctx),
            trace=_trace(site, ctx),
            cause=cause,
            severity=_severity(site, cls.severity),
            fixes=_remedies(site, ctx),
        )


def _severity(site: Site, usual: Severity) -> Severity:
    """Less where hardly anybody is kept waiting: the user is asked, or a test works on its own."""
    if site.sink.kind in _OF_ITSELF and is_test(site.function):
        return Severity.INFO
    return Severity.WARNING if site.sink.kind is Kind.INPUT else usual


def is_test(function: Function) -> bool:
    """Whether a function is in a file of tests, or of what tests use."""
    return re.search(_TEST, function.module.path) is not None


def _meanwhile(function: Function, ctx: Context) -> str:
    """What happens to connections while a handler of theirs blocks."""
    program = ctx.program
    meanwhile = program.knowledge.meanwhile
    holder = "channels" if function in program.consumers.handlers else ""
    holder = holder or program.sockets.holder(function, lambda: program.views)
    return f"; meanwhile {meanwhile.get(holder, meanwhile[''])}" if holder else ""


def _remedies(site: Site, ctx: Context) -> tuple[Attempt, ...]:
    if not ctx.fixing(site.function.module):
        return ()
    from asynclint.rules.remedies import attempts  # what only finds needs none of it

    return attempts(site, ctx)


def _brief(head: str, tail: str) -> str:
    """A message with its explanation, if that leaves it readable in one line."""
    return head + tail if len(head) + len(tail) < _LONGEST else head


def named(function: Function, reader: Function) -> str:
    """The name of a function as seen from another: without the module they share."""
    if function.module is reader.module:
        return function.info.qualname
    return function.name


def _trace(site: Site, ctx: Context) -> tuple[Step, ...]:
    if _first(site) is None:
        return ()
    steps = []
    for function, edge in site.chain:
        name = function.info.qualname
        calls = f"has `{named(edge.run.function, function)}` call" if edge.run else "calls"
        if isinstance(edge.target, Blocks):
            text = f"`{name}` {calls} `{edge.target.shown}`, which {edge.target.does}"
        else:
            text = f"`{name}` {calls} `{named(edge.target, function)}`"
            if edge.overrides > 1:
                text += f", one of {edge.overrides} implementations"
        steps.append(ctx.step(function, edge.at, text))
    return tuple(steps)


def _first(site: Site) -> Function | None:
    """The function of the project that is called where the site is, if any."""
    run = site.chain[0][1].run
    if run is not None:
        return run.function
    return site.chain[1][0] if len(site.chain) > 1 else None


def _help(site: Site) -> str:
    if (function := _first(site)) is not None:
        first = named(function, site.function)
        if function.info.is_async:
            return f"give `{first}` a coroutine function, and await it there"
        return f"run `{first}` in a thread with `await asyncio.to_thread(...)`, or make it async"
    if site.sink.kind is Kind.LOOP:
        return "await the coroutine instead: a loop is already running here"
    if site.sink.twin:
        return f"use `{site.sink.twin}`, or run it in a thread with `await asyncio.to_thread(...)`"
    return "run it in a thread with `await asyncio.to_thread(...)`"
