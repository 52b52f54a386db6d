"""How long work takes, by what it is made of.

Straight code that only calls what is known to be quick, or to sleep for a time that the code says,
takes as long as it sleeps. Everything else may take for ever, and takes at least as long as it is
sure to sleep.

Deliberately not known: how often loops run, and times that come from a parameter or from outside.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Iterable

import msgspec

from asynclint.index.summary import ALWAYS, LOGGING, Call, Loop
from asynclint.knowledge import Knowledge
from asynclint.program.conditions import argument
from asynclint.program.constants import seconds
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Function
from asynclint.program.statements import Block, blocks
from asynclint.program.types import External, Method, Type

_DEEPEST = 4  # functions that call each other
_BUILTINS = frozenset(dir(builtins))
_SLOW_BUILTINS = frozenset({"open", "input", "exec", "eval", "compile", "__import__"})


class Length(msgspec.Struct, frozen=True):
    """Work takes `least` seconds or more, and no more than `most`, but for what is quick."""

    least: float
    most: float


UNKNOWN = Length(0.0, math.inf)


class Lengths:
    """Answers about functions that are run to their end."""

    def __init__(self, types: TypeSolver, knowledge: Knowledge) -> None:
        self.types = types
        self.knowledge = knowledge

    def of(self, work: Iterable[Function]) -> Length:
        """How long work takes that may be any of these; unknown if there are none."""
        found = [self._function(one, 0) for one in work]
        if not found:
            return UNKNOWN
        return Length(min(one.least for one in found), max(one.most for one in found))

    def _function(self, function: Function, depth: int) -> Length:
        body = function.body
        if depth > _DEEPEST or function.info.is_async or function.info.is_generator:
            return UNKNOWN
        is_straight = not (body.iterates or body.enters or body.tests or _loops(body.flow))
        least, most = 0.0, 0.0 if is_straight else math.inf
        for call in body.calls:
            length = self._call(call, function, depth)
            most += length.most
            if is_straight and call.guard == ALWAYS:
                least += length.least
        return Length(least, most)

    def _call(self, call: Call, function: Function, depth: int) -> Length:
        found = [
            self._target(one, call, function, depth) for one in self.types.of(call.func, function)
        ]
        if not found:
            return UNKNOWN
        return Length(min(one.least for one in found), max(one.most for one in found))

    def _target(self, one: Type, call: Call, function: Function, depth: int) -> Length:
        if isinstance(one, Method):
            return self._function(one.function, depth + 1)
        if not isinstance(one, External):
            return UNKNOWN
        if (where := self.knowledge.sleeps.get(one.name)) is not None:
            slept = seconds(argument(call, where), function, self.types)
            return UNKNOWN if slept is None else Length(slept, slept)
        return Length(0.0, 0.0) if _is_quick(one.name) else UNKNOWN


def _loops(block: Block) -> bool:
    return any(
        isinstance(statement, Loop) or any(_loops(inner) for inner in blocks(statement))
        for statement in block
    )


def _is_quick(name: str) -> bool:
    top, _, rest = name.partition(".")
    if top == "builtins":
        return rest.partition(".")[0] in _BUILTINS - _SLOW_BUILTINS
    return top == "logging" and name.rpartition(".")[2] in LOGGING
