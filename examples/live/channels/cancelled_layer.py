"""What consumers do with the layer: wait for a message, leave; send, and wait again.

Writes what was wrong with each round.
"""

import asyncio
import json
import os

from channels_redis.core import RedisChannelLayer

ROUNDS = 6
PATIENCE = 5

layer = RedisChannelLayer(hosts=[f"redis://127.0.0.1:{os.environ['REDIS_PORT']}/0"])


async def leave(channel):
    """A consumer that waits for messages and is told to go."""
    task = asyncio.create_task(layer.receive(channel))
    await asyncio.wait([task], timeout=0.2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def main():
    channel = await layer.new_channel()
    wrong = []
    for number in range(ROUNDS):
        await leave(channel)
        try:
            await asyncio.wait_for(layer.send(channel, {"type": "x", "number": number}), PATIENCE)
            message = await asyncio.wait_for(layer.receive(channel), PATIENCE)
            if message["number"] != number:
                wrong.append(f"message {message['number']} for {number}")
        except asyncio.TimeoutError:
            wrong.append("the message never came")
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error}"[:80])
    print(json.dumps(wrong), flush=True)
    os._exit(0)  # what the layer has left behind would keep the loop


asyncio.run(main())
