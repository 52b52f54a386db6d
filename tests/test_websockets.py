"""What blocking calls are said to do to connections, and the release that decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import project

CLOSED = "peers close their websockets (1011)"
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
}


@pytest.mark.parametrize("framework", HANDLERS)
def test_blocking_handlers_close_connections(framework: str, tmp_path: Path) -> None:
    fixture = project(tmp_path, {"handlers.py": HANDLERS[framework]})
    (found,) = fixture.check().diagnostics
    assert found.code == "ASL101"
    assert CLOSED in found.help


def test_other_coroutines_have_no_connection(tmp_path: Path) -> None:
    text = "import time\n\n\nasync def main(message):\n    time.sleep(8)\n"
    (found,) = project(tmp_path, {"main.py": text}).check().diagnostics
    assert CLOSED not in found.help
