"""Callbacks of NiceGUI that are plain functions."""

import asyncio

import httpx
from fastapi import FastAPI
from nicegui import Client, ui
from nicegui.events import GenericEventArguments, handle_event
from seen import here, run


@ui.page("/")
def page() -> None:
    here("page")
    ui.button("keyword", on_click=lambda: here("button(on_click=)"))
    ui.button("method").on_click(lambda: here("button.on_click"))
    ui.label("label").on("click", lambda: here("element.on"))
    ui.input("text", on_change=lambda: here("input(on_change=)"))


async def main() -> None:
    server = FastAPI()
    ui.run_with(server)
    transport = httpx.ASGITransport(app=server)
    async with (
        server.router.lifespan_context(server),
        httpx.AsyncClient(transport=transport, base_url="http://hooks") as client,
    ):
        await client.get("/")
        for one in list(Client.instances.values()):
            for element in list(one.elements.values()):
                if isinstance(element, ui.input):
                    element.value = "changed"
                for listener in element._event_listeners.values():
                    if listener.type == "click":
                        arguments = GenericEventArguments(sender=element, client=one, args={})
                        handle_event(listener.handler, arguments)
        await asyncio.sleep(0.1)


run(main)
