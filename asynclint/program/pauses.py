"""Blocks in which an application of the terminal stands still, so that another program has it."""

from __future__ import annotations

from asynclint.index.summary import At, Ref
from asynclint.knowledge import Knowledge
from asynclint.program.hosts import last_names
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.statements import around
from asynclint.program.types import External


class Pauses:
    """Answers about the functions of one project."""

    def __init__(self, types: TypeSolver, knowledge: Knowledge) -> None:
        self.types = types
        self.knowledge = knowledge
        self._names = last_names(knowledge.pauses)

    def hold(self, function: Function, at: At) -> bool:
        """Whether a place is in such a block."""
        pausing = set(function.called(self._names))
        return bool(pausing) and any(
            isinstance(one, External)
            and not self.knowledge.pauses.isdisjoint(self.knowledge.inherited(one.name))
            for use in around(function, at)
            if type(use.value) is Ref and use.value.index in pausing
            for one in self.types.of(function.body.calls[use.value.index].func, function)
        )
