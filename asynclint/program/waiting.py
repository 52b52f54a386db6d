"""How long coroutines wait: for a time that the code says, or without any limit.

Only what is certain is told: sleeps and timeouts of constant length, waits that end when somebody
else acts, and loops that nothing but an exception ends. Coroutines of the project are followed to
what they await. What is unknown waits for no time at all.

Deliberately not known: how often a loop runs, and how long work in a thread takes other than a
sleep.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from asynclint.index.summary import (
    ALWAYS,
    At,
    Attr,
    Await,
    Call,
    Elem,
    Expr,
    Loop,
    Name,
    Ref,
    Wait,
    With,
    dotted,
)
from asynclint.knowledge import Kind, Knowledge
from asynclint.program.cleanups import ends
from asynclint.program.conditions import argument
from asynclint.program.constants import seconds
from asynclint.program.flow import Exit, Flow
from asynclint.program.linker import Function
from asynclint.program.statements import Block, blocks
from asynclint.program.tasks import Tasks, awaitable
from asynclint.program.types import External, Generator, Instance, Method

_DEEPEST = 5  # coroutines that await each other, names of names
_LEAVING = frozenset({Exit.BREAK, Exit.RETURN, Exit.RAISE, Exit.REPLACE})


class Delay(msgspec.Struct, frozen=True):
    """`function` waits for `seconds` (`math.inf` without limit) at `at`; `word` is what for.

    `chain` are the calls that lead there: each a function, where it awaits the next, and the next.
    """

    function: Function
    at: At
    seconds: float
    word: str
    chain: tuple[tuple[Function, At, Function], ...] = ()
    is_flag: bool = False  # a loop that ends when a flag changes

    @property
    def site(self) -> At:
        """Where the function that was asked about waits."""
        return self.chain[0][1] if self.chain else self.at


class Waiting:
    """Answers about coroutines, worked out when first asked for."""

    def __init__(self, tasks: Tasks, flow: Flow, knowledge: Knowledge) -> None:
        self.tasks = tasks
        self.types = tasks.types
        self.flow = flow
        self.knowledge = knowledge
        self._delays: dict[Function, list[Delay]] = {}
        self._depth = 0

    def delays(self, function: Function) -> list[Delay]:
        """What a coroutine function, or an async generator, waits for in known ways, in the text's
        order; nothing of what stands in a loop that is told."""
        known = self._delays.get(function)
        if known is None:
            if self._depth >= _DEEPEST:
                return []
            self._delays[function] = []  # while being worked out
            self._depth += 1
            known = list(self._block(function.body.flow, function, math.inf))
            self._depth -= 1
            self._delays[function] = known
        return known

    def longest(self, function: Function) -> float:
        """The longest of the delays of a coroutine function."""
        return max((delay.seconds for delay in self.delays(function)), default=0)

    # ------------------------------------------------------------ statements

    def _block(self, block: Block, function: Function, limit: float) -> Iterator[Delay]:
        for statement in block:
            if isinstance(statement, Loop) and self._is_endless(statement, function):
                word = "`while True` without a way out"
                yield Delay(function, statement.at, limit, word)
                continue
            inside = limit
            parts = [statement.parts] if hasattr(statement, "parts") else []
            parts += [arm.parts for arm in getattr(statement, "arms", ())]
            for part in parts:
                for wait in function.body.waits[part.waits]:
                    yield from self._wait(wait, function, limit)
            if isinstance(statement, With):
                inside = min(limit, self._timeout(statement, function))
            for inner in blocks(statement):
                yield from self._block(inner, function, inside)

    def _is_endless(self, loop: Loop, function: Function) -> bool:
        """Whether nothing but an exception ends a loop that waits."""
        return (
            loop.word == "forever"
            and self.flow.exits(loop.body, function).isdisjoint(_LEAVING)
            and next(self.flow.waits(loop.body, function), None) is not None
        )

    def _timeout(self, statement: With, function: Function) -> float:
        """After how many seconds a block is cancelled; 0 if that is not known."""
        found = math.inf
        for use in function.body.enters[slice(*statement.enters)]:
            if type(use.value) is Ref:
                call = function.body.calls[use.value.index]
                for name in self.tasks.names(call, function):
                    if name in self.knowledge.timeouts:
                        limit = self._limit(name, use.value.index, function)
                        found = min(found, 0 if limit is None else limit)
        return found

    def _limit(self, name: str, index: int, function: Function) -> float | None:
        """The seconds that a call is told as its limit."""
        call = function.body.calls[index]
        where = self.knowledge.limits.get(name)
        value = argument(call, where) if where is not None else None
        for word in ("timeout", "delay", "seconds"):
            value = value if value is not None else argument(call, word)
        return seconds(value, function, self.types)

    # ------------------------------------------------------------ waits

    def _wait(self, wait: Wait, function: Function, limit: float) -> Iterator[Delay]:
        value = wait.value
        if isinstance(value, Elem):
            found = self._iterated(value.value, function)
        else:
            found = self._awaited(value, function, 0)
        for one in found:
            if one.chain or one.function is not function:
                target = one.function if not one.chain else one.chain[0][0]
                chain = ((function, wait.at, target), *one.chain)
                yield replace(one, seconds=min(one.seconds, limit), chain=chain)
            else:
                yield replace(one, seconds=min(one.seconds, limit), at=wait.at)

    def _iterated(self, value: Expr, function: Function) -> Iterator[Delay]:
        """What one turn of `async for` waits for."""
        names = []
        if type(value) is Ref:
            names = self.tasks.names(function.body.calls[value.index], function)
        made = self.types.values(self.types.of(value, function))
        for one in made:
            if isinstance(one, Generator):
                yield from self.delays(one.function)
            elif isinstance(one, Instance) and isinstance(one.cls, str):
                names += self.knowledge.mro(one.cls)
        name = next((name for name in names if name in self.knowledge.endless), "")
        if name and len(made) <= 1:
            yield Delay(function, function.at, math.inf, f"`async for` over `{_short(name)}`")

    def _awaited(self, value: Expr | None, function: Function, depth: int) -> Iterator[Delay]:
        """What awaiting a value waits for; the place is filled in by the caller."""
        if depth > _DEEPEST:
            return
        match value:
            case Ref(index):
                yield from self._called(index, function, depth)
            case Await(inner):
                yield from self._awaited(inner, function, depth + 1)
            case Name(id):
                bound = function.names.get(id, [])
                if len(bound) == 1:
                    yield from self._awaited(bound[0], function, depth + 1)

    def _called(self, index: int, function: Function, depth: int) -> Iterator[Delay]:
        call = function.body.calls[index]
        knowledge = self.knowledge
        names = self.tasks.names(call, function)
        for name in names:
            if name in knowledge.sleeps:
                slept = seconds(argument(call, knowledge.sleeps[name]), function, self.types)
                if slept is not None:
                    yield Delay(function, call.at, slept, f"`{_short(name)}`")
            elif name in knowledge.endless:
                if not _is_ended(call, function):
                    yield Delay(function, call.at, math.inf, f"`{_short(name)}`")
            elif name in knowledge.deadlines:
                limit = self._limit(name, index, function) or 0
                inner = awaitable(call, knowledge.deadlines[name])
                for one in self._awaited(inner, function, depth + 1):
                    yield replace(one, seconds=min(one.seconds, limit))
            elif name in knowledge.workers:
                yield from self._worker(name, index, function)
            elif (inner_ := self.tasks.wrapped(call, function)) is not None:
                for each in inner_:
                    yield from self._awaited(each, function, depth + 1)
            else:
                continue
            return
        targets = self.types.of(call.func, function)
        only = next(iter(targets), None)
        if len(targets) == 1 and isinstance(only, Method):
            target = only.function
            if target.info.is_async and not target.info.is_generator:
                yield from self.delays(target)

    def _worker(self, name: str, index: int, function: Function) -> Iterator[Delay]:
        """A sleep that is handed to a thread, or that a function makes which is handed to one."""
        call = function.body.calls[index]
        where = self.knowledge.offloads.get(name)
        if not isinstance(where, int):
            return
        handed, passed = argument(call, where), call.args[where + 1 :]
        if type(call.func) is Ref:  # `sync_to_async(f)(x)`
            handed, passed = argument(function.body.calls[call.func.index], where), call.args
        for one in self.types.of(handed, function):
            if isinstance(one, External) and self._is_sleep(one.name) and len(passed) == 1:
                yield from self._slept(call, seconds(passed[0], function, self.types), function)
            elif isinstance(one, Method) and not one.function.info.is_async:
                inner = one.function
                for made in inner.body.calls:
                    names = self.tasks.names(made, inner) if made.guard == ALWAYS else ()
                    if any(map(self._is_sleep, names)):
                        slept = seconds(argument(made, 0), inner, self.types)
                        yield from self._slept(call, slept, function)

    def _is_sleep(self, name: str) -> bool:
        row = self.knowledge.blocks(name)
        return row is not None and row.kind is Kind.SLEEP

    def _slept(self, call: Call, slept: float | None, function: Function) -> Iterator[Delay]:
        if slept is not None:
            yield Delay(function, call.at, slept, "`time.sleep` in a thread")


def _short(name: str) -> str:
    """A name as people write it: its last two parts."""
    return ".".join(name.split(".")[-2:])


def _is_ended(call: Call, function: Function) -> bool:
    """Whether the function also ends what it waits for: `process.kill(); await process.wait()`."""
    waited = dotted(call.func.value) if type(call.func) is Attr else ""
    return bool(waited) and any(
        type(other.func) is Attr and ends(other) and dotted(other.func.value) == waited
        for other in function.body.calls
    )
