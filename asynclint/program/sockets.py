"""Which values are websocket connections, and loops that starve everybody else on the loop.

A connection is what a client connects to, what an annotation says, and what a server hands to its
handler, through calls of the project's own functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from asynclint.index.summary import (
    At,
    Attr,
    Call,
    Expr,
    Loop,
    Name,
    Put,
    Ref,
    Try,
    Wait,
    last_part,
)
from asynclint.knowledge import Knowledge, Role
from asynclint.program.blocking import Blocking
from asynclint.program.conditions import argument, turns
from asynclint.program.consumers import imports
from asynclint.program.flow import Exit, Flow
from asynclint.program.hosts import last_names
from asynclint.program.linker import Function, calling
from asynclint.program.statements import calls, loops, walk
from asynclint.program.tasks import Tasks
from asynclint.program.types import External, Instance, Method, last_name

if TYPE_CHECKING:
    from asynclint.program.views import Views

_MANY = 1_000_000  # turns of a loop: a tenth of a second at least
_LEAVING = frozenset({Exit.BREAK, Exit.RETURN, Exit.RAISE, Exit.REPLACE})


# Names of handlers of connections, and of their parameters.
_HINTS = frozenset({"ws", "sid", "message", "open", "on_close"})
# What raises when there is nothing more.
_TAKING = frozenset({"get_nowait", "pop", "popleft", "popitem", "next", "recv", "recv_into"})
_NAMED = frozenset({"ws", "websocket"})  # what nobody calls anything but a connection


def _decorators(function: Function) -> list[str]:
    return [last_name(one, function.parent) for one in function.info.decorators]


def _is_lasting(loop: Loop, function: Function) -> bool:
    """Whether a loop runs on an attribute that it is not seen to change: other conditions, and
    what is taken from, come to an end."""
    test = loop.test
    if loop.word != "while" or type(test) is not Attr:
        return False
    owner = function.owner.fields if function.owner is not None else {}
    changed = any(field.function == function.index for field in owner.get(test.attr, ()))
    taken = any(
        type(call.func) is Attr and call.func.value == test for call in calls(loop.body, function)
    )
    return not changed and not taken


def _may_raise(loop: Loop, function: Function) -> bool:
    """Whether an exception is how a loop is meant to end: a handler stands around it, or it takes
    from something until nothing is left."""
    bare = walk(function.body.flow, lambda one: isinstance(one, Try) and bool(one.handlers))
    return all(statement is not loop for statement, _ in bare) or any(
        last_part(call.func) in _TAKING for call in calls(loop.body, function)
    )


class Starving(msgspec.Struct, frozen=True):
    """A loop of `function` at `at` does not give way: `turns` tells how often it runs, 0 for ever;
    `sends` what it sends with, if that is all it awaits."""

    function: Function
    at: At
    turns: int
    sends: str


class Assigned(msgspec.Struct, frozen=True):
    """`function` assigns to an attribute of a connection that says how it is kept alive."""

    function: Function
    put: Put


class Sockets:
    """The connections that some functions use."""

    def __init__(
        self, functions: Iterable[Function], tasks: Tasks, flow: Flow, knowledge: Knowledge
    ) -> None:
        self.functions = list(functions)
        self.tasks = tasks
        self.types = tasks.types
        self.flow = flow
        self.knowledge = knowledge

    # ------------------------------------------------------------ connections

    def connection(self, expr: Expr | None, function: Function) -> str:
        """The class of a connection that an expression stands for; empty if it is none."""
        if type(expr) is Name:
            place: Function | None = function
            while place is not None:
                known = self._given.get(place, {}).get(expr.id)
                if known:
                    return known
                if expr.id in place.names or expr.id in place.params:
                    break
                place = place.parent
        for one in self.types.values(self.types.of(expr, function)):
            if isinstance(one, Instance) and isinstance(one.cls, str):
                bases = self.knowledge.mro(one.cls)
                if any(base in self.knowledge.keepalives for base in bases):
                    return one.cls
        return ""

    def holder(self, function: Function, views: Callable[[], Views]) -> str:
        """The framework whose connection a function handles: a server hands it one, it makes or is
        annotated to get one, or a framework calls it for one; empty if none does. `views` are asked
        only about what is written like such a handler."""
        if function in self._given:
            return next(iter(self._given[function].values())).partition(".")[0]
        info = function.info
        made = [function.body.calls[index].func for index in function.called(self._classes)]
        for value in (*made, *(Name(p.name) for p in info.params if p.annotation is not None)):
            for one in self.types.of(value, function):
                cls = one.name if isinstance(one, External) else getattr(one, "cls", "")
                if cls in self.knowledge.connections:
                    return self.knowledge.connections[cls]
        words = [info.name, *(param.name for param in info.params), *_decorators(function)]
        if not any(word in _HINTS or "websocket" in word.lower() for word in words):
            return ""
        view = views().view(function)
        return view.framework if view is not None and view.kind is Role.WEBSOCKET else ""

    @cached_property
    def _classes(self) -> set[str]:
        return last_names(self.knowledge.connections)

    @cached_property
    def _given(self) -> dict[Function, dict[str, str]]:
        """The parameters that get the connection of a server, with its class."""
        found: dict[Function, dict[str, str]] = {}
        queue: list[tuple[Function, int, str]] = []
        last = last_names(self.knowledge.accepts)
        for function, _, call in calling(self.functions, last):
            for name in self.tasks.names(call, function):
                cls = self.knowledge.accepts.get(name)
                if cls is not None:
                    queue += [(*pair, cls) for pair in self._handlers(call, function)]
        for target, position, cls in queue:  # grows while it is read
            params = [p.name for p in target.info.params if not p.kind]
            if position >= len(params) or params[position] in found.get(target, {}):
                continue
            name = params[position]
            found.setdefault(target, {})[name] = cls
            queue += [(*pair, cls) for pair in self._passed(name, target)]
        return found

    def handling(self, call: Call, function: Function) -> list[Function]:
        """The functions that get the connections of the server that a call starts, its handler
        first."""
        queue = list(self._handlers(call, function))
        for target, position in queue:  # grows while it is read
            params = [p.name for p in target.info.params if not p.kind]
            if position < len(params):
                passed = self._passed(params[position], target)
                queue += [pair for pair in dict.fromkeys(passed) if pair not in queue]
        return list(dict.fromkeys(target for target, _ in queue))

    def _handlers(self, call: Call, function: Function) -> Iterator[tuple[Function, int]]:
        """The handler that is given to a server, and which of its parameters is the connection."""
        return self._called(argument(call, 0) or argument(call, "handler"), 0, function)

    def _passed(self, name: str, function: Function) -> Iterator[tuple[Function, int]]:
        """The functions that get what a parameter is called, and as which of their parameters."""
        for call in function.body.calls:
            for place, arg in enumerate(call.args):
                if arg == Name(name):
                    yield from self._called(call.func, place, function)

    def _called(
        self, callee: Expr | None, position: int, function: Function
    ) -> Iterator[tuple[Function, int]]:
        """The functions of the project that a callee stands for, and which of their parameters gets
        the argument at a position."""
        for one in self.types.of(callee, function):
            if isinstance(one, Method):
                is_bound = one.receiver is not None and one.function.owner is not None
                yield one.function, position + is_bound

    # ------------------------------------------------------------ keeping alive

    @cached_property
    def assigned(self) -> list[Assigned]:
        """Where how a connection is kept alive is assigned to the connection."""
        words = {word for text in self.knowledge.keepalives.values() for word in text.split()}
        return [
            Assigned(function, put)
            for function in self.functions
            for put in function.body.puts
            if put.attr in words
            and (self.connection(put.owner, function) or self._is_named(put.owner, function))
        ]

    def _is_named(self, expr: Expr, function: Function) -> bool:
        """Whether it is a parameter of a coroutine that is called like a connection, where a module
        uses a library that has such."""
        tops = {name.partition(".")[0] for name in self.knowledge.keepalives}
        return (
            type(expr) is Name
            and expr.id in _NAMED
            and function.info.is_async
            and any(p.name == expr.id and p.annotation is None for p in function.info.params)
            and imports(function.module, tops)
        )

    # ------------------------------------------------------------ loops

    def starving(self, on_loop: Iterable[Function], blocking: Blocking) -> Iterator[Starving]:
        """The loops of functions on the event loop that let nobody else run, apart from those that
        block in what they call."""
        told = {(site.function, site.at) for site in blocking.all()}
        for function in on_loop:
            for loop in loops(function):
                if not any((function, call.at) in told for call in calls(loop.body, function)):
                    yield from self._starving(loop, function)

    def _starving(self, loop: Loop, function: Function) -> Iterator[Starving]:
        waits = list(self.flow.waits(loop.body, function))
        if waits:
            sends = {self._sends(wait, function) for wait in waits}
            lasts = loop.word == "forever" or _is_lasting(loop, function)
            if lasts and len(sends) == 1 and (name := sends.pop()):
                yield Starving(function, loop.at, 0, name)
        elif loop.word == "forever" and not _may_raise(loop, function):
            if self.flow.exits(loop.body, function).isdisjoint(_LEAVING):
                yield Starving(function, loop.at, 0, "")
        elif loop.word == "for" and (turns := self._turns(loop, function)) >= _MANY:
            yield Starving(function, loop.at, turns, "")

    def _sends(self, wait: Wait, function: Function) -> str:
        """What is called by a wait that does not give way; empty for any other."""
        if type(wait.value) is not Ref:
            return ""
        call = function.body.calls[wait.value.index]
        func = call.func
        if type(func) is not Attr or func.attr not in self._sending:
            return ""
        names = self.tasks.names(call, function)
        if cls := self.connection(func.value, function):
            names += [f"{base}.{func.attr}" for base in self.knowledge.mro(cls)]
        return func.attr if not self.knowledge.unyielding.isdisjoint(names) else ""

    @cached_property
    def _sending(self) -> set[str]:
        return last_names(self.knowledge.unyielding)

    def _turns(self, loop: Loop, function: Function) -> int:
        """How often a loop over a range of numbers runs; 0 if that is not known, or it may leave
        before."""
        if not self.flow.exits(loop.body, function).isdisjoint(_LEAVING):
            return 0
        for call in function.body.calls[loop.parts.calls]:
            if self.types.of(call.func, function) == (External("builtins.range"),):
                return turns(call)
        return 0
