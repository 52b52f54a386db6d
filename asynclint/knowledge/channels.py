"""Django Channels: consumers, and what they must not do while they handle a message.

`channels.utils.await_many_dispatch` awaits the handler of one message before it takes the next, and
`websocket.disconnect` is a message like any other. Daphne cancels an application that is still
running `--application-close-timeout` seconds after its client has left (10 by default), so that
the handler of that message is never called.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Consumer, Library, names

_DISPATCH = "https://github.com/django/channels/blob/4.3.2/channels/utils.py"
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


LIBRARIES: tuple[Library, ...] = (
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
        returns={"channels.db.database_sync_to_async": "channels.db.DatabaseSyncToAsync"},
        offloads={"channels.db.database_sync_to_async": 0, "channels.db.DatabaseSyncToAsync": 0},
        workers=names("channels.db", "database_sync_to_async DatabaseSyncToAsync"),
        one_thread=names("channels.db", "database_sync_to_async DatabaseSyncToAsync"),
        asynchronous=(
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
