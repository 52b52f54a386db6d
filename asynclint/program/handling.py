"""What becomes of a cancellation in a coroutine: cleanup that it skips, and code that swallows it.

Cancelling a task raises an exception at the place where it waits. Since Python 3.8 that is no
`Exception`. A handler that neither raises it again nor ends the task leaves a coroutine that goes
on though somebody waits for its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from asynclint.index.summary import LOGGING, Attr, Call, Const, Handler, Ref, Try, With
from asynclint.knowledge.entry import names
from asynclint.pins import Verdict
from asynclint.program.cleanups import is_cleanup, is_ending
from asynclint.program.flow import Exit, Flow
from asynclint.program.linker import Function
from asynclint.program.skipping import Skips
from asynclint.program.statements import Block, Place, calls
from asynclint.program.swallowing import Replaced, Swallows
from asynclint.program.tasks import Tasks

_LEAVING = {Exit.RETURN, Exit.BREAK, Exit.RAISE, Exit.REPLACE}
_COPIES = names("builtins", "list tuple set frozenset sorted reversed filter")


class Discarded(msgspec.Struct, frozen=True):
    """What `call` gathers may fail or be cancelled, and nobody looks at how it ended."""

    function: Function
    call: Call


class Handling:
    """The flaws of the handlers of some coroutines, in a fixed order."""

    def __init__(self, flow: Flow, tasks: Tasks) -> None:
        self.flow = flow
        self.tasks = tasks
        self.skips = Skips(flow, tasks)
        self.swallows = Swallows(flow, tasks)
        self.discarded: list[Discarded] = []

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
                        found.skips.blocking(place, place.statement)
                elif isinstance(place.statement, With) and is_async:
                    found._with(place, place.statement)
        return found

    # ------------------------------------------------------------ one statement

    def _attempt(self, place: Place, statement: Try) -> None:
        function, swallows = place.function, self.swallows
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
            self.skips.uncaught(place, statement)
            return
        exits = self.flow.exits(catching.body, function, catching.name)
        if exits == {Exit.RAISE}:
            idle = not catching.assigns and not _does(catching.body, function)
            if idle and self.flow.names_cancel(catching, function):
                self.skips.raised_again(place, statement, catching)
        elif Exit.RAISE not in exits and not swallows.is_meant(catching, function):
            if exits & {Exit.FALL, Exit.CONTINUE} and exits & _LEAVING:
                return  # a condition decides whether to leave: the author has thought of it
            if Exit.REPLACE not in exits:
                wait = self.flow.suspends(statement.body, function)
                if wait is not None:
                    swallows.swallow(place, statement.body, catching, catching.at, exits, wait)
            elif exits == {Exit.REPLACE} and swallows.is_own(statement.body, catching, function):
                wait = self.flow.suspends(statement.body, function)
                if wait is not None:
                    found = Replaced(function, catching, catching.at, wait)
                    swallows.replaced.append(found)

    def _with(self, place: Place, statement: With) -> None:
        function = place.function
        if self.flow.suppresses_cancel(statement, function) is not Verdict.YES:
            return
        wait = self.flow.suspends(statement.body, function)
        if wait is not None and not self.swallows.asks(function):
            at = function.body.enters[statement.enters[0]].at
            self.swallows.swallow(place, statement.body, statement, at, {Exit.FALL}, wait)

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
            is_over = index in ending or self.swallows.was_cancelled(wait, function)
            if not is_over and self._may_fail(call, function):
                yield Discarded(function, call)

    def _may_fail(self, gather: Call, function: Function) -> bool:
        """Whether the function has started some of what is gathered, other than for something to
        end, and what may fail. The errors of tasks that others have started are theirs."""
        return any(
            not is_cleanup(call)
            and all(
                name not in self.tasks.knowledge.failsafe and name not in _COPIES
                for name in self.tasks.names(call, function)
            )
            for part in self.tasks.wrapped(gather, function) or ()
            for call in (function.body.calls[i] for i in self.tasks.held(part, function))
        )


def _does(block: Block, function: Function) -> bool:
    """Whether a block does more than log."""
    return any(
        not (type(call.func) is Attr and call.func.attr in LOGGING)
        for call in calls(block, function)
    )
