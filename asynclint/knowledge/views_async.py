"""Who serves requests in frameworks that are asynchronous, in older ones of no family, and behind
the bare interfaces of servers."""

from __future__ import annotations

from asynclint.knowledge.entry import Role, Serves
from asynclint.knowledge.library import Library
from asynclint.knowledge.views import HTTP, bases, decorators, takers

_VIEW, _HOOK, _LIFESPAN = Role.VIEW, Role.HOOK, Role.LIFESPAN

# ------------------------------------------------------------ Starlette and its kin

_STARLETTES = "starlette.applications.Starlette fastapi.FastAPI"
_ROUTERS = "starlette.routing.Router fastapi.APIRouter"
_BOTH = f"{_STARLETTES} {_ROUTERS}"
_FASTAPIS = "fastapi.FastAPI fastapi.APIRouter"
_TASKS = "starlette.background.BackgroundTasks fastapi.BackgroundTasks"

_STARLETTE = (
    *decorators("fastapi", _FASTAPIS, HTTP + " api_route", _VIEW),
    *decorators("fastapi", _FASTAPIS, "websocket", Role.WEBSOCKET),
    *takers("fastapi", _FASTAPIS, "add_api_route", _VIEW, 1, "endpoint"),
    *takers("fastapi", _FASTAPIS, "add_api_websocket_route", Role.WEBSOCKET, 1, "endpoint"),
    *takers(
        "fastapi",
        "fastapi fastapi.param_functions fastapi.params",
        "Depends Security",
        Role.DEPENDENCY,
        0,
        "dependency",
        methods="__init__",
    ),
    *takers("fastapi", "fastapi.routing", "APIRoute", _VIEW, 1, "endpoint"),
    *takers("fastapi", "fastapi.routing", "APIWebSocketRoute", Role.WEBSOCKET, 1, "endpoint"),
    *decorators("starlette", _BOTH, "route", _VIEW),
    *decorators("starlette", _BOTH, "websocket_route", Role.WEBSOCKET),
    *decorators("starlette", _STARLETTES, "middleware", Role.MIDDLEWARE),
    *decorators("starlette", _STARLETTES, "exception_handler", _HOOK),
    *decorators("starlette", _BOTH, "on_event", _LIFESPAN),
    *takers("starlette", _BOTH, "add_event_handler", _LIFESPAN, 1, "func"),
    *takers("starlette", _BOTH, "add_route", _VIEW, 1, "route", "endpoint", methods=HTTP),
    *takers("starlette", _BOTH, "add_websocket_route", Role.WEBSOCKET, 1, "route", "endpoint"),
    *takers("starlette", _BOTH, "mount", _VIEW, 1, "app"),
    *takers("starlette", _STARLETTES, "add_exception_handler", _HOOK, 1, "handler"),
    *takers(
        "starlette",
        _STARLETTES,
        "add_middleware",
        Role.MIDDLEWARE,
        0,
        "middleware_class",
        methods="__call__ dispatch",
    ),
    *takers(
        "starlette",
        "starlette.middleware fastapi.middleware",
        "Middleware",
        Role.MIDDLEWARE,
        0,
        "cls",
        methods="__call__ dispatch",
    ),
    *(
        Serves(name, "starlette", role, takes)
        for name in (*_STARLETTES.split(), *_ROUTERS.split())
        for role, takes in (
            (_LIFESPAN, ("lifespan", "on_startup", "on_shutdown")),
            (_HOOK, ("exception_handlers",)),
        )
    ),
    *takers("starlette", "starlette.routing", "Route", _VIEW, 1, "endpoint", methods=HTTP),
    *takers("starlette", "starlette.routing", "WebSocketRoute", Role.WEBSOCKET, 1, "endpoint"),
    *takers("starlette", "starlette.routing", "Mount Host", _VIEW, 1, "app"),
    *takers("starlette", _TASKS, "add_task", Role.BACKGROUND, 0, "func"),
    *takers("starlette", "starlette.background", "BackgroundTask", Role.BACKGROUND, 0, "func"),
    *bases("starlette", "starlette.endpoints", "HTTPEndpoint", HTTP + " dispatch"),
    *bases(
        "starlette",
        "starlette.endpoints",
        "WebSocketEndpoint",
        "on_connect on_receive on_disconnect dispatch",
        Role.WEBSOCKET,
    ),
    *bases(
        "starlette",
        "starlette.middleware.base fastapi.middleware.base",
        "BaseHTTPMiddleware",
        "dispatch",
        Role.MIDDLEWARE,
    ),
    *bases(
        "starlette",
        "starlette.authentication",
        "AuthenticationBackend",
        "authenticate",
        Role.MIDDLEWARE,
    ),
)

