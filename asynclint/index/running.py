"""What conditions tell of the event loop that runs, and what is known by asking for it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

RUNNING = frozenset({"get_running_loop", "_get_running_loop"})  # give the loop that runs
_HANDING = frozenset({"call_soon_threadsafe", "run_coroutine_threadsafe"})
_THREADS = {"current_thread": "current", "get_ident": "current", "main_thread": "main"}
_LOOP = "loop"  # what event loops are called
_CAUGHT = frozenset({"RuntimeError", "Exception", "BaseException"})  # where no loop runs


BEGIN = (0, 0)  # a mark, before any name was known


class LoopNames:
    """The names that are true wherever the function being read runs on an event loop: the running
    loop itself, and flags. What a part that may not run adds is to be dropped behind it; what it
    takes away is gone."""

    __slots__ = ("_added", "_flags", "_taken", "_true")

    def __init__(self) -> None:
        self._true: set[str] = set()
        self._added: list[str] = []
        self._flags: set[str] = set()  # names that only got True so far
        self._taken: list[str] = []  # of both, in the order in which they got other values

    def __contains__(self, name: str) -> bool:
        return name in self._true

    def given(self, name: str, is_loop: bool, is_set: bool) -> None:
        """A name gets a value: the running loop, or, for the first time, True, or anything else."""
        if name in self._flags or (name in self._true and not is_loop):
            self._taken.append(name)
        self._true.discard(name)
        self._flags.discard(name)
        if is_loop:
            self._add(name)
        elif is_set:
            self._flags.add(name)

    def _add(self, name: str) -> None:
        if name not in self._true:
            self._true.add(name)
            self._added.append(name)

    def mark(self) -> tuple[int, int]:
        """Where something begins, for the other methods."""
        return len(self._added), len(self._taken)

    def drop(self, since: tuple[int, int]) -> None:
        """What was read since may not have run."""
        self._true.difference_update(self._added[since[0] :])
        del self._added[since[0] :]

    def restore(self, since: tuple[int, int]) -> None:
        """What was read since does not run on a loop."""
        for name in self._taken[since[1] :]:
            self._add(name)

    def add(self, flags: Iterable[str]) -> None:
        """These have been set by what runs on a loop."""
        for name in flags:
            self._add(name)


def holds_on_loop(test: ast.expr, is_true: Callable[[str], bool]) -> bool | None:
    """Whether a test holds wherever an event loop runs: `loop.is_running()`, `loop is not None`;
    None if it may or may not. `is_true` says which names are true there."""
    kind = type(test)  # telling them apart by patterns takes longer, and most say nothing
    if kind is ast.Compare:
        return _is_there(test, is_true)  # type: ignore[arg-type]
    if kind is ast.Call:
        return _asks_if_running(test)  # type: ignore[arg-type]
    if isinstance(test, ast.Name):
        return True if is_true(test.id) else None
    if isinstance(test, ast.UnaryOp) and type(test.op) is ast.Not:
        holds = holds_on_loop(test.operand, is_true)
        return None if holds is None else not holds
    if isinstance(test, ast.BoolOp):
        is_and = type(test.op) is ast.And
        parts = (part for part in test.values if not (is_and and _is_any_loop(part)))
        found = {holds_on_loop(part, is_true) for part in parts}
        if (not is_and) in found:
            return not is_and
        return is_and if found == {is_and} else None
    return None


def _is_there(test: ast.Compare, is_true: Callable[[str], bool]) -> bool | None:
    """The same of `loop is None` and `loop is not None`."""
    left, word = test.left, type(test.ops[0])
    if type(left) is not ast.Name or word not in (ast.Is, ast.IsNot) or not is_true(left.id):
        return None
    right = test.comparators[0]
    is_none = isinstance(right, ast.Constant) and right.value is None and len(test.ops) == 1
    return word is ast.IsNot if is_none else None


def hands_to_main(branch: ast.If) -> bool:
    """Whether another thread than the main one hands its work to the loop, which runs there: `if
    current_thread() is not main_thread(): loop.call_soon_threadsafe(...)`."""
    test = branch.test
    if not isinstance(test, ast.Compare) or type(test.ops[0]) not in (ast.IsNot, ast.NotEq):
        return False
    threads = {_thread(test.left), _thread(test.comparators[0])}
    return threads == {"current", "main"} and any(
        isinstance(part, ast.Call) and _last_name(part.func) in _HANDING
        for one in branch.body
        for part in ast.walk(one)
    )


def _thread(node: ast.expr) -> str:
    """Which thread an expression is, or is the number of."""
    if type(node) is ast.Attribute:
        node = node.value
    return _THREADS.get(_last_name(node.func), "") if type(node) is ast.Call else ""


def _asks_if_running(test: ast.Call) -> bool | None:
    """The same of `loop.is_running()`."""
    func = test.func
    if type(func) is not ast.Attribute or func.attr != "is_running" or test.args:
        return None
    loop = func.value
    name = _last_name(loop.func if isinstance(loop, ast.Call) else loop)
    return True if _LOOP in name else None


def asks_for_loop(node: ast.Try) -> bool:
    """Whether a `try` asks for the running loop and does nothing else that may fail, so that no
    handler of it runs where there is one."""
    first, *rest = node.body
    asked = first.value if isinstance(first, ast.Assign | ast.AnnAssign | ast.Expr) else None
    return (
        isinstance(asked, ast.Call)
        and _last_name(asked.func) in RUNNING
        and all(isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant) for one in rest)
        and all(one.type is None or _last_name(one.type) in _CAUGHT for one in node.handlers)
    )


def flags_of(block: Iterable[ast.stmt]) -> set[str]:
    """The names that a block of plain statements leaves true."""
    found: set[str] = set()
    for statement in block:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            match statement.targets[0], statement.value:
                case ast.Name(name), ast.Constant(True):
                    found.add(name)
                case ast.Name(name), _:
                    found.discard(name)
    return found


def _is_any_loop(test: ast.expr) -> bool:
    """Whether a test only asks if there is a loop, running or not."""
    match test:
        case ast.Compare(loop, [ast.IsNot()], [ast.Constant(None)]):
            return _LOOP in _last_name(loop)
    return _LOOP in _last_name(test)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(name) | ast.Attribute(_, name):
            return name
    return ""
