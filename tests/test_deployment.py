"""How servers are run: every format, its places, precedence, what limits work, broken files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asynclint.deployment import Deployment, Server, Setting, fingerprint_of
from asynclint.deployment.flow import Node
from asynclint.deployment.outline import documents
from asynclint.deployment.shell import Piece, Word, commands

Said = list[tuple[str, str, str]]


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def said(root: Path, name: str, content: str | bytes, python: Iterable[str] = ()) -> Said:
    """What one file says."""
    write(root, {name: content})
    deployment = Deployment(root, lambda: [root / each for each in python])
    found = [(each.server.value, each.name, each.value) for each in deployment.settings()]
    assert deployment.problems == []
    return found


def place(setting: Setting) -> str:
    """The text that a setting points at."""
    line = setting.path.read_bytes().decode().replace("\r\n", "\n").split("\n")[setting.line - 1]
    return line[setting.column - 1 : setting.end_column - 1]


def places(root: Path, name: str, content: str) -> list[str]:
    return [place(each) for each in Deployment(write(root, {name: content})).settings()]


class TestUwsgi:
    INI = """\
[uwsgi]
strict = true
; recycling
max-requests = 1000                  ; Restart workers after this many requests
  max-worker-lifetime=3600
reload-on-rss = 2048 # MB
worker-reload-mercy = 5
master = true
lazy-apps = false
skip-atexit = 1
workers = %k
processes = 4
socket = :3031

[other]
max-requests-delta = 5
"""
    EXPECTED: ClassVar[Said] = [
        ("uwsgi", "max-requests", "1000"),
        ("uwsgi", "max-worker-lifetime", "3600"),
        ("uwsgi", "reload-on-rss", "2048"),
        ("uwsgi", "worker-reload-mercy", "5"),
        ("uwsgi", "master", ""),
        ("uwsgi", "lazy-apps", "false"),
        ("uwsgi", "skip-atexit", ""),
        ("uwsgi", "processes", "4"),
    ]

    @pytest.mark.parametrize("name", ["uwsgi.ini", "deploy/prod.ini", "docker/web/app.ini"])
    def test_ini(self, tmp_path: Path, name: str) -> None:
        assert said(tmp_path, name, self.INI) == self.EXPECTED
        deployment = Deployment(tmp_path)
        assert deployment.servers() == {Server.UWSGI}
        assert deployment.flag(Server.UWSGI, "master")
        assert not deployment.flag(Server.UWSGI, "lazy-apps")
        assert not deployment.flag(Server.UWSGI, "skip-atexit-teardown")

    def test_flags_need_no_value(self, tmp_path: Path) -> None:
        text = "[uwsgi]\nmaster\n  lazy-apps \nharakiri = 5"
        assert said(tmp_path, "uwsgi.ini", text)[:2] == [
            ("uwsgi", "master", ""),
            ("uwsgi", "lazy-apps", ""),
        ]
        assert places(tmp_path, "uwsgi.ini", text) == ["master", "lazy-apps", "harakiri = 5"]

    def test_places(self, tmp_path: Path) -> None:
        deployment = Deployment(write(tmp_path, {"uwsgi.ini": self.INI}))
        setting = deployment.get(Server.UWSGI, "max-requests")
        assert setting is not None
        assert (setting.line, setting.column, setting.end_column) == (4, 1, 20)
        lifetime = deployment.get(Server.UWSGI, "max-worker-lifetime")
        assert lifetime is not None
        assert place(lifetime) == "max-worker-lifetime=3600"
        assert lifetime.path == tmp_path / "uwsgi.ini"

    def test_xml(self, tmp_path: Path) -> None:
        text = """\
<?xml version="1.0"?>
<uwsgi id="ü">
  <!-- <max-requests>1</max-requests> -->
  <master/>
  <max-requests>500</max-requests><harakiri> 30 </harakiri>
  <threads>4</threads>
</uwsgi>
"""
        assert said(tmp_path, "uwsgi.xml", text) == [
            ("uwsgi", "master", ""),
            ("uwsgi", "max-requests", "500"),
            ("uwsgi", "harakiri", "30"),
            ("uwsgi", "threads", "4"),
        ]
        assert places(tmp_path, "uwsgi.xml", text)[1] == "<max-requests>500</max-requests>"

    def test_yaml(self, tmp_path: Path) -> None:
        text = """\
# comment
uwsgi:
  socket: 127.0.0.1:3031
  master: true
  max-requests: 5000  # often
  gevent: "100"
  mule:
    - a.py
    - b.py
