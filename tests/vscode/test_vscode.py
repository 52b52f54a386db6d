"""A real VS Code with our extension and our server: `pytest -m vscode tests/vscode`.

Needs what `tests/vscode/setup.sh` installs, and chromium; without them the test is skipped. What it
saw is in `screenshots` below ASYNCLINT_VSCODE_CACHE, to be looked at.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.vscode

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("ASYNCLINT_VSCODE_CACHE", Path.home() / ".cache/asynclint-vscode"))
CODE = CACHE / "code/node_modules"
EXTENSION = HERE.parents[1] / "docs/editors/vscode"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FILES = {
    "pyproject.toml": "[tool.asynclint]\n",
    # What comes before the call counts two UTF-16 units for each snake.
    "app.py": 'import stock\n\n\nasync def order():\n    "🐍🐍"; stock.reserve()\n',
    "stock.py": "import time\n\n\ndef reserve():\n    time.sleep(1)\n",
}
# Commands are of the machine that the editor works on, not of who sits before it.
MACHINE = {"asynclint.command": [str(Path(sys.executable).parent / "asynclint"), "server"]}
SETTINGS = {
    "chat.disableAIFeatures": True,
    "editor.codeActionsOnSave": {"source.fixAll.asynclint": "explicit"},
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "files.autoSave": "off",
    "security.workspace.trust.enabled": False,
    "telemetry.telemetryLevel": "off",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
}


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    path = f"{CACHE / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PATH": path, **env},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def code_server(data: Path, *arguments: str | Path) -> list[str | Path]:
    folders = ("--user-data-dir", data, "--extensions-dir", data / "extensions")
    return [CACHE / "bin/node", CODE / "code-server/out/node/entry.js", *folders, *arguments]


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension, built and packaged."""
    folder = tmp_path_factory.mktemp("build") / "vscode"
    shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    run("npm", "install", "--no-audit", "--no-fund", cwd=folder)
    run("npm", "run", "package", cwd=folder)
    return folder / "asynclint.vsix"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    for name, text in FILES.items():
        (root / name).write_text(text, "utf-8")
    return root


@pytest.fixture
def served(packaged: Path, project: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a VS Code that has our extension."""
    data = tmp_path / "data"
    for scope, settings in {"User": SETTINGS, "Machine": MACHINE}.items():
        (data / scope).mkdir(parents=True)
        (data / scope / "settings.json").write_text(json.dumps(settings))
    config = str(tmp_path / "code-server.yaml")
    run(*code_server(data, "--install-extension", packaged), cwd=project, CODE_SERVER_CONFIG=config)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    quiet = ("--auth", "none", "--disable-telemetry", "--disable-update-check")
    with (tmp_path / "server.log").open("w") as log:
        server = subprocess.Popen(
            code_server(data, "--bind-addr", address, *quiet),
            cwd=project,
            env={**os.environ, "CODE_SERVER_CONFIG": config},
            stdout=log,
            stderr=log,
        )
        try:
            await_answer(f"http://{address}/healthz")
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait()


def await_answer(url: str) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            assert time.monotonic() < deadline, f"{url} does not answer"
            time.sleep(0.5)


@pytest.mark.skipif(not (CODE / "code-server").exists(), reason="tests/vscode/setup.sh was not run")
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_vscode_shows_the_chain_and_offers_what_can_be_done(served: str, project: Path) -> None:
    out = run(
        *(CACHE / "bin/node", HERE / "drive.mjs", served, project, CACHE / "screenshots"),
        cwd=project,
        VSCODE_MODULES=str(CODE),
        CHROMIUM=str(CHROMIUM),
    )
    seen: dict[str, Any] = json.loads(out)
    assert seen["underlined"] == "stock.reserve()"
    problems = " | ".join(seen["problems"])
    assert "`time.sleep` blocks the event loop, through `stock.reserve`" in problems
    assert "asynclint ASL101" in problems
    assert "stock.py" in problems  # the chain, below the problem
    assert "time.sleep" in seen["hover"]
    assert any(offer.startswith("Ignore ASL101 here") for offer in seen["offers"])
    assert any("to_thread" in offer for offer in seen["offers"])
    silenced = '    "🐍🐍"; stock.reserve()  # asynclint: ignore[ASL101]'
    assert silenced in seen["silenced"]
    assert "    await asyncio.sleep(1)" in seen["fixed"]
    assert "await asyncio.sleep(1)" in (project / "app.py").read_text("utf-8")
