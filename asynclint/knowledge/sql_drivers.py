"""Drivers of relational databases and warehouses, migrations, and databases in a file, that wait in
the calling thread.

Cursors that hold the first rows after `execute`, which are often all of them (Snowflake,
Databricks), have no rows for `fetchone` and its like.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_CONNECT = "opens a connection to the database"
_QUERY = "sends the statement to the database and waits for the result"
_END = "ends the transaction and waits for the database"
_FETCH = "reads the next rows from the server"
_STORED = "reads or writes the file that holds the data"

_PYODBC = "https://github.com/mkleehammer/pyodbc/wiki"
_ORACLE = "https://python-oracledb.readthedocs.io/en/latest/api_manual/module.html"
_PYMSSQL = "https://pymssql.readthedocs.io/en/stable/ref/pymssql.html"
_SNOWFLAKE = "https://docs.snowflake.com/en/developer-guide/python-connector/python-connector-api"
_TRINO = "https://github.com/trinodb/trino-python-client#dbapi"
_DATABRICKS = "https://docs.databricks.com/en/dev-tools/python-sql-connector.html"
_PYHIVE = "https://github.com/dropbox/PyHive#db-api"
_VERTICA = "https://github.com/vertica/vertica-python#usage"
_SCRIPTS = "https://alembic.sqlalchemy.org/en/latest/api/script.html"
_ALEMBIC = "https://alembic.sqlalchemy.org/en/latest/api/commands.html"
_DISKCACHE = "https://grantjenks.com/docs/diskcache/api.html"

_SNOW_CURSOR = "snowflake.connector.cursor.SnowflakeCursor"
_SNOW_CONNECTION = "snowflake.connector.SnowflakeConnection"
_OFFLINE = (Unless("sql", 2, (True,)),)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pyodbc",
        packages=("pyodbc",),
        blocks=(
            Blocks("pyodbc.connect", Kind.DATABASE, _CONNECT, "aioodbc.connect", why=_PYODBC),
            *methods(
                "pyodbc",
                "Connection.execute Cursor.execute Cursor.executemany Cursor.tables Cursor.columns"
                " Cursor.statistics Cursor.primaryKeys Cursor.foreignKeys Cursor.procedures",
                Kind.DATABASE,
                _QUERY,
                twin="aioodbc.{}",
                why=_PYODBC,
            ),
            *methods(
                "pyodbc",
                "Connection.commit Connection.rollback Cursor.commit Cursor.rollback",
                Kind.DATABASE,
                _END,
                twin="aioodbc.{}",
                why=_PYODBC,
            ),
            *methods(
                "pyodbc.Cursor",
                "fetchone fetchval fetchmany fetchall nextset skip __iter__",
                Kind.DATABASE,
                _FETCH,
                twin="aioodbc.Cursor",
                why=_PYODBC,
            ),
        ),
        returns={
            "pyodbc.connect": "pyodbc.Connection",
            **returning("pyodbc.Cursor", "pyodbc", "Connection.cursor Connection.execute"),
            "pyodbc.Cursor.execute": "Self",
            "pyodbc.Cursor.connection": "pyodbc.Connection",
        },
    ),
    Library(
        distribution="oracledb",
        packages=("oracledb",),
        blocks=(
            Blocks(
                "oracledb.connect", Kind.DATABASE, _CONNECT, "oracledb.connect_async", why=_ORACLE
            ),
            *methods(
                "oracledb",
                "Connection.commit Connection.rollback",
                Kind.DATABASE,
                _END,
                twin="oracledb.Async{}",
                why=_ORACLE,
            ),
            *methods(
                "oracledb",
                "Cursor.execute Cursor.executemany Cursor.callproc Cursor.callfunc Cursor.parse"
                " Connection.ping Connection.gettype Connection.changepassword",
                Kind.DATABASE,
                _QUERY,
                twin="oracledb.Async{}",
                why=_ORACLE,
            ),
            *methods(
                "oracledb.Cursor",
                "fetchmany fetchall __iter__",
                Kind.DATABASE,
                _FETCH,
                twin="oracledb.AsyncCursor",
                why=_ORACLE,
            ),
            Blocks(
                "oracledb.ConnectionPool.acquire",
                Kind.DATABASE,
                "waits for a free connection of the pool, or opens one",
                twin="oracledb.AsyncConnectionPool.acquire",
                why=_ORACLE,
            ),
        ),
        aliases={
            "oracledb.connection.Connection": "oracledb.Connection",
            "oracledb.connection.AsyncConnection": "oracledb.AsyncConnection",
            "oracledb.cursor.Cursor": "oracledb.Cursor",
            "oracledb.cursor.AsyncCursor": "oracledb.AsyncCursor",
            "oracledb.pool.ConnectionPool": "oracledb.ConnectionPool",
            "oracledb.SessionPool": "oracledb.ConnectionPool",
        },
        returns={
            "oracledb.connect": "oracledb.Connection",
            "oracledb.create_pool": "oracledb.ConnectionPool",
            "oracledb.Connection.cursor": "oracledb.Cursor",
            "oracledb.Cursor.connection": "oracledb.Connection",
            "oracledb.ConnectionPool.acquire": "oracledb.Connection",
            "oracledb.connect_async": "oracledb.AsyncConnection",
            "oracledb.create_pool_async": "oracledb.AsyncConnectionPool",
            "oracledb.AsyncConnection.cursor": "oracledb.AsyncCursor",
            "oracledb.AsyncConnectionPool.acquire": "oracledb.AsyncConnection",
        },
    ),
    Library(
        distribution="pymssql",
        packages=("pymssql",),
        blocks=(
            Blocks("pymssql.connect", Kind.DATABASE, _CONNECT, why=_PYMSSQL),
            *methods("pymssql.Connection", "commit rollback", Kind.DATABASE, _END, why=_PYMSSQL),
            *methods(
                "pymssql",
                "Cursor.execute Cursor.executemany Cursor.callproc Connection.bulk_copy",
                Kind.DATABASE,
                _QUERY,
                why=_PYMSSQL,
            ),
            *methods(
                "pymssql.Cursor",
                "fetchone fetchmany fetchall nextset __iter__",
                Kind.DATABASE,
                _FETCH,
                why=_PYMSSQL,
            ),
        ),
        aliases={"pymssql._pymssql": "pymssql"},
        returns={
            "pymssql.connect": "pymssql.Connection",
            "pymssql.Connection.cursor": "pymssql.Cursor",
        },
    ),
    Library(
        distribution="snowflake-connector-python",
        packages=("snowflake.connector",),
        blocks=(
            Blocks(
                "snowflake.connector.connect",
                Kind.DATABASE,
                _CONNECT,
                twin="snowflake.connector.aio.connect",
                why=_SNOWFLAKE,
            ),
            *methods(
                _SNOW_CONNECTION,
                "commit rollback execute_string",
                Kind.DATABASE,
                _QUERY,
                twin="snowflake.connector.aio.SnowflakeConnection.{}",
                why=_SNOWFLAKE,
            ),
            *methods(
                _SNOW_CURSOR,
                "execute executemany execute_async callproc describe query_result",
                Kind.DATABASE,
                _QUERY,
                twin="snowflake.connector.aio.SnowflakeCursor.{}",
                why=_SNOWFLAKE,
            ),
            *methods(
                _SNOW_CURSOR,
                "fetchall fetch_pandas_all fetch_arrow_all",
                Kind.DATABASE,
                "downloads all rows of the result",
                twin="snowflake.connector.aio.SnowflakeCursor.{}",
                why=_SNOWFLAKE,
            ),
            Blocks(
                "snowflake.connector.pandas_tools.write_pandas",
                Kind.DATABASE,
                "uploads the data frame and waits until it is in the table",
                why=_SNOWFLAKE,
            ),
        ),
        aliases={
            "snowflake.connector.connection.SnowflakeConnection": _SNOW_CONNECTION,
            "snowflake.connector.SnowflakeCursor": _SNOW_CURSOR,
            "snowflake.connector.DictCursor": "snowflake.connector.cursor.DictCursor",
        },
        bases={"snowflake.connector.cursor.DictCursor": (_SNOW_CURSOR,)},
        returns={
            "snowflake.connector.connect": _SNOW_CONNECTION,
            f"{_SNOW_CONNECTION}.cursor": _SNOW_CURSOR,
            f"{_SNOW_CURSOR}.execute": "Self",
        },
    ),
    Library(
        distribution="trino",
        packages=("trino",),
        blocks=(
            *methods("trino.dbapi.Connection", "commit rollback", Kind.DATABASE, _END, why=_TRINO),
            *methods(
                "trino.dbapi.Cursor",
                "execute executemany describe fetchone fetchmany fetchall",
                Kind.DATABASE,
                "asks the server, again and again, until the query has given rows",
                why=_TRINO,
            ),
        ),
        returns={
            "trino.dbapi.connect": "trino.dbapi.Connection",
            "trino.dbapi.Connection.cursor": "trino.dbapi.Cursor",
            "trino.dbapi.Cursor.execute": "Self",
        },
    ),
    Library(
        distribution="databricks-sql-connector",
        packages=("databricks.sql",),
        blocks=(
            Blocks("databricks.sql.connect", Kind.DATABASE, _CONNECT, why=_DATABRICKS),
            *methods(
                "databricks.sql.client.Cursor",
                "execute execute_async executemany catalogs schemas tables columns",
                Kind.DATABASE,
                _QUERY,
                why=_DATABRICKS,
            ),
        ),
        returns={
            "databricks.sql.connect": "databricks.sql.client.Connection",
            "databricks.sql.client.Connection.cursor": "databricks.sql.client.Cursor",
            "databricks.sql.client.Cursor.execute": "Self",
        },
    ),
    Library(
        distribution="pyhive",
        packages=("pyhive.hive", "pyhive.presto"),
        blocks=(
            *methods("pyhive.hive", "connect Connection", Kind.DATABASE, _CONNECT, why=_PYHIVE),
            *methods("pyhive.hive.Cursor", "execute", Kind.DATABASE, _QUERY, why=_PYHIVE),
            *methods(
                "pyhive.common.DBAPICursor",
                "execute fetchone fetchmany fetchall",
                Kind.DATABASE,
                "asks the server, again and again, until the query has given rows",
                why=_PYHIVE,
            ),
        ),
        bases={
            "pyhive.hive.Cursor": ("pyhive.common.DBAPICursor",),
            "pyhive.presto.Cursor": ("pyhive.common.DBAPICursor",),
        },
        returns={
            "pyhive.hive.connect": "pyhive.hive.Connection",
            "pyhive.hive.Connection.cursor": "pyhive.hive.Cursor",
            "pyhive.presto.connect": "pyhive.presto.Connection",
            "pyhive.presto.Connection.cursor": "pyhive.presto.Cursor",
        },
    ),
    Library(
        distribution="vertica-python",
        packages=("vertica_python",),
        blocks=(
            Blocks("vertica_python.connect", Kind.DATABASE, _CONNECT, why=_VERTICA),
            *methods(
                "vertica_python.vertica",
                "connection.Connection.commit connection.Connection.rollback cursor.Cursor.execute"
                " cursor.Cursor.executemany cursor.Cursor.copy cursor.Cursor.fetchmany"
                " cursor.Cursor.fetchall cursor.Cursor.nextset",
                Kind.DATABASE,
                _QUERY,
                why=_VERTICA,
            ),
        ),
        aliases={
            "vertica_python.Connection": "vertica_python.vertica.connection.Connection",
            "vertica_python.vertica.connection.connect": "vertica_python.connect",
        },
        returns={
            "vertica_python.connect": "vertica_python.vertica.connection.Connection",
            "vertica_python.vertica.connection.Connection.cursor": (
                "vertica_python.vertica.cursor.Cursor"
            ),
            "vertica_python.vertica.cursor.Cursor.execute": "Self",
        },
    ),
    Library(
        distribution="alembic",
        packages=("alembic",),
        blocks=(
            *methods(
                "alembic.command",
                "upgrade downgrade stamp",
                Kind.DATABASE,
                "runs migrations and waits for the database",
                unless=_OFFLINE,
                why=_ALEMBIC,
            ),
            *methods(
                "alembic.command",
                "current check",
                Kind.DATABASE,
                "asks the database which migrations it has had",
                why=_ALEMBIC,
            ),
            *methods(
                "alembic.command",
                "revision merge heads history",
                Kind.FILE,
                "reads or writes migration scripts",
                why=_ALEMBIC,
            ),
            *methods(
                "alembic.script.ScriptDirectory",
                "get_current_head get_heads get_base get_bases get_revision get_revisions"
                " get_all_current as_revision_number walk_revisions.__iter__",
                Kind.FILE,
                "imports all migration scripts the first time",
                why=_SCRIPTS,
            ),
            Blocks(
                "alembic.script.ScriptDirectory.generate_revision",
                Kind.FILE,
                "reads and writes migration scripts",
                why=_SCRIPTS,
            ),
        ),
        aliases={"alembic.script.base.ScriptDirectory": "alembic.script.ScriptDirectory"},
        returns={
            "alembic.script.ScriptDirectory.from_config": "alembic.script.ScriptDirectory",
            "alembic.script.ScriptDirectory.walk_revisions": (
                "alembic.script.ScriptDirectory.walk_revisions"
            ),
        },
    ),
    Library(
        distribution="diskcache",
        packages=("diskcache",),
        blocks=methods(
            "diskcache",
            " ".join(
                f"{cache} {cache}.set {cache}.get {cache}.add {cache}.touch {cache}.incr"
                f" {cache}.decr {cache}.pop {cache}.read {cache}.delete {cache}.expire"
                f" {cache}.evict {cache}.cull {cache}.clear {cache}.check {cache}.__getitem__"
                f" {cache}.__setitem__ {cache}.__delitem__"
                for cache in ("Cache", "FanoutCache")
            )
            + " Cache.push Cache.pull Cache.peek Cache.peekitem",
            Kind.FILE,
            _STORED,
            why=_DISKCACHE,
        ),
        aliases={
            "diskcache.core.Cache": "diskcache.Cache",
            "diskcache.fanout.FanoutCache": "diskcache.FanoutCache",
        },
    ),
)
