"""What can be done about blocking `with` blocks, loops and attributes, and about open files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.index.summary import Call
from asynclint.knowledge import Blocks, Kind
from asynclint.program import Function
from asynclint.program.blocking import Site
from asynclint.program.types import Instance
from asynclint.rules.base import Context
from asynclint.rules.blocks import carried, check_calls, in_function, is_read_behind
from asynclint.rules.hopping import moved, wrapped
from asynclint.rules.threads import (
    check_own,
    check_place,
    check_sink,
    check_thread_bound,
    idioms,
    is_lock,
)
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import require
from asynclint.tree.layout import inner_margin

_TEXT = {
    "": "read_text",
    "r": "read_text",
    "rt": "read_text",
    "w": "write_text",
    "wt": "write_text",
}
_BYTES = {"rb": "read_bytes", "br": "read_bytes", "wb": "write_bytes", "bw": "write_bytes"}
_FILE_METHODS = frozenset(
    {"read", "read1", "readinto", "readline", "readlines"}
    | {"write", "writelines", "flush", "truncate"}
)
_LIGHT = frozenset({"close", "fileno", "seek", "tell", "isatty", "readable", "writable"})
_WRITING = ("write", "dump", "save")
_OPENED = frozenset({"open", "fdopen", "ZipFile"})
_TIGHT = re.compile(r"[\w.]+")  # what a method can be called on as it is written
_HANDED = ast.Call | ast.keyword | ast.For | ast.comprehension | ast.Starred
_STREAMS = frozenset({"stdin", "stdout", "stderr"})
# Of a file that is opened so, what is read or written at once is all there is.
_WHOLE = {**_TEXT, **_BYTES}


# ---------------------------------------------------------------- files in one go


def filed(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`with open(p) as f: x = f.read()` -> `x = await asyncio.to_thread(Path(p).read_text)`."""
    if site.sink.kind is not Kind.FILE or len(site.chain) > 1:
        return
    call = tree.find(site.at, ast.Call)
    whole, use, hull = _whole_use(tree, call)
    if whole is None or use is None:
        return
    path, keywords = _opened(ctx, site.function, tree, call, whole)
    check_place(ctx, site.function, tree, call)
    if path is None or not _keeps_comments(tree, hull):
        return
    imports: tuple[Edit, ...] = ()
    written = path
    if _is_path(ctx, site.function, tree, call):
        written = path if _TIGHT.fullmatch(path) else f"({path})"
    else:
        maker, imports = require(tree, "pathlib", "Path", call)
        written = f"{maker}({path})"
    for idiom in idioms(ctx, site.function, tree, call, site.sink.name):
        arguments = [tree.text(argument) for argument in use.args]
        if keywords and not idiom.hop.keywords:
            continue
        target = f"{written}.{whole}"
        if idiom.hop.wraps:
            hop = f"await {idiom.callee}({target})({', '.join((*arguments, *keywords))})"
        else:
            lead = [idiom.hop.leads] if idiom.hop.leads else []
            hop = f"await {idiom.callee}({', '.join((*lead, target, *arguments, *keywords))})"
        hop = _laid_out(tree, hull, use, hop)
        yield Fix(
            f"Use `Path.{whole}` in a thread with `{idiom.shown}`",
            (*_spliced(tree, hull, use, hop), *idiom.imports, *imports),
            Safety.UNSAFE,
            idiom.reasons,
        )


