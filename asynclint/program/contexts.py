"""Which functions the event loop itself runs, so that blocking in them blocks everybody.

On the loop: coroutine functions and async generators, and sync functions that the loop calls:
callbacks handed to `call_soon` and its kind, protocol methods, what goes by the names of hooks, and
what a framework's decorator declares to be a callback, with the methods that override it. Not on
the loop by itself: every other sync function, since frameworks run sync endpoints and views in
threads, what another decorator hands to a thread, and coroutines that run there (`apart`).

Some projects step coroutines themselves, to write things that take turns, or to have one code for
both worlds. Coroutine functions of such a project, or of a module that only sends None into them,
count only in modules that import something that needs an event loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asynclint.index.summary import ALWAYS, Call, Const, Expr, Import, Name, Ref
from asynclint.knowledge import Knowledge
from asynclint.program.apart import apart
from asynclint.program.conditions import argument, given
from asynclint.program.decorators import Decorators, Runs, in_thread
from asynclint.program.hooks import Hooks
from asynclint.program.hosts import Hosts
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function, Module, calling
from asynclint.program.statements import attempts, caught
from asynclint.program.types import (
    External,
    Method,
    Partial,
    Types,
    last_name,
    spelled,
)

_SENDING = {"send"}
_STEPPED = {"__await__"}  # what is called of something first that is then sent None


def on_loop(
    modules: Iterable[Module], types: TypeSolver, knowledge: Knowledge, hosts: Hosts
) -> list[Function]:
    """The functions of these modules that run on the event loop, in a fixed order."""
    modules = list(modules)
    found: dict[Function, None] = {}
    declared: dict[str, set[Function]] = {}  # by decorators, by name
    stepped = _stepped(modules, knowledge)
    decorators = Decorators(types, knowledge)
    hooks = Hooks(types, knowledge, hosts, decorators)
    for module in modules:
        for function in module.functions:
            info = function.info
            if (info.is_async and module not in stepped) or hooks.are(function):
                found[function] = None
            elif any(
                last_name(d, function.parent) in hosts.declaring for d in info.decorators
            ) and _declared(function, types, knowledge):
                found[function] = None
                declared.setdefault(info.name, set()).add(function)
    found.update(dict.fromkeys(_scheduled(modules, types, knowledge, hosts)))
    found.update(dict.fromkeys(_overriding(modules, declared, types)))
    away = apart(modules, types, decorators, hooks)
    away |= {
        function
        for function in found
        if not function.info.is_async
        and function.info.decorators
        and decorators.runs(function) is Runs.AWAY
    }
    return sorted(found.keys() - away, key=lambda f: f.key)


def _overriding(
    modules: list[Module], declared: dict[str, set[Function]], types: TypeSolver
) -> Iterator[Function]:
    """The methods that take the place of one that a decorator declares: who calls that calls them.
    Save for those with decorators of their own, which may mean anything."""
    if not declared:
        return
    for module in modules:
        for function in module.functions:
            info = function.info
            if (
                function.owner is not None
                and info.name in declared
                and not (info.is_async or info.is_generator or info.decorators)
                and any(
                    isinstance(base, Class) and base.methods.get(info.name) in declared[info.name]
                    for base in types.mro(function.owner)
                )
            ):
                yield function


def _stepped(modules: list[Module], knowledge: Knowledge) -> set[Module]:
    """The modules whose coroutines most likely run without an event loop."""
    functions = (function for module in modules for function in module.functions)
    if not any(function.called(_STEPPED) for function, _, _ in calling(functions, _SENDING)):
        modules = [module for module in modules if any(map(_sends_none, module.functions))]
    tables = (knowledge.spawns, knowledge.groups, knowledge.on_loop)
    needing = {name.partition(".")[0] for table in tables for name in table}
    return {
        module
        for module in modules
        if not any(
            type(value) is Import and not value.level and value.module.split(".")[0] in needing
            for function in module.functions
            for values in function.names.values()
            for value in values
        )
    }


def _sends_none(function: Function) -> bool:
    """Whether a plain function runs a coroutine up to where it waits, which is to be nowhere."""
    calls = function.body.calls
    return (
        not function.info.is_async
        and any(calls[index].args == (Const(None),) for index in function.called(_SENDING))
        and any("StopIteration" in caught(attempt) for attempt in attempts(function))
    )


def _declared(function: Function, types: TypeSolver, knowledge: Knowledge) -> bool:
    """Whether a decorator says that the loop calls the function."""
    scope = function.parent
    return scope is not None and any(
        _declares(decorator, scope, types, knowledge) for decorator in function.info.decorators
    )


def _declares(
    decorator: Expr | None, scope: Function, types: TypeSolver, knowledge: Knowledge
) -> bool:
    call = scope.body.calls[decorator.index] if type(decorator) is Ref else None
    named = {spelled(one) for one in types.of(call.func if call else decorator, scope)}
    if call is not None and in_thread(call, named, knowledge):
        return False
    return not named.isdisjoint(knowledge.on_loop)


def _scheduled(
    modules: list[Module], types: TypeSolver, knowledge: Knowledge, hosts: Hosts
) -> Iterator[Function]:
    functions = (function for module in modules for function in module.functions)
    for function, _, call in calling(functions, hosts.scheduling):
        for one in types.of(call.func, function):
            if (
                isinstance(one, External)
                and (where := knowledge.schedules.get(_row(one.name, knowledge))) is not None
            ):
                for callback in _scheduled_by(argument(call, where), call, function, types):
                    if not callback.info.is_async and not callback.info.is_generator:
                        yield callback


def _scheduled_by(
    value: Expr | None, call: Call, function: Function, types: TypeSolver
) -> Iterator[Function]:
    """What a function hands to the loop with a call: something that it knows, or, if it always
    does, what it is given for a parameter."""
    yield from _callbacks(types.of(value, function))
    if (
        type(value) is Name
        and value.id in function.params - function.names.keys()
        and call.guard == ALWAYS
        and not call.needs
    ):
        for caller, made in types.callers.of(function):
            if any(
                isinstance(one, Method) and one.function is function
                for one in types.of(made.func, caller)
            ):
                yield from _callbacks(types.of(given(made, function, value.id), caller))


def _row(name: str, knowledge: Knowledge) -> str:
    """The name a method goes by in the table of schedulers, inherited ones included."""
    return next((n for n in knowledge.inherited(name) if n in knowledge.schedules), name)


def _callbacks(types: Types) -> list[Function]:
    found: list[Function] = []
    for one in types:
        if isinstance(one, Method):
            found.append(one.function)
        elif isinstance(one, Partial):
            found += _callbacks(one.target)
    return found
