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
import contextlib
import sys
import warnings
from collections.abc import Callable, Iterable
from typing import Any

from asynclint.index.annotations import annotation
from asynclint.index.expressions import Expressions
from asynclint.index.running import asks_for_loop, flags_of, holds_on_loop
from asynclint.index.scope import at
from asynclint.index.shapes import (
    finds_file,
    head_of,
    header_of,
    is_long,
    keeps,
    kept,
    leaves_block,
    parting,
    spelled,
    targets,
    without_not,
)
from asynclint.index.sorts import classes_of, kinds_of, opposite, outcomes, takes_all, told
from asynclint.index.summary import (
    ALWAYS,
    RARELY,
    SOMETIMES,
    USUALLY,
    Arm,
    Attr,
    Await,
    Branch,
    Choice,
    Class,
    ClassDef,
    Enter,
    Expr,
    Func,
    Function,
    Handler,
    Import,
    Leave,
    Loop,
    ModuleSummary,
    Need,
    Parts,
    Plain,
    Ref,
    Seq,
    Sort,
    Statement,
    Try,
    Typed,
    With,
    dotted,
    pack_body,
)

_DEPTH = 12_000  # frames the walk may use: pure Python frames cost no C stack since 3.11


def parse(text: str) -> ast.Module:
    """The tree of a file, also of one written for a newer Python as far as `older` can tell.

    Raises `SyntaxError` for what cannot be parsed, and `RecursionError` or `MemoryError` for code
    nested deeper than the parser allows.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and the like are not our business
        try:
            return ast.parse(text)
        except SyntaxError:
            from asynclint.index.newer import older  # seldom needed, and long to load

            rewritten = older(text)
            if rewritten != text:
                with contextlib.suppress(SyntaxError):
                    return ast.parse(rewritten)
            raise


def build(tree: ast.Module) -> ModuleSummary:
    """The summary of a parsed file; raises `RecursionError` when it is nested too deeply."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEPTH))
    try:
        return _Builder().module(tree)
    finally:
        sys.setrecursionlimit(limit)


