"""What names are, by Python's scopes and across modules: bindings, star imports, imports, builtins.

The part of `inference` that asks what a name stands for, apart from what an expression is.
"""

from __future__ import annotations

from asynclint.index.summary import Expr, Import
from asynclint.program.containers import PUTS, holding, is_filled_later, put_by_function
from asynclint.program.linker import Function, Module
from asynclint.program.memory import is_settled
from asynclint.program.solving import Solving
from asynclint.program.types import (
    UNKNOWN,
    External,
    Method,
    ModuleObject,
    Namespace,
    Types,
    join,
)

_LAZY = "__getattr__"  # of a module


class Names(Solving):
    """Answers about names; `inference` says what the expressions give that they are bound to."""

    def name(self, name: str, scope: Function) -> Types:
        """What a name read in a function may be: by Python's scopes, else a builtin."""
        if name in scope.names or name in scope.params:
            return self._bound(name, scope)
        holder = scope.parent
        while holder is not None and name not in holder.names and name not in holder.params:
            holder = holder.parent
        if holder is not None:
            found = self._bound(name, holder)
        else:
            found = self.member(scope.module, name) or self._outside(scope.module, name)
        top = scope.module.functions[0]
        if scope is not top and is_settled((holder or top).memory, name):
            scope.memory[name] = found  # functions name the same things again and again
        return found

    def _outside(self, module: Module, name: str) -> Types:
        """A name that the project does not define: of `from time import *`, else a builtin."""
        for star in module.summary.stars:
            if star[1] and module.is_alone:
                continue
            starred = self.knowledge.canonical(f"{module.absolute(*star)}.{name}")
            if self.knowledge.blocks(starred) or self.knowledge.returns(starred):
                return (External(starred),)
        return (External(self.knowledge.canonical(f"builtins.{name}")),)

    def _bound(self, name: str, scope: Function) -> Types:
        return self._answers.once(scope.memory, name, lambda: self._binding(name, scope), UNKNOWN)

    def _binding(self, name: str, scope: Function) -> Types:
        parts = [
            self._filled_by_name(name, value, scope)
            if is_filled_later(value)
            else self.of(value, scope)
            for value in scope.names.get(name, ())
        ]
        if scope.index == 0:
            parts += [
                self.of(other.value, scope.module.functions[other.function])
                for other in scope.module.summary.global_binds
                if other.name == name
            ]
        else:
            parts.insert(0, self._parameter(name, scope))
        return join(parts)

    def _filled_by_name(self, name: str, made: Expr | None, scope: Function) -> Types:
        """A container, with what the function that has made it puts there by its name."""
        puts = scope.memory.get(PUTS)
        if type(puts) is not dict:
            puts = scope.memory[PUTS] = put_by_function(scope)
        put = puts.get(name, ())
        values = [(key, self.values(self.of(value, by))) for by, key, value in put]
        return holding(self.of(made, scope), values)

    def member(self, module: Module, name: str) -> Types:
        """What `module.name` is, star imports included; unknown when it has no such name."""
        top = module.functions[0]
        if name in top.names:
            return self._bound(name, top)
        if module.is_package and (found := self._submodule(f"{module.name}.{name}", module)):
            return found
        if not module.summary.stars or name.startswith("_"):
            return UNKNOWN
        return self._answers.once(top.memory, name, lambda: self._starred(name, module), UNKNOWN)

    def _asked_for(self, module: Module, name: str) -> Types:
        """What a module gives to those who ask it for a name: its own, or what it imports then."""
        top = module.functions[0]
        found = self.member(module, name)
        if found or _LAZY not in top.names:
            return found
        return join(
            [
                self._bound(name, one.function)
                for one in self._bound(_LAZY, top)
                if isinstance(one, Method) and name in one.function.names
            ]
        )

    def _starred(self, name: str, module: Module) -> Types:
        for target, level in module.summary.stars:
            other = self.modules.get(module.absolute(target, level), module)
            if other is not None and other is not module and (found := self.member(other, name)):
                return found
        return UNKNOWN

    def imported(self, target: Import, module: Module) -> Types:
        """What an import binds: the project's own, else an external name."""
        absolute = module.absolute(target.module, target.level)
        if not absolute:
            is_beside = target.level == 1 and module.is_alone
            return self._submodule(target.attr, module) if is_beside else UNKNOWN
        source = self.modules.get(absolute, module)
        if not target.attr:
            return self._submodule(absolute, module) or self._external(absolute)
        if source is not None and (found := self._asked_for(source, target.attr)):
            return found
        if found := self._submodule(f"{absolute}.{target.attr}", module):
            return found
        if source is None:
            if target.level and module.is_alone:
                return UNKNOWN
            if not target.level and (found := self._beside(target, module)):
                return found
            return self._external(f"{absolute}.{target.attr}")
        outside = [
            name
            for name in (source.absolute(*star) for star in source.summary.stars)
            if not self._submodule(name, module)
        ]
        if len(outside) == 1:  # re-exported from one external module by `import *`
            return self._external(f"{outside[0]}.{target.attr}")
        return UNKNOWN

    def _beside(self, target: Import, module: Module) -> Types:
        """What an import binds that the file next to the importing one defines itself."""
        top = target.module.partition(".")[0]
        source = None if self.knowledge.knows(top) else self.modules.beside(target.module, module)
        defined = source.functions[0].names.get(target.attr, ()) if source is not None else ()
        if source is None or not defined or any(type(value) is Import for value in defined):
            return UNKNOWN
        return self._bound(target.attr, source.functions[0])

    def _submodule(self, name: str, near: Module) -> Types:
        if (found := self.modules.get(name, near)) is not None:
            return (ModuleObject(found),)
        return (Namespace(name, near),) if self.modules.is_namespace(name, near) else UNKNOWN

    def _external(self, name: str) -> Types:
        return (External(self.knowledge.canonical(name)),)
