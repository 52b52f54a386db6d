"""Cancelled commands together with the releases of the client that the project uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import At, Const
from asynclint.knowledge import Client, Hazard, Knowledge, Trigger
from asynclint.pins import Pin, Pins, Verdict
from asynclint.program.cancels import Cancels, Cut, Form
from asynclint.program.clients import Clients, Command, Kept, Origin, keyword
from asynclint.program.departures import Departures
from asynclint.program.linker import Function, Module

_WHATEVER_WAITS = {Trigger.CANCEL, Trigger.CANCEL_BATCH}
_CANCELLED = {*_WHATEVER_WAITS, Trigger.CANCEL_TAKE}
_BATCH = "execute"  # sends what a pipeline has collected


class Danger(msgspec.Struct, frozen=True):
    """A cut that misbehaves in some releases of its client.

    `certain` tells that the project uses one of them; otherwise it may. `pin` is what says so, if
    anything does. `reason` is why the client lives on: a later command, or where it is kept.
    """

    cut: Cut
    hazard: Hazard
    certain: bool
    pin: Pin | None
    reason: Command | Origin


class Used(msgspec.Struct, frozen=True):
    """A pinned release of a client that misbehaves, and a command that shows that it is used."""

    pin: Pin
    hazards: tuple[Hazard, ...]
    command: Command


class Dangers:
    """Answers that need both the code and the versions that it runs with."""

    def __init__(
        self,
        cancels: Cancels,
        departures: Departures,
        clients: Clients,
        knowledge: Knowledge,
        pins: Pins,
        functions: Iterable[Function],
    ) -> None:
        self.cancels = cancels
        self.departures = departures
        self.clients = clients
        self.knowledge = knowledge
        self.pins = pins
        self.functions = list(functions)

    @cached_property
    def cut(self) -> list[Danger]:
        """Cancelled commands whose client lives on and may be left in a bad state."""
        found: dict[tuple[Function, At], Danger] = {}
        for cut in self.cancels.cuts:
            reason = self.cancels.outlives(cut)
            if reason is None:
                continue
            hazards = [h for h in self._hazards(cut.command) if self._concerns(h, cut)]
            for danger in self._worst(cut, hazards, reason):
                # What is cancelled may send many commands: one of them is enough to tell.
                other = found.get((cut.function, cut.at))
                if other is None or (danger.certain and not other.certain):
                    found[cut.function, cut.at] = danger
        return list(found.values())

    @cached_property
    def left(self) -> list[Danger]:
        """Commands that departing clients cancel, of clients whose release certainly misbehaves
        then; one for each client, since one release repairs them all, and none for those that
        the functions cancel as well."""
        if not pinned(self.knowledge, self.pins, self.functions, _CANCELLED):
            return []
        told = {
            _identity(danger.cut, self.cancels.reach.origin(danger.cut.sent)[0])
            for danger in self.cut
            if danger.certain
        }
        found: dict[object, Danger] = {}
        for cut in self.departures.cuts:
            identity = _identity(cut, self.cancels.reach.origin(cut.sent)[0])
            reason = self.cancels.outlives(cut)
            if identity in told or identity in found or reason is None:
                continue
            hazards = [h for h in self._hazards(cut.command) if self._concerns(h, cut)]
            for danger in self._worst(cut, hazards, reason):
                if danger.certain:
                    found[identity] = danger
        return list(found.values())

    def _hazards(self, command: Command) -> list[Hazard]:
        """The hazards of cancelling a command that some release is free of."""
        rows = self.knowledge.hazards(command.client.over or command.client.name)
        triggers = {Trigger.CANCEL}
        if command.waits:
            triggers.add(Trigger.CANCEL_TAKE)
        if command.method == _BATCH and any(h.trigger is Trigger.CANCEL_BATCH for h in rows):
            triggers = {Trigger.CANCEL_BATCH}
        return [hazard for hazard in rows if hazard.trigger in triggers and hazard.repaired]

    def _concerns(self, hazard: Hazard, cut: Cut) -> bool:
        """Whether the client has been made in the way that a hazard needs."""
        if not hazard.made_with:
            return True
        origin = self.cancels.reach.origin(cut.sent)[0]
        maker = self.clients.maker(origin) if origin is not None else None
        return maker is not None and keyword(maker.call, hazard.made_with) == Const(True)

    def _worst(
        self, cut: Cut, hazards: Iterable[Hazard], reason: Command | Origin
    ) -> Iterator[Danger]:
        command = cut.command
        unsure: Danger | None = None
        for hazard in hazards:
            verdict, pin = self.verdict(command.distribution, hazard, command.function.module)
            if verdict is Verdict.YES:
                yield Danger(cut, hazard, True, pin, reason)
                return
            likely = cut.form is not Form.CLEANUP and not _is_rare(hazard)
            if verdict is Verdict.UNKNOWN and unsure is None and likely:
                unsure = Danger(cut, hazard, False, pin, reason)
        if unsure is not None:
            yield unsure

    def verdict(
        self, distribution: str, hazard: Hazard, near: Module
    ) -> tuple[Verdict, Pin | None]:
        """Whether the releases that a module runs with are among those of a hazard."""
        pin = self.pins.find(distribution, near.file)
        return self.pins.satisfies(distribution, hazard.versions, near.file), pin

    @cached_property
    def used(self) -> list[Used]:
        """Pins that certainly allow nothing but releases which misbehave when what anybody waits
        for is cancelled, each once."""
        if not pinned(self.knowledge, self.pins, self.functions, _WHATEVER_WAITS):
            return []
        found: dict[tuple[str, int, int], Used] = {}
        done: set[tuple[str, str]] = set()
        for function in self.functions:
            for call in function.body.calls:
                command = self.clients.command(call, function)
                if command is None or (command.client.name, function.module.folder) in done:
                    continue
                done.add((command.client.name, function.module.folder))
                hazards = tuple(
                    hazard
                    for hazard in self._of(command.client)
                    if self.verdict(command.distribution, hazard, function.module)[0] is Verdict.YES
                )
                pin = self.pins.find(command.distribution, function.module.file)
                if hazards and pin is not None:
                    key = (str(pin.path), pin.line, pin.column)
                    found.setdefault(key, Used(pin, hazards, command))
        return list(found.values())

    def _of(self, client: Client) -> list[Hazard]:
        rows = self.knowledge.hazards(client.over or client.name)
        return [hazard for hazard in rows if hazard.trigger in _WHATEVER_WAITS]


def _identity(cut: Cut, origin: Origin | None) -> object:
    """Equal for one client, as far as it can be told: parameters of one name are taken for one."""
    if origin is None or origin.kept is Kept.PARAMETER:
        return (cut.command.client.name, origin.name if origin is not None else "")
    return origin


def _is_rare(hazard: Hazard) -> bool:
    """Whether only single releases are affected: nobody is likely to use one unknowingly."""
    return all(versions.startswith("==") for versions in hazard.versions)


def pinned(
    knowledge: Knowledge, pins: Pins, functions: Iterable[Function], triggers: set[Trigger]
) -> bool:
    """Whether the projects of these functions pin a release that misbehaves so: most do not."""
    files = {function.module.folder: function.module.file for function in functions}.values()
    return any(
        pins.satisfies(distribution, hazard.versions, file) is Verdict.YES
        for distribution, hazards in knowledge.all_hazards.items()
        for file in files
        if pins.find(distribution, file) is not None
        for hazard in hazards
        if hazard.trigger in triggers
    )
