"""Writing comments that silence findings."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from test_cli import APP, LINE, Cli, project, run
from test_suppress import RULES, findings

from asynclint.fixing import apply
from asynclint.selectors import Label
from asynclint.silence import comments
from asynclint.suppress import Suppressions
from asynclint.text import Source

__all__ = ["project", "run"]
OURS = "# asynclint: ignore[ASL101] why"


def commented(text: str) -> str:
    """The text with comments for all calls of `bad`, which silence them and change nothing else."""
    found = findings(text)
    new = apply(Source("a.py", text), comments(Source("a.py", text), found, "why"))
    assert ast.dump(ast.parse(new)) == ast.dump(ast.parse(text))
    again = findings(new)
    assert len(again) == len(found)
    read = Suppressions.parse(new, RULES)
    assert read.apply(again)[0] == []
    assert read.unused("a.py", again, RULES, (*RULES, Label("ASL201", "other"))) == []
    assert comments(Source("a.py", new), read.apply(again)[0], "why") == []
    return new


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("bad()", f"bad()  {OURS}"),
        ("bad()  \r\nx\r\n", f"bad()  {OURS}\r\nx\r\n"),
        ("bad(\n 1\n)\nx", f"bad(\n 1\n)  {OURS}\nx"),
        ("f(\n  bad(),\n  bad(),\n)\n", f"f(\n  bad(),\n  bad(),\n)  {OURS}\n"),
        ("bad(); bad()\n", f"bad(); bad()  {OURS}\n"),
        ("if bad():\n  x\n", f"if bad():  {OURS}\n  x\n"),
        ("bad('''\n#''')\n", f"bad('''\n#''')  {OURS}\n"),
        ("bad() + \\\n  1\n", f"bad() + \\\n  1  {OURS}\n"),
        ("bad()  # noqa: E501\n", f"bad()  # noqa: E501  {OURS}\n"),
        ("é = bad()\n", f"é = bad()  {OURS}\n"),
        (
            "bad()  # asynclint: ignore[ASL201] x\n",
            "bad()  # asynclint: ignore[ASL201, ASL101] x\n",
        ),
        (
            "f(  # asynclint: ignore[ASL201]\n  bad())\n",
            "f(  # asynclint: ignore[ASL201, ASL101]\n  bad())\n",
        ),
    ],
)
def test_comments(before: str, after: str) -> None:
    assert commented(before) == after


def test_several_rules_in_one_statement() -> None:
    text = "bad()\n"
    found = [*findings(text, "ASL102"), *findings(text, "ASL101"), *findings(text, "ASL902")]
    new = apply(Source("a.py", text), comments(Source("a.py", text), found, "why"))
    assert new == "bad()  # asynclint: ignore[ASL101, ASL102] why\n"


def test_what_does_not_tokenize_is_left() -> None:
    text = "bad()\n  )(\n'''\nbad()"
    assert len(comments(Source("a.py", text), findings(text), "why")) <= 1
    assert comments(Source("requirements.txt", "bad()"), findings("bad()"), "why") == []


def test_add_ignore(run: Cli, project: Path) -> None:
    (project / "app.py").write_bytes(b"# coding: latin-1\r\n" + APP.replace("\n", "\r\n").encode())
    (project / "more.py").write_bytes("import time\nasync def é(): time.sleep(1)".encode())
    assert run.check("--add-ignore", "for now") == 0
    assert "asynclint: 2 comments written in 2 files\n" in run.err
    assert run.out == "All clear: no problems in 3 files\n"
    line = b"    pause(1)  # asynclint: ignore[ASL101] for now\r\n"
    assert (project / "app.py").read_bytes().endswith(b"\r\n" + line)
    assert run.check("--select", "ALL") == 0
    assert run.check("--add-ignore", "for now") == 0
    assert "asynclint: 0 comments written in 0 files\n" in run.err


def test_what_is_left_is_reported(run: Cli, project: Path) -> None:
    (project / "broken.py").write_text("async def f(:\n")
    assert run.check("--add-ignore", "for now") == 1
    assert "ASL901" in run.out
    assert LINE not in run.out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--add-ignore", " "), "--add-ignore needs a reason, in one line"),
        (("--add-ignore", "a\nb"), "--add-ignore needs a reason, in one line"),
        (("--add-ignore", "x", "--fix"), "--add-ignore cannot be combined with fixing"),
    ],
)
def test_mistakes(run: Cli, project: Path, argv: tuple[str, ...], said: str) -> None:
    assert run.check(*argv) == 2
    assert said in run.err
    assert (project / "app.py").read_text() == APP
