"""What the rules about dropped work have in common."""

from __future__ import annotations

from asynclint.diagnostic import Step
from asynclint.index.summary import RARELY
from asynclint.program.dropped import Dropped, What
from asynclint.program.views import Served
from asynclint.rules.base import Attempt, Context

_NEAR = 3  # helpers away from a view: what is further away belongs to something else


def request(found: Dropped, ctx: Context) -> Served | None:
    """The request that drops the work, if one does; a thread that an object starts when it is
    made, or that is started once and kept, is not the work of the request that happens to."""
    if found.is_waited or found.what is What.TASK:
        return None
    if found.what is What.THREAD and (
        found.function.info.name == "__init__" or found.call.guard >= RARELY
    ):
        return None
    served = ctx.program.views.serving(found.function)
    return served if served is not None and len(served.chain) <= _NEAR else None


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
