"""What a check is asked and what it answers: the seam between the engine and the surfaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from asynclint.diagnostic import Diagnostic, RulePage


@dataclass(frozen=True, slots=True)
class Request:
    """One check: what to look at and with which means.

    `paths` are files and directories as the user gave them, relative to `cwd`. `stdin` is the name
    and the bytes of a file that is checked instead of what is on disk under that name. Without a
    `cache_dir` nothing is read from or written to a cache. `progress` is told now and then how
    many files are done, of how many.
    """

    paths: tuple[str, ...]
    stdin: tuple[str, bytes] | None
    cache_dir: Path | None
    jobs: int
    cwd: Path
    progress: Callable[[int, int], None] | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much was looked at, and how much of it was understood."""

    files: int
    functions_on_loop: int
    calls_on_loop: int
    calls_resolved: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """The answer: findings in output order, and why they may be incomplete.

    `errors` are sentences for the user; as long as there is one, the absence of findings proves
    nothing. `rules` is filled in for formats that tell of rules, and empty otherwise.
    """

    diagnostics: tuple[Diagnostic, ...]
    statistics: Statistics
    errors: tuple[str, ...]
    rules: tuple[RulePage, ...] = ()