"""
        assert said(tmp_path, "uwsgi.yaml", text) == [
            ("uwsgi", "master", ""),
            ("uwsgi", "max-requests", "5000"),
            ("uwsgi", "gevent", "100"),
            ("uwsgi", "mule", "b.py"),
        ]
        assert places(tmp_path, "uwsgi.yaml", text)[1:3] == [
            "max-requests: 5000",
            'gevent: "100"',
        ]

    def test_json(self, tmp_path: Path) -> None:
        text = '{"uwsgi": {\n  "http": ":8080", "max-requests": 10,\n  "skip-atexit": true\n}}'
        assert said(tmp_path, "uwsgi.json", text) == [
            ("uwsgi", "max-requests", "10"),
            ("uwsgi", "skip-atexit", ""),
        ]
        assert places(tmp_path, "uwsgi.json", text) == ['"max-requests": 10', '"skip-atexit": true']

    @pytest.mark.parametrize(
        "text",
        [
            "UWSGI_MAX_REQUESTS=100\nUWSGI_MASTER=true\n",
            "export UWSGI_MAX_REQUESTS='100' # often\nUWSGI_MASTER=1\r\nOTHER=1\n",
        ],
    )
    @pytest.mark.parametrize("name", [".env", ".env.production", "prod.env", "config/.env"])
    def test_variables(self, tmp_path: Path, name: str, text: str) -> None:
        expected = [("uwsgi", "max-requests", "100"), ("uwsgi", "master", "")]
        assert said(tmp_path, name, text) == expected

    @pytest.mark.parametrize("name", [".env.example", "template.env"])
    def test_examples_say_nothing(self, tmp_path: Path, name: str) -> None:
        assert said(tmp_path, name, "UWSGI_MAX_REQUESTS=100\n") == []

    @pytest.mark.parametrize(
        "line",
        [
            "uwsgi --http :80 --max-requests 5 -M -p 4 --skip-atexit",
            "uwsgi --http :80 --max-requests=5 --master --workers=4 --skip-atexit",
            "uwsgi --http :80 -R 5 -M -p4 --skip-atexit",
            "uwsgi -R 7 --max-requests 5 -M -p 4 --skip-atexit",
        ],
    )
    def test_command_line(self, tmp_path: Path, line: str) -> None:
        assert sorted(said(tmp_path, "Procfile", f"web: {line}\n")) == [
            ("uwsgi", "master", ""),
            ("uwsgi", "max-requests", "5"),
            ("uwsgi", "processes", "4"),
            ("uwsgi", "skip-atexit", ""),
        ]

    @pytest.mark.parametrize("line", ["--ini app/web.ini", "app/web.ini", "--ini=app/web.ini"])
    def test_files_of_any_name(self, tmp_path: Path, line: str) -> None:
        write(tmp_path, {"app/web.ini": "[uwsgi]\nmax-requests = 9\n"})
        assert said(tmp_path, "Procfile", f"web: uwsgi {line}\n") == [
            ("uwsgi", "max-requests", "9")
        ]

    def test_files_that_include_others(self, tmp_path: Path) -> None:
        write(tmp_path, {"app/base.ini": "[uwsgi]\nmax-requests = 9\nini = web.ini"})
        write(tmp_path, {"app/web.ini": "[uwsgi]\nharakiri = 9\nini = base.ini\n"})
        assert said(tmp_path, "uwsgi.ini", "[uwsgi]\nini = app/base.ini\nini = ../out.ini\n") == [
            ("uwsgi", "max-requests", "9"),
            ("uwsgi", "harakiri", "9"),
        ]


class TestGunicorn:
    CONF = '''\
"""Settings."""
import multiprocessing, os

ü = 60
bind = "0.0.0.0:8000"
workers = multiprocessing.cpu_count() * 2 + 1
worker_class = "gthread"
threads = int(os.environ.get("THREADS", 4))
max_requests = 2 * 500
max_requests_jitter = int(os.getenv("JITTER", "50"))
timeout: int = ü * 2
graceful_timeout = int(os.environ["GRACE"])
preload_app = True
reload = os.environ.get("RELOAD") or False

def post_fork(server, worker):
    timeout = 5
'''

    def test_configuration(self, tmp_path: Path) -> None:
        assert said(tmp_path, "gunicorn.conf.py", self.CONF) == [
            ("gunicorn", "workers", "multiprocessing.cpu_count() * 2 + 1"),
            ("gunicorn", "worker-class", "gthread"),
            ("gunicorn", "threads", "4"),
            ("gunicorn", "max-requests", "1000"),
            ("gunicorn", "max-requests-jitter", "50"),
            ("gunicorn", "timeout", "120"),
            ("gunicorn", "graceful-timeout", 'int(os.environ["GRACE"])'),
            ("gunicorn", "preload", ""),
            ("gunicorn", "reload", "False"),
        ]
        deployment = Deployment(tmp_path)
        assert deployment.number(Server.GUNICORN, "workers") is None
        assert deployment.number(Server.GUNICORN, "graceful-timeout") is None
        assert deployment.flag(Server.GUNICORN, "preload")
        assert not deployment.flag(Server.GUNICORN, "reload")
        assert place(deployment.settings()[3]) == "max_requests = 2 * 500"

    @pytest.mark.parametrize(
        "text",
        [
            "if DEBUG:\n    max_requests = 5\n",
            "max_requests = 5\nif DEBUG:\n    max_requests = 0\n",
            "max_requests = 5\nmax_requests += 1\n",
            "def f():\n    max_requests = 5\n",
            "max_requests, timeout = 5, 6\n",
        ],
    )
    def test_what_depends_is_not_known(self, tmp_path: Path, text: str) -> None:
        assert said(tmp_path, "gunicorn.conf.py", text) == []

    def test_the_last_assignment_counts(self, tmp_path: Path) -> None:
        text = "max_requests = 5\nmax_requests = max_requests * 2 - 3\n"
        assert said(tmp_path, "my_gunicorn_prod.py", text) == [("gunicorn", "max-requests", "7")]

    @pytest.mark.parametrize(
        "line",
        [
            "gunicorn app:app --max-requests 100 --max-requests-jitter=20 -t 60 -k gthread",
            (
                "exec gunicorn -b :8000 --timeout 60 --max-requests-jitter 20 -kgthread "
                "--max-requests=100 app:app"
            ),
            (
                "./venv/bin/gunicorn -t60 --worker-class gthread --max-requests '100' "
                '--max-requests-jitter "20" app:app'
            ),
            (
                "newrelic-admin run-program gunicorn -t 60 --max-requests 100 -k gthread "
                "--max-requests-jitter 20"
            ),
            (
                "poetry run python -m gunicorn -t 60 --max-requests ${N:-100} -k gthread "
                "--max-requests-jitter ${M:=20}"
            ),
            "uv run --no-dev gunicorn -t 60 --max-requests 100 -k gthread --max-requests-jitter 20",
            (
                "python manage.py migrate && gunicorn -t 60 --max-requests 100 -k gthread "
                "--max-requests-jitter 20 > log 2>&1 &"
            ),
            "sh -c 'gunicorn -t 60 --max-requests 100 -k gthread --max-requests-jitter 20'",
            (
                'bash -lc "echo \\"x\\"; exec gunicorn -t 60 --max-requests 100 -k gthread '
                '--max-requests-jitter 20"'
            ),
            (
                "env A=b gosu web gunicorn -t 60 --max-requests 100 -k gthread "
                "--max-requests-jitter 20 # --timeout 5"
            ),
            "if x; then gunicorn -t 60 --max-requests 100 -k gthread --max-requests-jitter 20; fi",
            (
                "GUNICORN_CMD_ARGS='-t 60 --max-requests 100 -k gthread --max-requests-jitter 20' "
                "gunicorn app:app"
            ),
            "./entrypoint.sh gunicorn -t 60 --max-requests 100 -k gthread --max-requests-jitter 20",
        ],
    )
    def test_command_lines(self, tmp_path: Path, line: str) -> None:
        assert sorted(said(tmp_path, "Procfile", f"release: ls\nweb: {line}\n")) == [
            ("gunicorn", "max-requests", "100"),
            ("gunicorn", "max-requests-jitter", "20"),
            ("gunicorn", "timeout", "60"),
            ("gunicorn", "worker-class", "gthread"),
        ]
        assert Server.GUNICORN in Deployment(tmp_path).servers()

    @pytest.mark.parametrize(
        "line",
        [
            "pip install gunicorn --timeout 5",
            "python -m pip install gunicorn --timeout 5",
            "poetry add gunicorn --timeout 5",
            "uv pip install gunicorn --timeout 5",
            "echo gunicorn --timeout 5",
            "if test; then echo gunicorn --timeout 5; fi",
            "exec pkill gunicorn --timeout 5",
            "# gunicorn --timeout 5",
            "cat <<EOF\ngunicorn --timeout 5\nEOF",
            "cat > x <<-'EOF' | tee\n  gunicorn --timeout 5\n  EOF\nls",
            "pytest tests/gunicorn --timeout 5",
            "docker run image gunicorn --timeout 5",
            "gunicorn app:app --timeout",
        ],
    )
    def test_no_command_lines(self, tmp_path: Path, line: str) -> None:
        assert said(tmp_path, "run.sh", f"#!/bin/sh\n{line}\n") == []

    def test_what_is_not_known_overrides(self, tmp_path: Path) -> None:
        line = "web: gunicorn --max-requests $MAX --timeout ${T} --workers $(nproc) --preload"
        write(tmp_path, {"gunicorn.conf.py": "max_requests = 5\ntimeout = 5"})
        assert said(tmp_path, "Procfile", line) == [
            ("gunicorn", "max-requests", "$MAX"),
            ("gunicorn", "timeout", "${T}"),
            ("gunicorn", "workers", "$(nproc)"),
            ("gunicorn", "preload", ""),
            ("gunicorn", "max-requests", "5"),
            ("gunicorn", "timeout", "5"),
        ]
        deployment = Deployment(tmp_path)
        assert deployment.number(Server.GUNICORN, "max-requests") is None
        assert deployment.recycling() is None

    @pytest.mark.parametrize("option", ["-c conf/prod.py", "--config=file:conf/prod.py"])
    def test_files_of_any_name(self, tmp_path: Path, option: str) -> None:
        write(tmp_path, {"conf/prod.py": "# gunicorn\nmax_requests = 5"})
        expected = [("gunicorn", "max-requests", "5")]
        assert said(tmp_path, "Procfile", f"web: gunicorn {option} app:app") == expected

    @pytest.mark.parametrize("path", ["gone.py", "/app/conf.py", "../conf.py", "python:app.conf"])
    def test_files_that_are_elsewhere(self, tmp_path: Path, path: str) -> None:
        assert said(tmp_path, "Procfile", f"web: gunicorn -c {path} app:app") == []


class TestOthers:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            (
                (
                    "uvicorn app:app --limit-max-requests=500 --limit-max-requests-jitter 50 "
                    "--timeout-graceful-shutdown 5 --workers 4 --ws-ping-interval 20.5 --reload"
                ),
                [
                    ("uvicorn", "limit-max-requests", "500"),
                    ("uvicorn", "limit-max-requests-jitter", "50"),
                    ("uvicorn", "timeout-graceful-shutdown", "5"),
                    ("uvicorn", "workers", "4"),
                    ("uvicorn", "ws-ping-interval", "20.5"),
                    ("uvicorn", "reload", ""),
                ],
            ),
            ("fastapi run app.py --workers 4", [("uvicorn", "workers", "4")]),
            (
                "UVICORN_LIMIT_MAX_REQUESTS=5 uvicorn app:app",
                [("uvicorn", "limit-max-requests", "5")],
            ),
            (
                "hypercorn --max-requests 5 --graceful-timeout 9 -k trio app:app",
                [
                    ("hypercorn", "max-requests", "5"),
                    ("hypercorn", "graceful-timeout", "9"),
                    ("hypercorn", "worker-class", "trio"),
                ],
            ),
            (
                (
                    "GRANIAN_WORKERS_MAX_RSS=512 granian --workers-lifetime 1h "
                    "--workers-kill-timeout 30s app:app"
                ),
                [
                    ("granian", "workers-lifetime", "1h"),
                    ("granian", "workers-kill-timeout", "30s"),
                    ("granian", "workers-max-rss", "512"),
                ],
            ),
            (
                (
                    "daphne -b 0.0.0.0 --application-close-timeout 30 --ping-interval=10 "
                    "--websocket_timeout -1 app.asgi:application"
                ),
                [
                    ("daphne", "application-close-timeout", "30"),
                    ("daphne", "ping-interval", "10"),
                    ("daphne", "websocket_timeout", "-1"),
                ],
            ),
            (
                "celery -A app worker --max-tasks-per-child=100",
                [("celery", "max-tasks-per-child", "100")],
            ),
            ("celery -A app beat --max-tasks-per-child=100", []),
            (
                "mod_wsgi-express start-server --maximum-requests 100",
                [("mod_wsgi", "maximum-requests", "100")],
            ),
        ],
    )
    def test_command_lines(self, tmp_path: Path, line: str, expected: Said) -> None:
        assert said(tmp_path, "Procfile", f"web: {line}\n") == expected

    def test_hypercorn_toml(self, tmp_path: Path) -> None:
        text = 'bind = "0.0.0.0:80"\nmax_requests = 100 # each\ngraceful_timeout = 2.5\n'
        text += "shutdown_timeout = 5\nworker_class = 'trio'\n[logconfig]\nworkers = 5\n"
        assert said(tmp_path, "hypercorn.toml", text) == [
            ("hypercorn", "max-requests", "100"),
            ("hypercorn", "graceful-timeout", "2.5"),
            ("hypercorn", "shutdown-timeout", "5"),
            ("hypercorn", "worker-class", "trio"),
        ]
        assert places(tmp_path, "hypercorn.toml", text)[::3] == [
            "max_requests = 100",
            "worker_class = 'trio'",
        ]

    def test_mod_wsgi(self, tmp_path: Path) -> None:
        text = """\
