"""Helpers that become coroutine functions with all that call them: when that is offered, and when
not, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from harness import project
from msgspec.structs import replace

from asynclint import engine, fixing
from asynclint.diagnostic import Fix, Reason, Safety
from asynclint.surfaces.cli import main
from asynclint.text import Source

HELPER = """\
import time

def pause(seconds):
    time.sleep(seconds)
"""
APP = """\
from helpers import pause

async def main():
    pause(1)
"""
IMPORT = "from helpers import pause\n"
PACKAGE = '[project]\nname = "shop"\n[build-system]\nrequires = ["hatchling"]\n'


def plans(root: Path, files: dict[str, str]) -> list[Fix]:
    fixture = project(root, files)
    report = engine.check(replace(fixture.request(), fixes=True), fixture.config())
    assert report.diagnostics
    return [fix for d in report.diagnostics for fix in d.fixes if fix.title.startswith("Make ")]


def test_every_file_is_edited(tmp_path: Path) -> None:
    files = {
        "helpers.py": HELPER,
        "app.py": APP,
        "sync.py": "import helpers\n\ndef wait():\n    helpers.pause(2)\n    return 1\n",
        "more.py": "import sync\n\nasync def more():\n    return sync.wait() + 1\n",
    }
    found = plans(tmp_path, files)
    assert {plan.title for plan in found} == {
        "Make `pause` and 1 more async, and await 3 calls in 4 files"
    }
    plan = found[0]
    assert plan.safety is Safety.UNSAFE
    assert Reason.CALLERS in plan.reasons
    assert Reason.OUTSIDE_CALLERS not in plan.reasons
    fixed = {
        name: fixing.apply(Source(name, text), [e for e in plan.edits if e.path == name])
        for name, text in files.items()
    }
    assert "async def pause(seconds):\n    await asyncio.sleep(seconds)" in fixed["helpers.py"]
    assert "    await pause(1)" in fixed["app.py"]
    assert "async def wait():\n    await helpers.pause(2)" in fixed["sync.py"]
    assert "    return await sync.wait() + 1" in fixed["more.py"]


def test_thread_comes_first(tmp_path: Path) -> None:
    fixture = project(tmp_path, {"helpers.py": HELPER, "app.py": APP})
    report = engine.check(replace(fixture.request(), fixes=True), fixture.config())
    (found,) = report.diagnostics
    assert [fix.title.partition(" ")[0] for fix in found.fixes] == ["Run", "Make"]


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        ({"pyproject.toml": PACKAGE}, (".",)),
        ({"setup.py": "import setuptools\n"}, (".",)),
        ({}, ("app.py", "helpers.py")),
    ],
    ids=["package", "setup.py", "part of the project"],
)
def test_callers_that_are_not_seen(
    tmp_path: Path, files: dict[str, str], paths: tuple[str, ...]
) -> None:
    fixture = project(tmp_path, {"helpers.py": HELPER, "app.py": APP, **files})
    request = replace(fixture.request(), fixes=True, paths=paths)
    (found,) = engine.check(request, fixture.config()).diagnostics
    plan = found.fixes[-1]
    assert plan.title.startswith("Make `pause`")
    assert plan.safety is Safety.MANUAL
    assert Reason.OUTSIDE_CALLERS in plan.reasons


def test_private_functions_have_no_callers_outside(tmp_path: Path) -> None:
    files = {"_helpers.py": HELPER, "app.py": APP.replace("helpers", "_helpers")}
    (plan,) = plans(tmp_path, {**files, "pyproject.toml": PACKAGE})
    assert plan.safety is Safety.UNSAFE


METHOD = """\
import time

class Base:
    {base}

class Shop(Base):
    def pause(self):
        time.sleep(1)

class Special(Shop):
    {special}

async def main(shop: Shop):
    shop.pause()
