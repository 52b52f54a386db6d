"""Which commands are sent while something is awaited, directly or by coroutines of the project."""

from __future__ import annotations

import msgspec

from asynclint.index.summary import Attr, Call, Expr, Name
from asynclint.program.clients import NOTHING, Bindings, Clients, Command, Kept, Origin
from asynclint.program.conditions import given
from asynclint.program.linker import Function
from asynclint.program.tasks import Tasks
from asynclint.program.types import Method

_FARTHEST = 6  # hops to a command
_MOST = 12  # commands looked at: more say nothing new


class Hop(msgspec.Struct, frozen=True):
    """`function` awaits, or starts as a task, the coroutine that `call` makes."""

    function: Function
    call: Call


class Sent(msgspec.Struct, frozen=True):
    """A command, and the hops that lead to it."""

    hops: tuple[Hop, ...]
    command: Command


class Reach:
    """Answers about what coroutines send."""

    def __init__(self, clients: Clients, tasks: Tasks) -> None:
        self.clients = clients
        self.tasks = tasks
        self.types = clients.types

    def sent(self, expr: Expr | None, function: Function, via: Call | None = None) -> list[Sent]:
        """The commands that are sent while what an expression holds is awaited. Where `via` is
        handed a function it passes its further arguments on."""
        found: list[Sent] = []
        for index in self.tasks.held(expr, function, shielded=False):
            if len(found) >= _MOST:
                break
            self._reach(function.body.calls[index], function, NOTHING, (), found, set())
        # Task groups that take functions: `tg.start_soon(work, client)`.
        if isinstance(expr, Name | Attr) and via is not None:
            place = via.args.index(expr) + 1 if expr in via.args else len(via.args)
            call = Call(expr, via.args[place:], (), via.at, via.guard, via.needs, True)
            self._reach(call, function, NOTHING, (), found, set())
        return found

    def _reach(
        self,
        call: Call,
        function: Function,
        bound: Bindings,
        hops: tuple[Hop, ...],
        found: list[Sent],
        seen: set[Function],
    ) -> None:
        command = self.clients.command(call, function, bound)
        if command is not None:
            found.append(Sent(hops, command))
            return
        if len(hops) >= _FARTHEST:
            return
        for one in self.types.of(call.func, function):
            if isinstance(one, Method) and one.function.info.is_async:
                target = one.function
                if target not in seen:
                    seen.add(target)
                    passed = self._passed(call, function, target, bound)
                    self._inside(target, passed, (*hops, Hop(function, call)), found, seen)

    def _inside(
        self,
        function: Function,
        bound: Bindings,
        hops: tuple[Hop, ...],
        found: list[Sent],
        seen: set[Function],
    ) -> None:
        body = function.body
        for wait in body.waits:
            for index in self.tasks.held(wait.value, function, shielded=False):
                if len(found) >= _MOST:
                    return
                self._reach(body.calls[index], function, bound, hops, found, seen)

    def _passed(self, call: Call, caller: Function, callee: Function, bound: Bindings) -> Bindings:
        """The clients that a call passes for parameters whose type is not known."""
        found = {}
        for param in callee.info.params:
            if param.annotation is None and not param.kind.startswith("*"):
                value = given(call, callee, param.name)
                types = self.clients.typed(value, caller, bound) if value is not None else ()
                if any(self.clients.row(one) is not None for one in types):
                    found[param.name] = types
        return found

    def origin(self, sent: Sent, pooled: bool = True) -> tuple[Origin | None, Function]:
        """Where the client of a command is kept, and the function in which it is: parameters are
        followed up to where the first hop starts. `pooled` as for `Clients.origin`."""
        expr, function = sent.command.receiver, sent.command.function
        for hop in reversed(sent.hops):
            found = self.clients.origin(expr, function, pooled)
            if found is None or found.kept is not Kept.PARAMETER:
                return found, function
            expr, function = given(hop.call, function, found.name), hop.function
        return self.clients.origin(expr, function, pooled), function
