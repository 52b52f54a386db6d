"""What calls give that depends on what they are given: builtins, wrappers, what frameworks inject.

The part of `inference` that knows single functions; what most calls give, their callee alone tells.
"""

from __future__ import annotations

from msgspec.structs import replace

from asynclint.index.summary import Attr, Call, Const, Expr, Import, last_part
from asynclint.program.conditions import argument, makes_harmless
from asynclint.program.linker import Class, Function
from asynclint.program.protocols import Protocols
from asynclint.program.types import (
    HARMLESS,
    UNKNOWN,
    ClassObject,
    Coroutine,
    External,
    Generator,
    Instance,
    Partial,
    Super,
    Type,
    Types,
    join,
    record,
)

# What calling an async generator function gives, by inference and by annotation.
_ITERATED = ("builtins.list", "collections.abc.AsyncIterator", "collections.abc.AsyncGenerator")


# Give the function that they are given, or what does so.
_DECORATORS = frozenset(
    {
        "contextlib.contextmanager",
        "contextlib.asynccontextmanager",
        "functools.cache",
        "functools.lru_cache",
    }
)
_LOOKUPS = (".get", ".pop", ".setdefault")
# By what names providers and classes are given, where not by position.
_GIVEN_AS = ("dependency", "default_value", "klass")


