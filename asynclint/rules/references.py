"""Every place of the project that means a function, as far as it can be seen.

Only fixes ask, and only for functions that they want to change: all files that mention the name are
read. What is not a call is a reason to leave the function alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from asynclint.index.summary import At, Attr, Call, Expr, Name
from asynclint.program import Function, Module
from asynclint.program.types import Method, Types
from asynclint.rules.base import Context
from asynclint.tree import Unfixable


class Use(NamedTuple):
    """A call of a function, and the function that makes it."""

    caller: Function
    at: At


def uses(ctx: Context, function: Function) -> list[Use]:
    """Every call of a function in the project, in order.

    Raises `Unfixable` where something else is done with it, or may be.
    """
    found: list[Use] = []
    for module in ctx.program.mentioning(function.info.name):
        found += _Search(ctx, function, module).uses()
    return found


class _Search:
    """The uses of one function in one module."""

    def __init__(self, ctx: Context, function: Function, module: Module) -> None:
        self.types = ctx.program.types
        self.function = function
        self.name = function.info.name
        self.module = module
        self.tree = ctx.tree(module)

    def uses(self) -> Iterator[Use]:
        for node in self.tree.nodes:
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
            at = self.tree.at(parent)
            caller, call = self._calls.get(at, (None, None))
            if caller is not None and call is not None:
                types = self.types.of(call.func, caller)
                if self._is_meant(types):
                    yield Use(caller, at)
                elif not types and self._may_be_meant(node):
                    raise Unfixable(f"`{ast.unparse(node)}` may be the function or not")
                return
        types = self.types.of(_lowered(node), self._scope(node))
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
        scopes = (p for p in self.tree.parents(node) if isinstance(p, _SCOPES))
        return all(self.name not in self.tree.stored(scope) for scope in scopes)

    def _imported(self, node: ast.alias) -> None:
        if node.name == self.name and node.asname not in (None, self.name):
            raise Unfixable(f"`{self.name}` is imported under another name")

    def _is_named(self, node: ast.Constant) -> bool:
        text = node.value if isinstance(node.value, str) else ""
        docstring = isinstance(self.tree.parent(node), ast.Expr)
        return not docstring and text.rpartition(".")[2] == self.name

    def _scope(self, node: ast.AST) -> Function:
        runs = self.tree.function(node)
        for function in self.module.functions:
            if isinstance(runs, ast.FunctionDef | ast.AsyncFunctionDef):
                here = function.info.at[:2] == (runs.lineno, runs.col_offset)
                if here and function.info.name == runs.name:
                    return function
        return self.module.functions[0]

    @cached_property
    def _calls(self) -> dict[At, tuple[Function, Call]]:
        calls = {}
        for function in self.module.functions:
            for call in function.body.calls:
                calls[call.at] = function, call
        return calls


_SCOPES = (ast.AsyncFunctionDef, ast.FunctionDef, ast.Lambda)


def _lowered(node: ast.expr) -> Expr | None:
    if isinstance(node, ast.Name):
        return Name(node.id)
    if isinstance(node, ast.Attribute):
        value = _lowered(node.value)
        return Attr(value, node.attr) if value is not None else None
    return None
