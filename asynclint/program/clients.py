"""Commands that code sends over clients, and where the clients come from.

A client is an object of a class that the tables know to talk to a server. Its origin is where the
code keeps it: that decides who shares it.

Deliberately not known: clients that are handed on through containers, and which of several objects
an attribute holds at a time.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from asynclint.index.summary import (
    At,
    Attr,
    Await,
    Call,
    Enter,
    Expr,
    Import,
    Name,
    Ref,
    Sub,
    dotted,
)
from asynclint.knowledge import Client, Knowledge
from asynclint.program.cleanups import is_ending
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function, Module, calling
from asynclint.program.places import Place
from asynclint.program.types import ClassObject, External, Instance, ModuleObject, Types

Bindings = Mapping[str, Types]  # what callers pass for parameters without an annotation
NOTHING: Bindings = {}

_DEEPEST = 4  # names of names


class Effect(enum.Enum):
    """What a command does, seen from whoever may have to repeat it."""

    ASKS = "asks"
    WRITES = "writes"
    TAKES = "takes"


class Command(msgspec.Struct, frozen=True):
    """A call that sends something over a client."""

    function: Function
    call: Call
    client: Client
    distribution: str
    method: str
    effect: Effect

    @property
    def waits(self) -> bool:
        """Whether the command waits for an item, be it to take it away or only to look at it."""
        return self.method in self.client.takes

    @property
    def name(self) -> str:
        """The command as it is written, as far as it can be."""
        return dotted(self.call.func) or f"{self.client.name.rpartition('.')[2]}.{self.method}"

    @property
    def receiver(self) -> Expr | None:
        return self.call.func.value if type(self.call.func) is Attr else None


class Kept(enum.Enum):
    """How the code keeps a client."""

    LOCAL = "local variable"
    PARAMETER = "parameter"
    CLOSURE = "variable of the function around"
    ATTRIBUTE = "attribute"
    GLOBAL = "module variable"
    PLACE = "object of the application"
    ELSEWHERE = "elsewhere"


class Origin(msgspec.Struct, frozen=True):
    """Where a client is kept; equal for the same client. `owner` is the function, class or module
    that it is kept in, or the place."""

    kept: Kept
    owner: Function | Class | Module | Place | None
    name: str


class Maker(msgspec.Struct, frozen=True):
    """The call that makes a client."""

    function: Function
    call: Call


class Clients:
    """Answers about calls of clients."""

    def __init__(self, types: TypeSolver, knowledge: Knowledge) -> None:
        self.types = types
        self.knowledge = knowledge

    def command(self, call: Call, function: Function, bound: Bindings = NOTHING) -> Command | None:
        """What a call sends, if it is a method of a client that sends anything."""
        if type(call.func) is not Attr:
            return None
        method = call.func.attr
        for one in self.typed(call.func.value, function, bound):
            row = self.row(one)
            if row is None or method.startswith("_"):
                continue
            distribution, client = row
            if method in client.local.split() or method in client.releases.split():
                return None
            if client.sends and method not in client.sends.split() and not call.awaited:
                return None  # queued until one of those comes
            effect = Effect.ASKS
            if method in client.takes and method not in client.keeps.split():
                effect = Effect.TAKES
            elif method in client.writes.split() and self._writes(call, client, function):
                effect = Effect.WRITES
            return Command(function, call, client, distribution, method, effect)
        return None

    def _writes(self, call: Call, client: Client, function: Function) -> bool:
        """Whether what a method sends is a write: of what collects commands, whether the function
        has collected one."""
        if not client.queued:
            return True
        owner = call.func.value if type(call.func) is Attr else None
        queued = client.queued.split()
        while type(owner) is Ref:  # `pipe.incr(a).incr(b).execute()`
            func = function.body.calls[owner.index].func
            if type(func) is not Attr:
                return False
            if func.attr in queued:
                return True
            owner = func.value
        return any(
            type(other.func) is Attr
            and other.func.attr in queued
            and _starts_with(other.func.value, owner, function)
            for other in function.body.calls
        )

    def releases(self, call: Call, function: Function) -> Origin | None:
        """The origin of the client that a call closes or gives back, if it does."""
        if type(call.func) is not Attr:
            return None
        owner = call.func.value
        for one in self.typed(owner, function, NOTHING):
            row = self.row(one)
            if row is not None and call.func.attr in row[1].releases.split():
                return self.origin(owner, function)
        if (
            type(owner) is Attr
            and is_ending(call.func.attr)
            and self.is_client(owner.value, function)
        ):
            return self.origin(owner.value, function)  # `client.connection_pool.disconnect()`
        return None

    def row(self, one: object) -> tuple[str, Client] | None:
        """The table's row of a value that is a client."""
        if not isinstance(one, Instance):
            return None
        if isinstance(one.cls, str):
            return self.knowledge.client(one.cls)
        for base in self.types.mro(one.cls):
            if isinstance(base, str) and (row := self.knowledge.client(base)) is not None:
                return row
        return None

    def typed(self, expr: Expr | None, function: Function, bound: Bindings) -> Types:
        """What a value may be, given what callers pass."""
        found = self.types.values(self.types.of(expr, function))
        if not found and type(expr) is Name:
            return bound.get(expr.id, ())
        return found

    def takes(self, functions: Iterable[Function]) -> bool:
        """Whether any of these functions takes an item away."""
        return any(
            command.effect is Effect.TAKES
            for function, _, call in calling(functions, self.knowledge.taking)
            if (command := self.command(call, function)) is not None
        )

    # ------------------------------------------------------------ origins

    def origin(
        self, expr: Expr | None, function: Function, pooled: bool = True, depth: int = 0
    ) -> Origin | None:
        """Where the client that an expression stands for is kept.

        What is made from a client and works over its connection, such as a cursor, counts as that
        client; what works over a connection from a pool does, too, if `pooled`.
        """
        place = self.types.places.place(expr)
        if place is not None:
            return Origin(Kept.PLACE, place, str(place))
        match expr:
            case Name(id):
                return self._named(id, function, pooled, depth)
            case Attr(value, attr):
                for one in self.types.of(value, function):
                    if isinstance(one, Instance | ClassObject) and isinstance(one.cls, Class):
                        return Origin(Kept.ATTRIBUTE, self._keeper(one.cls, attr), attr)
                    if isinstance(one, ModuleObject):
                        return self._named(attr, one.module.functions[0], pooled, depth + 1)
                # An attribute of something that the project does not define, and belongs to it.
                whole = self.origin(value, function, pooled, depth)
                if whole is None:
                    return Origin(Kept.ELSEWHERE, None, attr)
                return replace(whole, name=f"{whole.name}.{attr}")
            case Await(value) | Enter(value, _):
                return self.origin(value, function, pooled, depth)
            case Sub(value, _):
                return Origin(Kept.ELSEWHERE, None, dotted(value))
            case Ref(index):
                call = function.body.calls[index]
                parent = call.func.value if type(call.func) is Attr else None
                if self._lends(parent, function, pooled):
                    return self.origin(parent, function, pooled, depth + 1)
                return Origin(Kept.ELSEWHERE, None, f"{dotted(call.func)}()")
        return None

    def _named(self, name: str, function: Function, pooled: bool, depth: int) -> Origin | None:
        scope: Function | None = function
        while scope is not None:
            if name in scope.names:
                for value in scope.names[name] if depth < _DEEPEST else ():
                    value = value.value if isinstance(value, Await | Enter) else value
                    if type(value) is Ref:
                        call = scope.body.calls[value.index]
                        parent = call.func.value if type(call.func) is Attr else None
                        if self._lends(parent, scope, pooled):
                            return self.origin(parent, scope, pooled, depth + 1)
                    elif type(value) is Import:
                        source = self._source(value, scope.module)
                        if source is not None:
                            return self._named(value.attr, source, pooled, depth + 1)
                    elif value is not None:
                        found = self.origin(value, scope, pooled, depth + 1)
                        if found is not None:
                            return found
                kept = Kept.LOCAL if scope is function else Kept.CLOSURE
                return Origin(kept if scope.index else Kept.GLOBAL, scope, name)
            if name in scope.params:
                kept = Kept.PARAMETER if scope is function else Kept.CLOSURE
                return Origin(kept, scope, name)
            scope = scope.parent
        for one in self.types.name(name, function):
            if isinstance(one, Instance | External):
                return Origin(Kept.GLOBAL, None, name)  # imported
        return Origin(Kept.GLOBAL, None, name)

    def _source(self, value: Import, near: Module) -> Function | None:
        """The top of the project's module that a name is imported from, if it has the name."""
        name = near.absolute(value.module, value.level)
        source = self.types.modules.get(name, near) if value.attr else None
        if source is None or value.attr not in source.functions[0].names:
            return None
        return source.functions[0]

    def _keeper(self, cls: Class, attr: str) -> Class:
        """The class that gives an attribute its value: this one, or a base of it."""
        for base in self.types.mro(cls):
            if isinstance(base, Class) and attr in base.fields:
                return base
        return cls

    def _lends(self, parent: Expr | None, function: Function, pooled: bool) -> bool:
        """Whether what a method of `parent` makes works over the connection of `parent`."""
        if parent is None:
            return False
        rows = [self.row(t) for t in self.types.values(self.types.of(parent, function))]
        return any(row is not None and (pooled or not row[1].pooled) for row in rows)

    def is_client(self, expr: Expr | None, function: Function) -> bool:
        """Whether an expression stands for a client."""
        return expr is not None and any(
            self.row(one) is not None for one in self.types.values(self.types.of(expr, function))
        )

    def maker(self, origin: Origin) -> Maker | None:
        """A call that makes the client kept there, if the code shows one."""
        return next(iter(self.makers(origin)), None)

    def makers(self, origin: Origin) -> list[Maker]:
        """All calls that may make the client kept there."""
        owner, name = origin.owner, origin.name
        found: list[Maker] = []
        if isinstance(owner, Class):
            for field in owner.fields.get(name, ()):
                scope = owner.module.functions[max(field.function, 0)]
                if field.function < 0:
                    scope = owner.scope
                if (made := _made(field.value, scope)) is not None:
                    found.append(Maker(scope, made))
        elif isinstance(owner, Function):
            made_here = (_made(value, owner) for value in owner.names.get(name, ()))
            found += [Maker(owner, made) for made in made_here if made is not None]
        elif isinstance(owner, Place):
            for scope, value in self.types.places.stored(owner):
                if (made := _made(value, scope)) is not None:
                    found.append(Maker(scope, made))
        return found

    def used(self, origin: Origin, functions: list[Function]) -> list[Command]:
        """The commands sent over the client kept there, by these functions."""
        return [
            command
            for function in functions
            for call in function.body.calls
            if (command := self.command(call, function)) is not None
            and self.origin(command.receiver, function) == origin
        ]


def _made(value: Expr | None, scope: Function) -> Call | None:
    while isinstance(value, Await | Enter):
        value = value.value
    return scope.body.calls[value.index] if type(value) is Ref else None


def _starts_with(expr: Expr | None, start: Expr | None, function: Function) -> bool:
    """Whether a chain of calls is one of methods of what `start` is."""
    while type(expr) is Ref:
        func = function.body.calls[expr.index].func
        expr = func.value if type(func) is Attr else None
    return expr is not None and expr == start


def keyword(call: Call, name: str) -> Expr | None:
    """The value of a keyword argument."""
    return next((value for word, value in call.keywords if word == name), None)


def before(one: At, other: At) -> bool:
    """Whether something is written before something else."""
    return one[:2] < other[:2]
