"""Imports point one way: a module knows only what is above it in `LAYERS`."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import asynclint

PACKAGE = Path(asynclint.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# The one place that states the order. A name is a module or a package of asynclint; a package's
# own modules may import each other, in the order of `WITHIN` where it has one.
LAYERS = (
    "text",
    "diagnostic",
    "moved",
    "fingerprint",
    "changes",
    "toml",
    "toml_edit",
    "selectors",
    "keys",
    "config",
    "schema",
    "effective",
    "initial",
    "ignores",
    "files",
    "modules",
    "pins",
    "deployment",
    "knowledge",
    "index",
    "forked",
    "loader",
    "program",
    "tree",
    "rules",
    "unsuppress",
    "suppress",
    "report",
    "baseline",
    "reported",
    "analysis",
    "engine",
    "followed",
    "fixing",
    "silence",
    "writing",
    "watch",
    "doctor",
    "inspection",
    "nearby",
    "render",
    "session",
    "surfaces",
    "evidence",
    "dev",
    "__main__",
)
# The walls: what a layer may not import though it is above. A changed table or option must not
# make the cache stale, and knowledge is nothing but tables.
WALLS = {
    "index": {
        *("knowledge", "config", "toml", "files", "ignores", "modules", "pins", "deployment"),
        "diagnostic",
    },
    "knowledge": {
        *("text", "diagnostic", "toml", "config", "ignores", "files", "modules", "pins"),
        "deployment",
    },
    "text": set(LAYERS),
    "diagnostic": set(LAYERS) - {"text"},
    "render": {
        *("analysis", "engine", "rules", "program", "loader", "index", "knowledge", "pins"),
        "deployment",
    },
}
# Hosts and parsers that only adapters, and the tree, may know.
FOREIGN = {
    "msgspec": set(LAYERS) - {"__main__"},
    "flake8": {"surfaces"},
    "pylint": {"surfaces"},
    "astroid": {"surfaces"},
    "pygls": {"surfaces"},
    "lsprotocol": {"surfaces"},
    "shtab": {"surfaces"},
    "watchfiles": {"watch"},
    "libcst": {"tree", "rules"},
    "sqlite3": {"index"},
    "pathspec": {"config", "ignores"},
    "packaging": {"config", "pins"},
}
HEAVY = {"ast", "msgspec", "sqlite3", "pathspec", "packaging", "libcst", "tomllib", "inspect"}


def layer(file: Path) -> str:
    """The layer that a file belongs to; empty for the package's `__init__`."""
    first, *others = file.relative_to(PACKAGE).parts
    return first if others else first.removesuffix(".py").replace("__init__", "")


def module_name(file: Path) -> str:
    parts = ("asynclint", *file.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def imported(file: Path) -> Iterator[tuple[str, int]]:
    """The dotted names that a file imports, wherever in it, with their lines."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}:{node.lineno}: imports are absolute"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def target(name: str) -> str:
    """The layer that an imported name of ours is in; empty for `__version__` and the like."""
    second = name.split(".")[1]
    return second if (PACKAGE / second).is_dir() or (PACKAGE / f"{second}.py").is_file() else ""


EACH = pytest.mark.parametrize("file", FILES, ids=[module_name(file) for file in FILES])


def test_every_module_has_a_layer() -> None:
    known = {layer(file) for file in FILES} - {""}
    assert known <= set(LAYERS)


@EACH
def test_imports_point_one_way(file: Path) -> None:
    own = layer(file)
    for name, line in imported(file):
        if not name.startswith("asynclint."):
            continue
        other = target(name)
        if not other or other == own:
            continue
        place = f"{module_name(file)}, line {line}, imports {name}"
        assert own, f"{place}: the package itself imports nothing"
        assert LAYERS.index(other) < LAYERS.index(own), f"{place}: {other} is below {own}"
        assert other not in WALLS.get(own, set()), f"{place}: there is a wall"


@EACH
def test_foreign_packages_stay_where_they_belong(file: Path) -> None:
    for name, line in imported(file):
        top = name.partition(".")[0]
        place = f"{module_name(file)}, line {line}, imports {name}"
        if top in FOREIGN:
            assert layer(file) in FOREIGN[top], place
        else:
            assert top in sys.stdlib_module_names or top == "asynclint", place


@EACH
def test_no_file_knows_two_parsers(file: Path) -> None:
    tops = {name.partition(".")[0] for name, _ in imported(file)}
    assert not {"ast", "libcst"} <= tops


SHAPES = ("Blocks", "Kind", "Trigger", "repair.Exchange", "repair.Hop", "repair.Twin")


def test_no_library_is_named_in_rules() -> None:
    # Knowledge owns those: a rule that imports a table, rather than the shape of one, does not.
    for file in FILES:
        if layer(file) == "rules":
            names = {name for name, _ in imported(file) if name.startswith("asynclint.knowledge")}
            assert names <= {f"asynclint.knowledge.{shape}" for shape in SHAPES}, file


def _modules_after(statement: str) -> set[str]:
    script = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=PACKAGE.parent,
    )
    return set(done.stdout.split())


HERE = f"sys.path.insert(0, {str(PACKAGE.parent)!r})"


def test_command_line_starts_light() -> None:
    # Start-up time is part of the interface. What the interpreter itself loads is not our doing.
    before = _modules_after(f"{HERE}; import argparse")
    loaded = _modules_after(f"{HERE}; import asynclint.surfaces.cli") - before
    assert not loaded & HEAVY
    ours = {name for name in loaded if name.startswith("asynclint")}
    assert ours == {
        *("asynclint", "asynclint.surfaces", "asynclint.surfaces.cli"),
        "asynclint.surfaces.arguments",
    }


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("asynclint.config", {"dataclasses", "sqlite3", "pathspec", "asynclint.index"}),
        ("asynclint.rules", {"sqlite3", "asynclint.knowledge.tables", "asynclint.engine"}),
        ("asynclint.engine", {"asynclint.knowledge.tables", "asynclint.surfaces", "libcst"}),
        ("asynclint.render", {"asynclint.engine", "asynclint.program", "sqlite3"}),
    ],
)
def test_modules_load_no_more_than_they_need(module: str, absent: set[str]) -> None:
    before = _modules_after("pass")
    loaded = _modules_after(f"{HERE}; import {module}") - before
    assert not loaded & absent
