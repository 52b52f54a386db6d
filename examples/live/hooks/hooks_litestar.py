"""Handlers of Litestar: plain ones run on the loop, save those for a thread."""

import httpx
from litestar import Litestar, get
from seen import here, run


@get("/plain", sync_to_thread=False)
def plain() -> None:
    here("get")


@get("/threaded", sync_to_thread=True)
def threaded() -> None:
    here("sync_to_thread")


async def main() -> None:
    transport = httpx.ASGITransport(app=Litestar([plain, threaded]))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        await client.get("/plain")
        await client.get("/threaded")


run(main)
