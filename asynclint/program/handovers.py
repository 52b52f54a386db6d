"""Mistakes in handing a function to a thread or process.

`to_thread(f())` calls `f` here and hands over what it returns. Only what is certain is told: that
the result cannot be called, that a coroutine is made and nobody runs it, or that a tuple is passed
for several parameters.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import (
    At,
    Attr,
    Await,
    Call,
    Const,
    Expr,
    Func,
    Lit,
    Name,
    Ref,
    Seq,
    last_part,
)
from asynclint.knowledge import Knowledge
from asynclint.program.asking import asks_for_coroutine
from asynclint.program.conditions import argument
from asynclint.program.decorators import Decorators, Runs
from asynclint.program.hosts import last_names
from asynclint.program.linker import Function, calling
from asynclint.program.tasks import Tasks, may_be
from asynclint.program.types import Coroutine, External, Instance, Method, Types


class Mistake(enum.Enum):
    """What is wrong with what is handed over."""

    CALLED = "it is called here"
    COROUTINE = "a coroutine is handed over"
    MAKES_COROUTINE = "calling it only makes a coroutine"
    TUPLE = "a tuple is handed over"
    UNPICKLABLE = "a function without a name of its own is handed to a process"
    ARGUMENTS = "several arguments are passed as one tuple"


class HandOver(msgspec.Struct, frozen=True):
    """`function` hands something over by `call`, whose callee is called `word`; `what` is wrong
    with it, `inner` is the call that is made instead, `name` what is meant to run."""

    function: Function
    call: Call
    word: str
    what: Mistake
    inner: Call | None
    name: str


class HandOvers:
    """The mistakes of some functions, in their order."""

    def __init__(
        self,
        tasks: Tasks,
        knowledge: Knowledge,
        decorators: Decorators,
        functions: Iterable[Function],
    ) -> None:
        self.tasks = tasks
        self.types = tasks.types
        self.knowledge = knowledge
        self.decorators = decorators
        self.functions = functions
        self._last = last_names(knowledge.workers)

    @cached_property
    def mistakes(self) -> list[HandOver]:
        """All that is wrong with what these functions hand over."""
        return list(self._mistakes())

    def getting(self, function: Function, at: At) -> str:
        """What is handed the result of the call at a place, as the function to run, by its last
        name; empty if nothing is."""
        calls = function.body.calls
        index = next((i for i, call in enumerate(calls) if call.at == at), -1)
        takers = [call for call in calls if Ref(index) in call.args]
        return next((n.rpartition(".")[2] for c in takers for n in self._named(c, function)), "")

    def _named(self, call: Call, function: Function) -> Iterator[str]:
        """The worker that a call hands a call's result to, as the function to run."""
        if may_be(call, function, self._last):
            for name in self.tasks.names(call, function):
                where = self.knowledge.offloads.get(name)
                handed = argument(call, where) if isinstance(where, int) else None
                if name in self.knowledge.workers and type(handed) is Ref:
                    yield name

    def _mistakes(self) -> Iterator[HandOver]:
        for function, index, call in calling(self.functions, self._last):
            if not may_be(call, function, self._last):
                continue
            for name in self.tasks.names(call, function):
                where = self.knowledge.offloads.get(name)
                if name in self.knowledge.workers and isinstance(where, int):
                    found = self._mistake(call, index, where, function)
                    if found is not None:
                        what, inner, meant = found
                        word = name.rpartition(".")[2]
                        yield HandOver(function, call, word, what, inner, meant)
                    break

    def _mistake(
        self, call: Call, index: int, where: int, function: Function
    ) -> tuple[Mistake, Call | None, str] | None:
        handed = argument(call, where)
        if type(handed) is Seq and handed.builtin == "tuple":
            return Mistake.TUPLE, None, ""
        if type(handed) is Ref:
            inner = function.body.calls[handed.index]
            called = self.types.of(inner.func, function)
            if self._are_coroutines(called):
                return Mistake.COROUTINE, inner, _name(called)
            if called and all(self._cannot_give_callable(one) for one in called):
                return Mistake.CALLED, inner, _name(called)
            return None
        targets = self.types.of(handed, function)
        if len(targets) == 1 and self._is_unpicklable(targets[0], call, function):
            return Mistake.UNPICKLABLE, None, _name(targets)
        if self._are_coroutines(targets):
            if _is_awaited(index, function) or asks_for_coroutine(handed, function):
                return None
            return Mistake.MAKES_COROUTINE, None, _name(targets)
        if len(targets) == 1 and self._wants_several(targets[0], call, where, function):
            return Mistake.ARGUMENTS, None, _name(targets)
        return None

    def _are_coroutines(self, targets: Types) -> bool:
        """Whether all of these are coroutine functions of the project as they were written."""
        return bool(targets) and all(
            isinstance(one, Method)
            and one.function.info.is_async
            and not one.function.info.is_generator
            and not one.function.info.decorators
            for one in targets
        )

    def _cannot_give_callable(self, callee: object) -> bool:
        """Whether what a call gives is certainly nothing that can be called."""
        if isinstance(callee, External):
            row = self.knowledge.blocks(callee.name)
            return row is not None and not self.knowledge.is_class(callee.name)
        if not isinstance(callee, Method):
            return False
        function = callee.function
        info = function.info
        if info.is_stub or info.is_generator or self.decorators.runs(function) is not Runs.BODY:
            return False
        values = function.body.returns
        return all(self._is_plain(value, function) for value in values)

    def _is_plain(self, value: Expr | None, function: Function) -> bool:
        """Whether a value is a literal, a display, or an object of a builtin class."""
        if isinstance(value, Const | Lit | Seq):
            return True
        if value is None or isinstance(value, Func):
            return False
        found = self.types.values(self.types.of(value, function))
        return bool(found) and all(
            (isinstance(one, Instance) and isinstance(one.cls, str) and one.cls in _PLAIN)
            or isinstance(one, Coroutine)
            for one in found
        )

    def _is_unpicklable(self, target: object, call: Call, function: Function) -> bool:
        """Whether a pool of processes is handed a lambda or a function inside of another, which
        cannot be sent to them."""
        pool = argument(call, 0)
        if type(call.func) is Attr and call.func.attr == "submit":
            pool = call.func.value
        return (
            isinstance(target, Method)
            and target.function.owner is None
            and target.function.parent is not target.function.module.functions[0]
            and any(
                isinstance(one, Instance) and str(one.cls).endswith(_PROCESSES)
                for one in self.types.of(pool, function)
            )
        )

    def _wants_several(self, target: object, call: Call, where: int, function: Function) -> bool:
        """Whether one tuple is all that a function with more parameters gets."""
        if not isinstance(target, Method) or len(call.args) != where + 2 or call.keywords:
            return False
        given = call.args[where + 1]
        if type(given) is Name:
            bound = function.names.get(given.id, [])
            given = bound[0] if len(bound) == 1 else None
        if type(given) is not Seq or given.builtin != "tuple" or len(given.items) < 2:
            return False
        info = target.function.info
        if info.decorators:
            return False
        required = [p for p in info.params if not p.kind and p.default is None]
        bound_to = target.receiver is not None and target.function.owner is not None
        return len(required) - bound_to >= 2


_PROCESSES = ".ProcessPoolExecutor"
_PLAIN = frozenset(
    {f"builtins.{name}" for name in ("str", "bytes", "int", "float", "bool", "list", "dict")}
    | {f"builtins.{name}" for name in ("tuple", "set", "frozenset", "bytearray")}
)


def _name(targets: Types) -> str:
    one = targets[0]
    if isinstance(one, Method):
        return one.function.info.qualname
    return one.name.removeprefix("builtins.") if isinstance(one, External) else ""


def _is_awaited(index: int, function: Function) -> bool:
    """Whether somebody knows that what is handed over makes a coroutine: `await (await
    to_thread(f))`, and `await future.result()` of any future."""
    calls = function.body.calls
    return any(
        wait.value == Await(Ref(index))
        or (type(wait.value) is Ref and last_part(calls[wait.value.index].func) == "result")
        for wait in function.body.waits
    )