<VirtualHost *:80>
    # WSGIDaemonProcess old maximum-requests=1
    WSGIDaemonProcess app processes=2 threads=15 \\
        maximum-requests=1000 shutdown-timeout='5' display-name=%{GROUP}
    WSGIProcessGroup app
</VirtualHost>
"""
        assert said(tmp_path, "conf/apache.conf", text) == [
            ("mod_wsgi", "processes", "2"),
            ("mod_wsgi", "threads", "15"),
            ("mod_wsgi", "maximum-requests", "1000"),
            ("mod_wsgi", "shutdown-timeout", "5"),
        ]
        assert places(tmp_path, "conf/apache.conf", text)[2] == "maximum-requests=1000"

    UVICORN = """\
import uvicorn as server
from uvicorn import Config as C

server.run("é", limit_max_requests=100, workers=get(), ws_ping_interval=None, reload=True)
C(app, timeout_graceful_shutdown=5)
other.run(limit_max_requests=7)
"""

    def test_uvicorn_in_python(self, tmp_path: Path) -> None:
        assert said(tmp_path, "src/main.py", self.UVICORN, ["src/main.py"]) == [
            ("uvicorn", "limit-max-requests", "100"),
            ("uvicorn", "workers", "get()"),
            ("uvicorn", "ws-ping-interval", "None"),
            ("uvicorn", "reload", ""),
            ("uvicorn", "timeout-graceful-shutdown", "5"),
        ]
        deployment = Deployment(tmp_path, lambda: [tmp_path / "src/main.py"])
        assert place(deployment.settings()[0]) == "limit_max_requests=100"
        assert Deployment(tmp_path).settings() == ()

    def test_broken_python_is_reported_by_others(self, tmp_path: Path) -> None:
        text = "import uvicorn\nuvicorn.run(\n"
        assert said(tmp_path, "main.py", text, ["main.py", "gone.py"]) == []


class TestContainers:
    @pytest.mark.parametrize(
        "text",
        [
            'CMD ["gunicorn", "--max-requests", "100", "app:app"]',
            "CMD gunicorn --max-requests 100 app:app",
            "CMD exec gunicorn \\\n  # often\n  --max-requests \\\n  100 app:app",
            'ENTRYPOINT ["gunicorn"]\nCMD ["--max-requests", "100"]',
            'CMD ["--max-requests", "100"]\nENTRYPOINT ["tini", "--", "python", "-m", "gunicorn"]',
            'ENTRYPOINT ["/entrypoint.sh"]\nCMD ["gunicorn", "--max-requests=100"]',
            'CMD ["sh", "-c", "gunicorn --max-requests ${N:-100} app:app"]',
            'CMD ["gunicorn", \\\n     "--max-requests", "100"]',
            'ENV GUNICORN_CMD_ARGS="--max-requests 100"',
            "ENV GUNICORN_CMD_ARGS --max-requests 100",
            "ENV A=b \\\n    GUNICORN_CMD_ARGS='--max-requests=100'",
            "cmd gunicorn --max-requests 5\ncmd gunicorn --max-requests 100",
        ],
    )
    @pytest.mark.parametrize("name", ["Dockerfile", "docker/web.Dockerfile", "Dockerfile.prod"])
    def test_dockerfile(self, tmp_path: Path, name: str, text: str) -> None:
        text = f"FROM python:3.13\nRUN pip install gunicorn --timeout 5\n{text}\n"
        assert said(tmp_path, name, text) == [("gunicorn", "max-requests", "100")]

    def test_stages_and_health_checks(self, tmp_path: Path) -> None:
        text = "FROM a AS dev\nCMD uvicorn app:app --reload\nFROM b\nHEALTHCHECK --interval=5s \\\n"
        text += '  CMD gunicorn --check-config --timeout 3\nCMD ["gunicorn", "-t", "9"]\n'
        assert said(tmp_path, "Dockerfile", text) == [
            ("uvicorn", "reload", ""),
            ("gunicorn", "timeout", "9"),
        ]
        servers = {Server.UVICORN, Server.GUNICORN, Server.CONTAINER}
        assert Deployment(tmp_path).servers() == servers

    def test_places_in_dockerfiles(self, tmp_path: Path) -> None:
        text = 'CMD ["gunicorn", "--timeout", "9", "--max-requests=5"]\n'
        assert places(tmp_path, "Dockerfile", text) == ['"--timeout", "9"', '"--max-requests=5"']
        text = "CMD gunicorn --timeout \\\n  9 -w '4'\n"
        assert places(tmp_path, "Dockerfile", text) == ["--timeout \\", "-w '4'"]
        text = 'CMD ["sh", "-c", "gunicorn -t 9 -w 4"]\n'
        assert places(tmp_path, "Dockerfile", text) == ["-t 9", "-w 4"]
        text = 'CMD ["sh", "-c", "echo \\"a\\"; gunicorn -t 9"]\n'
        assert places(tmp_path, "Dockerfile", text) == ['echo \\"a\\"; gunicorn -t 9']

    COMPOSE = """\