class Results(Protocols):
    """Answers about calls of functions outside of the project."""

    def _betrayed(self, call: Call, scope: Function) -> Types:
        """What a method of something unknown gives that only one kind of object can have: `query`
        of a mapped class."""
        known = self.knowledge.betrays.get(last_part(call.func))
        first = call.args[0] if call.args else None
        if known is None or call.awaited:
            return UNKNOWN
        taken, given = known
        is_it = any(
            isinstance(one, ClassObject) and taken in self.mro(one.cls)
            for expr in (first, first.value if type(first) is Attr else None)
            for one in self.of(expr, scope)
        )
        return (Instance(given),) if is_it else UNKNOWN

    def special(self, callee: External, index: int, scope: Function) -> Types:
        """Builtins and helpers whose result depends on their arguments."""
        call = scope.body.calls[index]
        first = call.args[0] if call.args else None
        match callee.name:
            case "builtins.super":
                owner = scope
                while owner.owner is None and owner.parent is not None:
                    owner = owner.parent
                return (Super(owner.owner, Instance(owner.owner)),) if owner.owner else UNKNOWN
            case "builtins.type" if len(call.args) == 1:
                of = self.of(first, scope)
                return tuple(
                    ClassObject(t.cls)
                    for t in of
                    if isinstance(t, Instance) and isinstance(t.cls, Class)
                )
            case "functools.partial" | "functools.partialmethod":
                return (Partial(self.of(first, scope)),)
            case "contextlib.closing" if first is not None:
                return (Instance("contextlib.closing", (self.values(self.of(first, scope)),)),)
            case "typing.cast":
                second = call.args[1] if len(call.args) > 1 else None
                return self.hints.annotated(first, scope) or self.of(second, scope)
            case "itertools.islice" if first is not None:
                of = self.of(first, scope)
                rest = tuple(one for one in of if not isinstance(one, Generator))
                sliced = (Instance("builtins.list", (self.element(rest),)),) if rest else ()
                return join([tuple(one for one in of if isinstance(one, Generator)), sliced])
            case (
                "builtins.iter"
                | "builtins.list"
                | "builtins.tuple"
                | "builtins.set"
                | "builtins.sorted"
                | "builtins.reversed"
            ) if first is not None:
                return (Instance("builtins.list", (self.element(self.of(first, scope)),)),)
            case "builtins.dict" if call.keywords and not call.args:
                keys = tuple(key for key, _ in call.keywords)
                values = tuple(self.values(self.of(value, scope)) for _, value in call.keywords)
                if all(key not in ("*", "") for key in keys):
                    return (record(callee.name, zip(keys, values, strict=True)),)
            case "builtins.next" if first is not None:
                return self.element(self.of(first, scope))
            case "builtins.enumerate" if first is not None:
                inner = self.element(self.of(first, scope))
                pair = Instance("builtins.tuple", ((Instance("builtins.int"),), inner))
                return (Instance("builtins.list", ((pair,),)),)
            case "builtins.zip":
                inner_all = tuple(self.element(self.of(a, scope)) for a in call.args)
                return (Instance("builtins.list", ((Instance("builtins.tuple", inner_all),),)),)
            case "builtins.getattr" if len(call.args) >= 2 and type(call.args[1]) is Const:
                return self.attribute(self.of(first, scope), str(call.args[1].value))
            case "asyncio.gather":
                return (Coroutine(self._gathered(call, scope)),)
            case "contextlib.ExitStack.enter_context" | "contextlib.AsyncExitStack.enter_context":
                return self.entered(self.of(first, scope), False)
            case "contextlib.AsyncExitStack.enter_async_context":
                return (Coroutine(self.entered(self.of(first, scope), True)),)
            case "asyncio.wait_for" | "asyncio.shield":
                return (Coroutine(self.awaited(self.of(first, scope))),)
            case "asyncio.ensure_future" | "asyncio.create_task":
                return (Instance("asyncio.Task", (self.awaited(self.of(first, scope)),)),)
        if callee.receiver is not None and callee.name.endswith(_LOOKUPS):
            value = self._named(callee.receiver, first)
            if value is not None:  # the default says nothing of what is unknown
                usual = [self.of(arg, scope) for arg in call.args[1:]]
                return join([value, *usual]) if value else UNKNOWN
        if callee.name in _DECORATORS:  # called instead of written above a function
            return self.of(first, scope) if call.args else (callee,)
        if variant := self._variant(callee.name, call, scope):
            return (variant,)
        if call.awaited and (worker := self._worker(callee.name)):
            where = self.knowledge.offloads[worker]
            return (Coroutine(self._made_in_thread(call, where, scope)),)
        if (provided := self.knowledge.provides.get(callee.name)) is not None:
            return self._provided(self._meant(call, provided, scope))
        if (chosen := self.knowledge.chooses.get(callee.name)) is not None:
            return join([self._meant(call, chosen, scope), self.called(callee)])
        if callee.receiver is None and "Of[" in (typed := self.knowledge.returns(callee.name)):
            given = self._objects(self._said(first, callee.name, scope))
            return self.hints.declared(typed, Instance(callee.name, (given,)))
        return self.called(callee)

    def _variant(self, name: str, call: Call, scope: Function) -> Instance | None:
        """What a callable makes of what it is given here, if not what it usually makes."""
        if (variant := self.knowledge.variants.get(name)) is None:
            return None
        keyword, position, constant, cls = variant
        value = argument(call, (position, keyword))
        if not constant:
            is_meant = _is_plain(call) if value is None else _is_not_positive(value)
        elif len(constant) == 1:
            text = value.value if type(value) is Const else None
            is_meant = isinstance(text, str) and constant in text
        else:
            said = self.of(value, scope)
            is_meant = External(constant) in said or (
                bool(said) and all(self._is_instance(constant, one) for one in said)
            )
        return Instance(cls) if is_meant else None

    def generated(self, callee: ClassObject | External, index: int, scope: Function) -> Types:
        """What calling a class makes that a tool has written, as far as its name tells."""
        name = callee.cls.name if isinstance(callee, ClassObject) else callee.name
        if not name.endswith(self.knowledge.generating):
            return UNKNOWN
        for ending, (given, made) in self.knowledge.generated.items():
            module, _, cls = ending.partition(".")
            if name.endswith(cls) and name.rpartition(".")[0].endswith(module):
                said = self.of(argument(scope.body.calls[index], 0), scope)
                if said and all(self._is_instance(given, one) for one in said):
                    return (Instance(made),)
        return UNKNOWN

    def _gathered(self, call: Call, scope: Function) -> Types:
        """What is there when all arguments have been awaited: by position, or some of a kind."""
        several = dict(call.keywords).get("*")
        if several is None:
            each = tuple(self.awaited(self.of(argument, scope)) for argument in call.args)
            return (Instance("builtins.tuple", each),)
        if call.args:
            return UNKNOWN
        return (Instance("builtins.list", (self.awaited(self.element(self.of(several, scope))),)),)

    def _made_in_thread(self, call: Call, where: int | str, scope: Function) -> Types:
        """What a function gives that is handed over with its arguments."""
        parts: list[Types] = []
        behind = replace(call, args=call.args[where + 1 :]) if isinstance(where, int) else call
        for one in self.of(argument(call, where), scope):
            inner = one.target if isinstance(one, Partial) else (one,)
            names = [each.name for each in inner if isinstance(each, External)]
            rows = [row for row in map(self.knowledge.blocks, names) if row and row.unless]
            variants = [name for name in names if name in self.knowledge.variants]
            if (rows or variants) and inner != (one,):
                return UNKNOWN  # it depends on arguments that are not looked at
            is_harmless = any(makes_harmless(row, behind, scope, self.of) for row in rows)
            variant = self._variant(variants[0], behind, scope) if variants else None
            made = (variant,) if variant is not None else self.called(one)
            parts.append((HARMLESS,) if is_harmless else made)
        return join(parts)

    def _worker(self, name: str) -> str:
        """What the tables call a function that runs another in a thread and gives its result, if it
        is one."""
        workers = self.knowledge.workers
        return next((one for one in self.knowledge.inherited(name) if one in workers), "")

    def _is_instance(self, name: str, one: Type) -> bool:
        made = one.cls if isinstance(one, Instance) else None
        return isinstance(made, str) and name in self.knowledge.mro(made)

    def _said(self, given: Expr | None, callee: str, scope: Function) -> Types:
        """A class that something outside is given, by its name where that is `named`."""
        file = self.knowledge.named.get(callee)
        if file is None or type(given) is not Const or not isinstance(given.value, str):
            return self.of(given, scope)
        part, _, name = given.value.rpartition(".")
        module = scope.module
        if not part:
            return self.name(name, scope)
        own = module.name.split(".")
        for depth in range(len(own) - 1, -1, -1):
            place = ".".join([*own[:depth], part, file])
            if self.modules.get(place, module) is not None:
                found = self.imported(Import(place, name, 0), module)
                if any(isinstance(one, ClassObject) for one in found):
                    return found
        return UNKNOWN

    def _objects(self, given: Types) -> Types:
        """The instances of these classes, and what is in these collections."""
        parts: list[Types] = []
        for one in self.values(given):
            if isinstance(one, ClassObject):
                parts.append((Instance(one.cls),))
            elif isinstance(one, External) and self.knowledge.is_class(one.name):
                parts.append((Instance(one.name),))
            elif isinstance(one, Instance) and one.args:
                parts.append(one.args[0])
        return join(parts)

    def _meant(self, call: Call, where: int | str, scope: Function) -> Types:
        """The class or function that a call is given to stand for, or the name of."""
        words = (argument(call, word) for word in _GIVEN_AS)
        said = argument(call, where) or next((one for one in words if one is not None), None)
        if type(said) is Const and isinstance(said.value, str):
            module, _, name = said.value.rpartition(".")
            return self.imported(Import(module, name, 0), scope.module) if module else UNKNOWN
        return self.of(said, scope)

    def _provided(self, providers: Types) -> Types:
        """What frameworks inject: the result of calling, awaiting or entering these."""
        parts = []
        for made in (self.called(provider) for provider in providers):
            for one in made:
                if isinstance(one, Coroutine):
                    parts.append(one.value)
                elif isinstance(one, Generator):
                    parts.append(self._yielded(one.function))
                elif isinstance(one, Instance) and one.cls in _ITERATED:
                    parts.append(self.element((one,)))
                else:
                    parts.append((one,))
        return join(parts)


def _is_not_positive(value: Expr) -> bool:
    """Whether a value is zero or below."""
    return type(value) is Const and isinstance(value.value, int) and value.value <= 0


def _is_plain(call: Call) -> bool:
    """Whether all that a call passes is written there."""
    return all(name not in ("*", "") for name, _ in call.keywords)
