"""Whether what is around a blocking call carries over to an asynchronous client, and as what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from asynclint.diagnostic import Edit, Reason
from asynclint.index.summary import At, Expr
from asynclint.knowledge.repair import Twin
from asynclint.pins import Verdict
from asynclint.program import Function
from asynclint.program.types import Instance
from asynclint.rules.base import Context
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import meaning, require


class Arguments(NamedTuple):
    """What becomes of the arguments of a call: edits of it, and arguments for the constructor."""

    edits: tuple[Edit, ...]
    client: tuple[str, ...]


def arguments(
    ctx: Context, function: Function, tree: Tree, call: ast.Call, twin: Twin, method: str
) -> Arguments:
    """How the arguments of a call are written for a client that is made for it."""
    names = twin.methods.get(method)
    if names is None:
        raise Unfixable(f"`{twin.name}` has no such method")
    types = _values(function, tree.at(call))
    edits: list[Edit] = []
    client: list[str] = []
    given: set[str] = set()
    url: ast.expr | None = None
    for position, value in enumerate(call.args):
        if isinstance(value, ast.Starred) or position >= len(names):
            raise Unfixable("its arguments cannot be told apart")
        name = _renamed(ctx, function, twin, names[position], types.get(position))
        if name != "url" and name != "method":
            edits.append(tree.insert(tree.start(value), f"{name}="))
        url = value if name == "url" else url
        given.add(name)
    before: ast.AST | None = call.args[-1] if call.args else None
    for keyword in call.keywords:
        if keyword.arg is None:
            raise Unfixable("its arguments cannot be told apart")
        if keyword.arg in twin.of_client:
            if before is None or tree.has_comment(tree.end(before), tree.end(keyword)):
                raise Unfixable("its arguments are of a form that is not rewritten")
            client.append(tree.text(keyword))
            edits.append(tree.replace(tree.end(before), tree.end(keyword), ""))
        else:
            name = _renamed(ctx, function, twin, keyword.arg, types.get(keyword.arg))
            if name != keyword.arg:
                start = tree.start(keyword)
                edits.append(tree.replace(start, start + len(keyword.arg), name))
            url = keyword.value if name == "url" else url
            given.add(name)
        before = keyword
    tables = ctx.program.knowledge.twins
    if method in tables.BODYLESS and not given.isdisjoint(tables.BODY):
        raise Unfixable(f"`{twin.name}.{method}` takes no body")
    if twin.query in given and not (url is not None and _has_no_query(tree, url)):
        raise Unfixable(f"`{twin.query}` would replace a query that the URL may have")
    for name, default in twin.defaults.items():
        if name not in given and method not in twin.alike.get(name, ()):
            client.append(f"{name}={default}")
    return Arguments(tuple(edits), tuple(client))


def _values(function: Function, at: At) -> dict[object, Expr]:
    """What a call passes, by position and by keyword, as summaries have it."""
    for call in function.body.calls:
        if call.at == at:
            found: dict[object, Expr] = {n: e for n, e in enumerate(call.args) if e is not None}
            found.update((name, e) for name, e in call.keywords if e is not None)
            return found
    return {}


def _renamed(ctx: Context, function: Function, twin: Twin, name: str, value: Expr | None) -> str:
    """What an argument is called by a twin."""
    if (kinds := twin.typed.get(name)) is not None:
        types = ctx.program.types.of(value, function)
        names = {
            kinds.get(one.cls) if isinstance(one, Instance) and isinstance(one.cls, str) else None
            for one in types
        }
        found = names.pop() if len(names) == 1 else None
        if found is None:
            raise Unfixable(f"what it passes as `{name}` may be of a type that does not carry over")
        return found
    if twin.arguments is None:
        return name
    if name not in twin.arguments:
        raise Unfixable(f"`{name}` has no counterpart")
    return twin.arguments[name]


def _has_no_query(tree: Tree, url: ast.expr) -> bool:
    """Whether a URL is seen to have no query."""
    if isinstance(url, ast.Name):
        runs = tree.function(url)
        stores = [
            node
            for scope in (runs, tree.module)
            for node in (tree.within(scope) if scope is not None else ())
            if isinstance(node, ast.Name) and node.id == url.id
            if not isinstance(node.ctx, ast.Load)
        ]
        parent = tree.parent(stores[0]) if len(set(stores)) == 1 else None
        if not isinstance(parent, ast.Assign) or len(parent.targets) != 1:
            return False
        if runs is not None and url.id in {a.arg for a in ast.walk(runs) if isinstance(a, ast.arg)}:
            return False
        url = parent.value
    if isinstance(url, ast.Constant):
        return isinstance(url.value, str) and "?" not in url.value
    if isinstance(url, ast.JoinedStr):
        parts = (part for part in url.values if isinstance(part, ast.Constant))
        return all("?" not in str(part.value) for part in parts)
    return False


def release(ctx: Context, near: Path, twin: str, distribution: str, releases: str) -> list[Reason]:
    """Whether it must be said that a twin needs certain releases; `Unfixable` where others are
    used near a file."""
    verdict = ctx.program.pins.satisfies(distribution, (releases,), near)
    if verdict is Verdict.NO:
        raise Unfixable(f"`{twin}` needs {distribution} {releases}")
    return [] if verdict is Verdict.YES else [Reason.NEEDS_RELEASE]


# ---------------------------------------------------------------- what comes back


def results(tree: Tree, call: ast.Call, twin: Twin) -> tuple[list[Edit], list[ast.AST]]:
    """Edits of what is done with the result of a call, and where that is done."""
    parent = tree.parent(call)
    if twin.results is None or isinstance(parent, ast.Expr):
        return [], []
    if isinstance(parent, ast.Attribute):
        return _read(tree, twin, parent, True), [parent]
    target = parent.targets[0] if isinstance(parent, ast.Assign) else None
    runs = tree.function(call)
    if not isinstance(target, ast.Name) or len(parent.targets) > 1 or runs is None:  # type: ignore[attr-defined]
        raise Unfixable("it is not seen what becomes of its result")
    edits: list[Edit] = []
    uses: list[ast.AST] = []
    stores = 0
    for node in ast.walk(runs):
        if isinstance(node, ast.Global | ast.Nonlocal) and target.id in node.names:
            raise Unfixable("it is not seen what becomes of its result")
        if isinstance(node, ast.Name) and node.id == target.id:
            stores += not isinstance(node.ctx, ast.Load)
            if isinstance(node.ctx, ast.Load):
                uses.append(node)
    for use in uses:
        attribute = tree.parent(use)
        if not isinstance(attribute, ast.Attribute):
            raise Unfixable("it is not seen what becomes of its result")
        edits += _read(tree, twin, attribute, stores == 1)
    return edits, uses


def _read(tree: Tree, twin: Twin, node: ast.Attribute, alone: bool) -> list[Edit]:
    """What an attribute of the result is called; `alone` if nothing else can be read there."""
    assert twin.results is not None
    name = twin.results.get(node.attr)
    if name is None or not isinstance(node.ctx, ast.Load):
        raise Unfixable(f"`{node.attr}` of its result has no counterpart")
    if name == node.attr:
        return []
    if not alone:
        raise Unfixable("its result goes by the name of other results")
    return [tree.replace(tree.end(node) - len(node.attr), tree.end(node), name)]


# ---------------------------------------------------------------- what is raised


def handlers(tree: Tree, call: ast.Call, places: list[ast.AST], twin: Twin) -> list[Edit]:
    """Edits of the handlers in the same function that are there for what a call raises: they get
    the twin's exceptions as well, or instead if nothing else raises the others."""
    if twin.exceptions is None:
        return []
    runs = tree.function(call)
    edits: dict[Edit, None] = {}
    for place in (call, *places):
        inner: ast.AST = place
        for outer in tree.parents(place):
            if outer is runs:
                break
            if isinstance(outer, ast.Try) and inner in outer.body:
                for handler in outer.handlers:
                    edits.update(dict.fromkeys(_handler(tree, handler, outer, call, twin)))
            inner = outer
    return list(edits)


