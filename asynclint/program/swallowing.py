"""Cancellations that end in a coroutine, which goes on or raises something else though somebody
waits for its end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from asynclint.index.summary import (
    At,
    Attr,
    Await,
    Branch,
    Call,
    Choice,
    Const,
    Expr,
    Handler,
    Leave,
    Loop,
    Name,
    Need,
    Or,
    Ref,
    Seq,
    Try,
    Wait,
    With,
    dotted,
    last_part,
)
from asynclint.program.cleanups import is_cleanup
from asynclint.program.flow import Exit, Flow
from asynclint.program.linker import Function
from asynclint.program.narrowing import excluded
from asynclint.program.overrides import is_own
from asynclint.program.statements import Block, Place, all_places, calls, walk
from asynclint.program.tasks import Tasks
from asynclint.program.types import Method

# Who asks these knows what cancelled the task, and does not swallow by mistake.
_ASKING = frozenset({"uncancel", "cancelling"})
_STAYING = {Exit.FALL, Exit.BREAK, Exit.CONTINUE}
_PASSING_ON = frozenset({"cancel", "set_exception", "set_result", "set_running_or_notify_cancel"})
_ENDING = frozenset({"sys.exit", "os._exit", "os.abort", "os.kill", "exit", "quit"})


class Swallowed(msgspec.Struct, frozen=True):
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


class Replaced(msgspec.Struct, frozen=True):
    """A cancellation of the wait at `wait` ends in `what`, a handler or a `suppress` at `at`, and
    another exception is raised instead."""

    function: Function
    what: Handler | With
    at: At
    wait: Wait


class Swallows:
    """Where coroutines take cancellations that they do not pass on."""

    def __init__(self, flow: Flow, tasks: Tasks) -> None:
        self.flow = flow
        self.tasks = tasks
        self.swallowed: list[Swallowed] = []
        self.replaced: list[Replaced] = []
        self._asking: dict[Function, bool] = {}

    def is_meant(self, handler: Handler, function: Function) -> bool:
        """Whether the code remembers or passes on that it was cancelled, or ends the process."""
        return (
            handler.keeps
            or not {*function.body.tests, *_returned(function)}.isdisjoint(handler.assigns)
            or self.asks(function)
            or any(_passes_on(call, function) for call in calls(handler.body, function))
        )

    def swallow(
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
        if all(self.was_cancelled(w, function) or _is_cleanup(w, function) for w in waits):
            return
        if self._is_ending(place) or self._sits_out(place, waits):
            return
        if self._raises(place, exits):
            self.replaced.append(Replaced(function, what, at, wait))
            return
        onward = self._onward(place, exits)
        awaiter, handle = None, ""
        if onward is None and self.tasks.spawns(function):
            # The task ends. That is what was asked for, unless somebody takes it for finished.
            handle = self.tasks.awaited_as(function)
            if not handle or any(isinstance(owner, Loop) for owner, _, _ in place.around):
                return
        elif onward is None:
            needs = [
                function.body.calls[w.value.index].needs for w in waits if type(w.value) is Ref
            ]
            said = _said(what) if isinstance(what, Handler) else ()
            awaiter = self._awaiter(function, needs[0] if len(set(needs)) == 1 else (), said)
            if awaiter is None and not all(_is_foreign(w, function) for w in waits):
                return
        self.swallowed.append(Swallowed(function, what, at, wait, onward, awaiter, handle))

    def _sits_out(self, place: Place, waits: list[Wait]) -> bool:
        """Whether a loop waits for one shielded thing until it is over, however often the coroutine
        is cancelled meanwhile."""
        function = place.function
        return any(isinstance(owner, Loop) for owner, _, _ in place.around) and all(
            type(w.value) is Ref
            and self.tasks.is_shield(function.body.calls[w.value.index], function)
            for w in waits
        )

    def _awaiter(
        self, function: Function, needs: tuple[Need, ...] = (), said: tuple[Expr | None, ...] = ()
    ) -> tuple[Function, Call] | None:
        """A coroutine that awaits this one and has more to do, and where it awaits: one that lets
        it get where what it `needs` of a parameter holds, and does not leave for what is `said` to
        it then.

        One that does nothing afterwards goes on as little as this one: what awaits that, may.
        """
        if self.tasks.is_handed_on(function):
            return None
        queue, seen = [function], {function}
        for awaited in queue:  # grows while it is read
            for caller, index in self.tasks.awaiters(awaited):
                if index in self.flow.ending(caller):
                    continue
                if awaited is function and excluded(
                    caller.body.calls[index], caller, function, needs, self.tasks.types
                ):
                    continue
                if said and awaited is function and self._leaves_for(said, index, caller):
                    continue
                if self.flow.goes_on(index, caller):
                    return caller, caller.body.calls[index]
                if caller not in seen and not self.tasks.spawns(caller):
                    seen.add(caller)
                    queue.append(caller)
        return None

    def _leaves_for(self, said: tuple[Expr | None, ...], index: int, caller: Function) -> bool:
        """Whether a caller asks for what awaiting a call gave, and leaves if that is what is said;
        or may leave, where it cannot be told which way it takes."""
        given = Await(Ref(index))
        names = {bind.name for bind in caller.body.binds if bind.value == given}
        truths = {bool(one.value) for one in said if type(one) is Const}
        is_plain = all(type(one) is Const for one in said) and len(truths) == 1
        for place in all_places(caller, (Branch,)):
            arms = place.statement.arms if isinstance(place.statement, Branch) else ()
            for arm, other in pairwise(arms):
                is_it = arm.test == given or (type(arm.test) is Name and arm.test.id in names)
                ways: tuple[Block, ...] = (arm.body, other.body)
                if is_it and is_plain:
                    ways = ways[:1] if arm.negated not in truths else ways[1:]
                elif not is_it and not arm.parts.calls_from <= index < arm.parts.calls_to:
                    continue
                if any(not self.flow.exits(way, caller) & _STAYING for way in ways):
                    return True
        return False

    def _raises(self, place: Place, exits: set[Exit]) -> bool:
        """Whether an exception always follows when a statement was left in one of these ways."""
        if exits != {Exit.FALL}:
            return False
        for owner, block, position in reversed(place.around):
            leaving = self.flow.exits(block[position + 1 :], place.function)
            if leaving == {Exit.REPLACE}:
                return True
            if leaving != {Exit.FALL} or isinstance(owner, Loop):
                return False
        return False

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
                if isinstance(owner, Try) and block is owner.body:
                    rest += owner.orelse
                    if not is_root and (found := self._next(owner.orelse, function)) is not None:
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

    def was_cancelled(self, wait: Wait, function: Function) -> bool:
        """Whether the function has itself cancelled what it waits for."""
        awaited = self.tasks.aliases(wait.value, function)
        if not awaited:
            return False
        for call in function.body.calls:
            if call.at[:2] >= wait.at[:2]:
                continue
            for cancelled in self._cancelled(call, function):
                if not awaited.isdisjoint(cancelled):
                    return True
        return any(
            not awaited.isdisjoint(self.tasks.aliases(call.func.value, inner))
            for inner in function.module.functions
            if inner.parent is function
            for call in inner.body.calls
            if type(call.func) is Attr and call.func.attr == "cancel"
        )

    def _cancelled(self, call: Call, function: Function) -> Iterator[set[str]]:
        """The names of what a call cancels: itself, by a helper, or by what it hands on."""
        name = call.func.attr if type(call.func) is Attr else ""
        if name == "cancel" and type(call.func) is Attr:
            yield self.tasks.aliases(call.func.value, function)
        elif (is_named := "cancel" in last_part(call.func)) or is_own(call, function):
            if is_named:
                yield {n for value in call.args for n in self.tasks.aliases(value, function)}
            for one in self.tasks.types.of(call.func, function):
                if isinstance(one, Method):
                    yield _cancels(one.function)
        for value in call.args:
            if type(value) is Attr and value.attr == "cancel":
                yield self.tasks.aliases(value.value, function)

    def is_own(self, body: Block, handler: Handler, function: Function) -> bool:
        """Whether a handler is there for cancellations that may be the coroutine's own."""
        waits = list(self.flow.waits(body, function))
        if self._is_level(handler, function) and self.flow.suspends(handler.body, function):
            return False  # since that wait is cancelled as well, and raises it again
        return self.flow.names_cancel(handler, function) and not all(
            self.was_cancelled(w, function) for w in waits
        )

    def _is_level(self, handler: Handler, function: Function) -> bool:
        """Whether a handler is for cancellations that go on until their scope is left."""
        libraries = {name.partition(".")[0] for name in self.flow.knowledge.level_cancelled}
        return any(
            name.partition(".")[0] in libraries and self.flow.names(handler, name, function)
            for name in self.flow.knowledge.cancellations
        )

    def asks(self, function: Function) -> bool:
        known = self._asking.get(function)
        if known is None:
            known = self._asking[function] = any(
                type(call.func) is Attr and call.func.attr in _ASKING
                for call in function.body.calls
            )
        return known


