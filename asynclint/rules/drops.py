"""What the rules about dropped work have in common."""

from __future__ import annotations

from asynclint.diagnostic import Step
from asynclint.program.dropped import Dropped
from asynclint.rules.base import Context


def trace(found: Dropped, ctx: Context) -> tuple[Step, ...]:
    """The steps to where the work is started, if that is not where it is dropped."""
    if found.starts is found.call:
        return ()
    return (
        ctx.step(found.function, found.call.at, "what this returns is dropped"),
        ctx.step(found.starter, found.starts.at, f"`{found.name}` starts it here"),
    )
