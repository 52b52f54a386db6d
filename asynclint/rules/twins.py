"""Awaiting what does the same as a blocking call: another method or function of the same library,
or a client of a library that the project depends on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.knowledge.repair import Twin
from asynclint.program import Function, Module
from asynclint.program.blocking import Site
from asynclint.rules.base import Context
from asynclint.rules.carrying import arguments, handled_elsewhere, handlers, release, results
from asynclint.rules.hopping import awaited
from asynclint.rules.threads import check_place
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import meaning, require

# What a client that is made for one call is called.
_NAMES = ("client", "http_client", "async_client")
_ROWS = ("row", "one", "each")


# ---------------------------------------------------------------- of the same library


def twinned(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`Model.objects.get(x)` -> `await Model.objects.aget(x)`: another method of the same object,
    or another function of the same module, that waits without blocking."""
    owner, _, method = site.sink.name.rpartition(".")
    twin_owner, _, twin = site.sink.twin.rpartition(".")
    if len(site.chain) > 1 or owner != twin_owner or not twin.isidentifier() or twin == method:
        return
    call = tree.find(site.at, ast.Call)
    check_place(ctx, site.function, tree, call)
    func = call.func
    reasons = [Reason.ORDERING, *_since(ctx, site, site.sink.twin)]
    imports: tuple[Edit, ...] = ()
    if isinstance(func, ast.Attribute) and func.attr == method:
        start, written = tree.end(func) - len(method), twin
    elif ctx.program.knowledge.canonical(meaning(tree, func)) == site.sink.name:
        start = tree.start(func)
        written, imports = require(tree, owner, twin, call)
    else:
        raise Unfixable("the method is not called by its name")
    edits = (*awaited(tree, call), tree.replace(start, tree.end(func), written), *imports)
    yield Fix(f"Await `{twin}` instead", edits, Safety.UNSAFE, tuple(reasons))


def iterated(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`for row in rows` -> `async for row in rows`, where both ways lead through the same."""
    if len(site.chain) > 1 or site.sink.name not in ctx.program.knowledge.twins.ITERATED:
        return
    node = tree.find(site.at, ast.expr)
    parent = tree.parent(node)
    check_place(ctx, site.function, tree, node)
    edits: list[Edit] = []
    if twin := ctx.program.knowledge.twins.ITERATED[site.sink.name]:
        method = site.sink.name.split(".")[-2]
        inner = node.args[0] if _is_list(node) else node
        func = inner.func if isinstance(inner, ast.Call) else None
        if not isinstance(func, ast.Attribute) or func.attr != method:
            raise Unfixable(f"`{method}` is not called where it is iterated")
        edits.append(tree.replace(tree.end(func) - len(method), tree.end(func), twin))
    if _is_list(node):
        name = _free(tree, tree.statement(node), _ROWS)
        first, last = tree.start(node.args[0]), tree.end(node.args[0])
        if tree.has_comment(tree.start(node), first) or tree.has_comment(last, tree.end(node)):
            raise Unfixable("a comment is in the way")
        edits += [
            tree.replace(tree.start(node), first, f"[{name} async for {name} in "),
            tree.replace(last, tree.end(node), "]"),
        ]
    elif isinstance(parent, ast.For) and parent.iter is node:
        edits.append(tree.insert(tree.start(parent), "async "))
    elif isinstance(parent, ast.comprehension) and parent.iter is node:
        outer = list(tree.parents(parent))
        if isinstance(outer[0], ast.GeneratorExp) or isinstance(outer[1], ast.comprehension):
            raise Unfixable("nothing can be awaited in its place")
        start = tree.source.text.rindex("for", 0, tree.start(parent.target))
        edits.append(tree.insert(start, "async "))
    else:
        return
    reasons = (Reason.ORDERING, *_since(ctx, site, site.sink.name))
    yield Fix("Iterate with `async for`", tuple(edits), Safety.UNSAFE, reasons)


def _is_list(node: ast.expr) -> TypeGuard[ast.Call]:
    """Whether an expression is `list(...)` of one thing."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return False
    plain = len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred)
    return plain and node.func.id == "list"


