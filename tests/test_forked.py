"""Rules that run in a forked process: nobody can tell, whatever becomes of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from harness import Fixture, project
from msgspec.structs import replace

from asynclint import loader
from asynclint.analysis import Analysis
from asynclint.forked import POSSIBLE

MAIN = """
import asyncio, time
from store import fetch

async def main():
    time.sleep(1)
    await asyncio.wait_for(fetch(), 1)
"""
STORE = """
from redis.asyncio import Redis
client = Redis()
async def fetch():
    return await client.get("key")
"""
FIXED = STORE.replace("await client.get", "str")
FOUND = ["ASL101", "ASL301"]

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="processes cannot be forked here")


@pytest.fixture(autouse=True)
def _always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "_MUCH", 0)
    monkeypatch.setattr(loader, "_RACY_NS", -(10**18))


def made(folder: Path, store: str = STORE) -> Fixture:
    """A project of which only one file is checked: the other is read on demand."""
    files = {"main.py": MAIN, "store.py": store, "requirements.txt": "redis==4.4.0\n"}
    return replace(project(folder, files), paths=("main.py",))


def codes(fixture: Fixture, jobs: int, cache: Path | None = None) -> list[str]:
    return [found.code for found in fixture.check(cache, jobs).diagnostics]


def test_found_by_both(tmp_path: Path) -> None:
    fixture = made(tmp_path / "project")
    assert codes(fixture, 1) == codes(fixture, 2) == FOUND
    assert fixture.check(jobs=1).diagnostics == fixture.check(jobs=2).diagnostics


def test_process_that_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(Analysis, "_apart", die)
    assert codes(made(tmp_path / "project"), 2) == FOUND


def test_process_that_dies_while_it_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Analysis._apart

    def half(self: Analysis, *args: object) -> bytes:
        told = whole(self, *args)  # type: ignore[arg-type]
        return told[: len(told) // 2]

    monkeypatch.setattr(Analysis, "_apart", half)
    assert codes(made(tmp_path / "project"), 2) == FOUND


@pytest.mark.parametrize("jobs", [1, 2])
def test_comment_in_what_it_read(jobs: int, tmp_path: Path) -> None:
    told = STORE.replace('("key")', '("key")  # asynclint: ignore[ASL301]')
    assert codes(made(tmp_path / "project", told), jobs) == ["ASL101"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_error_in_what_it_read(jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "store.py":
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    report = made(tmp_path / "project").check(jobs=jobs)
    assert report.errors == ("store.py: cannot be read: Permission denied",)


def test_what_it_read_is_remembered(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    fixture = made(tmp_path / "project")
    for _ in range(3):
        assert codes(fixture, 2, cache) == FOUND
    (fixture.root / "store.py").write_text(FIXED)
    assert codes(fixture, 2, cache) == ["ASL101"]


def test_files_that_nobody_leads_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process indexes them as well, while there is little to index."""
    monkeypatch.setattr(loader, "_PARALLEL", 0)
    files = {
        "main.py": "import led, wrong\n\nasync def main():\n    led.pause()\n    wrong.pause()\n",
        "led.py": "import time\n\ndef pause():\n    time.sleep(1)\n",
        "wrong.py": "def pause(:\n",
        "idle.py": "def (:\n",
    }
    fixture = project(tmp_path / "project", files)
    found = fixture.check(jobs=1).diagnostics
    assert [one.path for one in found] == ["main.py", "wrong.py"]
    assert fixture.check(jobs=2).diagnostics == found
    for _ in range(2):
        assert fixture.check(tmp_path / "cache", jobs=2).diagnostics == found


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no list of what is open")
@pytest.mark.parametrize("meanwhile", [0, 10**9])
def test_leaves_nothing_open(
    meanwhile: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether this process takes a share of what is to index or leaves all of it to others."""
    monkeypatch.setattr(loader, "_PARALLEL", 0)
    monkeypatch.setattr(loader, "_MEANWHILE", meanwhile)
    fixture = made(tmp_path / "project")
    assert codes(replace(fixture, paths=(".",)), 2)  # the tables stay open
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        assert codes(replace(fixture, paths=(".",)), 2) == [*FOUND, "ASL302"]
    assert len(os.listdir("/proc/self/fd")) == before


def test_indexing_process_that_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has taken and not sent is indexed by this one."""
    monkeypatch.setattr(loader, "_PARALLEL", 0)

    def die(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(loader.Loader, "_encoded", die)
    fixture = replace(made(tmp_path / "project"), paths=(".",))
    assert codes(fixture, 2) == [*FOUND, "ASL302"]
