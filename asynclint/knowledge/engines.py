"""Drivers of less common databases that wait in the calling thread.

Cursors that hold their rows after `execute` have no rows for `fetchone` and its like.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_CONNECT = "opens a connection to the database"
_QUERY = "sends the statement to the database and waits for the result"
_END = "ends the transaction and waits for the database"
_ASK = "sends the request to the server and waits for the answer"
_CHECKOUT = "waits for a connection of the pool, or opens one"

_PG8000 = "https://github.com/tlocke/pg8000#api-docs"
_MARIADB = "https://mariadb-corporation.github.io/mariadb-connector-python/api.html"
_ORACLE = "https://cx-oracle.readthedocs.io/en/latest/api_manual/module.html"
_DB2 = "https://github.com/ibmdb/python-ibmdb/wiki/APIs"
_PRESTO = "https://github.com/prestodb/presto-python-client"
_TERADATA = "https://github.com/Teradata/python-driver"
_HBASE = "https://happybase.readthedocs.io/en/latest/api.html"
_PY2NEO = "https://neo4j-contrib.github.io/py2neo/"

_GRAPH = "run evaluate update create merge delete push pull exists separate"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pg8000",
        packages=("pg8000",),
        blocks=(
            *methods(
                "pg8000",
                "connect dbapi.connect native.Connection",
                Kind.DATABASE,
                _CONNECT,
                twin="asyncpg.connect",
                why=_PG8000,
            ),
            *methods(
                "pg8000",
                "Cursor.execute Cursor.executemany Connection.run dbapi.Cursor.execute"
                " dbapi.Cursor.executemany dbapi.Cursor.callproc native.Connection.run"
                " native.Connection.prepare native.PreparedStatement.run",
                Kind.DATABASE,
                _QUERY,
                twin="asyncpg.Connection.execute",
                why=_PG8000,
            ),
            *methods(
                "pg8000",
                "Connection.commit Connection.rollback dbapi.Connection.commit"
                " dbapi.Connection.rollback",
                Kind.DATABASE,
                _END,
                why=_PG8000,
            ),
        ),
        aliases={
            "pg8000.legacy.Connection": "pg8000.Connection",
            "pg8000.legacy.Cursor": "pg8000.Cursor",
        },
        returns={
            "pg8000.connect": "pg8000.Connection",
            "pg8000.dbapi.connect": "pg8000.dbapi.Connection",
            "pg8000.Connection.cursor": "pg8000.Cursor",
            "pg8000.dbapi.Connection.cursor": "pg8000.dbapi.Cursor",
            "pg8000.native.Connection.prepare": "pg8000.native.PreparedStatement",
            "pg8000.Cursor.execute": "Self",
            "pg8000.dbapi.Cursor.execute": "Self",
        },
    ),
    Library(
        distribution="mariadb",
        packages=("mariadb",),
        blocks=(
            *methods("mariadb", "connect ConnectionPool", Kind.DATABASE, _CONNECT, why=_MARIADB),
            Blocks("mariadb.ConnectionPool.get_connection", Kind.DATABASE, _CHECKOUT, why=_MARIADB),
            *methods(
                "mariadb",
                "Cursor.execute Cursor.executemany Cursor.callproc Connection.select_db"
                " Connection.kill Connection.show_warnings Connection.ping Connection.begin",
                Kind.DATABASE,
                _QUERY,
                why=_MARIADB,
            ),
            *methods("mariadb.Connection", "commit rollback", Kind.DATABASE, _END, why=_MARIADB),
        ),
        aliases={
            "mariadb.connections.Connection": "mariadb.Connection",
            "mariadb.cursors.Cursor": "mariadb.Cursor",
        },
        returns={
            "mariadb.connect": "mariadb.Connection",
            "mariadb.ConnectionPool.get_connection": "mariadb.Connection",
            "mariadb.Connection.cursor": "mariadb.Cursor",
        },
    ),
    Library(
        distribution="cx-Oracle",
        packages=("cx_Oracle",),
        blocks=(
            *methods(
                "cx_Oracle",
                "connect SessionPool",
                Kind.DATABASE,
                _CONNECT,
                twin="oracledb.connect_async",
                why=_ORACLE,
            ),
            Blocks("cx_Oracle.SessionPool.acquire", Kind.DATABASE, _CHECKOUT, why=_ORACLE),
            *methods(
                "cx_Oracle",
                "Cursor.execute Cursor.executemany Cursor.callproc Cursor.callfunc Cursor.parse"
                " Connection.ping Connection.gettype Connection.changepassword",
                Kind.DATABASE,
                _QUERY,
                twin="oracledb.Async{}",
                why=_ORACLE,
            ),
            *methods(
                "cx_Oracle",
                "Connection.commit Connection.rollback",
                Kind.DATABASE,
                _END,
                twin="oracledb.Async{}",
                why=_ORACLE,
            ),
        ),
        returns={
            "cx_Oracle.connect": "cx_Oracle.Connection",
            "cx_Oracle.SessionPool.acquire": "cx_Oracle.Connection",
            "cx_Oracle.Connection.cursor": "cx_Oracle.Cursor",
        },
    ),
    Library(
        distribution="ibm-db",
        packages=("ibm_db", "ibm_db_dbi"),
        blocks=(
            *methods("ibm_db", "connect pconnect", Kind.DATABASE, _CONNECT, why=_DB2),
            *methods(
                "ibm_db",
                "exec_immediate execute execute_many callproc tables columns primary_keys"
                " foreign_keys statistics",
                Kind.DATABASE,
                _QUERY,
                why=_DB2,
            ),
            *methods("ibm_db", "commit rollback", Kind.DATABASE, _END, why=_DB2),
            *methods(
                "ibm_db_dbi",
                "connect pconnect",
                Kind.DATABASE,
                _CONNECT,
                twin="ibm_db_dbi.{}_async",
                why=_DB2,
            ),
            *methods(
                "ibm_db_dbi",
                "Cursor.execute Cursor.executemany Cursor.callproc Connection.tables"
                " Connection.columns Connection.indexes",
                Kind.DATABASE,
                _QUERY,
                twin="ibm_db_dbi.Async{}",
                why=_DB2,
            ),
            *methods(
                "ibm_db_dbi",
                "Connection.commit Connection.rollback",
                Kind.DATABASE,
                _END,
                twin="ibm_db_dbi.Async{}",
                why=_DB2,
            ),
        ),
        returns={
            **returning("ibm_db_dbi.Connection", "ibm_db_dbi", "connect pconnect"),
            "ibm_db_dbi.Connection.cursor": "ibm_db_dbi.Cursor",
        },
    ),
    Library(
        distribution="presto-python-client",
        packages=("prestodb",),
        blocks=(
            *methods(
                "prestodb.dbapi",
                "Cursor.execute Connection.start_transaction",
                Kind.DATABASE,
                _QUERY,
                why=_PRESTO,
            ),
        ),
        returns={
            "prestodb.dbapi.connect": "prestodb.dbapi.Connection",
            "prestodb.dbapi.Connection.cursor": "prestodb.dbapi.Cursor",
            "prestodb.dbapi.Cursor.execute": "Self",
        },
    ),
    Library(
        distribution="teradatasql",
        packages=("teradatasql",),
        blocks=(
            Blocks("teradatasql.TeradataConnection", Kind.DATABASE, _CONNECT, why=_TERADATA),
            *methods(
                "teradatasql.TeradataCursor",
                "execute executemany callproc",
                Kind.DATABASE,
                _QUERY,
                why=_TERADATA,
            ),
            *methods(
                "teradatasql.TeradataConnection",
                "commit rollback",
                Kind.DATABASE,
                _END,
                why=_TERADATA,
            ),
        ),
        aliases={"teradatasql.connect": "teradatasql.TeradataConnection"},
        returns={"teradatasql.TeradataConnection.cursor": "teradatasql.TeradataCursor"},
    ),
    Library(
        distribution="happybase",
        packages=("happybase",),
        blocks=(
            Blocks(
                "happybase.Connection",
                Kind.DATABASE,
                _CONNECT,
                unless=(Unless("autoconnect", 3, (False,)),),
                why=_HBASE,
            ),
            Blocks("happybase.ConnectionPool", Kind.DATABASE, _CONNECT, why=_HBASE),
            *methods(
                "happybase",
                "Connection.tables Connection.create_table Connection.delete_table"
                " Connection.enable_table Connection.disable_table Connection.is_table_enabled"
                " Connection.compact_table Table.families Table.regions Table.row Table.rows"
                " Table.cells Table.put Table.delete Table.counter_get Table.counter_set"
                " Table.counter_inc Table.counter_dec Table.scan.__iter__ Batch.send"
                " Batch.__exit__",
                Kind.DATABASE,
                _ASK,
                why=_HBASE,
            ),
        ),
        aliases={
            "happybase.connection.Connection": "happybase.Connection",
            "happybase.table.Table": "happybase.Table",
            "happybase.batch.Batch": "happybase.Batch",
            "happybase.pool.ConnectionPool": "happybase.ConnectionPool",
        },
        returns={
            "happybase.Connection.table": "happybase.Table",
            "happybase.Table.batch": "happybase.Batch",
            "happybase.Table.scan": "happybase.Table.scan",
            "happybase.ConnectionPool.connection": (
                "contextlib.AbstractContextManager[happybase.Connection]"
            ),
        },
    ),
    Library(
        distribution="py2neo",
        packages=("py2neo",),
        blocks=(
            *methods(
                "py2neo.Graph",
                _GRAPH + " query delete_all commit",
                Kind.DATABASE,
                _QUERY,
                why=_PY2NEO,
            ),
            *methods("py2neo.Transaction", _GRAPH + " commit", Kind.DATABASE, _QUERY, why=_PY2NEO),
            *methods(
                "py2neo.matching",
                "NodeMatch.first NodeMatch.all NodeMatch.count NodeMatch.exists NodeMatch.__iter__"
                " NodeMatch.__len__ RelationshipMatch.first RelationshipMatch.all"
                " RelationshipMatch.count RelationshipMatch.exists RelationshipMatch.__iter__"
                " RelationshipMatch.__len__",
                Kind.DATABASE,
                _QUERY,
                why=_PY2NEO + "matching.html",
            ),
        ),
        aliases={
            "py2neo.database.Graph": "py2neo.Graph",
            "py2neo.database.Transaction": "py2neo.Transaction",
            "py2neo.NodeMatcher": "py2neo.matching.NodeMatcher",
            "py2neo.RelationshipMatcher": "py2neo.matching.RelationshipMatcher",
        },
        returns={
            **returning("py2neo.Transaction", "py2neo.Graph", "begin auto"),
            "py2neo.Graph.nodes": "py2neo.matching.NodeMatcher",
            "py2neo.Graph.match": "py2neo.matching.RelationshipMatch",
            "py2neo.matching.NodeMatcher.match": "py2neo.matching.NodeMatch",
            "py2neo.matching.RelationshipMatcher.match": "py2neo.matching.RelationshipMatch",
            **returning("Self", "py2neo.matching.NodeMatch", "where order_by skip limit"),
            **returning("Self", "py2neo.matching.RelationshipMatch", "where order_by skip limit"),
        },
    ),
)
