"""Targets of assignments and what they get -> the bindings, fields and stores of `summary`.

The part of `expressions` that says what is kept where, apart from what is evaluated.
"""

from __future__ import annotations

import ast

from asynclint.index.scope import Scope, at
from asynclint.index.shapes import spelled
from asynclint.index.summary import (
    Attr,
    Bind,
    Class,
    Const,
    Expr,
    Field,
    Function,
    GlobalBind,
    Item,
    Lit,
    Name,
    Put,
    Ref,
    Seq,
    Store,
    dotted,
    key_of,
)


class Bindings:
    """Writes down what a file binds. State: all that has been read, the scope and class body being
    read."""

    def __init__(self) -> None:
        self.functions: list[Function | None] = []
        self.classes: list[Class | None] = []
        self.fields: dict[int, list[Field]] = {}
        self.methods: dict[int, dict[str, int]] = {}
        self.global_binds: list[GlobalBind] = []
        self.stars: list[tuple[str, int]] = []
        self.stores: list[Store] = []
        self.scope = Scope(0, -1, "")
        self.in_class = -1  # the class whose body is being read directly, or -1
        self.prefix = ""

    def expr(self, node: ast.expr) -> Expr | None:
        """Read an expression; for `expressions` to say how."""
        raise NotImplementedError

    def attribute(self, node: ast.Attribute) -> Expr | None:
        """Read an attribute."""
        raise NotImplementedError

    def keep(self, value: Expr | None) -> None:
        """What a call gives is put away somewhere."""
        if type(value) is Ref:
            self.scope.kept.append(value.index)

    def bind_name(self, name: str, value: Expr | None) -> None:
        scope = self.scope
        if scope.needs:
            scope.forget(name)
        if self.in_class >= 0:
            scope.given(name, None)
            self.fields[self.in_class].append(Field(name, value, -1))
        elif name in scope.globals:
            self.global_binds.append(GlobalBind(name, value, scope.index))
        else:
            # What else is there tells nothing, and most of it is.
            if scope.loop_names is not None or type(value) is Ref or type(value) is Const:
                scope.given(name, value)
            scope.binds.append(Bind(name, value))
            scope.rebound.add(name)
            scope.latest[name] = value

    def bind(self, target: ast.expr, value: Expr | None) -> None:
        kind = type(target)
        if kind is ast.Name:
            self.bind_name(target.id, value)  # type: ignore[attr-defined]
        elif isinstance(target, ast.Attribute):
            scope = self.scope
            self.keep(value)
            if scope.needs and (name := spelled(target)):
                scope.forget(name)
            if (
                scope.owner in self.fields
                and type(target.value) is ast.Name
                and target.value.id == scope.self_name
            ):
                self.fields[scope.owner].append(Field(target.attr, value, scope.index))
                self.alias((target.value.id, target.attr), value)
            else:
                owner = self.expr(target.value)
                self.store(owner, target.attr, False, value)
                self.put(owner, target.attr, target)
        elif isinstance(target, ast.Subscript):
            owner = self.expr(target.value)
            self.store(owner, key_of(self.expr(target.slice)), True, value)
            self.keep(value)
            self.put(owner, "", target)
        elif isinstance(target, ast.Tuple | ast.List):
            self.unpack(target.elts, value)
        elif isinstance(target, ast.Starred):
            self.bind(target.value, None)

    def alias(self, attribute: tuple[str, str], value: Expr | None) -> None:
        scope = self.scope
        scope.aliases.pop(attribute, None)
        scope.truths.discard(attribute)
        if type(value) is Ref and (call := scope.calls[value.index]).func == Name("bool"):
            value = call.args[0] if len(call.args) == 1 else None
            scope.truths.add(attribute)
        if type(value) is Name and value.id not in scope.rebound:
            scope.aliases[attribute] = value.id

    def put(self, owner: Expr | None, attr: str, target: ast.expr) -> None:
        if owner is not None:
            self.scope.puts.append(Put(owner, attr, at(target)))

    def changed(self, target: ast.expr) -> None:
        """What `+=` and `del` do to what they are written before or behind."""
        if self.scope.needs and (name := spelled(target)):
            self.scope.forget(name)
        if isinstance(target, ast.Attribute):
            found = self.attribute(target)
            self.put(found.value if type(found) is Attr else None, target.attr, target)
        elif isinstance(target, ast.Subscript):
            owner = self.expr(target.value)
            self.expr(target.slice)
            self.put(owner, "", target)
        elif isinstance(target, ast.Name):
            self.scope.given(target.id, None)
            self.scope.rebound.add(target.id)
            if target.id in self.scope.globals:
                self.put(Name(target.id), "", target)
        else:
            self.expr(target)

    def store(self, owner: Expr | None, key: str, is_item: bool, value: Expr | None) -> None:
        if owner is None or value is None:
            return
        if type(value) in (Const, Lit) and key != "daemon":  # which threads outlive the process
            return
        if dotted(owner) and (key or (is_item and type(value) in (Ref, Name))):
            self.stores.append(Store(owner, key, is_item, value, self.scope.index))

    def unpack(self, targets: list[ast.expr], value: Expr | None) -> None:
        plain = not any(isinstance(t, ast.Starred) for t in targets)
        if type(value) is Seq and plain and len(value.items) == len(targets):
            for target, item in zip(targets, value.items, strict=True):
                self.bind(target, item)
            return
        for index, target in enumerate(targets):
            self.bind(target, Item(value, index) if value is not None and plain else None)
