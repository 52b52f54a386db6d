"""Which branches of a function the arguments of a call exclude."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from asynclint.index.summary import (
    FALSE,
    Attr,
    Call,
    Compared,
    Const,
    Expr,
    Name,
    Narrowed,
    Need,
    Ref,
)
from asynclint.program.conditions import believed, given, passed
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.types import ClassObject, External, Instance, ModuleObject, Type

# A literal or an annotation of one of these may stand for another.
_NUMBERS = frozenset({"builtins.bool", "builtins.int", "builtins.float", "builtins.complex"})
_PLAIN = frozenset({"builtins.str", "builtins.bytes"}) | _NUMBERS
# Plain values may be instances of these.
_ABSTRACT = ("builtins.object", "collections.abc.", "numbers.", "typing.")
_SILENT = frozenset({"builtins.object", "abc.ABC"})
_SAYING = frozenset({"__bool__", "__len__"})  # whether an object is true
_Constant: TypeAlias = tuple[ClassObject | ModuleObject | External, str]
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
    call: Call, caller: Function, callee: Function, needs: tuple[Need, ...], types: TypeSolver
) -> bool:
    """Whether a call in one function excludes a branch of another that `needs` all this."""
    return any(_fails(call, caller, callee, one, types) for one in needs)


def _fails(call: Call, caller: Function, callee: Function, needs: Need, types: TypeSolver) -> bool:
    if isinstance(needs, str):
        value = believed(call, callee, needs)
        return type(value) is Const and not value.value
    if isinstance(needs, Narrowed):
        return False  # no argument tells of it
    if isinstance(needs, Compared):
        value = believed(call, callee, needs.name)
        is_given = given(call, callee, needs.name) is not None
        scope = caller if is_given else callee.parent or callee
        if needs.word == FALSE:
            return _is_true(value, scope, types)
        if isinstance(needs.value, Attr):
            said = _constant(value, scope, types)
            return _is_another(said, _constant(needs.value, callee, types), needs.word)
        return type(value) is Const and _fails_comparison(value.value, needs)
    value = passed(call, callee, needs.name)
    kinds = types.values(types.of(value, caller)) if value is not None else ()
    if not kinds:
        return False
    wanted = [one for cls in needs.classes for one in types.of(cls, callee)]
    if len(wanted) < len(needs.classes):
        return False
    if needs.fits:
        return all(_differs(one, cls, types) for one in kinds for cls in wanted)
    return all(any(_is(one, cls, types) for cls in wanted) for one in kinds)


def _is_true(value: Expr | None, scope: Function, types: TypeSolver) -> bool:
    """Whether a value is surely true: a literal, or a new object that has no say in it."""
    if type(value) is Const:
        return bool(value.value)
    if type(value) is Name and value.id in scope.params:
        return False
    bound = scope.names.get(value.id, ()) if type(value) is Name else (value,)
    made = [one for one in bound if type(one) is Ref]
    return len(made) == len(bound) > 0 and all(_is_object(one, scope, types) for one in made)


def _is_object(made: Ref, scope: Function, types: TypeSolver) -> bool:
    """Whether a call makes an object of a class of the project that only knows its identity."""
    found = types.of(scope.body.calls[made.index].func, scope)
    return bool(found) and all(
        isinstance(one, ClassObject)
        and all(
            base in _SILENT if isinstance(base, str) else _is_plain(base, types)
            for base in types.mro(one.cls)
        )
        for one in found
    )


def _is_plain(cls: Class, types: TypeSolver) -> bool:
    """Whether the body of a class says nothing of truth, and all of its bases are known."""
    return (
        _SAYING.isdisjoint(cls.methods)
        and _SAYING.isdisjoint(cls.fields)
        and all(types.of(base, cls.scope) for base in cls.info.bases)
    )


def _constant(value: Expr | None, scope: Function, types: TypeSolver) -> _Constant | None:
    """The class or module that a constant belongs to, and its name."""
    if type(value) is not Attr:
        return None
    owners = types.of(value.value, scope)
    if len(owners) != 1 or not isinstance(owners[0], ClassObject | ModuleObject | External):
        return None
    return owners[0], value.attr


def _is_another(one: _Constant | None, other: _Constant | None, word: str) -> bool:
    """Whether a constant fails a test that asks for another, or not for another, of one owner."""
    if one is None or other is None or one[0] != other[0]:
        return False
    return (one == other) is (word in ("!=", "is not"))


def _fails_comparison(value: object, needs: Compared) -> bool:
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
