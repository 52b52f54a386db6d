"""What runs in the CI of others: the GitHub action and the GitLab job, in a faked surrounding."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from harness import project
from test_formats import SCHEMA

ROOT = Path(__file__).parent.parent
FILES = {
    "asynclint.toml": "",
    "app.py": "import helpers\n\n\nasync def main():\n    helpers.nap()\n",
    "helpers.py": "import time\n\n\ndef nap():\n    time.sleep(1)\n",
}
# Makes an "environment" whose pip does nothing and whose asynclint is the one under test.
_PYTHON3 = """\
#!/bin/sh
mkdir -p "$3/bin"
printf '#!/bin/sh\\necho "$@" >>"{log}"\\n' >"$3/bin/python"
printf '#!/bin/sh\\nexec "{python}" -m asynclint "$@"\\n' >"$3/bin/asynclint"
chmod +x "$3/bin/python" "$3/bin/asynclint"
"""


def loaded(name: str) -> dict[str, Any]:
    document = yaml.safe_load((ROOT / name).read_text())
    assert isinstance(document, dict)
    return document


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project", FILES).root


class Action:
    """Runs the script of the action as GitHub would."""

    def __init__(self, root: Path, tmp_path: Path) -> None:
        self.root = root
        self.temp = tmp_path / "temp"
        (tmp_path / "bin").mkdir()
        self.log = tmp_path / "pip.txt"
        python = tmp_path / "bin/python3"
        python.write_text(_PYTHON3.format(log=self.log, python=sys.executable))
        python.chmod(0o755)
        self.path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        self.summary, self.output = tmp_path / "summary.md", tmp_path / "output"

    def __call__(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        variables = {f"ASYNCLINT_{name.upper()}": value for name, value in inputs.items()}
        return subprocess.run(
            ["bash", str(ROOT / "docs/ci/github.sh")],
            cwd=self.root,
            env=os.environ
            | variables
            | {
                "PATH": self.path,
                "RUNNER_TEMP": str(self.temp),
                "ASYNCLINT_ACTION": "/the/action",
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_OUTPUT": str(self.output),
            },
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def action(root: Path, tmp_path: Path) -> Action:
    return Action(root, tmp_path)


def test_the_action_passes_all_its_inputs() -> None:
    described = loaded("action.yml")
    steps = described["runs"]["steps"]
    (check,) = (step for step in steps if step.get("id") == "check")
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(steps)))
    assert used == set(described["inputs"])
    # Inputs that are pasted into a script could hold commands.
    assert "${{" not in check["run"]
    script = (ROOT / "docs/ci/github.sh").read_text()
    assert set(check["env"]) == set(re.findall(r"ASYNCLINT_[A-Z]+", script))


def test_the_action_annotates_and_sums_up(action: Action) -> None:
    done = action(sarif="out/report.sarif", html="out/report.html")
    assert done.returncode == 1, done.stderr
    assert "::error title=ASL101" in done.stdout
    assert "file=app.py,line=5" in done.stdout
    assert action.summary.read_text().startswith("## asynclint\n")
    assert action.output.read_text() == "exit-code=1\n"
    document = json.loads((action.root / "out/report.sarif").read_text())
    assert document["$schema"].endswith("sarif-2.1.0.json")
    assert SCHEMA["title"]
    assert (action.root / "out/report.html").read_text().startswith("<!doctype html>")
    assert action.log.read_text().endswith(" /the/action\n")


def test_the_action_takes_arguments_and_a_version(action: Action) -> None:
    done = action(version="==1.2", args="--exit-zero\n--ignore ASL101", annotations="false")
    assert done.returncode == 0, done.stderr
    assert "::" not in done.stdout
    assert action.log.read_text().endswith(" asynclint==1.2\n")
    assert action.output.read_text() == "exit-code=0\n"


def test_the_action_tells_mistakes(action: Action) -> None:
    done = action(args="--select NOPE $(touch oops)")
    assert done.returncode == 2
    assert "NOPE" in done.stderr
    assert not (action.root / "oops").exists()


def test_the_gitlab_job_makes_its_reports(root: Path) -> None:
    job = loaded("docs/ci/gitlab.yml")["asynclint"]
    (line,) = job["script"]
    command = line.replace("asynclint check", f'"{sys.executable}" -m asynclint check', 1)
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=root,
        env=os.environ | job["variables"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    (issue,) = json.loads((root / job["artifacts"]["reports"]["codequality"]).read_text())
    assert issue["location"] == {"path": "app.py", "lines": {"begin": 5, "end": 5}}
    for path in job["artifacts"]["paths"]:
        assert (root / path).exists()


def test_hooks_run_what_the_command_line_knows(root: Path) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["asynclint", "asynclint-fix", "asynclint-project"]
    for hook in hooks:
        assert hook["require_serial"]
        program, *arguments = hook["entry"].split()
        assert program == "asynclint"
        files = [] if hook.get("pass_filenames") is False else ["app.py"]
        done = subprocess.run(
            [sys.executable, "-m", "asynclint", *arguments, *files],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "app.py:5:5" in done.stdout, done.stderr
    pattern = re.compile(hooks[0]["files"])
    for name in ("a/b.py", "c.pyw", "uv.lock", "a/requirements-dev.txt", "pyproject.toml"):
        assert pattern.search(name)
    for name in ("a.pyc", "README.md", "locked", "setup.cfg.bak"):
        assert not pattern.search(name)
