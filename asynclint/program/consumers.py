"""Classes whose handlers hold up the news that the client has left.

A consumer handles the messages of one connection one after the other, and that the client has left
is one of them. What its handlers are is told by the class it inherits from (`knowledge`), and by
the types of messages that the project sends.

Deliberately not known: handlers of message types that are put together at run time, and which
consumers are routed at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.deployment import Deployment, Server
from asynclint.index.summary import (
    At,
    Attr,
    Call,
    Const,
    Expr,
    Import,
    Loop,
    Name,
    Ref,
    Seq,
    dotted,
)
from asynclint.knowledge import Consumer, Knowledge
from asynclint.program.cleanups import is_cleanup
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function, Module
from asynclint.program.statements import loops
from asynclint.program.types import Method
from asynclint.program.waiting import Delay, Waiting

_PATIENCE = 10.0  # seconds that daphne lets an application go on without its client
_EVENTS = frozenset({"event"})  # what handlers of messages call their only parameter


class Consuming(msgspec.Struct, frozen=True):
    """A consumer of the project: its row, and which of its methods are called for messages.

    `leaving` are those of the handlers that hear that the client has left.
    """

    cls: Class
    row: Consumer
    handlers: tuple[Function, ...]
    leaving: tuple[Function, ...]

    @property
    def others(self) -> list[Function]:
        """The handlers that keep those of `leaving` waiting."""
        return [one for one in self.handlers if one not in self.leaving]


class Held(msgspec.Struct, frozen=True):
    """A wait of a handler that lasts longer than the client's leaving is waited for."""

    consuming: Consuming
    handler: Function
    delay: Delay


class Kept(msgspec.Struct, frozen=True):
    """A task that `method` starts by `call`, of the coroutine `target`, and keeps in `attr`."""

    method: Function
    call: Call
    attr: str
    target: Function


