"""Cleanup that an exception skips which is no `Exception`: a cancellation of a coroutine, or what
interrupts a blocking function."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from asynclint.index.summary import (
    Attr,
    Await,
    Branch,
    Call,
    Const,
    Enter,
    Expr,
    Handler,
    Item,
    Name,
    Ref,
    Try,
    Typed,
    Wait,
    With,
    dotted,
    last_part,
)
from asynclint.pins import Verdict
from asynclint.program.cleanups import ends, is_cleanup
from asynclint.program.flow import RAISING, Exit, Flow
from asynclint.program.linker import Function
from asynclint.program.shielding import is_shielded
from asynclint.program.statements import Block, Place, blocks, calls
from asynclint.program.tasks import Tasks

_INTERRUPT = "builtins.KeyboardInterrupt"
_WIRE_ERROR = "builtins.OSError"
_COMPLAINING = frozenset({"exception", "error", "critical"})
_STACK = "*"
_START = (0, 0)
_GIVING = ("putconn", "return", "give_back")  # of methods of pools, other than queues
_PICKING = frozenset({"random.choice", "builtins.min", "builtins.max", "builtins.next"})


class Skipped(msgspec.Struct, frozen=True):
    """Cancelling the wait at `wait` leaves through `handler` without `cleanup`, which a handler for
    ordinary exceptions does. `explicit` tells that `handler` is there for cancellation."""

    function: Function
    handler: Handler
    explicit: bool
    cleanup: Call
    wait: Wait


class Interrupted(msgspec.Struct, frozen=True):
    """A blocking function whose `handler` cleans up after any error of a wire by `cleanup`, save
    when what interrupts it is no `Exception`."""

    function: Function
    handler: Handler
    cleanup: Call


class Skips:
    """What the handlers of some functions clean up, and other ways out of them do not."""

    def __init__(self, flow: Flow, tasks: Tasks) -> None:
        self.flow = flow
        self.tasks = tasks
        self.skipped: list[Skipped] = []
        self.interrupted: list[Interrupted] = []

    def blocking(self, place: Place, statement: Try) -> None:
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
            if self.flow.catches(handler, _INTERRUPT, function):
                return
            exits = self.flow.exits(handler.body, function, handler.name)
            if self.flow.catches(handler, _WIRE_ERROR, function) and exits <= RAISING:
                wire |= {_method(c) for c in self.flow.cleanup(handler.body, function) if ends(c)}

    def uncaught(self, place: Place, statement: Try) -> None:
        """No handler catches cancellation."""
        for handler in statement.handlers:
            if self.flow.is_broad(handler, place.function):
                cleanup = self._needed(place, statement, handler)
                wait = self._wait(place, statement, handler, cleanup) if cleanup else None
                if cleanup is not None and wait is not None:
                    self._skip(Skipped(place.function, handler, False, cleanup, wait))
                return

    def raised_again(self, place: Place, statement: Try, catching: Handler) -> None:
        """A handler for cancellation does nothing but raise it again."""
        for handler in statement.handlers:
            if handler is not catching and self.flow.is_broad(handler, place.function):
                cleanup = self._needed(place, statement, handler)
                wait = self._wait(place, statement, handler, cleanup) if cleanup else None
                if cleanup is not None and wait is not None:
                    self._skip(Skipped(place.function, catching, True, cleanup, wait))
                return

    def _wait(self, place: Place, statement: Try, handler: Handler, cleanup: Call) -> Wait | None:
        """The first place of a `try` where it may be cancelled and there is something to clean up:
        what is None at first has been made by then, and no flag forbids it for ever."""
        function = place.function
        if any(_is_never(name, function) for name in _flags(handler.body, cleanup, function)):
            return None
        since = max((_made(name, function) for name in _concerned(cleanup)), default=_START)
        waits = self.flow.waits(statement.body, function, True)
        later = (wait for wait in waits if wait.at[:2] > since)
        return next((wait for wait in later if self.flow.may_suspend(wait, function)), None)

    def _skip(self, found: Skipped) -> None:
        if not is_shielded(found.function, self.tasks):
            self.skipped.append(found)

    def _needed(self, place: Place, statement: Try, handler: Handler) -> Call | None:
        """What a handler cleans up before it raises, if nothing else does so on cancellation."""
        function = place.function
        if not self.flow.exits(handler.body, function, handler.name) <= RAISING:
            return None
        is_policy = any(_method(c) in _COMPLAINING for c in calls(handler.body, function))
        always = self.flow.cleanup(statement.final, function)
        for call in self.flow.cleanup(self._certain(handler.body, function), function):
            if is_policy and _owner(call).partition(".")[0] in ("self", ""):
                continue  # to give up after an error that nobody expected is not to clean up
            if not self._is_concerned(call, statement, function):
                continue
            handed = _is_handed_back(call, statement.final, function)
            if not handed and not any(_covers(other, call) for other in always):
                return None if self._is_covered(call, place) else call
        return None

    def _is_concerned(self, cleanup: Call, statement: Try, function: Function) -> bool:
        """Whether a `try` uses what is cleaned up, or the function has made or used it before."""
        name = _owner(cleanup).partition(".")[0]
        if _method(cleanup) == "rollback" and name in function.params:
            return False  # who lends a session closes it, and that rolls it back
        made = function.names.get(name, ())
        if any(isinstance(v, Ref) and self._picks(v.index, function) for v in made):
            return False
        if name in ("self", "") or any(isinstance(v, Ref | Await | Enter | Item) for v in made):
            return True
        end = statement.handlers[0].at
        return any(name in _read(call) for call in function.body.calls if call.at < end)

    def _picks(self, index: int, function: Function) -> bool:
        """Whether a call gives one of several things that others have made."""
        names = self.tasks.names(function.body.calls[index], function)
        return not _PICKING.isdisjoint(names)

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
        for around, block, _ in place.around:
            if isinstance(around, With):
                entered = _entered(around, place.function)
                if _STACK in entered or any(_is_part(_owner(cleanup), name) for name in entered):
                    return True
            elif isinstance(around, Try):
                always = around.final
                for handler in around.handlers if block is around.body else ():
                    if self.flow.catches_cancel(handler, place.function) is not Verdict.NO:
                        always += handler.body
                again = self.flow.cleanup(always, place.function)
                if any(_covers(call, cleanup) for call in again):
                    return True
                if _is_handed_back(cleanup, always, place.function):
                    return True
        return False


def _flags(block: Block, cleanup: Call, function: Function) -> set[str]:
    """The names that must be true for a call of a block to be made."""
    for statement in block:
        for inner in blocks(statement):
            if cleanup in calls(inner, function):
                found = _flags(inner, cleanup, function)
                arms = statement.arms if isinstance(statement, Branch) else ()
                arm = next((arm for arm in arms if arm.body is inner), None)
                if arm is not None and type(arm.test) is Name and not arm.negated:
                    found.add(arm.test.id)
                return found
    return set()


def _is_never(name: str, function: Function) -> bool:
    """Whether a local name is never true."""
    values = function.names.get(name, ())
    return (
        bool(values)
        and name not in function.params
        and all(type(value) is Const and not value.value for value in values)
    )


def _concerned(cleanup: Call) -> Iterator[str]:
    """The names of what is cleaned up: whose method is called, or what a function is given."""
    parts = [cleanup.func.value] if type(cleanup.func) is Attr else cleanup.args
    return (part.id for part in parts if type(part) is Name)


def _made(name: str, function: Function) -> tuple[int, int]:
    """Where the first call is made that gives a local name something else than None."""
    values = [value for value in function.names.get(name, ()) if type(value) is not Typed]
    if Const(None) not in values or name in function.params:
        return _START
    made = [_START if value is None else _called(value, function) for value in values]
    return min((at for at, v in zip(made, values, strict=True) if v != Const(None)), default=_START)


def _called(value: Expr, function: Function) -> tuple[int, int]:
    """Where the call is made whose result a value is."""
    while type(value) is Await or type(value) is Item:
        value = value.value
    return function.body.calls[value.index].at[:2] if type(value) is Ref else _START


def _read(call: Call) -> set[str]:
    """The names that a call mentions, without those of calls in it."""
    parts = [call.func, *call.given]
    return {dotted(part).partition(".")[0] for part in parts}


def _owner(call: Call) -> str:
    """The name of what a method belongs to; empty for functions."""
    return dotted(call.func.value) if type(call.func) is Attr else ""


def _covers(one: Call, other: Call) -> bool:
    """Whether a cleanup makes another one superfluous.

    Of one's own methods only those that end everything do: `self._cleanup()` after `self._abort()`
    keeps the books, but `session.close()` rolls back what `session.rollback()` would. A function
    that is handed nothing by name knows by itself what there is to clean up.
    """
    if type(one.func) is Name:
        return one.func == other.func and (one.args == other.args or not any(_concerned(one)))
    if not _overlap(_owner(one), _owner(other)):
        return False
    return _owner(one) != "self" or _method(one) == _method(other) or ends(one)


def _is_handed_back(cleanup: Call, block: Block, function: Function) -> bool:
    """Whether a block gives a connection back to what rolls it back: `pool.putconn(conn)`. What
    else there is to clean up, pools do not do: they keep a connection with an unread reply."""
    name = _owner(cleanup)
    return _method(cleanup) == "rollback" and any(
        (is_cleanup(call) or last_part(call.func).startswith(_GIVING))
        and any(dotted(argument) == name for argument in call.args)
        for call in calls(block, function)
    )


def _method(call: Call) -> str:
    return call.func.attr if type(call.func) is Attr else ""


def _is_part(name: str, whole: str) -> bool:
    """Whether a name is another one, or an attribute of it."""
    return bool(whole) and f"{name}.".startswith(f"{whole}.")


def _overlap(one: str, other: str) -> bool:
    """Whether one name is, or is a part of, the other."""
    if not one or not other:
        return False
    return _is_part(one, other) or _is_part(other, one)


def _entered(statement: With, function: Function) -> set[str]:
    """The names that a `with` binds, and those that it enters as they are, or to close them;
    `_STACK` for what unwinds whatever is pushed on it."""
    entered = [use.value for use in function.body.enters[slice(*statement.enters)]]
    found = {dotted(value) for value in entered}
    for value in entered:
        if type(value) is Ref:
            call = function.body.calls[value.index]
            last = call.func.attr if type(call.func) is Attr else dotted(call.func)
            if last in ("closing", "aclosing"):
                found |= {dotted(argument) for argument in call.args}
            elif last in ("ExitStack", "AsyncExitStack"):
                found.add(_STACK)
    for name, values in function.names.items():
        if any(type(value) is Enter and value.value in entered for value in values):
            found.add(name)
    return found
