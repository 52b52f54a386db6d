"""What exception handlers do to a cancelled coroutine: catch it, leave, clean up, or go on.

Structured code is read by recursion over its statements; a path that may be taken counts as taken.
Deliberately not known: which exceptions a call raises, and conditions.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator

from asynclint.index.summary import (
    YIELDED,
    At,
    Attr,
    Await,
    Branch,
    Call,
    Const,
    Elem,
    Expr,
    Handler,
    Item,
    Leave,
    Loop,
    Name,
    Plain,
    Ref,
    Statement,
    Try,
    Wait,
    With,
    last_part,
)
from asynclint.knowledge import Knowledge
from asynclint.pins import Verdict
from asynclint.program.cleanups import gives_back, is_cleanup
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.memory import Answers, Memory
from asynclint.program.statements import Block, Place, all_places, calls, walk
from asynclint.program.types import (
    ClassObject,
    External,
    Instance,
    Method,
    Types,
    last_name,
)


class Exit(enum.Enum):
    """How a block may be left; `RAISE` raises what is being handled, `REPLACE` something else."""

    FALL = "falls through"
    RETURN = "returns"
    RAISE = "raises it again"
    REPLACE = "raises something else"
    BREAK = "breaks"
    CONTINUE = "continues"


class Flow:
    """Answers about the statements of functions."""

    def __init__(self, types: TypeSolver, knowledge: Knowledge) -> None:
        self.types = types
        self.knowledge = knowledge
        self._answers = Answers()
        self._calm: Memory = {}  # functions -> whether they never suspend
        self._places: dict[Function, list[Place]] = {}
        self._depth = 0

    def places(self, function: Function) -> list[Place]:
        """Every `try` and `with` of a function, outer ones first."""
        known = self._places.get(function)
        if known is None:
            known = self._places[function] = list(all_places(function, (Try, With)))
        return known

    # ------------------------------------------------------------ exceptions

    def catches_cancel(self, handler: Handler, function: Function) -> Verdict:
        """Whether a handler catches the exception that cancels a coroutine."""
        if handler.types is None:
            return Verdict.YES
        if any(_is_parameter(one, function) for one in handler.types):
            return Verdict.UNKNOWN  # its annotation only says what it may be
        return self._any_cancel([self.types.of(one, function) for one in handler.types], False)

    def suppresses_cancel(self, statement: With, function: Function) -> Verdict:
        """Whether a `with` block keeps that exception to itself: `contextlib.suppress`."""
        verdict = Verdict.NO
        for use in function.body.enters[slice(*statement.enters)]:
            if type(use.value) is not Ref:
                continue
            call = function.body.calls[use.value.index]
            targets = self.types.of(call.func, function)
            if any(isinstance(t, External) and t.name == "contextlib.suppress" for t in targets):
                here = self._any_cancel([self.types.of(arg, function) for arg in call.args], False)
                verdict = here if here is not Verdict.NO else verdict
        return verdict

    def names_cancel(self, handler: Handler, function: Function) -> bool:
        """Whether a handler is for cancellation and nothing broader."""
        return handler.types is not None and any(
            self._is_cancel(one, False) is Verdict.YES
            and _class_name(one) != "builtins.BaseException"
            for expr in handler.types
            for one in self._classes(self.types.of(expr, function))
        )

    def catches(self, handler: Handler, base: str, function: Function) -> bool:
        """Whether a handler names an exception class or a subclass of it."""
        return any(
            base in (self.types.mro(one) if isinstance(one, Class) else self.knowledge.mro(one))
            for expr in handler.types or ()
            for one in self._classes(self.types.of(expr, function))
        )

    def names(self, handler: Handler, name: str, function: Function) -> bool:
        """Whether a handler names just this exception class."""
        return any(
            one == name
            for expr in handler.types or ()
            for one in self._classes(self.types.of(expr, function))
        )

    def is_broad(self, handler: Handler, function: Function) -> bool:
        """Whether a handler catches every ordinary exception."""
        return handler.types is None or any(
            _class_name(one) in ("builtins.Exception", "builtins.BaseException")
            for expr in handler.types
            for one in self._classes(self.types.of(expr, function))
        )

    def _any_cancel(self, types: list[Types], raised: bool) -> Verdict:
        """Whether any of these is the exception that cancels; of `raised` ones subclasses are."""
        verdicts = [
            self._is_cancel(cls, raised) for one in types for cls in self._classes(one) or (None,)
        ]
        if Verdict.YES in verdicts:
            return Verdict.YES
        return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.NO

    def _classes(self, types: Types) -> tuple[Class | str, ...]:
        """Exception classes, those in tuples included."""
        found: list[Class | str] = []
        for one in types:
            if isinstance(one, ClassObject):
                found.append(one.cls)
            elif isinstance(one, External):
                found.append(one.name)
            elif isinstance(one, Instance):
                for inner in one.args:
                    found += self._classes(inner)
        return tuple(found)

    def _is_cancel(self, cls: Class | str | None, raised: bool) -> Verdict:
        if cls is None:
            return Verdict.UNKNOWN
        names = [cls] if isinstance(cls, str) else []
        if raised:
            bases = self.types.mro(cls) if isinstance(cls, Class) else self.knowledge.mro(cls)
            names = [base for base in bases if isinstance(base, str)]
            # Whatever library it is from: raised, it passes the cancellation on.
            if names and names[0].endswith("CancelledError"):
                return Verdict.YES
        if cls == _ANY or not self.knowledge.cancellations.isdisjoint(names):
            return Verdict.YES
        return Verdict.NO

    # ------------------------------------------------------------ leaving

    def exits(self, block: Block, function: Function, name: str = "") -> set[Exit]:
        """How a block may be left; `name` is what the exception being handled is bound to."""
        found = {Exit.FALL}
        for statement in block:
            found.discard(Exit.FALL)
            found |= self._exits(statement, function, name)
            if Exit.FALL not in found:
                break
        return found

    def _exits(self, statement: Statement, function: Function, name: str) -> set[Exit]:
        match statement:
            case Leave(word="raise"):
                return {Exit.RAISE if self._same(statement, function, name) else Exit.REPLACE}
            case Leave(word):
                return {_WORDS[word]}
            case Branch(arms):
                return {e for arm in arms for e in self.exits(arm.body, function, name)}
            case Loop():
                inside = self.exits(statement.body, function, name)
                ends = Exit.BREAK in inside or statement.word != "forever"
                after = self.exits(statement.orelse, function, name)
                return (inside - _LOOPING) | (after if ends else set())
            case With():
                inside = self.exits(statement.body, function, name)
                return inside | ({Exit.FALL} if self._swallows(statement, function) else set())
            case Try():
                inside = self.exits(statement.body, function, name)
                if Exit.FALL in inside:
                    inside.discard(Exit.FALL)
                    inside |= self.exits(statement.orelse, function, name)
                for handler in statement.handlers:
                    inside |= self.exits(handler.body, function, handler.name or name)
                final = self.exits(statement.final, function, name)
                return final if Exit.FALL not in final else inside | (final - {Exit.FALL})
        return {Exit.FALL}

    def _swallows(self, statement: With, function: Function) -> bool:
        return self.suppresses_cancel(statement, function) is Verdict.YES

    def _same(self, leave: Leave, function: Function, name: str) -> bool:
        """Whether `raise` raises the exception being handled, or one that cancels as well."""
        value = leave.value
        if value is None or (name and value == Name(name)):
            return True
        if type(value) is Ref:
            call = function.body.calls[value.index]
            if type(call.func) is Attr and call.func.attr == "with_traceback":
                return call.func.value == Name(name)
            value = call.func
        types = self.types.of(value, function)
        made: Types = tuple(
            ClassObject(t.cls) if isinstance(t.cls, Class) else External(t.cls)
            for t in types
            if isinstance(t, Instance)
        )
        classes = self._classes(made or types)
        if any(_class_name(cls) in _LEAVING for cls in classes):
            return True  # the process is to end
        return self._any_cancel([made or types], True) is not Verdict.NO

    # ------------------------------------------------------------ suspending

    def suspends(self, block: Block, function: Function) -> Wait | None:
        """The first place where a block may be left because the coroutine is cancelled."""
        return next(
            (w for w in self.waits(block, function, True) if self.may_suspend(w, function)), None
        )

    def waits(self, block: Block, function: Function, leaving: bool = False) -> Iterator[Wait]:
        """Every place of a block where the coroutine may wait, in the text's order; only those
        which a cancellation leaves the block from, if `leaving`."""
        for statement, parts in walk(block, self._keeps(function) if leaving else None):
            yield from function.body.waits[parts.waits]
            if isinstance(statement, With) and statement.is_async:
                for use in function.body.enters[slice(*statement.enters)]:
                    if not self._is_timeout(use.value, function):
                        yield Wait(use.value, use.at)

    def goes_on(self, index: int, function: Function) -> bool:
        """Whether a function does anything with the result of a call, or after it."""
        for place in all_places(function):
            statement = place.statement
            parts = statement.parts if isinstance(statement, Plain | Leave | Loop | With) else None
            if parts is None or not parts.calls_from <= index < parts.calls_to:
                continue
            if isinstance(statement, Leave):
                return statement.value != Await(Ref(index))
            return index not in function.body.discards or any(
                next(calls(block[position + 1 :], function), None) is not None
                or (isinstance(owner, Loop) and block is owner.body)
                for owner, block, position in place.around
            )
        return True

    def ending(self, function: Function) -> set[int]:
        """The calls that no cancellation is lost in: a function makes them when it is about to end,
        in a `finally` or in handlers of what may be a cancellation, or no cancellation gets there.
        """
        found: set[int] = set()
        for place in self.places(function):
            statement = place.statement
            blocks: list[Block] = []
            if isinstance(statement, Try):
                blocks = self.ends_with(statement, function)
            elif isinstance(statement, With) and self.shields(statement, function):
                blocks = [statement.body]
            for block in blocks:
                for _, parts in walk(block):
                    found.update(range(parts.calls_from, parts.calls_to))
        return found

    def ends_with(self, statement: Try, function: Function) -> list[Block]:
        """The parts of a `try` that run when the coroutine is about to end."""
        return [
            statement.final,
            *(
                handler.body
                for handler in statement.handlers
                if self.catches_cancel(handler, function) is not Verdict.NO
            ),
        ]

    def exposed(self, block: Block, function: Function) -> Iterator[Wait]:
        """Every place of a block where the coroutine may wait and no shield protects it."""

        def shielded(statement: Statement) -> bool:
            return isinstance(statement, With) and self.shields(statement, function)

        for _, parts in walk(block, shielded):
            yield from function.body.waits[parts.waits]

    def after(self, index: int, function: Function) -> Iterator[Call]:
        """The calls that a function may make after one of its calls has returned."""
        for owner, block, position in reversed(self._around(index, function)):
            rest = block[position + 1 :]
            for statement in rest:
                yield from calls((statement,), function)
                if Exit.FALL not in self.exits((statement,), function):
                    return
            if type(block[position]) is Leave:
                return
            if isinstance(owner, Loop):
                yield from calls(owner.body, function)

    def after_exception(self, index: int, made: At | None, function: Function) -> Iterator[Call]:
        """The calls that a function may make after one of its calls has raised: those of handlers
        and `finally`, and what follows where the exception is caught; again all of a loop, if it
        is caught in there, unless the call at `made` is in the loop, too."""
        caught = False
        for owner, block, position in reversed(self._around(index, function)):
            statement = block[position]
            if isinstance(statement, With) and not caught:
                caught = self._swallows(statement, function) or moves_on(statement, function)
            if caught:
                yield from calls(block[position + 1 :], function)
                if isinstance(owner, Loop):
                    again = list(calls(owner.body, function))
                    yield from again if all(call.at != made for call in again) else ()
            elif isinstance(owner, Try):
                for handler in owner.handlers if block is owner.body else ():
                    yield from calls(handler.body, function)
                    exits = self.exits(handler.body, function, handler.name)
                    caught = caught or bool(exits & {Exit.FALL, Exit.CONTINUE, Exit.BREAK})
                yield from calls(owner.final, function)

    def _around(
        self, index: int, function: Function
    ) -> tuple[tuple[Statement | None, Block, int], ...]:
        """What the statement stands in that makes a call itself."""
        for place in all_places(function):
            statement = place.statement
            parts = [arm.parts for arm in statement.arms] if isinstance(statement, Branch) else []
            if isinstance(statement, Plain | Leave | Loop | With):
                parts = [statement.parts]
            if any(part.calls_from <= index < part.calls_to for part in parts):
                return place.around
        return ()

    def _keeps(self, function: Function) -> Callable[[Statement], bool]:
        """Tells of a statement whether no cancellation leaves its body."""

        def keeps(statement: Statement) -> bool:
            if isinstance(statement, With):
                return self._swallows(statement, function) or self.shields(statement, function)
            return isinstance(statement, Try) and any(
                self.catches_cancel(handler, function) is Verdict.YES
                and self.exits(handler.body, function, handler.name).isdisjoint(RAISING)
                for handler in statement.handlers
            )

        return keeps

    def shields(self, statement: With, function: Function) -> bool:
        """Whether a scope is entered that no cancellation reaches."""
        return any(
            ("shield", Const(True)) in function.body.calls[use.value.index].keywords
            for use in function.body.enters[slice(*statement.enters)]
            if type(use.value) is Ref and self._is_timeout(use.value, function)
        )

    def _is_timeout(self, value: Expr, function: Function) -> bool:
        """Whether what is entered only sets a timer."""
        timeouts = self.knowledge.timeouts
        if type(value) is Ref:
            targets = self.types.of(function.body.calls[value.index].func, function)
            if any(isinstance(t, External) and t.name in timeouts for t in targets):
                return True
        made = self.types.values(self.types.of(value, function))
        return any(isinstance(t, Instance) and t.cls in timeouts for t in made)

    def may_suspend(self, wait: Wait, function: Function) -> bool:
        """Whether a wait can be more than a call of a coroutine that never waits itself, or a turn
        of such an async generator."""
        value = wait.value
        if type(value) is Elem and value.is_async and type(value.value) is Ref:
            value = value.value
        if value == YIELDED:
            # Exceptions come out of a `yield` where the body of an `async with` stands for it.
            decorators = function.info.decorators
            return any(last_name(d, function.parent) == _MANAGER for d in decorators)
        if type(value) is not Ref:
            return not self._is_done(value, function)
        targets = self.types.of(function.body.calls[value.index].func, function)
        # What a protocol declares says nothing where it is known what stands for it.
        written = [t for t in targets if not (isinstance(t, Method) and t.function.info.is_stub)]
        return not written or not all(
            isinstance(t, Method) and self.never_suspends(t.function) for t in written
        )

    def _is_done(self, value: Expr | None, function: Function) -> bool:
        """Whether what is awaited is over: an element of what `asyncio.wait` gives first."""
        match value:
            case Name(id):
                made = function.names.get(id, ())
                return bool(made) and all(self._is_done(one, function) for one in made)
            case Elem(inner, False):
                return self._is_done(inner, function)
            case Item(Await(Ref(index)), 0):
                targets = self.types.of(function.body.calls[index].func, function)
                return any(isinstance(t, External) and t.name == "asyncio.wait" for t in targets)
        return False

    def never_suspends(self, function: Function) -> bool:
        """Whether a coroutine runs to its end without giving way, or an async generator to its next
        `yield`."""
        if not function.info.is_async or function.info.is_stub:
            return False
        if self._depth >= _DEEPEST:
            return self._answers.give_up(False)
        return self._answers.once(self._calm, function, lambda: self._is_calm(function), True)

    def _is_calm(self, function: Function) -> bool:
        self._depth += 1
        found = self.suspends(function.body.flow, function) is None
        self._depth -= 1
        return found

    # ------------------------------------------------------------ cleaning up

    def cleanup(self, block: Block, function: Function) -> list[Call]:
        """The calls of a block that end, close or give back something."""
        return [
            call
            for call in calls(block, function)
            if is_cleanup(call) or gives_back(call, function)
        ]


_ANY = "builtins.BaseException"
_LEAVING = frozenset({"builtins.SystemExit", "builtins.KeyboardInterrupt"})
_MANAGER = "asynccontextmanager"
_DEEPEST = 50  # coroutines that await each other
_WORDS = {"return": Exit.RETURN, "break": Exit.BREAK, "continue": Exit.CONTINUE}
RAISING = {Exit.RAISE, Exit.REPLACE}
_LOOPING = {Exit.BREAK, Exit.CONTINUE}


def moves_on(statement: With, function: Function) -> bool:
    """Whether a block that ran out of time is left without an exception: `move_on_after`, or
    `suppress` around it."""
    for use in function.body.enters[slice(*statement.enters)]:
        if type(use.value) is Ref:
            name = last_part(function.body.calls[use.value.index].func)
            if name.startswith("move_on") or name in ("CancelScope", "suppress"):
                return True
    return False


def _is_parameter(expr: Expr | None, function: Function) -> bool:
    scope: Function | None = function
    while type(expr) is Name and scope is not None:
        if expr.id in scope.params:
            return True
        scope = scope.parent
    return False


def _class_name(cls: Class | str) -> str:
    return cls if isinstance(cls, str) else cls.name
