"""The command line from outside: output, streams, exit codes, and how fast it starts."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asynclint import __version__, engine
from asynclint.render import FORMATS
from asynclint.rules.base import Rule
from asynclint.rules.every import ALL
from asynclint.surfaces import cli

ROOT = Path(__file__).parent.parent
HELPERS = """\
import time


def pause(seconds: float) -> None:
    time.sleep(seconds)
"""
APP = """\
from helpers import pause


async def index() -> None:
    pause(1)
"""
LINE = "app.py:5:5: error[ASL101] "


class Cli:
    """Runs the command line in this process and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.out = self.err = ""

    def __call__(self, *argv: str) -> int:
        self.capsys.readouterr()
        try:
            code = cli.main(argv)
        except SystemExit as stop:  # argparse's own way out
            code = int(stop.code or 0)
        self.out, self.err = self.capsys.readouterr()
        return code

    def check(self, *argv: str) -> int:
        return self("check", "--output-format", "concise", *argv)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    return Cli(capsys)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one finding, and the current directory."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "app"\n')
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "helpers.py").write_text(HELPERS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(project: Path, text: str) -> None:
    (project / "asynclint.toml").write_text(text)


def outside(
    *argv: str, cwd: Path, stdout: int = subprocess.PIPE, **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "asynclint", *argv]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    pipe = subprocess.PIPE
    return subprocess.run(command, cwd=cwd, env=env, stdout=stdout, stderr=pipe, check=False)


# Findings


def test_findings_are_printed_and_give_exit_code_one(run: Cli, project: Path) -> None:
    assert run("check") == 1
    assert run.out.startswith(f"{LINE}blocking-call-in-async: `time.sleep`")
    assert "5 |     pause(1)\n  |     ^^^^^^^^\n" in run.out
    assert "helpers.py:5:5" in run.out
    assert run.out.endswith("\n\nFound 1 problem (1 error) in 2 files\n")
    assert run.err == ""


def test_nothing_found(run: Cli, project: Path) -> None:
    assert run("check", "helpers.py") == 0
    assert (run.out, run.err) == ("All clear: no problems in 1 file\n", "")


def test_exit_zero(run: Cli, project: Path) -> None:
    assert run.check("--exit-zero") == 0
    assert run.out.startswith(LINE)


@pytest.mark.parametrize(("level", "code"), [("info", 1), ("warning", 1), ("error", 0)])
@pytest.mark.parametrize("options", [(), ("--fix",)], ids=["", "fixing"])
def test_fail_level(
    run: Cli, project: Path, level: str, code: int, options: tuple[str, ...]
) -> None:
    text = 'async def index(loop):\n    data = open("x").read(); print(data)\n'
    (project / "app.py").write_text(text)
    assert run.check("--fail-level", level, *options, "app.py") == code
    assert "warning[ASL105]" in run.out


def test_the_second_run_says_the_same_from_its_cache(run: Cli, project: Path) -> None:
    assert run.check() == 1
    first = run.out
    assert (project / ".asynclint_cache").is_dir()
    assert run.check() == 1
    assert run.out == first


def test_cache_options(run: Cli, project: Path) -> None:
    assert run.check("--no-cache") == 1
    assert not (project / ".asynclint_cache").exists()
    assert run.check("--cache-dir", "x/y") == 1
    assert not (project / ".asynclint_cache").exists()
    assert (project / "x/y").is_dir()


def test_number_of_processes(run: Cli, project: Path) -> None:
    assert run.check("-j", "2") == 1
    assert run.check("-j", "many") == 2
    assert "expected a number of processes, found `many`" in run.err


def test_findings_elsewhere(
    run: Cli,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    configure(project, "ignore = ['ASL101']")
    assert run.check(str(project)) == 0  # the configuration of what is checked
    assert run.check("--isolated", str(project)) == 1
    assert run.out.startswith(f"{project}/{LINE}")


# Formats and streams


def test_formats_are_those_that_there_are() -> None:
    assert tuple(FORMATS) == cli.FORMATS


def test_concise(run: Cli, project: Path) -> None:
    assert run.check("-q") == 1
    [line] = run.out.splitlines()
    assert line.startswith(LINE)


def test_json(run: Cli, project: Path) -> None:
    assert run("check", "--output-format", "json") == 1
    document = json.loads(run.out)
    assert [found["path"] for found in document["diagnostics"]] == ["app.py"]
    assert document["summary"]["by_code"] == {"ASL101": 1}
    assert run("check", "--output-format", "json", "--statistics", "helpers.py") == 0
    assert json.loads(run.out)["diagnostics"] == []


def test_several_reports_of_one_run(run: Cli, project: Path) -> None:
    assert run("check", "-o", "concise", "-o", "sarif:out/a.sarif", "-o", "junit:out/a.xml") == 1
    assert run.out.startswith(LINE)
    [one] = json.loads((project / "out/a.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in one["results"]] == ["ASL101"]
    assert {rule["id"] for rule in one["tool"]["driver"]["rules"]} == {rule.code for rule in ALL}
    assert "ASL101" in (project / "out/a.xml").read_text()
    assert run("check", "-o", "jsonl:out/a.jsonl") == 1
    assert run.out.startswith(f"{LINE}blocking-call-in-async")  # and the usual text


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("-o", "json", "-o", "full"), "only one format can go to stdout, not json and full"),
        (("-o", "json", "--output-format", "full"), "only one format can go to stdout"),
        (("-o", "jsom"), "`jsom` is not one of full, concise"),
        (("-o", "json:"), "expected a file after the `:`"),
    ],
)
def test_outputs_that_cannot_be(run: Cli, project: Path, argv: tuple[str, ...], said: str) -> None:
    assert run("check", *argv) == 2
    assert said in run.err
    assert run.out == ""


def test_output_file(run: Cli, project: Path) -> None:
    assert run.check("--output-file", "deep/down/report.txt") == 1
    assert (run.out, run.err) == ("", "")
    assert (project / "deep/down/report.txt").read_text().startswith(LINE)
    assert run.check("--output-file", "app.py/report.txt") == 2
    assert "app.py/report.txt: cannot be written: " in run.err


def test_statistics_and_verbosity(run: Cli, project: Path) -> None:
    assert run.check("--statistics", "-v", "--no-cache", "-j", "1") == 1
    assert "1  ASL101  blocking-call-in-async\n2 files in " in run.out
    assert f"asynclint: configuration: built-in, project: {project}\n" in run.err
    assert "asynclint: cache: none, processes: 1, baseline: none\n" in run.err


def test_colours_on_request(run: Cli, project: Path) -> None:
    run("check", "--color", "always")
    assert "\x1b[1;31merror[ASL101]\x1b[0m" in run.out
    run("check", "--color", "never")
    assert "\x1b" not in run.out


def test_show_files(run: Cli, project: Path) -> None:
    assert run("check", "--show-files", "--extend-select", "ALL") == 0
    assert run.out == "app.py\nhelpers.py\n"


def test_no_files_is_worth_a_word(
    run: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check") == 0
    assert "asynclint: warning: no Python files found" in run.err


def test_streams_that_encode_little(project: Path) -> None:
    (project / "ünï.py").write_text(APP)
    done = outside(
        "check", "--output-format=concise", cwd=project, PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert done.returncode == 1
    assert rb"\xfcn\xef.py:5:5: error" in done.stdout


def test_a_reader_that_leaves(project: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = outside("check", cwd=project, stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


# Selection


def test_selectors(run: Cli, project: Path) -> None:
    assert run.check("--ignore", "ASL102,ASL101") == 0
    assert run.check("--select", "ASL9", "--select", "ASL102") == 0
    assert run.check("--select", "blocking-call-in-async") == 1
    configure(project, "select = []")
    assert run.check() == 0
    assert run.check("--extend-select", "ASL1") == 1


def test_per_file_ignores(run: Cli, project: Path) -> None:
    configure(project, "[per-file-ignores]\n'app.py' = ['ASL1']")
    assert run.check() == 0


def test_comments(run: Cli, project: Path) -> None:
    (project / "app.py").write_text(APP.replace("(1)", "(1)  # asynclint: ignore[ASL101] short"))
    assert run.check() == 0
    assert run.check("-q", "--ignore-suppressions") == 1
    assert "error[ASL101]" in run.out
    assert run.check("--ignore-suppressions", "--add-ignore", "short") == 2
    (project / "app.py").write_text(APP.replace("(1)", "(1)  # asynclint: ignore[ASL102]"))
    assert run.check("-q") == 1
    assert "app.py:5:15: warning[ASL902] nothing here to suppress for `ASL102`\n" in run.out


def test_options_and_files(run: Cli, project: Path) -> None:
    (project / "ci").mkdir()
    (project / "ci/lint.toml").write_text("ignore = ['ASL101']")
    assert run.check("--config", "ci/lint.toml") == 0
    configure(project, "ignore = ['ASL101']")
    assert run.check() == 0
    assert run.check("--isolated") == 1
    assert run.check("--isolated", "--config", "ci/lint.toml") == 2


# Standard input


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO(APP.replace("async def", "\nasync def").encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))


@pytest.mark.usefixtures("stdin")
@pytest.mark.parametrize("name", ["app.py", "./x/../app.py", "{project}/app.py"])
def test_stdin_stands_for_a_file_of_the_project(run: Cli, project: Path, name: str) -> None:
    assert run("check", "--stdin-filename", name.format(project=project), "-") == 1
    assert run.out.startswith("app.py:6:5: error[ASL101] ")
    assert "6 |     pause(1)" in run.out
    assert run.out.endswith("in 1 file\n")


@pytest.mark.usefixtures("stdin")
def test_stdin_may_have_no_name(run: Cli, project: Path) -> None:
    assert run.check("-") == 1
    assert run.out.startswith("<stdin>:6:5: error[ASL101] ")


def test_stdin_stands_alone(run: Cli, project: Path) -> None:
    assert run.check("-", "app.py") == 2
    assert "`-` cannot be combined with other paths" in run.err
    assert run.check("--stdin-filename", "app.py") == 2
    assert "--stdin-filename needs the path `-`" in run.err


# What cannot be trusted


def test_files_that_do_not_parse_are_findings(run: Cli, project: Path) -> None:
    (project / "broken.py").write_text("async def f(:\n")
    assert run.check("-q") == 1
    lines = run.out.splitlines()
    assert lines[0].startswith(LINE)
    assert lines[1].startswith("broken.py:1:")
    assert "[ASL901]" in lines[1]


def test_files_that_cannot_be_read_are_errors(run: Cli, project: Path) -> None:
    (project / "binary.py").write_bytes(b"async \xff")
    assert run.check() == 2
    assert run.out.startswith(LINE)
    assert (
        run.err == "asynclint: error: binary.py: is not valid utf-8 text: byte 0xff at offset 6\n"
    )
    assert run("check", "--output-format", "json", "--exit-zero") == 2
    assert json.loads(run.out)["summary"]["errors"] == [run.err[18:-1]]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("missing",), "missing: no such file or directory"),
        (("--select", "ASL777,ASL1"), "--select: `ASL777` selects no rule"),
        (("--ignore", "ASL1,x"), "--ignore: `x` selects no rule"),
        (("--config", "missing.toml"), "missing.toml: cannot be read: No such file or directory"),
    ],
)
def test_mistakes_in_options(run: Cli, project: Path, argv: tuple[str, ...], said: str) -> None:
    assert run.check(*argv, "--exit-zero") == 2
    assert run.out == ""
    assert run.err.startswith(f"asynclint: error: {said}")
    assert run.err.count("\n") == 1


def test_mistakes_in_the_configuration(run: Cli, project: Path) -> None:
    configure(project, "selct = ['ASL101']")
    assert run.check() == 2
    assert run.err == (
        "asynclint: error: asynclint.toml: selct: unknown key; did you mean `select`?\n"
    )
    configure(project, "blocking = { 'app.slow' = 'slep' }")
    assert run.check() == 2
    assert "`slep` is not a kind of blocking; did you mean `sleep`?" in run.err


def test_usage(run: Cli) -> None:
    assert run() == 2
    assert run("chekc") == 2
    assert run("check", "--no-such-option") == 2
    assert run("--help") == 0
    assert run("check", "--help") == 0


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(engine, "check", fail)


def test_interruption(run: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, KeyboardInterrupt())
    assert run.check() == 130
    assert (run.out, run.err) == ("", "asynclint: interrupted\n")


def test_bugs_of_ours(run: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, ZeroDivisionError("oops"))
    assert run.check("--exit-zero") == 2
    assert "ZeroDivisionError: oops\nasynclint: error: this is a bug in asynclint" in run.err


# The other verbs


def test_version(run: Cli) -> None:
    for argv in ("--version", "version"):
        assert run(argv) == 0
        assert run.out == f"asynclint {__version__}\n"


def test_rules(run: Cli) -> None:
    assert run("rules") == 0
    lines = run.out.splitlines()
    assert [line[:6] for line in lines] == [rule.code for rule in ALL]
    assert run("rules", "--format", "json") == 0
    rows = json.loads(run.out)
    assert [row["name"] for row in rows] == [rule.name for rule in ALL]
    assert set(rows[0]) == {
        *("code", "name", "family", "severity", "default", "since", "summary"),
        *("aliases", "overlaps"),
    }
    assert {"ASYNC251", "S7488"} <= set(rows[0]["aliases"])
    assert all(row["summary"] for row in rows)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        (("tasks",), {"ASL401", "ASL402", "ASL403"}),
        (("ASL9",), {"ASL901", "ASL902"}),
        (("RUF006",), {"ASL401"}),
        (("dropped-future", "ASL902"), {"ASL402", "ASL902"}),
        (("ASYNC240",), {"ASL106"}),
    ],
)
def test_some_rules(run: Cli, asked: tuple[str, ...], codes: set[str]) -> None:
    assert run("rules", *asked) == 0
    assert {line.split()[0] for line in run.out.splitlines()} >= codes
    assert run("rules", *asked, "--format", "json") == 0
    assert {row["code"] for row in json.loads(run.out)} >= codes
    assert len(json.loads(run.out)) < len(ALL)


