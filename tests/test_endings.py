"""What is said of work that a request leaves behind, below each server.

The rows follow what was seen to happen: how many of the jobs were lost stands beside them.
"""

from __future__ import annotations

import pytest
from harness import project

from asynclint.diagnostic import Diagnostic, Severity

_POOL = "pool.submit(job, 1)"
_THREAD = "threading.Thread(target=job, args=(1,)).start()"
_DAEMON = "threading.Thread(target=job, args=(1,), daemon=True).start()"
_APP = """
import atexit
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from flask import Flask

app = Flask(__name__)
pool = ThreadPoolExecutor()

def job(number):
    {job}

@app.get("/")
def view():
    {statement}
    return ""
"""
_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_INI = "[uwsgi]\nmaster = true\nmax-requests = 5\n"


def findings(tmp_path, files: dict[str, str], statement: str, job: str) -> list[Diagnostic]:  # type: ignore[no-untyped-def]
    app = _APP.format(statement=statement, job=job)
    report = project(tmp_path, {"app.py": app, **files}).check()
    assert not report.errors
    return [d for d in report.diagnostics if d.code in ("ASL402", "ASL403")]


ROWS = [
    # uWSGI 2.0.18 to 2.0.24 with threads: 53 to 60 of 60; one core: 0
    ("old", {"uwsgi.ini": _INI + "threads = 4\n", "requirements.txt": "uwsgi==2.0.23\n"}, _POOL,
     _ERROR, "uWSGI before 2.0.25 with `threads 4` ends without waiting"),
    ("old_one_core", {"uwsgi.ini": _INI, "requirements.txt": "uwsgi==2.0.23\n"}, _POOL,
     _WARNING, "if still running 60 s after"),
    # 2.0.25 and later: 0 of 60 with jobs of a second
    ("new", {"uwsgi.ini": _INI + "threads = 4\n", "requirements.txt": "uwsgi==2.0.31\n"}, _POOL,
     _WARNING, "if still running 60 s after"),
    ("unpinned", {"uwsgi.ini": _INI + "threads = 4\n"}, _POOL,
     _ERROR, "uWSGI before 2.0.25 with `threads 4` does not wait for it"),
    # 2.0.31: skip-atexit and skip-atexit-teardown 10 of 12, gevent 9, ugreen 10, evil 12
    ("skip", {"uwsgi.ini": _INI + "skip-atexit = true\n"}, _POOL, _ERROR, "with `skip-atexit`"),
    ("teardown", {"uwsgi.ini": _INI + "skip-atexit-teardown = true\n"}, _THREAD,
     _ERROR, "with `skip-atexit-teardown` uWSGI ends without waiting"),
    ("gevent", {"uwsgi.ini": _INI + "gevent = 10\n"}, _POOL, _ERROR, "in `gevent` mode"),
    ("evil", {"uwsgi.ini": "[uwsgi]\nevil-reload-on-rss = 200\n"}, _POOL,
     _ERROR, "kills the worker"),
    # mercy 2, job of 5 s: 10 of 12
    ("mercy", {"uwsgi.ini": _INI + "worker-reload-mercy = 2\n"}, _POOL,
     _ERROR, "if still running 2 s after"),
    # daemon threads: 10 of 12 with uWSGI and gunicorn, 11 with uvicorn
    ("daemon", {"uwsgi.ini": _INI}, _DAEMON, _ERROR, "a daemon thread is not waited for"),
    ("daemon_gunicorn", {"Procfile": "web: gunicorn --max-requests 5 app:app"}, _DAEMON,
     _ERROR, "a daemon thread is not waited for"),
    # gunicorn --timeout 3, job of 8 s: 10 of 12
    ("gunicorn", {"Procfile": "web: gunicorn --max-requests 5 --timeout 3 app:app"}, _POOL,
     _ERROR, "if still running 3 s after"),
    ("gunicorn_default", {"Procfile": "web: gunicorn --max-requests 5 app:app"}, _THREAD,
     _WARNING, "if still running 30 s after"),
    ("gunicorn_patient", {"Procfile": "web: gunicorn --max-requests 5 --timeout 0 app:app"}, _POOL,
     _WARNING, "lost if the worker ends first"),
    # uvicorn --limit-max-requests 5, hypercorn --max-requests 5: 0 of 12
    ("uvicorn", {"Procfile": "web: uvicorn --limit-max-requests 5 app:app"}, _POOL,
     _WARNING, "lost if the worker ends first"),
    ("hypercorn", {"Procfile": "web: hypercorn --max-requests 5 app:app"}, _POOL,
     _WARNING, "lost if the worker ends first"),
    # SIGTERM of a single process: 0.28.1 none, 0.29.0 and 0.54 4 of 4
    ("stopped", {"Procfile": "web: uvicorn app:app", "requirements.txt": "uvicorn==0.54.0\n"},
     _POOL, _WARNING, "from 0.29 on uvicorn ends without waiting when it is stopped"),
    ("stopped_old", {"Procfile": "web: uvicorn app:app", "requirements.txt": "uvicorn==0.28.1\n"},
     _POOL, _WARNING, "lost if the worker ends first"),
    ("in_python", {"run.py": "import uvicorn\nuvicorn.run('app:app', limit_max_requests=5)\n"},
     _DAEMON, _ERROR, "lost when uvicorn recycles the worker (`limit-max-requests 5`)"),
    ("unknown", {}, _POOL, _WARNING, "lost if the worker ends first"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "files", "statement", "severity", "text"), ROWS)
