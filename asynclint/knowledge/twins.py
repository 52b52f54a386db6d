"""Asynchronous clients that do what blocking ones do, and where the two differ: for fixes only.

What has the same arguments and the same results under another name needs no row here: the tables
of blocking calls name it as their `twin`.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from asynclint.diagnostic import Reason


class Twin(msgspec.Struct, frozen=True):
    """A class of asynchronous clients.

    `module` and `name` say where it is; `distribution`, imported as `package`, must be something
    that the project depends on. `shots` are modules whose functions make a client for one call:
    `methods` are the ones it has as well, with the names of their positional parameters.

    `arguments` are keywords of such calls and what they are called here; None where all are the
    same. Some go by the type of what is passed (`typed`), some belong to the constructor
    (`of_client`), and one adds to a URL there and replaces its query here (`query`). `defaults`
    are what the constructor must be told to behave as the other does, `alike` the methods that do
    so by themselves.

    `results` are attributes of what calls return and what they are called here, `exceptions` those
    classes that have a counterpart in `module`; None where they are the same. `reasons` say what
    remains different.
    """

    module: str
    name: str
    package: str
    distribution: str
    shots: tuple[str, ...] = ()
    methods: Mapping[str, tuple[str, ...]] = {}
    arguments: Mapping[str, str] | None = None
    typed: Mapping[str, Mapping[str, str]] = {}
    of_client: tuple[str, ...] = ()
    query: str = ""
    defaults: Mapping[str, str] = {}
    alike: Mapping[str, tuple[str, ...]] = {}
    results: Mapping[str, str] | None = None
    exceptions: Mapping[str, str] | None = None
    reasons: tuple[Reason, ...] = ()


_URL = dict.fromkeys(("get", "options", "head", "delete", "post", "put", "patch"), ("url",))
_HTTPX = {**_URL, "request": ("method", "url")}

TWINS: tuple[Twin, ...] = (
    Twin(
        "httpx",
        "AsyncClient",
        package="httpx",
        distribution="httpx",
        shots=("httpx",),
        methods=_HTTPX,
        of_client=("cookies", "proxy", "verify", "trust_env"),
    ),
    Twin(
        "httpx2",
        "AsyncClient",
        package="httpx2",
        distribution="httpx2",
        shots=("httpx2",),
        methods=_HTTPX,
        of_client=("cookies", "proxy", "verify", "trust_env"),
    ),
    Twin(
        "httpx",
        "AsyncClient",
        package="httpx",
        distribution="httpx",
        shots=("requests",),
        methods={
            **_HTTPX,
            "get": ("url", "params"),
            "post": ("url", "data", "json"),
            "put": ("url", "data"),
            "patch": ("url", "data"),
        },
        arguments={
            "url": "url",
            "method": "method",
            "params": "params",
            "json": "json",
            "headers": "headers",
            "timeout": "timeout",
            "allow_redirects": "follow_redirects",
        },
        typed={
            "data": {
                "builtins.dict": "data",
                "builtins.str": "content",
                "builtins.bytes": "content",
            },
            "auth": {"builtins.tuple": "auth"},
        },
        of_client=("cookies", "verify", "cert"),
        query="params",
        defaults={"follow_redirects": "True", "timeout": "None"},
        alike={"follow_redirects": ("head",)},
        results={
            "status_code": "status_code",
            "text": "text",
            "content": "content",
            "headers": "headers",
            "json": "json",
            "raise_for_status": "raise_for_status",
            "elapsed": "elapsed",
            "ok": "is_success",
            "reason": "reason_phrase",
        },
        exceptions={
            "requests.RequestException": "HTTPError",
            "requests.HTTPError": "HTTPStatusError",
            "requests.Timeout": "TimeoutException",
            "requests.ConnectTimeout": "ConnectTimeout",
            "requests.ReadTimeout": "ReadTimeout",
            "requests.ConnectionError": "NetworkError",
        },
        reasons=(Reason.EXCEPTION_TYPE, Reason.RESULT),
    ),
)

# Of methods without a body: what such a client takes for others only.
BODYLESS = ("get", "options", "head", "delete")
BODY = ("data", "content", "json")

# The releases that first have the twins of methods and functions, by the names of those or of what
# they are in: the distribution, and which releases.
SINCE: Mapping[str, tuple[str, str]] = {
    "django.db.models.QuerySet": ("django", ">=4.1"),
    "django.db.models.QuerySet.__iter__": ("django", ">=4.1"),
    "django.db.models.Model": ("django", ">=4.2"),
    "django.core.cache.backends.base.BaseCache": ("django", ">=4.0"),
    "django.shortcuts": ("django", ">=5.0"),
    "django.contrib.auth": ("django", ">=5.0"),
    "django.contrib.auth.models.UserManager": ("django", ">=5.2"),
    "django.contrib.sessions.backends.base.SessionBase": ("django", ">=5.1"),
}

# What can be iterated asynchronously as it is.
ITERATED = ("django.db.models.QuerySet.__iter__", "django.db.models.QuerySet.iterator.__iter__")
