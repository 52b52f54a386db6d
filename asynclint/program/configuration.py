"""What a project's settings say about its channel layers, and variables that do not do what people
think."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import msgspec

from asynclint.deployment import Deployment, Layer, Server, Setting
from asynclint.knowledge import Backend, Knowledge, Variable
from asynclint.pins import Pin, Pins, Verdict
from asynclint.program.linker import Module

_LAYERS = "CHANNEL_LAYERS"
# Last parts of modules that set variables for the whole process.
_STARTING = frozenset({"settings", "asgi", "manage", "routing", "celery"})
# Words in the path of settings that are not for production.
_ELSEWHERE = frozenset({"dev", "develop", "development", "local", "debug", "ci", "conftest"})
_FOLDERS = frozenset({"example", "examples", "demo", "demos", "sample", "samples", "docs"})
_SERVERS = frozenset(
    {Server.DAPHNE, Server.UVICORN, Server.HYPERCORN, Server.GRANIAN, Server.GUNICORN}
)


class Misused(msgspec.Struct, frozen=True):
    """A variable that is set, and what is known of it; `pin` says which release is used."""

    setting: Setting
    row: Variable
    pin: Pin


class Misplaced(msgspec.Struct, frozen=True):
    """A layer with something wrong; `pins` are the releases that make it so, `server` what shows
    that it is for production."""

    module: Module
    layer: Layer
    row: Backend
    pins: tuple[Pin, ...]
    server: Setting | None


class Configuration:
    """The layers and variables of a project, worked out when first asked for."""

    def __init__(
        self,
        modules: Iterable[Module],
        knowledge: Knowledge,
        pins: Pins,
        deployment: Deployment,
    ) -> None:
        self.modules = list(modules)
        self.knowledge = knowledge
        self.pins = pins
        self.deployment = deployment

    # ------------------------------------------------------------ variables

    @cached_property
    def misused(self) -> list[Misused]:
        """The variables that do not do what people think, with the releases in use."""
        rows = self.knowledge.variables
        settings = [s for s in self.deployment.settings() if s.server is Server.ASGIREF]
        for module in self.modules:
            if module.name.rpartition(".")[2] in _STARTING or self._has_layers(module):
                found = self.deployment.variables(module.file)
                settings += [s for s in found if s.server is Server.ASGIREF]
        return [
            misused for setting in settings if (misused := self._misused(setting, rows)) is not None
        ]

    def _misused(self, setting: Setting, rows: Iterable[Variable]) -> Misused | None:
        decides = ""
        for row in rows:
            pin = self.pins.find(row.distribution, setting.path)
            if pin is None or decides not in ("", row.distribution):
                continue
            decides = row.distribution
            if self._is(row.distribution, row.versions, setting.path):
                return Misused(setting, row, pin)
        return None

    def _is(self, distribution: str, versions: tuple[str, ...], near: Path) -> bool:
        return self.pins.satisfies(distribution, versions, near) is Verdict.YES

    # ------------------------------------------------------------ layers

    @cached_property
    def misplaced(self) -> list[Misplaced]:
        """The layers that have something wrong, in their order."""
        layers = [
            (module, layer)
            for module in self.modules
            if self._has_layers(module)
            for layer in self.deployment.layers(module.file)
        ]
        backends = {layer.place.value for _, layer in layers}
        found = []
        for module, layer in layers:
            for row in self.knowledge.backends:
                if row.name != layer.place.value:
                    continue
                if not row.versions:
                    # Other settings of the project have another one: these are not for production.
                    if len(backends) == 1 and self._is_for_production(module, layer):
                        found.append(Misplaced(module, layer, row, (), self._server()))
                elif not (row.untimed and layer.is_timed is not False):
                    pins = self._pins(row, module)
                    if pins:
                        found.append(Misplaced(module, layer, row, pins, None))
        return found

    def _has_layers(self, module: Module) -> bool:
        return _LAYERS in module.functions[0].names

    def _pins(self, row: Backend, module: Module) -> tuple[Pin, ...]:
        """The statements that choose affected releases; none if any of them does not."""
        near = module.file
        found = []
        for distribution, versions in row.versions.items():
            pin = self.pins.find(distribution, near)
            if pin is None or not self._is(distribution, versions, near):
                return ()
            found.append(pin)
        return tuple(found)

    def _is_for_production(self, module: Module, layer: Layer) -> bool:
        """Whether a server of the project runs with settings that are not for something else."""
        *folders, last = module.path.lower().removesuffix(".py").split("/")
        words = {word for part in (*folders, last) for word in part.replace("-", "_").split("_")}
        return (
            not layer.is_debug
            and not any(word.startswith("test") or word in _ELSEWHERE for word in words)
            and _FOLDERS.isdisjoint(folders)
            and not _SERVERS.isdisjoint(self.deployment.servers())
        )

    def _server(self) -> Setting | None:
        return next((s for s in self.deployment.settings() if s.server in _SERVERS), None)
