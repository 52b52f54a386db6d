"""The edits that hand calls and expressions to a thread, laid out as a formatter would."""

from __future__ import annotations

import ast
import re

from asynclint.diagnostic import Edit
from asynclint.rules.threads import Idiom
from asynclint.tree import Tree
from asynclint.tree.imports import require
from asynclint.tree.layout import (
    broken_around,
    fits,
    inner_margin,
    is_on_own_line,
    one_per_line,
    ordered,
)

_SINGLE = ast.Expr | ast.Assign | ast.AnnAssign | ast.Return
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def moved(tree: Tree, call: ast.Call, idiom: Idiom) -> tuple[Edit, ...]:
    """A call, awaited in a thread: `f(x)` becomes `await asyncio.to_thread(f, x)`."""
    start, end = tree.start(call), tree.end(call)
    paren = tree.open_paren(call)
    open_, close = _brackets(tree, call)
    if idiom.hop.wraps:
        return (
            tree.insert(start, f"{open_}await {idiom.callee}("),
            tree.insert(paren, ")"),
            *_closed(tree, end, close),
            *idiom.imports,
        )
    lead = f"{idiom.hop.leads}, " if idiom.hop.leads else ""
    opening = f"{open_}await {idiom.callee}("
    bound, imports = "", idiom.imports
    arguments = ordered(tree, call)
    if call.keywords and not idiom.hop.keywords:
        written, more = require(tree, "functools", "partial", call)
        bound, imports = f"{written}(", (*imports, *more)
    if not arguments:
        return (
            tree.insert(start, f"{opening}{lead}"),
            tree.replace(paren, paren + 1, ""),
            *_closed(tree, end, close),
            *imports,
        )
    ends = f"){close}" if bound else close
    alone = call.args[0] if len(arguments) == 1 and call.args else None
    if isinstance(alone, ast.GeneratorExp) and tree.start(alone) == paren:
        return (
            tree.insert(start, f"{opening}{lead}{bound}"),
            tree.replace(paren, paren + 1, ", ("),
            *_closed(tree, end, f"){ends}"),
            *imports,
        )
    grown = len(opening) + len(lead) + len(bound) + 1 + len(ends)
    around: tuple[Edit, ...] = ()
    rest = tree.source.text[paren + 1 : tree.line_end(paren)]
    if not rest.strip() or rest.lstrip().startswith("#"):  # arguments begin on their own line
        first = tree.skip(paren + 1)
        margin = tree.source.text[tree.line_start(first) : first]
        if margin.strip():
            margin = ""
        elif is_on_own_line(tree, call):
            head = tree.insert(start, f"{opening}\n{margin}{lead}{bound}")
            return (head, *_continued(tree, call, margin, lead + bound, close), *imports)
        gap = f"\n{margin}" if margin else ""
        before, comma = f"{opening}{lead}{bound}{gap}", ","
    elif fits(tree, call, grown) or (around := broken_around(tree, call, grown)):
        before, comma = f"{opening}{lead}{bound}", ", "
    elif close:  # brackets that are needed anyhow
        margin, inner = inner_margin(tree, call)
        before, comma = f"(\n{inner}{opening[1:]}{lead}{bound}", ", "
        ends = f"{ends[:-1]}\n{margin})"
    else:
        return (*_broken(tree, call, opening, lead, bound, close), *imports)
    return (
        *around[:1],
        tree.insert(start, before),
        tree.replace(paren, paren + 1, comma),
        *_closed(tree, end, ends),
        *around[1:],
        *imports,
    )


def set_apart(tree: Tree, call: ast.Call, idiom: Idiom) -> tuple[Edit, ...]:
    """`Thing(...).do(x)` over several lines: what it is done to gets a name first. Nothing where
    that is not needed, or cannot be."""
    made = call.func.value if isinstance(call.func, ast.Attribute) else None
    statement = tree.statement(call)
    if not isinstance(made, ast.Call) or made.lineno == made.end_lineno or idiom.hop.wraps:
        return ()
    if not isinstance(statement, _SINGLE) or statement.value is not call:
        return ()
    callee = tree.text(made.func).rpartition(".")[2]
    name = _WORD.sub("_", callee).lower()
    if not tree.stands_alone(statement) or name == callee or name in tree.names:
        return ()
    lead = f"{idiom.hop.leads}, " if idiom.hop.leads else ""
    start, paren = tree.start(statement), tree.open_paren(call)
    before = tree.source.text[start : tree.start(call)]
    method = tree.source.text[tree.end(made) : paren].strip()
    if "\n" in before + method or (call.keywords and not idiom.hop.keywords):
        return ()
    inside = tree.skip(paren + 1)
    comma = ", " if call.args or call.keywords else ""
    hop = f"\n{tree.indent(statement)}{before}await {idiom.callee}({lead}{name}{method}{comma}"
    return (
        tree.replace(start, tree.start(call), f"{name} = "),
        tree.replace(tree.end(made), inside, hop),
        *idiom.imports,
    )


