"""Files as they were found below a root, and a fingerprint to tell whether they still are."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress

from asynclint.deployment.formats import FOLDERS, is_source
from asynclint.pins.disk import Disk, UnreadableError

_LARGEST = 1_000_000  # bytes


class Shelf(Disk):
    """Looks at paths, and remembers what was there."""

    def names(self, folder: str) -> list[str]:
        """The names in a folder that may be of interest, in order; those of folders end with a
        separator, and are only told for `FOLDERS`."""
        if folder not in self._names:
            files: list[str] = []
            folders: list[str] = []
            with suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    if _is_source(entry):
                        files.append(entry.name)
                    elif os.path.basename(folder) in FOLDERS and _is_folder(entry):
                        folders.append(os.path.join(entry.name, ""))
            self._names[folder] = [*sorted(files), *sorted(folders)]
            self._states[os.path.join(folder, "")] = repr(self._names[folder]).encode()
        return self._names[folder]

    def content(self, file: str) -> bytes:
        """The bytes of a file, none if it is large, else an `UnreadableError`."""
        with suppress(OSError):
            if os.path.getsize(file) > _LARGEST:
                self._states[file] = b""
                return b""
        return super().content(file)


def fingerprint_of(visited: Iterable[str]) -> bytes:
    """The fingerprint of what is at these paths now, as `Deployment.visited` gave them."""
    shelf = Shelf()
    for path in visited:
        if path.endswith(os.sep):
            shelf.names(os.path.dirname(path))
        else:
            with suppress(UnreadableError):  # is part of the fingerprint
                shelf.content(path)
    return shelf.fingerprint()


def _is_source(entry: os.DirEntry[str]) -> bool:
    is_folder = entry.is_dir(follow_symlinks=False)  # which is known for nothing
    return not is_folder and is_source(entry.name) and os.path.isfile(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith((".", "__")) and os.path.isdir(entry.path)
