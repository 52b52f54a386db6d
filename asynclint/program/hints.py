"""Annotations -> types: those written in the project's code, and those written in the tables."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from functools import cache

from asynclint.index.summary import Attr, Choice, Const, Expr, Import, Name, Or, Seq, Sub, dotted
from asynclint.program.linker import Class, Function, Module, Modules
from asynclint.program.memory import Answers
from asynclint.program.types import (
    UNKNOWN,
    ClassObject,
    Coroutine,
    External,
    Instance,
    ModuleObject,
    Types,
    join,
)

_BUILTINS = frozenset(dir(builtins))
_DEEPEST = 20  # annotations nested deeper than this are generated

_UNIONS = frozenset({"typing.Union", "typing.Optional"})
_TRANSPARENT_HINTS = frozenset(
    {
        "typing.Annotated",
        "typing.Final",
        "typing.ClassVar",
        "typing.Required",
        "typing.NotRequired",
        "typing.ReadOnly",
        "dataclasses.InitVar",
    }
)
_AWAITABLE = frozenset({"typing.Awaitable", "typing.Coroutine", "collections.abc.Awaitable"}) | {
    "collections.abc.Coroutine"
}
VALUE_LAST = frozenset({"builtins.dict", "typing.Dict", "typing.Mapping"}) | {
    "collections.defaultdict",
    "collections.OrderedDict",
    "collections.abc.Mapping",
    "collections.abc.MutableMapping",
    "typing.MutableMapping",
    "typing.DefaultDict",
    "typing.OrderedDict",
}
_GENERATORS = frozenset({"typing.Generator", "collections.abc.Generator"}) | {
    "typing.AsyncGenerator",
    "collections.abc.AsyncGenerator",
}
# Which exceptions a class catches that is annotated so, only its value says.
_ANY_ERROR = "builtins.BaseException"
_UNTOLD = frozenset({"typing.Any", "builtins.object", "typing.TypeVar", "typing.NoReturn"}) | {
    "typing.Callable",
    "collections.abc.Callable",
    "typing.Literal",
    "typing.Never",
    "unittest.mock.MagicMock",
}


RECEIVER = "<receiver>"  # the class that a method is called of, which nobody can write so


def with_receiver(expr: Expr | None, variable: str) -> Expr | None:
    """An annotation that says `RECEIVER` instead of a type variable."""
    match expr:
        case Name(id) if id == variable:
            return Name(RECEIVER)
        case Sub(value, index):
            return Sub(value, with_receiver(index, variable))
        case Seq(builtin, items):
            return Seq(builtin, tuple(with_receiver(item, variable) for item in items))
        case Choice(options):
            return Choice(tuple(with_receiver(option, variable) for option in options))
    return expr


class Hints:
    """Evaluates annotations. `of` evaluates an expression in the scope of a function."""

    def __init__(
        self, modules: Modules, of: Callable[[Expr | None, Function], Types], answers: Answers
    ) -> None:
        self.modules = modules
        self.of = of
        self._answers = answers
        self._depth = 0

    def declared(self, annotation: str, receiver: Instance | None) -> Types:
        """A type written in a table."""
        return _outside(_table_type(annotation), receiver)

    def annotated(
        self, expr: Expr | None, scope: Function, owner: Class | str | None = None
    ) -> Types:
        """Values of an annotation as written in the project."""
        if expr is None or self._depth > _DEEPEST:
            return UNKNOWN
        self._depth += 1
        try:
            return self._annotated(expr, scope, owner)
        finally:
            self._depth -= 1

    def _annotated(self, expr: Expr, scope: Function, owner: Class | str | None) -> Types:
        match expr:
            case Choice(options) | Or(options):
                return join([self.annotated(o, scope, owner) for o in options])
            case Sub(value, index):
                return self._generic(value, index, scope, owner)
            case Const(text) if isinstance(text, str):
                # A string in an expression read at run time, such as the first argument of `cast`.
                return self.annotated(_table_type(text), scope, owner)
            case Name(id) if id == RECEIVER:
                return (Instance(owner),) if owner is not None else UNKNOWN
            case Name(id) if alias := self._alias(id, scope.module):
                return alias
            case Attr(value, attr) if alias := self._member(value, attr, scope):
                return alias
            case Name() | Attr():
                parts: list[Types] = []
                for one in self.of(expr, scope):
                    if isinstance(one, ClassObject):
                        parts.append((Instance(one.cls),))
                    elif isinstance(one, External):
                        if one.name in ("typing.Self", "typing_extensions.Self"):
                            parts.append((Instance(owner),) if owner is not None else UNKNOWN)
                        elif one.name not in _UNTOLD and one.name != "builtins.None":
                            parts.append((Instance(one.name),))
                return join(parts)
        return UNKNOWN

    def _member(self, value: Expr, attr: str, scope: Function) -> Types:
        """What `module.Alias` stands for."""
        owners = self.of(value, scope)
        modules = [one.module for one in owners if isinstance(one, ModuleObject)]
        return join([self._alias(attr, module) for module in modules])

    def _alias(self, name: str, module: Module) -> Types:
        """`Alias = X | Y` and `type Alias = ...` in the module, or where it is imported from."""
        if self._depth > _DEEPEST:
            return self._answers.give_up(UNKNOWN)
        self._depth += 1
        try:
            return self._answers.once(
                module.functions[0].memory,
                f"{name}=",
                lambda: self._aliased(name, module),
                UNKNOWN,
            )
        finally:
            self._depth -= 1

    def _aliased(self, name: str, module: Module) -> Types:
        top = module.functions[0]
        parts = []
        sources: list[tuple[str, int, str]] = []
        if name not in top.names and not name.startswith("_") and name not in _BUILTINS:
            sources += [(*star, name) for star in module.summary.stars]
        for value in top.names.get(name, ()):
            if type(value) in (Sub, Choice, Or):
                parts.append(self.annotated(value, top))
            elif type(value) is Import and value.attr:
                sources.append((value.module, value.level, value.attr))
        for target, level, attr in sources:
            source = self.modules.get(module.absolute(target, level), module)
            if source is not None:
                parts.append(self._alias(attr, source))
        return join(parts)

    def _generic(
        self, value: Expr, index: Expr | None, scope: Function, owner: Class | str | None
    ) -> Types:
        items = index.items if type(index) is Seq else (index,)
        parts: list[Types] = []
        for one in self.of(value, scope):
            if isinstance(one, ClassObject):
                parts.append((Instance(one.cls),))
            elif isinstance(one, External):
                name = one.name.replace("typing_extensions.", "typing.")
                if name in _UNIONS:
                    parts += [self.annotated(i, scope, owner) for i in items]
                elif name in _TRANSPARENT_HINTS:
                    parts.append(self.annotated(items[0], scope, owner))
                elif name in ("typing.Type", "builtins.type"):
                    parts.append(_classes(self.annotated(items[0], scope, owner)))
                elif name in _AWAITABLE:
                    parts.append((Coroutine(self.annotated(items[-1], scope, owner)),))
                elif name in _GENERATORS:
                    parts.append((Instance(name, (self.annotated(items[0], scope, owner),)),))
                elif name not in _UNTOLD:
                    args = tuple(self.annotated(i, scope, owner) for i in items)
                    if name in ("typing.Tuple", "builtins.tuple"):
                        is_long = len(items) == 2 and items[1] is None  # `...`
                        name = "collections.abc.Sequence" if is_long else "builtins.tuple"
                    parts.append((Instance(name, args),))
        return join(parts)


def _classes(instances: Types) -> Types:
    """What makes instances such as these."""
    return tuple(
        External(one.cls) if isinstance(one.cls, str) else ClassObject(one.cls)
        for one in instances
        if isinstance(one, Instance) and one.cls != _ANY_ERROR
    )


def _outside(expr: Expr | None, receiver: Instance | None) -> Types:
    """A table's type: every name is external and canonical; see `library.Library.returns`."""
    match expr:
        case Sub(Name("Of"), index):
            known = receiver.args[0] if receiver is not None and receiver.args else UNKNOWN
            return known or _outside(index, receiver)
        case Sub(Name("type"), index):
            return _classes(_outside(index, receiver))
        case Sub(value, index):
            outer = _outside(value, receiver)
            items = index.items if type(index) is Seq else (index,)
            args = tuple(_outside(item, receiver) for item in items)
            return tuple(Instance(o.cls, args) for o in outer if isinstance(o, Instance))
        case Choice(options):
            return join([_outside(o, receiver) for o in options])
        case Name("Self"):
            return (receiver,) if receiver is not None else UNKNOWN
        case Name(id):
            return (Instance(f"builtins.{id}"),)
        case Attr():
            return (Instance(dotted(expr)),)
    return UNKNOWN


@cache
def _table_type(text: str) -> Expr | None:
    first, *others = text.split(".")
    if not all(map(str.isidentifier, (first, *others))):
        from asynclint.index.annotations import annotation_expr  # loads a parser

        return annotation_expr(text)
    expr: Expr = Name(first)
    for name in others:
        expr = Attr(expr, name)
    return expr
