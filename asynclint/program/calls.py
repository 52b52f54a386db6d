"""What a function sets running, itself and at once: its call edges.

An edge leads to a function of the project or to a blocking primitive of the tables. Calls, and
what Python calls implicitly, make edges: `with`, `for`, properties, constructors, `__call__`.
Functions that are merely passed make none, save to the higher-order functions the tables name and
to those of the project that call what they are given.

Deliberately not known: what becomes of callables in containers, dynamic dispatch other than from a
stub to its overrides and from what a class lacks to its subclasses, and what `decorators` cannot
tell.
"""

from __future__ import annotations

import builtins
import io
import pathlib
import typing
from collections.abc import Iterator

from asynclint.index.summary import (
    RARELY,
    Attr,
    Call,
    Enter,
    Name,
    Ref,
)
from asynclint.knowledge import Blocks, Knowledge
from asynclint.knowledge.entry import names
from asynclint.program import handled
from asynclint.program.asking import answers, asks, asks_for_awaitable, asks_for_coroutine
from asynclint.program.callbacks import MARKS, Callbacks, runs
from asynclint.program.conditions import argument, cannot_wait, fits, given, in_memory
from asynclint.program.decorators import Runs
from asynclint.program.edges import (
    Edge,
    Edges,
    is_file,
    told_at_opening,
    waits_anyhow,
    waits_at_end,
)
from asynclint.program.implicit import ENTER, ITERATE, Implicit
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.narrowing import excluded
from asynclint.program.overrides import is_own
from asynclint.program.pools import Pools
from asynclint.program.readiness import Readiness
from asynclint.program.types import (
    CONSTRUCTORS,
    ClassObject,
    External,
    Instance,
    Method,
    Partial,
    Type,
    Types,
    last_name,
)

_REMEMBERING = frozenset({"lru_cache", "cache", "cached_property", "cached", "memoize"})
_PLAIN = frozenset(
    f"builtins.{name}" for name in ("bool", "bytes", "dict", "float", "int", "list", "str", "tuple")
)


