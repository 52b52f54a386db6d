"""Web frameworks and what surrounds them: who calls a handler, and where."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_ROUTES = "get put post delete options head patch trace api_route websocket"
_SERVES = "starts an event loop of its own and serves until it is stopped"
_SYNC = "runs the coroutine to its end and waits; on a running loop it raises RuntimeError"
_INPUT = "waits for the user's answer on the terminal"

_FLASKS = ("flask", "flask-restful", "flask-restx", "flasgger", "flask-appbuilder", "flask-admin")
_ASGIREF = "https://github.com/django/asgiref/blob/main/README.rst"
_CLICK = "https://click.palletsprojects.com/en/stable/api/"
_HOME_ASSISTANT = "https://developers.home-assistant.io/docs/asyncio_working_with_async"
_TORNADO = "https://www.tornadoweb.org/en/stable/"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="asgiref",
        packages=("asgiref",),
        blocks=(
            Blocks(
                "asgiref.sync.AsyncToSync.__call__",
                Kind.LOOP,
                _SYNC,
                twin="await the coroutine",
                why=_ASGIREF,
            ),
        ),
        returns={
            "asgiref.sync.async_to_sync": "asgiref.sync.AsyncToSync",
            "asgiref.sync.sync_to_async": "asgiref.sync.SyncToAsync",
        },
        offloads={"asgiref.sync.sync_to_async": 0, "asgiref.sync.SyncToAsync": 0},
        asynchronous=("asgiref.sync.SyncToAsync",),
        loops={"asgiref.sync.async_to_sync": 0, "asgiref.sync.AsyncToSync": 0},
        guest_loops=("asgiref.sync.async_to_sync", "asgiref.sync.AsyncToSync"),
    ),
    Library(
        distribution="starlette",
        packages=("starlette",),
        aliases={
            "fastapi.concurrency.run_in_threadpool": "starlette.concurrency.run_in_threadpool",
        },
        offloads={
            "starlette.concurrency.run_in_threadpool": 0,
            "starlette.background.BackgroundTask": 0,
            "starlette.background.BackgroundTasks.add_task": 0,
        },
        lazy=("starlette.concurrency.run_in_threadpool",),
        bases={
            "starlette.background.BackgroundTasks": ("starlette.background.BackgroundTask",),
        },
        asynchronous=("starlette.datastructures.UploadFile",),
        connections={"starlette.websockets.WebSocket": "starlette"},
        shelves=("state.*",),
    ),
    Library(
        distribution="fastapi",
        packages=("fastapi",),
        aliases={
            "fastapi.applications.FastAPI": "fastapi.FastAPI",
            "fastapi.routing.APIRouter": "fastapi.APIRouter",
            "fastapi.background.BackgroundTasks": "fastapi.BackgroundTasks",
            "fastapi.WebSocket": "starlette.websockets.WebSocket",
            "fastapi.websockets.WebSocket": "starlette.websockets.WebSocket",
        },
        bases={
            "fastapi.BackgroundTasks": ("starlette.background.BackgroundTasks",),
            "fastapi.UploadFile": ("starlette.datastructures.UploadFile",),
        },
        offloads={"fastapi.BackgroundTasks.add_task": 0},
        transparent=(
            *names("fastapi.FastAPI", _ROUTES + " middleware exception_handler on_event"),
            *names("fastapi.APIRouter", _ROUTES + " on_event"),
        ),
        asynchronous=("fastapi.UploadFile",),
        provides=dict.fromkeys(
            ("fastapi.Depends", "fastapi.Security", "fastapi.param_functions.Depends"), 0
        ),
    ),
    Library(
        distribution="traitlets",
        packages=("traitlets",),
        provides={"traitlets.Instance": 0, "traitlets.ForwardDeclaredInstance": 0},
        chooses={"traitlets.Type": 0},
        returns={"traitlets.config.SingletonConfigurable.instance": "Self"},
    ),
    Library(
        distribution="Flask-Executor",
        packages=("flask_executor",),
        aliases={"flask_executor.executor.Executor": "flask_executor.Executor"},
        bases={"flask_executor.Executor": ("concurrent.futures.Executor",)},
    ),
    Library(
        distribution="flask",
        packages=("flask",),
        shelves=("app.*", "current_app.*=app.*", "extensions[*]"),
        request_loops=dict.fromkeys(_FLASKS, ""),
        blocks=(
            Blocks(
                "flask.Flask.run",
                Kind.NETWORK,
                "serves requests until it is stopped",
                twin="hypercorn.asyncio.serve",
                why="https://flask.palletsprojects.com/en/stable/api/#flask.Flask.run",
            ),
        ),
        aliases={
            "flask.app.Flask": "flask.Flask",
            "flask.blueprints.Blueprint": "flask.Blueprint",
        },
        transparent=(
            *names(
                "flask.Flask",
                "route get post put patch delete errorhandler before_request after_request"
                " teardown_request teardown_appcontext context_processor",
            ),
            *names(
                "flask.Blueprint",
                "route get post put patch delete errorhandler before_request after_request"
                " teardown_request context_processor",
            ),
        ),
    ),
    Library(
        distribution="quart",
        packages=("quart",),
        shelves=("app.*", "current_app.*=app.*", "extensions[*]"),
        blocks=(
            Blocks(
                "quart.Quart.run",
                Kind.LOOP,
                _SERVES,
                twin="quart.Quart.run_task",
                why="https://quart.palletsprojects.com/en/latest/reference/source/quart.app.html",
            ),
        ),
        aliases={"quart.app.Quart": "quart.Quart"},
        offloads={
            "quart.utils.run_sync": 0,
            "quart.Quart.ensure_async": 0,
            "quart.Quart.add_background_task": 0,
        },
        spawns={"quart.Quart.add_background_task": 0},
    ),
    Library(
        distribution="sanic",
        packages=("sanic",),
        blocks=(
            Blocks(
                "sanic.Sanic.run",
                Kind.LOOP,
                _SERVES,
                twin="sanic.Sanic.create_server",
                why="https://sanic.dev/en/guide/running/running.html",
            ),
        ),
        aliases={
            "sanic.app.Sanic": "sanic.Sanic",
            "sanic.blueprints.Blueprint": "sanic.Blueprint",
        },
        on_loop=(
            *names("sanic.Sanic", "route get post put patch delete head options websocket"),
            *names("sanic.Sanic", "middleware on_request on_response exception"),
            *names("sanic.Blueprint", "route get post put patch delete head options websocket"),
        ),
        returns={"sanic.Sanic.add_task": "asyncio.Task", "sanic.Sanic.get_task": "asyncio.Task"},
        spawns={"sanic.Sanic.add_task": 0},
        shelves=("ctx.*",),
    ),
    Library(
        distribution="litestar",
        packages=("litestar",),
        offloads={
            "litestar.concurrency.sync_to_thread": 0,
            "litestar.background_tasks.BackgroundTask": 0,
        },
    ),
    Library(
        distribution="nicegui",
        packages=("nicegui",),
        blocks=(
            Blocks(
                "nicegui.ui.run",
                Kind.LOOP,
                _SERVES,
                twin="nicegui.ui.run_with",
                why="https://nicegui.io/documentation/run",
            ),
        ),
        offloads={"nicegui.run.io_bound": 0, "nicegui.run.cpu_bound": 0},
        schedules={"nicegui.ui.timer": 1},
        on_loop=("nicegui.ui.page",),
        returns={"nicegui.background_tasks.create": "asyncio.Task"},
        spawns=dict.fromkeys(
            names(
                "nicegui.background_tasks",
                "create create_lazy create_or_defer create_lazy_or_defer",
            ),
            0,
        ),
    ),
    Library(
        distribution="tornado",
        packages=("tornado",),
        blocks=(
            *methods(
                "tornado.ioloop.IOLoop",
                "start run_sync",
                Kind.LOOP,
                "runs the event loop until it stops; on a running loop it raises RuntimeError",
                twin="await the coroutine",
                why=_TORNADO + "ioloop.html",
            ),
            Blocks(
                "tornado.httpclient.HTTPClient.fetch",
                Kind.NETWORK,
                "sends the request and waits for the response",
                twin="tornado.httpclient.AsyncHTTPClient.fetch",
                why=_TORNADO + "httpclient.html",
            ),
        ),
        bases={
            "tornado.websocket.WebSocketHandler": ("tornado.web.RequestHandler",),
        },
        returns=returning("tornado.ioloop.IOLoop", "tornado.ioloop.IOLoop", "current instance"),
        offloads={
            "tornado.ioloop.IOLoop.run_in_executor": 1,
            "tornado.concurrent.run_on_executor": 0,
        },
        schedules={
            **dict.fromkeys(names("tornado.ioloop.IOLoop", "add_callback spawn_callback"), 0),
            "tornado.ioloop.IOLoop.add_callback_from_signal": 0,
            **dict.fromkeys(names("tornado.ioloop.IOLoop", "call_later call_at add_timeout"), 1),
            **dict.fromkeys(names("tornado.ioloop.IOLoop", "add_future add_handler"), 1),
            "tornado.ioloop.PeriodicCallback": 0,
        },
        on_loop=(
            *names("tornado.web.RequestHandler", "get post put patch delete head options"),
            *names("tornado.web.RequestHandler", "initialize prepare on_finish write_error"),
            *names("tornado.websocket.WebSocketHandler", "open on_message on_close on_pong"),
        ),
        asynchronous=("tornado.httpclient.AsyncHTTPClient",),
        spawns={
            **dict.fromkeys(names("tornado.ioloop.IOLoop", "add_callback spawn_callback"), 0),
            "tornado.gen.convert_yielded": 0,
        },
        gathers=("tornado.gen.multi", "tornado.gen.multi_future"),
    ),
    Library(
        distribution="uvicorn",
        packages=("uvicorn",),
        blocks=(
            *methods(
                "uvicorn",
                "run Server.run",
                Kind.LOOP,
                _SERVES,
                twin="uvicorn.Server.serve",
                why="https://www.uvicorn.org/#running-programmatically",
            ),
        ),
        aliases={"uvicorn.main.run": "uvicorn.run", "uvicorn.server.Server": "uvicorn.Server"},
    ),
    Library(
        distribution="homeassistant",
        packages=("homeassistant",),
        blocks=(
            Blocks(
                "homeassistant.core.ServiceRegistry.call",
                Kind.WAIT,
                "hands the call to the event loop and waits for it",
                twin="homeassistant.core.ServiceRegistry.async_call",
                why=_HOME_ASSISTANT,
            ),
            *methods(
                "homeassistant.core.StateMachine",
                "set remove",
                Kind.WAIT,
                "hands the change to the event loop and waits for it",
                twin="homeassistant.core.StateMachine.async_{}",
                why=_HOME_ASSISTANT,
            ),
        ),
        returns={
            "homeassistant.core.HomeAssistant.services": "homeassistant.core.ServiceRegistry",
            "homeassistant.core.HomeAssistant.states": "homeassistant.core.StateMachine",
            "homeassistant.core.HomeAssistant.loop": "asyncio.AbstractEventLoop",
            "homeassistant.helpers.entity.Entity.hass": "homeassistant.core.HomeAssistant",
            **returning(
                "asyncio.Task",
                "homeassistant.core.HomeAssistant",
                "async_create_task async_create_background_task",
            ),
            **returning(
                "asyncio.Task",
                "homeassistant.config_entries.ConfigEntry",
                "async_create_task async_create_background_task",
            ),
            "homeassistant.util.async_.create_eager_task": "asyncio.Task",
        },
        offloads=dict.fromkeys(
            names(
                "homeassistant.core.HomeAssistant",
                "async_add_executor_job async_add_import_executor_job async_add_job add_job",
            ),
            0,
        ),
        schedules={"homeassistant.util.async_.run_callback_threadsafe": 1},
        on_loop=("homeassistant.core.callback",),
        transparent=("homeassistant.core.callback", "homeassistant.util.Throttle"),
        spawns={
            **dict.fromkeys(
                names(
                    "homeassistant.core.HomeAssistant",
                    "create_task async_create_task async_create_background_task",
                ),
                0,
            ),
            **dict.fromkeys(
                names(
                    "homeassistant.config_entries.ConfigEntry",
                    "async_create_task async_create_background_task",
                ),
                1,
            ),
            "homeassistant.util.async_.create_eager_task": 0,
        },
    ),
    Library(
        distribution="click",
        packages=("click",),
        blocks=(
            *methods("click", "prompt confirm pause getchar", Kind.INPUT, _INPUT, why=_CLICK),
            Blocks("click.edit", Kind.INPUT, "waits until the editor is closed", why=_CLICK),
        ),
        aliases={"click.termui": "click"},
        transparent=names(
            "click", "option argument pass_context pass_obj password_option version_option"
        ),
    ),
    Library(
        distribution="typer",
        packages=("typer",),
        blocks=methods(
            "typer",
            "prompt confirm",
            Kind.INPUT,
            _INPUT,
            why="https://typer.tiangolo.com/tutorial/prompt/",
        ),
        aliases={"typer.main.Typer": "typer.Typer"},
        transparent=("typer.Typer.command", "typer.Typer.callback"),
    ),
    Library(
        distribution="rich",
        packages=("rich",),
        blocks=(
            Blocks(
                "rich.console.Console.input",
                Kind.INPUT,
                _INPUT,
                why="https://rich.readthedocs.io/en/stable/console.html#input",
            ),
            Blocks(
                "rich.prompt.PromptBase.ask",
                Kind.INPUT,
                _INPUT,
                why="https://rich.readthedocs.io/en/stable/prompt.html",
            ),
        ),
        bases={
            "rich.prompt.Prompt": ("rich.prompt.PromptBase",),
            "rich.prompt.IntPrompt": ("rich.prompt.PromptBase",),
            "rich.prompt.FloatPrompt": ("rich.prompt.PromptBase",),
            "rich.prompt.Confirm": ("rich.prompt.PromptBase",),
        },
    ),
)
