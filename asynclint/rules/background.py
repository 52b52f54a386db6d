"""What can be done about tasks and pools that a request leaves behind."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.index.summary import At, Attr, Name, Ref, Sub, last_part
from asynclint.program import Function
from asynclint.program.left import Kept, Made
from asynclint.program.types import ClassObject, Method, spelled
from asynclint.rules.base import Context
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import available, require

_ANNOTATED = ".Annotated"


def handed(found: Kept, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`tasks.add(create_task(send(x)))` -> `background_tasks.add_task(send, x)`, which the server
    waits for."""
    view = found.served.view
    ways = ctx.program.knowledge.remedies.BACKGROUND
    if view.framework not in ways:
        raise Unfixable(
            f"views of {view.framework} are handed no background tasks: whether the request, its "
            "response or the shutdown is to wait is for the author"
        )
    call = tree.find(found.call.at, ast.Call)
    method = tree.function(call)
    if found.served.chain or not isinstance(method, ast.AsyncFunctionDef):
        raise Unfixable("the view that it belongs to would have to pass its background tasks on")
    if any(isinstance(outer, ast.ClassDef) for outer in tree.parents(method)):
        raise Unfixable("the parameters of a method may have other callers")
    if _has_dependencies(found.function, method, ctx):
        raise Unfixable("what the view depends on would stay open until the work is done")
    if _may_fail(method, tree.end(tree.statement(call)), tree):
        raise Unfixable("what follows may fail, and then background tasks do not run")
    inner = call.args[0] if len(call.args) == 1 and not call.keywords else None
    if not isinstance(inner, ast.Call) or not _makes_coroutine(inner, found.function, ctx, tree):
        raise Unfixable("it is not seen which function makes the coroutine")
    module, kind, adding = ways[view.framework]
    name, signature = _parameter(tree, method, module, kind)
    paren = tree.open_paren(inner)
    inside = tree.skip(paren + 1)
    separator = "" if tree.source.text[inside] == ")" else ", "
    edits = (
        *_around(tree, call, inner, f"{name}.{adding}("),
        tree.replace(paren, inside, separator),
        *signature,
    )
    reasons = (Reason.ORDERING, Reason.LATENCY)
    yield Fix("Hand it to the background tasks of the view", edits, Safety.UNSAFE, reasons)


def _has_dependencies(function: Function, view: ast.AsyncFunctionDef, ctx: Context) -> bool:
    """Whether a view is, or may be, given what the framework closes after its background tasks."""
    scope, types = function.parent or function, ctx.program.types
    provides = ctx.program.knowledge.provides
    for param in function.info.params:
        if type(param.default) is Ref:
            callee = types.of(scope.body.calls[param.default.index].func, scope)
            if not callee or any(spelled(one) in provides for one in callee):
                return True
        plain = param.annotation
        while type(plain) is Sub:
            plain = plain.value
        if type(plain) in (Name, Attr) and not any(
            isinstance(one, ClassObject) or last_part(plain) == spelled(one).rpartition(".")[2]
            for one in types.of(plain, scope)
            if not spelled(one).endswith(_ANNOTATED)
        ):
            return True  # the name of such a type, or of who knows what
    return any(
        keyword.arg == "dependencies"
        for decorator in view.decorator_list
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
    )


def _may_fail(method: ast.AsyncFunctionDef, end: int, tree: Tree) -> bool:
    """Whether a view goes on to what other code answers, or raises, behind an offset."""
    return any(
        isinstance(node, ast.Await | ast.Raise) and tree.start(node) >= end
        for node in ast.walk(method)
    )


def _makes_coroutine(inner: ast.Call, function: Function, ctx: Context, tree: Tree) -> bool:
    """Whether a call is one of a coroutine function of the project."""
    at: At = tree.at(inner)
    for call in function.body.calls:
        if call.at == at:
            found = ctx.program.types.of(call.func, function)
            return bool(found) and all(
                isinstance(one, Method) and one.function.info.is_async for one in found
            )
    return False


def _around(tree: Tree, call: ast.Call, inner: ast.Call, opening: str) -> tuple[Edit, ...]:
    """Edits that put a call into the place of the statements that start the task and keep it."""
    statement = tree.statement(call)
    block = _block(tree, statement)
    number = block.index(statement)
    kept = [statement]
    if isinstance(statement, ast.Assign) and statement.value is call:
        target = statement.targets[0]
        if not isinstance(target, ast.Name):
            raise Unfixable("it is part of a larger expression")
        following = block[number + 1 : number + 3]
        kept += [one for one in following if _keeps(one, target.id)]
        uses = [n for n in tree.within(_runs(tree, call)) if getattr(n, "id", "") == target.id]
        inside = {n for one in kept for n in ast.walk(one)}
        if len(kept) < 2 or not inside.issuperset(uses):
            raise Unfixable(f"`{target.id}` is used for something else as well")
    elif not (isinstance(statement, ast.Expr) and _is_only_kept(statement.value, call)):
        raise Unfixable("it is part of a larger expression")
    if not all(map(tree.stands_alone, kept)):
        raise Unfixable("other code stands on the same line")
    start, end = tree.start(statement), tree.end(statement)
    below, bottom = tree.line_end(end), tree.line_end(tree.end(kept[-1]))
    if (
        tree.has_comment(start, tree.start(inner))
        or tree.has_comment(tree.end(inner), end)
        or tree.has_comment(below, bottom)
    ):
        raise Unfixable("a comment is in the way")
    return (
        tree.replace(start, tree.start(inner), opening),
        tree.replace(tree.end(inner), end, ""),
        *((tree.replace(below, bottom, ""),) if below < bottom else ()),
        *_emptied(tree, kept),
    )


