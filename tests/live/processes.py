"""Starting servers on loopback, waiting for what they do, and stopping them by their own handle."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from live.environments import Environment, binary

PROGRAMS = Path(__file__).parent.parent.parent / "examples" / "live"
_START_SECONDS = 90.0  # uvicorn's workers import all they need, side by side
_STOP_SECONDS = 15.0
_PAUSE = 0.02


def eventually(condition: Callable[[], object], seconds: float, what: str) -> None:
    """Wait until the condition holds; fail with `what` when it does not within the time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(_PAUSE)


def free_port() -> int:
    """A TCP port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """A process of ours and what it has written."""

    process: subprocess.Popen[bytes]
    log: Path

    def text(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def send(self, number: int) -> None:
        """Send a signal to the server itself, not to its workers."""
        self.process.send_signal(number)

    def wait(self, seconds: float) -> bool:
        """Whether the server has ended within the time."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End the server, and then what is left of its own session."""
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.wait(_STOP_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def serving(
    command: Sequence[str],
    port: int,
    folder: Path,
    env: Mapping[str, str] | None = None,
    stop: int = signal.SIGTERM,
) -> Iterator[Server]:
    """A server that accepts connections on the port; its output goes to a file in `folder`."""
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )
    server = Server(process, log)
    try:
        eventually(
            lambda: process.poll() is not None or _accepts(port),
            _START_SECONDS,
            f"{command} accepts connections",
        )
        assert process.poll() is None, server.text()
        yield server
    finally:
        server.stop(stop)


def _accepts(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


@contextlib.contextmanager
def redis_server(folder: Path, *options: str) -> Iterator[int]:
    """An empty redis-server that keeps nothing; gives its port."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    command = [
        *(binary("redis-server", "redis-server"), "--port", str(port), "--bind", "127.0.0.1"),
        *("--save", "", "--appendonly", "no", "--dir", str(folder), *options),
    ]
    with serving(command, port, folder):
        yield port


def run_program(
    environment: Environment,
    program: str,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
    seconds: float = 120,
) -> Any:
    """Run one of `examples/live` to its end; gives the JSON value of the last line it wrote."""
    path = PROGRAMS / program
    done = subprocess.run(
        [environment.python, str(path), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
        cwd=folder or path.parent,
        env={**os.environ, "PYTHONPATH": f"{path.parent}:{PROGRAMS}", **(env or {})},
    )
    lines = done.stdout.strip().splitlines()
    assert done.returncode == 0, f"{program} {arguments}: {done.stdout}\n{done.stderr[-4000:]}"
    assert lines, f"{program} {arguments} wrote nothing: {done.stderr[-4000:]}"
    return json.loads(lines[-1])
