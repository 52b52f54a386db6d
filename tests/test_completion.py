"""Completion scripts, in the shells that there are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import Cli, run

from asynclint.rules.every import ALL

__all__ = ["run"]
SHELLS = ("bash", "zsh", "fish")


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts(run: Cli, shell: str, tmp_path: Path) -> None:
    assert run("completion", shell) == 0
    assert "extend-select" in run.out
    assert all(rule.name in run.out for rule in ALL)
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(run.out)
        subprocess.run([shell, "-n", script], check=True)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ch"], {"check"}),
        (["explain", "dropped-t"], {"dropped-task"}),
        (["check", "--exten"], {"--extend-select"}),
        (["check", "--output-format", "sar"], {"sarif"}),
    ],
)
def test_bash_completes(run: Cli, tmp_path: Path, words: list[str], expected: set[str]) -> None:
    run("completion", "bash")
    (tmp_path / "script").write_text(run.out)
    line = " ".join(["asynclint", *words])
    commands = (
        f"source {tmp_path}/script; COMP_WORDS=({line}); COMP_CWORD={len(words)};"
        f" COMP_LINE='{line}'; COMP_POINT={len(line)};"
        " $(complete -p asynclint | sed 's/.*-F \\([^ ]*\\) .*/\\1/') asynclint"
        ' "${COMP_WORDS[COMP_CWORD]}"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", commands], capture_output=True, text=True, check=False)
    assert set(done.stdout.split()) == expected, done.stderr


def test_without_shtab(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert run("completion", "bash") == 2
    assert "pip install 'asynclint[completion]'" in run.err
