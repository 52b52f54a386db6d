"""Stores of documents: MongoDB, and TinyDB's files."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Client, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_COMMAND = "sends the command to the server and waits for the reply"
_BATCH = "fetches the next batch from the server"

_STORED = "reads or writes the file that holds the data"
_TINYDB = "https://tinydb.readthedocs.io/en/latest/api.html"
_CACHING = "tinydb.middlewares.CachingMiddleware"
_PYMONGO = "https://pymongo.readthedocs.io/en/stable/api/pymongo/"

_MONGO_CURSOR = (
    "sort limit skip batch_size hint max_time_ms comment allow_disk_use collation where rewind"
    " clone max min"
)


def _mongo(client: str, database: str, collection: str) -> tuple[Client, ...]:
    """The rows of the asyncio classes: each operation borrows a connection of the client's pool."""
    why = "https://www.mongodb.com/docs/languages/python/pymongo-driver/current/connect/"
    local = "get_database get_default_database"
    return (
        Client(client, noun="MongoDB client", pooled=True, local=local, releases="close", why=why),
        Client(
            database,
            noun="MongoDB database",
            pooled=True,
            local="get_collection with_options",
            why=why,
        ),
        Client(
            collection,
            noun="MongoDB collection",
            pooled=True,
            local="find find_raw_batches with_options",
            writes="insert_one insert_many find_one_and_delete",
            why=why,
        ),
    )


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pymongo",
        packages=("pymongo", "gridfs"),
        blocks=(
            *methods(
                "pymongo.MongoClient",
                "list_databases list_database_names drop_database server_info bulk_write watch",
                Kind.DATABASE,
                _COMMAND,
                twin="pymongo.AsyncMongoClient.{}",
                why=_PYMONGO + "mongo_client.html",
            ),
            *methods(
                "pymongo.database.Database",
                "command create_collection drop_collection list_collections list_collection_names"
                " aggregate validate_collection dereference watch cursor_command",
                Kind.DATABASE,
                _COMMAND,
                twin="pymongo.asynchronous.database.AsyncDatabase.{}",
                why=_PYMONGO + "database.html",
            ),
            *methods(
                "pymongo.collection.Collection",
                "find_one insert_one insert_many update_one update_many replace_one delete_one"
                " delete_many find_one_and_update find_one_and_replace find_one_and_delete"
                " bulk_write aggregate aggregate_raw_batches count_documents distinct drop rename"
                " estimated_document_count create_index create_indexes drop_index drop_indexes"
                " index_information list_indexes options watch create_search_index"
                " list_search_indexes drop_search_index update_search_index",
                Kind.DATABASE,
                _COMMAND,
                twin="pymongo.asynchronous.collection.AsyncCollection.{}",
                why=_PYMONGO + "collection.html",
            ),
            *methods(
                "pymongo.cursor.Cursor",
                "__iter__ __next__ next distinct explain",
                Kind.DATABASE,
                _BATCH,
                twin="pymongo.asynchronous.cursor.AsyncCursor",
                why=_PYMONGO + "cursor.html",
            ),
            *methods(
                "pymongo.command_cursor.CommandCursor",
                "__iter__ __next__ next try_next",
                Kind.DATABASE,
                _BATCH,
                twin="pymongo.asynchronous.command_cursor.AsyncCommandCursor",
                why=_PYMONGO + "command_cursor.html",
            ),
            *methods(
                "pymongo",
                "cursor.Cursor.to_list command_cursor.CommandCursor.to_list",
                Kind.DATABASE,
                "fetches all the documents from the server",
                twin="pymongo.asynchronous.cursor.AsyncCursor.to_list",
                when=">=4.9",
                why=_PYMONGO + "cursor.html",
            ),
            *methods(
                "pymongo.change_stream.ChangeStream",
                "__iter__ __next__ next try_next",
                Kind.WAIT,
                "waits for the next change",
                twin="pymongo.asynchronous.change_stream.AsyncChangeStream",
                why=_PYMONGO + "change_stream.html",
            ),
            *methods(
                "pymongo.client_session.ClientSession",
                "commit_transaction abort_transaction with_transaction",
                Kind.DATABASE,
                _COMMAND,
                twin="pymongo.asynchronous.client_session.AsyncClientSession.{}",
                why=_PYMONGO + "client_session.html",
            ),
            *methods(
                "gridfs.GridFS",
                "put get get_version get_last_version delete exists find_one list",
                Kind.DATABASE,
                _COMMAND,
                twin="gridfs.AsyncGridFS.{}",
                why="https://pymongo.readthedocs.io/en/stable/api/gridfs/index.html",
            ),
            *methods(
                "gridfs.GridFSBucket",
                "upload_from_stream download_to_stream download_to_stream_by_name delete rename"
                " open_download_stream open_download_stream_by_name",
                Kind.DATABASE,
                _COMMAND,
                twin="gridfs.AsyncGridFSBucket.{}",
                why="https://pymongo.readthedocs.io/en/stable/api/gridfs/index.html",
            ),
        ),
        aliases={
            "pymongo.mongo_client.MongoClient": "pymongo.MongoClient",
            "pymongo.synchronous.mongo_client.MongoClient": "pymongo.MongoClient",
            "pymongo.synchronous": "pymongo",
            "pymongo.asynchronous.mongo_client.AsyncMongoClient": "pymongo.AsyncMongoClient",
        },
        returns={
            **returning(
                "pymongo.database.Database", "pymongo.MongoClient", "__getitem__ __getattr__"
            ),
            **returning(
                "pymongo.database.Database",
                "pymongo.MongoClient",
                "get_database get_default_database",
            ),
            "pymongo.MongoClient.start_session": "pymongo.client_session.ClientSession",
            **returning(
                "pymongo.collection.Collection",
                "pymongo.database.Database",
                "__getitem__ __getattr__ get_collection create_collection",
            ),
            "pymongo.database.Database.client": "pymongo.MongoClient",
            **returning(
                "pymongo.command_cursor.CommandCursor", "pymongo.database.Database", "aggregate"
            ),
            **returning(
                "pymongo.collection.Collection",
                "pymongo.collection.Collection",
                "__getitem__ __getattr__ with_options",
            ),
            "pymongo.collection.Collection.database": "pymongo.database.Database",
            "pymongo.collection.Collection.find": "pymongo.cursor.Cursor",
            **returning(
                "pymongo.command_cursor.CommandCursor",
                "pymongo.collection.Collection",
                "aggregate list_indexes",
            ),
            **returning(
                "pymongo.change_stream.ChangeStream",
                "pymongo",
                "collection.Collection.watch database.Database.watch MongoClient.watch",
            ),
            **returning("Self", "pymongo.cursor.Cursor", _MONGO_CURSOR),
            **returning(
                "pymongo.asynchronous.database.AsyncDatabase",
                "pymongo.AsyncMongoClient",
                "__getitem__ __getattr__ get_database get_default_database",
            ),
            **returning(
                "pymongo.asynchronous.collection.AsyncCollection",
                "pymongo.asynchronous.database.AsyncDatabase",
                "__getitem__ __getattr__ get_collection create_collection",
            ),
        },
        calls={"pymongo.client_session.ClientSession.with_transaction": 0},
        asynchronous=(
            "pymongo.AsyncMongoClient",
            *names("pymongo.asynchronous", "database.AsyncDatabase collection.AsyncCollection"),
            *names("pymongo.asynchronous", "cursor.AsyncCursor client_session.AsyncClientSession"),
            *names("gridfs", "AsyncGridFS AsyncGridFSBucket"),
        ),
        clients=_mongo(
            "pymongo.AsyncMongoClient",
            "pymongo.asynchronous.database.AsyncDatabase",
            "pymongo.asynchronous.collection.AsyncCollection",
        ),
    ),
    Library(
        distribution="motor",
        packages=("motor",),
        returns={
            **returning(
                "motor.motor_asyncio.AsyncIOMotorDatabase",
                "motor.motor_asyncio.AsyncIOMotorClient",
                "__getitem__ __getattr__ get_database get_default_database",
            ),
            **returning(
                "motor.motor_asyncio.AsyncIOMotorCollection",
                "motor.motor_asyncio.AsyncIOMotorDatabase",
                "__getitem__ __getattr__ get_collection",
            ),
        },
        asynchronous=names(
            "motor.motor_asyncio",
            "AsyncIOMotorClient AsyncIOMotorDatabase AsyncIOMotorCollection AsyncIOMotorCursor"
            " AsyncIOMotorGridFSBucket",
        ),
        clients=_mongo(
            *names(
                "motor.motor_asyncio",
                "AsyncIOMotorClient AsyncIOMotorDatabase AsyncIOMotorCollection",
            )
        ),
    ),
    # What is cached is read once and written seldom; only closing the database and flushing the
    # cache certainly write.
    Library(
        distribution="tinydb",
        packages=("tinydb",),
        blocks=(
            Blocks(
                "tinydb.TinyDB",
                Kind.FILE,
                "opens the file that holds the data",
                unless=(Unless("storage", None, ("tinydb.storages.MemoryStorage",)),),
                why=_TINYDB,
            ),
            *methods(
                "tinydb.table.Table",
                "insert insert_multiple all search get contains update upsert remove truncate"
                " count __iter__",
                Kind.FILE,
                _STORED,
                why=_TINYDB,
            ),
            *methods(
                "tinydb.TinyDB", "tables drop_table drop_tables", Kind.FILE, _STORED, why=_TINYDB
            ),
            *methods(
                _CACHING,
                "flush close",
                Kind.FILE,
                "writes to the file what has changed, and waits for the disk",
                why=_TINYDB,
            ),
        ),
        aliases={
            "tinydb.database.TinyDB": "tinydb.TinyDB",
            "tinydb.JSONStorage": "tinydb.storages.JSONStorage",
        },
        bases={"tinydb.TinyDB": ("tinydb.table.Table",)},
        variants={"tinydb.TinyDB": ("storage", 99, _CACHING, _CACHING)},
        returns={
            "tinydb.TinyDB.table": "tinydb.table.Table",
            f"{_CACHING}.storage": _CACHING,
        },
    ),
)
