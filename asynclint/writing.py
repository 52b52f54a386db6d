"""Replacing files on disk, and showing how they would change.

A file is replaced at once or not at all, and keeps its mode and, if it is a link, its place.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path


def write(before: Mapping[Path, bytes], after: Mapping[Path, bytes]) -> tuple[set[Path], list[str]]:
    """Replace files; returns those that were, and sentences about those that could not be.

    A file that is not what it was `before` has been changed by somebody else, and is left alone.
    """
    written: set[Path] = set()
    problems: list[str] = []
    for path, data in sorted(after.items()):
        try:
            if path.read_bytes() != before[path]:
                problems.append(f"{path}: changed while it was being fixed; it is left alone")
                continue
            _replace(Path(os.path.realpath(path)), data)
            written.add(path)
        except OSError as error:
            problems.append(f"{path}: cannot be written: {error.strerror}")
    return written, problems


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, path.stat().st_mode & 0o7777)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def diff(name: str, before: bytes, after: bytes) -> bytes:
    """How a file changes, in the form that `git apply` and `patch -p1` take."""
    # Each byte a character: the encodings of files differ, and a diff must hold what they hold.
    lines = difflib.unified_diff(
        _lines(before.decode("latin-1")),
        _lines(after.decode("latin-1")),
        f"a/{name}",
        f"b/{name}",
    )
    return "".join(_ended(lines)).encode("latin-1", "replace")


def _lines(text: str) -> list[str]:
    """Lines as `diff` sees them: only a line feed ends one."""
    parts = text.split("\n")
    return [*(part + "\n" for part in parts[:-1]), *filter(None, parts[-1:])]


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
