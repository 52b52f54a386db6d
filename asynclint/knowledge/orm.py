"""Toolkits above the relational drivers: SQLAlchemy, and what is built on it."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Client, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_QUERY = "sends the statement to the database and waits for the result"
_CHECKOUT = "waits for a free connection of the pool, or opens one"
_END = "ends the transaction and waits for the database"

_ASKED = "asks the database for its tables, unless it was asked before"
_SQLALCHEMY = "https://docs.sqlalchemy.org/en/20/"
_ASYNCIO = "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html"
_SESSION = "sqlalchemy.ext.asyncio.AsyncSession"
_MAPPED = "sqlalchemy.orm.DeclarativeBase"

_INSPECTED = (
    "get_check_constraints get_columns get_foreign_keys get_indexes get_materialized_view_names"
    " get_multi_check_constraints get_multi_columns get_multi_foreign_keys get_multi_indexes"
    " get_multi_pk_constraint get_multi_table_comment get_multi_table_options"
    " get_multi_unique_constraints get_pk_constraint get_schema_names get_sequence_names"
    " get_sorted_table_and_fkc_names get_table_comment get_table_names get_table_options"
    " get_temp_table_names get_temp_view_names get_unique_constraints get_view_definition"
    " get_view_names has_index has_schema has_sequence has_table reflect_table"
    " sort_tables_on_foreign_key_dependency"
)
_MAKING_BASES = names("sqlalchemy", "orm.declarative_base ext.declarative.declarative_base")
_QUERY_BUILDERS = (
    "filter filter_by join outerjoin order_by group_by having distinct limit offset options where"
    " with_entities select_from execution_options with_for_update populate_existing yield_per"
    " add_columns union union_all params"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="sqlalchemy",
        packages=("sqlalchemy",),
        blocks=(
            *methods(
                "sqlalchemy.Engine",
                "connect begin raw_connection",
                Kind.DATABASE,
                _CHECKOUT,
                twin="sqlalchemy.ext.asyncio.AsyncEngine.{}",
                why=_SQLALCHEMY + "core/connections.html",
            ),
            *methods(
                "sqlalchemy.Engine",
                "execute scalar",
                Kind.DATABASE,
                _QUERY,
                twin="sqlalchemy.ext.asyncio.AsyncConnection.{}",
                when="<2",
                why="https://docs.sqlalchemy.org/en/14/core/connections.html",
            ),
            *methods(
                "sqlalchemy.Connection",
                "execute scalar scalars exec_driver_sql",
                Kind.DATABASE,
                _QUERY,
                twin="sqlalchemy.ext.asyncio.AsyncConnection.{}",
                why=_SQLALCHEMY + "core/connections.html",
            ),
            *methods(
                "sqlalchemy.Connection",
                "commit rollback",
                Kind.DATABASE,
                _END,
                twin="sqlalchemy.ext.asyncio.AsyncConnection.{}",
                why=_SQLALCHEMY + "core/connections.html",
            ),
            *methods(
                "sqlalchemy.orm.Session",
                "execute scalar scalars get get_one merge refresh flush",
                Kind.DATABASE,
                _QUERY,
                twin=_SESSION + ".{}",
                why=_SQLALCHEMY + "orm/session_api.html",
            ),
            *methods(
                "sqlalchemy.orm.Session",
                "bulk_save_objects bulk_insert_mappings bulk_update_mappings",
                Kind.DATABASE,
                _QUERY,
                twin=_SESSION + ".run_sync",
                why=_SQLALCHEMY + "orm/session_api.html",
            ),
            *methods(
                "sqlalchemy.orm.Session",
                "commit rollback close",
                Kind.DATABASE,
                _END,
                twin=_SESSION + ".{}",
                why=_SQLALCHEMY + "orm/session_api.html",
            ),
            Blocks(
                "sqlalchemy.orm.SessionTransaction.__exit__",
                Kind.DATABASE,
                "writes what has changed and commits",
                twin=_SESSION + ".begin",
                why=_SQLALCHEMY + "orm/session_transaction.html",
            ),
            Blocks(
                "sqlalchemy.orm.scoped_session.remove",
                Kind.DATABASE,
                _END,
                twin="sqlalchemy.ext.asyncio.async_scoped_session.remove",
                why=_SQLALCHEMY + "orm/contextual.html#sqlalchemy.orm.scoped_session.remove",
            ),
            *methods(
                "sqlalchemy.orm.Session",
                "connection",
                Kind.DATABASE,
                _CHECKOUT,
                twin=_SESSION + ".{}",
                why=_SQLALCHEMY + "orm/session_api.html",
            ),
            *methods(
                "sqlalchemy.orm.Query",
                "all first one one_or_none scalar count get delete update __iter__",
                Kind.DATABASE,
                _QUERY,
                twin=_SESSION + ".execute",
                why=_SQLALCHEMY + "orm/queryguide/query.html",
            ),
            *methods(
                "sqlalchemy",
                "engine.interfaces.DBAPIConnection.commit"
                " engine.interfaces.DBAPICursor.execute engine.interfaces.DBAPICursor.executemany",
                Kind.DATABASE,
                _QUERY,
                twin="sqlalchemy.ext.asyncio.AsyncConnection.run_sync",
                why=_SQLALCHEMY + "core/connections.html",
            ),
            *methods(
                "sqlalchemy.Inspector",
                _INSPECTED,
                Kind.DATABASE,
                _ASKED,
                twin="sqlalchemy.ext.asyncio.AsyncConnection.run_sync",
                why=_SQLALCHEMY + "core/reflection.html",
            ),
            *methods(
                "sqlalchemy.MetaData",
                "create_all drop_all reflect",
                Kind.DATABASE,
                "asks the database for its tables and changes or reads them",
                twin="sqlalchemy.ext.asyncio.AsyncConnection.run_sync",
                why=_SQLALCHEMY + "core/metadata.html",
            ),
        ),
        aliases={
            "sqlalchemy.engine.create.create_engine": "sqlalchemy.create_engine",
            "sqlalchemy.engine.create_engine": "sqlalchemy.create_engine",
            "sqlalchemy.engine.base.Engine": "sqlalchemy.Engine",
            "sqlalchemy.engine.Engine": "sqlalchemy.Engine",
            "sqlalchemy.engine.base.Connection": "sqlalchemy.Connection",
            "sqlalchemy.engine.Connection": "sqlalchemy.Connection",
            "sqlalchemy.orm.session.Session": "sqlalchemy.orm.Session",
            "sqlalchemy.orm.session.sessionmaker": "sqlalchemy.orm.sessionmaker",
            "sqlalchemy.orm.scoping.scoped_session": "sqlalchemy.orm.scoped_session",
            "sqlalchemy.orm.query.Query": "sqlalchemy.orm.Query",
            "sqlalchemy.sql.schema.MetaData": "sqlalchemy.MetaData",
            "sqlalchemy.schema.MetaData": "sqlalchemy.MetaData",
            "sqlalchemy.ext.asyncio.session.AsyncSession": _SESSION,
            "sqlalchemy.ext.asyncio.session.async_sessionmaker": (
                "sqlalchemy.ext.asyncio.async_sessionmaker"
            ),
            "sqlalchemy.ext.asyncio.scoping.async_scoped_session": (
                "sqlalchemy.ext.asyncio.async_scoped_session"
            ),
            "sqlalchemy.ext.asyncio.engine.create_async_engine": (
                "sqlalchemy.ext.asyncio.create_async_engine"
            ),
            "sqlalchemy.ext.asyncio.engine.AsyncEngine": "sqlalchemy.ext.asyncio.AsyncEngine",
            "sqlalchemy.ext.asyncio.engine.AsyncConnection": (
                "sqlalchemy.ext.asyncio.AsyncConnection"
            ),
        },
        bases={"sqlalchemy.orm.scoped_session": ("sqlalchemy.orm.Session",)},
        implies=dict.fromkeys(names("sqlalchemy", "Column orm.mapped_column"), _MAPPED),
        betrays={"query": (_MAPPED, "sqlalchemy.orm.Query")},  # sessions of asyncio have none
        returns={
            "sqlalchemy.create_engine": "sqlalchemy.Engine",
            "sqlalchemy.engine_from_config": "sqlalchemy.Engine",
            "sqlalchemy.Engine.connect": "sqlalchemy.Connection",
            "sqlalchemy.Engine.begin": "contextlib.AbstractContextManager[sqlalchemy.Connection]",
            "sqlalchemy.Engine.execution_options": "sqlalchemy.Engine",
            "sqlalchemy.Connection.execution_options": "Self",
            "sqlalchemy.orm.sessionmaker.__call__": "sqlalchemy.orm.Session",
            "sqlalchemy.orm.sessionmaker.begin": (
                "contextlib.AbstractContextManager[sqlalchemy.orm.Session]"
            ),
            **returning(
                "sqlalchemy.orm.SessionTransaction", "sqlalchemy.orm.Session", "begin begin_nested"
            ),
            "sqlalchemy.orm.scoped_session.__call__": "sqlalchemy.orm.Session",
            "sqlalchemy.orm.Session.connection": "sqlalchemy.Connection",
            "sqlalchemy.orm.Session.query": "sqlalchemy.orm.Query",
            "sqlalchemy.orm.Session.get_bind": "sqlalchemy.Engine",
            "sqlalchemy.Engine.raw_connection": "sqlalchemy.engine.interfaces.DBAPIConnection",
            "sqlalchemy.engine.interfaces.DBAPIConnection.cursor": (
                "sqlalchemy.engine.interfaces.DBAPICursor"
            ),
            "sqlalchemy.inspect": "sqlalchemy.Inspector",
            **returning(
                "sqlalchemy.orm.Session | None",
                "sqlalchemy.orm",
                "object_session Session.object_session",
            ),
            **returning("Self", "sqlalchemy.orm.Query", _QUERY_BUILDERS),
            "sqlalchemy.orm.Query.session": "sqlalchemy.orm.Session",
            **dict.fromkeys(_MAKING_BASES, "type[sqlalchemy.orm.DeclarativeBase]"),
            "sqlalchemy.orm.DeclarativeBase.metadata": "sqlalchemy.MetaData",
            "sqlalchemy.ext.asyncio.create_async_engine": "sqlalchemy.ext.asyncio.AsyncEngine",
            "sqlalchemy.ext.asyncio.async_sessionmaker.__call__": _SESSION,
            "sqlalchemy.ext.asyncio.async_scoped_session.__call__": _SESSION,
            "sqlalchemy.ext.asyncio.AsyncEngine.connect": "sqlalchemy.ext.asyncio.AsyncConnection",
            "sqlalchemy.ext.asyncio.AsyncEngine.begin": (
                "contextlib.AbstractAsyncContextManager[sqlalchemy.ext.asyncio.AsyncConnection]"
            ),
            "sqlalchemy.ext.asyncio.async_sessionmaker.begin": (
                f"contextlib.AbstractAsyncContextManager[{_SESSION}]"
            ),
            f"{_SESSION}.connection": "sqlalchemy.ext.asyncio.AsyncConnection",
        },
        chooses=dict.fromkeys(_MAKING_BASES, "cls"),
        offloads=dict.fromkeys(
            names(
                "sqlalchemy.ext.asyncio",
                "AsyncSession.run_sync AsyncConnection.run_sync",
            ),
            0,
        ),
        asynchronous=names(
            "sqlalchemy.ext.asyncio",
            "AsyncSession AsyncConnection AsyncEngine AsyncResult AsyncScalarResult"
            " AsyncTransaction AsyncSessionTransaction async_scoped_session",
        ),
        clients=(
            Client(
                _SESSION,
                noun="SQLAlchemy session",
                pooled=False,
                exclusive="raises InvalidRequestError or IllegalStateChangeError",
                local=(
                    "add add_all expire expire_all expunge expunge_all begin begin_nested get_bind"
                    " get_transaction get_nested_transaction in_transaction in_nested_transaction"
                    " is_modified identity_key object_session"
                ),
                releases="close aclose close_all invalidate reset",
                settled="wait for each other and fail together",
                unsettle="flush commit rollback close aclose close_all invalidate reset",
                why=_ASYNCIO + "#using-asyncsession-with-concurrent-tasks",
            ),
            Client(
                "sqlalchemy.ext.asyncio.AsyncConnection",
                noun="SQLAlchemy connection",
                pooled=False,
                exclusive="ends the transaction that the other one is in",
                local=(
                    "begin begin_nested get_transaction get_nested_transaction in_transaction"
                    " in_nested_transaction"
                ),
                alone="commit rollback close aclose",
                releases="close aclose invalidate",
                why=_ASYNCIO + "#using-asyncsession-with-concurrent-tasks",
            ),
            Client(
                "sqlalchemy.ext.asyncio.async_scoped_session",  # one for each task, if so scoped
                noun="scoped SQLAlchemy session",
                pooled=True,
                releases="close aclose remove",
                why=_ASYNCIO + "#using-asyncio-scoped-session",
            ),
        ),
    ),
    Library(
        distribution="flask-sqlalchemy",
        packages=("flask_sqlalchemy",),
        aliases={"flask_sqlalchemy.extension.SQLAlchemy": "flask_sqlalchemy.SQLAlchemy"},
        returns={
            "flask_sqlalchemy.SQLAlchemy.session": "sqlalchemy.orm.scoped_session",
            "flask_sqlalchemy.SQLAlchemy.engine": "sqlalchemy.Engine",
        },
    ),
    Library(
        distribution="sqlmodel",
        packages=("sqlmodel",),
        blocks=(
            Blocks(
                "sqlmodel.Session.exec",
                Kind.DATABASE,
                _QUERY,
                twin="sqlmodel.ext.asyncio.session.AsyncSession.exec",
                why="https://sqlmodel.tiangolo.com/tutorial/select/",
            ),
        ),
        aliases={
            "sqlmodel.create_engine": "sqlalchemy.create_engine",
            "sqlmodel.orm.session.Session": "sqlmodel.Session",
            "sqlmodel.main.SQLModel": "sqlmodel.SQLModel",
        },
        bases={
            "sqlmodel.Session": ("sqlalchemy.orm.Session",),
            "sqlmodel.ext.asyncio.session.AsyncSession": (_SESSION,),
        },
        returns={"sqlmodel.SQLModel.metadata": "sqlalchemy.MetaData"},
        provides=dict.fromkeys(("sqlmodel.Field", "sqlmodel.main.Field"), "default_factory"),
        offloads={"sqlmodel.ext.asyncio.session.AsyncSession.run_sync": 0},
        asynchronous=("sqlmodel.ext.asyncio.session.AsyncSession",),
    ),
)
