"""Files and folders as they were found, and a fingerprint to tell whether they still are.

An answer can be remembered with the paths it came from, and believed again when another look at
them gives the same fingerprint.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from asynclint.pins.sources import BUILT, NESTED, in_order
from asynclint.text import decode

_LARGEST = 32_000_000  # bytes; the largest lock files have a tenth of that
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnreadableError(Exception):
    """A file has no text for us; the message is what to say about it."""


class Disk:
    """Looks at paths, and remembers what was there. `overlays` stand for what is on disk."""

    def __init__(self, overlays: Mapping[str, bytes] | None = None) -> None:
        self._overlays = overlays or {}
        self._names: dict[str, list[str]] = {}
        self._states: dict[str, bytes] = {}  # folders end with a separator

    def names(self, folder: str) -> list[str]:
        """The sources of pins in a folder, the most telling first."""
        if folder not in self._names:
            files, built = _listed(folder)
            # Where more than one is installed, none speaks for the others.
            for inner in (NESTED, *(built if len(built) == 1 else ())):
                files += [f"{inner}/{name}" for name in _listed(os.path.join(folder, inner))[0]]
            names = in_order(files)
            self._names[folder] = names
            self._states[os.path.join(folder, "")] = repr(names).encode()
        return self._names[folder]

    def text(self, file: str) -> str:
        """The text of a file, else an `UnreadableError`."""
        data = self.content(file)
        try:
            if data.startswith(_UTF16):  # PowerShell writes `pip freeze > requirements.txt` so
                data = data.decode("utf-16").encode()
            return decode(data)
        except ValueError as error:
            raise UnreadableError(str(error)) from None

    def content(self, file: str) -> bytes:
        """The bytes of a file, else an `UnreadableError`."""
        self._states[file] = b""  # says as much as an empty file
        try:
            self._states[file] = self._overlays[file] if file in self._overlays else _read(file)
        except OSError as error:
            raise UnreadableError(f"cannot be read: {error.strerror}") from None
        return self._states[file]

    def visited(self) -> list[str]:
        """The paths looked at so far."""
        return sorted(self._states)

    def fingerprint(self) -> bytes:
        """A digest of what was seen there."""
        states = [(path, _digest(self._states[path])) for path in self.visited()]
        return _digest(repr(states).encode())


def fingerprint_of(visited: Iterable[str]) -> bytes:
    """The fingerprint of what is at these paths now, as `Pins.visited` gave them."""
    disk = Disk()
    for path in visited:
        if path.endswith(os.sep):
            disk.names(os.path.dirname(path))
        else:
            with suppress(UnreadableError):  # is part of the fingerprint
                disk.content(path)
    return disk.fingerprint()


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """The files of a folder, and the folders in it that describe wheels."""
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError:
        return [], []  # what cannot be listed says nothing
    built = [entry.name for entry in entries if entry.name.endswith(BUILT)]
    return [entry.name for entry in entries if entry.is_file()], built


def _read(file: str) -> bytes:
    status = os.stat(file)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("is not a file")  # opening a pipe would wait for its writer
    if status.st_size > _LARGEST:
        raise UnreadableError(f"is larger than {_LARGEST} bytes")
    return Path(file).read_bytes()


def _digest(data: bytes) -> bytes:
    import hashlib  # slow to import

    return hashlib.blake2b(data, digest_size=16).digest()
