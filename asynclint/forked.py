"""Work that a forked process does meanwhile.

Forking is safe here because nothing runs threads that hold anything of ours; it costs milliseconds
where a fresh interpreter costs a tenth of a second, and the process knows all that this one knows.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import NoReturn

POSSIBLE = hasattr(os, "fork")


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
        """What the process has sent, all of it or less; waits for its end."""
        with os.fdopen(self._reader, "rb") as pipe:
            data = pipe.read()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._process, 0)
        return data
