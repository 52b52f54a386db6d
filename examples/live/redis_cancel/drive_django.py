"""usage: drive_django.py PORT   Serves `django_app` below uvicorn; one user leaves, others ask.

Written is what the others were answered.
"""

import asyncio
import json
import os
import sys

import drive
from gate import Gate
from redis.asyncio import Redis

PATIENCE = 60


class Browser:
    """Asks the application as a client of Redis would be asked."""

    def __init__(self, port):
        self.port = port

    async def open(self, key):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET /{key}/ HTTP/1.0\r\nHost: localhost\r\n\r\n"
        writer.write(head.encode())
        return reader, writer

    async def get(self, key):
        reader, writer = await self.open(key)
        answer = await reader.read()
        writer.close()
        return answer.partition(b"\r\n\r\n")[2]


async def serve(port):
    command = [
        "-m",
        "uvicorn",
        "django_watched:application",
        "--port",
        port,
        "--log-level",
        "error",
    ]
    server = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE
    )
    while server.returncode is None:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", int(port))
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return server
    raise SystemExit("uvicorn has ended")


async def main(port):
    async with Gate(int(os.environ["TARGET_PORT"])) as gate:
        os.environ["REDIS_PORT"] = str(gate.port)
        seed = Redis(port=gate.target)
        for number in range(4):
            await seed.set(f"k{number}", f"v{number}")
        server = await serve(port)
        browser = Browser(int(port))
        try:
            assert await browser.get("k3") == b"v3"
            await asyncio.wait_for(server.stdout.readline(), PATIENCE)
            seen = gate.replies
            gate.hold()
            _, writer = await browser.open("k0")
            assert await gate.reply(seen + 1, PATIENCE)
            writer.close()
            await asyncio.wait_for(server.stdout.readline(), PATIENCE)
            given = await drive.answers(browser, gate)
        finally:
            server.terminate()
            await server.wait()
    print(json.dumps(given), flush=True)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
