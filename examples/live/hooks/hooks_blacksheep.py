"""Handlers of BlackSheep that are plain functions."""

import httpx
from blacksheep import Application
from blacksheep.server.controllers import Controller, get, post
from seen import here, run

app = Application()


@app.router.get("/routed")
def routed() -> str:
    here("Router.get")
    return ""


class Pages(Controller):
    @get("/page")
    def page(self) -> str:
        here("controllers.get")
        return ""

    @post("/page/{name}")
    def post(self, name: str) -> str:
        here("controllers.post")
        return name


async def main() -> None:
    await app.start()
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hooks") as client:
        assert (await client.get("/routed")).status_code == 200
        assert (await client.get("/page")).status_code == 200
        assert (await client.post("/page/a")).status_code == 200
    await app.stop()


run(main)
