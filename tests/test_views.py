"""Which functions serve requests: mini projects of each framework, none of which is installed.

A comment `# serves: KIND framework LINE` on the line of a `def` says that the function is a view,
and on which line of which file the evidence stands: `LINE`, or `file.py:LINE`; left out, it is the
line of the `def` itself. Functions without a comment serve nothing.
"""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from asynclint import engine
from asynclint.config import Config
from asynclint.program import Function, Program
from asynclint.program.views import Role
from asynclint.report import Request

_MARK = re.compile(r"# serves: (?P<kind>\w+) (?P<framework>[\w-]+) ?(?P<place>\S*)")


def build(root: Path, files: dict[str, str], named: list[str] | None = None) -> Program:
    """The program of some files; all of them are read, or those that are named."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"))
    paths = tuple(files) if named is None else tuple(named)
    return engine.analyse(Request(paths, None, None, 1, root, None), Config(root))


def check(root: Path, files: dict[str, str], named: list[str] | None = None) -> Program:
    """Exactly the functions that are marked serve, as the marks say."""
    program = build(root, files, named)
    wanted = {}
    for name, text in files.items():
        for line, words in enumerate(dedent(text).lstrip("\n").splitlines(), 1):
            if mark := _MARK.search(words):
                place = mark["place"] or str(line)
                evidence = place if ":" in place else f"{name}:{place}"
                wanted[f"{name}:{line}"] = (Role[mark["kind"]], mark["framework"], evidence)
    found = {
        f"{view.function.module.path}:{view.function.at[0]}": (
            view.kind,
            view.framework,
            f"{view.where.module.path}:{view.at[0]}",
        )
        for view in program.views.all()
    }
    assert found == wanted
    return program


def function(program: Program, name: str) -> Function:
    found = [f for module in program.roots for f in module.functions if f.info.qualname == name]
    assert len(found) == 1, name
    return found[0]


# ------------------------------------------------------------ FastAPI and Starlette


def test_fastapi(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/deps.py": """
            from typing import Annotated
            from fastapi import Depends, Security

            def settings():  # serves: DEPENDENCY fastapi 7
                return {}

            Settings = Annotated[dict, Depends(settings)]

            async def session():  # serves: DEPENDENCY fastapi app/users.py:9
                yield object()

            class Limit:
                def __init__(self, most):
                    self.most = most

                async def __call__(self, request):  # serves: DEPENDENCY fastapi app/users.py:19
                    return self.most

            class Page:
                def __init__(self, size: int = 10):  # serves: DEPENDENCY fastapi app/users.py:14
                    self.size = size

            def unused():
                return 1
        """,
        "app/users.py": """
            import fastapi as web
            from fastapi import APIRouter, BackgroundTasks, Depends as Needs, WebSocket

            from app.deps import Limit, Page, session

            router = APIRouter(prefix="/users")

            @router.get("/{key}")
            async def user(key: int, db=Needs(session)):  # serves: VIEW fastapi 8
                return await load(db, key)

            @router.post("/")
            @web.unknown
            def create(tasks: BackgroundTasks, page=Needs(Page)):  # serves: VIEW fastapi 12
                tasks.add_task(mail, "x")
                tasks.add_task(func=audit)
                return {}

            limited = web.Depends(Limit(3))

            @router.websocket("/live")
            async def live(socket: WebSocket):  # serves: WEBSOCKET fastapi 21
                await socket.accept()

            async def load(db, key):
                return key

            def mail(to):  # serves: BACKGROUND starlette 15
                pass

            async def audit():  # serves: BACKGROUND starlette 16
                pass

            def helper(d):
                return d.get("x", mail)
        """,
        "app/main.py": """
            from contextlib import asynccontextmanager
            from fastapi import FastAPI
            from starlette.middleware.base import BaseHTTPMiddleware
            from app import users

            @asynccontextmanager
            async def lifespan(app):  # serves: LIFESPAN starlette 10
                yield

            app = FastAPI(lifespan=lifespan)
            app.include_router(users.router)

            @app.middleware("http")
            async def timing(request, call_next):  # serves: MIDDLEWARE starlette 13
                return await call_next(request)

            @app.exception_handler(KeyError)
            def missing(request, error):  # serves: HOOK starlette 17
                return None

            @app.on_event("startup")
            async def start():  # serves: LIFESPAN starlette 21
                pass

            class Trace(BaseHTTPMiddleware):
                async def dispatch(self, request, call_next):  # serves: MIDDLEWARE starlette 25
                    return await call_next(request)

                def helper(self):
                    pass

            class Pure:
                def __init__(self, app):
                    self.app = app

                async def __call__(self, scope, receive, send):  # serves: MIDDLEWARE starlette 39
                    await self.app(scope, receive, send)

            app.add_middleware(Pure)

            def health():  # serves: VIEW fastapi 44
                return "ok"

            app.add_api_route("/health", health, methods=["GET"])

            def plugin(api, thing: FastAPI):
                @api.get("/unknown")
                def unknown():  # serves: VIEW fastapi 47
                    pass

                @thing.get("/known")
                def known():  # serves: VIEW fastapi 51
                    pass
        """,
    }
    program = check(tmp_path, files)
    served = program.views.serving(function(program, "load"))
    assert served is not None
    assert served.view.function.info.name == "user"
    assert [(f.info.name, at[0]) for f, at in served.chain] == [("user", 10)]
    assert program.views.view(function(program, "load")) is None
    assert program.views.serving(function(program, "mail")) is None
    assert program.views.serving(function(program, "unused")) is None


def test_starlette(tmp_path: Path) -> None:
    files = {
        "main.py": """
            from starlette.applications import Starlette
            from starlette.background import BackgroundTask
            from starlette.endpoints import HTTPEndpoint, WebSocketEndpoint
            from starlette.middleware import Middleware
            from starlette.responses import JSONResponse
            from starlette.routing import Mount, Route, WebSocketRoute

            async def home(request):  # serves: VIEW starlette 31
                return JSONResponse({}, background=BackgroundTask(after, "x"))

            def after(what):  # serves: BACKGROUND starlette 9
                pass

            class Users(HTTPEndpoint):
                async def get(self, request):  # serves: VIEW starlette 32
                    return self.rows()

                def rows(self):
                    return []

            class Chat(WebSocketEndpoint):
                async def on_receive(self, socket, data):  # serves: WEBSOCKET starlette 21
                    pass

            async def live(socket):  # serves: WEBSOCKET starlette 33
                pass

            async def files(scope, receive, send):  # serves: VIEW starlette 34
                pass

            routes = [Route("/", home), Mount("/x", routes=[])]
            routes.append(Route("/users", endpoint=Users))
            routes += [WebSocketRoute("/live", live)]
            routes += [Mount("/files", app=files)]

            class Log:
                def __init__(self, app):
                    self.app = app

                async def __call__(self, scope, receive, send):  # serves: MIDDLEWARE starlette 49
                    async def inner(message):
                        await send(message)

                    await self.app(scope, receive, inner)

            async def on_start():  # serves: LIFESPAN starlette 51
                pass

            middleware = [Middleware(Log)]
            async def oops(request, error): ...  # serves: HOOK starlette 51
            app = Starlette(routes=routes, on_startup=[on_start], exception_handlers={500: oops})
        """,
    }
    program = check(tmp_path, files)
    served = program.views.serving(function(program, "Users.rows"))
    assert served is not None
    assert served.view.function.info.qualname == "Users.get"


def test_litestar(tmp_path: Path) -> None:
    files = {
        "main.py": """
            from litestar import Controller, Litestar, get, post
            from litestar.di import Provide

            async def session():  # serves: DEPENDENCY litestar 9
                return 1

            class Users(Controller):
                path = "/users"
                dependencies = {"db": Provide(session)}

                @get("/")
                async def index(self):  # serves: VIEW litestar 11
                    return self.helper()

                def helper(self):
                    return []

            @post("/x", sync_to_thread=False)
            def create(data: dict):  # serves: VIEW litestar 18
                return data

            async def start(app):  # serves: LIFESPAN litestar 25
                pass

            app = Litestar([Users, create], on_startup=[start])
        """,
    }
    check(tmp_path, files)


# ------------------------------------------------------------ Django


def test_django(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/settings.py": """
            ROOT_URLCONF = "shop.urls"
            MIDDLEWARE = [
                "django.middleware.security.SecurityMiddleware",
                "shop.middleware.Stamp",
                "shop.middleware.plain",
            ]
        """,
        "shop/urls.py": """
            from django.conf.urls.i18n import i18n_patterns
            from django.urls import include, path, re_path
            from django.views.decorators.csrf import csrf_exempt
            from django.views.generic import TemplateView
            from cart import urls as cart_urls
            from . import views

            urlpatterns = [
                path("", views.home, name="home"),
                path("about/", TemplateView.as_view(template_name="about.html")),
                path("cart/", include(cart_urls)),
                path("api/", include("api.urls")),
            ]
            urlpatterns += i18n_patterns(
                re_path(r"^pay/$", csrf_exempt(views.pay)),
                path("list/", views.Products.as_view()),
                path("alias/", views.alias),
            )
            handler404 = "shop.views.missing"
        """,
        "shop/middleware.py": """
            from django.utils.deprecation import MiddlewareMixin

            class Stamp:
                def __init__(self, get_response):
                    self.get_response = get_response

                def __call__(self, request):  # serves: MIDDLEWARE django 3
                    return self.get_response(request)

                def process_exception(self, request, error):  # serves: MIDDLEWARE django 3
                    return self.helper()

                def helper(self):
                    return None

            def plain(get_response):
                def middleware(request):  # serves: MIDDLEWARE django 16
                    return get_response(request)
                return middleware

            class Old(MiddlewareMixin):
                def process_request(self, request):  # serves: MIDDLEWARE django 21
                    pass
        """,
        "shop/views.py": """
            from django.contrib.auth.decorators import login_required
            from django.db import transaction
            from django.views import View
            from django.views.generic import ListView

            @login_required
            def home(request):  # serves: VIEW django shop/urls.py:9
                transaction.on_commit(notify)
                transaction.on_commit(lambda: render(1))  # serves: ON_COMMIT django 9
                return render(request)

            async def pay(request):  # serves: VIEW django shop/urls.py:15
                return None

            class Checked:
                def dispatch(self, request):  # serves: VIEW django shop/urls.py:16
                    return super().dispatch(request)

            class Products(Checked, ListView):
                def get_queryset(self):  # serves: VIEW django shop/urls.py:16
                    return self.rows()

                def rows(self):
                    return []

            class Hidden(View):
                def get(self, request):  # serves: VIEW django shop/urls.py:17
                    pass

                http_helper = None

                def helper(self):
                    pass

            alias = login_required(Hidden.as_view())

            def render(request):
                return deeper()

            def deeper():
                return 1

            def notify():  # serves: ON_COMMIT django 8
                pass

            def missing(request, exception):  # serves: HOOK django
                pass

            def get(request):
                pass
        """,
        "cart/__init__.py": "",
        "cart/urls.py": """
            from django.urls import path
            from cart.views import *

            urlpatterns = [path("show/", show)]
        """,
        "cart/views.py": """
            def show(request):  # serves: VIEW django cart/urls.py:4
                pass
        """,
        "cart/signals.py": """
            from django.db.models.signals import post_save, pre_delete
            from django.dispatch import Signal, receiver as on

            paid = Signal()

            @on(post_save, sender="cart.Cart")
            def saved(sender, **kwargs):  # serves: SIGNAL django 6
                pass

            def gone(sender, **kwargs):  # serves: SIGNAL django 13
                pass

            pre_delete.connect(gone)

            def on_paid(sender, **kwargs):  # serves: SIGNAL django 18
                pass

            paid.connect(receiver=on_paid)
        """,
        "api/__init__.py": "",
        "api/urls.py": """
            from django.urls import include, path
            from rest_framework.routers import DefaultRouter
            from api import views

            router = DefaultRouter()
            router.register(r"orders", views.Orders)
            urlpatterns = [path("", include(router.urls)), path("ping/", views.ping)]
        """,
        "api/views.py": """
            from rest_framework import generics, permissions, viewsets
            from rest_framework.decorators import action, api_view
            from rest_framework.views import APIView

            class Orders(viewsets.ModelViewSet):
                def perform_create(self, it):  # serves: VIEW djangorestframework api/urls.py:6
                    it.save()

                @action(detail=True, methods=["post"])
                def cancel(self, request, pk=None):  # serves: VIEW djangorestframework 9
                    return self.stop()

                def stop(self):
                    pass

            class Status(APIView):
                def get(self, request):  # serves: VIEW djangorestframework 16
                    pass

            class Items(generics.ListAPIView):
                def get_queryset(self):  # serves: VIEW djangorestframework 20
                    pass

            class Owner(permissions.BasePermission):
                def has_object_permission(self, *a):  # serves: DEPENDENCY djangorestframework 24
                    return True

            @api_view(["GET"])
            def ping(request):  # serves: VIEW django api/urls.py:7
                pass
        """,
    }
    program = check(tmp_path, files)
    served = program.views.serving(function(program, "deeper"))
    assert served is not None
    assert [(f.info.name, at[0]) for f, at in served.chain] == [("home", 10), ("render", 38)]


def test_modules_that_name_views_are_found_by_convention(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/settings.py": 'ROOT_URLCONF = "shop.routing"\n',
        "shop/routing.py": """
            from django.urls import include, path
            from shop.cart.views import show

            urlpatterns = [path("show/", show), path("api/", include("shop.api.endpoints"))]
        """,
        "shop/api/__init__.py": "",
        "shop/api/endpoints.py": """
            from django.urls import path
            from shop.cart.views import buy

            urlpatterns = [path("buy/", buy)]
        """,
        "shop/cart/__init__.py": "",
        "shop/cart/views.py": """
            from django.http import HttpResponse

            async def show(request):  # serves: VIEW django shop/routing.py:4
                return HttpResponse()

            def buy(request):  # serves: VIEW django shop/api/endpoints.py:4
                return HttpResponse()
        """,
    }
    check(tmp_path, files, ["shop/cart/views.py"])


def test_django_ninja(tmp_path: Path) -> None:
    files = {
        "api.py": """
            from ninja import NinjaAPI, Router

            api = NinjaAPI()
            router = Router()
            api.add_router("/x", router)

            @api.get("/add")
            def add(request, a: int):  # serves: VIEW django-ninja 7
                return a

            @router.post("/sub")
            async def sub(request):  # serves: VIEW django-ninja 11
                return 1

            @api.exception_handler(KeyError)
            def wrong(request, error):  # serves: HOOK django-ninja 15
                return None
        """,
    }
    check(tmp_path, files)


# ------------------------------------------------------------ Flask and Quart


def test_flask(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": """
            from flask import Flask
            from flask_restful import Api
            from app.views import Users, bp, plain

            def create_app():
                app = Flask(__name__)
                app.register_blueprint(bp)
                app.add_url_rule("/plain", "plain", plain)
                app.add_url_rule("/users", view_func=Users.as_view("users"))
                api = Api(app)
                api.add_resource(Todo, "/todo")

                @app.route("/inner")
                def inner():  # serves: VIEW flask 13
                    return "x"

                @app.teardown_appcontext
                def close(error):  # serves: HOOK flask
                    pass

                app.before_request(load)
                app.route("/late")(late)
                return app

            class Todo:
                def get(self):  # serves: VIEW flask-restful 11
                    pass

                def rows(self):
                    pass

            def load():  # serves: HOOK flask 21
                pass

            def late():  # serves: VIEW flask 22
                pass
        """,
        "app/views.py": """
            from concurrent.futures import ThreadPoolExecutor
            from flask import Blueprint
            from flask.views import MethodView

            bp = Blueprint("x", __name__)
            pool = ThreadPoolExecutor()

            @bp.route("/<int:key>", methods=["GET"])
            def show(key):  # serves: VIEW flask 8
                return work()

            @bp.get("/later")
            @pool.unknown
            def later():  # serves: VIEW flask 12
                pool.submit(job)

            @bp.errorhandler(404)
            def missing(error):  # serves: HOOK flask 17
                pass

            class Users(MethodView):
                def get(self):  # serves: VIEW flask app/__init__.py:9
                    pass

            def plain():  # serves: VIEW flask app/__init__.py:8
                pass

            def work():
                return 1

            def job():
                pass

            def cached(d, key):
                return d.get(key, plain)
        """,
    }
    program = check(tmp_path, files)
    assert program.views.serving(function(program, "work")) is not None
    assert program.views.serving(function(program, "job")) is None  # another thread's


def test_quart(tmp_path: Path) -> None:
    files = {
        "app.py": """
            from quart import Quart

            app = Quart(__name__)

            @app.get("/")
            async def home():  # serves: VIEW quart 5
                app.add_background_task(work)
                return ""

            async def work():  # serves: BACKGROUND quart 7
                pass

            @app.websocket("/ws")
            async def ws():  # serves: WEBSOCKET quart 13
                pass

            @app.before_serving
            async def start():  # serves: LIFESPAN quart
                pass
        """,
    }
    check(tmp_path, files)


# ------------------------------------------------------------ aiohttp


def test_aiohttp(tmp_path: Path) -> None:
    files = {
        "server.py": """
            from aiohttp import ClientSession, web

            routes = web.RouteTableDef()

            @routes.get("/")
            async def home(request):  # serves: VIEW aiohttp 5
                async with ClientSession() as session:
                    await session.get("http://x", home)
                return await fetch()

            async def fetch():
                return web.Response()

            async def post(request):  # serves: VIEW aiohttp 41
                pass

            class Thing(web.View):
                async def get(self):  # serves: VIEW aiohttp 41
                    pass

            class Api:
                def __init__(self, app: web.Application):
                    app.router.add_get("/x", self.show)
                    router = app.router
                    router.add_route("PUT", "/x", self.put)

                async def show(self, request):  # serves: VIEW aiohttp 23
                    pass

                async def put(self, request):  # serves: VIEW aiohttp 25
                    pass

                async def patch(self, request):
                    pass

            @web.middleware
            async def errors(request, handler):  # serves: MIDDLEWARE aiohttp 40
                return await handler(request)

            app = web.Application(middlewares=[errors])
            app.add_routes([web.post("/", post), web.view("/thing", Thing)])

            async def start(app):  # serves: LIFESPAN aiohttp 45
                pass
            app.on_startup.append(start)
        """,
    }
    program = check(tmp_path, files)
    served = program.views.serving(function(program, "fetch"))
    assert served is not None
    assert [(f.info.name, at[0]) for f, at in served.chain] == [("home", 9)]


# ------------------------------------------------------------ others


def test_tornado_falcon_sanic_pyramid_bottle(tmp_path: Path) -> None:
    files = {
        "tornado_app.py": """
            from tornado.web import RequestHandler
            from tornado.websocket import WebSocketHandler

            class Base(RequestHandler):
                def prepare(self):  # serves: VIEW tornado 4
                    pass

            class Main(Base):
                async def get(self):  # serves: VIEW tornado 8
                    pass

                def helper(self):
                    pass

            class Live(WebSocketHandler):
                def on_message(self, message):  # serves: WEBSOCKET tornado 15
                    pass
        """,
        "falcon_app.py": """
            import falcon.asgi

            class Things:
                async def on_get(self, req, resp):  # serves: VIEW falcon 11
                    pass

                def helper(self):
                    pass

            app = falcon.asgi.App()
            app.add_route("/things", Things())
        """,
        "sanic_app.py": """
            from sanic import Blueprint, Sanic
            from sanic.views import HTTPMethodView

            app = Sanic("x")
            bp = Blueprint("y")

            @bp.get("/")
            async def home(request):  # serves: VIEW sanic 7
                pass

            class V(HTTPMethodView):
                async def get(self, request):  # serves: VIEW sanic 19
                    pass

            @app.on_request
            async def before(request):  # serves: MIDDLEWARE sanic
                pass

            app.add_route(V.as_view(), "/v")

            @app.before_server_start
            async def start(app):  # serves: LIFESPAN sanic
                pass
        """,
        "pyramid_app.py": """
            from pyramid.config import Configurator
            from pyramid.view import view_config

            @view_config(route_name="home")
            def home(request):  # serves: VIEW pyramid 4
                pass

            def other(request):  # serves: VIEW pyramid 14
                pass

            def main():
                config = Configurator()
                config.add_route("other", "/other")
                config.add_view(other, route_name="other")
        """,
        "bottle_app.py": """
            from bottle import Bottle, route

            app = Bottle()

            @route("/")
            def index():  # serves: VIEW bottle 5
                pass

            @app.post("/x")
            def x():  # serves: VIEW bottle 9
                pass
        """,
        "plain.py": """
            def application(environ, start_response):  # serves: VIEW wsgi
                start_response("200 OK", [])
                return []

            async def app(scope, receive, send):  # serves: VIEW asgi
                await send({})

            class Guard:
                def __init__(self, inner):
                    self.inner = inner

                async def __call__(self, scope, receive, send):  # serves: MIDDLEWARE asgi
                    await self.reject(scope, receive, send)

                async def reject(self, scope, receive, send):
                    pass

            def no_application(environ, other):
                pass

            class Protocol:
                async def __call__(self, scope, receive, send): ...
        """,
    }
    check(tmp_path, files)


def test_what_cannot_be_resolved_says_nothing(tmp_path: Path) -> None:
    files = {
        "app.py": """
            import flask
            from somewhere import app, router, receiver

            @app.route("/")
            def a():
                pass

            @router.get("/x")
            async def b():
                pass

            @receiver("x")
            def c(sender):
                pass

            class View:
                def get(self, request):
                    pass

            def register(app):
                app.add_url_rule("/", "a", a)
                app.before_request(c)
        """,
    }
    check(tmp_path, files)


@pytest.mark.parametrize("text", ["from app import *", "app = app", "x = path('', x)"])
def test_circles_end(tmp_path: Path, text: str) -> None:
    head = "from django.urls import path, include\nfrom app import y\n"
    tail = "\ny = [y, include('app')]\nurlpatterns = [path('', y)]\n"
    assert build(tmp_path, {"app.py": head + text + tail}).views.all() == []


def test_applications_that_are_handed_to_functions(tmp_path: Path) -> None:
    files = {
        "app.py": """
            from flask import Flask
            import routes

            app = Flask(__name__)
            routes.add(app, {}, None)
        """,
        "routes.py": """
            import flask

            def add(app, cache, typed: dict):
                @app.get("/")
                def index():  # serves: VIEW flask 4
                    pass

                @app.route("")
                def root():  # serves: VIEW flask 8
                    pass

                @app.get("name")
                def no_path():
                    pass

                @typed.get("/")
                def of_something_known():
                    pass

                @unknown.get("/")
                def of_no_parameter():
                    pass

                @app.task("/")
                def no_view():
                    pass

                app = cache
        """,
    }
    with pytest.raises(AssertionError):  # the name is given another value
        check(tmp_path / "bound", files)
    files["routes.py"] = files["routes.py"].replace("app = cache", "return cache")
    check(tmp_path / "free", files)


def _way(program: Program, name: str) -> list[tuple[str, int]] | None:
    """Who leads to a function in a request, each with the line of the call."""
    served = program.views.serving(function(program, name))
    return None if served is None else [(f.info.qualname, at[0]) for f, at in served.chain]


def test_who_leads_to_a_function_in_a_request(tmp_path: Path) -> None:
    files = {
        "main.py": """
            from fastapi import FastAPI
            from middle import through
            from work import Job, Quick, Rows, called as renamed, each

            app = FastAPI()

            @app.get("/a")
            async def first():
                through()

            @app.get("/b")
            async def second():
                renamed()
                Quick().value

            @app.get("/c")
            async def third():
                list(map(lambda one: each(one), [1]))
                with Quick():
                    pass

            @app.get("/d")
            async def fourth(rows: Rows):
                for row in rows:
                    pass

            def script():
                alone()

            def alone():
                pass
        """,
        "middle.py": """
            import work

            def through():  # nothing in this file makes it read by itself
                work.deep()
        """,
        "work.py": """
            import asyncio

            class Job:
                def __init__(self):
                    self.start()

                def start(self):
                    pass

                def __enter__(self):
                    self.entered()

                def __exit__(self, *error):
                    pass

                def entered(self):
                    pass

            class Quick(Job):
                @property
                def value(self):
                    return self.asked()

                def asked(self):
                    pass

            class Rows:
                def __iter__(self):
                    return self

                def __next__(self):
                    self.following()

                def following(self):
                    pass

            async def sleep():
                await asyncio.sleep(1)

            def deep():
                deeper()

            def deeper():
                deepest()

            def deepest():
                pass

            def called():
                pass

            def each(one):
                pass
        """,
    }
    program = build(tmp_path, files, ["."])
    assert "middle.py" not in {module.path for module in program.roots}
    assert _way(program, "deep") == [("first", 9), ("through", 4)]
    assert _way(program, "deeper") == [("first", 9), ("through", 4), ("deep", 41)]
    assert _way(program, "deepest") is None  # too far
    assert _way(program, "called") == [("second", 13)]
    assert _way(program, "Job.start") == [("second", 14), ("Job.__init__", 5)]
    assert _way(program, "Quick.asked") == [("second", 14), ("Quick.value", 22)]
    assert _way(program, "Job.entered") == [("third", 19), ("Job.__enter__", 11)]
    assert _way(program, "Rows.following") == [("fourth", 24), ("Rows.__next__", 32)]
    assert _way(program, "each") == [("third", 18), ("third.<lambda>", 18)]
    assert _way(program, "alone") is None


def test_a_name_that_many_files_have_leads_nowhere(tmp_path: Path) -> None:
    main = """
        from fastapi import FastAPI
        from other0 import through

        app = FastAPI()

        @app.get("/a")
        async def first():
            through()
    """
    other = """
        import work

        def through():
            work.run()
    """
    work = """
        import asyncio

        async def sleep():
            await asyncio.sleep(1)

        def run():
            pass
    """
    few = {"main.py": main, "work.py": work, "other0.py": other}
    program = build(tmp_path / "few", few, ["."])
    assert _way(program, "run") == [("first", 8), ("through", 4)]
    many = few | {f"other{number}.py": other for number in range(30)}
    program = build(tmp_path / "many", many, ["."])
    assert _way(program, "run") is None
