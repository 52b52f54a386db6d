"""Fixtures: small projects whose comments say what asynclint must find in them.

A fixture is a file or a directory `fixtures/ASLnnn/bad_*` or `ok_*`. Markers stand on the line
they speak of:

    # expect: ASL101                  a finding starts on this line; several codes: `ASL101, ASL105`
    # expect: ASL101 "through `x`"    and its message contains the text
    # todo: ASL101                    a known miss: fails on the day it is found
    # todo-ok: ASL101                 a known false alarm: fails on the day it is gone
    # fact: blocking time.sleep       the function defined here reaches the primitive
    # fact: calls helpers.pause       the function defined here runs the other one
    # fact: on loop                   the event loop runs the function defined here

In a directory the markers of text files other than Python's count as well: lock files,
requirements, metadata. Where a file can hold no comments (JSON), line N of `<name>.markers` beside
it speaks of line N.

Lines without a marker must be silent, with every rule on. All of it is checked by `complaints`,
whose answer is empty when a fixture holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from asynclint import engine
from asynclint.config import FILES, Config
from asynclint.diagnostic import Diagnostic
from asynclint.program import Function, Program
from asynclint.report import Report, Request

ROOT = Path(__file__).parent.parent / "fixtures"
_MARKER = re.compile(r"#\s*(?P<word>expect|todo-ok|todo|fact):\s*(?P<rest>[^#]*)")
_CODES = re.compile(r"ASL\d{3}")
_TEXT = re.compile(r'"([^"]*)"')
_NEWLINE = re.compile(r"\r\n|\r|\n")


class Marker(NamedTuple):
    """A marker comment; `text` is what the message contains, or the fact."""

    path: str
    line: int
    word: str
    codes: tuple[str, ...]
    text: str


class Fixture(msgspec.Struct, frozen=True):
    """One small project. `root` is its directory, `paths` what is checked there."""

    name: str
    root: Path
    paths: tuple[str, ...]

    @property
    def is_ok(self) -> bool:
        return self.name.partition("/")[2].startswith("ok_")

    def config(self) -> Config:
        """The fixture's own configuration, with every rule on unless it selects itself."""
        own = len(self.paths) == 1 and self.paths[0] == "."
        if own and any((self.root / name).is_file() for name in FILES):
            config = Config.find(self.root)
        else:
            config = Config(self.root)
        return config if config.select is not None else replace(config, select=("ALL",))

    def request(self, cache: Path | None = None, jobs: int = 1) -> Request:
        return Request(self.paths, None, cache, jobs, self.root, None)

    def check(self, cache: Path | None = None, jobs: int = 1) -> Report:
        return engine.check(self.request(cache, jobs), self.config())

    def files(self) -> list[Path]:
        if self.paths != (".",):
            return [self.root / path for path in self.paths]
        return sorted(
            path for path in self.root.rglob("*") if path.is_file() and path.suffix != ".pyc"
        )

    def markers(self) -> list[Marker]:
        return [
            marker
            for file in self.files()
            for marker in read_markers(
                file.relative_to(self.root).as_posix().removesuffix(".markers"),
                file.read_bytes().decode("utf-8", "replace"),
            )
        ]


def fixtures(root: Path = ROOT) -> list[Fixture]:
    """Every fixture, sorted."""
    found = []
    for entry in sorted(root.glob("*/*")):
        if entry.name.startswith((".", "__")) or ".fixed" in entry.name:
            continue
        name = f"{entry.parent.name}/{entry.name}"
        if entry.is_dir():
            found.append(Fixture(name, entry, (".",)))
        elif entry.suffix == ".py":
            found.append(Fixture(name, entry.parent, (entry.name,)))
        else:
            raise ValueError(f"fixtures/{name}: neither a Python file nor a directory")
    return found


