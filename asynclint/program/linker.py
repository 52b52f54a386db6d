"""Modules, classes and functions of the project, found by name and read on demand.

Symbols wrap the summaries of `asynclint.index` and know where they stand. What the project does
not define is external and only has a name. Knows nothing of types.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path

from asynclint import modules as places
from asynclint.index import summary
from asynclint.index.summary import At, Body, Expr, unpack_body

# What Python calls by itself where something is iterated or entered.
_ITERATING, _ENTERING = ("__iter__", "__next__"), ("__enter__", "__exit__")
_MOST = 40  # places that set an attribute of one name


class Module:
    """One file of the project. `path` is as shown to users; `name` its dotted import name."""

    __slots__ = (
        *("_calls", "_derived", "_naming", "_set", "_stores", "classes", "file", "folder"),
        *("_plain", "_renamed", "_words", "functions", "is_package", "name", "path", "summary"),
    )

    def __init__(self, place: places.Module, path: str, contents: summary.ModuleSummary) -> None:
        self.name = place.name
        self.file = place.path
        self.folder = os.path.dirname(place.path)
        self.path = path
        self.is_package = place.is_package
        self.summary = contents
        self._stores: dict[int, list[summary.Store]] | None = None
        self._set: dict[str, list[summary.Store]] | None = None
        self._derived: dict[str, list[Class]] | None = None
        self._calls: dict[str, list[tuple[Function, summary.Call]]] | None = None
        self._naming: dict[str, list[Function]] | None = None
        self._renamed: dict[str, list[str]] | None = None
        self._words: frozenset[str] | None = None
        self._plain: bool | None = None
        self.functions = [Function(self, i, f) for i, f in enumerate(contents.functions)]
        self.classes = [Class(self, c) for c in contents.classes]
        for cls in self.classes:
            for _, index in cls.info.methods:
                self.functions[index].owner = cls
        for function in self.functions:
            if function.owner is None and function.info.owner >= 0:
                function.owner = self.classes[function.info.owner]

    def stores(self, function: int) -> list[summary.Store]:
        """What a function puts into other objects."""
        if self._stores is None:
            self._stores = {}
            for store in self.summary.stores:
                self._stores.setdefault(store.function, []).append(store)
        return self._stores.get(function, [])

    def sets(self, attr: str) -> list[summary.Store]:
        """Where an attribute of that name is set otherwise than by a method on its own object;
        nothing if that is in too many places to tell whose it is."""
        if self._set is None:
            self._set = {}
            for store in self.summary.stores:
                if not store.is_item:
                    self._set.setdefault(store.key, []).append(store)
            self._set = {key: found for key, found in self._set.items() if len(found) <= _MOST}
        return self._set.get(attr, [])

    def derived(self, name: str) -> list[Class]:
        """The classes with a base whose last name is that."""
        if self._derived is None:
            self._derived = {}
            for cls in self.classes:
                for base in cls.info.bases:
                    last = summary.dotted(base).rpartition(".")[2]
                    self._derived.setdefault(last, []).append(cls)
        return self._derived.get(name, [])

    def calls(self, name: str) -> list[tuple[Function, summary.Call]]:
        """The calls in this file, and who makes them, whose callee is spelled with a last name."""
        if self._calls is None:
            self._calls = {}
            for function in self.functions:
                for call in function.body.calls:
                    callee = call.func
                    if type(callee) is summary.Name:
                        self._calls.setdefault(callee.id, []).append((function, call))
                    elif type(callee) is summary.Attr:
                        self._calls.setdefault(callee.attr, []).append((function, call))
        return self._calls.get(name, [])

    @property
    def words(self) -> frozenset[str]:
        """The last names of what the functions of this file call, as `Function.spelled`."""
        if self._words is None:
            self._words = frozenset().union(*(one.spelled for one in self.functions))
        return self._words

    def naming(self, name: str) -> list[Function]:
        """The functions of this file that call what goes by a last name, hand it to a call, bind
        it, or read an attribute that is called so; those that iterate or enter anything name what
        that calls."""
        if self._naming is None:
            self._naming = {}
            for function in self.functions[1:]:
                body = function.body
                named = set(function.spelled)
                for call in body.calls:
                    if type(call.func) is summary.Sub:  # `HANDLERS[key]()`
                        named.add(summary.last_part(call.func.value))
                    named.update(map(summary.last_part, call.given))
                named.update(summary.last_part(use.value) for use in body.reads)
                named.update(summary.last_part(bind.value) for bind in body.binds)
                named.update(_ITERATING if body.iterates else ())
                named.update(_ENTERING if body.enters else ())
                for word in named:
                    self._naming.setdefault(word, []).append(function)
        return self._naming.get(name, [])

    def renamed(self, name: str) -> list[str]:
        """What this file, its classes and their objects call what has to do with a name: `handler`
        of `handler = partial(name)`, `HANDLERS` of `HANDLERS = {"a": name}`."""
        if self._renamed is None:
            self._renamed = {}
            top = self.functions[0]
            bound = [(bind.name, bind.value, top) for bind in top.body.binds]
            for cls in self.classes:
                for field in cls.info.fields:
                    scope = self.functions[field.function] if field.function >= 0 else cls.scope
                    bound.append((field.name, field.value, scope))
            for new, value, scope in bound:
                for word in _words(value, scope):
                    self._renamed.setdefault(word, []).append(new)
        return self._renamed.get(name, [])

    @property
    def is_alone(self) -> bool:
        """Whether the file is in no package."""
        return "." not in self.name and not self.is_package

    @property
    def imports_plainly(self) -> bool:
        """Whether the file, which is no package itself, imports nothing relatively, or by the name
        of its package."""
        if self._plain is None:
            top = self.name.partition(".")[0]
            bound = [value for one in self.functions for v in one.names.values() for value in v]
            found = [(one.module, one.level) for one in bound if type(one) is summary.Import]
            found += self.summary.stars
            self._plain = not self.is_package and not any(
                level or module.partition(".")[0] == top for module, level in found
            )
        return self._plain

    def absolute(self, module: str, level: int) -> str:
        """The absolute name of an import target; empty when it climbs out of the top package. Of
        a file that is in none siblings are meant, which need not be there."""
        if not level:
            return module
        parts = self.name.split(".")
        keep = len(parts) - level + (1 if self.is_package else 0)
        if keep <= 0:
            return module if not keep and self.is_alone else ""
        base = ".".join(parts[:keep])
        return f"{base}.{module}" if module else base


def _words(value: Expr | None, scope: Function) -> set[str]:
    """The last names of what a value is made of, one level deep."""
    parts: list[Expr | None] = [value]
    if type(value) is summary.Ref:
        call = scope.body.calls[value.index]
        parts = [call.func, *call.given]
    elif type(value) is summary.Seq:
        parts = list(value.items)
    elif type(value) is summary.Choice:
        parts = list(value.options)
    words = {summary.last_part(part) for part in parts}
    words.update(part.attr for part in parts if type(part) is summary.Import)
    words.update(str(part.index) for part in parts if type(part) is summary.Func)
    return words - {""}


class Function:
    """A function, method, lambda, or a module's top level (index 0)."""

    __slots__ = (
        *("_body", "_called", "_names", "_params"),
        *("index", "info", "memory", "module", "owner"),
    )

    def __init__(self, module: Module, index: int, info: summary.Function) -> None:
        self.module = module
        self.index = index
        self.info = info
        self.owner: Class | None = None
        self._body: Body | None = None
        self._names: dict[str, list[Expr | None]] | None = None
        self._called: dict[str, list[int]] | None = None
        self._params: frozenset[str] | None = None
        # What the type solver has worked out: kept with the symbol, it needs no lookup by identity.
        self.memory: dict[str | int, object] = {}

    @property
    def name(self) -> str:
        """The dotted name that imports and messages use."""
        return f"{self.module.name}.{self.info.qualname}"

    @property
    def at(self) -> At:
        return self.info.at

    @property
    def body(self) -> Body:
        if self._body is None:
            self._body = unpack_body(self.info.body)
        return self._body

    @property
    def params(self) -> frozenset[str]:
        """The names of its parameters, of whatever kind."""
        if self._params is None:
            self._params = frozenset(param.name for param in self.info.params)
        return self._params

    @property
    def kept(self) -> list[Expr | None]:
        """What its body binds, gives, or puts into attributes and items."""
        body = self.body
        found = [bind.value for bind in body.binds]
        found += [*body.returns, *body.yields]
        found += [store.value for store in self.module.stores(self.index)]
        if self.owner is not None:
            fields = self.owner.info.fields
            found += [field.value for field in fields if field.function == self.index]
        return found

    @property
    def names(self) -> dict[str, list[Expr | None]]:
        """What each name bound in this scope may be."""
        if self._names is None:
            self._names = {}
            for bind in self.body.binds:
                self._names.setdefault(bind.name, []).append(bind.value)
            if self.index == 0:
                for other in self.module.summary.global_binds:
                    self._names.setdefault(other.name, [])
        return self._names

    def only(self, name: str) -> Expr | None:
        """The one thing that a name bound in this scope may be; None of any other."""
        bound = self.names.get(name, ())
        return bound[0] if len(bound) == 1 else None

    def called(self, names: Set[str]) -> list[int]:
        """The calls of the body whose callee's last name is one of these, in the text's order; what
        was imported under another name goes by both.

        Resolving costs reading other modules: this is to look closer only at what may be meant.
        """
        known = self.spelled
        if known.keys().isdisjoint(names):
            return []
        return sorted({i for name in known.keys() & names for i in known[name]})

    @property
    def spelled(self) -> dict[str, list[int]]:
        """The calls of the body by the last name of their callee, or those it may go by."""
        if self._called is None:
            self._called = {}
            for index, call in enumerate(self.body.calls):
                callee = call.func
                if type(callee) is summary.Attr:
                    self._called.setdefault(callee.attr, []).append(index)
                elif type(callee) is summary.Name:
                    for name in self._spellings(callee.id):
                        self._called.setdefault(name, []).append(index)
        return self._called

    def _spellings(self, name: str) -> set[str]:
        """A name, and what it was imported as."""
        found = {name}
        for scope in (self, self.module.functions[0]):
            for value in scope.names.get(name, ()):
                if type(value) is summary.Import and value.attr:
                    found.add(value.attr)
        return found

    @property
    def parent(self) -> Function | None:
        return self.module.functions[self.info.parent] if self.info.parent >= 0 else None

    @property
    def key(self) -> tuple[str, At, int]:
        """Orders functions the same way on every run."""
        return (self.module.path, self.info.at, self.index)

    def __repr__(self) -> str:
        return f"<Function {self.name}>"


