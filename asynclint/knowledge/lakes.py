"""Data lakes, graphs of triples, engines and their drivers that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import (
    IN_MEMORY,
    Blocks,
    Kind,
    Unless,
    asking,
    methods,
    names,
    returning,
)
from asynclint.knowledge.library import Library

_JOB = "runs the job on Spark and waits for its end"
_FILES = "reads or writes the files of the table"
_ASK = "sends the request to the server and waits for the answer"
_QUERY = "sends the statement to the database and waits for the result"

_SPARK = "https://spark.apache.org/docs/latest/api/python/reference/pyspark.sql/"
_ML = "https://spark.apache.org/docs/latest/api/python/reference/pyspark.ml.html"
_DELTA = "https://delta-io.github.io/delta-rs/api/delta_table/"
_ICEBERG = "https://py.iceberg.apache.org/api/"
_SPARQL = "https://sparqlwrapper.readthedocs.io/en/latest/SPARQLWrapper.Wrapper.html"
_RDF = "https://rdflib.readthedocs.io/en/stable/apidocs/rdflib.graph/"
_INFLUX = "https://github.com/InfluxCommunity/influxdb3-python"
_HDFS = "https://hdfscli.readthedocs.io/en/latest/api.html"

_FRAME = "pyspark.sql.DataFrame"
_WRITER = "pyspark.sql.DataFrameWriter"
_WRITER_2 = "pyspark.sql.DataFrameWriterV2"
_READER = "pyspark.sql.DataFrameReader"
_BUILDER = "pyspark.sql.SparkSession.Builder"
_FRAMES = (
    "agg alias cache checkpoint coalesce crossJoin describe distinct drop dropDuplicates"
    " drop_duplicates dropna exceptAll fillna filter hint intersect intersectAll join limit"
    " localCheckpoint mapInArrow mapInPandas melt offset orderBy persist repartition"
    " repartitionByRange replace sample select selectExpr sort sortWithinPartitions subtract"
    " summary toDF to transform union unionAll unionByName unpersist unpivot where withColumn"
    " withColumnRenamed withColumns withColumnsRenamed withWatermark"
)
_CATALOG = (
    "listCatalogs listDatabases listTables listFunctions listColumns getDatabase getTable"
    " getFunction databaseExists tableExists functionExists createTable createExternalTable"
    " cacheTable uncacheTable refreshTable recoverPartitions setCurrentDatabase"
)
_TABLE = "pyiceberg.table.Table"
_CHANGES = "append overwrite delete upsert dynamic_partition_overwrite add_files"
_TABLES = "load_table create_table create_table_if_not_exists register_table rename_table"
_RDF_SOURCE = Unless("source", 0, (None, *IN_MEMORY), by_default=True, without=("location", "file"))

LIBRARIES: tuple[Library, ...] = (
    # Of frames: what only plans does not wait. `cache` and `persist` only plan, too.
    Library(
        distribution="pyspark",
        packages=("pyspark",),
        blocks=(
            Blocks(
                "pyspark.sql.SparkSession.sql",
                Kind.DATABASE,
                "has Spark analyse the statement, and run it if it is a command",
                why=_SPARK + "api/pyspark.sql.SparkSession.sql.html",
            ),
            *methods(
                _FRAME,
                "collect count show take head tail first isEmpty foreach foreachPartition toPandas"
                " toLocalIterator.__iter__ approxQuantile corr cov",
                Kind.DATABASE,
                _JOB,
                why=_SPARK + "dataframe.html",
            ),
            *methods(
                _FRAME,
                "checkpoint localCheckpoint",
                Kind.DATABASE,
                _JOB,
                unless=(Unless("eager", 0, (False,)),),
                why=_SPARK + "dataframe.html",
            ),
            *methods(
                _WRITER,
                "save saveAsTable insertInto parquet csv json orc text jdbc",
                Kind.DATABASE,
                _JOB,
                why=_SPARK + "io.html",
            ),
            *methods(
                _WRITER_2,
                "create replace createOrReplace append overwrite overwritePartitions",
                Kind.DATABASE,
                _JOB,
                why=_SPARK + "io.html",
            ),
            *methods(
                "pyspark.sql.Catalog",
                _CATALOG,
                Kind.DATABASE,
                "asks the catalog of Spark and waits for the answer",
                why=_SPARK + "catalog.html",
            ),
            *methods(
                "pyspark.sql.streaming",
                "StreamingQuery.awaitTermination StreamingQuery.processAllAvailable"
                " StreamingQueryManager.awaitAnyTermination",
                Kind.WAIT,
                "waits for the streaming query",
                why="https://spark.apache.org/docs/latest/api/python/reference/pyspark.ss/",
            ),
            *methods(
                "pyspark.ml",
                "Estimator.fit evaluation.Evaluator.evaluate",
                Kind.DATABASE,
                _JOB,
                why=_ML,
            ),
        ),
        aliases={
            "pyspark.sql.session.SparkSession": "pyspark.sql.SparkSession",
            "pyspark.sql.dataframe.DataFrame": _FRAME,
            "pyspark.sql.readwriter": "pyspark.sql",
            "pyspark.sql.catalog.Catalog": "pyspark.sql.Catalog",
            "pyspark.sql.group.GroupedData": "pyspark.sql.GroupedData",
            "pyspark.sql.streaming.query": "pyspark.sql.streaming",
            "pyspark.sql.streaming.readwriter": "pyspark.sql.streaming",
            "pyspark.ml.base.Estimator": "pyspark.ml.Estimator",
            "pyspark.ml.pipeline.Pipeline": "pyspark.ml.Pipeline",
        },
        bases={
            **dict.fromkeys(
                (
                    "pyspark.ml.Pipeline",
                    "pyspark.ml.classification.LogisticRegression",
                    "pyspark.ml.classification.RandomForestClassifier",
                    "pyspark.ml.classification.GBTClassifier",
                    "pyspark.ml.classification.DecisionTreeClassifier",
                    "pyspark.ml.regression.LinearRegression",
                    "pyspark.ml.regression.RandomForestRegressor",
                    "pyspark.ml.regression.GBTRegressor",
                    "pyspark.ml.clustering.KMeans",
                    "pyspark.ml.recommendation.ALS",
                    "pyspark.ml.tuning.CrossValidator",
                ),
                ("pyspark.ml.Estimator",),
            ),
        },
        returns={
            "pyspark.sql.SparkSession.builder": _BUILDER,
            **returning("Self", _BUILDER, "appName config master remote enableHiveSupport"),
            **returning("pyspark.sql.SparkSession", _BUILDER, "getOrCreate create"),
            **returning(
                "pyspark.sql.SparkSession",
                "pyspark.sql.SparkSession",
                "getActiveSession active",
            ),
            **returning(_FRAME, "pyspark.sql.SparkSession", "sql table createDataFrame range"),
            "pyspark.sql.SparkSession.read": _READER,
            "pyspark.sql.SparkSession.catalog": "pyspark.sql.Catalog",
            "pyspark.sql.SparkSession.streams": "pyspark.sql.streaming.StreamingQueryManager",
            **returning("Self", _READER, "format schema option options"),
            **returning(_FRAME, _READER, "load table parquet csv json orc text jdbc"),
            **returning("Self", _FRAME, _FRAMES),
            f"{_FRAME}.sparkSession": "pyspark.sql.SparkSession",
            **returning("pyspark.sql.GroupedData", _FRAME, "groupBy groupby rollup cube"),
            **returning(
                _FRAME,
                "pyspark.sql.GroupedData",
                "agg count sum avg mean max min applyInPandas",
            ),
            "pyspark.sql.GroupedData.pivot": "Self",
            f"{_FRAME}.toLocalIterator": f"{_FRAME}.toLocalIterator",
            f"{_FRAME}.write": _WRITER,
            f"{_FRAME}.writeTo": _WRITER_2,
            f"{_FRAME}.writeStream": "pyspark.sql.streaming.DataStreamWriter",
            **returning(
                "Self",
                _WRITER,
                "format mode option options partitionBy bucketBy sortBy",
            ),
            **returning("Self", _WRITER_2, "using option options tableProperty partitionedBy"),
            **returning(
                "Self",
                "pyspark.sql.streaming.DataStreamWriter",
                "format outputMode option options partitionBy queryName trigger foreachBatch",
            ),
            **returning(
                "pyspark.sql.streaming.StreamingQuery",
                "pyspark.sql.streaming.DataStreamWriter",
                "start toTable",
            ),
        },
    ),
    Library(
        distribution="deltalake",
        packages=("deltalake",),
        blocks=(
            Blocks("deltalake.DeltaTable", Kind.FILE, "reads the log of the table", why=_DELTA),
            *methods(
                "deltalake",
                "write_deltalake convert_to_deltalake DeltaTable.create DeltaTable.is_deltatable"
                " DeltaTable.load_as_version DeltaTable.update_incremental DeltaTable.history"
                " DeltaTable.vacuum DeltaTable.update DeltaTable.delete"
                " DeltaTable.restore DeltaTable.repair DeltaTable.to_pandas"
                " DeltaTable.to_pyarrow_table DeltaTable.create_checkpoint"
                " DeltaTable.cleanup_metadata table.TableMerger.execute"
                " table.TableOptimizer.compact table.TableOptimizer.z_order table.TableAlterer.*",
                Kind.FILE,
                _FILES,
                why=_DELTA,
            ),
        ),
        aliases={
            "deltalake.table.DeltaTable": "deltalake.DeltaTable",
            "deltalake.writer.write_deltalake": "deltalake.write_deltalake",
        },
        returns={
            "deltalake.DeltaTable.create": "deltalake.DeltaTable",
            "deltalake.DeltaTable.merge": "deltalake.table.TableMerger",
            "deltalake.DeltaTable.optimize": "deltalake.table.TableOptimizer",
            "deltalake.DeltaTable.alter": "deltalake.table.TableAlterer",
            **returning(
                "Self",
                "deltalake.table.TableMerger",
                "when_matched_update when_matched_update_all when_matched_delete"
                " when_not_matched_insert when_not_matched_insert_all"
                " when_not_matched_by_source_update when_not_matched_by_source_delete",
            ),
        },
    ),
    Library(
        distribution="pyiceberg",
        packages=("pyiceberg",),
        blocks=(
            *asking(
                "pyiceberg.catalog.Catalog",
                _TABLES + " table_exists view_exists drop_table purge_table drop_view list_tables"
                " list_views create_namespace create_namespace_if_not_exists drop_namespace"
                " list_namespaces load_namespace_properties update_namespace_properties",
                _ICEBERG,
                "asks the catalog and waits for the answer",
            ),
            *methods(_TABLE, _CHANGES + " refresh", Kind.FILE, _FILES, why=_ICEBERG),
            *methods(
                "pyiceberg.table.Transaction",
                _CHANGES + " commit_transaction __exit__",
                Kind.FILE,
                _FILES,
                why=_ICEBERG,
            ),
            *methods(
                "pyiceberg.table.DataScan",
                "to_arrow to_pandas to_polars to_duckdb to_ray count",
                Kind.FILE,
                _FILES,
                why=_ICEBERG,
            ),
        ),
        bases={"pyiceberg.catalog.rest.RestCatalog": ("pyiceberg.catalog.Catalog",)},
        returns={
            "pyiceberg.catalog.load_catalog": "pyiceberg.catalog.Catalog",
            **returning(_TABLE, "pyiceberg.catalog.Catalog", _TABLES),
            f"{_TABLE}.transaction": "pyiceberg.table.Transaction",
            f"{_TABLE}.scan": "pyiceberg.table.DataScan",
            **returning("Self", "pyiceberg.table.DataScan", "select filter use_ref"),
        },
    ),
    Library(
        distribution="SPARQLWrapper",
        packages=("SPARQLWrapper",),
        blocks=(
            *asking("SPARQLWrapper.SPARQLWrapper", "query queryAndConvert", _SPARQL, _ASK),
            *asking("SPARQLWrapper.Wrapper.QueryResult", "convert", _SPARQL, "reads the response"),
        ),
        aliases={"SPARQLWrapper.Wrapper.SPARQLWrapper": "SPARQLWrapper.SPARQLWrapper"},
        bases={"SPARQLWrapper.SPARQLWrapper2": ("SPARQLWrapper.SPARQLWrapper",)},
        returns={"SPARQLWrapper.SPARQLWrapper.query": "SPARQLWrapper.Wrapper.QueryResult"},
    ),
    Library(
        distribution="rdflib",
        packages=("rdflib",),
        blocks=(
            Blocks(
                "rdflib.Graph.parse",
                Kind.FILE,
                "reads the file, or fetches the address, and parses it",
                unless=(_RDF_SOURCE,),
                why=_RDF + "#rdflib.graph.Graph.parse",
            ),
            Blocks(
                "rdflib.Graph.serialize",
                Kind.FILE,
                "writes the graph to the file",
                unless=(Unless("destination", 0, (None, *IN_MEMORY), by_default=True),),
                why=_RDF + "#rdflib.graph.Graph.serialize",
            ),
        ),
        aliases={"rdflib.graph": "rdflib"},
        bases={
            "rdflib.ConjunctiveGraph": ("rdflib.Graph",),
            "rdflib.Dataset": ("rdflib.ConjunctiveGraph",),
        },
        returns={
            "rdflib.Graph.parse": "Self",
            **returning("rdflib.Graph", "rdflib.Dataset", "graph get_context"),
        },
    ),
    # What is written may only be queued: see its `write_client_options`.
    Library(
        distribution="influxdb3-python",
        packages=("influxdb_client_3",),
        blocks=(
            Blocks(
                "influxdb_client_3.InfluxDBClient3.query",
                Kind.DATABASE,
                _QUERY,
                twin="influxdb_client_3.InfluxDBClient3.query_async",
                why=_INFLUX,
            ),
            *methods(
                "influxdb_client_3.InfluxDBClient3",
                "query_dataframe get_server_version",
                Kind.DATABASE,
                _ASK,
                why=_INFLUX,
            ),
            Blocks(
                "influxdb_client_3.InfluxDBClient3.write_file",
                Kind.FILE,
                "reads the file",
                why=_INFLUX,
            ),
        ),
        returns={"influxdb_client_3.InfluxDBClient3.from_env": "influxdb_client_3.InfluxDBClient3"},
    ),
    Library(
        distribution="hdfs",
        packages=("hdfs",),
        blocks=asking(
            "hdfs.Client",
            "list status content acl_status checksum parts read write upload download delete rename"
            " makedirs set_acl set_owner set_permission set_times set_replication"
            " create_snapshot delete_snapshot walk.__iter__",
            _HDFS,
            _ASK,
        ),
        aliases={"hdfs.client": "hdfs"},
        bases=dict.fromkeys(names("hdfs", "InsecureClient TokenClient"), ("hdfs.Client",)),
        returns={"hdfs.Client.walk": "hdfs.Client.walk", "hdfs.Config.get_client": "hdfs.Client"},
    ),
)
