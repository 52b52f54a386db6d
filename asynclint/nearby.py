"""The findings of a file that is being edited, at once.

A finding in a file is mostly about what the file's own code leads to. So here the open file alone
is checked, with whatever it leads to read on demand and kept: an edit forgets the file and the
modules whose answers may rest on it, and nothing else. What takes the rest of the project to see
(who else awaits this, which route leads here) is for a check of the whole project to add.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from asynclint import modules as places
from asynclint.analysis import Analysis
from asynclint.config import Config
from asynclint.diagnostic import Diagnostic, Edit, Safety
from asynclint.files import File, discover
from asynclint.fixing import apply
from asynclint.index.cache import Cache
from asynclint.inspection import blocking_verdict
from asynclint.loader import Loader, index
from asynclint.moved import Edited
from asynclint.report import Report, Statistics
from asynclint.reported import unknown
from asynclint.silence import comments
from asynclint.text import Position, Source, Span, UndecodableError, decode, encode
from asynclint.tree import compiles

_DEPTH = 20_000  # as in the engine
_ROUNDS = 5  # of fixing what fixes have left


@dataclass(frozen=True, slots=True)
class Answer:
    """What is found in one text of a file, in output order, with the places in that text.

    `understood` is the text that the findings come from: an earlier one while the file does not
    parse, None if it never did.
    """

    findings: tuple[Diagnostic, ...]
    understood: bytes | None


@dataclass(frozen=True, slots=True)
class _Text:
    data: bytes
    packed: bytes


class Nearby:
    """The open files of one project. Paths in findings are relative to the project's root."""

    def __init__(self, config: Config, cache_dir: Path | None) -> None:
        self._config = config
        self._cache = Cache(cache_dir) if cache_dir else None
        self._texts: dict[Path, _Text] = {}
        sys.setrecursionlimit(max(sys.getrecursionlimit(), _DEPTH))
        self.reload()

    def reload(self) -> None:
        """Look at the project afresh: files have come or gone, or say something else about it."""
        config, root = self._config, self._config.project_root
        files = discover((str(root),), config, root) if config.is_project else []
        whole = (root,) if config.is_project else ()
        self._loader = Loader(files, whole, {}, self._cache, 1, None)
        self._loader.remember(f"files {root}")
        known = set(self._loader.files)
        files += [_unsaved(path, root) for path in self._texts if path not in known]
        self._roots = places.Roots(files, config, self._texts)
        self._analysis = Analysis(self._loader, self._roots, config, root)
        for path, text in self._texts.items():
            self._loader.replace(path, text.data, text.packed)

    def check(self, path: Path, data: bytes) -> Answer:
        """What is found in the file when it reads as `data`, which holds until it is closed."""
        if self._is_excluded(path):
            return Answer((), data)
        before = self._texts.get(path)
        if before is not None and before.data == data:
            return Answer(self._findings(path), data)
        outcome = index(data)
        if isinstance(outcome, bytes):
            self._replace(path, _Text(data, outcome))
            return Answer(self._findings(path), data)
        found = self._analysis.unparsed(path, outcome) if outcome.line else []
        if before is not None:
            display = self._analysis.display(path)
            edited = Edited(display, _text(before.data), _text(data))
            found += edited.diagnostics(self._findings(path))
        return Answer(tuple(sorted(found, key=lambda d: d.order)), before.data if before else None)

    def fixes(self, path: Path) -> tuple[Diagnostic, ...]:
        """The findings in an open file with their fixes; none while it does not parse."""
        if path not in self._texts or self._is_excluded(path):
            return ()
        self._analysis.fixes = frozenset({path})
        try:
            return self._findings(path)
        finally:
            self._analysis.fixes = False

    def fixed(self, path: Path) -> str | None:
        """The text of an open file after all that is safe to fix in it; None if nothing is."""
        if path not in self._texts:
            return None
        original = self._texts[path].data
        text = fixed = _text(original)
        try:
            for _ in range(_ROUNDS):
                edits = _chosen(self.fixes(path), self._analysis.display(path))
                text = apply(Source("", fixed), edits)
                if not edits or not compiles(text):
                    break
                fixed = text
                self.check(path, encode(text, original))
        except UndecodableError:
            pass  # the encoding of the file has no room for it
        finally:
            self.check(path, original)
        return fixed if fixed != _text(original) else None

    def silencing(self, path: Path, found: Diagnostic) -> list[Edit]:
        """The edits that silence a finding in an open file by a comment; none where none can be."""
        if path not in self._texts:
            return []
        text = _text(self._texts[path].data)
        added = comments(Source(str(path), text), [found], "")
        return [Edit(found.path, edit.span, edit.text) for edit in added]

    def hover(self, path: Path, at: Position) -> str:
        """What is known of the function at a place of an open file, as Markdown."""
        text = self._texts.get(path)
        if text is None or self._is_excluded(path):
            return ""
        program = self._analysis.program([path])
        source = Source(self._analysis.display(path), _text(text.data))
        return "".join(blocking_verdict(program, module, source, at) for module in program.roots)

    def close(self, path: Path) -> None:
        """From now on the file reads as it is on disk, which may have changed."""
        self._replace(path, None)

    def changed(self, path: Path) -> None:
        """The file has changed on disk."""
        if path not in self._texts:
            self._replace(path, None)

    # ------------------------------------------------------------ texts

    def _replace(self, path: Path, text: _Text | None) -> None:
        before = self._texts.pop(path, None)
        if text is not None:
            self._texts[path] = text
            if before is None and not path.exists():
                self.reload()  # a file nobody knew of, which others may import
        self._loader.replace(path, text.data if text else None, text.packed if text else None)
        self._analysis.forget(path)
        # What only moves comments around changes nothing for anybody.
        if before is None or text is None or before.packed != text.packed:
            self._analysis.modules.drop(path)

    def _is_excluded(self, path: Path) -> bool:
        """Whether the project does not want the file to be checked."""
        return self._config.is_project and path not in self._loader.files and path.exists()

    # ------------------------------------------------------------ findings

    def _findings(self, path: Path) -> tuple[Diagnostic, ...]:
        analysis = self._analysis
        display = analysis.display(path)
        found = [d for d in analysis.found(analysis.program([path])) if d.path == display]
        kept = tuple(sorted(analysis.silenced(found)[0], key=lambda d: d.order))
        baseline = self._config.known_findings
        if baseline is None:
            return kept
        report = Report(kept, Statistics(1, 0, 0, 0, 0.0), ())
        root = self._config.project_root
        return unknown(report, baseline, self.source, self._config, root).diagnostics

    def source(self, display: str) -> Source | None:
        """The text of a file that findings lead through."""
        path = self._analysis.paths.get(display)
        return self._analysis.sources.get(path) if path else None


def _chosen(findings: Iterable[Diagnostic], path: str) -> list[Edit]:
    """The edits of what may be fixed at once: safe, in this file alone, not in each other's way."""
    chosen: list[Edit] = []
    for found in findings:
        fix = found.fix
        if fix is None or fix.safety is not Safety.SAFE or any(e.path != path for e in fix.edits):
            continue
        news = [edit for edit in fix.edits if edit not in chosen]
        if not any(_meets(new.span, old.span) for new in news for old in chosen):
            chosen += news
    return chosen


def _meets(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _unsaved(path: Path, root: Path) -> File:
    display = path.relative_to(root) if path.is_relative_to(root) else path
    return File(path, display.as_posix(), 0, 0)


def _text(data: bytes) -> str:
    try:
        return decode(data)
    except UndecodableError:
        return ""
