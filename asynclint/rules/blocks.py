"""Moving whole statements to a thread: a small function around them, called in one hop.

A `with` block belongs together: what is opened in a thread and read on the loop still blocks, and
a lock that is taken in one thread and held while another task runs is worse than before.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

import msgspec

from asynclint.diagnostic import Edit
from asynclint.index.summary import At
from asynclint.program import Function
from asynclint.program.types import External
from asynclint.rules.base import Context
from asynclint.rules.threads import Idiom, check_loop_free, check_unshared
from asynclint.rules.waits import WAITS
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import available, meaning

# What goes on behind a block although an exception or a failed assertion should have left it.
_SUPPRESSING = ("suppress", "raises", "assertRaises", "assertRaisesRegex", "ExitStack")


class Carried(msgspec.Struct, frozen=True):
    """What a block hands to the code around it: names that it returns, names that it changes, and
    whether it leaves the function. `hops` are calls in it that threads run already."""

    returned: tuple[str, ...]
    changed: tuple[str, ...]
    leaves: bool
    hops: tuple[ast.Await, ...] = ()


def in_function(
    tree: Tree,
    block: Sequence[ast.stmt],
    idiom: Idiom,
    words: tuple[str, str],
    carried: Carried,
) -> tuple[Edit, ...]:
    """Statements as the body of a small function that is called in a thread.

    It is called by a verb and what it returns, or by a noun where that has no name.
    """
    margin = tree.indent(block[0])
    start = tree.line_start(tree.start(block[0]))
    end = tree.line_end(tree.end(block[-1]))
    verb, noun = words
    what = carried.returned[0] if len(carried.returned) == 1 else noun
    name = _unused(tree, block[0], f"{verb}_{what.strip('_')}")
    inside = f"{margin}{tree.unit}"
    lines = [f"{margin}def {name}(){_annotation(tree, block, carried)}:\n"]
    if carried.changed:
        lines.append(f"{inside}nonlocal {', '.join(carried.changed)}\n")
    first = tree.source.position(start).line
    last = tree.source.position(tree.end(block[-1])).line
    tail = _tail(tree, block, carried)
    replaced = _unhopped(tree, carried.hops)
    if tail is not None:
        replaced.append((tree.start(tail), _value_start(tree, tail), "return "))
    for number in range(first, last + 1):
        line = _line(tree, number, replaced)
        kept = not line.strip() or number in tree.string_lines
        lines.append(f"{'' if kept else tree.unit}{line}\n")
    call = f"await {_called(idiom, name)}"
    if carried.leaves:
        call = f"return {call}"
    elif carried.returned:
        if tail is None:
            lines.append(f"{inside}return {', '.join(carried.returned)}\n")
        typed = f": {tree.text(tail.annotation)}" if isinstance(tail, ast.AnnAssign) else ""
        call = f"{', '.join(carried.returned)}{typed} = {call}"
    ended = tree.source.text[end - 1 : end] in ("\n", "\r")
    lines.append(f"\n{margin}{call}" + ("\n" if ended else ""))
    before = tree.source.line(first - 1).strip()
    opens = before.endswith(":") or not before or before.startswith(("#", "@"))
    gap = "" if opens or first == 1 else "\n"
    text = gap + "".join(lines)
    return (tree.replace(start, end, text), *idiom.imports)


def _called(idiom: Idiom, name: str) -> str:
    if idiom.hop.wraps:
        return f"{idiom.callee}({name})()"
    lead = f"{idiom.hop.leads}, " if idiom.hop.leads else ""
    return f"{idiom.callee}({lead}{name})"


def _annotation(tree: Tree, block: Sequence[ast.stmt], carried: Carried) -> str:
    """What the small function returns, where functions around it say so as well."""
    runs = tree.function(block[0])
    assert isinstance(runs, ast.AsyncFunctionDef)
    if runs.returns is None:
        return ""
    if carried.leaves:
        return f" -> {tree.text(runs.returns)}"
    if not carried.returned:
        return " -> None"
    if len(carried.returned) > 1:
        return ""
    for node in (node for statement in block for node in tree.within(statement)):
        if isinstance(node, ast.AnnAssign) and _stored(node.target) == set(carried.returned):
            return f" -> {tree.text(node.annotation)}"
    written = available(tree, "typing", "Any", block[0])
    return f" -> {written}" if written else ""


def _tail(
    tree: Tree, block: Sequence[ast.stmt], carried: Carried
) -> ast.Assign | ast.AnnAssign | None:
    """The last statement of a block if all that it does is to set what the block returns. Files
    that are entered keep no exception from leaving the block."""
    last = block[-1]
    while isinstance(last, ast.With) and all(map(_opens, last.items)):
        last = last.body[-1]
    if not isinstance(last, ast.Assign | ast.AnnAssign) or last.value is None:
        return None
    targets = last.targets if isinstance(last, ast.Assign) else [last.target]
    if len(targets) > 1 or not isinstance(targets[0], ast.Name):
        return None
    nodes = (node for statement in block for node in tree.within(statement))
    set_here = [node for node in nodes if targets[0].id in _stored(node)]
    if carried.returned != (targets[0].id,) or len(set_here) > 1 or carried.leaves:
        return None
    start = tree.start(last)
    one_line = "\n" not in tree.source.text[start : _value_start(tree, last)]
    return last if one_line and not tree.has_comment(start, tree.start(last.value)) else None


def _opens(item: ast.withitem) -> bool:
    call = item.context_expr
    callee = call.func if isinstance(call, ast.Call) else call
    return getattr(callee, "attr", getattr(callee, "id", "")) == "open"


def _value_start(tree: Tree, statement: ast.Assign | ast.AnnAssign) -> int:
    """Where what is assigned begins, its brackets included."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.annotation
    return tree.skip(tree.source.text.index("=", tree.end(target)) + 1)


