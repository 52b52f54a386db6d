"""What parameters are: receivers, by annotation and default, or by what callers pass.

The part of `inference` that asks what a function is given, apart from what an expression is.
"""

from __future__ import annotations

from asynclint.index.summary import Expr
from asynclint.program.conditions import given
from asynclint.program.hints import Hints
from asynclint.program.linker import Class, Function
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

_CALLERS = 8  # of one function that are asked what they pass


class Parameters:
    """Answers about parameters; `inference` says what expressions give."""

    hints: Hints

    def of(self, expr: Expr | None, scope: Function) -> Types:
        raise NotImplementedError

    def values(self, types: Types) -> Types:
        raise NotImplementedError

    def _parameter(self, name: str, function: Function) -> Types:
        info = function.info
        for index, param in enumerate(info.params):
            if param.name != name:
                continue
            scope = function.parent or function
            if param.kind in ("*", "**"):
                return UNKNOWN
            if index == 0 and function.owner is not None and info.owner >= 0:
                receiver = self._receiver(function, function.owner)
                if receiver is not None:
                    return (receiver,)
            if param.annotation is not None:
                found = self.hints.annotated(param.annotation, scope, function.owner)
                if found:
                    return found
            usual = self.values(self.of(param.default, scope)) if param.default else UNKNOWN
            return join([usual, self._passed(name, function)])
        return UNKNOWN

    def _passed(self, name: str, function: Function) -> Types:
        """What the calls in the same file pass for a parameter. Those in other files do not count:
        an answer must not depend on which files have been read. They must agree."""
        if name in function.names:
            return UNKNOWN  # it may be something else by then
        found, is_whole = UNKNOWN, True
        for caller, call in function.module.calls(function.info.name)[:_CALLERS]:
            targets = self.of(call.func, caller)
            if any(isinstance(one, Method) and one.function is function for one in targets):
                value = given(call, function, name)
                passed = self.values(self.of(value, caller))
                is_whole &= bool(passed)
                if passed and passed != (HARMLESS,):
                    if found not in (UNKNOWN, passed):
                        return UNKNOWN
                    found = passed
        # Whoever has opened a file tells of it; and what is called differs more than what is used.
        return tuple(
            one
            for one in found
            if not _is_open_file(one) and (is_whole or isinstance(one, Instance))
        )

    def _receiver(self, function: Function, owner: Class) -> Type | None:
        """What a method's first parameter is; None for static methods."""
        marks = {last_name(d, function.parent) for d in function.info.decorators}
        if "staticmethod" in marks:
            return None
        if "classmethod" in marks or function.info.name in ("__new__", "__init_subclass__"):
            return ClassObject(owner)
        return Instance(owner)


def _is_open_file(one: Type) -> bool:
    return isinstance(one, Instance) and isinstance(one.cls, str) and one.cls.startswith("io.")