def _whole_use(tree: Tree, call: ast.Call) -> tuple[str | None, ast.Call | None, ast.AST]:
    """The method of `Path` that does what is done with an opened file, the call that does it, and
    what all of it spans: a `with` block of one statement, or a chain."""
    parent = tree.parent(call)
    if isinstance(parent, ast.Attribute):
        use = tree.parent(parent)
        if isinstance(use, ast.Call) and use.func is parent:
            return _method(call, parent.attr, use), use, use
        return None, None, call
    block = tree.parent(parent)
    if not (isinstance(parent, ast.withitem) and isinstance(block, ast.With)):
        return None, None, call
    if (
        len(block.items) > 1
        or len(block.body) > 1
        or not isinstance(parent.optional_vars, ast.Name)
    ):
        return None, None, call
    name, statement = parent.optional_vars.id, block.body[0]
    if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr | ast.Return):
        return None, None, call
    mentions = [n for n in ast.walk(statement) if isinstance(n, ast.Name) and n.id == name]
    if len(mentions) != 1 or is_read_behind(tree, block, name) or not tree.stands_alone(block):
        return None, None, call
    attribute = tree.parent(mentions[0])
    owner = tree.parent(attribute)
    if not (isinstance(attribute, ast.Attribute) and isinstance(owner, ast.Call)):
        return None, None, call
    if owner.func is not attribute or not _is_plain(tree, owner, statement):
        return None, None, call
    return _method(call, attribute.attr, owner), owner, block


def _is_plain(tree: Tree, use: ast.expr, statement: ast.stmt) -> bool:
    """Whether what is read runs first, and unconditionally, of all that a statement calls."""
    for outer in tree.parents(use):
        if outer is statement:
            return True
        if not isinstance(outer, ast.Call | ast.Attribute | ast.Subscript | ast.Await):
            return False
    return False


def _method(call: ast.Call, attr: str, use: ast.Call) -> str | None:
    mode: object = ""
    position = 1 if isinstance(call.func, ast.Name) else 0
    if len(call.args) > position:
        mode = getattr(call.args[position], "value", None)
    for keyword in call.keywords:
        if keyword.arg == "mode":
            mode = getattr(keyword.value, "value", None)
    method = _WHOLE.get(mode) if isinstance(mode, str) else None
    if method is None or use.keywords or len(use.args) != (attr == "write"):
        return None
    return method if method.startswith(f"{attr}_") else None


