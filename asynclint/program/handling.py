"""What becomes of a cancellation in a coroutine: cleanup that it skips, and code that swallows it.

Cancelling a task raises an exception at the place where it waits. Since Python 3.8 that is no
`Exception`. A handler that neither raises it again nor ends the task leaves a coroutine that goes
on though somebody waits for its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from asynclint.index.build import LOGGING
from asynclint.index.summary import (
    At,
    Attr,
    Branch,
    Call,
    Elem,
    Enter,
    Expr,
    Handler,
    Loop,
    Name,
    Ref,
    Try,
    Wait,
    With,
    dotted,
)
from asynclint.pins import Verdict
from asynclint.program.flow import (
    Block,
    Exit,
    Flow,
    Place,
    calls,
    ends,
    is_cleanup,
    places,
)
from asynclint.program.linker import Function
from asynclint.program.tasks import Tasks
from asynclint.program.types import Method

_WIRE_ERROR = "builtins.OSError"
# Who asks these knows what cancelled the task, and does not swallow by mistake.
_ASKING = frozenset({"uncancel", "cancelling"})
_COMPLAINING = frozenset({"exception", "error", "critical"})
_STAYING = {Exit.FALL, Exit.BREAK, Exit.CONTINUE}
_ENDING = frozenset({"sys.exit", "os._exit", "os.abort", "os.kill", "exit", "quit"})


class Skipped(NamedTuple):
    """Cancelling the wait at `wait` leaves through `handler` without `cleanup`, which a handler for
    ordinary exceptions does. `explicit` tells that `handler` is there for cancellation."""

    function: Function
    handler: Handler
    explicit: bool
    cleanup: Call
    wait: Wait


class Swallowed(NamedTuple):
    """A cancellation of the wait at `wait` ends at `at`.

    `what` is the handler or the `suppress` that it ends in. `onward` is where the coroutine waits
    next although it was cancelled; None when it ends. Then it is taken for finished: `awaiter` is
    the coroutine that awaits it, and where, or else `handle` the attribute that its task is awaited
    by. If neither, what it awaited is a task of somebody else's.
    """

    function: Function
    what: Handler | With
    at: At
    wait: Wait
    onward: At | None
    awaiter: tuple[Function, Call] | None
    handle: str


class Replaced(NamedTuple):
    """A cancellation of the wait at `wait` leaves `handler` as another exception."""

    function: Function
    handler: Handler
    wait: Wait


class Interrupted(NamedTuple):
    """A blocking function whose `handler` cleans up after any error of a wire by `cleanup`, save
    when what interrupts it is no `Exception`."""

    function: Function
    handler: Handler
    cleanup: Call


class Handling:
    """The flaws of the handlers of some coroutines, in a fixed order."""

    def __init__(self, flow: Flow, tasks: Tasks) -> None:
        self.flow = flow
        self.tasks = tasks
        self.skipped: list[Skipped] = []
        self.swallowed: list[Swallowed] = []
        self.replaced: list[Replaced] = []
        self.interrupted: list[Interrupted] = []

    @classmethod
    def solve(cls, flow: Flow, tasks: Tasks, functions: Iterable[Function]) -> Handling:
        """Read every handler of the functions."""
        found = cls(flow, tasks)
        for function in functions:
            is_async = function.info.is_async
            for place in places(function):
                if isinstance(place.statement, Try):
                    if is_async:
                        found._attempt(place, place.statement)
                    else:
                        found._blocking(place, place.statement)
                elif isinstance(place.statement, With) and is_async:
                    found._with(place, place.statement)
        return found

    # ------------------------------------------------------------ one statement

    def _attempt(self, place: Place, statement: Try) -> None:
        function = place.function
        wait = self.flow.suspends(statement.body, function)
        if wait is None or not statement.handlers:
            return
        catching: Handler | None = None
        for handler in statement.handlers:
            verdict = self.flow.catches_cancel(handler, function)
            if verdict is Verdict.UNKNOWN:
                return
            if verdict is Verdict.YES:
                catching = handler
                break
        if catching is None:
            self._uncaught(place, statement, wait)
            return
        exits = self.flow.exits(catching.body, function, catching.name)
        if exits == {Exit.RAISE}:
            if self.flow.names_cancel(catching, function) and not _does(catching.body, function):
                self._skipping(place, statement, catching, wait)
        elif Exit.RAISE not in exits and not self._is_meant(catching, function):
            if exits > {Exit.FALL} or exits > {Exit.CONTINUE}:
                return  # a condition decides whether to leave: the author has thought of it
            if Exit.REPLACE not in exits:
                self._swallowing(place, statement.body, catching, catching.at, exits, wait)
            elif exits == {Exit.REPLACE} and self.flow.names_cancel(catching, function):
                self.replaced.append(Replaced(function, catching, wait))

    def _with(self, place: Place, statement: With) -> None:
        function = place.function
        if self.flow.suppresses_cancel(statement, function) is not Verdict.YES:
            return
        wait = self.flow.suspends(statement.body, function)
        if wait is not None and not _asks(function):
            at = function.body.enters[statement.enters[0]].at
            self._swallowing(place, statement.body, statement, at, {Exit.FALL}, wait)

    # ------------------------------------------------------------ cleanup that is skipped

    def _blocking(self, place: Place, statement: Try) -> None:
        """Handlers for the errors of a wire, and one for any `Exception`, do the same cleanup."""
        function = place.function
        wire: set[str] = set()
        for handler in statement.handlers:
            if self.flow.catches_cancel(handler, function) is not Verdict.NO:
                return  # catches what is no `Exception`, or may
            if self.flow.is_broad(handler, function):
                cleanup = self._needed(place, statement, handler)
                if cleanup is not None and _method(cleanup) in wire:
                    self.interrupted.append(Interrupted(function, handler, cleanup))
                return
            if self.flow.catches(handler, _WIRE_ERROR, function):
                wire |= {_method(c) for c in self.flow.cleanup(handler.body, function) if ends(c)}

    def _uncaught(self, place: Place, statement: Try, wait: Wait) -> None:
        """No handler catches cancellation."""
        for handler in statement.handlers:
            if self.flow.is_broad(handler, place.function):
                cleanup = self._needed(place, statement, handler)
                if cleanup is not None:
                    self.skipped.append(Skipped(place.function, handler, False, cleanup, wait))
                return

    def _skipping(self, place: Place, statement: Try, catching: Handler, wait: Wait) -> None:
        """A handler for cancellation does nothing but raise it again."""
        for handler in statement.handlers:
            if handler is not catching and self.flow.is_broad(handler, place.function):
                cleanup = self._needed(place, statement, handler)
                if cleanup is not None:
                    self.skipped.append(Skipped(place.function, catching, True, cleanup, wait))
                return

    def _needed(self, place: Place, statement: Try, handler: Handler) -> Call | None:
        """What a handler cleans up before it raises, if nothing else does so on cancellation."""
        function = place.function
        if not self.flow.exits(handler.body, function, handler.name) <= {Exit.RAISE, Exit.REPLACE}:
            return None
        is_policy = any(_method(c) in _COMPLAINING for c in calls(handler.body, function))
        always = self.flow.cleanup(statement.final, function)
        for call in self.flow.cleanup(self._certain(handler.body, function), function):
            if is_policy and _owner(call) in ("self", ""):
                continue  # to give up after an error that nobody expected is not to clean up
            if not any(_covers(other, call) for other in always):
                return None if self._is_covered(call, place) else call
        return None

    def _certain(self, block: Block, function: Function) -> Block:
        """What of a handler runs before a condition may leave it."""
        for position, statement in enumerate(block):
            if isinstance(statement, Branch):
                exits = self.flow.exits((statement,), function)
                if not exits <= {Exit.FALL}:
                    return block[:position]
        return block

    def _is_covered(self, cleanup: Call, place: Place) -> bool:
        """Whether a statement around cleans up the same thing whatever happens."""
        for around, _, _ in place.around:
            if isinstance(around, With):
                if any(
                    _overlap(_owner(cleanup), name) for name in _entered(around, place.function)
                ):
                    return True
            elif isinstance(around, Try):
                always = around.final
                for handler in around.handlers:
                    if self.flow.catches_cancel(handler, place.function) is not Verdict.NO:
                        always += handler.body
                again = self.flow.cleanup(always, place.function)
                if any(_covers(call, cleanup) for call in again):
                    return True
        return False

    # ------------------------------------------------------------ cancellation that is swallowed

    def _is_meant(self, handler: Handler, function: Function) -> bool:
        """Whether the code remembers or passes on that it was cancelled, or ends the process."""
        return (
            handler.keeps
            or not set(function.body.tests).isdisjoint(handler.assigns)
            or _asks(function)
            or any(dotted(call.func) in _ENDING for call in calls(handler.body, function))
        )

    def _swallowing(
        self,
        place: Place,
        body: Block,
        what: Handler | With,
        at: At,
        exits: set[Exit],
        wait: Wait,
    ) -> None:
        function = place.function
        waits = list(self.flow.waits(body, function))
        if all(self._was_cancelled(w, function) or _is_cleanup(w, function) for w in waits):
            return
        if self._is_ending(place):
            return
        onward = self._onward(place, exits)
        awaiter, handle = None, ""
        if onward is None and self.tasks.spawns(function):
            # The task ends. That is what was asked for, unless somebody takes it for finished.
            handle = self.tasks.awaited_as(function)
            if not handle or any(isinstance(owner, Loop) for owner, _, _ in place.around):
                return
        elif onward is None:
            awaiter = self._awaiter(function)
            if awaiter is None and not all(_is_foreign(w, function) for w in waits):
                return
        self.swallowed.append(Swallowed(function, what, at, wait, onward, awaiter, handle))

    def _awaiter(self, function: Function) -> tuple[Function, Call] | None:
        """A coroutine that awaits this one and has more to do, and where it awaits."""
        for caller, index in self.tasks.awaiters(function):
            if index not in self.flow.ending(caller):
                return caller, caller.body.calls[index]
        return None

    def _is_ending(self, place: Place) -> bool:
        """Whether no cancellation is lost: the coroutine is about to end anyway, or nothing can
        cancel it here."""
        return any(
            (isinstance(owner, With) and self.flow.shields(owner, place.function))
            or (
                isinstance(owner, Try)
                and any(block is part for part in self.flow.ends_with(owner, place.function))
            )
            for owner, block, _ in place.around
        )

    def _onward(self, place: Place, exits: set[Exit]) -> At | None:
        """Where the coroutine waits next after the statement was left in one of these ways.

        A task that leaves its loop when it is cancelled, and then tidies up, does what it should.
        """
        function = place.function
        tasks = self.tasks
        is_root = bool(tasks.spawns(function))
        leaving = exits & _STAYING
        for owner, block, position in reversed(place.around):
            if Exit.FALL in leaving:
                rest = block[position + 1 :]
                if not is_root and (found := self._next(rest, function)) is not None:
                    return found
                leaving = (leaving - {Exit.FALL}) | (self.flow.exits(rest, function) & _STAYING)
            if isinstance(owner, Loop) and block is owner.body:
                if leaving & {Exit.FALL, Exit.CONTINUE} and owner.word != "while":
                    return self._next(block, function)
                if Exit.BREAK not in leaving or (is_root or self._awaiter(function) is None):
                    return None
                leaving = {Exit.FALL}
            if not leaving:
                return None
        return None

    def _next(self, block: Block, function: Function) -> At | None:
        """The first wait of a block that is not for something to end."""
        for wait in self.flow.waits(block, function):
            if _is_cleanup(wait, function):
                continue
            if self.flow.may_suspend(wait, function):
                return wait.at
        return None

    def _was_cancelled(self, wait: Wait, function: Function) -> bool:
        """Whether the function has itself cancelled what it waits for."""
        awaited = self._names(wait.value, function)
        for call in function.body.calls:
            if type(call.func) is not Attr or call.at[:2] >= wait.at[:2]:
                continue
            if call.func.attr == "cancel":
                if not awaited.isdisjoint(self._names(call.func.value, function)):
                    return True
            elif "cancel" in call.func.attr and type(call.func.value) is Name:
                # `self.cancel_task()`: a method of its own that does it
                for one in self.tasks.types.of(call.func, function):
                    if isinstance(one, Method) and not awaited.isdisjoint(_cancels(one.function)):
                        return True
        return False

    def _names(self, expr: Expr | None, function: Function, depth: int = 0) -> set[str]:
        """The names that a value, or the collection it is taken from, goes by in a function."""
        if depth > 4:
            return set()
        if isinstance(expr, Elem):
            return self._names(expr.value, function, depth + 1)
        if type(expr) is Ref:
            call = function.body.calls[expr.index]
            inner = self.tasks.wrapped(call, function)
            parts = inner if inner is not None else list(call.args[:1])
            return {n for part in parts for n in self._names(part, function, depth + 1)}
        name = dotted(expr)
        if not name:
            return set()
        found = {name}
        if type(expr) is Name:
            for value in function.names.get(expr.id, ()):
                found |= self._names(value, function, depth + 1)
        return found


def _cancels(function: Function) -> set[str]:
    """The names of what a function cancels."""
    return {
        dotted(call.func.value)
        for call in function.body.calls
        if type(call.func) is Attr and call.func.attr == "cancel"
    }


def _asks(function: Function) -> bool:
    return any(
        type(call.func) is Attr and call.func.attr in _ASKING for call in function.body.calls
    )


def _does(block: Block, function: Function) -> bool:
    """Whether a block does more than log."""
    return any(
        not (type(call.func) is Attr and call.func.attr in LOGGING)
        for call in calls(block, function)
    )


def _is_foreign(wait: Wait, function: Function) -> bool:
    """Whether a wait is for a task kept in an attribute, which another function has made."""
    value = wait.value
    return type(value) is Attr and not any(
        field.name == value.attr and field.function == function.index
        for cls in function.module.classes
        for field in cls.info.fields
    )


def _is_cleanup(wait: Wait, function: Function) -> bool:
    value = wait.value
    return type(value) is Ref and is_cleanup(function.body.calls[value.index])


def _owner(call: Call) -> str:
    """The name of what a method belongs to; empty for functions."""
    return dotted(call.func.value) if type(call.func) is Attr else ""


def _covers(one: Call, other: Call) -> bool:
    """Whether a cleanup makes another one superfluous.

    Of one's own methods only those that end everything do: `self._cleanup()` after `self._abort()`
    keeps the books, but `session.close()` rolls back what `session.rollback()` would.
    """
    if not _overlap(_owner(one), _owner(other)):
        return False
    return _owner(one) != "self" or _method(one) == _method(other) or ends(one)


def _method(call: Call) -> str:
    return call.func.attr if type(call.func) is Attr else ""


def _overlap(one: str, other: str) -> bool:
    """Whether one name is, or is a part of, the other."""
    if not one or not other:
        return False
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _entered(statement: With, function: Function) -> set[str]:
    """The names that a `with` binds, and those that it enters as they are."""
    entered = [use.value for use in function.body.enters[slice(*statement.enters)]]
    found = {dotted(value) for value in entered}
    for name, values in function.names.items():
        if any(type(value) is Enter and value.value in entered for value in values):
            found.add(name)
    return found
