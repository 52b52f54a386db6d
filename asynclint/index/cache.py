"""What outlives a run: summaries by content, what is known of files, and whole results.

A row depends on nothing but its key: summaries on the digest of the text and the schema, results
on the digest of everything that went into them. The database lives in a directory of its own and
is only ever a copy: damaged, foreign or locked, it counts as empty, and never as an error.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

from asynclint import __version__
from asynclint.index.summary import SCHEMA

# Another grammar may read the same text differently.
_VERSION = f"{__version__}-{SCHEMA}-{sys.version_info[0]}.{sys.version_info[1]}"
_TABLES = """
create table if not exists summaries (digest blob primary key, data blob) without rowid;
create table if not exists notes (name text primary key, data blob) without rowid;
"""
_NOTE = "# made by asynclint\n*\n"
_KEPT_RESULTS = 16
_MOST_BYTES = 512 * 2**20  # beyond this it is mostly what files used to be: begin again


class Cache:
    """The cache in a directory, which is made when it is first written to."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / _VERSION / "index.db"
        self._connection: sqlite3.Connection | None = None
        self._parent: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            _mark(directory)
            if self._file.exists() and self._file.stat().st_size > _MOST_BYTES:
                self._file.unlink()
            self._connection = self._open()

    def copy(self) -> Cache:
        """The cache as it is on disk, for a forked process: to be read only.

        Neither locks nor connections of SQLite survive a fork, so it takes none and uses none.
        Rows that are being written meanwhile are not seen, or count as damaged.
        """
        other = Cache.__new__(Cache)
        other._file, other._connection = self._file, None
        # Must not be closed by this process, not even when it is forgotten.
        other._parent = self._connection
        with contextlib.suppress(sqlite3.Error):
            uri = f"{self._file.absolute().as_uri()}?immutable=1"
            other._connection = sqlite3.connect(uri, uri=True)
        return other

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.OperationalError:
            raise  # locked or out of reach: others may be at work in it
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)  # damaged: begin again
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=1.0)
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = off")  # a lost row is only computed again
            connection.executescript(_TABLES)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def summaries(self, digests: Iterable[bytes]) -> dict[bytes, bytes]:
        """The encoded summaries that are known, of these."""
        found: dict[bytes, bytes] = {}
        wanted = list(digests)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            query = f"select digest, data from summaries where digest in ({marks})"
            for key, data in self._read(query, part):
                if (row := _unsealed(data)) is not None:
                    found[key] = row
        return found

    def keep_summaries(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        sealed = ((key, _sealed(data)) for key, data in rows)
        self._write("insert or replace into summaries values (?, ?)", sealed)

    def note(self, name: str) -> bytes | None:
        """A named value: the list of known files, or a result."""
        rows = self._read("select name, data from notes where name = ?", [name])
        return _unsealed(rows[0][1]) if rows else None

    def keep_note(self, name: str, data: bytes) -> None:
        self._write("insert or replace into notes values (?, ?)", [(name, _sealed(data))])

    def keep_result(self, name: str, data: bytes) -> None:
        """A note that makes the oldest of its kind go: results are many and soon stale."""
        self.keep_note(f"result {name}", data)
        rows = self._read("select name, length(data) from notes where name like 'result %'", [])
        names = [row[0] for row in rows if row[0] != f"result {name}"]
        if len(names) >= _KEPT_RESULTS:
            self._write("delete from notes where name = ?", [(n,) for n in names])

    def result(self, name: str) -> bytes | None:
        return self.note(f"result {name}")

    def close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()

    def _read(self, query: str, values: list[object] | list[bytes] | list[str]) -> list[tuple]:  # type: ignore[type-arg]
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error:
            return []

    def _write(self, query: str, rows: Iterable[tuple]) -> None:  # type: ignore[type-arg]
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error), self._connection:
                self._connection.executemany(query, rows)


def _sealed(data: bytes) -> bytes:
    """With a checksum in front: what a disk has damaged may well decode to something."""
    return zlib.crc32(data).to_bytes(4, "big") + data


def _unsealed(row: object) -> bytes | None:
    """What was sealed; None for a damaged or foreign row."""
    if not isinstance(row, bytes) or len(row) < 4:
        return None
    data = row[4:]
    return data if zlib.crc32(data).to_bytes(4, "big") == row[:4] else None


def remove(directory: Path) -> bool:
    """Remove a cache; False where there is none.

    Raises `OSError` where it cannot be removed, or something else stands in its place.
    """
    import errno
    import shutil  # no check needs it

    if not directory.is_dir():
        return False
    made = directory / ".gitignore"
    if not made.is_file() or made.read_text("utf-8", "replace") != _NOTE:
        raise OSError(errno.EEXIST, "is not a cache of asynclint")
    shutil.rmtree(directory)
    return True


def _mark(directory: Path) -> None:
    """Keep the directory out of version control and backups."""
    for name, text in (
        (".gitignore", _NOTE),
        ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
    ):
        if not (directory / name).exists():
            (directory / name).write_text(text)