def _opened(
    ctx: Context, function: Function, tree: Tree, call: ast.Call, method: str
) -> tuple[str | None, list[str]]:
    """The path that a call opens, as written, and the keywords for the method of `Path`."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "open":
        path: ast.expr | None = call.func.value if _is_path(ctx, function, tree, call) else None
        rest = call.args[1:]
    elif isinstance(call.func, ast.Name) and call.args:
        path, rest = call.args[0], call.args[2:]
    else:
        return None, []
    keywords = [keyword for keyword in call.keywords if keyword.arg != "mode"]
    known = all(keyword.arg in ("encoding", "errors") for keyword in keywords)
    if rest or not known or path is None or isinstance(path, ast.Starred):
        return None, []
    if isinstance(path, ast.Constant) and not isinstance(path.value, str):
        return None, []
    if isinstance(path, ast.NamedExpr | ast.Await | ast.Yield):
        return None, []
    return tree.text(path), [tree.text(keyword) for keyword in keywords if method in _TEXT.values()]


def _is_path(ctx: Context, function: Function, tree: Tree, call: ast.Call) -> bool:
    """Whether what a call opens is a `Path` already."""
    at = tree.at(call)
    for one in function.body.calls:
        if one.at == at:
            value = (
                getattr(one.func, "value", None) if isinstance(call.func, ast.Attribute) else None
            )
            value = value or (one.args[0] if one.args else None)
            types = ctx.program.types.of(value, function)
            return bool(types) and all(
                isinstance(t, Instance) and isinstance(t.cls, str) and t.cls.startswith("pathlib.")
                for t in types
            )
    return False


def _laid_out(tree: Tree, hull: ast.AST, use: ast.Call, hop: str) -> str:
    """A hop of one line, or broken at its brackets where it gets too long."""
    margin, inner = inner_margin(tree, hull)
    line = hull.body[0] if isinstance(hull, ast.With) else tree.statement(use)
    before = tree.source.text[tree.line_start(tree.start(use)) : tree.start(use)].lstrip()
    behind = tree.source.text[tree.end(use) : tree.line_end(tree.end(use))].rstrip()
    whole = len(margin) + len(before) + len(hop) + len(behind)
    if whole <= tree.width or "\n" in hop or line.lineno != line.end_lineno:
        return hop
    head, _, rest = hop.partition("(")
    return f"{head}(\n{inner}{rest.removesuffix(')')}\n{margin})"


def _spliced(tree: Tree, hull: ast.AST, use: ast.Call, hop: str) -> tuple[Edit, ...]:
    """The hop in the place of what reads or writes."""
    parent = tree.parent(use)
    tight = isinstance(parent, ast.Attribute | ast.Subscript) or (
        isinstance(parent, ast.Call) and parent.func is use
    )
    hop = f"({hop})" if tight else hop
    if hull is use:
        return (tree.replace(tree.start(use), tree.end(use), hop),)
    assert isinstance(hull, ast.With)
    statement = hull.body[0]
    text = tree.source.text
    before = text[tree.start(statement) : tree.start(use)]
    behind = text[tree.end(use) : tree.end(statement)]
    kept = [offset for offset in tree.comments if tree.start(hull) <= offset < tree.end(hull)]
    note = f"  {text[kept[0] : tree.line_end(kept[0])].rstrip()}" if kept else ""
    return (tree.replace(tree.start(hull), tree.end(hull), f"{before}{hop}{behind}{note}"),)


def _keeps_comments(tree: Tree, hull: ast.AST) -> bool:
    """Whether all comments can be kept: one at the end of the line of a `with` can."""
    start, end = tree.start(hull), tree.end(hull)
    if isinstance(hull, ast.With):
        statement = hull.body[0]
        found = [offset for offset in tree.comments if start <= offset < end]
        if len(found) == 1 and found[0] < tree.start(statement):
            line = tree.source.position(found[0]).line
            return line == hull.lineno and not tree.has_comment(end, tree.line_end(end))
        return not found
    return not tree.has_comment(start, end)


# ---------------------------------------------------------------- whole blocks


def moved_block(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """A `with` block, or a loop over what blocks, in a small function that runs in a thread."""
    node = tree.find(site.at, ast.expr)
    block = _block(site, ctx, tree, node)
    if block is None:
        return
    first = block.items[0].context_expr if isinstance(block, ast.With) else block.iter
    check_place(ctx, site.function, tree, first)
    carries = carried(ctx, tree, block)
    check_calls(ctx, site.function, tree.at(block))
    if not (isinstance(block, ast.With) and isinstance(node, ast.Call)):
        check_thread_bound(ctx, site.sink.name)
    elif site.sink.name in ctx.program.knowledge.remedies.LEFT_OPEN:
        raise Unfixable("what is entered stays open behind the block, and would be gone there")
    for idiom in idioms(ctx, site.function, tree, node, site.sink.name):
        edits = in_function(tree, [block], idiom, _words(site, tree, block), carries)
        title = f"Move the block to a thread with `{idiom.shown}`"
        yield Fix(title, edits, Safety.UNSAFE, idiom.reasons)


def _block(site: Site, ctx: Context, tree: Tree, node: ast.expr) -> ast.With | ast.For | None:
    """The statement that a blocking expression governs, or that holds a lock around it."""
    runs = tree.function(node)
    for outer in tree.parents(node):
        if outer is runs:
            break
        if isinstance(outer, ast.With) and any(
            is_lock(ctx, site.function, tree, item.context_expr) for item in outer.items
        ):
            return outer
    parent = tree.parent(node)
    block = tree.parent(parent) if isinstance(parent, ast.withitem) else None
    if isinstance(block, ast.With):
        return block
    # The lines of a file that nothing else reads: the loop is done with it when it ends.
    if isinstance(parent, ast.For) and parent.iter is node and isinstance(node, ast.Call):
        return parent if site.sink.kind is Kind.FILE and len(site.chain) == 1 else None
    return None


def _words(site: Site, tree: Tree, block: ast.With | ast.For) -> tuple[str, str]:
    """How to call a function that does what the block does: a verb and a noun."""
    called = {
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        for call in tree.calls(block)
    }
    writes = any(name.startswith(_WRITING) for name in called)
    if isinstance(block, ast.For):
        return ("write" if writes else "read"), "files"
    bound = [item.optional_vars for item in block.items if item.optional_vars]
    thing = bound[0].id if bound and isinstance(bound[0], ast.Name) else ""
    if site.sink.kind is Kind.DATABASE:
        return ("write" if "commit" in called else "query"), "database"
    if called & _OPENED or (site.sink.kind is Kind.FILE and not thing):
        return ("write" if writes else "read"), "file"
    changed = (
        node.value
        for node in tree.within(block)
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store)
    )
    if thing and any(getattr(_root(one), "id", "") == thing for one in changed):
        return "update", thing
    return ("write" if writes else "get"), thing or "result"


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node


# ---------------------------------------------------------------- files that stay open


def opened(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`with open(p) as f:` around code that awaits: each call that reads or writes in a hop."""
    call = tree.find(site.at, ast.Call)
    first = site.chain[0][1].target
    if site.sink.kind is not Kind.FILE or not isinstance(first, Blocks):
        return
    check_place(ctx, site.function, tree, call)
    name = _bound_name(tree, call)
    runs = tree.function(call)
    if not name or runs is None:
        return
    uses: list[ast.Call] = []
    for node in ast.walk(runs):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == name and node.func.attr in _FILE_METHODS:
                uses.append(node)
    if not uses:
        return
    check_left_open(tree, call, _FILE_METHODS)
    for use in uses:
        check_place(ctx, site.function, tree, use)
        if _is_often(tree, use, call):
            raise Unfixable("it would wait for a thread in each turn of a loop, to read a little")
        if _is_kept_back(tree, use, call):
            raise Unfixable("what is written leaves when the file is closed, on the event loop")
    for idiom in idioms(ctx, site.function, tree, call, site.sink.name):
        edits = [edit for each in (call, *uses) for edit in moved(tree, each, idiom)]
        yield Fix(
            f"Open, read and write in a thread with `{idiom.shown}`",
            tuple(dict.fromkeys(edits)),
            Safety.UNSAFE,
            idiom.reasons,
        )


