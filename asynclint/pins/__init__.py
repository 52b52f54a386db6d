"""Which versions of a library a project uses: read from its files, which are never executed.

The folders from the asking file up to the project root are looked through, nearest first, for
lock files, requirement files and project metadata (`sources`). The first folder that says anything
about a distribution decides; in it lock files come first, then exact versions, then ranges. What
cannot be read says nothing, and unknown means silence.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from asynclint.pins.disk import Disk, UnreadableError, fingerprint_of
from asynclint.pins.pin import Pin, pin_of
from asynclint.pins.sources import METADATA, Content, is_lock, parse
from asynclint.pins.stated import PYTHON, canonical
from asynclint.pins.verdict import Verdict, decide
from asynclint.toml import ConfigError, shown
from asynclint.toml import parse as parse_toml

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet

__all__ = ["Pin", "Pins", "Verdict", "fingerprint_of"]

# What parsers raise for files that are not what their name promises, or nested without end.
_BROKEN = (ValueError, SyntaxError, RecursionError, MemoryError)


_USUAL = 88  # characters of a line, for formatters that are not told
_FORMATTERS = ("pyproject.toml", "ruff.toml", ".ruff.toml")


class Pins:
    """The versions used below one root. Nothing is read until asked, and everything once.

    `problems` names the files that should have said something and could not be read. `overlays` are
    contents that stand for what is on disk, by absolute path.
    """

    def __init__(self, root: Path, overlays: Mapping[Path, bytes] | None = None) -> None:
        self.problems: list[str] = []
        self._root = os.path.abspath(root)
        self._disk = Disk({str(path): data for path, data in (overlays or {}).items()})
        self._content = cache(self._read)
        self._said = cache(self._in)
        self._nearest = cache(self._find)
        self._folder = cache(_folder)

    def find(self, distribution: str, near: Path) -> Pin | None:
        """What the folder nearest to the file `near` says about a distribution, however spelled.

        Its `others` are equally good statements that may say something else.
        """
        return self._nearest(canonical(distribution), self._folder(near))

    def text(self, pin: Pin) -> str:
        """What stands in the file that a pin was read from."""
        return self._disk.text(str(pin.path))

    def satisfies(self, distribution: str, ranges: Sequence[str], near: Path) -> Verdict:
        """Whether the versions used lie in one of the `ranges`, which are PEP 440 specifier sets.

        YES if every version that is allowed does, NO if none does, else UNKNOWN; also where
        statements disagree. Raises `InvalidSpecifier` for a range that is none.
        """
        pin = self.find(distribution, near)
        if pin is None:
            return Verdict.UNKNOWN
        pins = (pin, *pin.others)
        verdicts = {decide(each.specifier, each.version, tuple(ranges)) for each in pins}
        return verdicts.pop() if len(verdicts) == 1 else Verdict.UNKNOWN

    def python(self, near: Path) -> SpecifierSet | None:
        """The Pythons that the nearest project metadata says it supports."""
        for folder in self._above(self._folder(near)):
            files = (os.path.join(folder, name) for name in self._metadata(folder))
            if said := next(self._pins(files, PYTHON), None):
                return said.specifier
        return None

    def supports(self, pythons: str, near: Path) -> bool:
        """Whether the nearest project metadata says that it supports any of the `pythons`, which
        are a PEP 440 specifier set."""
        said = self.python(near)
        return said is not None and decide(said, None, (pythons,)) is not Verdict.NO

    def is_distributed(self, near: Path) -> bool:
        """Whether the project is built for others to install, as far as its metadata says so."""
        for folder in self._above(self._folder(near)):
            for name in self._metadata(folder):
                text = self._disk.text(os.path.join(folder, name))
                if name != "pyproject.toml" or "[build-system]" in text:
                    return True
        return False

    def _metadata(self, folder: str) -> list[str]:
        return [n for n in self._disk.names(folder) if os.path.basename(n) in METADATA]

    def line_length(self, near: Path) -> int | None:
        """How long the formatter of a project makes lines, where its configuration says so."""
        for folder in self._above(self._folder(near)):
            for name in _FORMATTERS:
                try:
                    said = parse_toml(self._disk.text(os.path.join(folder, name)), name)
                except (UnreadableError, ConfigError):
                    continue
                tools = said.get("tool", {}) if name == "pyproject.toml" else {"": said}
                for tool in ("ruff", "black", ""):
                    found = tools.get(tool, {}).get("line-length", _USUAL)
                    if tool in tools and isinstance(found, int):
                        return found
        return None

    def visited(self) -> list[str]:
        """The files and folders that the answers so far depend on, also those not there."""
        return self._disk.visited()

    def fingerprint(self) -> bytes:
        """A digest of what was found in `visited()`; `fingerprint_of` makes the same of the same.

        An answer remembered with both holds while `fingerprint_of(visited) == fingerprint`.
        """
        return self._disk.fingerprint()

    def _find(self, name: str, folder: str) -> Pin | None:
        said = (self._said(each, name) for each in self._above(folder))
        return next(filter(None, said), None)

    def _above(self, folder: str) -> Iterator[str]:
        """The folders to look into for a file in `folder`, nearest first."""
        if not os.path.join(folder, "").startswith(os.path.join(self._root, "")):
            folder = self._root
        while folder != self._root:
            yield folder
            folder = os.path.dirname(folder)
        yield folder

    def _in(self, folder: str, name: str) -> Pin | None:
        """The best statement of a folder, with those that are as good."""
        locks: list[str] = []
        others: list[str] = []
        for source in self._disk.names(folder):
            (locks if is_lock(source) else others).append(os.path.join(folder, source))
        pins = list(self._pins(locks, name))
        if not pins:
            pins = _most_exact(list(self._pins(self._with_included(others), name)))
        return pins[0].with_others(pins[1:]) if pins else None

    def _pins(self, files: Iterable[str], name: str) -> Iterator[Pin]:
        """All that some files say about one canonical name, in order."""
        for file in files:
            if content := self._content(file):
                for stated in content.about(name):
                    if pin := pin_of(stated, content.source, content.is_lock):
                        yield pin

    def _with_included(self, files: list[str]) -> list[str]:
        """The files and all that they include, each once."""
        found: dict[str, None] = {}
        pending = files[::-1]
        while pending:
            file = pending.pop()
            if file not in found:
                found[file] = None
                if content := self._content(file):
                    pending += [path for path in content.includes if self._is_below(path)][::-1]
        return list(found)

    def _is_below(self, path: str) -> bool:
        return path.startswith(os.path.join(self._root, ""))

    def _read(self, file: str) -> Content | None:
        """The parsed content of a file; None, and a problem, if it makes no sense."""
        try:
            return parse(file, self._disk.text(file))
        except UnreadableError as error:
            problem = str(error)
        except _BROKEN as error:
            problem = f"cannot be parsed: {error}"
        self.problems.append(f"{shown(Path(file))}: {problem}")
        return None


def _folder(near: Path) -> str:
    return os.path.dirname(os.path.abspath(near))


def _most_exact(pins: list[Pin]) -> list[Pin]:
    """The exact ones, if there are any, and all that contradicts them.

    A range beside an exact version usually says what that was chosen from; but one that excludes
    it speaks of another environment.
    """
    exact = [pin for pin in pins if pin.version]
    versions = [pin.version for pin in pins if pin.version]
    contradicting = [pin for pin in pins if not (pin.version or all(map(pin.allows, versions)))]
    return exact + contradicting if exact else pins
