"""What blocking calls are said to do to connections, and the release that decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import project

CLOSED = "peers close their websockets (1011)"
RECONNECTED = "clients of Socket.IO give up and connect anew"
HANDLERS = {
    "channels": (
        "import time\nfrom channels.generic.websocket import AsyncWebsocketConsumer\n\n\n"
        "class Chat(AsyncWebsocketConsumer):\n    async def receive(self, text_data=None):\n"
        "        time.sleep(8)\n"
    ),
    "websockets": (
        "import time\nfrom websockets.asyncio.server import serve\n\n\n"
        "async def handler(connection):\n    time.sleep(8)\n\n\n"
        "async def main():\n    await serve(handler, 'localhost', 8765)\n"
    ),
    "fastapi": (
        "import time\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
        "@app.websocket('/ws')\nasync def handler(websocket):\n    time.sleep(8)\n"
    ),
    "tornado": (
        "import time\nfrom tornado.websocket import WebSocketHandler\n\n\n"
        "class Chat(WebSocketHandler):\n    async def on_message(self, message):\n"
        "        time.sleep(8)\n"
    ),
    "tornado-open": (
        "import time\nfrom tornado.websocket import WebSocketHandler\n\n\n"
        "class Chat(WebSocketHandler):\n    async def open(self):\n        time.sleep(8)\n"
    ),
    "starlette": (
        "import time\nfrom starlette.endpoints import WebSocketEndpoint\n\n\n"
        "class Chat(WebSocketEndpoint):\n"
        "    async def on_receive(self, websocket, data):\n        time.sleep(8)\n"
    ),
    "starlette-helper": (
        "import time\nfrom fastapi import WebSocket\n\n\n"
        "async def answer(connection: WebSocket):\n    time.sleep(8)\n"
    ),
    "aiohttp": (
        "import time\nfrom aiohttp import web\n\n\n"
        "async def chat(request):\n    ws = web.WebSocketResponse()\n"
        "    await ws.prepare(request)\n    time.sleep(8)\n    return ws\n"
    ),
    "aiohttp-helper": (
        "import time\nfrom aiohttp.web import WebSocketResponse\n\n\n"
        "async def answer(response: WebSocketResponse):\n    time.sleep(8)\n"
    ),
    "quart": (
        "import time\nfrom quart import Quart\n\napp = Quart(__name__)\n\n\n"
        "@app.websocket('/ws')\nasync def chat():\n    time.sleep(8)\n"
    ),
    "sanic": (
        "import time\nfrom sanic import Sanic\n\napp = Sanic('app')\n\n\n"
        "@app.websocket('/ws')\nasync def chat(request, ws):\n    time.sleep(8)\n"
    ),
    "legacy": (
        "import time\nimport websockets\n\n\n"
        "async def handler(connection, path):\n    time.sleep(8)\n\n\n"
        "async def main():\n    await websockets.serve(handler, 'localhost', 8765)\n"
    ),
    "channels-http": (
        "import time\nfrom channels.generic.http import AsyncHttpConsumer\n\n\n"
        "class Page(AsyncHttpConsumer):\n    async def handle(self, body):\n"
        "        time.sleep(8)\n"
    ),
    "socketio": (
        "import time\nimport socketio\n\nsio = socketio.AsyncServer()\n\n\n"
        "@sio.event\nasync def chat(sid, data):\n    time.sleep(8)\n"
    ),
    "socketio-namespace": (
        "import time\nimport socketio\n\n\n"
        "class Chat(socketio.AsyncNamespace):\n    async def on_message(self, sid, data):\n"
        "        time.sleep(8)\n"
    ),
}
IN_THREADS = {
    "websockets": (
        "import time\nfrom websockets.sync.server import serve\n\n\n"
        "def handler(connection):\n    time.sleep(8)\n\n\n"
        "def main():\n    with serve(handler, 'localhost', 8765) as server:\n"
        "        server.serve_forever()\n"
    ),
    "flask-sock": (
        "import time\nfrom flask import Flask\nfrom flask_sock import Sock\n\n"
        "app = Flask(__name__)\nsock = Sock(app)\n\n\n"
        "@sock.route('/echo')\ndef echo(ws):\n    time.sleep(8)\n    ws.send(ws.receive())\n"
    ),
    "socketio": (
        "import time\nimport socketio\n\nsio = socketio.Server()\n\n\n"
        "@sio.event\ndef chat(sid, data):\n    time.sleep(8)\n"
    ),
}


@pytest.mark.parametrize("framework", HANDLERS)
def test_blocking_handlers_close_connections(framework: str, tmp_path: Path) -> None:
    fixture = project(tmp_path, {"handlers.py": HANDLERS[framework]})
    (found,) = fixture.check().diagnostics
    assert found.code == "ASL101"
    assert (RECONNECTED if framework.startswith("socketio") else CLOSED) in found.help
    assert ("`disconnect`" in found.help) == framework.startswith("channels")


@pytest.mark.parametrize("framework", IN_THREADS)
def test_handlers_in_threads_are_silent(framework: str, tmp_path: Path) -> None:
    assert not project(tmp_path, {"handlers.py": IN_THREADS[framework]}).check().diagnostics


def test_other_coroutines_have_no_connection(tmp_path: Path) -> None:
    text = "import time\n\n\nasync def main(message):\n    time.sleep(8)\n"
    (found,) = project(tmp_path, {"main.py": text}).check().diagnostics
    assert CLOSED not in found.help
