"""What code puts into the containers that it has made."""

from __future__ import annotations

from collections.abc import Sequence

from asynclint.index.summary import Attr, Expr, Name, Ref, Seq, Store, key_of
from asynclint.program.conditions import argument
from asynclint.program.hints import VALUE_LAST
from asynclint.program.linker import Class, Function
from asynclint.program.types import UNKNOWN, Instance, Record, Type, Types, record

# Methods that put an argument into their container: which.
PUTTING = {"append": 0, "appendleft": 0, "add": 0, "insert": 1, "setdefault": 1}
_NAMES = frozenset(PUTTING)

PUTS = -4  # the key of the answer in the memory of a class or function
# By the name of a container: what is put there, by which function and for what key, if that is the
# name of one value rather than one of many.
Puts = dict[str, list[tuple[Function, str, Expr]]]


def is_empty(value: Expr | None) -> bool:
    """Whether a display has nothing in it, so that what it is for is put there later."""
    return type(value) is Seq and not value.items and value.builtin != "tuple"


def is_filled_later(value: Expr | None) -> bool:
    """Whether a display is one of a container that more may be put into."""
    return is_empty(value) or (type(value) is Seq and bool(value.keys))


def is_open(one: Type) -> bool:
    """Whether nobody has said what the values of a dict are."""
    if not isinstance(one, Instance) or one.cls not in VALUE_LAST:
        return False
    return not one.args or not one.args[-1]


def has_names(given: Expr | None, function: Function) -> bool:
    """Whether what a function gives is written like a dict that has names for keys."""
    match given:
        case Seq():
            return bool(given.keys)
        case Name(name):
            return any(is_filled_later(value) for value in function.names.get(name, ()))
        case Ref(index):
            return function.body.calls[index].func == Name("dict")
    return False


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
                key = key_of(argument(call, 0)) if call.func.attr == "setdefault" else ""
                found.setdefault(name, []).append((function, key, value))


def _put(store: Store, function: Function, name: str, found: Puts) -> None:
    found.setdefault(name, []).append((function, store.key, store.value))


def _name(container: Expr | None, owner: Name | None) -> str:
    """The name of a container: of an attribute of `owner`, or else of a name itself."""
    if owner is None:
        return container.id if type(container) is Name else ""
    is_own = type(container) is Attr and container.value == owner
    return container.attr if is_own and type(container) is Attr else ""


def holding(container: Types, puts: Sequence[tuple[str, Types]]) -> Types:
    """The same containers, with values in them: those that have names by their names, others if all
    are known and alike."""
    if not puts:
        return container
    names = dict.fromkeys(key for key, _ in puts)
    if "" in names:
        alike = {frozenset(value) for _, value in puts}
        if len(names) > 1 or len(alike) > 1 or not (inner := puts[0][1]):
            return container
        return tuple(
            # What has a name of its own stays what it is.
            one
            if isinstance(one, Record)
            else Instance(one.cls, (UNKNOWN, inner) if one.cls in VALUE_LAST else (inner,))
            for one in container
            if isinstance(one, Instance)
        )
    return tuple(_with_names(one, puts) for one in container if isinstance(one, Instance))


def _with_names(one: Instance, puts: Sequence[tuple[str, Types]]) -> Instance:
    if one.cls not in VALUE_LAST or not isinstance(one.cls, str):
        return one
    known = list(zip(one.keys, one.values, strict=True)) if isinstance(one, Record) else []
    return record(one.cls, [*known, *puts])
