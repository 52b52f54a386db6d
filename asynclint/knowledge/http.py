"""HTTP clients: requests and what builds on it, urllib3, httpx, aiohttp, pycurl, httplib2."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Client, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request and waits for the response"
_BODY = "waits for the next part of the response's body"
_VERBS = "get options head post put patch delete request"

_REQUESTS = "https://requests.readthedocs.io/en/latest/api/"
_URLLIB3 = "https://urllib3.readthedocs.io/en/stable/reference/"
_HTTPX = "https://www.python-httpx.org/api/"
_HTTPX_TWIN = "httpx.AsyncClient.{}"
_HTTPX2 = "https://pypi.org/project/httpx2/"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="requests",
        packages=("requests",),
        blocks=(
            *methods("requests", _VERBS, Kind.NETWORK, _REQUEST, twin=_HTTPX_TWIN, why=_REQUESTS),
            *methods(
                "requests.Session", _VERBS, Kind.NETWORK, _REQUEST, twin=_HTTPX_TWIN, why=_REQUESTS
            ),
            Blocks(
                "requests.Session.send",
                Kind.NETWORK,
                _REQUEST,
                twin="httpx.AsyncClient.send",
                why=_REQUESTS,
            ),
            Blocks(
                "requests.adapters.HTTPAdapter.send",
                Kind.NETWORK,
                _REQUEST,
                twin="httpx.AsyncHTTPTransport.handle_async_request",
                why=_REQUESTS,
            ),
            Blocks(
                "requests.Response.iter_content.__iter__",
                Kind.NETWORK,
                _BODY,
                twin="httpx.Response.aiter_bytes",
                why=_REQUESTS + "#requests.Response.iter_content",
            ),
            Blocks(
                "requests.Response.iter_lines.__iter__",
                Kind.NETWORK,
                _BODY,
                twin="httpx.Response.aiter_lines",
                why=_REQUESTS + "#requests.Response.iter_lines",
            ),
        ),
        aliases={
            "requests.api": "requests",
            "requests.sessions.Session": "requests.Session",
            "requests.sessions.session": "requests.session",
            "requests.models.Response": "requests.Response",
        },
        returns={
            **returning("requests.Response", "requests", _VERBS),
            **returning("requests.Response", "requests.Session", _VERBS + " send"),
            "requests.adapters.HTTPAdapter.send": "requests.Response",
            "requests.session": "requests.Session",
            "requests.Session.__enter__": "Self",
            "requests.Session.get_adapter": "requests.adapters.HTTPAdapter",
            "requests.Response.iter_content": "requests.Response.iter_content",
            "requests.Response.iter_content.__iter__": "collections.abc.Iterator[bytes]",
            "requests.Response.iter_lines": "requests.Response.iter_lines",
            "requests.Response.iter_lines.__iter__": "collections.abc.Iterator[bytes]",
            "requests.Response.text": "str",
            "requests.Response.content": "bytes",
        },
    ),
    Library(
        distribution="requests-oauthlib",
        packages=("requests_oauthlib",),
        blocks=methods(
            "requests_oauthlib.OAuth2Session",
            "fetch_token refresh_token",
            Kind.NETWORK,
            "asks the authorization server for a token and waits for it",
            twin="authlib.integrations.httpx_client.AsyncOAuth2Client.{}",
            why="https://requests-oauthlib.readthedocs.io/en/latest/api.html",
        ),
        aliases={
            "requests_oauthlib.oauth1_session.OAuth1Session": "requests_oauthlib.OAuth1Session",
            "requests_oauthlib.oauth2_session.OAuth2Session": "requests_oauthlib.OAuth2Session",
        },
        bases={
            "requests_oauthlib.OAuth1Session": ("requests.Session",),
            "requests_oauthlib.OAuth2Session": ("requests.Session",),
        },
    ),
    Library(
        distribution="requests-cache",
        packages=("requests_cache",),
        aliases={"requests_cache.session.CachedSession": "requests_cache.CachedSession"},
        bases={"requests_cache.CachedSession": ("requests.Session",)},
    ),
    Library(
        distribution="cloudscraper",
        packages=("cloudscraper",),
        bases={"cloudscraper.CloudScraper": ("requests.Session",)},
        returns={
            "cloudscraper.create_scraper": "cloudscraper.CloudScraper",
            "cloudscraper.session": "cloudscraper.CloudScraper",
        },
    ),
    Library(
        distribution="urllib3",
        packages=("urllib3",),
        blocks=(
            Blocks(
                "urllib3.request",
                Kind.NETWORK,
                _REQUEST,
                twin="httpx.AsyncClient.request",
                when=">=2",
                why=_URLLIB3 + "urllib3.html",
            ),
            *methods(
                "urllib3.PoolManager",
                "request urlopen request_encode_url request_encode_body",
                Kind.NETWORK,
                _REQUEST,
                twin="httpx.AsyncClient.request",
                why=_URLLIB3 + "urllib3.poolmanager.html",
            ),
            *methods(
                "urllib3.HTTPConnectionPool",
                "request urlopen request_encode_url request_encode_body",
                Kind.NETWORK,
                _REQUEST,
                twin="httpx.AsyncClient.request",
                why=_URLLIB3 + "urllib3.connectionpool.html",
            ),
            *methods(
                "urllib3.HTTPResponse",
                "read readinto drain_conn stream.__iter__ read_chunked.__iter__",
                Kind.NETWORK,
                _BODY,
                twin="httpx.Response.aiter_bytes",
                why=_URLLIB3 + "urllib3.response.html",
            ),
        ),
        aliases={
            "urllib3.poolmanager.PoolManager": "urllib3.PoolManager",
            "urllib3.poolmanager.ProxyManager": "urllib3.ProxyManager",
            "urllib3.connectionpool.HTTPConnectionPool": "urllib3.HTTPConnectionPool",
            "urllib3.connectionpool.HTTPSConnectionPool": "urllib3.HTTPSConnectionPool",
            "urllib3.response.HTTPResponse": "urllib3.HTTPResponse",
            "urllib3.connectionpool.connection_from_url": "urllib3.connection_from_url",
            "urllib3.poolmanager.proxy_from_url": "urllib3.proxy_from_url",
        },
        bases={
            "urllib3.ProxyManager": ("urllib3.PoolManager",),
            "urllib3.HTTPSConnectionPool": ("urllib3.HTTPConnectionPool",),
        },
        returns={
            "urllib3.request": "urllib3.HTTPResponse",
            **returning("urllib3.HTTPResponse", "urllib3.PoolManager", "request urlopen"),
            **returning("urllib3.HTTPResponse", "urllib3.HTTPConnectionPool", "request urlopen"),
            **returning(
                "urllib3.HTTPConnectionPool",
                "urllib3.PoolManager",
                "connection_from_host connection_from_url",
            ),
            "urllib3.connection_from_url": "urllib3.HTTPConnectionPool",
            "urllib3.proxy_from_url": "urllib3.ProxyManager",
            "urllib3.HTTPResponse.stream": "urllib3.HTTPResponse.stream",
            "urllib3.HTTPResponse.stream.__iter__": "collections.abc.Iterator[bytes]",
            "urllib3.HTTPResponse.read_chunked": "urllib3.HTTPResponse.read_chunked",
            "urllib3.HTTPResponse.read_chunked.__iter__": "collections.abc.Iterator[bytes]",
            "urllib3.HTTPResponse.data": "bytes",
        },
    ),
    Library(
        distribution="httpx",
        packages=("httpx",),
        blocks=(
            *methods(
                "httpx", _VERBS + " stream", Kind.NETWORK, _REQUEST, twin=_HTTPX_TWIN, why=_HTTPX
            ),
            *methods(
                "httpx.Client",
                _VERBS + " send stream",
                Kind.NETWORK,
                _REQUEST,
                twin=_HTTPX_TWIN,
                why=_HTTPX + "#client",
            ),
            Blocks(
                "httpx.HTTPTransport.handle_request",
                Kind.NETWORK,
                _REQUEST,
                twin="httpx.AsyncHTTPTransport.handle_async_request",
                why="https://www.python-httpx.org/advanced/transports/",
            ),
        ),
        aliases={
            "httpx._api": "httpx",
            "httpx._client": "httpx",
            "httpx._models": "httpx",
            "httpx._transports.default": "httpx",
        },
        returns={
            **returning("httpx.Response", "httpx", _VERBS),
            "httpx.stream": "contextlib.AbstractContextManager[httpx.Response]",
            **returning("httpx.Response", "httpx.Client", _VERBS + " send"),
            "httpx.Client.stream": "contextlib.AbstractContextManager[httpx.Response]",
            **returning("httpx.Response", "httpx.AsyncClient", _VERBS + " send"),
            "httpx.AsyncClient.stream": "contextlib.AbstractAsyncContextManager[httpx.Response]",
            "httpx.Response.text": "str",
            "httpx.Response.content": "bytes",
        },
        asynchronous=names("httpx", "AsyncClient AsyncHTTPTransport AsyncBaseTransport"),
    ),
    Library(
        distribution="httpx2",
        packages=("httpx2",),
        blocks=(
            *methods(
                "httpx2",
                _VERBS + " query stream",
                Kind.NETWORK,
                _REQUEST,
                twin="httpx2.AsyncClient.{}",
                why=_HTTPX2,
            ),
            *methods(
                "httpx2.Client",
                _VERBS + " query send stream sse",
                Kind.NETWORK,
                _REQUEST,
                twin="httpx2.AsyncClient.{}",
                why=_HTTPX2,
            ),
        ),
        aliases={"httpx2._api": "httpx2", "httpx2._client": "httpx2", "httpx2._models": "httpx2"},
        returns={
            **returning("httpx2.Response", "httpx2", _VERBS + " query"),
            **returning("httpx2.Response", "httpx2.Client", _VERBS + " query send"),
            **returning("httpx2.Response", "httpx2.AsyncClient", _VERBS + " query send"),
            "httpx2.Client.stream": "contextlib.AbstractContextManager[httpx2.Response]",
        },
        asynchronous=names("httpx2", "AsyncClient AsyncHTTPTransport AsyncBaseTransport"),
    ),
    Library(
        distribution="aiohttp",
        packages=("aiohttp",),
        aliases={
            "aiohttp.client.ClientSession": "aiohttp.ClientSession",
            "aiohttp.client_reqrep.ClientResponse": "aiohttp.ClientResponse",
            "aiohttp.client_ws.ClientWebSocketResponse": "aiohttp.ClientWebSocketResponse",
            "aiohttp.web_ws.WebSocketResponse": "aiohttp.web.WebSocketResponse",
        },
        returns={
            **returning(
                "aiohttp.ClientResponse",
                "aiohttp.ClientSession",
                "get options head post put patch delete request",
            ),
            "aiohttp.ClientSession.ws_connect": "aiohttp.ClientWebSocketResponse",
            "aiohttp.ClientResponse.text": "str",
            "aiohttp.ClientResponse.read": "bytes",
        },
        asynchronous=names("aiohttp", "ClientSession ClientResponse ClientWebSocketResponse"),
        connections=dict.fromkeys(
            names("aiohttp", "web.WebSocketResponse ClientWebSocketResponse"), "aiohttp"
        ),
        # Sends wait only while the transport has paused writing.
        unyielding=names("aiohttp.web.WebSocketResponse", "send_str send_bytes send_json")
        + names("aiohttp.ClientWebSocketResponse", "send_str send_bytes send_json"),
        shelves=("app[*]",),
        clients=(
            Client(
                "aiohttp.ClientSession",
                noun="aiohttp session",
                pooled=True,
                local="detach",
                releases="close",
                why="https://docs.aiohttp.org/en/stable/client_reference.html#client-session",
            ),
            *(
                Client(
                    name,
                    noun="websocket",
                    pooled=False,
                    exclusive="raises RuntimeError",
                    local="exception get_extra_info",
                    alone="receive receive_str receive_bytes receive_json __anext__",
                    releases="close",
                    why="https://docs.aiohttp.org/en/stable/web_quickstart.html#websockets",
                )
                for name in names("aiohttp", "ClientWebSocketResponse web.WebSocketResponse")
            ),
        ),
    ),
    Library(
        distribution="pycurl",
        packages=("pycurl",),
        blocks=(
            Blocks(
                "pycurl.Curl.perform",
                Kind.NETWORK,
                "performs the transfer and waits until it is complete",
                twin="httpx.AsyncClient.request",
                why="http://pycurl.io/docs/latest/curlobject.html",
            ),
        ),
    ),
    Library(
        distribution="httplib2",
        packages=("httplib2",),
        blocks=(
            Blocks(
                "httplib2.Http.request",
                Kind.NETWORK,
                _REQUEST,
                twin="httpx.AsyncClient.request",
                why="https://httplib2.readthedocs.io/en/latest/libhttplib2.html",
            ),
        ),
    ),
    Library(
        distribution="curl-cffi",
        packages=("curl_cffi",),
        blocks=(
            *methods(
                "curl_cffi.requests",
                _VERBS,
                Kind.NETWORK,
                _REQUEST,
                twin="curl_cffi.requests.AsyncSession.{}",
                why="https://curl-cffi.readthedocs.io/en/latest/api.html",
            ),
            *methods(
                "curl_cffi.requests.Session",
                _VERBS,
                Kind.NETWORK,
                _REQUEST,
                twin="curl_cffi.requests.AsyncSession.{}",
                why="https://curl-cffi.readthedocs.io/en/latest/api.html",
            ),
        ),
        aliases={
            "curl_cffi.requests.session.Session": "curl_cffi.requests.Session",
            "curl_cffi.requests.session.AsyncSession": "curl_cffi.requests.AsyncSession",
            "curl_cffi.Session": "curl_cffi.requests.Session",
            "curl_cffi.AsyncSession": "curl_cffi.requests.AsyncSession",
        },
        asynchronous=("curl_cffi.requests.AsyncSession",),
    ),
)
