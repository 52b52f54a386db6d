"""websockets: what a handler may do while the other side waits for a pong."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from live.conftest import Record
from live.environments import Environment, environment
from live.processes import PROGRAMS, free_port, run_program, serving
from live.verdicts import project, verdict

_SECONDS = 4.0  # of work; a ping is answered within 1.5 or the connection is closed
_CLOSED = "closed: 1011 keepalive ping timeout"
_RELEASES = ("10.4", "17.4")  # the legacy implementation, and the new one
_ATTEMPTS = 3
_SERVERS = ("fastapi==0.165.0", "uvicorn==0.54.0", "websockets==17.4")

# Program, what asynclint says, whether the connection survives.
_CASES = (
    ("blocking", "error ASL101", False),
    ("in_thread", "silent", True),
    ("holds_lock", "silent", False),
    ("in_process", "silent", True),
    ("more_patience", "error ASL101, warning ASL509", False),
    ("keepalive_off", "error ASL101, warning ASL510", False),
    ("one_sided", "error ASL101, warning ASL507", False),
)
_REMEDY = {"holds_lock": "in_process"}  # else a thread


def numbers() -> int:
    """How many numbers it takes to be summing them for so long, on this machine and now."""
    began = time.perf_counter()
    sum(range(5_000_000))
    return int(5_000_000 * _SECONDS / (time.perf_counter() - began))


def talk(environment: Environment, command: list[str], folder: Path) -> dict[str, Any]:
    """Start the server and ask it for a report."""
    port = free_port()
    command = [word.replace("PORT", str(port)) for word in command]
    env = {
        "PORT": str(port),
        "SECONDS": str(_SECONDS),
        "NUMBERS": str(numbers()),
        "PYTHONPATH": str(PROGRAMS / "websocket"),
    }
    with serving(command, port, folder, env):
        seen: dict[str, Any] = run_program(environment, "websocket/client.py", str(port))
    return seen


def fared(
    environment: Environment, command: list[str], survives: bool, folder: Path
) -> dict[str, Any]:
    """How the connection fared: what is to survive may be unlucky on a busy machine, twice."""
    for _ in range(_ATTEMPTS):
        seen = talk(environment, command, folder)
        if (seen["outcome"] == "open") == survives:
            break
    return seen


@pytest.mark.parametrize("release", _RELEASES)
@pytest.mark.parametrize(("name", "says", "survives"), _CASES)
def test_keepalive(
    release: str, name: str, says: str, survives: bool, tmp_path: Path, record: Record
) -> None:
    needs = environment(f"websockets=={release}")
    program = f"websocket/{name}.py"
    seen = fared(needs, [needs.python, str(PROGRAMS / program)], survives, tmp_path)
    assert seen["outcome"] == ("open" if survives else _CLOSED), seen
    assert (seen["reply"] is not None) == survives
    requirements = {"requirements.txt": f"websockets=={release}\n"}
    said = verdict(project(tmp_path / "project", [program], requirements).findings())
    assert said == says
    if not survives:
        remedy = f"{_REMEDY.get(name, 'in_thread')}.py"
        rule = said.split()[-1] if said != "silent" else "ASL101"
        record(rule, program, f"websockets {release}", said, seen["outcome"], remedy, "open")


@pytest.mark.parametrize(
    ("name", "survives"), [("on_fastapi", False), ("on_fastapi_in_thread", True)]
)
def test_fastapi(name: str, survives: bool, tmp_path: Path, record: Record) -> None:
    needs = environment(*_SERVERS)
    command = [needs.python, "-m", "uvicorn", "--port", "PORT", "--log-level", "warning"]
    seen = fared(needs, [*command, f"{name}:app"], survives, tmp_path)
    assert seen["outcome"] == ("open" if survives else _CLOSED), seen
    program = f"websocket/{name}.py"
    said = verdict(project(tmp_path / "project", [program]).findings())
    assert said == ("silent" if survives else "error ASL101")
    if not survives:
        versions = "FastAPI 0.165.0, uvicorn 0.54.0"
        remedy = "on_fastapi_in_thread.py"
        record("ASL101", program, versions, said, seen["outcome"], remedy, "open")
