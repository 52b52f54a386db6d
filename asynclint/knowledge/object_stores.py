"""Stores of objects, hosted databases and task queues that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names, returning
from asynclint.knowledge.library import Library

_ASK = "sends the request to the server and waits for the answer"
_SEND = "sends the query to Elasticsearch and waits for the result"
_KEPT = "writes what has changed to the database"
_SQLITE = "waits until the thread of the database has run the statement"
_TASK = "waits for the result of the task"
_QUEUE = "asks the storage of the queue, and waits for the answer"

_SQLITEDICT = "https://github.com/piskvorky/sqlitedict"
_ZODB = "https://zodb.org/en/latest/reference/zodb.html"
_TRANSACTION = "https://transaction.readthedocs.io/en/latest/api.html"
_DSL = "https://elasticsearch-py.readthedocs.io/en/stable/dsl.html"
_AUTH = "https://supabase.com/docs/reference/python/auth-api"
_STORAGE = "https://supabase.com/docs/reference/python/storage-api"
_HUEY = "https://huey.readthedocs.io/en/latest/api.html"

_SEARCH = "elasticsearch.dsl.Search"
_DOCUMENT = "elasticsearch.dsl.Document"
_INDEX = (
    "analyze clear_cache close create delete exists exists_alias flush forcemerge get get_alias"
    " get_mapping get_settings open put_alias put_mapping put_settings refresh save stats"
)
_BUILT = "query filter exclude sort source extra highlight params post_filter suggest using index"
_FILES = "storage3._sync.file_api.SyncBucketActionsMixin"
_BUCKET = "storage3._sync.file_api.SyncBucketProxy"
_CLIENT = "supabase_auth.SyncGoTrueClient"
_ADMIN = "supabase_auth.SyncGoTrueAdminAPI"
_HUEYS = names("huey", "RedisHuey RedisExpireHuey PriorityRedisHuey PriorityRedisExpireHuey")
_VOLATILE = (None, "ZODB.MappingStorage.MappingStorage", "ZODB.DemoStorage.DemoStorage")
_NOW = (Unless("blocking", 0, (False,), by_default=True),)

LIBRARIES: tuple[Library, ...] = (
    # What is set is only queued.
    Library(
        distribution="sqlitedict",
        packages=("sqlitedict",),
        blocks=(
            Blocks(
                "sqlitedict.SqliteDict",
                Kind.DATABASE,
                "opens the database file, and creates its table the first time",
                unless=(Unless("filename", 0, (":memory:",)),),
                why=_SQLITEDICT,
            ),
            Blocks(
                "sqlitedict.open",
                Kind.DATABASE,
                "opens the database file, and creates its table the first time",
                why=_SQLITEDICT,
            ),
            *methods(
                "sqlitedict.SqliteDict",
                "get __getitem__ __len__ clear close __iter__",
                Kind.DATABASE,
                _SQLITE,
                why=_SQLITEDICT,
            ),
            *methods(
                "sqlitedict.SqliteDict",
                "commit sync",
                Kind.DATABASE,
                _SQLITE,
                unless=(Unless("blocking", 0, (False,)),),
                why=_SQLITEDICT,
            ),
        ),
        returns={"sqlitedict.open": "sqlitedict.SqliteDict"},
    ),
    Library(
        distribution="ZODB",
        packages=("ZODB",),
        blocks=(
            Blocks(
                "ZODB.DB",
                Kind.DATABASE,
                "opens the storage, and creates its root the first time",
                unless=(Unless("storage", 0, _VOLATILE),),
                why=_ZODB,
            ),
            *methods(
                "ZODB",
                "FileStorage.FileStorage DB.pack DB.undoLog DB.history",
                Kind.DATABASE,
                "reads or writes the file of the database",
                why=_ZODB,
            ),
            Blocks("ZODB.DB.ContextManager.__exit__", Kind.DATABASE, _KEPT, why=_ZODB),
        ),
        returns={
            "ZODB.DB.open": "ZODB.Connection.Connection",
            "ZODB.DB.transaction": "ZODB.DB.ContextManager",
        },
    ),
    Library(
        distribution="transaction",
        packages=("transaction",),
        blocks=methods(
            "transaction",
            "commit TransactionManager.commit TransactionManager.__exit__"
            " ThreadTransactionManager.commit ThreadTransactionManager.__exit__"
            " Transaction.commit",
            Kind.DATABASE,
            _KEPT,
            why=_TRANSACTION,
        ),
        returns={"transaction.manager": "transaction.ThreadTransactionManager"},
    ),
    Library(
        distribution="elasticsearch-dsl",
        packages=("elasticsearch.dsl",),
        blocks=(
            *methods(
                _DOCUMENT,
                "init get exists mget save update delete bulk",
                Kind.NETWORK,
                _SEND,
                twin="elasticsearch.dsl.AsyncDocument.{}",
                why=_DSL,
            ),
            *methods(
                _SEARCH,
                "execute count delete",
                Kind.NETWORK,
                _SEND,
                twin="elasticsearch.dsl.AsyncSearch.{}",
                why=_DSL,
            ),
            *methods(
                _SEARCH,
                "__iter__ scan.__iter__ iterate.__iter__",
                Kind.NETWORK,
                _SEND,
                twin="elasticsearch.dsl.AsyncSearch",
                why=_DSL,
            ),
            *methods(
                "elasticsearch.dsl",
                "MultiSearch.execute UpdateByQuery.execute FacetedSearch.execute",
                Kind.NETWORK,
                _SEND,
                twin="elasticsearch.dsl.Async{}",
                why=_DSL,
            ),
            *methods(
                "elasticsearch.dsl.Index",
                _INDEX,
                Kind.NETWORK,
                _SEND,
                twin="elasticsearch.dsl.AsyncIndex.{}",
                why=_DSL,
            ),
        ),
        aliases={
            "elasticsearch_dsl": "elasticsearch.dsl",
            "elasticsearch.dsl.document.Document": _DOCUMENT,
            "elasticsearch.dsl.search.Search": _SEARCH,
            "elasticsearch.dsl.index.Index": "elasticsearch.dsl.Index",
        },
        returns={
            f"{_DOCUMENT}.search": _SEARCH,
            f"{_DOCUMENT}.get": "Self",
            f"{_DOCUMENT}._index": "elasticsearch.dsl.Index",
            "elasticsearch.dsl.Index.search": _SEARCH,
            f"{_SEARCH}.scan": f"{_SEARCH}.scan",
            f"{_SEARCH}.iterate": f"{_SEARCH}.iterate",
            **returning("Self", _SEARCH, _BUILT),
            f"{_SEARCH}.__getitem__": "Self",
            **returning("Self", "elasticsearch.dsl.MultiSearch", "add"),
            "elasticsearch.dsl.connections.create_connection": "elasticsearch.Elasticsearch",
            "elasticsearch.dsl.connections.get_connection": "elasticsearch.Elasticsearch",
        },
    ),
    Library(
        distribution="supabase-auth",
        packages=("supabase_auth",),
        blocks=(
            *asking(
                _CLIENT,
                "sign_up sign_in_with_password sign_in_anonymously sign_in_with_otp"
                " sign_in_with_id_token sign_in_with_sso verify_otp resend reauthenticate get_user"
                " update_user set_session refresh_session sign_out reset_password_for_email"
                " exchange_code_for_session get_user_identities link_identity unlink_identity",
                _AUTH,
                _ASK,
                "supabase_auth.AsyncGoTrueClient.{}",
            ),
            *asking(
                _ADMIN,
                "create_user list_users get_user_by_id update_user_by_id delete_user sign_out"
                " invite_user_by_email generate_link",
                _AUTH,
                _ASK,
                "supabase_auth.AsyncGoTrueAdminAPI.{}",
            ),
        ),
        aliases={
            "supabase_auth._sync.gotrue_client.SyncGoTrueClient": _CLIENT,
            "supabase_auth._sync.gotrue_admin_api.SyncGoTrueAdminAPI": _ADMIN,
        },
        returns={"supabase.Client.auth": _CLIENT, f"{_CLIENT}.admin": _ADMIN},
    ),
    Library(
        distribution="storage3",
        packages=("storage3",),
        blocks=(
            *asking(
                _FILES,
                "upload update download list list_v2 move copy remove info exists create_signed_url"
                " create_signed_urls create_signed_upload_url upload_to_signed_url",
                _STORAGE,
                _ASK,
                "storage3._async.file_api.AsyncBucketActionsMixin.{}",
            ),
            *asking(
                "storage3.SyncStorageClient",
                "list_buckets get_bucket create_bucket update_bucket empty_bucket delete_bucket",
                _STORAGE,
                _ASK,
                "storage3.AsyncStorageClient.{}",
            ),
        ),
        aliases={"storage3._sync.client.SyncStorageClient": "storage3.SyncStorageClient"},
        bases={_BUCKET: (_FILES,)},
        returns={
            "supabase.Client.storage": "storage3.SyncStorageClient",
            "storage3.SyncStorageClient.from_": _BUCKET,
        },
    ),
    Library(
        distribution="huey",
        packages=("huey",),
        blocks=(
            *methods(
                "huey.api.Result",
                "get __call__ get_raw_result",
                Kind.WAIT,
                _TASK,
                twin="huey.contrib.asyncio.aget_result",
                unless=_NOW,
                why=_HUEY + "#Result",
            ),
            *methods(
                "huey.api.ResultGroup",
                "get __call__",
                Kind.WAIT,
                _TASK,
                twin="huey.contrib.asyncio.aget_result_group",
                unless=_NOW,
                why=_HUEY + "#ResultGroup",
            ),
            *asking(
                "huey.RedisHuey",
                "enqueue pending scheduled pending_count scheduled_count result_count all_results"
                " flush revoke_by_id restore_by_id",
                _HUEY + "#Huey",
                _QUEUE,
            ),
        ),
        bases=dict.fromkeys(_HUEYS[1:], (_HUEYS[0],)),
        returns={
            "huey.RedisHuey.enqueue": "huey.api.Result",
        },
    ),
    Library(
        distribution="minio",
        packages=("minio",),
        blocks=methods(
            "minio.Minio",
            "bucket_exists make_bucket remove_bucket list_buckets get_object put_object"
            " fget_object fput_object stat_object remove_object copy_object compose_object"
            " get_bucket_policy set_bucket_policy",
            Kind.NETWORK,
            _ASK,
            why="https://min.io/docs/minio/linux/developers/python/API.html",
        ),
        aliases={"minio.api.Minio": "minio.Minio"},
    ),
)
