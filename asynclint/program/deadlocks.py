"""Sync code that waits, in a thread of the loop's pool, for what needs another thread of it.

Before all sync code shared one thread it ran in the pool of the event loop, which the loop itself
needs to resolve the names of hosts. When every thread of the pool waits for such a coroutine,
nobody is left to serve any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import Call, Const, Expr, Name, Ref
from asynclint.knowledge import Kind
from asynclint.pins import Verdict
from asynclint.program.blocking import Blocking, Site
from asynclint.program.conditions import argument
from asynclint.program.consumers import Consuming
from asynclint.program.linker import Function
from asynclint.program.one_thread import OneThread
from asynclint.program.types import Method

_POOLED = "run_in_executor"  # uses the loop's pool only if it is not given another
_DEEPEST = 5  # coroutines that await each other


class Deadlock(msgspec.Struct, frozen=True):
    """Sync code of a consumer waits for a coroutine by `call`, the last of the hops of `site`; that
    awaits `word`, which needs a thread. `via` is what runs the sync code, if anything."""

    consuming: Consuming
    site: Site
    call: Call
    word: str
    via: str


class Deadlocks:
    """Where the sync code of consumers can use up the pool that it waits for."""

    def __init__(self, one_thread: OneThread) -> None:
        self.one_thread = one_thread
        self.tasks = one_thread.tasks
        self.types = one_thread.types
        self.knowledge = one_thread.knowledge
        self.pins = one_thread.pins

    @cached_property
    def all(self) -> list[Deadlock]:
        """Each of them, in a fixed order; only where the releases in use are known to run sync code
        in the pool."""
        return list(self._all())

    def _all(self) -> Iterator[Deadlock]:
        roots = {
            function: root
            for function, root in self.one_thread.roots.items()
            if self.one_thread.is_shared(function) is Verdict.NO
        }
        sites = Blocking.solve(self.one_thread.calls, roots, (Kind.LOOP,)).all() if roots else []
        for site in sites:
            function, edge = site.chain[-1]
            if isinstance(edge.place, Call):
                awaited = self._bridged(edge.place.func, function)
                word = next(self._borrowed(awaited, function), "") if awaited else ""
                if word:
                    yield Deadlock(
                        *(roots[site.function][0], site, edge.place, word), roots[site.function][1]
                    )

    def _bridged(self, callee: Expr | None, function: Function) -> Expr | None:
        """The coroutine function that sync code calls by a bridge to the event loop."""
        bound = function.names.get(callee.id, []) if type(callee) is Name else [callee]
        if len(bound) == 1 and type(bound[0]) is Ref:
            call = function.body.calls[bound[0].index]
            for one in self.types.of(bound[0], function):
                where = self.knowledge.bridges.get(getattr(one, "cls", ""))
                if where is not None:
                    return argument(call, where)
        return None

    def _borrowed(self, callee: Expr | None, function: Function, depth: int = 0) -> Iterator[str]:
        """What a coroutine function needs a thread of the pool for."""
        for one in self.types.of(callee, function):
            if isinstance(one, Method) and one.function.info.is_async and depth < _DEEPEST:
                yield from self._awaited(one.function, depth)
            elif isinstance(one, Method) and (runner := self.one_thread.decorated(one.function)):
                yield runner
        call = Call(callee, (), (), (0, 0, 0, 0), 0, (), False)
        yield from self._needed(call, function)

    def _awaited(self, coroutine: Function, depth: int) -> Iterator[str]:
        calls = coroutine.body.calls
        for wait in coroutine.body.waits:
            for index in self.tasks.held(wait.value, coroutine):
                call = calls[index]
                made = calls[call.func.index] if type(call.func) is Ref else call
                yield from self._needed(made, coroutine)  # `sync_to_async(f)(x)`
                yield from self._borrowed(call.func, coroutine, depth + 1)

    def _needed(self, call: Call, function: Function) -> Iterator[str]:
        for name in self.tasks.names(call, function):
            distribution = self.knowledge.borrows.get(name)
            word = name.rpartition(".")[2]
            if distribution is None or (word == _POOLED and argument(call, 0) != Const(None)):
                continue
            if not distribution or self.pins.find(distribution, function.module.file) is not None:
                yield word
