"""Readers of project metadata: `pyproject.toml`, `Pipfile`, `setup.cfg` and `setup.py`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from asynclint.pins.dialects import poetry
from asynclint.pins.requirements import requirement_line
from asynclint.pins.stated import Item, Stated, stated, stated_python, stated_versions
from asynclint.pins.toml_strings import Leaf, leaves
from asynclint.text import Source

if TYPE_CHECKING:
    import ast

_SECTION = re.compile(r"\[([^\]]+)\]")
_OPTION = re.compile(r"([^\s=:#;\[][^=:]*)[=:]")
_VERSION: tuple[list[str], ...] = ([], ["version"])  # below a name: `"1.0"`, `{version = "1.0"}`


def pyproject(text: str) -> Iterator[Stated]:
    """What PEP 621, PEP 735 and the tables of tools say.

    All groups are read, so those that include others say nothing new.
    """
    for leaf in leaves(text):
        match leaf.keys:
            case ("project", "requires-python"):
                yield stated_python(leaf.value, leaf.start, leaf.end)
            case (
                ("project", "dependencies")
                | ("project", "optional-dependencies", _)
                | ("dependency-groups", _)
                | (
                    "tool",
                    "uv",
                    "constraint-dependencies" | "override-dependencies" | "dev-dependencies",
                )
                | ("tool", "pdm", "dev-dependencies", _)
                | ("tool", "hatch", "envs", _, "dependencies" | "extra-dependencies")
            ):
                yield from stated(leaf.value, leaf.start, leaf.end)
            case ("tool", "poetry", *keys):
                yield from _poetry(keys, leaf)


def _poetry(keys: list[str], leaf: Leaf) -> Iterator[Stated]:
    """What a string below `[tool.poetry]` says."""
    match keys:
        case ("dependencies" | "dev-dependencies", name, *inner) | (
            "group",
            _,
            "dependencies",
            name,
            *inner,
        ) if inner in _VERSION:
            sets = poetry(leaf.value)
            if name != "python":
                for versions in sets:
                    yield stated_versions(name, versions, leaf.start, leaf.end)
            elif len(sets) == 1:  # the others cannot be said in one
                yield stated_python(sets[0], leaf.start, leaf.end)


def pipfile(text: str) -> Iterator[Stated]:
    """The packages of a `Pipfile`."""
    for leaf in leaves(text):
        match leaf.keys:
            case ("packages" | "dev-packages", name, *inner) if inner in _VERSION:
                versions = "" if leaf.value == "*" else leaf.value
                yield stated_versions(name, versions, leaf.start, leaf.end)


def setup_cfg(text: str) -> Iterator[Item]:
    """`install_requires`, `extras_require` and `python_requires` of a `setup.cfg`."""
    section = key = ""
    offset = 0
    for line in text.splitlines(keepends=True):
        value = line
        if header := _SECTION.match(line):
            section, key = header[1], ""
        elif option := _OPTION.match(line):
            key, value = option[1].rstrip(), line[option.end() :]
        start = offset + len(line) - len(value.lstrip())
        offset += len(line)
        value = value.strip()
        match section, key:
            case ("options", "install_requires") | ("options.extras_require", _):
                yield from requirement_line(value, start)
            case ("options", "python_requires") if value:
                yield stated_python(value, start, start + len(value))


def setup_py(text: str) -> Iterator[Stated]:
    """The literal strings in the same arguments of `setup()`."""
    import ast

    source = Source("setup.py", text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are not our business
        tree = ast.parse(text)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or ast.unparse(node.func).split(".")[-1] != "setup":
            continue
        for keyword in node.keywords:
            for literal in _literals(keyword.value):
                value, place = str(literal.value), _offsets(source, literal)
                if keyword.arg in ("install_requires", "extras_require"):
                    yield from stated(value, *place)
                elif keyword.arg == "python_requires":
                    yield stated_python(value, *place)


def _literals(node: ast.expr) -> Iterator[ast.Constant]:
    """The strings in nested displays."""
    import ast

    match node:
        case ast.Constant(value=str()):
            yield node
        case ast.List(elts=nodes) | ast.Tuple(elts=nodes) | ast.Dict(values=nodes):
            for inner in nodes:
                yield from _literals(inner)


def _offsets(source: Source, node: ast.Constant) -> tuple[int, int]:
    line, column = node.lineno, node.col_offset
    span = source.span_utf8(line, column, node.end_lineno or line, node.end_col_offset or column)
    return source.offset(span.start), source.offset(span.end)
