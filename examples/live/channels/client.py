"""usage: client.py PORT [PATH [OTHER]]   A client that leaves when the server has begun to work.

With OTHER a second client asks there meanwhile, and the first leaves when it has its answer.
Writes how long the second has waited.
"""

import asyncio
import json
import sys
import time

from websockets import connect

PATIENCE = 60


async def main(port, path="", other=""):
    options = {"ping_interval": None, "close_timeout": 1}
    waited = 0.0
    url = f"ws://127.0.0.1:{port}/"
    second = await connect(url + other, **options) if other else None
    first = await connect(url + path, **options)
    await first.send("report")
    assert await asyncio.wait_for(first.recv(), PATIENCE) == "begun"
    if second is not None:
        began = time.monotonic()
        await second.send("x")
        assert await asyncio.wait_for(second.recv(), PATIENCE) == "echo"
        waited = time.monotonic() - began
        await second.close()
    await first.close()
    print(json.dumps({"waited": round(waited, 1)}))


asyncio.run(main(*sys.argv[1:]))
