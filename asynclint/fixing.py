"""The fix loop: what findings offer is applied to texts, in memory, until nothing is left to do.

Each round applies fixes that do not get into each other's way, and checks the result. A file that
no longer compiles, or that has a finding it did not have before, gets back what it had before the
round, and what was tried there is tried again in smaller portions; what fails alone is dropped, as
is what does not help.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from asynclint import engine
from asynclint.config import Config
from asynclint.diagnostic import Diagnostic, Edit, Fix, Safety
from asynclint.report import Report, Request
from asynclint.text import Source, UndecodableError, decode, encode
from asynclint.tree import compiles

_ROUNDS = 10
_RETRIES = 20  # rounds that were undone in part


class Applied(NamedTuple):
    """A finding, and the fix that was applied to it."""

    diagnostic: Diagnostic
    fix: Fix


class Outcome(NamedTuple):
    """What came of fixing: `before` and `after` are the bytes of every file that changes, by
    absolute path; `report` is what is left; `errors` say what went wrong. `unsafe` tells how many
    of the findings that are left have a fix that was not trusted enough."""

    report: Report
    before: Mapping[Path, bytes]
    after: Mapping[Path, bytes]
    applied: tuple[Applied, ...]
    unsafe: int
    errors: tuple[str, ...]


def fix(
    request: Request,
    config: Config,
    floor: Safety,
    wanted: Callable[[Diagnostic, Fix], bool] = lambda _, __: True,
) -> Outcome:
    """Apply to each finding that the request asks for its first fix of at least this safety that
    is `wanted`. Nothing is written."""
    return _Loop(request, config, floor, wanted).run()


def apply(source: Source, edits: Iterable[Edit]) -> str:
    """A text after edits of it, which do not overlap; insertions at one place keep their order."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: e.span):
        start = source.offset(edit.span.start)
        parts += (source.text[at:start], edit.text)
        at = source.offset(edit.span.end)
    return "".join([*parts, source.text[at:]])


_Key = tuple[str, str, str, str]


def _key(found: Diagnostic) -> _Key:
    """What stays the same of a finding while code around it moves."""
    return found.path, found.code, found.function, found.message


