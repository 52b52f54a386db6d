"""Functions that Sanic calls besides its handlers."""

import httpx
from sanic import Blueprint, Sanic
from sanic.response import text
from sanic.views import HTTPMethodView
from seen import here, run

app = Sanic("hooks")
blueprint = Blueprint("blueprint")


class View(HTTPMethodView):
    def get(self, request: object) -> object:
        here("HTTPMethodView.get")
        return text("")


def added(request: object) -> object:
    here("Sanic.add_route")
    return text("")


@app.signal("http.lifecycle.request")
def signal(**context: object) -> None:
    here("Sanic.signal")


@blueprint.on_request
def before(request: object) -> None:
    here("Blueprint.on_request")


@blueprint.on_response
def after(request: object, response: object) -> None:
    here("Blueprint.on_response")


@blueprint.middleware("request")
def between(request: object) -> None:
    here("Blueprint.middleware")


@blueprint.exception(ZeroDivisionError)
def failed(request: object, error: object) -> object:
    here("Blueprint.exception")
    return text("")


@blueprint.get("/fails")
def fails(request: object) -> None:
    raise ZeroDivisionError


@app.after_server_start
def started(app: object) -> None:
    here("Sanic.after_server_start")


@app.before_server_stop
def stopping(app: object) -> None:
    here("Sanic.before_server_stop")


async def main() -> None:
    app.add_route(added, "/added")
    app.add_route(View.as_view(), "/view")
    app.blueprint(blueprint)
    server = await app.create_server("127.0.0.1", 0, return_asyncio_server=True)
    assert server is not None
    await server.startup()
    await server.after_start()
    port = server.server.sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        for path in ("/added", "/view", "/fails"):
            await client.get(path)
    await server.before_stop()
    server.close()


run(main)