def read_markers(path: str, text: str) -> Iterator[Marker]:
    """The markers in a file."""
    for number, line in enumerate(_NEWLINE.split(text), start=1):
        for found in _MARKER.finditer(line):
            rest = found["rest"].strip()
            if found["word"] == "fact":
                yield Marker(path, number, "fact", (), rest)
                continue
            quoted = _TEXT.search(rest)
            codes = tuple(_CODES.findall(rest.partition('"')[0]))
            if not codes:
                raise ValueError(f"{path}:{number}: a marker without a code")
            yield Marker(path, number, found["word"], codes, quoted[1] if quoted else "")


def complaints(fixture: Fixture, report: Report) -> list[str]:
    """What the report says otherwise than the fixture's markers."""
    found = [*_about_findings(fixture.markers(), report.diagnostics)]
    found += [f"error: {error}" for error in report.errors]
    return found


def _about_findings(markers: list[Marker], diagnostics: tuple[Diagnostic, ...]) -> Iterator[str]:
    by_place: dict[tuple[str, int, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        key = (diagnostic.path, diagnostic.span.start.line, diagnostic.code)
        by_place.setdefault(key, []).append(diagnostic)
    wanted: Counter[tuple[str, int, str]] = Counter()
    for path, line, word, codes, text in markers:
        for code in codes:
            here = by_place.get((path, line, code), [])
            place = f"{path}:{line}: {code}"
            if word == "todo":
                if here:
                    yield f"{place} is found now: make it `expect`"
                    wanted[path, line, code] += len(here)
            elif word in ("expect", "todo-ok"):
                wanted[path, line, code] += 1
                if not here and word == "todo-ok":
                    yield f"{place} is gone: remove the `todo-ok`"
                elif not here:
                    yield f"{place} is missed"
                elif text and not any(text in d.message for d in here):
                    yield f"{place} does not say {text!r} but {here[0].message!r}"
    for key, here in by_place.items():
        for diagnostic in here[wanted[key] :]:
            at = diagnostic.span.start
            yield f"{key[0]}:{at.line}:{at.column}: {key[2]} is not expected: {diagnostic.message}"
        if 0 < len(here) < wanted[key]:
            yield f"{key[0]}:{key[1]}: {key[2]} is found {len(here)} times, not {wanted[key]}"


def untrue_facts(fixture: Fixture) -> list[str]:
    """The facts of a fixture that do not hold."""
    facts = [marker for marker in fixture.markers() if marker.word == "fact"]
    if not facts:
        return []
    program = engine.analyse(fixture.request(), fixture.config())
    on_loop = set(program.on_loop)
    reached = program.blocking  # solved before the functions are looked up
    functions = {(f.module.path, f.at[0]): f for f in _functions(program, on_loop)}
    wrong = []
    for marker in facts:
        place = f"{marker.path}:{marker.line}"
        function = functions.get((marker.path, marker.line))
        verb, _, what = marker.text.partition(" ")
        if function is None:
            wrong.append(f"{place}: no function that is reached is defined here")
        elif verb == "blocking":
            names = [row.name for row in reached.primitives(function)]
            if what not in names:
                wrong.append(f"{place}: reaches {names or 'nothing'}, not {what}")
        elif verb == "calls":
            targets = sorted(
                edge.target.name
                for edge in program.calls.edges(function).edges
                if isinstance(edge.target, Function)
            )
            if what not in targets:
                wrong.append(f"{place}: calls {targets or 'nothing'}, not {what}")
        elif marker.text == "on loop":
            if function not in on_loop:
                wrong.append(f"{place}: is not on the loop")
        else:
            wrong.append(f"{place}: `{marker.text}` is no fact")
    return wrong


def _functions(program: Program, on_loop: set[Function]) -> list[Function]:
    """The functions on the loop and all that they call."""
    found = list(on_loop)
    seen = set(found)
    for function in found:  # grows while it is read
        for edge in program.calls.edges(function).edges:
            if isinstance(edge.target, Function) and edge.target not in seen:
                seen.add(edge.target)
                found.append(edge.target)
    return found


def project(root: Path, files: dict[str, str]) -> Fixture:
    """A fixture made on the spot, for tests that change files or settings."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return Fixture(f"made/{root.name}", root, (".",))
