"""What servers cancel when a client leaves before it has its answer.

Each row has been seen to happen with uvicorn 0.54, hypercorn 0.18 and daphne 4.2, or the server
that the framework brings. Django 4.2, Starlette, FastAPI and Litestar let a view finish, middleware
or not; so does aiohttp from 3.7 on unless it is told otherwise.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Departure, names
from asynclint.knowledge.library import Library

_ASGI = "uvicorn uvicorn-worker daphne hypercorn granian"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="web frameworks, when clients leave",
        packages=(),
        departures=(
            Departure(
                "django",
                "django",
                (">=5.0",),
                servers=_ASGI,
                why="https://docs.djangoproject.com/en/stable/topics/async/#handling-disconnects",
            ),
            Departure(
                "django",
                "django",
                (">=5.0",),
                servers=_ASGI,
                streams=names("django.http", "StreamingHttpResponse"),
                why="https://docs.djangoproject.com/en/stable/ref/request-response/",
            ),
            Departure(
                "starlette",
                "starlette",
                streams=(
                    *names("starlette.responses", "StreamingResponse"),
                    *names("fastapi.responses", "StreamingResponse"),
                    *names("sse_starlette", "EventSourceResponse"),
                    *names("sse_starlette.sse", "EventSourceResponse"),
                ),
                why="https://github.com/encode/starlette/blob/master/starlette/responses.py",
            ),
            Departure(
                "quart",
                "quart",
                why="https://github.com/pallets/quart/blob/main/src/quart/asgi.py",
            ),
            Departure(
                "sanic",
                "sanic",
                unless=_ASGI,
                why="https://github.com/sanic-org/sanic/tree/main/sanic/server/protocols",
            ),
            Departure(
                "aiohttp",
                "aiohttp",
                switches=names("aiohttp.web", "run_app AppRunner Server ServerRunner"),
                keyword="handler_cancellation",
                why="https://docs.aiohttp.org/en/stable/web_advanced.html#peer-disconnection",
            ),
        ),
    ),
)
