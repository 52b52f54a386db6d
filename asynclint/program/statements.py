"""The statements of a function: blocks, what stands in them, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from asynclint.index.summary import (
    At,
    Branch,
    Call,
    Leave,
    Loop,
    Parts,
    Plain,
    Statement,
    Try,
    Use,
    With,
    last_part,
)
from asynclint.program.linker import Function

Block = tuple[Statement, ...]
_NESTING: tuple[type[Statement], ...] = (Branch, Loop, With, Try)
_ALL = (Plain, Leave, *_NESTING)


class Place(msgspec.Struct, frozen=True):
    """A statement, and what it stands in: pairs of a block and the position in it, outermost
    first, with the statement that the block is a part of (None for the body)."""

    function: Function
    statement: Statement
    around: tuple[tuple[Statement | None, Block, int], ...]


def calls(block: Block, function: Function) -> Iterator[Call]:
    """Every call of a block, in the text's order."""
    for _, parts in walk(block):
        yield from function.body.calls[parts.calls]


def walk(
    block: Block, hides: Callable[[Statement], bool] | None = None
) -> Iterator[tuple[Statement, Parts]]:
    """Every statement of a block that evaluates something itself, nested ones included, with what
    that is. An `if` comes once for each of its conditions. The bodies of the `try` and `with` that
    `hides` holds for are left out."""
    for statement in block:
        match statement:
            case Branch(arms):
                for arm in arms:
                    yield statement, arm.parts
                    yield from walk(arm.body, hides)
            case Loop():
                yield statement, statement.parts
                yield from walk(statement.body, hides)
                yield from walk(statement.orelse, hides)
            case With():
                yield statement, statement.parts
                if hides is None or not hides(statement):
                    yield from walk(statement.body, hides)
            case Try():
                if hides is None or not hides(statement):
                    yield from walk(statement.body, hides)
                for handler in statement.handlers:
                    yield from walk(handler.body, hides)
                yield from walk(statement.orelse, hides)
                yield from walk(statement.final, hides)
            case _:
                yield statement, statement.parts


def all_places(function: Function, kinds: tuple[type[Statement], ...] = _ALL) -> Iterator[Place]:
    """Every statement of a function, or of these kinds, with what it stands in."""
    yield from _places(function, kinds, None, function.body.flow, ())


def around(function: Function, at: At) -> Iterator[Use]:
    """What the `with` blocks enter that a place stands in."""
    for place in all_places(function, (With,)):
        block = place.statement
        if isinstance(block, With) and block.at[:2] <= at[:2] and at[2:] <= block.at[2:]:
            yield from (use for use in function.body.enters[slice(*block.enters)] if use.at < at)


def attempts(function: Function) -> Iterator[Try]:
    """Every `try` of a function."""
    for place in all_places(function, (Try,)):
        if isinstance(place.statement, Try):
            yield place.statement


def loops(function: Function) -> Iterator[Loop]:
    """Every loop of a function."""
    for place in all_places(function, (Loop,)):
        if isinstance(place.statement, Loop):
            yield place.statement


def caught(attempt: Try) -> Iterator[str]:
    """The last names of what the handlers of a `try` catch."""
    for handler in attempt.handlers:
        yield from map(last_part, handler.types or ())


def _places(
    function: Function,
    kinds: tuple[type[Statement], ...],
    owner: Statement | None,
    block: Block,
    around: tuple[tuple[Statement | None, Block, int], ...],
) -> Iterator[Place]:
    for position, statement in enumerate(block):
        kind = type(statement)
        if kind not in kinds and kind not in _NESTING:
            continue
        here = (*around, (owner, block, position))
        if kind in kinds:
            yield Place(function, statement, here)
        for each in blocks(statement):
            yield from _places(function, kinds, statement, each, here)


def blocks(statement: Statement) -> list[Block]:
    """The blocks that a statement is made of."""
    match statement:
        case Branch(arms):
            return [arm.body for arm in arms]
        case Loop():
            return [statement.body, statement.orelse]
        case With():
            return [statement.body]
        case Try():
            handled = [handler.body for handler in statement.handlers]
            return [statement.body, *handled, statement.orelse, statement.final]
    return []
