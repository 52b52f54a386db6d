"""What is reported of what is found: known findings, changed lines, and parts of a project."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import APP, LINE, Cli, configure, project, run

from asynclint.baseline import Entry, read, written
from asynclint.changes import Changes, changes
from asynclint.text import Position, Span

__all__ = ["project", "run"]
FILE = "asynclint-baseline.json"


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text() + text)


# Baselines


def test_known_findings_are_counted_and_not_reported(run: Cli, project: Path) -> None:
    assert run("baseline", "create") == 0
    assert run.err == f"asynclint: {FILE}: 1 known, 1 added, 0 dropped\n"
    assert run("check") == 0
    assert run.out == "All clear: no problems in 2 files; 1 known one in the baseline\n"
    assert run("check", "-o", "json") == 0
    assert json.loads(run.out)["summary"]["known"] == 1
    assert run.check("--no-baseline") == 1
    assert run.out.startswith(LINE)


def test_moving_code_does_not_make_findings_new(run: Cli, project: Path) -> None:
    run("baseline", "create")
    app = project / "app.py"
    app.write_text("# more\n\n" + APP.replace("    pause(1)", "\n    pause( 1 )  # why"))
    assert run.check() == 0
    append(app, "    pause(1)\n")  # the same call once more is one more finding
    assert run.check() == 1
    assert "Found 1 problem (1 error) in 2 files; 1 known one in the baseline\n" in run.out


def test_baselines_only_shrink_unless_asked(run: Cli, project: Path) -> None:
    run("baseline", "create")
    append(project / "app.py", "\n\nasync def more() -> None:\n    pause(2)\n")
    before = (project / FILE).read_text()
    assert run("baseline", "prune") == 0
    assert (project / FILE).read_text() == before
    assert run("baseline", "update", "--check") == 1
    assert (project / FILE).read_text() == before
    assert run("baseline", "update") == 0
    assert run.err == f"asynclint: {FILE}: 2 known, 1 added, 0 dropped\n"
    assert run("baseline", "update", "--check") == 0
    (project / "app.py").write_text("")
    assert run("baseline", "prune", "--check") == 1
    assert run("baseline", "prune") == 0
    assert run.err == f"asynclint: {FILE}: 0 known, 0 added, 2 dropped\n"
    assert run("baseline", "prune", "--check") == 0


def test_baselines_are_not_overwritten_by_accident(run: Cli, project: Path) -> None:
    run("baseline", "create")
    assert run("baseline", "create") == 2
    assert "exists; `asynclint baseline update` replaces it" in run.err


def test_where_the_baseline_is(run: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("baseline", "create", "--baseline", "known.json") == 0
    assert not (project / FILE).exists()
    assert run.check() == 1
    assert run.check("--baseline", "known.json") == 0
    configure(project, "baseline = 'known.json'")
    assert run.check() == 0
    (project / "sub").mkdir()
    monkeypatch.chdir(project / "sub")
    assert run.check("..") == 0  # paths in it are those of the project
    (project / "known.json").unlink()
    assert run.check("..") == 2
    assert "known.json: cannot be read: No such file" in run.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "is not a baseline"),
        ("{", "is not a baseline"),
        ('{"version": 1, "findings": [{}]}', "is not a baseline"),
        ('{"version": 7, "findings": []}', "has version 7, not 1"),
    ],
)
def test_what_is_no_baseline_is_an_error(run: Cli, project: Path, text: str, said: str) -> None:
    (project / FILE).write_text(text)
    for argv in (("check",), ("baseline", "prune"), ("baseline", "update")):
        assert run(*argv) == 2
        assert run.err == f"asynclint: error: {FILE}: {said}\n"


def test_an_incomplete_check_makes_no_baseline(run: Cli, project: Path) -> None:
    (project / "binary.py").write_bytes(b"async \xff")
    assert run("baseline", "create") == 2
    assert not (project / FILE).exists()


@given(st.lists(st.builds(Entry, *[st.text(st.characters(codec="utf-8"))] * 4)))
def test_baselines_are_sorted_and_one_line_each(
    tmp_path_factory: pytest.TempPathFactory, found: list[Entry]
) -> None:
    file = tmp_path_factory.mktemp("b") / FILE
    file.write_text(written(found), "utf-8")
    assert read(file) == sorted(set(found))
    assert written(read(file)) == written(reversed(found))
    assert len(written(found).split("\n")) == (len(set(found)) + 6 if found else 5)


# Changed lines


def git(folder: Path, *argv: str) -> None:
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *argv], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(project: Path) -> Path:
    """The project with one commit, `main`."""
    append(project / "app.py", "\n\nasync def other() -> None:\n    pause(2)\n")
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-qm", "one")
    return project


def test_findings_on_changed_lines(run: Cli, repository: Path) -> None:
    assert run.check("--diff-base", "main") == 0
    app = repository / "app.py"
    app.write_text("# moved\n\n" + app.read_text().replace("pause(2)", "pause(3)"))
    assert run.check("--diff-base", "main", "-q") == 1
    assert run.out.startswith("app.py:11:5: error[ASL101]")
    assert run.out.count("\n") == 1


def test_findings_whose_chain_leads_over_a_changed_line(run: Cli, repository: Path) -> None:
    helpers = repository / "helpers.py"
    helpers.write_text(helpers.read_text().replace("sleep(seconds)", "sleep(seconds + 1)"))
    assert run.check("--diff-base", "main", "-q") == 1
    assert run.out.count("error[ASL101]") == 2


def test_changes_count_from_where_the_branch_left(run: Cli, repository: Path) -> None:
    git(repository, "checkout", "-qb", "topic")
    append(repository / "app.py", "    pause(3)\n")
    git(repository, "commit", "-qam", "two")
    (repository / "new.py").write_text(APP)  # not committed
    git(repository, "checkout", "-q", "main")
    append(repository / "helpers.py", "\n# later\n")
    git(repository, "commit", "-qam", "three")
    git(repository, "checkout", "-q", "topic")
    assert run.check("--diff-base", "main", "-q") == 1
    assert [line.partition(" ")[0] for line in run.out.splitlines()] == [
        "app.py:10:5:",
        "new.py:5:5:",
    ]


@pytest.mark.parametrize("name", ["a b.py", "ü.py", 'q"\\.py', "t\tn\n.py", "+++ b.py"])
def test_unusual_names(repository: Path, name: str) -> None:
    (repository / name).write_text("a\nb\nc\n")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "two")
    (repository / name).write_text("a\n++ x\nc\n")
    assert changes("HEAD", repository).hunks == {repository / name: [(2, 1)]}


def test_lines_taken_away(repository: Path) -> None:
    file = repository / "x.py"
    file.write_text("a\nb\nc\nd\n")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "two")
    file.write_text("a\nd\n")
    found = changes("HEAD", repository)
    around = Span(Position(1, 1), Position(2, 1))
    assert found.touch(file, around)
    assert not found.touch(file, Span(Position(2, 1), Position(2, 2)))


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(0, 9))
def test_touching(line: int, count: int, start: int, length: int) -> None:
    found = Changes({Path("x"): [(line, count)]})
    changed = set(range(line, line + count))
    lines = set(range(start, start + length + 1))
    span = Span(Position(start, 1), Position(start + length, 1))
    assert found.touch(Path("x"), span) == bool(changed & lines)


def test_what_git_cannot_tell(run: Cli, repository: Path, tmp_path: Path) -> None:
    for ref in ("nowhere", "--help", "main..main"):
        assert run.check(f"--diff-base={ref}") == 2
        assert run.err == (
            f"asynclint: error: git knows no commit `{ref}`; in a shallow clone, fetch it first\n"
        )
    git(repository, "checkout", "-q", "--orphan", "alone")
    git(repository, "commit", "-qm", "another beginning")
    assert run.check("--diff-base", "main") == 2
    assert "have no commit in common" in run.err


def test_no_repository(run: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    assert run.check("--diff-base", "main") == 2
    assert "error: git rev-parse: " in run.err
    monkeypatch.setenv("PATH", str(project))
    assert run.check("--diff-base", "main") == 2
    assert run.err == "asynclint: error: git cannot be run: No such file or directory\n"


# Parts of a project


def test_the_whole_project_is_checked_and_a_part_reported(run: Cli, project: Path) -> None:
    (project / "later.py").write_text("from app import index\n")
    (project / "sub").mkdir()
    (project / "sub/more.py").write_text(APP)
    assert run.check("--project", "later.py", "helpers.py") == 0
    assert run.check("--project", "app.py", "later.py") == 1
    assert run.out.count("error[") == 1
    assert run.out.startswith(LINE)
    assert run.check("--project", "sub") == 1
    assert run.out.startswith("sub/more.py:5:5: error")
    assert run.check("--project", "missing.py") == 2
    assert "missing.py: no such file or directory" in run.err


def test_excluded_files_stay_excluded_when_they_are_named(run: Cli, project: Path) -> None:
    configure(project, "extend-exclude = ['app.py']")
    assert run.check("app.py") == 1
    assert run.check("--project", "app.py") == 0


def test_findings_do_not_depend_on_which_files_are_named(run: Cli, project: Path) -> None:
    # Only elsewhere does it say that the loop runs this.
    (project / "work.py").write_text("import time\n\n\ndef tick() -> None:\n    time.sleep(1)\n")
    (project / "main.py").write_text(
        "import asyncio\n\nfrom work import tick\n\n\nasync def main() -> None:\n"
        "    asyncio.get_running_loop().call_soon(tick)\n"
    )
    assert run.check("work.py") == 0
    assert run.check("--project", "work.py") == 1
    assert run.out.startswith("work.py:5:5: error[ASL101]")


def test_stdin_in_a_project(run: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    configure(project, "extend-exclude = ['sub']")
    for name, found in (("app.py", 1), ("sub/app.py", 0)):
        data = io.BytesIO(("\n" + APP).encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
        assert run.check("--project", "--stdin-filename", name, "-") == found
    assert run.out.startswith("All clear")
