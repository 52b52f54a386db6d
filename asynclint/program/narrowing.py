"""Which branches of a function the arguments of a call exclude."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from asynclint.index.summary import Call, Compared, Const, Need
from asynclint.program.conditions import believed, passed
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.types import ClassObject, External, Instance, Type

# A literal or an annotation of one of these may stand for another.
_NUMBERS = frozenset({"builtins.bool", "builtins.int", "builtins.float", "builtins.complex"})
_PLAIN = frozenset({"builtins.str", "builtins.bytes"}) | _NUMBERS
# Plain values may be instances of these.
_ABSTRACT = ("builtins.object", "collections.abc.", "numbers.", "typing.")
_OPERATORS: Mapping[str, Callable[[Any, Any], object]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    "is": operator.is_,
    "is not": operator.is_not,
    "startswith": str.startswith,
    "not startswith": lambda value, start: not str.startswith(value, start),
}


def excluded(
    call: Call, caller: Function, callee: Function, needs: Need, types: TypeSolver
) -> bool:
    """Whether a call in one function excludes a branch of another that `needs` something."""
    if isinstance(needs, str):
        value = believed(call, callee, needs)
        return type(value) is Const and not value.value
    if isinstance(needs, Compared):
        value = believed(call, callee, needs.name)
        return type(value) is Const and _fails(value.value, needs)
    value = passed(call, callee, needs.name)
    given = types.values(types.of(value, caller)) if value is not None else ()
    if not given:
        return False
    wanted = [one for cls in needs.classes for one in types.of(cls, callee)]
    if len(wanted) < len(needs.classes):
        return False
    if needs.fits:
        return all(_differs(one, cls, types) for one in given for cls in wanted)
    return all(any(_is(one, cls, types) for cls in wanted) for one in given)


def _fails(value: object, needs: Compared) -> bool:
    """Whether a comparison with what is passed does not hold; not so if Python refuses it."""
    if needs.word.startswith("is") and not isinstance(needs.value, bool | None):
        return False  # which of several equal objects it is cannot be told
    try:
        return not _OPERATORS[needs.word](value, needs.value)
    except TypeError:
        return False


def _name(cls: Type) -> Class | str:
    if isinstance(cls, ClassObject):
        return cls.cls
    return cls.name if isinstance(cls, External) else ""


def _is(one: Type, cls: Type, types: TypeSolver) -> bool:
    """Whether a value is an instance of a class."""
    if not isinstance(one, Instance):
        return False
    bases = types.mro(one.cls) if isinstance(one.cls, Class) else types.knowledge.mro(one.cls)
    return _name(cls) in bases


def _differs(one: Type, cls: Type, types: TypeSolver) -> bool:
    """Whether a value is surely no instance of a class: text is no number, and no path."""
    if not (isinstance(one, Instance) and one.cls in _PLAIN):
        return False
    name = _name(cls)
    if isinstance(name, Class):
        return _PLAIN.isdisjoint(base for base in types.mro(name) if isinstance(base, str))
    if name in _PLAIN:
        return one.cls != name and not {one.cls, name} <= _NUMBERS
    return bool(name) and not name.startswith(_ABSTRACT)
