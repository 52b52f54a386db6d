"""Platforms, sandboxes and services that clients ask over the network."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the service and waits for the response"
_MODEL = "sends the request to the model's service and waits for the answer"
_PAGE = "asks the service for the next page and waits for it"
_SANDBOX = "sends the command to the sandbox and waits for the answer"
_EVENT = "sends the event and waits for the answer"
_RUNS = "waits for what runs on the platform"
_POLLS = "asks again and again until it is done"
_UPDATES = "asks for updates until it is told to stop"
_HEALTH = "asks the sidecar until it is healthy"

_DAYTONA = "https://www.daytona.io/docs/en/python-sdk/"
_MODAL = "https://modal.com/docs/guide/async"
_SMITH = "https://github.com/langchain-ai/langsmith-sdk/tree/main/python"
_DATABRICKS = "https://databricks-sdk-py.readthedocs.io/en/latest/"
_UPSTASH = "https://upstash.com/docs/"
_ZEP = "https://github.com/getzep/zep-python"
_XAI = "https://github.com/xai-org/xai-sdk-python"
_ORACLE = "https://docs.oracle.com/en-us/iaas/tools/python/latest/api/landing.html"
_CCXT = "https://docs.ccxt.com/"
_SPOTIPY = "https://spotipy.readthedocs.io/en/latest/"
_DAPR = "https://github.com/dapr/python-sdk/tree/main/dapr"
_TELEBOT = "https://pytba.readthedocs.io/en/latest/sync_version/index.html"
_SOCKETIO = "https://python-socketio.readthedocs.io/en/stable/api.html"

_DAYTONA_METHODS = {
    "Daytona": "create get start stop delete",
    "Sandbox": "start stop delete recover archive fork pause resize refresh_data set_labels"
    " create_snapshot wait_for_sandbox_start wait_for_sandbox_stop get_user_home_dir get_work_dir"
    " set_autostop_interval create_signed_preview_url create_ssh_access",
    "_sync.filesystem.FileSystem": "create_folder delete_file download_file download_files"
    " find_files get_file_info list_files move_files replace_in_files search_files"
    " set_file_permissions upload_file upload_files",
    "_sync.process.Process": "exec code_run create_session get_session list_sessions"
    " delete_session get_session_command execute_session_command get_session_command_logs",
    "_sync.git.Git": "add branches clone commit push pull status checkout_branch create_branch",
    "_sync.code_interpreter.CodeInterpreter": "run_code create_context",
}
_REMOTE = (
    "Function.spawn Sandbox.create Sandbox.exec Sandbox.from_id Sandbox.poll Sandbox.terminate"
    " Sandbox.set_tags Sandbox.snapshot_filesystem App.lookup App.deploy FunctionCall.cancel"
    " Dict.get Dict.put Dict.pop Dict.contains Dict.len Queue.get Queue.put Queue.get_many"
    " Queue.put_many Queue.len Volume.commit Volume.reload Volume.listdir Volume.remove_file"
)
_MODAL_OBJECTS = "Function Dict Queue Volume"
_MODAL_WAITS = (
    "Function.remote FunctionCall.get Sandbox.wait container_process.ContainerProcess.wait"
    " io_streams.StreamReader.read"
)
_TWINS = (
    "create_project read_project create_dataset read_dataset create_example read_example read_run"
    " delete_dataset delete_project share_run run_is_shared get_prompt create_prompt push_prompt"
    " update_prompt delete_prompt list_prompts read_feedback delete_feedback"
    " create_annotation_queue add_runs_to_annotation_queue"
)
_OTHERS = (
    "create_examples update_feedback update_example delete_example has_project has_dataset"
    " upload_csv get_run_stats get_test_results evaluate"
)
_PAGES = "list_runs.__iter__ list_examples.__iter__ list_datasets.__iter__ list_projects.__iter__"
_THREAD, _USER = "zep_cloud.thread.client.ThreadClient", "zep_cloud.user.client.UserClient"
_GRAPH = "zep_cloud.graph.client.GraphClient"
_ZEP_METHODS = (
    (_THREAD, "create get delete add_messages get_summary", ""),
    (_THREAD, "get_context list list_messages", ">=4"),
    (_THREAD, "get_user_context add_messages_batch list_all", ">=3,<4"),
    (_GRAPH, "create get delete update clone warm", ""),
    (_GRAPH, "query search_edges search_nodes get_context list", ">=4"),
    (_GRAPH, "add add_batch search list_all", ">=3,<4"),
    (_USER, "get delete update get_node", ""),
    (_USER, "create list", ">=4"),
    (_USER, "add get_threads list_ordered", ">=3,<4"),
)
_SERVICE = "databricks.sdk.service"
_JOBS, _CLUSTERS = f"{_SERVICE}.jobs.JobsAPI", f"{_SERVICE}.compute.ClustersAPI"
_SERVING = f"{_SERVICE}.serving.ServingEndpointsAPI"
_SQL, _WAIT = f"{_SERVICE}.sql.StatementExecutionAPI", f"{_SERVICE}._internal.Wait"
_DATABRICKS_METHODS = {
    _JOBS: "create get update reset delete run_now submit get_run get_run_output cancel_run",
    _CLUSTERS: "create get start restart delete edit permanent_delete",
    _SERVING: "query get list create delete logs",
    f"{_SERVICE}.files.FilesAPI": "upload download delete get_metadata create_directory",
    f"{_SERVICE}.workspace.SecretsAPI": "get_secret put_secret delete_secret create_scope",
    _SQL: "execute_statement cancel_execution get_statement get_statement_result_chunk_n",
}
_ASKS = (
    "chat.Chat.sample chat.Chat.sample_batch chat.Chat.parse chat.Chat.defer"
    " chat.Chat.stream.__iter__ image.Client.sample image.Client.sample_batch"
    " tokenizer.Client.tokenize_text"
)
_OCI_CLIENTS = (
    "object_storage.ObjectStorageClient.* identity.IdentityClient.*"
    " generative_ai_inference.GenerativeAiInferenceClient.*"
)
_TRADES = (
    "fetch_ticker fetch_tickers fetch_order_book fetch_ohlcv fetch_trades fetch_my_trades"
    " fetch_balance fetch_order fetch_orders fetch_open_orders fetch_closed_orders fetch_positions"
    " fetch_markets fetch_currencies fetch_time fetch_status fetch_funding_rate fetch_deposits"
    " fetch_withdrawals create_order create_market_order create_limit_order create_limit_buy_order"
    " create_limit_sell_order create_market_buy_order create_market_sell_order edit_order"
    " cancel_order cancel_all_orders set_leverage set_margin_mode transfer withdraw"
)
_EXCHANGES = (
    "binance binanceus binanceusdm bybit okx kraken coinbase kucoin bitget gate mexc bitfinex htx"
    " bitstamp gemini deribit hyperliquid phemex poloniex upbit bithumb"
)
_BOT = (
    "send_message send_photo send_document send_audio send_video send_voice send_video_note"
    " send_animation send_sticker send_media_group send_location send_venue send_contact send_poll"
    " send_dice send_invoice send_chat_action reply_to forward_message copy_message delete_message"
    " delete_messages edit_message_text edit_message_caption edit_message_media pin_chat_message"
    " edit_message_reply_markup unpin_chat_message answer_callback_query answer_inline_query"
    " answer_pre_checkout_query answer_shipping_query set_message_reaction get_me get_file"
    " get_file_url download_file get_chat get_chat_member get_chat_administrators"
    " get_chat_member_count get_user_profile_photos ban_chat_member unban_chat_member"
    " create_chat_invite_link create_invoice_link set_my_commands set_webhook delete_webhook"
    " remove_webhook get_webhook_info get_updates leave_chat"
)
_SOCKETIO_METHODS = (
    ("Client", "connect", Kind.NETWORK, "connects to the server"),
    ("Client", "call", Kind.NETWORK, _EVENT),
    ("Client", "wait", Kind.WAIT, "waits until the connection ends"),
    ("SimpleClient", "connect", Kind.NETWORK, "connects to the server"),
    ("SimpleClient", "call", Kind.NETWORK, _EVENT),
    ("SimpleClient", "receive", Kind.WAIT, "waits for an event from the server"),
)
_STATE = (
    "invoke_method invoke_binding publish_event get_state get_bulk_state query_state save_state"
    " save_bulk_state execute_state_transaction delete_state get_secret get_bulk_secret"
    " get_configuration try_lock unlock get_metadata set_metadata converse_alpha1 shutdown"
)
_VECTORS = "query query_many upsert fetch update delete range reset info list_namespaces"
_LIST = "daytona.Daytona.list.__iter__"
_RUN_PAGES = "list.__iter__ list_runs.__iter__"
_COMMANDS = "Redis.* client.Pipeline.exec"
_SONGS = "Spotify.* SpotifyOAuth.refresh_access_token"
_LOOPS = "polling infinity_polling"
_DAPR_CLIENTS = "clients.DaprClient aio.clients.DaprClient"
_AIO_DAYTONA = "daytona.AsyncDaytona"
_AIO_RUNS, _AIO_EVALUATE = "langsmith.AsyncClient.{}", "langsmith.aevaluate"
_AIO_ZEP, _AIO_REDIS = "zep_cloud.AsyncZep", "upstash_redis.asyncio.Redis"
_AIO_INDEX, _AIO_CCXT = "upstash_vector.AsyncIndex.{}", "ccxt.async_support.Exchange.{}"
_AIO_BOT, _AIO_DAPR = "telebot.async_telebot.AsyncTeleBot.{}", "dapr.aio.clients.DaprClient.{}"
_WAITS = (
    "jobs.JobsAPI.run_now_and_wait jobs.JobsAPI.submit_and_wait _internal.Wait.result"
    " compute.ClustersAPI.create_and_wait compute.ClustersAPI.start_and_wait"
)
_STREAMS = (
    "Sandbox.stdout Sandbox.stderr container_process.ContainerProcess.stdout"
    " container_process.ContainerProcess.stderr"
)
_NO_COMMANDS = "from_env pipeline multi bitfield bitfield_ro close json search"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="daytona",
        packages=("daytona", "daytona_sdk"),
        blocks=(
            Blocks(_LIST, Kind.NETWORK, _PAGE, _AIO_DAYTONA, when=">=0.180", why=_DAYTONA),
            *(
                row
                for at, found in _DAYTONA_METHODS.items()
                for row in methods(
                    f"daytona.{at}", found, Kind.NETWORK, _SANDBOX, twin=_AIO_DAYTONA, why=_DAYTONA
                )
            ),
        ),
        aliases={"daytona_sdk": "daytona"},
        returns={
            **returning("daytona.Sandbox", "daytona", "Daytona.create Daytona.get Sandbox.fork"),
            "daytona.Daytona.list": "daytona.Daytona.list",
            _LIST: "collections.abc.Iterator[daytona.Sandbox]",
            "daytona.Sandbox.fs": "daytona._sync.filesystem.FileSystem",
            "daytona.Sandbox.process": "daytona._sync.process.Process",
            "daytona.Sandbox.git": "daytona._sync.git.Git",
            "daytona.Sandbox.code_interpreter": "daytona._sync.code_interpreter.CodeInterpreter",
        },
    ),
    Library(
        distribution="lightning-sdk",
        packages=("lightning_sdk",),
        blocks=methods(
            "lightning_sdk.Studio",
            "start stop delete duplicate switch_machine run run_with_exit_code run_and_detach"
            " upload_file upload_folder download_file download_folder run_job",
            Kind.NETWORK,
            "asks the platform and waits until it is done",
            why="https://lightning.ai/docs/overview/sdk-reference/studio",
        ),
        aliases={"lightning_sdk.studio.Studio": "lightning_sdk.Studio"},
    ),
    Library(
        distribution="modal",
        packages=("modal",),
        blocks=(
            *methods("modal", _REMOTE, Kind.NETWORK, _REQUEST, twin="modal.{}.aio", why=_MODAL),
            *methods("modal", _MODAL_WAITS, Kind.WAIT, _RUNS, twin="modal.{}.aio", why=_MODAL),
        ),
        aliases={"modal.functions": "modal", "modal.sandbox.Sandbox": "modal.Sandbox"},
        returns={
            **{f"modal.{name}.from_name": f"modal.{name}" for name in _MODAL_OBJECTS.split()},
            **returning("modal.FunctionCall", "modal", "Function.spawn FunctionCall.from_id"),
            **returning("modal.Sandbox", "modal.Sandbox", "create from_id"),
            "modal.App.lookup": "modal.App",
            "modal.App.function": "modal.Function",
            "modal.Sandbox.exec": "modal.container_process.ContainerProcess",
            **returning("modal.io_streams.StreamReader", "modal", _STREAMS),
        },
        transparent=("modal.App.function",),
    ),
    Library(
        distribution="langsmith",
        packages=("langsmith",),
        blocks=(
            *methods(
                "langsmith.Client", _TWINS, Kind.NETWORK, _REQUEST, twin=_AIO_RUNS, why=_SMITH
            ),
            *methods("langsmith.Client", _OTHERS, Kind.NETWORK, _REQUEST, why=_SMITH),
            *methods("langsmith.Client", _PAGES, Kind.NETWORK, _PAGE, why=_SMITH),
            Blocks("langsmith.evaluate", Kind.NETWORK, _REQUEST, _AIO_EVALUATE, why=_SMITH),
        ),
        aliases={
            "langsmith.client.Client": "langsmith.Client",
            "langsmith.evaluation.evaluate": "langsmith.evaluate",
            "langsmith.run_helpers.traceable": "langsmith.traceable",
        },
        transparent=("langsmith.traceable",),
        returns={
            f"langsmith.Client.{name}": f"langsmith.Client.{name}"
            for name in _PAGES.replace(".__iter__", "").split()
        },
    ),
    Library(
        distribution="zep-cloud",
        packages=("zep_cloud",),
        blocks=tuple(
            row
            for at, found, when in _ZEP_METHODS
            for row in methods(
                at, found, Kind.NETWORK, _REQUEST, twin=_AIO_ZEP, when=when, why=_ZEP
            )
        ),
        aliases={"zep_cloud.client.Zep": "zep_cloud.Zep"},
        returns={
            "zep_cloud.Zep.thread": _THREAD,
            "zep_cloud.Zep.graph": _GRAPH,
            "zep_cloud.Zep.user": _USER,
        },
    ),
    Library(
        distribution="databricks-sdk",
        packages=("databricks.sdk",),
        blocks=(
            *(
                row
                for owner, found in _DATABRICKS_METHODS.items()
                for row in methods(owner, found, Kind.NETWORK, _REQUEST, why=_DATABRICKS)
            ),
            *methods(_SERVICE, _WAITS, Kind.WAIT, _POLLS, why=_DATABRICKS + "wait.html"),
            *methods(_JOBS, _RUN_PAGES, Kind.NETWORK, _PAGE, why=_DATABRICKS + "pagination.html"),
        ),
        returns={
            "databricks.sdk.WorkspaceClient.jobs": _JOBS,
            "databricks.sdk.WorkspaceClient.clusters": _CLUSTERS,
            "databricks.sdk.WorkspaceClient.statement_execution": _SQL,
            "databricks.sdk.WorkspaceClient.files": f"{_SERVICE}.files.FilesAPI",
            "databricks.sdk.WorkspaceClient.secrets": f"{_SERVICE}.workspace.SecretsAPI",
            "databricks.sdk.WorkspaceClient.serving_endpoints": _SERVING,
            **returning(_WAIT, _JOBS, "run_now submit cancel_run"),
            **returning(_WAIT, _CLUSTERS, "create start restart delete edit"),
            **{name: name for name in names(_JOBS, "list list_runs")},
        },
    ),
    Library(
        distribution="xai-sdk",
        packages=("xai_sdk",),
        blocks=methods(
            "xai_sdk.sync", _ASKS, Kind.NETWORK, _MODEL, twin="xai_sdk.AsyncClient", why=_XAI
        ),
        returns={
            "xai_sdk.Client.chat": "xai_sdk.sync.chat.Client",
            "xai_sdk.Client.image": "xai_sdk.sync.image.Client",
            "xai_sdk.Client.tokenize": "xai_sdk.sync.tokenizer.Client",
            "xai_sdk.sync.chat.Client.create": "xai_sdk.sync.chat.Chat",
            "xai_sdk.sync.chat.Chat.stream": "xai_sdk.sync.chat.Chat.stream",
        },
    ),
    Library(
        distribution="oci",
        packages=("oci",),
        blocks=methods("oci", _OCI_CLIENTS, Kind.NETWORK, _REQUEST, why=_ORACLE),
    ),
    Library(
        distribution="upstash-vector",
        packages=("upstash_vector",),
        blocks=methods(
            "upstash_vector.Index", _VECTORS, Kind.DATABASE, _REQUEST, twin=_AIO_INDEX, why=_UPSTASH
        ),
        aliases={"upstash_vector.client": "upstash_vector"},
        returns={"upstash_vector.Index.from_env": "upstash_vector.Index"},
    ),
    Library(
        distribution="upstash-redis",
        packages=("upstash_redis",),
        blocks=methods(
            "upstash_redis", _COMMANDS, Kind.DATABASE, _REQUEST, twin=_AIO_REDIS, why=_UPSTASH
        ),
        aliases={"upstash_redis.client.Redis": "upstash_redis.Redis"},
        returns={
            "upstash_redis.Redis.from_env": "upstash_redis.Redis",
            **returning("upstash_redis.client.Pipeline", "upstash_redis.Redis", "pipeline multi"),
        },
        safe=names("upstash_redis.Redis", _NO_COMMANDS),
    ),
    Library(
        distribution="ccxt",
        packages=("ccxt",),
        blocks=methods("ccxt.Exchange", _TRADES, Kind.NETWORK, _REQUEST, twin=_AIO_CCXT, why=_CCXT),
        aliases={"ccxt.base.exchange.Exchange": "ccxt.Exchange"},
        bases=dict.fromkeys(names("ccxt", _EXCHANGES), ("ccxt.Exchange",)),
    ),
    Library(
        distribution="spotipy",
        packages=("spotipy",),
        blocks=methods("spotipy", _SONGS, Kind.NETWORK, _REQUEST, why=_SPOTIPY),
        aliases={"spotipy.client.Spotify": "spotipy.Spotify"},
        safe=("spotipy.Spotify.set_auth",),
    ),
    Library(
        distribution="pytelegrambotapi",
        packages=("telebot",),
        blocks=(
            *methods("telebot.TeleBot", _BOT, Kind.NETWORK, _REQUEST, twin=_AIO_BOT, why=_TELEBOT),
            *methods("telebot.TeleBot", _LOOPS, Kind.WAIT, _UPDATES, twin=_AIO_BOT, why=_TELEBOT),
        ),
    ),
    Library(
        distribution="python-socketio",
        packages=("socketio",),
        blocks=tuple(
            Blocks(f"socketio.{at}.{name}", kind, does, f"socketio.Async{at}.{name}", why=_SOCKETIO)
            for at, name, kind, does in _SOCKETIO_METHODS
        ),
    ),
    Library(
        distribution="dapr",
        packages=("dapr",),
        blocks=(
            *methods(
                "dapr.clients.DaprClient", _STATE, Kind.NETWORK, _REQUEST, twin=_AIO_DAPR, why=_DAPR
            ),
            *methods("dapr", _DAPR_CLIENTS, Kind.NETWORK, _HEALTH, why=_DAPR),
        ),
    ),
)
