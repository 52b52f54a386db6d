"""Cancellation: a coroutine is cancelled while it waits, and what is left of it then."""

import asyncio
import contextlib
import io
import threading
import time

import wires


def prepare(code):
    """Nothing: these examples need no library to be told anything."""


async def cancelled(awaitable, after=0.05):
    """A task that has been cancelled while it waited, and given half a second to end."""
    task = asyncio.ensure_future(awaitable)
    await asyncio.sleep(after)
    task.cancel()
    await asyncio.wait([task], timeout=0.5)
    return task


def asl201(module):
    async def run():
        async with wires.server() as port:
            connection = wires.Connection(port)
            await cancelled(module.request(connection, b"mine"), wires.REPLY_SECONDS / 2)
            reply = await module.request(connection, b"yours")
            await connection.disconnect()
        return reply

    reply = asyncio.run(run()).decode()
    if reply == "yours":
        return False, "the next caller reads its own reply"
    return True, f"the next caller reads the reply to `{reply}`"


class Queue:
    """Gives nothing, until it is closed."""

    closed = False

    async def get(self):
        if self.closed:
            raise EOFError
        await asyncio.sleep(10)


def asl202(module):
    async def run():
        queue = Queue()
        with contextlib.redirect_stdout(io.StringIO()):
            task = await cancelled(module.poll(queue))
            ended = task.done()
            queue.closed = True
            task.cancel()  # the end of what does not end by being cancelled
            await asyncio.wait([task], timeout=0.5)
        assert task.cancelled() or isinstance(task.exception(), EOFError)
        return ended

    ended = asyncio.run(run())
    return not ended, "the task ends" if ended else "the task still runs after it was cancelled"


class Device:
    disconnected = False

    async def write(self, data):
        await asyncio.sleep(10)


def asl203(module):
    async def run():
        task = await cancelled(module.write(Device(), b"data"))
        if task.cancelled():
            return ""
        return type(task.exception()).__name__

    error = asyncio.run(run())
    return bool(error), f"ends with {error}" if error else "ends as cancelled"


class Guest:
    said_goodbye = False

    async def run(self):
        await asyncio.sleep(10)

    async def send_goodbye(self):
        await asyncio.sleep(0.01)
        self.said_goodbye = True


def asl204(module):
    guest = Guest()
    import anyio

    patient = anyio.move_on_after
    anyio.move_on_after = lambda _: patient(0.05)  # the page waits for five seconds
    asyncio.run(module.serve(guest))
    return not guest.said_goodbye, "says goodbye" if guest.said_goodbye else "says no goodbye"


class Image:
    """Takes six seconds, unless it may stop earlier."""

    def __init__(self):
        self.done = threading.Event()

    def resize(self, timeout=6.0):
        time.sleep(timeout)
        self.done.set()


def asl205(module):
    async def run():
        image = Image()
        with contextlib.suppress(asyncio.TimeoutError):
            await module.resize(image)
        return not image.done.is_set()

    goes_on = asyncio.run(run())
    return goes_on, "the thread goes on" if goes_on else "nothing goes on"


def asl206(module):
    async def send(user):
        raise ConnectionError(f"{user} is gone")

    errors = []

    async def run():
        asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(context))
        await module.notify(["somebody"], send)

    with contextlib.redirect_stdout(io.StringIO()) as out:
        asyncio.run(run())
    lost = not errors and "is gone" not in out.getvalue()
    return lost, "nobody hears of the error" if lost else "the error is told"
