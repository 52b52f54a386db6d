"""Search engines, column stores, graph and time series databases."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the server and waits for the response"
_BATCH = "fetches the next batch from the server"
_QUERY = "sends the query to the server and waits for the result"

_ELASTIC = "https://elasticsearch-py.readthedocs.io/en/stable/"
_OPENSEARCH = "https://github.com/opensearch-project/opensearch-py"
_CLICKHOUSE = "https://clickhouse.com/docs/integrations/python"
_CLICKHOUSE_DRIVER = "https://clickhouse-driver.readthedocs.io/en/latest/api.html"
_CASSANDRA = "https://docs.datastax.com/en/developer/python-driver/latest/api/cassandra/cluster/"
_NEO4J = "https://neo4j.com/docs/api/python-driver/current/api.html"
_INFLUX = "https://influxdb-client.readthedocs.io/en/stable/api.html"

_NAMESPACES = {
    "indices": "IndicesClient",
    "cluster": "ClusterClient",
    "cat": "CatClient",
    "ingest": "IngestClient",
    "nodes": "NodesClient",
    "snapshot": "SnapshotClient",
    "tasks": "TasksClient",
    "security": "SecurityClient",
}
_TYPESENSE = "sends the request to the server and waits for the response"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="elasticsearch",
        packages=("elasticsearch",),
        blocks=(
            Blocks(
                "elasticsearch.Elasticsearch.*",
                Kind.NETWORK,
                _REQUEST,
                twin="elasticsearch.AsyncElasticsearch",
                why=_ELASTIC + "api/elasticsearch.html",
            ),
            *methods(
                "elasticsearch.client",
                " ".join(f"{client}.*" for client in _NAMESPACES.values()),
                Kind.NETWORK,
                _REQUEST,
                twin="elasticsearch.AsyncElasticsearch",
                why=_ELASTIC + "api.html",
            ),
            *methods(
                "elasticsearch.helpers",
                "bulk reindex",
                Kind.NETWORK,
                _REQUEST,
                twin="elasticsearch.helpers.async_{}",
                why=_ELASTIC + "api_helpers.html",
            ),
            *methods(
                "elasticsearch.helpers",
                "scan.__iter__ streaming_bulk.__iter__ parallel_bulk.__iter__",
                Kind.NETWORK,
                _BATCH,
                twin="elasticsearch.helpers.async_scan",
                why=_ELASTIC + "api_helpers.html",
            ),
        ),
        aliases={"elasticsearch._sync.client.Elasticsearch": "elasticsearch.Elasticsearch"},
        returns={
            **{
                f"elasticsearch.Elasticsearch.{space}": f"elasticsearch.client.{client}"
                for space, client in _NAMESPACES.items()
            },
            "elasticsearch.Elasticsearch.options": "elasticsearch.Elasticsearch",
            "elasticsearch.AsyncElasticsearch.options": "elasticsearch.AsyncElasticsearch",
            **{
                f"elasticsearch.helpers.{name}": f"elasticsearch.helpers.{name}"
                for name in ("scan", "streaming_bulk", "parallel_bulk")
            },
        },
        safe=names("elasticsearch.Elasticsearch", "options close"),
        asynchronous=("elasticsearch.AsyncElasticsearch",),
    ),
    Library(
        distribution="opensearch-py",
        packages=("opensearchpy",),
        blocks=(
            Blocks(
                "opensearchpy.OpenSearch.*",
                Kind.NETWORK,
                _REQUEST,
                twin="opensearchpy.AsyncOpenSearch",
                why=_OPENSEARCH,
            ),
            *methods(
                "opensearchpy.client",
                " ".join(f"{client}.*" for client in _NAMESPACES.values()),
                Kind.NETWORK,
                _REQUEST,
                twin="opensearchpy.AsyncOpenSearch",
                why=_OPENSEARCH,
            ),
            *methods(
                "opensearchpy.helpers",
                "bulk reindex",
                Kind.NETWORK,
                _REQUEST,
                twin="opensearchpy.helpers.async_{}",
                why=_OPENSEARCH,
            ),
            *methods(
                "opensearchpy.helpers",
                "scan.__iter__ streaming_bulk.__iter__ parallel_bulk.__iter__",
                Kind.NETWORK,
                _BATCH,
                twin="opensearchpy.helpers.async_scan",
                why=_OPENSEARCH,
            ),
        ),
        aliases={"opensearchpy.client.OpenSearch": "opensearchpy.OpenSearch"},
        returns={
            **{
                f"opensearchpy.OpenSearch.{space}": f"opensearchpy.client.{client}"
                for space, client in _NAMESPACES.items()
            },
            **{
                f"opensearchpy.helpers.{name}": f"opensearchpy.helpers.{name}"
                for name in ("scan", "streaming_bulk", "parallel_bulk")
            },
        },
        safe=("opensearchpy.OpenSearch.close",),
        asynchronous=("opensearchpy.AsyncOpenSearch",),
    ),
    Library(
        distribution="clickhouse-driver",
        packages=("clickhouse_driver",),
        blocks=methods(
            "clickhouse_driver.Client",
            "execute execute_with_progress query_dataframe insert_dataframe",
            Kind.DATABASE,
            _QUERY,
            twin="clickhouse_connect.driver.asyncclient.AsyncClient.query",
            why=_CLICKHOUSE_DRIVER,
        ),
        aliases={"clickhouse_driver.client.Client": "clickhouse_driver.Client"},
        returns={"clickhouse_driver.Client.from_url": "clickhouse_driver.Client"},
    ),
    Library(
        distribution="clickhouse-connect",
        packages=("clickhouse_connect",),
        blocks=(
            Blocks(
                "clickhouse_connect.get_client",
                Kind.DATABASE,
                "connects to the server and reads its settings",
                twin="clickhouse_connect.get_async_client",
                why=_CLICKHOUSE,
            ),
            *methods(
                "clickhouse_connect.driver.client.Client",
                "command query query_df query_np query_arrow insert insert_df insert_arrow ping"
                " raw_query raw_insert",
                Kind.DATABASE,
                _QUERY,
                twin="clickhouse_connect.get_async_client",
                why=_CLICKHOUSE,
            ),
        ),
        aliases={"clickhouse_connect.driver.create_client": "clickhouse_connect.get_client"},
        bases={
            "clickhouse_connect.driver.httpclient.HttpClient": (
                "clickhouse_connect.driver.client.Client",
            ),
        },
        returns={"clickhouse_connect.get_client": "clickhouse_connect.driver.client.Client"},
    ),
    Library(
        distribution="cassandra-driver",
        packages=("cassandra",),
        blocks=(
            Blocks(
                "cassandra.cluster.Cluster.connect",
                Kind.DATABASE,
                "connects to the cluster and reads its metadata",
                why=_CASSANDRA,
            ),
            *methods(
                "cassandra.cluster.Session",
                "execute execute_graph prepare set_keyspace",
                Kind.DATABASE,
                _QUERY,
                twin="cassandra.cluster.Session.execute_async",
                why=_CASSANDRA,
            ),
            Blocks(
                "cassandra.cluster.ResponseFuture.result",
                Kind.DATABASE,
                "waits for the result of the query",
                twin="cassandra.cluster.ResponseFuture.add_callbacks",
                why=_CASSANDRA,
            ),
            *methods(
                "cassandra.concurrent",
                "execute_concurrent execute_concurrent_with_args",
                Kind.DATABASE,
                _QUERY,
                twin="cassandra.cluster.Session.execute_async",
                why=_CASSANDRA,
            ),
        ),
        returns={
            "cassandra.cluster.Cluster.connect": "cassandra.cluster.Session",
            "cassandra.cluster.Session.execute_async": "cassandra.cluster.ResponseFuture",
        },
    ),
    Library(
        distribution="neo4j",
        packages=("neo4j",),
        blocks=(
            *methods(
                "neo4j.Driver",
                "execute_query verify_connectivity get_server_info verify_authentication",
                Kind.DATABASE,
                _QUERY,
                twin="neo4j.AsyncDriver.{}",
                why=_NEO4J,
            ),
            *methods(
                "neo4j.Session",
                "run execute_read execute_write begin_transaction",
                Kind.DATABASE,
                _QUERY,
                twin="neo4j.AsyncSession.{}",
                why=_NEO4J,
            ),
            *methods(
                "neo4j.Transaction",
                "run commit rollback",
                Kind.DATABASE,
                _QUERY,
                twin="neo4j.AsyncTransaction.{}",
                why=_NEO4J,
            ),
            Blocks(
                "neo4j.ManagedTransaction.run",
                Kind.DATABASE,
                _QUERY,
                twin="neo4j.AsyncManagedTransaction.run",
                why=_NEO4J,
            ),
            *methods(
                "neo4j.Result",
                "single data values value fetch peek consume graph to_df to_eager_result",
                Kind.DATABASE,
                "fetches the records from the server",
                twin="neo4j.AsyncResult.{}",
                why=_NEO4J,
            ),
            *methods(
                "neo4j.Result",
                "__iter__ __next__",
                Kind.DATABASE,
                "fetches the records from the server",
                twin="neo4j.AsyncResult",
                why=_NEO4J,
            ),
        ),
        bases=dict.fromkeys(names("neo4j", "BoltDriver Neo4jDriver"), ("neo4j.Driver",)),
        returns={
            "neo4j.GraphDatabase.driver": "neo4j.Driver",
            "neo4j.Driver.session": "neo4j.Session",
            "neo4j.Session.begin_transaction": "neo4j.Transaction",
            **returning(
                "neo4j.Result", "neo4j", "Session.run Transaction.run ManagedTransaction.run"
            ),
            "neo4j.AsyncGraphDatabase.driver": "neo4j.AsyncDriver",
            "neo4j.AsyncDriver.session": "neo4j.AsyncSession",
            "neo4j.AsyncSession.begin_transaction": "neo4j.AsyncTransaction",
            "neo4j.AsyncSession.run": "neo4j.AsyncResult",
        },
        calls={"neo4j.Session.execute_read": 0, "neo4j.Session.execute_write": 0},
        asynchronous=names(
            "neo4j",
            "AsyncDriver AsyncSession AsyncTransaction AsyncManagedTransaction AsyncResult",
        ),
    ),
    Library(
        distribution="influxdb-client",
        packages=("influxdb_client",),
        blocks=(
            *methods(
                "influxdb_client.QueryApi",
                "query query_csv query_data_frame query_raw",
                Kind.DATABASE,
                _QUERY,
                twin="influxdb_client.client.query_api_async.QueryApiAsync.query",
                why=_INFLUX,
            ),
            *methods(
                "influxdb_client.InfluxDBClient",
                "ping health ready version",
                Kind.NETWORK,
                _REQUEST,
                twin="influxdb_client.client.influxdb_client_async.InfluxDBClientAsync.ping",
                why=_INFLUX,
            ),
        ),
        aliases={
            "influxdb_client.client.influxdb_client.InfluxDBClient": (
                "influxdb_client.InfluxDBClient"
            ),
            "influxdb_client.client.query_api.QueryApi": "influxdb_client.QueryApi",
        },
        returns={
            "influxdb_client.InfluxDBClient.query_api": "influxdb_client.QueryApi",
            **returning(
                "influxdb_client.InfluxDBClient",
                "influxdb_client.InfluxDBClient",
                "from_config_file from_env_properties",
            ),
        },
        asynchronous=("influxdb_client.client.influxdb_client_async.InfluxDBClientAsync",),
    ),
    Library(
        distribution="influxdb",
        packages=("influxdb",),
        blocks=methods(
            "influxdb.InfluxDBClient",
            "query write_points write ping",
            Kind.DATABASE,
            _QUERY,
            twin="influxdb_client.client.influxdb_client_async.InfluxDBClientAsync",
            why="https://influxdb-python.readthedocs.io/en/latest/api-documentation.html",
        ),
    ),
    Library(
        distribution="typesense",
        packages=("typesense",),
        blocks=methods(
            "typesense.sync",
            "collections.Collections.create collections.Collections.retrieve"
            " collection.Collection.retrieve collection.Collection.update"
            " collection.Collection.delete documents.Documents.create documents.Documents.upsert"
            " documents.Documents.update documents.Documents.delete documents.Documents.import_"
            " documents.Documents.export documents.Documents.search document.Document.retrieve"
            " document.Document.update document.Document.delete multi_search.MultiSearch.perform",
            Kind.NETWORK,
            _TYPESENSE,
            twin="typesense.AsyncClient",
            why="https://github.com/typesense/typesense-python",
        ),
        aliases={"typesense.sync.client.Client": "typesense.Client"},
        returns={
            "typesense.Client.collections": "typesense.sync.collections.Collections",
            "typesense.Client.multi_search": "typesense.sync.multi_search.MultiSearch",
            "typesense.sync.collections.Collections.__getitem__": (
                "typesense.sync.collection.Collection"
            ),
            "typesense.sync.collection.Collection.documents": (
                "typesense.sync.documents.Documents"
            ),
            "typesense.sync.documents.Documents.__getitem__": "typesense.sync.document.Document",
        },
    ),
)
