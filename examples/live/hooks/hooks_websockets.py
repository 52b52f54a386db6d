"""What a server of websockets asks before it accepts a connection."""

import websockets
from seen import here, run


def process_request(connection: object, request: object) -> None:
    here("process_request")


async def handler(connection: object) -> None: ...


async def main() -> None:
    async with websockets.serve(
        handler, "127.0.0.1", 0, process_request=process_request
    ) as server:
        port = server.sockets[0].getsockname()[1]
        async with websockets.connect(f"ws://127.0.0.1:{port}"):
            pass


run(main)
