"""Deadlines: work that goes on when they are up, and timeouts that no handler catches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from asynclint.index.summary import (
    At,
    Call,
    Const,
    Handler,
    Ref,
    Statement,
    Try,
    Wait,
    With,
)
from asynclint.pins import Pins
from asynclint.program.conditions import argument
from asynclint.program.flow import Flow, moves_on
from asynclint.program.hosts import last_names
from asynclint.program.linker import Function
from asynclint.program.statements import Place, walk
from asynclint.program.tasks import Tasks, may_be
from asynclint.program.types import Method

_OLD = "<3.11"  # Pythons in which asyncio's TimeoutError is not the builtin
_OWN = "asyncio.TimeoutError"
_BUILTIN = "builtins.TimeoutError"


class GoesOn(msgspec.Struct, frozen=True):
    """The deadline called `word` at `at` is up, and what `call` began goes on: `does` says how."""

    function: Function
    at: At
    word: str
    call: Call
    does: str


class Uncaught(msgspec.Struct, frozen=True):
    """The timeout of the wait at `wait` is not caught by `handler`, which is there for it, in the
    Pythons below 3.11 that the project supports."""

    function: Function
    handler: Handler
    wait: At


class Timing:
    """The flaws of the deadlines in some functions, in their order."""

    def __init__(self, tasks: Tasks, flow: Flow, pins: Pins) -> None:
        self.tasks = tasks
        self.flow = flow
        self.pins = pins
        self.knowledge = tasks.knowledge
        self._last_names = last_names(self.knowledge.deadlines)
        self.going_on: list[GoesOn] = []
        self.uncaught: list[Uncaught] = []

    @classmethod
    def solve(cls, tasks: Tasks, flow: Flow, pins: Pins, functions: Iterable[Function]) -> Timing:
        """Look at every deadline in these functions."""
        found = cls(tasks, flow, pins)
        for function in functions:
            found.going_on += found._below(function)
            for place in flow.places(function):
                if isinstance(place.statement, With):
                    found.going_on += found._within(place, place.statement)
                elif isinstance(place.statement, Try):
                    found.uncaught += found._caught(place, place.statement)
        return found

    # ------------------------------------------------------------ work that goes on

    def _below(self, function: Function) -> Iterator[GoesOn]:
        """Arguments of `wait_for` and its kind."""
        for index in function.called(self._last_names):
            call = function.body.calls[index]
            word = self._deadline(call, function)
            for inner in self.tasks.wrapped(call, function) or () if word else ():
                if type(inner) is Ref:
                    begun = function.body.calls[inner.index]
                    if does := self._does(begun, function):
                        yield GoesOn(function, call.at, word, begun, does)

    def _within(self, place: Place, statement: With) -> Iterator[GoesOn]:
        """What is awaited in a block with a timeout."""
        function = place.function
        for use in function.body.enters[slice(*statement.enters)]:
            if type(use.value) is not Ref:
                continue
            for word in self.tasks.names(function.body.calls[use.value.index], function):
                if word in self.knowledge.timeouts:
                    # One is enough to tell of a block.
                    for wait in self.flow.waits(statement.body, function):
                        begun = _awaited(wait, function)
                        if begun is not None and (does := self._does(begun, function)):
                            yield GoesOn(function, use.at, word, begun, does)
                            break

    def _does(self, call: Call, function: Function) -> str:
        """How something that is awaited goes on although it is cancelled; empty if it does not."""
        for name in self.tasks.names(call, function):
            if name in self.knowledge.offloads and not self._is_waited_for(name, call):
                return "the work runs on in its thread or process"
            if name in self.knowledge.shields and self._is_fresh(call, function):
                return "the shielded task runs on, and nothing refers to it"
        return ""

    def _is_waited_for(self, name: str, call: Call) -> bool:
        """Whether a cancelled wait for a thread waits on: trio's and anyio's do unless told not to,
        so that their deadlines leave nothing behind; those for a process may kill it."""
        if name in self.knowledge.kills:
            return True
        top = name.partition(".")[0]
        if all(one.partition(".")[0] != top for one in self.knowledge.level_cancelled):
            return False
        words = dict(call.keywords)
        return all(words.get(w) != Const(True) for w in ("abandon_on_cancel", "cancellable"))

    def _is_fresh(self, shield: Call, function: Function) -> bool:
        """Whether what is shielded is a coroutine or task that nothing else refers to."""
        inner = shield.args[0] if shield.args else None
        if type(inner) is not Ref:
            return False
        made = [function.body.calls[index] for index in self.tasks.held(inner, function)]
        return bool(made) and all(
            any(
                isinstance(one, Method) and one.function.info.is_async
                for one in self.tasks.types.of(call.func, function)
            )
            for call in made
        )

    def _deadline(self, call: Call, function: Function) -> str:
        """The name of a callable that cancels what it waits for; empty for others."""
        if not may_be(call, function, self._last_names):
            return ""
        names = self.tasks.names(call, function)
        return next((name for name in names if name in self.knowledge.deadlines), "")

    # ------------------------------------------------------------ timeouts that are not caught

    def _caught(self, place: Place, statement: Try) -> Iterator[Uncaught]:
        """Handlers for one `TimeoutError` around something that raises the other."""
        function = place.function
        if any(self.flow.catches(handler, _OWN, function) for handler in statement.handlers):
            return
        for handler in statement.handlers:
            if self.flow.is_broad(handler, function):
                return
            if self.flow.names(handler, _BUILTIN, function):
                wait = self._timed(statement, function)
                if wait is not None and self._supports_old(function):
                    yield Uncaught(function, handler, wait)
                return

    def _timed(self, statement: Try, function: Function) -> At | None:
        """The wait of a body that raises asyncio's `TimeoutError` out of it."""

        def may_catch(inner: Statement) -> bool:
            return isinstance(inner, Try) or (isinstance(inner, With) and moves_on(inner, function))

        for _, parts in walk(statement.body, may_catch):
            for wait in function.body.waits[parts.waits]:
                call = _awaited(wait, function)
                if call is None or self._deadline(call, function) != "asyncio.wait_for":
                    continue
                if Const(None) not in (argument(call, 1), argument(call, "timeout")):
                    return wait.at
        return None

    def _supports_old(self, function: Function) -> bool:
        return self.pins.supports(_OLD, function.module.file)


def _awaited(wait: Wait, function: Function) -> Call | None:
    return function.body.calls[wait.value.index] if type(wait.value) is Ref else None