def _emptied(tree: Tree, kept: list[ast.stmt]) -> tuple[Edit, ...]:
    """An edit that takes away a private set of the module that only these statements use."""
    inside = {node for one in kept for node in ast.walk(one)}
    for statement in tree.module.body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        name = target.id if isinstance(target, ast.Name) else ""
        if not name.startswith("_") or ast.unparse(statement.value) != "set()":
            continue
        uses = {n for n in tree.nodes if getattr(n, "id", "") == name and n is not target}
        start = tree.line_start(tree.start(statement))
        end = tree.line_end(tree.end(statement))
        if not uses or not uses <= inside or tree.has_comment(start, end):
            continue
        text = tree.source.text
        above = tree.line_start(start - 1) if start else 0
        blank = (
            start and not text[above:start].strip() and not text[end : tree.line_end(end)].strip()
        )
        return (tree.replace(above if blank else start, end, ""),)
    return ()


def _runs(tree: Tree, node: ast.AST) -> ast.AST:
    return tree.function(node) or tree.module


def _block(tree: Tree, statement: ast.stmt) -> list[ast.stmt]:
    parent = tree.parent(statement)
    for field in ("body", "orelse", "finalbody"):
        block = getattr(parent, field, None)
        if isinstance(block, list) and statement in block:
            return block
    raise Unfixable("the code is of a form that is not rewritten")


def _keeps(statement: ast.stmt, name: str) -> bool:
    """`tasks.add(task)`, `task.add_done_callback(tasks.discard)`"""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
        return False
    if call.func.attr in ("add", "append"):
        return len(call.args) == 1 and ast.unparse(call.args[0]) == name
    return (
        ast.unparse(call.func) == f"{name}.add_done_callback"
        and len(call.args) == 1
        and getattr(call.args[0], "attr", "") in ("discard", "remove")
    )


def _is_only_kept(value: ast.expr, call: ast.Call) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and value.func.attr in ("add", "append")
        and value.args == [call]
    )


def _parameter(
    tree: Tree, method: ast.AsyncFunctionDef, module: str, kind: str
) -> tuple[str, tuple[Edit, ...]]:
    """The background tasks among the parameters of a view, and the edits that add them."""
    arguments = method.args
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    written = available(tree, module, kind, method)
    for one in given:
        if one.annotation is not None and written == ast.unparse(one.annotation):
            return one.arg, ()
    if arguments.posonlyargs or arguments.vararg:
        raise Unfixable("its parameters are of a form that is not rewritten")
    name = "background_tasks"
    if name in tree.names:
        raise Unfixable(f"`{name}` means something else here")
    written, imports = require(tree, module, kind, method)
    if given:
        first = min(given, key=tree.start)
        if first not in arguments.args:
            raise Unfixable("its parameters are of a form that is not rewritten")
        start = tree.start(first)
        margin = tree.source.text[tree.line_start(start) : start]
        gap = " " if margin.strip() else f"\n{margin}"
        return name, (tree.insert(start, f"{name}: {written},{gap}"), *imports)
    text = tree.source.text
    opened = text.index("(", text.index(method.name, tree.start_of_def(method))) + 1
    return name, (tree.insert(opened, f"{name}: {written}"), *imports)


# ---------------------------------------------------------------- pools


def shared(found: Made, tree: Tree) -> Iterator[Fix]:
    """`run_in_executor(ThreadPoolExecutor(), f)` -> `run_in_executor(None, f)`."""
    call = tree.find(found.call.at, ast.Call)
    outer = tree.parent(call)
    is_lent = (
        isinstance(outer, ast.Call)
        and ast.unparse(outer.func).endswith("run_in_executor")
        and outer.args[:1] == [call]
    )
    if not is_lent:
        raise Unfixable("where one pool is made and shut down is for the author to say")
    if not tree.text(call.func).endswith("ThreadPoolExecutor"):
        raise Unfixable("no pool of processes is at hand: where to make it is for the author")
    if any(keyword.arg not in ("max_workers", "thread_name_prefix") for keyword in call.keywords):
        raise Unfixable("its threads are prepared in a way of their own")
    start, end = tree.start(call), tree.end(call)
    if tree.has_comment(start, end):
        raise Unfixable("a comment is in the way")
    edit = tree.replace(start, end, "None")
    yield Fix("Use the pool of the event loop", (edit,), Safety.UNSAFE, (Reason.LATENCY,))
