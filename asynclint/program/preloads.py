"""Threads and pools that are used before a server forks its workers.

With gunicorn's `preload`, and with uWSGI unless it is told `lazy-apps`, the application is imported
in a process that then forks. Threads do not follow into the children: what they did there is not
done, a pool believes to have threads that do not exist, and joining them at the end hangs.

Deliberately not known: what is imported by name, and modules that no module with views leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from asynclint.deployment import Deployment, Server, Setting
from asynclint.index.summary import ALWAYS, Attr, Call, Import
from asynclint.knowledge import Knowledge
from asynclint.program.dropped import Drops
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function, Module
from asynclint.program.tasks import Tasks
from asynclint.program.types import Method

if TYPE_CHECKING:
    from asynclint.program.views import Views

_DEEPEST = 2  # functions that are called while a module is imported
_CONFIGS = ("django.apps.AppConfig", "django.apps.config.AppConfig")


class Preloaded(msgspec.Struct, frozen=True):
    """`call` of `function` uses threads while the application is imported, or made `ready`; `chain`
    are the calls that lead there."""

    function: Function
    call: Call
    chain: tuple[tuple[Function, Call], ...]
    is_pool: bool


class Preloads:
    """What some modules do before workers are forked."""

    def __init__(
        self,
        modules: Iterable[Module],
        views: Callable[[], Views],
        types: TypeSolver,
        drops: Drops,
        tasks: Tasks,
        deployment: Deployment,
        knowledge: Knowledge,
    ) -> None:
        self.modules = list(modules)
        self.views = views
        self.types = types
        self.drops = drops
        self.tasks = tasks
        self.deployment = deployment
        self.knowledge = knowledge

    @cached_property
    def setting(self) -> Setting | None:
        """What makes the server import the application before it forks; None if nothing does."""
        get = self.deployment.get
        preload = get(Server.GUNICORN, "preload")
        if preload is not None and preload.is_on:
            return preload
        lazy = (get(Server.UWSGI, name) for name in ("lazy-apps", "lazy"))
        processes = get(Server.UWSGI, "processes")
        if processes is None or (processes.number or 0) < 2 or any(s and s.is_on for s in lazy):
            return None
        return processes

    def used(self) -> Iterator[Preloaded]:
        """Every use, in a fixed order."""
        if self.setting is None:
            return
        for module in self.modules:
            starts = [module.functions[0]] if module in self._loaded else []
            for cls in module.classes:
                ready = cls.methods.get("ready")
                if ready is not None and any(base in _CONFIGS for base in self.types.mro(cls)):
                    starts.append(ready)
            for function in starts:
                yield from self._used(function, ())

    def _used(
        self, function: Function, chain: tuple[tuple[Function, Call], ...]
    ) -> Iterator[Preloaded]:
        for call in function.body.calls:
            if call.guard != ALWAYS:
                continue
            started = (
                self.drops.starts.outright(call, function) if type(call.func) is Attr else None
            )
            if started is not None and started.name in self.knowledge.defers:
                if started.name.rpartition(".")[2] in ("submit", "map", "apply_async"):
                    yield Preloaded(function, call, chain, True)
            elif type(call.func) is Attr and call.func.attr == "start":
                if self._is_thread(call.func, function):
                    yield Preloaded(function, call, chain, False)
            elif len(chain) < _DEEPEST:
                for one in self.types.of(call.func, function):
                    if isinstance(one, Method) and _runs(one.function):
                        yield from self._used(one.function, (*chain, (function, call)))

    def _is_thread(self, start: Attr, function: Function) -> bool:
        return any(
            base in ("threading.Thread", "threading.Timer")
            for one in self.types.values(self.types.of(start.value, function))
            for base in self.drops.background.bases(one)
        )

    @cached_property
    def _loaded(self) -> set[Module]:
        """The modules with views, and those that they import."""
        found = dict.fromkeys(view.function.module for view in self.views().all())
        queue = list(found)
        for module in queue:  # grows while it is read
            for values in module.functions[0].names.values():
                for value in values:
                    if type(value) is not Import:
                        continue
                    name = module.absolute(value.module, value.level)
                    for each in (f"{name}.{value.attr}" if value.attr else name, name):
                        imported = self.types.modules.get(each, module)
                        if imported is not None:
                            if imported not in found:
                                found[imported] = None
                                queue.append(imported)
                            break
        return set(found)


def _runs(function: Function) -> bool:
    """Whether calling a function runs it."""
    return not function.info.is_async and not function.info.is_generator
