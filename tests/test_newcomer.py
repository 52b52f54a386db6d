"""The first minutes of somebody new: the README's own lines, in clean environments.

Each surface is installed as the README says, from a wheel of this checkout, into an environment of
its own, and must tell a finding of the example. It takes a package index: run with `-m live`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.live

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CODE = "ASL102"  # what is found in the example


def block(heading: str, language: str, number: int = 0, text: str = README) -> str:
    """What stands in a block of code below a heading."""
    section = re.split(rf"(?m)^#+ {re.escape(heading)}$", text)[1]
    section = re.split(r"(?m)^#+ (?!.*#)", re.sub(r"(?ms)^```.*?^```", _kept, section))[0]
    blocks = re.findall(rf"(?ms)^```{language}\n(.*?)^```", section.replace("\0", "#"))
    found: str = blocks[number]
    return found


def _kept(match: re.Match[str]) -> str:
    return match[0].replace("#", "\0")  # comments in code are no headings


class Newcomer:
    """Somebody with an empty environment, in a project of their own."""

    def __init__(self, tmp_path: Path, wheel: Path) -> None:
        self.root = tmp_path / "project"
        shutil.copytree(ROOT / "examples/orders", self.root)
        subprocess.run(["git", "init", "-q"], cwd=self.root, check=True)
        subprocess.run(["git", "add", "."], cwd=self.root, check=True)
        subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
        self.env = os.environ | {
            "PATH": f"{tmp_path / 'venv/bin'}{os.pathsep}{os.environ['PATH']}",
            # pip prefers what is in a folder to what an index has of the same release.
            "PIP_FIND_LINKS": f"{os.environ.get('PIP_FIND_LINKS', '')} {wheel.parent}".strip(),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "HOME": str(tmp_path),
        }

    def types(self, lines: str, *, stdin: str = "", cwd: Path | None = None) -> str:
        """What they see of some lines in a shell."""
        done = subprocess.run(
            ["sh", "-c", lines],
            cwd=cwd or self.root,
            env=self.env,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    subprocess.run(command, check=True)
    (made,) = folder.glob("*.whl")
    # Without it, every check takes a fifth of a second more where no byte code may be written.
    assert "asynclint/knowledge/joined.tables" in zipfile.ZipFile(made).namelist()
    return made


@pytest.fixture
def newcomer(tmp_path: Path, wheel: Path) -> Newcomer:
    return Newcomer(tmp_path, wheel)


def test_the_first_line(newcomer: Newcomer, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
    said = newcomer.types(block("Try it", "sh"), cwd=clone)
    example = re.search(r"(?ms)<!-- begin example -->\n```text\n(.*?)```", README)
    assert example is not None
    assert example[1].strip() in said


def test_the_command_line(newcomer: Newcomer) -> None:
    newcomer.types("pip install asynclint")
    first, *_ = block("Use it", "sh").splitlines()
    assert CODE in newcomer.types(first)
    assert "blocking-network-in-async" in newcomer.types("asynclint explain ASL102")
    sarif = newcomer.types("asynclint check -o sarif")
    assert json.loads(sarif)["runs"][0]["results"]


def test_flake8(newcomer: Newcomer) -> None:
    said = newcomer.types(block("flake8", "sh"))
    assert re.search(rf"app\.py:15:20: {CODE} ", said), said


def test_pylint(newcomer: Newcomer) -> None:
    said = newcomer.types(block("pylint", "sh"))
    assert re.search(r"app\.py:15:19: E8102: .*\(blocking-network-in-async\)", said), said


def test_pre_commit(newcomer: Newcomer) -> None:
    settings = yaml.safe_load(block("pre-commit", "yaml"))
    (repository,) = settings["repos"]
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    repository["repo"], repository["rev"] = str(ROOT), revision.stdout.strip()
    (newcomer.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings))
    newcomer.types("pip install pre-commit")
    said = newcomer.types("pre-commit run --all-files")
    assert f"error[{CODE}]" in said, said


def test_gitlab(newcomer: Newcomer) -> None:
    job = yaml.safe_load((ROOT / "docs/ci/gitlab.yml").read_text())["asynclint"]
    for name, value in job["variables"].items():
        newcomer.env[name] = value
    said = newcomer.types("\n".join([*job["before_script"], *job["script"]]))
    assert CODE in said
    report = json.loads((newcomer.root / job["artifacts"]["reports"]["codequality"]).read_text())
    assert CODE in {one["check_name"].partition(" ")[0] for one in report} or CODE in str(report)
    assert CODE in (newcomer.root / job["artifacts"]["paths"][0]).read_text()


def test_github(newcomer: Newcomer, tmp_path: Path, wheel: Path) -> None:
    step = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"][-1]
    newcomer.env |= {
        **dict.fromkeys(step["env"], ""),
        "ASYNCLINT_ACTION": str(ROOT),
        "ASYNCLINT_SARIF": "asynclint.sarif",
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    said = newcomer.types(step["run"])
    assert re.search(r"(?m)^::error .*file=app\.py,line=15,", said), said
    assert CODE in (tmp_path / "summary.md").read_text()
    assert (tmp_path / "output").read_text() == "exit-code=1\n"
    assert json.loads((newcomer.root / "asynclint.sarif").read_text())["runs"][0]["results"]


def test_an_editor(newcomer: Newcomer, tmp_path: Path) -> None:
    nvim = shutil.which("nvim")
    if nvim is None:
        pytest.skip("nvim is not installed")
    newcomer.types(block("In your editor", "sh"))
    # The second block is for the releases that Debian has.
    editors = (ROOT / "docs/editors/README.md").read_text("utf-8")
    (tmp_path / "init.lua").write_text(block("Neovim", "lua", 1, editors))
    wait = "vim.wait(120000, function() return #vim.diagnostic.get(0) > 0 end, 50)"
    show = "for _, one in ipairs(vim.diagnostic.get(0)) do print(one.lnum, one.message) end"
    said = newcomer.types(
        f"{nvim} --headless -u {tmp_path / 'init.lua'} --cmd 'filetype on' app.py "
        f"-c 'lua {wait}; {show}' -c 'qall!'"
    )
    assert "14 `requests.Session.get` blocks the event loop" in said, said
