"""A consumer that does its slow work in a thread of its own."""

import asyncio
import os
import time

import django

django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer, WebsocketConsumer
from channels.routing import URLRouter
from django.urls import path


class Reports(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await self.send("begun")
        await asyncio.to_thread(time.sleep, float(os.environ["SECONDS"]))


class Echo(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        self.send("echo")


application = URLRouter([path("reports/", Reports.as_asgi()), path("echo/", Echo.as_asgi())])
