"""What can be done about consumers: long work in a task that ends when the client leaves."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from asynclint.diagnostic import Edit, Fix, Reason, Safety
from asynclint.program.consumers import Consuming, Held, Kept
from asynclint.program.one_thread import Shared
from asynclint.program.waiting import Delay
from asynclint.rules.base import Context
from asynclint.tree import Tree, Unfixable
from asynclint.tree.imports import require

_ONCE = frozenset({"connect", "websocket_connect"})  # handlers that are called once for a client
_LATER = (Reason.ORDERING, Reason.EXCEPTION_TYPE, Reason.ENDS_WORK)


# ---------------------------------------------------------------- ending what goes on


def ended(found: Kept, consuming: Consuming, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """A task of a consumer is cancelled when the client leaves."""
    owner = _class(tree, tree.find(found.call.at, ast.Call))
    edits = _cancelled(owner, found.attr, found.method.info.name, consuming, ctx, tree)
    yield Fix(
        f"Cancel `self.{found.attr}` when the client leaves",
        edits,
        Safety.UNSAFE,
        (Reason.ENDS_WORK,),
    )


def _class(tree: Tree, node: ast.AST) -> ast.ClassDef:
    for outer in tree.parents(node):
        if isinstance(outer, ast.ClassDef):
            return outer
    raise Unfixable("it is in no class")


def _hook(consuming: Consuming, ctx: Context) -> tuple[str, str]:
    """What is called when the client leaves: its name and its parameters."""
    hooks: Mapping[str, tuple[str, str]] = ctx.program.knowledge.remedies.LEAVING
    for base in ctx.program.types.mro(consuming.cls):
        if isinstance(base, str) and base in hooks:
            return hooks[base]
    raise Unfixable("nothing is called as long as its response goes on")


def _cancelled(
    owner: ast.ClassDef, attr: str, starter: str, consuming: Consuming, ctx: Context, tree: Tree
) -> tuple[Edit, ...]:
    """Edits that cancel a task, or a collection of tasks, where the client has left."""
    name, parameters = _hook(consuming, ctx)
    target = f"self.{attr}"
    if _is_collection(owner, attr):
        lines = [f"for task in {target}:", "    task.cancel()"]
        if not _is_set_in(owner, attr, "__init__"):
            raise Unfixable(f"`{target}` may not exist when the client leaves")
    elif _is_set_in(owner, attr, "__init__") or _is_class_attribute(owner, attr):
        lines = [f"if {target} is not None:", f"    {target}.cancel()"]
    elif starter in _ONCE and _is_always_set(owner, attr, starter):
        lines = [f"{target}.cancel()"]
    else:
        edit = _class_attribute(tree, owner, attr)
        return edit, *_left(
            tree,
            owner,
            (name, parameters),
            [f"if {target} is not None:", f"    {target}.cancel()"],
            consuming,
        )
    return _left(tree, owner, (name, parameters), lines, consuming)


def _left(
    tree: Tree, owner: ast.ClassDef, hook: tuple[str, str], lines: list[str], consuming: Consuming
) -> tuple[Edit, ...]:
    """Lines that run first when the client has left."""
    name, parameters = hook
    method = _method(owner, name)
    if method is None:
        if any(function.info.name == name for function in consuming.leaving):
            passed = ", ".join(word for word in parameters.split(", ") if word != "self")
            lines = [*lines, f"await super().{name}({passed})"]
        last = owner.body[-1]
        if not tree.stands_alone(last):
            raise Unfixable("other code stands on the same line")
        head = f"async def {name}({parameters}):"
        return (_spaced_below(tree, last, head, *(f"    {line}" for line in lines)),)
    if not isinstance(method, ast.AsyncFunctionDef):
        raise Unfixable(f"`{name}` is no coroutine function")
    body = method.body
    documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    first = body[1] if documented and len(body) > 1 else body[0]
    if not tree.stands_alone(first):
        raise Unfixable("other code stands on the same line")
    if documented and len(body) == 1:
        return (tree.below(first, *lines),)
    indent = tree.indent(first)
    if isinstance(first, ast.Pass):
        text = f"\n{indent}".join(lines)
        return (tree.replace(tree.start(first), tree.end(first), text),)
    text = "".join(f"{indent}{line}\n" for line in lines)
    number = first.lineno
    while tree.source.line(number - 1).strip().startswith("#"):  # comments belong to what follows
        number -= 1
    return (tree.insert(tree.source.starts[number - 1], text),)


def _spaced_below(tree: Tree, statement: ast.stmt, *lines: str) -> Edit:
    """An edit that adds a method below another statement of a class."""
    edit = tree.below(statement, *lines)
    return Edit(edit.path, edit.span, tree.newline + edit.text)


def _method(owner: ast.ClassDef, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    for statement in owner.body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() if statement.name == name:
                return statement
    return None


def _assigns(node: ast.AST, attr: str) -> bool:
    """`self.attr = ...`"""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return isinstance(node, ast.Assign | ast.AnnAssign) and any(
        isinstance(target, ast.Attribute)
        and target.attr == attr
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
        for target in targets
    )


def _is_collection(owner: ast.ClassDef, attr: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("add", "append")
        and ast.unparse(node.func.value) == f"self.{attr}"
        for node in ast.walk(owner)
    )


def _is_set_in(owner: ast.ClassDef, attr: str, method: str) -> bool:
    """Whether a method gives the object an attribute unconditionally, before anything else can
    leave the method."""
    function = _method(owner, method)
    return function is not None and any(_assigns(statement, attr) for statement in function.body)


def _is_class_attribute(owner: ast.ClassDef, attr: str) -> bool:
    return any(
        isinstance(target, ast.Name) and target.id == attr
        for statement in owner.body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None
        for target in (
            statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        )
    )


def _is_always_set(owner: ast.ClassDef, attr: str, method: str) -> bool:
    function = _method(owner, method)
    for statement in function.body if function is not None else ():
        if _assigns(statement, attr):
            return True
        if any(isinstance(node, ast.Return | ast.Raise) for node in ast.walk(statement)):
            return False
    return False


def _class_attribute(tree: Tree, owner: ast.ClassDef, attr: str) -> Edit:
    """`attr = None` in front of the methods of a class."""
    for number, statement in enumerate(owner.body):
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            start = tree.line_start(tree.start(statement))
            above = owner.body[number - 1] if number else None
            documented = isinstance(above, ast.Expr) or above is None
            indent = tree.indent(statement)
            if above is not None and not documented and tree.stands_alone(above):
                return tree.below(above, f"{attr} = None")
            return tree.insert(start, f"{indent}{attr} = None\n\n")
    raise Unfixable(f"`self.{attr}` may not exist when the client leaves")


# ---------------------------------------------------------------- waiting for a task


def hastened(found: Delay, tree: Tree) -> Iterator[Fix]:
    """`await self.task` -> cancelled first, and what it raises is let go."""
    node = tree.find(found.at, ast.expr)
    statement = tree.statement(node)
    waits = statement.value if isinstance(statement, ast.Expr) else None
    task = waits.value if isinstance(waits, ast.Await) else None
    if not (isinstance(task, ast.Attribute) and found.word == f"`{tree.text(task)}`"):
        raise Unfixable("how long it has to wait there is for its author to say")
    if not tree.stands_alone(statement):
        raise Unfixable("other code stands on the same line")
    written, imports = require(tree, "asyncio", "gather", statement)
    word = tree.text(task)
    yield Fix(
        f"Cancel `{word}` first",
        (
            tree.insert(tree.start(statement), f"{word}.cancel()\n{tree.indent(statement)}"),
            tree.replace(
                tree.start(task), tree.end(task), f"{written}({word}, return_exceptions=True)"
            ),
            *imports,
        ),
        Safety.UNSAFE,
        (Reason.ENDS_WORK,),
    )


# ---------------------------------------------------------------- work that holds a handler up


def begun(held: Held, ctx: Context, tree: Tree) -> Iterator[Fix]:
    """What a handler waits for becomes a task on `self`, cancelled when the client leaves. What
    follows in the handler goes with it."""
    delay, handler, consuming = held.delay, held.handler, held.consuming
    statement = _held_up(delay, tree)
    method = tree.function(statement)
    if not isinstance(method, ast.AsyncFunctionDef) or tree.parent(statement) is not method:
        raise Unfixable("the rest of the handler waits for what comes of it")
    owner = _class(tree, statement)
    _hook(consuming, ctx)
    tail = method.body[method.body.index(statement) :]
    _check_tail(method, tail, tree)
    maker, imports = require(tree, "asyncio", "create_task", statement)
    called = _own_call(tree, tail)
    name = _called_name(called) if called is not None else handler.info.name
    if handler.info.name in _ONCE:
        attr = _unused(tree, f"{name.strip('_')}_task")
        begin, lines = f"self.{attr} = {maker}(", []
        edits = _cancelled_new(owner, attr, method, statement, consuming, ctx, tree)
    else:
        attr = _unused(tree, "tasks")
        if "task" in tree.stored(method):
            raise Unfixable("`task` means something else here")
        begin = f"task = {maker}("
        lines = [f"self.{attr}.add(task)", f"task.add_done_callback(self.{attr}.discard)"]
        edits = (
            *_initialised(tree, owner, f"self.{attr} = set()"),
            *_left(
                tree,
                owner,
                _hook(consuming, ctx),
                [f"for task in self.{attr}:", "    task.cancel()"],
                consuming,
            ),
        )
    if called is not None:
        edits += (
            tree.replace(tree.start(statement), tree.start(called), begin),
            tree.insert(tree.end(called), ")"),
            *((tree.below(statement, *lines),) if lines else ()),
        )
    else:  # the tail stays where it is, below a head of its own
        head, coroutine = _split(method, statement, _unused(tree, f"_go_on_{name}"), tree)
        indent = tree.indent(statement)
        text = "".join(f"{indent}{line}\n" for line in (f"{begin}{coroutine})", *lines))
        at = tree.line_start(tree.start(statement))
        edits += (tree.insert(at, f"{text}\n{head}"),)
    title = "Do it in a task that ends with the client"
    yield Fix(title, (*edits, *imports), Safety.UNSAFE, _LATER)


def _held_up(delay: Delay, tree: Tree) -> ast.stmt:
    """The statement of the handler that waits."""
    try:
        return tree.headed(delay.site, ast.While)
    except Unfixable:
        return tree.statement(tree.find(delay.site, ast.expr))


def _cancelled_new(
    owner: ast.ClassDef,
    attr: str,
    method: ast.AsyncFunctionDef,
    statement: ast.stmt,
    consuming: Consuming,
    ctx: Context,
    tree: Tree,
) -> tuple[Edit, ...]:
    """Edits that cancel the task that is now made in the place of a statement."""
    target = f"self.{attr}"
    before = method.body[: method.body.index(statement)]
    hook = _hook(consuming, ctx)
    if any(isinstance(n, ast.Return | ast.Raise) for s in before for n in ast.walk(s)):
        lines = [f"if {target} is not None:", f"    {target}.cancel()"]
        edit = _class_attribute(tree, owner, attr)
        return edit, *_left(tree, owner, hook, lines, consuming)
    return _left(tree, owner, hook, [f"{target}.cancel()"], consuming)


def _check_tail(method: ast.AsyncFunctionDef, tail: list[ast.stmt], tree: Tree) -> None:
    """Raise `Unfixable` when the end of a handler cannot run in a task."""
    if not all(map(tree.stands_alone, tail)):
        raise Unfixable("other code stands on the same line")
    for node in (node for each in tail for node in ast.walk(each)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "self.accept":
            raise Unfixable("the client waits to be accepted after it")
    for node in ast.walk(method):
        if isinstance(node, ast.Yield | ast.YieldFrom):
            raise Unfixable("the handler is a generator")
        if isinstance(node, ast.Global | ast.Nonlocal):
            raise Unfixable("it assigns to a name of another scope")


def _own_call(tree: Tree, tail: list[ast.stmt]) -> ast.Call | None:
    """The call of a method of the consumer, if awaiting it is all that is left of a handler."""
    value = tail[0].value if isinstance(tail[0], ast.Expr) else None
    called = value.value if isinstance(value, ast.Await) else None
    if len(tail) > 1 or not isinstance(called, ast.Call):
        return None
    func = called.func
    if not (isinstance(func, ast.Attribute) and ast.unparse(func.value) == "self"):
        return None
    return None if tree.has_comment(tree.start(tail[0]), tree.start(called)) else called


def _called_name(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Attribute)
    return call.func.attr


def _split(
    method: ast.AsyncFunctionDef, statement: ast.stmt, name: str, tree: Tree
) -> tuple[str, str]:
    """The head of a method that does what is left of another from a statement on, and a call."""
    number = method.body.index(statement)
    used = {
        node.id for each in method.body[number:] for node in ast.walk(each) if hasattr(node, "id")
    }
    known = {node.arg for node in ast.walk(method.args) if isinstance(node, ast.arg)} | {
        node.id
        for each in method.body[:number]
        for node in ast.walk(each)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    given = sorted(used & known - {"self"})
    head = f"{tree.indent(method)}async def {name}({', '.join(['self', *given])}):\n"
    return head, f"self.{name}({', '.join(given)})"


def _initialised(tree: Tree, owner: ast.ClassDef, line: str) -> tuple[Edit, ...]:
    """A line in the constructor of a consumer."""
    made = _method(owner, "__init__")
    if made is not None:
        for statement in made.body:
            if "super().__init__(" in tree.text(statement) and tree.stands_alone(statement):
                return (tree.below(statement, line),)
        raise Unfixable("its constructor is of a form that is not rewritten")
    for statement in owner.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            indent = tree.indent(statement)
            lines = (
                "def __init__(self, *args, **kwargs):",
                "    super().__init__(*args, **kwargs)",
                f"    {line}",
            )
            text = "".join(f"{indent}{one}\n" for one in lines)
            return (tree.insert(tree.line_start(tree.start(statement)), f"{text}\n"),)
    raise Unfixable("its constructor is of a form that is not rewritten")


def _unused(tree: Tree, wanted: str) -> str:
    name, number = wanted, 2
    while name in tree.names:
        name, number = f"{wanted}_{number}", number + 1
    return name


# ---------------------------------------------------------------- the thread that all share


def threaded(found: Shared, tree: Tree) -> Iterator[Fix]:
    """`sync_to_async(f)` -> `sync_to_async(f, thread_sensitive=False)`."""
    if not found.via:
        raise Unfixable("only a consumer that is asynchronous can wait without the shared thread")
    title = "Use threads of their own for it"
    reasons = (Reason.THREAD_SAFETY,)
    option = "thread_sensitive=False"
    if found.site is None:
        call = tree.find(found.at, ast.Call)
        last = max([*call.args, *(k.value for k in call.keywords)], key=tree.end)
        edit = tree.insert(tree.end(last), f", {option}")
        yield Fix(title, (edit,), Safety.UNSAFE, reasons)
        return
    function = tree.function(tree.find(found.at, ast.expr))
    for decorator in getattr(function, "decorator_list", ()):
        if ast.unparse(decorator).rpartition(".")[2] == found.via:
            edit = tree.insert(tree.end(decorator), f"({option})")
            yield Fix(title, (edit,), Safety.UNSAFE, reasons)
            return
    raise Unfixable(f"`{found.via}` gets it in several places, or elsewhere")
