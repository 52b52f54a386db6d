"""The options of servers that are worth knowing, and how they are spelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from asynclint.deployment.setting import Include, Item, Origin, Server, Stated, is_true


class Options(msgspec.Struct, frozen=True):
    """The options of one server: names without dashes.

    `same` leads from other spellings to the names, also from those of one letter; `files` are the
    options that name configuration files; `prefix` begins its environment variables.
    """

    values: frozenset[str]
    flags: frozenset[str] = frozenset()
    same: Mapping[str, str] = msgspec.field(default_factory=dict)
    files: frozenset[str] = frozenset()
    prefix: str = ""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPTIONS = {
    Server.UWSGI: Options(
        _names("""
            max-requests max-requests-delta max-worker-lifetime max-worker-lifetime-delta
            min-worker-lifetime reload-on-as reload-on-rss evil-reload-on-as evil-reload-on-rss
            harakiri reload-mercy worker-reload-mercy mule-reload-mercy processes threads async
            gevent spooler spooler-frequency mules
        """),
        _names("""
            skip-atexit skip-atexit-teardown enable-threads no-threads-wait ugreen lazy lazy-apps
            master mule die-on-term
        """),
        {
            "workers": "processes",
            "p": "processes",
            "spooler-freq": "spooler-frequency",
            "R": "max-requests",
            "t": "harakiri",
            "T": "enable-threads",
            "M": "master",
            "Q": "spooler",
            "x": "xml",
            "y": "yaml",
            "yml": "yaml",
            "j": "json",
            "include": "ini",
        },
        _names("ini xml yaml json"),
        "UWSGI_",
    ),
    Server.GUNICORN: Options(
        _names("""
            max-requests max-requests-jitter timeout graceful-timeout worker-class threads workers
        """),
        _names("preload reload"),
        {
            "preload-app": "preload",
            "t": "timeout",
            "k": "worker-class",
            "w": "workers",
            "c": "config",
        },
        _names("config"),
    ),
    Server.UVICORN: Options(
        _names("""
            limit-max-requests limit-max-requests-jitter timeout-graceful-shutdown workers
            ws-ping-interval ws-ping-timeout
        """),
        _names("reload"),
        prefix="UVICORN_",
    ),
    Server.HYPERCORN: Options(
        _names("""
            max-requests max-requests-jitter graceful-timeout shutdown-timeout worker-class workers
            websocket-ping-interval
        """),
        _names("reload"),
        {"k": "worker-class", "w": "workers", "c": "config", "use-reloader": "reload"},
        _names("config"),
    ),
    Server.GRANIAN: Options(
        _names("workers workers-lifetime workers-max-rss workers-kill-timeout blocking-threads"),
        _names("reload respawn-failed-workers"),
        prefix="GRANIAN_",
    ),
    Server.DAPHNE: Options(
        _names("application-close-timeout ping-interval ping-timeout websocket_timeout")
    ),
    Server.MOD_WSGI: Options(
        _names("""
            maximum-requests restart-interval graceful-timeout shutdown-timeout processes threads
        """)
    ),
    Server.ASGIREF: Options(_names("threads"), prefix="ASGI_"),
    Server.CELERY: Options(
        _names("max-tasks-per-child max-memory-per-child"),
        same={"maxtasksperchild": "max-tasks-per-child"},
    ),
}


def named(server: Server, spelled: str) -> tuple[str, bool]:
    """The name of an option however spelled, and whether a command line gives it a value.

    The name is empty for options that are not worth knowing.
    """
    options = OPTIONS[server]
    name = options.same.get(spelled, spelled)
    has_value = name in options.values or name in options.files
    return (name if has_value or name in options.flags else ""), has_value


def chosen(
    server: Server, spelled: str, value: str, start: int, end: int, origin: Origin
) -> Iterator[Item]:
    """What it says to give a value to an option."""
    name, has_value = named(server, spelled)
    if name in OPTIONS[server].files:
        yield Include(server, value)
    elif name:
        is_set = not has_value and is_true(value)
        yield Stated(server, name, "" if is_set else value, start, end, origin)


def in_python(spelled: str) -> str:
    """The option that an identifier means."""
    return spelled.replace("_", "-")