def _is_kept_back(tree: Tree, use: ast.Call, opening: ast.Call) -> bool:
    """Whether a call writes once: not in a loop, while the file is open. Not much leaves then
    before the file is closed."""
    if not (isinstance(use.func, ast.Attribute) and use.func.attr.startswith("write")):
        return False
    for outer in tree.parents(use):
        if isinstance(outer, ast.While | ast.For | ast.AsyncFor):
            return False
        if opening in ast.walk(outer):
            return True
    return False


def _is_often(tree: Tree, use: ast.Call, opening: ast.Call) -> bool:
    """Whether a call is made in a loop that waits for nothing, while the file is open."""
    for outer in tree.parents(use):
        if opening in ast.walk(outer):
            return False
        if isinstance(outer, ast.While | ast.For):
            return not any(isinstance(n, ast.Await | ast.AsyncWith) for n in tree.within(outer))
    return False


def check_left_open(tree: Tree, call: ast.Call, moved: frozenset[str] = frozenset()) -> None:
    """Raise `Unfixable` when what a call opens is used on the loop, other than by methods that are
    `moved` as well: to open it elsewhere would not help much."""
    name, runs, parent = _bound_name(tree, call), tree.function(call), tree.parent(call)
    used = isinstance(parent, ast.Attribute | _HANDED)
    if used and not _goes_on(tree, call):
        raise Unfixable("what it opens is read or written on the event loop")
    for node in ast.walk(runs) if name and runs is not None else ():
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            outer = tree.parent(node)
            used = isinstance(outer, _HANDED)
            if isinstance(outer, ast.Attribute):
                called = getattr(tree.parent(outer), "func", None) is outer
                used = called and outer.attr not in moved | _LIGHT
            if used and not _goes_on(tree, node):
                raise Unfixable(f"`{name}` is read or written on the event loop as well")


