"""A worker that waits for a job, but not for long."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(port=int(os.environ["REDIS_PORT"]))


async def next_job():
    try:
        return await asyncio.wait_for(client.blpop("jobs"), 0.5)
    except asyncio.TimeoutError:
        return None
