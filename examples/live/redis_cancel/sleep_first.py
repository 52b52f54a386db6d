"""The advice of the first report: to give way before the command. It does not help."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
)


async def handler(key):
    await asyncio.sleep(0)
    return await client.get(key)


async def lookup(key, leaves):
    task = asyncio.create_task(handler(key))
    await leaves.wait()
    task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        return None
