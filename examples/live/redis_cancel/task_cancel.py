"""A lookup that is given up when the user leaves."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
)


async def lookup(key, leaves):
    task = asyncio.create_task(client.get(key))
    await leaves.wait()
    task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        return None
