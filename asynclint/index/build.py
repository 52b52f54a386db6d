"""Text -> `ModuleSummary`, by one walk over the stdlib's `ast`.

Knows Python's syntax and nothing else: no library, no other file, no configuration.

Who makes a call, decided here once:

    written in                                  made by
    ------------------------------------------  ----------------------------------------
    a function's body                           the function
    a nested function's or lambda's body        the nested function or lambda
    a decorator, a default value                the function around the definition
    a class body                                the function around the class
    a comprehension or generator expression     the function it stands in
    module level                                `<module>`
    an annotation                               nobody: it is a type, whatever it contains
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Callable, Iterable
from typing import Any

from asynclint.index.summary import (
    ALWAYS,
    RARELY,
    SOMETIMES,
    At,
    Attr,
    Await,
    Bind,
    Body,
    Call,
    Choice,
    Class,
    ClassDef,
    Const,
    Div,
    Elem,
    Enter,
    Expr,
    Field,
    Func,
    Function,
    GlobalBind,
    Import,
    Item,
    Lit,
    ModuleSummary,
    Name,
    Param,
    Ref,
    Seq,
    Sub,
    Typed,
    Use,
    dotted,
    pack_body,
)

_LONGEST_CONST = 64  # modes, verbs and flags are short; longer strings only cost memory
_MOST_ITEMS = 8  # of a display: enough to tell what its elements are
_LARGEST_INT = 2**63 - 1  # what the encoding can hold
_DEPTH = 12_000  # frames the walk may use: pure Python frames cost no C stack since 3.11


def parse(text: str) -> ast.Module:
    """The tree of a file.

    Raises `SyntaxError` for what this Python cannot parse, and `RecursionError` or `MemoryError`
    for code nested deeper than its parser allows.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and the like are not our business
        return ast.parse(text)


