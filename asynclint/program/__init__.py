"""All summaries -> answers: whole-program facts, computed on demand, asked for by rules.

`Program` is the pass graph: one cached property per fact, whose arguments say what it needs.
"""

from __future__ import annotations

from functools import cached_property

from asynclint.knowledge import Knowledge
from asynclint.program.blocking import Blocking
from asynclint.program.calls import CallGraph
from asynclint.program.contexts import on_loop
from asynclint.program.linker import Class, Function, Module, Modules
from asynclint.program.types import ClassObject, TypeSolver

__all__ = ["Function", "Module", "Modules", "Program"]


class Program:
    """One project. `roots` are the checked modules that may hold code the loop runs."""

    def __init__(self, modules: Modules, roots: list[Module], knowledge: Knowledge) -> None:
        self.modules = modules
        self.roots = roots
        self.knowledge = knowledge

    @cached_property
    def types(self) -> TypeSolver:
        return TypeSolver(self.modules, self.knowledge)

    @cached_property
    def calls(self) -> CallGraph:
        graph = CallGraph(self.types, self.knowledge)
        graph.subclasses = self._subclasses()
        return graph

    @cached_property
    def on_loop(self) -> list[Function]:
        return on_loop(self.roots, self.types, self.knowledge)

    @cached_property
    def blocking(self) -> Blocking:
        return Blocking.solve(self.calls, self.on_loop)

    def _subclasses(self) -> dict[Class, list[Class]]:
        """Direct subclasses among the modules read so far."""
        found: dict[Class, list[Class]] = {}
        for module in self.roots:
            for cls in module.classes:
                for base in cls.info.bases:
                    for one in self.types.of(base, cls.scope):
                        if isinstance(one, ClassObject):
                            found.setdefault(one.cls, []).append(cls)
        return found
