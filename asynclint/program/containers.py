"""What code puts into the containers that it has made empty."""

from __future__ import annotations

from collections.abc import Iterable

from asynclint.index.summary import Attr, Expr, Name, Seq, Store
from asynclint.program.conditions import argument
from asynclint.program.hints import VALUE_LAST
from asynclint.program.linker import Class, Function
from asynclint.program.types import UNKNOWN, Instance, Types

# Methods that put an argument into their container: which.
PUTTING = {"append": 0, "appendleft": 0, "add": 0, "insert": 1, "setdefault": 1}
_NAMES = frozenset(PUTTING)

PUTS = -4  # the key of the answer in the memory of a class or function
# By the name of a container: what is put there, and which function does; None of a record, whose
# keys stand for different things.
Puts = dict[str, list[tuple[Function, Expr]] | None]


def is_empty(value: Expr | None) -> bool:
    """Whether a display has nothing in it, so that what it is for is put there later."""
    return type(value) is Seq and not value.items and value.builtin != "tuple"


def put_by_class(cls: Class) -> Puts:
    """What the methods of a class put into containers that are attributes of their objects."""
    found: Puts = {}
    for method in cls.methods.values():
        params = method.info.params
        if params and Name("staticmethod") not in method.info.decorators:
            _collect(method, Name(params[0].name), found)
    return found


def put_by_function(function: Function) -> Puts:
    """What a function puts into containers that it reaches by a name; of a module, as items, what
    its functions do."""
    found: Puts = {}
    _collect(function, None, found)
    for store in function.module.summary.stores if function.index == 0 else ():
        if store.is_item and store.function and type(store.owner) is Name:
            by = function.module.functions[store.function]
            if not _is_local(store.owner.id, by):
                _put(store, by, store.owner.id, found)
    return found


def _is_local(name: str, function: Function) -> bool:
    current: Function | None = function
    while current is not None and current.index:
        if name in current.names or name in current.params:
            return True
        current = current.parent
    return False


def _collect(function: Function, owner: Name | None, found: Puts) -> None:
    for store in function.module.stores(function.index):
        if store.is_item and (name := _name(store.owner, owner)):
            _put(store, function, name, found)
    for index in function.called(_NAMES):
        call = function.body.calls[index]
        if type(call.func) is Attr and (name := _name(call.func.value, owner)):
            value = argument(call, PUTTING[call.func.attr])
            if value is not None:
                _add(found, name, function, value)


def _put(store: Store, function: Function, name: str, found: Puts) -> None:
    if store.key:
        found[name] = None
    else:
        _add(found, name, function, store.value)


def _name(container: Expr | None, owner: Name | None) -> str:
    """The name of a container: of an attribute of `owner`, or else of a name itself."""
    if owner is None:
        return container.id if type(container) is Name else ""
    is_own = type(container) is Attr and container.value == owner
    return container.attr if is_own and type(container) is Attr else ""


def _add(found: Puts, name: str, function: Function, value: Expr) -> None:
    known = found.setdefault(name, [])
    if known is not None:
        known.append((function, value))


def holding(container: Types, values: Iterable[Types]) -> Types:
    """The same containers, with values in them, if all of these are known and alike."""
    alike = {frozenset(one) for one in values}
    if len(alike) != 1 or not (inner := tuple(next(iter(alike)))):
        return container
    return tuple(
        Instance(one.cls, (UNKNOWN, inner) if one.cls in VALUE_LAST else (inner,))
        for one in container
        if isinstance(one, Instance)
    )
