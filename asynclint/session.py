"""Checks of whole projects, kept for hosts that ask about one file at a time.

A finding may take the whole project to see, but linters and editors show file after file. A session
finds the project that a file belongs to, checks it once, and answers from the report. What is found
in a file does not depend on which other files were asked about, nor in what order.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from asynclint import engine
from asynclint.config import CACHE, Config
from asynclint.diagnostic import Diagnostic
from asynclint.report import Report, Request
from asynclint.text import Source, UndecodableError, decode, encode


class Checked(msgspec.Struct, frozen=True):
    """A project that has been checked: its report, by absolute path, and the texts it is about."""

    report: Report
    findings: dict[Path, tuple[Diagnostic, ...]]
    source_of: Callable[[str], Source | None]


class Session:
    """Reports on projects, made when they are asked for and kept until something changes.

    `find` says which settings hold in a folder. `jobs` are processes to index with, one for each
    CPU if 0; `progress` is told how many files they have indexed, of how many. Nothing is written
    but the cache of a project. `ConfigError` and `FileError` come up where a project cannot be
    checked.
    """

    def __init__(
        self,
        find: Callable[[Path], Config] = Config.find,
        *,
        jobs: int = 0,
        cached: bool = True,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self._find = find
        self._jobs = jobs
        self._cached = cached
        self._progress = progress
        self._configs: dict[Path, Config] = {}
        self._overlays: dict[Path, bytes] = {}
        self._checked: dict[tuple[Config, Path | None], Checked] = {}

    def config(self, file: Path) -> Config:
        """The settings that hold for a file, which need not exist."""
        folder = real(file).parent
        if folder not in self._configs:
            self._configs[folder] = self._find(folder)
        return self._configs[folder]

    def findings(self, file: Path) -> tuple[Diagnostic, ...]:
        """What is found in a file, in output order; nothing in one that its project excludes.

        Paths in findings are relative to the root of the project.
        """
        file = real(file)
        return self.checked(file).findings.get(file, ())

    def checked(self, file: Path) -> Checked:
        """The project that a file belongs to, checked."""
        file = real(file)
        config = self.config(file)
        # What no project is around could be anything, such as all of somebody's home directory.
        alone = None if config.is_project else file
        key = (config, alone)
        if key not in self._checked:
            self._checked[key] = self._check(config, alone)
        return self._checked[key]

    def overlay(self, file: Path, data: bytes | None) -> None:
        """From now on the file reads as `data`; None takes that back.

        What is the same as on disk costs nothing and changes nothing.
        """
        file = real(file)
        if data is not None and data == _on_disk(file):
            data = None
        if data == self._overlays.get(file):
            return
        if data is None:
            del self._overlays[file]
        else:
            self._overlays[file] = data
        self.changed([file])

    def text(self, file: Path, text: str) -> None:
        """From now on the file holds this text, however lines end in it."""
        old, new = _on_disk(real(file)), text.encode("utf-8", "surrogatepass")
        with contextlib.suppress(UndecodableError):
            if old is not None and _lines(decode(old)) == _lines(text):
                return
            new = encode(text, new)  # as its own first lines say, since this is read back
        self.overlay(file, new)

    def changed(self, files: Iterable[Path]) -> None:
        """Forget what was found in the projects around these files."""
        for file in map(real, files):
            config = self.config(file)
            for key in [key for key in self._checked if key[0] == config]:
                del self._checked[key]

    def reload(self) -> None:
        """Forget everything but the overlays: settings may have changed, too."""
        self._configs.clear()
        self._checked.clear()

    def _check(self, config: Config, alone: Path | None) -> Checked:
        root = config.project_root
        overlays = tuple(self._overlays.items())
        # A file that is in no project and not on disk is nothing but an overlay.
        paths = () if alone and not alone.exists() else (str(alone or root),)
        request = Request(
            paths,
            None,
            root / CACHE if self._cached and config.is_project else None,
            self._jobs,
            root,
            self._progress,
            baseline=config.known_findings,
            overlays=tuple((path, data) for path, data in overlays if path.is_relative_to(root)),
        )
        report = engine.check(request, config)
        findings: dict[Path, list[Diagnostic]] = {}
        for found in report.diagnostics:
            findings.setdefault(root / found.path, []).append(found)
        return Checked(
            report,
            {path: tuple(group) for path, group in findings.items()},
            engine.source_reader(root, None, overlays),
        )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _on_disk(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def real(file: Path) -> Path:
    """The one name that a file has, however it is spelled."""
    return Path(os.path.realpath(file))
