"""A worker that tells the server how long it waits."""

import os

from redis.asyncio import Redis

client = Redis(port=int(os.environ["REDIS_PORT"]), socket_timeout=10)


async def next_job():
    return await client.blpop("jobs", timeout=1)
