"""What an expression may be: the alternatives that `inference` tells apart.

Every answer is a tuple of alternatives; the empty tuple means unknown, and callers stay silent on
it.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from asynclint.index.summary import Attr, Expr, Name, Ref
from asynclint.program.linker import Class, Function, Module

_MOST = 8  # alternatives: code that needs more is not understood by them
_DEEPEST = 3  # dicts in one another

PROPERTIES = frozenset(
    {"property", "cached_property", "lazy_property", "under_cached_property", "reify"}
    | {"abstractproperty", "classproperty", "lazyproperty"}
)

# The methods that run when a class is called; libraries that write classes add theirs.
CONSTRUCTORS = ("__init__", "__new__", "__post_init__")

# What the loop completes, and calls back those who await it.
TASKS = ("asyncio.Task", "asyncio.Future")


class Instance(msgspec.Struct, frozen=True):
    """An object of a class of the project, or of an external class given by its name."""

    cls: Class | str
    args: tuple[Types, ...] = ()


class Record(Instance, frozen=True):
    """A dict with names for keys, each of which has a value of its own."""

    keys: tuple[str, ...] = ()
    values: tuple[Types, ...] = ()

    def value(self, key: str) -> Types:
        """What it has for a key; unknown for one that it was not made with."""
        return self.values[self.keys.index(key)] if key in self.keys else UNKNOWN


def record(cls: str, values: Iterable[tuple[str, Types]]) -> Record:
    """A dict that has these values by these names; of one that is written twice, either.

    Of dicts in dicts in dicts only so many are told: to compare deeper ones takes time that grows
    with the power of their depth.
    """
    parts: dict[str, list[Types]] = {}
    for key, value in values:
        parts.setdefault(key, []).append(value if _depth(value) < _DEEPEST else UNKNOWN)
    found = {key: join(alternatives) for key, alternatives in parts.items()}
    args = (UNKNOWN, join(list(found.values())))
    return Record(cls, args, tuple(found), tuple(found.values()))


def _depth(types: Types) -> int:
    """How many records are in one another."""
    return max((_depth_of(one) for one in types if isinstance(one, Instance)), default=0)


def _depth_of(one: Instance) -> int:
    if isinstance(one, Record):
        return 1 + max(map(_depth, one.values), default=0)
    return max(map(_depth, one.args), default=0)


class ClassObject(msgspec.Struct, frozen=True):
    """A class of the project, as a value."""

    cls: Class


class Method(msgspec.Struct, frozen=True):
    """A function of the project as a value; `receiver` what it is bound to, if anything."""

    function: Function
    receiver: Instance | ClassObject | None = None


class External(msgspec.Struct, frozen=True):
    """Something the project does not define: a module, class, function, attribute or method."""

    name: str
    receiver: Instance | None = None


class Coroutine(msgspec.Struct, frozen=True):
    """What awaiting gives `value`."""

    value: Types


class Generator(msgspec.Struct, frozen=True):
    """The suspended body of a generator function: runs when iterated or, as a context manager,
    when entered."""

    function: Function


class ModuleObject(msgspec.Struct, frozen=True):
    """A module of the project, as a value."""

    module: Module


class Namespace(msgspec.Struct, frozen=True):
    """A directory of the project without `__init__.py`, as imported in the module `near`."""

    name: str
    near: Module


class Super(msgspec.Struct, frozen=True):
    """`super()` in a method of `cls`; `receiver` is what the method is bound to."""

    cls: Class
    receiver: Instance


class Partial(msgspec.Struct, frozen=True):
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


# What cannot block, whatever an annotation says: a database in memory.
HARMLESS = Instance("builtins.object")


def join(parts: list[Types]) -> Types:
    """All alternatives of several answers, each once; what is known to be harmless alone counts."""
    if len(parts) == 1 and len(parts[0]) < 2:
        return parts[0]
    found: list[Type] = []
    for types in parts:
        for one in types:
            if one == HARMLESS:
                return (HARMLESS,)
            if one not in found:
                found.append(one)
    return tuple(found[:_MOST])


def spelled(one: Type) -> str:
    """The name that tables may know a function by, the project's own included; else empty."""
    if isinstance(one, Method):
        return one.function.name
    return one.name if isinstance(one, External) else ""


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
