"""Small databases, memcached and coordination services that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_QUERY = "sends the statement to the database and waits for the result"
_SQL = "runs SQL, and waits while another connection holds the database's lock"
_CACHED = "sends the command to memcached and waits for the answer"
_ASK = "sends the request to the server and waits for the answer"

_DATASET = "https://dataset.readthedocs.io/en/latest/api.html"
_RECORDS = "https://github.com/kennethreitz/records"
_SQLITE_UTILS = "https://sqlite-utils.datasette.io/en/stable/reference.html"
_PONY = "https://docs.ponyorm.org/api_reference.html"
_SURREALDB = "https://surrealdb.com/docs/sdk/python"
_PYMEMCACHE = "https://pymemcache.readthedocs.io/en/latest/apidoc/pymemcache.client.base.html"
_BMEMCACHED = "https://github.com/jaysonsantos/python-binary-memcached"
_PYLIBMC = "https://sendapatch.se/projects/pylibmc/reference.html"
_ETCD = "https://python-etcd3.readthedocs.io/en/latest/usage.html"
_APSW = "https://rogerbinns.github.io/apsw/"
_APSW_CONNECTION = _APSW + "connection.html"
_APSW_CURSOR = _APSW + "cursor.html"
_KAZOO = "https://kazoo.readthedocs.io/en/latest/api/client.html"

_SURREAL = "surrealdb.connections.sync_template.SyncTemplate"
_CLIENT = "kazoo.client.KazooClient"
_MULTI = "get get_multi set set_multi add replace delete delete_multi cas incr decr flush_all"

_PLYVEL = "https://plyvel.readthedocs.io/en/latest/api.html"

_DUCKDB = "https://duckdb.org/docs/stable/clients/python/reference/"
_RELATIONS = (
    "sql query from_query table table_function values view from_arrow from_df from_csv_auto"
    " from_parquet read_csv read_json read_parquet"
)
_RELATED = (
    "aggregate distinct except_ filter intersect join limit order project query select set_alias"
    " sort union"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="dataset",
        packages=("dataset",),
        blocks=methods(
            "dataset",
            "Database.query Database.begin Database.commit Database.rollback"
            " Database.create_table Database.load_table Table.insert Table.insert_ignore"
            " Table.insert_many Table.update Table.update_many Table.upsert Table.upsert_many"
            " Table.delete Table.find Table.find_one Table.count Table.distinct Table.drop"
            " Table.create_column Table.create_index Table.__iter__",
            Kind.DATABASE,
            _QUERY,
            why=_DATASET,
        ),
        aliases={"dataset.database.Database": "dataset.Database", "dataset.table": "dataset"},
        returns={
            "dataset.connect": "dataset.Database",
            **returning(
                "dataset.Table", "dataset.Database", "__getitem__ get_table load_table create_table"
            ),
        },
    ),
    Library(
        distribution="records",
        packages=("records",),
        blocks=methods(
            "records",
            "Database.query Database.bulk_query Database.query_file Database.bulk_query_file"
            " Database.get_connection Database.get_table_names Connection.query"
            " Connection.bulk_query Connection.query_file",
            Kind.DATABASE,
            _QUERY,
            why=_RECORDS,
        ),
        returns={
            "records.Database.get_connection": "records.Connection",
            **returning("records.RecordCollection", "records", "Database.query Connection.query"),
        },
    ),
    Library(
        distribution="sqlite-utils",
        packages=("sqlite_utils",),
        blocks=(
            Blocks(
                "sqlite_utils.Database",
                Kind.DATABASE,
                "opens a database file",
                twin="aiosqlite.connect",
                unless=(
                    Unless("filename_or_conn", 0, (":memory:", "sqlite3.Connection")),
                    Unless("memory", 1, (True,)),
                ),
                why=_SQLITE_UTILS,
            ),
            *methods(
                "sqlite_utils.db",
                "Table.get Table.insert Table.insert_all Table.upsert Table.upsert_all Table.update"
                " Table.delete Table.delete_where Table.lookup Table.create Table.add_column"
                " Table.create_index Table.transform Table.extract Table.enable_fts Table.drop"
                " Table.count_where Table.m2m Table.convert",
                Kind.DATABASE,
                "runs SQL, and waits while another connection holds the database's lock",
                why=_SQLITE_UTILS,
            ),
            *methods(
                "sqlite_utils.Database",
                "execute executescript table_names create_table vacuum analyze",
                Kind.DATABASE,
                "runs SQL, and waits while another connection holds the database's lock",
                twin="aiosqlite.Connection.execute",
                why=_SQLITE_UTILS,
            ),
        ),
        aliases={"sqlite_utils.db.Database": "sqlite_utils.Database"},
        returns=returning(
            "sqlite_utils.db.Table", "sqlite_utils.Database", "__getitem__ table create_table"
        ),
    ),
    Library(
        distribution="pony",
        packages=("pony.orm",),
        blocks=methods(
            "pony.orm",
            "commit flush Database.bind Database.generate_mapping Database.execute"
            " Database.select Database.get Database.exists Database.insert Database.commit",
            Kind.DATABASE,
            _QUERY,
            why=_PONY,
        ),
        aliases={"pony.orm.core": "pony.orm"},
    ),
    Library(
        distribution="surrealdb",
        packages=("surrealdb",),
        blocks=methods(
            _SURREAL,
            "authenticate create delete info insert insert_relation invalidate kill live merge"
            " patch query select signin signup update upsert",
            Kind.DATABASE,
            _QUERY,
            twin="surrealdb.AsyncSurreal",
            when=">=1",
            why=_SURREALDB,
        ),
        bases={
            "surrealdb.BlockingHttpSurrealConnection": (_SURREAL,),
            "surrealdb.BlockingWsSurrealConnection": (_SURREAL,),
        },
        returns={"surrealdb.Surreal": _SURREAL},
    ),
    # What only stores does not wait for an answer, unless told `noreply=False`.
    Library(
        distribution="pymemcache",
        packages=("pymemcache",),
        blocks=methods(
            "pymemcache.client",
            " ".join(
                f"{client}.get {client}.get_many {client}.gets {client}.gets_many {client}.cas"
                f" {client}.incr {client}.decr"
                for client in ("base.Client", "base.PooledClient", "hash.HashClient")
            ),
            Kind.DATABASE,
            _CACHED,
            why=_PYMEMCACHE,
        ),
        aliases={
            "pymemcache.Client": "pymemcache.client.base.Client",
            "pymemcache.PooledClient": "pymemcache.client.base.PooledClient",
            "pymemcache.HashClient": "pymemcache.client.hash.HashClient",
            "pymemcache.client.Client": "pymemcache.client.base.Client",
        },
    ),
    Library(
        distribution="python-binary-memcached",
        packages=("bmemcached",),
        blocks=(
            *methods("bmemcached.Client", _MULTI, Kind.DATABASE, _CACHED, why=_BMEMCACHED),
            *methods(
                "bmemcached.DistributedClient", _MULTI, Kind.DATABASE, _CACHED, why=_BMEMCACHED
            ),
        ),
    ),
    Library(
        distribution="pylibmc",
        packages=("pylibmc",),
        blocks=methods("pylibmc.Client", _MULTI, Kind.DATABASE, _CACHED, why=_PYLIBMC),
        aliases={"pylibmc.client.Client": "pylibmc.Client"},
    ),
    Library(
        distribution="etcd3",
        packages=("etcd3",),
        blocks=methods(
            "etcd3",
            "Etcd3Client.get Etcd3Client.put Etcd3Client.replace Etcd3Client.delete"
            " Etcd3Client.delete_prefix Etcd3Client.status Etcd3Client.transaction"
            " Etcd3Client.lease Etcd3Client.revoke_lease Etcd3Client.watch_once"
            " Etcd3Client.get_prefix.__iter__ Etcd3Client.get_all.__iter__ Lock.acquire"
            " Lock.release Lock.refresh",
            Kind.NETWORK,
            _ASK,
            why=_ETCD,
        ),
        aliases={"etcd3.locks.Lock": "etcd3.Lock"},
        returns={
            "etcd3.client": "etcd3.Etcd3Client",
            "etcd3.Etcd3Client.lock": "etcd3.Lock",
            "etcd3.Etcd3Client.get_prefix": "etcd3.Etcd3Client.get_prefix",
            "etcd3.Etcd3Client.get_all": "etcd3.Etcd3Client.get_all",
        },
    ),
    Library(
        distribution="kazoo",
        packages=("kazoo",),
        blocks=(
            *methods(
                _CLIENT,
                "start restart command server_version add_auth sync create ensure_path exists get"
                " get_children get_acls set_acls set delete reconfig",
                Kind.NETWORK,
                _ASK,
                why=_KAZOO,
            ),
            Blocks("kazoo.client.TransactionRequest.commit", Kind.NETWORK, _ASK, why=_KAZOO),
            Blocks(
                "kazoo.recipe.lock.Lock.acquire",
                Kind.NETWORK,
                "waits until no other client holds the lock",
                why=_KAZOO,
            ),
        ),
        returns={f"{_CLIENT}.transaction": "kazoo.client.TransactionRequest"},
    ),
    Library(
        distribution="apsw",
        packages=("apsw",),
        blocks=(
            Blocks(
                "apsw.Connection",
                Kind.DATABASE,
                "opens a database file",
                unless=(Unless("filename", 0, ("", ":memory:")),),
                why=_APSW + "connection.html",
            ),
            *methods(
                "apsw.Connection", "execute executemany", Kind.DATABASE, _SQL, why=_APSW_CONNECTION
            ),
            *methods(
                "apsw.Connection",
                "__exit__ cache_flush wal_checkpoint",
                Kind.DATABASE,
                "writes to the database file, and waits for the disk",
                why=_APSW_CONNECTION,
            ),
            *methods("apsw.Cursor", "execute executemany", Kind.DATABASE, _SQL, why=_APSW_CURSOR),
            *methods(
                "apsw.Cursor",
                "fetchone fetchall __iter__ __next__",
                Kind.DATABASE,
                "reads rows from the database",
                why=_APSW_CURSOR,
            ),
            Blocks(
                "apsw.Backup.step",
                Kind.DATABASE,
                "copies pages from one database to the other",
                why=_APSW + "backup.html#apsw.Backup.step",
            ),
        ),
        returns={
            **returning("apsw.Cursor", "apsw.Connection", "cursor execute executemany"),
            **returning("Self", "apsw.Cursor", "execute executemany"),
            "apsw.Connection.backup": "apsw.Backup",
            "apsw.Cursor.connection": "apsw.Connection",
            "apsw.Cursor.fetchall": "list",
        },
    ),
    # What is written goes to a log, which is synced if asked, and waits while compaction lags.
    Library(
        distribution="plyvel",
        packages=("plyvel",),
        blocks=(
            *methods(
                "plyvel",
                "DB repair_db destroy_db",
                Kind.DATABASE,
                "opens the database and reads its log",
                why=_PLYVEL,
            ),
            *methods(
                "plyvel",
                "DB.get DB.__iter__ _plyvel.PrefixedDB.get _plyvel.PrefixedDB.__iter__"
                " _plyvel.Snapshot.get _plyvel.Snapshot.__iter__ _plyvel.Iterator.__iter__"
                " _plyvel.Iterator.__next__ _plyvel.Iterator.prev _plyvel.Iterator.seek",
                Kind.DATABASE,
                "reads from the database's files",
                why=_PLYVEL,
            ),
            *methods(
                "plyvel",
                "DB.put DB.delete DB.compact_range DB.close DB.__exit__ _plyvel.PrefixedDB.put"
                " _plyvel.PrefixedDB.delete _plyvel.WriteBatch.write _plyvel.WriteBatch.__exit__",
                Kind.DATABASE,
                "writes to the database's files",
                why=_PLYVEL,
            ),
        ),
        aliases={"plyvel._plyvel.DB": "plyvel.DB"},
        returns={
            f"{owner}.{made}": f"plyvel._plyvel.{cls}"
            for owner in ("plyvel.DB", "plyvel._plyvel.PrefixedDB", "plyvel._plyvel.Snapshot")
            for made, cls in (
                ("iterator", "Iterator"),
                ("write_batch", "WriteBatch"),
                ("snapshot", "Snapshot"),
                ("prefixed_db", "PrefixedDB"),
            )
            if made == "iterator" or "Snapshot" not in owner
        },
    ),
    Library(
        distribution="duckdb",
        packages=("duckdb",),
        blocks=(
            Blocks(
                "duckdb.connect",
                Kind.DATABASE,
                "opens the database file",
                why=_DUCKDB,
            ),
            *methods(
                "duckdb",
                "execute executemany write_csv to_arrow_table",
                Kind.DATABASE,
                "runs the query",
                why=_DUCKDB,
            ),
            *methods(
                "duckdb.DuckDBPyConnection",
                "execute executemany commit rollback checkpoint",
                Kind.DATABASE,
                "runs the query",
                why=_DUCKDB,
            ),
            *methods(
                "duckdb.DuckDBPyRelation",
                "fetchall df fetchdf arrow pl fetchnumpy show to_df to_arrow_table"
                " fetch_arrow_table torch tf __len__",
                Kind.DATABASE,
                "runs the query and waits for its rows",
                why=_DUCKDB,
            ),
            *methods(
                "duckdb.DuckDBPyRelation",
                "to_csv to_parquet write_csv write_parquet to_table create insert insert_into",
                Kind.DATABASE,
                "runs the query and writes its rows down",
                why=_DUCKDB,
            ),
            *methods(
                "duckdb.DuckDBPyRelation",
                "fetchone fetchmany execute",
                Kind.DATABASE,
                "runs the query and waits for its rows",
                when="<2",
                why=_DUCKDB,
            ),
        ),
        returns={
            "duckdb.connect": "duckdb.DuckDBPyConnection",
            **returning("duckdb.DuckDBPyRelation", "duckdb", f"{_RELATIONS} filter order limit"),
            **returning("duckdb.DuckDBPyRelation", "duckdb.DuckDBPyConnection", _RELATIONS),
            **returning("Self", "duckdb.DuckDBPyRelation", _RELATED),
            **returning("Self", "duckdb.DuckDBPyConnection", "execute executemany cursor"),
            "duckdb.execute": "duckdb.DuckDBPyConnection",
        },
    ),
)