_LITESTARS = "litestar.Litestar litestar.Router litestar.app.Litestar litestar.router.Router"
_LITESTAR = (
    *decorators(
        "litestar", "litestar litestar.handlers", "get post put patch delete head route", _VIEW
    ),
    *decorators(
        "litestar",
        "litestar litestar.handlers",
        "websocket websocket_listener websocket_stream",
        Role.WEBSOCKET,
    ),
    *decorators("litestar", "litestar litestar.handlers", "asgi", _VIEW),
    *(
        Serves(name, "litestar", role, takes, "__call__")
        for name in _LITESTARS.split()
        for role, takes in (
            (_LIFESPAN, ("on_startup", "on_shutdown", "lifespan")),
            (_HOOK, ("before_request", "after_request", "after_response", "exception_handlers")),
            (Role.MIDDLEWARE, ("middleware",)),
            (Role.DEPENDENCY, ("guards",)),
        )
    ),
    *takers("litestar", "litestar.di", "Provide", Role.DEPENDENCY, 0, "dependency"),
    *takers("litestar", "litestar.background_tasks", "BackgroundTask", Role.BACKGROUND, 0, "fn"),
    *bases(
        "litestar",
        "litestar.middleware litestar.middleware.base litestar.middleware.authentication",
        "AbstractMiddleware MiddlewareProtocol ASGIMiddleware AbstractAuthenticationMiddleware",
        "__call__ handle authenticate_request",
        Role.MIDDLEWARE,
    ),
)

# ------------------------------------------------------------ aiohttp

_ADDS = "get post put patch delete head options"
_AIOHTTP = (
    *takers("aiohttp", "aiohttp.web", _ADDS + " view", _VIEW, 1, "handler", methods=HTTP),
    *takers("aiohttp", "aiohttp.web", "route", _VIEW, 2, "handler", methods=HTTP),
    *decorators("aiohttp", "aiohttp.web.RouteTableDef", _ADDS + " route view", _VIEW),
    *(
        row
        for owner in ("aiohttp.web.Application.router", "aiohttp.web.UrlDispatcher")
        for row in (
            *takers(
                "aiohttp",
                owner,
                " ".join(f"add_{verb}" for verb in _ADDS.split()) + " add_view",
                _VIEW,
                1,
                "handler",
                methods=HTTP,
            ),
            *takers("aiohttp", owner, "add_route", _VIEW, 2, "handler", methods=HTTP),
        )
    ),
    *decorators("aiohttp", "aiohttp.web", "middleware", Role.MIDDLEWARE),
    Serves("aiohttp.web.Application", "aiohttp", Role.MIDDLEWARE, ("middlewares",), "__call__"),
    *takers("aiohttp", "aiohttp.web.Application.middlewares", "append", Role.MIDDLEWARE, 0),
    *(
        Serves(f"aiohttp.web.Application.{when}.append", "aiohttp", role, (0,), "__call__")
        for when, role in (
            ("on_startup", _LIFESPAN),
            ("on_shutdown", _LIFESPAN),
            ("on_cleanup", _LIFESPAN),
            ("cleanup_ctx", _LIFESPAN),
            ("on_response_prepare", _HOOK),
        )
    ),
    *bases("aiohttp", "aiohttp.web", "View", HTTP),
)

# ------------------------------------------------------------ others

_SANICS = "sanic.Sanic sanic.Blueprint"
_CONFIG = "pyramid.config.Configurator"

