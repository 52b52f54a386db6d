"""The processes that analyse, seen from the one that speaks with the editor."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import sys
from collections.abc import Callable
from typing import Any

from asynclint.surfaces.lsp.worker import LENGTH

_MAIN = "from asynclint.surfaces.lsp import worker; worker.main()"


class WorkerError(Exception):
    """A check did not come to its end: the message is for a log."""


class DiedError(WorkerError):
    """The process ended, for reasons that may lie in the check or elsewhere."""


class RefusedError(Exception):
    """A check cannot be done; the message is a sentence for the user."""


class Worker:
    """One process, begun when it is needed. Requests are answered one after the other."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def call(
        self,
        method: str,
        *arguments: object,
        progress: Callable[[int, int], None] | None = None,
    ) -> Any:
        """The answer to a request. When it is given up or takes too long, so is the process."""
        async with self._turn:
            process = await self._begin()
            done = False
            try:
                async with asyncio.timeout(self._timeout):
                    kind, value = await _ask(process, (method, arguments), progress)
                done = True
            except (asyncio.IncompleteReadError, ConnectionError):
                raise DiedError(f"the process that ran `{method}` ended") from None
            except TimeoutError:
                raise WorkerError(f"`{method}` took longer than {self._timeout:.0f} s") from None
            finally:
                if not done:
                    self.stop()
        if kind == "error":
            raise RefusedError(value)
        if kind == "bug":
            raise WorkerError(value)
        return value

    def stop(self) -> None:
        """End the process; the next request begins another."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            self._process = None

    async def end(self) -> None:
        """End the process, and see it end."""
        process = self._process
        self.stop()
        if process is not None:
            await process.wait()

    async def _begin(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                # -P: what lies in the current directory is to be checked, never to be imported.
                *(sys.executable, "-P", "-c", _MAIN),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
        return self._process


async def _ask(
    process: asyncio.subprocess.Process,
    request: object,
    progress: Callable[[int, int], None] | None,
) -> tuple[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    data = pickle.dumps(request, pickle.HIGHEST_PROTOCOL)
    process.stdin.write(len(data).to_bytes(LENGTH, "big") + data)
    await process.stdin.drain()
    while True:
        length = int.from_bytes(await process.stdout.readexactly(LENGTH), "big")
        kind, value = pickle.loads(await process.stdout.readexactly(length))
        if kind != "progress":
            return kind, value
        if progress is not None:
            progress(*value)
