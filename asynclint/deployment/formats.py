"""Which files tell how a project is run, and who reads them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import TypeAlias, cast

from asynclint.deployment.setting import Item, Server

Reader: TypeAlias = Callable[[str], Iterator[Item]]

# Folders below the root that are looked into, and into theirs.
FOLDERS = (
    *("deploy", "deployment", "docker", "ops", "k8s", "kubernetes", "helm", "manifests", "etc"),
    *("conf", "config", "infra", "scripts", "bin", ".docker"),
)

# Patterns without groups, and the functions that read such files: most projects have few of them,
# so their modules are imported when there is something to read.
_FORMATS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"Procfile(?:\.[\w-]+)?", ("scripts.procfile",)),
    (r"(?:[^/]+\.)?Dockerfile(?:\.[\w.-]+)?|Containerfile", ("scripts.dockerfile",)),
    (r"(?!.*(?:example|sample|template|dist))(?:[\w-]*\.env(?:\.[\w.-]+)?)", ("scripts.shell",)),
    (r"hypercorn[\w.-]*\.toml", ("sections.hypercorn_toml",)),
    (r"fly(?:\.[\w-]+)?\.toml", ("sections.fly_toml",)),
    (r"[^/]*gunicorn[^/]*\.py", ("python_files.gunicorn_conf",)),
    (r"[^/]+\.service", ("sections.systemd",)),
    (r"[^/]+\.ini", ("sections.uwsgi_ini", "sections.supervisord")),
    (r"[^/]+\.conf", ("sections.supervisord", "sections.apache")),
    (r"[^/]+\.ya?ml", ("manifests.yaml",)),
    (r"(?:[^/]*uwsgi[^/]*|app)\.json", ("manifests.json",)),
    (r"[^/]*uwsgi[^/]*\.xml", ("scripts.uwsgi_xml",)),
    (r"GNUmakefile|[Mm]akefile", ("scripts.makefile",)),
    (
        r"[^/]+\.(?:sh|bash)|(?:docker-)?(?:entrypoint|start|run|serve|server|web)(?:[_-][\w-]+)?",
        ("scripts.shell",),
    ),
)
# Compiled when they are first asked for, and then kept by `re`.
_SOURCE = "|".join(f"({pattern})" for pattern, _ in _FORMATS)
# Other files say nothing.
_TELLING = (
    rb"(?i:uwsgi|gunicorn|uvicorn|hypercorn|granian|daphne|mod_wsgi|WSGIDaemonProcess|celery"
    rb"|ASGI_THREADS|fastapi|stop_grace_period|terminationGracePeriodSeconds|kill_timeout|Timeout(?:Stop)?Sec"
    rb"|RuntimeMaxSec|stopwaitsecs|max_requests|graceful_timeout|shutdown_timeout)"
)
_RUNS_UVICORN = rb"\buvicorn\b[\s\S]*\b(?:run|Config)[ \t]*\("


def is_source(name: str) -> bool:
    """Whether a file of this name may tell how a project is run."""
    if name.endswith(".py") and "gunicorn" not in name:  # to compile the patterns takes a while
        return False
    return re.fullmatch(_SOURCE, name) is not None


def is_telling(file: str, data: bytes) -> bool:
    """Whether the content of such a file is worth reading."""
    is_python = file.endswith(".py")  # only gunicorn's, whose options have common names
    return bool(data) and (is_python or re.search(_TELLING, data) is not None)


def runs_uvicorn(data: bytes) -> bool:
    """Whether a Python file may call `uvicorn.run`."""
    return b"uvicorn" in data and re.search(_RUNS_UVICORN, data) is not None


@cache
def reader(name: str) -> Reader:
    """The function of a module of this package."""
    module, _, function = name.partition(".")
    return cast(Reader, getattr(import_module(f"asynclint.deployment.{module}"), function))


def readers(file: str, told: Server | None = None) -> tuple[Reader, ...]:
    """Who reads a file; one that a server was told to read may have any name."""
    name = os.path.basename(file)
    if told is Server.GUNICORN:
        return (reader("python_files.gunicorn_conf"),)
    if told is Server.HYPERCORN:
        return (reader("sections.hypercorn_toml"),) if name.endswith(".toml") else ()
    if told is Server.UWSGI and name.endswith((".xml", ".json")):
        return (
            (reader("scripts.uwsgi_xml"),) if name.endswith(".xml") else (reader("manifests.json"),)
        )
    found = re.fullmatch(_SOURCE, name)
    names = _FORMATS[found.lastindex - 1][1] if found and found.lastindex else ()
    return tuple(map(reader, names))