_OTHERS = (
    *decorators("sanic", _SANICS, "route get post put patch delete head options", _VIEW),
    *decorators("sanic", _SANICS, "websocket", Role.WEBSOCKET),
    *decorators("sanic", _SANICS, "middleware on_request on_response", Role.MIDDLEWARE),
    *decorators("sanic", _SANICS, "exception signal", _HOOK),
    *decorators(
        "sanic",
        _SANICS,
        "listener before_server_start after_server_start before_server_stop after_server_stop"
        " main_process_start main_process_stop main_process_ready",
        _LIFESPAN,
    ),
    *takers("sanic", _SANICS, "add_route", _VIEW, 0, "handler", methods=HTTP),
    *takers("sanic", _SANICS, "add_websocket_route", Role.WEBSOCKET, 0, "handler"),
    *takers("sanic", _SANICS, "register_listener", _LIFESPAN, 0),
    *takers("sanic", _SANICS, "register_middleware", Role.MIDDLEWARE, 0),
    *bases("sanic", "sanic.views", "HTTPMethodView", HTTP + " dispatch_request"),
    *bases(
        "tornado",
        "tornado.web",
        "RequestHandler StaticFileHandler ErrorHandler RedirectHandler",
        HTTP + " initialize prepare on_finish write_error set_default_headers get_current_user"
        " check_xsrf_cookie data_received on_connection_close",
    ),
    *bases("tornado", "tornado.websocket", "WebSocketHandler", HTTP + " initialize prepare"),
    *bases(
        "tornado",
        "tornado.websocket",
        "WebSocketHandler",
        "open on_message on_close on_ping on_pong check_origin select_subprotocol",
        Role.WEBSOCKET,
    ),
    *takers(
        "websockets",
        "websockets websockets.server websockets.asyncio.server websockets.legacy.server"
        " websockets.sync.server",
        "serve unix_serve",
        Role.WEBSOCKET,
        0,
        "handler",
        "ws_handler",
    ),
    *decorators(
        "socketio",
        "socketio.AsyncServer socketio.Server socketio.AsyncNamespace",
        "on event",
        Role.WEBSOCKET,
    ),
    *bases(
        "socketio",
        "socketio",
        "AsyncNamespace",
        "on_connect on_disconnect on_message on_json",
        Role.WEBSOCKET,
    ),
    *takers(
        "falcon",
        "falcon.App falcon.API falcon.asgi.App",
        "add_route",
        _VIEW,
        1,
        "resource",
        methods="on_get on_post on_put on_patch on_delete on_head on_options on_websocket",
    ),
    *takers("falcon", "falcon.App falcon.API falcon.asgi.App", "add_sink", _VIEW, 0, "sink"),
    *takers("falcon", "falcon.App falcon.asgi.App", "add_error_handler", _HOOK, 1, "handler"),
    *takers(
        "falcon",
        "falcon.App falcon.asgi.App",
        "add_middleware",
        Role.MIDDLEWARE,
        0,
        "middleware",
        methods="process_request process_resource process_response process_request_ws"
        " process_resource_ws",
    ),
    *(
        Serves(
            name,
            "falcon",
            Role.MIDDLEWARE,
            ("middleware",),
            "process_request process_resource process_response process_startup process_shutdown",
        )
        for name in ("falcon.App", "falcon.API", "falcon.asgi.App")
    ),
    *decorators("falcon", "falcon", "before after", _HOOK),
    *decorators(
        "pyramid",
        "pyramid.view",
        "view_config notfound_view_config forbidden_view_config exception_view_config",
        _VIEW,
    ),
    *takers(
        "pyramid",
        _CONFIG,
        "add_view add_notfound_view add_forbidden_view add_exception_view",
        _VIEW,
        0,
        "view",
    ),
    *takers("pyramid", _CONFIG, "add_tween", Role.MIDDLEWARE, 0, "tween_factory"),
    *takers("pyramid", _CONFIG, "add_subscriber", Role.SIGNAL, 0, "subscriber"),
    *takers("pyramid", _CONFIG, "include scan", _VIEW, 0),
    *decorators("pyramid", "pyramid.events", "subscriber", Role.SIGNAL),
    *decorators("bottle", "bottle bottle.Bottle", "route get post put patch delete", _VIEW),
    *decorators("bottle", "bottle bottle.Bottle", "hook error", _HOOK),
    # Interfaces that servers call.
    Serves("(environ, start_response)", "wsgi", _VIEW),
    Serves("__call__(environ, start_response)", "wsgi", _VIEW),
    Serves("__call__(scope, receive, send)", "asgi", Role.MIDDLEWARE),
    Serves("(scope, receive, send)", "asgi", _VIEW),
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="web frameworks, asynchronous and others",
        packages=(),
        serves=(*_STARLETTE, *_LITESTAR, *_AIOHTTP, *_OTHERS),
    ),
)
