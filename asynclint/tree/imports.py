"""Names of other modules in one file: what is imported, and how to import what is not.

An import is added where isort would have it: below the docstring and `__future__`, among the
imports of its kind, in front of those whose names come later.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterable, Iterator

from asynclint.diagnostic import Edit
from asynclint.tree import Tree, Unfixable


def require(tree: Tree, module: str, attr: str, near: ast.AST) -> tuple[str, tuple[Edit, ...]]:
    """How to write `module.attr` at a node, and the edits that import it, if any are needed.

    With an empty `attr`, it is the module itself. Modules of the standard library are imported
    whole unless the file imports names from them, from others the top part of `attr`. Raises
    `Unfixable` where the name means something else.
    """
    if written := available(tree, module, attr, near):
        return written, ()
    if attr and (edit := _joined(tree, module, attr)):
        return attr, (edit,)
    first, _, rest = attr.partition(".")
    whole = not attr or module.partition(".")[0] in sys.stdlib_module_names
    name = module.partition(".")[0] if whole else first
    if name in _bound(tree, near) or not _means(tree, name, name if whole else f"{module}.{name}"):
        raise Unfixable(f"`{name}` means something else here")
    if whole:
        edit = _added(tree, f"import {module}", module, False)
        return f"{module}.{attr}" if attr else module, (edit,)
    written = f"{first}.{rest}" if rest else first
    return written, (_extended(tree, module, first) or _from(tree, module, first),)


def available(tree: Tree, module: str, attr: str, near: ast.AST) -> str:
    """How `module.attr` can be written at a node with what is imported already, if at all."""
    wanted = f"{module}.{attr}" if attr else module
    hidden = _bound(tree, near)
    for name, meaning in _imported(tree, near):
        if name not in hidden and (wanted == meaning or wanted.startswith(f"{meaning}.")):
            return name + wanted[len(meaning) :]
    return ""


def meaning(tree: Tree, node: ast.AST) -> str:
    """The dotted name that an expression means by the imports around it; empty if by none."""
    tail = ""
    root = node
    while isinstance(root, ast.Attribute):
        tail = f".{root.attr}{tail}"
        root = root.value
    if not isinstance(root, ast.Name) or root.id in _bound(tree, node):
        return ""
    found = ""
    for name, means in _imported(tree, node):
        if name == root.id:
            return means + tail
        if name.partition(".")[0] == root.id:  # `import a.b` binds `a`
            found = found or root.id + tail
    return found


def released(tree: Tree, node: ast.expr) -> tuple[Edit, ...]:
    """The edits that drop the import of a standard module's name which only this node uses; none
    where others may use it from here, or comments stand there.

    Only for names that no fix writes: the others of a round would count on the import.
    """
    root = node
    while isinstance(root, ast.Attribute):
        root = root.value
    if not isinstance(root, ast.Name):
        return ()
    name = root.id
    users = tree.named(name)
    named = [s for s in tree.imports for a in s.names if (a.asname or a.name) == name]
    if len(users) > 1 or len(named) != 1 or named[0] not in tree.module.body:
        return ()
    statement = named[0]
    module = statement.module if isinstance(statement, ast.ImportFrom) else name
    start, end = tree.start(statement), tree.line_end(tree.end(statement))
    if (
        (module or "").partition(".")[0] not in sys.stdlib_module_names
        or len(statement.names) > 1
        or not tree.stands_alone(statement)
        or tree.has_comment(start, end)
    ):
        return ()
    return (tree.replace(start, end, ""),)


def imported_modules(tree: Tree) -> set[str]:
    """The top-level packages that the file imports anywhere, save for type checkers."""
    running = [node for node in tree.imports if not _is_typing(tree, node)]
    return {meaning.partition(".")[0] for _, meaning in _meanings(running)}


def _is_typing(tree: Tree, node: ast.stmt) -> bool:
    """Whether an import is for type checkers only."""
    inner: ast.AST = node
    for outer in tree.parents(node):
        if isinstance(outer, ast.If) and inner in outer.body:
            named = outer.test.attr if isinstance(outer.test, ast.Attribute) else outer.test
            if (named.id if isinstance(named, ast.Name) else named) == "TYPE_CHECKING":
                return True
        inner = outer
    return False


def _imported(tree: Tree, near: ast.AST) -> Iterator[tuple[str, str]]:
    """What imports bind at a node, the nearest first: the name, and the dotted name it means."""
    before = tree.start(near)
    for scope in tree.parents(near):
        if isinstance(scope, ast.AsyncFunctionDef | ast.FunctionDef):
            yield from _meanings(s for s in scope.body if tree.end(s) <= before)
    yield from _meanings(_top(tree.module.body))


def _meanings(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement in statements:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                yield alias.asname or alias.name, alias.name
        elif isinstance(statement, ast.ImportFrom) and not statement.level:
            for alias in statement.names:
                yield alias.asname or alias.name, f"{statement.module}.{alias.name}"


def _top(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements that run whenever the module is imported."""
    found: list[ast.stmt] = []
    for statement in body:
        found.append(statement)
        if isinstance(statement, ast.Try):
            found += statement.body
    return found


