"""The processes that analyse: what runs in them.

A request is a pickled `(method, arguments)` behind its length, an answer a pickled `(kind, value)`:
any number of `progress`, then `result` or `error`. Both ends are ours. Standard output is handed to
nobody else: what libraries print goes to standard error.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from asynclint.config import CACHE, Config, ConfigError
from asynclint.diagnostic import Diagnostic, Edit
from asynclint.files import FileError
from asynclint.nearby import Nearby
from asynclint.session import Session
from asynclint.text import Position, Source

LENGTH = 8


class Found(NamedTuple):
    """Findings with paths below `root`, and what it takes to count their columns in other units.

    `wide` is the text of those lines that are not plain ASCII, by path and number; `understood` is
    that of a `nearby.Answer`.
    """

    root: Path
    findings: tuple[Diagnostic, ...]
    wide: dict[tuple[str, int], str]
    understood: bytes | None = None


class Checks:
    """What the other process may ask for."""

    def __init__(self, progress: Callable[[int, int], None]) -> None:
        self._progress = progress
        self._session = Session()
        self._nearby: dict[Path, tuple[Config, Nearby]] = {}

    def _near(self, path: Path) -> Nearby:
        """The open files of the project that a file belongs to."""
        config = self._session.config(path)
        root = config.project_root
        if root not in self._nearby or self._nearby[root][0] != config:
            cache = root / CACHE if config.is_project else None
            self._nearby[root] = (config, Nearby(config, cache))
        return self._nearby[root][1]

    def root(self, path: Path) -> Path | None:
        """The root of the project that a file belongs to, if there is a project around it."""
        config = self._session.config(path)
        return config.project_root if config.is_project else None

    def check(self, path: Path, data: bytes) -> Found:
        """What is found in an open file."""
        near = self._near(path)
        answer = near.check(path, data)
        root = self._session.config(path).project_root
        wide = _wide(answer.findings, near.source)
        return Found(root, answer.findings, wide, answer.understood)

    def fixes(self, path: Path, data: bytes) -> Found:
        """What is found in an open file, with fixes."""
        near = self._near(path)
        near.check(path, data)
        findings = near.fixes(path)
        root = self._session.config(path).project_root
        return Found(root, findings, _wide(findings, near.source))

    def fixed(self, path: Path, data: bytes) -> str | None:
        """The text of an open file after all that is safe to fix in it; None if nothing is."""
        near = self._near(path)
        near.check(path, data)
        return near.fixed(path)

    def silencing(self, path: Path, data: bytes, found: list[Diagnostic]) -> list[list[Edit]]:
        """The edits that silence each of some findings in an open file by a comment."""
        near = self._near(path)
        near.check(path, data)
        return [near.silencing(path, one) for one in found]

    def hover(self, path: Path, at: Position) -> str:
        """What is known of the function at a place of an open file, as Markdown."""
        return self._near(path).hover(path, at)

    def closed(self, path: Path) -> None:
        """An open file is closed."""
        self._near(path).close(path)

    def changed(self, path: Path) -> None:
        """A file has changed on disk."""
        self._near(path).changed(path)

    def reload(self) -> None:
        """Settings have changed, or files have come or gone."""
        self._session.reload()
        for _, near in self._nearby.values():
            near.reload()

    def project(self, root: Path, overlays: list[tuple[Path, bytes]]) -> Found:
        """What is found in a whole project while some of its files read otherwise."""
        # In one process: a second one takes as much memory again, and a processor from who types.
        session = Session(jobs=1, progress=self._progress)
        for path, data in overlays:
            session.overlay(path, data)
        checked = session.checked(root / "any.py")
        findings = checked.report.diagnostics
        return Found(root, findings, _wide(findings, checked.source_of))


def _wide(
    findings: Iterable[Diagnostic], source_of: Callable[[str], Source | None]
) -> dict[tuple[str, int], str]:
    wide: dict[tuple[str, int], str] = {}
    for found in findings:
        edits = (edit for fix in found.fixes for edit in fix.edits)
        for path, span in [
            (found.path, found.span),
            *((step.path, step.span) for step in found.trace),
            *((edit.path, edit.span) for edit in edits),
        ]:
            source = source_of(path)
            for line in {span.start.line, span.end.line}:
                text = source.line(line) if source else ""
                if not text.isascii():
                    wide[path, line] = text
    return wide


def main() -> None:
    """Answer requests until there are no more."""
    source, target = _private_streams()
    checks = Checks(lambda done, total: _send(target, ("progress", (done, total))))
    while (request := _receive(source)) is not None:
        method, arguments = request
        try:
            answer = ("result", getattr(checks, method)(*arguments))
        except (ConfigError, FileError) as error:
            answer = ("error", str(error))
        except Exception:
            import traceback

            answer = ("bug", traceback.format_exc())
        _send(target, answer)


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return source, target


def _receive(source: BinaryIO) -> tuple[str, tuple[Any, ...]] | None:
    head = source.read(LENGTH)
    if len(head) < LENGTH:
        return None
    request: tuple[str, tuple[Any, ...]] = pickle.loads(source.read(int.from_bytes(head, "big")))
    return request


def _send(target: BinaryIO, answer: object) -> None:
    data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    target.write(len(data).to_bytes(LENGTH, "big") + data)
    target.flush()
