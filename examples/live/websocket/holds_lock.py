"""A thread calls a function that holds the interpreter's lock all the time."""

import asyncio
import os

from websockets import serve


def report():
    return str(sum(range(int(os.environ["NUMBERS"]))))  # one call, which never lets go of the GIL


async def handler(socket):
    async for _ in socket:
        await socket.send(await asyncio.to_thread(report))


async def main():
    port = int(os.environ["PORT"])
    async with serve(handler, "127.0.0.1", port, ping_interval=0.5, ping_timeout=1.5):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main())
