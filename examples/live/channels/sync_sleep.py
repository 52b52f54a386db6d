"""Sync consumers: all of a process share one thread."""

import os
import time

import django

django.setup()

from channels.generic.websocket import WebsocketConsumer
from channels.routing import URLRouter
from django.urls import path


class Reports(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        self.send("begun")
        time.sleep(float(os.environ["SECONDS"]))


class Echo(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        self.send("echo")


application = URLRouter([path("reports/", Reports.as_asgi()), path("echo/", Echo.as_asgi())])
