"""Tasks whose event loop ends with the call, or the request, that made it.

`asyncio.run` and its kin cancel what is left when their coroutine returns, or never run the loop
again; frameworks that are not asynchronous run each async view that way. A task that such a
coroutine starts and does not await goes no further, whoever refers to it.

Deliberately not known: loops that are kept and run again, and coroutines that are decorated with
what runs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import msgspec

from asynclint.deployment import Deployment, Server
from asynclint.index.summary import At, Attr, Call, Import, Name, Ref
from asynclint.knowledge import Knowledge
from asynclint.program.calls import CallGraph
from asynclint.program.conditions import argument
from asynclint.program.hosts import last_names
from asynclint.program.left import RESPONDING, Left
from asynclint.program.linker import Function, calling
from asynclint.program.starts import What
from asynclint.program.types import Method
from asynclint.program.views import Served, runs

# Servers that know nothing of event loops, unless their workers do.
_WSGI = frozenset({Server.UWSGI, Server.GUNICORN, Server.MOD_WSGI})
_MOST = 100  # functions that a coroutine leads to before it is taken for a whole program
_LOOPS_OF_WORKERS = ("uvicorn", "uvloop", "asgi", "aiohttp", "tornado")


class Cut(msgspec.Struct, frozen=True):
    """A request starts a task by `call` of `function` and does not await it; the loop ends as soon
    as `whole` returns, which `runner` runs; at the place `where`, unless that is the framework."""

    function: Function
    call: Call
    whole: Function
    runner: str
    where: tuple[Function, At] | None
    served: Served


class _Run(msgspec.Struct, frozen=True):
    """A function runs a coroutine in a loop of its own."""

    runner: str
    where: tuple[Function, At]
    whole: Function


class Loops:
    """Answers about the requests of one project."""

    def __init__(self, left: Left, calls: CallGraph, deployment: Deployment) -> None:
        self.left = left
        self.views = left.views
        self.calls = calls
        self.deployment = deployment
        self.tasks = left.tasks
        self.types = left.types
        self.knowledge: Knowledge = left.knowledge

    @cached_property
    def cut(self) -> dict[tuple[Function, At], Cut]:
        """By the function and the place where the task is started."""
        started = list(self._started())
        if not started or not (self._runs or self._may_be_framework):
            return {}
        return {
            (function, call.at): found
            for function, call in started
            if (found := self._cut(function, call)) is not None
        }

    def _started(self) -> Iterator[tuple[Function, Call]]:
        """Tasks that are started and not awaited."""
        for dropped in self.left.drops.dropped:
            if dropped.what is What.TASK:
                yield dropped.function, dropped.call
        for collected in self.left.collected:
            yield collected.function, collected.call

    def _cut(self, function: Function, call: Call) -> Cut | None:
        for run in self._reached.get(function, ()):
            served = self._served(run.where[0])
            if served is not None and self._ends(run.runner, served):
                return Cut(function, call, run.whole, run.runner, run.where, served)
        if not self._may_be_framework:
            return None
        served = self._served(function)
        if served is None or not served.view.function.info.is_async:
            return None
        framework = served.view.framework
        if not self._has_own_loop(framework):
            return None
        return Cut(function, call, served.view.function, framework, None, served)

    def _served(self, function: Function) -> Served | None:
        served = self.views().serving(function)
        return served if served is not None and served.view.kind in RESPONDING else None

    # ------------------------------------------------------------ frameworks

    def _has_own_loop(self, framework: str) -> bool:
        """Whether a framework runs each async view in a loop that ends with it."""
        below = self.knowledge.request_loops.get(framework)
        return below == "" or (below == "wsgi" and self._is_wsgi)

    def _ends(self, runner: str, served: Served) -> bool:
        """Whether the loop ends: some runners use that of the server, if it has any."""
        if runner not in self.knowledge.guest_loops:
            return True
        return self._has_own_loop(served.view.framework)

    @cached_property
    def _may_be_framework(self) -> bool:
        """Whether a checked module imports a framework whose async views may have such a loop."""
        known = self.knowledge.request_loops
        return any(
            type(value) is Import and value.module.partition(".")[0] in known
            for module in dict.fromkeys(function.module for function in self.left.functions)
            for values in module.functions[0].names.values()
            for value in values
        )

    @cached_property
    def _is_wsgi(self) -> bool:
        servers = self.deployment.servers()
        worker = self.deployment.get(Server.GUNICORN, "worker-class")
        is_other = worker is not None and any(w in worker.value for w in _LOOPS_OF_WORKERS)
        asgi = {Server.UVICORN, Server.HYPERCORN, Server.GRANIAN, Server.DAPHNE}
        return bool(servers & _WSGI) and not servers & asgi and not is_other

    # ------------------------------------------------------------ runners

    @cached_property
    def _runs(self) -> dict[Function, list[_Run]]:
        """Coroutine functions that sync functions run in a loop that ends with them."""
        found: dict[Function, list[_Run]] = {}
        last = last_names(self.knowledge.loops)
        plain = (function for function in self.left.functions if not function.info.is_async)
        for function, index, call in calling(plain, last):
            for name in self.tasks.names(call, function):
                where = self.knowledge.loops.get(name)
                if where is not None and self._is_own(name, index, function):
                    for one in self._coroutines(index, where, function):
                        found.setdefault(one, []).append(_Run(name, (function, call.at), one))
        return found

    def _is_own(self, name: str, index: int, function: Function) -> bool:
        """Whether the loop is made for the call: by the callee, or by the function itself."""
        func = function.body.calls[index].func
        if not name.split(".")[-2][:1].isupper():
            return True  # no method
        if type(func) is not Attr:
            return False
        made = function.names.get(func.value.id, ()) if type(func.value) is Name else (func.value,)
        return len(made) == 1 and all(
            type(value) is Ref
            and not set(self.tasks.names(function.body.calls[value.index], function)).isdisjoint(
                self.knowledge.new_loops
            )
            for value in made
        )

    def _coroutines(self, index: int, where: int | str, function: Function) -> Iterator[Function]:
        value = argument(function.body.calls[index], where)
        if type(value) is Ref:
            value = function.body.calls[value.index].func
        for one in self.types.of(value, function):
            if isinstance(one, Method) and one.function.info.is_async:
                yield one.function

    @cached_property
    def _reached(self) -> dict[Function, list[_Run]]:
        """What runs in those loops: the coroutine functions, and what they call and await."""
        found: dict[Function, list[_Run]] = {}
        for root, known in self._runs.items():
            seen = [root]
            for function in seen:  # grows while it is read
                found.setdefault(function, []).extend(known)
                nearby = runs(function, self.calls, self.tasks) if len(seen) < _MOST else ()
                seen += dict.fromkeys(target for target, _ in nearby if target not in seen)
        return found
