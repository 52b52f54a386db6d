"""A consumer waits for a message on an idle layer. Writes how that ended, if it did."""

import asyncio
import json
import os
import time

import settings
from channels_redis.core import RedisChannelLayer

SECONDS = 9  # longer than the client's default timeout, and than the layer's own turns


async def main():
    layer = RedisChannelLayer(**settings.CHANNEL_LAYERS["default"]["CONFIG"])
    channel = await layer.new_channel()
    began = time.monotonic()
    try:
        await asyncio.wait_for(layer.receive(channel), SECONDS)
    except asyncio.TimeoutError as error:
        end = "still waiting"
        if time.monotonic() - began < SECONDS - 0.5:
            end = f"{type(error).__module__}.{type(error).__name__}"
    except Exception as error:
        end = f"{type(error).__module__}.{type(error).__name__}"
    print(json.dumps({"end": end, "after": round(time.monotonic() - began)}), flush=True)
    os._exit(0)


asyncio.run(main())
