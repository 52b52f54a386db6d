"""A consumer that sends as long as there is a client, and never looks for it."""

import asyncio
import sys

import django

django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer


class Reports(AsyncWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add("reports", self.channel_name)
        await self.accept()

        while True:
            await self.send("begun")
            await asyncio.sleep(0.1)

    async def disconnect(self, code):
        await self.channel_layer.group_discard("reports", self.channel_name)
        print("disconnect: done", file=sys.stderr, flush=True)


application = Reports.as_asgi()