class _Builder(Expressions):
    """Walks the statements of one module."""

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
            tuple(self.stores),
        )

    # ---------------------------------------------------------------- statements

    def block(self, statements: Iterable[ast.stmt]) -> None:
        handlers = _STATEMENTS
        scope = self.scope
        guard, needs = scope.guard, scope.needs
        for statement in statements:
            kind = type(statement)
            handler = handlers.get(kind)
            if handler is not None:
                if kind in _COMPOUND:
                    # By what names were when they were asked for.
                    apart = parting(statement, scope)
                    handler(self, statement)
                    scope.guard = max(scope.guard, guard + apart)
                    continue
                called, waited = len(scope.calls), len(scope.waits)
                handler(self, statement)
                if called != len(scope.calls) or waited != len(scope.waits):
                    parts = Parts(called, len(scope.calls), waited, len(scope.waits))
                    scope.flow.append(Plain(parts))
        scope.guard, scope.needs = guard, needs

    def structured(self, statements: Iterable[ast.stmt]) -> tuple[Statement, ...]:
        """A block that is part of a statement; returns its flow."""
        scope = self.scope
        outer, scope.flow = scope.flow, []
        aliases = dict(scope.aliases)
        self.block(statements)
        found, scope.flow = tuple(scope.flow), outer
        if scope.aliases != aliases:  # it may not have run, or not to its end
            scope.aliases = dict(aliases.items() & scope.aliases.items())
        return found

    def guarded(
        self, statements: Iterable[ast.stmt], guard: int, needs: Iterable[Need] = ()
    ) -> tuple[Statement, ...]:
        """A block that does not run whenever the code around it does; returns its flow."""
        scope = self.scope
        outer, needed, mark = scope.guard, scope.needs, scope.loop_mark()
        scope.guard, scope.needs = outer + guard, scope.learn(*needs)
        found = self.structured(statements)
        scope.guard, scope.needs = outer, needed
        scope.drop_names(mark)
        return found

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

    def klass(self, node: ast.ClassDef) -> None:
        decorators = tuple(self.expr(d) for d in node.decorator_list)
        bases = tuple(self.expr(b) for b in node.bases)
        keywords = {keyword.arg: self.expr(keyword.value) for keyword in node.keywords}
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
            at(node),
            self.scope.index,
            bases,
            keywords.get("metaclass"),
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
            Typed(found) if (found := annotation(node.annotation)) else None,
        )
        if node.value is not None:
            self.bind(node.target, self.expr(node.value))

    def augmented(self, node: ast.AugAssign) -> None:
        self.expr(node.value)
        self.changed(node.target)

    def returned(self, node: ast.Return) -> None:
        since = self.scope.marks()
        value = None
        if node.value is not None:
            value = self.expr(node.value)
            self.scope.returns.append(value)
        self.scope.flow.append(Leave("return", value, self.scope.parts(since), at(node)))

    def raised(self, node: ast.Raise) -> None:
        since = self.scope.marks()
        value = self.expr(node.exc) if node.exc is not None else None
        if node.cause is not None:
            self.expr(node.cause)
        self.scope.flow.append(Leave("raise", value, self.scope.parts(since), at(node)))

    def left(self, node: ast.Break | ast.Continue) -> None:
        since = self.scope.marks()
        word = "break" if type(node) is ast.Break else "continue"
        self.scope.flow.append(Leave(word, None, self.scope.parts(since), at(node)))

    def loop(self, node: ast.For | ast.AsyncFor) -> None:
        since = self.scope.marks()
        self.iterate(node.target, node.iter, type(node) is ast.AsyncFor)
        parts = self.scope.parts(since)
        with self.scope.rounds():
            body = self.structured(node.body)
        if is_long(node.iter):
            self.scope.structured = True
        orelse = self.structured(node.orelse)
        self.scope.flow.append(
            Loop("for", None, False, parts, body, orelse, head_of(node, node.iter))
        )

    def branch(self, node: ast.If) -> None:
        # An `elif` is an `if` in the `else` of another: a loop, since chains get long.
        arms = []
        reached = ALWAYS  # by what guard the next arm's condition is, where a loop runs
        first, outer = node, self.scope.needs
        chain = [node]
        while len(chain[-1].orelse) == 1 and type(chain[-1].orelse[0]) is ast.If:
            chain.append(chain[-1].orelse[0])
        # Asked before the first arm gives names other values.
        filled = [kept(one.test, one.body, self.scope) for one in chain]
        for node, is_filled in zip(chain, filled, strict=True):
            since = self.scope.marks()
            condition, is_negated = without_not(node.test)
            test = self.test(condition)
            parts = self.scope.parts(since)
            guard = USUALLY if node is first and finds_file(node.test) else SOMETIMES
            if is_filled:
                guard = RARELY
            on_loop = holds_on_loop(node.test, self.scope.is_true)
            if on_loop is not None or reached == RARELY:
                guard = RARELY if on_loop is False else reached
            holds, fails = told(node.test, self.scope)
            body = self.guarded(node.body, guard, holds)
            arms.append(Arm(test, is_negated, parts, body))
            if reached != RARELY and on_loop is not False:
                reached = RARELY if on_loop else SOMETIMES
            self.scope.needs = self.scope.learn(*fails)
        nothing = self.scope.parts(self.scope.marks())
        orelse = self.guarded(node.orelse, reached)
        arms.append(Arm(None, False, nothing, orelse))
        self.scope.flow.append(Branch(tuple(arms)))
        if node is not first or node.orelse or not leaves_block(node.body):
            self.scope.needs = outer

    def repeat(self, node: ast.While) -> None:
        since = self.scope.marks()
        condition, is_negated = without_not(node.test)
        test = self.test(condition)
        parts = self.scope.parts(since)
        forever = type(node.test) is ast.Constant and bool(node.test.value)
        with self.scope.rounds():
            holds, _ = outcomes(node.test, self.scope)
            body = self.guarded(node.body, ALWAYS if forever else SOMETIMES, holds)
        self.scope.structured |= forever
        word, at_head = "forever" if forever else "while", head_of(node, node.test)
        orelse = self.structured(node.orelse)
        self.scope.flow.append(Loop(word, test, is_negated, parts, body, orelse, at_head))

    def enter(self, node: ast.With | ast.AsyncWith) -> None:
        scope = self.scope
        is_async = type(node) is ast.AsyncWith
        since, first = scope.marks(), len(scope.enters)
        for item in node.items:
            value = self.expr(item.context_expr)
            if value is not None:
                scope.enters.append(self.use(value, is_async, item.context_expr))
            if item.optional_vars is not None:
                self.bind(item.optional_vars, Enter(value, is_async) if value is not None else None)
        entered, parts = (first, len(scope.enters)), scope.parts(since)
        scope.structured = True
        body = self.structured(node.body)
        scope.flow.append(With(entered, is_async, parts, body, at(node)))

    def attempt(self, node: ast.Try) -> None:  # and ast.TryStar, which has the same parts
        scope = self.scope
        mark = scope.loop_mark()
        body = self.structured(node.body)
        is_asked = asks_for_loop(node)
        if node.handlers and not is_asked:
            scope.drop_names(mark)
        mark = scope.loop_mark()
        handlers = []
        for handler in node.handlers:
            types = self.caught(handler.type)
            if handler.name:
                self.bind_name(handler.name, None)
            handled = self.guarded(handler.body, RARELY)
            name = handler.name or ""
            handlers.append(
                Handler(
                    types,
                    name,
                    tuple(dict.fromkeys(targets(handler.body))),
                    bool(name) and keeps(name, handler.body),
                    handled,
                    header_of(handler),
                )
            )
        names = scope.names_of_loop() if is_asked else None
        if names is not None:
            names.restore(mark)
            names.add(flags_of(node.body))
        orelse = self.structured(node.orelse)
        if names is not None:
            names.add(flags_of(node.orelse))
        final = self.structured(node.finalbody)
        scope.structured = True
        scope.flow.append(Try(body, tuple(handlers), orelse, final, at(node)))

    def caught(self, node: ast.expr | None) -> tuple[Expr | None, ...] | None:
        """The types that an `except` names; None when it names none."""
        if node is None:
            return None
        if isinstance(node, ast.Tuple):
            return tuple(self.expr(part) for part in node.elts)
        return (self.expr(node),)

    def match(self, node: ast.Match) -> None:
        since = self.scope.marks()
        self.expr(node.subject)
        arms = []
        kinds, subject, outer = kinds_of(node), spelled(node.subject), self.scope.needs
        for case in node.cases:
            captured = [
                part.name
                for part in ast.walk(case.pattern)
                if isinstance(part, ast.MatchAs | ast.MatchStar) and part.name
            ]
            for name in captured:
                self.bind_name(name, kinds.get(name))
            if case.guard is not None:
                self.expr(case.guard)
            parts = self.scope.parts(since)
            is_kept = subject and case.guard is None and subject.split(".")[0] not in captured
            classes = classes_of(case.pattern) if is_kept else ()
            needs = (Sort(subject, classes, True),) if classes else ()
            arms.append(Arm(None, False, parts, self.guarded(case.body, SOMETIMES, needs)))
            if takes_all(case.pattern):
                self.scope.needs = self.scope.learn(*map(opposite, needs))
            since = self.scope.marks()
        self.scope.needs = outer
        arms.append(Arm(None, False, self.scope.parts(since), ()))  # no case fits
        self.scope.flow.append(Branch(tuple(arms)))

    def asserted(self, node: ast.Assert) -> None:
        self.expr(node.test)
        if node.msg is not None:
            self.expr(node.msg)
        self.scope.needs = self.scope.learn(*outcomes(node.test, self.scope)[0])

    def statement(self, node: ast.Expr) -> None:
        value = self.expr(node.value)
        parts = [value]
        for part in parts:  # grows while it is read
            if isinstance(part, Await):
                parts.append(part.value)
            elif isinstance(part, Seq):
                parts += part.items
            elif isinstance(part, Choice):
                parts += part.options
            elif isinstance(part, Ref):
                self.scope.discards.append(part.index)

    def declare_nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            self.scope.loads[name] += 1  # what is bound here is read elsewhere
            self.scope.shared.add(name)

    def deleted(self, node: ast.Delete) -> None:
        for target in node.targets:
            if not isinstance(target, ast.Name):  # which reads nothing
                self.changed(target)

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
        self.bind(node.name, annotation(node.value))


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
    ast.Raise: _Builder.raised,
    ast.Break: _Builder.left,
    ast.Continue: _Builder.left,
    ast.Assert: _Builder.asserted,
    ast.Delete: _Builder.deleted,
    ast.Global: _Builder.declare_global,
    ast.Nonlocal: _Builder.declare_nonlocal,
    ast.Import: _Builder.imports,
    ast.ImportFrom: _Builder.imports_from,
}

# Statements that add themselves to the flow.
_COMPOUND = frozenset(
    {ast.Return, ast.Raise, ast.Break, ast.Continue, ast.For, ast.AsyncFor, ast.While}
    | {ast.If, ast.Match, ast.With, ast.AsyncWith, ast.Try, ast.TryStar}
)

if sys.version_info >= (3, 12):
    _STATEMENTS[ast.TypeAlias] = _Builder.type_alias
