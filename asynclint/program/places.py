"""What code puts into the objects that applications keep their own things in.

`app.state.redis = client` in one module, `request.app.state.redis` in another: what makes them one
is the name by which code reaches the object, and the key. The tables know those names. A module
that goes by such a name (`settings`) is one of those objects, with its constants as keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import msgspec

from asynclint.index.summary import Attr, Expr, Func, Sub, key_of, last_part
from asynclint.program.linker import Function, Module
from asynclint.program.memory import Memory


class Place(msgspec.Struct, frozen=True):
    """The key of an object that goes by a name, `state.*` by attribute or `app[*]` by item; equal
    for what is taken for the same."""

    shelf: str
    key: str

    def __str__(self) -> str:
        return self.shelf.replace("*", self.key)


class Places:
    """The places that some modules put something into. `shelves` are what tables call them."""

    def __init__(self, modules: Iterable[Module], shelves: Iterable[str]) -> None:
        self._modules = modules
        names = (shelf.partition("=") for shelf in shelves)
        self._shelves = {name: same or name for name, _, same in names}
        self.memory: Memory = {}

    def __bool__(self) -> bool:
        """Whether anything is ever put anywhere."""
        return bool(self._stored)

    def place(self, expr: Expr | None) -> Place | None:
        """The place that an expression reads, if anything is ever put there."""
        match expr:
            case Attr(value, key):
                owner, end = value, ".*"
            case Sub(value, index):
                owner, key, end = value, key_of(index), "[*]"
            case _:
                return None
        # Nearly every attribute is asked about, and nearly none has the name of a place.
        if key not in self._keys or (shelf := last_part(owner) + end) not in self._shelves:
            return None
        found = Place(self._shelves[shelf], key)
        return found if found in self._stored else None

    def stored(self, place: Place) -> list[tuple[Function, Expr]]:
        """What is put there, with the functions that do."""
        return self._stored.get(place, [])

    @cached_property
    def _keys(self) -> set[str]:
        return {place.key for place in self._stored if place.key}

    @cached_property
    def _stored(self) -> dict[Place, list[tuple[Function, Expr]]]:
        found: dict[Place, list[tuple[Function, Expr]]] = {}
        for module in self._modules:
            for store in module.summary.stores:
                shelf = last_part(store.owner) + ("[*]" if store.is_item else ".*")
                # A lambda often wraps what it replaces, which may have been read before.
                if shelf in self._shelves and type(store.value) is not Func:
                    function = module.functions[store.function]
                    place = Place(self._shelves[shelf], store.key)
                    found.setdefault(place, []).append((function, store.value))
            for part in module.name.split(".")[-2:]:
                if (shelf := f"{part}.*") in self._shelves:
                    top = module.functions[0]
                    for name, values in top.names.items():
                        if name.isupper():
                            place = Place(self._shelves[shelf], name)
                            found.setdefault(place, []).extend((top, v) for v in values if v)
        return found
