"""Expressions of the `ast` -> the forms of `summary`.

Everything that evaluates: names, attributes, calls, displays, comprehensions, lambdas. What is kept
of it where is for `bindings`, what runs it in which order for `build`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from asynclint.index.annotations import annotation
from asynclint.index.bindings import Bindings
from asynclint.index.operations import operation
from asynclint.index.scope import Scope, at
from asynclint.index.shapes import OPERANDS, finds_file, is_stub
from asynclint.index.sorts import outcomes, told
from asynclint.index.summary import (
    LAMBDA,
    LARGEST_INT,
    SOMETIMES,
    USUALLY,
    YIELDED,
    Attr,
    Await,
    Call,
    Choice,
    Const,
    Elem,
    Expr,
    Func,
    Function,
    Lit,
    Name,
    Param,
    Ref,
    Seq,
    Sub,
    Use,
    Wait,
    dotted,
    key_of,
    pack_body,
)

_LONGEST_CONST = 64  # modes, verbs and flags are short; longer strings only cost memory
_MOST_ITEMS = 8  # of a display: enough to tell what its elements are


def _is_plain(value: Expr | None) -> bool:
    return value is None or type(value) is Lit or (type(value) is Const and value.value is not None)


class Expressions(Bindings):
    """Reads expressions into the current scope."""

    def block(self, statements: Iterable[ast.stmt]) -> None:
        """Read statements; for `build` to say how."""
        raise NotImplementedError

    def expr(self, node: ast.expr) -> Expr | None:
        handler = _EXPRESSIONS.get(type(node))
        if handler is not None:
            return handler(self, node)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.expr(child)
        return None

    def name(self, node: ast.Name) -> Expr:
        self.scope.loads[node.id] += 1
        return Name(node.id)

    def attribute(self, node: ast.Attribute) -> Expr | None:
        found = self.chain(node)
        if found is not None:
            self.read(found, node)
        return found

    def chain(self, node: ast.Attribute) -> Expr | None:
        """An attribute without recording that it is read."""
        inner = node.value
        value = self.chain(inner) if type(inner) is ast.Attribute else self.expr(inner)
        return Attr(value, node.attr) if value is not None else None

    def read(self, found: Expr, node: ast.expr) -> None:
        """Reading an attribute may run a property: of a chain one reading that needs nothing is
        enough."""
        scope = self.scope
        if scope.index:
            needs = scope.known()
            if key := dotted(found):
                if (key, ()) in scope.seen_reads or (key, needs) in scope.seen_reads:
                    return
                scope.seen_reads.add((key, needs))
            scope.reads.append(Use(found, False, at(node), scope.guard, needs))

    def use(self, value: Expr, is_async: bool, node: ast.expr) -> Use:
        return Use(value, is_async, at(node), self.scope.guard, self.scope.known())

    def call(self, node: ast.Call, awaited: bool = False) -> Expr:
        func, expr = node.func, self.expr
        callee: Expr | None
        if type(func) is ast.Attribute:
            value = expr(func.value)
            callee = Attr(value, func.attr) if value is not None else None
        else:
            callee = expr(func)
        args: list[Expr | None] = []
        keywords: list[tuple[str, Expr | None]] = []
        starred = False
        for arg in node.args:
            if type(arg) is ast.Starred:
                value = expr(arg.value)
                if not starred:
                    keywords.append(("*", value))
                starred = True
            else:
                value = expr(arg)
                if not starred:
                    args.append(value)
        if node.keywords:
            keywords += [(keyword.arg or "", expr(keyword.value)) for keyword in node.keywords]
        scope = self.scope
        scope.calls.append(
            Call(
                callee,
                tuple(args),
                tuple(keywords),
                at(node),
                scope.guard,
                scope.known(),
                awaited,
            )
        )
        return Ref(len(scope.calls) - 1)

    def awaits(self, node: ast.Await) -> Expr | None:
        inner = node.value
        value = self.call(inner, True) if type(inner) is ast.Call else self.expr(inner)
        self.wait(value, node)
        return Await(value) if value is not None else None

    def wait(self, value: Expr | None, node: ast.expr) -> None:
        """The coroutine may be suspended here."""
        if self.scope.needs:
            self.scope.suspended()
        self.scope.waits.append(Wait(value, at(node)))
        self.scope.structured = True

    def constant(self, node: ast.Constant) -> Expr | None:
        value = node.value
        if type(value) is str:
            value = value[:_LONGEST_CONST]
            if not value.isascii():  # a lone surrogate cannot be encoded
                value = value.encode("utf-8", "replace").decode()
            return Const(value)
        if isinstance(value, bool | float) or value is None:
            return Const(value)
        if isinstance(value, int):
            return Const(value) if -LARGEST_INT <= value <= LARGEST_INT else Lit("int")
        return Lit("bytes") if isinstance(value, bytes) else None

    def subscript(self, node: ast.Subscript) -> Expr | None:
        value = self.expr(node.value)
        index = self.expr(node.slice)
        if type(node.slice) is ast.Slice:
            return value  # a slice of a sequence is a sequence of the same kind
        return Sub(value, index) if value is not None else None

    def boolean(self, node: ast.BoolOp) -> Expr:
        scope = self.scope
        outer, before = scope.needs, node.values[0]
        found = [self.expr(before)]
        is_and = is_usual = type(node.op) is ast.And
        for value in node.values[1:]:
            holds, fails = told(before, scope)
            scope.needs = scope.learn(*(holds if is_and else fails))
            is_usual = is_usual and finds_file(before)
            found.append(self.unsure(value, is_usual))
            before = value
        scope.needs = outer
        return Choice(tuple(found))

    def conditional(self, node: ast.IfExp) -> Expr:
        scope = self.scope
        self.test(node.test)
        outer, options = scope.needs, []
        for part, found in zip((node.body, node.orelse), told(node.test, scope), strict=True):
            scope.needs = scope.learn(*found)
            options.append(self.unsure(part, part is node.body and finds_file(node.test)))
            scope.needs = outer
        return Choice(tuple(options))

    def compare(self, node: ast.Compare) -> Expr:
        self.expr(node.left)
        for operand in node.comparators:
            self.expr(operand)
        return Lit("bool")

    def unary(self, node: ast.UnaryOp) -> Expr | None:
        value = self.expr(node.operand)
        if type(node.op) is ast.Not:
            return Lit("bool")
        if type(node.op) is ast.USub and type(value) is Const and type(value.value) in (int, float):
            return Const(-value.value)  # type: ignore[operator]
        return value

    def binary(self, node: ast.BinOp) -> Expr | None:
        # Long sums nest to the left: walk that spine in a loop.
        spine = [node]
        while type(spine[-1].left) is ast.BinOp:
            spine.append(spine[-1].left)
        left = self.expr(spine[-1].left)
        for part in reversed(spine):
            right = self.expr(part.right)
            left = operation(part.op, left, right)
        return left

    def walrus(self, node: ast.NamedExpr) -> Expr | None:
        value = self.expr(node.value)
        self.bind(node.target, value)
        self.keep(value)
        return value

    def function_expression(self, node: ast.Lambda) -> Expr:
        owner, self.in_class = self.in_class, -1  # a lambda in a class body is no method
        index = self.nested(node, LAMBDA, node.args, node.body, False, (), None)
        self.in_class = owner
        return Func(index)

    def formatted(self, node: ast.JoinedStr) -> Expr:
        for value in node.values:
            if type(value) is ast.FormattedValue:
                self.expr(value.value)
                if value.format_spec is not None:
                    self.expr(value.format_spec)
        return Lit("str")

    def display(self, node: ast.List | ast.Tuple | ast.Set) -> Expr:
        items = self.items(node.elts)
        name = type(node).__name__.lower()
        return Seq(name, items[:_MOST_ITEMS])

    def items(self, nodes: Iterable[ast.expr]) -> tuple[Expr | None, ...]:
        """The items of a display; in the body of a class they are often methods of that class."""
        if self.in_class < 0:
            return tuple(map(self.expr, nodes))
        methods = self.methods[self.in_class]
        return tuple(
            Func(methods[node.id])
            if type(node) is ast.Name and node.id in methods
            else self.expr(node)
            for node in nodes
        )

    def mapping(self, node: ast.Dict) -> Expr:
        keys = tuple(map(self.key, node.keys))
        items = self.items(node.values)
        # Most dicts are tables of plain values, of which nobody asks which is which.
        is_record = all(keys) and not all(map(_is_plain, items))
        return Seq("dict", items[:_MOST_ITEMS], False, keys[:_MOST_ITEMS] if is_record else ())

    def key(self, node: ast.expr | None) -> str:
        """The key of an item if it is a name, as `key_of` has it; else, or of `**`, nothing."""
        if node is None:
            return ""
        if type(node) is not ast.Constant:
            return key_of(self.expr(node))
        value = node.value
        return value if isinstance(value, str) and len(value) <= _LONGEST_CONST else ""

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Expr:
        outer = self.scope.needs
        self.generators(node.generators)
        found = Seq(_COMPREHENSIONS[type(node)], (self.expr(node.elt),), True)
        self.scope.needs = outer
        return found

    def dict_comprehension(self, node: ast.DictComp) -> Expr:
        outer = self.scope.needs
        self.generators(node.generators)
        self.expr(node.key)
        found = Seq("dict", (self.expr(node.value),), True)
        self.scope.needs = outer
        return found

    def generators(self, generators: list[ast.comprehension]) -> None:
        in_class, self.in_class = self.in_class, -1  # its variables are no class attributes
        for generator in generators:
            self.iterate(generator.target, generator.iter, bool(generator.is_async))
            for condition in generator.ifs:
                self.expr(condition)
                self.scope.needs = self.scope.learn(*outcomes(condition, self.scope)[0])
        self.in_class = in_class

    def yielded(self, node: ast.Yield) -> Expr | None:
        self.scope.is_generator = True
        self.scope.yields.append(self.expr(node.value) if node.value is not None else None)
        self.scope.waits.append(Wait(YIELDED, at(node)))
        return None

    def yielded_from(self, node: ast.YieldFrom) -> Expr | None:
        self.scope.is_generator = True
        value = self.expr(node.value)
        if value is not None:
            self.scope.iterates.append(self.use(value, False, node.value))
            self.scope.yields.append(Elem(value, False))
        return None

    # ---------------------------------------------------------------- functions

    def unsure(self, node: ast.expr, is_usual: bool) -> Expr | None:
        """An expression that is not always evaluated."""
        scope = self.scope
        outer = scope.guard
        scope.guard = outer + (USUALLY if is_usual else SOMETIMES)
        found = self.expr(node)
        scope.guard = outer
        return found

    def test(self, node: ast.expr) -> Expr | None:
        """A condition; what it mentions is noted."""
        found = self.expr(node)
        tests = self.scope.tests
        parts: list[Any] = [node]
        for part in parts:  # grows while it is read
            kind = type(part)
            if kind is ast.Name:
                tests[part.id] = None
            elif kind is ast.Attribute:
                tests[part.attr] = None
                parts.append(part.value)
            elif kind is ast.Call:
                parts.append(part.func)
            elif kind in OPERANDS:
                parts += OPERANDS[kind](part)
        return found

    def nested(
        self,
        node: ast.AST,
        name: str,
        args: ast.arguments,
        body: list[ast.stmt] | ast.expr,
        is_async: bool,
        decorators: tuple[Expr | None, ...],
        returns: ast.expr | None,
    ) -> int:
        """Reads a function or lambda in a scope of its own; returns its index."""
        index = len(self.functions)
        self.functions.append(None)
        params = self.params(args)
        result = annotation(returns) if returns is not None else None
        outer, owner, prefix = self.scope, self.in_class, self.prefix
        qualname = prefix + name
        if owner >= 0:
            bound = params and not params[0].kind and Name("staticmethod") not in decorators
            scope = Scope(index, owner, params[0].name if bound else "")
        elif any(p.name == outer.self_name for p in params):
            scope = Scope(index, -1, "")
        else:
            scope = Scope(index, outer.owner, outer.self_name)  # closures see `self` too
        scope.params = {param.name for param in params}
        self.scope, self.in_class = scope, -1
        self.prefix = qualname + "."
        if isinstance(body, list):
            self.block(body)
        else:
            scope.returns.append(self.expr(body))
        self.scope, self.in_class, self.prefix = outer, owner, prefix
        for read, count in scope.loads.items():
            outer.loads[read] += count
        outer.shared |= scope.shared
        self.functions[index] = Function(
            name,
            qualname,
            at(node),
            outer.index,
            owner,
            is_async,
            scope.is_generator,
            isinstance(body, list) and (is_stub(body) or any(map(_is_abstract, decorators))),
            params,
            result,
            decorators,
            pack_body(scope.body()),
        )
        return index

    def params(self, args: ast.arguments) -> tuple[Param, ...]:
        """Parameters in order; their defaults belong to the scope around the definition."""
        positional = [*args.posonlyargs, *args.args]
        defaults: list[ast.expr | None] = [None] * (len(positional) - len(args.defaults))
        defaults += args.defaults
        found = [self.param(a, d, "") for a, d in zip(positional, defaults, strict=True)]
        if args.vararg:
            found.append(self.param(args.vararg, None, "*"))
        found += [
            self.param(a, d, "k") for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)
        ]
        if args.kwarg:
            found.append(self.param(args.kwarg, None, "**"))
        return tuple(found)

    def param(self, arg: ast.arg, default: ast.expr | None, kind: str) -> Param:
        return Param(
            arg.arg,
            annotation(arg.annotation) if arg.annotation is not None else None,
            self.expr(default) if default is not None else None,
            kind,
        )

    def iterate(self, target: ast.expr, iterable: ast.expr, is_async: bool) -> None:
        value = self.expr(iterable)
        if value is not None:
            self.scope.iterates.append(self.use(value, is_async, iterable))
        if is_async:
            self.wait(Elem(value, True) if value is not None else None, iterable)
        self.bind(target, Elem(value, is_async) if value is not None else None)


_COMPREHENSIONS: dict[type, str] = {
    ast.ListComp: "list",
    ast.SetComp: "set",
    ast.GeneratorExp: "generator",
}


def _is_abstract(decorator: Expr | None) -> bool:
    return dotted(decorator).rpartition(".")[2] == "abstractmethod"


_EXPRESSIONS: dict[type, Callable[[Expressions, Any], Expr | None]] = {
    ast.Name: Expressions.name,
    ast.Attribute: Expressions.attribute,
    ast.Call: Expressions.call,
    ast.Await: Expressions.awaits,
    ast.Constant: Expressions.constant,
    ast.Subscript: Expressions.subscript,
    ast.BoolOp: Expressions.boolean,
    ast.IfExp: Expressions.conditional,
    ast.Compare: Expressions.compare,
    ast.UnaryOp: Expressions.unary,
    ast.BinOp: Expressions.binary,
    ast.NamedExpr: Expressions.walrus,
    ast.Lambda: Expressions.function_expression,
    ast.JoinedStr: Expressions.formatted,
    ast.List: Expressions.display,
    ast.Tuple: Expressions.display,
    ast.Set: Expressions.display,
    ast.Dict: Expressions.mapping,
    ast.ListComp: Expressions.comprehension,
    ast.SetComp: Expressions.comprehension,
    ast.GeneratorExp: Expressions.comprehension,
    ast.DictComp: Expressions.dict_comprehension,
    ast.Yield: Expressions.yielded,
    ast.YieldFrom: Expressions.yielded_from,
}
