"""Answers that depend on each other, remembered without freezing half of a cycle.

While an answer is being worked out it may be asked for again, because names depend on each other
in circles. The inner question is then answered with "unknown", and what was concluded from that
is provisional: it is not remembered unless it is the answer of the outermost question of the
circle. So what is remembered does not depend on which question came first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asynclint.program.types import UNKNOWN, Types

# Working provisional answers out again and again could take exponential time in a large circle.
_PATIENCE = 400

Memory = dict[Any, Any]


class _Open:
    """Stands in a memory for an answer that is being worked out, `level` questions deep."""

    __slots__ = ("level",)

    def __init__(self, level: int) -> None:
        self.level = level


class Answers:
    """Solves questions once. Memories belong to the symbols that the questions are about."""

    def __init__(self) -> None:
        self._level = 0
        self._lowest = 0  # the outermost open question that the current answer depends on
        self._patience = 0

    def once(self, memory: Memory, key: str | int, solve: Callable[[], Types]) -> Types:
        """The remembered answer, or that of `solve`."""
        known = memory.get(key)
        if known is not None:
            if type(known) is not _Open:
                return known  # type: ignore[no-any-return]
            self._lowest = min(self._lowest, known.level)
            return UNKNOWN
        if self._level == 0:
            self._patience = _PATIENCE
        self._level += 1
        level = self._level
        outer, self._lowest = self._lowest if level > 1 else level, level
        memory[key] = _Open(level)
        found = solve()
        if self._lowest < level and self._patience > 0:
            self._patience -= 1
            del memory[key]
        else:
            memory[key] = found
        self._level -= 1
        self._lowest = min(outer, self._lowest)
        return found

    def give_up(self) -> Types:
        """The answer when the question is too deep: unknown, and nothing to be remembered."""
        self._lowest = 0
        return UNKNOWN
