"""ASL103: blocking-database-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingDatabase(BlockingRule):
    """An async function runs a database query without awaiting.

    ## Why it matters
    The loop stands still for as long as the query runs, and for as long as the pool has no free
    connection. A lock in the database becomes a lock of the whole service.

    ## What it finds
    Sync drivers, object mappers and caches (sqlite3, psycopg, SQLAlchemy, the Django ORM, redis,
    pymongo and others) used from code the event loop runs, directly or through sync functions in
    any module. Their async counterparts are silent.

    ## Examples
    ```python bad
    import sqlite3

    async def count(path: str) -> int:
        connection = sqlite3.connect(path)
        return connection.execute("select count(*) from jobs").fetchone()[0]
    ```
    ```python good
    import aiosqlite

    async def count(path: str) -> int:
        async with aiosqlite.connect(path) as connection:
            async with connection.execute("select count(*) from jobs") as cursor:
                return (await cursor.fetchone())[0]
    ```

    ## Fix safety
    Awaiting the twin of a method (`aget` for `get`, `async for` for `for`) keeps the meaning where
    the release in use has it. Connections and sessions are often bound to one thread: move whole
    units of work, not single calls.
    """

    __slots__ = ()
    code = "ASL103"
    name = "blocking-database-in-async"
    severity = Severity.ERROR
    default = True
    kinds = (Kind.DATABASE,)
