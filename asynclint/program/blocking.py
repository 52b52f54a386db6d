"""Which calls made on the event loop block it, and the chain of calls that shows it.

A call blocks when it is a primitive of the tables or reaches one through any number of sync
functions. From the functions on the loop the call graph is explored as far as sync calls lead; then
one search per kind runs backwards from the primitives, shortest first, so that every function knows
its next hop on a shortest chain. Linear in the edges (but for a heap), without recursion, and the
same on every run.
Hops that run only on some condition add up to doubt; a chain of more doubt than its kind allows is
not believed, and of two chains the less doubtful one is told. The search stops at functions that
are on the loop themselves: they answer for themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from heapq import heappop, heappush
from itertools import count

import msgspec
from msgspec.structs import replace

from asynclint.index.summary import At, Call, Name, Ref, Use
from asynclint.knowledge import Blocks, Kind
from asynclint.program.calls import CallGraph
from asynclint.program.conditions import Of, holds, meant, passed, tested
from asynclint.program.doubles import replaced
from asynclint.program.edges import SELDOM, SURE, UNSURE, Edge
from asynclint.program.expected import raised_before
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.narrowing import excluded
from asynclint.program.overrides import is_own
from asynclint.program.pauses import Pauses
from asynclint.program.types import ClassObject, External, Instance, Method, Type

# How much doubt a chain may hold behind the reported call itself, whose conditions everybody can
# see. A nested loop or a wait is avoided by exactly such conditions in code that serves both
# worlds; and a condition somewhere far away on somebody else's path is no evidence.
_MOST_DOUBT = SELDOM
_DOUBT = {Kind.LOOP: SURE, Kind.WAIT: UNSURE, Kind.FILE: UNSURE, Kind.CPU: UNSURE}
# Hops, of a chain that is in any doubt at all; what a single condition keeps from waiting for
# somebody else may be one hop farther away.
_FARTHEST = 4
_CASES = (Kind.FILE, Kind.CPU)
_COSTLY = (Kind.NETWORK, Kind.DATABASE, Kind.SUBPROCESS)


class Site(msgspec.Struct, frozen=True):
    """A blocking call made on the loop: where, and the hops down to the primitive.

    `chain` holds (function, edge): the first function is the one on the loop, and the last edge
    leads to `sink`. `doubt` is the chain's, without the reported call's own.
    """

    function: Function
    at: At
    sink: Blocks
    chain: tuple[tuple[Function, Edge], ...]
    doubt: int


class Blocking:
    """The blocking calls of every function on the loop."""

    def __init__(
        self,
        sites: dict[Kind, list[Site]],
        hops: dict[Kind, dict[Function, Edge]],
        calls: int,
        resolved: int,
    ) -> None:
        self._sites = sites
        self._hops = hops
        self.calls = calls
        self.resolved = resolved

    def sites(self, kind: Kind) -> list[Site]:
        """Calls on the loop of which this kind is the thing to tell, in a fixed order."""
        return self._sites.get(kind, [])

    def is_certain(self, site: Site, graph: CallGraph) -> bool:
        """Whether a call blocks whichever override it is that runs, where several may be meant."""
        return all(
            self._blocks(other.target)
            for function, edge in site.chain
            if edge.overrides > 1
            for other in graph.edges(function).edges
            if other.place is edge.place
        )

    def _blocks(self, target: Function | Blocks) -> bool:
        return isinstance(target, Blocks) or (
            target.info.is_stub or any(target in hops for hops in self._hops.values())
        )

    def all(self) -> list[Site]:
        """All of them, by kind."""
        return [site for kind in Kind for site in self.sites(kind)]

    def at(self, function: Function, at: At) -> Site | None:
        """The blocking call at a place."""
        return self.places.get((function, at))

    @cached_property
    def places(self) -> dict[tuple[Function, At], Site]:
        """All of them, by the function and the place in it."""
        return {(site.function, site.at): site for site in self.all()}

    def primitives(self, function: Function) -> list[Blocks]:
        """The primitives that a sync function called on the loop reaches, one of each kind."""
        found = []
        for hops in self._hops.values():
            hop = hops.get(function)
            while hop is not None:
                if isinstance(hop.target, Blocks):
                    found.append(hop.target)
                    break
                hop = hops[hop.target]
        return found

    def inside(self, function: Function, graph: CallGraph) -> list[Site]:
        """The calls of a sync function that would block if the loop ran it itself."""
        best: dict[At, Site] = {}
        for edge in graph.edges(function).edges:
            for kind, hops in self._hops.items():
                chain = [(function, edge)]
                while isinstance(target := chain[-1][1].target, Function) and target in hops:
                    chain.append((target, hops[target]))
                if isinstance(target, Blocks) and target.kind is kind:
                    site = Site(function, edge.at, target, tuple(chain), 0)
                    if edge.at not in best or _weight(site) < _weight(best[edge.at]):
                        best[edge.at] = site
        return [best[at] for at in sorted(best)]

    @classmethod
    def solve(
        cls, graph: CallGraph, on_loop: Iterable[Function], kinds: Collection[Kind]
    ) -> Blocking:
        """Solve for some kinds. Of a call that reaches several, the likeliest bad one is kept."""
        roots = dict.fromkeys(on_loop)
        callers: dict[Function, list[tuple[Function, Edge]]] = {}
        direct: dict[Kind, list[tuple[Function, Edge]]] = {}
        memoised: set[Function] = set()
        pauses = Pauses(graph.types, graph.knowledge)
        total = resolved = 0
        # Least doubt first; what is only reached in too much doubt is not even read.
        waves: list[list[Function]] = [list(roots), *([] for _ in range(_MOST_DOUBT))]
        seen: set[Function] = set()
        for doubt, wave in enumerate(waves):
            for function in wave:  # grows while it is read: breadth first
                if function in seen:
                    continue
                seen.add(function)
                if graph.remembers(function):
                    memoised.add(function)
                found = graph.edges(function)
                on_loop_itself = function in roots
                if on_loop_itself:
                    total += found.calls
                    resolved += found.resolved
                for edge in found.edges:
                    target = edge.target
                    if pauses.hold(function, edge.at):
                        continue
                    if isinstance(target, Blocks):
                        direct.setdefault(target.kind, []).append((function, edge))
                    elif target not in roots:
                        callers.setdefault(target, []).append((function, edge))
                        there = doubt + (SURE if on_loop_itself else edge.doubt)
                        if there <= _MOST_DOUBT and target not in seen:
                            waves[there].append(target)
        hops: dict[Kind, dict[Function, Edge]] = {}
        best: dict[tuple[Function, At], Site] = {}
        for kind in Kind:
            if kind in direct and kind in kinds:
                found_sites, hops[kind] = cls._kind(
                    kind, roots, callers, direct[kind], memoised, graph
                )
                for site in found_sites:
                    if site.sink.asks and any(_asks(f, site.sink, graph) for f, _ in site.chain):
                        continue
                    other = best.get((site.function, site.at))
                    if other is None or _weight(site) < _weight(other):
                        best[site.function, site.at] = site
        sites: dict[Kind, list[Site]] = {}
        for site in sorted(best.values(), key=lambda s: (s.function.key, s.at)):
            sites.setdefault(site.sink.kind, []).append(site)
        return cls(sites, hops, total, resolved)

    @staticmethod
    def _kind(
        kind: Kind,
        roots: dict[Function, None],
        callers: dict[Function, list[tuple[Function, Edge]]],
        direct: list[tuple[Function, Edge]],
        memoised: set[Function],
        graph: CallGraph,
    ) -> tuple[list[Site], dict[Function, Edge]]:
        # Shortest first within each degree of doubt, least doubt first.
        most = _DOUBT.get(kind, _MOST_DOUBT)
        next_hop: dict[Function, Edge] = {}
        # Callers whose arguments exclude the hops known so far, and the hops that others take.
        barred: dict[Function, list[tuple[Function, Edge]]] = {}
        detours: dict[tuple[Function, At, Function], Edge] = {}
        found: dict[tuple[Function, At], tuple[Edge, int]] = {}
        # By the length of what is behind, then in the order in which they were found.
        waves: list[list[tuple[int, int, Function, Edge]]] = [[] for _ in range(most + 1)]
        number = count()

        def is_near(doubt: int, length: int) -> bool:
            return not doubt or length <= _FARTHEST + (doubt == UNSURE and kind in _COSTLY)

        def reach(function: Function, edge: Edge, doubt: int, length: int) -> None:
            if function in roots:
                doubt += edge.hidden_doubt
                if doubt <= most and is_near(doubt, length + (edge.run is not None)):
                    found.setdefault((function, edge.at), (edge, doubt))
                return
            # Which file is read is often a case of several, and so is how a password is checked.
            is_case = kind in _CASES and edge.is_case
            there = doubt + (UNSURE if is_case else edge.doubt)
            if there <= most and is_near(there, length):
                heappush(waves[there], (length, next(number), function, edge))

        # What is written is told rather than what `with` and `for` do unseen.
        for function, edge in sorted(
            direct, key=lambda hop: (type(hop[1].place) is Use, _order(hop))
        ):
            reach(function, edge, 0, 1)
        for doubt, wave in enumerate(waves):
            while wave:
                length, _, function, edge = heappop(wave)
                is_first = function not in next_hop
                if is_first:
                    next_hop[function] = edge
                    waiting = sorted(callers.get(function, ()), key=_order)
                else:
                    waiting = barred.pop(function, [])
                seldom = doubt + (SELDOM if function in memoised else SURE)
                if seldom > most:
                    continue
                for caller, call in waiting:
                    # Awaiting the result of a sync function that can wait for a loop or thread
                    # tells that it did not: it gave back a coroutine instead.
                    if call.awaited and kind in (Kind.LOOP, Kind.WAIT):
                        continue
                    if _excluded((caller, call), (function, edge), graph):
                        barred.setdefault(function, []).append((caller, call))
                        continue
                    if not is_first:
                        detours[caller, call.at, function] = edge
                    reach(caller, call, seldom, length + 1)

        types = graph.types
        sites = []
        for (function, at), (edge, doubt) in found.items():
            chain = [(function, edge)]
            while isinstance(target := chain[-1][1].target, Function):
                caller, call = chain[-1]
                chain.append((target, detours.get((caller, call.at, target)) or next_hop[target]))
            names = [function.name for function, _ in chain[1:]]
            if names and replaced((*names, target.name), function, at, types):
                continue
            if names and (_is_cut(chain, types) or _mixes_classes(chain, graph)):
                continue
            if not _spared(tuple(chain), types.of):
                # A case is believed like one condition, and yet is more doubtful than one.
                cases = sum(kind in _CASES and hop.is_case for _, hop in chain[1:])
                doubt += cases * (SELDOM - UNSURE)
                sites.append(Site(function, at, target, tuple(chain), doubt))
        return sites, next_hop


def _excluded(hop: tuple[Function, Edge], after: tuple[Function, Edge], graph: CallGraph) -> bool:
    """Whether a hop cannot be followed by another: its arguments exclude the branch that this
    stands in, or the method runs for an object of another class than the override is of."""
    (caller, made), (callee, edge) = hop, after
    call, needs = made.place, edge.place.needs
    if made.run is not None:
        caller, call = made.run.holder, made.run.call
    if needs and isinstance(call, Call) and excluded(call, caller, callee, needs, graph.types):
        return True
    return _mixes_classes((hop, after), graph)


def _mixes_classes(chain: Iterable[tuple[Function, Edge]], graph: CallGraph) -> bool:
    """Whether methods of one object, which call each other, are of classes that no object can have
    at once."""
    classes: list[Class] = []
    for function, edge in chain:
        call, target = edge.place, edge.target
        if not isinstance(call, Call) or not isinstance(target, Function) or edge.run:
            classes = []
        elif not classes or not is_own(call, function):
            classes = _runs_for(call, function, target, graph)
        elif not any(_may_be(one, target.owner, graph) for one in classes):
            return True
    return False


def _may_be(cls: Class, owner: Class | None, graph: CallGraph) -> bool:
    return owner is None or graph.subclasses.may_be_both(cls, owner)


def _runs_for(call: Call, caller: Function, callee: Function, graph: CallGraph) -> list[Class]:
    """The classes of the objects that a call runs a method for; empty if any is not known."""
    found = []
    for one in graph.types.of(call.func, caller):
        if isinstance(one, ClassObject):
            found.append(one.cls)
        elif isinstance(one, Method) and one.function is callee:
            if not (isinstance(one.receiver, Instance) and isinstance(one.receiver.cls, Class)):
                return []
            found.append(one.receiver.cls)
    return found


def _is_cut(chain: list[tuple[Function, Edge]], types: TypeSolver) -> bool:
    """Whether a test expects an exception that a chain raises before it gets to its end."""
    below = [(function, edge.at) for function, edge in chain]
    return any(
        raised_before(function, at, below[number:], types)
        for number, (function, at) in enumerate(below[:-1], 1)
    )


def _spared(chain: tuple[tuple[Function, Edge], ...], of: Of) -> bool:
    """Whether what is passed along a chain keeps its primitive from waiting: `timeout=0`, or a
    file in memory."""
    chain = _since_handed(chain)
    function, edge = chain[-1]
    if not isinstance(edge.target, Blocks) or not isinstance(edge.place, Call):
        return False
    calls = [hop[1].place for hop in chain[:-1]]
    functions = [hop[0] for hop in chain]
    for condition in edge.target.unless:
        value = meant(condition, edge.place)
        scope = function
        for caller, callee, call in zip(
            reversed(functions[:-1]), reversed(functions[1:]), reversed(calls), strict=True
        ):
            if type(value) is not Name or not isinstance(call, Call):
                break
            if value.id not in callee.params or value.id in callee.names:
                break
            value, scope = passed(call, callee, value.id), caller
            value = tested(value, call, scope, condition) if value is not None else None
        if value is not None and scope is not function and holds(condition, value, scope, of):
            return True
    return False


def _since_handed(chain: tuple[tuple[Function, Edge], ...]) -> tuple[tuple[Function, Edge], ...]:
    """The hops since one was handed over, of which who did so does not say what it gets."""
    for number in range(len(chain) - 1, -1, -1):
        edge = chain[number][1]
        if edge.run is not None:
            first = (edge.run.holder, replace(edge, place=edge.run.call))
            return (first, *chain[number + 1 :])
    return chain


def _asks(function: Function, sink: Blocks, graph: CallGraph) -> bool:
    """Whether conditions of a function ask an object of the same class whether it would wait."""
    words = {word for word in sink.asks.split() if _is_tested(word, function)}
    # Of the object, or of the one whose attribute it is.
    parts = sink.name.split(".")
    wanted = {".".join((*parts[:n], word)) for n in range(1, len(parts)) for word in words}
    return bool(words) and any(
        _is_one_of(one, wanted, graph)
        for index in function.called(words)
        for one in graph.types.callees(function.body.calls[index], function)
    )


def _is_tested(word: str, function: Function) -> bool:
    """Whether a condition of a function mentions a method, or a name for what it has given."""
    tests = function.body.tests
    asked = {Ref(index) for index in function.called({word})}
    return word in tests or any(
        not asked.isdisjoint(function.names.get(name, ())) for name in tests
    )


def _is_one_of(one: Type, wanted: set[str], graph: CallGraph) -> bool:
    """Whether something is a method of these names, or gives what one of them does."""
    if isinstance(one, External):
        return not wanted.isdisjoint(graph.knowledge.inherited(one.name))
    if not isinstance(one, Method) or one.function.body.returns != (Ref(0),):
        return False
    inner = one.function
    asked = graph.types.of(inner.body.calls[0].func, inner)
    return any(_is_one_of(o, wanted, graph) for o in asked if isinstance(o, External))


# How much less a kind weighs than the worst, in terms of doubt. What few want to be told of never
# stands for what most do.
_LIGHTER = {Kind.FILE: 1, Kind.IMPORT: 5, Kind.LOCK: 5, Kind.METADATA: 5}
_RANK = {kind: rank for rank, kind in enumerate(Kind)}


def _weight(site: Site) -> tuple[int, int, int]:
    kind = site.sink.kind
    # Sleeping on a condition is the pause before a retry: what is tried again is the thing to tell.
    retry = kind is Kind.SLEEP and len(site.chain) > 1 and site.chain[-1][1].doubt > 0
    return site.doubt + _LIGHTER.get(kind, 0) + retry, _RANK[kind], len(site.chain)


def _order(hop: tuple[Function, Edge]) -> tuple[tuple[str, At, int], At]:
    return hop[0].key, hop[1].at
