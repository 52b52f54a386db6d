"""Every place of the project that means a function, as far as it can be seen.

Only fixes ask, and only for functions that they want to change: all files that mention the name are
read. What is not a call is a reason to leave the function alone.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from asynclint.index.summary import At, Attr, Call, Expr, Name
from asynclint.program import Function, Module
from asynclint.program.types import Method, Types
from asynclint.rules.base import Context
from asynclint.tree import Tree, Unfixable

_MOST_FILES = 60
FUNCTIONS = (ast.AsyncFunctionDef, ast.FunctionDef, ast.Lambda)  # with variables of their own


class Use(NamedTuple):
    """A call of a function, and the function that makes it."""

    caller: Function
    at: At


def uses(ctx: Context, function: Function) -> list[Use]:
    """Every call of a function in the project, in order.

    Raises `Unfixable` where something else is done with it, or may be.
    """
    found: list[Use] = []
    for module in mentioning(ctx, function.info.name):
        if module not in ctx.scopes:
            ctx.scopes[module] = Scopes(module, ctx.tree(module))
        found += _Search(ctx, function, ctx.scopes[module]).uses()
    return found


def mentioning(ctx: Context, name: str) -> list[Module]:
    """The modules that mention a name; `Unfixable` if these are more than somebody would wait
    for."""
    found = ctx.program.mentioning(name, _MOST_FILES)
    if found is None:
        raise Unfixable(f"`{name}` is in too many files to look at all of them")
    return found


def is_looked_up(tree: Tree, node: ast.Constant, name: str) -> bool:
    """Whether a string names something of a module or an object by which it is looked up: for
    `getattr` and its like, in a dotted name, or to export it."""
    text = node.value if isinstance(node.value, str) else ""
    if text != name:
        return text.endswith(f".{name}") or f".{name}." in text
    outer = tree.parent(node)
    if isinstance(outer, ast.Call) and outer.args[1:2] == [node]:
        return True
    return isinstance(tree.parent(outer), ast.Assign) and isinstance(outer, ast.List | ast.Tuple)


class Scopes:
    """What the syntax of a module is called by its summary."""

    def __init__(self, module: Module, tree: Tree) -> None:
        self.module = module
        self.tree = tree

    def around(self, node: ast.AST) -> Function:
        """The function whose names hold at a node."""
        runs = self.tree.function(node)
        while isinstance(runs, ast.Lambda):
            runs = self.tree.function(runs)
        return self._functions[self.tree.at(runs)[:2]] if runs else self.module.functions[0]

    def call(self, node: ast.Call) -> tuple[Function, Call] | None:
        """A call, and the function that makes it."""
        return self._calls.get(self.tree.at(node))

    def types(self, ctx: Context, node: ast.expr) -> Types:
        """What a name, or attributes of one, may be."""
        return ctx.program.types.of(_lowered(node), self.around(node))

    def named(self, name: str) -> list[ast.AST]:
        """The nodes that mention a name: read it, import it, or end with it as a string."""
        return self._named.get(name, [])

    @cached_property
    def _named(self) -> dict[str, list[ast.AST]]:
        found: dict[str, list[ast.AST]] = defaultdict(list)
        for node in self.tree.nodes:
            if isinstance(node, ast.Name):
                found[node.id].append(node)
            elif isinstance(node, ast.Attribute):
                found[node.attr].append(node)
            elif isinstance(node, ast.alias):
                found[node.name].append(node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found[node.value.rpartition(".")[2]].append(node)
        return found

    @cached_property
    def _functions(self) -> dict[tuple[int, int], Function]:
        first = self.module.functions[0]
        found = {function.info.at[:2]: function for function in self.module.functions[1:]}
        return defaultdict(lambda: first, found)

    @cached_property
    def _calls(self) -> dict[At, tuple[Function, Call]]:
        return {
            call.at: (function, call)
            for function in self.module.functions
            for call in function.body.calls
        }


class _Search:
    """The uses of one function in one module."""

    def __init__(self, ctx: Context, function: Function, scopes: Scopes) -> None:
        self.ctx = ctx
        self.function = function
        self.name = function.info.name
        self.scopes = scopes
        self.tree = scopes.tree

    def uses(self) -> Iterator[Use]:
        owner = self.function.owner
        others = [
            c for c in self.scopes.module.classes if c is not owner and self.name in c.methods
        ]
        if any(owner in self.ctx.program.types.mro(cls) for cls in others):
            raise Unfixable(f"`{self.function.info.qualname}` is overridden")
        for node in self.scopes.named(self.name):
            if isinstance(node, ast.Name | ast.Attribute):
                yield from self._read(node)
            elif isinstance(node, ast.alias):
                self._imported(node)
            elif isinstance(node, ast.Constant) and self._is_named(node):
                raise Unfixable(f"`{self.name}` is also named in a string")

    def _read(self, node: ast.Name | ast.Attribute) -> Iterator[Use]:
        name = node.id if isinstance(node, ast.Name) else node.attr
        if name != self.name:
            return
        parent = self.tree.parent(node)
        if isinstance(parent, ast.Call) and parent.func is node:
            found = self.scopes.call(parent)
            if found is not None:
                caller, call = found
                types = self.ctx.program.types.of(call.func, caller)
                if self._is_meant(types):
                    yield Use(caller, call.at)
                elif not types and self._may_be_meant(node):
                    raise Unfixable(f"`{ast.unparse(node)}` may be the function or not")
                return
        types = self.scopes.types(self.ctx, node)
        if self._is_meant(types) or (not types and self._may_be_meant(node)):
            raise Unfixable(f"`{self.name}` is not only called")

    def _is_meant(self, types: Types) -> bool:
        meant = [isinstance(t, Method) and t.function is self.function for t in types]
        if any(meant) and not all(meant):
            raise Unfixable(f"which `{self.name}` is called is only known when it runs")
        return any(meant)

    def _may_be_meant(self, node: ast.Name | ast.Attribute) -> bool:
        """Whether something unknown of the function's name may be the function: a method, on any
        object; a function of a module, by its bare name."""
        if isinstance(node, ast.Attribute):
            return self.function.owner is not None
        if self.function.owner is not None:
            return False
        scopes = (p for p in self.tree.parents(node) if isinstance(p, FUNCTIONS))
        return all(self.name not in self.tree.stored(scope) for scope in scopes)

    def _imported(self, node: ast.alias) -> None:
        if node.name == self.name and node.asname not in (None, self.name):
            raise Unfixable(f"`{self.name}` is imported under another name")

    def _is_named(self, node: ast.Constant) -> bool:
        text = node.value if isinstance(node.value, str) else ""
        docstring = isinstance(self.tree.parent(node), ast.Expr)
        return not docstring and text.rpartition(".")[2] == self.name


def _lowered(node: ast.expr) -> Expr | None:
    if isinstance(node, ast.Name):
        return Name(node.id)
    if isinstance(node, ast.Attribute):
        value = _lowered(node.value)
        return Attr(value, node.attr) if value is not None else None
    return None
