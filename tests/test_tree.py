"""Edits change what they say and nothing else; imports are added where they belong."""

from __future__ import annotations

import ast
import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asynclint import fixing
from asynclint.diagnostic import Edit
from asynclint.text import Position, Source, Span, decode, encode
from asynclint.tree import Tree, Unfixable, compiles, widest
from asynclint.tree.imports import require

# Pieces that text is made of where counting goes wrong: all line endings, what only looks like
# one, characters of one to four bytes, and what two UTF-16 units take.
PIECES = st.sampled_from(
    ["a", "b = 1", "ä", "\U0001f600", "\n", "\r\n", "\r", "\x0c", "\u2028", " ", "\t", "#", "é\n"]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text, and ranges of it that do not overlap, with what is to stand there."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    words = st.sampled_from(["", "x", "ß\n", "await "])
    return text, [(start, end, draw(words)) for start, end in pairs]


@given(edited())
def test_what_is_outside_of_edits_stays(case: tuple[str, list[tuple[int, int, str]]]) -> None:
    text, ranges = case
    source = Source("m.py", text)
    spans = [(source.position(start), source.position(end)) for start, end, _ in ranges]
    edits = [
        Edit("m.py", _span(*span), new) for span, (_, _, new) in zip(spans, ranges, strict=True)
    ]
    expected, at = [], 0
    for start, end, new in ranges:
        expected += [text[at:start], new]
        at = end
    assert fixing.apply(source, edits) == "".join([*expected, text[at:]])


def _span(start: Position, end: Position) -> Span:

    return Span(start, end)


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]))
def test_bytes_survive_being_decoded_and_encoded(text: str, encoding: str) -> None:
    text = text.encode("latin-1", "ignore").decode("latin-1")
    if encoding == "latin-1":
        text = "# coding: latin-1\n" + text
    data = text.encode(encoding)
    if "\0" not in text:
        assert encode(decode(data), data) == data


MODULES = st.lists(
    st.sampled_from(
        [
            "import os",
            "import sys, re",
            "import requests",
            "from collections import abc",
            "from . import other",
            "from pkg.mod import (\n    a,  # why\n    b,\n)",
            "x = 1",
            "# note",
            "",
            "try:\n    import json\nexcept ImportError:\n    json = None",
            "if TYPE_CHECKING:\n    import asyncio",
        ]
    ),
    max_size=8,
)
HEADS = st.sampled_from(["", "#!/usr/bin/python\n", '"""Doc."""\n', "# c\n\n"])
FUTURES = st.sampled_from(["", "from __future__ import annotations\n"])


@given(HEADS, FUTURES, MODULES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_an_import_is_one_new_line(
    head: str, future: str, body: list[str], newline: str, ended: bool
) -> None:
    text = head + future + "\n".join([*body, "async def f():", "    pass"])
    text = (text + "\n" * ended).replace("\n", newline)
    tree = Tree(Source("m.py", text))
    near = tree.module.body[-1].body[0]  # type: ignore[attr-defined]
    written, edits = require(tree, "asyncio", "to_thread", near)
    made = fixing.apply(tree.source, edits)
    assert written == "asyncio.to_thread"
    assert compiles(made)
    added = [
        line[2:] for line in difflib.ndiff(text.split("\n"), made.split("\n")) if line[0] in "+-"
    ]
    assert [line.strip() for line in added if line.strip()] == ["import asyncio"]
    module = ast.parse(made)
    assert ast.get_docstring(module) == ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import os\nimport sys\n", "import asyncio\nimport os\nimport sys\n"),
        ("import abc\nimport os\n", "import abc\nimport asyncio\nimport os\n"),
        ("import requests\n", "import asyncio\n\nimport requests\n"),
        ("from abc import ABC\n", "import asyncio\nfrom abc import ABC\n"),
        ('"""Doc."""\n\nx = 1\n', '"""Doc."""\n\nimport asyncio\n\nx = 1\n'),
        ("# Licence\n\nimport os\n", "# Licence\n\nimport asyncio\nimport os\n"),
        ("import asyncio as aio\n", "import asyncio as aio\n"),
        ("from asyncio import to_thread as run\n", "from asyncio import to_thread as run\n"),
    ],
)
def test_imports_are_added_where_they_belong(before: str, after: str) -> None:
    tree = Tree(Source("m.py", before + "async def f():\n    pass\n"))
    near = tree.module.body[-1].body[0]  # type: ignore[attr-defined]
    _, edits = require(tree, "asyncio", "to_thread", near)
    assert fixing.apply(tree.source, edits) == after + "async def f():\n    pass\n"


