"""What can be done about handlers that a cancellation does not get through as it should."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.index.summary import Handler
from asynclint.program.linker import Function
from asynclint.program.skipping import Skipped
from asynclint.program.swallowing import Replaced, Swallowed
from asynclint.program.timing import Uncaught
from asynclint.rules.base import Context
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import released, require

_ENDS = ast.Raise | ast.Return | ast.Continue | ast.Break
_PASSED_ON = (Reason.CANCELLED_CALLER,)
_IF_MEANT = "Raise the cancellation again if it was for this task"
# What stands beside cancellations without telling whose they are.
_NOBODYS = {"CancelledError", "TimeoutError", "Exception"}


def _broad(handler: ast.ExceptHandler) -> ast.expr | None:
    """The `Exception` that a handler names, alone or among others."""
    if isinstance(handler.type, ast.Name) and handler.type.id == "Exception":
        return handler.type
    return None


def _is_broad(kind: ast.expr) -> bool:
    return isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException")


def _own_lines(tree: Tree, *statements: ast.stmt) -> None:
    if not all(map(tree.stands_alone, statements)):
        raise Unfixable("other code stands on the same line")


# ---------------------------------------------------------------- cleanup


def cleaned(found: Skipped, tree: Tree) -> Iterator[Fix]:
    """The cleanup runs on cancellation as well: in the handler for it, if there is one, else the
    handler that cleans up takes every exception, else in a handler of its own."""
    handler = tree.headed(found.handler.at, ast.ExceptHandler)
    call = tree.find(found.cleanup.at, ast.Call)
    cleanup = tree.statement(call)
    cleaning = tree.parent(cleanup)
    if not isinstance(cleanup, ast.Expr) or not isinstance(cleaning, ast.ExceptHandler):
        raise Unfixable("the cleanup depends on conditions")
    _own_lines(tree, cleanup)
    if cleaning.name and mentions(cleanup, cleaning.name):
        raise Unfixable(f"the cleanup looks at `{cleaning.name}`")
    if asserts(tree, call):
        raise Unfixable("the cleanup asserts what need not hold after a cancellation")
    title = f"Run `{tree.text(call.func)}()` on cancellation as well"
    if found.explicit:
        first = handler.body[0]
        _own_lines(tree, first)
        text = f"{tree.text(cleanup)}\n{tree.indent(first)}"
        yield Fix(title, (tree.insert(tree.start(first), text),), Safety.SAFE)
        return
    exception = _broad(cleaning)
    others = [s for s in cleaning.body[:-1] if not _is_cleanup_like(s)]
    nodes = (n for s in others for n in ast.walk(s) if isinstance(n, ast.Name))
    stored = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    if others and not any(mentions(cleanup, name) for name in stored):
        exception = None  # what else the handler does is for errors alone
    if exception is not None and _only_cleans(cleaning):
        caught = "BaseException"
        imports: tuple[Edit, ...] = ()
        if any(isinstance(node, ast.Await) for s in cleaning.body for node in ast.walk(s)):
            # Nothing can be awaited when a coroutine is closed, which is a `BaseException` as well.
            written, imports = require(tree, "asyncio", "CancelledError", cleaning)
            caught = f"({tree.text(exception)}, {written})"
        edit = tree.replace(tree.start(exception), tree.end(exception), caught)
        reasons = (Reason.OTHER_EXCEPTIONS,) if others else ()
        safety = Safety.UNSAFE if reasons else Safety.SAFE
        yield Fix(title, (edit, *imports), safety, reasons)
        return
    edits = _before(tree, cleaning, tree.text(cleanup), "raise")
    yield Fix(title, edits, Safety.SAFE)


def asserts(tree: Tree, call: ast.Call) -> bool:
    """Whether a method of the class around, as it is called, asserts anything."""
    func = call.func
    owner = next((outer for outer in tree.parents(call) if isinstance(outer, ast.ClassDef)), None)
    if owner is None or not isinstance(func, ast.Attribute) or not isinstance(func.value, ast.Name):
        return False
    return any(
        isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
        and method.name == func.attr
        and any(isinstance(node, ast.Assert) for node in ast.walk(method))
        for method in owner.body
    )


def _only_cleans(handler: ast.ExceptHandler) -> bool:
    """Whether a handler ends by raising again what it caught, and in no other way."""
    last = handler.body[-1]
    ends = [n for s in handler.body for n in ast.walk(s) if isinstance(n, _ENDS)]
    return isinstance(last, ast.Raise) and last.exc is None and ends == [last]


def _is_cleanup_like(statement: ast.stmt) -> bool:
    """Whether a statement is a call without a value, and writes no log."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(value, ast.Await):
        value = value.value
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
        return False
    return "log" not in ast.unparse(value.func.value).lower()


def mentions(node: ast.AST, name: str) -> bool:
    """Whether code reads or binds a name."""
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node))


