"""Clients that two tasks use at once, though they are for one at a time.

Two coroutines run at once when they are gathered, when both are tasks of one group, or when a task
has been started and its handle is not awaited before the client is used again.

Deliberately not known: locks other than those that the coroutines take themselves, and tasks that
several calls of a function start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import msgspec

from asynclint.index.summary import (
    ALWAYS,
    At,
    Attr,
    Await,
    Call,
    Const,
    Elem,
    Enter,
    Expr,
    Name,
    Ref,
    Seq,
    Typed,
    With,
    dotted,
)
from asynclint.program.cancels import Cut, Form
from asynclint.program.clients import Command, Kept, Origin, before
from asynclint.program.conditions import given
from asynclint.program.flow import Flow
from asynclint.program.hosts import last_names
from asynclint.program.linker import Function
from asynclint.program.reach import Reach, Sent
from asynclint.program.statements import calls
from asynclint.program.types import Instance, Method

_LOCKS = ("Lock", "Semaphore", "BoundedSemaphore", "Condition", "CapacityLimiter")


class Clash(msgspec.Struct, frozen=True):
    """One client is used by two coroutines at once, which `at` starts in `function`.

    `first` and `second` are commands of either; they are the same where one coroutine runs several
    times.
    """

    function: Function
    at: At
    origin: Origin
    first: Sent
    second: Sent


class Lingering(msgspec.Struct, frozen=True):
    """`later` uses the client of a task that `cut` has cancelled and that nobody has awaited."""

    cut: Cut
    later: Command


# Which of the things that are run at once a coroutine is of, and its turn there.
_Turn: TypeAlias = tuple[int, int]


class Sharing:
    """The clashes in some functions, in their order."""

    def __init__(self, reach: Reach, flow: Flow) -> None:
        self.reach = reach
        self.tasks = reach.tasks
        self.flow = flow
        self.clashes: list[Clash] = []
        self._known_commands: dict[Function, dict[At, Command]] = {}
        self._known_waits: dict[Function, list[tuple[At, set[str]]]] = {}
        self._gathers = last_names(reach.tasks.knowledge.gathers)

    @classmethod
    def solve(cls, reach: Reach, flow: Flow, functions: Iterable[Function]) -> Sharing:
        """Look at everything that these functions start."""
        found = cls(reach, flow)
        for function in functions:
            found.clashes += found._gathered(function)
            found.clashes += found._grouped(function)
            found.clashes += found._beside(function)
        return found

    # ------------------------------------------------------------ what runs at once

    def _gathered(self, function: Function) -> Iterator[Clash]:
        knowledge = self.tasks.knowledge
        for index in function.called(self._gathers):
            call = function.body.calls[index]
            if not any(name in knowledge.gathers for name in self.tasks.names(call, function)):
                continue
            several = _several(call, function)
            held: dict[int, _Turn] = {}
            for item, one in enumerate(_items(self.tasks.wrapped(call, function) or ())):
                for turn, value in enumerate(_in_turn(one, function)):
                    for held_index in self.tasks.held(value, function, shielded=False):
                        held.setdefault(held_index, (item, turn))
            clash = self._clash(function, call.at, held, several)
            if clash is not None:
                yield clash

    def _grouped(self, function: Function) -> Iterator[Clash]:
        """Tasks of one group."""
        for place in self.flow.places(function):
            statement = place.statement
            if isinstance(statement, With) and self._is_group(statement, function):
                held: dict[int, _Turn] = {}
                at: At | None = None
                for call in calls(statement.body, function):
                    what = self.tasks.started(call, function)
                    if what is not None and call.guard == ALWAYS:
                        at = at or call.at
                        for index in self.tasks.held(what, function, shielded=False):
                            held.setdefault(index, (len(held), 0))
                clash = self._clash(function, at, held, False) if at is not None else None
                if clash is not None:
                    yield clash

    def _is_group(self, statement: With, function: Function) -> bool:
        knowledge = self.tasks.knowledge
        return any(
            isinstance(one, Instance)
            and isinstance(one.cls, str)
            and not knowledge.groups.isdisjoint(knowledge.mro(one.cls))
            for use in function.body.enters[slice(*statement.enters)]
            for one in self.tasks.types.entered(
                self.tasks.types.values(self.tasks.types.of(use.value, function)), use.is_async
            )
        )

    def _beside(self, function: Function) -> Iterator[Clash]:
        """A task, and what the function that started it goes on to do."""
        body = function.body
        for position in self.tasks.starting(function):
            call = body.calls[position]
            if call.guard != ALWAYS or call.awaited:
                continue
            what = self.tasks.started(call, function)
            if what is None:
                continue
            handles = {name for name, values in function.names.items() if Ref(position) in values}
            handles |= {
                f"self.{field.name}"
                for cls in function.module.classes
                for field in cls.info.fields
                if field.function == function.index and field.value == Ref(position)
            }
            for sent in self._exclusive(what, function):
                origin, holder = self.reach.origin(sent, False)
                if origin is None or holder is not function or not handles:
                    continue
                clash = self._used_meanwhile(function, call, origin, handles)
                if clash is not None:
                    yield Clash(function, call.at, origin, sent, Sent((), clash))
                    return

    def _used_meanwhile(
        self, function: Function, start: Call, origin: Origin, handles: set[str]
    ) -> Command | None:
        """A command that certainly follows the start of a task, over the same client, before the
        task is waited for or cancelled."""
        for call in function.body.calls:
            if not before(start.at, call.at):
                continue
            if _cancels(call, handles):
                return None  # what follows is told as using a cancelled task's client
            command = self._commands(function).get(call.at)
            if command is None:
                continue
            if self.waits_between(handles, start.at, call.at, function):
                return None
            if self.reach.clients.origin(command.receiver, function, False) == origin:
                return command
        return None

    def _commands(self, function: Function) -> dict[At, Command]:
        """The commands of a function that want their client for themselves and certainly run."""
        known = self._known_commands.get(function)
        if known is None:
            known = self._known_commands[function] = {
                call.at: command
                for call in function.body.calls
                if call.awaited and call.guard == ALWAYS
                if (command := self.reach.clients.command(call, function)) is not None
                and _is_exclusive(command)
            }
        return known

    def waits_between(self, handles: set[str], since: At, until: At, function: Function) -> bool:
        """Whether a task that goes by these names is waited for between two places. What comes
        first in the text comes in the next round of a loop."""
        is_later_round = before(until, since)
        return any(
            not handles.isdisjoint(names)
            and (
                before(since, at) or before(at, until)
                if is_later_round
                else before(since, at) and before(at, until)
            )
            for at, names in self._waits(function)
        )

    def _waits(self, function: Function) -> list[tuple[At, set[str]]]:
        """Where a function waits, and for what by which names."""
        known = self._known_waits.get(function)
        if known is None:
            known = self._known_waits[function] = [
                (wait.at, self.tasks.aliases(wait.value, function)) for wait in function.body.waits
            ]
        return known

    def is_settled(self, clash: Clash) -> bool:
        """Whether the client certainly holds a connection when two tasks begin to use it, because
        the function has just sent something over it."""
        function, client = clash.function, clash.first.command.client
        unsettling = set(client.unsettle.split())
        used = {clash.first.command.method, clash.second.command.method}
        if not client.settled or not unsettling.isdisjoint(used):
            return False
        settled = False
        for index, call in enumerate(function.body.calls):
            if call.awaited and before(call.at, clash.at):
                for sent in self.reach.sent(Ref(index), function):
                    if self.reach.origin(sent, False)[0] == clash.origin:
                        is_end = sent.command.method in unsettling
                        settled = not is_end and (settled or call.guard == ALWAYS)
        return settled

    # ------------------------------------------------------------ tasks that have been cancelled

    def lingering(self, cuts: Iterable[Cut]) -> Iterator[Lingering]:
        """Commands sent over a client that a task still uses, which has just been cancelled."""
        seen: set[tuple[At, At]] = set()
        for cut in cuts:
            function = cut.function
            if cut.form is not Form.CANCEL or not _is_exclusive(cut.command):
                continue
            origin, _ = self.reach.origin(cut.sent, False)
            index, func = next(
                (i, c.func) for i, c in enumerate(function.body.calls) if c.at == cut.at
            )
            if type(func) is not Attr or func.attr != "cancel":
                continue  # a helper cancels it, and may wait for it as well
            handle = func.value
            handles = self.tasks.aliases(handle, function, arguments=False)
            if origin is None:
                continue
            for call in self.flow.after(index, function):
                if not call.awaited:
                    continue
                command = self.reach.clients.command(call, function)
                if command is None or not _is_exclusive(command):
                    continue
                if self.waits_between(handles, cut.at, call.at, function):
                    break
                if self.reach.clients.origin(command.receiver, function, False) == origin:
                    if (cut.at, call.at) not in seen:
                        seen.add((cut.at, call.at))
                        yield Lingering(cut, command)
                    break

    # ------------------------------------------------------------ what they use

    def _clash(
        self, function: Function, at: At, held: dict[int, _Turn], several: bool
    ) -> Clash | None:
        """Two of the held coroutines that use one client at once; or one of them, if it runs
        `several` times."""
        seen: dict[tuple[Origin, str], tuple[int, _Turn, Sent]] = {}
        for index, turn in held.items():
            for sent in self._exclusive(Ref(index), function):
                origin, holder = self.reach.origin(sent, False)
                if origin is None or not _is_shared(origin, holder, function, sent):
                    continue
                is_own = self._is_own(sent, function)
                if origin.kept is Kept.ATTRIBUTE and is_own:
                    continue
                once = is_own or _is_listed(index, function)
                if several and not (once or self._varies(sent, function)):
                    return Clash(function, at, origin, sent, sent)
                key = (origin, _holder(origin, sent))
                other, other_turn, first = seen.setdefault(key, (index, turn, sent))
                if other != index and _are_at_once(other_turn, turn):
                    return Clash(function, at, origin, first, sent)
        return None

    def _exclusive(self, expr: Expr | None, function: Function) -> list[Sent]:
        """What is sent over clients that are for one task at a time, other than under a lock."""
        return [
            sent
            for sent in self.reach.sent(expr, function)
            if _is_exclusive(sent.command)
            and not self._locks(sent.command.function)
            and not any(self._locks(hop.function) for hop in sent.hops[1:])
        ]

    def _locks(self, function: Function) -> bool:
        """Whether a function takes a lock."""
        for use in function.body.enters:
            for one in self.tasks.types.values(self.tasks.types.of(use.value, function)):
                name = one.cls if isinstance(one, Instance) else None
                if isinstance(name, str) and name.rpartition(".")[2] in _LOCKS:
                    return True
            if "lock" in dotted(use.value).lower():
                return True
        return False

    def _is_own(self, sent: Sent, starter: Function) -> bool:
        """Whether a coroutine on the way to a command gets the client, or the object that keeps it,
        by a call of its own, or who starts it makes one for it: that may be another object each
        time."""
        calls_made = [hop.call for hop in sent.hops] + [sent.command.call]
        functions = [hop.function for hop in sent.hops[1:]] + [sent.command.function]
        expr: Expr | None = calls_made[-1].func
        for function, call in zip(reversed(functions), reversed(calls_made[:-1]), strict=False):
            name = dotted(expr).partition(".")[0]
            if name not in function.params:
                values = [one for one in function.names.get(name, ()) if not _is_unset(one)]
                return bool(values) and all(isinstance(one, Ref | Await | Enter) for one in values)
            is_receiver = function.owner is not None and function.info.params[0].name == name
            expr = call.func if is_receiver else given(call, function, name)
        return type(expr) is Ref and self._makes(starter.body.calls[expr.index], starter)

    def _makes(self, call: Call, function: Function) -> bool:
        """Whether a call makes an object, as far as that is known: what a function of the project
        gives may have been there before."""
        types = self.tasks.types.of(call.func, function)
        return not any(isinstance(one, Method) for one in types)

    def _varies(self, sent: Sent, function: Function) -> bool:
        """Whether each turn of a comprehension may use another client."""
        receiver = sent.hops[0].call if sent.hops else sent.command.call
        parts: list[Expr | None] = [receiver.func, *receiver.args]
        return any(
            type(value) is Elem
            for part in parts
            for name in _mentioned(part, function)
            for value in function.names.get(name, ())
            if self.reach.clients.is_client(Name(name), function) or _owns(receiver, name)
        )


def _cancels(call: Call, handles: set[str]) -> bool:
    func = call.func
    return type(func) is Attr and func.attr == "cancel" and dotted(func.value) in handles


def _is_unset(value: Expr | None) -> bool:
    """Whether a binding only says what kind of value comes, or that none is there yet."""
    return value is None or value == Const(None) or isinstance(value, Typed)


def _holder(origin: Origin, sent: Sent) -> str:
    """The name of the object that has the attribute which keeps a client, as far as it is seen:
    two objects of one class have two clients."""
    if origin.kept is not Kept.ATTRIBUTE:
        return ""
    call = sent.hops[0].call if sent.hops else sent.command.call
    return dotted(call.func.value) if type(call.func) is Attr else ""


def _is_exclusive(command: Command) -> bool:
    """Whether no other task may use the client while the command is under way."""
    client = command.client
    return bool(client.exclusive) and (not client.alone or command.method in client.alone.split())


def _owns(call: Call, name: str) -> bool:
    """Whether a call is of a method of what has this name."""
    return type(call.func) is Attr and call.func.value == Name(name)


def _is_shared(origin: Origin, holder: Function, function: Function, sent: Sent) -> bool:
    """Whether a client is kept outside of the coroutine that uses it."""
    return not sent.hops or not (origin.kept is Kept.LOCAL and holder is not function)


def _several(call: Call, function: Function) -> bool:
    """Whether the arguments are made by a comprehension."""
    return any(
        word == "*" and _is_comprehension(value, function) for word, value in call.keywords
    ) or any(_is_comprehension(value, function) for value in call.args)


def _is_comprehension(value: Expr | None, function: Function) -> bool:
    if type(value) is Name:
        return any(_is_comprehension(v, function) for v in function.names.get(value.id, ()))
    return type(value) is Seq and value.is_comprehension


def _items(wrapped: Iterable[Expr | None]) -> Iterator[Expr | None]:
    """What is run at once, each by itself where that is written."""
    for one in wrapped:
        if type(one) is Seq and not one.is_comprehension:
            yield from _items(one.items)
        else:
            yield one


def _in_turn(one: Expr | None, function: Function) -> list[Expr | None]:
    """What a name stands for, one after the other: a task is started again under the name of one
    that is done."""
    values = function.names.get(one.id, []) if type(one) is Name else []
    return values if len(values) > 1 and all(type(v) is Ref for v in values) else [one]


def _are_at_once(one: _Turn, other: _Turn) -> bool:
    return one[0] != other[0] or one[1] == other[1]


def _is_listed(index: int, function: Function) -> bool:
    """Whether a call is one of those that a loop runs over, and so made once."""
    return any(
        type(value) is Elem
        and type(value.value) is Seq
        and not value.value.is_comprehension
        and Ref(index) in value.value.items
        for values in function.names.values()
        for value in values
    )


def _mentioned(expr: Expr | None, function: Function) -> set[str]:
    """The names that an expression reads."""
    match expr:
        case Name(id):
            return {id}
        case Attr(value, _):
            return _mentioned(value, function)
        case Ref(index):
            call = function.body.calls[index]
            parts = [call.func, *call.given]
            return {name for part in parts for name in _mentioned(part, function)}
        case Seq(_, items):
            return {name for item in items for name in _mentioned(item, function)}
    inner = getattr(expr, "value", None)
    return _mentioned(inner, function) if inner is not None else set()
