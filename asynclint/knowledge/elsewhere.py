"""What lies elsewhere and is opened like a file: object stores, file systems and paths in clouds,
Arrow databases; and the variables and connections of Airflow."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, asking, methods, names, returning
from asynclint.knowledge.library import Library

_FSSPEC = "https://filesystem-spec.readthedocs.io/en/latest/api.html"
_S3FS = "https://s3fs.readthedocs.io/en/latest/#async"
_GCSFS = "https://gcsfs.readthedocs.io/en/latest/#async"
_ADLFS = "https://github.com/fsspec/adlfs#quickstart"
_OBSTORE = "https://developmentseed.org/obstore/latest/"
_ADBC = "https://arrow.apache.org/adbc/current/python/api/adbc_driver_manager.html"
_UPATH = "https://universal-pathlib.readthedocs.io/en/latest/"
_CLOUDPATH = "https://cloudpathlib.drivendata.org/stable/api-reference/cloudpath/"
_SMART_OPEN = "https://github.com/piskvorky/smart_open"
_AIRFLOW = "https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/"
_RAGAS = "https://docs.ragas.io/en/stable/references/evaluate/"
_STORES = "S3Store GCSStore AzureStore HTTPStore"
_STORED = "copy delete get get_range get_ranges head list_with_delimiter put rename"
_ASK = "sends the request to the store and waits for the answer"
_QUERY = "sends the statement to the database and waits for the result"
_ROWS = "waits for rows from the database"
_CONNECTION = "adbc_driver_manager.dbapi.Connection"
_CURSOR = "adbc_driver_manager.dbapi.Cursor"
_DRIVERS = "manager sqlite postgresql snowflake flightsql bigquery"
_CONTENTS = "open read_text read_bytes write_text write_bytes rename replace"
_ASKED = "exists is_dir is_file stat mkdir touch unlink rmdir"
_JOINED = "__truediv__ joinpath parent with_name with_suffix absolute resolve"
_CLOUDS = "S3Path GSPath AzureBlobPath"
_HOOK = "airflow.hooks.base.BaseHook"
_LOOKED_UP = "looks it up in the metadata database or a secrets backend, and waits"

_FILES = "reads or writes files, often over the network"
_REMOTE = "sends requests to the store and waits for the answers"
_FILE_SYSTEM = "fsspec.spec.AbstractFileSystem"
_WHOLE = (
    "open cat cat_file cat_ranges pipe pipe_file read_text write_text read_bytes write_bytes head"
    " tail get get_file put put_file copy cp cp_file mv move rename download upload"
)
_LISTED = (
    "ls listdir info stat size sizes exists lexists isfile isdir find glob du disk_usage rm rm_file"
    " delete mkdir makedir makedirs mkdirs touch"
)
_ALL = f"{_WHOLE} {_LISTED} walk.__iter__"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="fsspec",
        packages=("fsspec",),
        blocks=(
            *methods(_FILE_SYSTEM, _WHOLE, Kind.FILE, _FILES, why=_FSSPEC),
            *methods(
                _FILE_SYSTEM,
                _LISTED,
                Kind.METADATA,
                "asks about files, makes directories or removes them",
                why=_FSSPEC,
            ),
            # A generator.
            Blocks(
                f"{_FILE_SYSTEM}.walk.__iter__",
                Kind.METADATA,
                "lists one directory after the other",
                why=_FSSPEC,
            ),
            *methods("fsspec.core.OpenFile", "open __enter__", Kind.FILE, _FILES, why=_FSSPEC),
        ),
        aliases={
            "fsspec.AbstractFileSystem": _FILE_SYSTEM,
            "fsspec.core.open": "fsspec.open",
            "fsspec.registry.filesystem": "fsspec.filesystem",
            "fsspec.url_to_fs": "fsspec.core.url_to_fs",
        },
        bases={
            "fsspec.implementations.local.LocalFileSystem": (_FILE_SYSTEM,),
            "fsspec.implementations.http.HTTPFileSystem": ("fsspec.asyn.AsyncFileSystem",),
            "fsspec.asyn.AsyncFileSystem": (_FILE_SYSTEM,),
            "huggingface_hub.HfFileSystem": (_FILE_SYSTEM,),
        },
        returns={
            "fsspec.filesystem": _FILE_SYSTEM,
            f"{_FILE_SYSTEM}.walk": f"{_FILE_SYSTEM}.walk",
            "fsspec.open": "fsspec.core.OpenFile",
            "fsspec.core.url_to_fs": f"tuple[{_FILE_SYSTEM}, str]",
        },
    ),
    Library(
        distribution="s3fs",
        packages=("s3fs",),
        blocks=methods("s3fs.S3FileSystem", _ALL, Kind.NETWORK, _REMOTE, why=_S3FS),
        aliases={"s3fs.core.S3FileSystem": "s3fs.S3FileSystem"},
        bases={"s3fs.S3FileSystem": (_FILE_SYSTEM,)},
        returns={"s3fs.S3FileSystem.walk": "s3fs.S3FileSystem.walk"},
    ),
    Library(
        distribution="gcsfs",
        packages=("gcsfs",),
        blocks=methods("gcsfs.core.GCSFileSystem", _ALL, Kind.NETWORK, _REMOTE, why=_GCSFS),
        bases={
            "gcsfs.GCSFileSystem": ("gcsfs.core.GCSFileSystem",),
            "gcsfs.core.GCSFileSystem": (_FILE_SYSTEM,),
        },
        returns={"gcsfs.core.GCSFileSystem.walk": "gcsfs.core.GCSFileSystem.walk"},
    ),
    Library(
        distribution="adlfs",
        packages=("adlfs",),
        blocks=methods("adlfs.AzureBlobFileSystem", _ALL, Kind.NETWORK, _REMOTE, why=_ADLFS),
        aliases={"adlfs.spec.AzureBlobFileSystem": "adlfs.AzureBlobFileSystem"},
        bases={"adlfs.AzureBlobFileSystem": (_FILE_SYSTEM,)},
        returns={"adlfs.AzureBlobFileSystem.walk": "adlfs.AzureBlobFileSystem.walk"},
    ),
    Library(
        distribution="obstore",
        packages=("obstore",),
        blocks=(
            *asking("obstore", _STORED, _OBSTORE, _ASK, twin="obstore.{}_async"),
            *(
                row
                for store in names("obstore.store", _STORES)
                for row in asking(store, _STORED, _OBSTORE, _ASK, twin=store + ".{}_async")
            ),
        ),
    ),
    Library(
        distribution="adbc-driver-manager",
        packages=tuple(f"adbc_driver_{name}" for name in _DRIVERS.split()),
        blocks=(
            *(
                Blocks(
                    f"adbc_driver_{name}.dbapi.connect",
                    Kind.DATABASE,
                    "opens a connection to the database",
                    why=_ADBC,
                )
                for name in _DRIVERS.split()
            ),
            *methods(
                _CONNECTION,
                "commit rollback execute adbc_get_objects adbc_get_table_schema",
                Kind.DATABASE,
                _QUERY,
                why=_ADBC,
            ),
            *methods(_CURSOR, "execute executemany adbc_ingest", Kind.DATABASE, _QUERY, why=_ADBC),
            *methods(
                _CURSOR,
                "fetchone fetchmany fetchall fetch_arrow_table fetch_df fetch_polars __next__",
                Kind.DATABASE,
                _ROWS,
                why=_ADBC,
            ),
        ),
        returns={
            **{f"adbc_driver_{name}.dbapi.connect": _CONNECTION for name in _DRIVERS.split()},
            f"{_CONNECTION}.cursor": _CURSOR,
            f"{_CONNECTION}.execute": _CURSOR,
            f"{_CURSOR}.execute": "Self",
        },
    ),
    Library(
        distribution="universal-pathlib",
        packages=("upath",),
        blocks=(
            *methods(
                "upath.UPath",
                _CONTENTS,
                Kind.FILE,
                "reads or writes files, often over the network",
                why=_UPATH,
            ),
            *methods("upath.UPath", _ASKED, Kind.METADATA, "asks about a file", why=_UPATH),
        ),
        aliases={"upath.core.UPath": "upath.UPath"},
        returns=returning("Self", "upath.UPath", _JOINED),
    ),
    Library(
        distribution="cloudpathlib",
        packages=("cloudpathlib",),
        blocks=asking(
            "cloudpathlib.CloudPath",
            f"{_CONTENTS} exists is_dir is_file stat touch unlink rmtree download_to upload_from"
            " copy copytree",
            _CLOUDPATH,
            _ASK,
        ),
        aliases={"cloudpathlib.cloudpath.CloudPath": "cloudpathlib.CloudPath"},
        bases=dict.fromkeys(names("cloudpathlib", _CLOUDS), ("cloudpathlib.CloudPath",)),
        returns=returning("Self", "cloudpathlib.CloudPath", _JOINED),
    ),
    Library(
        distribution="smart-open",
        packages=("smart_open",),
        blocks=(
            Blocks(
                "smart_open.open",
                Kind.FILE,
                "opens a file, often over the network",
                why=_SMART_OPEN,
            ),
        ),
        aliases={"smart_open.smart_open_lib.open": "smart_open.open"},
    ),
    Library(
        distribution="apache-airflow",
        packages=("airflow",),
        blocks=(
            *methods(
                "airflow.models.variable.Variable",
                "get set delete",
                Kind.DATABASE,
                _LOOKED_UP,
                why=_AIRFLOW + "deferring.html",
            ),
            *methods(
                _HOOK,
                "get_connection get_hook",
                Kind.DATABASE,
                _LOOKED_UP,
                twin=f"{_HOOK}.a{{}}",
                why=_AIRFLOW + "deferring.html",
            ),
        ),
        aliases={
            "airflow.models.Variable": "airflow.models.variable.Variable",
            "airflow.sdk.Variable": "airflow.models.variable.Variable",
            "airflow.sdk.definitions.variable.Variable": "airflow.models.variable.Variable",
            "airflow.sdk.BaseHook": _HOOK,
            "airflow.sdk.bases.hook.BaseHook": _HOOK,
            "airflow.providers.common.compat.sdk.BaseHook": _HOOK,
        },
    ),
    Library(
        distribution="ragas",
        packages=("ragas",),
        blocks=(
            Blocks(
                "ragas.evaluate",
                Kind.NETWORK,
                "asks models about every sample and waits for all answers",
                twin="ragas.aevaluate",
                why=_RAGAS,
            ),
        ),
        aliases={"ragas.evaluation.evaluate": "ragas.evaluate"},
    ),
    Library(
        distribution="walrus",
        packages=("walrus",),
        aliases={"walrus.database.Database": "walrus.Database"},
        bases={"walrus.Database": ("redis.Redis",)},
    ),
)
