"""Methods of Autobahn's WebSocket protocols, on asyncio."""

import asyncio

from autobahn.asyncio.websocket import (
    WebSocketClientFactory,
    WebSocketClientProtocol,
    WebSocketServerFactory,
    WebSocketServerProtocol,
)
from seen import here, run

done: list[str] = []


class Server(WebSocketServerProtocol):
    def onConnect(self, request: object) -> None:
        here("WebSocketServerProtocol.onConnect")

    def onOpen(self) -> None:
        here("WebSocketServerProtocol.onOpen")

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        here("WebSocketServerProtocol.onMessage")
        self.sendMessage(payload, isBinary)

    def onClose(self, wasClean: bool, code: int, reason: str) -> None:
        here("WebSocketServerProtocol.onClose")


class Client(WebSocketClientProtocol):
    def onConnect(self, response: object) -> None:
        here("WebSocketClientProtocol.onConnect")

    def onOpen(self) -> None:
        here("WebSocketClientProtocol.onOpen")
        self.sendMessage(b"question", True)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        here("WebSocketClientProtocol.onMessage")
        self.sendClose()

    def onClose(self, wasClean: bool, code: int, reason: str) -> None:
        here("WebSocketClientProtocol.onClose")
        done.append(reason)


async def main() -> None:
    loop = asyncio.get_running_loop()
    factory = WebSocketServerFactory(loop=loop)
    factory.protocol = Server
    server = await loop.create_server(factory, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    visitor = WebSocketClientFactory(f"ws://127.0.0.1:{port}", loop=loop)
    visitor.protocol = Client
    await loop.create_connection(visitor, "127.0.0.1", port)
    while not done:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    server.close()


run(main)
