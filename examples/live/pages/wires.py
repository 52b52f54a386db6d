"""Connections to a server that answers later, and what the next caller reads from them."""

import asyncio
import contextlib
import socket
import threading

REPLY_SECONDS = 0.2


@contextlib.asynccontextmanager
async def server():
    """A server that sends back every line that it gets, after a while; gives its port."""

    async def serve(reader, writer):
        with contextlib.suppress(asyncio.CancelledError):  # the end of the run
            while line := await reader.readline():
                await asyncio.sleep(REPLY_SECONDS)
                writer.write(line)
        writer.close()

    started = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield started.sockets[0].getsockname()[1]
    finally:
        started.close()


class Connection:
    """One connection, made when it is needed."""

    def __init__(self, port):
        self.port = port
        self.reader = self.writer = None

    async def send(self, data):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(data + b"\n")
        await self.writer.drain()

    async def read(self):
        return (await self.reader.readline()).strip()

    async def disconnect(self):
        self.writer.close()
        self.reader = self.writer = None


@contextlib.contextmanager
def blocking_server():
    """The same for blocking clients."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk(peer):
            with contextlib.suppress(OSError), peer:
                while data := peer.recv(4096):
                    threading.Event().wait(REPLY_SECONDS)
                    peer.sendall(data)

        def accept():
            with contextlib.suppress(OSError):
                while True:
                    peer, _ = listening.accept()
                    threading.Thread(target=talk, args=(peer,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield listening.getsockname()[1]
