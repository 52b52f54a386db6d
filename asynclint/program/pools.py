"""Whether there is work to wait for where a pool is left or shut down.

A pool starts its first worker for the first work that it is given. Who shuts down one that nobody
gives any waits for nobody, nor does who has awaited all that it handed to a pool of its own.

Deliberately not known: pools that are handed on, or kept under a public name, which others may
give work; and which of several objects' pools it was that got some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from asynclint.index.summary import Attr, Call, Const, Enter, Expr, Name, Ref, Use
from asynclint.knowledge import Knowledge
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function, Module
from asynclint.program.types import External

_SHUTDOWN = "shutdown"


class Pools:
    """Answers about the pools that a project makes; `modules` are those it was checked with."""

    def __init__(self, modules: Iterable[Module], types: TypeSolver, knowledge: Knowledge) -> None:
        self.modules = modules
        self.types = types
        self.knowledge = knowledge

    def is_idle(self, place: Call | Use, function: Function) -> bool:
        """Whether what is shut down by a call, or by leaving a `with`, has nothing to wait for."""
        if isinstance(place, Use):
            pool: Expr | None = place.value
        else:
            pool = place.func.value if type(place.func) is Attr else None
        match pool:
            case Ref():
                names = [n for n, values in function.names.items() if Enter(pool, False) in values]
                return self._makes(pool, function) and all(
                    self._is_idle_local(name, place, function) for name in names
                )
            case Name(id):
                return self._is_idle_local(id, place, function)
            case Attr(Name(id), attr) if attr.startswith("_") and id in function.params:
                cls = function.owner
                return cls is not None and self._is_idle_attribute(attr, cls)
        return False

    def _makes(self, value: Expr | None, scope: Function) -> bool:
        """Whether a value is a new pool."""
        if type(value) is Enter:
            value = value.value
        return type(value) is Ref and any(
            isinstance(one, External) and one.name in self.knowledge.pools
            for one in self.types.of(scope.body.calls[value.index].func, scope)
        )

    def _is_idle_local(self, name: str, place: Call | Use, function: Function) -> bool:
        values = function.names.get(name, ())
        if not values or not all(self._makes(value, function) for value in values):
            return False
        pool = Name(name)
        uses = sum(
            _uses(one, lambda expr: expr == pool)
            for one in function.module.functions
            if one is function or _stands_in(one, function)
        )
        return uses == sum(
            self._is_over(call, pool, place, function) for call in function.body.calls
        )

    def _is_over(self, call: Call, pool: Name, place: Call | Use, function: Function) -> bool:
        """Whether a call hands work to a pool that has been awaited before a place."""
        if pool not in call.args or not any(
            isinstance(one, External) and one.name in self.knowledge.offloads
            for one in self.types.of(call.func, function)
        ):
            return False
        return isinstance(place, Use) or any(
            call.at[:2] <= wait.at[2:] <= place.at[:2] for wait in function.body.waits
        )

    def _is_idle_attribute(self, attr: str, cls: Class) -> bool:
        """Whether nobody gives work to what the objects of a class keep under a private name."""
        methods = cls.module.functions
        made = [
            self._makes(field.value, methods[field.function])
            for field in cls.fields.get(attr, ())
            if field.function >= 0 and field.value != Const(None)
        ]
        return bool(made) and all(made) and not any(self._users(attr, cls))

    def _users(self, attr: str, cls: Class) -> Iterator[int]:
        """How often each function gives work to the pools, or hands them on."""
        word = attr.encode()
        for module in dict.fromkeys((cls.module, *self.modules)):
            for function in module.functions:
                if word not in bytes(function.info.body):
                    continue
                owner = function.owner
                others = owner is not None and cls not in self.types.mro(owner)
                this = Name(function.info.params[0].name) if others and function.params else None

                def is_pool(expr: object, this: Name | None = this) -> bool:
                    return type(expr) is Attr and expr.attr == attr and expr.value != this

                yield _uses(function, is_pool)


def _stands_in(inner: Function, outer: Function) -> bool:
    while inner.parent is not None:
        inner = inner.parent
        if inner is outer:
            return True
    return False


def _uses(function: Function, is_pool: Callable[[Any], bool]) -> int:
    """How often a function does more with a pool than look at it, shut it down or enter it."""
    body = function.body
    ends = sum(
        type(call.func) is Attr and call.func.attr == _SHUTDOWN and is_pool(call.func.value)
        for call in body.calls
    )
    ends += sum(is_pool(use.value) for use in body.enters)
    found = _mentions(_stated(function), is_pool)
    return found - ends


def _stated(function: Function) -> tuple[object, ...]:
    """What a function does, each thing once: an attribute that is merely read is in none of it."""
    body = function.body
    fields = (f for cls in function.module.classes for f in cls.info.fields)
    return (
        *(body.calls, body.binds, body.returns, body.yields, body.enters, body.iterates),
        *(body.waits, body.puts, tuple(function.module.stores(function.index))),
        tuple(field.value for field in fields if field.function == function.index),
    )


def _mentions(part: object, is_pool: Callable[[Any], bool]) -> int:
    if is_pool(part):
        return 1
    if isinstance(part, tuple):
        return sum(_mentions(one, is_pool) for one in part)
    if isinstance(part, msgspec.Struct):
        return sum(_mentions(getattr(part, name), is_pool) for name in part.__struct_fields__)
    return 0
