"""A lookup beside a task that fails: the group cancels what is left."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
)


async def fail(leaves):
    await leaves.wait()
    raise ConnectionError("the user has left")


async def lookup(key, leaves):
    try:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(client.get(key))
            group.create_task(fail(leaves))
    except* ConnectionError:
        pass
    return None if task.cancelled() else task.result()