def _unhopped(tree: Tree, hops: tuple[ast.Await, ...]) -> list[tuple[int, int, str]]:
    """`await asyncio.to_thread(f, x)` -> `f(x)`, for what is in a thread as a whole."""
    found = []
    for hop in hops:
        call = hop.value
        assert isinstance(call, ast.Call)
        given = [*call.args[1:], *call.keywords]
        first = min(map(tree.start, given), default=tree.end(call) - 1)
        rest = tree.source.text[first : tree.end(call)]
        found.append((tree.start(hop), tree.end(hop), f"{tree.text(call.args[0])}({rest}"))
    return found


def _line(tree: Tree, number: int, replaced: list[tuple[int, int, str]]) -> str:
    """A line of the file, with what is replaced in it."""
    line, begin = tree.source.line(number), tree.source.starts[number - 1]
    for start, end, text in sorted(replaced, reverse=True):
        if begin <= start and end <= begin + len(line):
            line = f"{line[: start - begin]}{text}{line[end - begin :]}"
    return line


def _unused(tree: Tree, block: ast.stmt, wanted: str) -> str:
    """A name that means nothing yet in the file, and to no other block of the function."""
    if block not in tree.invented:
        runs = tree.function(block)
        taken = {n for other, n in tree.invented.items() if tree.function(other) is runs}
        name, number = wanted, 2
        while name in tree.names or name in taken:
            name, number = f"{wanted}_{number}", number + 1
        tree.invented[block] = name
    return tree.invented[block]


# ---------------------------------------------------------------- may it move?


def carried(ctx: Context, tree: Tree, block: ast.stmt) -> Carried:
    """What moving a statement into a function must carry over; `Unfixable` when that cannot be."""
    runs = tree.function(block)
    if not isinstance(runs, ast.AsyncFunctionDef):
        raise Unfixable(f"`{getattr(runs, 'name', 'it')}` is no coroutine function")
    if not tree.stands_alone(block):
        raise Unfixable("other code shares its lines")
    inside = set(tree.within(block))
    hops = _hops(ctx, tree, block)
    check_form(tree, block, inside - set(hops))
    leaves = any(isinstance(node, ast.Return) for node in inside)
    is_last = runs.body[-1] is block
    if leaves and not (is_last or _always_leaves([block])):
        raise Unfixable("it may return from the middle of the block")
    own = _of_comprehensions(inside)
    bound = inside - own
    stored = {name for node in bound for name in _stored(node)}
    read = {name for name in stored if is_read_behind(tree, block, name)}
    scope = set(tree.within(runs)) - {runs}
    known = {n for node in scope - inside - _of_comprehensions(scope) for n in _stored(node)}
    known |= {node.arg for node in ast.walk(runs.args) if isinstance(node, ast.arg)}
    for node in tree.within(runs):
        if isinstance(node, ast.Global | ast.Nonlocal) and stored & set(node.names):
            raise Unfixable("it assigns to a name of another scope")
    if leaves:
        read = set()  # nothing runs behind it
    returned: list[str] = []
    changed: list[str] = []
    for name in sorted(stored, key=lambda n: _first(tree, bound, n)):
        if isinstance(block, ast.For) and name in _names(block.target) and name not in read:
            continue
        if _is_set_first(tree, block, name):
            if name in read:
                returned.append(name)
        elif name in known:
            changed.append(name)
        elif name in read:
            raise Unfixable(f"`{name}` may not be set when the block is left")
    return Carried(tuple(returned), tuple(changed), leaves, hops)


