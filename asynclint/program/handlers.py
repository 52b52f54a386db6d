"""What frameworks are handed: which rows a callee or decorator has, and what a value stands for.

Values are followed through names, collections, dotted names in strings, what makes a handler of a
class, and wrappers whose result says nothing itself: `csrf_exempt(view)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asynclint.index.summary import (
    Attr,
    Call,
    Choice,
    ClassDef,
    Const,
    Expr,
    Func,
    Import,
    Name,
    Or,
    Ref,
    Seq,
)
from asynclint.knowledge import Knowledge, Role, Serves
from asynclint.program.hosts import last_names
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function, Module
from asynclint.program.types import (
    ClassObject,
    External,
    Instance,
    Method,
    ModuleObject,
    Partial,
    Type,
)

_DEEPEST = 8  # wrappers around wrappers, names of names, lists of lists
# Methods of classes that make a handler, in every framework that has them.
_MAKERS = frozenset({"as_view", "as_asgi"})
_HANDED = (Name, Attr, Ref, Func, Seq, Choice, Or)


class Handlers:
    """Looks at calls and decorators of a program; `serves` are the rows that can matter to it."""

    def __init__(
        self, types: TypeSolver, knowledge: Knowledge, serves: dict[str, list[Serves]]
    ) -> None:
        self.types = types
        self.knowledge = knowledge
        self.serves = serves
        self.last = last_names(name for name in serves if "." in name)  # of what is called

    # ------------------------------------------------------------ rows

    def rows(self, callee: Expr | None, scope: Function) -> list[Serves]:
        """The rows of what is called, or decorates, by the expression."""
        if not self._may_have_rows(callee, scope):
            return []
        names = dict.fromkeys(self._names(callee, scope))
        return [row for name in names for row in self.serves.get(name, ())]

    def guessed(self, call: Call, scope: Function) -> list[Serves]:
        """The rows of a decorator of an application that was handed to the function around, by its
        method and a path: `def routes(app): @app.get("/")`."""
        func = call.func
        path = call.args[0] if call.args else None
        if not (type(func) is Attr and type(func.value) is Name and func.attr in self.last):
            return []
        text = path.value if type(path) is Const else None
        if not isinstance(text, str) or text[:1] not in ("", "/"):
            return []
        place: Function | None = scope
        while place is not None and func.value.id not in place.names:
            for param in place.info.params:
                if param.name == func.value.id:
                    return self._likely(func.attr) if param.annotation is None else []
            place = place.parent
        return []

    def _likely(self, method: str) -> list[Serves]:
        """The decorators of one framework that go by the name of a method."""
        found = (
            row
            for name, rows in self.serves.items()
            if name.endswith(f".{method}")
            for row in rows
            if row.role is Role.VIEW and not row.takes and not row.methods
        )
        return list(found)[:1]

    def inherited(self, cls: Class) -> list[Serves]:
        """The rows of the external bases of a class."""
        return [row for base in self._outside(cls) for row in self.serves.get(base, ())]

    def _may_have_rows(self, callee: Expr | None, scope: Function) -> bool:
        """Resolving costs reading other modules: look closer only at what is called like it."""
        if type(callee) is Attr:
            return callee.attr in self.last
        if type(callee) is not Name:
            return False
        return callee.id in self.last or any(
            type(value) is Import and value.attr in self.last
            for place in (scope, scope.module.functions[0])
            for value in place.names.get(callee.id, ())
        )

    def _names(self, callee: Expr | None, scope: Function) -> Iterator[str]:
        """What a callee is called in the tables; methods also by the names of bases."""
        types = self.types.of(callee, scope)
        for one in types:
            match one:
                case External(name):
                    yield from self.knowledge.inherited(name)
                case Method(function, Instance(Class() as cls)):  # overrides it, perhaps
                    yield from (f"{base}.{function.info.name}" for base in self._outside(cls))
                case ClassObject(cls):
                    yield from self._outside(cls)
        if not types and type(callee) is Attr:  # an attribute of an attribute without a type
            for one in self.types.of(callee.value, scope):
                if isinstance(one, External):
                    yield f"{one.name}.{callee.attr}"

    def _outside(self, cls: Class) -> list[str]:
        return [base for base in self.types.mro(cls) if isinstance(base, str)]

    # ------------------------------------------------------------ values

    def handed(
        self, expr: Expr | None, scope: Function, depth: int = 0
    ) -> Iterator[Method | ClassObject | Instance | ModuleObject]:
        """The functions, classes, objects and modules of the project that a value stands for."""
        if depth > _DEEPEST:
            return
        match expr:
            case Const(str(text)):
                yield from _own(self.spelled(text, scope.module))
            case Seq(_, items) | Choice(items) | Or(items):
                for item in items:
                    yield from self.handed(item, scope, depth + 1)
            case Ref(index):
                yield from self._made(scope.body.calls[index], expr, scope, depth)
            case Func() | Name() | Attr() | Import():
                found = list(_own(self.types.of(expr, scope)))
                yield from found
                if not found:
                    for value, place in self._definitions(expr, scope):
                        yield from self.handed(value, place, depth + 1)

    def _made(
        self, call: Call, expr: Expr, scope: Function, depth: int
    ) -> Iterator[Method | ClassObject | Instance | ModuleObject]:
        """What a call gives: an object, the class it makes a handler of, or what it wraps."""
        func = call.func
        if type(func) is Attr and func.attr in _MAKERS:
            made = self.types.of(func.value, scope)
            yield from (one for one in made if isinstance(one, ClassObject))
            return
        given = list(_own(self.types.of(expr, scope)))
        yield from given
        if not any(isinstance(one, Instance) for one in given):
            for arg in call.args:
                if isinstance(arg, (*_HANDED, Const)):
                    yield from self.handed(arg, scope, depth + 1)

    def _definitions(self, expr: Expr, scope: Function) -> Iterator[tuple[Expr, Function]]:
        """The values that a name was given, with where they stand."""
        match expr:
            case Name(id):
                place: Function | None = scope
                while place is not None and id not in place.names:
                    place = place.parent
                if place is not None:
                    yield from ((v, place) for v in place.names[id] if v is not None)
            case Import(module, attr, level) if attr:
                near = scope.module
                source = self.types.modules.get(near.absolute(module, level), near)
                if source is not None:
                    yield Name(attr), source.functions[0]
            case Attr(value, attr):
                for one in self.types.of(value, scope):
                    if isinstance(one, ModuleObject):
                        yield Name(attr), one.module.functions[0]

    def spelled(self, text: str, near: Module) -> tuple[Type, ...]:
        """What a dotted name in a string means: `app.views.index`, `app.urls`."""
        if not text.replace(".", "").isidentifier():
            return ()
        parts = text.split(".")
        for size in range(len(parts), 0, -1):
            module = self.types.modules.get(".".join(parts[:size]), near)
            if module is not None:
                found: tuple[Type, ...] = (ModuleObject(module),)
                for part in parts[size:]:
                    found = self.types.attribute(found, part)
                return found
        return ()


def may_hand(values: Iterable[Expr | None], scope: Function) -> bool:
    """Whether any of these can be a handler, or hold one, by how it is written: parameters and
    names of plain values cannot."""
    for value in values:
        if type(value) is Name:
            place: Function | None = scope
            while place is not None and value.id not in place.names:
                place = place.parent
            if place is None and scope.module.summary.stars:
                return True
            bound = place.names[value.id] if place is not None else ()
            if any(isinstance(one, (*_HANDED, Import, ClassDef)) for one in bound):
                return True
        elif isinstance(value, _HANDED):
            return True
    return False


def _own(types: Iterable[Type]) -> Iterator[Method | ClassObject | Instance | ModuleObject]:
    """Of several alternatives those that are the project's."""
    for one in types:
        match one:
            case Method() | ClassObject() | ModuleObject() | Instance(Class()):
                yield one
            case Partial(target):
                yield from _own(target)