@pytest.mark.parametrize("rule", ALL)
def test_explain(run: Cli, rule: type[Rule]) -> None:
    assert run("explain", rule.code) == 0
    page = run.out
    assert page.startswith(f"{rule.code} {rule.name} (")
    assert "\n## " in page
    assert run("explain", rule.name) == 0
    assert run.out == page


def test_explain_suggests(run: Cli) -> None:
    assert run("explain", "blocking-netwrk-in-async") == 2
    assert "did you mean `blocking-network-in-async`?" in run.err


def test_explain_what_others_call_it(run: Cli) -> None:
    assert run("explain", "ASYNC251", "S7502") == 0
    assert run.out.startswith("ASL101 blocking-call-in-async (error")
    assert "\nASL401 dropped-task (" in run.out
    assert run("explain", "ASYNC25") == 2
    assert "no rule is called `ASYNC25`; did you mean `ASYNC25" in run.err


def test_selecting_by_what_others_call_it(run: Cli, project: Path) -> None:
    assert run.check("-q", "--select", "ASYNC251") == 1
    assert run.out.startswith(LINE)
    assert run.check("--select", "blocking", "--ignore", "S7488") == 0
    configure(project, 'select = ["ASYNC521"]')
    assert run.check() == 2
    assert "select[0]: `ASYNC521` selects no rule; did you mean `ASYNC2" in run.err


