"""All summaries -> answers: whole-program facts, computed on demand, asked for by rules.

`Program` is the pass graph: one cached property per fact, whose arguments say what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from asynclint.deployment import Deployment
from asynclint.knowledge import Kind, Knowledge, Trigger
from asynclint.pins import Pins
from asynclint.program.blocked import Blocked
from asynclint.program.blocking import Blocking
from asynclint.program.callers import Callers
from asynclint.program.calls import CallGraph
from asynclint.program.cancels import Cancels, Cut
from asynclint.program.clients import Clients
from asynclint.program.configuration import Configuration
from asynclint.program.consumers import Consumers
from asynclint.program.contexts import on_loop
from asynclint.program.dangers import Dangers, pinned
from asynclint.program.departures import Departures
from asynclint.program.dropped import Drops
from asynclint.program.flow import Flow
from asynclint.program.handling import Handling
from asynclint.program.handovers import HandOvers
from asynclint.program.hosts import Hosts
from asynclint.program.inference import TypeSolver
from asynclint.program.interrupts import Interrupts
from asynclint.program.keepalives import Keepalives
from asynclint.program.left import Left
from asynclint.program.levels import Levels
from asynclint.program.limits import Limits
from asynclint.program.linker import Function, Module, Modules
from asynclint.program.loops import Loops
from asynclint.program.one_piece import OnePiece
from asynclint.program.one_thread import OneThread
from asynclint.program.places import Places
from asynclint.program.pools import Pools
from asynclint.program.preloads import Preloads
from asynclint.program.reach import Reach
from asynclint.program.sharing import Sharing
from asynclint.program.sockets import Sockets, Starving
from asynclint.program.tasks import Tasks
from asynclint.program.timing import Timing
from asynclint.program.waiting import Waiting

if TYPE_CHECKING:
    from asynclint.program.deadlocks import Deadlocks
    from asynclint.program.effects import Effects
    from asynclint.program.endings import Endings
    from asynclint.program.lengths import Lengths
    from asynclint.program.views import Views

__all__ = ["Function", "Module", "Modules", "Program"]

_MOST_IDLE = 8  # files with a name that are read to see who calls what is called so


class Mentioning(Protocol):
    """Gives the modules with an identifier; None, and reads none, if these are more than `most`. If
    `idle`, of those that are neither checked for themselves nor may say what serves requests."""

    def __call__(
        self, word: str, most: int | None = None, idle: bool = False
    ) -> list[Module] | None: ...


class Program:
    """One project. `roots` are the checked modules that may hold code the loop runs; `serving`
    gives those that may say what serves requests, `mentioning` those with an identifier, which
    are all there are if the project `is_whole`, and `deriving` those that may have a class with a
    base of that name; `pins` the versions of libraries it uses,
    `deployment` how its servers run; `kinds` what kinds of blocking are looked for."""

    def __init__(
        self,
        modules: Modules,
        roots: list[Module],
        serving: Callable[[], list[Module]],
        mentioning: Mentioning,
        deriving: Callable[[str], list[Module]],
        is_whole: bool,
        knowledge: Knowledge,
        pins: Pins,
        deployment: Deployment,
        kinds: Collection[Kind] = tuple(Kind),
    ) -> None:
        self.modules = modules
        self.roots = roots
        self.serving = serving
        self.mentioning = mentioning
        self.deriving = deriving
        self.is_whole = is_whole
        self.knowledge = knowledge
        self.pins = pins
        self.deployment = deployment
        self.kinds = kinds

    @cached_property
    def functions(self) -> list[Function]:
        """Every function of the checked modules."""
        return [function for module in self.roots for function in module.functions]

    @cached_property
    def types(self) -> TypeSolver:
        places = Places(self.roots, self.knowledge.shelves)
        parts = (places, Callers(self.roots))
        return TypeSolver(self.modules, self.knowledge, *parts, self.roots, self.deriving)

    @cached_property
    def calls(self) -> CallGraph:
        parts = (self.types, self.knowledge)
        return CallGraph(*parts, Pools(self.roots, *parts))

    @cached_property
    def hosts(self) -> Hosts:
        return Hosts.of(self.roots, self.knowledge)

    @cached_property
    def on_loop(self) -> list[Function]:
        return on_loop(self.roots, self.types, self.knowledge, self.hosts)

    @cached_property
    def blocking(self) -> Blocking:
        return Blocking.solve(self.calls, self.on_loop, self.kinds)

    @cached_property
    def flow(self) -> Flow:
        return Flow(self.types, self.knowledge)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.roots, self.types, self.knowledge, self.hosts)

    @cached_property
    def handling(self) -> Handling:
        return Handling.solve(self.flow, self.tasks, self.functions)

    @cached_property
    def drops(self) -> Drops:
        return Drops.solve(self.types, self.tasks, self.flow, self.knowledge, self.functions)

    @cached_property
    def left(self) -> Left:
        parts = (self.functions, self.drops, self.tasks, self.types)
        return Left(*parts, lambda: self.views, self.knowledge)

    @cached_property
    def loops(self) -> Loops:
        return Loops(self.left, self.calls, self.deployment)

    @cached_property
    def preloads(self) -> Preloads:
        rest = (self.types, self.drops, self.tasks)
        return Preloads(self.roots, lambda: self.views, *rest, self.deployment, self.knowledge)

    @cached_property
    def endings(self) -> Endings:
        from asynclint.program.endings import Endings  # what finds nothing asks for none

        return Endings(self.deployment, self.pins)

    @cached_property
    def effects(self) -> Effects:
        from asynclint.program.effects import Effects  # what only finds needs none of it

        return Effects(self.calls, self.knowledge)

    @cached_property
    def lengths(self) -> Lengths:
        from asynclint.program.lengths import Lengths

        return Lengths(self.types, self.knowledge)

    @cached_property
    def views(self) -> Views:
        from asynclint.program.views import Views  # most is found out without them

        modules = dict.fromkeys([*self.roots, *self.serving()])
        parts = (self.types, self.knowledge, self.calls, self.tasks)
        return Views(modules, *parts, lambda word: self.mentioning(word, _MOST_IDLE, True) or [])

    @cached_property
    def waiting(self) -> Waiting:
        return Waiting(self.tasks, self.flow, self.knowledge)

    @cached_property
    def consumers(self) -> Consumers:
        return Consumers(self.roots, self.types, self.knowledge, self.waiting, self.deployment)

    @cached_property
    def one_thread(self) -> OneThread:
        return OneThread(self.consumers, self.calls, self.tasks, self.knowledge, self.pins)

    @cached_property
    def deadlocks(self) -> Deadlocks:
        from asynclint.program.deadlocks import Deadlocks  # only consumers have any

        return Deadlocks(self.one_thread)

    @cached_property
    def one_piece(self) -> OnePiece:
        return OnePiece(self.on_loop, self.tasks, self.knowledge)

    @cached_property
    def configuration(self) -> Configuration:
        return Configuration(self.roots, self.knowledge, self.pins, self.deployment)

    @cached_property
    def sockets(self) -> Sockets:
        return Sockets(self.functions, self.tasks, self.flow, self.knowledge)

    @cached_property
    def starving(self) -> list[Starving]:
        """Loops that let nobody else run."""
        return list(self.sockets.starving(self.on_loop, self.blocking))

    @cached_property
    def keepalives(self) -> Keepalives:
        return Keepalives(self.functions, self.sockets, self.blocking, self.knowledge)

    @cached_property
    def handovers(self) -> HandOvers:
        return HandOvers(self.tasks, self.knowledge, self.calls.decorators, self.functions)

    @cached_property
    def timing(self) -> Timing:
        return Timing.solve(self.tasks, self.flow, self.pins, self.on_loop)

    @cached_property
    def levels(self) -> Levels:
        return Levels.solve(self.tasks, self.flow, self.on_loop)

    @cached_property
    def clients(self) -> Clients:
        return Clients(self.types, self.knowledge)

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.clients, self.tasks)

    @cached_property
    def cancels(self) -> Cancels:
        harmful = {Trigger.CANCEL, Trigger.CANCEL_BATCH}
        cleanups = pinned(self.knowledge, self.pins, self.on_loop, harmful)
        functions = dict.fromkeys((*self.on_loop, *self.functions))
        return Cancels.solve(self.reach, self.flow, self.limits, functions, cleanups)

    @cached_property
    def limits(self) -> Limits:
        return Limits(self.tasks, self.flow, self.functions)

    @cached_property
    def departures(self) -> Departures:
        return Departures(
            self.roots, self.reach, lambda: self.views, self.knowledge, self.pins, self.deployment
        )

    @cached_property
    def taken(self) -> list[Cut]:
        """What departing clients cancel, if anything on the loop takes items away."""
        return self.departures.cuts if self.clients.takes(self.on_loop) else []

    @cached_property
    def sharing(self) -> Sharing:
        return Sharing.solve(self.reach, self.flow, self.on_loop)

    @cached_property
    def blocked(self) -> Blocked:
        interrupts = Interrupts(self.tasks, self.flow, self.functions)
        return Blocked(self.dangers, interrupts, self.calls, self.functions)

    @cached_property
    def dangers(self) -> Dangers:
        parts = (self.cancels, self.departures, self.clients, self.knowledge, self.pins)
        return Dangers(*parts, self.on_loop)
