"""Which files are checked, and which module each of them is."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from asynclint.config import Config
from asynclint.files import FileError, discover, read
from asynclint.modules import Module, Roots


def tree(root: Path, *paths: str) -> Path:
    """Make empty files below `root`; a path that ends with `/` is a directory."""
    for path in paths:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"):
            target.mkdir(exist_ok=True)
        else:
            target.touch()
    return root


def found(root: Path, *paths: str, config: Config | None = None) -> list[str]:
    files = discover(paths or (".",), config or Config(root), root)
    return [file.display for file in files]


# Discovery


def test_python_files_below_directories_in_order(tmp_path: Path) -> None:
    tree(tmp_path, "b.py", "a/z.py", "a/y.pyw", "a/x.pyi", "a/w.txt", "setup.cfg", "dir.py/c.py")
    assert found(tmp_path) == ["a/y.pyw", "a/z.py", "b.py", "dir.py/c.py"]


def test_files_know_their_place_and_state(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    [file] = discover(["./a.py"], Config(tmp_path), tmp_path)
    assert (file.path, file.display, file.size) == (tmp_path / "a.py", "a.py", 5)
    assert file.mtime_ns == (tmp_path / "a.py").stat().st_mtime_ns


def test_each_file_once_however_it_is_named(tmp_path: Path) -> None:
    tree(tmp_path, "a/b.py")
    assert found(tmp_path, "a/b.py", "a", "./a/../a/b.py", str(tmp_path)) == ["a/b.py"]


def test_files_outside_of_the_current_directory_are_shown_absolute(tmp_path: Path) -> None:
    tree(tmp_path, "here/a.py", "there/b.py")
    assert found(tmp_path / "here", ".", "../there") == [f"{tmp_path}/there/b.py", "a.py"]


@pytest.mark.parametrize(
    "path",
    [
        *(".git/a.py", "x/.venv/a.py", "node_modules/x/a.py", "x/__pycache__/a.py"),
        *("site-packages/a.py", "build/a.py", "dist/a.py", ".tox/py/a.py"),
    ],
)
def test_excluded_by_default(tmp_path: Path, path: str) -> None:
    tree(tmp_path, path)
    assert found(tmp_path) == []
    assert found(tmp_path, path) == [path]
    folder = os.path.dirname(path)
    assert found(tmp_path, folder) == [path]
    assert found(tmp_path, config=Config(tmp_path, exclude=())) == [path]


def test_build_and_dist_deeper_down_are_packages(tmp_path: Path) -> None:
    tree(tmp_path, "pkg/build/a.py", "pkg/dist/a.py")
    assert found(tmp_path) == ["pkg/build/a.py", "pkg/dist/a.py"]


def test_virtual_environments_are_known_by_their_mark(tmp_path: Path) -> None:
    tree(tmp_path, "env/pyvenv.cfg", "env/a.py", "venv/a.py")
    assert found(tmp_path) == ["venv/a.py"]
    assert found(tmp_path, "env") == ["env/a.py"]


def test_exclude_patterns_are_relative_to_the_project(tmp_path: Path) -> None:
    tree(tmp_path, "a.py", "gen/a.py", "pkg/gen/a.py", "pkg/x_pb2.py", ".venv/a.py")
    config = Config(tmp_path, extend_exclude=("/gen/", "*_pb2.py"))
    assert found(tmp_path, config=config) == ["a.py", "pkg/gen/a.py"]
    assert found(tmp_path / "pkg", config=config) == ["gen/a.py"]
    assert found(tmp_path, "gen", "pkg/x_pb2.py", config=config) == ["gen/a.py", "pkg/x_pb2.py"]
    config = Config(tmp_path, exclude=("pkg", "gen"))
    assert found(tmp_path, config=config) == [".venv/a.py", "a.py"]


def test_gitignore_only_in_a_repository(tmp_path: Path) -> None:
    tree(tmp_path, "a.py", "b.py")
    (tmp_path / ".gitignore").write_text("b.py\n")
    assert found(tmp_path) == ["a.py", "b.py"]
    tree(tmp_path, ".git/")
    assert found(tmp_path) == ["a.py"]
    assert found(tmp_path, config=Config(tmp_path, respect_gitignore=False)) == ["a.py", "b.py"]


def test_nested_repositories_have_their_own_rules(tmp_path: Path) -> None:
    tree(tmp_path, ".git/", "sub/.git", "sub/a.py", "a.py")
    (tmp_path / ".gitignore").write_text("a.py\n")
    assert found(tmp_path) == ["sub/a.py"]


IGNORED = {
    ".gitignore": "\ufeff# comment\n*.py[cod]\ngen_*.py\n!gen_keep.py\n/only_root.py\n"
    "out/\ndocs/*.py\n**/deep/x.py\nfoo\\ bar.py\na/**/b\n[^z]at.py  \n\\!bang.py\n"
    "config/*\n!config/keep.py\nlogs/**/x_*.py\n/data/**\n",
    "pkg/.gitignore": "!out.py\nlocal.py\nsub/\n!gen_b.py\n",
    ".git/info/exclude": "private.py\n",
}
CANDIDATES = [
    *("a.py", "gen_a.py", "gen_keep.py", "only_root.py", "pkg/only_root.py", "out/a.py"),
    *("pkg/out/a.py", "pkg/out.py", "docs/a.py", "docs/sub/a.py", "deep/x.py", "p/q/deep/x.py"),
    *("foo bar.py", "a/b/c.py", "a/x/y/b/c.py", "cat.py", "zat.py", "!bang.py", "pkg/local.py"),
    *("local.py", "pkg/sub/a.py", "pkg/gen_b.py", "pkg/gen_c.py", "private.py", "pkg/private.py"),
    *("config/a.py", "config/keep.py", "pkg/config/b.py", "logs/x_1.py", "logs/a/b/x_2.py"),
    *("pkg/logs/x_3.py", "data/a/b.py", "pkg/data/a.py"),
]


@pytest.mark.skipif(shutil.which("git") is None, reason="asks git itself")
@pytest.mark.parametrize("below", [".", "pkg"])
def test_ignores_what_git_ignores(tmp_path: Path, below: str) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    tree(tmp_path, *CANDIDATES)
    for name, text in IGNORED.items():
        (tmp_path / name).write_text(text)
    command = ["git", "ls-files", "-z", "--others", "--exclude-standard", "--", "*.py"]
    listed = subprocess.run(command, cwd=tmp_path / below, check=True, capture_output=True)
    assert found(tmp_path / below) == sorted(listed.stdout.decode().rstrip("\0").split("\0"))


def test_links(tmp_path: Path) -> None:
    tree(tmp_path, "pkg/a.py", "other/b.py")
    (tmp_path / "pkg/loop").symlink_to(tmp_path / "pkg")
    (tmp_path / "pkg/same.py").symlink_to("a.py")
    (tmp_path / "pkg/b.py").symlink_to(tmp_path / "other/b.py")
    (tmp_path / "pkg/nowhere.py").symlink_to("missing.py")
    assert found(tmp_path, "pkg") == ["pkg/a.py", "pkg/b.py"]
    assert found(tmp_path, "pkg", "other") == ["other/b.py", "pkg/a.py"]
    assert found(tmp_path, "pkg/loop") == ["pkg/loop/a.py", "pkg/loop/b.py"]
    with pytest.raises(FileError, match=r"pkg/nowhere.py: no such file or directory"):
        found(tmp_path, "pkg/nowhere.py")


def test_only_regular_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.py")
    assert found(tmp_path) == []
    with pytest.raises(FileError, match=r"fifo.py: is neither a file nor a directory"):
        found(tmp_path, "fifo.py")


def test_missing_paths(tmp_path: Path) -> None:
    tree(tmp_path, "a.py")
    with pytest.raises(FileError, match=r"^missing: no such file or directory$"):
        found(tmp_path, "a.py", "missing")
    with pytest.raises(FileError, match=r"^a.py/b.py: cannot be read: Not a directory$"):
        found(tmp_path, "a.py/b.py")


def test_directories_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "data/a.py")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("data"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(FileError, match=r"^data: cannot be listed: Permission denied"):
        found(tmp_path)
    assert found(tmp_path, config=Config(tmp_path, extend_exclude=("data",))) == []


def test_names_that_are_not_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\n.py")
    (tmp_path / name).touch()
    assert found(tmp_path) == [name]


def test_reading(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x")
    assert read(tmp_path / "a.py") == b"x"
    with pytest.raises(FileError, match="cannot be read: Is a directory"):
        read(tmp_path)


# Modules


def roots(root: Path, *paths: str, src: tuple[str, ...] = ()) -> Roots:
    config = Config(root, src=src, exclude=())
    return Roots(discover(paths or (".",), config, root), config)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("pkg/__init__.py", "pkg"),
        ("pkg/sub/mod.py", "pkg.sub.mod"),
        ("pkg/routers/users.py", "pkg.routers.users"),
        ("pkg/routers/v1/users.py", "pkg.routers.v1.users"),
        ("src/lib/mod.py", "lib.mod"),
        ("src/single.py", "single"),
        ("src/namespace/part/mod.py", "namespace.part.mod"),
        ("backend/app/mod.py", "app.mod"),
        ("scripts/run.py", "scripts.run"),
        ("manage.py", "manage"),
        ("pkg/__main__.py", "pkg.__main__"),
    ],
)
def test_names(tmp_path: Path, path: str, name: str) -> None:
    packages = ["pkg", "pkg/sub", "src/lib", "src/namespace/part", "backend/app"]
    tree(tmp_path, path, *(f"{package}/__init__.py" for package in packages))
    is_package = path.endswith("__init__.py")
    assert roots(tmp_path).module(tmp_path / path) == Module(name, tmp_path / path, is_package)
    # No matter which files are checked.
    assert roots(tmp_path, path).module(tmp_path / path).name == name


def test_configured_roots(tmp_path: Path) -> None:
    tree(tmp_path, "a/lib/ns/mod.py", "a/lib/pkg/__init__.py", "a/main.py")
    modules = roots(tmp_path, src=("a/lib",))
    assert modules.module(tmp_path / "a/lib/ns/mod.py").name == "ns.mod"
    assert modules.module(tmp_path / "a/lib/pkg/__init__.py").name == "pkg"
    assert modules.module(tmp_path / "a/main.py").name == "a.main"
    assert modules.find("pkg", tmp_path / "a/main.py") is not None


def test_a_package_around_the_project_does_not_take_in_its_scripts(tmp_path: Path) -> None:
    project = tree(tmp_path / "project", "__init__.py", "pkg/__init__.py", "scripts/run.py")
    modules = roots(project)
    assert modules.module(project / "scripts/run.py").name == "scripts.run"
    assert modules.module(project / "pkg/__init__.py").name == "project.pkg"
    hit = modules.find("pkg", project / "scripts/run.py")
    assert hit is not None
    assert hit.path == project / "pkg/__init__.py"


def lookup(modules: Roots, root: Path, dotted: str, importer: str) -> str | None:
    hit = modules.find(dotted, root / importer)
    return hit.path.relative_to(root).as_posix() if hit else None


def test_finds_what_was_not_passed(tmp_path: Path) -> None:
    tree(tmp_path, "pkg/__init__.py", "pkg/a.py", "pkg/ns/b.py", "pkg/c.pyi", "src/lib.py")
    modules = roots(tmp_path, "pkg/a.py")
    assert lookup(modules, tmp_path, "pkg", "pkg/a.py") == "pkg/__init__.py"
    assert lookup(modules, tmp_path, "pkg.ns.b", "pkg/a.py") == "pkg/ns/b.py"
    assert lookup(modules, tmp_path, "lib", "pkg/a.py") == "src/lib.py"
    assert lookup(modules, tmp_path, "src.lib", "pkg/a.py") == "src/lib.py"
    for dotted in ("pkg.ns", "pkg.c", "pkg.missing", "requests", "requests.sessions", "a"):
        assert lookup(modules, tmp_path, dotted, "pkg/a.py") is None
    assert modules.is_namespace("pkg.ns", tmp_path / "pkg/a.py")
    assert not modules.is_namespace("pkg", tmp_path / "pkg/a.py")
    assert not modules.is_namespace("requests", tmp_path / "pkg/a.py")


def test_packages_win_over_modules_and_both_over_namespaces(tmp_path: Path) -> None:
    tree(tmp_path, "a/__init__.py", "a.py", "b/x.py", "b.py", "json/x.py", "c.py")
    modules = roots(tmp_path)
    assert lookup(modules, tmp_path, "a", "c.py") == "a/__init__.py"
    assert lookup(modules, tmp_path, "b", "c.py") == "b.py"
    assert not modules.is_namespace("json", tmp_path / "c.py")


def test_scripts_see_their_siblings_and_packages_do_not(tmp_path: Path) -> None:
    tree(tmp_path, "app/main.py", "app/db.py", "app/routers/users.py", "pkg/__init__.py")
    tree(tmp_path, "pkg/db.py", "pkg/a.py")
    modules = roots(tmp_path)
    assert lookup(modules, tmp_path, "db", "app/main.py") == "app/db.py"
    assert lookup(modules, tmp_path, "db", "app/routers/users.py") == "app/db.py"
    assert lookup(modules, tmp_path, "db", "pkg/a.py") is None


def test_of_two_packages_with_one_name_the_own_root_wins(tmp_path: Path) -> None:
    for case in ("one", "two"):
        tree(tmp_path, f"{case}/pkg/__init__.py", f"{case}/pkg/a.py")
    modules = roots(tmp_path)
    assert lookup(modules, tmp_path, "pkg.a", "two/pkg/a.py") == "two/pkg/a.py"
    assert lookup(modules, tmp_path, "pkg.a", "one/pkg/__init__.py") == "one/pkg/a.py"


def test_what_is_installed_next_to_it_is_not_the_project(tmp_path: Path) -> None:
    site = tree(tmp_path / "site-packages", "mine/__init__.py", "other/__init__.py")
    tree(site, "ns/part/__init__.py")
    modules = roots(site, "mine", "ns")
    assert lookup(modules, site, "mine", "mine/__init__.py") == "mine/__init__.py"
    assert lookup(modules, site, "other", "mine/__init__.py") is None
    assert modules.module(site / "ns/part/__init__.py").name == "ns.part"


def test_what_lies_next_to_the_project_is_not_the_project(tmp_path: Path) -> None:
    tree(tmp_path, "project/__init__.py", "project/a.py", "elsewhere.py")
    modules = roots(tmp_path / "project")
    assert lookup(modules, tmp_path, "project.a", "project/a.py") == "project/a.py"
    assert lookup(modules, tmp_path, "elsewhere", "project/a.py") is None


def test_files_that_do_not_exist_yet_have_names(tmp_path: Path) -> None:
    tree(tmp_path, "pkg/__init__.py")
    assert roots(tmp_path).module(tmp_path / "pkg/new.py").name == "pkg.new"


def test_a_directory_that_nothing_marks_is_found_by_its_own_name(tmp_path: Path) -> None:
    tree(tmp_path, "app/main.py", "app/db.py", "app/core/users.py", "redis/main.py")
    tree(tmp_path, "json/main.py", "json/tool.py")
    modules = roots(tmp_path / "app")
    for importer in ("app/main.py", "app/core/users.py"):
        assert lookup(modules, tmp_path, "app.db", importer) == "app/db.py"
        assert lookup(modules, tmp_path, "app.core.users", importer) == "app/core/users.py"
        assert lookup(modules, tmp_path, "redis.main", importer) is None
    assert lookup(roots(tmp_path / "json"), tmp_path, "json.tool", "json/main.py") is None
    assert Roots([], Config(Path("/"))).find("no.such", tmp_path / "app/main.py") is None
    # What has its name may be a library.
    assert not roots(tmp_path / "redis").is_namespace("redis", tmp_path / "redis/main.py")
