"""A request in, a report out: discovery, the cache, and the analysis when the cache has no answer.

Deterministic: the same files and configuration give the same report, however many processes
indexed them and whatever the cache held.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from asynclint.config import Config
from asynclint.files import File, discover, displayed
from asynclint.index.digest import digest
from asynclint.loader import Loader
from asynclint.report import Consulted, Report, Request
from asynclint.text import Source, UndecodableError, decode

if TYPE_CHECKING:
    from asynclint.analysis import Analysis
    from asynclint.index.cache import Cache
    from asynclint.modules import Roots
    from asynclint.program import Program

_DEPTH = 20_000  # long chains of base classes are followed frame by frame, which costs no C stack


def check(request: Request, config: Config) -> Report:
    """Check what the request names.

    Raises `ConfigError` for selectors that select nothing and baselines that are none, `FileError`
    for paths that cannot be used, and `ChangesError` when git cannot tell what has changed.
    """
    return asked(found(request, config), request, config)


def found(request: Request, config: Config) -> Report:
    """All that is found, whether it is asked for or not: neither the baseline nor what has changed
    nor which files were named plays a role."""
    with _eased(), contextlib.closing(Check(request, config)) as run:
        return run.report()


@contextlib.contextmanager
def _eased() -> Iterator[None]:
    """Room for what a check does."""
    collecting, limit = gc.isenabled(), sys.getrecursionlimit()
    gc.disable()  # everything made here lives until the end; looking for garbage costs a third
    sys.setrecursionlimit(max(limit, _DEPTH))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
        if collecting:
            gc.enable()


def asked(report: Report, request: Request, config: Config) -> Report:
    """What the request asks for of all that was found."""
    if not (request.since or request.project or request.baseline):
        return report
    from asynclint import reported  # most ask for all there is
    from asynclint.changes import changes

    changed = changes(request.since, config.project_root) if request.since else None
    if request.project:
        report = reported.within(report, request)
    if request.baseline:
        source_of = source_reader(request.cwd, request.stdin, request.overlays)
        report = reported.unknown(report, request.baseline, source_of, config, request.cwd)
    return reported.touched(report, changed, request.cwd) if changed else report


def analyse(request: Request, config: Config) -> Program:
    """The program that a check of the request would ask, for those who want facts, not findings."""
    with contextlib.closing(Check(replace(request, cache_dir=None), config)) as run:
        return run.analysis.program(run.loader.finish())


class Check:
    """One check, which can be repeated when texts have changed; to be closed in the end.

    What is checked is what the request names; what is asked for of all that is found, `asked` says.
    """

    def __init__(self, request: Request, config: Config) -> None:
        self.began = time.perf_counter()
        self.request = request
        self.config = config
        overlays = dict(request.overlays)
        self.paths = (str(config.project_root),) if request.project else request.paths
        files = discover(self.paths, config, request.cwd)
        named = [request.cwd / path for path in self.paths]
        for path, data in request.overlays:
            if not path.exists():
                files.append(File(path, displayed(path, request.cwd), len(data), 0))
        if request.stdin is not None:
            name, data = request.stdin
            path = Path(request.cwd, name)
            others = [file for file in files if file.path != path]
            if not request.project or len(others) < len(files):
                overlays[path] = data
                named.append(path)
                files = [*others, File(path, name, len(data), 0)]
        self.cache = _cache(request.cache_dir) if request.cache_dir else None
        self.loader = Loader(files, named, overlays, self.cache, request.jobs, request.progress)
        self._files = files
        self._changed = False

    def close(self) -> None:
        self.loader.end()
        if self.cache:
            self.cache.close()

    @cached_property
    def roots(self) -> Roots:
        """Which file is which module."""
        from asynclint.modules import Roots  # while helpers index

        return Roots(self._files, self.config, self.loader.overlays)

    def report(self) -> Report:
        """What is found in the texts as they are now."""
        with _eased():
            if self.cache and not self._changed:
                report = self._remembered(self.cache)
            else:
                report = self.analysis.report()
        seconds = time.perf_counter() - self.began
        return replace(report, statistics=replace(report.statistics, seconds=seconds))

    def replace(self, texts: Mapping[Path, bytes | None]) -> None:
        """From now on these files read like that, or as on disk; only they are read again."""
        self._changed = True
        self.began = time.perf_counter()
        with _eased():
            self.analysis.replace(texts)

    @cached_property
    def analysis(self) -> Analysis:
        """The analysis of the files, once helpers index them: loading it takes as long as a share
        of that, and a remembered report needs none."""
        self.loader.begin()
        from asynclint.analysis import Analysis

        return Analysis(self.loader, self.roots, self.config, self.request.cwd, self.request.fixes)

    def _remembered(self, cache: Cache) -> Report:
        """The report of an earlier run over the very same files and settings, else a new one."""
        note = f"files {str(self.request.cwd)!a}"  # which may be no text
        self.loader.remember(note)
        if (key := self._key()) is not None and (data := cache.result(key)) is not None:
            try:
                old = msgspec.msgpack.decode(data, type=_Result)
                if old.listing == self._listing(old.consulted) and _is_same(old.consulted):
                    return old.report
            except msgspec.MsgspecError:
                pass  # from another version of ours
        analysis = self.analysis
        report = analysis.report()
        self.loader.save(note)
        # What was read outside of the checked files is not part of the key.
        if (key := self._key()) is not None and not self.loader.outside and not report.errors:
            consulted = analysis.consulted()
            result = _Result(self._listing(consulted), consulted, report)
            with contextlib.suppress(UnicodeEncodeError):  # names of files may be anything
                cache.keep_result(key, msgspec.msgpack.encode(result))
        return report

    def _key(self) -> str | None:
        fingerprint = self.loader.fingerprint()
        if fingerprint is None:
            return None
        fixes = self.request.fixes
        asked = sorted(map(str, fixes)) if isinstance(fixes, frozenset) else fixes
        paths = [os.path.abspath(self.request.cwd / path) for path in self.paths]
        said = repr((self.config.digest, str(self.config.project_root), paths, asked))
        return digest(fingerprint + said.encode("utf-8", "surrogateescape")).hex()

    def _listing(self, consulted: list[Consulted]) -> bytes:
        folders = sorted({folder for one in consulted for folder in one.folders})
        return digest(self.roots.listing(folders).encode("utf-8", "surrogateescape"))


def _cache(directory: Path) -> Cache:
    from asynclint.index.cache import Cache

    return Cache(directory)


def _is_same(consulted: list[Consulted]) -> bool:
    """Whether the files still say what they said, about versions and about servers."""
    from asynclint import deployment, pins

    return all(
        not visited or fingerprint_of(visited) == fingerprint
        for one in consulted
        for fingerprint_of, (visited, fingerprint) in (
            (pins.fingerprint_of, one.pins),
            (deployment.fingerprint_of, one.servers),
        )
    )


class _Result(msgspec.Struct):
    """A remembered report, what lay in the directories that were looked into, and whatever else it
    depends on besides the checked files."""

    listing: bytes
    consulted: list[Consulted]
    report: Report


def source_reader(
    cwd: Path, stdin: tuple[str, bytes] | None, overlays: Iterable[tuple[Path, bytes]] = ()
) -> Callable[[str], Source | None]:
    """A function from the path in a finding to its text, for showing the code around it."""
    sources: dict[str, Source | None] = {}
    given = dict(overlays)
    if stdin is not None:
        given[cwd / stdin[0]] = stdin[1]

    def read(path: str) -> Source | None:
        if path not in sources:
            file = cwd / path
            try:
                data = given[file] if file in given else file.read_bytes()
                sources[path] = Source(path, decode(data))
            except (OSError, UndecodableError):
                sources[path] = None
        return sources[path]

    return read
