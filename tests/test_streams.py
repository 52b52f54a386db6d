"""Streams that close, fill up or encode little, and interruptions."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from harness import interruptible
from test_cli import APP, HELPERS, LINE, ROOT

ENV = {**os.environ, "PYTHONPATH": str(ROOT)}
COMMAND = (sys.executable, "-m", "asynclint")
VERBS = ("check", "explain blocking", "rules --format json", "config", "doctor", "check --help")
posix = pytest.mark.skipif(os.name != "posix", reason="needs a shell")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "app"\n')
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "helpers.py").write_text(HELPERS)
    return tmp_path


def shell(command: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = command.replace("asynclint", " ".join(COMMAND), 1)
    return subprocess.run(
        ["sh", "-c", command],
        cwd=cwd,
        env={**ENV, **environ},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


@posix
@pytest.mark.parametrize("verb", VERBS)
def test_a_reader_that_wants_nothing(project: Path, verb: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    argv = [*COMMAND, *verb.split()]
    done = subprocess.run(
        argv, cwd=project, env=ENV, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode == (0 if "--help" in verb else 141)  # argparse prints help for us


@posix
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("verb", ["check", "rules"])
def test_a_full_disk(project: Path, verb: str) -> None:
    done = shell(f"asynclint {verb} > /dev/full", project)
    assert done.stderr == "asynclint: error: cannot write: No space left on device\n"
    assert done.returncode == 2


@posix
@pytest.mark.parametrize(
    ("command", "code"),
    [("asynclint check >&-", 1), ("asynclint rules >&-", 0), ("asynclint check 2>&-", 1)],
)
def test_closed_streams(project: Path, command: str, code: int) -> None:
    done = shell(command, project)
    assert done.returncode == code
    assert done.stderr == ""


@posix
def test_ascii(project: Path) -> None:
    (project / "ünï.py").write_text("import time\nasync def é(): time.sleep(1)  # 😀\n")
    done = shell("asynclint check ünï.py", project, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stdout.startswith("\\xfcn\\xef.py:2:")
    assert done.stdout.isascii()


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"FORCE_COLOR": "0"}, False),
    ],
)
@pytest.mark.parametrize("verb", ["check", "explain tasks", "rules", "config"])
@posix
def test_colours(project: Path, verb: str, environ: dict[str, str], coloured: bool) -> None:
    clean = {"NO_COLOR": "", "FORCE_COLOR": "", "CLICOLOR_FORCE": ""}
    done = shell(f"asynclint {verb}", project, **{**clean, **environ})
    assert ("\x1b[" in done.stdout) is coloured


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="looks at processes")
def test_an_interruption_leaves_no_process_behind(project: Path) -> None:
    big = "".join(
        f"async def f{n}(x):\n    y = [x, {n}]\n    return await y[0](x)\n" for n in range(900)
    )
    for number in range(60):
        (project / f"big{number}.py").write_text(big)
    for _ in range(3):
        process = subprocess.Popen(
            [*COMMAND, "check", "-j", "2", "--no-cache", "-q"],
            cwd=project,
            env=ENV,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=interruptible,  # noqa: PLW1509 there are no threads
        )
        until = time.monotonic() + 60
        while not _members(process.pid) - {process.pid} and time.monotonic() < until:
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        out, err = process.communicate(timeout=120)
        # Python itself drops an interruption that comes while it cleans up behind an import.
        if "Exception ignored in" not in err:
            break
    assert (process.returncode, out, err) == (130, "", "asynclint: interrupted\n")
    assert LINE not in out
    while _members(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert _members(process.pid) == set()


def _members(group: int) -> set[int]:
    """The living processes of a group."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z" and int(fields[2]) == group:
                found.add(int(entry.name))
    return found
