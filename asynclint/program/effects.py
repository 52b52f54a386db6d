"""What a function, and what it calls, changes of objects that it has not made itself.

Whoever runs a function in another thread needs to know: what it changes may be in use elsewhere
meanwhile. A change is told by the *root* of the object: a parameter, a variable of a function
around, or one of the module. What is done to an object that was made on the way is nobody else's
business, and neither is what happens while a lock of threads is held.

Deliberately not known: aliases beyond names and plain look-ups, and what libraries change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from asynclint.index.summary import (
    At,
    Attr,
    Await,
    Call,
    Choice,
    Elem,
    Enter,
    Expr,
    Item,
    Name,
    Or,
    Ref,
    Sub,
    dotted,
)
from asynclint.knowledge import Blocks, Knowledge
from asynclint.program.calls import CallGraph
from asynclint.program.conditions import given
from asynclint.program.edges import Edge
from asynclint.program.linker import Class, Function
from asynclint.program.types import (
    ClassObject,
    External,
    Instance,
    Method,
    ModuleObject,
)

_MOST_FUNCTIONS = 300


class Root(msgspec.Struct, frozen=True):
    """Where an object is found: in which scope, and by which name. Without a function, the name
    belongs to the module."""

    function: Function | None
    name: str


class Change(msgspec.Struct, frozen=True):
    """A function changes an object that others may know; `what` is how it is written there. Or it
    `uses` one that bears only one user at a time, which is a change of it as well."""

    root: Root
    what: str
    function: Function
    uses: bool = False


class Effects:
    """Answers by function, worked out when asked for."""

    def __init__(self, calls: CallGraph, knowledge: Knowledge) -> None:
        self._calls = calls
        self._types = calls.types
        self._remedies = knowledge.remedies
        self._all: dict[Function, tuple[Change, ...]] = {}
        self._fields: dict[Function, list[str]] = {}
        self._known_classes: set[Class] = set()

    def of_call(self, function: Function, at: At) -> list[Change]:
        """What a call in a function changes, with roots in terms of that function."""
        found = [change for change in self._of_calls(function, at) if change.uses]
        for edge in self._calls.edges(function).edges:
            if edge.at == at:
                found += self._carried(edge, function, self.of(edge.target))
                found += self._implied(edge, function)
        return found

    def between(self, function: Function, at: At) -> list[Change]:
        """What the code between two places of a function changes; save plain assignments to
        attributes of what a method is bound to, of which no place is known."""
        found = list(self._written(function, at))
        for edge in self._calls.edges(function).edges:
            if _inside(edge.at, at):
                found += self._carried(edge, function, self.of(edge.target))
        return found

    def of(self, function: object) -> tuple[Change, ...]:
        """What a function changes, one change for each root."""
        if not isinstance(function, Function):
            return ()
        if function not in self._all:
            self._solve(function)
        return self._all[function]

    def _solve(self, function: Function) -> None:
        """Work out the changes of a function and of all that it calls, until nothing is new."""
        found: dict[Function, dict[Root, Change]] = {}
        pending = [function]
        for one in pending:  # grows while it is read
            if one not in found and len(found) < _MOST_FUNCTIONS:
                found[one] = {change.root: change for change in self._changes(one)}
                pending += [e.target for e in self._edges(one) if isinstance(e.target, Function)]
        grown = True
        while grown:
            grown = False
            for one in reversed(found):
                for edge in self._edges(one):
                    if isinstance(edge.target, Function):
                        known = found.get(edge.target, {}).values()
                        for change in [*self._carried(edge, one, known)]:
                            if change.root not in found[one]:
                                found[one][change.root] = change
                                grown = True
        self._all[function] = tuple(found[function].values())

    def _edges(self, function: Function) -> tuple[Edge, ...]:
        return () if self._locks(function) else self._calls.edges(function).edges

    # ------------------------------------------------------------ one function

    def _changes(self, function: Function) -> Iterator[Change]:
        """What the code of a function itself changes."""
        if self._locks(function):
            return
        for attr in self._assigned(function):
            if (root := _bound(function)) is not None:
                yield Change(root, f"{root.name}.{attr}", function)
        for bind in function.module.summary.global_binds:
            if bind.function == function.index:
                yield Change(Root(None, bind.name), bind.name, function)
        yield from self._written(function, None)

    def _written(self, function: Function, at: At | None) -> Iterator[Change]:
        for put in function.body.puts:
            if at is None or _inside(put.at, at):
                what = _written(put.owner)
                what = f"{what}.{put.attr}" if put.attr else what
                for root in self.roots(put.owner, function):
                    yield Change(root, what, function)
        yield from self._of_calls(function, at)
        for edge in self._calls.edges(function).edges:
            if at is None or _inside(edge.at, at):
                yield from self._implied(edge, function)

    def _of_calls(self, function: Function, at: At | None) -> Iterator[Change]:
        for call in function.body.calls:
            if at is None or _inside(call.at, at):
                func = call.func
                if type(func) is Attr:
                    changes, uses = self._mutates(func, function)
                    changed = func.value if changes or uses else None
                else:
                    is_set = type(func) is Name and func.id in ("setattr", "delattr")
                    changed, uses = (call.args[0] if is_set and call.args else None), False
                for root in self.roots(changed, function) if changed is not None else ():
                    yield Change(root, _written(changed), function, uses)

    def _implied(self, edge: Edge, function: Function) -> Iterator[Change]:
        """What is used by code that calls nothing by its name, such as a loop over a query."""
        target, place = edge.target, edge.place
        if not isinstance(target, Blocks) or isinstance(place, Call):
            return
        if target.name.rpartition(".")[0] in self._remedies.ONE_USER:
            for root in self.roots(place.value, function):
                yield Change(root, _written(place.value), function, uses=True)

    def _mutates(self, method: Attr, function: Function) -> tuple[bool, bool]:
        """Whether a method changes the container that it is called on, and whether it uses what
        only one may use at a time."""
        remedies = self._remedies
        types = self._types.of(method, function)
        owners = {one.name.rpartition(".")[0] for one in types if isinstance(one, External)}
        uses = not owners.isdisjoint(remedies.ONE_USER)
        if uses or method.attr not in remedies.MUTATING:
            return False, uses
        if types or self._types.of(method.value, function):
            return not owners.isdisjoint(remedies.CONTAINERS), False
        return method.attr in remedies.MUTATING_SURELY, False

    def _assigned(self, function: Function) -> list[str]:
        """The attributes that a method gives to what it is bound to."""
        method = _method(function)
        if method is None or method.owner is None:
            return []
        owner = method.owner
        if owner not in self._known_classes:
            self._known_classes.add(owner)
            for field in owner.info.fields:
                if field.function >= 0:
                    setter = owner.module.functions[field.function]
                    self._fields.setdefault(setter, []).append(field.name)
        return self._fields.get(function, [])

    def _locks(self, function: Function) -> bool:
        """Whether a sync function takes a lock of threads: it knows that it is not alone."""
        exclusive = self._remedies.EXCLUSIVE
        for use in function.body.enters:
            types = self._types.of(use.value, function)
            if any(isinstance(t, Instance) and t.cls in exclusive for t in types):
                return True
            if not types and "lock" in dotted(use.value).rpartition(".")[2].lower():
                return True
        return False

    # ------------------------------------------------------------ where objects are found

    def roots(
        self, expr: Expr | None, function: Function, seen: set[Root] | None = None
    ) -> list[Root]:
        """Where the object is found that an expression gives or leads to; nowhere if it is made
        on the way. `seen` are the names that have been followed."""
        match expr:
            case Attr(value, _) | Sub(value, _) | Elem(value, _) | Enter(value, _) | Item(value, _):
                return self.roots(value, function, seen)
            case Await(value):
                return self.roots(value, function, seen)
            case Choice(options) | Or(options):
                return [r for option in options for r in self.roots(option, function, seen)]
            case Ref(index):
                call = function.body.calls[index]
                if type(call.func) is Name and call.func.id == "super":
                    bound = _bound(function)
                    return [bound] if bound is not None else []
                if type(call.func) is Attr and (
                    call.func.attr in self._remedies.LOOKING_UP
                    or self._mutates(call.func, function)[1]
                ):
                    return self.roots(call.func.value, function, seen)
            case Name(name):
                return self._named(name, function, seen)
        return []

    def _named(self, name: str, function: Function, seen: set[Root] | None) -> list[Root]:
        seen = set() if seen is None else seen
        scope: Function | None = function
        while scope is not None and scope.index:
            if name in scope.names:
                found = []
                if name in scope.params:
                    found.append(Root(scope, name))
                if Root(scope, name) not in seen:
                    seen.add(Root(scope, name))
                    for value in scope.names[name]:
                        found += self.roots(value, scope, seen)
                return list(dict.fromkeys(found))
            if name in scope.params:
                return [Root(scope, name)]
            scope = scope.parent
        types = self._types.of(Name(name), function)
        if any(isinstance(one, ClassObject | Method | ModuleObject) for one in types):
            return [Root(None, name)] if any(isinstance(t, ClassObject) for t in types) else []
        return [Root(None, name)]

    def _carried(self, edge: Edge, caller: Function, changes: Iterable[Change]) -> Iterator[Change]:
        """The changes that a callee makes, in terms of its caller."""
        for change in changes:
            root = change.root
            if root.function is not edge.target:  # of a module, or of a function around
                for one in self._outer(root, caller):
                    yield Change(one, change.what, change.function, change.uses)
                continue
            assert root.function is not None
            for one in self.roots(*self._passed(edge, caller, root.function, root.name)):
                yield Change(one, change.what, change.function, change.uses)

    def _outer(self, root: Root, caller: Function) -> list[Root]:
        if root.function is caller and root.name not in caller.params:
            return self._named(root.name, caller, None)
        return [root]

    def _passed(
        self, edge: Edge, caller: Function, callee: Function, name: str
    ) -> tuple[Expr | None, Function]:
        """What the caller gives to a parameter of the callee; None if it is made for the call."""
        place = edge.place
        is_bound = callee.owner is not None and _bound(callee) == Root(callee, name)
        if not isinstance(place, Call):
            value = place.value
            return (value.value if type(value) is Attr and is_bound else value), caller
        if not is_bound:
            return given(place, callee, name), caller
        func = place.func
        hooks = self._calls.constructors
        if callee.info.name in hooks and not (type(func) is Attr and func.attr in hooks):
            return None, caller
        return (func.value if type(func) is Attr else func), caller


def _written(expr: Expr | None) -> str:
    """An object as code calls it, as far as that can be said in a word."""
    while type(expr) is Sub or type(expr) is Elem or type(expr) is Item:
        expr = expr.value
    return dotted(expr) or "an object"


def _inside(at: At, around: At) -> bool:
    return around[:2] <= at[:2] and at[2:] <= around[2:]


def _method(function: Function) -> Function | None:
    """The method that a function is, or stands in."""
    scope: Function | None = function
    while scope is not None and scope.owner is None:
        scope = scope.parent
    return scope


def _bound(function: Function) -> Root | None:
    """What a method, or the method around, is bound to."""
    method = _method(function)
    if method is None or Name("staticmethod") in method.info.decorators or not method.info.params:
        return None
    first = method.info.params[0]
    return None if first.kind else Root(method, first.name)