def test_says_what_happens(tmp_path, name, files, statement, severity, text) -> None:  # type: ignore[no-untyped-def]
    (found,) = findings(tmp_path, files, statement, "time.sleep(number)")
    assert found.code == "ASL403"
    assert found.severity is severity
    assert text in "\n".join([found.message, *(step.text for step in found.trace)])


def test_settings_and_pins_are_steps(tmp_path) -> None:  # type: ignore[no-untyped-def]
    files = {"uwsgi.ini": _INI + "threads = 4\n", "requirements.txt": "flask\nuwsgi==2.0.23\n"}
    (found,) = findings(tmp_path, files, _POOL, "time.sleep(number)")
    places = [(step.path, step.span.start.line) for step in found.trace]
    assert places[-3:] == [("uwsgi.ini", 3), ("uwsgi.ini", 4), ("requirements.txt", 2)]


_GUNICORN = {"Procfile": "web: gunicorn --max-requests 5 app:app"}
_UVICORN = {"Procfile": "web: uvicorn --limit-max-requests 5 app:app"}
_STOPPED = "web: gunicorn --max-requests 5 --graceful-timeout 2 app:app"
_ENDS = {"uwsgi.ini": _INI + "skip-atexit = true\n"}
_QUIET = "ASL402"  # done before anybody loses patience; its exceptions vanish all the same


@pytest.mark.parametrize(
    ("files", "job", "code", "severity"),
    [
        (_GUNICORN, "print(number)", _QUIET, _WARNING),
        (_UVICORN, "print(number)", _QUIET, _WARNING),
        (_GUNICORN, "time.sleep(number)", "ASL403", _WARNING),
        (_GUNICORN, "unknown(number)", "ASL403", _WARNING),
        (_GUNICORN, "[print(n) for n in range(number)]", "ASL403", _WARNING),
        (_GUNICORN, "open('x').read()", "ASL403", _WARNING),
        (_ENDS, "print(number)", "ASL403", _ERROR),
        ({}, "print(number)", "ASL403", _WARNING),
        # timeout 3, job of 8 s: 10 of 12; mercy 2: job of 5 s 10 of 12, job of 1 s 0;
        # default mercy, job of 70 s: 12 of 12
        (_GUNICORN, "time.sleep(8)", _QUIET, _WARNING),
        (_GUNICORN, "time.sleep(20); time.sleep(20)", "ASL403", _ERROR),
        (_UVICORN, "time.sleep(40)", _QUIET, _WARNING),
        ({"uwsgi.ini": _INI}, "time.sleep(59)", _QUIET, _WARNING),
        ({"uwsgi.ini": _INI}, "time.sleep(70)", "ASL403", _ERROR),
        ({"uwsgi.ini": _INI}, "unknown(number); time.sleep(70)", "ASL403", _ERROR),
        ({"uwsgi.ini": _INI}, "time.sleep(70) if number else None", "ASL403", _WARNING),
        ({"uwsgi.ini": _INI + "worker-reload-mercy = 2\n"}, "time.sleep(5)", "ASL403", _ERROR),
        ({"uwsgi.ini": _INI + "worker-reload-mercy = 2\n"}, "time.sleep(1)", _QUIET, _WARNING),
        (_ENDS, "time.sleep(1)", "ASL403", _ERROR),
        # SIGTERM with graceful-timeout 2, job of 8 s: 4 of 4
        ({"Procfile": _STOPPED}, "time.sleep(8)", "ASL403", _WARNING),
        ({"Procfile": _STOPPED}, "time.sleep(1)", _QUIET, _WARNING),
    ],
)
def test_length_of_the_work(tmp_path, files, job, code, severity) -> None:  # type: ignore[no-untyped-def]
    (found,) = findings(tmp_path, files, _POOL, job)
    assert (found.code, found.severity) == (code, severity)


def test_says_how_long_the_work_takes(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (found,) = findings(tmp_path, {"uwsgi.ini": _INI}, _POOL, "time.sleep(70)")
    assert found.message.endswith("lost when uwsgi recycles the worker (`max-requests 5`)")
    assert found.trace[-1].text == "it takes 70 s or more, and the server waits 60 s"
    (found,) = findings(tmp_path, {"Procfile": _STOPPED}, _POOL, "time.sleep(8)")
    assert found.trace[-1].text == "stopping the service leaves it 2 s"
