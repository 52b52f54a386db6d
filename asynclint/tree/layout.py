"""How code that grows is laid out: in one line while that fits, else as formatters break it."""

from __future__ import annotations

import ast
import re
from itertools import pairwise

from asynclint.diagnostic import Edit
from asynclint.tree import Tree, Unfixable

_BETWEEN = re.compile(r"\s*,\s*")


def fits(tree: Tree, node: ast.expr, grown: int) -> bool:
    """Whether the code on the line of a node may grow by some characters. Code over several lines
    may."""
    begin, end = tree.line_start(tree.start(node)), tree.line_end(tree.start(node))
    ends = next((offset for offset in tree.comments if begin <= offset < end), end)
    line = tree.source.text[begin:ends].rstrip()
    return node.lineno != node.end_lineno or len(line) + grown <= tree.width


def broken_around(tree: Tree, node: ast.expr, grown: int) -> tuple[Edit, ...]:
    """Edits that break the outermost call around a node of one line at its brackets, if what is in
    them fits a line of its own when it has grown; else none."""
    found: ast.Call | None = None
    inner: ast.AST = node
    for outer in tree.parents(node):
        if not isinstance(outer, ast.expr | ast.keyword):
            break
        if isinstance(outer, ast.Call) and inner is not outer.func:
            found = outer
        inner = outer
    if found is None:
        return _bracketed(tree, node, grown)
    if found.lineno != found.end_lineno:
        return ()
    begin, end = tree.open_paren(found) + 1, tree.end(found) - 1
    margin, deeper = inner_margin(tree, found)
    if len(deeper) + end - begin + grown > tree.width:
        return ()
    return tree.insert(begin, f"\n{deeper}"), tree.insert(end, f"\n{margin}")


def _bracketed(tree: Tree, node: ast.expr, grown: int) -> tuple[Edit, ...]:
    """Edits that put what a statement of one line assigns or returns in brackets, on lines of its
    own; none where it is the node itself, or does not fit there."""
    statement = tree.statement(node)
    value = getattr(statement, "value", None)
    if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Return) or value is node:
        return ()
    if not isinstance(value, ast.IfExp | ast.BinOp | ast.BoolOp | ast.Compare):
        return ()
    start, end = tree.start(value), tree.end(value)
    margin, inner = inner_margin(tree, statement)
    if statement.lineno != statement.end_lineno or tree.end(statement) != end:
        return ()
    edits = [tree.insert(start, f"(\n{inner}"), tree.insert(end, f"\n{margin})")]
    if len(inner) + end - start + grown <= tree.width:
        return tuple(edits)
    if not isinstance(value, ast.IfExp) or node is not value.body:
        return ()
    for before, behind, word in (
        (value.body, value.test, "if"),
        (value.test, value.orelse, "else"),
    ):
        gap = tree.end(before), tree.start(behind)
        if tree.source.text[gap[0] : gap[1]] != f" {word} ":
            return ()
        edits.insert(-1, tree.replace(*gap, f"\n{inner}{word} "))
    fitting = len(inner) + tree.end(value.body) - start + grown <= tree.width
    return tuple(edits) if fitting else ()


def inner_margin(tree: Tree, node: ast.AST) -> tuple[str, str]:
    """How far the line of a node is indented, and what is broken in it."""
    start = tree.start(node)
    line = tree.source.text[tree.line_start(start) : tree.line_end(start)]
    margin = line[: len(line) - len(line.lstrip())]
    return margin, margin + tree.unit


def rewritten(tree: Tree, call: ast.Call, callee: str, arguments: list[str]) -> Edit:
    """A call written anew, in the place of the one that is there. Raises `Unfixable` where a
    comment would be lost."""
    start, end = tree.start(call), tree.end(call)
    if tree.has_comment(start, end):
        raise Unfixable("a comment is in the way")
    margin, inner = inner_margin(tree, call)
    whole = ", ".join(arguments)
    before = start - tree.line_start(start)
    behind = tree.line_end(end) - end
    if before + len(callee) + len(whole) + 2 + behind <= tree.width and "\n" not in whole:
        text = f"{callee}({whole})"
    elif len(inner) + len(whole) <= tree.width and "\n" not in whole:
        text = f"{callee}(\n{inner}{whole}\n{margin})"
    else:
        lines = "".join(f"{inner}{one},\n" for one in arguments)
        text = f"{callee}(\n{lines}{margin})"
    return tree.replace(start, end, text)


def is_on_own_line(tree: Tree, call: ast.Call) -> bool:
    """Whether all arguments of a call stand on one line of their own."""
    arguments = ordered(tree, call)
    paren = tree.open_paren(call)
    if not arguments:
        return False
    first, last = arguments[0], arguments[-1]
    text = tree.source.text
    before = text[tree.line_start(tree.start(first)) : tree.start(first)]
    behind = text[tree.end(last) : tree.line_end(tree.end(last))].strip()
    head = text[paren + 1 : tree.start(first)]
    return (
        not before.strip()
        and not head.strip()
        and first.lineno == last.end_lineno
        and not behind.rstrip(",")
    )


def ordered(tree: Tree, call: ast.Call) -> list[ast.expr | ast.keyword]:
    """The arguments of a call as they are written."""
    return sorted([*call.args, *call.keywords], key=tree.start)


def one_per_line(tree: Tree, call: ast.Call, margin: str, behind: str) -> tuple[Edit, ...] | None:
    """Edits that put each argument of a call on a line, with `behind` in front of what closes it;
    None if something else stands between them."""
    arguments, text = ordered(tree, call), tree.source.text
    edits: list[Edit] = []
    for one, other in pairwise(arguments):
        start, end = tree.end(one), tree.start(other)
        if not _BETWEEN.fullmatch(text[start:end]):
            return None
        edits.append(tree.replace(start, end, f",\n{margin}"))
    last, closed = tree.end(arguments[-1]), tree.end(call) - 1
    if text[last:closed].strip(" \t\r\n,"):
        return None
    edits.append(tree.replace(last, closed, f",\n{behind}"))
    return tuple(edits)
