"""A process calls the function that holds the interpreter's lock."""

import asyncio
import os
from concurrent.futures import ProcessPoolExecutor

from websockets import serve

pool = ProcessPoolExecutor(1)


def report():
    return str(sum(range(int(os.environ["NUMBERS"]))))  # one call, which never lets go of the GIL


async def handler(socket):
    async for _ in socket:
        loop = asyncio.get_running_loop()
        await socket.send(await loop.run_in_executor(pool, report))


async def main():
    port = int(os.environ["PORT"])
    async with serve(handler, "127.0.0.1", port, ping_interval=0.5, ping_timeout=1.5):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main())
