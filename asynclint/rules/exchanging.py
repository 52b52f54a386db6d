"""A blocking client exchanged for the asynchronous one of its library, with all that is done with
it: where one use does not carry over, none is changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple, TypeGuard

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.knowledge.repair import Exchange
from asynclint.program import Module
from asynclint.program.blocking import Site
from asynclint.program.linker import Class
from asynclint.program.types import External, Instance, ModuleObject
from asynclint.rules.base import Context
from asynclint.rules.carrying import release
from asynclint.rules.hopping import awaited
from asynclint.rules.references import FUNCTIONS, Scopes, is_looked_up, mentioning
from asynclint.rules.threads import check_place
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import require

_PASSED_ON = "what it is called on is also used in other ways"


def exchanged(site: Site, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """`r = redis.Redis()`, `r.get(k)` -> `r = redis.asyncio.Redis()`, `await r.get(k)`."""
    if len(site.chain) > 1 or not site.sink.twin:
        return
    search = _Search(ctx, Scopes(site.function.module, tree))
    bound = search.bound(tree.find(site.at, ast.Call).func)
    made = _value(search.scopes.tree, bound) if bound is not None else None
    origin = search.origin(made) if made is not None else None
    if bound is None or origin is None:
        return
    key = (search.scopes.tree.path, search.scopes.tree.at(origin.made))
    if key not in ctx.plans:
        try:
            ctx.plans[key] = _Exchanging(ctx, origin).fix(list(search.places(bound)))
        except Unfixable as error:
            ctx.plans[key] = str(error)
    plan = ctx.plans[key]
    if isinstance(plan, str):
        raise Unfixable(plan)
    yield plan


class _Origin(NamedTuple):
    """The call that makes a client; `is_kept` if the client outlives the function that uses it."""

    scopes: Scopes
    made: ast.Call
    exchange: Exchange
    callee: str
    name: str
    is_kept: bool


class _Place(NamedTuple):
    """A node that means the client."""

    scopes: Scopes
    node: ast.expr


# ---------------------------------------------------------------- where it is made and used


class _Search:
    """Looks for what a call is made on: a variable of a function or of a module, or an attribute
    of an object, that is bound once."""

    def __init__(self, ctx: Context, scopes: Scopes) -> None:
        self.ctx = ctx
        self.scopes = scopes  # of the module that it is bound in
        self.scope: ast.AST = scopes.tree.module  # whose variable it is
        self.owner: Class | None = None  # whose attribute it is
        self.name = ""

    def bound(self, callee: ast.expr) -> ast.Name | ast.Attribute | None:
        """The only place that gives a value to what a method is called on."""
        root = callee
        while isinstance(root, ast.Attribute | ast.Subscript):
            if isinstance(root, ast.Attribute):
                for one in self.scopes.types(self.ctx, root.value):
                    if isinstance(one, Instance) and isinstance(one.cls, Class):
                        return self._attribute(one.cls, root.attr)
                    if isinstance(one, ModuleObject):
                        return self._of_module(one.module, root.attr)
            root = root.value
        return self._variable(root) if isinstance(root, ast.Name) else None

    def _variable(self, root: ast.Name) -> ast.Name | ast.Attribute | None:
        tree = self.scopes.tree
        for outer in tree.parents(root):
            if isinstance(outer, FUNCTIONS) and root.id in tree.stored(outer):
                self.scope = outer
                break
        else:
            for node in tree.imports:
                if isinstance(node, ast.ImportFrom) and any(a.name == root.id for a in node.names):
                    module = self.scopes.module
                    name = module.absolute(node.module or "", node.level)
                    home = self.ctx.program.modules.get(name, module)
                    return self._of_module(home, root.id) if home is not None else None
        self.name = root.id
        return self._only()

    def _of_module(self, home: Module, name: str) -> ast.Name | ast.Attribute | None:
        self._move(home)
        self.name = name
        return self._only()

    def _attribute(self, cls: Class, name: str) -> ast.Name | ast.Attribute | None:
        classes = [c for c in self.ctx.program.types.mro(cls) if isinstance(c, Class)]
        owner = next((c for c in classes if name in c.fields), None)
        if owner is None or len(owner.fields[name]) != 1 or owner.fields[name][0].function < 0:
            return None
        self._move(owner.module)
        self.owner, self.name = owner, name
        return self._only()

    def _move(self, home: Module) -> None:
        if home is not self.scopes.module:
            self.scopes = Scopes(home, self.ctx.tree(home))
        self.scope = self.scopes.tree.module

    def _only(self) -> ast.Name | ast.Attribute | None:
        """The only node that binds the name; None if there are several or none."""
        tree = self.scopes.tree
        nodes = tree.within(self.scope) if self.owner is None else tree.nodes
        found = [node for node in nodes if self._binds(node)]
        return found[0] if len(found) == 1 else None

    def _binds(self, node: ast.AST) -> TypeGuard[ast.Name | ast.Attribute]:
        """Whether a node gives the name another value."""
        if not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
            return False
        if self.owner is None:
            return isinstance(node, ast.Name) and node.id == self.name
        if not isinstance(node, ast.Attribute) or node.attr != self.name:
            return False
        return self._is_owned(self.scopes, node)

    def origin(self, made: ast.Call) -> _Origin | None:
        """What a call makes, if that is a client with an asynchronous twin."""
        found = self.scopes.call(made)
        if found is None:
            return None
        function, call = found
        is_kept = isinstance(self.scope, ast.Module)
        for one in self.ctx.program.types.of(call.func, function):
            for exchange in self.ctx.program.knowledge.twins.EXCHANGES:
                if isinstance(one, External) and one.name in exchange.makers:
                    maker = exchange.makers[one.name]
                    return _Origin(self.scopes, made, exchange, maker, self.name, is_kept)
        return None

    def places(self, bound: ast.Name | ast.Attribute) -> Iterator[_Place]:
        """Every other place that means the same client; `Unfixable` where one may be missed."""
        name = self.name
        if not isinstance(self.scope, ast.Module):
            for node in ast.walk(self.scope):
                if isinstance(node, ast.Name) and node.id == name and node is not bound:
                    yield _Place(self.scopes, node)
            return
        for module in mentioning(self.ctx, name):
            is_home = module is self.scopes.module
            scopes = self.scopes if is_home else Scopes(module, self.ctx.tree(module))
            for node in scopes.tree.nodes:
                if isinstance(node, ast.Constant) and is_looked_up(scopes.tree, node, name):
                    raise Unfixable(f"`{name}` is also named in a string")
                if isinstance(node, ast.alias) and node.name == name and node.asname:
                    raise Unfixable(f"`{name}` is imported under another name")
                if isinstance(node, ast.Global) and name in node.names:
                    raise Unfixable(f"`{name}` is changed later")
                if node is not bound and self._is_meant(scopes, node, name):
                    assert isinstance(node, ast.Name | ast.Attribute)
                    yield _Place(scopes, node)

    def _is_meant(self, scopes: Scopes, node: ast.AST, name: str) -> bool:
        if isinstance(node, ast.Attribute):
            if node.attr != name:
                return False
            if self.owner is not None:
                return self._is_owned(scopes, node)
            types = scopes.types(self.ctx, node.value)
            home = self.scopes.module
            return any(isinstance(one, ModuleObject) and one.module is home for one in types)
        if self.owner is not None or not isinstance(node, ast.Name) or node.id != name:
            return False
        around = (p for p in scopes.tree.parents(node) if isinstance(p, FUNCTIONS))
        if any(name in scopes.tree.stored(function) for function in around):
            return False
        return scopes is self.scopes or self._is_imported(scopes, name)

    def _is_imported(self, scopes: Scopes, name: str) -> bool:
        return any(
            isinstance(node, ast.ImportFrom)
            and any(alias.name in (name, "*") for alias in node.names)
            and scopes.module.absolute(node.module or "", node.level) == self.scopes.module.name
            for node in scopes.tree.imports
        )

    def _is_owned(self, scopes: Scopes, node: ast.Attribute) -> bool:
        """Whether an attribute is one of the owner's objects, or of those of a class below it.
        `Unfixable` where it may be: in files that know of the class."""
        assert self.owner is not None
        types = scopes.types(self.ctx, node.value)
        if not types:
            known = self.owner.info.name in scopes.tree.names
            if scopes.module is self.owner.module or known:
                raise Unfixable(f"`{scopes.tree.text(node)}` may be the same client or not")
        classes = (one.cls for one in types if isinstance(one, Instance))
        return any(
            isinstance(cls, Class) and self.owner in self.ctx.program.types.mro(cls)
            for cls in classes
        )


def _value(tree: Tree, target: ast.expr) -> ast.Call | None:
    """The call that makes what a name or attribute is bound to."""
    parent = tree.parent(target)
    value: ast.expr | None = None
    if isinstance(parent, ast.Assign) and parent.targets == [target]:
        value = parent.value
    elif isinstance(parent, ast.withitem):
        value = parent.context_expr
    return value if isinstance(value, ast.Call) else None


# ---------------------------------------------------------------- what is written instead


class _Exchanging:
    """The edits that exchange one client."""

    def __init__(self, ctx: Context, origin: _Origin) -> None:
        self.ctx = ctx
        self.origin = origin
        self.exchange = origin.exchange
        self.name = f"{origin.exchange.module}.{origin.callee}"
        self.edits: dict[Edit, None] = {}
        self.calls = 0

    def fix(self, places: list[_Place]) -> Fix:
        reasons = [Reason.ORDERING, *self._release()]
        self._made()
        for place in places:
            self._used(place)
        if not self.calls:
            raise Unfixable("nothing would be awaited")
        safety = Safety.UNSAFE
        if self.origin.is_kept:
            reasons.append(Reason.ONE_LOOP)
            if not self.ctx.program.is_whole or self._is_public():
                safety = Safety.MANUAL
                reasons.append(Reason.OUTSIDE_CALLERS)
        files = len({edit.path for edit in self.edits})
        where = f" in {files} files" if files > 1 else ""
        calls = f"{self.calls} call{'s' * (self.calls > 1)}{where}"
        title = f"Use `{self.name}`, and await {calls}"
        return Fix(title, tuple(self.edits), safety, tuple(reasons))

    def _is_public(self) -> bool:
        """Whether code outside of the project may use the client."""
        scopes = self.origin.scopes
        parts = (*scopes.module.name.split("."), self.origin.name)
        private = any(part.startswith("_") for part in parts)
        return not private and self.ctx.program.pins.is_distributed(scopes.module.file)

    def _release(self) -> list[Reason]:
        """Whether it must be said that a release is needed; `Unfixable` where it is not there."""
        pins, near = self.ctx.program.pins, self.origin.scopes.module.file
        if self.exchange.needs and pins.find(self.exchange.needs, near) is None:
            raise Unfixable(f"`{self.name}` needs {self.exchange.needs}")
        if not self.exchange.when:
            return []
        return release(self.ctx, near, self.name, self.exchange.distribution, self.exchange.when)

    def _made(self) -> None:
        """The constructor, and the block around it."""
        (scopes, made, exchange, callee, *_), tree = self.origin, self.origin.scopes.tree
        for keyword in made.keywords:
            if keyword.arg is None or keyword.arg in exchange.refused:
                raise Unfixable(f"`{keyword.arg or '**'}` may not fit `{self.name}`")
        starred = any(isinstance(argument, ast.Starred) for argument in made.args)
        if starred or len(made.args) > exchange.positional:
            raise Unfixable("the arguments of its constructor cannot be told apart")
        written, imports = require(tree, exchange.module, callee, made)
        self._add(tree.replace(tree.start(made.func), tree.end(made.func), written), *imports)
        item = tree.parent(made)
        if isinstance(item, ast.withitem):
            block = tree.parent(item)
            if not isinstance(block, ast.With) or len(block.items) > 1:
                raise Unfixable("its block enters something else as well")
            check_place(self.ctx, scopes.around(made), tree, made)
            self._add(tree.insert(tree.start(block), "async "))

    def _add(self, *edits: Edit) -> None:
        self.edits.update(dict.fromkeys(edits))

    def _used(self, place: _Place) -> None:
        tree = place.scopes.tree
        inner: ast.expr = place.node
        outer = tree.parent(inner)
        while isinstance(outer, ast.Attribute | ast.Subscript) and outer.value is inner:
            inner, outer = outer, tree.parent(outer)
        if not (isinstance(outer, ast.Call) and isinstance(inner, ast.Attribute)):
            raise Unfixable(_PASSED_ON)
        if outer.func is not inner:
            raise Unfixable(_PASSED_ON)
        self._called(place.scopes, outer, inner)

    def _called(self, scopes: Scopes, call: ast.Call, func: ast.Attribute) -> None:
        exchange, tree, method = self.exchange, scopes.tree, func.attr
        if method in exchange.plain:
            return
        if method not in exchange.ends and not self._waits(scopes, call):
            raise Unfixable(f"it is not known whether `{method}` carries over")
        words = {method, *(keyword.arg for keyword in call.keywords)}
        if not words.isdisjoint({None, *exchange.unlike}):
            raise Unfixable(f"`{method}` of `{self.name}` may give something else")
        if isinstance(tree.parent(call), ast.Await):
            raise Unfixable("its result is awaited already")
        check_place(self.ctx, scopes.around(call), tree, call)
        self._add(*awaited(tree, call))
        other = exchange.ends.get(method, method)
        if other != method:
            self._add(tree.replace(tree.end(func) - len(method), tree.end(func), other))
        self.calls += 1

    def _waits(self, scopes: Scopes, call: ast.Call) -> bool:
        """Whether a method is one that blocks, and so is awaited in the twin."""
        found = scopes.call(call)
        if found is None:
            return False
        function, summary = found
        types = self.ctx.program.types.of(summary.func, function)
        blocks = self.ctx.program.knowledge.blocks
        return bool(types) and all(
            isinstance(one, External) and blocks(one.name) is not None for one in types
        )
