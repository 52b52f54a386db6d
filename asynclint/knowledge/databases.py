"""Relational databases: the DB-API drivers and their pools.

Cursors that hold the whole result after `execute` (psycopg2, psycopg, PyMySQL, mysqlclient)
have no rows for `fetchone` and its like: those read memory.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Client, Kind, Unless, methods, names
from asynclint.knowledge.library import Library

_CONNECT = "opens a connection to the database"
_CHECKOUT = "waits for a free connection of the pool, or opens one"
_QUERY = "sends the statement to the database and waits for the result"
_END = "ends the transaction and waits for the database"
_FETCH = "reads the next rows from the server"

_PSYCOPG2 = "https://www.psycopg.org/docs/"
_PSYCOPG = "https://www.psycopg.org/psycopg3/docs/api/"
_PYMYSQL = "https://pymysql.readthedocs.io/en/latest/modules/"
_MYSQLCLIENT = "https://mysqlclient.readthedocs.io/user_guide.html"
_MYSQL = "https://dev.mysql.com/doc/connector-python/en/connector-python-reference.html"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="psycopg2",
        packages=("psycopg2",),
        blocks=(
            Blocks(
                "psycopg2.connect",
                Kind.DATABASE,
                _CONNECT,
                twin="psycopg.AsyncConnection.connect",
                unless=(Unless("async_", None, (True,), strict=True),),
                why=_PSYCOPG2 + "module.html#psycopg2.connect",
            ),
            *methods(
                "psycopg2.extensions.connection",
                "commit rollback",
                Kind.DATABASE,
                _END,
                twin="psycopg.AsyncConnection.{}",
                why=_PSYCOPG2 + "connection.html",
            ),
            *methods(
                "psycopg2.extensions.cursor",
                "execute executemany callproc copy_expert copy_from copy_to",
                Kind.DATABASE,
                _QUERY,
                twin="psycopg.AsyncCursor.execute",
                why=_PSYCOPG2 + "cursor.html",
            ),
            *methods(
                "psycopg2.extras",
                "execute_values execute_batch",
                Kind.DATABASE,
                _QUERY,
                twin="psycopg.AsyncCursor.executemany",
                why=_PSYCOPG2 + "extras.html",
            ),
            *methods(
                "psycopg2.pool",
                "SimpleConnectionPool.getconn ThreadedConnectionPool.getconn",
                Kind.DATABASE,
                "takes a connection of the pool, or opens one",
                twin="psycopg_pool.AsyncConnectionPool.getconn",
                why=_PSYCOPG2 + "pool.html",
            ),
        ),
        aliases={
            "psycopg2._psycopg.connection": "psycopg2.extensions.connection",
            "psycopg2._psycopg.cursor": "psycopg2.extensions.cursor",
        },
        bases={
            **dict.fromkeys(
                names("psycopg2.extras", "DictCursor RealDictCursor NamedTupleCursor"),
                ("psycopg2.extensions.cursor",),
            ),
        },
        returns={
            "psycopg2.connect": "psycopg2.extensions.connection",
            "psycopg2.extensions.connection.cursor": "psycopg2.extensions.cursor",
            "psycopg2.extensions.cursor.connection": "psycopg2.extensions.connection",
            "psycopg2.pool.SimpleConnectionPool.getconn": "psycopg2.extensions.connection",
            "psycopg2.pool.ThreadedConnectionPool.getconn": "psycopg2.extensions.connection",
        },
    ),
    Library(
        distribution="psycopg",
        packages=("psycopg",),
        blocks=(
            *methods(
                "psycopg",
                "connect Connection.connect",
                Kind.DATABASE,
                _CONNECT,
                twin="psycopg.AsyncConnection.connect",
                why=_PSYCOPG + "connections.html",
            ),
            Blocks(
                "psycopg.Connection.execute",
                Kind.DATABASE,
                _QUERY,
                twin="psycopg.AsyncConnection.execute",
                why=_PSYCOPG + "connections.html",
            ),
            *methods(
                "psycopg.Connection",
                "commit rollback",
                Kind.DATABASE,
                _END,
                twin="psycopg.AsyncConnection.{}",
                why=_PSYCOPG + "connections.html",
            ),
            *methods(
                "psycopg.Cursor",
                "execute executemany",
                Kind.DATABASE,
                _QUERY,
                twin="psycopg.AsyncCursor.{}",
                why=_PSYCOPG + "cursors.html",
            ),
            *methods(
                "psycopg.ServerCursor",
                "fetchone fetchmany fetchall __iter__",
                Kind.DATABASE,
                _FETCH,
                twin="psycopg.AsyncServerCursor",
                why=_PSYCOPG + "cursors.html",
            ),
        ),
        aliases={
            "psycopg.connection.Connection": "psycopg.Connection",
            "psycopg.cursor.Cursor": "psycopg.Cursor",
            "psycopg.connection_async.AsyncConnection": "psycopg.AsyncConnection",
        },
        bases={
            "psycopg.ServerCursor": ("psycopg.Cursor",),
            "psycopg.ClientCursor": ("psycopg.Cursor",),
        },
        returns={
            "psycopg.connect": "psycopg.Connection",
            "psycopg.Connection.connect": "psycopg.Connection",
            "psycopg.Connection.cursor": "psycopg.Cursor",
            "psycopg.Connection.execute": "psycopg.Cursor",
            "psycopg.Cursor.execute": "Self",
            "psycopg.Cursor.connection": "psycopg.Connection",
            "psycopg.AsyncConnection.connect": "psycopg.AsyncConnection",
            "psycopg.AsyncConnection.cursor": "psycopg.AsyncCursor",
            "psycopg.AsyncConnection.execute": "psycopg.AsyncCursor",
        },
        asynchronous=names(
            "psycopg", "AsyncConnection AsyncCursor AsyncServerCursor AsyncClientCursor"
        ),
        clients=(
            Client(
                "psycopg.AsyncConnection",  # a lock makes the queries of tasks wait their turn
                noun="psycopg connection",
                pooled=False,
                local=(
                    "cursor pipeline transaction cancel fileno xid add_notice_handler"
                    " remove_notice_handler add_notify_handler remove_notify_handler"
                ),
                releases="close",
                why=_PSYCOPG + "async.html",
            ),
        ),
    ),
    Library(
        distribution="psycopg-pool",
        packages=("psycopg_pool",),
        blocks=(
            *methods(
                "psycopg_pool.ConnectionPool",
                "connection getconn",
                Kind.DATABASE,
                _CHECKOUT,
                twin="psycopg_pool.AsyncConnectionPool.{}",
                why=_PSYCOPG + "pool.html",
            ),
            Blocks(
                "psycopg_pool.ConnectionPool.wait",
                Kind.WAIT,
                "waits until the pool is full",
                twin="psycopg_pool.AsyncConnectionPool.wait",
                why=_PSYCOPG + "pool.html",
            ),
        ),
        aliases={
            "psycopg_pool.pool.ConnectionPool": "psycopg_pool.ConnectionPool",
            "psycopg_pool.pool_async.AsyncConnectionPool": "psycopg_pool.AsyncConnectionPool",
        },
        bases={
            "psycopg_pool.NullConnectionPool": ("psycopg_pool.ConnectionPool",),
            "psycopg_pool.AsyncNullConnectionPool": ("psycopg_pool.AsyncConnectionPool",),
        },
        returns={
            "psycopg_pool.ConnectionPool.connection": (
                "contextlib.AbstractContextManager[psycopg.Connection]"
            ),
            "psycopg_pool.ConnectionPool.getconn": "psycopg.Connection",
            "psycopg_pool.AsyncConnectionPool.connection": (
                "contextlib.AbstractAsyncContextManager[psycopg.AsyncConnection]"
            ),
            "psycopg_pool.AsyncConnectionPool.getconn": "psycopg.AsyncConnection",
        },
        asynchronous=names("psycopg_pool", "AsyncConnectionPool AsyncNullConnectionPool"),
        clients=(
            Client(
                "psycopg_pool.AsyncConnectionPool",
                noun="psycopg pool",
                pooled=True,
                local="get_stats pop_stats",
                releases="close putconn",
                why=_PSYCOPG + "pool.html",
            ),
        ),
    ),
    Library(
        distribution="pymysql",
        packages=("pymysql",),
        blocks=(
            Blocks(
                "pymysql.connect",
                Kind.DATABASE,
                _CONNECT,
                twin="aiomysql.connect",
                why=_PYMYSQL + "connections.html",
            ),
            *methods(
                "pymysql.connections.Connection",
                "commit rollback begin ping query select_db",
                Kind.DATABASE,
                "sends the command to the database and waits for the answer",
                twin="aiomysql.Connection.{}",
                why=_PYMYSQL + "connections.html",
            ),
            *methods(
                "pymysql.cursors.Cursor",
                "execute executemany callproc",
                Kind.DATABASE,
                _QUERY,
                twin="aiomysql.Cursor.{}",
                why=_PYMYSQL + "cursors.html",
            ),
            *methods(
                "pymysql.cursors.SSCursor",
                "fetchone fetchmany fetchall __iter__",
                Kind.DATABASE,
                _FETCH,
                twin="aiomysql.SSCursor",
                why=_PYMYSQL + "cursors.html",
            ),
        ),
        aliases={
            "pymysql.Connect": "pymysql.connect",
            "pymysql.Connection": "pymysql.connections.Connection",
        },
        bases={
            **dict.fromkeys(
                names("pymysql.cursors", "DictCursor SSCursor"), ("pymysql.cursors.Cursor",)
            ),
            "pymysql.cursors.SSDictCursor": ("pymysql.cursors.SSCursor",),
        },
        returns={
            "pymysql.connect": "pymysql.connections.Connection",
            "pymysql.connections.Connection.cursor": "pymysql.cursors.Cursor",
        },
    ),
    Library(
        distribution="mysqlclient",
        packages=("MySQLdb",),
        blocks=(
            Blocks(
                "MySQLdb.connect", Kind.DATABASE, _CONNECT, "aiomysql.connect", why=_MYSQLCLIENT
            ),
            *methods(
                "MySQLdb.connections.Connection",
                "commit rollback ping query",
                Kind.DATABASE,
                "sends the command to the database and waits for the answer",
                twin="aiomysql.Connection.{}",
                why=_MYSQLCLIENT,
            ),
            *methods(
                "MySQLdb.cursors.BaseCursor",
                "execute executemany callproc",
                Kind.DATABASE,
                _QUERY,
                twin="aiomysql.Cursor.{}",
                why=_MYSQLCLIENT,
            ),
        ),
        aliases={
            "MySQLdb.Connect": "MySQLdb.connect",
            "MySQLdb.Connection": "MySQLdb.connect",
        },
        bases={
            **dict.fromkeys(
                names("MySQLdb.cursors", "Cursor DictCursor SSCursor SSDictCursor"),
                ("MySQLdb.cursors.BaseCursor",),
            ),
        },
        returns={
            "MySQLdb.connect": "MySQLdb.connections.Connection",
            "MySQLdb.connections.Connection.cursor": "MySQLdb.cursors.Cursor",
        },
    ),
    Library(
        distribution="mysql-connector-python",
        packages=("mysql.connector",),
        blocks=(
            Blocks(
                "mysql.connector.connect",
                Kind.DATABASE,
                _CONNECT,
                twin="mysql.connector.aio.connect",
                why=_MYSQL,
            ),
            *methods(
                "mysql.connector.abstracts.MySQLConnectionAbstract",
                "connect reconnect commit rollback ping start_transaction reset_session",
                Kind.DATABASE,
                "sends the command to the database and waits for the answer",
                twin="mysql.connector.aio.abstracts.MySQLConnectionAbstract.{}",
                why=_MYSQL,
            ),
            *methods(
                "mysql.connector.abstracts.MySQLCursorAbstract",
                "execute executemany callproc fetchone fetchmany fetchall",
                Kind.DATABASE,
                _QUERY,
                twin="mysql.connector.aio.cursor.MySQLCursor.{}",
                why=_MYSQL,
            ),
            Blocks(
                "mysql.connector.pooling.MySQLConnectionPool.get_connection",
                Kind.DATABASE,
                _CHECKOUT,
                twin="mysql.connector.aio.connect",
                why=_MYSQL,
            ),
        ),
        aliases={"mysql.connector.pooling.connect": "mysql.connector.connect"},
        bases={
            "mysql.connector.connection.MySQLConnection": (
                "mysql.connector.abstracts.MySQLConnectionAbstract",
            ),
            "mysql.connector.cursor.MySQLCursor": (
                "mysql.connector.abstracts.MySQLCursorAbstract",
            ),
        },
        returns={
            "mysql.connector.connect": "mysql.connector.abstracts.MySQLConnectionAbstract",
            "mysql.connector.abstracts.MySQLConnectionAbstract.cursor": (
                "mysql.connector.abstracts.MySQLCursorAbstract"
            ),
            "mysql.connector.pooling.MySQLConnectionPool.get_connection": (
                "mysql.connector.abstracts.MySQLConnectionAbstract"
            ),
        },
    ),
)
