"""A helper that blocks, made a coroutine function together with all that call it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import pairwise

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.knowledge import Kind
from asynclint.program import Function, Module
from asynclint.program.blocking import Site
from asynclint.program.types import last_name
from asynclint.rules.base import Context
from asynclint.rules.hopping import awaited
from asynclint.rules.references import Use, uses
from asynclint.rules.threads import check_place, check_rewriting, check_unshared
from asynclint.tree import Tree, Unfixable

# A change of more functions than that is nobody's quick fix.
_MOST_FUNCTIONS = 12
# Classes that call none of the methods that their subclasses add.
_SILENT_BASES = ("builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol")
_SHAPES = ("staticmethod", "classmethod")

Repair = Callable[[Site, Context, Tree], Fix]


def turned(site: Site, ctx: Context, _: Tree, repair: Repair) -> Iterator[Fix]:
    """`def load(): return fetch()` -> `async def load(): return await ...`, and every call of it
    awaited, through as many functions as it takes; `repair` does what is to be done inside."""
    if len(site.chain) < 2:
        return
    holder = site.chain[-1][0]
    if holder not in ctx.plans:
        try:
            ctx.plans[holder] = _Plan(ctx, repair).made(holder)
        except Unfixable as error:
            ctx.plans[holder] = str(error)
    plan = ctx.plans[holder]
    if isinstance(plan, str):
        raise Unfixable(plan)
    yield plan


class _Plan:
    """Which functions must change for one to become a coroutine function, and how."""

    def __init__(self, ctx: Context, repair: Repair) -> None:
        self.ctx = ctx
        self.repair = repair
        self.turned: dict[Function, list[Use]] = {}
        self.trees: dict[Module, Tree] = {}

    def made(self, holder: Function) -> Fix:
        pending = [holder]
        while pending:
            function = pending.pop()
            if function not in self.turned:
                self._check(function)
                self.turned[function] = found = uses(self.ctx, function)
                pending += [use.caller for use in found if not use.caller.info.is_async]
                if not found:
                    raise Unfixable(f"nothing is seen to call `{function.info.qualname}`")
            if len(self.turned) > _MOST_FUNCTIONS:
                raise Unfixable("too many functions would have to become coroutine functions")
        edits: dict[Edit, None] = {}
        reasons = {Reason.CALLERS: None, Reason.ORDERING: None}
        for function, called in self.turned.items():
            check_rewriting(self.ctx, function)
            tree = self._tree(function.module)
            node = tree.headed(function.info.at, ast.AsyncFunctionDef)
            edits[tree.insert(tree.start_of_def(node), "async ")] = None
            for use in called:
                edits.update(dict.fromkeys(self._awaited(use)))
            for fix in self._repairs(function):
                edits.update(dict.fromkeys(fix.edits))
                reasons.update(dict.fromkeys(fix.reasons))
        _check_apart(edits)
        safety = Safety.UNSAFE
        if not self.ctx.program.is_whole or any(map(self._is_public, self.turned)):
            safety = Safety.MANUAL
            reasons[Reason.OUTSIDE_CALLERS] = None
        return Fix(self._title(holder, edits), tuple(edits), safety, tuple(reasons))

    # ------------------------------------------------------------ may it change?

    def _check(self, function: Function) -> None:
        info = function.info
        named = f"`{info.qualname}`"
        if function.index == 0:
            raise Unfixable("it is called while a module is imported")
        if not info.name.isidentifier():
            raise Unfixable("it is called in a lambda")
        if info.name.startswith("__") and info.name.endswith("__"):
            raise Unfixable(f"{named} cannot be a coroutine function")
        if info.is_generator or info.is_stub:
            raise Unfixable(f"{named} is no plain function")
        if any(last_name(d, function.parent) not in _SHAPES for d in info.decorators):
            raise Unfixable(f"a decorator takes {named}")
        if function.owner is None:
            if info.parent > 0:
                raise Unfixable(f"{named} is defined in a function")
            return
        for base in self.ctx.program.types.mro(function.owner)[1:]:
            if isinstance(base, str):
                if base not in _SILENT_BASES:
                    raise Unfixable(f"`{base}` may call {named}")
            elif info.name in base.methods:
                raise Unfixable(f"{named} overrides another method")

    def _is_public(self, function: Function) -> bool:
        """Whether code outside of the project may call it: a package that is distributed has it
        under a name that is not private."""
        parts = function.name.split(".")
        private = any(part.startswith("_") and not part.startswith("__") for part in parts)
        return not private and self.ctx.program.pins.is_distributed(function.module.file)

    # ------------------------------------------------------------ the edits

    def _tree(self, module: Module) -> Tree:
        """The syntax of a module in which the functions are what they will be."""
        if module not in self.trees:
            places = {f.info.at[:2] for f in self.turned if f.module is module}
            tree = self.ctx.tree(module)
            self.trees[module] = Tree(tree.source, places, tree.wide)
        return self.trees[module]

    def _awaited(self, use: Use) -> tuple[Edit, ...]:
        tree = self._tree(use.caller.module)
        call = tree.find(use.at, ast.Call)
        if isinstance(tree.parent(call), ast.Await):
            raise Unfixable("its result is awaited already")
        check_place(self.ctx, use.caller, tree, call)
        # What it asked for before may have changed by the time that it changes it.
        check_unshared(use.caller, self.ctx.program.effects.of(use.caller))
        return awaited(tree, call)

    def _repairs(self, function: Function) -> Iterator[Fix]:
        """What is to be done about all else in a function that blocks."""
        for site in self.ctx.program.blocking.inside(function, self.ctx.program.calls):
            if site.chain[0][1].target in self.turned:
                continue
            fix = self.repair(site, self.ctx, self._tree(function.module))
            if site.sink.kind is Kind.DATABASE and Reason.THREAD_SAFETY in fix.reasons:
                raise Unfixable("what it does with the database belongs into one thread")
            yield fix

    def _title(self, holder: Function, edits: dict[Edit, None]) -> str:
        more = len(self.turned) - 1
        who = f"`{holder.info.qualname}`" + (f" and {more} more" if more else "")
        calls = sum(map(len, self.turned.values()))
        files = len({edit.path for edit in edits})
        where = f" in {files} files" if files > 1 else ""
        return f"Make {who} async, and await {calls} call{'s' * (calls > 1)}{where}"


def _check_apart(edits: dict[Edit, None]) -> None:
    """Raise `Unfixable` where edits would get into each other's way."""
    by_path: dict[str, list[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, []).append(edit)
    for found in by_path.values():
        for one, other in pairwise(sorted(found, key=lambda e: e.span)):
            if other.span.start < one.span.end:
                raise Unfixable("what would change lies inside each other")
