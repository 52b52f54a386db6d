"""flake8 with our plugin, as people run it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flake8 import utils
from flake8.main import cli
from harness import project

from asynclint.session import Session

FILES = {
    "pyproject.toml": "[tool.asynclint]\nextend-exclude = ['vendored']\n",
    "shop/__init__.py": "",
    "shop/app.py": "from shop import stock\n\n\nasync def order():\n    stock.reserve()\n",
    "shop/stock.py": "import time\n\n\ndef reserve():\n    time.sleep(1)\n",
    "vendored/app.py": "import time\n\n\nasync def f():\n    time.sleep(1)\n",
    "worker.py": (
        "import threading\nimport time\n\nlock = threading.Lock()\n\n\n"
        "async def work():\n    with lock:\n        time.sleep(1)\n"
    ),
}
CHAIN = "shop/app.py:5:5: ASL101"
SLEEP = "worker.py:9:9: ASL101"
LOCK = "worker.py:8:10: ASL108"
_LINE = re.compile(r"(?:\./)?(\S+:\d+:\d+: \w+)", re.MULTILINE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project", FILES).root


def flake8(
    root: Path, *arguments: str, stdin: str = "", **environ: str
) -> subprocess.CompletedProcess[str]:
    """What a process of its own does; slow to start."""
    return subprocess.run(
        [sys.executable, "-m", "flake8", *arguments],
        cwd=root,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environ,
    )


class Run:
    """Runs flake8 in this process."""

    def __init__(
        self, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.capsys = capsys
        self.monkeypatch = monkeypatch
        monkeypatch.chdir(root)

    def lines(self, *arguments: str, stdin: str = "") -> list[str]:
        """What it prints."""
        utils.stdin_get_value.cache_clear()
        stream = io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
        self.monkeypatch.setattr(sys, "stdin", stream)
        cli.main(["-j1", *arguments])
        out, err = self.capsys.readouterr()
        assert err == ""
        return out.splitlines()

    def __call__(self, *arguments: str, stdin: str = "") -> list[str]:
        """The places and codes of what it finds."""
        return found(self.lines(*arguments, stdin=stdin))


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(root, capsys, monkeypatch)


def found(lines: list[str]) -> list[str]:
    return [line[1] for line in map(_LINE.match, lines) if line]


def test_findings_of_the_whole_project_are_told_file_by_file(run: Run) -> None:
    chain, sleep = run.lines()
    assert chain == (
        "./shop/app.py:5:5: ASL101 `time.sleep` blocks the event loop, "
        "through `shop.stock.reserve` (shop/stock.py:5)"
    )
    assert sleep.startswith("./worker.py:9:9: ASL101 `time.sleep` blocks the event loop")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("shop/app.py", [CHAIN]),
        ("./shop/../shop/app.py", ["shop/../" + CHAIN]),
        ("shop", [CHAIN]),
        ("shop/stock.py", []),
        ("vendored/app.py", []),
    ],
)
def test_one_file_gets_the_same_as_all(
    root: Path, run: Run, path: str, expected: list[str]
) -> None:
    assert run(path) == expected


def test_the_plugin_says_so() -> None:
    done = flake8(Path.cwd(), "--version")
    assert "asynclint: " in done.stdout


# Selecting


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--select=E,W,F"], []),
        (["--select=ASL"], [CHAIN, LOCK, SLEEP]),
        (["--select=ASL1"], [CHAIN, LOCK, SLEEP]),
        (["--select=A"], [CHAIN, LOCK, SLEEP]),
        (["--select=ASL101"], [CHAIN, SLEEP]),
        (["--extend-select=ASL108"], [CHAIN, LOCK, SLEEP]),
        (["--select=ASL", "--ignore=ASL101"], [LOCK]),
        (["--ignore=E1"], [CHAIN, SLEEP]),  # which empties flake8's default ignore list
        (["--extend-ignore=ASL"], []),
        (["--extend-ignore=ASL", "--extend-select=ASL101"], [CHAIN, SLEEP]),
        (["--per-file-ignores=worker.py:ASL"], [CHAIN]),
        (["--exclude=shop"], [SLEEP]),
    ],
)
def test_selecting_works_as_for_any_plugin(
    run: Run, arguments: list[str], expected: list[str]
) -> None:
    assert run(*arguments) == expected


def test_nothing_is_checked_when_nothing_of_ours_is_selected(root: Path, run: Run) -> None:
    (root / "pyproject.toml").write_text("[tool.asynclint]\nno-such-key = 1\n")
    assert run("--select=E") == []
    assert not (root / ".asynclint_cache").exists()


def test_the_project_may_select_what_is_off_by_default(root: Path, run: Run) -> None:
    (root / "pyproject.toml").write_text('[tool.asynclint]\nextend-select = ["ASL108"]\n')
    assert run("worker.py") == [LOCK, SLEEP]


def test_what_the_project_ignores_stays_silent(root: Path, run: Run) -> None:
    text = "[tool.asynclint]\nignore = ['ASL108']\nper-file-ignores = {'shop/*' = ['ASL1']}\n"
    (root / "pyproject.toml").write_text(text)
    assert run("--select=ASL", "shop", "worker.py") == [SLEEP]


def test_a_configuration_may_be_given(root: Path, run: Run) -> None:
    (root / "ci.toml").write_text("ignore = ['blocking-call-in-async']\n")
    (root / ".flake8").write_text("[flake8]\nasynclint-config = ci.toml\n")
    assert run() == []
    assert run("--asynclint-config", "ci.toml", "worker.py") == []


def test_no_cache_is_written_when_it_is_not_wanted(root: Path, run: Run) -> None:
    assert run("--asynclint-no-cache", "shop") == [CHAIN]
    assert not (root / ".asynclint_cache").exists()


# Comments


@pytest.mark.parametrize(
    "comment", ["# noqa", "# noqa: ASL101", "# noqa:ASL101,E501", "# asynclint: ignore[ASL101]"]
)
def test_comments_silence(root: Path, run: Run, comment: str) -> None:
    path = root / "shop/app.py"
    path.write_text(path.read_text().replace("stock.reserve()", f"stock.reserve()  {comment}"))
    assert run("shop") == []
    assert run("--disable-noqa", "shop") == [CHAIN]


def test_a_comment_at_a_hop_silences_the_chain(root: Path, run: Run) -> None:
    path = root / "shop/stock.py"
    comment = "# asynclint: ignore[ASL101] short"
    path.write_text(path.read_text().replace("sleep(1)", f"sleep(1)  {comment}"))
    assert run("shop") == []
    assert run("--disable-noqa", "shop") == [CHAIN]


# Processes and streams

_SITE = """\
import multiprocessing
multiprocessing.set_start_method({method!r}, force=True)
"""


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_every_way_to_start_processes_gives_the_same(
    root: Path, tmp_path: Path, method: str
) -> None:
    if method == "fork" and not hasattr(os, "fork"):
        pytest.skip("there is no fork here")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(_SITE.format(method=method))
    for _ in ("cold", "warm"):
        done = flake8(root, "-j2", PYTHONPATH=str(tmp_path / "site"))
        assert done.stderr == ""
        assert found(done.stdout.splitlines()) == [CHAIN, SLEEP]


def test_stdin_stands_for_the_file_it_is_said_to_be(root: Path, run: Run) -> None:
    text = FILES["shop/app.py"].replace("\nasync", "\n# moved\n\n\nasync")
    assert run("-", "--stdin-display-name=shop/app.py", stdin=text) == ["shop/app.py:8:5: ASL101"]


def test_stdin_without_a_name_is_checked_alone(root: Path, run: Run) -> None:
    (line,) = run("--select=ASL101", "-", stdin=FILES["worker.py"])
    assert line == "stdin:9:9: ASL101"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_endings_are_the_same_file(root: Path, run: Run, ending: str) -> None:
    for name in ("shop/app.py", "shop/stock.py"):
        (root / name).write_bytes(FILES[name].replace("\n", ending).encode())
    assert run("--select=ASL", "shop") == [CHAIN]


def test_columns_count_characters(root: Path, run: Run) -> None:
    text = "import time\n\n\nasync def f():\n    'é😀'; time.sleep(1)\n"
    (root / "one.py").write_text(text, "utf-8")
    assert run("--select=ASL", "one.py") == ["one.py:5:11: ASL101"]


def test_notebooks_are_not_python(root: Path, run: Run) -> None:
    (root / "one.ipynb").write_text('{"cells": []}\n')
    assert run("--select=ASL", "one.ipynb") == []


# What goes wrong


def test_a_wrong_configuration_ends_the_run_with_a_sentence(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.asynclint]\nignroe = []\n")
    done = flake8(root, "shop")
    assert done.returncode == 1
    assert "pyproject.toml: tool.asynclint.ignroe: unknown key" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_wrong_configuration_further_down_is_told_in_its_files(root: Path) -> None:
    project(root / "plugin", {"asynclint.toml": "ignroe = []", "one.py": "x = 1\n"})
    done = flake8(root, "-j2")
    assert "plugin/one.py:1:1: ASL900 asynclint cannot check this file: " in done.stdout
    assert CHAIN in done.stdout


def test_a_bug_of_ours_does_not_end_the_run(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("oops")

    monkeypatch.setattr(Session, "findings", fail)
    (root / "worker.py").write_text("import os\n")
    ours, theirs = run.lines("worker.py")
    assert ours == (
        "worker.py:1:1: ASL900 asynclint cannot check this file: LookupError: oops; "
        "this is a bug in asynclint, please report it"
    )
    assert theirs == "worker.py:1:1: F401 'os' imported but unused"


def test_a_file_that_does_not_parse_is_for_flake8_to_tell(root: Path, run: Run) -> None:
    (root / "worker.py").write_text("async def f(:\n")
    assert run("--select=E9,ASL", "worker.py") == ["worker.py:1:14: E999"]


# Start-up


def test_importing_the_plugin_is_nearly_free() -> None:
    script = (
        "import sys, flake8.main.cli; before = set(sys.modules)\n"
        "import asynclint.surfaces.flake8\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["asynclint", "asynclint.surfaces", "asynclint.surfaces.flake8"]
