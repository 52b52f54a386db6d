"""A lookup that may take a quarter of a second."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
)


async def lookup(key, leaves):
    try:
        return await asyncio.wait_for(client.get(key), 0.25)
    except asyncio.TimeoutError:
        return None
