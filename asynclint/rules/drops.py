"""What the rules about dropped work have in common."""

from __future__ import annotations

from msgspec.structs import replace

from asynclint.diagnostic import Severity, Step
from asynclint.index.summary import conditions
from asynclint.program.dropped import Dropped
from asynclint.program.endings import Ending, Fate, Work
from asynclint.program.starts import What
from asynclint.program.views import Served
from asynclint.rules.base import Attempt, Context


def request(found: Dropped, ctx: Context) -> Served | None:
    """The request that drops the work, if one does and it may be lost.

    A thread that an object starts when it is made, or that is started once and kept, is not the
    work of the request that happens to.
    """
    if found.is_waited or found.what is What.TASK:
        return None
    if found.what is What.THREAD and (
        found.function.info.name == "__init__"
        or conditions(found.call.guard) > 1
        or ctx.program.calls.remembers(found.function)
    ):
        return None
    served = ctx.program.views.serving(found.function)
    return None if served is None or ending(found, ctx).fate is Fate.DONE else served


def leads(served: Served, ctx: Context) -> list[Step]:
    """The steps from the framework to the function that serves a request."""
    view = served.view
    words = f"{view.framework} calls `{view.function.info.name}`"
    return [
        ctx.step(view.where, view.at, words),
        *(ctx.step(function, at, "which calls on") for function, at in served.chain),
    ]


def ending(found: Dropped, ctx: Context) -> Ending:
    """What becomes of the work when its worker ends."""
    length = ctx.program.lengths.of(found.work)
    return ctx.program.endings.of(_work(found), found.function.module, length)


def lost(end: Ending) -> str:
    """When the work is lost, a clause."""
    setting = end.recycling
    if setting is None or end.fate is Fate.WAITED:
        return "lost if the worker ends first"
    words = f"{setting.name} {setting.value}".strip()
    if end.fate is Fate.LIMITED:
        return f"lost if still running {end.limit:g} s after {setting.server}'s `{words}`"
    return f"lost when {setting.server} recycles the worker (`{words}`)"


def evidence(end: Ending, ctx: Context) -> list[Step]:
    """The steps to what says how the server ends its workers."""
    steps = []
    if end.recycling is not None:
        steps.append(ctx.set(end.recycling, "workers are replaced while the service runs"))
    for setting in end.settings:
        words = f"{setting.name} {setting.value}".strip()
        steps.append(ctx.set(setting, f"`{words}` says how workers end"))
    if end.pin is not None:
        steps.append(ctx.pinned(end.pin, "the release of the server"))
    if end.because and steps:
        steps[-1] = replace(steps[-1], text=end.because)
    return steps


def severity(end: Ending) -> Severity:
    """An error where workers are replaced, save by servers that are known to wait for the work."""
    return Severity.ERROR if end.is_likely else Severity.WARNING


def _work(found: Dropped) -> Work:
    if found.what is What.TASK:
        return Work.TASK
    if found.what is What.THREAD:
        return Work.DAEMON if found.is_daemon else Work.THREAD
    return Work.POOLED


def trace(found: Dropped, ctx: Context) -> tuple[Step, ...]:
    """The steps to where the work is started, if that is not where it is dropped."""
    if found.starts is found.call:
        return ()
    return (
        ctx.step(found.function, found.call.at, "what this returns is dropped"),
        ctx.step(found.starter, found.starts.at, f"`{found.name}` starts it here"),
    )


def fixes(found: Dropped, ctx: Context, *, in_request: bool = False) -> tuple[Attempt, ...]:
    """What may be done about it."""
    if not ctx.fixing(found.function.module):
        return ()
    from asynclint.rules.keeping import attempts  # what only finds needs none of it

    return attempts(found, ctx, in_request=in_request)
