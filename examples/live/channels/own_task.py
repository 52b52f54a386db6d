"""A consumer whose work is a task of its own, and ends with its client."""

import asyncio
import sys

import django

django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer


class Reports(AsyncWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add("reports", self.channel_name)
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        await self.send("begun")
        self.task = asyncio.create_task(self.work())

    async def work(self):
        await asyncio.sleep(30)
        await self.send("done")

    async def disconnect(self, code):
        self.task.cancel()
        await self.channel_layer.group_discard("reports", self.channel_name)
        print("disconnect: done", file=sys.stderr, flush=True)


application = Reports.as_asgi()