class CallGraph(Implicit):
    """Edges by function, computed when asked for."""

    def __init__(self, types: TypeSolver, knowledge: Knowledge, pools: Pools) -> None:
        super().__init__(types, knowledge, pools)
        self._edges: dict[Function, Edges] = {}
        self._silent: dict[str, bool] = {}
        self.constructors = (*CONSTRUCTORS, *sorted(knowledge.constructors))
        self.callbacks = Callbacks(types)
        self.readiness = Readiness()

    def edges(self, function: Function) -> Edges:
        found = self._edges.get(function)
        if found is None:
            found = self._edges[function] = self._solve(function)
        return found

    def _solve(self, function: Function) -> Edges:
        body = function.body
        edges: list[Edge] = []
        sinks: list[tuple[int, Edge]] = []  # call index -> edge, for calls that end in a primitive
        resolved = 0
        handed = {ref.index for c in body.calls if c.awaited for ref in c.args if type(ref) is Ref}
        for index, call in enumerate(body.calls):
            targets = self.types.callees(call, function)
            if index in handed:  # `await ensure_async(manager.save())`
                targets = tuple(one for one in targets if not self._is_coroutine_below(one))
            resolved += bool(targets)
            for edge in self._call(call, targets, function):
                if isinstance(edge.target, Function):
                    edges.append(edge)
                else:
                    sinks.append((index, edge))
        opened = {
            index
            for index, edge in sinks
            if is_file(edge) and not _are_plain(self.types.of(Ref(index), function))
        }
        edges += [
            edge
            for index, edge in sinks
            if not told_at_opening(edge, index, opened, function)
            and not self._is_handled(edge, function)
        ]
        ends: list[tuple[int, str]] = []  # index of what is entered -> what leaving it waits for
        for index, use in enumerate(body.enters):
            if not use.is_async:
                hooks = ENTER[:1] if self._lent(use, function) else ENTER
                found = self._used(use, self._suspended(use, function), hooks)
                found = [edge for edge in found if not self._is_idle(edge, function)]
                ends += [(index, family) for edge in found if (family := waits_at_end(edge))]
                edges += found
        for use in body.iterates:
            if not use.is_async:
                found = self._used(use, self._suspended(use, function), ITERATE)
                edges += [
                    edge for edge in found if not told_at_opening(edge, None, opened, function)
                ]
        for use in body.reads:
            edges += self._read(use, function)
        if ends:
            edges = [edge for edge in edges if not waits_anyhow(edge, ends, function)]
        if any(edge.doubt for edge in edges) and (
            asks(function)
            or (not function.info.is_async and any(answers(edge.target) for edge in edges))
        ):
            edges = [edge for edge in edges if not edge.doubt]
        unique = {(edge.at, edge.target): edge for edge in reversed(edges)}
        edges = sorted(unique.values(), key=lambda e: e.at)
        return Edges(tuple(edges), len(body.calls), resolved)

    def remembers(self, function: Function) -> bool:
        """Whether the function keeps its results, and so seldom runs at all."""
        return any(last_name(d, function.parent) in _REMEMBERING for d in function.info.decorators)

    # ------------------------------------------------------------ one call

    def _call(self, call: Call, targets: Types, function: Function) -> list[Edge]:
        # Half of all calls, which need not be asked all that follows.
        if len(targets) == 1 and type(one := targets[0]) is External and self._is_silent(one):
            return []
        edges: list[Edge] = []
        rows: list[Blocks | None] = []
        is_async = any(isinstance(t, Method) and t.function.info.is_async for t in targets)
        if (call.awaited and (is_async or asks_for_coroutine(call.func, function))) or (
            is_async and asks_for_awaitable(call, function)
        ):
            # Of several alternatives the one that can be awaited is meant.
            return [edge for one in targets for edge in self._called_back(call, one, function)]
        if not targets and type(call.func) is Attr:
            for one in self.types.of(call.func.value, function):
                if isinstance(one, Instance) and isinstance(one.cls, Class):
                    edges += self._supplied(one.cls, call, function)
        for target in _unwrapped(targets):
            match target:
                case Method(made, _) if (row := self.knowledge.declared(made.name)) is not None:
                    edges += [Edge(call, row)] if not made.info.is_async else []
                case Method() | ClassObject():
                    found = [f for f in self.functions((target,)) if _may_take(call, f, target)]
                    if is_own(call, function):
                        found = [f for f in found if self.subclasses.may_run(f, function)]
                    if call.awaited and _is_kept(target, call):
                        continue  # the coroutine function that may be kept there as well is meant
                    if call.awaited:
                        found = [f for f in found if not self._gives_plain_value(f, target)]
                    meant = [f for f in found if not f.info.is_stub]
                    overrides = len(meant) if isinstance(target, Method) else 1
                    if call.awaited and overrides > 1:
                        continue  # what blocks and what is awaited are for different worlds
                    edges += [Edge(call, f, overrides) for f in found]
                    edges += self._called_back(call, target, function)
                case Instance(cls) if isinstance(cls, Class):
                    hook = self.types.attribute((target,), "__call__")
                    edges += [Edge(call, f) for f in self.functions(hook)]
                case Instance(cls):
                    rows.append(self._row(f"{cls}.__call__", call, function))
                case External(_, Instance(Class() as cls)) if supplied := self._supplied(
                    cls, call, function
                ):
                    edges += supplied
                case External(name, Instance(Class()) as owner) if own := self._delegated(
                    name, owner
                ):
                    edges += [Edge(call, one) for one in self.functions(own)]
                case External(name, receiver):
                    if len(targets) == 1 or not _lacks(receiver, name):
                        rows.append(self._row(name, call, function))
                    edges += self._handed(name, call, function)
            if isinstance(target, ClassObject):
                bases = [b for b in self.types.mro(target.cls) if isinstance(b, str)]
                rows += [self._row(base, call, function) for base in bases]
        # Of several external alternatives all must block: one that does not is the likely one.
        if rows and all(rows) and not call.awaited:
            row = rows[0]
            assert row is not None
            edges.append(Edge(call, row))
        return edges

    def _is_silent(self, callee: External) -> bool:
        """Whether calling this makes no edge, whatever it is given: so are most calls."""
        name, receiver = callee.name, callee.receiver
        known = self._silent.get(name)
        if known is None:
            known = self._silent[name] = (
                self.knowledge.blocks(name) is None
                and name not in self.knowledge.calls
                and name not in self.knowledge.consumes
                and name not in _ENTERING
            )
        return known and (receiver is None or type(receiver.cls) is str)

    def _called_back(self, call: Call, target: Type, function: Function) -> list[Edge]:
        """What a function of the project is given and runs."""
        edges: list[Edge] = []
        if not isinstance(target, Method) or not runs(target.function, call):
            return edges
        through = target.function
        for name, run in self.callbacks.of(through).items():
            handed = given(call, through, name)
            if handed is None or excluded(call, function, through, run.needs, self.types):
                continue
            found = self.types.of(handed, function)
            if call.awaited and any(
                isinstance(f, Method) and f.function.info.is_async for f in found
            ):
                continue  # that is meant
            outside = [one.name for one in found if isinstance(one, External)]
            rows = [self._row(name, run.call, run.holder) for name in outside]
            ends = [row for row in rows[:1] if row is not None and all(rows)]
            targets: list[Function | Blocks] = [*self.functions(found), *ends]
            edges += [Edge(call, one, len(targets), run) for one in targets]
        return edges

    def _supplied(self, cls: Class, call: Call, function: Function) -> list[Edge]:
        """Hops to a method that the receiver's class lacks and subclasses have."""
        if type(call.func) is not Attr:
            return []
        found = self.subclasses.supplied(cls, call.func.attr)
        if call.awaited and any(one.info.is_async for one in found):
            return []
        if is_own(call, function):
            found = [one for one in found if self.subclasses.may_run(one, function)]
        return [Edge(call, one, len(found)) for one in found if self._runs_body(one)]

    def _delegated(self, name: str, receiver: Instance) -> Types:
        """The method of an object's own class that a method from outside does nothing but call."""
        known = self.knowledge.delegates
        hook = next((known[one] for one in self.knowledge.inherited(name) if one in known), "")
        found = self.types.attribute((receiver,), hook) if hook else ()
        return tuple(one for one in found if isinstance(one, Method))

    def functions(self, targets: Types) -> list[Function]:
        """The functions of the project whose bodies run when one of these is called."""
        found: list[Function] = []
        for target in targets:
            if isinstance(target, Method):
                found += self.dispatch(target)
            elif isinstance(target, Partial):
                found += self.functions(target.target)
            elif isinstance(target, ClassObject) and not self.types.is_made_otherwise(target.cls):
                for hook in self.constructors:
                    hooks = self.types.class_attribute(target.cls, hook, Instance(target.cls))
                    found += [m.function for m in hooks if isinstance(m, Method)]
        return [f for f in found if self._runs_body(f)]

    def dispatch(self, target: Method) -> list[Function]:
        """The method itself, and what overrides it if it is a stub, or does nothing and is called
        of a class that is there to be derived from."""
        function, receiver = target.function, target.receiver
        found = [function]
        if not (isinstance(receiver, Instance) and isinstance(receiver.cls, Class)):
            return found
        if not function.info.is_stub and (
            function.body.calls or not self.types.is_abstract(receiver.cls)
        ):
            return found
        return found + self.subclasses.overrides(receiver.cls, function.info.name)

    def _gives_plain_value(self, function: Function, target: Type) -> bool:
        """Whether nobody can await what a function gives: where somebody does, it is another."""
        receiver = target.receiver if isinstance(target, Method) else None
        return _are_plain(self.types.result(function, receiver))

    def _is_coroutine_below(self, target: Type) -> bool:
        """Whether a method is overridden by coroutine functions, which are meant where it may be
        awaited."""
        if not isinstance(target, Method) or not isinstance(target.receiver, Instance):
            return False
        cls, name = target.receiver.cls, target.function.info.name
        return isinstance(cls, Class) and any(
            override.info.is_async for override in self.subclasses.overrides(cls, name)
        )

    def _runs_body(self, function: Function) -> bool:
        info = function.info
        return (
            not info.is_async
            and not info.is_generator
            and self.decorators.runs(function) is Runs.BODY
            and not self.knowledge.is_declared_safe(function.name)
        )

    def _handed(self, name: str, call: Call, function: Function) -> list[Edge]:
        """Functions and generators that a known callable runs before it returns."""
        edges: list[Edge] = []
        where = self.knowledge.calls.get(name)
        if where is not None:
            handed = argument(call, where)
            if handed is not None:
                edges += [Edge(call, f) for f in self.functions(self.types.of(handed, function))]
        if name in _ENTERING:
            hooks = ENTER if _unwinds(name, call, function) else ENTER[:1]
            for handed in call.args[:1]:
                edges += self._used(call, self.types.of(handed, function), hooks)
        if name in self.knowledge.consumes:
            for handed in call.args[:1]:
                edges += self._used(call, self.types.of(handed, function), ITERATE)
        return edges

    # ------------------------------------------------------------ primitives

    def _row(self, name: str, call: Call, function: Function) -> Blocks | None:
        row = self.knowledge.blocks(name)
        if row is None:
            return None
        if cannot_wait(row, call, function, self.types.of):
            return in_memory(row, call, function, self.types.of)
        if row.drains and self.pools.is_idle(call, function):
            return None
        return None if self.readiness.is_ready(row, call, function) else row

    def _is_handled(self, edge: Edge, function: Function) -> bool:
        """Whether a primitive is called in an exception handler that knows that it cannot wait."""
        row, call = edge.target, edge.place
        if edge.place.guard < RARELY or not isinstance(row, Blocks) or not isinstance(call, Call):
            return False
        return handled.cannot_wait(row, call, function, self.types)


