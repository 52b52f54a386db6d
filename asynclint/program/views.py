"""Which functions of the project serve requests, and why we think so.

What frameworks are handed is in `registrations`; here is what follows from it: which functions run
while a request waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import LAMBDA, At
from asynclint.knowledge import Knowledge, Role
from asynclint.program.calls import CallGraph
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function, Module
from asynclint.program.registrations import Registrations, View
from asynclint.program.tasks import Tasks
from asynclint.program.types import Method

__all__ = ["Role", "Served", "View", "Views", "runs"]

_MOST = 40  # names that a function may go by
_NEAR = 3  # helpers away from a view: what is further away belongs to something else
# What is done before the response is sent, and so keeps a client waiting.
_IN_REQUEST = frozenset(Role) - {Role.BACKGROUND, Role.LIFESPAN}


class Served(msgspec.Struct, frozen=True):
    """A function that runs while a request is served: the view, and the functions that lead from it
    to this one, each with where it calls the next; empty for the view itself."""

    view: View
    chain: tuple[tuple[Function, At], ...]


class Views:
    """The functions that serve requests, worked out when first asked for. `mentioning` gives the
    modules with an identifier that are not among the others, unless they are many."""

    def __init__(
        self,
        modules: Iterable[Module],
        types: TypeSolver,
        knowledge: Knowledge,
        calls: CallGraph,
        tasks: Tasks,
        mentioning: Callable[[str], list[Module]],
    ) -> None:
        self.modules = list(modules)
        self.types = types
        self.knowledge = knowledge
        self.calls = calls
        self.tasks = tasks
        self.mentioning = mentioning
        self._served: dict[Function, Served | None] = {}
        self._runs: dict[Function, list[tuple[Function, At]]] = {}
        self._leading: dict[str, dict[Function, list[Function]]] = {}

    # ------------------------------------------------------------ queries

    def view(self, function: Function) -> View | None:
        """Why the function itself is called by a framework; None when it is not."""
        return self._views.get(function)

    def all(self) -> list[View]:
        """Every view, in a fixed order."""
        return sorted(self._views.values(), key=lambda view: view.function.key)

    def serving(self, function: Function) -> Served | None:
        """The view in whose request the function runs, by a shortest chain of calls and awaits;
        None when no view leads to it, or none that is near. What runs after the response does not
        count."""
        if function not in self._served:
            self._served[function] = self._serving(function)
        return self._served[function]

    # ------------------------------------------------------------ solving

    @cached_property
    def _views(self) -> dict[Function, View]:
        return Registrations(self.modules, self.types, self.knowledge).views

    def _serving(self, function: Function) -> Served | None:
        distances = {function: 0}
        reached = [function]
        for distance in range(_NEAR + 1):
            known = (view for one in reached if (view := self.view(one)) is not None)
            views = [view for view in known if view.kind in _IN_REQUEST]
            if views:
                first = min(views, key=lambda view: view.function.key)
                return Served(first, tuple(self._way(first.function, distances)))
            if distance < _NEAR:
                callers = dict.fromkeys(by for one in reached for by in self._callers(one))
                reached = [one for one in callers if one not in distances]
                distances.update(dict.fromkeys(reached, distance + 1))
        return None

    def _way(
        self, function: Function, distances: dict[Function, int]
    ) -> Iterator[tuple[Function, At]]:
        """The first of the shortest ways from a function to the one at distance 0."""
        while distance := distances[function]:
            for target, at in self._run(function):
                if distances.get(target) == distance - 1:
                    yield function, at
                    function = target
                    break

    def _callers(self, function: Function) -> list[Function]:
        """Who runs a function before it goes on."""
        found: dict[Function, None] = {}
        if function.parent is not None and any(
            one is function for one, _ in self._run(function.parent)
        ):
            found[function.parent] = None  # a lambda has no name
        for word in self._words(function):
            if word not in self._leading:
                self._leading[word] = self._targets(word)
            found.update(dict.fromkeys(self._leading[word].get(function, ())))
        return list(found)

    def _targets(self, word: str) -> dict[Function, list[Function]]:
        """What is run by those who mention a word, each with those who run it."""
        found: dict[Function, list[Function]] = {}
        for module in dict.fromkeys([*self.modules, *self.mentioning(word)]):
            for function in module.naming(word):
                for target in dict.fromkeys(target for target, _ in self._run(function)):
                    found.setdefault(target, []).append(function)
        return found

    def _words(self, function: Function) -> list[str]:
        """What those mention who run a function: its name, and who makes an instance, that of the
        class, if Python calls the method by itself; who gets a function from another, the name of
        that; and whatever files call any of this. Nothing but the name if that is too much."""
        info, owner = function.info, function.owner
        found = [info.name]
        if owner is not None and info.name.startswith("__") and info.name.endswith("__"):
            found += [owner.info.name, "cls", "__class__"]
        elif info.name == LAMBDA:
            found = [*function.module.renamed(str(function.index))]
        if function.parent is not None and function.parent.index and owner is None:
            found.append(function.parent.info.name)
        for known in found:  # grows while it is read
            for module in self.modules:
                words = module.renamed(known)
                if owner is not None and known == owner.info.name:
                    derived = module.derived(known)
                    words = [*words, *(c.info.name for c in derived if info.name not in c.methods)]
                found += [word for word in words if word not in found]
            if len(found) > _MOST:
                return [info.name]
        return found

    def _run(self, function: Function) -> list[tuple[Function, At]]:
        if function not in self._runs:
            self._runs[function] = list(runs(function, self.calls, self.tasks))
        return self._runs[function]


def runs(function: Function, calls: CallGraph, tasks: Tasks) -> Iterator[tuple[Function, At]]:
    """What a function runs before it goes on, called or awaited, with where."""
    for edge in calls.edges(function).edges:
        if isinstance(edge.target, Function):
            yield edge.target, edge.at
    own = function.body.calls
    for wait in function.body.waits:
        for index in tasks.held(wait.value, function):
            for one in tasks.types.of(own[index].func, function):
                if isinstance(one, Method) and one.function.info.is_async:
                    yield one.function, own[index].at
