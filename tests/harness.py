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
    # fact: sends redis.asyncio.Redis.get
                                      the function defined here sends the command itself
    # fact: started by app.main       the function defined here is started as a task there
    # fact: cancelled by asyncio.wait_for
                                      what the function defined here sends is cancelled so
    # fact: keeps client as module variable
                                      a client that the function defined here uses is kept so
    # fact: pins redis 4.5.1          the line holds a requirement, which is found from its folder

In a directory the markers of text files other than Python's count as well: lock files,
requirements, metadata. Where a file can hold no comments (JSON), line N of `<name>.markers` beside
it speaks of line N.

Lines without a marker must be silent, with every rule on. All of it is checked by `complaints`,
whose answer is empty when a fixture holds.
"""

from __future__ import annotations

import re
import signal
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


def interruptible() -> None:
    """For `preexec_fn`: a child is interrupted by SIGINT even where its parent ignores that, as
    whatever runs in the background of a shell does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


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
        if marker.text.startswith("pins "):
            said = _pinned(program, fixture.root / marker.path, marker.line)
            if marker.text.removeprefix("pins ") not in said:
                wrong.append(f"{place}: pins {said or 'nothing'}")
            continue
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
        elif verb in _CLIENT_FACTS:
            found = _CLIENT_FACTS[verb](program, function)
            if what not in found:
                wrong.append(f"{place}: {verb} {found or 'nothing'}, not {what}")
        else:
            wrong.append(f"{place}: `{marker.text}` is no fact")
    return wrong


def _sends(program: Program, function: Function) -> list[str]:
    commands = (program.clients.command(call, function) for call in function.body.calls)
    return [f"{c.client.name}.{c.method}" for c in commands if c is not None]


def _started(program: Program, function: Function) -> list[str]:
    return [f"by {spawn.function.name}" for spawn in program.tasks.spawns(function)]


def _cancelled(program: Program, function: Function) -> list[str]:
    cuts = [*program.cancels.cuts, *program.departures.cuts]
    return [f"by {cut.word}" for cut in cuts if cut.command.function is function]


def _keeps(program: Program, function: Function) -> list[str]:
    found = []
    for call in function.body.calls:
        command = program.clients.command(call, function)
        origin = command and program.clients.origin(command.receiver, function)
        if origin:
            found.append(f"{origin.name} as {origin.kept.value}")
    return found


_CLIENT_FACTS = {
    "sends": _sends,
    "started": _started,
    "cancelled": _cancelled,
    "keeps": _keeps,
}


def _pinned(program: Program, path: Path, line: int) -> list[str]:
    """The requirement of redis, if it is written on that line and found from the folder."""
    pin = program.pins.find("redis", path.parent / "app.py")
    if pin is None or pin.path != path or pin.line != line:
        return []
    return [f"redis {pin.version or pin.specifier}"]


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
