"""By which names the packages that a project imports get its functions onto the event loop.

Resolving a name costs reading other modules, and names such as `get` and `on` are frequent: what
nobody imports need not be looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from asynclint.index.summary import Import
from asynclint.knowledge import Hook, Knowledge
from asynclint.program.linker import Module

_FEW = 40  # modules: to look into what these lead to takes little time


class Hosts(msgspec.Struct, frozen=True):
    """The last names of decorators and methods whose functions the loop calls, and of what makes it
    call a function later; and what it calls because of how its name begins."""

    declaring: frozenset[str]
    scheduling: frozenset[str]
    hooks: tuple[Hook, ...]

    @classmethod
    def of(cls, modules: Collection[Module], knowledge: Knowledge) -> Hosts:
        """Those of the packages that some modules import or are in. Where few are checked, those of
        all packages: it may be another file of the project that imports them."""
        hosted = set(knowledge.hosting)
        if len(modules) > _FEW:
            imported = _imported(modules)
            hosted = {n for n in hosted if not imported.isdisjoint(knowledge.hosting[n])}
        return cls(
            frozenset(hosted & last_names(knowledge.on_loop)),
            frozenset(hosted & last_names(knowledge.schedules)),
            tuple(hook for hook in knowledge.hooks if f"{hook.prefix}*" in hosted),
        )


def last_names(names: Iterable[str]) -> set[str]:
    """The last parts of dotted names."""
    return {name.rpartition(".")[2] for name in names}


def _imported(modules: Iterable[Module]) -> set[str]:
    found: set[str] = set()
    for module in modules:
        names = {module.name, *(name for name, level in module.summary.stars if not level)}
        for function in module.functions:
            for bind in function.body.binds:
                if type(bind.value) is Import and not bind.value.level:
                    names.add(bind.value.module)
        found.update(name.partition(".")[0] for name in names)
    return found
