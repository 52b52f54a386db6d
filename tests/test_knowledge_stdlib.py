"""The tables about the standard library agree with the Python that runs these tests."""

from __future__ import annotations

import ast
import builtins
import concurrent.futures
import contextlib
import importlib
import inspect
import io
import json
import logging
import multiprocessing.connection
import multiprocessing.pool
import multiprocessing.queues
import multiprocessing.synchronize
import os
import pathlib
import pkgutil
import queue
import re
import select
import smtplib
import sqlite3
import subprocess
import sys
import tempfile
import threading
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import msgspec
import pytest

from asynclint import knowledge
from asynclint.knowledge import joined, tables
from asynclint.knowledge.entry import Blocks, Kind, Unless
from asynclint.knowledge.library import Library

MODULES = sorted(
    module.name
    for module in pkgutil.iter_modules(knowledge.__path__)
    if module.name.startswith("stdlib_")
)

LIBRARIES: dict[str, Library] = {
    name: importlib.import_module(f"asynclint.knowledge.{name}").LIBRARY for name in MODULES
}

ROWS: list[Blocks] = [row for library in LIBRARIES.values() for row in library.blocks]

# What is not in every supported Python: first and last version that has it, itself included.
VERSIONS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "asyncio.EventLoop": ((3, 13), (9, 9)),
    "asyncio.QueueShutDown": ((3, 13), (9, 9)),
    "builtins.PythonFinalizationError": ((3, 13), (9, 9)),
    "concurrent.futures.InterpreterPoolExecutor": ((3, 14), (9, 9)),
    "crypt": ((3, 0), (3, 12)),
    "mimetypes.guess_file_type": ((3, 13), (9, 9)),
    "nntplib": ((3, 0), (3, 12)),
    "os.path.isdevdrive": ((3, 13), (9, 9)),
    "os.path.isjunction": ((3, 12), (9, 9)),
    "pathlib.Path.copy": ((3, 14), (9, 9)),
    "pathlib.Path.copy_into": ((3, 14), (9, 9)),
    "pathlib.Path.from_uri": ((3, 13), (9, 9)),
    "pathlib.Path.is_junction": ((3, 12), (9, 9)),
    "pathlib.Path.link_to": ((3, 8), (3, 11)),
    "pathlib.Path.move": ((3, 14), (9, 9)),
    "pathlib.Path.move_into": ((3, 14), (9, 9)),
    "pathlib.Path.walk": ((3, 12), (9, 9)),
    "pathlib.PurePath.full_match": ((3, 13), (9, 9)),
    "pathlib.PurePath.with_segments": ((3, 12), (9, 9)),
    "telnetlib": ((3, 0), (3, 12)),
    "typing.override": ((3, 12), (9, 9)),
    "warnings.deprecated": ((3, 13), (9, 9)),
}

# Canonical names that are functions in some Python, or whose members only instances have.
STAND_INS: dict[str, Callable[[], object]] = {
    "asyncio.subprocess.Process.stdin": lambda: None,
    "asyncio.subprocess.Process.stdout": lambda: None,
    "asyncio.subprocess.Process.stderr": lambda: None,
    "importlib.machinery.ModuleSpec.loader": lambda: None,
    "multiprocessing.Barrier": lambda: multiprocessing.synchronize.Barrier,
    "multiprocessing.BoundedSemaphore": lambda: multiprocessing.synchronize.BoundedSemaphore,
    "multiprocessing.Condition": lambda: multiprocessing.synchronize.Condition,
    "multiprocessing.Event": lambda: multiprocessing.synchronize.Event,
    "multiprocessing.JoinableQueue": lambda: multiprocessing.queues.JoinableQueue,
    "multiprocessing.Lock": lambda: multiprocessing.synchronize.Lock,
    "multiprocessing.Lock.acquire": lambda: multiprocessing.Lock().acquire,
    "multiprocessing.Pool": lambda: multiprocessing.pool.Pool,
    "multiprocessing.Queue": lambda: multiprocessing.queues.Queue,
    "multiprocessing.RLock": lambda: multiprocessing.synchronize.RLock,
    "multiprocessing.RLock.acquire": lambda: multiprocessing.RLock().acquire,
    "multiprocessing.Semaphore": lambda: multiprocessing.synchronize.Semaphore,
    "multiprocessing.Semaphore.acquire": lambda: multiprocessing.Semaphore().acquire,
    "multiprocessing.SimpleQueue": lambda: multiprocessing.queues.SimpleQueue,
    "select.poll": lambda: type(select.poll()),
    "subprocess.Popen.stderr": lambda: io.BufferedReader,
    "subprocess.Popen.stdout": lambda: io.BufferedReader,
    "sys.stdin": lambda: io.TextIOWrapper,
    "sys.stdin.buffer": lambda: io.BufferedReader,
    "tempfile.TemporaryDirectory.name": lambda: "",
    "tempfile._TemporaryFileWrapper.name": lambda: "",
    "threading.Condition.acquire": lambda: threading.Condition().acquire,
    "threading.Lock": lambda: type(threading.Lock()),
    "threading.RLock": lambda: type(threading.RLock()),
}

