"""A client of the task's own, which ends with it."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
)


async def handler(key):
    async with Redis(port=int(os.environ["REDIS_PORT"])) as own:
        return await own.get(key)


async def lookup(key, leaves):
    task = asyncio.create_task(handler(key))
    await leaves.wait()
    task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        return None
