"""Tasks that nobody refers to, and futures whose outcome nobody asks for.

The event loop keeps weak references to tasks only: one that nothing else refers to may be collected
before it is done. A future that is dropped takes its exception with it. Functions of the project
that return what they start are seen through; what is put away somewhere counts as kept.

Deliberately not known: what becomes of a task that is returned to code that cannot be resolved.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from asynclint.index.summary import Attr, Call, Choice, Expr, Func, Name, Ref, dotted
from asynclint.knowledge import Knowledge
from asynclint.program.flow import Flow
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.tasks import Tasks, last_names, may_be
from asynclint.program.types import Instance, Method

_LOOPS = frozenset({"loop", "event_loop", "io_loop"})
_MOST = 4  # methods of one name that an unknown one may be
_STARTS = frozenset({"create_task", "submit"})  # of a loop or executor that nobody annotated
_DEEPEST = 20  # functions that return what another one starts
# What is done with a task or future that does not keep it, nor ask how it ended.
_LOOKING = frozenset({"add_done_callback", "set_name"})


class What(enum.Enum):
    """What is dropped."""

    TASK = "task"
    FUTURE = "future"
    THREAD = "thread"


class Dropped(NamedTuple):
    """`function` drops what `call` gives; `starts` is the call of `starter` that starts the work,
    the same call unless wrappers return it. `is_told` tells that the work, or a callback, looks
    after its errors itself."""

    function: Function
    call: Call
    is_told: bool
    what: What
    starter: Function
    starts: Call
    name: str


class Started(NamedTuple):
    """What a call starts and gives back."""

    what: What
    starter: Function
    starts: Call
    name: str


class Drops:
    """What some functions drop, in their order."""

    def __init__(self, types: TypeSolver, tasks: Tasks, flow: Flow, knowledge: Knowledge) -> None:
        self.types = types
        self.flow = flow
        self.tasks = tasks
        self.knowledge = knowledge
        self._last = last_names([*knowledge.weak, *knowledge.offloads, *knowledge.spawns])
        self._returned: dict[Function, Started | None] = {}
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
        found = cls(types, tasks, flow, knowledge)
        functions = list(functions)
        found._methods = _by_name(functions)
        found._starting = _starting(functions, found._last | _STARTS)
        for function in functions:
            for index in found._unused(function):
                call = function.body.calls[index]
                started = found._started(index, function, 0)
                if started is not None:
                    is_told = found._tells_itself(call, started, function)
                    found.dropped.append(Dropped(function, call, is_told, *started))
            for call, name in found._threads(function):
                found.dropped.append(
                    Dropped(function, call, False, What.THREAD, function, call, name)
                )
        return found

    _methods: dict[str, list[Function]]
    _starting: set[str]

    # ------------------------------------------------------------ what is dropped

    def _unused(self, function: Function) -> list[int]:
        """The calls of a function whose value nobody keeps or reads."""
        body = function.body
        found = []
        for index in body.discards:
            call = body.calls[index]
            if call.awaited:
                continue
            # `create_task(...).add_done_callback(...)`
            while type(call.func) is Attr and call.func.attr in _LOOKING:
                if type(call.func.value) is not Ref:
                    break
                index = call.func.value.index
                call = body.calls[index]
            found.append(index)
        for name, loads in body.loads:
            if loads == _looks(name, function):
                values = function.names.get(name, ())
                found += [value.index for value in values if type(value) is Ref]
        found = [index for index in found if index not in body.kept]
        if function.info.name == "<lambda>" and self._is_callback(function):
            found += [value.index for value in body.returns if type(value) is Ref]
        return list(dict.fromkeys(found))

    def _threads(self, function: Function) -> Iterator[tuple[Call, str]]:
        """Threads and processes that a function starts and leaves to themselves, with the names of
        their classes."""
        for call in function.body.calls:
            func = call.func
            if type(func) is not Attr or func.attr != "start":
                continue
            if type(func.value) in (Name, Ref) and (name := self._thread(func.value, function)):
                yield call, name

    def _thread(self, thread: Expr, function: Function) -> str:
        """The class of a thread that the function only starts; empty for anything else."""
        for one in self.types.values(self.types.of(thread, function)):
            if isinstance(one, Instance):
                cls = one.cls
                bases = self.types.mro(cls) if isinstance(cls, Class) else self.knowledge.mro(cls)
                for base in bases:
                    if base in self.knowledge.threads and not _is_joined(thread, function):
                        return str(base)
        return ""

    def _is_callback(self, function: Function) -> bool:
        """Whether a lambda is handed to something that calls it and drops what it returns."""
        outer = function.parent
        if outer is None:
            return False
        for call in outer.body.calls:
            values = (*call.args, *(value for _, value in call.keywords))
            if Func(function.index) in values:
                names = self.tasks.names(call, outer)
                return any(name in self.knowledge.schedules for name in names)
        return False

    def _tells_itself(self, call: Call, started: Started, function: Function) -> bool:
        """Whether the work handed to a thread catches whatever goes wrong in it, or a callback asks
        for it."""
        if started.what is What.TASK:
            return function.info.name == "__del__"  # nobody is left to keep it
        if self._is_asked_for(call, function):
            return True
        parts = [*call.args[:2]]
        wrapped = self.tasks.wrapped(call, function) or ()
        parts += [function.body.calls[one.index].func for one in wrapped if type(one) is Ref]
        handed = [
            one.function
            for value in parts
            for one in self.types.of(value, function)
            if isinstance(one, Method)
        ]
        return bool(handed) and all(self.flow.handles_all(one) for one in handed)

    def _is_asked_for(self, call: Call, function: Function) -> bool:
        """Whether a callback that a future is given looks at how it ended, or may."""
        index = function.body.calls.index(call)
        names = {Name(n) for n, values in function.names.items() if Ref(index) in values}
        for other in function.body.calls:
            func = other.func
            if type(func) is not Attr or func.attr != "add_done_callback" or not other.args:
                continue
            if func.value != Ref(index) and func.value not in names:
                continue
            callbacks = [
                one.function
                for one in self.types.of(other.args[0], function)
                if isinstance(one, Method)
            ]
            if not callbacks or any(_asks(callback) for callback in callbacks):
                return True
        return False

    # ------------------------------------------------------------ what is started

    def _started(self, index: int, function: Function, depth: int) -> Started | None:
        """What a call of a function starts and gives to it alone."""
        call = function.body.calls[index]
        if may_be(call, function, self._last):
            started = self._outright(call, function)
            if started is not None:
                return started
        if depth < _DEEPEST and may_be(call, function, self._starting):
            for target in self._targets(call, function):
                inner = self.returned(target, depth + 1)
                if inner is not None:
                    return inner
        return None

    def _outright(self, call: Call, function: Function) -> Started | None:
        for name in self.tasks.names(call, function):
            if name in self.knowledge.weak:
                for one in self.tasks.wrapped(call, function) or ():
                    if self._is_kept(one, function):
                        return None
                    if type(one) is Ref and (
                        inner := self._outright(function.body.calls[one.index], function)
                    ):
                        return inner  # a future stays what it is
                return Started(What.TASK, function, call, name)
            if (
                name in self.knowledge.offloads or name in self.knowledge.spawns
            ) and self._gives_future(name):
                return Started(What.FUTURE, function, call, name)
        # A loop or executor that nobody annotated is rather what it is called than anything else.
        func = call.func
        if type(func) is Attr and not self.types.of(func, function):
            owner = dotted(func.value).rpartition(".")[2].strip("_")
            if func.attr == "create_task" and owner in _LOOPS:
                return Started(What.TASK, function, call, dotted(func))
            if func.attr == "submit" and owner.endswith("executor") and call.args:
                return Started(What.FUTURE, function, call, dotted(func))
        return None

    def _is_kept(self, expr: Expr | None, function: Function) -> bool:
        """Whether what is turned into a task is one already, or a future that is referred to."""
        return type(expr) in (Name, Attr) and any(
            isinstance(one, Instance) and one.cls in ("asyncio.Task", "asyncio.Future")
            for one in self.types.values(self.types.of(expr, function))
        )

    def _gives_future(self, name: str) -> bool:
        return self.knowledge.returns(name).endswith(".Future")

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
                loads = dict(function.body.loads).get(value.id, 0)
                if loads != 1 + _looks(value.id, function):  # used for more than being returned
                    continue
                refs = [v.index for v in function.names.get(value.id, ()) if type(v) is Ref]
            else:
                options = value.options if isinstance(value, Choice) else (value,)
                refs = [option.index for option in options if type(option) is Ref]
            for index in refs:
                started = self._started(index, function, depth)
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
                name = func.attr if type(func) is Attr else func.id if type(func) is Name else ""
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


def _is_joined(thread: Expr, function: Function) -> bool:
    """Whether a function does anything with a thread but start it: waits for it, or keeps it."""
    if type(thread) is not Name:
        return False
    starts = sum(
        type(call.func) is Attr and call.func.attr == "start" and call.func.value == thread
        for call in function.body.calls
    )
    made = [value.index for value in function.names.get(thread.id, ()) if type(value) is Ref]
    loads = dict(function.body.loads).get(thread.id, 0)
    return loads > starts or any(index in function.body.kept for index in made)


def _asks(callback: Function) -> bool:
    return any(
        type(call.func) is Attr and call.func.attr in ("exception", "result")
        for call in callback.body.calls
    )


def _looks(name: str, function: Function) -> int:
    """How often a function calls a method of a local name that does not keep what it stands for."""
    return sum(
        type(call.func) is Attr and call.func.attr in _LOOKING and call.func.value == Name(name)
        for call in function.body.calls
    )
