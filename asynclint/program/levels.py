"""Cleanup that is cancelled as well: awaits in a `finally` below a scope of trio or anyio.

In asyncio a cancellation is an exception raised once: what handles it may wait. In a cancelled
scope of trio, and of anyio everywhere, every wait fails again until the scope is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from asynclint.index.summary import At, Attr, Expr, Ref, Try, Wait, With, last_part
from asynclint.program.flow import Flow
from asynclint.program.linker import Function
from asynclint.program.statements import Block, Place
from asynclint.program.tasks import Tasks
from asynclint.program.types import Instance, Method

_DEEPEST = 3  # coroutines that await each other
# Closes what it belongs to even when it is cancelled, as trio's and anyio's resources promise; and
# what cannot be cancelled, by its name.
_FORCEFUL = frozenset({"aclose", "aclose_forcefully", "__aexit__", "cancel_shielded_checkpoint"})


class Cancelled(msgspec.Struct, frozen=True):
    """The wait at `wait` of a cleanup fails when the scope is cancelled that `scope` enters, or
    that `scope` starts the function in as a task, in `around`."""

    function: Function
    wait: Wait
    around: Function
    scope: At
    word: str


class Levels:
    """The cleanups of some functions that are cancelled, too, in their order."""

    def __init__(self, tasks: Tasks, flow: Flow) -> None:
        self.tasks = tasks
        self.flow = flow
        self.knowledge = tasks.knowledge
        self.cancelled: list[Cancelled] = []

    @classmethod
    def solve(cls, tasks: Tasks, flow: Flow, functions: Iterable[Function]) -> Levels:
        """Look at the cleanup code of the coroutines among the functions."""
        found = cls(tasks, flow)
        for function in functions:
            if function.info.is_async:
                for place in flow.places(function):
                    if isinstance(place.statement, Try):
                        found.cancelled += found._cleanup(place, place.statement)
        return found

    def _cleanup(self, place: Place, statement: Try) -> Iterator[Cancelled]:
        function = place.function
        scope = self._scope(place)
        if scope is None or self.flow.suspends(statement.body, function) is None:
            return
        if any("shield" in handler.assigns for handler in statement.handlers):
            return  # `scope.shield = True`
        for block in self.flow.ends_with(statement, function):
            wait = self._exposed(block, function)
            if wait is not None:
                yield Cancelled(function, wait, *scope)
                return

    def _exposed(self, block: Block, function: Function, depth: int = 0) -> Wait | None:
        """The first wait of a block that no shield protects."""
        for wait in self.flow.waits(block, function, leaving=True):
            if type(wait.value) is Ref:
                func = function.body.calls[wait.value.index].func
                name = last_part(func)
                if name in _FORCEFUL or self._is_forceful(func, function, depth):
                    continue
            if self.flow.may_suspend(wait, function):
                return wait
        return None

    def _is_forceful(self, callee: Expr | None, function: Function, depth: int) -> bool:
        """Whether a coroutine of the project waits for nothing but what closes anyway."""
        targets = self.tasks.types.of(callee, function) if depth < _DEEPEST else ()
        return bool(targets) and all(
            isinstance(one, Method)
            and one.function.info.is_async
            and not one.function.info.is_generator
            and not one.function.info.is_stub
            and self._exposed(one.function.body.flow, one.function, depth + 1) is None
            for one in targets
        )

    def _scope(self, place: Place) -> tuple[Function, At, str] | None:
        """The scope that may be cancelled while the cleanup runs."""
        function = place.function
        for owner, _, _ in reversed(place.around):
            if isinstance(owner, With):
                if self.flow.shields(owner, function):
                    return None
                for use in function.body.enters[slice(*owner.enters)]:
                    if word := self._level(use.value, function):
                        return function, use.at, word
        for spawn in self.tasks.spawns(function):
            func = spawn.call.func
            if type(func) is Attr and (word := self._level(func.value, spawn.function)):
                return spawn.function, spawn.call.at, word
        return None

    def _level(self, expr: Expr, function: Function) -> str:
        """The name of the scope that an expression makes or is, if it cancels again and again."""
        names: list[str] = []
        if type(expr) is Ref:
            names += self.tasks.names(function.body.calls[expr.index], function)
        types = self.tasks.types
        made = types.values(types.of(expr, function))
        for one in (*made, *types.entered(made, True)):
            if isinstance(one, Instance) and isinstance(one.cls, str):
                names += self.knowledge.mro(one.cls)
        return next((name for name in names if name in self.knowledge.level_cancelled), "")
