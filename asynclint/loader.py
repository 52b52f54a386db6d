"""Files -> summaries: reading, remembering and indexing, in parallel when it pays.

Only files that can matter are parsed: those that mention `async` or sockets, those the user named,
and, when the program asks for them, those that their code imports.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from asynclint.files import File
from asynclint.forked import POSSIBLE, Forked, Queue
from asynclint.index.digest import digest
from asynclint.index.summary import TOO_DEEP, Failure, ModuleSummary, unpack
from asynclint.text import Source, decode

if TYPE_CHECKING:
    from asynclint.index.cache import Cache

# Below this much text, a second process costs more than it saves.
_PARALLEL = 50_000
# Below this much text everything is indexed by whoever indexes, since this process would have to
# load the parser for the first file that somebody's code leads to.
_LITTLE = 200_000
# Below this much of summaries, neither does one that finds things in them.
_MUCH = 400_000
# Below this much text, helpers are done by the time this process has loaded the tables.
_MEANWHILE = 90_000
# Into how many parts the files are dealt that several processes take.
_PARTS = 64
# What a file must mention to be read before anybody's code leads to it: coroutines, wires that can
# be cut off, the green threads that cut them off, clients that block, executors, and consumers
# with their layers.
_TELLING = (
    *(b"async", b"ThreadPoolExecutor", b"ProcessPoolExecutor", b".submit(", b"redis"),
    *(b"CHANNEL_LAYERS", b"ASGI_THREADS"),
    *(b" text_data", b"receive_json"),  # of consumers whose base is in another file
)
# The same of what it imports; frameworks that call plain functions on the event loop, too. One
# search for all of it takes as long as three for single words. A test compares it with the tables.
_IMPORTS = re.compile(
    rb"\n[ \t]*+(?:from|import) (?:socket|gevent|eventlet|channels\.generic|channels\.consumer"
    rb"|autobahn|blacksheep|chainlit|engineio|jupyter_server|litestar|mcp|nicegui|reflex|sanic"
    rb"|semantic_kernel|shiny|slixmpp|socketio|telegram|textual|tornado)\b"
)
# The same of threads and processes, which are there to be started, and of pools of them.
_THREADS = (b"threading", b"multiprocessing")
_STARTED = (b".start()", b"Pool(")
# What a file mentions that is read once it matters which functions serve requests: frameworks, and
# the names of their hooks; what is frequent first.
_SERVING = (
    *(b"fastapi", b"django", b"rest_framework", b"ninja", b"urlpatterns", b"MIDDLEWARE"),
    *(b".route(", b"flask", b"starlette", b"litestar", b"tornado", b"falcon", b"pyramid"),
    *(b"bottle", b"start_response", b"get_response"),
)
_STARTING = b"uvicorn"  # of a file that may start a server
_FIRST = 80  # bytes that tell what the first line imports
_WORD = re.compile(rb"[^\W\d]\w*")
_FEW = 20  # files with subclasses that may be meant
_BATCH = 64  # summaries that are written at a time
# A file changed this shortly before it was looked at may change again within the tick of the file
# system's clock: a few milliseconds, or two seconds where times are whole seconds.
_RACY_NS, _RACY_WHOLE_NS = 50_000_000, 2_000_000_000


class Known(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a file: while size and time stay the same, so does the content."""

    size: int
    mtime_ns: int
    digest: bytes
    matters: bool  # mentions something telling
    serves: bool  # may say what serves requests
    starts: bool  # may start a server
    suppresses: bool  # may hold a comment for us


class _Indexed(msgspec.Struct, array_like=True):
    path: str
    digest: bytes
    matters: bool
    serves: bool
    starts: bool
    suppresses: bool
    summary: bytes | None  # encoded; None for a file that does not matter
    failure: Failure | None


# Python takes no such file; in its bytes nothing is to be found, so it is told of.
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def index(data: bytes) -> bytes | Failure:
    """The encoded summary of a file's content, or why there is none."""
    from asynclint.index import indexing  # not needed when everything is remembered

    return indexing.index(data)


def _index_file(path: str, always: bool, keep: bool) -> _Indexed:
    """Read a file and index it, if it matters or `always`; its digest is made to `keep` it."""
    try:
        with open(path, "rb", buffering=0) as file:
            data = file.read()
    except OSError as error:
        failure = Failure(f"cannot be read: {error.strerror}")
        return _Indexed(path, b"", True, False, False, False, None, failure)
    matters = is_telling(data)
    key = digest(data) if keep else b""
    found = _Indexed(path, key, matters, *_hints(data), None, None)
    if matters or always:
        outcome = index(data)
        if isinstance(outcome, Failure):
            found.failure = outcome
        else:
            found.summary = outcome
    return found