def calling(
    functions: Iterable[Function], names: Set[str]
) -> Iterator[tuple[Function, int, summary.Call]]:
    """The calls that `Function.called` finds in any of these functions, with their indices. Most
    files have none, which is asked of a file only once where its functions follow each other."""
    module, is_meant = None, False
    for function in functions:
        if function.module is not module:
            module = function.module
            is_meant = not module.words.isdisjoint(names)
        if is_meant:
            calls = function.body.calls
            for index in function.called(names):
                yield function, index, calls[index]


class Class:
    """A class of the project. Fields and methods are its own, not inherited ones."""

    __slots__ = ("fields", "info", "linear", "memory", "methods", "module")

    def __init__(self, module: Module, info: summary.Class) -> None:
        self.module = module
        self.info = info
        self.methods = {name: module.functions[index] for name, index in info.methods}
        self.fields: dict[str, list[summary.Field]] = {}
        for field in info.fields:
            self.fields.setdefault(field.name, []).append(field)
        self.linear: list[Class | str] | None = None
        self.memory: dict[str | int, object] = {}

    @property
    def name(self) -> str:
        return f"{self.module.name}.{self.info.qualname}"

    @property
    def scope(self) -> Function:
        """Where its bases and class-level values are evaluated."""
        return self.module.functions[self.info.parent]

    def __repr__(self) -> str:
        return f"<Class {self.name}>"


