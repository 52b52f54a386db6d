"""What becomes of the values that calls give: which of them nobody keeps, reads or asks.

The index counts how often a local name is read, nested functions included. If all of that is
looking (giving a callback, a name, writing a log), filling a collection that nobody reads, or
handing to a function of the project that only looks, then nobody refers to the value afterwards.
Whatever else is done with it counts as keeping it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

import msgspec

from asynclint.index.summary import (
    CALLBACK,
    LOGGING,
    At,
    Attr,
    Call,
    Expr,
    Name,
    Ref,
    Seq,
    dotted,
)
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.types import Method

# What is done with a task, a future or a thread that does not keep it, nor ask how it ended.
LOOKING = frozenset({CALLBACK, "remove_done_callback", "set_name", "get_name"})
_STARTING = frozenset({"start", "setDaemon", "setName"})
_OF_THREADS = frozenset({"daemon", "name", "ident", "native_id", "pid"})
FILLING = frozenset({"append", "add", "appendleft", "insert"})
# What waits until somebody else has put, set or released something.
_AWAITING = frozenset({"get", "wait", "join", "acquire", "recv", "receive", "result"})
_DEEPEST = 4  # functions that hand on what they only look at


class Unused(msgspec.Struct, frozen=True):
    """A call, by its place in the body, whose value nobody uses; `is_held` tells that the
    function refers to it until it returns, if only to log or list it."""

    call: int
    is_held: bool


class Fates:
    """What functions do with the values of their calls."""

    def __init__(self, types: TypeSolver) -> None:
        self.types = types

    def unused(self, function: Function, calls: Collection[int]) -> list[Unused]:
        """Those of some calls of a function whose value nobody keeps or reads, in no order.

        What is handed to functions of the project costs reading their modules, so ask for calls
        that matter only.
        """
        found = {index: False for index in self._thrown_away(function) if index in calls}
        loads = function.body.loads
        uses = _Uses(function) if loads else _NONE
        collections = [name for name, count in loads if self._is_sink(name, count, uses, function)]
        filled = Counter(
            name
            for each in collections
            for name in {value.id for value in uses.fills[each] if type(value) is Name}
        )
        for name, count in loads:
            made = [i for i in _refs(function.names.get(name, ())) if i in calls]
            if made:
                added = filled[name]
                if count in (added, added + self._looks(name, count, uses, function)):
                    for index in made:
                        found.setdefault(index, count > uses.looks[name])
        for name in collections:
            for index in _refs((*uses.fills[name], *_displayed(function.names[name]))):
                if index in calls:
                    found.setdefault(index, True)
        return [
            Unused(index, held) for index, held in found.items() if index not in function.body.kept
        ]

    def is_only_returned(self, name: str, function: Function) -> bool:
        """Whether a function does nothing with a local name but look, and return it once."""
        count = dict(function.body.loads).get(name, 0)
        return count == 1 + self._looks(name, count, _Uses(function), function)

    def leaves(self, thread: Expr, function: Function) -> bool:
        """Whether a function does nothing with a thread that it made but start it."""
        if type(thread) is not Name:
            return type(thread) is Ref
        made = [v.index for v in function.names.get(thread.id, ()) if type(v) is Ref]
        loads = dict(function.body.loads)
        if not made or thread.id not in loads or any(index in function.body.kept for index in made):
            return False
        uses = _Uses(function)
        known = uses.starts[thread.id] + sum(
            thread in uses.fills[name]
            for name, count in function.body.loads
            if self._is_sink(name, count, uses, function)
        )
        stores = function.module.stores(function.index)
        known += sum(store.owner == thread and store.key == "daemon" for store in stores)
        known += len(
            {
                use.value.attr
                for use in function.body.reads
                if type(use.value) is Attr and use.value.value == thread
            }
            & _OF_THREADS
        )
        count = loads[thread.id]
        return count == known + self._looks(thread.id, count, uses, function)

    def callbacks(self, index: int, function: Function) -> Iterator[tuple[Expr | None, Function]]:
        """The callbacks that the future of a call is given, with the scopes that they are written
        in: also by functions of the project that are handed the future."""
        names = {n for n, values in function.names.items() if Ref(index) in values}
        yield from self._given(Ref(index), names, function, 0)

    def is_signalled(self, index: int, function: Function, work: list[Function]) -> bool:
        """Whether a function waits, after a call, for something that the work it hands over there
        can reach: an event that it sets, a queue that it fills."""
        call = function.body.calls[index]
        shared = {root for one in work if one.parent is function for root in _mentioned(one)}
        for value in (*call.args[1:], *(value for _, value in call.keywords), call.func):
            shared |= set(_roots(value, function))
        for callback, _ in self.callbacks(index, function):
            for one in self.types.of(callback, function):
                if isinstance(one, Method) and one.function.parent is function:
                    shared |= _mentioned(one.function)
        return any(
            other.at > call.at
            and type(other.func) is Attr
            and other.func.attr in _AWAITING
            and bool(root := dotted(other.func.value))
            and root in shared
            and root in function.names
            for other in function.body.calls
        )

    # ------------------------------------------------------------ parts

    def _thrown_away(self, function: Function) -> Iterator[int]:
        """Statements that are nothing but a call."""
        calls = function.body.calls
        for index in function.body.discards:
            call = calls[index]
            if call.awaited:
                continue
            # `create_task(...).add_done_callback(...)`
            while type(call.func) is Attr and call.func.attr in LOOKING:
                if type(call.func.value) is not Ref:
                    break
                index = call.func.value.index
                call = calls[index]
            yield index

    def _is_sink(self, name: str, count: int, uses: _Uses, function: Function) -> bool:
        """Whether a local name stands for displays and the like, which are only filled."""
        values = function.names.get(name, [])
        return (
            bool(values)
            and count == len(uses.fills[name])
            and all(
                (type(value) is Seq and value.builtin in ("list", "set", "tuple"))
                or (
                    type(value) is Ref
                    and dotted(function.body.calls[value.index].func) in ("list", "set", "deque")
                )
                for value in values
            )
        )

    def _looks(self, name: str, count: int, uses: _Uses, function: Function, depth: int = 0) -> int:
        """How many of so many uses of a local name do not keep what it stands for."""
        found = uses.looks[name] + uses.logs[name]
        if found < count:
            for call in uses.handed[name]:
                if self._only_looks(call, name, function, depth):
                    found += 1
        return found

    def _only_looks(self, call: Call, name: str, function: Function, depth: int) -> bool:
        """Whether a call leads to functions of the project that only look at what they get."""
        places = list(self._parameters(call, {name}, Name(name), function))
        if not places or depth == _DEEPEST:
            return False
        for target, param in places:
            count = dict(target.body.loads).get(param)
            if count is None:
                return False
            if count != self._looks(param, count, _Uses(target), target, depth + 1):
                return False
        return True

    def _parameters(
        self, call: Call, names: set[str], value: Expr, function: Function
    ) -> Iterator[tuple[Function, str]]:
        """The parameters that a value is handed as to functions of the project."""
        values = call.given
        if value not in values and not any(Name(name) in values for name in names):
            return
        for one in self.types.of(call.func, function):
            if isinstance(one, Method) and not one.function.info.is_async:
                params = [p.name for p in one.function.info.params if not p.kind]
                if one.receiver is not None:
                    params = params[1:]
                for param, given in (*zip(params, call.args, strict=False), *call.keywords):
                    if given == value or (type(given) is Name and given.id in names):
                        yield one.function, param

    def _given(
        self, value: Expr, names: set[str], function: Function, depth: int
    ) -> Iterator[tuple[Expr | None, Function]]:
        for call in function.body.calls:
            func = call.func
            if type(func) is Attr and func.attr == CALLBACK and call.args:
                if func.value == value or (type(func.value) is Name and func.value.id in names):
                    yield call.args[0], function
            elif depth < _DEEPEST:
                for target, param in self._parameters(call, names, value, function):
                    yield from self._given(Name(param), {param}, target, depth + 1)


def after(at: At, function: Function) -> bool:
    """Whether a function may be suspended after a place in it."""
    return any(wait.at > at for wait in function.body.waits)


class _Uses:
    """How a function uses local names in calls, by name."""

    def __init__(self, function: Function | None) -> None:
        self.looks: Counter[str] = Counter()  # uses that do not keep it
        self.logs: Counter[str] = Counter()
        self.starts: Counter[str] = Counter()
        self.fills: defaultdict[str, list[Expr | None]] = defaultdict(list)  # what it is given
        self.handed: defaultdict[str, list[Call]] = defaultdict(list)
        for call in function.body.calls if function is not None else ():
            func = call.func
            if type(func) is Attr and type(func.value) is Name:
                name = func.value.id
                if func.attr in LOOKING:
                    self.looks[name] += 1
                if func.attr in _STARTING:
                    self.starts[name] += 1
                if func.attr in FILLING and call.args:
                    self.fills[name].append(call.args[-1])
            handed = [value.id for value in call.args if type(value) is Name]
            handed += [value.id for _, value in call.keywords if type(value) is Name]
            logs = bool(handed) and _logs(call)
            for name in handed:
                if logs:
                    self.logs[name] += 1
                else:
                    self.handed[name].append(call)


_NONE = _Uses(None)


def _displayed(values: Iterable[Expr | None]) -> Iterator[Expr | None]:
    for value in values:
        if type(value) is Seq:
            yield from value.items


def _refs(values: Iterable[Expr | None]) -> Iterator[int]:
    """The calls whose values these are."""
    return (value.index for value in values if type(value) is Ref)


def _logs(call: Call) -> bool:
    func = call.func
    if type(func) is Name:
        return func.id == "print"
    return type(func) is Attr and func.attr in LOGGING


def _roots(value: Expr | None, function: Function) -> Iterator[str]:
    """The names that a value is made of."""
    if type(value) is Seq:
        for item in value.items:
            yield from _roots(item, function)
    elif type(value) is Ref:
        call = function.body.calls[value.index]
        for part in (call.func, *call.given):
            if type(part) is not Ref:
                yield from _roots(part, function)
    elif type(value) is Attr:
        yield dotted(value)
        yield from _roots(value.value, function)
    elif type(value) is Name:
        yield value.id


def _mentioned(function: Function) -> set[str]:
    """The names that a nested function calls, or hands to what it calls."""
    found = set()
    for call in function.body.calls:
        for part in (call.func, *call.given):
            found |= set(_roots(part, function))
    return found
