"""usage: drive.py PROGRAM...   Cancels each program's lookup while its reply is on the way.

The gate holds the reply. Then other keys are asked for; written is, for each program, what each
was answered. A quarter of a second can pass before a busy machine has sent the command: then the
attempt shows nothing, and there is another.
"""

import asyncio
import importlib
import json
import os
import sys

from gate import Gate

ATTEMPTS = 5
PATIENCE = 1.0


async def answers(client, gate):
    """What later callers get, while each reply waits until the next one has come, too."""
    given = {}
    for key in ("k1", "k2", "k3"):
        gate.hold()
        sent = gate.replies
        task = asyncio.ensure_future(ask(client, key))
        while not task.done():
            more = asyncio.ensure_future(gate.reply(sent + 1, PATIENCE))
            await asyncio.wait([task, more], return_when=asyncio.FIRST_COMPLETED)
            more.cancel()
            if not task.done():
                sent = gate.replies
                await gate.let()
        given[key] = task.result()
    await gate.release()
    return given


async def ask(client, key):
    try:
        reply = await asyncio.wait_for(client.get(key), 5)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:90]
    return reply and reply.decode()


async def attempt(program, gate):
    """The answers, or None if the command had not been sent when it was cancelled."""
    client = program.client
    for number in range(4):
        await client.set(f"k{number}", f"v{number}")
    sent = gate.replies
    gate.hold()
    leaves = asyncio.Event()
    task = asyncio.create_task(program.lookup("k0", leaves))
    arrived = await gate.reply(sent + 1, 5)
    if arrived and task.done():
        arrived = False
    leaves.set()
    await task
    given = await answers(client, gate)
    if hasattr(client, "aclose"):
        await client.aclose()
    else:
        await client.close()
    return given if arrived else None


async def main():
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    found = {}
    async with Gate(int(os.environ["TARGET_PORT"])) as gate:
        os.environ["REDIS_PORT"] = str(gate.port)
        for name in sys.argv[1:]:
            for _ in range(ATTEMPTS):
                sys.modules.pop(name, None)
                if (given := await attempt(importlib.import_module(name), gate)) is not None:
                    found[name] = given
                    break
    print(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main())
