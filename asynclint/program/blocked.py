"""Blocking clients that are cut off, and blocking reads that outlast the socket's timeout.

What cuts them off is in `interrupts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import At, Attr, Const
from asynclint.knowledge import Hazard, Trigger
from asynclint.pins import Pin, Verdict
from asynclint.program.calls import CallGraph
from asynclint.program.clients import Command, Maker, keyword
from asynclint.program.conditions import argument
from asynclint.program.dangers import Dangers, pinned
from asynclint.program.interrupts import Interrupt, Interrupts
from asynclint.program.linker import Function, calling
from asynclint.program.types import External, Instance, Method

_FARTHEST = 4  # calls from the block to the command
_SOCKET_TIMEOUT = 5  # seconds: the default that the hazard is about
_UNSAID = 4  # positional arguments of a client before its socket's timeout


class CutOff(msgspec.Struct, frozen=True):
    """A blocking command that the timeout `word`, entered at `at` in `function`, may cut off."""

    function: Function
    at: At
    word: str
    command: Command
    hazard: Hazard
    certain: bool
    pin: Pin | None


class Outlasts(msgspec.Struct, frozen=True):
    """A blocking read that waits for longer than the client, made by `maker`, waits for a reply."""

    command: Command
    maker: Maker
    hazard: Hazard
    pin: Pin


class Blocked:
    """Answers about blocking commands of some functions."""

    def __init__(
        self,
        dangers: Dangers,
        interrupts: Interrupts,
        graph: CallGraph,
        functions: Iterable[Function],
    ) -> None:
        self.dangers = dangers
        self.clients = dangers.clients
        self.knowledge = dangers.knowledge
        self.interrupts = interrupts
        self.graph = graph
        self.functions = list(functions)

    # ------------------------------------------------------------ cut off

    @cached_property
    def cut_off(self) -> list[CutOff]:
        """Blocking commands that are interrupted by what is no `Exception`."""
        return list(self._cut_off())

    def _cut_off(self) -> Iterator[CutOff]:
        for function in self.functions:
            if not function.info.is_async:
                for interrupt in self.interrupts.of(function):
                    yield from self._within(interrupt, function)

    def _within(self, interrupt: Interrupt, function: Function) -> Iterator[CutOff]:
        at, word = interrupt.at, interrupt.word
        places = {call.at for call in interrupt.calls}
        queue = [(function, 0)]
        seen = {function}
        for current, depth in queue:  # grows while it is read
            for call in interrupt.calls if current is function else current.body.calls:
                command = self.clients.command(call, current)
                if command is not None:
                    for hazard, verdict, pin in self._interrupted(command):
                        yield CutOff(
                            function, at, word, command, hazard, verdict is Verdict.YES, pin
                        )
                        return
            targets = []
            if current is function:
                targets += [
                    one.function
                    for call in interrupt.calls
                    for one in self.clients.types.of(call.func, function)
                    if isinstance(one, Method)
                ]
            for edge in self.graph.edges(current).edges if depth < _FARTHEST else ():
                target = edge.target
                if isinstance(target, Function) and (current is not function or edge.at in places):
                    targets.append(target)
            for target in targets:
                if target not in seen and not target.info.is_async:
                    seen.add(target)
                    queue.append((target, depth + 1))

    def _interrupted(self, command: Command) -> Iterator[tuple[Hazard, Verdict, Pin | None]]:
        """The hazards of cutting a command off, unless the release in use is free of them."""
        names = [command.client.name, *self._made_by(command)]
        for name in names:
            for hazard in self.knowledge.hazards(name):
                if hazard.trigger is Trigger.INTERRUPT:
                    near = command.function.module
                    verdict, pin = self.dangers.verdict(command.distribution, hazard, near)
                    if verdict is not Verdict.NO:
                        yield hazard, verdict, pin

    def _made_by(self, command: Command) -> Iterator[str]:
        """The classes whose methods make the client of a command."""
        maker = self._maker(command)
        if maker is not None and type(maker.call.func) is Attr:
            types = self.clients.types
            for one in types.values(types.of(maker.call.func.value, maker.function)):
                if isinstance(one, Instance) and isinstance(one.cls, str):
                    yield one.cls

    def _maker(self, command: Command) -> Maker | None:
        """The one call that makes the client of a command, if the code shows it."""
        origin = self.clients.origin(command.receiver, command.function, pooled=False)
        makers = self.clients.makers(origin) if origin is not None else []
        return makers[0] if len(makers) == 1 else None

    # ------------------------------------------------------------ outlasts the socket

    @cached_property
    def outlasting(self) -> list[Outlasts]:
        """Blocking reads that certainly wait for longer than their socket."""
        return list(self._outlasting())

    def _outlasting(self) -> Iterator[Outlasts]:
        if not pinned(self.knowledge, self.dangers.pins, self.functions, {Trigger.LONG_TAKE}):
            return
        for function, _, call in calling(self.functions, self.knowledge.taking):
            command = self.clients.command(call, function) if type(call.func) is Attr else None
            if command is None or not self._is_long(command):
                continue
            maker = self._maker(command)
            if maker is None or not self._is_plain(maker):
                continue
            for hazard in self.knowledge.hazards(command.client.name):
                if hazard.trigger is Trigger.LONG_TAKE:
                    verdict, pin = self.dangers.verdict(
                        command.distribution, hazard, function.module
                    )
                    if verdict is Verdict.YES and pin is not None:
                        yield Outlasts(command, maker, hazard, pin)

    def _is_long(self, command: Command) -> bool:
        """Whether a blocking read has no time limit, or one that is not below the socket's."""
        client, method = command.client, command.method
        if method not in client.takes:
            return False
        position, word = client.takes[method]
        polls = method in client.polls.split()
        value = keyword(command.call, word) if word else None
        if value is None and position is not None:
            value = argument(command.call, position)
        if value is None:
            return not polls and all(name not in ("", "*") for name, _ in command.call.keywords)
        if type(value) is not Const or isinstance(value.value, str):
            return False
        if value.value is None:
            return not polls
        unit = 1000 if method in client.milliseconds.split() else 1
        return not value.value or value.value >= _SOCKET_TIMEOUT * unit

    def _is_plain(self, maker: Maker) -> bool:
        """Whether a client is made by its class, with nothing that says how long to wait."""
        call = maker.call
        classes = [
            one.name
            for one in self.clients.types.of(call.func, maker.function)
            if isinstance(one, External) and self.knowledge.client(one.name) is not None
        ]
        words = {word for word, _ in call.keywords}
        settled = words & {"socket_timeout", "", "*", "connection_pool"}
        return bool(classes) and not settled and len(call.args) <= _UNSAID
