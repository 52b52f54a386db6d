"""What is shown of an open file, whatever the order in which the two checks answer."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the server needs pygls")
from asynclint.diagnostic import Diagnostic, Severity
from asynclint.surfaces.lsp.documents import Document, Near
from asynclint.surfaces.lsp.worker import Found
from asynclint.text import Position, Span

ROOT = Path("/project")
TEXT = "async def serve():\n    time.sleep(1)\n    time.sleep(1)\n"


def sleeps(line: int) -> Diagnostic:
    span = Span(Position(line, 5), Position(line, 18))
    return Diagnostic("ASL101", "sleep", Severity.ERROR, "app.py", span, "it sleeps", "", "serve")


def document(*near: Diagnostic) -> Document:
    made = Document((ROOT / "app.py").as_uri(), ROOT / "app.py", 1, TEXT)
    made.answered(answer(TEXT, *near))
    return made


def answer(text: str, *near: Diagnostic) -> Near:
    return Near(1, text, Found(ROOT, near, {}))


def shown(made: Document) -> list[int]:
    made.settle()
    return [found.span.start.line for found in made.shown.values()]


def test_what_only_the_project_knows_is_shown() -> None:
    made = document()
    assert made.near is not None
    made.compare(made.near, Found(ROOT, (sleeps(2),), {}))
    assert shown(made) == [2]
    made.answered(answer("# moved\n" + TEXT))
    assert shown(made) == [3]


def test_a_near_check_that_was_behind_tells_nothing_twice() -> None:
    """Settings and other files change on disk; the project may be checked before the file is."""
    made = document()
    assert made.near is not None
    made.compare(made.near, Found(ROOT, (sleeps(2), sleeps(3)), {}))
    made.answered(answer(TEXT, sleeps(2)))
    assert shown(made) == [2, 3]
    made.answered(answer(TEXT, sleeps(2), sleeps(3)))
    assert shown(made) == [2, 3]


def test_the_same_line_once_more_hides_nothing() -> None:
    """What only the project knows of one line is not what is found in another that reads alike."""
    made = document()
    assert made.near is not None
    made.compare(made.near, Found(ROOT, (sleeps(2),), {}))
    made.answered(answer(f"{TEXT}    time.sleep(1)\n", sleeps(4)))
    assert shown(made) == [2, 4]


def test_what_the_project_knows_better_is_not_shown() -> None:
    made = document(sleeps(2), sleeps(3))
    assert made.near is not None
    made.compare(made.near, Found(ROOT, (sleeps(2),), {}))
    assert shown(made) == [2]