# Bases that say where to look for methods; not what `issubclass` says.
BORROWED = {
    ("io.BufferedRandom", "io.BufferedReader"),
    ("io.BufferedRandom", "io.BufferedWriter"),
    ("tempfile._TemporaryFileWrapper", "io.BufferedRandom"),
}

# Names that look like work and are none: they must never get a row.
PURE = (
    "asyncio.Event.wait",
    "asyncio.Lock.acquire",
    "asyncio.Queue.get",
    "asyncio.Future.result",
    "asyncio.subprocess.Process.wait",
    "asyncio.sleep",
    "asyncio.wait",
    "builtins.print",
    "io.BytesIO.read",
    "io.StringIO.read",
    "io.TextIOWrapper.close",
    "json.dumps",
    "json.loads",
    "logging.Logger.info",
    "logging.getLogger",
    "os.cpu_count",
    "os.environ.get",
    "os.fspath",
    "os.getcwd",
    "os.getenv",
    "os.getpid",
    "os.kill",
    "os.urandom",
    "os.path.abspath",
    "os.path.basename",
    "os.path.commonpath",
    "os.path.commonprefix",
    "os.path.dirname",
    "os.path.expanduser",
    "os.path.expandvars",
    "os.path.isabs",
    "os.path.join",
    "os.path.normcase",
    "os.path.normpath",
    "os.path.relpath",
    "os.path.samestat",
    "os.path.split",
    "os.path.splitdrive",
    "os.path.splitext",
    "pathlib.Path.absolute",
    "pathlib.Path.cwd",
    "pathlib.Path.expanduser",
    "pathlib.Path.home",
    "pathlib.PurePath.as_posix",
    "pathlib.PurePath.as_uri",
    "pathlib.PurePath.is_absolute",
    "pathlib.PurePath.is_relative_to",
    "pathlib.PurePath.joinpath",
    "pathlib.PurePath.match",
    "pathlib.PurePath.parent",
    "pathlib.PurePath.relative_to",
    "pathlib.PurePath.with_name",
    "pathlib.PurePath.with_stem",
    "pathlib.PurePath.with_suffix",
    "queue.Queue.empty",
    "queue.Queue.get_nowait",
    "queue.Queue.put_nowait",
    "queue.Queue.qsize",
    "queue.SimpleQueue.put",
    "socket.socket",
    "socket.socket.bind",
    "socket.socket.close",
    "socket.socket.listen",
    "socket.socket.setsockopt",
    "socket.gethostname",
    "concurrent.futures.Executor.submit",
    "concurrent.futures.Future.done",
    "concurrent.futures.ThreadPoolExecutor",
    "subprocess.Popen.kill",
    "subprocess.Popen.poll",
    "subprocess.Popen.terminate",
    "threading.Event.set",
    "threading.Lock.release",
    "threading.Thread.start",
    "time.monotonic",
    "time.perf_counter",
    "time.time",
)


@cache
def resolve(name: str) -> object:
    """The object of a canonical dotted name; AttributeError if there is none."""
    owner, _, attribute = name.rpartition(".")
    if name in STAND_INS:
        return STAND_INS[name]()
    if not owner:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return importlib.import_module(name)
    try:
        return getattr(resolve(owner), attribute)
    except AttributeError:
        # A submodule that nobody has imported yet.
        try:
            return importlib.import_module(name)
        except ImportError:
            raise AttributeError(name) from None


