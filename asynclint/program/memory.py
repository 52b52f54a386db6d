"""Answers that depend on each other, remembered without freezing half of a cycle.

While an answer is being worked out it may be asked for again, because names depend on each other
in circles, and coroutines await each other. The inner question then gets an answer that is good
within a circle ("unknown" for types), and what was concluded from that is provisional: it is not
remembered unless it is the answer of the outermost question of the circle, or has been asked too
often. So what is remembered of all but the largest circles does not depend on which question came
first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

# How often a question is asked again for being provisional: a few times settles small circles,
# and a bound on it keeps the work linear in large ones.
_PATIENCE = 3

Memory = dict[Any, Any]
Answer = TypeVar("Answer", bound=tuple[Any, ...] | bool)


class _Open:
    """Stands in a memory for an answer that is being worked out, `level` questions deep."""

    __slots__ = ("level",)

    def __init__(self, level: int) -> None:
        self.level = level


class _Tried:
    """Stands in a memory for provisional answers, and counts them."""

    __slots__ = ("times",)

    def __init__(self, times: int) -> None:
        self.times = times


class Answers:
    """Solves questions once. Memories belong to the symbols that the questions are about."""

    def __init__(self) -> None:
        self._level = 0
        self._lowest = 0  # the outermost open question that the current answer depends on

    def once(
        self, memory: Memory, key: object, solve: Callable[[], Answer], within: Answer
    ) -> Answer:
        """The remembered answer, or that of `solve`; `within` is the one inside of a circle."""
        known = memory.get(key)
        tried = 0
        if type(known) is tuple or type(known) is bool:
            return known  # type: ignore[return-value]
        if type(known) is _Open:
            self._lowest = min(self._lowest, known.level)
            return within
        if type(known) is _Tried:
            tried = known.times
        self._level += 1
        level = self._level
        outer, self._lowest = self._lowest if level > 1 else level, level
        memory[key] = _Open(level)
        found = solve()
        provisional = self._lowest < level and tried < _PATIENCE
        memory[key] = _Tried(tried + 1) if provisional else found
        self._level -= 1
        self._lowest = min(outer, self._lowest)
        return found

    def give_up(self, answer: Answer) -> Answer:
        """The answer when the question is too deep: nothing to be remembered."""
        self._lowest = 0
        return answer


def is_settled(memory: Memory, key: object) -> bool:
    """Whether what a memory holds for a question, if anything, is there to stay."""
    return type(memory.get(key)) not in (_Open, _Tried)