def build(tree: ast.Module) -> ModuleSummary:
    """The summary of a parsed file; raises `RecursionError` when it is nested too deeply."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEPTH))
    try:
        return _Builder().module(tree)
    finally:
        sys.setrecursionlimit(limit)


def annotation_expr(text: str) -> Expr | None:
    """The expression of an annotation given as text; None for what is no plain type."""
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return _annotation(node)


class _Scope:
    """The body of one function while it is being read."""

    __slots__ = (
        "binds",
        "calls",
        "enters",
        "globals",
        "guard",
        "index",
        "is_generator",
        "iterates",
        "owner",
        "reads",
        "returns",
        "seen_reads",
        "self_name",
        "tests",
        "yields",
    )

    def __init__(self, index: int, owner: int, self_name: str) -> None:
        self.index = index
        self.owner = owner  # the class that `self_name` is an instance of, or -1
        self.self_name = self_name
        self.calls: list[Call] = []
        self.binds: list[Bind] = []
        self.returns: list[Expr | None] = []
        self.yields: list[Expr | None] = []
        self.enters: list[Use] = []
        self.iterates: list[Use] = []
        self.reads: list[Use] = []
        self.seen_reads: set[str] = set()
        self.globals: set[str] = set()
        self.is_generator = False
        self.guard = ALWAYS
        self.tests: dict[str, None] = {}

    def body(self) -> Body:
        return Body(
            tuple(self.calls),
            tuple(self.binds),
            tuple(self.returns),
            tuple(self.yields),
            tuple(self.enters),
            tuple(self.iterates),
            tuple(self.reads),
            tuple(self.tests),
        )


def _at(node: Any) -> At:
    return (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)


class _Builder:
    """Walks one module. The only state is the scope, and the class body, being read."""

    def __init__(self) -> None:
        self.functions: list[Function | None] = []
        self.classes: list[Class | None] = []
        self.fields: dict[int, list[Field]] = {}
        self.methods: dict[int, dict[str, int]] = {}
        self.global_binds: list[GlobalBind] = []
        self.stars: list[tuple[str, int]] = []
        self.scope = _Scope(0, -1, "")
        self.in_class = -1  # the class whose body is being read directly, or -1
        self.prefix = ""

    def module(self, tree: ast.Module) -> ModuleSummary:
        self.functions.append(None)
        self.block(tree.body)
        at = (1, 0, 1, 0)
        body = pack_body(self.scope.body())
        self.functions[0] = Function(
            "<module>", "<module>", at, -1, -1, False, False, False, (), None, (), body
        )
        return ModuleSummary(
            tuple(f for f in self.functions if f is not None),
            tuple(c for c in self.classes if c is not None),
            tuple(self.global_binds),
            tuple(self.stars),
        )

    # ---------------------------------------------------------------- statements

    def block(self, statements: Iterable[ast.stmt]) -> None:
        handlers = _STATEMENTS
        scope = self.scope
        guard = scope.guard
        for statement in statements:
            handler = handlers.get(type(statement))
            if handler is not None:
                handler(self, statement)
                if type(statement) is ast.If and _returns(statement):
                    scope.guard = max(scope.guard, SOMETIMES)  # what follows is an `else`
        scope.guard = guard

    def guarded(self, statements: Iterable[ast.stmt], guard: int) -> None:
        """A block that does not run whenever the code around it does."""
        scope = self.scope
        outer = scope.guard
        scope.guard = max(outer, guard)
        self.block(statements)
        scope.guard = outer

    def unsure(self, node: ast.expr) -> Expr | None:
        """An expression that is not always evaluated."""
        scope = self.scope
        outer = scope.guard
        scope.guard = max(outer, SOMETIMES)
        found = self.expr(node)
        scope.guard = outer
        return found

    def test(self, node: ast.expr) -> None:
        self.expr(node)
        tests = self.scope.tests
        parts: list[ast.expr] = [node]
        for part in parts:  # grows while it is read
            if isinstance(part, ast.Name):
                tests[part.id] = None
            elif isinstance(part, ast.Attribute):
                tests[part.attr] = None
            elif isinstance(part, ast.Compare):
                parts += [part.left, *part.comparators]
            elif isinstance(part, ast.BoolOp):
                parts += part.values
            elif isinstance(part, ast.UnaryOp):
                parts.append(part.operand)
            elif isinstance(part, ast.Call):
                parts.append(part.func)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        expr = self.expr
        decorators = tuple(expr(d) for d in node.decorator_list)
        is_async = type(node) is ast.AsyncFunctionDef
        index = self.nested(
            node, node.name, node.args, node.body, is_async, decorators, node.returns
        )
        if self.in_class >= 0:
            self.method(node.name, index, decorators)
        else:
            self.bind_name(node.name, Func(index))

    def method(self, name: str, index: int, decorators: tuple[Expr | None, ...]) -> None:
        """The last definition of a name wins, but a getter is not replaced by its setter."""
        known = self.methods[self.in_class]
        for decorator in decorators:
            if (
                type(decorator) is Attr
                and decorator.attr in ("setter", "deleter")
                and dotted(decorator.value) == name
            ):
                return
        known[name] = index

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
        result = _annotation(returns) if returns is not None else None
        outer, owner, prefix = self.scope, self.in_class, self.prefix
        qualname = prefix + name
        if owner >= 0:
            bound = params and not params[0].kind and Name("staticmethod") not in decorators
            scope = _Scope(index, owner, params[0].name if bound else "")
        elif any(p.name == outer.self_name for p in params):
            scope = _Scope(index, -1, "")
        else:
            scope = _Scope(index, outer.owner, outer.self_name)  # closures see `self` too
        self.scope, self.in_class = scope, -1
        self.prefix = qualname + "."
        if isinstance(body, list):
            self.block(body)
        else:
            scope.returns.append(self.expr(body))
        self.scope, self.in_class, self.prefix = outer, owner, prefix
        self.functions[index] = Function(
            name,
            qualname,
            _at(node),
            outer.index,
            owner,
            is_async,
            scope.is_generator,
            isinstance(body, list) and _is_stub(body),
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
            _annotation(arg.annotation) if arg.annotation is not None else None,
            self.expr(default) if default is not None else None,
            kind,
        )

    def klass(self, node: ast.ClassDef) -> None:
        decorators = tuple(self.expr(d) for d in node.decorator_list)
        bases = tuple(self.expr(b) for b in node.bases)
        for keyword in node.keywords:
            self.expr(keyword.value)
        index = len(self.classes)
        self.classes.append(None)
        self.fields[index], self.methods[index] = [], {}
        owner, prefix = self.in_class, self.prefix
        self.in_class, self.prefix = index, f"{prefix}{node.name}."
        self.block(node.body)
        self.in_class, self.prefix = owner, prefix
        self.classes[index] = Class(
            node.name,
            prefix + node.name,
            _at(node),
            self.scope.index,
            bases,
            decorators,
            tuple(self.fields.pop(index)),
            tuple(self.methods.pop(index).items()),
        )
        self.bind_name(node.name, ClassDef(index))

    def assign(self, node: ast.Assign) -> None:
        value = self.expr(node.value)
        for target in node.targets:
            self.bind(target, value)

    def annotated(self, node: ast.AnnAssign) -> None:
        self.bind(
            node.target,
            Typed(annotation) if (annotation := _annotation(node.annotation)) else None,
        )
        if node.value is not None:
            self.bind(node.target, self.expr(node.value))

    def augmented(self, node: ast.AugAssign) -> None:
        self.expr(node.value)
        if not isinstance(node.target, ast.Name):
            self.expr(node.target)

    def returned(self, node: ast.Return) -> None:
        if node.value is not None:
            self.scope.returns.append(self.expr(node.value))

    def loop(self, node: ast.For | ast.AsyncFor) -> None:
        self.iterate(node.target, node.iter, type(node) is ast.AsyncFor)
        self.block(node.body)
        self.block(node.orelse)

    def iterate(self, target: ast.expr, iterable: ast.expr, is_async: bool) -> None:
        value = self.expr(iterable)
        if value is not None:
            self.scope.iterates.append(Use(value, is_async, _at(iterable), self.scope.guard))
        self.bind(target, Elem(value, is_async) if value is not None else None)

    def branch(self, node: ast.If) -> None:
        # An `elif` is an `if` in the `else` of another: a loop, since chains get long.
        while True:
            self.test(node.test)
            self.guarded(node.body, SOMETIMES)
            if len(node.orelse) == 1 and type(node.orelse[0]) is ast.If:
                node = node.orelse[0]
                continue
            self.guarded(node.orelse, SOMETIMES)
            return

    def repeat(self, node: ast.While) -> None:
        self.expr(node.test)
        self.block(node.body)
        self.block(node.orelse)

    def enter(self, node: ast.With | ast.AsyncWith) -> None:
        is_async = type(node) is ast.AsyncWith
        for item in node.items:
            value = self.expr(item.context_expr)
            if value is not None:
                self.scope.enters.append(Use(value, is_async, _at(item.context_expr), self.scope.guard))
            if item.optional_vars is not None:
                self.bind(item.optional_vars, Enter(value, is_async) if value is not None else None)
        self.block(node.body)

    def attempt(self, node: ast.Try) -> None:  # and ast.TryStar, which has the same parts
        self.block(node.body)
        for handler in node.handlers:
            if handler.type is not None:
                self.expr(handler.type)
            if handler.name:
                self.bind_name(handler.name, None)
            self.guarded(handler.body, RARELY)
        self.block(node.orelse)
        self.block(node.finalbody)

    def match(self, node: ast.Match) -> None:
        self.expr(node.subject)
        for case in node.cases:
            for part in ast.walk(case.pattern):
                if isinstance(part, ast.MatchAs | ast.MatchStar) and part.name:
                    self.bind_name(part.name, None)
            if case.guard is not None:
                self.expr(case.guard)
            self.guarded(case.body, SOMETIMES)

    def expressions(self, node: ast.stmt) -> None:
        """A statement that only evaluates expressions."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.expr(child)

    def statement(self, node: ast.Expr) -> None:
        self.expr(node.value)

    def declare_global(self, node: ast.Global) -> None:
        self.scope.globals.update(node.names)

    def imports(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.asname:
                self.bind_name(alias.asname, Import(alias.name, "", 0))
            else:
                # `import a.b` binds `a`; reading `a.b` finds the submodule by itself.
                top = alias.name.partition(".")[0]
                self.bind_name(top, Import(top, "", 0))

    def imports_from(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        for alias in node.names:
            if alias.name == "*":
                self.stars.append((module, node.level))
            else:
                name = alias.asname or alias.name
                self.bind_name(name, Import(module, alias.name, node.level))

    def type_alias(self, node: Any) -> None:  # ast.TypeAlias, from Python 3.12 on
        self.bind(node.name, _annotation(node.value))

    # ---------------------------------------------------------------- bindings

    def bind_name(self, name: str, value: Expr | None) -> None:
        scope = self.scope
        if self.in_class >= 0:
            self.fields[self.in_class].append(Field(name, value, -1))
        elif name in scope.globals:
            self.global_binds.append(GlobalBind(name, value, scope.index))
        else:
            scope.binds.append(Bind(name, value))

    def bind(self, target: ast.expr, value: Expr | None) -> None:
        kind = type(target)
        if kind is ast.Name:
            self.bind_name(target.id, value)  # type: ignore[attr-defined]
        elif isinstance(target, ast.Tuple | ast.List):
            self.unpack(target.elts, value)
        elif isinstance(target, ast.Starred):
            self.bind(target.value, None)
        elif isinstance(target, ast.Attribute):
            scope = self.scope
            if (
                scope.owner in self.fields
                and type(target.value) is ast.Name
                and target.value.id == scope.self_name
            ):
                self.fields[scope.owner].append(Field(target.attr, value, scope.index))
            else:
                self.expr(target.value)
        elif isinstance(target, ast.Subscript):
            self.expr(target.value)
            self.expr(target.slice)

    def unpack(self, targets: list[ast.expr], value: Expr | None) -> None:
        plain = not any(isinstance(t, ast.Starred) for t in targets)
        if type(value) is Seq and plain and len(value.items) == len(targets):
            for target, item in zip(targets, value.items, strict=True):
                self.bind(target, item)
            return
        for index, target in enumerate(targets):
            self.bind(target, Item(value, index) if value is not None and plain else None)

    # ---------------------------------------------------------------- expressions

    def expr(self, node: ast.expr) -> Expr | None:
        handler = _EXPRESSIONS.get(type(node))
        if handler is not None:
            return handler(self, node)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.expr(child)
        return None

    def name(self, node: ast.Name) -> Expr:
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
        """Reading an attribute may run a property: once per function and chain is enough."""
        scope = self.scope
        if scope.index:
            key = dotted(found)
            if key:
                if key in scope.seen_reads:
                    return
                scope.seen_reads.add(key)
            scope.reads.append(Use(found, False, _at(node), scope.guard))

    def call(self, node: ast.Call, awaited: bool = False) -> Expr:
        func = node.func
        callee: Expr | None
        if type(func) is ast.Attribute:
            inner = func.value
            value = self.expr(inner)
            callee = Attr(value, func.attr) if value is not None else None
        else:
            callee = self.expr(func)
        expr = self.expr
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
        for keyword in node.keywords:
            keywords.append((keyword.arg or "", expr(keyword.value)))
        calls = self.scope.calls
        guard = self.scope.guard
        calls.append(Call(callee, tuple(args), tuple(keywords), _at(node), guard, awaited))
        return Ref(len(calls) - 1)

    def awaits(self, node: ast.Await) -> Expr | None:
        inner = node.value
        value = self.call(inner, True) if type(inner) is ast.Call else self.expr(inner)
        return Await(value) if value is not None else None

    def constant(self, node: ast.Constant) -> Expr | None:
        value = node.value
        kind = type(value)
        if kind is str:
            return Const(value[:_LONGEST_CONST].encode("utf-8", "replace").decode())
        if kind is bool or value is None or kind is float:
            return Const(value)
        if kind is int:
            return Const(value) if -_LARGEST_INT <= value <= _LARGEST_INT else Lit("int")
        return Lit("bytes") if kind is bytes else None

    def subscript(self, node: ast.Subscript) -> Expr | None:
        value = self.expr(node.value)
        index = self.expr(node.slice)
        if type(node.slice) is ast.Slice:
            return value  # a slice of a sequence is a sequence of the same kind
        return Sub(value, index) if value is not None else None

    def boolean(self, node: ast.BoolOp) -> Expr:
        first, *others = node.values
        return Choice((self.expr(first), *[self.unsure(v) for v in others]))

    def conditional(self, node: ast.IfExp) -> Expr:
        self.test(node.test)
        return Choice((self.unsure(node.body), self.unsure(node.orelse)))

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
            left = _operation(part.op, left, right)
        return left

    def walrus(self, node: ast.NamedExpr) -> Expr | None:
        value = self.expr(node.value)
        self.bind(node.target, value)
        return value

    def function_expression(self, node: ast.Lambda) -> Expr:
        owner, self.in_class = self.in_class, -1  # a lambda in a class body is no method
        index = self.nested(node, "<lambda>", node.args, node.body, False, (), None)
        self.in_class = owner
        return Func(index)

    def formatted(self, node: ast.JoinedStr) -> Expr:
        for value in node.values:
            self.expr(value)
        return Lit("str")

    def display(self, node: ast.List | ast.Tuple | ast.Set) -> Expr:
        items = tuple(self.expr(e) for e in node.elts)
        name = type(node).__name__.lower()
        return Seq(name, items[:_MOST_ITEMS])

    def mapping(self, node: ast.Dict) -> Expr:
        for key in node.keys:
            if key is not None:
                self.expr(key)
        items = tuple(self.expr(v) for v in node.values)
        return Seq("dict", items[:_MOST_ITEMS])

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Expr:
        self.generators(node.generators)
        return Seq(_COMPREHENSIONS[type(node)], (self.expr(node.elt),))

    def dict_comprehension(self, node: ast.DictComp) -> Expr:
        self.generators(node.generators)
        self.expr(node.key)
        return Seq("dict", (self.expr(node.value),))

    def generators(self, generators: list[ast.comprehension]) -> None:
        in_class, self.in_class = self.in_class, -1  # its variables are no class attributes
        for generator in generators:
            self.iterate(generator.target, generator.iter, bool(generator.is_async))
            for condition in generator.ifs:
                self.expr(condition)
        self.in_class = in_class

    def yielded(self, node: ast.Yield) -> Expr | None:
        self.scope.is_generator = True
        self.scope.yields.append(self.expr(node.value) if node.value is not None else None)
        return None

    def yielded_from(self, node: ast.YieldFrom) -> Expr | None:
        self.scope.is_generator = True
        value = self.expr(node.value)
        if value is not None:
            self.scope.iterates.append(Use(value, False, _at(node.value), self.scope.guard))
            self.scope.yields.append(Elem(value, False))
        return None



def _annotation(node: ast.expr) -> Expr | None:
    """A type as written, strings parsed; None for what is no plain type."""
    if isinstance(node, ast.Name):
        return Name(node.id)
    if isinstance(node, ast.Attribute):
        value = _annotation(node.value)
        return Attr(value, node.attr) if value is not None else None
    if isinstance(node, ast.Subscript):
        value = _annotation(node.value)
        return Sub(value, _annotation(node.slice)) if value is not None else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return Choice((_annotation(node.left), _annotation(node.right)))
    if isinstance(node, ast.Tuple | ast.List):
        return Seq("tuple", tuple(_annotation(e) for e in node.elts[:_MOST_ITEMS]))
    if isinstance(node, ast.Constant):
        if node.value is None:
            return Const(None)
        if isinstance(node.value, str):
            return annotation_expr(node.value)
    return None


def _returns(branch: ast.If) -> bool:
    """Whether a branch of the chain ends in `return`, and so decides about what follows."""
    return (bool(branch.body) and type(branch.body[-1]) is ast.Return) or (
        bool(branch.orelse)
        and (
            type(branch.orelse[-1]) is ast.Return
            or (type(branch.orelse[-1]) is ast.If and _returns(branch.orelse[-1]))
        )
    )


def _is_stub(body: list[ast.stmt]) -> bool:
    """Whether there is nothing but a docstring, `pass`, `...` or `raise NotImplementedError`."""
    for statement in body:
        if isinstance(statement, ast.Raise):
            error = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
            if not (isinstance(error, ast.Name) and error.id == "NotImplementedError"):
                return False
        elif not isinstance(statement, ast.Pass) and not (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        ):
            return False
    return True


def _operation(op: ast.operator, left: Expr | None, right: Expr | None) -> Expr | None:
    if type(op) is ast.Div:
        return Div(left, right) if left is not None or right is not None else None
    for side in (left, right):
        if type(op) in (ast.Add, ast.Mod) and (
            (type(side) is Const and type(side.value) is str)
            or (type(side) is Lit and side.builtin == "str")
        ):
            return Lit("str")
    return None


_COMPREHENSIONS: dict[type, str] = {
    ast.ListComp: "list",
    ast.SetComp: "set",
    ast.GeneratorExp: "generator",
}

_STATEMENTS: dict[type, Callable[[_Builder, Any], None]] = {
    ast.FunctionDef: _Builder.function,
    ast.AsyncFunctionDef: _Builder.function,
    ast.ClassDef: _Builder.klass,
    ast.Assign: _Builder.assign,
    ast.AnnAssign: _Builder.annotated,
    ast.AugAssign: _Builder.augmented,
    ast.Return: _Builder.returned,
    ast.For: _Builder.loop,
    ast.AsyncFor: _Builder.loop,
    ast.If: _Builder.branch,
    ast.While: _Builder.repeat,
    ast.With: _Builder.enter,
    ast.AsyncWith: _Builder.enter,
    ast.Try: _Builder.attempt,
    ast.TryStar: _Builder.attempt,
    ast.Match: _Builder.match,
    ast.Expr: _Builder.statement,
    ast.Raise: _Builder.expressions,
    ast.Assert: _Builder.expressions,
    ast.Delete: _Builder.expressions,
    ast.Global: _Builder.declare_global,
    ast.Import: _Builder.imports,
    ast.ImportFrom: _Builder.imports_from,
}

if sys.version_info >= (3, 12):
    _STATEMENTS[ast.TypeAlias] = _Builder.type_alias

_EXPRESSIONS: dict[type, Callable[[_Builder, Any], Expr | None]] = {
    ast.Name: _Builder.name,
    ast.Attribute: _Builder.attribute,
    ast.Call: _Builder.call,
    ast.Await: _Builder.awaits,
    ast.Constant: _Builder.constant,
    ast.Subscript: _Builder.subscript,
    ast.BoolOp: _Builder.boolean,
    ast.IfExp: _Builder.conditional,
    ast.Compare: _Builder.compare,
    ast.UnaryOp: _Builder.unary,
    ast.BinOp: _Builder.binary,
    ast.NamedExpr: _Builder.walrus,
    ast.Lambda: _Builder.function_expression,
    ast.JoinedStr: _Builder.formatted,
    ast.List: _Builder.display,
    ast.Tuple: _Builder.display,
    ast.Set: _Builder.display,
    ast.Dict: _Builder.mapping,
    ast.ListComp: _Builder.comprehension,
    ast.SetComp: _Builder.comprehension,
    ast.GeneratorExp: _Builder.comprehension,
    ast.DictComp: _Builder.dict_comprehension,
    ast.Yield: _Builder.yielded,
    ast.YieldFrom: _Builder.yielded_from,
}
