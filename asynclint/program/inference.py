"""What an expression may be: a function, a class, an instance, or something outside the project.

Every answer is a tuple of alternatives; the empty tuple means unknown, and callers stay silent on
it. Values are followed flow-insensitively through names, attributes, annotations, constructors,
returns, `with`, `for` and unpacking.

What is deliberately not known, so that this does not grow into a type checker: the order of
assignments, what `isinstance` finds out about anything but what is called or read at once, type
variables other than of a class that is passed, what other files pass for unannotated parameters of
methods, values that others put into containers, `setattr`, metaclasses, and more than a handful of
alternatives or `_DEEPEST` steps of inference.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable

from asynclint.index.summary import (
    RARELY,
    Attr,
    Await,
    Call,
    Choice,
    ClassDef,
    Const,
    Div,
    Elem,
    Enter,
    Expr,
    Func,
    Import,
    Item,
    Lit,
    Name,
    Or,
    Ref,
    Seq,
    Sub,
    Typed,
    dotted,
    last_part,
    mentions,
)
from asynclint.knowledge import Knowledge
from asynclint.program.callers import Callers
from asynclint.program.classes import Classes
from asynclint.program.conditions import given, makes_harmless
from asynclint.program.containers import PUTTING, has_names, is_empty, is_open
from asynclint.program.hints import RECEIVER, VALUE_LAST, Hints, with_receiver
from asynclint.program.linker import Class, Function, Module, Modules
from asynclint.program.memory import Answers
from asynclint.program.names import Names
from asynclint.program.overrides import Subclasses
from asynclint.program.parameters import Parameters
from asynclint.program.places import Place, Places
from asynclint.program.protocols import kept
from asynclint.program.receivers import Receivers
from asynclint.program.results import Results
from asynclint.program.statements import attempts, calls
from asynclint.program.types import (
    HARMLESS,
    UNKNOWN,
    ClassObject,
    Coroutine,
    External,
    Generator,
    Instance,
    Method,
    ModuleObject,
    Namespace,
    Partial,
    Super,
    Type,
    Types,
    join,
    record,
)

# Keys of a function's memory beside the names and the indices of its calls.
_RETURNED, _YIELDED, _MADE = -1, -2, -3
_TYPES = ("type", "Type")
_DEEPEST = 60  # steps from one expression to another


class TypeSolver(Results, Classes, Parameters, Names, Receivers):
    """Evaluates expressions of summaries. Answers are remembered with the symbols."""

    def __init__(
        self,
        modules: Modules,
        knowledge: Knowledge,
        places: Places,
        callers: Callers,
        roots: Iterable[Module],
        deriving: Callable[[str], Iterable[Module]],
    ) -> None:
        self.modules = modules
        self.subclasses = Subclasses(roots, self, deriving)
        self.callers = callers
        self.knowledge = knowledge
        self.places = places
        self._answers = Answers()
        self.hints = Hints(modules, self.of, self._answers)
        self._depth = 0

    # ------------------------------------------------------------ expressions

    def of(self, expr: Expr | None, scope: Function) -> Types:
        """What an expression evaluated in the scope of a function may be."""
        if expr is None:
            return UNKNOWN
        # Most questions have been answered before, which needs no care for depth.
        if type(expr) is Name:
            known = scope.memory.get(expr.id)
        elif type(expr) is Ref:
            known = scope.memory.get(expr.index)
        else:
            known = None
        # At the top of a module nothing may mean that a name is found elsewhere.
        if type(known) is tuple and (known or scope.index):
            return known
        if self._depth > _DEEPEST:
            return self._answers.give_up(UNKNOWN)
        self._depth += 1
        try:
            return self._of(expr, scope)
        finally:
            self._depth -= 1

    def _of(self, expr: Expr, scope: Function) -> Types:
        # These are nearly all there is, and telling them apart by patterns takes longer.
        if type(expr) is Name:
            return self.name(expr.id, scope)
        if type(expr) is Attr:
            value, attr = expr.value, expr.attr
            if attr in PUTTING and type(value) is Name and is_empty(scope.only(value.id)):
                # Who puts something into it does not ask what is there, which costs the most.
                return self.attribute(self.of(scope.only(value.id), scope), attr)
            return self._placed(expr, self.attribute(self.of(value, scope), attr))
        if type(expr) is Ref:
            return self.result_of(expr.index, scope)
        return self._of_other(expr, scope)

    def _of_other(self, expr: Expr, scope: Function) -> Types:
        """What neither a name nor an attribute nor a call may be."""
        match expr:
            case Func():
                return (Method(scope.module.functions[expr.index]),)
            case ClassDef():
                return (ClassObject(scope.module.classes[expr.index]),)
            case Import():
                return self.imported(expr, scope.module)
            case Typed():
                return self.hints.annotated(expr.annotation, scope)
            case Choice():
                return join([self.of(option, scope) for option in expr.options])
            case Await():
                return self.awaited(self.of(expr.value, scope))
            case Enter():
                return self.entered(self.of(expr.value, scope), expr.is_async)
            case Elem():
                return self.element(self.of(expr.value, scope))
            case Item():
                return self.item(self.of(expr.value, scope), expr.index)
            case Sub():
                return self._placed(expr, self.subscripted(self.of(expr.value, scope), expr.index))
            case Or((left, right)):
                sides = (self.of(left, scope), self.of(right, scope))  # once: they nest
                found = self.operated(*sides, "or")
                if found is not None:
                    return found
                return join(list(sides)) if all(sides) else UNKNOWN
            case Div(left, right):
                sides = (self.of(left, scope), self.of(right, scope))
                return self.operated(*sides, "truediv") or UNKNOWN
            case Const():
                return self._literal(type(expr.value).__name__)
            case Lit():
                return self._literal(expr.builtin)
            case Seq():
                inner = tuple(self.values(self.of(item, scope)) for item in expr.items)
                if expr.builtin == "tuple":
                    return (Instance("builtins.tuple", inner),)
                if expr.keys:
                    return (record("builtins.dict", zip(expr.keys, inner, strict=True)),)
                cls, each = f"builtins.{expr.builtin}", join(list(inner))
                return (Instance(cls, (UNKNOWN, each) if cls in VALUE_LAST else (each,)),)
        raise AssertionError(expr)

    def _placed(self, expr: Attr | Sub, found: Types) -> Types:
        """What an attribute or item may be that applications keep in a shared object, unless it is
        `found` to be anything else."""
        place = self.places.place(expr)
        if place is None or any(not isinstance(one, External) for one in self.values(found)):
            return found
        return (
            self._answers.once(self.places.memory, str(place), lambda: self._put(place), UNKNOWN)
            or found
        )

    def _put(self, place: Place) -> Types:
        stored = self.places.stored(place)
        return join([self.values(self.of(value, function)) for function, value in stored])

    def _literal(self, builtin: str) -> Types:
        return UNKNOWN if builtin == "NoneType" else (Instance(f"builtins.{builtin}"),)

    # ------------------------------------------------------------ attributes

    def attribute(self, owners: Types, attr: str) -> Types:
        """What reading an attribute of any of these may give."""
        if len(owners) == 1:
            return self._attribute(owners[0], attr)
        return join([self._attribute(owner, attr) for owner in owners])

    def _attribute(self, owner: Type, attr: str) -> Types:
        match owner:  # what is most frequent first
            case Instance(cls):
                if isinstance(cls, str):
                    return (External(self.knowledge.canonical(f"{cls}.{attr}"), owner),)
                return self.class_attribute(cls, attr, owner)
            case External(name, receiver):
                typed = self.value(owner)
                if typed and typed != (owner,):
                    return self.attribute(typed, attr)
                if receiver is not None:
                    return UNKNOWN  # an attribute of a method's or attribute's unknown value
                return self._external(f"{name}.{attr}")
            case ModuleObject(module):
                return self._asked_for(module, attr)
            case Namespace(name, near):
                # Other distributions may have their share of it: `google` is the most shared.
                inner = f"{name}.{attr}"
                return self._submodule(inner, near) or self._external(inner)
            case ClassObject(cls):
                return self.class_attribute(cls, attr, owner)
            case Super(cls, receiver):
                return self.class_attribute(cls, attr, receiver, skip=cls)
            case Method(function) if function.info.decorators:
                made = self._answers.once(
                    function.memory, _MADE, lambda: self._made_of(function), UNKNOWN
                )
                return self.attribute(made, attr)
        return UNKNOWN

    def _made_of(self, function: Function) -> Types:
        """The object that a decorator makes of a function, which runs the function when called."""
        scope = function.parent or function
        for decorator in function.info.decorators:
            expr = scope.body.calls[decorator.index].func if type(decorator) is Ref else decorator
            for one in self.of(expr, scope):
                if isinstance(one, External) and one.name in self.knowledge.transparent:
                    return self.called(one)
        return UNKNOWN

    # ------------------------------------------------------------ values and calls

    def values(self, types: Types) -> Types:
        """The alternatives as values: external attributes replaced by their known types."""
        return join([self.value(one) for one in types])

    def value(self, one: Type) -> Types:
        """An external variable or attribute as the type the tables give it, else itself."""
        if isinstance(one, External) and (one.receiver or not self.knowledge.is_class(one.name)):
            typed = self.knowledge.returns(one.name)
            if not typed and one.receiver is not None and not self.knowledge.blocks(one.name):
                typed = self.knowledge.returns(f"{one.receiver.cls}.__getattr__")
            if typed:
                return self.hints.declared(typed, one.receiver)
        return (one,)

    def result_of(self, index: int, scope: Function) -> Types:
        """What a call of the scope's body returns."""
        return self._answers.once(scope.memory, index, lambda: self._outcome(index, scope), UNKNOWN)

    def _outcome(self, index: int, scope: Function) -> Types:
        call = scope.body.calls[index]
        parts: list[Types] = []
        callees = self.callees(call, scope)
        if not callees and type(call.func) is Attr:
            owners = self.of(call.func.value, scope)
            return self._supplied_result(owners, call.func.attr) or self._betrayed(call, scope)
        for one in callees:
            if isinstance(one, ClassObject):
                parts.append(self.generated(one, index, scope) or (Instance(one.cls),))
            elif not isinstance(one, External):
                parts.append(self._of_given_class(one, call, scope) or self.called(one))
            elif made := self.generated(one, index, scope):
                parts.append(made)
            elif (
                (row := self.knowledge.blocks(one.name))
                and row.unless
                and makes_harmless(row, call, scope, self.of)
            ):
                parts.append(UNKNOWN if self._stands_in(index, scope) else (HARMLESS,))
            else:
                parts.append(self.special(one, index, scope))
        return join(parts)

    def _stands_in(self, index: int, scope: Function) -> bool:
        """Whether what a call gives is kept where something else has failed: the exception."""
        call = scope.body.calls[index]
        return (
            index in scope.body.kept
            and call.guard >= RARELY
            and any(
                call in calls(handler.body, scope)
                for attempt in attempts(scope)
                for handler in attempt.handlers
            )
        )

    def _of_given_class(self, callee: Type, call: Call, scope: Function) -> Types:
        """What a function gives that is said to give an instance of a class that it is given:
        `def require(kind: type[T]) -> T`."""
        if not isinstance(callee, Method) or type(callee.function.info.returns) is not Name:
            return UNKNOWN
        function = callee.function
        for param in function.info.params:
            match param.annotation:
                case Sub(hint, of) if of == function.info.returns and last_part(hint) in _TYPES:
                    classes = self.of(given(call, function, param.name), scope)
                    made = [self.called(one) for one in classes if isinstance(one, ClassObject)]
                    found = join(made)
                    return (Coroutine(found),) if found and function.info.is_async else found
        return UNKNOWN

    def called(self, callee: Type) -> Types:
        """What calling this returns."""
        match callee:
            case Method(function, receiver):
                return self.result(function, receiver)
            case ClassObject(cls):
                return (Instance(cls),)
            case Partial(target):
                return join([self.called(one) for one in target])
            case Instance(cls):
                call = self._attribute(callee, "__call__")
                if isinstance(cls, Class):
                    return join([self.called(m) for m in call if isinstance(m, Method)])
                return self.called(call[0]) if call and isinstance(call[0], External) else UNKNOWN
            case External(name, receiver):
                if receiver is not None and receiver.args and (known := kept(name, receiver)):
                    return known
                if typed := self.knowledge.returns(name):
                    return self.hints.declared(typed, receiver)
                if receiver is None and self.knowledge.is_class(name):
                    return (Instance(name),)
        return UNKNOWN

    def result(self, function: Function, receiver: Instance | ClassObject | None) -> Types:
        """What calling a function of the project gives: annotated, else plainly inferred."""
        info = function.info
        said = self._own_result(function) if receiver is not None else None
        if (
            receiver is not None
            and not info.is_generator
            and (mentions(said, "Self") or mentions(said, RECEIVER))
        ):
            # It differs by receiver: not to be remembered.
            found = self.hints.annotated(said, function.parent or function, receiver.cls)
            if not found and dotted(said) == "Self":
                found = (Instance(receiver.cls),)  # a type variable of that name
            if found:
                return (Coroutine(found),) if info.is_async else found
        return self._answers.once(
            function.memory, _RETURNED, lambda: self._result(function, receiver), UNKNOWN
        )

    def _own_result(self, function: Function) -> Expr | None:
        """What a method is said to give, with `RECEIVER` for a type variable that stands for what
        it is called of: `def make(cls: type[T]) -> list[T]`."""
        info = function.info
        is_method = function.owner is not None and Name("staticmethod") not in info.decorators
        mine = info.params[0].annotation if is_method and info.params else None
        if type(mine) is Sub and last_part(mine.value) in _TYPES:
            mine = mine.index
        if type(mine) is not Name or not mentions(info.returns, mine.id):
            return info.returns
        return (
            with_receiver(info.returns, mine.id)
            if self._is_variable(mine, function)
            else info.returns
        )

    def _is_variable(self, name: Name, function: Function) -> bool:
        """Whether a name in an annotation is a type variable: one that is made, or that is bound
        nowhere, as those are that stand behind the name of a function or class."""
        top = function.module.functions[0]
        made = [value for value in top.names.get(name.id, ()) if type(value) is Ref]
        if any(last_part(top.body.calls[ref.index].func) == "TypeVar" for ref in made):
            return True
        if function.module.summary.stars or hasattr(builtins, name.id):
            return False
        return self.of(name, function) == (External(f"builtins.{name.id}"),)

    def _result(self, function: Function, receiver: Instance | ClassObject | None) -> Types:
        info = function.info
        if info.is_generator and not info.is_async:
            return (Generator(function),)
        if info.is_generator:
            return (Instance("builtins.list", (self._yielded(function),)),)
        found = UNKNOWN
        if info.returns is not None:
            owner = receiver.cls if receiver is not None else None
            found = self.hints.annotated(info.returns, function.parent or function, owner)
        if not found or self._leaves_open(found, function):
            found = join(
                [found, *(self.values(self.of(r, function)) for r in function.body.returns)]
            )
        return (Coroutine(found),) if info.is_async else found

    def _leaves_open(self, said: Types, function: Function) -> bool:
        """Whether the function itself tells more than its annotation: a protocol says nothing of
        what stands for it, `dict[str, Any]` nothing of what is in it."""
        return any(map(self._is_protocol, said)) or (
            any(map(is_open, said)) and any(has_names(r, function) for r in function.body.returns)
        )

    def _yielded(self, function: Function) -> Types:
        return self._answers.once(
            function.memory, _YIELDED, lambda: self._yields(function), UNKNOWN
        )

    def _yields(self, function: Function) -> Types:
        return join([self.values(self.of(y, function)) for y in function.body.yields])
