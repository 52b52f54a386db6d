"""A function that logs how work in threads and processes ended, for futures to call back."""

from __future__ import annotations

import ast
import re

from asynclint.diagnostic import Edit
from asynclint.index.summary import Name
from asynclint.program import Module
from asynclint.program.types import Instance
from asynclint.rules.base import Context
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import available, require

_NAME = "_log_failure"
_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LOGGER = re.compile(r"_*log(?:ger)?", re.IGNORECASE)


def teller(module: Module, ctx: Context, tree: Tree, near: ast.AST) -> tuple[str, tuple[Edit, ...]]:
    """The module's function that logs what a future of `concurrent.futures` raises, and the edits
    that add it. Every use adds the same one at the same place."""
    if tree.function(near) is None:
        raise Unfixable("it runs while the module is imported")
    for node in tree.module.body:
        if isinstance(node, ast.FunctionDef) and node.name == _NAME and _tells(node):
            return _NAME, ()
    if _NAME in tree.words(tree.module):
        raise Unfixable(f"`{_NAME}` means something else here")
    first = next((node for node in tree.module.body if isinstance(node, _DEFINED)), None)
    if first is None:
        raise Unfixable("the module has no place for a function that logs")
    logger, imports = _logger(module, ctx, tree, first)
    future, returns = "future", ""
    if getattr(tree.function(near), "returns", None) is not None:
        kind, added = _future(module, ctx, tree, first)
        imports = tuple(sorted((*imports, *added), key=lambda edit: edit.text))
        future, returns = f"future: {kind}", " -> None"
    text = (
        f"def {_NAME}({future}){returns}:\n"
        "    if not future.cancelled() and (error := future.exception()) is not None:\n"
        f'        {logger}.error("Background work failed", exc_info=error)\n'
    )
    position = tree.module.body.index(first)
    if position == 0:
        return _NAME, (tree.insert(tree.start(first), f"{text}\n\n"), *imports)
    end = tree.line_end(tree.end(tree.module.body[position - 1]))
    return _NAME, (tree.insert(end, f"\n\n{text}"), *imports)


def _tells(function: ast.FunctionDef) -> bool:
    text = ast.unparse(function)
    return ".exception()" in text and "exc_info" in text


def _logger(
    module: Module, ctx: Context, tree: Tree, near: ast.AST
) -> tuple[str, tuple[Edit, ...]]:
    """The logger that the module has, else how to get one."""
    top = module.functions[0]
    for name in sorted(filter(_LOGGER.fullmatch, top.names)):
        found = ctx.program.types.of(Name(name), top)
        if found and all(
            isinstance(one, Instance) and one.cls == "logging.Logger" for one in found
        ):
            return name, ()
    written, imports = require(tree, "logging", "getLogger", near)
    return f"{written}(__name__)", imports


def _future(
    module: Module, ctx: Context, tree: Tree, near: ast.AST
) -> tuple[str, tuple[Edit, ...]]:
    """The annotation of the future, for modules that have annotations: with what it gives if there
    is a word for anything."""
    kind, imports = require(tree, "concurrent.futures", "Future", near)
    unknown = available(tree, "typing", "Any", near)
    if not unknown:
        return kind, imports
    quote = '"' if ctx.program.pins.supports("<3.9", module.file) else ""
    return f"{quote}{kind}[{unknown}]{quote}", imports
