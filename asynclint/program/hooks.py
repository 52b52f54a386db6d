"""Methods that the event loop calls by their names: they override one that it calls, or begin as a
framework says that such methods do.

What is handed on in its own file is left out of the latter: who has it may call it anywhere.
"""

from __future__ import annotations

from asynclint.index.summary import last_part
from asynclint.knowledge import Hook, Knowledge
from asynclint.program.decorators import Decorators, Runs
from asynclint.program.hosts import Hosts
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function, Module


class Hooks:
    """Answers about the methods of one project."""

    def __init__(
        self, types: TypeSolver, knowledge: Knowledge, hosts: Hosts, decorators: Decorators
    ) -> None:
        self.types = types
        self.knowledge = knowledge
        self.hosts = hosts
        self.decorators = decorators
        self._handed: dict[Module, set[str]] = {}

    def are(self, function: Function) -> bool:
        """Whether the loop calls a method because of its name."""
        owner, name = function.owner, function.info.name
        if owner is None:
            return False
        if name in self.hosts.declaring and self._overrides(owner, name):
            return True
        hooks = [hook for hook in self.hosts.hooks if name.startswith(hook.prefix)]
        return (
            any(self._is_meant(hook, function, owner) for hook in hooks)
            and self.decorators.runs(function) is Runs.BODY
            and name not in self._handed_on(function.module)
        )

    def _overrides(self, owner: Class, name: str) -> bool:
        """Whether a method overrides one that the loop calls."""
        return any(
            isinstance(base, str) and f"{base}.{name}" in self.knowledge.on_loop
            for base in self.types.mro(owner)
        )

    def _is_meant(self, hook: Hook, function: Function, owner: Class) -> bool:
        bases = self.types.mro(owner)
        if hook.owner not in bases or not _takes(function, hook.most):
            return False
        rest = function.info.name.removeprefix(hook.prefix)
        return not hook.about or any(
            field.function < 0
            for base in bases
            if isinstance(base, Class)
            for field in base.fields.get(rest, ())
        )

    def _handed_on(self, module: Module) -> set[str]:
        """The last names of all that calls in a file are given."""
        if module not in self._handed:
            self._handed[module] = {
                last_part(value)
                for function in module.functions
                for call in function.body.calls
                for value in call.given
            }
        return self._handed[module]


def _takes(function: Function, most: int | None) -> bool:
    """Whether a method can be called with so many arguments, or fewer."""
    required = [p for p in function.info.params if not p.kind and p.default is None]
    return most is None or len(required) <= most + 1