def check_used_alone(tree: Tree, call: ast.Call) -> None:
    """Raise `Unfixable` when a call reads or writes a file that functions inside of the coroutine
    use as well: those go on where they are called."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    runs = tree.function(call)
    if not isinstance(owner, ast.Name) or runs is None or not _is_file_method(call):
        return
    for node in ast.walk(runs):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            same = isinstance(node.func.value, ast.Name) and node.func.value.id == owner.id
            if same and _is_file_method(node) and tree.function(node) is not runs:
                raise Unfixable(f"`{owner.id}` is read or written on the event loop as well")


def _is_file_method(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in _FILE_METHODS


def _goes_on(tree: Tree, node: ast.expr) -> bool:
    """Whether an open file is only passed on to another process. Whoever else it is passed to may
    well read it on the loop, coroutines included."""
    outer = tree.parent(node)
    return isinstance(outer, ast.keyword) and outer.arg in _STREAMS


def _bound_name(tree: Tree, call: ast.Call) -> str:
    parent = tree.parent(call)
    target: ast.expr | None = None
    if isinstance(parent, ast.withitem):
        target = parent.optional_vars
    elif isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        target = parent.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


# ---------------------------------------------------------------- loops and attributes


def listed(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`for x in items()` -> `for x in await asyncio.to_thread(list, items())`."""
    node = tree.find(site.at, ast.expr)
    parent = tree.parent(node)
    if not (isinstance(parent, ast.For | ast.comprehension) and parent.iter is node):
        return
    opens = isinstance(site.chain[0][1].place, Call)  # then that has to move as well
    if opens and not is_opening(site):
        return
    check_place(ctx, site.function, tree, node)
    check_sink(site, ctx)
    for idiom in idioms(ctx, site.function, tree, node, site.sink.name):
        lead = f"{idiom.hop.leads}, " if idiom.hop.leads else ""
        call, close = f"{idiom.callee}({lead}list, ", ")"
        if opens:
            call, close = f"{idiom.callee}({lead}lambda: list(", "))"
        elif idiom.hop.wraps:
            call = f"{idiom.callee}(list)("
        if opens and idiom.hop.wraps:
            close += "()"
        edits = (
            tree.insert(tree.start(node), f"await {call}"),
            tree.insert(tree.end(node), close),
            *idiom.imports,
        )
        reasons = (*idiom.reasons, Reason.RESULT)
        yield Fix(f"Collect it in a thread with `{idiom.shown}`", edits, Safety.UNSAFE, reasons)


def is_opening(site: Site) -> bool:
    """Whether a call gives an open file, which blocks again when it is read."""
    return site.sink.kind is Kind.FILE and len(site.chain) == 1


def read(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`thing.status` that blocks -> `await asyncio.to_thread(lambda: thing.status)`."""
    node = tree.find(site.at, ast.expr)
    parent = tree.parent(node)
    if isinstance(parent, ast.withitem):
        raise Unfixable("it awaits inside of the block, which so cannot move as a whole")
    if not isinstance(node, ast.Attribute):
        raise Unfixable("the code is of a form that is not rewritten")
    check_place(ctx, site.function, tree, node)
    check_sink(site, ctx)
    if isinstance(getter := site.chain[0][1].target, Function):
        check_own(ctx, getter)  # who wrote a property did not think of threads
    if not isinstance(parent, ast.Assign | ast.AnnAssign | ast.Return):
        raise Unfixable(
            "it is read in the middle of an expression: a method could be awaited there"
        )
    for idiom in idioms(ctx, site.function, tree, node, site.sink.name):
        edits = wrapped(tree, node, idiom)
        yield Fix(f"Read it in a thread with `{idiom.shown}`", edits, Safety.UNSAFE, idiom.reasons)
