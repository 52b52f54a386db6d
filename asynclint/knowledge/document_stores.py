"""Mappers of documents, document stores, caches and brokers that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names, returning
from asynclint.knowledge.library import Library

_QUERY = "sends the query to the database and waits for the result"
_CACHED = "sends the command to memcached and waits for the answer"
_ASK = "sends the request to the server and waits for the answer"
_REDIS = "sends the command to Redis and waits for the answer"
_MESSAGES = "waits until a message arrives"

_MONGO = "https://docs.mongoengine.org/apireference.html"
_ARANGO = "https://docs.python-arango.com/en/main/specs.html"
_COUCH = "https://couchdb-python.readthedocs.io/en/latest/client.html"
_MEMCACHED = "https://github.com/linsomniac/python-memcached"
_LMDB = "https://lmdb.readthedocs.io/en/release/"
_OM = "https://redis.io/docs/latest/integrate/redisom-for-python/"
_CLUSTER = "https://redis-py-cluster.readthedocs.io/en/master/"
_PULSAR = "https://pulsar.apache.org/api/python/"
_STOMP = "https://jasonrbriggs.github.io/stomp.py/api.html"
_BEANSTALK = "https://greenstalk.readthedocs.io/en/stable/api.html"

_QUERYSET = "mongoengine.QuerySet"
_FOUND = "Of[mongoengine.Document]"
_LAZY = (
    "__call__ filter all search_text none no_sub_classes using clone select_related limit skip hint"
    " collation batch_size only exclude fields all_fields order_by comment read_preference"
    " read_concern scalar values_list as_pymongo max_time_ms no_dereference where timeout"
)
_DB = "arango.database."
_COLL = "arango.collection."
_COUCH_DB = "couchdb.Database"
_MODEL = "redis_om.RedisModel"
_FIND = "redis_om.FindQuery"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="mongoengine",
        packages=("mongoengine",),
        blocks=(
            *methods(
                "mongoengine.Document",
                "save delete update modify reload cascade_save drop_collection create_index"
                " ensure_indexes compare_indexes",
                Kind.DATABASE,
                _QUERY,
                why=_MONGO + "#documents",
            ),
            *methods(
                _QUERYSET,
                "get create first insert count delete update upsert_one update_one modify with_id"
                " in_bulk distinct aggregate explain exec_js sum average"
                " item_frequencies to_json __iter__ __len__ __bool__",
                Kind.DATABASE,
                _QUERY,
                why=_MONGO + "#module-mongoengine.queryset",
            ),
        ),
        aliases={
            "mongoengine.document": "mongoengine",
            "mongoengine.queryset.QuerySet": _QUERYSET,
            "mongoengine.queryset.queryset.QuerySet": _QUERYSET,
        },
        bases={
            "mongoengine.DynamicDocument": ("mongoengine.Document",),
            "mongoengine.QuerySetNoCache": (_QUERYSET,),
        },
        returns={
            "mongoengine.Document.objects": f"{_QUERYSET}[Self]",
            **returning("Self", "mongoengine.Document", "save reload"),
            **returning("Self", _QUERYSET, _LAZY),
            **returning(_FOUND, _QUERYSET, "get create first with_id upsert_one"),
            f"{_QUERYSET}.__iter__": f"collections.abc.Iterator[{_FOUND}]",
        },
    ),
    Library(
        distribution="python-arango",
        packages=("arango",),
        blocks=(
            Blocks(
                "arango.ArangoClient.db",
                Kind.DATABASE,
                "asks the server whether it is there",
                unless=(Unless("verify", 3, (False,), by_default=True),),
                why=_ARANGO,
            ),
            *methods(
                "arango",
                "database.StandardDatabase.* database.TransactionDatabase.* aql.AQL.* graph.Graph.*"
                " collection.StandardCollection.* collection.VertexCollection.*"
                " collection.EdgeCollection.* cursor.Cursor.fetch",
                Kind.DATABASE,
                _QUERY,
                why=_ARANGO,
            ),
        ),
        aliases={"arango.client.ArangoClient": "arango.ArangoClient"},
        returns={
            "arango.ArangoClient.db": _DB + "StandardDatabase",
            _DB + "StandardDatabase.begin_transaction": _DB + "TransactionDatabase",
            **returning(_DB + "AsyncDatabase", _DB + "StandardDatabase", "begin_async_execution"),
            **dict.fromkeys(
                names(_DB[:-1], "StandardDatabase.aql TransactionDatabase.aql"), "arango.aql.AQL"
            ),
            **returning(
                _COLL + "StandardCollection",
                _DB[:-1],
                "StandardDatabase.collection StandardDatabase.create_collection"
                " StandardDatabase.__getitem__ TransactionDatabase.collection",
            ),
            **returning(
                "arango.graph.Graph",
                _DB[:-1],
                "StandardDatabase.graph StandardDatabase.create_graph",
            ),
            **returning(
                _COLL + "VertexCollection",
                "arango.graph.Graph",
                "vertex_collection create_vertex_collection",
            ),
            **returning(
                _COLL + "EdgeCollection",
                "arango.graph.Graph",
                "edge_collection create_edge_definition",
            ),
            "arango.aql.AQL.execute": "arango.cursor.Cursor",
            **returning("arango.cursor.Cursor", _COLL + "StandardCollection", "all find keys ids"),
        },
        safe=(
            *names(
                _DB + "StandardDatabase",
                "collection graph begin_async_execution begin_batch_execution fetch_transaction"
                " begin_controlled_execution",
            ),
            *names(_DB + "TransactionDatabase", "collection graph"),
            *names("arango.graph.Graph", "vertex_collection edge_collection"),
        ),
    ),
    Library(
        distribution="CouchDB",
        packages=("couchdb",),
        blocks=(
            *methods(
                "couchdb.Server",
                "__getitem__ __delitem__ __iter__ __len__ create delete replicate config version"
                " stats tasks uuids add_user remove_user login logout verify_token",
                Kind.DATABASE,
                _ASK,
                why=_COUCH,
            ),
            *methods(
                _COUCH_DB,
                "__getitem__ __setitem__ __delitem__ __iter__ __len__ get save create delete copy"
                " update purge info find explain compact cleanup commit show list"
                " update_doc put_attachment get_attachment delete_attachment iterview.__iter__",
                Kind.DATABASE,
                _ASK,
                why=_COUCH,
            ),
            Blocks(
                _COUCH_DB + ".changes",
                Kind.DATABASE,
                _ASK,
                unless=(Unless("feed", None, ("continuous",)),),
                why=_COUCH,
            ),
            *methods(
                "couchdb.client.ViewResults", "__iter__ __len__", Kind.DATABASE, _ASK, why=_COUCH
            ),
        ),
        aliases={
            "couchdb.client.Server": "couchdb.Server",
            "couchdb.client.Database": _COUCH_DB,
        },
        returns={
            **returning(_COUCH_DB, "couchdb.Server", "__getitem__ create"),
            **returning("couchdb.client.ViewResults", _COUCH_DB, "view query"),
            "couchdb.client.ViewResults.__getitem__": "Self",
            f"{_COUCH_DB}.iterview": f"{_COUCH_DB}.iterview",
        },
    ),
    Library(
        distribution="python-memcached",
        packages=("memcache",),
        blocks=(
            *methods(
                "memcache.Client",
                "get gets get_multi set_multi delete_multi get_stats get_slabs flush_all",
                Kind.DATABASE,
                _CACHED,
                why=_MEMCACHED,
            ),
            *methods(
                "memcache.Client",
                "set add append prepend replace cas",
                Kind.DATABASE,
                _CACHED,
                unless=(Unless("noreply", 4, (True,)),),
                why=_MEMCACHED,
            ),
            *methods(
                "memcache.Client",
                "touch incr decr",
                Kind.DATABASE,
                _CACHED,
                unless=(Unless("noreply", 2, (True,)),),
                why=_MEMCACHED,
            ),
            Blocks(
                "memcache.Client.delete",
                Kind.DATABASE,
                _CACHED,
                unless=(Unless("noreply", 1, (True,)),),
                why=_MEMCACHED,
            ),
        ),
    ),
    # What is read is mapped into memory; only what is written waits for the disk.
    Library(
        distribution="lmdb",
        packages=("lmdb",),
        blocks=(
            Blocks(
                "lmdb.Environment.begin",
                Kind.FILE,
                "waits until nobody else writes, and at its end for the disk",
                twin="lmdb.aio.AsyncEnvironment.begin",
                unless=(Unless("write", 2, (False,), by_default=True),),
                why=_LMDB + "#lmdb.Environment.begin",
            ),
            Blocks(
                "lmdb.Transaction.commit",
                Kind.FILE,
                "writes the transaction to the disk",
                twin="lmdb.aio.AsyncTransaction.commit",
                why=_LMDB + "#lmdb.Transaction.commit",
            ),
            *methods(
                "lmdb.Environment",
                "sync copy copyfd",
                Kind.FILE,
                "writes the database to the disk",
                twin="lmdb.aio.AsyncEnvironment.{}",
                why=_LMDB + "#lmdb.Environment.{}",
            ),
        ),
        aliases={"lmdb.open": "lmdb.Environment"},
        returns={"lmdb.Environment.begin": "lmdb.Transaction"},
    ),
    Library(
        distribution="redis-om",
        packages=("redis_om",),
        blocks=(
            *asking(_MODEL, "get update", _OM, _REDIS, "aredis_om.RedisModel.{}"),
            *methods(
                _MODEL,
                "delete delete_many add expire",
                Kind.NETWORK,
                _REDIS,
                twin="aredis_om.RedisModel.{}",
                unless=(Unless("pipeline", 1, ("redis.client.Pipeline",)),),
                why=_OM,
            ),
            Blocks(
                f"{_MODEL}.save",
                Kind.NETWORK,
                _REDIS,
                twin="aredis_om.RedisModel.save",
                unless=(Unless("pipeline", 0, ("redis.client.Pipeline",)),),
                why=_OM,
            ),
            *asking(
                _FIND,
                "execute first count all page update delete get_item",
                _OM,
                _REDIS,
                "aredis_om.FindQuery.{}",
            ),
            *asking(_FIND, "__getitem__ __iter__", _OM, _REDIS, "aredis_om.FindQuery"),
            *asking("redis_om", "Migrator.run SchemaMigrator.run", _OM, _REDIS, "aredis_om.{}"),
            *asking("redis_om", "has_redis_json has_redisearch", _OM, _REDIS, "aredis_om.{}"),
        ),
        aliases={"redis_om.model": "redis_om", "redis_om.model.model": "redis_om"},
        bases={
            **dict.fromkeys(names("redis_om", "HashModel JsonModel"), (_MODEL,)),
            "redis_om.EmbeddedJsonModel": ("redis_om.JsonModel",),
        },
        returns={
            "redis_om.get_redis_connection": "redis.Redis",
            f"{_MODEL}.find": f"{_FIND}[Self]",
            f"{_MODEL}.db": "redis.Redis",
            **returning("Self", _MODEL, "get save"),
            **returning("Self", _FIND, "sort_by copy values only"),
            **returning("Of[redis_om.RedisModel]", _FIND, "first get_item __getitem__"),
            f"{_FIND}.all": "list[Of[redis_om.RedisModel]]",
        },
    ),
    Library(
        distribution="redis-py-cluster",
        packages=("rediscluster",),
        blocks=asking("rediscluster", "RedisCluster", _CLUSTER, "asks the nodes for their slots"),
        aliases={"rediscluster.client.RedisCluster": "rediscluster.RedisCluster"},
        bases={"rediscluster.RedisCluster": ("redis.Redis",)},
    ),
    Library(
        distribution="pulsar-client",
        packages=("pulsar",),
        blocks=(
            *asking(
                "pulsar.Client",
                "create_producer subscribe create_reader get_topic_partitions close",
                _PULSAR,
                _ASK,
                "pulsar.asyncio.Client.{}",
            ),
            *asking("pulsar.Client", "create_table_view", _PULSAR, _ASK),
            *asking(
                "pulsar.Producer", "send flush close", _PULSAR, _ASK, "pulsar.asyncio.Producer.{}"
            ),
            *methods(
                "pulsar",
                "Consumer.receive Reader.read_next",
                Kind.WAIT,
                _MESSAGES,
                twin="pulsar.asyncio.{}",
                why=_PULSAR,
            ),
            Blocks("pulsar.Consumer.batch_receive", Kind.WAIT, _MESSAGES, why=_PULSAR),
            *asking(
                "pulsar",
                "Consumer.unsubscribe Consumer.seek Consumer.close Consumer.get_last_message_id"
                " Reader.has_message_available Reader.seek Reader.close",
                _PULSAR,
                _ASK,
                "pulsar.asyncio.{}",
            ),
        ),
        returns={
            "pulsar.Client.create_producer": "pulsar.Producer",
            "pulsar.Client.subscribe": "pulsar.Consumer",
            "pulsar.Client.create_reader": "pulsar.Reader",
        },
        asynchronous=names("pulsar.asyncio", "Client Producer Consumer Reader"),
    ),
    Library(
        distribution="stomp.py",
        packages=("stomp",),
        blocks=asking(
            "stomp.connect",
            "StompConnection10.connect StompConnection11.connect StompConnection12.connect",
            _STOMP,
            "connects to the broker",
        ),
        aliases={
            "stomp.Connection": "stomp.connect.StompConnection11",
            "stomp.Connection10": "stomp.connect.StompConnection10",
            "stomp.Connection11": "stomp.connect.StompConnection11",
            "stomp.Connection12": "stomp.connect.StompConnection12",
        },
    ),
    Library(
        distribution="greenstalk",
        packages=("greenstalk",),
        blocks=(
            Blocks("greenstalk.Client", Kind.NETWORK, "connects to the server", why=_BEANSTALK),
            Blocks("greenstalk.Client.*", Kind.NETWORK, _ASK, why=_BEANSTALK),
            Blocks(
                "greenstalk.Client.reserve",
                Kind.WAIT,
                "waits until there is a job",
                why=_BEANSTALK,
            ),
        ),
        safe=("greenstalk.Client.close",),
    ),
)
