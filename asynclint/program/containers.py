"""What code puts into the containers that it has made empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asynclint.index.summary import Attr, Expr, Seq
from asynclint.program.conditions import argument
from asynclint.program.hints import VALUE_LAST
from asynclint.program.linker import Function
from asynclint.program.types import UNKNOWN, Instance, Types

# Methods that put an argument into their container: which.
_PUTTING = {"append": 0, "appendleft": 0, "add": 0, "insert": 1, "setdefault": 1}
_NAMES = frozenset(_PUTTING)


def is_empty(value: Expr | None) -> bool:
    """Whether a display has nothing in it, so that what it is for is put there later."""
    return type(value) is Seq and not value.items and value.builtin != "tuple"


def put_into(owner: Expr, functions: Iterable[Function]) -> Iterator[tuple[Function, Expr]]:
    """What functions put into a container that they reach by the same expression, and which do."""
    for function in functions:
        for store in function.module.stores(function.index):
            if store.is_item and store.owner == owner:
                yield function, store.value
        for index in function.called(_NAMES):
            call = function.body.calls[index]
            if type(call.func) is Attr and call.func.value == owner:
                value = argument(call, _PUTTING[call.func.attr])
                if value is not None:
                    yield function, value


def holding(container: Types, values: Types) -> Types:
    """The same containers, with values in them."""
    return tuple(
        Instance(one.cls, (UNKNOWN, values) if one.cls in VALUE_LAST else (values,))
        for one in container
        if isinstance(one, Instance)
    )
