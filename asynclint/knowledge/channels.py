"""Django Channels: consumers, and what they must not do while they handle a message.

`channels.utils.await_many_dispatch` awaits the handler of one message before it takes the next, and
`websocket.disconnect` is a message like any other. Daphne cancels an application that is still
running `--application-close-timeout` seconds after its client has left (10 by default), so that
the handler of that message is never called.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Backend, Consumer, Variable, names
from asynclint.knowledge.library import Library

_DISPATCH = "https://github.com/django/channels/blob/4.3.2/channels/utils.py"
_LAYER = "channels.layers.BaseChannelLayer"
_SENDERS = "group_send send send_group"
_WEBSOCKET = "websocket_connect websocket_receive websocket_disconnect"
_GENERIC = f"connect receive disconnect {_WEBSOCKET}"
_HTTP = "http_request http_disconnect"
_LEAVING = "disconnect websocket_disconnect"


def _consumers(on_loop: bool, module: str, classes: str, handlers: str) -> tuple[Consumer, ...]:
    return tuple(
        Consumer(name, "channels", on_loop, handlers, _LEAVING, senders=_SENDERS, why=_DISPATCH)
        for name in names(module, classes)
    )


_NO_EFFECT = "sync code shares one thread whatever it says"
_ASGIREF = "https://github.com/django/asgiref/blob/main/CHANGELOG.txt"
_THREADS = "ASGI_THREADS"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="asgiref, its variables",
        packages=("asgiref",),
        variables=(
            Variable(
                _THREADS,
                "asgiref",
                (">=3.4.0,<3.5",),
                "importing it raises RuntimeError",
                breaks=True,
                why=_ASGIREF,
            ),
            Variable(_THREADS, "asgiref", (">=3.3.0,<3.4", ">=3.5"), _NO_EFFECT, why=_ASGIREF),
            # What these require of asgiref, where nothing else says which release is used.
            Variable(_THREADS, "channels", (">=4.0",), _NO_EFFECT, why=_ASGIREF),
            Variable(_THREADS, "django", (">=4.2",), _NO_EFFECT, why=_ASGIREF),
        ),
    ),
    Library(
        distribution="channels, its layers",
        packages=("channels_redis",),
        backends=(
            Backend(
                "channels.layers.InMemoryChannelLayer",
                "processes do not see each other's groups: messages between them are lost",
                "use a layer that processes share: `channels_redis.core.RedisChannelLayer`",
                why="https://channels.readthedocs.io/en/stable/topics/channel_layers.html",
            ),
            Backend(
                "channels_redis.core.RedisChannelLayer",
                "its reads time out after 5 s, and every consumer with them",
                "require `redis<8`, or give the hosts a `socket_timeout` of more than 5 seconds",
                versions={"redis": (">=8.0.0",), "channels-redis": (">=4.0,<=4.3.0",)},
                untimed=True,
                why="https://github.com/django/channels_redis/issues/422",
            ),
            Backend(
                "channels_redis.core.RedisChannelLayer",
                "a read that it cancels mixes up replies or loses messages",
                "require `redis>=4.5.5`",
                versions={"redis": (">=4.4.0,<4.5.5",), "channels-redis": (">=4.0.0,<4.1",)},
                repaired="4.5.5",
                why="https://github.com/django/channels_redis/issues/366",
            ),
        ),
    ),
    Library(
        distribution="channels",
        packages=("channels",),
        bases={
            "channels.generic.websocket.WebsocketConsumer": ("channels.consumer.SyncConsumer",),
            "channels.generic.websocket.JsonWebsocketConsumer": (
                "channels.generic.websocket.WebsocketConsumer",
            ),
            "channels.generic.websocket.AsyncWebsocketConsumer": (
                "channels.consumer.AsyncConsumer",
            ),
            "channels.generic.websocket.AsyncJsonWebsocketConsumer": (
                "channels.generic.websocket.AsyncWebsocketConsumer",
            ),
            "channels.generic.http.AsyncHttpConsumer": ("channels.consumer.AsyncConsumer",),
        },
        returns={
            "channels.db.database_sync_to_async": "channels.db.DatabaseSyncToAsync",
            "channels.layers.get_channel_layer": _LAYER,
            "channels.consumer.AsyncConsumer.channel_layer": _LAYER,
            "channels.consumer.SyncConsumer.channel_layer": _LAYER,
        },
        offloads={"channels.db.database_sync_to_async": 0, "channels.db.DatabaseSyncToAsync": 0},
        workers=names("channels.db", "database_sync_to_async DatabaseSyncToAsync"),
        one_thread=names("channels.db", "database_sync_to_async DatabaseSyncToAsync"),
        borrows={
            **dict.fromkeys(names("channels.db", "database_sync_to_async DatabaseSyncToAsync"), ""),
            # The layer over redis opens a connection for each of its event loops.
            **dict.fromkeys(
                names(_LAYER, "send receive group_send group_add group_discard"), "channels-redis"
            ),
        },
        asynchronous=(
            _LAYER,
            "channels.db.DatabaseSyncToAsync",
            "channels.generic.websocket.AsyncWebsocketConsumer",
            "channels.generic.http.AsyncHttpConsumer",
        ),
        consumers=(
            *_consumers(
                True,
                "channels.generic.websocket",
                "AsyncWebsocketConsumer AsyncJsonWebsocketConsumer",
                f"{_GENERIC} receive_json",
            ),
            *_consumers(
                False,
                "channels.generic.websocket",
                "WebsocketConsumer JsonWebsocketConsumer",
                f"{_GENERIC} receive_json",
            ),
            Consumer(
                "channels.generic.http.AsyncHttpConsumer",
                "channels",
                True,
                f"handle disconnect {_HTTP}",
                "disconnect http_disconnect",
                senders=_SENDERS,
                why=_DISPATCH,
            ),
            *(
                Consumer(
                    name,
                    "channels",
                    name.endswith("AsyncConsumer"),
                    f"{_WEBSOCKET} {_HTTP}",
                    "websocket_disconnect http_disconnect",
                    serving=f"{_WEBSOCKET} {_HTTP}",
                    senders=_SENDERS,
                    why=_DISPATCH,
                )
                for name in names("channels.consumer", "AsyncConsumer SyncConsumer")
            ),
        ),
    ),
)
