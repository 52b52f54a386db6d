"""Servers that replace or stop their workers, and the work that requests have left there."""

from __future__ import annotations

import signal
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from live.conftest import Record
from live.environments import Environment, environment
from live.processes import Server, eventually, free_port, serving
from live.verdicts import Project, project, verdict

_ANSWER_SECONDS = 60
_SETTLED_SECONDS = 90
_UWSGI = """\
[uwsgi]
http-socket = 127.0.0.1:$(PORT)
home = $(VENV)
master = true
processes = 1
enable-threads = true
module = {name}:app
max-requests = 5
min-worker-lifetime = 0
"""
_GUNICORN = 'wsgi_app = "{name}:app"\nworkers = 1\nmax_requests = 5\n'


@dataclass(frozen=True)
class Case:
    """One server, as its own configuration file has it, and one program."""

    server: str
    program: str
    setting: str  # lines of the configuration, or options of the command
    says: str
    loses: bool
    job: float = 1.0
    stopped: bool = False  # by SIGTERM, while the jobs go on; else workers are replaced
    remedy: str = ""
    clients: int = field(default=1)

    @property
    def name(self) -> str:
        return f"{self.server}-{self.program}-{self.setting}".replace("\n", ",").replace(" ", "")

    @property
    def requests(self) -> int:
        return 4 if self.stopped else 40 if self.clients > 1 else 12


OLD, NEW = "uwsgi==2.0.23", "uwsgi==2.0.31"
GUNICORN = "gunicorn==27.0.1"
UVICORN, OLD_UVICORN = "uvicorn==0.54.0", "uvicorn==0.28.1"
LEFT = "error ASL403"
MAY_LEAVE = "warning ASL403"  # the server waits for a time that is enough for most work
HOOKED = "error ASL403, warning ASL407"  # and what should have ended it does not run
OUTLIVES = "error ASL404"
VANISHES = "warning ASL402"  # the work is waited for; its exceptions are not looked at

CASES = (
    # Before 2.0.25 a worker with threads ended in the middle of everything.
    Case(OLD, "left", "threads = 4", LEFT, True, clients=8, remedy="waited"),
    Case(OLD, "at_exit", "threads = 4", HOOKED, True, clients=8, remedy="own_pool"),
    Case(OLD, "waited", "threads = 4", "silent", False, clients=8),
    Case(OLD, "own_pool", "threads = 4", VANISHES, False, clients=8),
    Case(NEW, "left", "threads = 4", MAY_LEAVE, False, clients=8),
    Case(NEW, "left", "skip-atexit = true", LEFT, True, remedy="waited"),
    Case(NEW, "waited", "skip-atexit = true", "silent", False),
    Case(NEW, "left", "worker-reload-mercy = 2", LEFT, True, 6.0, remedy="own_pool"),
    Case(NEW, "own_pool", "worker-reload-mercy = 2", VANISHES, False),
    Case(NEW, "daemon", "", LEFT, True, remedy="waited"),
    Case(GUNICORN, "left", "timeout = 3", LEFT, True, 8.0, remedy="waited"),
    Case(GUNICORN, "waited", "timeout = 3", "silent", False),
    Case(GUNICORN, "left", "", MAY_LEAVE, False),
    Case(UVICORN, "asgi_left", "", MAY_LEAVE, True, 3.0, True, remedy="asgi_waited"),
    Case(UVICORN, "asgi_executor", "", MAY_LEAVE, True, 3.0, True, "asgi_waited"),
    Case(UVICORN, "asgi_waited", "", "silent", False, 3.0, True),
    Case(OLD_UVICORN, "asgi_left", "", MAY_LEAVE, False, 3.0, True),
    Case(
        UVICORN,
        "asgi_sleeper",
        "--limit-max-requests 5",
        "error ASL404",
        True,
        remedy="asgi_background",
    ),
    Case(UVICORN, "asgi_background", "--limit-max-requests 5", "silent", False),
    Case(UVICORN, "asgi_left", "--limit-max-requests 5", MAY_LEAVE, False),
)


def needs(case: Case) -> Environment:
    frameworks = {"uvicorn": "fastapi==0.165.0"}
    return environment(case.server, frameworks.get(case.server.partition("==")[0], "flask==3.1.2"))


