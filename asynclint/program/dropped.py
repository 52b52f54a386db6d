"""Tasks that nobody refers to, and futures whose outcome nobody asks for.

The event loop keeps weak references to tasks only: one that nothing else refers to may be collected
before it is done. A future that is dropped takes its exception with it. Functions of the project
that return what they start are seen through; what is put away somewhere counts as kept (`fates`).

Deliberately not known: what becomes of a task that is returned to code that cannot be resolved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import (
    LAMBDA,
    Attr,
    Call,
    Const,
    Enter,
    Expr,
    Func,
    Name,
    Ref,
    last_part,
)
from asynclint.knowledge import Knowledge
from asynclint.knowledge.entry import Where
from asynclint.program.background import Background
from asynclint.program.conditions import argument
from asynclint.program.failing import Failing
from asynclint.program.fates import Fates, after
from asynclint.program.flow import Flow
from asynclint.program.hosts import last_names
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.rooted import Rooted
from asynclint.program.starts import Started, Starts, What
from asynclint.program.tasks import Tasks
from asynclint.program.types import TASKS, External, Method


class Dropped(msgspec.Struct, frozen=True):
    """`function` drops what `call` gives; `starts` is the call of `starter` that starts the work,
    the same call unless wrappers return it.

    `is_told` tells that the work, or a callback, looks after its errors itself; `is_waited` that
    the function waits for its end by other means: it leaves or shuts down the pool, or waits for
    what the work signals. `is_cared_for` tells that the loop keeps a task to its end, or logs what
    a future has raised. `work` is what is handed over, as far as it is known.
    """

    function: Function
    call: Call
    is_told: bool
    is_waited: bool
    is_daemon: bool
    work: tuple[Function, ...]
    what: What
    starter: Function
    starts: Call
    name: str
    is_cared_for: bool = False


class Drops:
    """What some functions drop, in their order."""

    def __init__(
        self,
        types: TypeSolver,
        tasks: Tasks,
        flow: Flow,
        knowledge: Knowledge,
        functions: Iterable[Function],
    ) -> None:
        self.types = types
        self.failing = Failing(flow)
        self.rooted = Rooted(tasks, flow)
        self.tasks = tasks
        self.knowledge = knowledge
        self.fates = Fates(types)
        self.background = Background(types, tasks, self.fates, knowledge)
        self._schedules = {**knowledge.schedules, **knowledge.calling}
        self._scheduling = tasks.hosts.scheduling | last_names(knowledge.calling)
        self._running = last_names(knowledge.loops)
        self._all = list(functions)
        self.starts = Starts(types, tasks, self.fates, knowledge, self._all)
        self.dropped: list[Dropped] = []

    @classmethod
    def solve(
        cls,
        types: TypeSolver,
        tasks: Tasks,
        flow: Flow,
        knowledge: Knowledge,
        functions: Iterable[Function],
    ) -> Drops:
        """Look at every value that these functions drop."""
        found = cls(types, tasks, flow, knowledge, functions)
        for function in found._all:
            for one in (*found._values(function), *found._threads(function)):
                if one.call not in (known.call for known in found.dropped[-8:]):
                    found.dropped.append(one)
        return found

    # ------------------------------------------------------------ what is dropped

    def _values(self, function: Function) -> Iterator[Dropped]:
        """Tasks and futures that nobody keeps or asks."""
        may_start = function.called(self.starts.telling)
        for unused in self.fates.unused(function, may_start) if may_start else ():
            yield from self._dropped(unused.call, function, unused.is_held)
        if function.info.name == LAMBDA and self._is_callback(function):
            for value in function.body.returns:
                if type(value) is Ref:
                    yield from self._dropped(value.index, function, False)
        for index in function.called(self._scheduling):
            yield from self._handed(index, function)

    def _dropped(self, index: int, function: Function, is_held: bool) -> Iterator[Dropped]:
        call = function.body.calls[index]
        started = self.starts.by_call(index, function, 0)
        if started is None or self._runs_it_itself(started, function):
            return
        if is_held and started.what is What.TASK and after(call.at, function):
            return  # a local collection keeps it while the function waits
        # What a wrapper starts is what it is handed, or else something of its own.
        work = self._work(call, function) or self._work(started.starts, started.starter)
        is_future = started.what is What.FUTURE
        is_signalled = is_future and self.fates.is_signalled(index, function, work)
        yield Dropped(
            function,
            call,
            is_signalled or self._tells_itself(index, started, function, work),
            is_signalled or (is_future and self._leaves_pool(call, function)),
            False,
            tuple(work),
            started.what,
            started.starter,
            started.starts,
            started.name,
            self._is_logged(started.name)
            if is_future
            else self._is_rooted(
                self._coroutines(call, function)
                or self._coroutines(started.starts, started.starter)
                or work
            ),
        )

    def _handed(self, index: int, function: Function) -> Iterator[Dropped]:
        """A callable that starts work, handed to what calls it and drops what it returns."""
        call = function.body.calls[index]
        for name in self.tasks.names(call, function):
            where = self._schedules.get(name)
            callback = argument(call, where) if where is not None else None
            for one in self.types.of(callback, function) if callback is not None else ():
                if isinstance(one, External):
                    what = What.TASK if one.name in self.knowledge.weak else None
                    if not self.knowledge.defers.isdisjoint(self.knowledge.inherited(one.name)):
                        what = What.FUTURE
                    if what is not None:
                        work = self._handed_on(call, where, function)
                        is_task = what is What.TASK
                        cared = self._is_rooted(work) if is_task else self._is_logged(one.name)
                        yield Dropped(
                            *(function, call, False, False, False, tuple(work)),
                            *(what, function, call, one.name, cared),
                        )
                        return

    def _handed_on(self, call: Call, where: Where | None, function: Function) -> list[Function]:
        """The work in what is handed over behind a callable, to be its arguments."""
        position = where[0] if isinstance(where, tuple) else where
        handed = call.args[position + 1 :] if isinstance(position, int) else ()
        return [one for value in handed for one in self._run(value, function)]

    def _is_rooted(self, work: Collection[Function]) -> bool:
        """Whether the loop keeps the tasks of all this to their end."""
        return bool(work) and all(map(self.rooted.is_rooted, work))

    def _is_logged(self, name: str) -> bool:
        """Whether what a call gives is a future of the loop, which logs an exception that nobody
        has asked for when it is collected."""
        return self.knowledge.returns(name) in TASKS

    def _threads(self, function: Function) -> Iterator[Dropped]:
        """Threads and processes that a function starts and leaves to themselves."""
        for index in function.called({"start"}):
            call = function.body.calls[index]
            func = call.func
            if type(func) is Attr and type(func.value) in (Name, Ref):
                name = self.background.left(func.value, function)
                made = self.background.made(func.value, function) if name else []
                if name and not any(self.background.only_waits(i, function) for i in made):
                    work = self.background.work(made, function)
                    told = bool(work) and all(self.failing.is_told(one) for one in work)
                    is_waited = any(self.fates.is_signalled(i, function, work) for i in made)
                    is_daemon = self.background.is_daemon(func.value, made, function)
                    yield Dropped(
                        *(function, call, told, is_waited, is_daemon, tuple(work)),
                        *(What.THREAD, function, call, name),
                    )

    def _is_callback(self, function: Function) -> bool:
        """Whether a lambda is handed to something that calls it and drops what it returns."""
        outer = function.parent
        if outer is None:
            return False
        for call in outer.body.calls:
            values = call.given
            if Func(function.index) in values:
                return any(name in self._schedules for name in self.tasks.names(call, outer))
        return False

    # ------------------------------------------------------------ what becomes of the work

    def _work(self, call: Call, function: Function) -> list[Function]:
        """What a call hands over, as far as it is known."""
        parts = [*call.args[:2]]
        wrapped = self.tasks.wrapped(call, function) or ()
        parts += [function.body.calls[one.index].func for one in wrapped if type(one) is Ref]
        return [one for value in parts for one in self._run(value, function)]

    def _coroutines(self, call: Call, function: Function) -> list[Function]:
        """What a task runs itself, whatever that was handed in its turn."""
        calls = function.body.calls
        wrapped = self.tasks.wrapped(call, function) or ()
        made = [calls[one.index].func for one in wrapped if type(one) is Ref]
        return [f for func in made for f in self._functions(func, function) if f.info.is_async]

    def _run(self, value: Expr | None, function: Function) -> list[Function]:
        """What runs when something that is handed over does: a function, a coroutine's, or what
        was handed to the call that made a wrapper for it."""
        found = self._functions(value, function)
        if type(value) is not Ref or any(one.info.parent <= 0 for one in found):
            return found
        made = function.body.calls[value.index]
        coroutines = [f for f in self._functions(made.func, function) if f.info.is_async]
        handed = [one for part in made.args for one in self._run(part, function)]
        return coroutines or handed or found

    def _functions(self, value: Expr | None, function: Function) -> list[Function]:
        if value is None:
            return []
        types = self.types.of(value, function)
        return [one.function for one in types if isinstance(one, Method)]

    def _tells_itself(
        self, index: int, started: Started, function: Function, work: list[Function]
    ) -> bool:
        """Whether the work handed over catches whatever goes wrong in it, or a callback asks for
        it, or nothing can go wrong."""
        if started.what is What.TASK:
            return function.info.name == "__del__"  # nobody is left to keep it
        if self._is_asked_for(index, function) or self._is_failsafe(index, function):
            return True
        return bool(work) and all(self.failing.is_told(one) for one in work)

    def _is_failsafe(self, index: int, function: Function) -> bool:
        """Whether all that is handed over are coroutines of a library which raise nothing."""
        calls = function.body.calls
        wrapped = self.tasks.wrapped(calls[index], function) or ()
        return bool(wrapped) and all(
            type(one) is Ref
            and not self.knowledge.failsafe.isdisjoint(self.tasks.names(calls[one.index], function))
            for one in wrapped
        )

    def _is_asked_for(self, index: int, function: Function) -> bool:
        """Whether a callback that a future is given looks at how it ended, or may."""
        for value, scope in self.fates.callbacks(index, function):
            callbacks = self._functions(value, scope)
            if not callbacks or any(_asks(callback) for callback in callbacks):
                return True
        return False

    def _leaves_pool(self, call: Call, function: Function) -> bool:
        """Whether the function waits for all that the pool does."""
        pool = call.func.value if type(call.func) is Attr else None
        if type(call.func) is Attr and call.func.attr == "run_in_executor":
            pool = argument(call, 0)
        return type(pool) is Name and self._is_left(pool, function)

    def _is_left(self, pool: Name, function: Function) -> bool:
        """Whether a function waits for a pool as a whole, or its caller does that lent it."""
        values = function.names.get(pool.id, ())
        if any(type(value) is Enter for value in values):
            return True
        if any(Name(pool.id) == use.value for use in function.body.enters):
            return True
        if not values and pool.id in function.params:
            return True
        return bool(values) and any(
            type(call.func) is Attr
            and call.func.value == pool
            and call.func.attr in ("shutdown", "join")
            and argument(call, "wait") != Const(False)
            and argument(call, 0) != Const(False)
            for call in function.body.calls
        )

    @cached_property
    def _from_coroutines(self) -> set[str]:
        """The last names of what coroutines call."""
        coroutines = (function for function in self._all if function.info.is_async)
        return {last_part(call.func) for one in coroutines for call in one.body.calls}

    def _runs_it_itself(self, started: Started, function: Function) -> bool:
        """Whether a helper runs a loop itself for a caller that is no coroutine, nor called like
        what coroutines call: it starts tasks only where a loop runs already."""
        helper = started.starter
        return (
            helper is not function
            and not function.info.is_async
            and function.info.name not in self._from_coroutines
            and any(
                name in self.knowledge.loops
                for index in helper.called(self._running)
                for name in self.tasks.names(helper.body.calls[index], helper)
            )
        )


def _asks(callback: Function) -> bool:
    return any(
        type(call.func) is Attr and call.func.attr in ("exception", "result")
        for call in callback.body.calls
    )