version: "3.8"
x-common: &common
  restart: always
services:
  db:
    image: postgres:15
    command: postgres -c shared_buffers=256MB
    stop_grace_period: 1s
  web:
    <<: *common
    build: .
    command: >
      sh -c "python manage.py migrate &&
             gunicorn app.wsgi
             --max-requests 100
             --timeout 20"
    environment:
      - GUNICORN_CMD_ARGS=--graceful-timeout 7
      - DEBUG=0
    stop_grace_period: 1m30s
    healthcheck:
      test: ["CMD", "gunicorn", "--timeout", "1"]
  worker:
    image: me/app
    command:
      - celery
      - -A
      - app
      - worker
      - --max-tasks-per-child
      - "50"
    environment: {UWSGI_HARAKIRI: 30, "B": 'c'}
  api:
    image: me/app
    entrypoint: ["uvicorn", "app:app",
      "--workers", "2"]
    command: --limit-max-requests 5
    stop_grace_period: ${GRACE:-20s} # long
"""

    @pytest.mark.parametrize(
        "name", ["docker-compose.yml", "compose.yaml", "docker/docker-compose.prod.yml"]
    )
    def test_compose(self, tmp_path: Path, name: str) -> None:
        assert said(tmp_path, name, self.COMPOSE) == [
            ("gunicorn", "max-requests", "100"),
            ("gunicorn", "timeout", "20"),
            ("celery", "max-tasks-per-child", "50"),
            ("uvicorn", "workers", "2"),
            ("uvicorn", "limit-max-requests", "5"),
            ("gunicorn", "graceful-timeout", "7"),
            ("uwsgi", "harakiri", "30"),
            ("container", "stop_grace_period", "1m30s"),
            ("container", "stop_grace_period", "20s"),
        ]
        assert places(tmp_path, name, self.COMPOSE) == [
            "--max-requests 100",
            "--timeout 20",
            "- --max-tasks-per-child"[2:],
            '"--workers", "2"',
            "--limit-max-requests 5",
            "--graceful-timeout 7",
            "UWSGI_HARAKIRI: 30",
            "stop_grace_period: 1m30s",
            "stop_grace_period: ${GRACE:-20s}",
        ]
        assert [each.number for each in Deployment(tmp_path).settings()[-2:]] == [90, 20]

    KUBERNETES = """\
