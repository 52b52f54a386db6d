"""Exceptions that tests expect: what stands behind the place that raises one does not run.

Deliberately not known: what external code raises, and what is raised deeper than one call below
the functions of a chain.
"""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.index.summary import At, Call, Ref, Seq, last_part
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function
from asynclint.program.statements import around
from asynclint.program.types import ClassObject, External, Method

# `pytest.raises`, those of `unittest.TestCase`, and whatever offers the same.
_EXPECTING = frozenset({"raises", "assertRaises", "assertRaisesRegex"})
_END: At = (1 << 60, 0, 0, 0)  # behind everything


def raised_before(
    function: Function, at: At, below: list[tuple[Function, At]], types: TypeSolver
) -> bool:
    """Whether a call in a function is expected to raise what one of the functions `below`, which
    it leads through, raises before it gets to its own place."""
    if not function.called(_EXPECTING):
        return False
    expected = {cls for call in _around(function, at) for cls in _named(call, function, types)}
    return bool(expected) and any(
        not expected.isdisjoint(_bases(cls, types))
        for callee, place in below
        for cls in _raised(callee, place, types, 1)
    )


def _around(function: Function, at: At) -> Iterator[Call]:
    """The calls that say what is expected of a block that something stands in."""
    expecting = set(function.called(_EXPECTING))
    for use in around(function, at):
        if type(use.value) is Ref and use.value.index in expecting:
            yield function.body.calls[use.value.index]


def _named(call: Call, function: Function, types: TypeSolver) -> Iterator[Class | str]:
    wanted = call.args[:1]
    for expr in wanted[0].items if wanted and type(wanted[0]) is Seq else wanted:
        for one in types.of(expr, function):
            if isinstance(one, ClassObject):
                yield one.cls
            elif isinstance(one, External):
                yield one.name


def _raised(function: Function, until: At, types: TypeSolver, deeper: int) -> Iterator[Class | str]:
    """The classes of the exceptions that a function makes before a place, or what it calls does."""
    for call in function.body.calls:
        if call.at >= until:
            continue
        for one in types.of(call.func, function):
            match one:
                case ClassObject(cls):
                    yield cls
                case External(name) if last_part(call.func)[:1].isupper():
                    yield name
                case Method(callee, _) if deeper and not callee.info.is_async:
                    yield from _raised(callee, _END, types, deeper - 1)


def _bases(cls: Class | str, types: TypeSolver) -> tuple[Class | str, ...]:
    return tuple(types.mro(cls) if isinstance(cls, Class) else types.knowledge.mro(cls))