"""


@pytest.mark.parametrize(
    "files",
    {
        "passed on": {"more.py": IMPORT + "\nprint(pause)\n"},
        "passed on by the module": {"more.py": "import helpers\n\nprint(helpers.pause)\n"},
        "called at import": {"more.py": IMPORT + "\npause(0)\n"},
        "called in a class body": {"more.py": IMPORT + "\nclass A:\n    x = pause(0)\n"},
        "called in a lambda": {
            "more.py": IMPORT + "\nasync def f():\n    return lambda: pause(0)\n"
        },
        "called in a generator expression": {
            "more.py": IMPORT + "\nasync def f():\n    return (pause(i) for i in g)\n"
        },
        "called by a generator": {"more.py": IMPORT + "\ndef f():\n    yield pause(0)\n"},
        "called by nobody we know": {"more.py": IMPORT + "\ndef view(request):\n    pause(0)\n"},
        "called by a decorated function": {
            "more.py": IMPORT + "from w import get\n\n@get\ndef f():\n    pause(0)\n"
            "\nasync def g():\n    f()\n"
        },
        "called by a constructor": {
            "more.py": IMPORT + "\nclass A:\n    def __init__(self):\n        pause(0)\n"
        },
        "called by a nested function": {
            "more.py": IMPORT + "\nasync def f():\n    def g():\n        pause(0)\n    g()\n"
        },
        "imported under another name": {
            "more.py": "from helpers import pause as p\n\nasync def f():\n    p(0)\n"
        },
        "named in a string": {"more.py": "patch('helpers.pause')\n"},
        "exported": {"more.py": IMPORT + "\n__all__ = ['pause']\n"},
        "used as a decorator": {"more.py": "import helpers\n\n@helpers.pause\ndef f(): ...\n"},
        "under a lock": {
            "more.py": "import threading\nfrom helpers import pause\nlock = threading.Lock()\n\n"
            "async def f():\n    with lock:\n        pause(0)\n"
        },
        "overrides": {"app.py": METHOD.format(base="def pause(self): ...", special="x = 1")},
        "a unit of work with a database": {
            "helpers.py": "import psycopg2\n\ndef pause(dsn):\n    with psycopg2.connect(dsn) as c:"
            "\n        c.cursor().execute('delete from a')\n        c.commit()\n"
        },
        "in too many files": {f"more{n}.py": "pause = 1\n" for n in range(61)},
        "overridden elsewhere": {
            "app.py": METHOD.format(base="x = 1", special="x = 1"),
            "more.py": "from app import Shop\n\nclass Quick(Shop):\n    def pause(self): ...\n",
        },
        "overridden": {"app.py": METHOD.format(base="x = 1", special="def pause(self): ...")},
        "of a class with an unknown base": {
            "app.py": METHOD.format(base="x = 1", special="x = 1").replace(
                "class Base", "from somewhere import Thing\n\nclass Base(Thing)"
            )
        },
        "called on something unknown": {
            "app.py": METHOD.format(base="x = 1", special="x = 1"),
            "more.py": "def f(shop):\n    shop.pause()\n",
        },
    }.items(),
    ids=lambda pair: pair[0],
)
def test_nothing_is_offered(tmp_path: Path, files: tuple[str, dict[str, str]]) -> None:
    assert plans(tmp_path, {"helpers.py": HELPER, "app.py": APP, **files[1]}) == []


def test_methods(tmp_path: Path) -> None:
    (plan,) = plans(tmp_path, {"app.py": METHOD.format(base="x = 1", special="x = 1")})
    assert plan.title == "Make `Shop.pause` async, and await 1 call"


@pytest.mark.parametrize(
    "more",
    [
        "def pause(x): ...\n\npause(1)\n",
        "def f(pause):\n    return pause\n",
        "class A:\n    def pause(self): ...\n\nA().pause()\n",
        "import music\n\nmusic.pause()\nprint(music.pause)\n",
        '"""pause"""\n',
        "f(pause=1)\n",
    ],
)
def test_what_only_has_the_name_does_not_matter(tmp_path: Path, more: str) -> None:
    files = {"helpers.py": HELPER, "app.py": APP, "more.py": more}
    assert len(plans(tmp_path, files)) == 1


def test_command_line_shows_what_it_does_not_apply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"helpers.py": HELPER, "app.py": APP, "pyproject.toml": PACKAGE}
    monkeypatch.chdir(project(tmp_path, files).root)
    assert main(["check", "--no-cache", "--fix", "--show-fixes", "."]) == 1
    said = capsys.readouterr().err
    assert "app.py:4: ASL101, unsafe, not applied: Run it in a thread" in said
    assert "app.py:4: ASL101, manual, not applied: Make `pause` async, and await 1 call" in said


def test_json_has_every_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, {"helpers.py": HELPER, "app.py": APP}).root)
    assert main(["check", "--no-cache", "-o", "json", "."]) == 1
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    plan = found["alternatives"][-1]
    assert plan["title"].startswith("Make `pause` async")
    assert plan["safety"] == "unsafe"
    assert plan["reasons"] == ["callers", "ordering"]
    assert {edit["path"] for edit in plan["edits"]} == {"helpers.py", "app.py"}


REWRITES = """\
import json

class Stores:
    def update(self) -> None:
        with open("stores.json") as file:
            found = json.load(file)
        {}

    def save(self, values) -> None:
        with open("stores.json", "w") as file:
            json.dump(values, file)

    async def add(self) -> None:
        self.update()
"""


@pytest.mark.parametrize(("then", "offered"), [("self.save(found)", False), ("print(found)", True)])
def test_what_is_read_and_written_stays_in_one_piece(
    tmp_path: Path, then: str, offered: bool
) -> None:
    """Between the two, another task would write what it has read before."""
    assert bool(plans(tmp_path, {"app.py": REWRITES.format(then)})) is offered


STARTS = """\
import subprocess

class Daemon:
    def __init__(self) -> None:
        self.services = {{}}

    def launch(self, name: str) -> object:
        subprocess.run([name])
        return name

    async def start(self, name: str) -> None:
        if name not in self.services:
            process = self.launch(name)
            {}
"""


@pytest.mark.parametrize(
    ("then", "offered"), [("self.services[name] = process", False), ("print(process)", True)]
)
def test_what_changes_shared_state_does_not_begin_to_wait(
    tmp_path: Path, then: str, offered: bool
) -> None:
    """While it waits, another task would find the state as it was, and do the same."""
    assert bool(plans(tmp_path, {"app.py": STARTS.format(then)})) is offered