def _handler(
    tree: Tree, handler: ast.ExceptHandler, block: ast.Try, call: ast.Call, twin: Twin
) -> Iterator[Edit]:
    caught = handler.type
    types = caught.elts if isinstance(caught, ast.Tuple) else [caught] if caught else []
    for one in types:
        name = _canonical(meaning(tree, one))
        if name.partition(".")[0] not in twin.shots:
            continue
        counterpart = (twin.exceptions or {}).get(name)
        if counterpart is None:
            raise Unfixable(f"`{tree.text(one)}` is handled, which has no counterpart")
        if handler.name and _looks_into(handler):
            raise Unfixable(f"the handler of `{tree.text(one)}` looks into it")
        written, imports = require(tree, twin.module, "", handler)
        other = f"{written}.{counterpart}"
        if any(other == tree.text(each) for each in types):
            continue
        if not _raises_more(tree, block, call, twin):
            yield tree.replace(tree.start(one), tree.end(one), other)
        elif isinstance(caught, ast.Tuple):
            yield tree.insert(tree.end(one), f", {other}")
        else:
            yield tree.replace(tree.start(one), tree.end(one), f"({tree.text(one)}, {other})")
        yield from imports


def handled_elsewhere(tree: Tree, call: ast.Call, twin: Twin) -> bool:
    """Whether another function of the file handles what the call raises, around something that may
    lead to the call as far as names tell."""
    runs = tree.function(call)
    if twin.exceptions is None or not isinstance(runs, ast.AsyncFunctionDef):
        return False
    leading = {runs.name}
    blocks = [
        node
        for node in tree.nodes
        if isinstance(node, ast.Try) and tree.function(node) is not runs
        if any(_is_caught(tree, handler, twin) for handler in node.handlers)
    ]
    while blocks:
        callers = {
            node.name
            for node in tree.nodes
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if not leading.isdisjoint(_called(tree, node.body))
        }
        if callers <= leading:
            break
        leading |= callers
    return any(not leading.isdisjoint(_called(tree, block.body)) for block in blocks)


