"""pylint with our plugin, as people run it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from harness import project
from pylint.lint import Run as Pylint
from pylint.lint import pylinter

from asynclint.rules.every import ALL
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
PLUGIN = "--load-plugins=asynclint.surfaces.pylint"
CHAIN = "shop/app.py:5:4: E8101"
SLEEP = "worker.py:9:8: E8101"
LOCK = "worker.py:8:9: C8108"
ALL_FILES = ("shop", "worker.py", "vendored/app.py")
_LINE = re.compile(r"\S+:\d+:\d+: [A-Z]\d+", re.MULTILINE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project", FILES).root


class Run:
    """Runs pylint in this process."""

    def __init__(
        self, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.capsys = capsys
        self.monkeypatch = monkeypatch
        self.code = 0
        monkeypatch.chdir(root)

    def text(self, *arguments: str, stdin: str = "") -> str:
        """What it prints."""
        stream = io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
        self.monkeypatch.setattr(pylinter.sys, "stdin", stream)
        with pytest.raises(SystemExit) as stop:
            Pylint([PLUGIN, "--score=n", *arguments])
        self.code = int(stop.value.code or 0)
        out, err = self.capsys.readouterr()
        return out + err

    def __call__(self, *arguments: str, stdin: str = "") -> list[str]:
        """The places and codes of what it finds of ours."""
        return found(self.text(*arguments, stdin=stdin))

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """What it finds of ours, as JSON has it."""
        rows = json.loads(self.text("--output-format=json", *arguments))
        return [row for row in rows if row["message-id"][1] == "8"]


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(root, capsys, monkeypatch)


def found(text: str) -> list[str]:
    return sorted(line for line in _LINE.findall(text) if line.split()[1][1] == "8")


def test_findings_of_the_whole_project_are_told_file_by_file(run: Run) -> None:
    assert run(*ALL_FILES) == [CHAIN, SLEEP]
    assert run("shop/app.py") == [CHAIN]
    assert run("shop/stock.py") == []


def test_messages_have_names_ends_and_the_chain(run: Run) -> None:
    (row,) = run.rows("shop/app.py")
    assert row == {
        "type": "error",
        "module": "shop.app",
        "obj": "",
        "line": 5,
        "column": 4,
        "endLine": 5,
        "endColumn": 19,
        "path": "shop/app.py",
        "symbol": "blocking-call-in-async",
        "message": "`time.sleep` blocks the event loop, through `shop.stock.reserve` "
        "(shop/stock.py:5)",
        "message-id": "E8101",
    }


def test_every_rule_is_a_message(run: Run) -> None:
    listed = run.text("--list-msgs")
    for rule in ALL:
        assert re.search(rf"^:{rule.name} \([EWC]8{rule.code[3:]}\):", listed, re.MULTILINE)


def test_messages_are_explained(run: Run) -> None:
    text = run.text("--help-msg=blocking-call-in-async")
    assert "`asynclint explain ASL101` tells more" in " ".join(text.split())
    assert "asynclint-blocking checker" in text


# Selecting


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--disable=all", "--enable=asynclint-blocking"], [CHAIN, LOCK, SLEEP]),
        (["--disable=all", "--enable=E8101"], [CHAIN, SLEEP]),
        (["--disable=all", "--enable=unused-import"], []),
        (["--enable=blocking-lock-in-async"], [CHAIN, LOCK, SLEEP]),
        (["--disable=blocking-call-in-async", "--enable=C8108"], [LOCK]),
        (["--disable=E"], []),
        (["--errors-only"], [CHAIN, SLEEP]),
        (["--ignore=shop"], [SLEEP]),
    ],
)
def test_enabling_works_as_for_any_plugin(
    run: Run, arguments: list[str], expected: list[str]
) -> None:
    assert run(*arguments, *ALL_FILES) == expected


def test_the_project_may_select_what_is_off_by_default(root: Path, run: Run) -> None:
    (root / "pyproject.toml").write_text('[tool.asynclint]\nextend-select = ["ASL108"]\n')
    assert run("worker.py") == [LOCK, SLEEP]
    assert run("--disable=all", "--enable=unused-import", "worker.py") == []


def test_what_the_project_ignores_stays_silent(root: Path, run: Run) -> None:
    text = "[tool.asynclint]\nignore = ['ASL108']\nper-file-ignores = {'shop/*' = ['ASL1']}\n"
    (root / "pyproject.toml").write_text(text)
    assert run("--enable=blocking-lock-in-async", "shop", "worker.py") == [SLEEP]


def test_options_may_be_in_the_configuration_of_pylint(root: Path, run: Run) -> None:
    (root / "ci.toml").write_text("ignore = ['blocking-call-in-async']\n")
    (root / "pylintrc").write_text(
        "[MAIN]\nload-plugins=asynclint.surfaces.pylint\n"
        "[ASYNCLINT]\nasynclint-config=ci.toml\nasynclint-cache=no\n"
    )
    assert run("--rcfile=pylintrc", *ALL_FILES) == []
    assert not (root / ".asynclint_cache").exists()


# Comments


@pytest.mark.parametrize(
    "comment",
    [
        "# pylint: disable=blocking-call-in-async",
        "# pylint: disable=E8101",
        "# pylint: disable=all",
        "# asynclint: ignore[ASL101]",
        "# noqa: ASL101",
    ],
)
def test_comments_silence(root: Path, run: Run, comment: str) -> None:
    path = root / "shop/app.py"
    path.write_text(path.read_text().replace("stock.reserve()", f"stock.reserve()  {comment}"))
    assert run("--enable=useless-suppression", "shop") == []
    assert "useless-suppression" not in run.text("--enable=useless-suppression", "shop")


def test_comments_hold_for_blocks_and_the_next_line(root: Path, run: Run) -> None:
    (root / "one.py").write_text(
        "import time\n\n\nasync def one():\n    # pylint: disable=blocking-call-in-async\n"
        "    time.sleep(1)\n\n\nasync def two():\n"
        "    # pylint: disable-next=blocking-call-in-async\n    time.sleep(1)\n    time.sleep(1)\n"
    )
    assert run("one.py") == ["one.py:12:4: E8101"]


def test_a_comment_that_silences_nothing_is_told(root: Path, run: Run) -> None:
    (root / "one.py").write_text("X = 1  # pylint: disable=blocking-call-in-async\n")
    assert "useless-suppression" in run.text("--enable=useless-suppression", "one.py")


# Processes and streams


def test_several_processes_give_the_same(root: Path) -> None:
    for number in range(6):
        (root / f"more{number}.py").write_text(FILES["worker.py"])
    paths = [*ALL_FILES, *(f"more{number}.py" for number in range(6))]

    def text(jobs: int) -> str:
        # A process of its own: workers import what is on the path of the one that starts them.
        command = [sys.executable, "-m", "pylint", PLUGIN, "--score=n", f"-j{jobs}"]
        options = ["--disable=all", "--enable=asynclint-blocking,unused-import"]
        done = subprocess.run(
            [*command, *options, *paths], cwd=root, capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        return done.stdout

    one = text(1)
    assert one == text(2)
    assert len(found(one)) == 15


def test_stdin_stands_for_the_file_it_is_said_to_be(run: Run) -> None:
    text = FILES["shop/app.py"].replace("\nasync", "\n# moved\n\n\nasync")
    assert run("--from-stdin", "shop/app.py", stdin=text) == ["shop/app.py:8:4: E8101"]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_encodings_are_the_same_file(
    root: Path, run: Run, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"# coding: {encoding}\nimport time\n\n\nasync def f():\r\n    'é'; time.sleep(1)\n"
    (root / "one.py").write_bytes(text.encode(encoding))
    monkeypatch.setattr(Session, "overlay", lambda *_: pytest.fail("it is what is on disk"))
    assert run("one.py") == ["one.py:6:9: E8101"]


# What goes wrong


def test_a_wrong_configuration_ends_the_run_with_a_sentence(root: Path, run: Run) -> None:
    (root / "pyproject.toml").write_text("[tool.asynclint]\nignroe = []\n")
    text = run.text("shop")
    assert text.startswith("asynclint: error: ")
    assert "pyproject.toml: tool.asynclint.ignroe: unknown key" in text
    assert run.code == 32


def test_a_wrong_configuration_further_down_is_told_in_its_files(root: Path, run: Run) -> None:
    project(root / "plugin", {"asynclint.toml": "ignroe = []", "one.py": "X = 1\n"})
    assert run("plugin/one.py", "shop") == ["plugin/one.py:1:0: E8999", CHAIN]


def test_a_bug_of_ours_does_not_end_the_run(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("oops")

    monkeypatch.setattr(Session, "findings", fail)
    (root / "worker.py").write_text("import os\n")
    text = run.text("worker.py")
    assert found(text) == ["worker.py:1:0: E8999"]
    assert "LookupError: oops; this is a bug in asynclint" in text
    assert "unused-import" in text


def test_a_file_that_does_not_parse_is_for_pylint_to_tell(root: Path, run: Run) -> None:
    (root / "worker.py").write_text("async def f(:\n")
    text = run.text("worker.py", "shop")
    assert "syntax-error" in text
    assert found(text) == [CHAIN]
