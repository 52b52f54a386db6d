"""How tools with a grammar of their own write versions, in the words of PEP 440.

Where `|` separates alternatives it takes several specifier sets to say the same. What is not
understood has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_COMPARISON = re.compile(r"(\^|~=|~|===?|=|!=|<>|<=|>=|<|>)?\s*v?([\w.!+*-]+)")
_RELEASE = re.compile(r"\d+(?:\.\d+)*")
_SPELLED = {"": "==", "=": "==", "<>": "!="}


def poetry(text: str) -> list[str]:
    """The specifier sets of a Poetry constraint: `^1.2`, `~1.2`, `1.2.*`, `>=1 <2`, `^1 || ^2`."""
    return _alternatives(text, _poetry)


def conda(text: str) -> list[str]:
    """The specifier sets of the versions in a conda match specification.

    `=1.2` is fuzzy there: it matches 1.2 and all that starts with `1.2.`.
    """
    return _alternatives(text, _conda)


def _alternatives(text: str, translated: Callable[[str, str], str]) -> list[str]:
    found: list[str] = []
    for alternative in re.split(r"\|\|?", text):
        if _COMPARISON.sub("", alternative).strip(", "):
            return []  # half of an answer is none
        comparisons = _COMPARISON.findall(alternative)
        found.append(",".join(translated(*each) for each in comparisons if each[1] != "*"))
    return found


def _poetry(operator: str, version: str) -> str:
    return _up_to_next(operator, version) if operator in ("^", "~") else _same(operator, version)


def _conda(operator: str, version: str) -> str:
    return f"=={version.rstrip('.*')}.*" if operator == "=" else _same(operator, version)


def _same(operator: str, version: str) -> str:
    """A comparison that PEP 440 knows as well, except that it has a wildcard only after `==`."""
    spelled = _SPELLED.get(operator, operator)
    return spelled + (version if spelled in ("==", "!=") else version.rstrip(".*"))


def _up_to_next(operator: str, version: str) -> str:
    """Caret and tilde: from a version to the next that may break what was built for it."""
    version = version.rstrip(".*")
    release = _RELEASE.match(version)
    numbers = [int(number) for number in release[0].split(".")] if release else [0]
    if operator == "~":
        kept = min(len(numbers), 2)
    else:  # the first number that is not zero
        kept = next((place for place, number in enumerate(numbers, 1) if number), len(numbers))
    following = ".".join(map(str, [*numbers[: kept - 1], numbers[kept - 1] + 1]))
    return f">={version},<{following}"