class Consumers:
    """The consumers of some modules, and how long their handlers take."""

    def __init__(
        self,
        modules: Iterable[Module],
        types: TypeSolver,
        knowledge: Knowledge,
        waiting: Waiting,
        deployment: Deployment,
    ) -> None:
        self.modules = list(modules)
        self.types = types
        self.knowledge = knowledge
        self.waiting = waiting
        self.deployment = deployment

    # ------------------------------------------------------------ queries

    @cached_property
    def all(self) -> list[Consuming]:
        """Every consumer that has a client, in a fixed order."""
        tops = {name.partition(".")[0] for name in self.knowledge.consumers}
        if not any(imports(module, tops) for module in self.modules):
            return []
        return [
            consuming
            for module in self.modules
            for cls in module.classes
            if cls.info.bases and cls.methods
            for consuming in self._consuming(cls)
        ]

    @cached_property
    def handlers(self) -> frozenset[Function]:
        """All handlers of all consumers."""
        return frozenset(handler for one in self.all for handler in one.handlers)

    @cached_property
    def patience(self) -> float:
        """For how many seconds a handler may go on when its client has left."""
        given = self.deployment.number(Server.DAPHNE, "application-close-timeout")
        return _PATIENCE if given is None else given

    @property
    def holding(self) -> Iterator[Held]:
        """The waits that keep consumers from hearing in time that the client has left."""
        return self._held(lambda consuming: consuming.others, self._flags)

    @property
    def lingering(self) -> Iterator[Held]:
        """The waits of handlers of `leaving` that last too long; for tasks of the consumer that
        nobody cancels as well."""
        return self._held(lambda consuming: consuming.leaving, self._unended)

    def _held(
        self,
        handlers: Callable[[Consuming], Iterable[Function]],
        more: Callable[[Consuming, Function], Iterable[Delay]],
    ) -> Iterator[Held]:
        """Each long wait once, though several consumers may inherit it."""
        told: set[tuple[Function, At]] = set()
        for consuming in self.all:
            for handler in handlers(consuming) if consuming.row.on_loop else ():
                long = [d for d in self.waiting.delays(handler) if d.seconds >= self.patience]
                for delay in (*long, *more(consuming, handler)):
                    if (handler, delay.site) not in told:
                        told.add((handler, delay.site))
                        yield Held(consuming, handler, delay)

    def cleanup(self, consuming: Consuming) -> list[tuple[Function, Call]]:
        """What the consumer gives back only when it hears that the client has left."""
        return [
            (function, call)
            for function in consuming.leaving
            for call in function.body.calls
            if is_cleanup(call) or _gives_up(call)
        ]

    # ------------------------------------------------------------ consumers

    def _consuming(self, cls: Class) -> Iterator[Consuming]:
        bases = self.types.mro(cls)
        rows = [self.knowledge.consumers.get(base) for base in bases if isinstance(base, str)]
        row = next(filter(None, rows), None)
        if row is None:
            return
        methods = self.methods(cls)
        if row.serving and methods.keys().isdisjoint(row.serving.split()):
            return
        named = set(row.handlers.split())
        handlers = [
            function
            for name, function in methods.items()
            if function.info.is_async == row.on_loop
            and (name in named or name in self._sent or self._takes_event(function))
        ]
        leaving = [one for one in handlers if one.info.name in row.leaving.split()]
        yield Consuming(cls, row, tuple(handlers), tuple(leaving))

    def _takes_event(self, function: Function) -> bool:
        """Whether a method is written like a handler of messages, and nothing of the class calls
        it."""
        params = [param.name for param in function.info.params[1:]]
        if len(params) != 1 or params[0] not in _EVENTS or function.info.name.startswith("_"):
            return False
        name = function.info.name
        return not any(
            type(call.func) is Attr and call.func.attr == name
            for other in function.module.functions
            for call in other.body.calls
        )

    @cached_property
    def _sent(self) -> set[str]:
        """The names of handlers for the messages that the project sends."""
        senders = {s for row in self.knowledge.consumers.values() for s in row.senders.split()}
        found: set[str] = set()
        for module in self.modules:
            for function in module.functions:
                for call in function.body.calls:
                    if _sends(call.func, function, senders):
                        for arg in call.given:
                            found.update(_texts(arg, function))
        return found

    # ------------------------------------------------------------ tasks

    @cached_property
    def left(self) -> list[tuple[Kept, Consuming]]:
        """The tasks that consumers keep in attributes and that nothing ends when the client has
        left, though they go on for long or for ever. What one of several consumers that inherit
        the same method ends is left to the others to inherit."""
        found: dict[tuple[Function, At], tuple[Kept, Consuming]] = {}
        ended: set[tuple[Function, At]] = set()
        for consuming in self.all:
            asked = self._asked_when_leaving(consuming)
            for method in self.methods(consuming.cls).values():
                for kept in self._kept(method):
                    key = (method, kept.call.at)
                    if kept.attr in asked:
                        ended.add(key)
                    elif self._goes_on(kept.target):
                        found.setdefault(key, (kept, consuming))
        return [one for key, one in found.items() if key not in ended]

    def methods(self, cls: Class) -> dict[str, Function]:
        """The methods of a class that are the project's own, inherited ones included."""
        found: dict[str, Function] = {}
        for base in self.types.mro(cls):
            if isinstance(base, Class):
                for name, function in base.methods.items():
                    found.setdefault(name, function)
        return found

    def _kept(self, method: Function) -> Iterator[Kept]:
        """The tasks that a method starts and keeps in attributes of its object, or in collections
        that are such."""
        tasks = self.waiting.tasks
        if method.owner is None:
            return
        for position in tasks.starting(method):
            call = method.body.calls[position]
            started = tasks.started(call, method)
            coroutines = [
                one.function
                for index in tasks.held(started, method)
                for one in self.types.of(method.body.calls[index].func, method)
                if isinstance(one, Method) and one.function.info.is_async
            ]
            for attr in _attributes(position, method) if len(coroutines) == 1 else ():
                yield Kept(method, call, attr, coroutines[0])

    def _goes_on(self, coroutine: Function) -> bool:
        """Whether a task is known not to end soon by itself."""
        return self.waiting.longest(coroutine) >= self.patience or any(
            (loop.word == "forever" or _is_flagged(loop))
            and next(self.waiting.flow.waits(loop.body, coroutine), None) is not None
            for loop in loops(coroutine)
        )

    def _asked_when_leaving(self, consuming: Consuming) -> set[str]:
        """The attributes that are read when the client has left, by methods that are named then."""
        methods = self.methods(consuming.cls)
        found: set[str] = set()
        queue = list(consuming.leaving)
        for function in queue:  # grows while it is read
            names = {
                *(call.func.attr for call in function.body.calls if type(call.func) is Attr),
                *(dotted(use.value).partition(".")[2] for use in function.body.reads),
                *(name for call in function.body.calls if (name := _asked(call))),
            }
            found |= {name.partition(".")[0] for name in names}
            queue += [
                methods[name] for name in names if name in methods and methods[name] not in queue
            ]
            # `super().disconnect(code)`
            for base in self.types.mro(consuming.cls):
                if isinstance(base, Class) and function.info.name in names:
                    inherited = base.methods.get(function.info.name)
                    if inherited is not None and inherited not in queue:
                        queue.append(inherited)
            queue += [
                nested
                for nested in function.module.functions
                if nested.parent is function and nested not in queue
            ]
        return found

    def _unended(self, consuming: Consuming, handler: Function) -> Iterator[Delay]:
        """Where a handler waits for a task of the consumer that it does not cancel."""
        kept = {
            one.attr
            for method in self.methods(consuming.cls).values()
            for one in self._kept(method)
        }
        ended = {
            dotted(call.func.value).partition(".")[2]
            for call in handler.body.calls
            if type(call.func) is Attr and call.func.attr == "cancel"
        }
        for wait in handler.body.waits:
            attr = dotted(wait.value).partition(".")[2]
            if attr in kept - ended:
                yield Delay(handler, wait.at, math.inf, f"`self.{attr}`")

    # ------------------------------------------------------------ flags

    def _flags(self, consuming: Consuming, handler: Function) -> Iterator[Delay]:
        """Loops of a handler that end when a flag changes, which only `leaving` changes."""
        for loop in loops(handler):
            if loop.word != "while" or next(self._waits(loop, handler), None) is None:
                continue
            name, is_event = _flag(loop, handler)
            setters = self._setters(name, is_event, consuming, handler) if name else set()
            if setters & set(consuming.leaving) and setters <= set(consuming.handlers):
                word = f"`while {'not ' if loop.negated else ''}self.{name}`"
                yield Delay(handler, loop.at, math.inf, word, is_flag=True)

    def _waits(self, loop: Loop, handler: Function) -> Iterator[object]:
        return self.waiting.flow.waits(loop.body, handler)

    def _setters(
        self, name: str, is_event: bool, consuming: Consuming, handler: Function
    ) -> set[Function]:
        """The methods that change a flag; none if the handler itself ends its loop, too."""
        found: set[Function] = set()
        for base in self.types.mro(consuming.cls):
            if not isinstance(base, Class):
                continue
            for method in base.methods.values() if is_event else ():
                if any(_sets(call, name) for call in method.body.calls):
                    found.add(method)
            for field in base.fields.get(name, ()) if not is_event else ():
                setter = base.module.functions[field.function]
                if setter is handler and field.value not in (Const(True), Const(False)):
                    return set()
                if field.function >= 0 and setter.info.name != "__init__":
                    found.add(setter)
        return found


