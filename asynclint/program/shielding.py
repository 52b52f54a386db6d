"""Coroutines that go on when those who wait for them are cancelled: everybody shields them.

Deliberately not known: what ends with the event loop, which cancels whatever still runs; and
coroutines under a public name, which others may await as they please.
"""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.index.summary import Attr, Call, Expr, Seq
from asynclint.program.linker import Function, Module
from asynclint.program.tasks import Spawn, Tasks, functions

_LOOKING = "asyncio.wait"  # which cancels nothing


def is_shielded(function: Function, tasks: Tasks) -> bool:
    """Whether a coroutine function of the project is private, and only runs behind a shield."""
    name = function.info.name
    if not name.startswith("_") or name.endswith("__"):
        return False
    if tasks.is_handed_on(function) or any(tasks.awaiters(function)):
        return False
    spawns = tasks.spawns(function)
    if spawns:
        return all(_is_task_shielded(spawn, tasks) for spawn in spawns)
    return any(
        function in functions(tasks.types.of(caller.body.calls[index].func, caller))
        for caller, call in _shields(function.module, tasks)
        for part in tasks.wrapped(call, caller) or ()
        for index in tasks.held(part, caller)
    )


def _shields(module: Module, tasks: Tasks) -> Iterator[tuple[Function, Call]]:
    for function in module.functions:
        for index in function.called(tasks.shielding):
            call = function.body.calls[index]
            if tasks.is_shield(call, function):
                yield function, call


def _is_task_shielded(spawn: Spawn, tasks: Tasks) -> bool:
    """Whether a task is kept in an attribute, and its module waits for it behind shields alone."""
    kept = set(tasks.kept_as(spawn))
    if len(kept) != 1:
        return False
    (attr,) = kept
    shields = 0
    for function in spawn.function.module.functions:
        if any(_is_it(wait.value, attr) for wait in function.body.waits):
            return False
        for call in function.body.calls:
            if type(call.func) is Attr and call.func.attr == "cancel":
                if _is_it(call.func.value, attr):
                    return False
            elif any(_is_it(argument, attr) for argument in call.args):
                if tasks.is_shield(call, function):
                    shields += 1
                elif _LOOKING not in tasks.names(call, function):
                    return False
    return shields > 0


def _is_it(expr: Expr | None, attr: str) -> bool:
    """Whether an expression is an attribute of a name, or a display with it."""
    if type(expr) is Seq:
        return any(_is_it(item, attr) for item in expr.items)
    return type(expr) is Attr and expr.attr == attr
