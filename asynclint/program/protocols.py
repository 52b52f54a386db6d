"""What Python's protocols give: awaiting, entering, iterating, unpacking, indexing, dividing.

The part of `inference` that asks what a type offers, apart from what an expression is.
"""

from __future__ import annotations

from asynclint.index.summary import Const, Expr, key_of
from asynclint.program.hints import VALUE_LAST
from asynclint.program.linker import Class
from asynclint.program.solving import Solving
from asynclint.program.types import (
    TASKS,
    UNKNOWN,
    ClassObject,
    Coroutine,
    External,
    Generator,
    Instance,
    Method,
    Record,
    Type,
    Types,
    join,
)

_MANAGERS = (
    "contextlib.AbstractContextManager",
    "contextlib.AbstractAsyncContextManager",
    "contextlib.closing",
)
# What gives back one thing at a time that was put into it, by `get`.
_HOLDERS = frozenset({"contextvars.ContextVar", "asyncio.Queue", "queue.Queue"}) | {
    "asyncio.LifoQueue",
    "asyncio.PriorityQueue",
    "queue.LifoQueue",
    "queue.PriorityQueue",
    "queue.SimpleQueue",
}
_RECORDS = frozenset({"typing.TypedDict", "typing_extensions.TypedDict"})
_MOST = 8  # iterators that give each other
_PROMISES = frozenset({"asyncio.Future", "asyncio.Task", "concurrent.futures.Future"})


class Protocols(Solving):
    """Answers about types; `inference` says what expressions, attributes and calls give."""

    def awaited(self, types: Types) -> Types:
        parts: list[Types] = []
        for one in types:
            if isinstance(one, Coroutine):
                parts.append(one.value)
            elif isinstance(one, Instance) and one.cls in TASKS:
                parts.append(one.args[0] if one.args else UNKNOWN)
            elif isinstance(one, Instance) and not self._is_awaitable(one):
                parts.append((one,))  # tables give an async function's type after `await`
        return join(parts)

    def _is_awaitable(self, one: Instance) -> bool:
        """Whether a class of the project says what awaiting its objects gives."""
        return any(isinstance(m, Method) for m in self._attribute(one, "__await__"))

    def entered(self, types: Types, is_async: bool) -> Types:
        """What `with` binds: the result of `__enter__`, or what a context manager yields."""
        parts: list[Types] = []
        hook = "__aenter__" if is_async else "__enter__"
        for one in types:
            if isinstance(one, Generator):
                parts.append(self._yielded(one.function))
            elif isinstance(one, Instance) and isinstance(one.cls, Class):
                entered = join([self.called(m) for m in self._attribute(one, hook)])
                parts.append(self.awaited(entered) if is_async else entered)
            elif isinstance(one, Instance):
                if one.cls == "builtins.list" and is_async:  # an async generator function
                    parts.append(one.args[0] if one.args else UNKNOWN)
                    continue
                if one.cls in _MANAGERS:
                    parts.append(one.args[0] if one.args else UNKNOWN)
                    continue
                typed = self.knowledge.returns(f"{one.cls}.{hook}")
                parts.append(self.hints.declared(typed, one) if typed else (one,))
            elif isinstance(one, Coroutine):
                parts.append(self.entered(one.value, is_async))
        return join(parts)

    def element(self, types: Types, iterating: Types = ()) -> Types:
        """What iterating over these yields, which the iterators of what is being iterated may be
        asked for in a circle."""
        parts: list[Types] = []
        for one in self.values(types):
            inside = (*iterating, one)
            if one in iterating or len(iterating) > _MOST:
                continue
            if isinstance(one, Generator):
                parts.append(self._yielded(one.function))
            elif isinstance(one, Instance) and isinstance(one.cls, Class):
                for method in ("__iter__", "__aiter__"):
                    made = join([self.called(m) for m in self._attribute(one, method)])
                    parts.append(self.element(made, inside))
            elif isinstance(one, Instance):
                if typed := self.knowledge.returns(f"{one.cls}.__iter__"):
                    parts.append(self.element(self.hints.declared(typed, one), inside))
                elif one.args:
                    pick = one.args if one.cls == "builtins.tuple" else one.args[:1]
                    parts += list(pick)
        return join(parts)

    def item(self, types: Types, index: int) -> Types:
        parts: list[Types] = []
        for one in types:
            if isinstance(one, Instance) and one.args:
                if one.cls == "builtins.tuple":
                    parts.append(one.args[index] if index < len(one.args) else UNKNOWN)
                else:
                    parts.append(self.element((one,)))
        return join(parts)

    def subscripted(self, types: Types, key: Expr | None) -> Types:
        """What `value[key]` gives: an element, or for a class the class itself."""
        place = key.value if type(key) is Const else None
        parts: list[Types] = []
        for one in self.values(types):
            if isinstance(one, ClassObject | External):
                parts.append((one,))  # Generic[T]
            elif (value := self._named(one, key)) is not None:
                parts.append(value)
            elif isinstance(one, Instance) and isinstance(one.cls, Class):
                got = self._attribute(one, "__getitem__")
                parts.append(join([self.called(m) for m in got if isinstance(m, Method)]))
            elif isinstance(one, Instance):
                if typed := self.knowledge.returns(f"{one.cls}.__getitem__"):
                    parts.append(self.hints.declared(typed, one))
                elif (
                    one.cls == "builtins.tuple"
                    and isinstance(place, int)
                    and -len(one.args) <= place < len(one.args)
                ):
                    parts.append(one.args[place])
                elif one.args:
                    parts += list(one.args[-1:] if one.cls in VALUE_LAST else one.args)
        return join(parts)

    def _named(self, record: Type | None, key: Expr | None) -> Types | None:
        """What a record has by the name that is its key; None of what is no record."""
        if not (name := key_of(key)) or not isinstance(record, Instance):
            return None
        if isinstance(record, Record):
            return record.value(name)
        cls = record.cls
        is_typed = isinstance(cls, Class) and not _RECORDS.isdisjoint(self.mro(cls))
        return self._attribute(record, name) if is_typed else None

    def operated(self, left: Types, right: Types, operator: str) -> Types | None:
        """`a / b` or `a | b` where the project or the tables say what that gives: paths, chains;
        None where nobody does."""
        said: list[Types] = []
        for one, hook in [(t, f"__{operator}__") for t in self.values(left)] + [
            (t, f"__r{operator}__") for t in self.values(right)
        ]:
            if isinstance(one, Instance) and isinstance(one.cls, Class):
                got = self._attribute(one, hook)
                said += [self.called(method) for method in got if isinstance(method, Method)]
            elif isinstance(one, Instance) and (
                typed := self.knowledge.returns(f"{one.cls}.{hook}")
            ):
                said.append(self.hints.declared(typed, one))
        return join(said) if said else None


def kept(name: str, container: Instance) -> Types:
    """What a method of a container with known elements gives."""
    values = container.args[-1]
    mapping = container.cls in VALUE_LAST
    match name.rpartition(".")[2]:
        case "values" if mapping:
            return (Instance("builtins.list", (values,)),)
        case "items" if mapping:
            pair = Instance("builtins.tuple", (container.args[0], values))
            return (Instance("builtins.list", ((pair,),)),)
        case "get" | "setdefault" | "pop" if mapping:
            return values
        case "pop" | "popleft":
            return container.args[0]
        case "get" | "get_nowait" if container.cls in _HOLDERS:
            return container.args[0]
        case "result" if container.cls in _PROMISES:
            return container.args[0]
        case "copy":
            return (container,)
    return UNKNOWN
