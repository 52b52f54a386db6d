"""Every surface reports the same of the same projects."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from harness import ROOT as FIXTURES
from parity import Finding, by_command_line, differences

# Findings that take more than one file. Each runs six programs: `parity.py` compares more.
PROJECTS = ("../examples/orders", "ASL403/bad_django_uwsgi")


def copied(name: str, to: Path) -> Path:
    """A project of its own, with every rule on unless it says which."""
    root = to / Path(name).name
    shutil.copytree(FIXTURES / name, root, ignore=shutil.ignore_patterns(".asynclint_cache"))
    own = root / "pyproject.toml"
    if not (own.exists() and "tool.asynclint" in own.read_text()):
        (root / "asynclint.toml").write_text('select = ["ALL"]\n')
    return root


@pytest.mark.parametrize("name", PROJECTS)
def test_every_surface_finds_the_same(name: str, tmp_path: Path) -> None:
    expected, wrong = differences(copied(name, tmp_path))
    assert wrong == {}
    assert expected


def test_the_comparison_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import parity

    monkeypatch.setattr(parity, "SURFACES", {"odd": lambda root: {Finding("app.py", 1, "ASL101")}})
    root = copied("../examples/orders", tmp_path)
    _, wrong = differences(root)
    assert wrong.keys() == {"odd"}
    assert by_command_line(root)
