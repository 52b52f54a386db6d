"""Configuration: where it is found, what it means, and what is said about mistakes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from asynclint.config import Config, ConfigError
from asynclint.selectors import Label

RULES = [
    Label("ASL101", "blocking-sleep-in-async", ("ASYNC251", "S7488")),
    Label("ASL102", "blocking-network-in-async", ("ASYNC210",), ("ASYNC299",)),
]
KINDS = ["sleep", "network", "other"]


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def table(tmp_path: Path, text: str) -> Config:
    write(tmp_path / "asynclint.toml", text)
    return Config.find(tmp_path)


def complaint(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "pyproject.toml", f"[tool.asynclint]\n{text}")
    with pytest.raises(ConfigError) as caught:
        Config.find(tmp_path).validate(RULES, KINDS)
    return str(caught.value)


def test_every_key(tmp_path: Path) -> None:
    config = table(
        tmp_path,
        """
        select = ["ASL1"]
        extend-select = ["ASL902"]
        ignore = ["ASL101"]
        exclude = ["gen/"]
        extend-exclude = ["*_pb2.py"]
        respect-gitignore = false
        src = ["lib"]
        target-version = "3.9"
        non-blocking = ["app.quick"]
        offload = ["app.in_thread"]
        per-file-ignores = { "tests/**" = ["ALL"] }
        blocking = { "app.db.*" = "database", legacy.fetch = "network" }
        """,
    )
    assert config == Config(
        project_root=tmp_path,
        source=tmp_path / "asynclint.toml",
        select=("ASL1",),
        extend_select=("ASL902",),
        ignore=("ASL101",),
        per_file_ignores=(("tests/**", ("ALL",)),),
        exclude=("gen/",),
        extend_exclude=("*_pb2.py",),
        respect_gitignore=False,
        src=("lib",),
        target_version="3.9",
        blocking=(("app.db.*", "database"), ("legacy.fetch", "network")),
        non_blocking=("app.quick",),
        offload=("app.in_thread",),
    )
    assert pickle.loads(pickle.dumps(config)) == config
    assert hash(config)


def test_blocking_may_be_a_list(tmp_path: Path) -> None:
    assert table(tmp_path, 'blocking = ["app.slow"]').blocking == (("app.slow", "other"),)


# Where it is found


def test_the_nearest_table_wins_over_a_nearer_pyproject_without_one(tmp_path: Path) -> None:
    outer = write(tmp_path / "pyproject.toml", "[tool.asynclint]\nselect = ['ASL1']")
    write(tmp_path / "packages/one/pyproject.toml", "[project]\nname = 'one'")
    config = Config.find(tmp_path / "packages/one/src")
    assert (config.source, config.project_root) == (outer, tmp_path)


def test_a_pyproject_without_table_marks_the_project(tmp_path: Path) -> None:
    write(tmp_path / "one/pyproject.toml", "[project]\nrequires-python = '>=3.9'")
    config = Config.find(write(tmp_path / "one/a/b.py"))
    assert (config.source, config.project_root) == (None, tmp_path / "one")
    assert config.target == (3, 9)


def test_a_repository_marks_the_project(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path / "pkg/__init__.py")
    assert Config.find(tmp_path / "pkg").project_root == tmp_path


def test_the_repository_comes_before_metadata_inside_of_it(tmp_path: Path) -> None:
    # From whichever file one begins, chains from one part of it into another are the same.
    (tmp_path / ".git").mkdir()
    write(tmp_path / "packages/one/pyproject.toml", "[project]\nname = 'one'")
    config = Config.find(tmp_path / "packages/one/src")
    assert (config.project_root, config.is_project) == (tmp_path, True)


@pytest.mark.parametrize("name", ["setup.py", "requirements.txt", "Pipfile"])
def test_what_says_what_to_install_marks_the_project(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    write(tmp_path / "app/main.py")
    config = Config.find(tmp_path / "app")
    assert (config.project_root, config.is_project) == (tmp_path, True)


def test_a_home_directory_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / ".git").mkdir()
    write(tmp_path / "setup.cfg")
    write(tmp_path / "notes/one.py")
    write(tmp_path / "app/pyproject.toml")
    config = Config.find(tmp_path / "notes")
    assert (config.project_root, config.is_project) == (tmp_path / "notes", False)
    assert Config.find(tmp_path / "app/src").project_root == tmp_path / "app"


def test_without_any_mark_the_project_is_around_the_package(tmp_path: Path) -> None:
    write(tmp_path / "pkg/__init__.py")
    write(tmp_path / "pkg/sub/__init__.py")
    assert Config.find(tmp_path / "pkg/sub").project_root == tmp_path


@pytest.mark.parametrize("name", [".asynclint.toml", "asynclint.toml"])
def test_our_own_files_win_over_pyproject(tmp_path: Path, name: str) -> None:
    write(tmp_path / "pyproject.toml", "[tool.asynclint]\nselect = ['ASL1']")
    write(tmp_path / name, "select = ['ASL2']")
    assert Config.find(tmp_path).select == ("ASL2",)


def test_an_empty_table_is_a_configuration(tmp_path: Path) -> None:
    write(tmp_path / "a/asynclint.toml")
    write(tmp_path / "asynclint.toml", "select = []")
    assert Config.find(tmp_path / "a").select is None


def test_a_given_file_is_for_the_project_at_hand(tmp_path: Path) -> None:
    file = write(tmp_path / "ci/strict.toml", "select = ['ALL']")
    write(tmp_path / "project/pyproject.toml")
    config = Config.load(file, tmp_path / "project")
    assert (config.select, config.project_root) == (("ALL",), tmp_path / "project")


def test_a_given_pyproject_needs_the_table(tmp_path: Path) -> None:
    file = write(tmp_path / "pyproject.toml", "[tool.other]")
    with pytest.raises(ConfigError, match=r"has no \[tool.asynclint\] table"):
        Config.load(file, tmp_path)


# What it means


@pytest.mark.parametrize(
    ("settings", "default", "on"),
    [
        ("", True, True),
        ("", False, False),
        ("select = []", True, False),
        ("select = ['ASL101']", False, True),
        ("select = ['ASL1']", False, True),
        ("select = ['ALL']", False, True),
        ("select = ['blocking-sleep-in-async']", False, True),
        ("select = ['ASL2']", True, False),
        ("extend-select = ['ASL1']", False, True),
        ("extend-select = ['ASL2']", True, True),
        ("ignore = ['ASL1']", True, False),
        ("ignore = ['ALL']", True, False),
        ("select = ['ASL101']\nignore = ['ASL1']", True, True),
        ("select = ['ASL1']\nignore = ['ASL101']", True, False),
        ("select = ['ASL101']\nignore = ['ASL101']", True, False),
        ("select = ['ASL101']\nignore = ['blocking-sleep-in-async']", True, False),
        ("select = ['blocking-sleep-in-async']\nignore = ['ASL10']", True, True),
        ("select = ['ALL']\nignore = ['ALL']", True, False),
        ("extend-select = ['ASL101']\nignore = ['ASL1']", False, True),
        ("select = ['asl101']", True, False),
        ("select = ['blocking']", False, True),
        ("select = ['ASYNC251']", False, True),
        ("select = ['ASYNC25']", False, False),
        ("ignore = ['S7488']", True, False),
        ("select = ['blocking']\nignore = ['ASYNC251']", True, False),
        ("select = ['ASYNC251']\nignore = ['blocking']", True, True),
        ("select = ['ASYNC251']\nignore = ['ASL101']", True, False),
    ],
)
def test_selection(tmp_path: Path, settings: str, default: bool, on: bool) -> None:
    assert table(tmp_path, settings).selected(RULES[0], default) is on


def test_options_of_a_command_line(tmp_path: Path) -> None:
    config = table(tmp_path, "select = ['ASL1']\nextend-select = ['ASL2']\nignore = ['ASL101']")
    added = config.override(Config(tmp_path, extend_select=("ASL3",), ignore=("ASL102",)))
    assert added.select == ("ASL1",)
    assert added.extend_select == ("ASL2", "ASL3")
    assert added.ignore == ("ASL101", "ASL102")
    afresh = config.override(Config(tmp_path, select=("ASL4",)))
    assert (afresh.select, afresh.extend_select, afresh.ignore) == (("ASL4",), (), ("ASL101",))


@pytest.mark.parametrize(
    ("pattern", "path", "ignored"),
    [
        ("tests/**", "tests/unit/test_a.py", True),
        ("tests/", "tests/unit/test_a.py", True),
        ("test_*.py", "pkg/test_a.py", True),
        ("tests/**", "src/tests.py", False),
        ("/conftest.py", "tests/conftest.py", False),
    ],
)
def test_per_file_ignores(tmp_path: Path, pattern: str, path: str, ignored: bool) -> None:
    config = table(tmp_path, f"[per-file-ignores]\n'{pattern}' = ['ASL101']")
    assert config.ignores(tmp_path / path, RULES[0]) is ignored
    assert not config.ignores(tmp_path / path, RULES[1])
    assert not config.ignores(tmp_path.parent / "elsewhere.py", RULES[0])


@pytest.mark.parametrize(
    ("requires", "target"),
    [
        (">=3.8", (3, 8)),
        (">=3.9.2,<4", (3, 9)),
        ("~=3.10", (3, 10)),
        ("==3.12.*", (3, 12)),
        (">=3.8,!=3.9.0,>=3.11", (3, 11)),
        (">=3", (3, 0)),
        ("<4", None),
        ("nonsense", None),
    ],
)
def test_target_from_requires_python(
    tmp_path: Path, requires: str, target: tuple[int, int] | None
) -> None:
    write(tmp_path / "pyproject.toml", f"[project]\nrequires-python = '{requires}'")
    assert Config.find(tmp_path).target == target


def test_the_digest_is_of_the_settings_and_not_of_the_place(tmp_path: Path) -> None:
    one, two, other = (
        Config.find(write(tmp_path / name / "asynclint.toml", f"select = ['{code}']").parent)
        for name, code in [("one", "ASL1"), ("two", "ASL1"), ("other", "ASL2")]
    )
    assert one.digest == two.digest != other.digest


# Mistakes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("selct = []", "selct: unknown key; did you mean `select`?"),
        ("extend_select = []", "extend_select: unknown key; did you mean `extend-select`?"),
        ("select = 'ASL101'", "select: expected an array of strings, found a string"),
        ("select = ['ASL101', 3]", "select[1]: expected a string, found an integer"),
        ("select = ['']", "select[0]: is empty"),
        ("respect-gitignore = 1", "respect-gitignore: expected a boolean, found an integer"),
        ("src = [1979-05-27]", "src[0]: expected a string, found a date or time"),
        ("per-file-ignores = []", "per-file-ignores: expected a table of arrays, found an array"),
        (
            "per-file-ignores = { 'a.py' = [true] }",
            'per-file-ignores."a.py"[0]: expected a string, found a boolean',
        ),
        (
            "per-file-ignores = { '!a.py' = ['ALL'] }",
            'per-file-ignores."!a.py": a pattern cannot be negated here',
        ),
        (
            "per-file-ignores = { 'a.py' = ['ASL999'] }",
            'per-file-ignores."a.py"[0]: `ASL999` selects no rule',
        ),
        ("target-version = 3.11", 'target-version: expected a string like "3.11", found a number'),
        (
            "target-version = 'py311'",
            'target-version: expected a version like "3.11", found "py311"',
        ),
        ("blocking = 1", "blocking: expected a table or an array of strings, found an integer"),
        ("blocking = { a.b = 1 }", 'blocking."a.b": expected a string, found an integer'),
        (
            "blocking = { a.b = 'netwrk' }",
            'blocking."a.b": `netwrk` is not a kind of blocking; did you mean `network`?',
        ),
        ("select = ['ASL3']", "select[0]: `ASL3` selects no rule"),
        ("ignore = ['ASL103']", "ignore[0]: `ASL103` selects no rule; did you mean `ASL102`?"),
        (
            "ignore = ['ALL', 'blocking-slep-in-async']",
            (
                "ignore[1]: `blocking-slep-in-async` selects no rule; "
                "did you mean `blocking-sleep-in-async`?"
            ),
        ),
    ],
)
def test_mistakes_name_file_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    assert complaint(tmp_path, text, monkeypatch) == f"pyproject.toml: tool.asynclint.{said}"


def test_an_unknown_key_unlike_any_lists_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = complaint(tmp_path, "zzz = 1", monkeypatch)
    assert said.startswith("pyproject.toml: tool.asynclint.zzz: unknown key; the keys are: select,")


def test_selectors_without_a_file_are_options(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^--extend-select: `ASL9` selects no rule$"):
        Config(tmp_path, extend_select=("ASL9",)).validate(RULES, KINDS)


@pytest.mark.parametrize("name", ["pyproject.toml", "asynclint.toml"])
def test_broken_toml(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, "[tool.asynclint\n")
    with pytest.raises(ConfigError, match=f"{name}: is not valid TOML: .*line 1"):
        Config.find(tmp_path)


def test_toml_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "asynclint.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="is not valid TOML"):
        Config.find(tmp_path)


def test_the_table_must_be_a_table(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool]\nasynclint = 3")
    with pytest.raises(ConfigError, match=r"tool\.asynclint: expected a table, found an integer"):
        Config.find(tmp_path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        Config.load(tmp_path / "missing.toml", tmp_path)
