"""Indexed files -> program -> rules -> findings, and what comments leave of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from asynclint import modules as places
from asynclint.config import Config
from asynclint.deployment import Deployment
from asynclint.diagnostic import Diagnostic
from asynclint.files import displayed
from asynclint.forked import Forked, Queue
from asynclint.index.summary import Failure, get_ready
from asynclint.knowledge import Kind, Knowledge
from asynclint.loader import Gained, Loader, index
from asynclint.pins import Pins
from asynclint.program import Module, Modules, Program
from asynclint.program.places import Places
from asynclint.report import Consulted, Report, Statistics
from asynclint.rules.listed import LISTED
from asynclint.rules.listing import Listed
from asynclint.text import Position, Source, Span, UndecodableError

if TYPE_CHECKING:
    from asynclint.suppress import Suppressions
    from asynclint.tree import Tree

_NEWER = (
    "if this is valid in a newer Python, run asynclint with that one; "
    f"now it runs on Python {sys.version_info[0]}.{sys.version_info[1]}"
)
# How the codes of rules begin. The facts of these have little in common with those of the others: a
# forked process begins with the first, and who is free takes the next of the others, of which the
# first takes longest. Rules that ask what blocks stay together, whatever their codes.
_APART, *_MOVABLE = ("ASL3", "ASL4", "ASL2", "ASL508", "ASL51")
LABELS = tuple(rule.label() for rule in LISTED)


def validate(config: Config) -> None:
    """Raise `ConfigError` for selectors and kinds that do not exist."""
    config.validate(LABELS, [kind.value for kind in Kind])


def _taken(queue: Queue, families: list[list[Listed]]) -> Iterator[Listed]:
    """The rules of the families that this process gets hold of."""
    for number in queue:
        yield from families[number]


class _Apart(msgspec.Struct):
    """What a forked process has found, and where that came from."""

    found: list[Diagnostic]
    paths: dict[str, str]
    gained: Gained
    consulted: list[Consulted]


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
        self._look_around()
        self.selected = [r for r in LISTED if config.selected(r.label(), r.default)]
        self.displays = {path: file.display for path, file in loader.files.items()}
        self.sources: dict[Path, Source] = {}
        self.trees: dict[Path, Tree | str] = {}  # that fixes were made with
        self.paths: dict[str, Path] = {}
        self._comments: dict[str, Suppressions] = {}
        self._others: list[Consulted] = []
        self.modules = Modules(roots, self._load)

    def program(self, indexed: Iterable[Path]) -> Program:
        """The program of these files, linked."""
        checked = self._modules(indexed)

        kinds = {kind for rule in self.selected for kind in rule.kinds}
        return Program(
            self.modules,
            checked,
            lambda: self._modules(self.loader.serving()),
            self._mentioning,
            lambda name: self._modules(self.loader.deriving(name)),
            self.loader.covers(self.config.project_root),
            *(self.knowledge, self.pins, self.deployment, kinds),
        )

    def _mentioning(
        self, word: str, most: int | None = None, idle: bool = False
    ) -> list[Module] | None:
        paths = self.loader.mentioning(word, idle)
        return self._modules(paths) if most is None or len(paths) <= most else None

    def _modules(self, paths: Iterable[Path]) -> list[Module]:
        seen = (path for path in paths if not self.roots.is_hidden(path))
        found = map(self.modules.at, map(self.roots.module, seen))
        return [module for module in found if module is not None]

    @cached_property
    def knowledge(self) -> Knowledge:
        """What libraries do, and what the configuration adds to that."""
        config = self.config
        declared = {name: Kind(kind) for name, kind in config.blocking}
        return Knowledge(declared, config.non_blocking, config.offload)

    def report(self) -> Report:
        """The findings that are left when all is said."""
        self._prepare()
        program = self.program(self.loader.finish())
        found = self._shared(program) if self.loader.pays() else self.found(program)
        self.loader.end()
        errors, syntax = self._failures()
        kept, used = self.silenced([*found, *syntax])
        if self.config.respect_suppressions:
            for path, file in sorted(self.paths.items()):
                if file in self.loader.files and self.loader.suppresses(file):
                    kept += self._unused(path, used.get(path, []))
        blocking = program.blocking if program.kinds else None
        statistics = Statistics(
            files=len(self.loader.files),
            functions_on_loop=len(program.on_loop),
            calls_on_loop=blocking.calls if blocking else 0,
            calls_resolved=blocking.resolved if blocking else 0,
            seconds=0.0,
        )
        return Report(tuple(sorted(kept, key=lambda d: d.order)), statistics, errors)

    def _prepare(self) -> None:
        """Do what needs none of the files, while helpers index them."""
        get_ready()
        _ = self.knowledge

    def found(self, program: Program, rules: Iterable[Listed] | None = None) -> list[Diagnostic]:
        """What the selected rules find, or these, save where `per-file-ignores` says not to
        look."""
        asked = [r for r in (self.selected if rules is None else rules) if r.may_find(program)]
        if not asked:
            return []
        from asynclint.rules.base import Context  # not where there is nothing to tell

        ctx = Context(program, self._source_of, self._shown, self.fixes, self.trees)
        return [
            diagnostic
            for rule in asked
            for diagnostic in rule.load().check(ctx)
            if not self._ignored(rule, diagnostic)
        ]

    def consulted(self) -> list[Consulted]:
        """What the findings so far depend on besides the checked files."""
        pins, servers = self.pins, self.deployment
        here = Consulted(
            self.roots.visited(),
            (pins.visited(), pins.fingerprint()),
            (servers.visited(), servers.fingerprint()),
        )
        return [here, *self._others]

    # ------------------------------------------------------------ two processes

    def _shared(self, program: Program) -> list[Diagnostic]:
        """What the rules find, some of them in a forked process."""
        apart = self._family(_APART)
        movable = [self._family(family) for family in _MOVABLE]
        here = [rule for rule in self.selected if rule not in chain(apart, *movable)]
        if not here or not (apart or any(movable)):
            return self.found(program)
        queue = Queue(len(movable))
        forked = Forked(lambda: self._apart(program, chain(apart, _taken(queue, movable))))
        ran = [*here]
        found = self.found(program, here)
        for rule in _taken(queue, movable):
            ran.append(rule)
            found += self.found(program, [rule])
        try:
            answer = forked.answer()
            forked.end()
            other = msgspec.msgpack.decode(answer, type=_Apart)
        except msgspec.MsgspecError:  # it has died
            return [*found, *self.found(program, [r for r in self.selected if r not in ran])]
        self.paths.update((display, Path(path)) for display, path in other.paths.items())
        self.loader.join(other.gained)
        self._others = other.consulted
        return [*found, *other.found]

    def _family(self, prefix: str) -> list[Listed]:
        return [r for r in self.selected if r.code.startswith(prefix) and not r.kinds]

    def _apart(self, program: Program, rules: Iterable[Listed]) -> bytes:
        self.loader.part()
        found = self.found(program, rules)
        paths = {display: str(path) for display, path in self.paths.items()}
        return msgspec.msgpack.encode(_Apart(found, paths, self.loader.gained(), self.consulted()))

    def forget(self, path: Path) -> None:
        """Read the text of a file anew when it is asked for next."""
        self.sources.pop(path, None)
        self.trees.pop(path, None)
        self._comments.pop(self.display(path), None)

    def replace(self, texts: Mapping[Path, bytes | None]) -> None:
        """From now on these files read like that, or as on disk, and nothing else has changed."""
        self.loader.finish()
        dropped: list[Module] = []
        for path, data in texts.items():
            outcome = index(data) if data is not None and path in self.loader.files else None
            self.loader.replace(path, data, outcome if isinstance(outcome, bytes) else None)
            if isinstance(outcome, Failure):
                self.loader.failures[path] = outcome
            self.forget(path)
            dropped += self.modules.drop(path)
        read = self._modules(path for path in texts if path in self.loader.files)
        # What goes through places is remembered by whoever takes it from there.
        if Places([*dropped, *read], self.knowledge.shelves):
            self.modules.drop_all()
        self._look_around()

    def _look_around(self) -> None:
        """Read what the project says besides its code, as far as somebody asks."""
        root, overlays = self.config.project_root, self.loader.overlays
        self.pins = Pins(root, overlays)
        self.deployment = Deployment(root, self.loader.starting, overlays)

    # ------------------------------------------------------------ files

    def _load(self, place: places.Module) -> Module | None:
        summary = self.loader.summary(place.path)
        if summary is None:
            return None
        module = Module(place, self.display(place.path), summary)
        self.paths[module.path] = place.path
        return module

    def display(self, path: Path) -> str:
        """What the file is called in findings."""
        known = self.displays.get(path)
        if known is None:
            known = self.displays[path] = displayed(path, self.cwd)
        return known

    def _shown(self, path: Path) -> str:
        """How a file that is not Python is shown."""
        display = self.display(path)
        self.paths[display] = path
        return display

    def _source_of(self, module: Module) -> Source:
        return self._source(module.file)

    def _source(self, path: Path) -> Source:
        if path not in self.sources:
            try:
                source = self.loader.source(path, self.display(path))
            except (OSError, UndecodableError):
                self.loader.failures[path] = Failure("changed while it was being checked")
                source = Source(self.display(path), "")
            self.sources[path] = source
        return self.sources[path]

    def _failures(self) -> tuple[tuple[str, ...], list[Diagnostic]]:
        """What could not be analysed: errors of the run, and files that do not parse."""
        errors: list[str] = []
        found: list[Diagnostic] = []
        for path, failure in sorted(self.loader.failures.items()):
            display = self.display(path)
            if not failure.line:
                errors.append(f"{display}: {failure.message}")
            elif path in self.loader.files:
                found += self.unparsed(path, failure)
        return tuple(errors), found

    def unparsed(self, path: Path, failure: Failure) -> list[Diagnostic]:
        """What is to be told of a file that does not parse."""
        from asynclint.rules.asl901_invalid_syntax import InvalidSyntax  # most files parse

        if all(rule.code != InvalidSyntax.code for rule in self.selected):
            return []
        at = Position(failure.line, failure.column)
        display = self.display(path)
        self.paths[display] = path
        rule = InvalidSyntax
        said = (rule.code, rule.name, rule.severity, display, Span(at, at), failure.message, _NEWER)
        is_fixed = self.fixes if isinstance(self.fixes, bool) else path in self.fixes
        why = rule.why(failure.message, self.config.target)
        return [Diagnostic(*said, unfixable=why if is_fixed else "")]

    # ------------------------------------------------------------ what is kept

    def _ignored(self, rule: Listed, diagnostic: Diagnostic) -> bool:
        return self.config.ignores(self.paths[diagnostic.path], rule.label())

    def silenced(
        self, found: Iterable[Diagnostic]
    ) -> tuple[list[Diagnostic], dict[str, list[Diagnostic]]]:
        """Findings that no comment silences, and by file those that its comments silence.

        A comment of ours at any step of a chain silences every finding that leads through it; what
        other linters are told there is not about who gets there.
        """
        used: dict[str, list[Diagnostic]] = {}
        if not self.config.respect_suppressions:
            return list(found), used
        kept = []
        for diagnostic in found:
            silenced = bool(self._comments_of(diagnostic.path).apply([diagnostic])[1])
            if silenced:
                used.setdefault(diagnostic.path, []).append(diagnostic)
            for step in diagnostic.trace[1:]:
                if self.loader.suppresses(self.paths[step.path]):
                    there = replace(diagnostic, path=step.path, span=step.span)
                    items = self._comments_of(step.path).items
                    if any(not item.foreign and item.silences(there) for item in items):
                        used.setdefault(step.path, []).append(there)
                        silenced = True
            if not silenced:
                kept.append(diagnostic)
        return kept, used

    def _comments_of(self, path: str) -> Suppressions:
        from asynclint.suppress import Suppressions  # most projects have nothing to silence

        if path not in self._comments:
            try:
                text = self._source(self.paths[path]).text
            except (OSError, UndecodableError):
                text = ""
            self._comments[path] = Suppressions.parse(text, LABELS)
        return self._comments[path]

    def _unused(self, path: str, used: Iterable[Diagnostic]) -> list[Diagnostic]:
        from asynclint.suppress import CODE

        ran = [
            rule
            for rule in self.selected
            if not self.config.ignores(self.paths[path], rule.label())
        ]
        if all(rule.code != CODE for rule in ran):
            return []
        file = self.paths[path]
        is_fixed = self.fixes if isinstance(self.fixes, bool) else file in self.fixes
        source = self._source(file) if is_fixed else None
        labels = [rule.label() for rule in ran]
        return self._comments_of(path).unused(path, list(used), labels, LABELS, source)