def names_of(library: Library) -> Iterator[str]:
    for row in library.blocks:
        yield row.name.removesuffix(".*")
    yield from library.bases
    for bases in library.bases.values():
        yield from bases
    yield from library.returns
    yield from library.aliases.values()
    yield from library.safe
    yield from library.offloads
    yield from library.calls
    yield from library.schedules
    yield from library.on_loop
    yield from library.transparent
    yield from library.consumes
    yield from library.asynchronous
    yield from library.spawns
    yield from library.gathers
    yield from library.deadlines
    yield from library.timeouts
    yield from library.groups
    yield from library.cancels
    yield from library.shields
    yield from library.level_cancelled
    yield from library.cancellations
    yield from (client.name for client in library.clients)
    for annotation in library.returns.values():
        yield from types_in(annotation)


def types_in(annotation: str) -> Iterator[str]:
    """Dotted names in an annotation; a name without a dot is a builtin."""
    stack: list[ast.AST] = [ast.parse(annotation, mode="eval").body]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            if node.id != "Self":
                yield f"builtins.{node.id}"
        elif isinstance(node, ast.Attribute):
            yield ast.unparse(node)
        else:
            stack.extend(ast.iter_child_nodes(node))


def expected(name: str) -> bool:
    """Whether the running Python should have the name."""
    parts = name.split(".")
    for length in range(1, len(parts) + 1):
        first, last = VERSIONS.get(".".join(parts[:length]), ((3, 0), (9, 9)))
        if not first <= sys.version_info[:2] <= last:
            return False
    return True


def present(name: str) -> bool:
    try:
        resolve(name)
    except (AttributeError, ImportError):
        return False
    return True


def is_variant(name: str) -> bool:
    """Whether a name is of a class that stands for some instances of a real one."""
    classes = {cls for library in LIBRARIES.values() for *_, cls in library.variants.values()}
    return name in classes or name.rpartition(".")[0] in classes


def row(name: str) -> Blocks:
    [found] = [row for row in ROWS if row.name == name]
    return found


@pytest.mark.parametrize("module", MODULES)
def test_names_exist_exactly_where_expected(module: str) -> None:
    names = {name for name in names_of(LIBRARIES[module]) if not is_variant(name)}
    assert sorted(name for name in names if present(name) != expected(name)) == []
    for name, (keyword, position, constant, cls) in LIBRARIES[module].variants.items():
        found = parameters(name)
        assert found is not None
        assert found[position].name == keyword
        if len(constant) == 1:
            assert present(cls)
            continue
        assert not constant or present(constant)
        bases = LIBRARIES[module].bases
        assert bases[cls] in ((name,), bases.get(name))
        assert not present(cls)


def test_version_exceptions_are_used() -> None:
    names = {name for library in LIBRARIES.values() for name in names_of(library)}
    for exception in VERSIONS:
        assert any(f"{name}.".startswith(f"{exception}.") for name in names), exception


@pytest.mark.parametrize("module", MODULES)
def test_aliases_exist(module: str) -> None:
    for alias, canonical in LIBRARIES[module].aliases.items():
        assert alias != canonical
        if not present(alias):
            # A private module that only some versions or platforms have.
            assert alias.startswith("_") or "._" in alias or not expected(alias), alias


def test_canonical_names_are_no_aliases() -> None:
    aliases = {alias for library in LIBRARIES.values() for alias in library.aliases}
    for library in LIBRARIES.values():
        for name in names_of(library):
            parts = name.split(".")
            prefixes = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
            # The type of a context leads, by its alias, to the package itself.
            assert not (prefixes & aliases) - {"multiprocessing.context.BaseContext"}, name


def test_no_duplicates() -> None:
    def repeated(names: Iterator[str]) -> list[str]:
        return [name for name, count in Counter(names).items() if count > 1]

    libraries = LIBRARIES.values()
    assert repeated(row.name for row in ROWS) == []
    mappings = ("returns", "bases", "aliases", "offloads", "calls", "schedules")
    for table in (*mappings, "spawns", "deadlines", "shields"):
        assert repeated(name for library in libraries for name in getattr(library, table)) == []
    sequences = ("safe", "on_loop", "transparent", "consumes", "asynchronous")
    for table in (*sequences, "gathers", "timeouts", "groups", "cancels", "level_cancelled"):
        assert repeated(name for library in libraries for name in getattr(library, table)) == []


