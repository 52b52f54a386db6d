"""Run the own tests of packages before and after they are fixed, and compare test by test.

    python tests/fix_suites.py [--unsafe] [--python PYTHON] [NAME...]

Not part of the default run: it downloads source distributions from PyPI, makes a throw-away
environment for each, and takes minutes. A test that passed and does not any more, also when it is
run again, fails the run. With `--unsafe` unsafe fixes follow the safe ones; what these break is
only told.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

from asynclint import fixing, writing
from asynclint.config import Config
from asynclint.diagnostic import Safety
from asynclint.report import Request


class Suite(NamedTuple):
    """A package, what its tests need, where its code is, and the tests that are run."""

    requirement: str
    needs: tuple[str, ...]
    code: str
    tests: tuple[str, ...] = ("tests",)


# Packages that have something to fix, in releases that have, and whose source distributions have
# tests that need no server and no network, if not all that they came with (websockets).
SUITES = {
    "websockets": Suite("websockets==15.0.1", ("pytest",), "src/websockets"),
    "uvicorn": Suite(
        "uvicorn[standard]==0.54.0",
        (
            *("pytest", "pytest-mock", "pytest-xdist[psutil]", "trustme", "cryptography"),
            *("httpx2", "a2wsgi", "wsproto", "typing_extensions"),
        ),
        "uvicorn",
        ("tests", "--ignore=tests/benchmarks", "-p", "no:codspeed"),
    ),
    "sse-starlette": Suite(
        "sse-starlette==3.7.0",
        (
            *("pytest", "pytest-asyncio", "fastapi", "httpx2", "uvicorn", "asgi-lifespan"),
            *("psutil", "portend", "tenacity", "testcontainers", "sqlalchemy", "aiosqlite"),
        ),
        "sse_starlette",
    ),
    "aiosmtpd": Suite(
        "aiosmtpd==1.4.6",
        ("pytest<8.3", "pytest-asyncio<1", "pytest-mock", "pytest-print"),
        "aiosmtpd",
        ("aiosmtpd/tests",),
    ),
    "engineio": Suite(
        "python-engineio==4.15.1",
        ("pytest", "pytest-asyncio", "aiohttp", "tornado", "requests", "websocket-client"),
        "src/engineio",
    ),
    "asyncssh": Suite(
        "asyncssh==2.24.1",
        ("pytest", "aiofiles", "bcrypt"),
        "asyncssh",
        ("tests/test_connection.py", "tests/test_forward.py", "tests/test_process.py"),
    ),
    "fastapi-events": Suite(
        "fastapi-events==0.12.2",
        ("pytest", "pytest-asyncio", "pytest-mock", "pydantic", "fastapi"),
        "fastapi_events",
    ),
    "aiocache": Suite(
        "aiocache[redis,memcached]==0.12.3",
        ("pytest<8.3", "pytest-asyncio<0.22", "pytest-mock", "pytest-cov", "redis<5.1"),
        "aiocache",
        ("tests/ut",),
    ),
    "sanic": Suite(
        "sanic==25.12.1",
        (
            *("pytest<9", "pytest-benchmark", "sanic-testing", "beautifulsoup4", "chardet==3.*"),
            *("docutils", "pygments", "uvicorn", "pytest-timeout"),
        ),
        "sanic",
        ("tests", "--timeout=120"),
    ),
    "aiohttp": Suite(
        "aiohttp==3.9.5",
        (
            *("pytest<8", "pytest-mock", "pytest-timeout", "re-assert", "proxy.py", "freezegun"),
            *("setuptools<81", "python-on-whales", "trustme", "uvloop", "Brotli"),
        ),
        "aiohttp",
        (
            *("tests", "--ignore=tests/autobahn", "--timeout=120"),
            *("-k", "not test_proxy_functional"),
        ),
    ),
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help=f"of {', '.join(SUITES)}; all if none is given")
    parser.add_argument("--unsafe", action="store_true", help="go on with unsafe fixes")
    parser.add_argument("--python", default=sys.executable, help="for the environments")
    options = parser.parse_args()
    broken = 0
    for name in options.names or SUITES:
        with tempfile.TemporaryDirectory() as folder:
            floors = (Safety.SAFE, Safety.UNSAFE) if options.unsafe else (Safety.SAFE,)
            broken += compare(name, SUITES[name], Path(folder), floors, options.python)
    return 1 if broken else 0


def compare(name: str, suite: Suite, folder: Path, floors: tuple[Safety, ...], python: str) -> int:
    """Fix a package between two runs of its tests; how many tests safe fixes broke."""
    root = unpacked(suite, folder)
    venv = folder / "venv"
    _run(folder, python, "-m", "venv", venv)
    inside = venv / "bin" / "python"
    extras = suite.requirement.partition("==")[0].partition("[")[1:]
    _run(
        folder,
        inside,
        "-m",
        "pip",
        "install",
        "-qq",
        "-e",
        f"{root}{''.join(extras)}",
        *suite.needs,
    )
    before = outcomes(root, inside, suite, folder / "before.xml")
    print(f"{name}: {sum(before.values())} of {len(before)} tests pass", flush=True)
    count = 0 if any(before.values()) else 1
    for floor in floors:
        request = Request((suite.code,), None, None, 1, root, None)
        fixed = fixing.fix(request, Config(root), floor)
        writing.write(fixed.before, fixed.after)
        kind = floor.name.lower()
        print(f"  {len(fixed.applied)} {kind} fixes in {len(fixed.after)} files", flush=True)
        if not fixed.applied:
            continue
        for one in fixed.applied:
            print(f"    {one.diagnostic.path}:{one.diagnostic.span.start.line}: {one.fix.title}")
        after = outcomes(root, inside, suite, folder / f"{kind}.xml")
        broken = sorted(test for test, passed in before.items() if passed and not after.get(test))
        if broken:
            again = outcomes(root, inside, suite, folder / f"{kind}-again.xml")
            for test in broken:
                print(f"  {'unsteady' if again.get(test) else 'BROKEN'}: {test}")
            broken = [test for test in broken if not again.get(test)]
        print(f"  then {sum(after.values())} pass; {len(broken)} are broken", flush=True)
        if floor is Safety.SAFE:
            count += len(broken)
    return count


def unpacked(suite: Suite, folder: Path) -> Path:
    """The source distribution of a package, in a folder of its own."""
    command = ("-m", "pip", "download", "-qq", "--no-deps", "--no-binary", ":all:", "-d", folder)
    _run(folder, sys.executable, *command, suite.requirement)
    archive = next(folder.glob("*.tar.gz"))
    with tarfile.open(archive) as file:
        file.extractall(folder / "source", filter="data")
    return next((folder / "source").iterdir()).resolve()


def outcomes(root: Path, python: Path, suite: Suite, report: Path) -> dict[str, bool]:
    """Which tests passed, by their names."""
    command = [python, "-m", "pytest", "-q", "-o", "addopts=", f"--junit-xml={report}"]
    command.append("--continue-on-collection-errors")  # some distributions lack a part
    ran = subprocess.run(
        [*map(str, command), *suite.tests],
        check=False,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=3600,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if not report.exists() or " passed" not in ran.stdout:
        print(ran.stdout[-2000:], ran.stderr[-2000:])
    if not report.exists():
        return {}
    return {
        f"{case.get('classname')}.{case.get('name')}": not any(
            child.tag in ("failure", "error") for child in case
        )
        for case in ElementTree.parse(report).iter("testcase")
    }


def _run(folder: Path, *command: str | Path) -> None:
    # Compiled parts take minutes to build, and nothing here is about them.
    plain = {"AIOHTTP_NO_EXTENSIONS": "1", "BUILD_EXTENSION": "no"}
    subprocess.run([*map(str, command)], cwd=folder, check=True, env={**os.environ, **plain})


if __name__ == "__main__":
    sys.exit(main())
