"""What becomes of a cancellation in a coroutine: cleanup that it skips, and code that swallows it.

Cancelling a task raises an exception at the place where it waits. Since Python 3.8 that is no
`Exception`. A handler that neither raises it again nor ends the task leaves a coroutine that goes
on though somebody waits for its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from asynclint.index.summary import (
    LOGGING,
    At,
    Attr,
    Await,
    Branch,
    Call,
    Choice,
    Const,
    Enter,
    Handler,
    Item,
    Loop,
    Name,
    Ref,
    Seq,
    Try,
    Wait,
    With,
    dotted,
)
from asynclint.knowledge.entry import names
from asynclint.pins import Verdict
from asynclint.program.cleanups import ends, is_cleanup, is_ending
from asynclint.program.flow import Exit, Flow
from asynclint.program.linker import Function
from asynclint.program.statements import Block, Place, calls
from asynclint.program.tasks import Tasks
from asynclint.program.types import Method

_INTERRUPT = "builtins.KeyboardInterrupt"
_RAISING = {Exit.RAISE, Exit.REPLACE}
_WIRE_ERROR = "builtins.OSError"
# Who asks these knows what cancelled the task, and does not swallow by mistake.
_ASKING = frozenset({"uncancel", "cancelling"})
_COMPLAINING = frozenset({"exception", "error", "critical"})
_STAYING = {Exit.FALL, Exit.BREAK, Exit.CONTINUE}
_LEAVING = {Exit.RETURN, Exit.BREAK, Exit.RAISE, Exit.REPLACE}
_PASSING_ON = frozenset({"cancel", "set_exception", "set_result", "set_running_or_notify_cancel"})
_STACK = "*"
_PICKING = frozenset({"random.choice", "builtins.min", "builtins.max", "builtins.next"})
_COPIES = names("builtins", "list tuple set frozenset sorted reversed filter")
# What never raises of itself, and what gives tasks that others have started.
_FAILSAFE = frozenset({"asyncio.sleep", "asyncio.Event.wait", "asyncio.all_tasks"})
_ENDING = frozenset({"sys.exit", "os._exit", "os.abort", "os.kill", "exit", "quit"})


class Skipped(msgspec.Struct, frozen=True):
    """Cancelling the wait at `wait` leaves through `handler` without `cleanup`, which a handler for
    ordinary exceptions does. `explicit` tells that `handler` is there for cancellation."""

    function: Function
    handler: Handler
    explicit: bool
    cleanup: Call
    wait: Wait


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


class Interrupted(msgspec.Struct, frozen=True):
    """A blocking function whose `handler` cleans up after any error of a wire by `cleanup`, save
    when what interrupts it is no `Exception`."""

    function: Function
    handler: Handler
    cleanup: Call


class Discarded(msgspec.Struct, frozen=True):
    """What `call` gathers may fail or be cancelled, and nobody looks at how it ended."""

    function: Function
    call: Call


class Handling:
    """The flaws of the handlers of some coroutines, in a fixed order."""

    def __init__(self, flow: Flow, tasks: Tasks) -> None:
        self.flow = flow
        self.tasks = tasks
        self.skipped: list[Skipped] = []
        self.swallowed: list[Swallowed] = []
        self.replaced: list[Replaced] = []
        self.interrupted: list[Interrupted] = []
        self.discarded: list[Discarded] = []
        self._asking: dict[Function, bool] = {}

    @classmethod
    def solve(cls, flow: Flow, tasks: Tasks, functions: Iterable[Function]) -> Handling:
        """Read every handler of the functions."""
        found = cls(flow, tasks)
        for function in functions:
            is_async = function.info.is_async
            if is_async and function.body.discards:
                found.discarded += found._gathered(function)
            for place in flow.places(function):
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
        if not statement.handlers:
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
            self._uncaught(place, statement)
            return
        exits = self.flow.exits(catching.body, function, catching.name)
        if exits == {Exit.RAISE}:
            idle = not catching.assigns and not _does(catching.body, function)
            if idle and self.flow.names_cancel(catching, function):
                self._skipping(place, statement, catching)
        elif Exit.RAISE not in exits and not self._is_meant(catching, function):
            if exits & {Exit.FALL, Exit.CONTINUE} and exits & _LEAVING:
                return  # a condition decides whether to leave: the author has thought of it
            if Exit.REPLACE not in exits:
                wait = self.flow.suspends(statement.body, function)
                if wait is not None:
                    self._swallowing(place, statement.body, catching, catching.at, exits, wait)
            elif exits == {Exit.REPLACE} and self._is_replaced(statement.body, catching, function):
                wait = self.flow.suspends(statement.body, function)
                if wait is not None:
                    self.replaced.append(Replaced(function, catching, catching.at, wait))

    def _with(self, place: Place, statement: With) -> None:
        function = place.function
        if self.flow.suppresses_cancel(statement, function) is not Verdict.YES:
            return
        wait = self.flow.suspends(statement.body, function)
        if wait is not None and not self._asks(function):
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
            if self.flow.catches(handler, _INTERRUPT, function):
                return
            exits = self.flow.exits(handler.body, function, handler.name)
            if self.flow.catches(handler, _WIRE_ERROR, function) and exits <= _RAISING:
                wire |= {_method(c) for c in self.flow.cleanup(handler.body, function) if ends(c)}

    def _uncaught(self, place: Place, statement: Try) -> None:
        """No handler catches cancellation."""
        for handler in statement.handlers:
            if self.flow.is_broad(handler, place.function):
                cleanup = self._needed(place, statement, handler)
                wait = self.flow.suspends(statement.body, place.function) if cleanup else None
                if cleanup is not None and wait is not None:
                    self.skipped.append(Skipped(place.function, handler, False, cleanup, wait))
                return

    def _skipping(self, place: Place, statement: Try, catching: Handler) -> None:
        """A handler for cancellation does nothing but raise it again."""
        for handler in statement.handlers:
            if handler is not catching and self.flow.is_broad(handler, place.function):
                cleanup = self._needed(place, statement, handler)
                wait = self.flow.suspends(statement.body, place.function) if cleanup else None
                if cleanup is not None and wait is not None:
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
            if is_policy and _owner(call).partition(".")[0] in ("self", ""):
                continue  # to give up after an error that nobody expected is not to clean up
            if not self._is_concerned(call, statement, function):
                continue
            if not any(_covers(other, call) for other in always):
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
        return False

    # ------------------------------------------------------------ errors that nobody looks at

    def _gathered(self, function: Function) -> Iterator[Discarded]:
        """`gather(..., return_exceptions=True)` as a statement, other than to end things."""
        ending: set[int] | None = None
        for index in function.body.discards:
            call = function.body.calls[index]
            if not call.awaited or ("return_exceptions", Const(True)) not in call.keywords:
                continue
            if is_ending(function.info.name) or self.tasks.wrapped(call, function) is None:
                continue
            if ending is None:
                ending = self.flow.ending(function)
            wait = next(w for w in function.body.waits if w.value == Ref(index))
            is_over = index in ending or self._was_cancelled(wait, function)
            if not is_over and self._may_fail(call, function):
                yield Discarded(function, call)

    def _may_fail(self, gather: Call, function: Function) -> bool:
        """Whether the function has started some of what is gathered, other than for something to
        end, and what may fail. The errors of tasks that others have started are theirs."""
        return any(
            not is_cleanup(call)
            and all(
                name not in _FAILSAFE and name not in _COPIES
                for name in self.tasks.names(call, function)
            )
            for part in self.tasks.wrapped(gather, function) or ()
            for call in (function.body.calls[i] for i in self.tasks.held(part, function))
        )

    # ------------------------------------------------------------ cancellation that is swallowed

    def _is_meant(self, handler: Handler, function: Function) -> bool:
        """Whether the code remembers or passes on that it was cancelled, or ends the process."""
        return (
            handler.keeps
            or not {*function.body.tests, *_returned(function)}.isdisjoint(handler.assigns)
            or self._asks(function)
            or any(_passes_on(call, function) for call in calls(handler.body, function))
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
            awaiter = self._awaiter(function)
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

    def _awaiter(self, function: Function) -> tuple[Function, Call] | None:
        """A coroutine that awaits this one and has more to do, and where it awaits.

        One that does nothing afterwards goes on as little as this one: what awaits that, may.
        """
        if self.tasks.is_handed_on(function):
            return None
        queue, seen = [function], {function}
        for awaited in queue:  # grows while it is read
            for caller, index in self.tasks.awaiters(awaited):
                if index in self.flow.ending(caller):
                    continue
                if self.flow.goes_on(index, caller):
                    return caller, caller.body.calls[index]
                if caller not in seen and not self.tasks.spawns(caller):
                    seen.add(caller)
                    queue.append(caller)
        return None

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

    def _was_cancelled(self, wait: Wait, function: Function) -> bool:
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
        elif "cancel" in name or (type(call.func) is Name and "cancel" in call.func.id):
            yield {n for value in call.args for n in self.tasks.aliases(value, function)}
            for one in self.tasks.types.of(call.func, function):
                if isinstance(one, Method):
                    yield _cancels(one.function)
        for value in call.args:
            if type(value) is Attr and value.attr == "cancel":
                yield self.tasks.aliases(value.value, function)

    def _is_replaced(self, body: Block, handler: Handler, function: Function) -> bool:
        """Whether a handler is there for cancellations that may be the coroutine's own."""
        waits = list(self.flow.waits(body, function))
        if self._is_level(handler, function) and self.flow.suspends(handler.body, function):
            return False  # since that wait is cancelled as well, and raises it again
        return self.flow.names_cancel(handler, function) and not all(
            self._was_cancelled(w, function) for w in waits
        )

    def _is_level(self, handler: Handler, function: Function) -> bool:
        """Whether a handler is for cancellations that go on until their scope is left."""
        libraries = {name.partition(".")[0] for name in self.flow.knowledge.level_cancelled}
        return any(
            name.partition(".")[0] in libraries and self.flow.names(handler, name, function)
            for name in self.flow.knowledge.cancellations
        )

    def _asks(self, function: Function) -> bool:
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


def _read(call: Call) -> set[str]:
    """The names that a call mentions, without those of calls in it."""
    parts = [call.func, *call.args, *(value for _, value in call.keywords)]
    return {dotted(part).partition(".")[0] for part in parts}


def _returned(function: Function) -> set[str]:
    """The names that a function returns, be it among others."""
    found = list(function.body.returns)
    for one in found:  # grows while it is read
        if isinstance(one, Seq | Choice):
            found += one.items if isinstance(one, Seq) else one.options
    return {one.id for one in found if isinstance(one, Name)}


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
