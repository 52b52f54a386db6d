"""Asynchronous clients that do what blocking ones do, and where the two differ: for fixes only.

What has the same arguments and the same results under another name needs no row here: the tables
of blocking calls name it as their `twin`.
"""

from __future__ import annotations

from collections.abc import Mapping

from asynclint.knowledge.repair import Exchange, Twin

_URL = dict.fromkeys(("get", "options", "head", "delete", "post", "put", "patch"), ("url",))
_HTTPX = {**_URL, "request": ("method", "url")}

TWINS: tuple[Twin, ...] = (
    *(
        Twin(
            library,
            "AsyncClient",
            package=library,
            distribution=library,
            shots=(library,),
            methods=_HTTPX,
            of_client=("cookies", "proxy", "verify", "trust_env"),
        )
        for library in ("httpx", "httpx2")
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
        reasons=("exception-type", "result"),
    ),
)

_HTTPX_CLIENT = ("transport", "mounts", "event_hooks", "auth")
_MODELS = ("http_client", "azure_ad_token_provider", "_enforce_credentials")
_STREAMED = ("stream", "list", "with_raw_response", "with_streaming_response", "stream_format")

# Clients of libraries that have asynchronous ones of the same kind.
EXCHANGES: tuple[Exchange, ...] = (
    Exchange(
        "httpx",
        "httpx",
        makers={"httpx.Client": "AsyncClient"},
        refused=_HTTPX_CLIENT,
        unlike=("stream", "auth"),
        ends={"close": "aclose"},
        plain=("build_request",),
    ),
    Exchange(
        "httpx2",
        "httpx2",
        makers={"httpx2.Client": "AsyncClient"},
        refused=_HTTPX_CLIENT,
        unlike=("stream", "sse", "auth"),
        ends={"close": "aclose"},
        plain=("build_request",),
    ),
    Exchange(
        "redis.asyncio",
        "redis",
        makers={
            "redis.Redis": "Redis",
            "redis.Redis.from_url": "Redis.from_url",
            "redis.from_url": "from_url",
        },
        when=">=5.0.1",
        positional=4,
        refused=("connection_pool", "retry", "cache", "cache_config", "redis_connect_func"),
        unlike=("transaction", "pipeline", "pubsub", "monitor", "lock"),
        ends={"close": "aclose"},
    ),
    Exchange(
        "openai",
        "openai",
        makers={"openai.OpenAI": "AsyncOpenAI", "openai.AzureOpenAI": "AsyncAzureOpenAI"},
        when=">=1",
        refused=_MODELS,
        unlike=(*_STREAMED, "stream_to_file"),
        ends={"close": "close"},
    ),
    Exchange(
        "anthropic",
        "anthropic",
        makers={"anthropic.Anthropic": "AsyncAnthropic"},
        refused=_MODELS,
        unlike=_STREAMED,
        ends={"close": "close"},
    ),
    Exchange(
        "pymongo",
        "pymongo",
        makers={"pymongo.MongoClient": "AsyncMongoClient"},
        when=">=4.13",
        positional=2,
        unlike=(
            *("aggregate", "aggregate_raw_batches", "watch", "start_session", "session"),
            *("list_collections", "list_databases", "list_indexes", "list_search_indexes"),
        ),
        ends={"close": "close"},
    ),
    Exchange(
        "elasticsearch",
        "elasticsearch",
        makers={"elasticsearch.Elasticsearch": "AsyncElasticsearch"},
        needs="aiohttp",
        positional=1,
        refused=("node_class", "transport_class", "node_pool_class", "serializer", "serializers"),
        ends={"close": "close"},
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

# What can be iterated asynchronously: as it is, or what another method gives.
ITERATED: Mapping[str, str] = {
    "django.db.models.QuerySet.__iter__": "",
    "django.db.models.QuerySet.iterator.__iter__": "aiterator",
}
