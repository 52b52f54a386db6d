"""Cleanup that is written once for errors and once for success, written once in `finally`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from types import UnionType

from asynclint.diagnostic import Edit, Fix, Safety
from asynclint.program.skipping import Skipped
from asynclint.rules.passing import asserts, mentions, only_cancelled
from asynclint.tree import Tree

_JUMPS = ast.Return | ast.Break | ast.Continue | ast.Yield | ast.YieldFrom


def finished(found: Skipped, tree: Tree) -> Iterator[Fix]:
    """The cleanup moves to `finally`, where it stands last before `raise` in a handler, and once
    more where the `try` goes well: behind it, in its `else`, or at the end of its body.

    Only where it runs then as often and as late as before, besides on cancellation. From the end
    of the body it is not applied: a cleanup that fails there is tried once more so far.
    """
    call = tree.find(found.cleanup.at, ast.Call)
    handler = next((p for p in tree.parents(call) if isinstance(p, ast.ExceptHandler)), None)
    block = tree.parent(handler) if handler is not None else None
    if handler is None or not isinstance(block, ast.Try) or block.finalbody:
        return
    if asserts(tree, call):
        return  # what need not hold after a cancellation
    cleanup, again = _common(tree, block, _ended(handler), call)
    if not cleanup or (handler.name and any(mentions(s, handler.name) for s in cleanup)):
        return
    copies = [cleanup]
    for other in block.handlers:
        same = _ended(other)[-len(cleanup) :]
        if other is not handler and _is_same(same, cleanup):
            copies.append(same)
        elif other is not handler and not _passes_on(other):
            return  # it leaves without the cleanup, or goes on to the one behind the `try`
    edits = _moved(tree, block, copies, again)
    if edits:
        title = f"Run `{tree.text(call.func)}()` in `finally`, whatever happens"
        safety = Safety.MANUAL if again[0] in block.body else Safety.SAFE
        yield Fix(title, edits, safety)


def _ended(handler: ast.ExceptHandler) -> list[ast.stmt]:
    """What a handler does before it raises again what it has caught; empty if it does not."""
    *body, last = handler.body
    is_raised = isinstance(last, ast.Raise) and last.exc is None
    return body if is_raised and not _leaves(body, _JUMPS | ast.Raise) else []


def _leaves(body: list[ast.stmt], ways: UnionType) -> bool:
    return any(isinstance(node, ways) for s in body for node in ast.walk(s))


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether a handler only lets cancellations through."""
    first = handler.body[0]
    return only_cancelled(handler) and isinstance(first, ast.Raise) and first.exc is None


def _common(
    tree: Tree, block: ast.Try, body: list[ast.stmt], call: ast.Call
) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """The most of the last statements of a handler, a call among them, that also run whenever the
    `try` goes well; and those."""
    for number in range(len(body)):
        cleanup = body[number:]
        again = _in_success(tree, block, cleanup)
        if again and any(call in ast.walk(s) for s in cleanup):
            return cleanup, again
    return [], []


def _in_success(tree: Tree, block: ast.Try, cleanup: list[ast.stmt]) -> list[ast.stmt]:
    """The statements that are the same as some others and run when a `try` has gone well."""
    body, size = block.body, len(cleanup)
    last = body[-1]
    if isinstance(last, ast.Return) and not isinstance(last.value, ast.Name | ast.Constant | None):
        return []
    if isinstance(last, ast.Return) and not block.orelse:
        body = body[:-1]
        places = [body[-size:]]
    elif block.orelse:
        places = [block.orelse]
    else:
        siblings = tree.block(block)
        behind = siblings[siblings.index(block) + 1 :]
        places = [behind[:size], body[-size:]]
    if _leaves(body, _JUMPS):
        return []  # on that way nothing is cleaned up
    found = next((place for place in places if _is_same(place, cleanup)), [])
    return found if len(body) > size or found is not body[-size:] else []


def _is_same(one: Sequence[ast.stmt], other: Sequence[ast.stmt]) -> bool:
    return [ast.dump(s) for s in one] == [ast.dump(s) for s in other]


def _moved(
    tree: Tree, block: ast.Try, copies: list[list[ast.stmt]], again: list[ast.stmt]
) -> tuple[Edit, ...]:
    """Edits that take copies of a cleanup away, in handlers and `again` where all goes well, and
    put it behind the `try`; handlers that are left with nothing but `raise` go as well. None where
    a comment or other code is in the way."""
    gone = [statement for copy in (*copies, again) for statement in copy]
    cuts = [_lines(tree, copy) for copy in copies]
    if all(s in gone or isinstance(s, ast.Raise) for h in block.handlers for s in h.body):
        begin = tree.line_start(tree.start(block.handlers[0]))
        cuts = [(begin, _lines(tree, block.handlers[-1].body)[1])]
    text, place = tree.source.text, tree.line_end(tree.end(block))
    begin, end = _lines(tree, again)
    if again[0] in block.orelse:
        begin = tree.line_start(text.rindex("else", 0, begin))
    cuts.append((min(place, begin), end))
    if not all(map(tree.stands_alone, gone)) or any(tree.has_comment(*cut) for cut in cuts):
        return ()
    if text[place - 1] not in "\r\n":
        return ()
    first, last = copies[0][0].lineno, copies[0][-1].end_lineno or 0
    moved = "".join(f"{tree.source.line(number)}\n" for number in range(first, last + 1))
    final = f"{tree.indent(block)}finally:\n{moved}"
    if not any(place in cut for cut in cuts):
        cuts.append((place, place))
    edits = []
    for cut in sorted(cuts):
        is_place = place in cut and final
        edits.append(tree.replace(*cut, final if is_place else ""))
        final = "" if is_place else final
    return tuple(edits)


def _lines(tree: Tree, statements: list[ast.stmt]) -> tuple[int, int]:
    """Where the lines of some statements begin and end."""
    return tree.line_start(tree.start(statements[0])), tree.line_end(tree.end(statements[-1]))
