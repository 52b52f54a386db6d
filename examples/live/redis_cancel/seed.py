"""The script of the first report: one connection, one cancelled task, two questions."""

import asyncio
import json
import os

from redis.asyncio import Redis


async def handler(r):
    await r.get("foo")


async def main():
    async with Redis(port=int(os.environ["REDIS_PORT"]), single_connection_client=True) as r:
        await r.set("bar", "bar")
        await r.set("foo", "foo")
        task = asyncio.create_task(handler(r))
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            pass
        replies = [await r.get("bar"), await r.get("foo")]
    print(json.dumps([reply and reply.decode() for reply in replies]))


asyncio.run(main())
