"""Exceptions that blocking code raises in the middle of whatever it does, and that are no errors.

The timeouts of gevent and eventlet do, and handlers of the alarm signal may. Where they strike is
a matter of time; what is looked for is the code that they are meant to strike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import (
    At,
    Attr,
    Call,
    Const,
    Expr,
    Leave,
    Name,
    Ref,
    With,
    dotted,
)
from asynclint.program.clients import before
from asynclint.program.conditions import argument
from asynclint.program.flow import Flow
from asynclint.program.hosts import last_names
from asynclint.program.linker import Class, Function, calling
from asynclint.program.statements import calls, walk
from asynclint.program.tasks import Tasks
from asynclint.program.types import ClassObject, External, Instance, Method

_SIGNAL = "signal.signal"
_ALARMS = frozenset({"signal.alarm", "signal.setitimer"})
_OVER = frozenset({"cancel", "close"})  # of a timeout that was started


class Interrupt(msgspec.Struct, frozen=True):
    """What is called `word`, at `at`, may raise its exception during these calls."""

    at: At
    word: str
    calls: tuple[Call, ...]


class Interrupts:
    """Answers about blocking functions; `functions` are where signals may get their handlers."""

    def __init__(self, tasks: Tasks, flow: Flow, functions: Iterable[Function]) -> None:
        self.tasks = tasks
        self.flow = flow
        self.types = tasks.types
        self.knowledge = tasks.knowledge
        self._functions = functions
        self._timeouts = last_names(self.knowledge.timeouts)
        self._deadlines = last_names(self.knowledge.deadlines)

    def of(self, function: Function) -> Iterator[Interrupt]:
        """Where a function may be interrupted, in the text's order for each kind."""
        for place in self.flow.places(function):
            statement = place.statement
            if isinstance(statement, With) and not statement.is_async:
                for use in function.body.enters[slice(*statement.enters)]:
                    if word := self._timeout(use.value, function):
                        yield Interrupt(use.at, word, tuple(calls(statement.body, function)))
        yield from self._started(function)
        yield from self._handed(function)
        if self._raising:
            yield from self._alarmed(function)

    def _timeout(self, value: Expr | None, function: Function) -> str:
        """The name of a timeout that an expression makes or is; empty if it is none."""
        if type(value) is Name:
            made = function.names.get(value.id, ())
            return next(
                (word for v in made if v != value and (word := self._made(v, function))), ""
            )
        return self._made(value, function)

    def _made(self, value: Expr | None, function: Function) -> str:
        if type(value) is not Ref or value.index not in function.called(self._timeouts):
            return ""
        for one in self.types.result_of(value.index, function):
            if isinstance(one, Instance) and one.cls in self.knowledge.timeouts:
                return str(one.cls)
        return ""

    def _started(self, function: Function) -> Iterator[Interrupt]:
        """Timeouts that run from a call of `start` to one that cancels them."""
        for index in function.called({"start", "start_new"}):
            call = function.body.calls[index]
            if type(call.func) is not Attr or _is_entered(index, function):
                continue
            if call.func.attr == "start_new":
                word = self._made(Ref(index), function)
                names = {n for n, values in function.names.items() if Ref(index) in values}
            else:
                word = self._timeout(call.func.value, function)
                names = {dotted(call.func.value)}
            if word:
                over = [
                    other.at
                    for other in function.body.calls
                    if type(other.func) is Attr
                    and other.func.attr in _OVER
                    and dotted(other.func.value) in names
                ]
                yield Interrupt(call.at, word, self._between(call.at, over, function))

    def _handed(self, function: Function) -> Iterator[Interrupt]:
        """Functions that are handed to what calls them below a deadline."""
        for index in function.called(self._deadlines):
            call = function.body.calls[index]
            for name in self.tasks.names(call, function):
                where = self.knowledge.deadlines.get(name)
                what = argument(call, where) if where is not None else None
                if isinstance(what, Name | Attr):
                    rest = call.args[call.args.index(what) + 1 :]
                    made = Call(what, rest, (), call.at, call.guard, call.needs, False)
                    yield Interrupt(call.at, name, (made,))

    # ------------------------------------------------------------ signals

    def _alarmed(self, function: Function) -> Iterator[Interrupt]:
        """What runs while an alarm is set."""
        alarms = [
            call
            for index in function.called(last_names(_ALARMS))
            if not _ALARMS.isdisjoint(
                self.tasks.names(call := function.body.calls[index], function)
            )
        ]
        over = [call.at for call in alarms if _is_off(call)]
        for call in alarms:
            if not _is_off(call):
                yield Interrupt(call.at, dotted(call.func), self._between(call.at, over, function))

    @cached_property
    def _raising(self) -> bool:
        """Whether a handler of the alarm signal raises what is no `Exception`."""
        for function, _, call in calling(self._functions, {"signal"}):
            signal = argument(call, 0)
            if (
                _SIGNAL in self.tasks.names(call, function)
                and type(signal) is Attr
                and signal.attr in ("SIGALRM", "SIGVTALRM", "SIGPROF")
                and any(
                    isinstance(one, Method) and self._raises(one.function)
                    for one in self.types.of(argument(call, 1), function)
                )
            ):
                return True
        return False

    def _raises(self, handler: Function) -> bool:
        if handler.called({"exit"}) and any(
            "sys.exit" in self.tasks.names(call, handler) for call in handler.body.calls
        ):
            return True
        return any(
            isinstance(statement, Leave)
            and statement.word == "raise"
            and self._is_no_error(statement.value, handler)
            for statement, _ in walk(handler.body.flow)
        )

    def _is_no_error(self, value: Expr | None, function: Function) -> bool:
        for one in self.types.of(value, function):
            cls: Class | str
            if isinstance(one, ClassObject | Instance):
                cls = one.cls
            elif isinstance(one, External):
                cls = one.name
            else:
                continue
            bases = self.types.mro(cls) if isinstance(cls, Class) else self.knowledge.mro(cls)
            if "builtins.BaseException" in bases and "builtins.Exception" not in bases:
                return True
        return False

    def _between(self, start: At, over: list[At], function: Function) -> tuple[Call, ...]:
        """The calls that are written behind a place, up to the first end after it."""
        end = min((at for at in over if before(start, at)), default=None)
        return tuple(
            call
            for call in function.body.calls
            if before(start, call.at) and (end is None or before(call.at, end))
        )


def _is_entered(index: int, function: Function) -> bool:
    return any(use.value == Ref(index) for use in function.body.enters)


def _is_off(alarm: Call) -> bool:
    """Whether a call takes an alarm back."""
    return any(type(arg) is Const and arg.value == 0 for arg in alarm.args)