@pytest.mark.parametrize("module", MODULES)
def test_packages_cover_the_names(module: str) -> None:
    library = LIBRARIES[module]
    assert library.distribution == ""
    keys = {row.name for row in library.blocks}.union(
        library.returns,
        library.bases,
        library.offloads,
        library.calls,
        library.schedules,
        library.transparent,
        library.provides,
        library.consumes,
        library.on_loop,
        library.spawns,
        library.gathers,
        library.deadlines,
        library.timeouts,
        library.groups,
        library.cancels,
        library.shields,
        library.cancellations,
        (client.name for client in library.clients),
    )
    assert {name.partition(".")[0] for name in keys} == set(library.packages)
    assert set(library.packages) <= sys.stdlib_module_names | {
        name for name in VERSIONS if not expected(name)
    }


@pytest.mark.parametrize("module", MODULES)
def test_bases_are_bases(module: str) -> None:
    for name, bases in LIBRARIES[module].bases.items():
        if not expected(name) or is_variant(name):
            continue
        cls = resolve(name)
        assert isinstance(cls, type)
        for base in bases:
            parent = resolve(base)
            assert isinstance(parent, type)
            assert issubclass(cls, parent) != ((name, base) in BORROWED), (name, base)


@pytest.mark.parametrize("entry", ROWS, ids=lambda entry: entry.name)
def test_rows_are_well_written(entry: Blocks) -> None:
    assert re.fullmatch(
        r"https://docs\.python\.org/3(\.\d+)?/library/[\w.-]+\.html#[\w.-]+", entry.why
    )
    assert "{" not in entry.twin + entry.why + entry.does
    assert entry.when == ""
    verb = entry.does.split()[0].strip(",")
    assert re.fullmatch(r"[a-z]+s", verb)
    assert not entry.does.endswith(".")
    if entry.twin.startswith("asyncio.") and " " not in entry.twin:
        assert present(entry.twin)
    if entry.twin.startswith("loop.") and " " not in entry.twin:
        assert present(entry.twin.replace("loop.", "asyncio.AbstractEventLoop."))


def parameters(name: str) -> list[inspect.Parameter] | None:
    """What a caller may pass, without `self`; None where Python does not tell."""
    function = resolve(name)
    try:
        found = list(inspect.signature(function).parameters.values())  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    owner = resolve(name.rpartition(".")[0])
    bound = isinstance(function, type) or inspect.ismethod(function)
    if isinstance(owner, type) and not bound and found[:1] and found[0].name == "self":
        return found[1:]
    return found


CONDITIONS = [
    (entry.name, condition)
    for entry in ROWS
    for condition in entry.unless
    if expected(entry.name) and not entry.name.endswith("__enter__")
]


@pytest.mark.parametrize(("name", "condition"), CONDITIONS)
def test_conditions_agree_with_the_signature(name: str, condition: Unless) -> None:
    found = parameters(name)
    if found is None:
        pytest.skip("no signature")
    if found and all(
        parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD) for parameter in found
    ):
        pytest.skip("the signature says nothing")
    named = {parameter.name: position for position, parameter in enumerate(found)}
    at = condition.position
    if at is not None and found[at].kind is found[at].POSITIONAL_ONLY:
        parameter = found[at]  # what it is called differs between releases, and does not matter
    else:
        assert condition.keyword in named
        parameter = found[named[condition.keyword]]
    if parameter.kind is parameter.KEYWORD_ONLY:
        assert condition.position is None
    elif parameter.kind is not parameter.POSITIONAL_ONLY:
        assert condition.position == named[condition.keyword]
    if parameter.default is not parameter.empty:
        assert (parameter.default in condition.values) == condition.by_default


def test_condition_values_that_are_names_exist() -> None:
    for _, condition in CONDITIONS:
        for value in condition.values:
            if (
                isinstance(value, str)
                and "." in value[1:]
                and value.replace(".", "").isidentifier()
            ):
                assert present(value) or value == "os.P_DETACH"