def _is_caught(tree: Tree, handler: ast.ExceptHandler, twin: Twin) -> bool:
    types = ast.walk(handler.type) if handler.type else ()
    return any(meaning(tree, one).partition(".")[0] in twin.shots for one in types)


def _called(tree: Tree, body: list[ast.stmt]) -> set[str]:
    """The last names of what some statements call."""
    calls = (call for statement in body for call in tree.calls(statement))
    return {ast.unparse(call.func).rpartition(".")[2] for call in calls}


def _canonical(name: str) -> str:
    return name.replace(".exceptions.", ".", 1)


def _looks_into(handler: ast.ExceptHandler) -> bool:
    """Whether a handler reads attributes of what it catches."""
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == handler.name
        for node in ast.walk(handler)
    )


def _raises_more(tree: Tree, block: ast.Try, call: ast.Call, twin: Twin) -> bool:
    """Whether something else in a `try` block may raise what the call raised so far: a call of
    anything but methods of what the block has made and builtins."""
    for statement in block.body:
        for other in tree.calls(statement):
            if other is call:
                continue
            root: ast.expr = other.func
            while isinstance(root, ast.Attribute | ast.Subscript | ast.Call | ast.Await):
                root = root.func if isinstance(root, ast.Call) else root.value
            if not isinstance(root, ast.Name):
                continue
            module = meaning(tree, root)
            if module.partition(".")[0] in twin.shots or (not module and root is other.func):
                return True
            if root.id in ("self", "cls"):
                return True
    return False
