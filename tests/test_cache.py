"""The cache saves time and nothing else: whatever happens to it, the answer stays the same."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Fixture, project
from msgspec.structs import replace

from asynclint import analysis, engine, loader
from asynclint.index import cache as cache_module
from asynclint.index.cache import Cache
from asynclint.index.digest import digest
from asynclint.report import Report

FILES = {
    "main.py": "from helpers import nap\nasync def main():\n    nap()\n",
    "helpers.py": "import time\ndef nap():\n    time.sleep(1)\n",
    "other.py": "async def other():\n    input()\n",
}
EXPECTED = [("main.py", 3), ("other.py", 2)]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fixture:
    """A project whose files count as old, so that they are remembered at once."""
    monkeypatch.setattr(loader, "_RACY_NS", -(10**18))
    return project(tmp_path / "project", FILES)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def places(report: Report) -> list[tuple[str, int]]:
    assert report.errors == ()
    return [(d.path, d.span.start.line) for d in report.diagnostics]


def database(cache: Path) -> Path:
    (found,) = cache.rglob("*.db")
    return found


def edit(fixture: Fixture, name: str, text: str) -> None:
    """Change a file so that its time changes too, however coarse the clock."""
    path = fixture.root / name
    before = path.stat().st_mtime_ns if path.exists() else time.time_ns()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are indexed from now on."""
    indexed: list[str] = []
    index = loader.index

    def spy(data: bytes) -> object:
        indexed.append(data.decode(errors="replace"))
        return index(data)

    monkeypatch.setattr(loader, "index", spy)
    return indexed


# -------------------------------------------------------------------- it is used


