"""What a call starts and gives back: tasks, futures, and coroutines that would have to be awaited.

Functions of the project that return what they start are seen through.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec

from asynclint.index.summary import (
    Attr,
    Call,
    Choice,
    Expr,
    Name,
    Ref,
    dotted,
    last_part,
)
from asynclint.knowledge import Knowledge
from asynclint.program.fates import Fates
from asynclint.program.hosts import last_names
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.tasks import Tasks, may_be
from asynclint.program.types import TASKS, Coroutine, External, Instance, Method

_LOOPS = frozenset({"loop", "event_loop", "io_loop"})
_TAKES_FUTURES = ("asyncio.ensure_future",)
_MOST = 4  # methods of one name that an unknown one may be
_STARTS = frozenset({"create_task", "submit"})  # of a loop or executor that nobody annotated
_DEEPEST = 20  # functions that return what another one starts


class What(enum.Enum):
    """What is started."""

    TASK = "task"
    FUTURE = "future"
    THREAD = "thread"
    COROUTINE = "coroutine"  # of a call that would hand work to a thread: it never does


class Started(msgspec.Struct, frozen=True):
    """What a call starts and gives back."""

    what: What
    starter: Function
    starts: Call
    name: str


class Starts:
    """Answers about calls, `functions` being those of the checked modules."""

    def __init__(
        self,
        types: TypeSolver,
        tasks: Tasks,
        fates: Fates,
        knowledge: Knowledge,
        functions: Iterable[Function],
    ) -> None:
        self.types = types
        self.tasks = tasks
        self.fates = fates
        self.knowledge = knowledge
        self._last = last_names([*knowledge.weak, *knowledge.defers, *knowledge.lazy])
        self._returned: dict[Function, Started | None] = {}
        functions = list(functions)
        self._methods = _by_name(functions)
        self._starting = _starting(functions, self._last | _STARTS)
        # Names of what may start something and return it.
        self.telling = self._starting | self._last

    def by_call(self, index: int, function: Function, depth: int) -> Started | None:
        """What a call of a function starts and gives to it alone."""
        call = function.body.calls[index]
        if may_be(call, function, self._last):
            started = self.outright(call, function)
            if started is not None:
                return started
        if depth < _DEEPEST and may_be(call, function, self._starting):
            for target in self._targets(call, function):
                inner = self.returned(target, depth + 1)
                if inner is not None:
                    return inner
        return None

    def outright(self, call: Call, function: Function) -> Started | None:
        """What a call starts by itself, by what the tables say and what it is called."""
        for name in self.tasks.names(call, function):
            if name in self.knowledge.weak:
                wrapped = self.tasks.wrapped(call, function) or ()
                if name in self.knowledge.gathers and not all(type(one) is Ref for one in wrapped):
                    return None
                for one in wrapped:
                    if self._is_kept(one, function):
                        return None
                    if type(one) is not Ref:
                        continue
                    inner = self.outright(function.body.calls[one.index], function)
                    if inner is not None and inner.what is not What.COROUTINE:
                        return inner  # a future stays what it is
                    if name in _TAKES_FUTURES and self._may_be_future(one, function):
                        return None
                return Started(What.TASK, function, call, name)
            if name in self.knowledge.defers:
                return Started(What.FUTURE, function, call, name)
            if name in self.knowledge.lazy:
                return Started(What.COROUTINE, function, call, name)
        # A loop or executor that nobody annotated is rather what it is called than anything else.
        func = call.func
        if type(func) is Attr and not self.types.of(func, function):
            owner = dotted(func.value).rpartition(".")[2].strip("_")
            if func.attr == "create_task" and owner in _LOOPS:
                return Started(What.TASK, function, call, dotted(func))
            if (
                func.attr == "submit"
                and owner.endswith("executor")
                and call.args
                and not self._is_own(func.value, function)
            ):
                return Started(What.FUTURE, function, call, dotted(func))
        return None

    def _is_own(self, executor: Expr, function: Function) -> bool:
        """Whether a class of the same file has an executor of the project under that name."""
        if type(executor) is not Attr:
            return False
        name = executor.attr
        return any(
            isinstance(one, Instance) and isinstance(one.cls, Class)
            for cls in function.module.classes
            if name in cls.fields
            for one in self.types.class_attribute(cls, name, Instance(cls))
        )

    def _is_kept(self, expr: Expr | None, function: Function) -> bool:
        """Whether what is turned into a task is one already, or a future that is referred to."""
        if type(expr) not in (Name, Attr):
            return False
        if any(
            isinstance(one, Instance) and one.cls in TASKS
            for one in self.types.values(self.types.of(expr, function))
        ):
            return True
        # `context.run(loop.create_task, coro)`
        values = function.names.get(expr.id, ()) if type(expr) is Name else ()
        return any(
            isinstance(one, External) and one.name in self.knowledge.weak
            for value in values
            if type(value) is Ref
            for given in function.body.calls[value.index].args[:1]
            for one in self.types.of(given, function)
        )

    def _may_be_future(self, made: Ref, function: Function) -> bool:
        """Whether a plain function of the project returns a name or an attribute, which others may
        have as well, and which is no coroutine that anybody knows of."""
        return any(
            isinstance(one, Method)
            and not (one.function.info.is_async or one.function.info.decorators)
            and any(
                type(value) in (Name, Attr)
                and not any(
                    isinstance(kind, Coroutine)
                    for kind in self.types.values(self.types.of(value, one.function))
                )
                for value in one.function.body.returns
            )
            for one in self.types.of(function.body.calls[made.index].func, function)
        )

    def _targets(self, call: Call, function: Function) -> list[Function]:
        """The functions of the project that a call runs.

        A method of something unknown that is handed a function of the project may be any of its
        name in the checked modules: so wrappers of executors that were passed around are found.
        """
        types = self.types.of(call.func, function)
        found = [one.function for one in types if isinstance(one, Method)]
        if found or types or type(call.func) is not Attr:
            return found
        if not any(word in call.func.attr for word in ("submit", "spawn")):
            return []
        named = self._methods.get(call.func.attr, [])
        if not named or len(named) > _MOST or not call.args:
            return []
        handed = self.types.of(call.args[0], function)
        return named if any(isinstance(one, Method) for one in handed) else []

    def returned(self, function: Function, depth: int) -> Started | None:
        """What a function starts and returns without keeping it."""
        if function not in self._returned:
            self._returned[function] = None  # while being worked out
            self._returned[function] = self._gives_back(function, depth)
        return self._returned[function]

    def _gives_back(self, function: Function, depth: int) -> Started | None:
        if function.info.is_async or function.info.is_generator:
            return None
        for value in function.body.returns:
            if type(value) is Name:
                if not self.fates.is_only_returned(value.id, function):
                    continue
                refs = [v.index for v in function.names.get(value.id, ()) if type(v) is Ref]
            else:
                options = value.options if isinstance(value, Choice) else (value,)
                refs = [option.index for option in options if type(option) is Ref]
            for index in refs:
                if index in function.body.kept:
                    continue
                started = self.by_call(index, function, depth)
                if started is not None:
                    return started
        return None


def _starting(functions: Iterable[Function], last: set[str]) -> set[str]:
    """Names of functions that may return what they start, `last` being names of what starts.

    Resolving every call whose value is dropped would read most modules of a project.
    """
    callers: dict[str, list[str]] = {}
    for function in functions:
        if function.body.returns:
            for call in function.body.calls:
                func = call.func
                name = last_part(func)
                callers.setdefault(name, []).append(function.info.name)
    found: set[str] = set()
    todo = list(last)
    while todo:
        for name in callers.pop(todo.pop(), ()):
            if name not in found:
                found.add(name)
                todo.append(name)
    return found


def _by_name(functions: Iterable[Function]) -> dict[str, list[Function]]:
    """Methods by their names."""
    found: dict[str, list[Function]] = {}
    for function in functions:
        if function.owner is not None:
            found.setdefault(function.info.name, []).append(function)
    return found
