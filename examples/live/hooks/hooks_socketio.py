"""Handlers of python-socketio that are plain functions, of the server and the client."""

import asyncio

import socketio
from aiohttp import web
from seen import here, run

server = socketio.AsyncServer(async_mode="aiohttp")
client = socketio.AsyncClient()
done: list[str] = []


@server.on("asked")
def asked(sid: str, data: object) -> None:
    here("AsyncServer.on")


@server.event
def told(sid: str, data: object) -> str:
    here("AsyncServer.event")
    return "answer"


@client.event
def connect() -> None:
    here("AsyncClient.event")


@client.on("news")
def news(data: object) -> None:
    here("AsyncClient.on")
    done.append("news")


class Room(socketio.AsyncNamespace):
    def on_connect(self, sid: str, environ: object) -> None:
        here("AsyncNamespace.on_connect")

    def on_disconnect(self, sid: str, *reason: object) -> None:
        here("AsyncNamespace.on_disconnect")


class Visitor(socketio.AsyncClientNamespace):
    def on_connect(self) -> None:
        here("AsyncClientNamespace.on_connect")

    def on_disconnect(self, *reason: object) -> None:
        here("AsyncClientNamespace.on_disconnect")


async def main() -> None:
    server.register_namespace(Room("/room"))
    client.register_namespace(Visitor("/room"))
    app = web.Application()
    server.attach(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    await client.connect(f"http://127.0.0.1:{port}", namespaces=["/", "/room"])
    await client.call("told", {})
    await client.emit("asked", {})
    await server.emit("news", {})
    while not done:
        await asyncio.sleep(0.05)
    await client.disconnect()
    await asyncio.sleep(0.2)
    await runner.cleanup()


run(main)
