"""Plain functions that frameworks call on the event loop itself, and not in a thread.

Each was looked up in the source of releases of the last two years; `tests/live/test_hooks.py` runs
those that are small and need no service. Left out is what is called before a
server serves or after it has: nobody waits for it.
"""

from __future__ import annotations

from asynclint.knowledge.entry import names
from asynclint.knowledge.library import Library

_VERBS = "get post put patch delete head options"

_NICEGUI_CLICKED = "button chip dropdown_button fab_action item menu_item"
_NICEGUI_CHANGED = (
    "checkbox codemirror color_input date editor input input_chips json_editor knob number"
    " pagination radio range rating select slider splitter switch tab_panels tabs textarea time"
    " toggle"
)
_NICEGUI_OTHERS = "card column html icon image label link row table tree upload"

_ASYNCSSH = "connection_made connection_lost begin_auth auth_completed validate_host_public_key"
_ASYNCSSH_SERVER = (
    f"{_ASYNCSSH} host_based_auth_supported validate_host_based_user public_key_auth_supported"
    " validate_public_key validate_ca_key password_auth_supported validate_password"
    " change_password kbdint_auth_supported get_kbdint_challenge validate_kbdint_response"
    " session_requested connection_requested server_requested"
)
_ASYNCSSH_CLIENT = (
    f"{_ASYNCSSH} auth_banner_received public_key_auth_requested password_auth_requested"
    " password_change_requested kbdint_auth_requested kbdint_challenge_received"
)
_AUTOBAHN = "onConnect onOpen onMessage onPing onPong onClose"
_CHAINLIT = (
    "on_chat_start on_chat_end on_chat_resume on_stop on_settings_update action_callback"
    " password_auth_callback header_auth_callback oauth_callback set_chat_profiles set_starters"
)
_TORNADO = (
    "set_default_headers get_current_user get_login_url get_user_locale check_xsrf_cookie"
    " compute_etag data_received on_connection_close log_exception get_template_namespace"
)
_LITESTAR = "get post put patch delete head route"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="mcp",
        packages=("mcp",),
        # In 2.0 the class is `mcp.server.mcpserver.MCPServer`, which uses threads.
        aliases={
            "mcp.server.FastMCP": "mcp.server.fastmcp.FastMCP",
            "mcp.server.fastmcp.server.FastMCP": "mcp.server.fastmcp.FastMCP",
        },
        schedules={"mcp.server.fastmcp.FastMCP.add_tool": 0},
        on_loop=names("mcp.server.fastmcp.FastMCP", "tool resource prompt"),
    ),
    Library(
        distribution="python-socketio, its hooks",
        packages=("socketio",),
        aliases={
            "socketio.async_client.AsyncClient": "socketio.AsyncClient",
            "socketio.async_namespace.AsyncClientNamespace": "socketio.AsyncClientNamespace",
            "socketio.async_namespace.AsyncNamespace": "socketio.AsyncNamespace",
            "socketio.async_server.AsyncServer": "socketio.AsyncServer",
        },
        schedules=dict.fromkeys(names("socketio", "AsyncServer.on AsyncClient.on"), 1),
        on_loop=(
            *names("socketio.AsyncServer", "on event"),
            *names("socketio.AsyncClient", "on event"),
            *names("socketio.AsyncNamespace", "on_connect on_disconnect"),
            *names("socketio.AsyncClientNamespace", "on_connect on_disconnect on_connect_error"),
        ),
    ),
    Library(
        distribution="litestar, its handlers",
        packages=("litestar",),
        aliases={f"litestar.handlers.{verb}": f"litestar.{verb}" for verb in _LITESTAR.split()},
        on_loop=names("litestar", _LITESTAR),
        threaded=dict.fromkeys(names("litestar", _LITESTAR), "sync_to_thread"),
    ),
    Library(
        distribution="python-engineio",
        packages=("engineio",),
        on_loop=("engineio.AsyncServer.on", "engineio.AsyncClient.on"),
    ),
    Library(
        distribution="nicegui, its hooks",
        packages=("nicegui",),
        bases=dict.fromkeys(
            names("nicegui.ui", f"{_NICEGUI_CLICKED} {_NICEGUI_CHANGED} {_NICEGUI_OTHERS}"),
            ("nicegui.element.Element",),
        ),
        schedules={
            **dict.fromkeys(names("nicegui.ui", _NICEGUI_CLICKED), "on_click"),
            **dict.fromkeys(names("nicegui.ui", _NICEGUI_CHANGED), "on_change"),
            **dict.fromkeys(names("nicegui.ui", "table tree"), "on_select"),
            "nicegui.ui.keyboard": "on_key",
            "nicegui.ui.upload": "on_upload",
            "nicegui.element.Element.on": 1,
            **dict.fromkeys(names("nicegui.ui", "button.on_click chip.on_click item.on_click"), 0),
            **dict.fromkeys(names("nicegui.app", "on_connect on_disconnect on_exception"), 0),
        },
    ),
    Library(
        distribution="sanic, its hooks",
        packages=("sanic",),
        schedules=dict.fromkeys(names("sanic", "Sanic.add_route Blueprint.add_route"), 0),
        on_loop=(
            *names("sanic.Sanic", "signal after_server_start before_server_stop"),
            *names("sanic.Blueprint", "signal after_server_start before_server_stop"),
            *names("sanic.Blueprint", "middleware on_request on_response exception"),
            *names("sanic.views.HTTPMethodView", _VERBS),
        ),
    ),
    Library(
        distribution="tornado, its hooks",
        packages=("tornado",),
        on_loop=(
            *names("tornado.web.RequestHandler", _TORNADO),
            *names("tornado.websocket.WebSocketHandler", "check_origin select_subprotocol on_ping"),
            "tornado.websocket.WebSocketHandler.get_compression_options",
        ),
    ),
    Library(
        distribution="jupyter_server",
        packages=("jupyter_server",),
        bases={
            "jupyter_server.base.handlers.APIHandler": (
                "jupyter_server.base.handlers.JupyterHandler",
            ),
            "jupyter_server.base.handlers.JupyterHandler": (
                "jupyter_server.base.handlers.AuthenticatedHandler",
            ),
            "jupyter_server.base.handlers.AuthenticatedHandler": ("tornado.web.RequestHandler",),
        },
    ),
    Library(
        distribution="blacksheep",
        packages=("blacksheep",),
        aliases={
            "blacksheep.server.Application": "blacksheep.Application",
            "blacksheep.server.application.Application": "blacksheep.Application",
            "blacksheep.server.routing.Router": "blacksheep.Router",
        },
        returns={"blacksheep.Application.router": "blacksheep.Router"},
        on_loop=(
            *names("blacksheep", _VERBS),
            *names("blacksheep.Router", _VERBS),
            *names("blacksheep.server.controllers", _VERBS),
        ),
    ),
    Library(distribution="chainlit", packages=("chainlit",), on_loop=names("chainlit", _CHAINLIT)),
    Library(
        distribution="shiny",
        packages=("shiny",),
        aliases={"shiny.express.render": "shiny.render"},
        on_loop=(
            *names("shiny.reactive", "calc effect event"),
            *names("shiny.render", "code data_frame express image plot table text ui"),
        ),
    ),
    Library(distribution="reflex", packages=("reflex",), on_loop=("reflex.event",)),
    Library(
        distribution="discord.py, its hooks",
        packages=("discord",),
        schedules={"discord.ext.commands.check": 0, "discord.app_commands.check": 0},
        on_loop=(
            *names("discord.ext.commands.Bot", "check check_once"),
            *names("discord.ext.commands.Cog", "cog_check bot_check bot_check_once"),
        ),
    ),
    Library(
        distribution="python-telegram-bot",
        packages=("telegram",),
        on_loop=names("telegram.ext.filters", "MessageFilter.filter UpdateFilter.filter"),
    ),
    Library(
        distribution="slixmpp",
        packages=("slixmpp",),
        bases={
            **dict.fromkeys(
                names("slixmpp", "ClientXMPP ComponentXMPP"), ("slixmpp.basexmpp.BaseXMPP",)
            ),
            "slixmpp.basexmpp.BaseXMPP": ("slixmpp.xmlstream.XMLStream",),
        },
        schedules={"slixmpp.xmlstream.XMLStream.add_event_handler": 1},
    ),
    Library(
        distribution="semantic-kernel",
        packages=("semantic_kernel",),
        on_loop=("semantic_kernel.functions.kernel_function",),
    ),
    Library(
        distribution="websockets, its hooks",
        packages=("websockets",),
        schedules=dict.fromkeys(
            ("websockets.serve", "websockets.asyncio.server.serve"), "process_request"
        ),
    ),
    Library(
        distribution="autobahn",
        packages=("autobahn",),
        on_loop=(
            *names("autobahn.asyncio.websocket.WebSocketServerProtocol", _AUTOBAHN),
            *names("autobahn.asyncio.websocket.WebSocketClientProtocol", _AUTOBAHN),
        ),
    ),
    Library(
        distribution="aiortc",
        packages=("aiortc",),
        returns={"aiortc.RTCPeerConnection.createDataChannel": "aiortc.RTCDataChannel"},
        on_loop=("aiortc.RTCPeerConnection.on", "aiortc.RTCDataChannel.on"),
    ),
    Library(
        distribution="livekit",
        packages=("livekit.rtc",),
        on_loop=("livekit.rtc.Room.on", "livekit.rtc.Room.once"),
    ),
    Library(
        distribution="asyncssh",
        packages=("asyncssh",),
        bases=dict.fromkeys(
            names("asyncssh", "SSHClientSession SSHServerSession SSHTCPSession"),
            ("asyncssh.session.SSHSession",),
        ),
        on_loop=(
            *names("asyncssh.SSHServer", _ASYNCSSH_SERVER),
            *names("asyncssh.SSHClient", _ASYNCSSH_CLIENT),
            *names("asyncssh.session.SSHSession", "connection_made connection_lost"),
            *names("asyncssh.session.SSHSession", "session_started data_received eof_received"),
            *names("asyncssh.SSHServerSession", "pty_requested shell_requested exec_requested"),
            *names("asyncssh.SSHServerSession", "subsystem_requested signal_received"),
            *names("asyncssh.SSHClientSession", "exit_status_received exit_signal_received"),
        ),
    ),
    Library(
        distribution="asyncpg, its hooks",
        packages=("asyncpg",),
        schedules={
            "asyncpg.Connection.add_listener": 1,
            **dict.fromkeys(
                names("asyncpg.Connection", "add_log_listener add_termination_listener"), 0
            ),
        },
    ),
    Library(
        distribution="aiokafka, its hooks",
        packages=("aiokafka",),
        aliases={"aiokafka.abc.ConsumerRebalanceListener": "aiokafka.ConsumerRebalanceListener"},
        on_loop=names(
            "aiokafka.ConsumerRebalanceListener", "on_partitions_assigned on_partitions_revoked"
        ),
    ),
    Library(
        distribution="bleak",
        packages=("bleak",),
        schedules={"bleak.BleakClient.start_notify": 1},
    ),
    Library(
        distribution="beanie",
        packages=("beanie",),
        on_loop=("beanie.before_event", "beanie.after_event"),
    ),
    Library(
        distribution="aiocron",
        packages=("aiocron",),
        schedules={"aiocron.crontab": 1},
        on_loop=("aiocron.crontab",),
    ),
)
