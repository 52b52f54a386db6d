"""All connections are dropped when the command is cancelled, also those of others."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
)


async def handler(key):
    try:
        return await client.get(key)
    except asyncio.CancelledError:
        await client.connection_pool.disconnect()
        raise


async def lookup(key, leaves):
    task = asyncio.create_task(handler(key))
    await leaves.wait()
    task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        return None
