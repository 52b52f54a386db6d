"""Which answers of a check of the project are taken for a file that is edited meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the server needs pygls")
from asynclint.diagnostic import Diagnostic, Severity
from asynclint.surfaces.lsp import checking
from asynclint.surfaces.lsp.documents import Document
from asynclint.surfaces.lsp.worker import Found
from asynclint.text import Position, Span

ROOT = Path("/project")
TEXT = "async def serve():\n    helper()\n"
EDITED = "async def serve():\n    pass\n"
SPAN = Span(Position(2, 5), Position(2, 13))
FINDING = Diagnostic("ASL101", "sleep", Severity.ERROR, "app.py", SPAN, "it sleeps", "", "serve")


class Worker:
    """Answers as the processes do, but looks at nothing: near checks find nothing, and the check of
    the project, which sees the file as it is on disk, ends when it is told to."""

    pid = None
    begun: asyncio.Event
    ended: asyncio.Event

    def __init__(self, timeout: float) -> None:
        pass

    async def call(self, method: str, *arguments: Any, progress: object = None) -> object:
        if method == "check":
            return Found(ROOT, (), {}, understood=arguments[1])
        if method == "project":
            self.begun.set()
            await self.ended.wait()
            return Found(ROOT, (FINDING,), {})
        return ROOT if method == "root" else None

    async def end(self) -> None:
        pass


class Listener:
    """Hears what the server would tell the editor."""

    def __init__(self) -> None:
        self.projects = 0

    def checked(self, document: Document, *, is_new: bool) -> None:
        pass

    def project_checked(self, found: Found) -> None:
        self.projects += 1

    def advanced(self, root: Path, done: int, total: int) -> None:
        pass

    def ended(self, root: Path) -> None:
        pass

    def complain(self, sentence: str) -> None:
        raise AssertionError(sentence)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("edits", "lines"), [((), [2]), ((EDITED,), []), ((EDITED, TEXT), [2])])
def test_a_file_that_is_opened_while_the_project_is_checked(
    monkeypatch: pytest.MonkeyPatch, edits: tuple[str, ...], lines: list[int], when: str
) -> None:
    """What was found on disk is told of the text that is on disk, and of no other."""
    monkeypatch.setattr(checking, "Worker", Worker)

    async def scenario() -> Document:
        Worker.begun, Worker.ended = asyncio.Event(), asyncio.Event()
        listener = Listener()
        project = checking.Checking(listener)
        project.folder(ROOT)
        await Worker.begun.wait()
        document = Document((ROOT / "app.py").as_uri(), ROOT / "app.py", 1, TEXT)
        if when == "after":  # its first near check answers when the project has been checked
            Worker.ended.set()
            while not listener.projects:
                await asyncio.sleep(0)
        project.opened(document)
        for version, text in enumerate(edits, 2):
            project.edited(document.uri, version, text)
        await project.up_to_date(document)
        Worker.ended.set()
        while not listener.projects:
            await asyncio.sleep(0)
        await project.stop()
        return document

    document = asyncio.run(scenario())
    assert [found.span.start.line for found in document.shown.values()] == lines
