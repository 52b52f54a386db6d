"""What the rules about shared connections have in common: how they tell what happens where."""

from __future__ import annotations

from asynclint.diagnostic import Step
from asynclint.index.summary import dotted
from asynclint.pins import Pin
from asynclint.program.cancels import Cut, Form
from asynclint.program.clients import Command, Kept, Origin
from asynclint.program.dangers import Danger
from asynclint.rules.base import Context

_KEPT = {
    Kept.LOCAL: "is used again here",
    Kept.PARAMETER: "is given to this function from outside",
    Kept.CLOSURE: "is shared with the function around",
    Kept.ATTRIBUTE: "is kept in an attribute",
    Kept.GLOBAL: "is kept in a module variable",
    Kept.PLACE: "is kept in an object of the application",
    Kept.ELSEWHERE: "is kept elsewhere",
}


def release(pin: Pin) -> str:
    """What a pin allows, as people write it: "redis 4.5.1", "redis >=4.2,<5"."""
    if pin.version is not None:
        return f"{pin.distribution} {pin.version}"
    bounds = sorted(str(pin.specifier).split(","), key=lambda bound: bound.startswith("<"))
    return f"{pin.distribution} {','.join(bounds)}"


def path(cut: Cut, ctx: Context) -> tuple[Step, ...]:
    """The steps from what cancels to the command."""
    word = f"`{cut.word}`"
    text = {
        Form.DEADLINE: f"{word} cancels what it waits for when the time is up",
        Form.BLOCK: f"{word} cancels the block when the time is up",
        Form.CANCEL: f"{word} cancels the task",
        Form.SIBLING: "the task is cancelled when another task of the group fails",
        Form.DECORATOR: f"{word} cancels the function when the time is up",
        Form.DEPARTURE: f"{word} cancels this when the client of the request leaves",
        Form.CLEANUP: f"{word} is sent after what came before may have been cancelled",
    }[cut.form]
    steps = [ctx.step(cut.function, cut.at, text)]
    view = ctx.program.views.view(cut.function) if cut.form is Form.DEPARTURE else None
    if view is not None:
        steps.insert(0, ctx.step(view.where, view.at, f"{word} serves requests with this"))
    for hop in cut.sent.hops:
        name = dotted(hop.call.func) or "a coroutine"
        steps.append(ctx.step(hop.function, hop.call.at, f"this runs `{name}`"))
    command = cut.command
    steps.append(ctx.step(command.function, command.call.at, f"which sends `{command.name}`"))
    return tuple(steps)


def kept(danger: Danger, ctx: Context) -> tuple[Step, ...]:
    """Where the client is made, and why it lives on."""
    steps: list[Step] = []
    cut, reason = danger.cut, danger.reason
    origin = ctx.program.reach.origin(cut.sent)[0]
    noun = cut.command.client.noun
    maker = ctx.program.clients.maker(origin) if origin is not None else None
    if maker is not None:
        text = f"the {noun} is made here"
        if origin is not None and origin.kept is not Kept.LOCAL:
            text += f", and {_KEPT[origin.kept].removeprefix('is ')} `{origin.name}`"
        steps.append(ctx.step(maker.function, maker.call.at, text))
    if isinstance(reason, Command):
        steps.append(
            ctx.step(reason.function, reason.call.at, f"the {noun} is used again: `{reason.name}`")
        )
    elif maker is None:
        steps.append(ctx.step(cut.command.function, cut.command.call.at, _shared(noun, reason)))
    return tuple(steps)


def _shared(noun: str, origin: Origin) -> str:
    return f"the {noun} `{origin.name}` {_KEPT[origin.kept]}, so others use it afterwards"
