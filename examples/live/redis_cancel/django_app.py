"""An async view of Django with a client for all: nobody cancels anything here."""

import os

from django.conf import settings

settings.configure(
    SECRET_KEY="of an example", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, LOGGING_CONFIG=None
)

import django

django.setup()

from django.core.asgi import get_asgi_application
from django.http import HttpResponse
from django.urls import path
from redis.asyncio import Redis

client = Redis(port=int(os.environ["REDIS_PORT"]))


async def profile(request, key):
    return HttpResponse(await client.get(key))


urlpatterns = [path("<str:key>/", profile)]
application = get_asgi_application()