def imports(module: Module, tops: set[str]) -> bool:
    """Whether a module imports one of these packages at its top level."""
    return any(
        type(value) is Import and value.module.partition(".")[0] in tops
        for values in module.functions[0].names.values()
        for value in values
    )


def _sends(callee: Expr | None, function: Function, senders: set[str]) -> bool:
    """Whether a call sends a message: `layer.group_send`, and what `async_to_sync` makes of it."""
    if type(callee) is Ref:
        inner = function.body.calls[callee.index]
        return any(_sends(arg, function, senders) for arg in inner.args[:1])
    return type(callee) is Attr and callee.attr in senders


def _texts(expr: Expr | None, function: Function) -> Iterator[str]:
    """The names of handlers that the values of a display may stand for."""
    if type(expr) is Name:
        for value in function.names.get(expr.id, ()):
            if type(value) is Seq:
                yield from _texts(value, function)
    elif type(expr) is Seq and expr.builtin == "dict":
        for item in expr.items:
            if type(item) is Const and isinstance(item.value, str):
                name = item.value.replace(".", "_")
                if name.isidentifier():
                    yield name


def _flag(loop: Loop, handler: Function) -> tuple[str, bool]:
    """The attribute of the object itself that a loop runs on, and whether it is an event that is
    asked by `is_set()`."""
    test = loop.test
    is_event = type(test) is Ref
    if type(test) is Ref:
        func = handler.body.calls[test.index].func
        test = func.value if type(func) is Attr and func.attr == "is_set" else None
    params = handler.info.params
    is_own = type(test) is Attr and bool(params) and test.value == Name(params[0].name)
    return (test.attr if type(test) is Attr and is_own else ""), is_event


def _is_flagged(loop: Loop) -> bool:
    """Whether a loop runs on a flag or an event; another condition may soon be over."""
    return loop.word == "while" and type(loop.test) in (Attr, Ref)


def _asked(call: Call) -> str:
    """The attribute that `getattr(self, "name", None)` reads; empty for any other call."""
    name = call.args[1] if call.func == Name("getattr") and len(call.args) > 1 else None
    return name.value if type(name) is Const and isinstance(name.value, str) else ""


def _sets(call: Call, name: str) -> bool:
    """`self.name.set()`"""
    func = call.func
    return (
        type(func) is Attr
        and func.attr in ("set", "clear")
        and type(func.value) is Attr
        and func.value.attr == name
    )


_KEEPING = frozenset({"add", "append"})


def _attributes(position: int, method: Function) -> Iterator[str]:
    """The attributes of the object itself in which a method keeps what a call gives."""
    made: list[Expr | None] = [Ref(position)]
    made += [Name(name) for name, values in method.names.items() if Ref(position) in values]
    assert method.owner is not None
    for name, fields in method.owner.fields.items():
        if any(field.function == method.index and field.value in made for field in fields):
            yield name
    for call in method.body.calls:
        func = call.func
        if type(func) is Attr and func.attr in _KEEPING and call.args and call.args[0] in made:
            owner, _, attr = dotted(func.value).partition(".")
            if method.info.params and owner == method.info.params[0].name and attr.isidentifier():
                yield attr


_GIVING_UP = frozenset({"group_discard", "discard", "leave", "leave_group", "remove", "release"})


def _gives_up(call: Call) -> bool:
    return type(call.func) is Attr and call.func.attr in _GIVING_UP
