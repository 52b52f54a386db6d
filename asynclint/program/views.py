"""Which functions of the project serve requests, and why we think so.

What frameworks are handed is in `registrations`; here is what follows from it: which functions run
while a request waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import At
from asynclint.knowledge import Knowledge, Role
from asynclint.program.calls import CallGraph
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function, Module
from asynclint.program.registrations import Registrations, View
from asynclint.program.tasks import Tasks
from asynclint.program.types import Method

__all__ = ["Role", "Served", "View", "Views", "runs"]

_NEAR = 3  # helpers away from a view: what is further away belongs to something else
# What is done before the response is sent, and so keeps a client waiting.
_IN_REQUEST = frozenset(Role) - {Role.BACKGROUND, Role.LIFESPAN}


class Served(msgspec.Struct, frozen=True):
    """A function that runs while a request is served: the view, and the functions that lead from it
    to this one, each with where it calls the next; empty for the view itself."""

    view: View
    chain: tuple[tuple[Function, At], ...]


class Views:
    """The functions that serve requests, worked out when first asked for."""

    def __init__(
        self,
        modules: Iterable[Module],
        types: TypeSolver,
        knowledge: Knowledge,
        calls: CallGraph,
        tasks: Tasks,
    ) -> None:
        self.modules = list(modules)
        self.types = types
        self.knowledge = knowledge
        self.calls = calls
        self.tasks = tasks

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
        if function not in self._callers:
            return None
        chain: list[tuple[Function, At]] = []
        caller = self._callers[function]
        while caller is not None:
            chain.append(caller)
            function = caller[0]
            caller = self._callers[function]
        return Served(self._views[function], tuple(reversed(chain)))

    # ------------------------------------------------------------ solving

    @cached_property
    def _views(self) -> dict[Function, View]:
        return Registrations(self.modules, self.types, self.knowledge).views

    @cached_property
    def _callers(self) -> dict[Function, tuple[Function, At] | None]:
        """Every function that runs near a request, with its caller on a shortest chain."""
        found: dict[Function, tuple[Function, At] | None] = {
            view.function: None for view in self.all() if view.kind in _IN_REQUEST
        }
        reached = list(found)
        for _ in range(_NEAR):
            callers, reached = reached, []
            for function in callers:
                for target, at in runs(function, self.calls, self.tasks):
                    if target not in found:
                        found[target] = (function, at)
                        reached.append(target)
        return found


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