def _hops(ctx: Context, tree: Tree, block: ast.stmt) -> tuple[ast.Await, ...]:
    """What a block has threads do, if it awaits nothing else, and all of it can be written so that
    one thread does it."""
    waits = [node for node in tree.within(block) if isinstance(node, WAITS)]
    plain = [hop for hop in ctx.program.knowledge.remedies.HOPS if not (hop.wraps or hop.leads)]
    names = {f"{hop.module}.{hop.attr}" for hop in plain if hop.module}
    found = [
        node
        for node in waits
        if isinstance(node, ast.Await)
        and isinstance(node.value, ast.Call)
        and meaning(tree, node.value.func) in names
        and node.value.args
        and isinstance(node.value.args[0], ast.Name | ast.Attribute)
        and node.lineno == node.end_lineno
    ]
    return tuple(found) if len(found) == len(waits) else ()


def _of_comprehensions(nodes: set[ast.AST]) -> set[ast.AST]:
    """What comprehensions bind: they keep their names to themselves."""
    loops = (node for node in nodes if isinstance(node, ast.comprehension))
    return {node for loop in loops for node in ast.walk(loop.target)}


def is_read_behind(tree: Tree, block: ast.stmt, name: str) -> bool:
    """Whether code outside of a block reads what the block binds to a name."""
    runs = tree.function(block)
    assert runs is not None
    inside = set(ast.walk(block))
    repeated = {
        node
        for loop in tree.parents(block)
        if isinstance(loop, ast.For | ast.AsyncFor | ast.While)
        for node in ast.walk(loop)
    }
    for node in set(ast.walk(runs)) - inside:
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            earlier = tree.start(node) < tree.start(block) and node not in repeated
            inner = tree.function(node)
            nested = inner is not runs
            if inner is not None and nested and name in tree.stored(inner):
                continue
            if nested or not (earlier or _is_bound_anew(tree, block, node)):
                return True
    return False


def _is_bound_anew(tree: Tree, block: ast.stmt, node: ast.Name) -> bool:
    """Whether a name gets another value before it is read, in the statements around or before."""
    inner: ast.AST = node
    for outer in tree.parents(node):
        loops = (n for n in ast.iter_child_nodes(outer) if isinstance(n, ast.comprehension))
        if any(node.id in _names(loop.target) for loop in loops):
            return True
        if isinstance(outer, ast.With | ast.AsyncWith):
            targets = [item.optional_vars for item in outer.items if item.optional_vars]
        else:
            targets = [outer.target] if isinstance(outer, ast.For | ast.AsyncFor) else []
        if any(node.id in _names(target) for target in targets):
            assert isinstance(outer, ast.With | ast.AsyncWith | ast.For | ast.AsyncFor)
            if inner in outer.body:
                return True
        for field in ("body", "orelse", "finalbody"):
            siblings = getattr(outer, field, None)
            if isinstance(siblings, list) and inner in siblings:
                for sibling in siblings[: siblings.index(inner)]:
                    if tree.start(sibling) > tree.start(block) and _always_binds(sibling, node.id):
                        return True
        if block in ast.walk(outer):
            return False
        inner = outer
    return False


def _always_binds(statement: ast.AST, name: str) -> bool:
    if isinstance(statement, ast.Assign):
        return any(name in _names(target) for target in statement.targets)
    if isinstance(statement, ast.With | ast.AsyncWith):
        return any(name in _names(i.optional_vars) for i in statement.items if i.optional_vars)
    return False


