"""Work that is handed to a thread and holds the interpreter's lock all the same.

One call of compiled code that does not give the lock up stops every other thread until it returns,
that of the event loop included. Only what the code shows to be long is told: a number of elements
that is written down, or a regular expression that takes exponential time.

Deliberately not known: how large files, requests and query results are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec
from msgspec.structs import replace

from asynclint.index.summary import ALWAYS, Attr, Call, Const, Expr, Name, Ref
from asynclint.knowledge import Knowledge
from asynclint.program.conditions import argument, turns
from asynclint.program.hosts import last_names
from asynclint.program.linker import Function, Module, calling
from asynclint.program.patterns import explosive
from asynclint.program.tasks import Tasks, may_be
from asynclint.program.types import External, Instance, Method

_LARGE = 10_000_000  # elements: two tenths of a second, and more for most
_FARTHEST = 4  # calls from what is handed over
_DEEPEST = 6  # names of names
_POOLED = ("run_in_executor", "submit")  # of whatever pool
_REPLACING = ("sub", "subn")  # are given what to put there, before the text
_THREADS = "ThreadPoolExecutor"


class Held(msgspec.Struct, frozen=True):
    """What `function` hands over by `call` to `worker` holds the lock in a call of `name`, made by
    the last of the `hops`: over `size` elements, or for as long as `pattern` takes."""

    function: Function
    call: Call
    worker: str
    hops: tuple[tuple[Function, Call], ...]
    name: str
    size: int
    pattern: str


class OnePiece:
    """What some functions hand to threads in vain."""

    def __init__(self, functions: Iterable[Function], tasks: Tasks, knowledge: Knowledge) -> None:
        self.functions = functions
        self.tasks = tasks
        self.types = tasks.types
        self.knowledge = knowledge
        self._workers = last_names(knowledge.in_threads)
        self._holders = last_names((*knowledge.holds, *knowledge.matches))
        self._led: dict[Module, set[str]] = {}

    @cached_property
    def held(self) -> list[Held]:
        """Each of them, in a fixed order."""
        return list(self._held())

    def _held(self) -> Iterator[Held]:
        for function, index, call in calling(self.functions, self._workers):
            for worker in self._worker(call, function):
                found = next(self._handed(call, index, worker, function), None)
                if found is not None:
                    yield found

    def _worker(self, call: Call, function: Function) -> Iterator[str]:
        """The name of what runs a function in a thread, if this does."""
        names = self.tasks.names(call, function) if may_be(call, function, self._workers) else []
        name = next((name for name in names if name in self.knowledge.in_threads), "")
        word = name.rpartition(".")[2]
        if word not in _POOLED:
            yield from [name] if name else []
            return
        pool = argument(call, 0) if word == _POOLED[0] else _receiver(call)
        if pool == Const(None) or any(
            isinstance(one, Instance) and str(one.cls).endswith(_THREADS)
            for one in self.types.of(pool, function)
        ):
            yield name

    def _handed(self, call: Call, index: int, worker: str, function: Function) -> Iterator[Held]:
        where = self.knowledge.offloads.get(worker)
        handed = argument(call, where) if where is not None else None
        made = replace(call, func=handed)
        if isinstance(where, int):
            made = replace(made, args=call.args[where + 1 :])
        for other in function.body.calls:
            if other.func == Ref(index):  # `sync_to_async(f)(x)`
                made = replace(other, func=handed)
        for one in self.types.of(handed, function):
            if isinstance(one, External):
                for name, size, pattern in self._long(made, function):
                    yield Held(function, call, worker, (), name, size, pattern)
            elif isinstance(one, Method) and not one.function.info.is_async:
                for hops, found in self._inside(one.function):
                    yield Held(function, call, worker, hops, *found)

    def _inside(
        self, start: Function
    ) -> Iterator[tuple[tuple[tuple[Function, Call], ...], tuple[str, int, str]]]:
        """The long calls that a function comes to for certain, by the calls that lead there."""
        chains: list[tuple[Function, tuple[tuple[Function, Call], ...]]] = [(start, ())]
        seen = {start}
        for function, hops in chains:  # grows while it is read
            for call in self._long_calls(function):
                for found in self._long(call, function):
                    yield (*hops, (function, call)), found
            for target, call in self._certain(function) if len(hops) < _FARTHEST else ():
                if target not in seen:
                    seen.add(target)
                    chains.append((target, (*hops, (function, call))))

    def _certain(self, function: Function) -> Iterator[tuple[Function, Call]]:
        """What a function calls whenever it runs, in its own module: to look further would read
        much of the project for little."""
        for index in function.called(self._leading(function.module)):
            call = function.body.calls[index]
            for one in self.types.of(call.func, function) if call.guard == ALWAYS else ():
                if isinstance(one, Method) and one.function.module is function.module:
                    info = one.function.info
                    if not (info.is_async or info.is_generator or info.decorators):
                        yield one.function, call

    def _leading(self, module: Module) -> set[str]:
        """The names of a module's functions that may come to a long call, going by no more than
        names: what a name stands for is often said in another file, which would have to be read."""
        if module not in self._led:
            self._led[module] = names = set[str]()
            while more := {
                other.info.name
                for other in module.functions
                if other.info.name not in names and (other.called(names) or self._long_calls(other))
            }:
                names |= more
        return self._led[module]

    # ------------------------------------------------------------ how long it takes

    def _long_calls(self, function: Function) -> list[Call]:
        """The calls of a function that may be long, going by no more than what is written."""
        calls = map(function.body.calls.__getitem__, function.called(self._holders))
        return [call for call in calls if self._is_telling(call, function)]

    def _is_telling(self, call: Call, function: Function, depth: int = 0) -> bool:
        """Whether a large number, or a pattern that takes exponential time, goes into a call."""
        for expr in (_receiver(call), *call.given):
            value, place = self._bound(expr, function)
            if type(value) is Ref and depth <= _DEEPEST:
                if self._is_telling(place.body.calls[value.index], place, depth + 1):
                    return True
            elif type(value) is Const:
                number = type(value.value) is int and abs(value.value) >= _LARGE // 2
                text = value.value if isinstance(value.value, str) else ""
                if number or explosive(text, is_whole=True):
                    return True
        return False

    def _long(self, call: Call, function: Function) -> Iterator[tuple[str, int, str]]:
        """The name of what a call calls, and why it takes long: a size, or a part of a pattern."""
        for name in self.tasks.names(call, function):
            if (where := self.knowledge.holds.get(name)) is not None:
                size = self._size(_at(call, where), function)
                if size >= _LARGE:
                    yield name, size, ""
            elif (where := self.knowledge.matches.get(name)) is not None:
                method = name.rpartition(".")[2]
                part = explosive(self._pattern(_at(call, where), function), method == "fullmatch")
                text = argument(call, (where != "self") + (method in _REPLACING))
                if part and type(text) is not Const:
                    yield name, 0, part

    def _size(self, expr: Expr | None, function: Function, depth: int = 0) -> int:
        """How many elements a value is known to have; 0 if it is not."""
        expr, function = self._bound(expr, function)
        if type(expr) is Const:
            return expr.value if depth and type(expr.value) is int else 0
        if type(expr) is not Ref or depth > _DEEPEST:
            return 0
        call = function.body.calls[expr.index]
        for name in self.tasks.names(call, function):
            if name == "builtins.range":
                ends = [self._bound(arg, function)[0] for arg in call.args]
                return turns(replace(call, args=tuple(ends)))
            if (where := self.knowledge.sized.get(name)) is not None:
                return self._size(_at(call, where), function, depth + 1)
        return 0

    def _pattern(self, expr: Expr | None, function: Function) -> str:
        """The regular expression that a value is, or was made of; empty if that is not known."""
        expr, function = self._bound(expr, function)
        if type(expr) is Ref:
            call = function.body.calls[expr.index]
            if "re.compile" in self.tasks.names(call, function):
                expr, function = self._bound(argument(call, 0), function)
        is_text = type(expr) is Const and isinstance(expr.value, str)
        return str(expr.value) if type(expr) is Const and is_text else ""

    def _bound(self, expr: Expr | None, function: Function) -> tuple[Expr | None, Function]:
        """What a name that is bound once stands for, and where that is written."""
        for _ in range(_DEEPEST):
            if type(expr) is not Name:
                break
            place: Function | None = function
            while place is not None and expr.id not in place.names:
                place = place.parent if all(p.name != expr.id for p in place.info.params) else None
            if place is None or len(place.names[expr.id]) != 1:
                break
            expr, function = place.names[expr.id][0], place
        return expr, function


def _at(call: Call, where: int | str) -> Expr | None:
    return _receiver(call) if where == "self" else argument(call, where)


def _receiver(call: Call) -> Expr | None:
    return call.func.value if type(call.func) is Attr else None
