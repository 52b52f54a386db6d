"""A lookup inside of a block that may take a quarter of a second."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
)


async def lookup(key, leaves):
    try:
        async with asyncio.timeout(0.25):
            return await client.get(key)
    except TimeoutError:
        return None