def configured(case: Case, folder: Path, venv: Environment) -> tuple[Project, list[str]]:
    """The project as its owner would have it, and the command that serves it."""
    kind = case.server.partition("==")[0]
    lines = case.setting and f"{case.setting}\n"
    files = {"requirements.txt": f"{case.server}\n"}
    if kind == "uwsgi":
        files["uwsgi.ini"] = _UWSGI.format(name=case.program) + lines
        command = [venv.script("uwsgi"), "--ini", "uwsgi.ini"]
    elif kind == "gunicorn":
        files["gunicorn.conf.py"] = _GUNICORN.format(name=case.program) + lines
        command = [venv.python, "-m", "gunicorn", "-b", "127.0.0.1:PORT"]
    else:
        workers = "--workers 2 " if lines else ""
        words = f"uvicorn {workers}{case.setting} --port $PORT {case.program}:app"
        files["Procfile"] = f"web: {' '.join(words.split())}\n"
        command = [venv.python, "-m", *words.replace("$PORT", "PORT").split()]
    programs = [f"recycling/{case.program}.py", "recycling/ledger.py"]
    return project(folder, programs, files), command


def alive(process: str) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def ask(port: int, number: int) -> None:
    """Send one alarm; a worker that is being replaced may refuse it."""
    url = f"http://127.0.0.1:{port}/alarms/{number}"
    for _ in range(3):
        try:
            urllib.request.urlopen(url, timeout=_ANSWER_SECONDS).read()
        except (urllib.error.URLError, OSError):
            continue
        return


@dataclass(frozen=True)
class Ledger:
    path: Path

    def _rows(self) -> list[list[str]]:
        return [line.split() for line in self.path.read_text().splitlines()]

    def accepted(self) -> dict[str, str]:
        """The jobs that were accepted, and the process that did so last."""
        return {number: process for what, number, process in self._rows() if what == "accepted"}

    def lost(self) -> set[str]:
        done = {number for what, number, _ in self._rows() if what == "done"}
        return set(self.accepted()) - done

    def settled(self) -> bool:
        """Whether nothing can happen any more: what is not done was left with a dead process."""
        accepted = self.accepted()
        return not any(alive(accepted[number]) for number in self.lost())


def run(case: Case, server: Server, port: int, ledger: Ledger) -> None:
    with ThreadPoolExecutor(case.requests if case.stopped else case.clients) as clients:
        sent = [clients.submit(ask, port, number) for number in range(case.requests)]
        if case.stopped:
            eventually(lambda: len(ledger.accepted()) == case.requests, 30, "jobs are accepted")
            if case.program != "asgi_waited":
                for answer in sent:
                    answer.result()
            server.send(signal.SIGTERM)
    eventually(ledger.settled, _SETTLED_SECONDS, "every job is done or its process is gone")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_work_that_requests_leave(case: Case, tmp_path: Path, record: Record) -> None:
    venv = needs(case)
    checked, command = configured(case, tmp_path / "project", venv)
    port = free_port()
    ledger = Ledger(tmp_path / "ledger")
    ledger.path.touch()
    env = {
        "PORT": str(port),
        "VENV": str(venv.root),
        "LEDGER": str(ledger.path),
        "JOB_SECONDS": str(case.job),
    }
    command = [word.replace("PORT", str(port)) for word in command]
    stop = signal.SIGINT if "uwsgi" in case.server else signal.SIGTERM
    with serving(command, port, checked.root, env, stop) as server:
        run(case, server, port, ledger)
        accepted, lost = ledger.accepted(), ledger.lost()
    assert len(accepted) == case.requests
    assert bool(lost) == case.loses, (len(lost), len(accepted))
    said = verdict(checked.findings("ASL4"))
    assert said == case.says
    versions = f"{case.server.replace('==', ' ')}: {case.setting or 'defaults'}"
    versions += ", SIGTERM" if case.stopped else ""
    happened = f"{len(lost)} of {len(accepted)} jobs lost"
    row = (f"recycling/{case.program}.py", versions, said, happened)
    remedy = (f"{case.remedy}.py", "0 lost") if case.loses else ()
    record("ASL404" if "ASL404" in said else "ASL403", *row, *remedy)
    if "ASL407" in said:
        record("ASL407", *row, *remedy)
