"""Slow hashes and keys, some stores, pages of PDFs, notebooks and their kernels."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_HASH = "computes a hash that is made to be slow"
_DERIVE = "derives a key, which is made to be slow"
_COMMAND = "asks the server and waits for the reply"
_SQL = "runs SQL, and waits for the disk and for other connections"
_KERNEL = "starts or stops the kernel and waits for it"
_CELLS = "runs cells in a kernel and waits for them"

_KDF = "https://www.pycryptodome.org/src/protocol/kdf"
_REDISVL = "https://docs.redisvl.com/en/stable/api/"
_AEROSPIKE = "https://aerospike-python-client.readthedocs.io/en/latest/client.html"
_GLIDE = "https://github.com/valkey-io/valkey-glide/tree/main/python/glide-sync"
_CIPHER = "https://github.com/coleifer/sqlcipher3"
_NBCLIENT = "https://nbclient.readthedocs.io/en/latest/client.html"
_NBCONVERT = "https://nbconvert.readthedocs.io/en/latest/api/"
_JUPYTER = "https://jupyter-client.readthedocs.io/en/stable/api/"

_INDEX = "redisvl.index.SearchIndex"
_ASYNC = "redisvl.index.AsyncSearchIndex"
_SEARCHES = (
    "from_existing create delete clear drop_keys drop_documents expire_keys load fetch aggregate"
    " batch_search search batch_query query listall exists info"
)
_CACHE = "redisvl.extensions.cache.llm.SemanticCache"
_VECTORS = "redisvl.extensions.cache.embeddings.EmbeddingsCache"
_CACHED = (
    "get get_by_key set exists exists_by_key drop drop_by_key mget mget_by_keys mset mexists"
    " mexists_by_keys mdrop mdrop_by_keys clear expire"
)
_MESSAGES = "redisvl.extensions.message_history.MessageHistory"
_RELEVANT = "redisvl.extensions.message_history.SemanticMessageHistory"
_HISTORY = "clear delete drop count get_recent store add_messages add_message"
_ROUTER = "redisvl.extensions.router.SemanticRouter"
_ROUTES = "__call__ route_many add_route remove_route delete clear from_existing"
_RECORDS = (
    "append apply batch_apply batch_operate batch_remove batch_read batch_write exists get"
    " increment operate operate_ordered prepend put remove remove_bin select touch truncate commit"
    " abort query_apply scan_apply info_all info_random_node info_single_node job_info udf_get"
    " udf_list udf_put udf_remove index_remove"
)
_LOCAL = (
    "close get_statistics try_get_pubsub_message subscribe_lazy psubscribe_lazy unsubscribe_lazy"
    " punsubscribe_lazy rdma_available rdma_usable rdma_checksum register_rdma_region"
    " scoped_connection get_cache_entry_count get_cache_evictions get_cache_expirations"
    " get_cache_hit_rate get_cache_miss_rate get_cache_total_lookups"
)
_CLIENT = "jupyter_client.BlockingKernelClient"
_ACLIENT = "jupyter_client.AsyncKernelClient"
_EXECUTOR = "nbconvert.preprocessors.ExecutePreprocessor"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pwdlib",
        packages=("pwdlib",),
        blocks=methods(
            "pwdlib",
            "PasswordHash.hash PasswordHash.verify PasswordHash.verify_and_update"
            " hashers.argon2.Argon2Hasher.hash hashers.argon2.Argon2Hasher.verify"
            " hashers.bcrypt.BcryptHasher.hash hashers.bcrypt.BcryptHasher.verify",
            Kind.CPU,
            _HASH,
            why="https://frankie567.github.io/pwdlib/reference/pwdlib/",
        ),
        returns={"pwdlib.PasswordHash.recommended": "pwdlib.PasswordHash"},
    ),
    Library(
        distribution="pynacl",
        packages=("nacl",),
        blocks=methods(
            "nacl.pwhash",
            "str verify argon2i.str argon2i.kdf argon2id.verify argon2id.kdf scrypt.str"
            " scrypt.verify scrypt.kdf",
            Kind.CPU,
            _HASH,
            why="https://pynacl.readthedocs.io/en/latest/api/pwhash/",
        ),
        aliases={
            "nacl.pwhash.argon2id.str": "nacl.pwhash.str",
            "nacl.pwhash.argon2i.verify": "nacl.pwhash.argon2id.verify",
            "nacl.pwhash.kdf_scryptsalsa208sha256": "nacl.pwhash.scrypt.kdf",
            "nacl.pwhash.scryptsalsa208sha256_str": "nacl.pwhash.scrypt.str",
            "nacl.pwhash.verify_scryptsalsa208sha256": "nacl.pwhash.scrypt.verify",
        },
    ),
    *(
        Library(
            distribution=distribution,
            packages=(package,),
            blocks=(
                Blocks(
                    f"{package}.Protocol.KDF.PBKDF2",
                    Kind.CPU,
                    _DERIVE,
                    unless=(Unless("count", 3, (None,), by_default=True, below=10_000),),
                    why=_KDF,
                ),
                Blocks(
                    f"{package}.Protocol.KDF.scrypt",
                    Kind.CPU,
                    _DERIVE,
                    unless=(Unless("N", 3, (), below=1024),),
                    why=_KDF,
                ),
                Blocks(
                    f"{package}.Protocol.KDF.bcrypt",
                    Kind.CPU,
                    _HASH,
                    unless=(Unless("cost", 1, (), below=9),),
                    why=_KDF,
                ),
                Blocks(f"{package}.Protocol.KDF.bcrypt_check", Kind.CPU, _HASH, why=_KDF),
                Blocks(
                    f"{package}.PublicKey.RSA.generate",
                    Kind.CPU,
                    "searches for large primes",
                    why="https://www.pycryptodome.org/src/public_key/rsa",
                ),
            ),
        )
        for distribution, package in (("pycryptodome", "Crypto"), ("pycryptodomex", "Cryptodome"))
    ),
    Library(
        distribution="redisvl",
        packages=("redisvl",),
        blocks=(
            *methods(_INDEX, _SEARCHES, Kind.DATABASE, _COMMAND, twin=_ASYNC + ".{}", why=_REDISVL),
            Blocks(
                _INDEX + ".paginate.__iter__",
                Kind.DATABASE,
                _COMMAND,
                twin=_ASYNC + ".paginate",
                why=_REDISVL,
            ),
            *methods(
                "redisvl.extensions",
                "cache.llm.SemanticCache message_history.MessageHistory"
                " message_history.SemanticMessageHistory router.SemanticRouter",
                Kind.DATABASE,
                "creates the index on the server",
                unless=(Unless("create_index", None, (False,), later=True),),
                why=_REDISVL,
            ),
            *methods(
                _CACHE,
                "check store update clear delete drop expire",
                Kind.DATABASE,
                _COMMAND,
                twin=_CACHE + ".a{}",
                why=_REDISVL,
            ),
            *methods(
                _VECTORS, _CACHED, Kind.DATABASE, _COMMAND, twin=_VECTORS + ".a{}", why=_REDISVL
            ),
            *methods(_MESSAGES, _HISTORY, Kind.DATABASE, _COMMAND, why=_REDISVL),
            *methods(_RELEVANT, _HISTORY, Kind.DATABASE, _COMMAND, why=_REDISVL),
            Blocks(_RELEVANT + ".get_relevant", Kind.DATABASE, _COMMAND, why=_REDISVL),
            *methods(_ROUTER, _ROUTES, Kind.DATABASE, _COMMAND, why=_REDISVL),
        ),
        aliases={
            "redisvl.index.index": "redisvl.index",
            "redisvl.extensions.cache.llm.semantic.SemanticCache": _CACHE,
            "redisvl.extensions.llmcache.SemanticCache": _CACHE,
            "redisvl.extensions.router.semantic.SemanticRouter": _ROUTER,
        },
        returns={
            **returning(_INDEX, _INDEX, "from_yaml from_dict from_existing"),
            **returning(_ASYNC, _ASYNC, "from_yaml from_dict from_existing"),
            _INDEX + ".paginate": _INDEX + ".paginate",
            _ROUTER + ".from_existing": _ROUTER,
        },
        asynchronous=(_ASYNC,),
    ),
    Library(
        distribution="aerospike",
        packages=("aerospike",),
        blocks=(
            Blocks(
                "aerospike.client",
                Kind.DATABASE,
                "connects to the nodes of the cluster",
                when=">=10",
                why="https://aerospike.com/docs/develop/client/python/connect",
            ),
            *methods("aerospike.Client", _RECORDS, Kind.DATABASE, _COMMAND, why=_AEROSPIKE),
            *methods(
                "aerospike",
                "Query.results Query.foreach Query.execute_background Scan.results Scan.foreach"
                " Scan.execute_background",
                Kind.DATABASE,
                _COMMAND,
                why=_AEROSPIKE,
            ),
        ),
        returns={
            "aerospike.client": "aerospike.Client",
            "aerospike.Client.connect": "Self",
            "aerospike.Client.query": "aerospike.Query",
            "aerospike.Client.scan": "aerospike.Scan",
        },
    ),
    Library(
        distribution="valkey-glide-sync",
        packages=("glide_sync",),
        blocks=(
            Blocks(
                "glide_sync.GlideClient.*",
                Kind.DATABASE,
                _COMMAND,
                twin="glide.GlideClient",
                why=_GLIDE,
            ),
            Blocks(
                "glide_sync.GlideClusterClient.*",
                Kind.DATABASE,
                _COMMAND,
                twin="glide.GlideClusterClient",
                why=_GLIDE,
            ),
        ),
        aliases={"glide_sync.glide_client": "glide_sync"},
        returns={
            "glide_sync.GlideClient.create": "glide_sync.GlideClient",
            "glide_sync.GlideClusterClient.create": "glide_sync.GlideClusterClient",
        },
        safe=(
            *names("glide_sync.GlideClient", _LOCAL),
            *names("glide_sync.GlideClusterClient", _LOCAL + " ssubscribe_lazy sunsubscribe_lazy"),
        ),
    ),
    *(
        Library(
            distribution=package,
            packages=(package,),
            blocks=(
                Blocks(
                    f"{package}.dbapi2.connect",
                    Kind.DATABASE,
                    "opens a database file",
                    unless=(Unless("database", 0, (":memory:",)),),
                    why=_CIPHER,
                ),
                *methods(
                    f"{package}.dbapi2",
                    "Connection.execute Connection.executemany Connection.executescript"
                    " Connection.commit Connection.rollback Connection.__exit__ Cursor.execute"
                    " Cursor.executemany Cursor.executescript Cursor.fetchone Cursor.fetchmany"
                    " Cursor.fetchall Cursor.__iter__ Cursor.__next__",
                    Kind.DATABASE,
                    _SQL,
                    why=_CIPHER,
                ),
            ),
            aliases={f"{package}.{name}": f"{package}.dbapi2.{name}" for name in others},
            returns={
                f"{package}.dbapi2.connect": f"{package}.dbapi2.Connection",
                f"{package}.dbapi2.Connection.cursor": f"{package}.dbapi2.Cursor",
                f"{package}.dbapi2.Connection.execute": f"{package}.dbapi2.Cursor",
                f"{package}.dbapi2.Cursor.execute": "Self",
            },
        )
        for package, others in (
            ("sqlcipher3", ("connect", "Connection", "Cursor")),
            ("pysqlcipher3", ()),
        )
    ),
    Library(
        distribution="pdf2image",
        packages=("pdf2image",),
        blocks=methods(
            "pdf2image",
            "convert_from_path convert_from_bytes pdfinfo_from_path pdfinfo_from_bytes",
            Kind.SUBPROCESS,
            "runs a program of poppler and waits for it",
            why="https://pdf2image.readthedocs.io/en/latest/reference.html",
        ),
        aliases={"pdf2image.pdf2image": "pdf2image"},
    ),
    Library(
        distribution="nbclient",
        packages=("nbclient",),
        blocks=(
            *methods(
                "nbclient.NotebookClient",
                "execute execute_cell setup_kernel start_new_kernel start_new_kernel_client",
                Kind.SUBPROCESS,
                _CELLS,
                twin="nbclient.NotebookClient.async_{}",
                why=_NBCLIENT,
            ),
            Blocks(
                "nbclient.execute",
                Kind.SUBPROCESS,
                _CELLS,
                twin="nbclient.NotebookClient.async_execute",
                why=_NBCLIENT,
            ),
        ),
        aliases={"nbclient.client": "nbclient"},
    ),
    Library(
        distribution="nbconvert",
        packages=("nbconvert",),
        blocks=(
            Blocks(
                _EXECUTOR + ".preprocess",
                Kind.SUBPROCESS,
                _CELLS,
                twin="nbclient.NotebookClient.async_execute",
                why=_NBCONVERT + "preprocessors.html",
            ),
            *methods(
                "nbconvert.Exporter",
                "from_notebook_node from_filename from_file",
                Kind.CPU,
                "renders the notebook with a template",
                why=_NBCONVERT + "exporters.html",
            ),
        ),
        aliases={
            "nbconvert.exporters": "nbconvert",
            "nbconvert.exporters.base": "nbconvert",
            "nbconvert.preprocessors.execute.ExecutePreprocessor": _EXECUTOR,
        },
        bases={
            _EXECUTOR: ("nbclient.NotebookClient",),
            "nbconvert.HTMLExporter": ("nbconvert.Exporter",),
        },
        returns={"nbconvert.get_exporter": "type[nbconvert.Exporter]"},
    ),
    Library(
        distribution="jupyter-client",
        packages=("jupyter_client",),
        blocks=(
            *methods(
                _CLIENT,
                "get_shell_msg get_iopub_msg get_stdin_msg get_control_msg wait_for_ready"
                " execute_interactive",
                Kind.WAIT,
                "waits for the kernel to answer",
                twin=_ACLIENT + ".{}",
                unless=(Unless("timeout", None, (0,)),),
                why=_JUPYTER + "client.html",
            ),
            *methods(
                _CLIENT,
                "execute history complete inspect kernel_info comm_info shutdown",
                Kind.WAIT,
                "waits for the kernel to answer",
                twin=_ACLIENT + ".{}",
                unless=(Unless("reply", None, (False,), strict=True, by_default=True),),
                why=_JUPYTER + "client.html",
            ),
            *methods(
                "jupyter_client",
                "KernelManager.start_kernel KernelManager.shutdown_kernel"
                " KernelManager.restart_kernel MultiKernelManager.start_kernel"
                " MultiKernelManager.shutdown_kernel MultiKernelManager.restart_kernel"
                " MultiKernelManager.shutdown_all",
                Kind.SUBPROCESS,
                _KERNEL,
                twin="jupyter_client.Async{}",
                why=_JUPYTER + "manager.html",
            ),
            *methods(
                "jupyter_client",
                "manager.start_new_kernel run_kernel",
                Kind.SUBPROCESS,
                _KERNEL,
                twin="jupyter_client.manager.start_new_async_kernel",
                why=_JUPYTER + "manager.html",
            ),
        ),
        aliases={
            "jupyter_client.blocking": "jupyter_client",
            "jupyter_client.asynchronous.AsyncKernelClient": _ACLIENT,
            "jupyter_client.manager.KernelManager": "jupyter_client.KernelManager",
            "jupyter_client.manager.AsyncKernelManager": "jupyter_client.AsyncKernelManager",
            "jupyter_client.manager.run_kernel": "jupyter_client.run_kernel",
        },
        returns={
            "jupyter_client.KernelManager.client": _CLIENT,
            "jupyter_client.AsyncKernelManager.client": _ACLIENT,
            "jupyter_client.manager.start_new_kernel": (
                f"tuple[jupyter_client.KernelManager, {_CLIENT}]"
            ),
            "jupyter_client.run_kernel": f"contextlib.AbstractContextManager[{_CLIENT}]",
        },
        asynchronous=names(
            "jupyter_client", "AsyncKernelClient AsyncKernelManager AsyncMultiKernelManager"
        ),
    ),
)
