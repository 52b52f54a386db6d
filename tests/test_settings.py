"""`config`, `init`, `clean` and `doctor`, and the schema of the settings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_cli import APP, Cli, configure, project, run

from asynclint.analysis import LABELS
from asynclint.config import Config, ConfigError
from asynclint.keys import KEYS
from asynclint.knowledge import Kind
from asynclint.schema import schema

__all__ = ["project", "run"]

SCHEMA = schema(LABELS, [kind.value for kind in Kind])


# The list of keys


def test_every_key_is_a_setting_and_has_a_true_example(tmp_path: Path) -> None:
    for key in KEYS:
        assert hasattr(Config.default(tmp_path), key.field)
        assert key.does.endswith(".")
        document = tomllib.loads(f"{key.name} = {key.example}")
        jsonschema.validate(document, SCHEMA)
        config = Config.default(tmp_path).with_setting(f"{key.name} = {key.example}")
        assert getattr(config, key.field) != getattr(Config.default(tmp_path), key.field)
        config.validate(LABELS, [kind.value for kind in Kind])


# The schema says what the reader says


VALUES: Any = st.recursive(
    st.one_of(
        *(st.booleans(), st.integers(), st.text(max_size=3), st.just("3.11"), st.just("ASL1")),
        st.sampled_from(
            ["ASYNC251", "blocking", "ALL", "network", "a.b", "!x", " ", "3.x", "ASL9"]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.sampled_from([key.name for key in KEYS] + ["selct", ""]), VALUES)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_schema_and_reader_agree(name: str, value: object) -> None:
    from asynclint.config import _values

    try:
        jsonschema.validate({name: value}, SCHEMA)
        valid = True
    except jsonschema.ValidationError:
        valid = False
    try:
        values = _values({name: value}, str)
        Config(Path("/"), **values).validate(LABELS, [kind.value for kind in Kind])
        accepted = True
    except ConfigError:
        accepted = False
    assert valid == accepted


def test_schema_is_printed(run: Cli) -> None:
    assert run("config", "schema") == 0
    assert json.loads(run.out) == SCHEMA
    jsonschema.Draft7Validator.check_schema(SCHEMA)


# Settings of one run


def test_a_key_for_one_run(run: Cli, project: Path) -> None:
    configure(project, 'ignore = ["ASL102"]')
    assert run.check("--config", 'ignore = ["ASL101"]') == 0
    assert run.check("--config", 'extend-exclude = ["app.py"]') == 0
    assert run.check("--isolated", "--config", 'select=["tasks"]', "--config", "src=[]") == 0
    assert run.check() == 1


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("ignore = 3",), "--config: ignore: expected an array of strings, found an integer"),
        (('ignore = ["ASL"',), "--config: is not valid TOML: "),
        (('ignroe = ["ASL"]',), "--config: ignroe: unknown key; did you mean `ignore`?"),
        (('ignore = ["XYZ"]',), "--config: ignore[0]: `XYZ` selects no rule"),
        (('blocking = { a = "netwrok" }',), '--config: blocking."a": `netwrok` is not a kind'),
        (("nowhere.toml",), "nowhere.toml: cannot be read"),
        (("a.toml", "b.toml"), "only one of `--config FILE` and `--isolated` can be used"),
    ],
)
def test_mistakes_in_it(run: Cli, project: Path, argv: tuple[str, ...], said: str) -> None:
    options = [word for text in argv for word in ("--config", text)]
    assert run.check(*options) == 2
    assert said in run.err


# config


def test_settings_and_where_they_are_from(run: Cli, project: Path) -> None:
    text = """[project]\nrequires-python = ">=3.9"\n
