"""Which commands are cancelled, by what, and whether their client lives on.

A command is cancelled where it is awaited below a deadline, in a block with a timeout, in a task
that somebody cancels, or beside a task of a group that may fail; directly, or through coroutines of
the project.

Deliberately not known: the end of the program, and tasks that are handed on. What servers cancel
when a client leaves is in `departures`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

import msgspec

from asynclint.index.summary import (
    At,
    Attr,
    Call,
    Const,
    Enter,
    Expr,
    Name,
    Ref,
    Sub,
    Try,
    With,
    dotted,
)
from asynclint.program.cleanups import is_ending
from asynclint.program.clients import Command, Kept, Origin, before, keyword
from asynclint.program.flow import Flow
from asynclint.program.hosts import last_names
from asynclint.program.limits import Limits, is_endless
from asynclint.program.linker import Class, Function
from asynclint.program.reach import Reach, Sent
from asynclint.program.statements import calls
from asynclint.program.tasks import awaitable
from asynclint.program.types import Instance, Method


class Form(enum.Enum):
    """What cancels."""

    DEADLINE = "is cancelled when the time is up"
    BLOCK = "is cancelled when the time of this block is up"
    CANCEL = "cancels the task"
    SIBLING = "is cancelled when another task of the group fails"
    DECORATOR = "is cancelled by a decorator when the time is up"
    CLEANUP = "is sent when the one before has been cancelled"
    DEPARTURE = "is cancelled when the client of the request leaves"


class Cut(msgspec.Struct, frozen=True):
    """A command that is cancelled by what stands at `at` in `function`, called `word`."""

    form: Form
    function: Function
    at: At
    word: str
    sent: Sent

    @property
    def command(self) -> Command:
        return self.sent.command


class Cancels:
    """The commands that some functions cancel."""

    def __init__(self, reach: Reach, flow: Flow, limits: Limits) -> None:
        self.reach = reach
        self.limits = limits
        self.clients = reach.clients
        self.tasks = reach.tasks
        self.flow = flow
        self.types = reach.clients.types
        self.knowledge = reach.clients.knowledge
        self._deadlines = last_names(self.knowledge.deadlines)
        self._cancelling = {"cancel", *limits.cancelling, *self.tasks.hosts.scheduling}
        self.cuts: list[Cut] = []

    @classmethod
    def solve(
        cls,
        reach: Reach,
        flow: Flow,
        limits: Limits,
        functions: Iterable[Function],
        cleanups: bool,
    ) -> Cancels:
        """Look at every cancellation in these functions, in their order; at what cleans up after
        one only if `cleanups`, since that is harmful in few releases of few clients."""
        found = cls(reach, flow, limits)
        for function in functions:
            seen: set[tuple[At, At]] = set()
            for cut in found._of(function, cleanups):
                hops = cut.sent.hops
                key = (cut.command.call.at, hops[-1].call.at if hops else cut.at)
                if key not in seen:  # of several reasons the innermost is told
                    seen.add(key)
                    found.cuts.append(cut)
        return found

    def _of(self, function: Function, cleanups: bool) -> Iterator[Cut]:
        yield from self._cancelled(function)
        if not function.info.is_async:
            return
        yield from self._deadlined(function)
        yield from self._wrapped(function)
        yield from self._blocks(function)
        yield from self._decorated(function)
        if cleanups:
            yield from self._cleanups(function)
            yield from self._limited(function)

    # ------------------------------------------------------------ forms

    def _deadlined(self, function: Function) -> Iterator[Cut]:
        for index in function.called(self._deadlines):
            call = function.body.calls[index]
            for name in self.tasks.names(call, function):
                where = self.knowledge.deadlines.get(name)
                if where is not None and not is_endless(call, 1):
                    waited = awaitable(call, where)
                    for sent in self.reach.sent(waited, function):
                        yield Cut(Form.DEADLINE, function, call.at, name, sent)
                    break

    def _limited(self, function: Function) -> Iterator[Cut]:
        """Commands that their client itself gives a deadline."""
        for call in function.body.calls:
            command = self.clients.command(call, function) if call.awaited else None
            if command is None or not command.client.limit:
                continue
            if keyword(call, "timeout") not in (Const(None), Const(0)):
                word = command.client.limit
                yield Cut(Form.DEADLINE, function, call.at, word, Sent((), command))

    def _wrapped(self, function: Function) -> Iterator[Cut]:
        """What is handed to functions of the project that await it below a deadline."""
        for index in function.called(self.limits.wrapping):
            call = function.body.calls[index]
            handed = self.limits.wrapper(call, function)
            if handed is not None:
                value, wrapper = handed
                via = call if wrapper.rest else None
                for sent in self.reach.sent(value, function, via):
                    yield Cut(Form.DEADLINE, function, call.at, wrapper.word, sent)

    def _blocks(self, function: Function) -> Iterator[Cut]:
        for place in self.flow.places(function):
            statement = place.statement
            if not isinstance(statement, With):
                continue
            for use in function.body.enters[slice(*statement.enters)]:
                word = self.limits.entered(use.value, function)
                if not word and (word := self.limits.manager(use.value, function)):
                    yield from self._timed(statement, use.at, word, function)
                    continue
                if self._never_cancels(use.value, word, function):
                    continue
                if word in self.knowledge.timeouts:
                    yield from self._timed(statement, use.at, word, function)
                elif word in self.knowledge.groups:
                    yield from self._grouped(statement, word, function)

    def _never_cancels(self, value: Expr, word: str, function: Function) -> bool:
        """Whether a scope has no deadline, and nothing in the function cancels it."""
        if type(value) is not Ref:
            return False
        call = function.body.calls[value.index]
        bare = not call.args and not call.keywords and word.endswith("Scope")
        endless = word in self.knowledge.timeouts and is_endless(call, 0)
        if ("shield", Const(True)) in call.keywords:
            return True
        if not bare and not endless:
            return False
        names = {n for n, values in function.names.items() for v in values if _enters(v, value)}
        return not any(
            dotted(part).partition(".")[0] in names
            for c in function.body.calls
            for part in (c.func, *c.args)
        )

    def _timed(self, statement: With, at: At, word: str, function: Function) -> Iterator[Cut]:
        for wait in self.flow.exposed(statement.body, function):
            for sent in self.reach.sent(wait.value, function):
                yield Cut(Form.BLOCK, function, at, word, sent)

    def _grouped(self, statement: With, word: str, function: Function) -> Iterator[Cut]:
        started = [
            (call, what)
            for call in calls(statement.body, function)
            if (what := self.tasks.started(call, function)) is not None
        ]
        if len(started) < 2 and not self._cancels_group(statement, function):
            return
        for call, what in started:
            for sent in self.reach.sent(what, function, call):
                yield Cut(Form.SIBLING, function, call.at, word, sent)

    def _cancels_group(self, statement: With, function: Function) -> bool:
        """Whether the block of a group cancels the group."""
        return any(
            type(call.func) is Attr
            and call.func.attr == "cancel"
            and any(name in self.knowledge.cancels for name in self.tasks.names(call, function))
            for call in calls(statement.body, function)
        )

    def _cancelled(self, function: Function) -> Iterator[Cut]:
        for index in function.called(self._cancelling):
            call = function.body.calls[index]
            for handle in self._cancels(call, function):
                if self._is_over(handle, call.at, function):
                    continue
                for scope, value in self._handles(handle, function):
                    for sent in self.reach.sent(value, scope):
                        word = f"{dotted(call.func) or 'cancel'}()"
                        yield Cut(Form.CANCEL, function, call.at, word, sent)

    def _cancels(self, call: Call, function: Function) -> list[Expr | None]:
        """The tasks that a call cancels: itself, later on, or by a function of the project."""
        if type(call.func) is Attr and call.func.attr == "cancel":
            return [call.func.value]
        later = [arg.value for arg in call.args if type(arg) is Attr and arg.attr == "cancel"]
        if later:
            scheduled = any(n in self.knowledge.schedules for n in self.tasks.names(call, function))
            return [*later] if scheduled else []
        return self.limits.canceller(call, function)

    def _is_over(self, handle: Expr | None, at: At, function: Function) -> bool:
        """Whether a task kept in a variable has been awaited before it is cancelled, or is started
        only afterwards."""
        if type(handle) is not Name:
            return False
        made = [
            function.body.calls[value.index].at
            for value in function.names.get(handle.id, ())
            if type(value) is Ref
        ]
        if made and all(before(at, start) for start in made):
            return True
        return any(wait.value == handle and before(wait.at, at) for wait in function.body.waits)

    def _decorated(self, function: Function) -> Iterator[Cut]:
        """A decorator of the project that awaits the function below a deadline."""
        scope = function.parent
        if scope is None or not function.info.is_async:
            return
        for decorator in function.info.decorators:
            callee = decorator
            if type(decorator) is Ref:
                callee = scope.body.calls[decorator.index].func
            for one in self.types.of(callee, scope):
                if isinstance(one, Method) and (word := self.limits.decorator(one.function)):
                    for wait in function.body.waits:
                        for sent in self.reach.sent(wait.value, function):
                            name = f"{dotted(callee)}: {word}"
                            yield Cut(Form.DECORATOR, function, wait.at, name, sent)

    def _cleanups(self, function: Function) -> Iterator[Cut]:
        """Commands that clean up after a command that may have been cancelled."""
        for place in self.flow.places(function):
            statement = place.statement
            if not isinstance(statement, Try):
                continue
            later = [
                command
                for block in self.flow.ends_with(statement, function)
                for call in calls(block, function)
                if (command := self.clients.command(call, function)) is not None
            ]
            for command in later[:1]:
                origin = self.clients.origin(command.receiver, function)
                for wait in self.flow.waits(statement.body, function):
                    for sent in self.reach.sent(wait.value, function):
                        if not sent.hops and self.reach.origin(sent)[0] == origin:
                            at = command.call.at
                            yield Cut(Form.CLEANUP, function, at, command.name, sent)

    def _handles(
        self, value: Expr | None, function: Function
    ) -> list[tuple[Function, Expr | None]]:
        """Where the task comes from that is kept under a name or in an attribute."""
        if type(value) in (Name, Ref, Sub):
            return [(function, value)]
        if type(value) is not Attr:
            return []
        return [
            (one.cls.module.functions[field.function], field.value)
            for one in self.types.of(value.value, function)
            if isinstance(one, Instance) and isinstance(one.cls, Class)
            for field in one.cls.fields.get(value.attr, ())
            if field.function >= 0
        ]

    # ------------------------------------------------------------ who else uses the client

    def outlives(self, cut: Cut) -> Command | Origin | None:
        """Why the client lives on after the command was cancelled: a later command of the same
        function, or else where it is kept; None if it does not."""
        origin, function = self.reach.origin(cut.sent)
        if origin is None or self._is_given_up(cut.sent.command):
            return None
        if cut.form is Form.CLEANUP or origin.kept is not Kept.LOCAL:
            closing = cut.form is Form.CANCEL and self._closes(cut.function, cut.at, origin)
            return None if closing else origin
        if function is not cut.function:
            return None  # made by the coroutine that is cancelled
        return self._used_again(cut, origin)

    def _is_given_up(self, command: Command) -> bool:
        """Whether who sends a command closes the connection, or those of the whole pool, when it is
        cancelled: what others wait for may be lost as well then, but nobody reads the reply."""
        function = command.function
        origin = self.clients.origin(command.receiver, function)
        return any(
            self.clients.releases(call, function) == origin
            # A client that is closed may leave a pool open that it was given.
            and (not command.client.pooled or _owner(call) != command.receiver)
            for place in self.flow.places(function)
            if isinstance(place.statement, Try)
            and command.call in calls(place.statement.body, function)
            for block in self.flow.ends_with(place.statement, function)
            for call in calls(block, function)
        )

    def is_routine(self, cut: Cut) -> bool:
        """Whether a task is cancelled other than to end everything: it has lost a race, or the
        function goes on to use the client."""
        if cut.form is not Form.CANCEL:
            return False
        origin, _ = self.reach.origin(cut.sent)
        if origin is not None and self._used_again(cut, origin) is not None:
            return True
        call = next(c for c in cut.function.body.calls if c.at == cut.at)
        handle = call.func.value if type(call.func) is Attr else None
        return self.tasks.is_pending(handle, cut.function)

    def _used_again(self, cut: Cut, origin: Origin) -> Command | None:
        """A command of the same function over the same client, after the cancellation."""
        again = self._again(cut)
        used = self.clients.used(origin, [cut.function])
        return next((command for command in used if command.call.at in again), None)

    def _again(self, cut: Cut) -> set[At]:
        """The calls that the function may make after the cancellation."""
        function = cut.function
        if cut.form is Form.CANCEL:
            index = next(i for i, c in enumerate(function.body.calls) if c.at == cut.at)
            return {call.at for call in self.flow.after(index, function)}
        index = next((i for i, c in enumerate(function.body.calls) if c.at == cut.at), -1)
        if index < 0:
            return set()
        origin = self.reach.origin(cut.sent)[0]
        maker = self.clients.maker(origin) if origin is not None else None
        made = maker.call.at if maker is not None else None
        return {call.at for call in self.flow.after_exception(index, made, function)}

    def _closes(self, function: Function, since: At, origin: Origin) -> bool:
        """Whether a function is there to end things, or closes the client later on."""
        if is_ending(function.info.name):
            return True
        return any(
            before(since, call.at) and self.clients.releases(call, function) == origin
            for call in function.body.calls
        )


def _enters(value: Expr | None, entered: Expr) -> bool:
    return isinstance(value, Enter) and value.value == entered


def _owner(call: Call) -> Expr | None:
    return call.func.value if type(call.func) is Attr else None
