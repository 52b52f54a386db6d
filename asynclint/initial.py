"""What a project needs to begin with asynclint: a table of settings, and peace with ruff."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from asynclint import toml
from asynclint.config import FILES, project_root
from asynclint.toml_edit import Path as Keys
from asynclint.toml_edit import add_item, add_table

PREFIX = "ASL"
_COMMENTS = (
    "# Every key and what holds without it: `asynclint config`. Every rule: `asynclint rules`.",
    '# extend-select = ["ASL106"]',
    '# per-file-ignores = { "tests/**" = ["blocking"] }',
)
_RUFF = ((".ruff.toml", ()), ("ruff.toml", ()), ("pyproject.toml", ("tool", "ruff")))


class Change(NamedTuple):
    """A file and its new content, None where nothing is to be done; `does` says why."""

    file: Path
    content: str | None
    does: str


class InitError(Exception):
    """The file cannot be changed without breaking it; the message says what to add by hand."""


def folder(start: Path) -> Path:
    """Where the settings for what lies in `start` belong: beside the nearest `pyproject.toml`."""
    root = project_root(start)
    for above in (start, *start.parents):
        if above == root or (above / "pyproject.toml").is_file():
            return above
    return root


def changes(folder: Path) -> Iterator[Change]:
    """What is missing in the project whose root is `folder`."""
    yield _table(folder)
    if ruff := _external(folder):
        yield ruff


def _table(folder: Path) -> Change:
    """The table of settings: in `pyproject.toml` where there is one."""
    for name in FILES:
        file = folder / name
        if file.is_file() and (name != "pyproject.toml" or has(file, ("tool", "asynclint"))):
            return Change(file, None, "has settings of asynclint already")
    file = folder / "pyproject.toml"
    if not file.is_file():
        file = folder / "asynclint.toml"
        return Change(file, add_table("", (), _COMMENTS) or "", "new")
    content = add_table(_read(file), ("tool", "asynclint"), _COMMENTS)
    if content is None:
        raise InitError(f"{toml.shown(file)}: no table can be added; use asynclint.toml instead")
    return Change(file, content, "[tool.asynclint] added")


def _external(folder: Path) -> Change | None:
    """`lint.external` of ruff: without it `ruff --fix` takes our codes out of `noqa` comments."""
    found = ruff_settings(folder)
    if found is None:
        return None
    file, table = found
    text = _read(file)
    for path in ((*table, "lint", "external"), (*table, "external")):
        if path[-2:] == ("lint", "external") and has(file, (*table, "external")):
            continue  # the old place, which ruff still reads
        content = add_item(text, path, PREFIX)
        if content is None:
            raise InitError(f'{toml.shown(file)}: add "{PREFIX}" to {".".join(path)} by hand')
        if content == text:
            return Change(file, None, f"{'.'.join(path)} has {PREFIX} already")
        return Change(file, content, f'"{PREFIX}" added to {".".join(path)}')
    return None


def ruff_settings(folder: Path) -> tuple[Path, Keys] | None:
    """The file that ruff reads in this folder, and the table in it that is ruff's."""
    for name, table in _RUFF:
        file = folder / name
        if file.is_file() and (not table or has(file, table)):
            return file, table
    return None


def keeps_our_codes(folder: Path) -> bool:
    """Whether ruff, where it is used, is told that codes of ours are none of its own."""
    try:
        change = _external(folder)
    except InitError:
        return False
    return change is None or change.content is None


def has(file: Path, path: Keys) -> bool:
    """Whether something stands in a TOML file under these keys."""
    value: object = toml.load(file)
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value is not None


def _read(file: Path) -> str:
    return file.read_bytes().decode()
