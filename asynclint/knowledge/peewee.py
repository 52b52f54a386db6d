"""Peewee, which stands above the relational drivers."""

from __future__ import annotations

from asynclint.knowledge.entry import Kind, methods, names, returning
from asynclint.knowledge.library import Library

_PEEWEE = "https://docs.peewee-orm.com/en/latest/peewee/api.html"
_QUERY = "sends the statement to the database and waits for the result"
_END = "ends the transaction and waits for the database"
_SELECT_BUILDERS = (
    "where orwhere join left_outer_join switch order_by group_by having limit offset paginate"
    " distinct dicts tuples namedtuples objects columns select_from for_update"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="peewee",
        packages=("peewee",),
        blocks=(
            *methods(
                "peewee.Model",
                "get get_or_none get_by_id get_or_create create save delete_instance delete_by_id"
                " set_by_id bulk_create bulk_update create_table drop_table table_exists"
                " truncate_table",
                Kind.DATABASE,
                _QUERY,
                why=_PEEWEE + "#Model",
            ),
            *methods(
                "peewee.ModelSelect",
                "get get_or_none first count exists scalar peek prefetch",
                Kind.DATABASE,
                _QUERY,
                why=_PEEWEE + "#SelectBase",
            ),
            *methods(
                "peewee.BaseQuery",
                "execute __iter__ __len__ iterator.__iter__",
                Kind.DATABASE,
                _QUERY,
                why=_PEEWEE + "#BaseQuery",
            ),
            *methods(
                "peewee.Database",
                "connect execute execute_sql commit rollback begin create_tables drop_tables"
                " table_exists get_tables get_columns get_indexes",
                Kind.DATABASE,
                "sends the command to the database and waits for the answer",
                why=_PEEWEE + "#Database",
            ),
            *methods(
                "peewee",
                "_atomic.__exit__ _transaction.__exit__ _savepoint.__exit__",
                Kind.DATABASE,
                _END,
                why=_PEEWEE + "#Database.atomic",
            ),
        ),
        bases={
            **dict.fromkeys(
                names(
                    "playhouse.pool",
                    "PooledSqliteDatabase PooledPostgresqlDatabase PooledMySQLDatabase",
                ),
                ("peewee.Database",),
            ),
            **dict.fromkeys(
                names("peewee", "SqliteDatabase PostgresqlDatabase MySQLDatabase"),
                ("peewee.Database",),
            ),
            **dict.fromkeys(
                names("peewee", "ModelSelect ModelInsert ModelUpdate ModelDelete ModelRaw"),
                ("peewee.BaseQuery",),
            ),
        },
        returns={
            "peewee.Model.select": "peewee.ModelSelect",
            "peewee.Model.filter": "peewee.ModelSelect",
            "peewee.Model.update": "peewee.ModelUpdate",
            "peewee.Model.delete": "peewee.ModelDelete",
            "peewee.Model.raw": "peewee.ModelRaw",
            **returning(
                "peewee.ModelInsert",
                "peewee.Model",
                "insert insert_many insert_from replace replace_many",
            ),
            **returning("Self", "peewee.Model", "get get_by_id create"),
            "peewee.Model.get_or_none": "Self | None",
            **returning("Self", "peewee.ModelSelect", _SELECT_BUILDERS + " filter"),
            **returning("Self", "peewee.ModelUpdate", "where from_ returning"),
            **returning("Self", "peewee.ModelDelete", "where returning"),
            **returning("Self", "peewee.ModelInsert", "on_conflict on_conflict_ignore returning"),
            "peewee.BaseQuery.iterator": "peewee.BaseQuery.iterator",
            "peewee.Database.atomic": "peewee._atomic",
            "peewee.Database.transaction": "peewee._transaction",
            "peewee.Database.savepoint": "peewee._savepoint",
        },
    ),
)
