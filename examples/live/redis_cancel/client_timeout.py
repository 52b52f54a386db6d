"""The client's own timeout: it knows that the connection cannot be used again."""

import os

import redis
from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
    socket_timeout=2,
)


async def lookup(key, leaves):
    try:
        return await client.get(key)
    except redis.TimeoutError:
        return None
