"""Threads and processes that a function starts: of what class they are, and what they run."""

from __future__ import annotations

from collections.abc import Sequence

from asynclint.index.summary import Attr, Const, Expr, Name, Ref
from asynclint.knowledge import Knowledge
from asynclint.program.conditions import argument
from asynclint.program.fates import Fates
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.tasks import Tasks
from asynclint.program.types import Instance, Method, Type, Types

_WAITING = frozenset({"join", "wait", "communicate"})


class Background:
    """Answers about threads and processes, by the expressions that they are reached by."""

    def __init__(self, types: TypeSolver, tasks: Tasks, fates: Fates, knowledge: Knowledge) -> None:
        self.types = types
        self.tasks = tasks
        self.fates = fates
        self.knowledge = knowledge

    def left(self, thread: Expr, function: Function) -> str:
        """The class of a thread that the function only starts; empty for anything else."""
        for one in self.types.values(self.types.of(thread, function)):
            for base in self.bases(one):
                if base in self.knowledge.threads and self.fates.leaves(thread, function):
                    return str(base)
        return ""

    def bases(self, one: Type) -> Sequence[Class | str]:
        """The class of an object, and the bases of that."""
        if not isinstance(one, Instance):
            return ()
        cls = one.cls
        return self.types.mro(cls) if isinstance(cls, Class) else self.knowledge.mro(cls)

    def made(self, thread: Expr, function: Function) -> list[int]:
        """The calls that make a thread."""
        values = function.names.get(thread.id, ()) if type(thread) is Name else (thread,)
        return [value.index for value in values if type(value) is Ref]

    def only_waits(self, index: int, function: Function) -> bool:
        """Whether a thread that a call makes does nothing but wait for another or a process."""
        target = argument(function.body.calls[index], "target")
        return type(target) is Attr and target.attr in _WAITING

    def work(self, made: list[int], function: Function) -> list[Function]:
        """What a thread runs, as far as it is known."""
        found = []
        for index in made:
            call = function.body.calls[index]
            for name in self.tasks.names(call, function):
                where = self.knowledge.offloads.get(name)
                value = argument(call, where) if where is not None else None
                value = value or argument(call, "target") or argument(call, "function")
                found += _functions(self.types.of(value, function))
            for one in self.types.values(self.types.of(Ref(index), function)):
                if isinstance(one, Instance) and isinstance(one.cls, Class):
                    found += _functions(self.types.of(Attr(Ref(index), "run"), function))
        return found

    def is_daemon(self, thread: Expr, made: list[int], function: Function) -> bool:
        """Whether the end of the process is known not to wait for a thread."""
        if any(
            (store.owner, store.key, store.value) == (thread, "daemon", Const(True))
            for store in function.module.stores(function.index)
        ):
            return True
        for index in made:
            if argument(function.body.calls[index], "daemon") == Const(True):
                return True
            for one in self.types.values(self.types.of(Ref(index), function)):
                if isinstance(one, Instance) and isinstance(one.cls, Class):
                    init = one.cls.methods.get("__init__")
                    if init is not None and any(
                        argument(call, "daemon") == Const(True) for call in init.body.calls
                    ):
                        return True
        return False


def _functions(types: Types) -> list[Function]:
    return [one.function for one in types if isinstance(one, Method)]
