"""Sessions: whole projects, asked about file by file."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import project

from asynclint import engine
from asynclint.config import Config, ConfigError
from asynclint.report import Report
from asynclint.session import Session

FILES = {
    "pyproject.toml": "[tool.asynclint]\nextend-exclude = ['vendored']\n",
    "shop/__init__.py": "",
    "shop/app.py": "from shop import stock\n\nasync def order():\n    stock.reserve()\n",
    "shop/stock.py": "import time\n\ndef reserve():\n    time.sleep(1)\n",
    "vendored/app.py": "import time\n\nasync def f():\n    time.sleep(1)\n",
    "worker.py": "import time\n\nasync def work():\n    time.sleep(1)\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project", FILES).root


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The projects that the engine has been asked to check, in order."""
    asked: list[Path] = []
    original = engine.check

    def check(request: object, config: Config) -> Report:
        asked.append(config.project_root)
        return original(request, config)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "check", check)
    return asked


def lines(session: Session, file: Path) -> list[tuple[str, int, str]]:
    return [(d.path, d.span.start.line, d.code) for d in session.findings(file)]


def test_a_chain_through_other_files_is_found_in_the_file_it_begins_in(root: Path) -> None:
    session = Session()
    assert lines(session, root / "shop/app.py") == [("shop/app.py", 4, "ASL101")]
    assert lines(session, root / "shop/stock.py") == []
    assert lines(session, root / "worker.py") == [("worker.py", 4, "ASL101")]


def test_a_project_is_checked_once(root: Path, checks: list[Path]) -> None:
    session = Session()
    for name in ("shop/app.py", "worker.py", "shop/app.py", "vendored/app.py"):
        session.findings(root / name)
    assert checks == [root]


def test_what_the_project_excludes_has_no_findings(root: Path) -> None:
    assert lines(Session(), root / "vendored/app.py") == []


@pytest.mark.parametrize("first", ["shop/app.py", "worker.py"])
def test_each_file_belongs_to_its_nearest_project(root: Path, first: str) -> None:
    project(root / "plugin", {**FILES, "asynclint.toml": "ignore = ['ASL101']"})
    session = Session()
    session.findings(root / first)
    assert lines(session, root / "plugin/worker.py") == []
    assert lines(session, root / "worker.py") == [("worker.py", 4, "ASL101")]


def test_without_any_project_only_the_file_is_checked(tmp_path: Path) -> None:
    made = project(
        tmp_path / "scratch",
        {
            "one.py": "import time\nasync def f():\n    time.sleep(1)\n",
            "two.py": "import helpers\nasync def f():\n    helpers.nap()\n",
            "helpers.py": "import time\ndef nap():\n    time.sleep(1)\n",
            "broken.py": "async def",
        },
    )
    session = Session()
    assert lines(session, made.root / "one.py") == [("one.py", 3, "ASL101")]
    assert lines(session, made.root / "two.py") == [("two.py", 3, "ASL101")]
    assert session.checked(made.root / "one.py").report.statistics.files == 1
    assert sorted(p.name for p in made.root.iterdir() if p.suffix != ".py") == []


def test_overlays_are_read_instead_of_the_disk(root: Path, checks: list[Path]) -> None:
    session = Session()
    stock = root / "shop/stock.py"
    session.overlay(stock, b"def reserve():\n    pass\n")
    assert lines(session, root / "shop/app.py") == []
    session.overlay(stock, b"\n\nimport time\n\ndef reserve():\n    time.sleep(1)\n")
    assert lines(session, root / "shop/app.py") == [("shop/app.py", 4, "ASL101")]
    (found,) = session.findings(root / "shop/app.py")
    assert found.trace[-1].span.start.line == 6
    session.overlay(stock, None)
    assert [step.span.start.line for step in session.findings(root / "shop/app.py")[0].trace] == [
        4,
        4,
    ]
    assert len(checks) == 3


def test_an_overlay_that_says_what_is_on_disk_changes_nothing(
    root: Path, checks: list[Path]
) -> None:
    session = Session()
    session.findings(root / "worker.py")
    session.overlay(root / "worker.py", (root / "worker.py").read_bytes())
    session.findings(root / "worker.py")
    assert checks == [root]


@pytest.mark.parametrize("marked", [True, False])
def test_a_file_that_is_not_on_disk_yet_is_checked(tmp_path: Path, marked: bool) -> None:
    files = {"helpers.py": "import time\ndef nap():\n    time.sleep(1)\n"}
    made = project(tmp_path / "new", files | ({"asynclint.toml": ""} if marked else {}))
    session = Session()
    session.overlay(made.root / "app.py", b"import helpers\nasync def main():\n    helpers.nap()\n")
    assert lines(session, made.root / "app.py") == [("app.py", 3, "ASL101")]
    checked = session.checked(made.root / "app.py")
    source = checked.source_of("app.py")
    assert source is not None
    assert source.line(3) == "    helpers.nap()"


def test_changes_on_disk_are_seen_when_told(root: Path) -> None:
    session = Session()
    assert lines(session, root / "worker.py")
    (root / "worker.py").write_text("async def work():\n    pass\n")
    session.changed([root / "worker.py"])
    assert lines(session, root / "worker.py") == []


def test_a_changed_configuration_is_seen_when_reloaded(root: Path) -> None:
    session = Session()
    assert lines(session, root / "worker.py")
    (root / "pyproject.toml").write_text("[tool.asynclint]\nignore = ['ASL1']\n")
    session.reload()
    assert lines(session, root / "worker.py") == []
    (root / "pyproject.toml").write_text("[tool.asynclint]\nignroe = []\n")
    session.reload()
    with pytest.raises(ConfigError, match="ignroe"):
        session.findings(root / "worker.py")


def test_a_host_may_put_its_settings_on_top(root: Path) -> None:
    def find(folder: Path) -> Config:
        config = Config.find(folder)
        return config.override(Config(config.project_root, ignore=("ASL101",)))

    assert lines(Session(find), root / "worker.py") == []


def test_spellings_and_links_mean_one_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root.parent / "link").symlink_to(root)
    monkeypatch.chdir(root)
    expected = [("worker.py", 4, "ASL101")]
    session = Session()
    for name in ("worker.py", "./shop/../worker.py", "../link/worker.py", str(root / "worker.py")):
        assert lines(session, Path(name)) == expected


def test_known_findings_are_not_told(root: Path) -> None:
    from asynclint.baseline import entries, written

    checked = Session().checked(root / "worker.py")
    known = entries(checked.report.diagnostics, checked.source_of, root, root)
    (root / "asynclint-baseline.json").write_text(written(known))
    assert lines(Session(), root / "worker.py") == []


def test_the_report_of_a_session_is_that_of_the_command_line(root: Path) -> None:
    from asynclint.report import Request

    request = Request((".",), None, None, 1, root, None)
    report = engine.check(request, Config.find(root))
    assert Session().checked(root / "worker.py").report.diagnostics == report.diagnostics
