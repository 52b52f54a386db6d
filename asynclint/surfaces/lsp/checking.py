"""When what is checked, and what is done with the answers.

A file is checked as soon as it changes; what is typed meanwhile waits, and only the newest text of
a file is checked. Other open files follow when nobody types. The project is checked when it is
opened, when a file of it is saved or changes on disk, and after a longer rest; how long depends on
how long it takes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Protocol

from asynclint.surfaces.lsp.documents import Document, Near, encoded
from asynclint.surfaces.lsp.worker import Found
from asynclint.surfaces.lsp.workers import DiedError, RefusedError, Worker, WorkerError

log = logging.getLogger(__name__)

_NEAR_TIMEOUT, _FAR_TIMEOUT = 120.0, 1800.0
_GLANCE = 0.3  # seconds of rest before other open files are looked at
_SAVED, _TYPED = 0.2, 1.0  # and before the project is
_SHARE = 3.0  # of its own duration that a check of the project waits while one types


class Listener(Protocol):
    """Who wants to know what comes of it."""

    def checked(self, document: Document, *, is_new: bool) -> None:
        """What is to be shown of a document has been worked out; whether it is something new."""

    def project_checked(self, found: Found) -> None:
        """What was found in a whole project."""

    def advanced(self, root: Path, done: int, total: int) -> None:
        """How far the check of a project is."""

    def ended(self, root: Path) -> None:
        """A check of a project is over."""

    def complain(self, sentence: str) -> None:
        """Something that the user must see to."""


class Checking:
    """The open files and the projects around them."""

    def __init__(self, listener: Listener) -> None:
        self.documents: dict[str, Document] = {}
        self.projects: dict[Path, _Project] = {}
        self.listener = listener
        self.near = Worker(_NEAR_TIMEOUT)
        self._checked = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self._glance = Later(self._look_again)

    # ------------------------------------------------------------ what the editor tells

    def opened(self, document: Document) -> None:
        """A file is open from now on."""
        self.documents[document.uri] = document
        self._check(document)

    def edited(self, uri: str, version: int, text: str) -> None:
        """An open file reads otherwise."""
        document = self.documents.get(uri)
        if document is not None:
            document.version, document.text = version, text
            self._check(document)

    def saved(self, uri: str) -> None:
        """An open file is on disk as it reads."""
        document = self.documents.get(uri)
        if document is not None and document.near is not None:
            self._project(document.near.found.root).due(_SAVED)

    def closed(self, uri: str) -> None:
        """A file is no longer open."""
        document = self.documents.pop(uri, None)
        if document is not None:
            self.run(self._closed(document))

    def changed(self, path: Path) -> None:
        """A file has changed on disk."""
        self.run(self._changed(path))

    def reload(self) -> None:
        """Settings have changed, or files have come or gone."""
        self.run(self._reload())

    def folder(self, path: Path) -> None:
        """A folder to work in: its project is checked."""
        self.run(self._folder(path))

    async def stop(self) -> None:
        """End everything."""
        self._glance.cancel()
        for task in self._tasks:
            task.cancel()
        await self.near.end()
        for project in self.projects.values():
            await project.stop()

    async def up_to_date(self, document: Document) -> None:
        """Wait until the newest text of a file has been checked."""
        async with self._checked:
            await self._checked.wait_for(lambda: not document.checking)

    # ------------------------------------------------------------ how it is done

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something meanwhile."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("this is a bug in asynclint, please report it", exc_info=error)
            self.listener.complain("Something went wrong in asynclint; its log says what.")

    async def ask(self, method: str, *arguments: object) -> Any:
        """What the process that knows the open files says; None when it cannot."""
        known = self.near.pid
        try:
            try:
                return await self.near.call(method, *arguments)
            except DiedError as error:
                log.error("%s; once more", error)
                return await self.near.call(method, *arguments)
        except RefusedError as error:
            self.listener.complain(str(error))
        except WorkerError as error:
            log.error("%s", error)
            self.listener.complain("A check did not come to its end; asynclint's log says why.")
        finally:
            if known is not None and self.near.pid != known:
                self._glance.due(_GLANCE)  # a new process knows none of the open files
        return None

    def _check(self, document: Document) -> None:
        if not document.checking:
            document.checking = True
            self.run(self._checks(document))

    async def _checks(self, document: Document) -> None:
        """Check a document until its newest text has been."""
        try:
            while not document.is_checked:
                await self._look(document)
        finally:
            document.checking = False
            async with self._checked:
                self._checked.notify_all()
        self._glance.due(_GLANCE)
        if document.near is not None:
            root = document.near.found.root
            if root in self.projects:
                self.projects[root].edited()
            else:
                await self._folder(document.path.parent)

    async def _look(self, document: Document) -> None:
        version, text = document.version, document.text
        found = await self.ask("check", document.path, encoded(text))
        document.attempted = (version, text)
        if found is not None:
            near, is_first = Near(version, text, found), document.near is None
            document.answered(near)
            project = self.projects.get(found.root)
            is_same = is_first and text == document.opened
            if is_same and project is not None and project.found is not None:
                document.compare(near, project.found)
            is_new = document.settle()
            if document.version == version and document.uri in self.documents:
                self.listener.checked(document, is_new=is_new)

    async def _look_again(self) -> None:
        """Look again at all open files: what they lead to may have changed."""
        for document in list(self.documents.values()):
            if not document.checking and document.near is not None:
                near = document.near
                found = await self.ask("check", document.path, encoded(near.text))
                if found is not None and document.near is near:
                    document.answered(Near(near.version, near.text, found))
                    if document.settle():
                        self.listener.checked(document, is_new=True)

    async def _closed(self, document: Document) -> None:
        await self.ask("closed", document.path)
        if document.near is not None and document.near.found.root in self.projects:
            self.projects[document.near.found.root].edited()

    async def _changed(self, path: Path) -> None:
        await self.ask("changed", path)
        self._glance.due(_GLANCE)
        for root, project in self.projects.items():
            if path.is_relative_to(root):
                project.due(_SAVED)

    async def _reload(self) -> None:
        await self.ask("reload")
        self._glance.due(_GLANCE)
        for project in self.projects.values():
            project.due(_SAVED)

    async def _folder(self, path: Path) -> None:
        root = await self.ask("root", path / "any.py")
        if root is not None and root not in self.projects:
            self._project(root).due(0.0)

    def _project(self, root: Path) -> _Project:
        if root not in self.projects:
            self.projects[root] = _Project(self, root)
        return self.projects[root]


class _Project:
    """One project, checked as a whole now and then, each time by a process of its own."""

    def __init__(self, checking: Checking, root: Path) -> None:
        self._checking = checking
        self._root = root
        self._worker = Worker(_FAR_TIMEOUT)
        self._later = Later(self._check)
        self._took = 0.0
        self.found: Found | None = None

    def due(self, seconds: float) -> None:
        """Check it in so many seconds."""
        self._later.due(seconds, firm=True)

    def edited(self) -> None:
        """Somebody types in one of its files."""
        self._later.due(max(_TYPED, _SHARE * self._took))

    async def stop(self) -> None:
        """End its check."""
        self._later.cancel()
        await self._worker.end()

    async def _check(self) -> None:
        listener, loop = self._checking.listener, asyncio.get_running_loop()
        looked_at = self._documents()
        overlays = [(d.path, encoded(near.text)) for d, near in looked_at]
        began = loop.time()
        try:
            found = await self._worker.call(
                "project",
                self._root,
                overlays,
                progress=lambda done, total: listener.advanced(self._root, done, total),
            )
        except RefusedError as error:
            listener.complain(str(error))
            return
        except WorkerError as error:
            log.error("%s", error)
            listener.complain("A check did not come to its end; asynclint's log says why.")
            return
        finally:
            await self._worker.end()  # what it needed is more than what is left of it
            listener.ended(self._root)
        self._took, self.found = loop.time() - began, found
        compared = {document.uri: near for document, near in looked_at}
        for document, newest in self._documents():
            # What was opened meanwhile was looked at as it is on disk.
            near = compared.get(document.uri) or (
                newest if newest.text == document.opened else None
            )
            if near is not None:
                document.compare(near, found)
                if document.settle():
                    listener.checked(document, is_new=True)
        listener.project_checked(found)

    def _documents(self) -> list[tuple[Document, Near]]:
        """Its open files, as far as they have been understood."""
        return [
            (document, document.understood)
            for document in self._checking.documents.values()
            if document.understood is not None and document.understood.found.root == self._root
        ]


class Later:
    """Does something when nobody has asked for it for a while; never twice at a time."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._work = work
        self._handle: asyncio.TimerHandle | None = None
        self._firm = False
        self._task: asyncio.Task[None] | None = None
        self._pending: float | None = None

    def due(self, seconds: float, *, firm: bool = False) -> None:
        """Do it in so many seconds, or later if it is asked for again; not if it is `firm`."""
        if self._task is not None:
            self._pending = min(seconds, self._pending or seconds)
        elif self._handle is None or firm or not self._firm:
            if self._handle is not None:
                self._handle.cancel()
            self._firm = firm
            self._handle = asyncio.get_running_loop().call_later(seconds, self._begin)

    def cancel(self) -> None:
        """Do not do it; stop doing it."""
        if self._handle is not None:
            self._handle.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._handle, self._firm = None, False
        self._task = asyncio.create_task(self._work())
        self._task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            log.error("this is a bug in asynclint, please report it", exc_info=error)
        if self._pending is not None:
            seconds, self._pending = self._pending, None
            self.due(seconds)
