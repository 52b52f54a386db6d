"""Waiting for changes, with the system's help and without."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness import interruptible
from test_cli import APP, HELPERS, ROOT

from asynclint.config import Config
from asynclint.watch import Watch


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.asynclint]\n")
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "helpers.py").write_text(HELPERS)
    return tmp_path


class Later:
    """A `sleep` that does something the first few times instead, and then gives up."""

    def __init__(self, *actions: Callable[[], object]) -> None:
        self.actions = list(actions)
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        if not self.actions:
            raise TimeoutError
        self.actions.pop(0)()


@pytest.fixture
def polling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)


def watch(project: Path, *own: str) -> Watch:
    found = Watch(Config.find(project), ("app.py",), project, [project / name for name in own])
    found.mark()
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda p: (p / "app.py").write_text("x = 1"),
        lambda p: (p / "new.py").write_text(""),
        lambda p: (p / "helpers.py").unlink(),
        lambda p: (p / "pyproject.toml").write_text("[tool.asynclint]\nignore = ['ASL1']"),
        lambda p: (p / "requirements.txt").write_text("redis"),
    ],
)
def test_changes_end_the_wait(
    project: Path, polling: None, change: Callable[[Path], object]
) -> None:
    watched = watch(project)
    later = Later(lambda: None, lambda: change(project))
    watched.wait(later)
    assert later.actions == []
    assert all(seconds >= 0.4 for seconds in later.slept)
    watched.mark()
    # A change since the mark is found at once.
    (project / "app.py").write_text("y = 23")
    watched.wait(Later())


def test_change_before_the_system_was_asked_to_tell(
    project: Path, polling: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = watch(project)

    def told() -> Iterator[bool]:
        (project / "app.py").write_text("nobody_tells = True\n")
        yield False
        pytest.fail("waits for what has happened before")

    monkeypatch.setattr(watched, "_events", told())
    watched.wait()


def test_what_we_write_is_no_change(project: Path, polling: None) -> None:
    watched = watch(project, "out.sarif", "cache")
    (project / "cache").mkdir()

    def write() -> None:
        (project / "out.sarif").write_text("{}")
        (project / "cache" / "x.py").write_text("{}")
        (project / ".asynclint_cache").mkdir()

    with pytest.raises(TimeoutError):
        watched.wait(Later(write))


@pytest.mark.parametrize("told", [True, False], ids=["watchfiles", "polling"])
def test_checking_again_and_again(project: Path, tmp_path: Path, told: bool) -> None:
    if told:
        pytest.importorskip("watchfiles")
    script = "import sys; from asynclint.__main__ import command\n" + (
        "command()" if told else "sys.modules['watchfiles'] = None; command()"
    )
    argv = [
        sys.executable,
        "-c",
        script,
        "check",
        "--watch",
        "-o",
        "concise",
        "-o",
        "json:out.json",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    log = project.parent / f"{project.name}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            argv,
            cwd=project,
            env=env,
            stdout=out,
            stderr=out,
            preexec_fn=interruptible,  # noqa: PLW1509 there are no threads
        )
    try:

        def said(text: str, times: int) -> bool:
            until = time.monotonic() + 90
            while log.read_text().count(text) < times:
                if time.monotonic() > until or process.poll() is not None:
                    return False
                time.sleep(0.05)
            return True

        assert said("until Ctrl-C", 1), log.read_text()
        assert "app.py:5:5: error[ASL101]" in log.read_text()
        (project / "pyproject.toml").write_text("[tool.asynclint]\nignroe = []")
        assert said("did you mean `ignore`?", 1), log.read_text()
        (project / "pyproject.toml").write_text("[tool.asynclint]\nignore = ['ASL101']")
        assert said("All clear", 1), log.read_text()
        assert said("All clear: no problems in 2 files\nasynclint: watching", 1), log.read_text()

        def is_quiet() -> bool:
            rounds = log.read_text().count("until Ctrl-C")
            time.sleep(2)
            return log.read_text().count("until Ctrl-C") == rounds

        # The system may tell late of what is known already, and so begin one more check.
        assert any(is_quiet() for _ in range(5)), "it writes, and wakes itself"
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    assert "Traceback" not in log.read_text()
