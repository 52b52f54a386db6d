"""Drivers of relational databases that are asyncio's from the ground up, or made so."""

from __future__ import annotations

from asynclint.knowledge.entry import Client, Hazard, Trigger, names, returning
from asynclint.knowledge.library import Library

_ASYNCPG = "https://magicstack.github.io/asyncpg/current/api/index.html"
_AIOMYSQL = "https://github.com/aio-libs/aiomysql/blob/master/aiomysql/"
_ASYNCMY = "https://github.com/long2ice/asyncmy/"
_AIOPG = "https://github.com/aio-libs/aiopg/blob/master/aiopg/"
_AIOSQLITE = "https://aiosqlite.omnilib.dev/en/stable/"

_CLOSED = "the connection is closed: whatever follows raises"
_MYSQL_LOCAL = (
    "cursor escape escape_string literal get_autocommit get_host_info get_proto_info"
    " get_server_info get_transaction_status character_set_name thread_id insert_id affected_rows"
)
_CURSOR_LOCAL = "setinputsizes setoutputsizes mogrify"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="asyncpg",
        packages=("asyncpg",),
        aliases={
            "asyncpg.connection.Connection": "asyncpg.Connection",
            "asyncpg.connection.connect": "asyncpg.connect",
            "asyncpg.pool.Pool": "asyncpg.Pool",
            "asyncpg.pool.create_pool": "asyncpg.create_pool",
        },
        # A pool lends proxies that have all of a connection's methods.
        bases={"asyncpg.pool.PoolConnectionProxy": ("asyncpg.Connection",)},
        returns={
            "asyncpg.connect": "asyncpg.Connection",
            "asyncpg.create_pool": "asyncpg.Pool",
            "asyncpg.Pool.acquire": "asyncpg.pool.PoolConnectionProxy",
        },
        asynchronous=names("asyncpg", "Connection Pool pool.PoolConnectionProxy"),
        clients=(
            Client(
                "asyncpg.Connection",
                noun="asyncpg connection",
                pooled=False,
                exclusive="raises InterfaceError",
                local=(
                    "cursor transaction is_closed is_in_transaction get_server_pid get_settings"
                    " get_server_version get_reset_query query_logger add_log_listener"
                    " remove_log_listener add_query_logger remove_query_logger"
                    " add_termination_listener remove_termination_listener"
                ),
                releases="close terminate",
                why=_ASYNCPG + "#connection",
            ),
            Client(
                "asyncpg.Pool",
                noun="asyncpg pool",
                pooled=True,
                local=(
                    "get_size get_idle_size get_min_size get_max_size is_closing set_connect_args"
                ),
                releases="close terminate",
                why=_ASYNCPG + "#connection-pools",
            ),
        ),
    ),
    Library(
        distribution="aiomysql",
        packages=("aiomysql",),
        aliases={
            "aiomysql.connection.Connection": "aiomysql.Connection",
            "aiomysql.connection.connect": "aiomysql.connect",
            "aiomysql.cursors": "aiomysql",
            "aiomysql.pool.Pool": "aiomysql.Pool",
            "aiomysql.pool.create_pool": "aiomysql.create_pool",
        },
        bases=dict.fromkeys(
            names("aiomysql", "DictCursor SSCursor SSDictCursor"), ("aiomysql.Cursor",)
        ),
        returns={
            "aiomysql.connect": "aiomysql.Connection",
            "aiomysql.create_pool": "aiomysql.Pool",
            "aiomysql.Pool.acquire": "aiomysql.Connection",
            "aiomysql.Connection.cursor": "aiomysql.Cursor",
            "aiomysql.Cursor.connection": "aiomysql.Connection",
        },
        asynchronous=names("aiomysql", "Connection Cursor Pool"),
        clients=(
            Client(
                "aiomysql.Connection",
                noun="aiomysql connection",
                pooled=False,
                exclusive="raises RuntimeError",
                local=_MYSQL_LOCAL,
                releases="close ensure_closed",
                why=_AIOMYSQL + "connection.py",
            ),
            Client(
                "aiomysql.Cursor",
                noun="aiomysql cursor",
                pooled=False,
                exclusive="raises RuntimeError",
                local=_CURSOR_LOCAL,
                releases="close",
                why=_AIOMYSQL + "cursors.py",
            ),
            Client(
                "aiomysql.Pool",
                noun="aiomysql pool",
                pooled=True,
                local="get_loop",
                releases="close terminate wait_closed release",
                why=_AIOMYSQL + "pool.py",
            ),
        ),
        hazards=(
            Hazard(
                Trigger.CANCEL,
                ("aiomysql.Connection", "aiomysql.Cursor"),
                (">=0.0.22",),
                _CLOSED,
                why=_AIOMYSQL + "connection.py",
            ),
        ),
    ),
    Library(
        distribution="asyncmy",
        packages=("asyncmy",),
        aliases={
            "asyncmy.connection.Connection": "asyncmy.Connection",
            "asyncmy.connection.connect": "asyncmy.connect",
            "asyncmy.pool.Pool": "asyncmy.Pool",
            "asyncmy.pool.create_pool": "asyncmy.create_pool",
        },
        bases={
            **dict.fromkeys(
                names("asyncmy.cursors", "DictCursor SSCursor"), ("asyncmy.cursors.Cursor",)
            ),
            "asyncmy.cursors.SSDictCursor": ("asyncmy.cursors.SSCursor",),
        },
        returns={
            "asyncmy.connect": "asyncmy.Connection",
            "asyncmy.create_pool": "asyncmy.Pool",
            "asyncmy.Pool.acquire": "asyncmy.Connection",
            "asyncmy.Connection.cursor": "asyncmy.cursors.Cursor",
        },
        asynchronous=names("asyncmy", "Connection Pool cursors.Cursor"),
        clients=(
            Client(
                "asyncmy.Connection",
                noun="asyncmy connection",
                pooled=False,
                exclusive="raises RuntimeError or waits for ever",
                local=_MYSQL_LOCAL,
                releases="close ensure_closed",
                why=_ASYNCMY + "blob/dev/asyncmy/connection.pyx",
            ),
            Client(
                "asyncmy.cursors.Cursor",
                noun="asyncmy cursor",
                pooled=False,
                exclusive="raises RuntimeError or waits for ever",
                local=_CURSOR_LOCAL,
                releases="close",
                why=_ASYNCMY + "blob/dev/asyncmy/cursors.pyx",
            ),
            Client(
                "asyncmy.Pool",
                noun="asyncmy pool",
                pooled=True,
                local="get_loop",
                releases="close terminate wait_closed release",
                why=_ASYNCMY + "blob/dev/asyncmy/pool.pyx",
            ),
        ),
        hazards=(
            Hazard(
                Trigger.CANCEL,
                names("asyncmy", "Connection cursors.Cursor"),
                ("<0.2.12",),
                "the next query on the connection, pooled or not, gets its result",
                repaired="0.2.12",
                why=_ASYNCMY + "issues/103",
            ),
            Hazard(
                Trigger.CANCEL,
                names("asyncmy", "Connection cursors.Cursor"),
                (">=0.2.12",),
                _CLOSED,
                why=_ASYNCMY + "pull/108",
            ),
        ),
    ),
    Library(
        distribution="aiopg",
        packages=("aiopg",),
        aliases={
            "aiopg.connection.Connection": "aiopg.Connection",
            "aiopg.connection.Cursor": "aiopg.Cursor",
            "aiopg.connection.connect": "aiopg.connect",
            "aiopg.pool.Pool": "aiopg.Pool",
            "aiopg.pool.create_pool": "aiopg.create_pool",
        },
        returns={
            "aiopg.connect": "aiopg.Connection",
            "aiopg.create_pool": "aiopg.Pool",
            "aiopg.Pool.acquire": "aiopg.Connection",
            "aiopg.Connection.cursor": "aiopg.Cursor",
        },
        asynchronous=names("aiopg", "Connection Cursor Pool"),
        clients=(
            Client(
                "aiopg.Connection",
                noun="aiopg connection",
                pooled=False,
                exclusive="raises RuntimeError",
                local="cursor isexecuting",
                releases="close",
                why=_AIOPG + "connection.py",
            ),
            Client(
                "aiopg.Cursor",
                noun="aiopg cursor",
                pooled=False,
                exclusive="raises RuntimeError",
                releases="close",
                why=_AIOPG + "connection.py",
            ),
            Client(
                "aiopg.Pool",
                noun="aiopg pool",
                pooled=True,
                releases="close terminate wait_closed release",
                why=_AIOPG + "pool.py",
            ),
        ),
        hazards=(
            Hazard(
                Trigger.CANCEL,
                ("aiopg.Connection", "aiopg.Cursor"),
                (">=1.2.1",),
                _CLOSED,
                why=_AIOPG + "connection.py",
            ),
        ),
    ),
    Library(
        distribution="aiosqlite",
        packages=("aiosqlite",),
        aliases={
            "aiosqlite.core.Connection": "aiosqlite.Connection",
            "aiosqlite.core.connect": "aiosqlite.connect",
            "aiosqlite.cursor.Cursor": "aiosqlite.Cursor",
        },
        returns={
            "aiosqlite.connect": "aiosqlite.Connection",
            **returning("aiosqlite.Cursor", "aiosqlite.Connection", "cursor execute executemany"),
        },
        asynchronous=names("aiosqlite", "Connection Cursor"),
        clients=(
            Client(
                "aiosqlite.Connection",  # a thread of its own works off what tasks queue
                noun="aiosqlite connection",
                pooled=False,
                releases="close stop",
                why=_AIOSQLITE,
            ),
        ),
    ),
    # SQLAlchemy before 1.4 is told to make its engines asynchronous.
    Library(
        distribution="sqlalchemy-aio",
        packages=("sqlalchemy_aio",),
        aliases={"sqlalchemy_aio.strategy": "sqlalchemy_aio"},
        variants={
            "sqlalchemy.create_engine": (
                *("strategy", 99, "sqlalchemy_aio.ASYNCIO_STRATEGY"),
                "sqlalchemy_aio.asyncio.AsyncioEngine",
            )
        },
        asynchronous=("sqlalchemy_aio.asyncio.AsyncioEngine",),
    ),
)
