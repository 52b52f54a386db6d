"""What is known of a rule before it is loaded."""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from asynclint.knowledge import Kind
from asynclint.program import Program
from asynclint.selectors import Label

if TYPE_CHECKING:
    from asynclint.rules.base import Rule


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: the class `made` in the module `stem` of this package, and what it says there."""

    code: str
    name: str
    stem: str
    made: str
    default: bool = True
    aliases: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    facts: tuple[str, ...] = ()

    def label(self) -> Label:
        """What the rule can be called."""
        return Label(self.code, self.name, self.aliases, self.overlaps)

    def may_find(self, program: Program) -> bool:
        """Whether the program has any of the facts that the rule tells of."""
        return any(attrgetter(fact)(program) for fact in self.facts)

    def load(self) -> type[Rule]:
        """The rule itself."""
        rule: type[Rule] = getattr(import_module(f"asynclint.rules.{self.stem}"), self.made)
        return rule
