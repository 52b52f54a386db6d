"""Channels below daphne: consumers that are killed, that share a thread, and the layer."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from live.conftest import Record
from live.environments import binary, environment
from live.processes import eventually, free_port, run_program, serving
from live.verdicts import Project, project, verdict

_SERVER = ("channels==4.3.2", "daphne==4.2.3", "channels_redis==4.3.0", "django==5.2.19")
_NEEDS = (*_SERVER, "redis==7.4.1", "websockets==17.4")
_VERSIONS = "Channels 4.3.2, daphne 4.2.3"
_KILLED = "took too long to shut down and was killed"
_DAPHNE = "daphne --application-close-timeout 2 --ping-interval 100"
_SECONDS = 6.0


def checked(folder: Path, name: str) -> Project:
    """The project as its owner would have it."""
    files = {"Procfile": f"web: {_DAPHNE} -p $PORT {name}:application\n"}
    return project(folder, [f"channels/{name}.py", "channels/settings.py"], files)


def members(redis_port: int) -> int:
    """How many channels are in the group."""
    command = [binary("redis-cli", "redis-tools"), "-p", str(redis_port), "zcard"]
    group = "asgi:group:reports"
    done = subprocess.run([*command, group], capture_output=True, text=True, check=True)
    return int(done.stdout)


def served(name: str, folder: Path, redis_port: int) -> tuple[list[str], int, dict[str, str]]:
    """The command that serves the program, its port, and its environment."""
    port = free_port()
    env = {
        "REDIS_PORT": str(redis_port),
        "DJANGO_SETTINGS_MODULE": "settings",
        "SECONDS": str(_SECONDS),
    }
    python = environment(*_NEEDS).python
    words = [*_DAPHNE.split()[1:], "-b", "127.0.0.1", "-p", str(port), f"{name}:application"]
    return [python, "-m", "daphne", *words], port, env


@pytest.mark.parametrize(
    ("name", "says", "killed"),
    [
        ("slow_handler", "error ASL501", True),
        ("in_thread", "error ASL501", True),
        ("forever", "error ASL501", True),
        ("slow_disconnect", "warning ASL502", True),
        ("own_task", "silent", False),
    ],
)
def test_client_leaves(
    name: str, says: str, killed: bool, redis_port: int, tmp_path: Path, record: Record
) -> None:
    """What is left of a consumer whose client leaves while it is at work."""
    own = checked(tmp_path / "project", name)
    command, port, env = served(name, own.root, redis_port)
    with serving(command, port, own.root, env) as server:
        run_program(environment(*_NEEDS), "channels/client.py", str(port))
        eventually(
            lambda: _KILLED in server.text() or "disconnect: done" in server.text(),
            30,
            "the consumer ends",
        )
        text = server.text()
        left = members(redis_port)
    assert (_KILLED in text) == killed, text
    assert ("disconnect: done" in text) != killed, text
    assert left == (1 if killed else 0)
    said = verdict(own.findings("ASL50"))
    assert said == says
    if killed:
        before = "killed, `disconnect` not done, 1 member left in the group"
        rule = "ASL502" if name == "slow_disconnect" else "ASL501"
        after = "`disconnect` done, group empty"
        record(rule, f"channels/{name}.py", _VERSIONS, said, before, "own_task.py", after)


@pytest.mark.parametrize(("name", "waits"), [("sync_sleep", True), ("sync_mended", False)])
def test_sync_consumers_share_a_thread(
    name: str, waits: bool, redis_port: int, tmp_path: Path, record: Record
) -> None:
    own = checked(tmp_path / "project", name)
    command, port, env = served(name, own.root, redis_port)
    with serving(command, port, own.root, env):
        program, arguments = "channels/client.py", (str(port), "reports/", "echo/")
        seen = run_program(environment(*_NEEDS), program, *arguments)
    said = verdict(own.findings("ASL50"))
    if waits:
        assert seen["waited"] > _SECONDS * 0.8
        assert said == "warning ASL504"
        before = f"another sync consumer waits {seen['waited']} s"
        remedy, after = "sync_mended.py", "it does not wait"
        record("ASL504", f"channels/{name}.py", _VERSIONS, said, before, remedy, after)
    else:
        assert seen["waited"] < _SECONDS * 0.5
        assert said == "silent"


@pytest.mark.parametrize(
    ("release", "broken"), [("4.3.5", False), ("4.5.1", True), ("4.5.4", True), ("4.5.5", False)]
)
def test_layer_that_cancels(
    release: str, broken: bool, redis_port: int, tmp_path: Path, record: Record
) -> None:
    """channels_redis 4.0.0 cancels its own blocking pop whenever a consumer leaves."""
    needs = environment("channels_redis==4.0.0", f"redis=={release}")
    name = "channels/cancelled_layer.py"
    wrong = run_program(needs, name, env={"REDIS_PORT": str(redis_port)})
    assert bool(wrong) == broken, wrong
    requirements = {"requirements.txt": f"channels_redis==4.0.0\nredis=={release}\n"}
    programs = [name, "channels/settings.py"]
    said = verdict(project(tmp_path / "project", programs, requirements).findings("ASL513"))
    assert said == ("error ASL513" if broken else "silent")
    happened = f"{len(wrong)} of 6 rounds fail: {wrong[0]}" if wrong else "all messages come"
    record("ASL513", name, f"channels_redis 4.0.0, redis {release}", said, happened)


@pytest.mark.parametrize(
    ("release", "settings", "dies"),
    [
        ("7.4.1", "settings.py", False),
        ("8.1.0", "settings.py", True),
        ("8.1.0", "patient/settings.py", False),
    ],
)
def test_idle_layer(
    release: str, settings: str, dies: bool, redis_port: int, tmp_path: Path, record: Record
) -> None:
    """From redis 8.0 on the client's default timeout is as long as the layer's turn of waiting."""
    needs = environment("channels_redis==4.3.0", f"redis=={release}")
    name = "channels/idle_layer.py"
    requirements = {"requirements.txt": f"channels_redis==4.3.0\nredis=={release}\n"}
    own = project(tmp_path / "project", [name, f"channels/{settings}"], requirements)
    env = {"REDIS_PORT": str(redis_port)}
    copied = str(own.root / "idle_layer.py")  # it imports the settings beside it
    seen = run_program(needs, copied, env=env, folder=own.root)
    assert (seen["end"] != "still waiting") == dies, seen
    said = verdict(own.findings("ASL513"))
    assert said == ("error ASL513" if dies else "silent")
    if dies:
        assert seen["end"] == "redis.exceptions.TimeoutError"
        assert 4 <= seen["after"] <= 8
        versions, remedy = f"channels_redis 4.3.0, redis {release}", "patient/settings.py"
        record("ASL513", name, versions, said, seen["end"], remedy, "still waits after 9 s")
