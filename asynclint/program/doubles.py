"""What tests put in the place of functions: what is replaced does not run."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from asynclint.index.summary import At, Attr, Call, Const, Name, Ref, dotted
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.types import ClassObject, External, Instance, ModuleObject

# `monkeypatch.setattr`, `mock.patch`, `patch.object`, and whatever fixtures offer the same.
_REPLACING = frozenset({"setattr", "patch", "object"})


def replaced(names: Collection[str], function: Function, at: At, types: TypeSolver) -> bool:
    """Whether a function has put something else in the place of what has one of these names when
    it gets to a call."""
    return any(
        _may_be(double, name)
        for call, scope in _replacing(function)
        if scope is not function or call.at < at
        for double in _doubled(call, scope, types)
        for name in names
    )


def _may_be(double: str, name: str) -> bool:
    """Whether a path leads to what is called so, which may have been imported elsewhere; methods
    are found in their class."""
    owner, _, last = name.rpartition(".")
    where, _, what = double.rpartition(".")
    cls = owner.rpartition(".")[2]
    return what == last and (not cls[:1].isupper() or where.rpartition(".")[2] == cls)


def _replacing(function: Function) -> Iterator[tuple[Call, Function]]:
    """The calls that replace something while a function runs, in it or above it."""
    calls = function.body.calls
    yield from ((calls[index], function) for index in function.called(_REPLACING))
    if (parent := function.parent) is not None:
        for decorator in function.info.decorators:
            if type(decorator) is Ref:
                call = parent.body.calls[decorator.index]
                if dotted(call.func).rpartition(".")[2] in _REPLACING:
                    yield call, parent


def _doubled(call: Call, scope: Function, types: TypeSolver) -> Iterator[str]:
    match call.args[:2]:
        case (Const(str(path)), *_) if "." in path:
            yield path
        case (Name() | Attr() as owner, Const(str(name))):
            for one in types.of(owner, scope):
                match one:
                    case ClassObject(cls) | Instance(cls):
                        yield f"{cls if isinstance(cls, str) else cls.info.name}.{name}"
                    case External() | ModuleObject():
                        yield f"{dotted(owner)}.{name}"
