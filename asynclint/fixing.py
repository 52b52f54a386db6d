"""The fix loop: what findings offer is applied to texts, in memory, until nothing is left to do.

Each round applies fixes that do not get into each other's way, and checks the result. A file that
no longer compiles, or that has a finding it did not have before, gets back what it had before the
round, and what was tried there is tried again in smaller portions; what fails alone is dropped, as
is what does not help. What a fix brings to light is fixed in its turn.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from asynclint import engine
from asynclint.config import Config
from asynclint.diagnostic import Diagnostic, Edit, Fix, Safety
from asynclint.followed import Findings
from asynclint.moved import Spliced
from asynclint.report import Report, Request
from asynclint.text import Source, Span, UndecodableError, decode, encode
from asynclint.tree import compiles

_ROUNDS = 10
_RETRIES = 20  # rounds that were undone in part


class Applied(NamedTuple):
    """A finding, and the fix that was applied to it."""

    diagnostic: Diagnostic
    fix: Fix


class Outcome(NamedTuple):
    """What came of fixing: `before` and `after` are the bytes of every file that changes, by
    absolute path; `report` is what is left; `errors` say what went wrong. `uncovered` are findings
    that fixes brought to light, whether they were fixed in their turn or not. `unsafe` tells how
    many of the findings that are left have a fix that was not trusted enough."""

    report: Report
    before: Mapping[Path, bytes]
    after: Mapping[Path, bytes]
    applied: tuple[Applied, ...]
    uncovered: tuple[Diagnostic, ...]
    unsafe: int
    errors: tuple[str, ...]


class _Chosen(NamedTuple):
    """A fix that is tried, and the number of the finding that it is for."""

    number: int
    diagnostic: Diagnostic
    fix: Fix


def fix(
    request: Request,
    config: Config,
    floor: Safety,
    wanted: Callable[[Diagnostic, Fix], bool] = lambda _, __: True,
) -> Outcome:
    """Apply to each finding that the request asks for its first fix of at least this safety that
    is `wanted`. Nothing is written."""
    with closing(_Loop(request, config, floor, wanted)) as loop:
        return loop.run()


def apply(source: Source, edits: Iterable[Edit]) -> str:
    """A text after edits of it, which do not overlap; insertions at one place keep their order."""
    return Spliced(source, edits).text


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
        self.check = engine.Check(self.request, config)
        self.checked: dict[Path, bytes] = {}  # what `check` knows of `after`
        self.before: dict[Path, bytes] = {}
        self.after: dict[Path, bytes] = {}
        self.applied: list[Applied] = []
        self.uncovered: list[Diagnostic] = []
        self.errors: dict[str, None] = {}
        self.targets: set[int] = set()
        self.dropped: set[tuple[int, str]] = set()
        self.most: dict[Path, int] = {}  # fixes for a file at once, where a round was undone

    def close(self) -> None:
        self.check.close()

    def run(self) -> Outcome:
        found = Findings(self.check.report())
        asked = engine.asked(found.report, self.request, self.config)
        wanted = set(asked.diagnostics)
        self.targets = {number for number, one in found.numbered.items() if one in wanted}
        rounds = retries = 0
        while chosen := self._choose(found):
            if rounds == _ROUNDS or retries == _RETRIES:
                self.errors["fixes do not come to an end; this is a bug in asynclint"] = None
                break
            old = dict(self.after)
            kept, spliced = self._rewrite(chosen)
            now = self._next(found, spliced) if kept else found
            guilty = self._guilty(found, now, spliced) | self._useless(kept, now)
            if guilty:
                kept = self._undo(guilty, old, kept, spliced)
                now = self._next(found, spliced) if kept else found
            if len(kept) < len(chosen):
                retries += 1
            else:
                rounds += 1
                self.most = {path: 2 * most for path, most in self.most.items()}
            self.applied += [Applied(one.diagnostic, one.fix) for one in kept]
            came = {new for new, cover in now.uncovered.items() if cover in self.targets}
            self.targets |= came
            self.uncovered += [now.numbered[number] for number in sorted(came)]
            found = now
        left = {number: d for number, d in found.numbered.items() if number in self.targets}
        unsafe = sum(
            any(one.safety is Safety.UNSAFE for one in d.fixes) and not self._pick(number, d)
            for number, d in left.items()
        )
        return Outcome(
            replace(asked, diagnostics=tuple(left.values()), errors=found.report.errors),
            self.before,
            self.after,
            tuple(self.applied),
            tuple(self.uncovered),
            unsafe if self.floor > Safety.UNSAFE else 0,
            tuple(self.errors),
        )

    def _next(self, found: Findings, spliced: Mapping[Path, Spliced]) -> Findings:
        """What is found in the texts as they are now, after these edits."""
        changed = {
            path: self.after.get(path, self.overlays.get(path))
            for path in self.after.keys() | self.checked.keys()
            if self.after.get(path) != self.checked.get(path)
        }
        self.check.replace(changed)
        self.checked = dict(self.after)

        def was(diagnostic: Diagnostic) -> Span | None:
            edited = spliced.get(self.request.cwd / diagnostic.path)
            return edited.before(diagnostic.span) if edited else diagnostic.span

        return found.then(self.check.report(), was)

    # ------------------------------------------------------------ choosing

    def _pick(self, number: int, found: Diagnostic) -> Fix | None:
        return next(
            (
                one
                for one in found.fixes
                if one.safety >= self.floor
                and one.edits
                and (number, one.title) not in self.dropped
                and self.wanted(found, one)
            ),
            None,
        )

    def _choose(self, findings: Findings) -> list[_Chosen]:
        """Fixes that can be applied at the same time."""
        taken: dict[str, list[Edit]] = {}
        count: Counter[Path] = Counter()
        chosen: list[_Chosen] = []
        for number, found in findings.numbered.items():
            one = self._pick(number, found) if number in self.targets else None
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
            chosen.append(_Chosen(number, found, one))
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

    def _rewrite(self, chosen: list[_Chosen]) -> tuple[list[_Chosen], dict[Path, Spliced]]:
        """Apply what was chosen; returns what could be, and what it did to the files."""
        edits: dict[Path, dict[Edit, None]] = {}
        for one in chosen:
            for edit in one.fix.edits:
                edits.setdefault(self.request.cwd / edit.path, {})[edit] = None
        old = dict(self.after)
        spliced: dict[Path, Spliced] = {}
        broken: set[Path] = set()
        for path, of_file in edits.items():
            data = self.after.get(path, self.before[path])
            try:
                source = Source(str(path), decode(data))
                spliced[path] = Spliced(source, of_file)
                if _breaks(path, source.text, spliced[path].text):
                    raise UndecodableError("would no longer compile")
                self.after[path] = encode(spliced[path].text, data)
            except UndecodableError:
                broken.add(path)
        return self._undo(broken, old, chosen, spliced) if broken else chosen, spliced

    def _guilty(self, then: Findings, now: Findings, spliced: Mapping[Path, Spliced]) -> set[Path]:
        """The files whose changes brought findings or errors that were not there before."""
        changed = set(spliced)
        if set(now.report.errors) - set(then.report.errors):
            return changed
        guilty: set[Path] = set()
        for found in now.new:
            places = {found.path, *(step.path for step in found.trace)}
            guilty |= {self.request.cwd / place for place in places} & changed or changed
        return guilty

    def _useless(self, kept: list[_Chosen], now: Findings) -> set[Path]:
        """The files with fixes that have not removed what they are for."""
        failed = (one for one in kept if one.number in now.numbered)
        return {file for one in failed for file in self._files(one.fix)}

    def _undo(
        self,
        guilty: set[Path],
        old: Mapping[Path, bytes],
        kept: list[_Chosen],
        spliced: dict[Path, Spliced],
    ) -> list[_Chosen]:
        """Take back this round's fixes that touch a file, in all files that they touch; returns
        those that stay."""
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
            spliced.pop(path, None)
            if path in old:
                self.after[path] = old[path]
            else:
                self.after.pop(path, None)
            tried = [one for one in kept if path in self._files(one.fix)]
            self.most[path] = max(1, len(tried) // 2)
            if len(tried) == 1:
                self.dropped.add((tried[0].number, tried[0].fix.title))
        return [one for one in kept if self._files(one.fix).isdisjoint(guilty)]


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
