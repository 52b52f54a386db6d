"""What Python calls by itself: what `with` enters, what `for` iterates, what attributes run.

The part of the call graph that is about uses, apart from the calls that somebody has written.
"""

from __future__ import annotations

from asynclint.index.summary import Attr, Call, Enter, Expr, Name, Ref, Use, last_part
from asynclint.knowledge import Blocks, Knowledge
from asynclint.program.decorators import Decorators, Runs
from asynclint.program.edges import Edge
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.pools import Pools
from asynclint.program.types import (
    PROPERTIES,
    External,
    Generator,
    Instance,
    Method,
    Types,
    last_name,
)

ENTER = ("__enter__", "__exit__")
ITERATE = ("__iter__", "__next__")
_OFFLOADS = "run_in_executor"  # of a loop that nobody annotated


class Implicit:
    """Edges of uses; `calls` says what is called."""

    def __init__(self, types: TypeSolver, knowledge: Knowledge, pools: Pools) -> None:
        self.types = types
        self.knowledge = knowledge
        self.subclasses = types.subclasses
        self.pools = pools
        self.decorators = Decorators(types, knowledge)

    def functions(self, targets: Types) -> list[Function]:
        """The functions of the project whose bodies run when one of these is called."""
        raise NotImplementedError

    def dispatch(self, target: Method) -> list[Function]:
        """The method itself, and those that are meant instead."""
        raise NotImplementedError

    def _used(self, place: Call | Use, types: Types, hooks: tuple[str, ...]) -> list[Edge]:
        """What entering or iterating these runs."""
        edges: list[Edge] = []
        rows: list[list[Blocks]] = []  # of each external alternative: all must block
        for one in self.types.values(types):
            if isinstance(one, Generator):
                if self.decorators.runs(one.function) is Runs.BODY:
                    edges.append(Edge(place, one.function))
            elif isinstance(one, Instance):
                found = [edge for hook in hooks for edge in self._hook(place, one, hook)]
                edges += [edge for edge in found if isinstance(edge.target, Function)]
                if isinstance(one.cls, str):
                    rows.append([e.target for e in found if isinstance(e.target, Blocks)])
        if rows and all(rows):
            edges.append(Edge(place, rows[0][0]))
        return edges

    def _suspended(self, use: Use, function: Function) -> Types:
        """What is entered or iterated: of a call that leads to a stub, the generators by which it
        is overridden."""
        found = self.types.of(use.value, function)
        if found or type(use.value) is not Ref:
            return found
        call = function.body.calls[use.value.index]
        return tuple(
            Generator(one)
            for target in self.types.of(call.func, function)
            if isinstance(target, Method) and target.function.info.is_stub
            for one in self.dispatch(target)
            if one.info.is_generator and not one.info.is_async
        )

    def _lent(self, use: Use, function: Function) -> bool:
        """Whether what is entered is handed to what runs functions elsewhere.

        `with ThreadPoolExecutor() as pool: await loop.run_in_executor(pool, work)` has awaited
        the work when it leaves the block, so leaving it does not wait.
        """
        names = {
            name
            for name, values in function.names.items()
            for value in values
            if type(value) is Enter and value.value == use.value
        }
        return bool(names) and any(
            self._offloads(call, function)
            for call in function.body.calls
            if any(type(arg) is Name and arg.id in names for arg in call.args)
        )

    def _offloads(self, call: Call, function: Function) -> bool:
        """Whether a call hands functions to what runs them elsewhere, if only by what it is called
        where nobody annotated the loop."""
        found = self.types.of(call.func, function)
        return any(
            isinstance(one, External) and one.name in self.knowledge.offloads for one in found
        ) or (not found and call.awaited and last_part(call.func) == _OFFLOADS)

    def _is_idle(self, edge: Edge, function: Function) -> bool:
        """Whether leaving a block waits for work that nobody has given."""
        row = edge.target
        return isinstance(row, Blocks) and row.drains and self.pools.is_idle(edge.place, function)

    def _hook(self, place: Call | Use, owner: Instance, hook: str) -> list[Edge]:
        edges: list[Edge] = []
        for target in self.types.attribute((owner,), hook):
            if isinstance(target, Method):
                made = target.function
                if made.info.is_generator and not made.info.is_async:
                    edges.append(Edge(place, made))
                edges += [Edge(place, f) for f in self.functions((target,))]
            elif isinstance(target, External):
                row = self.knowledge.blocks(target.name)
                if row is not None:
                    edges.append(Edge(place, row))
        return edges

    def _read(self, use: Use, function: Function) -> list[Edge]:
        edges: list[Edge] = []
        expr: Expr = use.value
        while type(expr) is Attr:
            rows: list[Blocks | None] = []  # of the external alternatives: all must block
            owners = self.types.values(self.types.of(expr.value, function))
            for owner in self.types.fitting(owners, expr.value, use.needs, function):
                if isinstance(owner, Instance):
                    getter = self._property(owner.cls, expr.attr)
                    if isinstance(getter, Function):
                        edges.append(Edge(use, getter))
                    else:
                        rows.append(getter)
            is_awaited = any(rows) and any(wait.value == expr for wait in function.body.waits)
            if rows and all(rows) and not is_awaited:
                assert rows[0] is not None
                edges.append(Edge(use, rows[0]))
            expr = expr.value
        return edges

    def _property(self, cls: Class | str, attr: str) -> Function | Blocks | None:
        if isinstance(cls, str):
            return self.knowledge.getter(cls, attr)
        for base in self.types.mro(cls):
            if isinstance(base, str):
                if (row := self.knowledge.getter(base, attr)) is not None:
                    return row
            else:
                function = base.methods.get(attr)
                if function is not None:
                    marks = {last_name(d, function.parent) for d in function.info.decorators}
                    return function if marks & PROPERTIES and not function.info.is_async else None
                if attr in base.fields:
                    return None
        return None
