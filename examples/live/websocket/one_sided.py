"""More patience on this side alone: the other side still gives up after its own."""

import asyncio
import os
import time

from websockets import serve


def report():
    time.sleep(4)  # longer than the other side waits
    return "done"


async def handler(socket):
    async for _ in socket:
        await socket.send(report())


async def main():
    port = int(os.environ["PORT"])
    async with serve(handler, "127.0.0.1", port, ping_interval=0.5, ping_timeout=60):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main())