class _Loop:
    """One run of the loop."""

    def __init__(
        self,
        request: Request,
        config: Config,
        floor: Safety,
        wanted: Callable[[Diagnostic, Fix], bool],
    ) -> None:
        self.began_ns = time.time_ns()
        self.request = replace(request, fixes=True)
        self.config = config
        self.floor = floor
        self.wanted = wanted
        self.overlays = dict(request.overlays)
        if request.stdin is not None:
            self.overlays[request.cwd / request.stdin[0]] = request.stdin[1]
        self.before: dict[Path, bytes] = {}
        self.after: dict[Path, bytes] = {}
        self.applied: list[Applied] = []
        self.errors: dict[str, None] = {}
        self.dropped: set[tuple[_Key, str, str]] = set()
        self.most: dict[Path, int] = {}  # fixes for a file at once, where a round was undone

    def run(self) -> Outcome:
        everything = engine.found(self.request, self.config)
        asked = engine.asked(everything, self.request, self.config)
        targets = {_key(found) for found in asked.diagnostics}
        rounds = retries = 0
        while chosen := self._choose(everything, targets):
            if rounds == _ROUNDS or retries == _RETRIES:
                self.errors["fixes do not come to an end; this is a bug in asynclint"] = None
                break
            old = dict(self.after)
            kept = self._rewrite(chosen)
            now = engine.found(self._request(), self.config)
            guilty = self._guilty(everything, now, old) | self._useless(kept, everything, now)
            if guilty:
                self._undo(guilty, old, kept)
                kept = [one for one in kept if self._files(one.fix).isdisjoint(guilty)]
                now = engine.found(self._request(), self.config)
            if len(kept) < len(chosen):
                retries += 1
            else:
                rounds += 1
                self.most = {path: 2 * most for path, most in self.most.items()}
            self.applied += kept
            everything = now
        left = tuple(d for d in everything.diagnostics if _key(d) in targets)
        unsafe = sum(
            any(one.safety is Safety.UNSAFE for one in d.fixes) and not self._pick(d) for d in left
        )
        return Outcome(
            replace(asked, diagnostics=left, errors=everything.errors),
            self.before,
            self.after,
            tuple(self.applied),
            unsafe if self.floor > Safety.UNSAFE else 0,
            tuple(self.errors),
        )

    def _request(self) -> Request:
        """The request, about the texts as they are now."""
        overlays = {**dict(self.request.overlays), **self.after}
        stdin = self.request.stdin
        if stdin is not None:
            stdin = (stdin[0], overlays.pop(self.request.cwd / stdin[0], stdin[1]))
        return replace(self.request, overlays=tuple(overlays.items()), stdin=stdin)

    # ------------------------------------------------------------ choosing

    def _pick(self, found: Diagnostic) -> Fix | None:
        return next(
            (
                one
                for one in found.fixes
                if one.safety >= self.floor
                and one.edits
                and not (self.dropped and self._attempt(found, one) in self.dropped)
                and self.wanted(found, one)
            ),
            None,
        )

    def _attempt(self, found: Diagnostic, one: Fix) -> tuple[_Key, str, str]:
        """What stays the same of a fix that was tried, and tells findings apart that say the same:
        the line that they are about."""
        path = self.request.cwd / found.path
        data = self.after.get(path, self.before.get(path))
        if data is None:
            return _key(found), one.title, ""
        lines = decode(data).splitlines()
        number = found.span.start.line
        return _key(found), one.title, lines[number - 1].strip() if number <= len(lines) else ""

    def _choose(self, report: Report, targets: set[_Key]) -> list[Applied]:
        """Fixes that can be applied at the same time."""
        taken: dict[str, list[Edit]] = {}
        count: Counter[Path] = Counter()
        chosen: list[Applied] = []
        for found in report.diagnostics:
            one = self._pick(found) if _key(found) in targets else None
            if one is None:
                continue
            files = self._files(one)
            full = any(count[file] >= self.most.get(file, count[file] + 1) for file in files)
            if full or not all(map(self._usable, files)):
                continue
            if any(_conflict(edit, taken.get(edit.path, ())) for edit in one.edits):
                continue
            for edit in one.edits:
                taken.setdefault(edit.path, []).append(edit)
            count.update(files)
            chosen.append(Applied(found, one))
        return chosen

    def _files(self, one: Fix) -> set[Path]:
        return {self.request.cwd / edit.path for edit in one.edits}

    def _usable(self, path: Path) -> bool:
        """Whether a file can be edited: it is still what was checked."""
        if path in self.before or path in self.overlays:
            self.before.setdefault(path, self.overlays.get(path, b""))
            return True
        try:
            if path.stat().st_mtime_ns <= self.began_ns:
                self.before[path] = path.read_bytes()
                return True
            why = "changed while it was being checked"
        except OSError as error:
            why = f"cannot be read: {error.strerror}"
        self.errors[f"{path}: {why}; it is left alone"] = None
        return False

    # ------------------------------------------------------------ applying

    def _rewrite(self, chosen: list[Applied]) -> list[Applied]:
        """Apply what was chosen; returns what could be."""
        edits: dict[Path, dict[Edit, None]] = {}
        for one in chosen:
            for edit in one.fix.edits:
                edits.setdefault(self.request.cwd / edit.path, {})[edit] = None
        old = dict(self.after)
        broken: set[Path] = set()
        for path, of_file in edits.items():
            data = self.after.get(path, self.before[path])
            try:
                source = Source(str(path), decode(data))
                text = apply(source, of_file)
                if _breaks(path, source.text, text):
                    raise UndecodableError("would no longer compile")
                self.after[path] = encode(text, data)
            except UndecodableError:
                broken.add(path)
        if not broken:
            return chosen
        self._undo(broken, old, chosen)
        return [one for one in chosen if self._files(one.fix).isdisjoint(broken)]

    def _guilty(self, before: Report, now: Report, old: Mapping[Path, bytes]) -> set[Path]:
        """The files whose changes brought findings or errors that were not there before."""
        changed = {path for path, data in self.after.items() if old.get(path) != data}
        if set(now.errors) - set(before.errors):
            return changed
        known = Counter(map(_key, before.diagnostics))
        guilty: set[Path] = set()
        for found in now.diagnostics:
            known[_key(found)] -= 1
            if known[_key(found)] < 0:
                places = {found.path, *(step.path for step in found.trace)}
                guilty |= {self.request.cwd / place for place in places} & changed or changed
        return guilty

    def _useless(self, kept: list[Applied], before: Report, now: Report) -> set[Path]:
        """The files with fixes that have not removed what they are for."""
        known = Counter(_key(found) for found in before.diagnostics)
        left = Counter(_key(found) for found in now.diagnostics)
        tried = Counter(_key(one.diagnostic) for one in kept)
        failed = {key for key, times in tried.items() if left[key] > known[key] - times}
        return {f for one in kept if _key(one.diagnostic) in failed for f in self._files(one.fix)}

    def _undo(self, guilty: set[Path], old: Mapping[Path, bytes], kept: list[Applied]) -> None:
        """Take back this round's fixes that touch a file, in all files that they touch."""
        grown = True
        while grown:
            reached = {
                file
                for one in kept
                if not self._files(one.fix).isdisjoint(guilty)
                for file in self._files(one.fix)
            }
            grown = not reached <= guilty
            guilty |= reached
        for path in guilty:
            if path in old:
                self.after[path] = old[path]
            else:
                self.after.pop(path, None)
            tried = [one for one in kept if path in self._files(one.fix)]
            self.most[path] = max(1, len(tried) // 2)
            if len(tried) == 1:
                self.dropped.add(self._attempt(tried[0].diagnostic, tried[0].fix))


def _breaks(path: Path, before: str, after: str) -> bool:
    """Whether a file of Python compiles no more; without a suffix, it may be something else."""
    if path.suffix not in (".py", ".pyi", "") or compiles(after):
        return False
    return bool(path.suffix) or compiles(before)


def _conflict(edit: Edit, taken: Iterable[Edit]) -> bool:
    """Whether an edit gets into the way of others; the very same edit does not."""
    return any(other != edit and _overlap(edit, other) for other in taken)


def _overlap(one: Edit, other: Edit) -> bool:
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end
