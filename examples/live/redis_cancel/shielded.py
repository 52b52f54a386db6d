"""The command is shielded and goes on by itself."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
)


async def handler(key):
    command = asyncio.ensure_future(client.get(key))
    return await asyncio.shield(command)


async def lookup(key, leaves):
    task = asyncio.create_task(handler(key))
    await leaves.wait()
    task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        return None