def test_keyword_positions_of_callables() -> None:
    for library in LIBRARIES.values():
        tables = (library.offloads, library.calls, library.schedules)
        for table in (*tables, library.spawns, library.deadlines, library.shields):
            for name, where in table.items():
                if not present(name) or (found := parameters(name)) is None:
                    continue
                if any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in found):
                    continue
                if isinstance(where, str):
                    assert where in {parameter.name for parameter in found}, name
                else:
                    assert isinstance(where, int), name
                    assert where < len(found), name


def test_methods_of_clients_exist() -> None:
    for library in LIBRARIES.values():
        for client in library.clients:
            said = " ".join((client.local, client.writes, client.alone, client.releases))
            for method in (*said.split(), *client.takes):
                assert callable(resolve(f"{client.name}.{method}")), method


def test_builtin_exceptions_are_complete() -> None:
    bases = LIBRARIES["stdlib_cancel"].bases
    for name, found in vars(builtins).items():
        if isinstance(found, type) and issubclass(found, BaseException):
            if found.__name__ != name or name.startswith("_") or found is BaseException:
                continue  # an alias, an implementation detail, or the root
            assert bases[f"builtins.{name}"] == tuple(
                f"builtins.{base.__name__}" for base in found.__bases__
            )


def test_pure_names_have_no_row() -> None:
    bases = {name: found for lib in LIBRARIES.values() for name, found in lib.bases.items()}
    rows = {row.name for row in ROWS}
    for name in PURE:
        assert present(name), name
        owners, (_, _, method) = [name.rpartition(".")[0]], name.rpartition(".")
        for owner in owners:
            assert f"{owner}.{method}" not in rows
            assert f"{owner}.*" not in rows
            owners.extend(bases.get(owner, ()))


def test_kinds_follow_the_policy() -> None:
    assert row("time.sleep").kind is Kind.SLEEP
    assert row("socket.getaddrinfo").kind is Kind.NETWORK
    assert row("sqlite3.connect").kind is Kind.DATABASE
    assert row("threading.Lock.__enter__").kind is Kind.LOCK
    assert row("pathlib.Path.exists").kind is Kind.METADATA
    assert row("pathlib.Path.read_text").kind is Kind.FILE
    assert row("shutil.rmtree").kind is Kind.FILE
    assert row("importlib.import_module").kind is Kind.IMPORT


# Live: what the conditions say cannot wait does not.


def test_queues_raise_at_once() -> None:
    assert row("queue.Queue.get").unless
    with pytest.raises(queue.Empty):
        queue.Queue[int]().get(block=False)
    with pytest.raises(queue.Empty):
        queue.Queue[int]().get(True, 0)
    full = queue.Queue[int](maxsize=1)
    full.put(1)
    with pytest.raises(queue.Full):
        full.put(2, False)
    with pytest.raises(queue.Empty):
        queue.SimpleQueue[int]().get(False)


def test_locks_answer_at_once() -> None:
    lock = threading.Lock()
    with lock:
        assert lock.acquire(False) is False
        assert lock.acquire(timeout=0) is False
    assert threading.Semaphore(0).acquire(blocking=False) is False
    assert threading.Event().wait(0) is False


def test_futures_answer_at_once() -> None:
    pending = concurrent.futures.Future[int]()
    with pytest.raises(concurrent.futures.TimeoutError):
        pending.result(timeout=0)
    assert concurrent.futures.wait([pending], timeout=0).not_done == {pending}


def test_pipes_answer_at_once() -> None:
    left, right = multiprocessing.Pipe()
    assert left.poll() is False
    assert left.poll(0) is False
    assert select.select([right], [], [], 0) == ([], [], [])
    left.close()
    right.close()


def test_children_answer_at_once() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert os.waitpid(child.pid, os.WNOHANG) == (0, 0)
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(timeout=0)
        child.kill()


def test_nothing_is_opened_without_a_host_or_a_file() -> None:
    assert smtplib.SMTP().sock is None
    assert logging.FileHandler(os.devnull, delay=True).stream is None
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", "b")
    assert json.load(io.StringIO("1")) == 1
    sqlite3.connect(":memory:").close()