def _before(tree: Tree, handler: ast.ExceptHandler, *body: str) -> tuple[Edit, ...]:
    """A handler for cancellation in front of another one."""
    start = tree.start(handler)
    margin = tree.source.text[tree.line_start(start) : start]
    if margin.strip():
        raise Unfixable("other code stands on the same line")
    written, imports = require(tree, "asyncio", "CancelledError", handler)
    inner = tree.indent(handler.body[0])
    if not inner.startswith(margin) or inner == margin:
        inner = margin + "    "
    lines = "".join(f"{inner}{line}\n" for line in body)
    return (tree.insert(tree.line_start(start), f"{margin}except {written}:\n{lines}"), *imports)


# ---------------------------------------------------------------- swallowed and replaced


def raised(found: Swallowed | Replaced, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """What was caught is raised again when the handler is done with it."""
    if not isinstance(found.what, Handler):
        suppressing = tree.find(found.what.at, ast.With)
        yield from _tried(found.function, suppressing, ctx, tree)
        yield from _unsuppressed(suppressing, tree)
        return
    handler = tree.headed(found.what.at, ast.ExceptHandler)
    if isinstance(found, Swallowed) and not (found.onward or found.awaiter or found.handle):
        yield from _raised_if_meant(found.function, handler, ctx, tree)
        return
    if isinstance(found, Swallowed) and only_cancelled(handler):
        if _is_error_here(tree) and _knows_itself(found.function, handler, ctx, tree):
            yield from _raised_if_meant(found.function, handler, ctx, tree)
        yield Fix("Raise the cancellation again", _ended(tree, handler), Safety.UNSAFE, _PASSED_ON)
        return
    if isinstance(found, Replaced):
        yield from _raised_if_own(found.function, handler, ctx, tree)
    if only_cancelled(handler):
        raise Unfixable("only its author knows which cancellations the other exception is for")
    if isinstance(handler.type, ast.Tuple):
        if isinstance(found, Swallowed) and any(map(_is_broad, handler.type.elts)):
            yield from _raised_if_own(found.function, handler, ctx, tree)
        for kind in handler.type.elts:
            if ast.unparse(kind).endswith("CancelledError"):
                yield _let_through(tree, handler.type.elts, kind)
                return
    block = tree.parent(handler)
    handlers = block.handlers if isinstance(block, ast.Try | ast.TryStar) else [handler]
    yield Fix(
        "Let the cancellation through",
        _before(tree, handlers[0], "raise"),
        Safety.UNSAFE,
        _PASSED_ON,
    )


def only_cancelled(handler: ast.ExceptHandler) -> bool:
    """Whether a handler catches cancellations and nothing else."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return all(kind is not None and ast.unparse(kind).endswith("CancelledError") for kind in kinds)


def _is_error_here(tree: Tree) -> bool:
    """Whether the file counts cancellations among somebody's errors: then libraries that it uses
    raise them by themselves."""
    for node in tree.nodes:
        if isinstance(node, ast.Tuple):
            kinds = {ast.unparse(kind).rpartition(".")[2] for kind in node.elts}
            if "CancelledError" in kinds and any(
                kind.endswith(("Error", "Exception")) for kind in kinds - _NOBODYS
            ):
                return True
    return False


def _knows_itself(function: Function, node: ast.AST, ctx: Context, tree: Tree) -> bool:
    """Whether the task can be asked at a node whether it was cancelled itself, and `current` is
    free to hold it."""
    runs = tree.function(node)
    is_free = runs is None or "current" not in tree.stored(runs)
    return is_free and not ctx.program.pins.supports("<3.11", function.module.file)


def _ended(tree: Tree, handler: ast.ExceptHandler, *lines: str) -> tuple[Edit, ...]:
    """Edits that end a handler with some lines, by default with `raise`."""
    lines = lines or ("raise",)
    last = handler.body[-1]
    _own_lines(tree, last)
    if isinstance(last, ast.Pass):
        indent = tree.indent(last)
        text = f"\n{indent}".join(lines)
        return (tree.replace(tree.start(last), tree.end(last), text),)
    if isinstance(last, ast.Return) and last.value is None and lines == ("raise",):
        return (tree.replace(tree.start(last), tree.end(last), "raise"),)
    if any(isinstance(node, _ENDS) for s in handler.body for node in ast.walk(s)):
        raise Unfixable("the handler ends in several ways")
    return (tree.below(last, *lines),)


def _raised_if_meant(
    function: Function, handler: ast.ExceptHandler, ctx: Context, tree: Tree
) -> Iterator[Fix]:
    """Only the task itself is asked: since Python 3.11 it knows whether it was cancelled."""
    if ctx.program.pins.supports("<3.11", function.module.file):
        raise Unfixable("before Python 3.11 a task cannot tell whether it was cancelled itself")
    asked, imports = _asked(tree, handler)
    lines = (asked, "    raise")
    yield Fix(
        _IF_MEANT,
        (*_ended(tree, handler, *lines), *imports),
        Safety.UNSAFE,
        _PASSED_ON,
    )


def _raised_if_own(
    function: Function, handler: ast.ExceptHandler, ctx: Context, tree: Tree
) -> Iterator[Fix]:
    """What is raised instead is kept for cancellations of what is awaited, which its author may
    have had in mind; those of the task itself are raised again."""
    first = handler.body[0]
    if not tree.stands_alone(first) or not _knows_itself(function, handler, ctx, tree):
        return
    asked, imports = _asked(tree, handler)
    indent = tree.indent(first)
    text = f"{asked}\n{indent}    raise\n{indent}"
    yield Fix(
        _IF_MEANT,
        (tree.insert(tree.start(first), text), *imports),
        Safety.UNSAFE,
        _PASSED_ON,
    )


def _tried(function: Function, block: ast.With, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`with suppress(CancelledError, X):` in front of a `raise` -> a handler that asks the task:
    its author turns cancellations of what is awaited into that exception."""
    call = block.items[0].context_expr
    siblings = tree.block(block)
    behind = siblings[siblings.index(block) + 1 :][:1]
    if (
        len(block.items) > 1
        or not isinstance(call, ast.Call)
        or not behind
        or not isinstance(behind[0], ast.Raise)
        or not tree.stands_alone(block)
        or tree.source.text[tree.end(call)] != ":"
        or tree.has_comment(tree.start(block), tree.end(call))
        or not _knows_itself(function, block, ctx, tree)
    ):
        return
    kinds = ", ".join(map(tree.text, call.args))
    asked, imports = _asked(tree, block)
    lines = (
        f"except ({kinds}):" if len(call.args) > 1 else f"except {kinds}:",
        f"{tree.unit}{asked}",
        f"{tree.unit}{tree.unit}raise",
    )
    edits = (
        tree.replace(tree.start(block), tree.end(call), "try"),
        tree.below(block, *lines),
        *released(tree, call.func),
    )
    yield Fix(_IF_MEANT, (*edits, *imports), Safety.UNSAFE, _PASSED_ON)


def _asked(tree: Tree, near: ast.AST) -> tuple[str, tuple[Edit, ...]]:
    """The line that asks the task whether it was cancelled itself."""
    written, imports = require(tree, "asyncio", "current_task", near)
    return f"if (current := {written}()) and current.cancelling():", imports


def _check_own(tree: Tree, body: list[ast.stmt]) -> None:
    """Raise `Unfixable` when a cancellation may be that of a task which is awaited, and not the
    waiter's own: then it is meant to end here."""
    for node in (node for statement in body for node in tree.within(statement)):
        if isinstance(node, ast.Await):
            called = [
                ast.unparse(n.func).rpartition(".")[2]
                for n in ast.walk(node.value)
                if isinstance(n, ast.Call)
            ]
            direct = isinstance(node.value, ast.Name | ast.Attribute | ast.Subscript)
            if direct or "shield" in called or "gather" in called:
                raise Unfixable("the cancellation may be that of the task that is awaited")


def _unsuppressed(block: ast.With, tree: Tree) -> Iterator[Fix]:
    """`suppress(CancelledError, X)` -> `suppress(X)`."""
    _check_own(tree, block.body)
    for item in block.items:
        call = item.context_expr
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("suppress"):
            for one in call.args:
                if ast.unparse(one).endswith("CancelledError") and len(call.args) > 1:
                    yield _let_through(tree, call.args, one)
                    return
    raise Unfixable("it is for you to say what else should end here")


def _let_through(tree: Tree, kinds: list[ast.expr], kind: ast.expr) -> Fix:
    """One of several exceptions is caught no more."""
    number = kinds.index(kind)
    is_last = number + 1 == len(kinds)
    start = tree.end(kinds[number - 1]) if is_last else tree.start(kind)
    end = tree.end(kind) if is_last else tree.start(kinds[number + 1])
    if tree.has_comment(start, end):
        raise Unfixable("a comment is in the way")
    whole = tree.parent(kind)
    if len(kinds) == 2 and isinstance(whole, ast.Tuple):
        edit = tree.replace(tree.start(whole), tree.end(whole), tree.text(kinds[1 - number]))
    else:
        edit = tree.replace(start, end, "")
    return Fix("Let the cancellation through", (edit,), Safety.UNSAFE, _PASSED_ON)


# ---------------------------------------------------------------- timeouts


def caught(found: Uncaught, tree: Tree) -> Iterator[Fix]:
    """`except TimeoutError` -> `except (TimeoutError, asyncio.TimeoutError)`."""
    handler = tree.headed(found.handler.at, ast.ExceptHandler)
    kind = handler.type
    if kind is None:
        raise Unfixable("it names no exception")
    written, imports = require(tree, "asyncio", "TimeoutError", handler)
    if isinstance(kind, ast.Tuple) and kind.elts:
        edits: tuple[Edit, ...] = (tree.insert(tree.end(kind.elts[-1]), f", {written}"),)
    else:
        edits = (
            tree.insert(tree.start(kind), "("),
            tree.insert(tree.end(kind), f", {written})"),
        )
    yield Fix(f"Catch `{written}` as well", (*edits, *imports), Safety.SAFE)
