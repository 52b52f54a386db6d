"""Whichever comes first: the reply, or the end of the request."""

import asyncio
import os

from redis.asyncio import Redis

client = Redis(
    port=int(os.environ["REDIS_PORT"]),
    single_connection_client=os.environ["SINGLE"] == "1",
)


async def lookup(key, leaves):
    reply = asyncio.create_task(client.get(key))
    end = asyncio.create_task(leaves.wait())
    done, pending = await asyncio.wait({reply, end}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return reply.result() if reply in done else None
