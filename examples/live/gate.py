"""A TCP proxy that holds the server's replies back and lets them go one at a time.

A delay would do the same most of the time; this does it every time.
"""

import asyncio
import contextlib


class Gate:
    """127.0.0.1:`port` leads to 127.0.0.1:`target`.

    `replies` counts what the server has sent, whether it has been let through or not.
    """

    def __init__(self, target):
        self.target = target
        self.port = 0
        self.replies = 0
        self.connections = 0
        self._holding = False
        self._allowed = 0
        self._changed = asyncio.Condition()
        self._tasks = set()

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._client, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *exc):
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def hold(self):
        """From now on no reply passes that is not let through."""
        self._holding, self._allowed = True, 0

    async def let(self, number=1):
        """Let so many replies through: those that are held, or the next that come."""
        async with self._changed:
            self._allowed += number
            self._changed.notify_all()

    async def release(self):
        """Let everything through again."""
        async with self._changed:
            self._holding, self._allowed = False, 0
            self._changed.notify_all()

    async def reply(self, number, seconds):
        """Whether at least so many replies have reached the gate within the time."""
        with contextlib.suppress(asyncio.TimeoutError):
            async with self._changed:
                enough = self._changed.wait_for(lambda: self.replies >= number)
                await asyncio.wait_for(enough, seconds)
        return self.replies >= number

    async def _client(self, reader, writer):
        self._tasks.add(asyncio.current_task())
        self.connections += 1
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self.target)
        held = asyncio.Queue()

        async def up():
            while data := await reader.read(65536):
                to_server.write(data)
                await to_server.drain()

        async def arrive():
            while data := await from_server.read(65536):
                held.put_nowait(data)
                async with self._changed:
                    self.replies += 1
                    self._changed.notify_all()

        async def leave():
            while True:
                data = await held.get()
                async with self._changed:
                    await self._changed.wait_for(lambda: self._allowed or not self._holding)
                    self._allowed = max(0, self._allowed - 1)
                writer.write(data)
                await writer.drain()

        parts = [asyncio.ensure_future(part()) for part in (up, arrive, leave)]
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
            self._tasks.discard(asyncio.current_task())
            writer.close()
            to_server.close()
