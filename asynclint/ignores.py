"""What git and the configuration tell us to leave alone.

Matching is pathspec's; here is which patterns hold where, and a filter in front of pathspec that
spares most paths the check of one pattern after the other.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from fnmatch import translate
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Ignore:
    """The patterns of one ignore file; they hold for paths below the directory `base`.

    Parents of a path are not looked at: what lies in an ignored directory is never asked for.
    """

    __slots__ = ("base", "lines", "matches_name", "matches_parent", "spec")

    def __init__(self, base: str, lines: Iterable[str]) -> None:
        self.base = os.path.join(base, "")
        self.lines = tuple(lines)
        self.spec: GitIgnoreSpec | None = None
        ends = [_end(line) for line in self.lines]
        self.matches_name = _matcher(last for _, last in ends if last != "*")
        self.matches_parent = _matcher(parent for parent, last in ends if last == "*")

    def verdict(self, path: str, parent: str, name: str) -> bool | None:
        """Whether `path`, which ends with `parent` and `name`, is ignored; None: not for us to say.

        Directories end with `/`.
        """
        if not (self.matches_name(name) or self.matches_parent(parent)):
            return None
        if not path.startswith(self.base):
            return None
        if self.spec is None:
            from pathspec import GitIgnoreSpec

            self.spec = GitIgnoreSpec.from_lines(self.lines)
        return self.spec.check_file(path[len(self.base) :]).include


def ignored(rules: Sequence[Ignore], path: str, parent: str, name: str) -> bool:
    """Whether the last of the rules that has something to say about a path ignores it."""
    for rule in reversed(rules):
        if (verdict := rule.verdict(path, parent, name)) is not None:
            return verdict
    return False


def ignores_above(top: str) -> list[Ignore] | None:
    """What the git repository around `top` ignores there; None when there is no repository."""
    inner: list[str] = []
    folder = os.path.dirname(top)
    while not os.path.exists(os.path.join(folder, ".git")):
        inner.append(folder)
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    rules = [*ignores_of_repository(folder), *ignore_file(folder, ".gitignore")]
    for folder in reversed(inner):
        rules += ignore_file(folder, ".gitignore")
    return rules


def ignores_of_repository(root: str) -> list[Ignore]:
    """What a clone ignores apart from its `.gitignore` files."""
    return ignore_file(root, ".git/info/exclude")


def ignore_file(base: str, name: str) -> list[Ignore]:
    """The patterns of an ignore file in the directory `base`, if there are any."""
    try:
        text = Path(base, name).read_text("utf-8-sig", "replace")
    except OSError:
        return []
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    return [Ignore(base, lines)] if lines else []


def _end(pattern: str) -> tuple[str, str]:
    """Patterns for the names of what a gitignore pattern matches: of the parent, and its own."""
    parts = pattern.strip().removeprefix("!").rstrip("/").split("/")
    # Escapes and `[^...]` mean something else to fnmatch: leave those to pathspec.
    parent, last = (
        "*" if part in ("", "**") or "\\" in part or "[^" in part else part
        for part in ("", *parts)[-2:]
    )
    return parent, last


def _matcher(patterns: Iterable[str]) -> Callable[[str], object]:
    """A quick test whether a name matches one of the patterns; few names are different."""
    return cache(re.compile("|".join(map(translate, patterns)) or "(?!)").match)