_GIVEN = frozenset({"builtins.str", "builtins.bytes", "os.PathLike"})  # what a path comes as
_PYTHONS = {module.__name__: module for module in (builtins, io, pathlib, typing)}
_ENTERING = names("contextlib", "ExitStack.enter_context AsyncExitStack.enter_context")


def _is_coroutine(one: Type) -> bool:
    return isinstance(one, Method) and one.function.info.is_async


def _unwinds(name: str, call: Call, function: Function) -> bool:
    """Whether the loop leaves what a stack enters: a stack that is awaited, or that the same
    function enters."""
    if name != _ENTERING[0]:
        return True
    stack = call.func.value if type(call.func) is Attr else None
    return type(stack) is Name and any(
        type(value) is Enter for value in function.names.get(stack.id, ())
    )


def _are_plain(values: Types) -> bool:
    """Whether there are values and all are text, numbers or collections, for sure."""
    return bool(values) and all(
        isinstance(one, Instance) and isinstance(one.cls, str) and one.cls in _PLAIN
        for one in values
    )


def _unwrapped(targets: Types) -> Iterator[Type]:
    """The alternatives, and instead of partial objects what those call."""
    for target in targets:
        if isinstance(target, Partial):
            yield from _unwrapped(target.target)
        else:
            yield target


def _lacks(receiver: Instance | None, method: str) -> bool:
    """Whether an alternative cannot be meant, or is most likely gone by now: one that lacks such a
    method, `if isinstance(path, str): path = ...`."""
    if receiver is None or isinstance(receiver.cls, Class):
        return False
    module, _, name = receiver.cls.rpartition(".")
    known = getattr(_PYTHONS.get(module), name, object)
    lacks = known is not object and not hasattr(known, method.rpartition(".")[2])
    return lacks or receiver.cls in _GIVEN


def _is_kept(target: Type, call: Call) -> bool:
    """Whether a function is called by the name of an attribute that it has been put into."""
    return (
        isinstance(target, Method)
        and type(call.func) is Attr
        and not target.function.info.is_async
        and target.function.info.name != call.func.attr
    )


def _may_take(call: Call, callee: Function, target: Type) -> bool:
    """Whether a call can be one of a method or function, by what is passed; of what decorators and
    classes make of it nobody knows."""
    marks = callee.info.decorators
    if not isinstance(target, Method) or marks not in MARKS or callee.info.name == "__new__":
        return True
    is_bound = isinstance(target.receiver, Instance) or marks == MARKS[1]
    return fits(call, callee, is_bound and callee.owner is not None and marks != MARKS[2])