def test_comments_of_others_count_where_it_is_reported(run: Cli, project: Path) -> None:
    (project / "app.py").write_text(APP.replace("pause(1)", "pause(1)  # noqa: ASYNC251"))
    assert run.check("-q") == 0
    (project / "app.py").write_text(APP)
    text = HELPERS.replace("(seconds)\n", "(seconds)  # noqa: ASYNC251  asynclint was here\n")
    (project / "helpers.py").write_text(text)
    assert run.check("-q") == 1  # in a sync function they say nothing about who calls it
    (project / "helpers.py").write_text(text.replace("ASYNC251", "ASL101"))
    assert run.check("-q") == 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("chek",), "there is no command `chek`; did you mean `check`?"),
        (("app.py",), "there is no command `app.py`; did you mean `asynclint check app.py`?"),
        (("check", "--exted-select", "X"), "`--exted-select`; did you mean `--extend-select`?"),
        (("check", "--exted-select=X"), "did you mean `--extend-select`?"),
        (("check", "--extend", "X"), "unknown option `--extend`"),
        (("check", "--output-format", "jsn"), "`jsn` is not one of full, "),
        (("check", "--output-format", "jsn"), "; did you mean `json`?"),
        (("baseline", "crate"), "did you mean `create`?"),
        (("--verion",), "did you mean `--version`?"),
        (("version", "please"), "unknown argument `please`"),
    ],
)
def test_mistyped_arguments(run: Cli, project: Path, argv: tuple[str, ...], said: str) -> None:
    assert run(*argv) == 2
    assert said in run.err
    assert run.out == ""
    assert len(run.err.splitlines()) == 2


