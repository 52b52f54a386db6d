"""pre-commit itself, with our hooks, in a repository made for the purpose.

It builds asynclint and installs it, which takes a package index: run with `-m live`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from harness import project
from test_ci import FILES, ROOT

pytestmark = pytest.mark.live

MORE = {
    "asynclint.toml": 'extend-exclude = ["vendored"]\n',
    "vendored/app.py": "import time\n\n\nasync def f():\n    time.sleep(1)\n",
    "direct.py": "import time\n\n\nasync def f():\n    time.sleep(1)\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("repository"), FILES | MORE).root
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps environments, so that they are made once."""
    return tmp_path_factory.mktemp("home")


def hook(root: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), *arguments],
        cwd=root,
        env=os.environ | {"PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def places(done: subprocess.CompletedProcess[str]) -> list[str]:
    return sorted(line.split(": ")[0] for line in done.stdout.splitlines() if ": error[" in line)


def test_hooks(root: Path, home: Path) -> None:
    done = hook(root, home, "asynclint", "--files", "app.py", "helpers.py", "vendored/app.py")
    assert done.returncode == 1, done.stdout + done.stderr
    assert places(done) == ["app.py:5:5"]  # helpers.py is read, vendored/ is excluded

    done = hook(root, home, "asynclint", "--files", "helpers.py", "vendored/app.py")
    assert done.returncode == 0, done.stdout + done.stderr

    done = hook(root, home, "asynclint-project", "--all-files", "--hook-stage", "manual")
    assert places(done) == ["app.py:5:5", "direct.py:5:5"]

    done = hook(root, home, "asynclint-fix", "--files", "direct.py", "helpers.py")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    assert "await asyncio.sleep(1)" in (root / "direct.py").read_text()
    assert "time.sleep(1)" in (root / "helpers.py").read_text()
    assert "time.sleep(1)" in (root / "vendored/app.py").read_text()
