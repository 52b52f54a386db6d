"""Indexed files -> program -> rules -> findings, and what comments leave of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from asynclint import modules as places
from asynclint.config import Config
from asynclint.deployment import Deployment
from asynclint.diagnostic import Diagnostic
from asynclint.files import displayed
from asynclint.index.summary import Failure
from asynclint.knowledge import Kind, Knowledge
from asynclint.loader import Loader
from asynclint.pins import Pins
from asynclint.program import Module, Modules, Program
from asynclint.report import Report, Statistics
from asynclint.rules import ALL, Context, InvalidSyntax, Rule, UnusedSuppression
from asynclint.suppress import Suppressions
from asynclint.text import Position, Source, Span, UndecodableError

_NEWER = (
    "if this is valid in a newer Python, run asynclint with that one; "
    f"now it runs on Python {sys.version_info[0]}.{sys.version_info[1]}"
)
LABELS = tuple(rule.label() for rule in ALL)


def validate(config: Config) -> None:
    """Raise `ConfigError` for selectors and kinds that do not exist."""
    config.validate(LABELS, [kind.value for kind in Kind])


class Analysis:
    """One check of the files that a loader has begun to index."""

    def __init__(
        self,
        loader: Loader,
        roots: places.Roots,
        config: Config,
        cwd: Path,
        fixes: bool | frozenset[Path] = False,
    ) -> None:
        validate(config)
        self.loader = loader
        self.roots = roots
        self.config = config
        self.cwd = cwd
        self.fixes = fixes
        self.pins = Pins(config.project_root, loader.overlays)
        self.deployment = Deployment(config.project_root)
        self.selected = [r for r in ALL if config.selected(r.label(), r.default)]
        self.displays = {path: file.display for path, file in loader.files.items()}
        self.sources: dict[Path, Source] = {}
        self.paths: dict[str, Path] = {}

    def program(self, indexed: Iterable[Path]) -> Program:
        """The program of these files, linked."""
        config = self.config
        declared = {name: Kind(kind) for name, kind in config.blocking}
        knowledge = Knowledge(declared, config.non_blocking, config.offload)
        modules = Modules(self.roots, self._load)
        checked = []
        for path in indexed:
            module = modules.at(self.roots.module(path))
            if module is not None:
                checked.append(module)
        kinds = {kind for rule in self.selected for kind in rule.kinds}
        return Program(modules, checked, knowledge, self.pins, self.deployment, kinds)

    def report(self) -> Report:
        """The findings that are left when all is said."""
        program = self.program(self.loader.finish())
        ctx = Context(program, self._source_of, self._shown, self.fixes)
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
            seconds=0.0,
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
            known = self.displays[path] = displayed(path, self.cwd)
        return known

    def _shown(self, path: Path) -> str:
        """How a file that is not Python is shown."""
        display = self._display(path)
        self.paths[display] = path
        return display

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
        return self.config.ignores(self.paths[diagnostic.path], rule.label())

    def _suppressed(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Findings that no comment silences, and comments that silence nothing.

        A comment of ours at any step of a chain silences every finding that leads through it; what
        other linters are told there is not about who gets there.
        """
        comments: dict[str, Suppressions] = {}
        used: dict[str, list[Diagnostic]] = {}

        def of(path: str) -> Suppressions:
            if path not in comments:
                try:
                    text = self._source(self.paths[path]).text
                except (OSError, UndecodableError):
                    text = ""
                comments[path] = Suppressions.parse(text, LABELS)
            return comments[path]

        kept = []
        for diagnostic in found:
            silenced = bool(of(diagnostic.path).apply([diagnostic])[1])
            if silenced:
                used.setdefault(diagnostic.path, []).append(diagnostic)
            for step in diagnostic.trace[1:]:
                if self.loader.suppresses(self.paths[step.path]):
                    there = replace(diagnostic, path=step.path, span=step.span)
                    if any(not s.foreign and s.silences(there) for s in of(step.path).items):
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
            rule
            for rule in self.selected
            if not self.config.ignores(self.paths[path], rule.label())
        ]
        if UnusedSuppression not in ran:
            return []
        file = self.paths[path]
        is_fixed = self.fixes if isinstance(self.fixes, bool) else file in self.fixes
        source = self._source(file) if is_fixed else None
        return comments.unused(path, list(used), [rule.label() for rule in ran], LABELS, source)
