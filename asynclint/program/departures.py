"""Which commands are cancelled because the client of a request left before it was answered.

Frameworks differ: `knowledge.departures` has what was seen to happen. A row counts only where the
project certainly uses such a release, below such a server.

Deliberately not known: servers that cancel late (daphne, ten seconds after the client left),
handlers of websockets, and what runs in a view that awaits it shielded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from asynclint.deployment import Deployment
from asynclint.index.summary import Call, Const
from asynclint.knowledge import Departure, Knowledge, Role
from asynclint.pins import Pins, Verdict
from asynclint.program.cancels import Cut, Form
from asynclint.program.clients import keyword
from asynclint.program.conditions import argument
from asynclint.program.hosts import last_names
from asynclint.program.linker import Module, calling
from asynclint.program.reach import Reach

if TYPE_CHECKING:
    from asynclint.program.views import Views

# What a framework runs in the one task that it cancels.
_IN_TASK = frozenset({Role.VIEW, Role.MIDDLEWARE, Role.DEPENDENCY, Role.HOOK})


class Departures:
    """The commands that departing clients cancel in some modules; solved when first asked for."""

    def __init__(
        self,
        modules: Iterable[Module],
        reach: Reach,
        views: Callable[[], Views],
        knowledge: Knowledge,
        pins: Pins,
        deployment: Deployment,
    ) -> None:
        self.modules = list(modules)
        self.reach = reach
        self.views = views
        self.knowledge = knowledge
        self.pins = pins
        self.deployment = deployment
        self._known: dict[tuple[int, str], bool] = {}

    @cached_property
    def cuts(self) -> list[Cut]:
        """The cancelled commands, in a fixed order: views by their places, then streams."""
        return [*self._in_views(), *self._in_streams()]

    def _in_views(self) -> Iterator[Cut]:
        near = {module.folder: module for module in self.modules}.values()
        rows = [
            row
            for row in self.knowledge.departures
            if not row.streams and any(self._holds(row, module) for module in near)
        ]
        modules = set(self.modules)
        for view in self.views().all() if rows else ():  # finding views reads many modules
            function = view.function
            if not function.info.is_async or view.kind not in _IN_TASK:
                continue
            for row in rows:
                if (
                    row.framework == view.framework
                    and function.module in modules
                    and self._holds(row, function.module)
                ):
                    for wait in function.body.waits:
                        for sent in self.reach.sent(wait.value, function):
                            first = sent.hops[0].call if sent.hops else sent.command.call
                            yield Cut(Form.DEPARTURE, function, first.at, row.framework, sent)

    def _in_streams(self) -> Iterator[Cut]:
        rows = {name: row for row in self.knowledge.departures for name in row.streams}
        last = last_names(rows)
        for module in self.modules:
            for function, _, call in calling(module.functions, last):
                for name in self.reach.tasks.names(call, function):
                    row = rows.get(name)
                    if row is not None and self._holds(row, module):
                        body = argument(call, 0) or keyword(call, "content")
                        for sent in self.reach.sent(body, function):
                            yield Cut(Form.DEPARTURE, function, call.at, row.framework, sent)

    # ------------------------------------------------------------ whether it happens

    def _holds(self, row: Departure, near: Module) -> bool:
        key = (id(row), near.folder)
        if key not in self._known:
            self._known[key] = self._happens(row, near)
        return self._known[key]

    def _happens(self, row: Departure, near: Module) -> bool:
        if row.versions:
            verdict = self.pins.satisfies(row.distribution, row.versions, near.file)
            if verdict is not Verdict.YES:
                return False
        if row.servers and not self._is_used(row.servers, near):
            return False
        if row.unless and self._is_used(row.unless, near):
            return False
        return not row.switches or self._is_switched_on(row)

    def _is_used(self, servers: str, near: Module) -> bool:
        """Whether the project requires one of these servers, or says that it runs one."""
        names = servers.split()
        return any(self.pins.find(name, near.file) is not None for name in names) or any(
            server.value in names for server in self.deployment.servers()
        )

    def _is_switched_on(self, row: Departure) -> bool:
        return any(
            name in row.switches and keyword(call, row.keyword) == Const(True)
            for name, call in self._switching
        )

    @cached_property
    def _switching(self) -> list[tuple[str, Call]]:
        """The calls that could switch a row on, by the names of what they call."""
        last = last_names(name for row in self.knowledge.departures for name in row.switches)
        return [
            (name, call)
            for module in self.modules
            for function, _, call in calling(module.functions, last)
            for name in self.reach.tasks.names(call, function)
        ]