def test_nothing_is_indexed_twice(
    made: Fixture, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert places(made.check(cache)) == EXPECTED
    indexed = counting(monkeypatch)
    assert places(made.check(cache)) == EXPECTED
    assert indexed == []
    edit(made, "other.py", "async def other():\n    pass\n")
    assert places(made.check(cache)) == EXPECTED[:1]
    assert indexed == ["async def other():\n    pass\n"]


def test_result_is_remembered(made: Fixture, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made.check(cache)

    def fail(self: object) -> Report:
        raise AssertionError("solved again")

    monkeypatch.setattr(analysis.Analysis, "report", fail)
    again = made.check(cache)
    assert again.diagnostics == first.diagnostics
    assert replace(again.statistics, seconds=0) == replace(first.statistics, seconds=0)


def test_what_comes_and_goes_around_the_project_is_no_matter(
    made: Fixture, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project may be in a directory that others use too, such as that of temporary files."""
    first = made.check(cache)
    (made.root.parent / "other").mkdir()
    (made.root.parent / "other.py").write_text("")
    with monkeypatch.context() as patched:
        patched.setattr(analysis.Analysis, "report", None)
        assert made.check(cache).diagnostics == first.diagnostics


def test_a_package_around_the_project_is_a_matter(made: Fixture, cache: Path) -> None:
    """What is in a package is imported from above it."""
    (made.root / "__init__.py").write_text("")
    (made.root / "main.py").write_text(
        "from outer.project.helpers import nap\nasync def main():\n    nap()\n"
    )
    outer = made.root.parent / "outer"
    outer.mkdir()
    inside = project(outer / "project", {p.name: p.read_text() for p in made.files()})
    assert places(inside.check(cache)) == EXPECTED[1:]
    (outer / "__init__.py").write_text("")
    assert places(inside.check(cache)) == EXPECTED


def test_other_settings_have_other_results(made: Fixture, cache: Path) -> None:
    assert places(made.check(cache)) == EXPECTED
    config = replace(made.config(), ignore=("ASL101",))
    assert places(engine.check(made.request(cache), config)) == []
    config = replace(made.config(), non_blocking=("time.sleep",))
    assert places(engine.check(made.request(cache), config)) == EXPECTED[1:]
    assert places(made.check(cache)) == EXPECTED


def test_other_paths_have_other_results(made: Fixture, cache: Path) -> None:
    assert places(made.check(cache)) == EXPECTED
    one = replace(made, paths=("main.py",))
    assert places(one.check(cache)) == EXPECTED[:1]
    assert places(one.check(cache)) == EXPECTED[:1]
    assert places(made.check(cache)) == EXPECTED


def test_directory_of_the_cache_is_marked(made: Fixture, cache: Path) -> None:
    made.check(cache)
    assert (cache / ".gitignore").read_text().endswith("*\n")
    assert (cache / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f0688")


def test_without_a_cache_nothing_is_written(made: Fixture, cache: Path) -> None:
    before = sorted(made.root.rglob("*"))
    made.check()
    assert sorted(made.root.rglob("*")) == before


# -------------------------------------------------------------------- nothing is stale

EDITS: dict[str, tuple[dict[str, str | None], list[tuple[str, int]]]] = {
    "helper no longer blocks": ({"helpers.py": "def nap():\n    pass\n"}, EXPECTED[1:]),
    "helper blocks elsewhere": (
        {"helpers.py": "import time\n\n\ndef nap():\n    time.sleep(1)\n"},
        EXPECTED,
    ),
    "helper of the helper": (
        {"helpers.py": "from deep import nap\n", "deep.py": "def nap(): ...\n"},
        EXPECTED[1:],
    ),
    "helper is gone": ({"helpers.py": None}, EXPECTED[1:]),
    "helper becomes a package": (
        {"helpers/__init__.py": "def nap(): ...\n"},
        EXPECTED[1:],
    ),
    "helper becomes async": (
        {"helpers.py": "import time\nasync def nap():\n    time.sleep(1)\n"},
        [("helpers.py", 3), ("other.py", 2)],
    ),
    "caller no longer calls": ({"main.py": "async def main(): ...\n"}, EXPECTED[1:]),
    "caller moves": ({"main.py": "\n" + FILES["main.py"]}, [("main.py", 4), ("other.py", 2)]),
    "a module takes a library's place": (
        {"time.py": "def sleep(seconds): ...\n"},
        [("other.py", 2)],
    ),
    "a file is new": (
        {"new.py": "async def new():\n    input()\n"},
        [("main.py", 3), ("new.py", 2), ("other.py", 2)],
    ),
    "a file is gone": ({"other.py": None}, EXPECTED[:1]),
    "a file turns async": (
        {"helpers.py": FILES["helpers.py"] + "async def f():\n    input()\n"},
        [("helpers.py", 5), *EXPECTED],
    ),
    "a comment silences": (
        {"main.py": FILES["main.py"].replace("nap()\n", "nap()  # asynclint: ignore[ASL101]\n")},
        EXPECTED[1:],
    ),
    "a comment at the end of the chain silences": (
        {"helpers.py": "import time\ndef nap():\n    time.sleep(1)  # asynclint: ignore[ASL101]\n"},
        EXPECTED[1:],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), EDITS.values(), ids=EDITS)
def test_edits_are_seen(
    changes: dict[str, str | None],
    expected: list[tuple[str, int]],
    made: Fixture,
    cache: Path,
) -> None:
    assert places(made.check(cache)) == EXPECTED
    assert places(made.check(cache)) == EXPECTED
    for name, text in changes.items():
        if text is None:
            (made.root / name).unlink()
        else:
            edit(made, name, text)
    fresh = made.check()
    assert made.check(cache).diagnostics == fresh.diagnostics
    assert made.check(cache).diagnostics == fresh.diagnostics
    assert sorted(places(fresh)) == sorted(expected)
    for name in changes:  # and back again
        (made.root / name).unlink(missing_ok=True)
    shutil.rmtree(made.root / "helpers", ignore_errors=True)
    for name, text in FILES.items():
        edit(made, name, text)
    assert places(made.check(cache)) == EXPECTED


def test_edits_outside_of_the_checked_files_are_seen(made: Fixture, cache: Path) -> None:
    one = replace(made, paths=("main.py",))
    assert places(one.check(cache)) == EXPECTED[:1]
    edit(made, "helpers.py", "def nap(): ...\n")
    assert places(one.check(cache)) == []
    edit(made, "helpers.py", FILES["helpers.py"])
    assert places(one.check(cache)) == EXPECTED[:1]


@pytest.mark.parametrize("init", ["pkg/__init__.py", "pkg/other.txt"])
def test_module_that_appears_where_it_was_missed_is_seen(
    init: str, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "_RACY_NS", -(10**18))
    text = "from pkg.deep.helpers import nap\nasync def main():\n    nap()\n"
    made = project(tmp_path / "project", {"main.py": text, init: "", "pkg/deep/x.txt": ""})
    one = replace(made, paths=("main.py",))
    assert places(one.check(cache)) == []
    assert places(one.check(cache)) == []
    edit(made, "pkg/deep/helpers.py", FILES["helpers.py"])
    assert places(one.check()) == EXPECTED[:1]
    assert places(one.check(cache)) == EXPECTED[:1]


@pytest.mark.parametrize("whole", [False, True])
def test_edit_within_the_tick_of_the_clock_is_seen(
    whole: bool, made: Fixture, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.root / "helpers.py"
    if whole:  # as file systems tell the time that know seconds only
        monkeypatch.setattr(loader, "_RACY_NS", -(10**18))
        now = int(time.time()) * 1_000_000_000
        os.utime(path, ns=(now, now))
    else:
        monkeypatch.setattr(loader, "_RACY_NS", 2_000_000_000)
    before = path.stat()
    assert places(made.check(cache)) == EXPECTED
    path.write_text("import time\ndef nap():\n    time.sleeq(1)\n")  # as long as it was
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert places(made.check(cache)) == EXPECTED[1:]


def test_projects_share_a_cache(made: Fixture, cache: Path, tmp_path: Path) -> None:
    twin = project(tmp_path / "twin", {**FILES, "helpers.py": "def nap(): ...\n"})
    for _ in range(2):
        assert places(made.check(cache)) == EXPECTED
        assert places(twin.check(cache)) == EXPECTED[1:]


def test_moved_project(made: Fixture, cache: Path, tmp_path: Path) -> None:
    assert places(made.check(cache)) == EXPECTED
    moved = tmp_path / "moved"
    made.root.rename(moved)
    assert places(replace(made, root=moved).check(cache)) == EXPECTED


# -------------------------------------------------------------------- damage


def garbage(cache: Path) -> None:
    database(cache).write_bytes(b"this is no database" * 1000)


def emptied(cache: Path) -> None:
    database(cache).write_bytes(b"")


def cut(cache: Path) -> None:
    file = database(cache)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def foreign_tables(cache: Path) -> None:
    file = database(cache)
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("create table summaries (something text)")
        connection.execute("create table notes (else_ text)")
    connection.close()


def foreign_rows(cache: Path) -> None:
    with sqlite3.connect(database(cache)) as connection:
        connection.execute("update summaries set data = 'text'")
        connection.execute("update notes set data = 7")
    connection.close()


def no_rows(cache: Path) -> None:
    with sqlite3.connect(database(cache)) as connection:
        connection.execute("update summaries set data = null")
        connection.execute("update notes set data = null")
    connection.close()


def shortened_rows(cache: Path) -> None:
    with sqlite3.connect(database(cache)) as connection:
        for table, key in (("summaries", "digest"), ("notes", "name")):
            for name, data in connection.execute(f"select {key}, data from {table}").fetchall():
                query = f"update {table} set data = ? where {key} = ?"
                connection.execute(query, (data[: len(data) // 2], name))
    connection.close()


def directory_instead(cache: Path) -> None:
    file = database(cache)
    file.unlink()
    file.mkdir()


def gone(cache: Path) -> None:
    shutil.rmtree(cache)


def file_instead(cache: Path) -> None:
    shutil.rmtree(cache)
    cache.write_text("a file")


DAMAGE = [
    garbage,
    emptied,
    cut,
    foreign_tables,
    foreign_rows,
    no_rows,
    shortened_rows,
    directory_instead,
    gone,
    file_instead,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=[d.__name__ for d in DAMAGE])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_damaged_cache_is_a_cold_cache(
    damage: Callable[[Path], None], made: Fixture, cache: Path
) -> None:
    made.check(cache)
    damage(cache)
    for _ in range(3):
        assert places(made.check(cache)) == EXPECTED


@pytest.mark.parametrize("damage", [garbage, emptied, cut, gone], ids=lambda d: d.__name__)
def test_damaged_cache_is_made_anew(
    damage: Callable[[Path], None],
    made: Fixture,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made.check(cache)
    damage(cache)
    made.check(cache)
    indexed = counting(monkeypatch)
    assert places(made.check(cache)) == EXPECTED
    assert indexed == []


def test_flipped_bits(made: Fixture, cache: Path) -> None:
    """A damaged row may decode to something: it must not be believed."""
    made.check(cache)
    random.seed(7)
    file = database(cache)
    with sqlite3.connect(file) as connection:
        rows = connection.execute("select digest, data from summaries").fetchall()
    connection.close()
    for _ in range(200):
        with sqlite3.connect(file) as connection:
            connection.execute("delete from notes where name like 'result %'")
            for name, data in rows:
                damaged = bytearray(data)
                damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)
                query = "insert or replace into summaries values (?, ?)"
                connection.execute(query, (name, bytes(damaged)))
        connection.close()
        assert places(made.check(cache)) == EXPECTED


def test_directory_that_cannot_be_made(made: Fixture, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert places(made.check(tmp_path / "file" / "cache")) == EXPECTED


def test_read_only_directory(made: Fixture, cache: Path) -> None:
    made.check(cache)
    before = database(cache).read_bytes()
    folders = [path for path in (cache, *cache.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o500)
    database(cache).chmod(0o400)
    try:
        if os.access(database(cache), os.W_OK):
            pytest.skip("the superuser may write everywhere")
        assert places(made.check(cache)) == EXPECTED
        edit(made, "helpers.py", "def nap(): ...\n")
        assert places(made.check(cache)) == EXPECTED[1:]
        assert database(cache).read_bytes() == before
    finally:
        for folder in folders:
            folder.chmod(0o700)


def test_locked_by_another_process(
    made: Fixture, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.check(cache)
    monkeypatch.setattr(sqlite3, "connect", impatient(sqlite3.connect))
    holder = sqlite3.connect(database(cache), isolation_level=None)
    holder.execute("begin exclusive")
    try:
        edit(made, "helpers.py", "def nap(): ...\n")
        assert places(made.check(cache)) == EXPECTED[1:]
        assert holder.execute("select count(*) from summaries").fetchone()[0] >= len(FILES)
    finally:
        holder.execute("rollback")
        holder.close()
    assert places(made.check(cache)) == EXPECTED[1:]
    with sqlite3.connect(database(cache)) as connection:
        kept = connection.execute("select count(*) from summaries").fetchone()[0]
    connection.close()
    assert kept >= len(FILES), "what others had written is still there"


def impatient(connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    """Waits less, for the test's sake."""

    def made(*args: object, **options: object) -> sqlite3.Connection:
        return connect(*args, **{**options, "timeout": 0.01})

    return made


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_two_checks_at_once(made: Fixture, cache: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: made.check(cache), range(8)))
    assert {tuple(places(report)) for report in reports} == {tuple(EXPECTED)}


# -------------------------------------------------------------------- the table itself


def test_rows_come_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    rows = {digest(str(n).encode()): str(n).encode() for n in range(1200)}
    cache.keep_summaries(rows.items())
    assert cache.summaries(rows) == rows
    assert cache.summaries([digest(b"absent")]) == {}
    cache.keep_note("a", b"1")
    cache.keep_note("a", b"2")
    assert cache.note("a") == b"2"
    assert cache.note("b") is None
    cache.close()


def test_old_results_go(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    count = 3 * cache_module._KEPT_RESULTS
    for number in range(count):
        cache.keep_result(str(number), b"x")
    assert cache.result(str(count - 1)) == b"x"
    kept = [number for number in range(count) if cache.result(str(number))]
    cache.close()
    assert len(kept) <= cache_module._KEPT_RESULTS


def test_versions_do_not_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.keep_note("a", b"1")
    cache.close()
    monkeypatch.setattr(cache_module, "_VERSION", "another")
    other = Cache(tmp_path)
    assert other.note("a") is None
    other.close()
