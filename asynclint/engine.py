"""The pipeline: files -> summaries -> program -> rules -> findings.

Deterministic: the same files and configuration give the same report, however many processes
indexed them and whatever the cache held.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import msgspec

from asynclint import modules as places
from asynclint.config import Config
from asynclint.diagnostic import Diagnostic
from asynclint.files import File, discover
from asynclint.index.cache import Cache, digest
from asynclint.knowledge import Kind, Knowledge
from asynclint.loader import Failure, Loader
from asynclint.program import Module, Modules, Program
from asynclint.report import Report, Request, Statistics
from asynclint.rules import ALL, Context, InvalidSyntax, Rule, UnusedSuppression
from asynclint.suppress import Suppressions
from asynclint.text import Position, Source, Span, UndecodableError

_NEWER = (
    "if this is valid in a newer Python, run asynclint with that Python; "
    f"it runs on {sys.version_info[0]}.{sys.version_info[1]} now"
)
RULES = tuple((rule.code, rule.name) for rule in ALL)


def check(request: Request, config: Config) -> Report:
    """Check what the request names.

    Raises `ConfigError` for selectors that select nothing and `FileError` for paths that cannot
    be used.
    """
    config.validate(RULES, [kind.value for kind in Kind])
    collecting = gc.isenabled()
    gc.disable()  # everything made here lives until the end; looking for garbage costs a third
    try:
        return _Run(request, config).report()
    finally:
        if collecting:
            gc.enable()


def analyse(request: Request, config: Config) -> Program:
    """The program that a check of the request would ask, for those who want facts, not findings."""
    return _Run(replace(request, cache_dir=None), config).program()


class _Run:
    """One check."""

    def __init__(self, request: Request, config: Config) -> None:
        self.began = time.perf_counter()
        self.request = request
        self.config = config
        overlays: dict[Path, bytes] = {}
        files = discover(request.paths, config, request.cwd)
        named = [request.cwd / path for path in request.paths]
        if request.stdin is not None:
            name, data = request.stdin
            path = Path(request.cwd, name)
            overlays[path] = data
            named.append(path)
            files = [f for f in files if f.path != path] + [File(path, name, len(data), 0)]
        self.cache = Cache(request.cache_dir) if request.cache_dir else None
        self.loader = Loader(files, named, overlays, self.cache, request.jobs, request.progress)
        self.roots = places.Roots(files, config)
        self.selected = [r for r in ALL if config.selected(r.code, r.name, r.default)]
        self.displays = {file.path: file.display for file in files}
        self.sources: dict[Path, Source] = {}
        self.paths: dict[str, Path] = {}

    def report(self) -> Report:
        if self.cache is None:
            return self._solve()
        try:
            return self._remembered(self.cache)
        finally:
            self.cache.close()

    def _remembered(self, cache: Cache) -> Report:
        """The report of an earlier run over the very same files and settings, else a new one."""
        note = f"files {self.request.cwd}"
        self.loader.remember(note)
        if (key := self._key()) is not None and (data := cache.result(key)) is not None:
            try:
                old = msgspec.msgpack.decode(data, type=Report)
            except msgspec.MsgspecError:
                pass
            else:
                seconds = time.perf_counter() - self.began
                return replace(old, statistics=replace(old.statistics, seconds=seconds))
        report = self._solve()
        self.loader.save(note)
        # What was read outside of the checked files is not part of the key.
        if (key := self._key()) is not None and not self.loader.outside and not report.errors:
            cache.keep_result(key, msgspec.msgpack.encode(report))
        return report

    def _key(self) -> str | None:
        fingerprint = self.loader.fingerprint()
        if fingerprint is None:
            return None
        around = self.roots.surroundings()
        said = repr((self.config.digest, str(self.config.project_root), self.request.paths, around))
        return digest(fingerprint + said.encode("utf-8", "surrogateescape")).hex()

    def program(self) -> Program:
        """The checked files, indexed and linked."""
        self.loader.begin()
        config = self.config
        kinds = {name: Kind(kind) for name, kind in config.blocking}
        knowledge = Knowledge(kinds, config.non_blocking, config.offload)
        modules = Modules(self.roots, self._load)
        checked = []
        for path in self.loader.finish():
            module = modules.at(self.roots.module(path))
            if module is not None:
                checked.append(module)
        return Program(modules, checked, knowledge, {k for r in self.selected for k in r.kinds})

    def _solve(self) -> Report:
        program = self.program()
        ctx = Context(program, self._source_of)
        found: list[Diagnostic] = []
        for rule in self.selected:
            found += [d for d in rule.check(ctx) if not self._ignored(rule, d)]
        errors, syntax = self._failures()
        kept = self._suppressed([*found, *syntax])
        blocking = program.blocking
        statistics = Statistics(
            files=len(self.loader.files),
            functions_on_loop=len(program.on_loop),
            calls_on_loop=blocking.calls,
            calls_resolved=blocking.resolved,
            seconds=time.perf_counter() - self.began,
        )
        return Report(tuple(sorted(kept, key=lambda d: d.order)), statistics, errors)

    # ------------------------------------------------------------ files

    def _load(self, place: places.Module) -> Module | None:
        summary = self.loader.summary(place.path)
        if summary is None:
            return None
        module = Module(place, self._display(place.path), summary)
        self.paths[module.path] = place.path
        return module

    def _display(self, path: Path) -> str:
        known = self.displays.get(path)
        if known is None:
            cwd = self.request.cwd
            known = (path.relative_to(cwd) if path.is_relative_to(cwd) else path).as_posix()
            self.displays[path] = known
        return known

    def _source_of(self, module: Module) -> Source:
        return self._source(module.file)

    def _source(self, path: Path) -> Source:
        if path not in self.sources:
            try:
                source = self.loader.source(path, self._display(path))
            except (OSError, UndecodableError):
                self.loader.failures[path] = Failure("changed while it was being checked")
                source = Source(self._display(path), "")
            self.sources[path] = source
        return self.sources[path]

    def _failures(self) -> tuple[tuple[str, ...], list[Diagnostic]]:
        """What could not be analysed: errors of the run, and files that do not parse."""
        errors: list[str] = []
        found: list[Diagnostic] = []
        for path, failure in sorted(self.loader.failures.items()):
            display = self._display(path)
            if not failure.line:
                errors.append(f"{display}: {failure.message}")
            elif InvalidSyntax in self.selected and path in self.loader.files:
                at = Position(failure.line, failure.column)
                span = Span(at, at)
                self.paths[display] = path
                found.append(
                    Diagnostic(
                        InvalidSyntax.code,
                        InvalidSyntax.name,
                        InvalidSyntax.severity,
                        display,
                        span,
                        failure.message,
                        _NEWER,
                    )
                )
        return tuple(errors), found

    # ------------------------------------------------------------ what is kept

    def _ignored(self, rule: type[Rule], diagnostic: Diagnostic) -> bool:
        return self.config.ignores(self.paths[diagnostic.path], rule.code, rule.name)

    def _suppressed(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Findings that no comment silences, and comments that silence nothing.

        A comment of ours at any step of a chain silences every finding that leads through it.
        """
        comments: dict[str, Suppressions] = {}
        used: dict[str, list[Diagnostic]] = {}

        def of(path: str) -> Suppressions:
            if path not in comments:
                try:
                    text = self._source(self.paths[path]).text
                except (OSError, UndecodableError):
                    text = ""
                comments[path] = Suppressions.parse(text)
            return comments[path]

        kept = []
        for diagnostic in found:
            silenced = bool(of(diagnostic.path).apply([diagnostic])[1])
            if silenced:
                used.setdefault(diagnostic.path, []).append(diagnostic)
            for step in diagnostic.trace[1:]:
                if self.loader.suppresses(self.paths[step.path]):
                    there = replace(diagnostic, path=step.path, span=step.span)
                    if any(s.codes and s.silences(there) for s in of(step.path).items):
                        used.setdefault(step.path, []).append(there)
                        silenced = True
            if not silenced:
                kept.append(diagnostic)
        if UnusedSuppression in self.selected:
            for path, file in sorted(self.paths.items()):
                if file in self.loader.files and self.loader.suppresses(file):
                    kept += self._unused(path, of(path), used.get(path, []))
        return kept

    def _unused(
        self, path: str, comments: Suppressions, used: Iterable[Diagnostic]
    ) -> list[Diagnostic]:
        ran = [
            (rule.code, rule.name)
            for rule in self.selected
            if not self.config.ignores(self.paths[path], rule.code, rule.name)
        ]
        if (UnusedSuppression.code, UnusedSuppression.name) not in ran:
            return []
        return comments.unused(path, list(used), ran, RULES)


def source_reader(cwd: Path, stdin: tuple[str, bytes] | None) -> Callable[[str], Source | None]:
    """A function from the path in a finding to its text, for showing the code around it."""
    from asynclint.text import decode

    sources: dict[str, Source | None] = {}

    def read(path: str) -> Source | None:
        if path not in sources:
            try:
                data = stdin[1] if stdin and stdin[0] == path else (cwd / path).read_bytes()
                sources[path] = Source(path, decode(data))
            except (OSError, UndecodableError):
                sources[path] = None
        return sources[path]

    return read