def _continued(tree: Tree, call: ast.Call, margin: str, lead: str, close: str) -> tuple[Edit, ...]:
    """The function in front of arguments that stand on one line of their own, if it fits there;
    else each of them on its line."""
    arguments, text = ordered(tree, call), tree.source.text
    paren, first, last = tree.open_paren(call), tree.start(arguments[0]), tree.end(arguments[-1])
    whole = len(tree.source.line(arguments[0].lineno)) + len(lead) + len(tree.text(call.func)) + 2
    closing = tree.end(call) - 1
    outer = text[tree.line_start(closing) : closing]
    ends = _closed(tree, tree.end(call), close)
    if lead.endswith("("):  # what binds the arguments ends with them
        return tree.replace(paren, first, ", "), tree.insert(last, ")"), *ends
    if whole > tree.width and not outer.strip():
        lines = one_per_line(tree, call, margin, outer)
        if lines is not None:
            return tree.replace(paren, first, f",\n{margin}"), *lines, *ends
    return tree.replace(paren, first, ", "), *ends


def _broken(
    tree: Tree, call: ast.Call, opening: str, lead: str, bound: str, close: str
) -> tuple[Edit, ...]:
    """A call of one line as a hop of several."""
    margin, inner = inner_margin(tree, call)
    start, end, paren = tree.start(call), tree.end(call), tree.open_paren(call)
    first = tree.start(ordered(tree, call)[0])
    length = len(inner) + len(lead) + len(bound) + len(tree.text(call)) + 2
    if bound and length > tree.width:
        deeper = inner + tree.unit
        return (
            tree.insert(start, f"{opening}\n{inner}{lead}{bound}\n{deeper}"),
            tree.replace(paren, first, ", "),
            tree.insert(end - 1, f"\n{inner}"),
            tree.insert(end, f"\n{margin}){close}"),
        )
    head = tree.insert(start, f"{opening}\n{inner}{lead}{bound}")
    if bound:
        return head, tree.replace(paren, first, ", "), tree.insert(end, f"\n{margin}){close}")
    lines = one_per_line(tree, call, inner, margin) if length - 1 > tree.width else None
    if lines is not None:
        lines = (tree.replace(paren, first, f",\n{inner}"), *lines)
    else:
        lines = tree.replace(paren, first, ", "), tree.insert(end - 1, f"\n{margin}")
    return head, *lines, *_closed(tree, end, close)


def wrapped(tree: Tree, node: ast.expr, idiom: Idiom) -> tuple[Edit, ...]:
    """An expression that is no call, awaited in a thread: as a lambda."""
    start, end = tree.start(node), tree.end(node)
    open_, close = _brackets(tree, node)
    lead = f"{idiom.hop.leads}, " if idiom.hop.leads else ""
    before, behind = f"{open_}await {idiom.callee}(", ")()" if idiom.hop.wraps else ")"
    grown = len(before) + len(lead) + len("lambda: )") + len(close)
    around: tuple[Edit, ...] = ()
    if not fits(tree, node, grown) and not (around := broken_around(tree, node, grown)):
        margin, inner = inner_margin(tree, node)
        before, behind = f"{before}\n{inner}", f"\n{margin}{behind}"
    return (
        *around[:1],
        tree.insert(start, f"{before}{lead}lambda: "),
        tree.insert(end, f"{behind}{close}"),
        *around[1:],
        *idiom.imports,
    )


def renamed(
    tree: Tree, call: ast.Call, callee: str, *more: str, first: str = ""
) -> tuple[Edit, ...]:
    """Another function in the place of the one that is called, and more arguments, of which one may
    come `first`."""
    start, end, last = tree.start(call), tree.end(call) - 1, ordered(tree, call)[-1]
    head = tree.replace(start, tree.end(call.func), callee)
    paren, begin = tree.open_paren(call), tree.start(ordered(tree, call)[0])
    added = sum(len(one) + 2 for one in (*more, first) if one)
    if not fits(tree, call, len(callee) - len(tree.text(call.func)) + added):
        margin, inner = inner_margin(tree, call)
        is_long = len(inner) + tree.end(last) - begin + added > tree.width
        between = f",\n{inner}" if is_long else ", "
        return (
            head,
            tree.replace(paren + 1, begin, f"\n{inner}{first and first + between}"),
            tree.insert(tree.end(last), "".join(between + one for one in more) + "," * is_long),
            tree.insert(end, f"\n{margin}"),
        )
    line = tree.source.text[tree.line_start(begin) : begin]
    comma, between = "", ", "
    if not line.strip():
        between = f",\n{line}"
        comma = "" if tree.source.text[tree.skip(tree.end(last))] == "," else ","
    return (
        head,
        *((tree.insert(begin, first + between),) if first else ()),
        tree.insert(tree.end(last), "".join(between + one for one in more) + comma),
    )


def awaited(tree: Tree, call: ast.Call) -> tuple[Edit, ...]:
    """A call with `await` in front of it."""
    open_, close = _brackets(tree, call)
    grown = len("await ") + len(open_) + len(close)
    around = () if fits(tree, call, grown) else broken_around(tree, call, grown)
    return (
        *around[:1],
        tree.insert(tree.start(call), f"{open_}await "),
        *_closed(tree, tree.end(call), close),
        *around[1:],
    )


def _closed(tree: Tree, end: int, close: str) -> tuple[Edit, ...]:
    return (tree.insert(end, close),) if close else ()


def _brackets(tree: Tree, node: ast.expr) -> tuple[str, str]:
    """What must stand around an `await` in the place of a node."""
    parent = tree.parent(node)
    tight = (
        (isinstance(parent, ast.Attribute | ast.Subscript) and parent.value is node)
        or (isinstance(parent, ast.Call) and parent.func is node)
        or isinstance(parent, ast.Await)
    )
    return ("(", ")") if tight else ("", "")