class Modules:
    """The project's modules, found by name from where they are imported and read when first asked.

    `load` reads the file of a place; None when it cannot be analysed.
    """

    def __init__(self, roots: places.Roots, load: Callable[[places.Module], Module | None]) -> None:
        self._roots = roots
        self._load = load
        self._by_path: dict[Path, Module | None] = {}
        self._by_name: dict[tuple[str, str], Module | None] = {}
        self._places: dict[tuple[str, str], Path] = {}
        self._users: dict[Path, set[Path]] = {}  # who has asked for the module of a file
        self._namespaces: dict[tuple[str, str], bool] = {}
        self._owned: dict[tuple[str, str], bool] = {}

    def get(self, name: str, near: Module) -> Module | None:
        """The module that an absolute import of `name` in `near` means, if it is the project's."""
        key = (near.folder, name)
        if key not in self._by_name:
            is_ours = name and self._owns(name.partition(".")[0], near)
            self._remember(key, self._roots.find(name, near.file) if is_ours else None)
        return self._used(key, near)

    def beside(self, name: str, near: Module) -> Module | None:
        """The module next to the file `near` of a package that is meant if its directory is one to
        start programs in; None where the file imports anything as its package has it."""
        key = (near.folder, f"./{name}")
        if key not in self._by_name:
            self._remember(key, self._roots.beside(name, near.file))
        found = self._used(key, near)  # there seldom is one, and the rest takes time
        return found if found is not None and near.imports_plainly else None

    def _remember(self, key: tuple[str, str], place: places.Module | None) -> None:
        self._by_name[key] = self.at(place) if place is not None else None
        if place is not None:
            self._places[key] = place.path

    def _used(self, key: tuple[str, str], near: Module) -> Module | None:
        """What is remembered, which `near` has now asked for."""
        if key in self._places:
            self._users.setdefault(self._places[key], set()).add(near.file)
        return self._by_name[key]

    def drop(self, path: Path) -> list[Module]:
        """Forget the module of a file, and all modules whose answers may rest on it: these."""
        gone: set[Path] = set()
        dropped: list[Module] = []
        pending = [path]
        while pending:
            if (one := pending.pop()) not in gone:
                gone.add(one)
                pending += self._users.pop(one, ())
                if (module := self._by_path.pop(one, None)) is not None:
                    dropped.append(module)
        for key in [key for key, place in self._places.items() if place in gone]:
            del self._by_name[key], self._places[key]
        return dropped

    def drop_all(self) -> None:
        """Forget every module."""
        for known in (self._by_path, self._by_name, self._places, self._users):
            known.clear()

    def at(self, place: places.Module) -> Module | None:
        """The module of a file."""
        if place.path not in self._by_path:
            self._by_path[place.path] = self._load(place)
        return self._by_path[place.path]

    def is_namespace(self, name: str, near: Module) -> bool:
        """Whether `name` is a directory of the project without an `__init__.py`."""
        key = (near.folder, name)
        if key not in self._namespaces:
            self._namespaces[key] = self._roots.is_namespace(name, near.file)
        return self._namespaces[key]

    def _owns(self, top: str, near: Module) -> bool:
        key = (near.folder, top)
        if key not in self._owned:
            self._owned[key] = self._roots.owns(top, near.file)
        return self._owned[key]
