"""Subclasses, and which overrides a method of the base may call by its own object."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from asynclint.index.summary import Attr, Call, Expr, Name, Sub, dotted
from asynclint.program.linker import Class, Function, Module
from asynclint.program.solving import Solving
from asynclint.program.types import ClassObject, Instance, Method

_HAVING = frozenset({"__getattr__", "__getattribute__"})  # whatever one asks for
# Bases that have no methods one would call.
_BARE = frozenset({"abc.ABC", "builtins.object", "typing.Generic", "typing.Protocol"})


class Subclasses:
    """Direct subclasses among the checked modules, found by the name that bases are written as.
    `deriving` gives further modules that may have some."""

    def __init__(
        self,
        modules: Iterable[Module],
        types: Solving,
        deriving: Callable[[str], Iterable[Module]],
    ) -> None:
        self._types = types
        self._deriving = deriving
        self._named: dict[str, list[tuple[Class, Expr]]] = {}
        self._read: set[Module] = set()
        self._overriding: dict[tuple[Class, str], list[Function]] = {}
        self._supplying: dict[tuple[Class, str], list[Function]] = {}
        self._below: dict[Class, list[Class]] = {}
        self._add(modules)

    def _add(self, modules: Iterable[Module]) -> None:
        for module in modules:
            if module in self._read:
                continue
            self._read.add(module)
            for cls in module.classes:
                for base in cls.info.bases:
                    base = base.value if type(base) is Sub else base
                    name = dotted(base).rpartition(".")[2]
                    if base is not None and name:
                        self._named.setdefault(name, []).append((cls, base))

    def of(self, cls: Class) -> list[Class]:
        return [
            sub
            for sub, base in self._named.get(cls.info.name, ())
            if ClassObject(cls) in self._types.of(base, sub.scope)
        ]

    def below(self, cls: Class, anywhere: bool = False) -> list[Class]:
        """All subclasses, nearest first: those in checked modules, or those in any file."""
        found, seen = [cls], {cls}
        for one in found:  # grows while it is read
            if anywhere:
                self._add(self._deriving(one.info.name))
            new = [sub for sub in self.of(one) if sub not in seen]
            seen.update(new)
            found += new
        return found[1:]

    def overrides(self, cls: Class, name: str) -> list[Function]:
        """What overrides a method below a class, in any file: in subclasses, or in what these
        derive from as well."""
        key = (cls, name)
        found = self._overriding.get(key)
        if found is None:
            own = self._methods(cls, name)
            below = self.below(cls, anywhere=True)
            each = (one for sub in below for one in self._methods(sub, name))
            found = [one for one in dict.fromkeys(each) if one not in own]
            self._overriding[key] = found
        return found

    def _methods(self, cls: Class, name: str) -> list[Function]:
        """What objects of a class run when they are asked for a method."""
        found = self._types.class_attribute(cls, name, Instance(cls))
        return [one.function for one in found if isinstance(one, Method)]

    def supplied(self, cls: Class, name: str) -> list[Function]:
        """What supplies a method that objects of a class are asked for and the class lacks: its
        subclasses, or what they derive from as well. Nothing if the class may have it after all."""
        key = (cls, name)
        found = self._supplying.get(key)
        if found is None:
            below = self.supplying(cls, name)
            found = list(dict.fromkeys(f for sub in below for f in self._methods(sub, name)))
            self._supplying[key] = found
        return found

    def supplying(self, cls: Class, name: str) -> list[Class]:
        """The subclasses of a class that certainly has no attribute of a name."""
        lacks = all(self._lacks(base, name) for base in self._types.mro(cls))
        return self._certainly_below(cls) if lacks else []

    def _lacks(self, cls: Class | str, name: str) -> bool:
        """Whether a class certainly has no attribute of a name, apart from its bases."""
        if isinstance(cls, str):
            return cls in _BARE
        return (
            _HAVING.isdisjoint(cls.methods)
            and name not in cls.methods
            and name not in cls.fields
            and all(self._types.of(base, cls.scope) for base in cls.info.bases)
        )

    def _certainly_below(self, cls: Class) -> list[Class]:
        """All subclasses in any file, nearest first, whatever has been read before; none of classes
        that have too many to look for."""
        found = self._below.get(cls)
        if found is None:
            found = [cls]
            for one in found:  # grows while it is read
                modules = list(self._deriving(one.info.name))
                self._add(modules)
                found += [sub for sub in self.of(one) if sub.module in modules and sub not in found]
            self._below[cls] = found = found[1:]
        return found

    def may_be_both(self, cls: Class, other: Class) -> bool:
        """Whether an object may be an instance of both classes."""
        return cls in self._types.mro(other) or any(
            other in self._types.mro(one) for one in (cls, *self.below(cls))
        )

    def may_run(self, override: Function, function: Function) -> bool:
        """Whether a method that calls one of its own object may run an override: not if the class
        of that overrides the method itself, and does not call it."""
        cls, name = override.owner, function.info.name
        if cls is None or function.owner not in (bases := self._types.mro(cls)):
            return True  # it is inherited
        own = (base.methods for base in bases if isinstance(base, Class))
        mine = next((methods[name] for methods in own if name in methods), function)
        return mine is function or any(
            isinstance(one, Method) and one.function is function
            for index in mine.called({name})
            for one in self._types.of(mine.body.calls[index].func, mine)
        )


def is_own(call: Call, function: Function) -> bool:
    """Whether a method calls a method of its own object."""
    params = function.info.params
    func = call.func
    return (
        function.owner is not None
        and type(func) is Attr
        and bool(params)
        and func.value == Name(params[0].name)
        and params[0].name not in function.names
        and Name("staticmethod") not in function.info.decorators
    )
