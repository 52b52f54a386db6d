"""What a check is asked and what it answers: the seam between the engine and the surfaces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from asynclint.diagnostic import Diagnostic, RulePage


class Request(msgspec.Struct, frozen=True):
    """One check: what to look at and with which means.

    `paths` are files and directories as the user gave them, relative to `cwd`. `stdin` is the name
    and the bytes of a file that is checked instead of what is on disk under that name; `overlays`
    are files, by absolute path, that read otherwise than on disk, or are not there yet. Without a
    `cache_dir` nothing is read from or written to a cache. `jobs` are processes to index with, one
    for each CPU if 0. `progress` is told now and then how
    many files are done, of how many.

    With `project`, the whole project of the configuration is checked, and reported is what is in
    those of its files that `paths` and `stdin` name; files that it excludes are not.

    Findings that the `baseline` holds are only counted. With `since`, a commit, only findings are
    reported that lie on a line, or lead over one, that was changed since.

    With `fixes`, findings carry them; with files, by absolute path, those in these files do.
    """

    paths: tuple[str, ...]
    stdin: tuple[str, bytes] | None
    cache_dir: Path | None
    jobs: int
    cwd: Path
    progress: Callable[[int, int], None] | None
    project: bool = False
    baseline: Path | None = None
    since: str = ""
    overlays: tuple[tuple[Path, bytes], ...] = ()
    fixes: bool | frozenset[Path] = False


class Statistics(msgspec.Struct, frozen=True):
    """How much was looked at, and how much of it was understood: of calls, if any of the selected
    rules looks at what they lead to."""

    files: int
    functions_on_loop: int
    calls_on_loop: int
    calls_resolved: int
    seconds: float


class Report(msgspec.Struct, frozen=True):
    """The answer: findings in output order, and why they may be incomplete.

    `errors` are sentences for the user; as long as there is one, the absence of findings proves
    nothing. `known` findings are in the baseline, and not among the `diagnostics`. `rules` is
    filled in for formats that tell of rules, and empty otherwise.
    """

    diagnostics: tuple[Diagnostic, ...]
    statistics: Statistics
    errors: tuple[str, ...]
    known: int = 0
    rules: tuple[RulePage, ...] = ()


class Consulted(msgspec.Struct):
    """What findings depend on besides the checked files: the directories that were looked into,
    and what was read to learn which versions are used and how servers run."""

    folders: list[str]
    pins: tuple[list[str], bytes]
    servers: tuple[list[str], bytes]