apiVersion: v1
kind: ConfigMap
data:
  UWSGI_MAX_REQUESTS: "1000"
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      {{- if .Values.grace }}
      terminationGracePeriodSeconds: 45
      {{- end }}
      initContainers:
      - name: migrate
        command: ["gunicorn", "--timeout", "1"]
      containers:
      - name: web
        image: "{{ .Values.image }}:{{ .Values.tag }}"
        command: ["/bin/sh", "-c"]
        args:
        - |
          set -e
          exec gunicorn app \\
            --max-requests 100 \\
            --graceful-timeout {{ .Values.graceful }}
        env:
        - name: UWSGI_THREADS
          value: "4"
        - {name: GUNICORN_CMD_ARGS, value: "--threads 2"}
        - name: SECRET
          valueFrom: {secretKeyRef: {name: a, key: b}}
        lifecycle:
          preStop:
            exec:
              command: [sleep, "5"]
        livenessProbe:
          exec:
            command: ["ls"]
---
kind: StatefulSet
spec:
  template:
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - image: redis
        command: [redis-server]
"""

    def test_kubernetes(self, tmp_path: Path) -> None:
        assert said(tmp_path, "k8s/base/web.yaml", self.KUBERNETES) == [
            ("gunicorn", "max-requests", "100"),
            ("gunicorn", "graceful-timeout", "{{"),
            ("uwsgi", "max-requests", "1000"),
            ("uwsgi", "threads", "4"),
            ("gunicorn", "threads", "2"),
            ("container", "terminationGracePeriodSeconds", "45"),
            ("container", "preStop", "sleep 5"),
        ]
        assert places(tmp_path, "k8s/base/web.yaml", self.KUBERNETES)[:6] == [
            "--max-requests 100",
            "--graceful-timeout {{",
            'UWSGI_MAX_REQUESTS: "1000"',
            "name: UWSGI_THREADS",
            "--threads 2",
            "terminationGracePeriodSeconds: 45",
        ]

    def test_heroku_fly_and_app_json(self, tmp_path: Path) -> None:
        heroku = (
            "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: uvicorn app:app --workers 2\n"
        )
        heroku += "  worker:\n    command:\n      - celery -A a worker --max-tasks-per-child 5\n"
        assert said(tmp_path / "heroku", "heroku.yml", heroku)[:1] == [("uvicorn", "workers", "2")]
        fly = 'app = "x"\nkill_timeout = "20s"\n[processes]\n  web = "gunicorn -t 5 a:b" # main\n'
        fly += '[env]\n  UWSGI_THREADS = "4"\n'
        assert said(tmp_path / "fly", "fly.toml", fly) == [
            ("gunicorn", "timeout", "5"),
            ("uwsgi", "threads", "4"),
            ("container", "kill_timeout", "20s"),
        ]
        app = '{"name": "uwsgi", "env": {"UWSGI_THREADS": {"value": "4"}, "A": "b"}}'
        assert said(tmp_path / "app", "app.json", app) == [("uwsgi", "threads", "4")]


class TestServices:
    UNIT = """\