def _since(ctx: Context, site: Site, name: str) -> list[Reason]:
    """Whether it must be said that a release is needed; `Unfixable` where an older one is used."""
    twin = name.rpartition(".")[2]
    since = ctx.program.knowledge.twins.SINCE
    while name and name not in since:
        name = name.rpartition(".")[0]
    if not name:
        return [Reason.NEEDS_RELEASE]
    return release(ctx, site.function.module.file, twin, *since[name])


# ---------------------------------------------------------------- a client for one call


def requested(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`r = requests.get(u)` -> `async with httpx.AsyncClient() as client: r = await
    client.get(u)`, where the project depends on that library."""
    module, _, method = site.sink.name.rpartition(".")
    if len(site.chain) > 1:
        return
    for twin in ctx.program.knowledge.twins.TWINS:
        fits = module in twin.shots and method in twin.methods
        if fits and _is_at_hand(ctx, site.function, twin):
            yield from _requested(site, ctx, tree, twin, method)
            return


def _requested(site: Site, ctx: Context, tree: Tree, twin: Twin, method: str) -> Iterator[Fix]:
    call = tree.find(site.at, ast.Call)
    check_place(ctx, site.function, tree, call)
    statement = tree.statement(call)
    if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr | ast.Return):
        raise Unfixable("a client cannot be made around this statement")
    passed = arguments(ctx, site.function, tree, call, twin, method)
    uses, places = results(tree, call, twin)
    raised = handlers(tree, call, places, twin)
    package, imports = require(tree, twin.module, "", call)
    name = _free(tree, statement, _NAMES)
    head = f"async with {package}.{twin.name}({', '.join(passed.client)}) as {name}:"
    edits = (
        *_indented(tree, statement, head, passed.edits),
        *awaited(tree, call),
        tree.replace(tree.start(call.func), tree.end(call.func), f"{name}.{method}"),
        *passed.edits,
        *uses,
        *raised,
        *imports,
    )
    safety = Safety.MANUAL if handled_elsewhere(tree, call, twin) else Safety.UNSAFE
    title = f"Await `{package}.{twin.name}.{method}` instead"
    yield Fix(
        title, tuple(dict.fromkeys(edits)), safety, (Reason.ORDERING, *map(Reason, twin.reasons))
    )


def _is_at_hand(ctx: Context, function: Function, twin: Twin) -> bool:
    """Whether the project depends on a library: it requires it, or its code imports it."""
    if ctx.program.pins.find(twin.distribution, function.module.file) is not None:
        return True
    if twin.package not in ctx.imported:
        modules = ctx.program.mentioning(twin.package) or ()
        ctx.imported[twin.package] = any(_imports(ctx, one, twin.package) for one in modules)
    return ctx.imported[twin.package]


def _imports(ctx: Context, module: Module, package: str) -> bool:
    """Whether a module that is no test cannot do without a package."""
    if any(part.startswith("test") or part == "conftest" for part in module.name.split(".")):
        return False
    for node in ctx.tree(module).module.body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        if any(name.partition(".")[0] == package for name in names):
            return True
    return False


def _free(tree: Tree, statement: ast.stmt, names: tuple[str, ...]) -> str:
    """A name that nothing around uses."""
    runs = tree.function(statement)
    assert runs is not None
    used = {node.id for node in ast.walk(runs) if isinstance(node, ast.Name)}
    used |= {node.arg for node in ast.walk(runs) if isinstance(node, ast.arg)}
    for name in names:
        if name not in used:
            return name
    raise Unfixable(f"`{names[0]}` means something else here")


def _indented(
    tree: Tree, statement: ast.stmt, head: str, others: tuple[Edit, ...]
) -> Iterator[Edit]:
    """A statement in a block of its own below `head`; what other edits take away stays away."""
    if not tree.stands_alone(statement):
        raise Unfixable("other code stands on the same line")
    start, indent = tree.start(statement), tree.indent(statement)
    step = "\t" if "\t" in indent else "    "
    yield tree.insert(start, f"{head}\n{indent}{step}")
    gone = {n for e in others for n in range(e.span.start.line + 1, e.span.end.line + 1)}
    for line in range(statement.lineno + 1, (statement.end_lineno or 0) + 1):
        if line not in tree.string_lines | gone and tree.source.line(line).strip():
            yield tree.insert(tree.source.starts[line - 1], step)
