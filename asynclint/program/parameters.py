"""What parameters are: receivers, by annotation and default, or by what callers pass.

The part of `inference` that asks what a function is given, apart from what an expression is.
"""

from __future__ import annotations

from asynclint.index.summary import Attr, Call, Const, Div, Expr, Name, Param, Ref, mentions
from asynclint.program.callers import INIT
from asynclint.program.conditions import given
from asynclint.program.linker import Class, Function
from asynclint.program.solving import Solving
from asynclint.program.types import (
    HARMLESS,
    UNKNOWN,
    ClassObject,
    Instance,
    Method,
    Type,
    Types,
    join,
    last_name,
)

_NOTHING = Const(None)
_TEXT = "builtins.str"
_TEXTS = (Instance(_TEXT),)
_ASKING = frozenset({"isinstance"})
_KEEPING = frozenset({"staticmethod", "classmethod"})


class Parameters(Solving):
    """Answers about parameters; `inference` says what expressions give."""

    def _parameter(self, name: str, function: Function) -> Types:
        info = function.info
        for index, param in enumerate(info.params):
            if param.name != name:
                continue
            scope = function.parent or function
            if param.kind in ("*", "**"):
                each = self.hints.annotated(param.annotation, scope, function.owner)
                if not each:
                    return UNKNOWN
                if param.kind == "**":
                    return (Instance("builtins.dict", (_TEXTS, each)),)
                return (Instance("builtins.list", (each,)),)  # a tuple has so many of them
            if index == 0 and function.owner is not None and info.owner >= 0:
                receiver = self._receiver(function, function.owner)
                if receiver is not None:
                    return (receiver,)
            said = UNKNOWN
            if param.annotation is not None:
                said = self.hints.annotated(param.annotation, scope, function.owner)
                if said and not mentions(param.annotation, "Callable"):
                    return said
            usual = self.values(self.of(param.default, scope)) if param.default else UNKNOWN
            return join([usual, self._passed(param, function)]) or said
        return UNKNOWN

    def _passed(self, param: Param, function: Function) -> Types:
        """The object that calls pass for a parameter, or the function if it is kept, if all that is
        known passes one and the same."""
        name = param.name
        remade = [_steps(value, name, function) for value in function.names.get(name, ())]
        # Decorators may change what is passed.
        if param.kind or None in remade or not _marks(function) <= _KEEPING:
            return UNKNOWN
        is_made = function.owner is not None and function.info.name == INIT
        found = UNKNOWN
        known = unknown = 0
        for caller, call in self.callers.of(function):
            # What is made when a module is imported is there for all that runs later.
            if (caller.index == 0 and not is_made) or not self._is_called(function, call, caller):
                continue
            value = given(call, function, name)
            if value is None:
                continue
            passed = self.values(self.of(value, caller))
            if len(passed) > 1 and caller.called(_ASKING):
                passed = _without_text(passed)
            if passed and found and set(passed) != set(found):
                if set(map(_bare, passed)) != set(map(_bare, found)):
                    return UNKNOWN
                passed = tuple(dict.fromkeys(map(_bare, passed)))
            known, unknown = known + bool(passed), unknown + (not passed)
            if passed != (HARMLESS,):
                found = passed or found
        if is_made and unknown >= known:
            return UNKNOWN  # what one is made with says little of the others
        if not all(self._stays(found, steps) for steps in remade if steps):
            return UNKNOWN
        kinds = Instance | Method if _keeps(function, name) else Instance
        return tuple(one for one in found if isinstance(one, kinds) and not _is_open_file(one))

    def _stays(self, passed: Types, steps: list[str]) -> bool:
        """Whether what a function makes of what it is given is of the same kind: a path made of a
        path, but not the text of one."""
        made = passed
        for step in steps:
            if step:
                made = join([self.called(method) for method in self.attribute(made, step)])
            else:
                made = self.operated(made, _TEXTS, "truediv") or UNKNOWN
        return bool(made) and set(map(_bare, made)) == set(map(_bare, passed))

    def _is_called(self, function: Function, call: Call, caller: Function) -> bool:
        """Whether a call is of a function, and of a method by an object."""
        return any(
            (
                isinstance(one, Method)
                and one.function is function
                and (function.owner is None or one.receiver is not None)
                and not (isinstance(one.receiver, ClassObject) and not function.info.decorators)
            )
            or (isinstance(one, ClassObject) and self._makes(one, function))
            for one in self.of(call.func, caller)
        )

    def _makes(self, cls: ClassObject, function: Function) -> bool:
        """Whether objects of a class are made by a constructor."""
        return function.info.name == INIT and any(
            isinstance(one, Method) and one.function is function
            for one in self._attribute(cls, INIT)
        )

    def _receiver(self, function: Function, owner: Class) -> Type | None:
        """What a method's first parameter is; None for static methods."""
        marks = _marks(function)
        if "staticmethod" in marks:
            return None
        if "classmethod" in marks or function.info.name in ("__new__", "__init_subclass__"):
            return ClassObject(owner)
        return Instance(owner)


def _marks(function: Function) -> set[str]:
    """The last names of a function's decorators."""
    return {last_name(mark, function.parent) for mark in function.info.decorators}


def _steps(value: Expr | None, name: str, function: Function) -> list[str] | None:
    """By which methods a value is made of a name, `query.limit(9)`, an empty one standing for a
    division, `path / "x"`; None if it is made otherwise."""
    steps: list[str] = []
    while value is not None and value != Name(name):
        match value:
            case Ref(index):
                func = function.body.calls[index].func
                value = func.value if isinstance(func, Attr) else None
                steps.insert(0, func.attr if isinstance(func, Attr) else "")
            case Div(left, _):
                value = left
                steps.insert(0, "")
            case _:
                value = None
    return steps if value is not None else None


def _keeps(function: Function, name: str) -> bool:
    """Whether a method makes what it is given an attribute of its object that nothing else is, and
    does not call it: what functions call that they are given, each of their calls tells for itself
    (`callbacks`)."""
    fields = function.owner.fields if function.owner is not None else {}
    for attr, values in fields.items():
        mine = [one for one in values if one.function == function.index]
        if any(one.value == Name(name) for one in mine):
            others = [one.value for one in values if one.value not in (None, _NOTHING)]
            is_alone = others == [Name(name)] and not function.module.sets(attr)
            return is_alone and all(call.func != Name(name) for call in function.body.calls)
    return False


def _without_text(passed: Types) -> Types:
    """What is passed, apart from text: who asks which it is passes that where text is meant."""
    objects = tuple(one for one in passed if not (isinstance(one, Instance) and one.cls == _TEXT))
    return objects or passed


def _bare(one: Type) -> Type:
    """A type without what it holds."""
    return Instance(one.cls) if isinstance(one, Instance) else one


def _is_open_file(one: Type) -> bool:
    return isinstance(one, Instance) and isinstance(one.cls, str) and one.cls.startswith("io.")
