"""usage: drive_pop.py PROGRAM   A job comes when the program's patience is at its end.

The gate holds the reply that has the job until the program gives up, if it does. Writes whether
anybody has the job then: the program, the queue, or nobody.
"""

import asyncio
import importlib
import json
import os
import sys

from gate import Gate
from redis.asyncio import Redis

HELD = 2.0  # longer than any program waits
ATTEMPTS = 5


async def attempt(program, gate, other):
    await other.delete("jobs")
    await program.client.set("warm", 1)
    before = gate.replies
    gate.hold()
    task = asyncio.create_task(program.next_job())
    await asyncio.sleep(0)
    while not await waits(other):
        if task.done():
            return None
        await asyncio.sleep(0.005)
    await other.rpush("jobs", "job")
    if not await gate.reply(before + 1, 5) or task.done():
        return None  # too late: the machine is busy
    await asyncio.wait([task], timeout=HELD)
    await gate.release()
    job = await task
    left = await other.lrange("jobs", 0, -1)
    return "program" if job else "queue" if left else "nobody"


async def waits(other):
    """Whether some client waits for a job."""
    return (await other.info("clients"))["blocked_clients"] > 0


async def main(name):
    async with Gate(int(os.environ["TARGET_PORT"])) as gate:
        os.environ["REDIS_PORT"] = str(gate.port)
        other = Redis(port=gate.target)
        program = importlib.import_module(name)
        for _ in range(ATTEMPTS):
            if (has := await attempt(program, gate, other)) is not None:
                break
            await gate.release()
    print(json.dumps(has), flush=True)
    os._exit(0)


asyncio.run(main(*sys.argv[1:]))
