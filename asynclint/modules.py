"""Which file is which module, and which file a dotted name means.

A file belongs to the package of the directories around it that hold an `__init__.py`; directories
without one below such a package belong to it as well. The directory above the outermost package
is a root, like those on `sys.path`. Files outside of any package are named from the project's
`src` directory or the project root. A script that manages a project puts its own directory on
`sys.path`, also where that is in a package.

Names are looked up on disk when asked, each directory listed once, so modules that were not
passed on the command line are found too; but only below the roots. Stubs are not looked at.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from asynclint.config import CACHE, Config
from asynclint.files import File

_OURS = {CACHE}  # comes and goes with our own runs
_MANAGING = "manage.py"
_INSTALLED = ("site-packages", "dist-packages")


class Module(msgspec.Struct, frozen=True):
    """A file as an importable thing. Two roots may hold modules of one name; paths are unique."""

    name: str
    path: Path
    is_package: bool


class _Listing(msgspec.Struct, frozen=True):
    files: frozenset[str]
    directories: frozenset[str]


class _Place(msgspec.Struct, frozen=True):
    """What a directory is to imports: its root and its parts below the root."""

    root: str
    parts: tuple[str, ...]
    in_package: bool


class Roots:
    """The places that imports start from, and the lookups between paths and names.

    `unsaved` files are found though they may not be on disk.
    """

    def __init__(self, files: Sequence[File], config: Config, unsaved: Iterable[Path] = ()) -> None:
        self._unsaved: dict[str, set[str]] = {}
        for path in unsaved:
            self._unsaved.setdefault(str(path.parent), set()).add(path.name)
        self._config = config
        self._project = os.path.abspath(config.project_root)
        configured = [os.path.normpath(os.path.join(self._project, path)) for path in config.src]
        self._src = os.path.join(self._project, "src")
        self._certain = {self._src, *configured}
        self._listings: dict[str, _Listing] = {}
        self._places: dict[str, _Place] = {}
        self._bases: dict[str, str] = {}
        self._found: dict[tuple[str, str], Path | None] = {}
        inits = (file.path for file in files if file.display.endswith("__init__.py"))
        self._packages = {os.path.dirname(path) for path in inits}
        checked: dict[str, set[str]] = {}
        for folder in {os.path.dirname(file.path) for file in files}:
            place = self._place(folder)
            checked.setdefault(place.root, set()).update(place.parts[:1])
        managing = [f.path for f in files if f.display.endswith(_MANAGING)]
        managed = {os.path.dirname(p) for p in managing if os.path.basename(p) == _MANAGING}
        starts = [*configured, self._src, self._project, *sorted(checked), *sorted(managed)]
        roots = dict.fromkeys(starts)
        # What lies next to the project, or is installed next to it, is not part of it.
        self._roots: dict[str, set[str] | None] = {
            root: checked.get(root, set()) if self._is_foreign(root) else None for root in roots
        }

    def names(self) -> list[str]:
        """The directories that imports start from, in the order in which they are looked into."""
        return [root for root in self._roots if os.path.isdir(root)]

    def module(self, path: Path) -> Module:
        """The module that the file at an absolute path is; the file need not exist."""
        folder, filename = os.path.split(path)
        parts = self._place(folder).parts
        stem = os.path.splitext(filename)[0]
        if stem == "__init__":
            return Module(".".join(parts) or os.path.basename(folder), path, True)
        return Module(".".join((*parts, stem)), path, False)

    def is_hidden(self, path: Path) -> bool:
        """Whether no import reaches a file of a package: another package has its name.

        Files outside of packages may be scripts.
        """
        stem = os.path.splitext(path)[0]
        return stem in self._packages and self._place(os.path.dirname(path)).in_package

    def find(self, dotted: str, importer: Path) -> Module | None:
        """The module that an absolute import of `dotted` in the file `importer` means.

        The importer's own root comes first. Files outside of any package see their siblings, as
        scripts do. None for modules of nobody here, and for directories without `__init__.py`.
        """
        base = self._base(importer)
        key = (dotted, base)
        if key not in self._found:
            top, _, rest = dotted.partition(".")
            starts = chain(self._search(base, dotted), self._named(importer, top) if rest else ())
            hits = (self._file(root, dotted) for root in starts)
            self._found[key] = next((hit for hit in hits if hit), None)
        path = self._found[key]
        return self.module(path) if path else None

    def beside(self, dotted: str, importer: Path) -> Module | None:
        """The module that an import means if the importer's directory is on `sys.path`, though it
        is in a package: a script there, or a server that was started there, imports it so."""
        if dotted.partition(".")[0] in sys.stdlib_module_names:
            return None
        path = self._file(os.path.dirname(importer), dotted)
        return self.module(path) if path is not None and path != importer else None

    def is_namespace(self, dotted: str, importer: Path) -> bool:
        """Whether `dotted` means a directory without `__init__.py` below one of the roots.

        Never true of the standard library's names: real packages win over such directories.
        """
        if dotted.partition(".")[0] in sys.stdlib_module_names or self.find(dotted, importer):
            return False
        parts = dotted.split(".")
        roots = self._search(self._base(importer), dotted)
        return any(self._directory(root, parts) for root in roots)

    def owns(self, top: str, importer: Path) -> bool:
        """Whether what is imported from `top` may be the project's."""
        return (
            self.find(top, importer) is not None
            or self.is_namespace(top, importer)
            or any(self._named(importer, top))
        )

    def _base(self, importer: Path) -> str:
        """The directory that the importer's outermost package is in; else its own."""
        base = folder = os.path.dirname(importer)
        if folder not in self._bases:
            while self._place(base).in_package:
                base = os.path.dirname(base)
            self._bases[folder] = base
        return self._bases[folder]

    def visited(self) -> list[str]:
        """The directories looked into so far, also in vain."""
        return sorted(self._listings)

    def listing(self, folders: Iterable[str]) -> str:
        """What lies in these directories: a new name there may change what an import means."""
        return repr([(folder, *self._telling(folder)) for folder in folders])

    def _telling(self, folder: str) -> Iterator[list[str]]:
        """The names of a directory that may change what an import means. Few of those around the
        project do, and strangers come and go there: it may be in a directory of all users."""
        exposed = self._roots.get(folder) or ()
        asked = {"__init__.py", *exposed, *(f"{name}.py" for name in exposed)}
        listing = self._list(folder)
        for names in (listing.files, listing.directories):
            yield sorted(names & asked if self._is_around(folder) else names - _OURS)

    def _search(self, base: str, dotted: str) -> Iterator[str]:
        """The directories in which an import may start, nearest first."""
        top = dotted.partition(".")[0]
        own = self._place(base).root
        while base != own:
            yield base
            base = os.path.dirname(base)
        for root in dict.fromkeys([own, *self._roots]):
            exposed = self._roots.get(root)
            if exposed is None or top in exposed:
                yield root

    def _named(self, importer: Path, top: str) -> Iterator[str]:
        """The directory above the project, if nothing marks that as one and its files import from
        it by its own name."""
        if (
            top == os.path.basename(self._project)
            and top not in sys.stdlib_module_names
            and self._is_inside(str(importer))
            and not self._config.is_project
        ):
            yield os.path.dirname(self._project)

    def _file(self, root: str, dotted: str) -> Path | None:
        *parents, last = dotted.split(".")
        folder = self._directory(root, parents)
        if folder is None:
            return None
        listing = self._list(folder)
        if last in listing.directories:
            package = os.path.join(folder, last)
            if "__init__.py" in self._list(package).files:
                return Path(package, "__init__.py")
        return Path(folder, f"{last}.py") if f"{last}.py" in listing.files else None

    def _directory(self, root: str, parts: list[str]) -> str | None:
        for part in parts:
            if part not in self._list(root).directories:
                return None
            root = os.path.join(root, part)
        return root

    def _list(self, folder: str) -> _Listing:
        if (listing := self._listings.get(folder)) is None:
            files: list[str] = []
            directories: list[str] = []
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        (directories if entry.is_dir() else files).append(entry.name)
            except OSError:
                pass  # what cannot be listed cannot be imported
            files += self._unsaved.get(folder, ())
            listing = self._listings[folder] = _Listing(frozenset(files), frozenset(directories))
        return listing

    def _place(self, folder: str) -> _Place:
        if (place := self._places.get(folder)) is None:
            place = self._places[folder] = self._locate(folder)
        return place

    def _locate(self, folder: str) -> _Place:
        """Decide by the directory itself and the place of the one above it."""
        parent, name = os.path.split(folder)
        # The files at hand save the listing of nearly every directory.
        has_init = folder in self._packages or "__init__.py" in self._list(folder).files
        is_src = folder == self._src and not has_init
        if is_src or name in _INSTALLED or not name or folder in self._certain - {self._src}:
            return _Place(folder, (), False)
        above = self._place(parent)
        extended = _Place(above.root, (*above.parts, name), has_init or above.in_package)
        if has_init:
            certain = above.in_package or self._is_certain(above.root)
            return extended if certain else _Place(parent, (name,), True)
        if parent == self._project:
            return _Place(parent, (name,), False)
        if folder == self._project or not (above.in_package or self._is_inside(folder)):
            return _Place(folder, (), False)
        return extended

    def _is_certain(self, root: str) -> bool:
        """Whether names below start at this root even where there is no `__init__.py`."""
        return root in self._certain or os.path.basename(root) in _INSTALLED

    def _is_inside(self, folder: str) -> bool:
        return folder.startswith(os.path.join(self._project, ""))

    def _is_foreign(self, root: str) -> bool:
        """Whether a root holds more than the project."""
        return self._is_around(root) or os.path.basename(root) in _INSTALLED

    def _is_around(self, folder: str) -> bool:
        """Whether the project is below a directory."""
        return self._project.startswith(os.path.join(folder, ""))