def check_form(tree: Tree, block: ast.stmt, inside: set[ast.AST]) -> None:
    """Raise `Unfixable` when something of a statement would mean something else in a function of
    its own, or could not stand there; of what is awaited, only what is `inside`."""
    for node in tree.within(block):  # in the order of the text, so that the first reason is told
        if (isinstance(node, WAITS) and node in inside) or (
            isinstance(node, ast.comprehension) and node.is_async
        ):
            raise Unfixable("it awaits inside of the block, which so cannot move as a whole")
        if isinstance(node, ast.Global | ast.Nonlocal | ast.Delete | ast.Import | ast.ImportFrom):
            raise Unfixable("the block changes what names mean")
        if isinstance(node, ast.Break | ast.Continue):
            loops = (
                p for p in tree.parents(node) if isinstance(p, ast.For | ast.While | ast.AsyncFor)
            )
            if next(loops, None) not in inside:
                raise Unfixable("it may leave the loop from the middle of the block")
        if isinstance(node, ast.Name) and node.id in ("super", "locals", "vars", "__class__"):
            raise Unfixable(f"`{node.id}` means something else in another function")
        if isinstance(node, ast.withitem) and suppresses(node.context_expr):
            raise Unfixable("exceptions inside of the block are expected")


def suppresses(expr: ast.expr) -> bool:
    """Whether what is entered keeps exceptions, or expects one."""
    callee = expr.func if isinstance(expr, ast.Call) else expr
    name = callee.attr if isinstance(callee, ast.Attribute) else getattr(callee, "id", "")
    return name in _SUPPRESSING


def _always_leaves(body: list[ast.stmt]) -> bool:
    """Whether a block never runs off its end."""
    last = body[-1]
    if isinstance(last, ast.Return | ast.Raise):
        return True
    if isinstance(last, ast.With):
        return _always_leaves(last.body)
    if isinstance(last, ast.If):
        return bool(last.orelse) and _always_leaves(last.body) and _always_leaves(last.orelse)
    if isinstance(last, ast.Try):
        handled = all(_always_leaves(handler.body) for handler in last.handlers)
        return handled and _always_leaves(last.orelse or last.body)
    return False


def _stored(node: ast.AST) -> set[str]:
    """The names that a node itself binds in its scope."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return {node.id}
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        return {node.name}
    return set()


def _first(tree: Tree, inside: set[ast.AST], name: str) -> int:
    return min(tree.start(node) for node in inside if name in _stored(node))


def _is_set_first(tree: Tree, block: ast.stmt, name: str) -> bool:
    """Whether a block always gives a name a value before it reads it."""
    read = [
        tree.start(node)
        for node in ast.walk(block)
        if isinstance(node, ast.Name) and node.id == name
        if isinstance(node.ctx, ast.Load) or isinstance(tree.parent(node), ast.AugAssign)
    ]
    written: list[int] = []  # from where on it has a value
    if isinstance(block, ast.With):
        targets = [item.optional_vars for item in block.items if item.optional_vars]
        written += [tree.end(target) for target in targets if name in _names(target)]
        for statement in block.body:
            if isinstance(statement, ast.Assign):
                if any(name in _names(target) for target in statement.targets):
                    written.append(tree.end(statement))
            elif isinstance(statement, ast.AnnAssign):
                if statement.value and name in _names(statement.target):
                    written.append(tree.end(statement))
            elif name in _stored(statement):
                written.append(tree.end(statement))
    return bool(written) and (not read or min(written) <= min(read))


def _names(target: ast.expr) -> set[str]:
    return {name for node in ast.walk(target) for name in _stored(node)}


def check_calls(ctx: Context, function: Function, block: At) -> None:
    """Raise `Unfixable` when something that is called between two places needs the loop, or changes
    what code on the loop may use."""
    check_unshared(function, ctx.program.effects.between(function, block))
    bound = ctx.program.knowledge.remedies.LOOP_BOUND
    for call in function.body.calls:
        if block[:2] <= call.at[:2] and call.at[2:] <= block[2:]:
            for one in ctx.program.types.of(call.func, function):
                if isinstance(one, External) and one.name in bound:
                    raise Unfixable(f"it calls `{one.name}`, which only works on the event loop")
    for edge in ctx.program.calls.edges(function).edges:
        inside = block[:2] <= edge.at[:2] and edge.at[2:] <= block[2:]
        if inside and isinstance(edge.target, Function):
            check_loop_free(ctx, edge.target)
