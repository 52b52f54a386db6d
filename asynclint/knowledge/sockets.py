"""Long-lived connections: MQTT, NATS, ZeroMQ, websockets, gRPC."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Client, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_CONNECT = "connects and waits until the server has answered"
_NEXT = "waits for the next message"
_CLOSE = "says that it closes and waits for the other side to say so"

_PAHO = "https://eclipse.dev/paho/files/paho.mqtt.python/html/client.html"
_ZMQ = "https://pyzmq.readthedocs.io/en/latest/api/zmq.html"
_SOCKS = "https://github.com/Anorov/PySocks"
_WEBSOCKET = "https://websocket-client.readthedocs.io/en/latest/"
_WEBSOCKETS = "https://websockets.readthedocs.io/en/stable/reference/sync/client.html"
_STUBS = "https://grpc.io/docs/languages/python/basics/#calling-service-methods"
_GRPC = "https://grpc.github.io/grpc/python/grpc.html"

_TIMEOUT = (Unless("timeout", 0, (0,)),)
_ZMQ_FLAGS = (Unless("flags", 0, ("zmq.NOBLOCK", "zmq.DONTWAIT"), strict=True),)
_SYNC_SOCKET = "websockets.sync.client.ClientConnection"
_ASYNC_SOCKET = "websockets.asyncio.client.ClientConnection"
_SERVER = "websockets.asyncio.server.ServerConnection"
_LEGACY_CLIENT = "websockets.legacy.client.WebSocketClientProtocol"
_LEGACY_SERVER = "websockets.legacy.server.WebSocketServerProtocol"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="websockets of any framework",
        packages=(),
        meanwhile={
            "": "no ping is answered, and peers close their websockets (1011)",
            "channels": "no ping nor `disconnect` is handled, and peers close their websockets"
            " (1011)",
            # https://python-socketio.readthedocs.io/en/stable/server.html
            "socketio": "no ping is sent, and clients of Socket.IO give up and connect anew",
        },
    ),
    Library(
        distribution="nats-py",
        packages=("nats",),
        returns={
            "nats.connect": "nats.aio.client.Client",
            "nats.aio.client.Client.jetstream": "nats.js.JetStreamContext",
        },
        asynchronous=("nats.aio.client.Client", "nats.js.JetStreamContext"),
        clients=(
            Client(
                "nats.aio.client.Client",
                noun="NATS client",
                pooled=True,
                local="jetstream jsm new_inbox",
                releases="close drain",
                why="https://nats-io.github.io/nats.py/modules.html",
            ),
            Client(
                "nats.js.JetStreamContext",
                noun="JetStream client",
                pooled=True,
                writes="publish",
                why="https://nats-io.github.io/nats.py/modules.html",
            ),
        ),
    ),
    Library(
        distribution="paho-mqtt",
        packages=("paho",),
        blocks=(
            *methods(
                "paho.mqtt.client.Client",
                "connect connect_srv reconnect",
                Kind.NETWORK,
                "opens a connection to the broker",
                twin="aiomqtt.Client",
                why=_PAHO,
            ),
            Blocks(
                "paho.mqtt.client.Client.loop_forever",
                Kind.WAIT,
                "serves the connection until it is closed",
                twin="aiomqtt.Client",
                why=_PAHO,
            ),
            Blocks(
                "paho.mqtt.client.Client.loop",
                Kind.WAIT,
                "waits for traffic until the timeout",
                twin="aiomqtt.Client",
                unless=_TIMEOUT,
                why=_PAHO,
            ),
            Blocks(
                "paho.mqtt.client.Client.loop_stop",
                Kind.WAIT,
                "waits until the network thread has ended",
                twin="aiomqtt.Client",
                why=_PAHO,
            ),
            Blocks(
                "paho.mqtt.client.MQTTMessageInfo.wait_for_publish",
                Kind.WAIT,
                "waits until the message has been published",
                twin="aiomqtt.Client.publish",
                why=_PAHO,
            ),
            *methods(
                "paho.mqtt.publish",
                "single multiple",
                Kind.NETWORK,
                "connects, publishes and disconnects",
                twin="aiomqtt.Client.publish",
                why="https://eclipse.dev/paho/files/paho.mqtt.python/html/helpers.html",
            ),
            *methods(
                "paho.mqtt.subscribe",
                "simple callback",
                Kind.WAIT,
                _NEXT,
                twin="aiomqtt.Client.messages",
                why="https://eclipse.dev/paho/files/paho.mqtt.python/html/helpers.html",
            ),
        ),
        returns={"paho.mqtt.client.Client.publish": "paho.mqtt.client.MQTTMessageInfo"},
    ),
    Library(
        distribution="pyzmq",
        packages=("zmq",),
        blocks=(
            *methods(
                "zmq.Socket",
                "recv recv_multipart recv_string recv_json recv_pyobj",
                Kind.WAIT,
                _NEXT,
                twin="zmq.asyncio.Socket.{}",
                unless=_ZMQ_FLAGS,
                why=_ZMQ,
            ),
            *methods(
                "zmq",
                "Socket.poll Poller.poll",
                Kind.WAIT,
                "waits until a socket is ready",
                twin="zmq.asyncio.{}",
                unless=_TIMEOUT,
                why=_ZMQ,
            ),
            Blocks(
                "zmq.proxy",
                Kind.WAIT,
                "forwards messages for ever",
                why=_ZMQ,
            ),
        ),
        aliases={
            "zmq.sugar.socket.Socket": "zmq.Socket",
            "zmq.sugar.context.Context": "zmq.Context",
            "zmq.sugar.poll.Poller": "zmq.Poller",
        },
        returns={
            "zmq.Context.socket": "zmq.Socket",
            "zmq.Context.instance": "zmq.Context",
            "zmq.asyncio.Context.socket": "zmq.asyncio.Socket",
            "zmq.asyncio.Context.instance": "zmq.asyncio.Context",
        },
        asynchronous=names("zmq.asyncio", "Context Socket Poller"),
    ),
    Library(
        distribution="pysocks",
        packages=("socks",),
        blocks=(
            # Even one that does not wait is made to while it speaks with the proxy.
            *methods(
                "socks", "create_connection socksocket.connect", Kind.NETWORK, _CONNECT, why=_SOCKS
            ),
        ),
        bases={"socks.socksocket": ("socket.socket",)},
        returns={"socks.create_connection": "socks.socksocket"},
    ),
    Library(
        distribution="websocket-client",
        packages=("websocket",),
        blocks=(
            *methods(
                "websocket",
                "create_connection WebSocket.connect",
                Kind.NETWORK,
                _CONNECT,
                twin="websockets.connect",
                why=_WEBSOCKET,
            ),
            *methods(
                "websocket.WebSocket",
                "recv recv_data recv_data_frame recv_frame",
                Kind.WAIT,
                _NEXT,
                twin="websockets.ClientConnection.recv",
                why=_WEBSOCKET,
            ),
            *methods(
                "websocket.WebSocket",
                "send send_text send_bytes send_binary ping pong",
                Kind.NETWORK,
                "writes the message to the socket",
                twin="websockets.ClientConnection.send",
                why=_WEBSOCKET,
            ),
            Blocks(
                "websocket.WebSocket.close",
                Kind.NETWORK,
                _CLOSE,
                twin="websockets.ClientConnection.close",
                unless=(Unless("timeout", 2, (0,)),),
                why=_WEBSOCKET,
            ),
            *methods(
                "websocket.WebSocketApp",
                "send send_text send_bytes",
                Kind.NETWORK,
                "writes the message to the socket",
                twin="websockets.ClientConnection.send",
                why=_WEBSOCKET + "app.html",
            ),
            Blocks(
                "websocket.WebSocketApp.close",
                Kind.NETWORK,
                _CLOSE,
                twin="websockets.ClientConnection.close",
                unless=(Unless("timeout", None, (0,)),),
                why=_WEBSOCKET + "app.html",
            ),
            Blocks(
                "websocket.WebSocketApp.run_forever",
                Kind.WAIT,
                "serves the connection until it is closed",
                twin="websockets.connect",
                why=_WEBSOCKET + "app.html",
            ),
        ),
        returns={"websocket.create_connection": "websocket.WebSocket"},
    ),
    Library(
        distribution="websockets",
        packages=("websockets",),
        blocks=(
            Blocks(
                "websockets.sync.client.connect",
                Kind.NETWORK,
                _CONNECT,
                twin="websockets.connect",
                why=_WEBSOCKETS,
            ),
            *methods(
                _SYNC_SOCKET,
                "recv recv_streaming.__iter__ __iter__",
                Kind.WAIT,
                _NEXT,
                twin="websockets.asyncio.client.ClientConnection.recv",
                why=_WEBSOCKETS,
            ),
            Blocks(
                f"{_SYNC_SOCKET}.send",
                Kind.NETWORK,
                "writes the message to the socket",
                twin="websockets.asyncio.client.ClientConnection.send",
                why=_WEBSOCKETS,
            ),
        ),
        returns={
            "websockets.sync.client.connect": _SYNC_SOCKET,
            f"{_SYNC_SOCKET}.recv_streaming": f"{_SYNC_SOCKET}.recv_streaming",
            "websockets.asyncio.client.connect": _ASYNC_SOCKET,
            "websockets.legacy.client.connect": _LEGACY_CLIENT,
        },
        aliases={
            "websockets.ClientConnection": _ASYNC_SOCKET,
            "websockets.ServerConnection": _SERVER,
            "websockets.WebSocketClientProtocol": _LEGACY_CLIENT,
            "websockets.WebSocketServerProtocol": _LEGACY_SERVER,
            "websockets.connect": "websockets.asyncio.client.connect",
        },
        bases={
            _ASYNC_SOCKET: ("websockets.asyncio.connection.Connection",),
            _SERVER: ("websockets.asyncio.connection.Connection",),
            _LEGACY_CLIENT: ("websockets.legacy.protocol.WebSocketCommonProtocol",),
            _LEGACY_SERVER: ("websockets.legacy.protocol.WebSocketCommonProtocol",),
        },
        asynchronous=("websockets.asyncio.client.ClientConnection",),
        accepts={
            **dict.fromkeys(names("websockets", "serve unix_serve"), _SERVER),
            **dict.fromkeys(names("websockets.asyncio.server", "serve unix_serve"), _SERVER),
            **dict.fromkeys(names("websockets.server", "serve unix_serve"), _LEGACY_SERVER),
            **dict.fromkeys(names("websockets.legacy.server", "serve unix_serve"), _LEGACY_SERVER),
        },
        keepalives=dict.fromkeys(
            (
                "websockets.asyncio.connection.Connection",
                "websockets.legacy.protocol.WebSocketCommonProtocol",
            ),
            "ping_interval ping_timeout",
        ),
        # https://websockets.readthedocs.io/en/stable/topics/keepalive.html
        patience=dict.fromkeys(
            (
                "websockets.asyncio.connection.Connection",
                "websockets.legacy.protocol.WebSocketCommonProtocol",
            ),
            20,
        ),
        connections=dict.fromkeys(
            (_SERVER, _LEGACY_SERVER, _ASYNC_SOCKET, _LEGACY_CLIENT), "websockets"
        ),
        # https://websockets.readthedocs.io/en/stable/faq/asyncio.html
        unyielding=(
            "websockets.asyncio.connection.Connection.send",
            "websockets.legacy.protocol.WebSocketCommonProtocol.send",
        ),
        clients=(
            Client(
                "websockets.asyncio.connection.Connection",
                noun="websocket",
                pooled=False,
                exclusive="raises ConcurrencyError",
                alone="recv recv_streaming __aiter__",
                releases="close",
                why=_WEBSOCKETS.replace("sync", "asyncio") + "#websockets.asyncio.client",
            ),
            Client(
                "websockets.legacy.protocol.WebSocketCommonProtocol",
                noun="websocket",
                pooled=False,
                exclusive="raises RuntimeError",
                alone="recv __aiter__",
                releases="close",
                why="https://websockets.readthedocs.io/en/stable/reference/legacy/common.html",
            ),
        ),
    ),
    Library(
        distribution="grpcio",
        packages=("grpc",),
        blocks=(
            *methods(
                "grpc",
                "Future.result Future.exception",
                Kind.WAIT,
                "waits until the call has been answered or the channel is ready",
                twin="grpc.aio.Channel.channel_ready",
                why=_GRPC,
            ),
            Blocks(
                "grpc.Server.wait_for_termination",
                Kind.WAIT,
                "waits until the server has stopped",
                twin="grpc.aio.Server.wait_for_termination",
                why=_GRPC,
            ),
            Blocks(
                "grpc.Stub.*",
                Kind.NETWORK,
                "sends the request to the service and waits for the answer",
                twin="a stub of a grpc.aio channel",
                why=_STUBS,
            ),
        ),
        generated={"_pb2_grpc.Stub": ("grpc.Channel", "grpc.Stub")},
        returns={
            **returning(
                "grpc.Channel", "grpc", "insecure_channel secure_channel intercept_channel"
            ),
            **returning("grpc.aio.Channel", "grpc.aio", "insecure_channel secure_channel"),
            "grpc.channel_ready_future": "grpc.Future",
            "grpc.server": "grpc.Server",
            "grpc.aio.server": "grpc.aio.Server",
        },
        asynchronous=("grpc.aio.Channel", "grpc.aio.Server"),
    ),
)