def _cancels(function: Function) -> set[str]:
    """The names of what a function cancels."""
    return {
        dotted(call.func.value)
        for call in function.body.calls
        if type(call.func) is Attr and call.func.attr == "cancel"
    }


def _passes_on(call: Call, function: Function) -> bool:
    """Whether a call tells others of the cancellation, ends the process, or does what a condition
    of the function asks for: `stopping.set()`, `self.stop()`."""
    if type(call.func) is Attr:
        owner = call.func.value
        last = owner.attr if type(owner) is Attr else owner.id if type(owner) is Name else ""
        if call.func.attr in _PASSING_ON or (last != "self" and last in function.body.tests):
            return True
    return dotted(call.func) in _ENDING


def _returned(function: Function) -> set[str]:
    """The names that a function returns, be it among others."""
    found = list(function.body.returns)
    for one in found:  # grows while it is read
        if isinstance(one, Seq | Choice | Or):
            found += one.items if isinstance(one, Seq) else one.options
    return {one.id for one in found if isinstance(one, Name)}


def _said(handler: Handler) -> tuple[Expr | None, ...]:
    """The values that a handler returns; none if it returns nothing, which says nothing."""
    returned = (
        statement.value
        for statement, _ in walk(handler.body)
        if isinstance(statement, Leave) and statement.word == "return"
    )
    return tuple(value for value in returned if value not in (None, Const(None)))


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
