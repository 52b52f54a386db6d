"""The standard library: sqlite3, and the dictionaries on disk, dbm and shelve."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"
_SQLITE = f"{_DOCS}/sqlite3.html#sqlite3"

_SQLITE3 = (
    Blocks(
        "sqlite3.connect",
        Kind.DATABASE,
        "opens a database file",
        twin="aiosqlite.connect",
        unless=(Unless("database", 0, (":memory:",)),),
        why=f"{_SQLITE}.connect",
    ),
    *methods(
        "sqlite3.Connection",
        "execute executemany executescript",
        Kind.DATABASE,
        "runs SQL, and waits while another connection holds the database's lock",
        twin="aiosqlite.Connection.{}",
        why=f"{_SQLITE}.Connection.{{}}",
    ),
    *methods(
        "sqlite3.Connection",
        "commit rollback",
        Kind.DATABASE,
        "ends the transaction, and waits for the disk",
        twin="aiosqlite.Connection.{}",
        why=f"{_SQLITE}.Connection.{{}}",
    ),
    Blocks(
        "sqlite3.Connection.__exit__",
        Kind.DATABASE,
        "ends the transaction, and waits for the disk",
        twin="aiosqlite.Connection.commit",
        why=f"{_DOCS}/sqlite3.html#sqlite3-connection-context-manager",
    ),
    *methods(
        "sqlite3.Connection",
        "backup iterdump",
        Kind.DATABASE,
        "reads the whole database",
        twin="aiosqlite.Connection.{}",
        why=f"{_SQLITE}.Connection.{{}}",
    ),
    *methods(
        "sqlite3.Cursor",
        "execute executemany executescript",
        Kind.DATABASE,
        "runs SQL, and waits while another connection holds the database's lock",
        twin="aiosqlite.Cursor.{}",
        why=f"{_SQLITE}.Cursor.{{}}",
    ),
    *methods(
        "sqlite3.Cursor",
        "fetchone fetchmany fetchall",
        Kind.DATABASE,
        "reads rows from the database",
        twin="aiosqlite.Cursor.{}",
        why=f"{_SQLITE}.Cursor.{{}}",
    ),
    *methods(
        "sqlite3.Cursor",
        "__iter__ __next__",
        Kind.DATABASE,
        "reads rows from the database",
        twin="aiosqlite.Cursor",
        why=f"{_DOCS}/sqlite3.html#cursor-objects",
    ),
    *methods(
        "sqlite3.Blob",
        "read write",
        Kind.DATABASE,
        "reads or writes a value in the database",
        why=f"{_SQLITE}.Blob.{{}}",
    ),
)

_DICTIONARIES = (
    *methods(
        "dbm",
        "open whichdb",
        Kind.FILE,
        "opens a database file",
        why=f"{_DOCS}/dbm.html#dbm.{{}}",
    ),
    *methods(
        "dbm",
        "dumb.open",
        Kind.FILE,
        "opens a database file",
        why=f"{_DOCS}/dbm.html#dbm.{{}}",
    ),
    Blocks(
        "shelve.open",
        Kind.FILE,
        "opens a database file",
        why=f"{_DOCS}/shelve.html#shelve.open",
    ),
    *methods(
        "shelve.Shelf",
        "sync close __exit__",
        Kind.FILE,
        "writes cached entries to the database file",
        why=f"{_DOCS}/shelve.html#shelve.Shelf.sync",
    ),
    *methods(
        "shelve.Shelf",
        "get __getitem__ __setitem__ __delitem__ __iter__",
        Kind.FILE,
        "reads or writes the database file",
        why=f"{_DOCS}/shelve.html#shelve.Shelf",
    ),
)

LIBRARY = Library(
    distribution="",
    packages=("sqlite3", "dbm", "shelve"),
    blocks=(*_SQLITE3, *_DICTIONARIES),
    aliases={
        "sqlite3.dbapi2": "sqlite3",
    },
    bases={
        "shelve.DbfilenameShelf": ("shelve.Shelf",),
        "shelve.BsdDbShelf": ("shelve.Shelf",),
    },
    returns={
        "sqlite3.connect": "sqlite3.Connection",
        **returning(
            "sqlite3.Cursor",
            "sqlite3.Connection",
            "cursor execute executemany executescript",
        ),
        **returning("Self", "sqlite3.Cursor", "execute executemany executescript"),
        "sqlite3.Cursor.connection": "sqlite3.Connection",
        "sqlite3.Cursor.fetchall": "list",
        "sqlite3.Cursor.fetchmany": "list",
        "sqlite3.Connection.blobopen": "sqlite3.Blob",
        "shelve.open": "shelve.Shelf",
    },
)
