"""What a coroutine does in one piece, and a wait in the middle would take apart.

Between two waits nothing else runs on the loop, and code lives on that: what it has asked still
holds when it acts on the answer, nobody sees its objects half changed, and no container changes
while a loop goes through it. Whoever adds a wait asks
here first. Only objects count that others may know: a variable of the module or of a function
around, a parameter, and what is reached from those.

Deliberately not known: what functions ask and change that are called in between; save that one
sets an attribute for now, which is set for good behind the wait.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import msgspec

from asynclint.index.summary import Name, dotted
from asynclint.program import Function
from asynclint.program.types import Method
from asynclint.rules.base import Context
from asynclint.rules.waits import LEAVING, WAITS, locks, waited_at, waits_before
from asynclint.tree import Tree, Unfixable

_VIEWS = {"items", "keys", "values"}
_MISSING = {"KeyError", "AttributeError", "LookupError", "IndexError"}


class _Use(msgspec.Struct, frozen=True):
    """A place in memory that is read or written, such as `self.jobs`, and the offset at which."""

    what: str
    offset: int
    node: ast.AST


def check_undivided(ctx: Context, function: Function, tree: Tree, node: ast.expr) -> None:
    """Raise `Unfixable` when a wait in the place of a node would come between what the function
    asks of an object that others know, and what it does to it then."""
    runs = tree.function(node)
    assert isinstance(runs, ast.AsyncFunctionDef)
    behind = _Behind(ctx, tree, runs, node)
    for what in behind.iterated():
        if ctx.program.effects.roots(Name(what.partition(".")[0]), function):
            raise Unfixable(
                f"the loop around it goes through `{what}`, which others may change meanwhile"
            )
    if not behind.writes:
        return
    for read, within in behind.read():
        for write in behind.writes:
            if write.what == read.what and not behind.is_asked_anew(write, within):
                root = read.what.partition(".")[0]
                if ctx.program.effects.roots(Name(root), function):
                    raise Unfixable(
                        f"`{read.what}` is asked before and changed after it: other tasks may do "
                        "the same in between"
                    )
    for write in behind.writes:
        root, _, path = write.what.partition(".")
        by = behind.set_for_now(write.what) or path in _set_by_calls(ctx, function, behind)
        if path and by and ctx.program.effects.roots(Name(root), function):
            raise Unfixable(
                f"`{write.what}` is set before and again after it: other tasks would see what it "
                "is in between"
            )


def _set_by_calls(ctx: Context, function: Function, behind: _Behind) -> set[str]:
    """The attributes, without the name that they are reached from, which functions set that are
    called on the way to the node, with no wait behind that."""
    called = {Tree.at(call) for call in behind.called()}
    if not called:
        return set()
    found: set[str] = set()
    for call in function.body.calls:
        for one in ctx.program.types.of(call.func, function) if call.at in called else ():
            if isinstance(one, Method):
                setter = one.function
                for put in setter.body.puts:
                    found.add(f"{dotted(put.owner)}.{put.attr}".partition(".")[2])
                fields = setter.owner.info.fields if setter.owner is not None else ()
                found |= {field.name for field in fields if field.function == setter.index}
    return found


class _Behind:
    """What a function does around a node, up to where it waits anyway."""

    def __init__(
        self, ctx: Context, tree: Tree, runs: ast.AsyncFunctionDef, node: ast.expr
    ) -> None:
        self.tree = tree
        self.runs = runs
        self.node = node
        self.mutating = ctx.program.knowledge.remedies.MUTATING
        self.start, self.end = tree.start(node), tree.end(node)
        self.nodes = list(tree.within(runs))
        self.waits = [waited_at(tree, one) for one in waits_before(tree, node)]
        self.declared = {
            name
            for one in self.nodes
            if isinstance(one, ast.Global | ast.Nonlocal)
            for name in one.names
        }
        self.locks = list(locks(tree, node))
        self.writes = list(self._written())

    # ------------------------------------------------------------ after the node

    def _written(self) -> Iterator[_Use]:
        """What is written behind the node before the function waits again."""
        statements = list(self._following())
        waits = (
            waited_at(self.tree, one)
            for statement in statements
            for one in self.tree.within(statement)
            if isinstance(one, WAITS)
        )
        until = min((at for at in waits if at > self.end), default=len(self.tree.source.text))
        for statement in statements:
            for one in self.tree.within(statement):
                for what, at in self._changes(one):
                    if self.end <= at <= until:
                        yield _Use(what, at, one)

    def _following(self) -> Iterator[ast.stmt]:
        """The statement of the node, and those that are run after it."""
        first = self.tree.statement(self.node)
        yield first
        tried = any(isinstance(outer, ast.Try) for outer in self.tree.parents(first))
        if isinstance(first, ast.Return) and not tried:
            return
        inner: ast.AST = first
        while inner is not self.runs:
            outer = self.tree.parent(inner)
            for statement in _after(outer, inner):
                yield statement
                if isinstance(statement, LEAVING):
                    return
            inner = outer

    def _changes(self, node: ast.AST) -> Iterator[tuple[str, int]]:
        if isinstance(node, ast.Attribute | ast.Subscript | ast.Name):
            if not isinstance(node.ctx, ast.Load):
                is_shared = not isinstance(node, ast.Name) or node.id in self.declared
                if is_shared and (what := place(node)):
                    yield what, self.tree.end(self.tree.statement(node))
        elif isinstance(node, ast.Call):
            func = node.func
            if isinstance(func, ast.Attribute) and func.attr in self.mutating:
                yield place(func.value), self.tree.end(node)

    def is_asked_anew(self, write: _Use, within: ast.AST) -> bool:
        """Whether the same is asked again behind the node, before something is written; `within`
        is the statement that asks before it."""
        for outer in self.tree.parents(write.node):
            test = outer.test if isinstance(outer, ast.If | ast.While) else None
            again = self._reads(test) if test and self.tree.start(test) > self.end else ()
            if any(one.what == write.what for one in again):
                return True
            if outer is within:
                return False
        return isinstance(within, ast.While)  # it asks again before it ends

    # ------------------------------------------------------------ before the node

    def _since(self) -> int:
        """The offset behind which the function does not wait before the node."""
        return max((at for at in self.waits if at <= self.start), default=0)

    def iterated(self) -> Iterator[str]:
        """The containers that a loop around the node goes through as they are, and goes on to do so
        behind it, without waiting in there so far; of those that this file changes in place."""
        leaves = any(isinstance(statement, LEAVING) for statement in self._below())
        for outer in self.tree.parents(self.node):
            if outer is self.runs or leaves:
                return
            if isinstance(outer, ast.For) and not any(
                isinstance(one, WAITS) for part in outer.body for one in self.tree.within(part)
            ):
                viewed = outer.iter
                if isinstance(viewed, ast.Call) and isinstance(viewed.func, ast.Attribute):
                    viewed = viewed.func.value if viewed.func.attr in _VIEWS else viewed
                what = "" if isinstance(viewed, ast.Call) else place(viewed)
                if what and self._is_changed(what.rpartition(".")[2]):
                    yield what

    def _below(self) -> Iterator[ast.stmt]:
        """The statements below the node and in its block, or behind that in those around."""
        inner: ast.AST = self.tree.statement(self.node)
        while not isinstance(inner, ast.For) and inner is not self.runs:
            outer = self.tree.parent(inner)
            yield from _after(outer, inner)
            inner = outer

    def _is_changed(self, name: str) -> bool:
        """Whether the file changes what goes by a name in place."""
        for node in self.tree.nodes:
            changed: ast.AST | None = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                changed = node.func.value if node.func.attr in self.mutating else None
            elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
                changed = node.value
            if getattr(changed, "attr", getattr(changed, "id", None)) == name:
                return True
        return False

    def called(self) -> Iterator[ast.Call]:
        """The calls on the way to the node that no wait comes behind, save their own."""
        since = self._since()
        for one in self.nodes:
            if isinstance(one, ast.Call) and since <= self.tree.end(one) <= self.start:
                yield one

    def set_for_now(self, what: str) -> bool:
        """Whether a place is set to `None` on the way to the node, with no wait behind that."""
        since = self._since()
        return any(
            isinstance(one, ast.Assign)
            and since <= self.tree.start(one) < self.start
            and isinstance(one.value, ast.Constant)
            and one.value.value is None
            and any(place(target) == what for target in one.targets)
            for one in self.nodes
        )

    def read(self) -> Iterator[tuple[_Use, ast.AST]]:
        """What is asked on the way to the node, with no wait or lock of its own behind it, and the
        statement that asks."""
        for test, within in self._asked():
            for one in self._reads(test, deep=True):
                waits = any(one.offset < at <= self.end for at in self.waits)
                locked = any(self.tree.start(lock) < one.offset for lock in self.locks)
                if one.offset < self.start and not waits and not locked:
                    yield one, within

    def _asked(self) -> Iterator[tuple[ast.expr, ast.AST]]:
        statement = self.tree.statement(self.node)
        if isinstance(statement, ast.AugAssign):  # it reads the target first
            yield statement.target, statement
        for write in self.writes:  # what a new value is made of
            stated = self.tree.statement(write.node)
            value = getattr(stated, "value", None)
            if isinstance(stated, ast.Assign | ast.AnnAssign) and value is not None:
                yield value, stated
        inner: ast.AST = self.node
        while inner is not self.runs:
            outer = self.tree.parent(inner)
            if isinstance(outer, ast.If | ast.While | ast.IfExp) and inner is not outer.test:
                yield outer.test, outer
            elif isinstance(outer, ast.BoolOp):
                assert isinstance(inner, ast.expr)
                for value in outer.values[: outer.values.index(inner)]:
                    yield value, outer
            elif isinstance(outer, ast.Try) and not _MISSING.isdisjoint(_caught(inner)):
                for tried in outer.body:
                    if value := getattr(tried, "value", None):
                        yield value, outer
            for before in _before(outer, inner):
                if isinstance(before, ast.If) and isinstance(before.body[-1], LEAVING):
                    yield before.test, before
            inner = outer

    def _reads(self, expr: ast.expr, deep: bool = False) -> Iterator[_Use]:
        """The places that an expression reads; with those that its variables come from if it is
        to be read `deep`."""
        for node in self.tree.within(expr):
            match node:
                case ast.Call(
                    ast.Name("hasattr" | "getattr"), [owner, ast.Constant(str(name)), *_]
                ):
                    yield _Use(f"{place(owner)}.{name}", self.tree.start(node), node)
            if not isinstance(node, ast.Attribute | ast.Subscript | ast.Name):
                continue
            parent = self.tree.parent(node)
            if isinstance(parent, ast.Attribute | ast.Subscript) and parent.value is node:
                continue
            read: ast.expr = node
            if isinstance(parent, ast.Call) and parent.func is node:
                if not isinstance(node, ast.Attribute):
                    continue
                read = node.value  # a method of it
            if what := place(read):
                yield _Use(what, self.tree.start(node), node)
            if deep and (root := place(read).partition(".")[0]):
                yield from self._origin(root)

    def _origin(self, name: str) -> Iterator[_Use]:
        """What the value of a local variable was read from, if it is set once before the node."""
        own = set(self.tree.within(self.tree.statement(self.node)))
        set_before = [
            one
            for one in self.nodes
            if isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store)
            if self.tree.start(one) < self.start and one not in own
        ]
        if len(set_before) != 1:
            return
        statement = self.tree.parent(set_before[0])
        value = getattr(statement, "value", None)
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.NamedExpr) and value is not None:
            yield from self._reads(value)


def place(node: ast.expr) -> str:
    """`self.jobs[name]` -> `self.jobs`; empty for what is not reached from a name."""
    match node:
        case ast.Subscript(value=value):
            return place(value)
        case ast.Attribute(value=value, attr=attr):
            return f"{inner}.{attr}" if (inner := place(value)) else ""
        case ast.Name(id=name):
            return name
    return ""


def _blocks(outer: ast.AST) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        block = getattr(outer, field, None)
        if isinstance(block, list):
            yield block
    if isinstance(outer, ast.Match):
        yield from (case.body for case in outer.cases)


def _before(outer: ast.AST, inner: ast.AST) -> Iterable[ast.stmt]:
    return (one for block in _blocks(outer) if inner in block for one in block[: _at(block, inner)])


def _after(outer: ast.AST, inner: ast.AST) -> Iterator[ast.stmt]:
    for block in _blocks(outer):
        if inner in block:
            yield from block[_at(block, inner) + 1 :]
    if isinstance(outer, ast.Try):
        if inner in outer.body:
            yield from outer.orelse
        if inner not in outer.finalbody:
            yield from outer.finalbody


def _at(block: list[ast.stmt], inner: ast.AST) -> int:
    assert isinstance(inner, ast.stmt)
    return block.index(inner)


def _caught(handler: ast.AST) -> set[str]:
    kinds = getattr(handler, "type", None)
    return {one.id for one in ast.walk(kinds) if isinstance(one, ast.Name)} if kinds else set()
