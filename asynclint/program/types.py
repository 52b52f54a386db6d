"""What an expression may be: a function, a class, an instance, or something outside the project.

Every answer is a tuple of alternatives; the empty tuple means unknown, and callers stay silent on
it. Values are followed flow-insensitively through names, attributes, annotations, constructors,
returns, `with`, `for` and unpacking.

What is deliberately not known, so that this does not grow into a type checker: the order of
assignments, narrowing by `isinstance`, type variables, arguments that flow into unannotated
parameters, values kept in containers other than displays, `setattr`, metaclasses, and more than
`_MOST` alternatives or `_DEEPEST` steps of inference.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from asynclint.index.build import annotation_expr
from asynclint.index.summary import (
    Attr,
    Await,
    Choice,
    ClassDef,
    Const,
    Div,
    Elem,
    Enter,
    Expr,
    Func,
    Import,
    Item,
    Lit,
    Name,
    Ref,
    Seq,
    Sub,
    Typed,
    dotted,
)
from asynclint.knowledge import Knowledge
from asynclint.program.linker import Class, Function, Module, Modules

_MOST = 8
_DEEPEST = 60

PROPERTIES = frozenset(
    {"property", "cached_property", "lazy_property", "under_cached_property", "reify"}
    | {"abstractproperty", "classproperty", "lazyproperty"}
)
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
_VALUE_LAST = frozenset({"builtins.dict", "typing.Dict", "typing.Mapping"}) | {
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
_UNTOLD = frozenset({"typing.Any", "builtins.object", "typing.TypeVar", "typing.NoReturn"}) | {
    "typing.Callable",
    "collections.abc.Callable",
    "typing.Literal",
    "typing.Never",
    "unittest.mock.MagicMock",
}


class Instance(NamedTuple):
    """An object of a class of the project, or of an external class given by its name."""

    cls: Class | str
    args: tuple[Types, ...] = ()


class ClassObject(NamedTuple):
    """A class of the project, as a value."""

    cls: Class


class Method(NamedTuple):
    """A function of the project as a value; `receiver` what it is bound to, if anything."""

    function: Function
    receiver: Instance | ClassObject | None = None


class External(NamedTuple):
    """Something the project does not define: a module, class, function, attribute or method."""

    name: str
    receiver: Instance | None = None


class Coroutine(NamedTuple):
    """What awaiting gives `value`."""

    value: Types


class Generator(NamedTuple):
    """The suspended body of a generator function: runs when iterated or, as a context manager,
    when entered."""

    function: Function


class ModuleObject(NamedTuple):
    """A module of the project, as a value."""

    module: Module


class Namespace(NamedTuple):
    """A directory of the project without `__init__.py`, as imported in the module `near`."""

    name: str
    near: Module


class Super(NamedTuple):
    """`super()` in a method of `cls`; `receiver` is what the method is bound to."""

    cls: Class
    receiver: Instance


class Partial(NamedTuple):
    """`functools.partial(target, ...)`."""

    target: Types


Type = (
    Instance
    | ClassObject
    | Method
    | External
    | Coroutine
    | Generator
    | ModuleObject
    | Namespace
    | Super
    | Partial
)
Types = tuple[Type, ...]
UNKNOWN: Types = ()


def _join(parts: list[Types]) -> Types:
    found: list[Type] = []
    for types in parts:
        for one in types:
            if one not in found:
                found.append(one)
    return tuple(found[:_MOST])


class TypeSolver:
    """Evaluates expressions of summaries. Answers are remembered with the symbols."""

    def __init__(self, modules: Modules, knowledge: Knowledge) -> None:
        self.modules = modules
        self.knowledge = knowledge
        self._depth = 0

    # ------------------------------------------------------------ expressions

    def of(self, expr: Expr | None, scope: Function) -> Types:
        """What an expression evaluated in the scope of a function may be."""
        if expr is None or self._depth > _DEEPEST:
            return UNKNOWN
        self._depth += 1
        try:
            return self._of(expr, scope)
        finally:
            self._depth -= 1

    def _of(self, expr: Expr, scope: Function) -> Types:
        match expr:
            case Name():
                return self.name(expr.id, scope)
            case Attr():
                return self.attribute(self.of(expr.value, scope), expr.attr)
            case Ref():
                return self.result_of(expr.index, scope)
            case Func():
                return (Method(scope.module.functions[expr.index]),)
            case ClassDef():
                return (ClassObject(scope.module.classes[expr.index]),)
            case Import():
                return self.imported(expr, scope.module)
            case Typed():
                return self.annotated(expr.annotation, scope)
            case Choice():
                return _join([self.of(option, scope) for option in expr.options])
            case Await():
                return self.awaited(self.of(expr.value, scope))
            case Enter():
                return self.entered(self.of(expr.value, scope), expr.is_async)
            case Elem():
                return self.element(self.of(expr.value, scope))
            case Item():
                return self.item(self.of(expr.value, scope), expr.index)
            case Sub():
                return self.subscripted(self.of(expr.value, scope))
            case Div():
                return self.divided(expr, scope)
            case Const():
                return self._literal(type(expr.value).__name__)
            case Lit():
                return self._literal(expr.builtin)
            case Seq():
                inner = tuple(self.values(self.of(item, scope)) for item in expr.items)
                if expr.builtin == "tuple":
                    return (Instance("builtins.tuple", inner),)
                return (Instance(f"builtins.{expr.builtin}", (_join(list(inner)),)),)
        return UNKNOWN

    def _literal(self, builtin: str) -> Types:
        return UNKNOWN if builtin == "NoneType" else (Instance(f"builtins.{builtin}"),)

    # ------------------------------------------------------------ names

    def name(self, name: str, scope: Function) -> Types:
        """What a name read in a function may be: by Python's scopes, else a builtin."""
        current: Function | None = scope
        while current is not None:
            if (known := current.locals.get(name)) is not None:
                return known  # type: ignore[return-value]
            if current.index and any(p.name == name for p in current.info.params):
                return self._bound(name, current)
            if name in current.names:
                return self._bound(name, current)
            current = current.parent
        return self.member(scope.module, name) or self._builtin(name)

    def _builtin(self, name: str) -> Types:
        return (External(self.knowledge.canonical(f"builtins.{name}")),)

    def _bound(self, name: str, scope: Function) -> Types:
        scope.locals[name] = UNKNOWN  # while being worked out: a name may depend on itself
        parts = [self.of(value, scope) for value in scope.names.get(name, ())]
        if scope.index == 0:
            for other in scope.module.summary.global_binds:
                if other.name == name:
                    parts.append(self.of(other.value, scope.module.functions[other.function]))
        else:
            parts.insert(0, self._parameter(name, scope))
        found = scope.locals[name] = _join(parts)
        return found

    def _parameter(self, name: str, function: Function) -> Types:
        info = function.info
        for index, param in enumerate(info.params):
            if param.name != name:
                continue
            scope = function.parent or function
            if param.kind in ("*", "**"):
                return UNKNOWN
            if index == 0 and function.owner is not None and info.owner >= 0:
                return self._receiver(function, function.owner)
            if param.annotation is not None:
                found = self.annotated(param.annotation, scope, function.owner)
                if found:
                    return found
            return self.values(self.of(param.default, scope)) if param.default else UNKNOWN
        return UNKNOWN

    def _receiver(self, function: Function, owner: Class) -> Types:
        marks = {last_name(d, function.parent) for d in function.info.decorators}
        if "staticmethod" in marks:
            return UNKNOWN
        if "classmethod" in marks or function.info.name in ("__new__", "__init_subclass__"):
            return (ClassObject(owner),)
        return (Instance(owner),)

    def member(self, module: Module, name: str) -> Types:
        """What `module.name` is, star imports included; unknown when it has no such name."""
        top = module.functions[0]
        if name in top.names:
            return top.locals[name] if name in top.locals else self._bound(name, top)  # type: ignore[return-value]
        if module.is_package and (found := self._submodule(f"{module.name}.{name}", module)):
            return found
        if name in top.locals:
            return top.locals[name]  # type: ignore[return-value]
        top.locals[name] = UNKNOWN
        for target, level in module.summary.stars:
            absolute = module.absolute(target, level)
            other = self.modules.get(absolute, module)
            found = UNKNOWN
            if other is not None and other is not module and not name.startswith("_"):
                found = self.member(other, name)
            if found:
                top.locals[name] = found
                return found
        del top.locals[name]
        return UNKNOWN

    def imported(self, target: Import, module: Module) -> Types:
        """What an import binds: the project's own, else an external name."""
        absolute = module.absolute(target.module, target.level)
        if not absolute:
            return UNKNOWN
        source = self.modules.get(absolute, module)
        if not target.attr:
            return self._submodule(absolute, module) or self._external(absolute)
        if source is not None and (found := self.member(source, target.attr)):
            return found
        if found := self._submodule(f"{absolute}.{target.attr}", module):
            return found
        if source is None:
            return self._external(f"{absolute}.{target.attr}")
        outside = [
            name
            for name in (source.absolute(*star) for star in source.summary.stars)
            if not self._submodule(name, module)
        ]
        if len(outside) == 1:  # re-exported from one external module by `import *`
            return self._external(f"{outside[0]}.{target.attr}")
        return UNKNOWN

    def _submodule(self, name: str, near: Module) -> Types:
        if (found := self.modules.get(name, near)) is not None:
            return (ModuleObject(found),)
        return (Namespace(name, near),) if self.modules.is_namespace(name, near) else UNKNOWN

    def _external(self, name: str) -> Types:
        return (External(self.knowledge.canonical(name)),)

    # ------------------------------------------------------------ attributes

    def attribute(self, owners: Types, attr: str) -> Types:
        """What reading an attribute of any of these may give."""
        return _join([self._attribute(owner, attr) for owner in owners])

    def _attribute(self, owner: Type, attr: str) -> Types:
        match owner:
            case ModuleObject(module):
                return self.member(module, attr)
            case Namespace(name, near):
                return self._submodule(f"{name}.{attr}", near)
            case External(name, receiver):
                typed = self.value(owner)
                if typed and typed != (owner,):
                    return self.attribute(typed, attr)
                if receiver is not None:
                    return UNKNOWN  # an attribute of a method's or attribute's unknown value
                return self._external(f"{name}.{attr}")
            case Instance(cls):
                if isinstance(cls, str):
                    return (External(self.knowledge.canonical(f"{cls}.{attr}"), owner),)
                return self.class_attribute(cls, attr, owner)
            case ClassObject(cls):
                return self.class_attribute(cls, attr, owner)
            case Super(cls, receiver):
                return self.class_attribute(cls, attr, receiver, skip=cls)
        return UNKNOWN

    def class_attribute(
        self,
        cls: Class,
        attr: str,
        receiver: Instance | ClassObject,
        skip: Class | None = None,
    ) -> Types:
        """An attribute looked up along the class's linearised bases, starting behind `skip`."""
        for base in self.mro(cls):
            if base is skip:
                continue
            if isinstance(base, str):
                name = self.knowledge.canonical(f"{base}.{attr}")
                if self.knowledge.returns(name) or self.knowledge.blocks(name):
                    bound = receiver if isinstance(receiver, Instance) else None
                    return (External(name, bound),)
                continue
            if (function := base.methods.get(attr)) is not None:
                if is_property(function):
                    return self.result(function, receiver)
                return (Method(function, receiver),)
            if attr in base.fields:
                return self._field(base, attr)
        if not isinstance(receiver, ClassObject):
            for base in self.mro(cls):
                if isinstance(base, str) and base != "builtins.object":
                    # Inherited from outside: named after the base, so that tables can know it.
                    return (External(self.knowledge.canonical(f"{base}.{attr}"), receiver),)
        return UNKNOWN

    def _field(self, cls: Class, attr: str) -> Types:
        if attr in cls.memo:
            return cls.memo[attr]  # type: ignore[return-value]
        cls.memo[attr] = UNKNOWN
        parts = []
        for field in cls.fields[attr]:
            scope = cls.scope if field.function < 0 else cls.module.functions[field.function]
            parts.append(self.values(self.of(field.value, scope)))
        found = cls.memo[attr] = _join(parts)
        return found

    def mro(self, cls: Class) -> list[Class | str]:
        """The class and its bases, project classes as such and external ones by name.

        Depth first with duplicates kept at their last place: not quite C3, the same for the
        hierarchies people write.
        """
        if cls.linear is not None:
            return cls.linear
        cls.linear = [cls]  # a class that inherits from itself is broken; do not loop over it
        order: list[Class | str] = []
        for expr in cls.info.bases:
            while type(expr) is Sub:
                expr = expr.value  # Generic[T], Base[Model]
            for base in self.of(expr, cls.scope):
                if isinstance(base, ClassObject):
                    order += self.mro(base.cls)
                elif isinstance(base, External):
                    order += self.knowledge.mro(base.name)
        linear: list[Class | str] = [cls]
        for index, item in enumerate(order):
            if item not in order[index + 1 :] and item is not cls:
                linear.append(item)
        cls.linear = linear
        return linear

    # ------------------------------------------------------------ values and calls

    def values(self, types: Types) -> Types:
        """The alternatives as values: external attributes replaced by their known types."""
        return _join([self.value(one) for one in types])

    def value(self, one: Type) -> Types:
        """An external variable or attribute as the type the tables give it, else itself."""
        if isinstance(one, External) and not self.knowledge.is_class(one.name):
            typed = self.knowledge.returns(one.name)
            if typed:
                return self._declared(typed, one.receiver)
        return (one,)

    def result_of(self, index: int, scope: Function) -> Types:
        """What a call of the scope's body returns."""
        known = scope.refs.get(index)
        if known is None:
            scope.refs[index] = UNKNOWN
            call = scope.body.calls[index]
            callee = self.of(call.func, scope)
            parts = []
            for one in callee:
                if isinstance(one, External):
                    parts.append(self._special(one, index, scope))
                else:
                    parts.append(self.called(one))
            known = scope.refs[index] = _join(parts)
        return known  # type: ignore[return-value]

    def _special(self, callee: External, index: int, scope: Function) -> Types:
        """Builtins and helpers whose result depends on their arguments."""
        call = scope.body.calls[index]
        first = call.args[0] if call.args else None
        match callee.name:
            case "builtins.super":
                owner = scope
                while owner.owner is None and owner.parent is not None:
                    owner = owner.parent
                return (Super(owner.owner, Instance(owner.owner)),) if owner.owner else UNKNOWN
            case "builtins.type" if len(call.args) == 1:
                of = self.of(first, scope)
                return tuple(
                    ClassObject(t.cls)
                    for t in of
                    if isinstance(t, Instance) and isinstance(t.cls, Class)
                )
            case "functools.partial" | "functools.partialmethod":
                return (Partial(self.of(first, scope)),)
            case "typing.cast":
                return self.annotated(first, scope)
            case "builtins.iter" | "builtins.list" | "builtins.tuple" | "builtins.set" | "builtins.sorted" | "builtins.reversed" if first is not None:
                return (Instance("builtins.list", (self.element(self.of(first, scope)),)),)
            case "builtins.next" if first is not None:
                return self.element(self.of(first, scope))
            case "builtins.enumerate" if first is not None:
                inner = self.element(self.of(first, scope))
                pair = Instance("builtins.tuple", ((Instance("builtins.int"),), inner))
                return (Instance("builtins.list", ((pair,),)),)
            case "builtins.zip":
                inner_all = tuple(self.element(self.of(a, scope)) for a in call.args)
                return (Instance("builtins.list", ((Instance("builtins.tuple", inner_all),),)),)
            case "builtins.getattr" if len(call.args) >= 2 and type(call.args[1]) is Const:
                return self.attribute(self.of(first, scope), str(call.args[1].value))
            case "asyncio.wait_for" | "asyncio.shield" | "asyncio.ensure_future" | "asyncio.create_task":
                inner = self.awaited(self.of(first, scope))
                return (Coroutine(inner),)
        return self.called(callee)

    def called(self, callee: Type) -> Types:
        """What calling this returns."""
        match callee:
            case Method(function, receiver):
                return self.result(function, receiver)
            case ClassObject(cls):
                return (Instance(cls),)
            case Partial(target):
                return _join([self.called(one) for one in target])
            case Instance(cls):
                call = self._attribute(callee, "__call__")
                if isinstance(cls, Class):
                    return _join([self.called(m) for m in call if isinstance(m, Method)])
                return self.called(call[0]) if call and isinstance(call[0], External) else UNKNOWN
            case External(name, receiver):
                if typed := self.knowledge.returns(name):
                    declared = self._declared(typed, receiver)
                    return declared
                if receiver is None and self.knowledge.is_class(name):
                    return (Instance(name),)
        return UNKNOWN

    def result(self, function: Function, receiver: Instance | ClassObject | None) -> Types:
        """What calling a function of the project gives: annotated, else plainly inferred."""
        info = function.info
        if receiver is not None and dotted(info.returns) in ("Self", "typing.Self"):
            return (Instance(receiver.cls),)  # differs by receiver: not to be remembered
        if function.result is not None:
            return function.result  # type: ignore[return-value]
        function.result = UNKNOWN
        found = UNKNOWN
        if info.is_generator and not info.is_async:
            found = (Generator(function),)
        elif info.is_generator:
            found = (Instance("builtins.list", (self._yielded(function),)),)
        else:
            if info.returns is not None:
                owner = receiver.cls if receiver is not None else None
                found = self.annotated(info.returns, function.parent or function, owner)
            if not found:
                body = function.body
                found = _join([self.values(self.of(r, function)) for r in body.returns])
            if info.is_async:
                found = (Coroutine(found),)
        function.result = found
        return found

    def _yielded(self, function: Function) -> Types:
        return _join([self.values(self.of(y, function)) for y in function.body.yields])

    def _declared(self, annotation: str, receiver: Instance | None) -> Types:
        """A type written in a table."""
        if annotation == "Self":
            return (receiver,) if receiver is not None else UNKNOWN
        return self._outside(_table_type(annotation))

    def _outside(self, expr: Expr | None) -> Types:
        """A table's type: every name is external and canonical."""
        match expr:
            case Sub(value, index):
                outer = self._outside(value)
                items = index.items if type(index) is Seq else (index,)
                args = tuple(self._outside(item) for item in items)
                return tuple(Instance(o.cls, args) for o in outer if isinstance(o, Instance))
            case Choice(options):
                return _join([self._outside(o) for o in options])
            case Name(id):
                return (Instance(f"builtins.{id}"),)
            case Attr():
                return (Instance(dotted(expr)),)
        return UNKNOWN

    def awaited(self, types: Types) -> Types:
        parts: list[Types] = []
        for one in types:
            if isinstance(one, Coroutine):
                parts.append(one.value)
            elif isinstance(one, Instance) and one.cls in ("asyncio.Task", "asyncio.Future"):
                parts.append(one.args[0] if one.args else UNKNOWN)
            elif isinstance(one, Instance) and isinstance(one.cls, str):
                parts.append((one,))  # tables give an async function's type after `await`
        return _join(parts)

    def entered(self, types: Types, is_async: bool) -> Types:
        """What `with` binds: the result of `__enter__`, or what a context manager yields."""
        parts: list[Types] = []
        hook = "__aenter__" if is_async else "__enter__"
        for one in types:
            if isinstance(one, Generator):
                parts.append(self._yielded(one.function))
            elif isinstance(one, Instance) and isinstance(one.cls, Class):
                entered = _join([self.called(m) for m in self._attribute(one, hook)])
                parts.append(self.awaited(entered) if is_async else entered)
            elif isinstance(one, Instance):
                if one.cls == "builtins.list" and is_async:  # an async generator function
                    parts.append(one.args[0] if one.args else UNKNOWN)
                    continue
                typed = self.knowledge.returns(f"{one.cls}.{hook}")
                parts.append(self._declared(typed, one) if typed else (one,))
            elif isinstance(one, Coroutine):
                parts.append(self.entered(one.value, is_async))
        return _join(parts)

    def element(self, types: Types) -> Types:
        """What iterating over these yields."""
        parts: list[Types] = []
        for one in self.values(types):
            if isinstance(one, Generator):
                parts.append(self._yielded(one.function))
            elif isinstance(one, Instance) and isinstance(one.cls, Class):
                for method in ("__iter__", "__aiter__"):
                    made = _join([self.called(m) for m in self._attribute(one, method)])
                    parts.append(self.element(tuple(m for m in made if m != one)))
            elif isinstance(one, Instance):
                if typed := self.knowledge.returns(f"{one.cls}.__iter__"):
                    parts.append(self.element(self._declared(typed, one)))
                elif one.args:
                    pick = one.args if one.cls == "builtins.tuple" else one.args[:1]
                    parts += list(pick)
        return _join(parts)

    def item(self, types: Types, index: int) -> Types:
        parts: list[Types] = []
        for one in types:
            if isinstance(one, Instance) and one.args:
                if one.cls == "builtins.tuple":
                    parts.append(one.args[index] if index < len(one.args) else UNKNOWN)
                else:
                    parts.append(self.element((one,)))
        return _join(parts)

    def subscripted(self, types: Types) -> Types:
        """What `value[key]` gives: an element, or for a class the class itself."""
        parts: list[Types] = []
        for one in self.values(types):
            if isinstance(one, ClassObject | External):
                parts.append((one,))  # Generic[T]
            elif isinstance(one, Instance) and isinstance(one.cls, Class):
                got = self._attribute(one, "__getitem__")
                parts.append(_join([self.called(m) for m in got if isinstance(m, Method)]))
            elif isinstance(one, Instance):
                if typed := self.knowledge.returns(f"{one.cls}.__getitem__"):
                    parts.append(self._declared(typed, one))
                elif one.args:
                    parts += list(one.args[-1:] if one.cls in _VALUE_LAST else one.args)
        return _join(parts)

    def divided(self, expr: Div, scope: Function) -> Types:
        """`a / b` where the tables know the division: paths."""
        left, right = (self.values(self.of(side, scope)) for side in (expr.left, expr.right))
        parts = []
        for one, hook in [(t, "__truediv__") for t in left] + [(t, "__rtruediv__") for t in right]:
            if isinstance(one, Instance) and isinstance(one.cls, str):
                if typed := self.knowledge.returns(f"{one.cls}.{hook}"):
                    parts.append(self._declared(typed, one))
        return _join(parts)

    # ------------------------------------------------------------ annotations

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
            case Choice(options):
                return _join([self.annotated(o, scope, owner) for o in options])
            case Sub(value, index):
                return self._generic(value, index, scope, owner)
            case Const(text) if isinstance(text, str):
                # A string in an expression read at run time, such as the first argument of `cast`.
                return self.annotated(_table_type(text), scope, owner)
            case Name() | Attr():
                parts = []
                for one in self.of(expr, scope):
                    if isinstance(one, ClassObject):
                        parts.append((Instance(one.cls),))
                    elif isinstance(one, External):
                        if one.name in ("typing.Self", "typing_extensions.Self"):
                            parts.append((Instance(owner),) if owner is not None else UNKNOWN)
                        elif one.name not in _UNTOLD and one.name != "builtins.None":
                            parts.append((Instance(one.name),))
                if type(expr) is Name and not parts:
                    return self._alias(expr.id, scope, owner)
                return _join(parts)
        return UNKNOWN

    def _alias(self, name: str, scope: Function, owner: Class | str | None) -> Types:
        """`Alias = X | Y` and `type Alias = ...` in the module."""
        top = scope.module.functions[0]
        parts = []
        for value in top.names.get(name, ()):
            if type(value) in (Sub, Choice):
                parts.append(self.annotated(value, top, owner))
            elif type(value) is Import:
                absolute = scope.module.absolute(value.module, value.level)
                source = self.modules.get(absolute, scope.module)
                if source is not None and source is not scope.module and value.attr:
                    parts.append(self._alias(value.attr, source.functions[0], owner))
        return _join(parts)

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
                    for inner in self.annotated(items[0], scope, owner):
                        if isinstance(inner, Instance):
                            made = inner.cls
                            parts.append(
                                (External(made),) if isinstance(made, str) else (ClassObject(made),)
                            )
                elif name in _AWAITABLE:
                    parts.append((Coroutine(self.annotated(items[-1], scope, owner)),))
                elif name in _GENERATORS:
                    parts.append((Instance(name, (self.annotated(items[0], scope, owner),)),))
                elif name not in _UNTOLD:
                    args = tuple(self.annotated(i, scope, owner) for i in items)
                    if name in ("typing.Tuple", "builtins.tuple"):
                        name = "builtins.tuple"
                    parts.append((Instance(name, args),))
        return _join(parts)


def is_property(function: Function) -> bool:
    """Whether reading the attribute runs the function."""
    return any(last_name(d, function.parent) in PROPERTIES for d in function.info.decorators)


def last_name(decorator: Expr | None, scope: Function | None) -> str:
    """The last part of a decorator's name; of its callee when it is a call."""
    if type(decorator) is Ref and scope is not None:
        decorator = scope.body.calls[decorator.index].func
    if type(decorator) is Attr:
        return decorator.attr
    return decorator.id if type(decorator) is Name else ""


@cache
def _table_type(text: str) -> Expr | None:
    return annotation_expr(text)