def is_telling(data: bytes) -> bool:
    """Whether a file is read before anybody's code leads to it."""
    return (
        data.startswith(_UTF16)
        or any(word in data for word in _TELLING)
        or _IMPORTS.search(data) is not None
        or _IMPORTS.match(b"\n" + data[:_FIRST]) is not None
        or (any(word in data for word in _THREADS) and any(word in data for word in _STARTED))
    )


def _hints(data: bytes) -> tuple[bool, bool, bool]:
    """Whether a file may serve requests, start a server, or hold a comment for us."""
    serves = any(word in data for word in _SERVING)
    return serves, _STARTING in data, b"asynclint" in data or b"ASL" in data


class Gained(msgspec.Struct):
    """What a forked process has read on demand."""

    failures: dict[str, Failure]
    outside: list[str]
    suppressing: list[str]
    fresh: list[tuple[bytes, bytes]]


class Loader:
    """The summaries of one run's files, and what went wrong with the others."""

    def __init__(
        self,
        files: list[File],
        named: Iterable[Path],
        overlays: dict[Path, bytes],
        cache: Cache | None,
        jobs: int,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.files = {file.path: file for file in files}
        self.failures: dict[Path, Failure] = {}
        self.outside: set[Path] = set()  # read though not among `files`
        self._named = {str(path) for path in named}
        self.overlays = overlays
        self._cache = cache
        self._jobs = jobs or _cpus()
        self._progress = progress
        self._known: dict[str, Known] = {}
        self._packed: dict[Path, bytes] = {}
        self._all = False  # whether files are indexed that do not matter by themselves
        self._idle: set[Path] = set()  # the summaries of which are there all the same
        self._suppressing: set[Path] = set()
        self._serving: set[Path] = set()
        self._starting: set[Path] = set()
        self._fresh: list[tuple[bytes, bytes]] = []
        self._todo: dict[str, None] = {}
        self._share: Iterable[str] = ()
        self._helpers: list[Forked] = []
        self._ending: list[Forked] = []
        self._checked: frozenset[Path] | None = None
        self._began_ns = time.time_ns()
        self._words: dict[bool, dict[bytes, list[Path]]] = {}
        self._bases: dict[bytes, list[Path]] | None = None

    # ------------------------------------------------------------ work in a forked process

    def pays(self) -> bool:
        """Whether so much was indexed that a second process is worth it, if there may be one."""
        return POSSIBLE and self._jobs > 1 and sum(map(len, self._packed.values())) >= _MUCH

    def part(self) -> None:
        """To be called in a forked process: from now on only what is on disk of the cache is
        read, and nothing is written."""
        if self._cache:
            self._cache = self._cache.copy()

    def gained(self) -> Gained:
        """What was read in a forked process."""
        return Gained(
            {str(path): failure for path, failure in self.failures.items()},
            [str(path) for path in self.outside],
            [str(path) for path in self._suppressing],
            self._fresh,
        )

    def join(self, gained: Gained) -> None:
        """Take over what was read in a forked process."""
        self.failures.update((Path(name), failure) for name, failure in gained.failures.items())
        self.outside.update(map(Path, gained.outside))
        self._suppressing.update(map(Path, gained.suppressing))
        self._fresh += gained.fresh

    # ------------------------------------------------------------ before anything is parsed

    def remember(self, note: str) -> None:
        """Take over what an earlier run knew of files that have not changed since."""
        data = self._cache.note(note) if self._cache else None
        if data is None:
            return
        try:
            known = msgspec.msgpack.decode(data, type=dict[str, Known])
        except msgspec.MsgspecError:
            return
        for path, file in self.files.items():
            old = known.get(str(path))
            if old is not None and (old.size, old.mtime_ns) == (file.size, file.mtime_ns):
                self._known[str(path)] = old
                self._note(path, old.serves, old.starts, old.suppresses)

    def fingerprint(self) -> bytes | None:
        """The digest of every file's name and content; None while any is not known."""
        parts: list[bytes] = []
        for path, file in self.files.items():
            known = self._known.get(str(path))
            if known is None or path in self.overlays:
                return None
            parts += [file.display.encode("utf-8", "surrogateescape"), known.digest]
        return digest(b"\0".join(parts))

    # ------------------------------------------------------------ indexing

    def begin(self) -> None:
        """Start indexing every file that can matter by itself, as far as helpers do it."""
        todo: list[File] = []
        digests: dict[bytes, list[Path]] = {}
        for path, file in self.files.items():
            known = self._known.get(str(path))
            if path in self.overlays:
                data = self.overlays[path]
                self._take(path, index(data))
                self._note(path, *_hints(data))
            elif known is None:
                todo.append(file)
            elif known.matters or str(path) in self._named:
                digests.setdefault(known.digest, []).append(path)
        cached = self._cache.summaries(digests) if self._cache and digests else {}
        for key, paths in digests.items():
            for path in paths:
                if key in cached:
                    self._packed[path] = cached[key]
                else:
                    todo.append(self.files[path])
        self._todo = {str(file.path): None for file in todo}
        size = sum(file.size for file in todo)
        jobs = self._jobs if size >= _PARALLEL else 1
        self._all = jobs > 1 and size < _LITTLE
        self._share = list(self._todo)
        if jobs > 1 and POSSIBLE:  # starting an interpreter afresh costs more than most take
            parts = _parts(todo)
            queue = Queue(len(parts))
            work = partial(self._encoded, _taken(queue, parts))
            self._helpers = [Forked(work) for _ in range(1, min(jobs, _cpus(), len(parts)))]
            if size > _MEANWHILE or not self._helpers:
                self._share = _taken(queue, parts)
            else:
                self._share = ()
                queue.close()

    def _encoded(self, share: Iterable[str]) -> bytes:
        return msgspec.msgpack.encode([self._look(path) for path in share])

    def _look(self, path: str) -> _Indexed:
        return _index_file(path, self._all or path in self._named, self._cache is not None)

    def finish(self) -> list[Path]:
        """Index what `begin` left to this process; returns the files to check, in order."""
        total = len(self._todo)
        for count, path in enumerate(self._share):
            self._keep(self._look(path))
            if self._progress and count % 16 == 0:
                self._progress(total - len(self._todo), total)
        for helper in self._helpers:
            self._ending.append(helper)
            with contextlib.suppress(msgspec.MsgspecError):
                for one in msgspec.msgpack.decode(helper.answer(), type=list[_Indexed]):
                    self._keep(one)
        for path in list(self._todo):  # left over by a helper that died
            self._keep(self._look(path))
        self._share, self._helpers = (), []
        self._write()
        if self._checked is None:
            self._checked = frozenset(self._packed.keys() - self._idle)
        return [path for path in self.files if path in self._checked or path in self.overlays]

    def end(self) -> None:
        """See the helpers end, also those whose answers nobody has waited for."""
        for helper in self._ending:
            helper.end()
        for helper in self._helpers:
            helper.abandon()
        self._ending, self._helpers = [], []

    def _write(self) -> None:
        if self._cache and self._fresh:
            self._cache.keep_summaries(self._fresh)
        self._fresh = []

    def _keep(self, one: _Indexed) -> None:
        self._todo.pop(one.path, None)
        path = Path(one.path)
        file = self.files[path]
        if one.digest and not self._is_racy(file):
            self._known[one.path] = Known(
                *(file.size, file.mtime_ns, one.digest, one.matters),
                *(one.serves, one.starts, one.suppresses),
            )
        self._note(path, one.serves, one.starts, one.suppresses)
        if not one.matters and one.path not in self._named:
            if one.summary is None:
                return  # told of once somebody's code leads there
            self._idle.add(path)
        if one.failure is not None:
            self.failures[path] = one.failure
        elif one.summary is not None:
            self._packed[path] = one.summary
            self._fresh.append((one.digest, one.summary))

    def _is_racy(self, file: File) -> bool:
        tick = _RACY_NS if file.mtime_ns % 1_000_000_000 else _RACY_WHOLE_NS
        return self._began_ns - file.mtime_ns <= tick

    def _note(self, path: Path, serves: bool, starts: bool, suppresses: bool) -> None:
        for is_it, paths in (
            (serves, self._serving),
            (starts, self._starting),
            (suppresses, self._suppressing),
        ):
            if is_it:
                paths.add(path)

    def _take(self, path: Path, outcome: bytes | Failure) -> None:
        if isinstance(outcome, Failure):
            self.failures[path] = outcome
        else:
            self._packed[path] = outcome

    def summary(self, path: Path) -> ModuleSummary | None:
        """The summary of a file, indexed now if need be; None when there is none."""
        packed = self._packed.get(path)
        if packed is None and path not in self.failures:
            packed = self._on_demand(path)
        try:
            return unpack(packed) if packed is not None else None
        except msgspec.MsgspecError:  # a damaged cache
            data = index(self._read(path))
            return unpack(data) if isinstance(data, bytes) else None
        except RecursionError:  # what could just be encoded here could not be decoded elsewhere
            self.failures[path] = Failure(TOO_DEEP)
            return None

    def _on_demand(self, path: Path) -> bytes | None:
        if path not in self.files:
            self.outside.add(path)
        known = self._known.get(str(path))
        if known is not None and self._cache:
            packed = self._cache.summaries([known.digest]).get(known.digest)
            if packed is not None:
                return packed
        try:
            data = self._read(path)
        except OSError as error:
            self.failures[path] = Failure(f"cannot be read: {error.strerror}")
            return None
        outcome = index(data)
        self._take(path, outcome)
        self._note(path, *_hints(data))
        if isinstance(outcome, Failure):
            return None
        if self._cache:
            self._fresh.append((digest(data), outcome))
            if len(self._fresh) == _BATCH:
                self._write()
        return outcome

    def replace(self, path: Path, data: bytes | None, packed: bytes | None = None) -> None:
        """From now on the file reads as `data`, whose summary is `packed`, or as it is on disk."""
        self._known.pop(str(path), None)
        self._words, self._bases = {}, None
        self.failures.pop(path, None)
        for known in (self._packed, self.overlays):
            known.pop(path, None)
        for noted in (self._serving, self._starting, self._suppressing):
            noted.discard(path)
        if data is not None:
            self.overlays[path] = data
            self._note(path, *_hints(data))
        if packed is not None:
            self._packed[path] = packed

    def _read(self, path: Path) -> bytes:
        return self.overlays[path] if path in self.overlays else path.read_bytes()

    def suppresses(self, path: Path) -> bool:
        """Whether the file may hold a comment that concerns us."""
        return path in self._suppressing

    def serving(self) -> list[Path]:
        """The files that may say what serves requests, in order."""
        return [path for path in self.files if path in self._serving]

    def covers(self, root: Path) -> bool:
        """Whether all files below a directory are checked."""
        named = map(os.path.abspath, self._named)
        return any(os.path.join(root, "").startswith(os.path.join(name, "")) for name in named)

    def mentioning(self, word: str, idle: bool = False) -> list[Path]:
        """The files with an identifier, in order; or of those, if `idle`, that nothing but code
        that leads there makes us read. The first question of either kind reads all of them."""
        known = self._words.get(idle)
        if known is None:
            known = self._words[idle] = {}
            for path in self.files:
                if not (idle and self._is_read(path)):
                    with contextlib.suppress(OSError):
                        for found in set(_WORD.findall(self._read(path))):
                            known.setdefault(found, []).append(path)
        return known.get(word.encode(), []) if word.isascii() else list(self.files)

    def _is_read(self, path: Path) -> bool:
        """Whether a file matters by itself, or may say what serves requests."""
        return path in (self._checked or ()) or path in self._serving or path in self.overlays

    def deriving(self, name: str) -> list[Path]:
        """The files that at their top level may have a class with a base of that last name, in
        order; none if they are many, for then it could be any. The first question reads all of
        them."""
        if self._bases is None:
            self._bases = {}
            for path in self.files:
                with contextlib.suppress(OSError):
                    for base in _bases(self._read(path)):
                        self._bases.setdefault(base, []).append(path)
        found = self._bases.get(name.encode(), [])
        return found if len(found) <= _FEW else []

    def starting(self) -> list[Path]:
        """The files that may start a server, in order."""
        return [path for path in self.files if path in self._starting]

    def source(self, path: Path, display: str) -> Source:
        """The text of a file that has been indexed."""
        return Source(display, decode(self._read(path)))

    def save(self, note: str) -> None:
        """Remember what is known of the files for the next run, if their names are text."""
        self._write()
        if self._cache:
            with contextlib.suppress(UnicodeEncodeError):
                self._cache.keep_note(note, msgspec.msgpack.encode(self._known))


def _bases(data: bytes) -> set[bytes]:
    """The names in front of the bodies of classes at the top level, save their own."""
    heads = (b"\n" + data).split(b"\nclass ")[1:]
    return {word for head in heads for word in _WORD.findall(head.partition(b":")[0])[1:]}


def _cpus() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _parts(todo: list[File]) -> list[list[str]]:
    """The files in parts of about the same amount of text, large ones first."""
    paths = [str(file.path) for file in sorted(todo, key=lambda f: (-f.size, f.path))]
    return [paths[first::_PARTS] for first in range(min(_PARTS, len(paths)))]


def _taken(queue: Queue, parts: list[list[str]]) -> Iterator[str]:
    """The files of the parts that this process gets hold of."""
    for number in queue:
        yield from parts[number]