@pytest.mark.parametrize(
    "text",
    [
        "asyncio = 1\nasync def f():\n    pass\n",
        "async def f(asyncio):\n    pass\n",
        "from uvloop import asyncio\nasync def f():\n    pass\n",
        "async def f():\n    for asyncio in x: pass\n",
    ],
)
def test_a_name_that_means_something_else_is_refused(text: str) -> None:
    tree = Tree(Source("m.py", text))
    near = tree.module.body[-1].body[-1]  # type: ignore[attr-defined]
    with pytest.raises(Unfixable):
        require(tree, "asyncio", "to_thread", near)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("    cache,\n    wraps,\n", "    cache,\n    partial,\n    wraps,\n"),
        ("    cache,\n", "    cache,\n    partial,\n"),
        ("    cache\n", "    cache,\n    partial\n"),
        ("    cache, lru_cache,\n    wraps\n", "    cache, lru_cache,\n    partial, wraps\n"),
    ],
)
def test_names_are_added_as_others_stand(names: str, expected: str) -> None:
    text = f"from functools import (\n{names})\nasync def f():\n    pass\n"
    tree = Tree(Source("m.py", text))
    near = tree.module.body[-1].body[0]  # type: ignore[attr-defined]
    _, edits = require(tree, "functools", "partial", near)
    assert fixing.apply(tree.source, edits) == text.replace(names, expected)


def test_names_are_taken_from_an_import_that_is_there() -> None:
    text = "from starlette.concurrency import iterate_in_threadpool\nasync def f():\n    pass\n"
    tree = Tree(Source("m.py", text))
    near = tree.module.body[-1].body[0]  # type: ignore[attr-defined]
    written, edits = require(tree, "starlette.concurrency", "run_in_threadpool", near)
    assert written == "run_in_threadpool"
    assert "import iterate_in_threadpool, run_in_threadpool\n" in fixing.apply(tree.source, edits)


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        ("from functools import wraps\n", "partial", "from functools import partial, wraps"),
        ("from functools import cache\n", "partial", "from functools import cache, partial"),
        # The name is taken, or there is no room.
        ("from functools import wraps\npartial = 1\n", "functools.partial", "import functools"),
        (
            "from functools import wraps\nfrom mine import partial\n",
            "functools.partial",
            "import functools",
        ),
        (
            f"from functools import wraps as {'w' * 60}\n",
            "functools.partial",
            "import functools",
        ),
        ("from .functools import wraps\n", "functools.partial", "import functools"),
    ],
)
def test_files_that_import_names_get_one_more(text: str, expected: str, line: str) -> None:
    tree = Tree(Source("m.py", text + "async def f():\n    pass\n"))
    near = tree.module.body[-1].body[0]  # type: ignore[attr-defined]
    written, edits = require(tree, "functools", "partial", near)
    assert written == expected
    assert line in fixing.apply(tree.source, edits).splitlines()


def test_lines_get_as_long_as_others() -> None:
    line, longer = "x" * 100, "x" * 110
    assert widest([]) == widest(["x = 1"]) == 88  # what formatters do that are not told
    assert widest([line, "x = 1"]) == 100
    assert widest([f"# {longer}", f"x = '{longer}'", f"{line}  # noqa", "x = 1"]) == 88
    assert widest([longer, f"{line}\n" * 1000]) == 100  # one of a thousand was overlooked
    assert widest(["x" * 300]) == 120