[Unit]
Description=gunicorn daemon

[Service]
Environment="UWSGI_THREADS=4" OTHER=5
ExecStart=/srv/venv/bin/gunicorn --workers 3 \\
          --max-requests 100 app:app
TimeoutStopSec=1min 30s
RuntimeMaxSec=infinity
"""

    def test_systemd(self, tmp_path: Path) -> None:
        assert said(tmp_path, "deploy/web.service", self.UNIT) == [
            ("gunicorn", "workers", "3"),
            ("gunicorn", "max-requests", "100"),
            ("uwsgi", "threads", "4"),
            ("systemd", "TimeoutStopSec", "1min 30s"),
            ("systemd", "RuntimeMaxSec", "infinity"),
        ]
        deployment = Deployment(tmp_path)
        assert deployment.servers() == {Server.GUNICORN, Server.UWSGI, Server.SYSTEMD}
        assert deployment.number(Server.SYSTEMD, "TimeoutStopSec") == 90
        assert place(deployment.settings()[-2]) == "TimeoutStopSec=1min 30s"

    @pytest.mark.parametrize(
        ("command", "counts"),
        [
            ("/bin/sh -c 'exec uvicorn app:app'", True),
            ("-/usr/bin/python3 -m app.server", True),
            ("/usr/bin/redis-server", False),
        ],
    )
    def test_times_of_others(self, tmp_path: Path, command: str, counts: bool) -> None:
        text = f"[Service]\nExecStart={command}\nTimeoutStopSec=5\n"
        assert bool(said(tmp_path, "x.service", text)) == counts

    def test_supervisor(self, tmp_path: Path) -> None:
        text = """\
[supervisord]
nodaemon=true
[program:web]
command=/venv/bin/gunicorn app:app
    --max-requests 100 ; often
