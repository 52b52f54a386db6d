"""Redis and MongoDB."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Library, Unless, methods, names, returning

_COMMAND = "sends the command to the server and waits for the reply"
_BATCH = "fetches the next batch from the server"

_REDIS = "https://redis.readthedocs.io/en/stable/"
_PYMONGO = "https://pymongo.readthedocs.io/en/stable/api/pymongo/"

_REDIS_LOCAL = (
    "pipeline pubsub lock register_script monitor client close get_encoder get_retry set_retry"
    " get_connection_kwargs set_response_callback load_external_module json ft ts bf cf cms topk"
    " tdigest vset from_url from_pool get_cache"
)
_REDIS_SCANS = "scan_iter sscan_iter hscan_iter zscan_iter"
_REDIS_NODES = (
    "get_node get_nodes get_primaries get_replicas get_random_node get_default_node"
    " get_node_from_key get_redis_connection set_default_node keyslot determine_slot"
    " disconnect_connection_pools"
)
_MONGO_CURSOR = (
    "sort limit skip batch_size hint max_time_ms comment allow_disk_use collation where rewind"
    " clone max min"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="redis",
        packages=("redis",),
        blocks=(
            Blocks(
                "redis.Redis.*",
                Kind.DATABASE,
                _COMMAND,
                twin="redis.asyncio.Redis",
                why=_REDIS + "commands.html",
            ),
            *methods(
                "redis.Redis",
                " ".join(f"{scan}.__iter__" for scan in _REDIS_SCANS.split()),
                Kind.DATABASE,
                _BATCH,
                twin="redis.asyncio.Redis.scan_iter",
                why=_REDIS + "commands.html",
            ),
            Blocks(
                "redis.RedisCluster",
                Kind.DATABASE,
                "asks the cluster for its nodes and slots",
                twin="redis.asyncio.RedisCluster",
                why=_REDIS + "clustering.html",
            ),
            Blocks(
                "redis.RedisCluster.*",
                Kind.DATABASE,
                _COMMAND,
                twin="redis.asyncio.RedisCluster",
                why=_REDIS + "clustering.html",
            ),
            *methods(
                "redis.Sentinel",
                "discover_master discover_slaves",
                Kind.DATABASE,
                "asks the sentinels in turn",
                twin="redis.asyncio.Sentinel.{}",
                why=_REDIS + "connections.html",
            ),
            *methods(
                "redis.client.Pipeline",
                "execute watch load_scripts immediate_execute_command",
                Kind.DATABASE,
                "sends the queued commands to the server and waits for the replies",
                twin="redis.asyncio.client.Pipeline.{}",
                why=_REDIS + "advanced_features.html#pipelines",
            ),
            Blocks(
                "redis.cluster.ClusterPipeline.execute",
                Kind.DATABASE,
                "sends the queued commands to the nodes and waits for the replies",
                twin="redis.asyncio.cluster.ClusterPipeline.execute",
                why=_REDIS + "clustering.html",
            ),
            *methods(
                "redis.client.PubSub",
                "subscribe psubscribe ssubscribe ping",
                Kind.DATABASE,
                "connects and sends the command to the server",
                twin="redis.asyncio.client.PubSub.{}",
                why=_REDIS + "advanced_features.html#publish-subscribe",
            ),
            Blocks(
                "redis.client.PubSub.get_message",
                Kind.WAIT,
                "waits for a message until the timeout",
                twin="redis.asyncio.client.PubSub.get_message",
                unless=(Unless("timeout", 1, (0,), by_default=True),),
                why=_REDIS + "advanced_features.html#publish-subscribe",
            ),
            Blocks(
                "redis.client.PubSub.listen.__iter__",
                Kind.WAIT,
                "waits for the next message",
                twin="redis.asyncio.client.PubSub.listen",
                why=_REDIS + "advanced_features.html#publish-subscribe",
            ),
            *methods(
                "redis.lock.Lock",
                "acquire __enter__",
                Kind.DATABASE,
                "asks the server for the lock, again and again until it is free",
                twin="redis.asyncio.lock.Lock.acquire",
                why=_REDIS + "lock.html",
            ),
            *methods(
                "redis.lock.Lock",
                "release extend reacquire locked owned",
                Kind.DATABASE,
                _COMMAND,
                twin="redis.asyncio.lock.Lock.{}",
                why=_REDIS + "lock.html",
            ),
        ),
        aliases={
            "redis.client.Redis": "redis.Redis",
            "redis.StrictRedis": "redis.Redis",
            "redis.client.StrictRedis": "redis.Redis",
            "redis.utils.from_url": "redis.from_url",
            "redis.cluster.RedisCluster": "redis.RedisCluster",
            "redis.sentinel.Sentinel": "redis.Sentinel",
            "redis.asyncio.client.Redis": "redis.asyncio.Redis",
            "redis.asyncio.StrictRedis": "redis.asyncio.Redis",
            "redis.asyncio.cluster.RedisCluster": "redis.asyncio.RedisCluster",
            "redis.asyncio.sentinel.Sentinel": "redis.asyncio.Sentinel",
            "redis.asyncio.utils.from_url": "redis.asyncio.from_url",
        },
        returns={
            "redis.from_url": "redis.Redis",
            **returning("redis.Redis", "redis.Redis", "from_url from_pool client"),
            "redis.Redis.pipeline": "redis.client.Pipeline",
            "redis.Redis.pubsub": "redis.client.PubSub",
            "redis.Redis.lock": "redis.lock.Lock",
            **{f"redis.Redis.{scan}": f"redis.Redis.{scan}" for scan in _REDIS_SCANS.split()},
            "redis.client.Pipeline.*": "Self",
            "redis.client.PubSub.listen": "redis.client.PubSub.listen",
            **returning("redis.Redis", "redis.Sentinel", "master_for slave_for"),
            "redis.RedisCluster.from_url": "redis.RedisCluster",
            "redis.RedisCluster.pipeline": "redis.cluster.ClusterPipeline",
            "redis.RedisCluster.pubsub": "redis.client.PubSub",
            "redis.RedisCluster.lock": "redis.lock.Lock",
            "redis.cluster.ClusterPipeline.*": "Self",
            "redis.asyncio.from_url": "redis.asyncio.Redis",
            **returning("redis.asyncio.Redis", "redis.asyncio.Redis", "from_url from_pool client"),
            "redis.asyncio.Redis.pipeline": "redis.asyncio.client.Pipeline",
            "redis.asyncio.Redis.pubsub": "redis.asyncio.client.PubSub",
            "redis.asyncio.Redis.lock": "redis.asyncio.lock.Lock",
            **returning("redis.asyncio.Redis", "redis.asyncio.Sentinel", "master_for slave_for"),
        },
        safe=(
            *names("redis.Redis", f"{_REDIS_LOCAL} {_REDIS_SCANS}"),
            *names("redis.RedisCluster", "pipeline pubsub lock register_script monitor close"),
            *names("redis.RedisCluster", f"{_REDIS_NODES} {_REDIS_SCANS}"),
            *names("redis.RedisCluster", "get_encoder get_connection_kwargs set_retry"),
            *names("redis.RedisCluster", "set_response_callback load_external_module"),
            *names("redis.RedisCluster", "json ft ts bf cf cms topk tdigest vset"),
        ),
        calls={"redis.Redis.transaction": 0},
        asynchronous=(
            *names("redis.asyncio", "Redis RedisCluster Sentinel lock.Lock"),
            *names("redis.asyncio", "client.Pipeline client.PubSub cluster.ClusterPipeline"),
        ),
    ),
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
    ),
)