# Live: results have the types that the tables promise.


def _opened() -> io.TextIOWrapper:
    with open(os.devnull) as file:
        return file


def _entered() -> str:
    with tempfile.TemporaryDirectory() as name:
        return name


def _queried(method: str, *args: str) -> object:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        return getattr(connection, method)(*args)


RESULTS: dict[str, Callable[[], object]] = {
    "concurrent.futures.Executor.submit": concurrent.futures.Future,
    "logging.getLogger": lambda: logging.getLogger("asynclint.test"),
    "os.getcwd": os.getcwd,
    "os.path.join": lambda: os.path.join("a", "b"),
    "re.compile": lambda: re.compile("a"),
    "re.match": lambda: re.match("a", "a"),
    "builtins.str.split": "a b".split,
    "builtins.open": _opened,
    "sqlite3.Connection.execute": lambda: _queried("execute", "select 1"),
    "sqlite3.Connection.cursor": lambda: _queried("cursor"),
    "tempfile.TemporaryDirectory.__enter__": _entered,
    "threading.Lock.__enter__": lambda: threading.Lock().__enter__(),
    "pathlib.Path.cwd": pathlib.Path.cwd,
    "pathlib.PurePath.name": lambda: pathlib.Path("a").name,
}


@pytest.mark.parametrize("name", RESULTS)
def test_results_have_the_promised_type(name: str) -> None:
    promised = next(lib.returns[name] for lib in LIBRARIES.values() if name in lib.returns)
    plain = promised.partition("[")[0]
    expected_type = getattr(builtins, plain) if "." not in plain else resolve(plain)
    assert isinstance(expected_type, type)
    assert isinstance(RESULTS[name](), expected_type)


def test_modules_stay_readable() -> None:
    for name in MODULES:
        source = importlib.import_module(f"asynclint.knowledge.{name}").__file__
        assert source is not None
        assert len(pathlib.Path(source).read_text().splitlines()) < 400


def test_joined_tables_are_the_tables(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joined, "_KEPT", tmp_path / "joined.tables")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    made = joined.read()
    assert joined._KEPT.exists()
    assert joined.read() == made == joined.join(tables.ALL)
    rows = {
        row.name: msgspec.structs.replace(row, why="")
        for library in tables.ALL
        for row in library.blocks
    }
    found = joined.Groups[tuple[Any, ...]](joined.ROWS, made)
    assert {name: joined.row(name, found.get(name) or ()) for name in rows} == rows
    assert found.get("time.nothing") is None
    assert found.get("nothing") is None
    returns = {name: said for library in tables.ALL for name, said in library.returns.items()}
    types = joined.Groups[str](joined.RETURNS, made)
    assert {name: types.get(name) for name in returns} == returns
    serves = [row for library in tables.ALL for row in library.serves]
    assert list(joined.serves(made)) == serves
    clients = {
        row.name: (library.distribution, row) for library in tables.ALL for row in library.clients
    }
    assert {name: joined.client(plain) for name, plain in made.clients.items()} == clients
    hazards = [(library.distribution, row) for library in tables.ALL for row in library.hazards]
    assert [joined.hazard(plain) for plain in made.hazards] == hazards
    whole = joined._KEPT.read_bytes()
    for part in (b"", b"\x00half", whole[:-1], whole[: len(whole) // 9]):
        joined._KEPT.write_bytes(part)
        assert joined.read() == made
    assert joined._opened(joined._KEPT, joined._stamp()) == made


def test_wheels_bring_the_tables_along(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = joined.join(tables.ALL)
    monkeypatch.setattr(joined, "BUILT", tmp_path / "joined.tables")
    monkeypatch.setattr(joined, "_KEPT", tmp_path / "kept.tables")
    joined.BUILT.write_bytes(joined.dump(made))
    monkeypatch.setattr(joined, "join", None)
    assert joined.read() == made
    assert not joined._KEPT.exists()
    monkeypatch.undo()
    monkeypatch.setattr(joined, "BUILT", tmp_path / "joined.tables")
    joined.BUILT.write_bytes(b"half")
    assert joined.read() == made
