"""Vector databases, and Supabase."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the server and waits for the response"
_QUERY = "sends the query to the database and waits for the result"
_CONNECT = "connects to the server"

_CHROMA = "https://docs.trychroma.com/reference/python/client"
_QDRANT = "https://python-client.qdrant.tech/"
_MILVUS = "https://milvus.io/api-reference/pymilvus/v2.5.x/About.md"
_LANCEDB = "https://lancedb.github.io/lancedb/python/python/"
_SUPABASE = "https://supabase.com/docs/reference/python/introduction"
_WEAVIATE = "https://weaviate-python-client.readthedocs.io/en/stable/"
_PINECONE = "https://sdk.pinecone.io/python/"

_SUPABASE_FILTERS = (
    "eq neq gt gte lt lte like ilike is_ in_ or_ contains order limit range match not_ filter"
)
_BUILDER = "postgrest.SyncSelectRequestBuilder"
_NANO = "https://github.com/gusye1234/nano-vectordb"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="chromadb",
        packages=("chromadb",),
        blocks=(
            *methods(
                "chromadb.api.ClientAPI",
                "get_or_create_collection create_collection get_collection delete_collection"
                " list_collections count_collections heartbeat reset get_version",
                Kind.DATABASE,
                _REQUEST,
                twin="chromadb.AsyncHttpClient",
                why=_CHROMA,
            ),
            *methods(
                "chromadb.Collection",
                "add get query peek update upsert delete count modify",
                Kind.DATABASE,
                _QUERY,
                twin="chromadb.AsyncHttpClient",
                why="https://docs.trychroma.com/reference/python/collection",
            ),
            Blocks(
                "chromadb.PersistentClient",
                Kind.DATABASE,
                "opens the database, and creates its tables the first time",
                why=_CHROMA,
            ),
            *methods(
                "chromadb",
                "HttpClient CloudClient",
                Kind.DATABASE,
                "asks the server for the tenant and the database",
                twin="chromadb.AsyncHttpClient",
                why=_CHROMA,
            ),
        ),
        aliases={
            "chromadb.ClientAPI": "chromadb.api.ClientAPI",
            "chromadb.api.client.ClientAPI": "chromadb.api.ClientAPI",
            "chromadb.api.client.Client": "chromadb.api.ClientAPI",
            "chromadb.api.models.Collection.Collection": "chromadb.Collection",
        },
        returns={
            **returning(
                "chromadb.api.ClientAPI",
                "chromadb",
                "Client HttpClient PersistentClient EphemeralClient CloudClient",
            ),
            "chromadb.AsyncHttpClient": "chromadb.api.async_api.AsyncClientAPI",
            **returning(
                "chromadb.Collection",
                "chromadb.api.ClientAPI",
                "get_or_create_collection create_collection get_collection",
            ),
        },
        asynchronous=("chromadb.api.async_api.AsyncClientAPI",),
    ),
    Library(
        distribution="qdrant-client",
        packages=("qdrant_client",),
        blocks=(
            *methods(
                "qdrant_client.QdrantClient",
                "query_points query_batch_points query_points_groups retrieve scroll count facet"
                " upsert update_vectors delete delete_vectors set_payload overwrite_payload"
                " delete_payload clear_payload batch_update_points upload_points"
                " upload_collection create_collection recreate_collection delete_collection"
                " update_collection get_collection get_collections collection_exists"
                " create_payload_index delete_payload_index get_aliases"
                " update_collection_aliases create_snapshot list_snapshots info",
                Kind.DATABASE,
                _REQUEST,
                twin="qdrant_client.AsyncQdrantClient.{}",
                why=_QDRANT,
            ),
            *methods(
                "qdrant_client.QdrantClient",
                "search search_batch search_groups recommend discover query add",
                Kind.DATABASE,
                _REQUEST,
                twin="qdrant_client.AsyncQdrantClient.query_points",
                when="<1.16",
                why=_QDRANT,
            ),
        ),
        aliases={"qdrant_client.qdrant_client.QdrantClient": "qdrant_client.QdrantClient"},
        asynchronous=("qdrant_client.AsyncQdrantClient",),
    ),
    Library(
        distribution="pymilvus",
        packages=("pymilvus",),
        blocks=(
            *methods(
                "pymilvus",
                "MilvusClient connections.connect",
                Kind.DATABASE,
                _CONNECT,
                twin="pymilvus.AsyncMilvusClient",
                why=_MILVUS,
            ),
            *methods(
                "pymilvus.MilvusClient",
                "insert upsert delete search query get hybrid_search create_collection"
                " drop_collection has_collection describe_collection list_collections flush"
                " load_collection release_collection create_index drop_index list_indexes"
                " create_partition get_collection_stats rename_collection get_load_state"
                " refresh_load describe_index drop_partition has_partition list_partitions"
                " load_partitions release_partitions get_partition_stats create_alias drop_alias"
                " alter_alias describe_alias list_aliases create_database drop_database"
                " list_databases describe_database alter_collection_properties compact"
                " get_compaction_state get_server_version create_user drop_user update_password"
                " list_users describe_user create_role drop_role list_roles describe_role"
                " grant_role revoke_role grant_privilege revoke_privilege",
                Kind.DATABASE,
                _REQUEST,
                twin="pymilvus.AsyncMilvusClient.{}",
                why=_MILVUS,
            ),
            *methods(
                "pymilvus.Collection",
                "insert upsert delete search query hybrid_search flush load release create_index"
                " drop drop_index",
                Kind.DATABASE,
                _REQUEST,
                twin="pymilvus.AsyncMilvusClient",
                why=_MILVUS,
            ),
        ),
        aliases={
            "pymilvus.milvus_client.MilvusClient": "pymilvus.MilvusClient",
            "pymilvus.milvus_client.milvus_client.MilvusClient": "pymilvus.MilvusClient",
        },
        asynchronous=("pymilvus.AsyncMilvusClient",),
    ),
    Library(
        distribution="nano-vectordb",
        packages=("nano_vectordb",),
        blocks=(
            Blocks(
                "nano_vectordb.NanoVectorDB",
                Kind.FILE,
                "reads the vectors from the file, if it is there",
                why=_NANO,
            ),
            *methods(
                "nano_vectordb",
                "NanoVectorDB.save MultiTenantNanoVDB.save",
                Kind.FILE,
                "writes all vectors to the file",
                why=_NANO,
            ),
        ),
        aliases={"nano_vectordb.dbs": "nano_vectordb"},
        returns={
            "nano_vectordb.MultiTenantNanoVDB.get_tenant": "nano_vectordb.NanoVectorDB",
        },
    ),
    Library(
        distribution="lancedb",
        packages=("lancedb",),
        blocks=(
            Blocks(
                "lancedb.connect",
                Kind.DATABASE,
                "opens the database",
                twin="lancedb.connect_async",
                why=_LANCEDB,
            ),
            *methods(
                "lancedb.db.DBConnection",
                "open_table create_table drop_table table_names drop_database",
                Kind.DATABASE,
                _QUERY,
                twin="lancedb.AsyncConnection.{}",
                why=_LANCEDB,
            ),
            *methods(
                "lancedb.table.Table",
                "add delete update count_rows to_pandas to_arrow create_index optimize",
                Kind.DATABASE,
                _QUERY,
                twin="lancedb.AsyncTable.{}",
                why=_LANCEDB,
            ),
            *methods(
                "lancedb.table.Table",
                "create_fts_index create_scalar_index drop_index list_indices checkout_latest",
                Kind.DATABASE,
                _QUERY,
                twin="lancedb.AsyncTable",
                why=_LANCEDB,
            ),
            *methods(
                "lancedb.query.LanceQueryBuilder",
                "to_list to_pandas to_arrow to_polars to_pydantic",
                Kind.DATABASE,
                _QUERY,
                twin="lancedb.AsyncTable.query",
                why=_LANCEDB,
            ),
        ),
        aliases={
            "lancedb.DBConnection": "lancedb.db.DBConnection",
            "lancedb.LanceDBConnection": "lancedb.db.LanceDBConnection",
            "lancedb.db.LanceTable": "lancedb.table.LanceTable",
        },
        bases={
            "lancedb.db.LanceDBConnection": ("lancedb.db.DBConnection",),
            "lancedb.remote.db.RemoteDBConnection": ("lancedb.db.DBConnection",),
            "lancedb.table.LanceTable": ("lancedb.table.Table",),
            "lancedb.remote.table.RemoteTable": ("lancedb.table.Table",),
        },
        returns={
            "lancedb.connect": "lancedb.db.DBConnection",
            "lancedb.connect_async": "lancedb.AsyncConnection",
            **returning(
                "lancedb.table.Table", "lancedb.db.DBConnection", "open_table create_table"
            ),
            "lancedb.table.Table.search": "lancedb.query.LanceQueryBuilder",
            **returning("Self", "lancedb.query.LanceQueryBuilder", "where limit select rerank"),
        },
        asynchronous=("lancedb.AsyncConnection", "lancedb.AsyncTable"),
    ),
    Library(
        distribution="supabase",
        packages=("supabase", "postgrest"),
        blocks=methods(
            "postgrest",
            "SyncSelectRequestBuilder.execute SyncFilterRequestBuilder.execute"
            " SyncQueryRequestBuilder.execute SyncSingleRequestBuilder.execute"
            " SyncRPCFilterRequestBuilder.execute",
            Kind.DATABASE,
            _QUERY,
            twin="supabase.acreate_client",
            why=_SUPABASE,
        ),
        aliases={"supabase._sync.client.create_client": "supabase.create_client"},
        returns={
            "supabase.create_client": "supabase.Client",
            **returning("postgrest.SyncRequestBuilder", "supabase.Client", "table from_"),
            "supabase.Client.rpc": "postgrest.SyncRPCFilterRequestBuilder",
            "postgrest.SyncRequestBuilder.select": _BUILDER,
            **returning(
                "postgrest.SyncQueryRequestBuilder", "postgrest.SyncRequestBuilder", "insert upsert"
            ),
            **returning(
                "postgrest.SyncFilterRequestBuilder",
                "postgrest.SyncRequestBuilder",
                "update delete",
            ),
            **returning("Self", _BUILDER, _SUPABASE_FILTERS),
            **returning(
                "Self", "postgrest.SyncFilterRequestBuilder", "eq neq gt gte lt lte in_ match is_"
            ),
            f"{_BUILDER}.single": "postgrest.SyncSingleRequestBuilder",
            f"{_BUILDER}.maybe_single": "postgrest.SyncSingleRequestBuilder",
            "supabase.acreate_client": "supabase.AsyncClient",
            "supabase.create_async_client": "supabase.AsyncClient",
        },
        asynchronous=("supabase.AsyncClient",),
    ),
    Library(
        distribution="weaviate-client",
        packages=("weaviate",),
        blocks=(
            *methods(
                "weaviate",
                "connect_to_local connect_to_custom connect_to_weaviate_cloud",
                Kind.DATABASE,
                _CONNECT,
                twin="weaviate.WeaviateAsyncClient",
                why=_WEAVIATE,
            ),
            *methods(
                "weaviate.WeaviateClient",
                "connect is_ready is_live get_meta graphql_raw_query",
                Kind.DATABASE,
                _REQUEST,
                twin="weaviate.WeaviateAsyncClient.{}",
                why=_WEAVIATE,
            ),
        ),
        returns=returning(
            "weaviate.WeaviateClient",
            "weaviate",
            "connect_to_local connect_to_custom connect_to_weaviate_cloud",
        ),
        asynchronous=("weaviate.WeaviateAsyncClient",),
    ),
    Library(
        distribution="pinecone",
        packages=("pinecone",),
        blocks=(
            *methods(
                "pinecone.Pinecone",
                "create_index delete_index describe_index list_indexes has_index configure_index"
                " create_index_for_model",
                Kind.DATABASE,
                _REQUEST,
                twin="pinecone.PineconeAsyncio.{}",
                why=_PINECONE,
            ),
            *methods(
                "pinecone.Index",
                "query upsert fetch update delete describe_index_stats upsert_from_dataframe"
                " search search_records upsert_records",
                Kind.DATABASE,
                _REQUEST,
                twin="pinecone.Pinecone.IndexAsyncio",
                why=_PINECONE,
            ),
        ),
        returns={"pinecone.Pinecone.Index": "pinecone.Index"},
    ),
)
