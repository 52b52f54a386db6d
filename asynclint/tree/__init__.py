"""The syntax of one file, and edits to its text.

A tree says where things stand exactly; what they mean is for the program to say. Edits replace the
smallest stretch of text that does the job and never print a node anew, so that comments and layout
survive by construction. Knows no library, no other file and no configuration.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from typing import TypeAlias, TypeVar

from asynclint.diagnostic import Edit
from asynclint.index.build import parse
from asynclint.index.summary import At
from asynclint.text import Source, Span

AsyncDef: TypeAlias = ast.AsyncFunctionDef
Scope: TypeAlias = ast.AsyncFunctionDef | ast.FunctionDef | ast.Lambda | ast.ClassDef
Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
N = TypeVar("N", bound=ast.AST)
B = TypeVar("B", bound=ast.stmt | ast.ExceptHandler)

_Placed = ast.expr | ast.stmt | ast.ExceptHandler | ast.alias | ast.keyword | ast.arg
_NEWLINE = re.compile(r"\r\n|\r|\n")
_USUAL, _WIDEST = 88, 120  # characters of a line
_FEW = 400  # of so many lines one may be longer
_LASTING = re.compile(r"#|[\"'][^\"']{40}|https?:").search
_SPACE = re.compile(r"(?:[ \t\f\r\n]|\\\r?\n|#[^\r\n]*)*")


def compiles(text: str) -> bool:
    """Whether a text is Python: what only the compiler rejects, such as a misplaced `await`,
    included. Nothing is executed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(parse(text), "<fixed>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def widest(texts: Iterable[str]) -> int:
    """How long lines of code are in some texts, within reason. Comments and strings, which
    formatters leave alone, say nothing, nor does one line in some hundreds."""
    lines = (line for text in texts for line in text.splitlines() if not _LASTING(line))
    lengths = sorted(len(line) for line in lines)
    longest = lengths[-1 - len(lengths) // _FEW] if lengths else 0
    return min(max(_USUAL, longest), _WIDEST)


class Unfixable(Exception):
    """There is no such fix; the message says why, a clause without a capital and a full stop."""


class Tree:
    """One file. Offsets count code points from the start of its text.

    Functions that begin at one of the places `turned` are taken for coroutine functions. `wide`
    tells how long lines may get, if the project says so, or 0.
    """

    def __init__(
        self,
        source: Source,
        turned: Set[tuple[int, int]] = frozenset(),
        wide: int = 0,
    ) -> None:
        self.source = source
        self.path = source.path
        self.wide = wide
        try:
            self.module = parse(source.text)
            if turned:
                self.module = _Turning(turned).visit(self.module)
            self.nodes: list[ast.AST] = []  # all of them, breadth first
            self._parents: dict[ast.AST, ast.AST] = {}
            self._nodes: dict[At, list[ast.AST]] = {}
            self._walk()
        except (SyntaxError, RecursionError, MemoryError):
            raise Unfixable("the file cannot be parsed") from None
        self._within: dict[ast.AST, tuple[ast.AST, ...]] = {}
        self._stored: dict[ast.AST, frozenset[str]] = {}
        self._words: dict[ast.AST, frozenset[str]] = {}
        self.invented: dict[ast.stmt, str] = {}  # names of functions that fixes would make
        found = _NEWLINE.search(source.text)
        self.newline = found[0] if found else "\n"

    def _walk(self) -> None:
        pending = self.nodes
        pending.append(self.module)
        for node in pending:  # grows while it is read
            for child in ast.iter_child_nodes(node):
                self._parents[child] = node
                pending.append(child)
            if isinstance(node, ast.expr | ast.stmt | ast.ExceptHandler):
                self._nodes.setdefault(self.at(node), []).append(node)

    @staticmethod
    def at(node: ast.expr | ast.stmt | ast.ExceptHandler) -> At:
        """The place of a node as summaries give it."""
        return node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0

    # ------------------------------------------------------------ nodes

    def find(self, at: At, kind: type[N]) -> N:
        """The outermost node of a kind at a place of a summary; `Unfixable` when there is none."""
        for node in self._nodes.get(at, ()):
            if isinstance(node, kind):
                return node
        raise Unfixable("the code is of a form that is not rewritten")

    def headed(self, at: At, kind: type[B]) -> B:
        """The outermost handler or statement of a kind whose head a summary places there;
        `Unfixable` when there is none."""
        for node in self.nodes:
            if isinstance(node, kind) and self.at(node)[:2] == at[:2]:
                return node
        raise Unfixable("the code is of a form that is not rewritten")

    def parent(self, node: ast.AST) -> ast.AST:
        """The node that this one is a part of."""
        return self._parents[node]

    def parents(self, node: ast.AST) -> Iterator[ast.AST]:
        """All nodes that this one is a part of, from the inside out."""
        found = self._parents.get(node)
        while found is not None:
            yield found
            found = self._parents.get(found)

    def statement(self, node: ast.AST) -> ast.stmt:
        """The statement that a node is, or is a part of."""
        while not isinstance(node, ast.stmt):
            node = self._parents[node]
        return node

    def block(self, statement: ast.AST) -> list[ast.stmt]:
        """The statements that one stands among, itself included; empty for what stands in none."""
        outer = self.parent(statement)
        blocks = (getattr(outer, field, None) for field in ("body", "orelse", "finalbody"))
        return next((b for b in blocks if isinstance(b, list) and statement in b), [])

    def function(self, node: ast.AST) -> ast.AsyncFunctionDef | ast.FunctionDef | ast.Lambda | None:
        """The function that runs a node; None at module level. What stands in a decorator, a
        default or an annotation is run by the function around."""
        inner: ast.AST = node
        for outer in self.parents(node):
            if isinstance(outer, ast.Lambda):
                if inner is outer.body:
                    return outer
            elif isinstance(outer, ast.AsyncFunctionDef | ast.FunctionDef) and inner in outer.body:
                return outer
            inner = outer
        return None

    def calls(self, root: ast.AST) -> Iterator[ast.Call]:
        """The calls in a node, itself included, without those that nested functions make."""
        return (node for node in self.within(root) if isinstance(node, ast.Call))

    def within(self, root: ast.AST) -> tuple[ast.AST, ...]:
        """The node and all its parts, without the bodies of nested functions."""
        if root not in self._within:  # fixes ask the same of a function many times
            self._within[root] = tuple(_within(root))
        return self._within[root]

    def named(self, name: str) -> list[ast.Name]:
        """Where a name is read or bound as a variable, in any scope."""
        return self._named.get(name, [])

    @cached_property
    def _named(self) -> dict[str, list[ast.Name]]:
        found: dict[str, list[ast.Name]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Name):
                found.setdefault(node.id, []).append(node)
        return found

    @cached_property
    def imports(self) -> list[ast.Import | ast.ImportFrom]:
        """Every import statement, wherever it is."""
        return [node for node in self.nodes if isinstance(node, ast.Import | ast.ImportFrom)]

    def stored(self, scope: ast.AST) -> frozenset[str]:
        """The names that something other than an import binds in a scope, arguments included."""
        if scope not in self._stored:
            self._stored[scope] = frozenset(self._binds(scope))
        return self._stored[scope]

    def _binds(self, scope: ast.AST) -> Iterator[str]:
        if isinstance(scope, ast.AsyncFunctionDef | ast.FunctionDef | ast.Lambda):
            written = scope.args
            rest = filter(None, (written.vararg, written.kwarg))
            for argument in (*written.posonlyargs, *written.args, *written.kwonlyargs, *rest):
                yield argument.arg
        for node in self.within(scope):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                yield node.id
            elif isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef | ast.ClassDef):
                if node is not scope and not isinstance(self.parent(node), ast.ClassDef):
                    yield node.name
            elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
                yield node.name

    def words(self, root: ast.AST) -> frozenset[str]:
        """The names that a node and all its parts use or bind, attributes apart."""
        if root not in self._words:
            nodes = self.nodes if root is self.module else ast.walk(root)
            self._words[root] = frozenset(word for node in nodes for word in _words(node))
        return self._words[root]

    # ------------------------------------------------------------ text

    def start(self, node: ast.AST) -> int:
        """Where a node begins; of a function or class with its decorators."""
        decorators = getattr(node, "decorator_list", None)
        if decorators:
            return self.source.text.rindex("@", 0, self.start(decorators[0]))
        assert isinstance(node, _Placed)
        return self._offset(node.lineno, node.col_offset)

    def start_of_def(self, node: ast.AsyncFunctionDef | ast.FunctionDef) -> int:
        """Where a function begins, behind its decorators."""
        return self._offset(node.lineno, node.col_offset)

    def end(self, node: ast.AST) -> int:
        """The offset behind a node."""
        assert isinstance(node, _Placed)
        return self._offset(node.end_lineno or 0, node.end_col_offset or 0)

    def _offset(self, line: int, column: int) -> int:
        return self.source.offset(self.source.at_utf8(line, column))

    def text(self, node: ast.AST) -> str:
        """A node as written."""
        return self.source.text[self.start(node) : self.end(node)]

    def skip(self, offset: int) -> int:
        """The next offset from here that is neither white space nor in a comment."""
        found = _SPACE.match(self.source.text, offset)
        return found.end() if found else offset

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self.source.starts[self.source.position(offset).line - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, its ending included."""
        line = self.source.position(offset).line
        starts = self.source.starts
        return starts[line] if line < len(starts) else len(self.source.text)

    def indent(self, node: ast.stmt) -> str:
        """The white space that the line of a statement begins with."""
        start = self.start(node)
        return re.match(r"[ \t\f]*", self.source.text[self.line_start(start) : start])[0]  # type: ignore[index]

    def stands_alone(self, node: ast.stmt) -> bool:
        """Whether no other code is on the lines of a statement."""
        start, end = self.start(node), self.end(node)
        before = self.source.text[self.line_start(start) : start]
        behind = self.source.text[end : self.line_end(end)]
        return not before.strip() and re.fullmatch(r"\s*(?:#.*)?\s*", behind) is not None

    def open_paren(self, call: ast.Call) -> int:
        """The offset of the bracket that opens the arguments of a call."""
        offset = self.skip(self.end(call.func))
        while self.source.text[offset] == ")":  # `(f)(x)`
            offset = self.skip(offset + 1)
        return offset

    def has_comment(self, start: int, end: int) -> bool:
        """Whether a comment lies between two offsets."""
        return any(start <= offset < end for offset in self.comments)

    @cached_property
    def comments(self) -> list[int]:
        """The offsets of all comments."""
        return [
            self.source.starts[token.start[0] - 1] + token.start[1]
            for token in self._tokens
            if token.type == tokenize.COMMENT
        ]

    @cached_property
    def _tokens(self) -> list[tokenize.TokenInfo]:
        lines = io.StringIO(self.source.text, newline="")
        try:
            return list(tokenize.generate_tokens(lines.readline))
        except (tokenize.TokenError, SyntaxError):
            raise Unfixable("the file cannot be read token by token") from None

    @cached_property
    def string_lines(self) -> frozenset[int]:
        """The lines that begin inside of a string, which must not be indented."""
        found: set[int] = set()
        begun: list[int] = []
        for token in self._tokens:
            name = tokenize.tok_name[token.type]
            if name == "STRING":
                found.update(range(token.start[0] + 1, token.end[0] + 1))
            elif name in ("FSTRING_START", "TSTRING_START"):
                begun.append(token.start[0])
            elif name in ("FSTRING_END", "TSTRING_END"):
                found.update(range(begun.pop() + 1, token.end[0] + 1))
        return frozenset(found)

    @cached_property
    def unit(self) -> str:
        """How far this file indents: by the first block of it."""
        for node in self.module.body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                return (self.indent(first) if first.lineno > node.lineno else "") or "    "
        return "    "

    @cached_property
    def width(self) -> int:
        """How long lines of code may get: as the project says, or as long as others of this file.
        Comments and strings, which formatters leave alone, say nothing."""
        if self.wide:
            return self.wide
        return widest([self.source.text])

    @cached_property
    def names(self) -> frozenset[str]:
        """Every identifier that the file mentions."""
        return frozenset(t.string for t in self._tokens if t.type == tokenize.NAME)

    # ------------------------------------------------------------ edits

    def replace(self, start: int, end: int, text: str) -> Edit:
        """An edit between two offsets; `\\n` in the text becomes what ends lines in this file."""
        position = self.source.position
        text = text.replace("\n", self.newline)
        return Edit(self.path, Span(position(start), position(end)), text)

    def insert(self, offset: int, text: str) -> Edit:
        """An edit that inserts."""
        return self.replace(offset, offset, text)

    def below(self, statement: ast.stmt, *lines: str) -> Edit:
        """An edit that adds lines below a statement that stands alone, indented like it."""
        indent = self.indent(statement)
        end = self.line_end(self.end(statement))
        whole = "".join(f"{indent}{line}\n" for line in lines)
        if (
            not end or self.source.text[end - 1] not in "\r\n"
        ):  # the file does not end its last line
            whole = "\n" + whole.rstrip("\n")
        return self.insert(end, whole)

    def after_imports(self, line: str) -> Edit:
        """An edit that adds a line of the module below the imports that it begins with."""
        last: ast.stmt | None = None
        for number, statement in enumerate(self.module.body):
            docstring = number == 0 and isinstance(statement, ast.Expr)
            if not (docstring or _only_imports(statement)):
                break
            last = statement
        if last is None:
            raise Unfixable("the module begins with no import")
        end = self.line_end(self.end(last))
        return self.insert(end, f"\n{line}\n")


def _within(root: ast.AST) -> Iterator[ast.AST]:
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        if node is root or not isinstance(
            node, ast.AsyncFunctionDef | ast.FunctionDef | ast.Lambda
        ):
            pending += reversed(list(ast.iter_child_nodes(node)))


def _words(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.alias):
        yield (node.asname or node.name).partition(".")[0]
    elif isinstance(node, ast.Global | ast.Nonlocal):
        yield from node.names
    elif isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name


class _Turning(ast.NodeTransformer):
    """Makes functions at some places coroutine functions."""

    def __init__(self, places: Set[tuple[int, int]]) -> None:
        self.places = places

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        if (node.lineno, node.col_offset) not in self.places:
            return node
        fields = {name: getattr(node, name) for name in node._fields}
        return ast.copy_location(ast.AsyncFunctionDef(**fields), node)


def _only_imports(statement: ast.stmt) -> bool:
    """Whether a statement imports, or does so on conditions."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return True
    if isinstance(statement, ast.If):
        return all(map(_only_imports, [*statement.body, *statement.orelse]))
    if isinstance(statement, ast.Try):
        handlers = all(len(handler.body) == 1 for handler in statement.handlers)
        return handlers and all(map(_only_imports, statement.body))
    return False
