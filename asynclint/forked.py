"""Work that a forked process does meanwhile.

Forking is safe here because nothing runs threads that hold anything of ours; it costs milliseconds
where a fresh interpreter costs a tenth of a second, and the process knows all that this one knows.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import NoReturn

POSSIBLE = hasattr(os, "fork")


class Queue:
    """The numbers from 0 on that several processes take, each of them once: a pipe of bytes.

    To be made before the processes are, and to be iterated over once in each; at most 256 numbers.
    """

    def __init__(self, count: int) -> None:
        self._reader, writer = os.pipe()
        os.write(writer, bytes(range(count)))
        os.close(writer)

    def __iter__(self) -> Iterator[int]:
        while number := os.read(self._reader, 1):
            yield number[0]
        self.close()

    def close(self) -> None:
        """To be called in a process that takes no numbers; who takes all that are left need not."""
        os.close(self._reader)


class Forked:
    """A process that works something out and sends it.

    It dies with whatever goes wrong in it: who started it has to do without its answer.
    """

    def __init__(self, work: Callable[[], bytes]) -> None:
        self._reader, writer = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._reader)
            self._work(work, writer)
        os.close(writer)

    def _work(self, work: Callable[[], bytes], writer: int) -> NoReturn:
        try:
            data = work()
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(data)
        finally:
            os._exit(0)  # whatever happened: this is not the process that the user started

    def answer(self) -> bytes:
        """What the process has sent, all of it or less."""
        with os.fdopen(self._reader, "rb") as pipe:
            return pipe.read()

    def abandon(self) -> None:
        """Do without its answer."""
        import signal  # seldom needed

        os.close(self._reader)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        self.end()

    def end(self) -> None:
        """See the process end, which takes it longer than to answer."""
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._process, 0)