def _means(tree: Tree, name: str, wanted: str) -> bool:
    """Whether every import that binds a name, whether it runs or not, binds what is wanted."""
    for node in tree.imports:
        module = node.module or "." if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            if (alias.asname or alias.name).partition(".")[0] == name:
                meaning = f"{module}.{alias.name}" if module else alias.name
                whole = not (module or alias.asname)
                if wanted != (name if whole else meaning):
                    return False
    return True


def _bound(tree: Tree, near: ast.AST) -> set[str]:
    """The names that something other than an import gives a meaning to at a node."""
    scopes = [
        scope
        for scope in tree.parents(near)
        if isinstance(scope, ast.AsyncFunctionDef | ast.FunctionDef | ast.Lambda | ast.Module)
    ]
    return {name for scope in scopes for name in tree.stored(scope)}


# ---------------------------------------------------------------- where to add one


def _from(tree: Tree, module: str, name: str) -> Edit:
    return _added(tree, f"from {module} import {name}", module, True)


def _extended(tree: Tree, module: str, name: str) -> Edit | None:
    """An existing `from module import ...` made longer."""
    for statement in tree.module.body:
        if isinstance(statement, ast.ImportFrom) and not statement.level:
            plain = all(alias.name != "*" for alias in statement.names)
            if statement.module == module and plain and tree.stands_alone(statement):
                starts = [tree.start(alias) for alias in statement.names]
                margins = [tree.source.text[tree.line_start(start) : start] for start in starts]
                is_vertical = not any(map(str.strip, margins))
                between = f",\n{margins[0]}" if is_vertical else ", "
                for alias in statement.names:
                    if alias.name > name:
                        return tree.insert(tree.start(alias), f"{name}{between}")
                return tree.insert(tree.end(statement.names[-1]), f"{between}{name}")
    return None


def _joined(tree: Tree, module: str, name: str) -> Edit | None:
    """An existing import of a standard module's names with one more, where the file uses the name
    for nothing and the line has the room."""
    if module.partition(".")[0] not in sys.stdlib_module_names or "." in name:
        return None
    if name in tree.words(tree.module) or hasattr(builtins, name):
        return None
    edit = _extended(tree, module, name)
    if edit is None:
        return None
    line = tree.source.line(edit.span.start.line).rstrip()
    return edit if len(line) + len(edit.text) <= tree.width else None


def _added(tree: Tree, line: str, module: str, is_from: bool) -> Edit:
    """A new import statement, in its place among the others."""
    body = tree.module.body
    head = _head(body)
    block: list[ast.stmt] = []
    for statement in body[head:]:
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            break
        block.append(statement)
    kind = _section(module, 0)
    section = [s for s in block if _of(s)[0] == kind and tree.stands_alone(s)]
    key = (is_from, module.lower())
    earlier = [s for s in section if _of(s)[1] < key]
    if earlier:
        return tree.insert(tree.line_end(tree.end(earlier[-1])), f"{line}\n")
    if section:
        return tree.insert(tree.line_start(tree.start(section[0])), f"{line}\n")
    others = [s for s in block if tree.stands_alone(s)]
    sooner = [s for s in others if _of(s)[0] < kind]
    if sooner:
        end = tree.line_end(tree.end(sooner[-1]))
        return tree.insert(end, _ended(tree, end, f"\n{line}\n"))
    if others:
        return tree.insert(tree.line_start(tree.start(others[0])), f"{line}\n\n")
    return _first(tree, body[:head], line)


def _first(tree: Tree, before: list[ast.stmt], line: str) -> Edit:
    """An import in a file that begins with none."""
    if before:
        end = tree.line_end(tree.end(before[-1]))
        return tree.insert(end, _ended(tree, end, f"\n{line}\n"))
    offset = 0
    for number in range(1, len(tree.source.starts)):
        text = tree.source.line(number)
        if not text.startswith("#"):
            break
        offset = tree.source.starts[number]
    gap = "\n" if tree.source.text[offset : tree.line_end(offset)].strip() else ""
    return tree.insert(offset, f"{line}\n{gap}")


def _ended(tree: Tree, offset: int, text: str) -> str:
    """A text for the end of a line, also of the last one of a file that does not end it."""
    whole = tree.source.text
    return text if not offset or whole[offset - 1] in "\r\n" else f"\n{text}".rstrip("\n")


def _head(body: list[ast.stmt]) -> int:
    """How many statements must stay first: the docstring and `from __future__`."""
    count = 0
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        count = 1
    while count < len(body):
        statement = body[count]
        if not (isinstance(statement, ast.ImportFrom) and statement.module == "__future__"):
            break
        count += 1
    return count


def _section(module: str, level: int) -> int:
    """The standard library comes first, then what is installed, then the package's own."""
    if level:
        return 2
    return 0 if module.partition(".")[0] in sys.stdlib_module_names else 1


def _of(statement: ast.stmt) -> tuple[int, tuple[bool, str]]:
    """The section of an import statement, and its order in there."""
    if isinstance(statement, ast.Import):
        name = statement.names[0].name
        return _section(name, 0), (False, name.lower())
    assert isinstance(statement, ast.ImportFrom)
    module = statement.module or ""
    return _section(module, statement.level), (True, module.lower())