def test_without_arguments_there_is_help(run: Cli) -> None:
    assert run() == 2
    assert run.err.startswith("usage: asynclint")


# Start-up


def imported(*argv: str) -> set[str]:
    code = (
        "import sys\nfrom asynclint.surfaces.cli import main\n"
        f"try: main({list(argv)!r})\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("argv", [("--version",), ("version",), ("check", "--help")])
def test_little_is_imported_to_say_little(argv: tuple[str, ...]) -> None:
    loaded = imported(*argv)
    ours = {name for name in loaded if name.startswith("asynclint")}
    assert ours == {
        *("asynclint", "asynclint.surfaces", "asynclint.surfaces.cli"),
        "asynclint.surfaces.arguments",
    }
    assert not loaded & {"msgspec", "pathspec", "packaging", "dataclasses", "json", "ast"}


HEAVY = {
    *("libcst", "pygls", "lsprotocol", "astroid", "pylint", "flake8", "rich", "watchfiles"),
    *("shtab", "asyncio", "multiprocessing"),
}


@pytest.mark.parametrize("argv", [("--version",), ("--help",), ("check", "-q", "--isolated")])
def test_nothing_heavy_is_imported(project: Path, argv: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom asynclint.surfaces.cli import main\n"
        f"try: main({list(argv)!r})\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(2):  # cold and warm
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=project,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        assert not set(done.stderr.split()) & HEAVY


@pytest.mark.parametrize("checked", ["app", ".", "app/main.py"])
def test_a_directory_needs_no_mark_to_import_from_itself(
    run: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checked: str
) -> None:
    app = tmp_path / "app"
    app.mkdir()
    (app / "helpers.py").write_text(HELPERS)
    (app / "main.py").write_text(
        "from app.helpers import pause\n"
        "from .helpers import pause as again\n"
        "from . import helpers\n"
        "from .time import sleep  # is not there, and not the standard library's\n"
        "\n\n"
        "async def index() -> None:\n"
        "    pause(1)\n"
        "    again(1)\n"
        "    helpers.pause(1)\n"
        "    sleep(1)\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run.check("--no-cache", checked) == 1
    told = [line.split(": ")[0] for line in run.out.splitlines()[:-1]]
    assert told == [f"app/main.py:{line}:5" for line in (8, 9, 10)]


@pytest.mark.parametrize("checked", ["handler.py", "."])
def test_hooks_are_known_by_what_other_files_import(
    run: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checked: str
) -> None:
    (tmp_path / "base.py").write_text(
        "import tornado.web\n\n\nclass Base(tornado.web.RequestHandler): ...\n"
    )
    (tmp_path / "handler.py").write_text(
        "import time\n\nfrom base import Base\n\n\n"
        "class Handler(Base):\n"
        "    def get(self) -> None:\n"
        "        time.sleep(1)\n\n\n"
        "async def other() -> None: ...\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run.check("--no-cache", checked) == 1
    assert run.out.startswith("handler.py:8:9: error[ASL101]")