environment=A="b",UWSGI_THREADS="4"
stopwaitsecs = 15 ; long
[program:redis]
command=redis-server
stopwaitsecs=1
"""
        assert said(tmp_path, "etc/supervisord.conf", text) == [
            ("gunicorn", "max-requests", "100"),
            ("uwsgi", "threads", "4"),
            ("supervisor", "stopwaitsecs", "15"),
        ]

    @pytest.mark.parametrize("name", ["run.sh", "bin/start", "docker-entrypoint", "scripts/web.sh"])
    def test_scripts(self, tmp_path: Path, name: str) -> None:
        text = '#!/bin/bash\nset -euo pipefail\nif [ "$1" = web ]; then\n'
        text += '  exec gunicorn app:app \\\n    --max-requests="5" "$@"\nfi\n'
        assert said(tmp_path, name, text) == [("gunicorn", "max-requests", "5")]
        assert places(tmp_path, name, text) == ['--max-requests="5"']

    def test_makefile(self, tmp_path: Path) -> None:
        text = "run: ## gunicorn -t 5\n\t@uvicorn app:app --reload \\\n\t  --workers 2\n"
        assert said(tmp_path, "Makefile", text) == [
            ("uvicorn", "reload", ""),
            ("uvicorn", "workers", "2"),
        ]


class TestAnswers:
    def test_precedence(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "gunicorn.conf.py": "max_requests = 1\ntimeout = 1\nthreads = 1",
            ".env": "GUNICORN_CMD_ARGS='--max-requests 2 --timeout 2'",
            "deploy/run.sh": "gunicorn --max-requests 3",
        }
        deployment = Deployment(write(tmp_path, files))
        numbers = [
            deployment.number(Server.GUNICORN, name)
            for name in ("max-requests", "timeout", "threads", "workers")
        ]
        assert numbers == [3, 2, 1, None]

    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("uwsgi --max-requests 5", "max-requests"),
            ("uwsgi --evil-reload-on-rss 5", "evil-reload-on-rss"),
            ("gunicorn --max-requests 5 --max-requests-jitter 2", "max-requests"),
            ("uvicorn --limit-max-requests 5 --limit-max-requests-jitter 2", "limit-max-requests"),
            ("granian --workers-lifetime 1h", "workers-lifetime"),
            ("gunicorn --max-requests 0 --max-requests-jitter 5", None),
            ("gunicorn --max-requests-jitter 5", None),
            ("uwsgi --max-requests-delta 5", None),
            ("gunicorn --timeout 5", None),
            ("celery worker --max-tasks-per-child 5", None),
            ("", None),
        ],
    )
    def test_recycling(self, tmp_path: Path, line: str, name: str | None) -> None:
        recycling = Deployment(write(tmp_path, {"Procfile": f"web: {line}"})).recycling()
        assert (recycling and recycling.name) == name

    def test_overridden_recycling(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "gunicorn.conf.py": "max_requests = 5",
            "Procfile": "web: gunicorn --max-requests 0",
        }
        assert Deployment(write(tmp_path, files)).recycling() is None

    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("gunicorn --graceful-timeout 20 --timeout 5", "graceful-timeout"),
            ("gunicorn --graceful-timeout 20 --timeout 5 --max-requests 5", "timeout"),
            ("gunicorn --graceful-timeout 20 --timeout 0 --max-requests 5", "graceful-timeout"),
            ("uwsgi --worker-reload-mercy 2 --reload-mercy 5", "worker-reload-mercy"),
            ("uwsgi --worker-reload-mercy 0", None),
            ("uvicorn --timeout-graceful-shutdown 0", "timeout-graceful-shutdown"),
            ("hypercorn --graceful-timeout $G", None),
            ("granian --workers-kill-timeout 5s", "workers-kill-timeout"),
            ("daphne --application-close-timeout 5", None),
        ],
    )
    def test_grace(self, tmp_path: Path, line: str, name: str | None) -> None:
        grace = Deployment(write(tmp_path, {"Procfile": f"web: {line}"})).grace()
        assert (grace and grace.name) == name

    def test_the_shortest_grace(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "Procfile": "web: gunicorn --graceful-timeout 20",
            "compose.yml": "services:\n  web:\n    build: .\n    stop_grace_period: 15s\n",
            "a.service": "[Service]\nExecStart=uvicorn a:b\nTimeoutStopSec=infinity\n",
        }
        grace = Deployment(write(tmp_path, files)).grace()
        assert grace is not None
        assert (grace.name, grace.number) == ("stop_grace_period", 15)

    @pytest.mark.parametrize(
        ("value", "seconds"),
        [
            ("30", 30),
            ("30s", 30),
            ("1m30s", 90),
            ("1.5h", 5400),
            ("500ms", 0.5),
            ("2 min 5 sec", 125),
            ("infinity", float("inf")),
            ("5x", None),
            ("soon", None),
            ("", None),
        ],
    )
    def test_times(self, value: str, seconds: float | None) -> None:
        setting = Setting(Server.SYSTEMD, "TimeoutStopSec", value, Path("x"), 1, 1, 1)
        assert setting.number == seconds
        seconds_only = Setting(Server.UWSGI, "harakiri", value, Path("x"), 1, 1, 1)
        assert seconds_only.number == (30 if value == "30" else None)


class TestRobustness:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("gunicorn.conf.py", b"max_requests = (\n# gunicorn"),
            ("gunicorn.conf.py", b"# gunicorn\n\xff\xff"),
            ("uwsgi.json", b'{"uwsgi": '),
            ("Procfile", b"web: gunicorn \xe4"),
            ("gunicorn.conf.py", b"max_requests = " + b"-" * 100_000 + b"1"),
            ("compose.yml", b"gunicorn: " + b"[" * 100_000),
        ],
    )
    def test_problems(self, tmp_path: Path, name: str, content: bytes) -> None:
        deployment = Deployment(write(tmp_path, {name: content, "a.sh": "gunicorn -t 5"}))
        assert [each.name for each in deployment.settings()] == ["timeout"]
        assert len(deployment.problems) == 1
        assert name in deployment.problems[0]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("other.yml", b"gunicorn: [a, {b: c\n- x\n:\n  - {"),
            ("other.ini", b"uwsgi\n[uwsgi\n= 5\n[]\nmax-requests"),
            ("uwsgi.xml", b"<uwsgi><max-requests>5<"),
            ("Procfile", b"gunicorn 'unclosed --timeout\n\"web: gunicorn 'x"),
            ("a.sh", b"gunicorn --max-requests 5 " + b"x" * 1_000_000),
            ("other.yml", b"\xff\xfe no server"),
        ],
    )
    def test_odd_files_say_nothing(self, tmp_path: Path, name: str, content: bytes) -> None:
        assert said(tmp_path, name, content) == []

    def test_folders_with_such_names(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "uwsgi.ini/x": "",
            "Dockerfile/x": "",
            "deploy": "gunicorn",
        }
        deployment = Deployment(write(tmp_path, files))
        assert deployment.settings() == ()
        assert deployment.problems == []

    @pytest.mark.parametrize(
        "name", ["src/uwsgi.ini", "deploy/a/b/uwsgi.ini", "deploy/conf/b/uwsgi.ini", "uwsgi.txt"]
    )
    def test_other_places_are_not_looked_into(self, tmp_path: Path, name: str) -> None:
        assert said(tmp_path, name, "[uwsgi]\nmax-requests = 5\n") == []

    @pytest.mark.parametrize("newline", ["\r\n", "\n"])
    def test_newlines(self, tmp_path: Path, newline: str) -> None:
        for name, text in (
            ("uwsgi.ini", "[uwsgi]\nmax-requests = 5\n"),
            ("uwsgi.yml", "# x\nuwsgi:\n  master: true\n  max-requests: 5\n"),
            ("a.sh", "ls\nuwsgi --master \\\n --max-requests 5\n"),
        ):
            root = tmp_path / name
            assert said(root, name, text.replace("\n", newline))[-1][1:] == ("max-requests", "5")

    def test_byte_order_marks(self, tmp_path: Path) -> None:
        assert said(tmp_path, "uwsgi.ini", b"\xef\xbb\xbf[uwsgi]\nmaster = 1\n") == [
            ("uwsgi", "master", "")
        ]

    @given(st.text("ab:- \n\t[]{},'\"#|>&*!%$\\`();<>=.", max_size=60))
    @settings(max_examples=300, deadline=None)
    def test_anything_can_be_read(self, text: str) -> None:
        for node in documents(text):
            assert _is_placed(node, text)
        for words in commands(Piece(text, 0, len(text))):
            assert all(0 <= word.start < word.end <= len(text) for word in words)

    def test_it_is_linear(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            f"k8s/{number}.yaml": TestContainers.KUBERNETES for number in range(20)
        }
        files["big.sh"] = "gunicorn x\n" + "echo $(a) 'b' \"c\" \\\n" * 20_000
        files["blank.ini"] = "[uwsgi]\na" + " " * 900_000 + "b"
        files["blank.yml"] = "gunicorn" + " " * 900_000 + "b"
        files["uwsgi.xml"] = "<uwsgi><a>" + " " * 900_000 + "b"
        files["big.yml"] = "gunicorn:\n" + "  - a: {b: [c]}\n" * 20_000
        write(tmp_path, files)
        start = time.process_time()
        assert Deployment(tmp_path).settings()
        assert time.process_time() - start < 60  # a pattern that backtracks takes many minutes


def _is_placed(node: Node, text: str) -> bool:
    if isinstance(node, Word):
        return 0 <= node.start <= node.end <= len(text)
    inner = node if isinstance(node, list) else [entry.node for entry in node.values()]
    return all(_is_placed(each, text) for each in inner)


class TestRemembering:
    FILES: ClassVar[dict[str, str | bytes]] = {
        "Procfile": "web: gunicorn -c app/conf.py",
        "deploy/web/a.sh": "uvicorn",
        "main.py": "import uvicorn\nuvicorn.run(app)",
    }

    def asked(self, root: Path) -> Deployment:
        deployment = Deployment(root, lambda: [root / "main.py"])
        deployment.settings()
        return deployment

    def test_nothing_is_read_until_asked(self, tmp_path: Path) -> None:
        assert Deployment(write(tmp_path, self.FILES)).visited() == []

    def test_everything_is_read_once(self, tmp_path: Path) -> None:
        deployment = Deployment(write(tmp_path, self.FILES))
        first = deployment.servers()
        (tmp_path / "Procfile").unlink()
        assert deployment.servers() == first

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("Procfile", "web: gunicorn"),
            ("app/conf.py", "max_requests = 5"),
            ("uwsgi.ini", "[uwsgi]"),
            ("deploy/web/a.sh", "ls"),
            ("deploy/other/a.sh", "ls"),
            ("deploy/x.service", ""),
            ("k8s/web.yml", "a: b"),
            ("main.py", "x = 1"),
        ],
    )
    def test_changes_matter(self, tmp_path: Path, name: str, content: str) -> None:
        deployment = self.asked(write(tmp_path, self.FILES))
        assert fingerprint_of(deployment.visited()) == deployment.fingerprint()
        write(tmp_path, {name: content})
        assert fingerprint_of(deployment.visited()) != deployment.fingerprint()
        again = self.asked(tmp_path)
        assert fingerprint_of(again.visited()) == again.fingerprint()

    @pytest.mark.parametrize("name", ["app/new.py", "README.md", "src/uwsgi.ini", "deploy/a.md"])
    def test_changes_that_do_not_matter(self, tmp_path: Path, name: str) -> None:
        deployment = self.asked(write(tmp_path, self.FILES))
        write(tmp_path, {name: "changed"})
        assert fingerprint_of(deployment.visited()) == deployment.fingerprint()
        assert self.asked(tmp_path).fingerprint() == deployment.fingerprint()

    def test_unreadable_and_large_files_have_a_fingerprint(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "Procfile": b"gunicorn \xff",
            "a.sh": b"gunicorn" * 200_000,
        }
        deployment = self.asked(write(tmp_path, files))
        assert fingerprint_of(deployment.visited()) == deployment.fingerprint()

    @pytest.mark.skipif(sys.platform != "linux", reason="needs names of any bytes")
    def test_names_of_any_bytes(self, tmp_path: Path) -> None:
        name = os.fsdecode(b"a-\xff.sh")
        deployment = self.asked(write(tmp_path, {name: "gunicorn -t 5"}))
        assert deployment.get(Server.GUNICORN, "timeout")
        assert fingerprint_of(deployment.visited()) == deployment.fingerprint()


def test_importing_loads_nothing_heavy() -> None:
    script = "import sys, asynclint.deployment; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    heavy = {"tomllib", "packaging", "hashlib", "json", "asynclint.config"}
    assert not heavy & set(done.stdout.split())
