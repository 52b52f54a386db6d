"""Work that blocks the one thread which all sync code of consumers shares.

Sync consumers, and what their async kin hands to `one_thread` callables of the tables, run one
after the other, whatever connection they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import At, Call, Const, Ref
from asynclint.knowledge import Blocks, Kind, Knowledge
from asynclint.pins import Pins, Verdict
from asynclint.program.blocking import Blocking, Site
from asynclint.program.calls import CallGraph
from asynclint.program.conditions import argument, cannot_wait
from asynclint.program.consumers import Consumers, Consuming
from asynclint.program.hosts import last_names
from asynclint.program.linker import Function
from asynclint.program.tasks import Tasks
from asynclint.program.types import External, Method, spelled

# Queries are what sync consumers are for; files and locks are seldom worth a word.
_KINDS = (Kind.SLEEP, Kind.NETWORK, Kind.SUBPROCESS, Kind.WAIT)


class Shared(msgspec.Struct, frozen=True):
    """What `consuming` runs in the shared thread blocks it, in `sink`: at `at` of `function`, by
    the hops of `site` if it is the project's own code. `via` is what hands it over, if anything."""

    consuming: Consuming
    function: Function
    at: At
    sink: Blocks
    site: Site | None
    via: str


class OneThread:
    """What blocks the shared thread, worked out when first asked for."""

    def __init__(
        self,
        consumers: Consumers,
        calls: CallGraph,
        tasks: Tasks,
        knowledge: Knowledge,
        pins: Pins,
    ) -> None:
        self.consumers = consumers
        self.calls = calls
        self.tasks = tasks
        self.types = tasks.types
        self.knowledge = knowledge
        self.pins = pins

    @cached_property
    def blocked(self) -> list[Shared]:
        """The calls that block it, in a fixed order."""
        found = self._outside()
        sites = Blocking.solve(self.calls, self.roots, _KINDS).all() if self.roots else []
        for site in sites:
            consuming, via = self.roots[site.function]
            if self._is_brief(site.sink):
                continue
            found.append(Shared(consuming, site.function, site.at, site.sink, site, via))
        return sorted(found, key=lambda one: (one.function.key, one.at))

    @cached_property
    def roots(self) -> dict[Function, tuple[Consuming, str]]:
        """The functions of the project that run in it: whose consumer's, and what hands them
        over."""
        found: dict[Function, tuple[Consuming, str]] = {}
        for consuming in self.consumers.all:
            if not consuming.row.on_loop:
                for handler in consuming.handlers:
                    found.setdefault(handler, (consuming, ""))
            for method in self.consumers.methods(consuming.cls).values():
                if via := self.decorated(method):
                    found.setdefault(method, (consuming, via))
                for call, via in self._handing(method):
                    for one in self.types.of(call.args[0] if call.args else None, method):
                        if isinstance(one, Method) and not one.function.info.is_async:
                            found.setdefault(one.function, (consuming, via))
        return found

    def _is_brief(self, row: Blocks) -> bool:
        """Whether it is over as soon as a query, which that thread is for."""
        return row.name.rpartition(".")[0] in self.knowledge.brief

    def is_shared(self, near: Function) -> Verdict:
        """Whether the releases in use share one thread; older ones take any of the loop's pool."""
        for distribution, versions in self.knowledge.own_threads.items():
            verdict = self.pins.satisfies(distribution, (versions,), near.module.file)
            if verdict is not Verdict.NO:
                return Verdict.NO if verdict is Verdict.YES else Verdict.UNKNOWN
        return Verdict.YES

    # ------------------------------------------------------------ what is handed over

    def decorated(self, method: Function) -> str:
        """The decorator that runs a method in the shared thread; empty if none does."""
        for decorator in method.info.decorators:
            if type(decorator) is not Ref and method.parent is not None:
                for one in self.types.of(decorator, method.parent):
                    if spelled(one) in self.knowledge.one_thread:
                        return spelled(one).rpartition(".")[2]
        return ""

    def _handing(self, method: Function) -> Iterator[tuple[Call, str]]:
        """The calls that hand a function over to the shared thread."""
        for index in method.called(last_names(self.knowledge.one_thread)):
            call = method.body.calls[index]
            if argument(call, "thread_sensitive") in (None, Const(True)):
                for name in self.tasks.names(call, method):
                    if name in self.knowledge.one_thread:
                        yield call, name.rpartition(".")[2]
                        break

    def _outside(self) -> list[Shared]:
        """Functions of libraries that are handed over and called at once."""
        return [
            shared
            for consuming in self.consumers.all
            for method in self.consumers.methods(consuming.cls).values()
            for call, via in self._handing(method)
            for one in self.types.of(call.args[0] if call.args else None, method)
            if isinstance(one, External)
            for shared in self._called(one.name, call, via, consuming, method)
        ]

    def _called(
        self, name: str, call: Call, via: str, consuming: Consuming, method: Function
    ) -> Iterable[Shared]:
        row = self.knowledge.blocks(name)
        if row is None or row.kind not in _KINDS or self._is_brief(row):
            return
        position = method.body.calls.index(call)
        for made in method.body.calls:
            if made.func == Ref(position) and not cannot_wait(row, made, method, self.types.of):
                yield Shared(consuming, method, call.at, row, None, via)
                return
