"""Coroutines whose tasks the event loop keeps although nobody else does.

The loop itself holds what is to run next, and its timers. So a task cannot be collected while it
sleeps or waits below a deadline: the timer leads to it (tried with Python 3.11 to 3.13). Nor can
one that waits for what runs in a thread, which has the future that it completes, or for a lock,
while the task that holds the lock is kept. An event or a queue that it was given keeps it: who is
to wake it has that as well. Unknown waits count as such that nothing holds on to.
"""

from __future__ import annotations

from asynclint.index.summary import At, Attr, Const, Expr, Name, Ref, Statement, Wait, With
from asynclint.program.conditions import argument
from asynclint.program.fates import FILLING
from asynclint.program.flow import Flow
from asynclint.program.linker import Class, Function
from asynclint.program.memory import Answers, Memory
from asynclint.program.statements import Block, walk
from asynclint.program.tasks import Tasks
from asynclint.program.types import TASKS, External, Instance, Method

_DEEPEST = 20  # coroutines that await each other
_LOCK = "Lock"  # what classes of locks are called, whatever library they are from
_SAID = ("timeout", "delay")  # how a time limit is called where it is passed by name


class Rooted:
    """Answers about coroutines, worked out when first asked for."""

    def __init__(self, tasks: Tasks, flow: Flow) -> None:
        self.tasks = tasks
        self.flow = flow
        self._answers = Answers()
        self._known: Memory = {}
        self._depth = 0

    def is_rooted(self, function: Function) -> bool:
        """Whether the loop holds a task of this coroutine from its first step to its end."""
        info = function.info
        if not info.is_async or info.is_generator:
            return False
        if info.is_stub:
            return True  # what subclasses are to supply is unknown
        if self._depth >= _DEEPEST:
            return self._answers.give_up(False)
        # Coroutines that await each other in a circle add no wait by that.
        return self._answers.once(self._known, function, lambda: self._solve(function), True)

    def _solve(self, function: Function) -> bool:
        self._depth += 1
        found = self._is_rooted(function.body.flow, function)
        self._depth -= 1
        return found

    def _is_rooted(self, block: Block, function: Function) -> bool:
        timed = [
            statement
            for statement, _ in walk(block)
            if isinstance(statement, With) and self._is_timed(statement, function)
        ]

        def is_timed(statement: Statement) -> bool:
            return any(statement is one for one in timed)

        for statement, parts in walk(block, is_timed):
            if isinstance(statement, With) and not (
                not statement.is_async or is_timed(statement) or self._is_lock(statement, function)
            ):
                return False
            if not all(self._holds(wait, function) for wait in function.body.waits[parts.waits]):
                return False
        return True

    def _is_timed(self, statement: With, function: Function) -> bool:
        """Whether the first that a `with` enters is a deadline."""
        first = function.body.enters[slice(*statement.enters)][0]
        return type(first.value) is Ref and self._has_deadline(first.value.index, function)

    def _is_lock(self, statement: With, function: Function) -> bool:
        """Whether all that a `with` enters are locks, which one task holds at a time."""
        types = self.flow.types
        return all(
            any(isinstance(one, Instance) and _is_named_lock(one.cls) for one in known)
            for use in function.body.enters[slice(*statement.enters)]
            for known in [types.values(types.of(use.value, function))]
        )

    def _holds(self, wait: Wait, function: Function) -> bool:
        """Whether the loop holds on to who waits there."""
        if not self.flow.may_suspend(wait, function):
            return True
        if type(wait.value) is Name:
            return self._is_seen(wait.value, wait.at, function)
        if type(wait.value) is not Ref:
            return False
        index = wait.value.index
        targets = self.flow.types.of(function.body.calls[index].func, function)
        return bool(targets) and all(
            self.is_rooted(one.function)
            if isinstance(one, Method)
            else isinstance(one, External)
            and (
                one.name in self.flow.knowledge.sleeps
                or one.name in self.flow.knowledge.workers
                or (one.name in self.flow.knowledge.signals and _is_given(index, function))
                or _is_acquired_lock(one.name)
                or self._has_deadline(index, function)
            )
            for one in targets
        )

    def _is_seen(self, awaited: Name, at: At, function: Function) -> bool:
        """Whether others have the future or task of that name: who gave it, or where it has been
        put before."""
        types = self.flow.types
        known = types.values(types.of(awaited, function))
        if not any(isinstance(one, Instance) and one.cls in TASKS for one in known):
            return False
        if awaited.id in function.names:
            return any(
                call.args == (awaited,)
                and call.at < at
                and type(call.func) is Attr
                and call.func.attr in FILLING
                and _is_from_outside(call.func, function)
                for call in function.body.calls
            )
        return awaited.id in function.params

    def _has_deadline(self, index: int, function: Function) -> bool:
        """Whether a call is told after how long something ends; a limit that is a variable is
        taken for one."""
        call = function.body.calls[index]
        limits = self.flow.knowledge.limits
        for name in self.tasks.names(call, function):
            if (where := limits.get(name)) is not None:
                places = (where, *_SAID)
                said = next((v for p in places if (v := argument(call, p)) is not None), None)
                return said not in (None, Const(None))
        return False


def _is_given(index: int, function: Function) -> bool:
    """Whether the object of a method call is not of the function's own making."""
    return _is_from_outside(function.body.calls[index].func, function)


def _is_from_outside(owner: Expr | None, function: Function) -> bool:
    """Whether the object that something is an attribute of is not of the function's own making."""
    while type(owner) is Attr:
        owner = owner.value
    return type(owner) is Name and (owner.id in function.params or owner.id not in function.names)


def _is_acquired_lock(name: str) -> bool:
    owner, _, method = name.rpartition(".")
    return method == "acquire" and _is_named_lock(owner)


def _is_named_lock(cls: Class | str) -> bool:
    return isinstance(cls, str) and cls.rpartition(".")[2] == _LOCK
