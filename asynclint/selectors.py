"""How rules are meant: by code, prefix of codes, name, family, or another linter's code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

ALL = "ALL"
# A family is the rules that share the first digit.
FAMILIES: Mapping[str, str] = {
    "blocking": "ASL1",
    "cancellation": "ASL2",
    "connections": "ASL3",
    "tasks": "ASL4",
    "websockets": "ASL5",
    "comments-and-syntax": "ASL9",
}

# What ruff calls its rules: the words that its comments may use instead of codes.
RUFF_NAMES: Mapping[str, str] = {
    "asyncio-dangling-task": "RUF006",
    "blocking-http-call-httpx-in-async-function": "ASYNC212",
    "blocking-http-call-in-async-function": "ASYNC210",
    "blocking-input-in-async-function": "ASYNC250",
    "blocking-open-call-in-async-function": "ASYNC230",
    "blocking-path-method-in-async-function": "ASYNC240",
    "blocking-sleep-in-async-function": "ASYNC251",
    "create-subprocess-in-async-function": "ASYNC220",
    "run-process-in-async-function": "ASYNC221",
    "wait-for-process-in-async-function": "ASYNC222",
}


class Label(msgspec.Struct, frozen=True):
    """What one rule can be called.

    `aliases` are other linters' codes for the same flaw. `overlaps` are their codes for flaws that
    are this one in part: too wide to select by, but a comment that silences one means ours as well.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()


def family(code: str) -> str:
    """The family of a rule, by its code."""
    return next((name for name, prefix in FAMILIES.items() if code.startswith(prefix)), "")


def specificity(selectors: Iterable[str], label: Label) -> int:
    """How exactly the best of the selectors means this rule; negative when none does."""
    best = -1
    for selector in selectors:
        prefix = FAMILIES.get(selector, selector)
        if selector == ALL:
            best = max(best, 0)
        elif selector == label.name or selector in label.aliases:
            best = max(best, len(label.code))
        elif prefix and label.code.startswith(prefix):
            best = max(best, len(prefix))
    return best


def words(labels: Iterable[Label]) -> list[str]:
    """Every selector that can be completed: prefixes are left to those who know them."""
    labels = list(labels)
    found = [ALL, *FAMILIES, *(word for label in labels for word in (label.code, label.name))]
    return found + sorted({alias for label in labels for alias in label.aliases})


@lru_cache
def meanings(labels: tuple[Label, ...]) -> Mapping[str, tuple[str, ...]]:
    """The words that stand for codes or prefixes of codes of ours: families and aliases."""
    found = {name: (prefix,) for name, prefix in FAMILIES.items()}
    for label in labels:
        for alias in label.aliases:
            found[alias] = (*found.get(alias, ()), label.code)
    return found


@lru_cache
def peers(labels: tuple[Label, ...]) -> Mapping[str, tuple[str, ...]]:
    """Other linters' codes and names, and the codes of ours that are silenced with them."""
    found: dict[str, tuple[str, ...]] = {}
    for label in labels:
        for alias in (*label.aliases, *label.overlaps):
            found[alias] = (*found.get(alias, ()), label.code)
    found.update((name, found[code]) for name, code in RUFF_NAMES.items() if code in found)
    return found
