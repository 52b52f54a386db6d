"""Which calls in the checked modules may be of a function, by how they are spelled.

Asked for what is passed to parameters that nobody annotated. Calls are looked for in the function's
own file and in checked files that import it, so the answer depends on nothing but these files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asynclint.index.summary import Call, Import
from asynclint.program.linker import Class, Function, Module

INIT = "__init__"
_MOST = 40  # calls that may be of the function
_TESTING = frozenset({"test", "tests", "testing", "conftest"})

Calls = list[tuple[Function, Call]]


class Callers:
    """Answers for the modules that are given, which are read the first time it is asked for any of
    their functions' callers."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._modules = list(modules)
        self._importing: dict[str, list[Module]] | None = None
        self._found: dict[Function, Calls] = {}

    def of(self, function: Function) -> Calls:
        """The calls that may be of a function; none if they are too many to be told apart. What
        tests pass counts in tests alone."""
        found = self._found.get(function)
        if found is None:
            found = self._found[function] = self._of(function)
        return found

    def _of(self, function: Function) -> Calls:
        found: Calls = []
        for module, name in self._spelled(function):
            if not _is_test(module) or module is function.module:
                found += [(by, call) for by, call in module.calls(name) if by is not function]
            if len(found) > _MOST:
                return []
        return found

    def _spelled(self, function: Function) -> Iterator[tuple[Module, str]]:
        """The modules that may call a function, each with what it may be called there."""
        owner, own = function.owner, function.module
        if owner is None:
            if function.parent is not own.functions[0]:
                yield own, function.info.name
            else:
                yield from ((module, function.info.name) for module in self._users(own, function))
        elif function.info.name != INIT:
            # Who calls a method has its class from somewhere, and most say so. A class that all
            # know would have all of them read, and is passed too much to be told apart.
            users = self._users(own, owner)
            for module in users if len(users) <= _MOST else [own]:
                yield module, function.info.name
        else:
            for cls in self._making(owner):
                for module in self._users(cls.module, cls):
                    yield module, cls.info.name
                    if cls is owner and module.derived(cls.info.name):
                        yield module, INIT

    def _making(self, cls: Class) -> list[Class]:
        """A class, and those that are made by its constructor, as far as their names tell."""
        found = [cls]
        for one in found:  # grows while it is read
            for module in self._users(one.module, one):
                subs = module.derived(one.info.name)
                found += [sub for sub in subs if INIT not in sub.methods and sub not in found]
            if len(found) > _MOST:
                return []
        return found

    def _users(self, own: Module, what: Function | Class) -> list[Module]:
        """The modules that may know something by its name or through its module, its own first."""
        if self._importing is None:
            self._importing = {}
            for module in self._modules:
                for name in _imported(module):
                    self._importing.setdefault(name, []).append(module)
        last = own.name.rpartition(".")[2]
        others = [self._importing.get(name, []) for name in (what.info.qualname, last)]
        return list(dict.fromkeys([own, *others[0], *others[1]]))


def _imported(module: Module) -> set[str]:
    """The last names of what a module imports, be it in a function."""
    return {
        bind.value.attr or bind.value.module.rpartition(".")[2]
        for function in module.functions
        for bind in function.body.binds
        if type(bind.value) is Import
    }


def _is_test(module: Module) -> bool:
    parts = module.name.split(".")
    return not _TESTING.isdisjoint(parts) or parts[-1].startswith("test_")
