"""usage: client.py PORT   Asks once, pings all the time, and tells how the connection fared."""

import asyncio
import json
import sys
import time

from websockets import connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 60
LIVES_ON = 2.5  # longer than the server's ping and its timeout


async def main():
    url = f"ws://127.0.0.1:{sys.argv[1]}/"
    options = {"ping_interval": 0.5, "ping_timeout": 1.5, "close_timeout": 1}
    reply = None
    async with connect(url, **options) as socket:
        began = time.monotonic()
        await socket.send("report")
        try:
            reply = await asyncio.wait_for(socket.recv(), PATIENCE)
            await asyncio.wait_for(socket.recv(), LIVES_ON)
        except asyncio.TimeoutError:
            outcome = "open"
        except ConnectionClosed as closed:
            frame = closed.sent or closed.rcvd
            outcome = f"closed: {frame.code} {frame.reason}" if frame else "closed"
        took = time.monotonic() - began
    print(json.dumps({"outcome": outcome, "reply": reply, "seconds": round(took, 1)}))


asyncio.run(main())