[tool.asynclint]
ignore = ["ASL103", "tasks"]
blocking = { "a b".c = "network" }
per-file-ignores = { "t/\\u00e4**" = ["ASL1"] }
"""
    (project / "pyproject.toml").write_text(text)
    assert run("config", "--config", "src = ['lib']") == 0
    lines = run.out.splitlines()
    assert lines[:2] == [f"# project: {project}", "# settings: pyproject.toml"]
    assert re.search(r'(?m)^ignore = \["ASL103", "tasks"\] +# pyproject.toml$', run.out)
    assert re.search(r'(?m)^src = \["lib"\] +# --config$', run.out)
    assert re.search(r"(?m)^respect-gitignore = true +# default$", run.out)
    assert "# select: the rules that are on by default\n" in run.out
    assert "ASL102" in run.out
    assert "ASL401" not in run.out
    # What is printed can be read again, and means the same.
    configure(project, run.out)
    again, first = Config.find(project), Config.load(project / "pyproject.toml", project)
    assert again.digest == first.with_setting("src = ['lib']").digest


def test_settings_for_programs(run: Cli, project: Path) -> None:
    configure(project, 'select = ["ASL101"]\n[per-file-ignores]\n"a" = ["ALL"]')
    assert run("config", "--format", "json") == 0
    document = json.loads(run.out)
    assert document["source"] == str(project / "asynclint.toml")
    assert document["rules"] == ["ASL101"]
    found = {row["key"]: (row["value"], row["origin"]) for row in document["settings"]}
    assert found["select"] == (["ASL101"], "file")
    assert found["per-file-ignores"] == ({"a": ["ALL"]}, "file")
    assert found["blocking"] == ({}, "default")
    assert found["exclude"] == (None, "default")
    assert [row["key"] for row in document["settings"]] == [key.name for key in KEYS]


def test_wrong_settings_are_told(run: Cli, project: Path) -> None:
    configure(project, 'select = ["XYZ"]')
    assert run("config") == 2
    assert "asynclint.toml: select[0]: `XYZ` selects no rule" in run.err


# init


def test_init(run: Cli, project: Path) -> None:
    before = '[project]\nname = "app"  # kept\n\n[tool.ruff.lint]\nselect = ["E"]\n'
    (project / "pyproject.toml").write_text(before)
    assert run("init") == 0
    assert run.out == (
        "pyproject.toml: [tool.asynclint] added\n"
        'pyproject.toml: "ASL" added to tool.ruff.lint.external\n'
    )
    after = (project / "pyproject.toml").read_text()
    assert before.replace('select = ["E"]', 'external = ["ASL"]\nselect = ["E"]') in after
    assert tomllib.loads(after)["tool"]["asynclint"] == {}
    assert Config.find(project).source == project / "pyproject.toml"
    # What stands there as a comment holds when it is one no more.
    table = after.partition("[tool.asynclint]\n")[2]
    examples = "\n".join(line.removeprefix("# ") for line in table.splitlines()[1:])
    configure(project, examples)
    Config.find(project).validate(LABELS, [])
    (project / "asynclint.toml").unlink()
    # Once more changes nothing.
    assert run("init") == 0
    assert run.out.count("already") == 2
    assert (project / "pyproject.toml").read_text() == after


def test_init_without_pyproject(run: Cli, project: Path) -> None:
    (project / "pyproject.toml").unlink()
    (project / ".git").mkdir()
    (project / "ruff.toml").write_text("line-length = 100\n")
    assert run("init") == 0
    assert run.out == 'asynclint.toml: new\nruff.toml: "ASL" added to lint.external\n'
    assert tomllib.loads((project / "asynclint.toml").read_text()) == {}
    assert tomllib.loads((project / "ruff.toml").read_text())["lint"] == {"external": ["ASL"]}


def test_init_below_the_project(run: Cli, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "sub").mkdir()
    monkeypatch.chdir(project / "sub")
    assert run("init") == 0
    assert "[tool.asynclint]" in (project / "pyproject.toml").read_text()


def test_init_breaks_nothing(run: Cli, project: Path) -> None:
    (project / "pyproject.toml").write_text("tool = { x = 1 }\n")
    assert run("init") == 2
    assert "pyproject.toml: no table can be added; use asynclint.toml instead" in run.err
    (project / "pyproject.toml").write_text("[tool\n")
    assert run("init") == 2
    assert "pyproject.toml: is not valid TOML" in run.err
    assert (project / "pyproject.toml").read_text() == "[tool\n"


def test_ruff_leaves_our_codes_alone_after_init(run: Cli, project: Path) -> None:
    line = "pause(1)  # noqa: ASL101\n"
    (project / "app.py").write_text(APP.replace("pause(1)\n", line))
    (project / "pyproject.toml").write_text('[tool.ruff.lint]\nselect = ["RUF100"]\n')
    assert run("init") == 0
    command = [sys.executable, "-m", "ruff", "check", "--fix", "--no-cache", "app.py"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    assert line in (project / "app.py").read_text()


# clean


def test_clean(run: Cli, project: Path) -> None:
    assert run("clean") == 0
    assert run.err == "asynclint: .asynclint_cache: is not there\n"
    assert run.check() == 1
    assert run("clean") == 0
    assert run.err == "asynclint: .asynclint_cache: removed\n"
    assert not (project / ".asynclint_cache").exists()


def test_clean_removes_nothing_else(run: Cli, project: Path) -> None:
    (project / "precious").mkdir()
    (project / "precious" / "file").write_text("")
    assert run("clean", "--cache-dir", "precious") == 2
    assert "precious: cannot be removed: is not a cache of asynclint" in run.err
    assert (project / "precious" / "file").exists()


# doctor


def test_doctor(run: Cli, project: Path) -> None:
    (project / "requirements.txt").write_text("redis==4.5.1\n")
    assert run("doctor") == 0
    assert re.search(r"(?m)^  redis +4\.5\.1 \(requirements\.txt:1\)$", run.out)
    assert re.search(rf"(?m)^  root +{re.escape(str(project))}$", run.out)
    assert re.search(r"(?m)^  files +2 of Python, ", run.out)
    assert run.out.endswith("nothing to look at\n")


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("ruff.toml", "", "ruff.toml: `ruff --fix` takes our codes out of `noqa` comments"),
        ("ruff.toml", "lint = { select = [] }", "ruff.toml: `ruff --fix` takes our codes"),
        ("sub/asynclint.toml", "", "sub/asynclint.toml: has settings that are not read from here"),
        ("pyproject.toml", '[project]\nrequires-python=">=3.99"', "needs Python 3.99"),
        ("asynclint.toml", 'baseline = "known.json"', "known.json: is named as baseline"),
        ("asynclint.toml", 'exclude = ["*.py"]', "no Python files are found"),
        ("Pipfile.lock", "{", "Pipfile.lock: cannot be parsed"),
    ],
)
def test_what_the_doctor_finds(run: Cli, project: Path, file: str, text: str, said: str) -> None:
    (project / "sub").mkdir()
    (project / "sub" / "more.py").write_text("")
    (project / "requirements.txt").write_text("redis\n")
    (project / file).write_text(text)
    assert run("doctor") == 1
    assert said in run.out.partition("to look at\n")[2]
