"""Additions to TOML files: what is there stays as it is, and what cannot be added is not."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asynclint.toml_edit import add_item, add_table

EXTERNAL = ("tool", "ruff", "lint", "external")
_MISLEADING = 'x = """\n[tool.ruff.lint]\n"""\n[tool.ruff.lint.isort]\n'
OURS = ("tool", "asynclint")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[tool.ruff.lint]\nexternal = ["ASL"]\n'),
        (
            "[tool.ruff]\nline-length = 100\n",
            '[tool.ruff]\nline-length = 100\n\n[tool.ruff.lint]\nexternal = ["ASL"]\n',
        ),
        (
            '[tool.ruff]\nlint.select = ["E"]\n',
            '[tool.ruff]\nlint.external = ["ASL"]\nlint.select = ["E"]\n',
        ),
        (
            '[tool.ruff.lint] # c\nselect = ["E"]\n[x]\na=1',
            '[tool.ruff.lint] # c\nexternal = ["ASL"]\nselect = ["E"]\n[x]\na=1',
        ),
        ("[ tool . ruff . lint ]", '[ tool . ruff . lint ]\nexternal = ["ASL"]\n'),
        ("[tool.ruff.lint]\nexternal = []\n", '[tool.ruff.lint]\nexternal = ["ASL"]\n'),
        ("[tool.ruff.lint]\nexternal = ['V']\n", "[tool.ruff.lint]\nexternal = [\"ASL\", 'V']\n"),
        (
            '[tool.ruff.lint]\nexternal = [ # why\n  "V", # x\n]\n',
            '[tool.ruff.lint]\nexternal = [ # why\n  "ASL",\n  "V", # x\n]\n',
        ),
        (
            "[tool.ruff.lint]\nexternal = [\n]\n",
            '[tool.ruff.lint]\nexternal = [\n    "ASL",\n]\n',
        ),
        ('tool.ruff.lint.external=["b"]', 'tool.ruff.lint.external=["ASL", "b"]'),
        (
            "[tool.ruff.lint]\r\nselect=[]\r\n",
            '[tool.ruff.lint]\r\nexternal = ["ASL"]\r\nselect=[]\r\n',
        ),
        # What looks like the place, in a string; the table that is only implied.
        (
            _MISLEADING,
            f'{_MISLEADING}\n[tool.ruff.lint]\nexternal = ["ASL"]\n',
        ),
        # Already there: nothing changes.
        ("[tool.ruff.lint]\nexternal = ['ASL', 'V']\n",) * 2,
        # No place for it without rewriting what is there.
        ('[tool]\nruff = {lint = {external = ["a"]}}', None),
        ("[tool.ruff]\nlint = { select = ['E'] }", None),
        ("[tool.ruff.lint]\nexternal = 1\n", None),
        ("[tool.ruff\n", None),
    ],
)
def test_items(before: str, after: str | None) -> None:
    assert add_item(before, EXTERNAL, "ASL") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "[tool.asynclint]\n# hi\n"),
        ("[a]\nx=1\n\n\n", "[a]\nx=1\n\n[tool.asynclint]\n# hi\n"),
        ("[a]\r\nx=1", "[a]\r\nx=1\r\n\r\n[tool.asynclint]\r\n# hi\r\n"),
        ("tool = {a = 1}", None),
        ("tool.x.y = 1", "tool.x.y = 1\n\n[tool.asynclint]\n# hi\n"),
        ("[[tool]]", None),
    ],
)
def test_tables(before: str, after: str | None) -> None:
    try:
        tomllib.loads(after or "")
    except tomllib.TOMLDecodeError:
        after = None  # what this Python thinks of it counts
    assert add_table(before, OURS, ["# hi"]) == after


def test_new_files() -> None:
    assert add_table("", (), ["# hi"]) == "# hi\n"


lines = st.lists(
    st.sampled_from(
        [
            *("[tool.ruff]", "[tool.ruff.lint]", "[tool]", "[other]", "[tool.ruff.lint.isort]"),
            *("external = []", 'external = [\n  "X",\n]', 'lint.external = ["Y"] # y'),
            *("ruff.lint.external = ['Z']", 'ruff = { lint = { external = ["I"] } }', "a = 1"),
            *('s = """\n[tool.ruff.lint]\nexternal = []\n"""', "# external = []", ""),
        ]
    ),
    max_size=6,
)


@given(lines, st.sampled_from(["\n", "\r\n"]))
def test_nothing_else_ever_changes(parts: list[str], newline: str) -> None:
    text = newline.join(parts).replace("\r\n", "\n").replace("\n", newline)
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert add_item(text, EXTERNAL, "ASL") is None
        return
    new = add_item(text, EXTERNAL, "ASL")
    if new is not None:
        after = tomllib.loads(new)
        added = after["tool"]["ruff"]["lint"]["external"]
        assert added.pop(0) == "ASL"
        kept = before.get("tool", {}).get("ruff", {}).get("lint", {})
        assert added == kept.get("external", [])
        # Every line that was there still is, save the one that the array begins on.
        gone = set(text.splitlines()) - set(new.splitlines())
        assert all("external" in line for line in gone if line)
