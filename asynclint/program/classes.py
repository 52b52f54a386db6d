"""What classes have: attributes along their bases, those outside of the project included.

The part of `inference` that asks what a class is, apart from what an expression is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from asynclint.index.summary import ALWAYS, Attr, Func, Import, Name, Ref, Sub, Typed
from asynclint.program.containers import PUTS, holding, is_filled_later, put_by_class
from asynclint.program.linker import Class
from asynclint.program.solving import Solving
from asynclint.program.types import (
    UNKNOWN,
    ClassObject,
    External,
    Instance,
    Method,
    Type,
    Types,
    is_property,
    join,
)

_CALL = "__call__"
_PROTOCOLS = frozenset({"typing.Protocol", "typing_extensions.Protocol"})
_ENUMERATIONS = frozenset(
    f"enum.{name}" for name in ("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag")
)
_NO_MEMBER = (Typed, Func, Name, Attr)  # annotations, and what may be functions


class Classes(Solving):
    """Answers about the project's classes; `inference` says what expressions and calls give."""

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
                    # A class has such attributes for its instances: `Model.objects`.
                    args = receiver.args if isinstance(receiver, Instance) else ()
                    return (External(name, Instance(receiver.cls, args)),)
                continue
            if (function := base.methods.get(attr)) is not None:
                if is_property(function):
                    return self.result(function, receiver)
                return (Method(function, receiver),)
            if attr in base.fields:
                if self._is_member(base, attr):
                    return (Instance(base),)
                found = self._field(base, attr)
                return self._owned(found, receiver.cls) if _is_made(base, attr) else found
        for base in self.mro(cls):
            if isinstance(base, str) or base is skip or not base.module.sets(attr):
                continue
            if found := self._field(base, attr):
                return found
        if not isinstance(receiver, ClassObject):
            for base in self.mro(cls):
                if isinstance(base, str) and base != "builtins.object":
                    # Inherited from outside: named after the base, so that tables can know it.
                    return (External(self.knowledge.canonical(f"{base}.{attr}"), receiver),)
            return self._supplied(cls, attr) if skip is None else UNKNOWN
        return UNKNOWN

    def is_made_otherwise(self, cls: Class) -> bool:
        """Whether a metaclass of the project does not make an object each time that the class is
        called: so it is for singletons, which are made once."""
        return any(
            isinstance(one, ClassObject) and self._keeps_objects(one.cls)
            for base in self.mro(cls)
            if isinstance(base, Class) and base.info.metaclass is not None
            for one in self.of(base.info.metaclass, base.scope)
        )

    def _keeps_objects(self, metaclass: Class) -> bool:
        for kind in self.mro(metaclass):
            if isinstance(kind, Class) and (method := kind.methods.get(_CALL)) is not None:
                made = [method.body.calls[index] for index in method.called({_CALL})]
                return all(call.guard != ALWAYS for call in made)
        return False

    def _is_member(self, cls: Class, attr: str) -> bool:
        """Whether a class attribute is a member of an enumeration."""
        return (
            not attr.startswith("_")
            and all(f.function < 0 and type(f.value) not in _NO_MEMBER for f in cls.fields[attr])
            and not _ENUMERATIONS.isdisjoint(base for base in self.mro(cls) if type(base) is str)
        )

    def _owned(self, found: Types, cls: Class | str) -> Types:
        """The attribute's objects; those that know whose attribute they are, with that class."""
        lineage = self._lineage(cls)
        owned = [kind for kind, owner in self.knowledge.owned.items() if owner in lineage]
        if not owned:
            return found
        return tuple(
            Instance(one.cls, ((Instance(cls),),))
            if isinstance(one, Instance)
            and not one.args
            and any(base in owned for base in self._lineage(one.cls))
            else one
            for one in found
        )

    def _lineage(self, cls: Class | str) -> Sequence[Class | str]:
        return self.mro(cls) if isinstance(cls, Class) else self.knowledge.mro(cls)

    def _field(self, cls: Class, attr: str) -> Types:
        return self._answers.once(cls.memory, attr, lambda: self._fields(cls, attr), UNKNOWN)

    def _fields(self, cls: Class, attr: str) -> Types:
        parts = []
        for field in cls.fields.get(attr, ()):
            scope = cls.scope if field.function < 0 else cls.module.functions[field.function]
            value = self.values(self.of(field.value, scope))
            is_filled = is_filled_later(field.value)
            parts.append(self._filled(value, cls, attr) if is_filled else value)
        return join([*parts, *self._set(cls, attr)])

    def _set(self, cls: Class, attr: str) -> Iterator[Types]:
        """What the class's file puts into an attribute by a name of the class or of an object."""
        for store in cls.module.sets(attr):
            by = cls.module.functions[store.function]
            owners = self.of(store.owner, by)
            if any(isinstance(one, ClassObject | Instance) and one.cls is cls for one in owners):
                yield self.values(self.of(store.value, by))

    def _filled(self, container: Types, cls: Class, attr: str) -> Types:
        """An attribute that begins as a container, with what the class puts there."""
        puts = cls.memory.get(PUTS)
        if type(puts) is not dict:
            puts = cls.memory[PUTS] = put_by_class(cls)
        put = puts.get(attr, ())
        return holding(container, [(key, self.values(self.of(v, by))) for by, key, v in put])

    def mro(self, cls: Class) -> list[Class | str]:
        """The class and its bases in the order in which Python asks them, project classes as such
        and external ones by name."""
        if cls.linear is not None:
            return cls.linear
        cls.linear = [cls]  # a class that inherits from itself is broken; do not loop over it
        lines: list[Sequence[Class | str]] = []
        for expr in cls.info.bases:
            while type(expr) is Sub:
                expr = expr.value  # Generic[T], Base[Model]
            for base in self.of(expr, cls.scope):
                if isinstance(base, ClassObject):
                    lines.append(self.mro(base.cls))
                elif isinstance(base, External):
                    lines.append(self.knowledge.mro(base.name))
        if implied := self._implied(cls, [base for line in lines for base in line]):
            lines.append(self.knowledge.mro(implied))
        cls.linear = [cls, *(base for base in _merged(lines) if base is not cls)]
        return cls.linear

    def _implied(self, cls: Class, bases: Collection[Class | str]) -> str | None:
        """The external class that a class derives from by what it has, if its bases are strangers.

        Plugins inherit models from packages that are not at hand. Only imports are asked what they
        are: anything else may ask for this class, which is not made yet.
        """
        known = self.knowledge.implies
        outside = {base.partition(".")[0] for base in bases if type(base) is str} - {"builtins"}
        for field in cls.info.fields if outside else ():
            if field.function < 0 and type(field.value) is Ref:
                callee = cls.scope.body.calls[field.value.index].func
                root = callee.value if type(callee) is Attr else callee
                if type(root) is Name and type(cls.scope.only(root.id)) is Import:
                    for one in self.of(callee, cls.scope):
                        implied = known.get(one.name) if isinstance(one, External) else None
                        # Its own distribution would say so itself: `Func` has fields as well.
                        if implied and outside != {implied.partition(".")[0]}:
                            return implied
        return None

    def is_abstract(self, cls: Class) -> bool:
        """Whether a class says itself that it is there to be derived from."""
        return any(External("abc.ABC") in self.of(base, cls.scope) for base in cls.info.bases)

    def _is_protocol(self, one: Type) -> bool:
        cls = one.cls if isinstance(one, Instance) else ""
        return isinstance(cls, Class) and not _PROTOCOLS.isdisjoint(self.mro(cls))


def _is_made(cls: Class, attr: str) -> bool:
    """Whether the body of a class makes the object that is its attribute."""
    return all(field.function < 0 and type(field.value) is Ref for field in cls.fields[attr])


def _merged(lines: Sequence[Sequence[Class | str]]) -> Iterable[Class | str]:
    """The bases of a class from theirs: each before its own bases and before those written behind
    it (C3). Where that cannot be, which Python refuses but what is known of bases may say, each
    comes at its last place."""
    if len(lines) < 2:
        return lines[0] if lines else ()
    order: list[Class | str] = []
    todo = [list(line) for line in (*lines, [line[0] for line in lines])]
    while todo := [line for line in todo if line]:
        behind = {base for line in todo for base in line[1:]}
        first = next((line[0] for line in todo if line[0] not in behind), None)
        if first is None:
            return reversed(dict.fromkeys(base for line in reversed(lines) for base in line[::-1]))
        order.append(first)
        todo = [line[1:] if line[0] == first else line for line in todo]
    return order
