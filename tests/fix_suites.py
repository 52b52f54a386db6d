"""Run the own tests of packages before and after they are fixed, and compare test by test.

    python tests/fix_suites.py [--unsafe] [--python PYTHON] [NAME...]

Not part of the default run: it downloads source distributions from PyPI, makes a throw-away
environment for each, and takes minutes. A test that passed and does not any more fails the run;
with `--unsafe`, where that may be, it is only told.
"""

from __future__ import annotations

import argparse
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
    tests: tuple[str, ...]


SUITES = {
    "channels": Suite(
        "channels==4.3.2",
        ("pytest<9", "pytest-django", "pytest-asyncio<1", "async-timeout", "daphne", "django<5.3"),
        "channels",
        ("tests", "--ignore=tests/sample_project", "-k", "not live"),
    ),
    "websockets": Suite("websockets==15.0.1", ("pytest",), "src/websockets", ("tests",)),
    "aiohttp": Suite(
        "aiohttp==3.10.11",
        ("pytest<8.3", "pytest-mock", "pytest-aiohttp<1", "re-assert", "time-machine", "proxy.py"),
        "aiohttp",
        ("tests/test_worker.py", "tests/test_web_runner.py", "-p", "no:cacheprovider"),
    ),
    "sse-starlette": Suite(
        "sse-starlette==2.1.3",
        (
            "pytest",
            "pytest-asyncio<1",
            "fastapi",
            "httpx<0.28",
            "uvicorn",
            "asgi-lifespan",
            "psutil",
        ),
        "sse_starlette",
        ("tests",),
    ),
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help=f"of {', '.join(SUITES)}; all if none is given")
    parser.add_argument("--unsafe", action="store_true", help="apply unsafe fixes as well")
    parser.add_argument("--python", default=sys.executable, help="for the environments")
    options = parser.parse_args()
    floor = Safety.UNSAFE if options.unsafe else Safety.SAFE
    broken = 0
    for name in options.names or SUITES:
        with tempfile.TemporaryDirectory() as folder:
            broken += compare(name, SUITES[name], Path(folder), floor, options.python)
    return 1 if broken and floor is Safety.SAFE else 0


def compare(name: str, suite: Suite, folder: Path, floor: Safety, python: str) -> int:
    """Fix a package between two runs of its tests; how many tests broke."""
    root = unpacked(suite, folder)
    venv = folder / "venv"
    _run(folder, python, "-m", "venv", venv)
    inside = venv / "bin" / "python"
    _run(folder, inside, "-m", "pip", "install", "-q", "-e", root, *suite.needs)
    before = outcomes(root, inside, suite, folder / "before.xml")
    request = Request((suite.code,), None, None, 1, root, None)
    fixed = fixing.fix(request, Config(root), floor)
    writing.write(fixed.before, fixed.after)
    after = outcomes(root, inside, suite, folder / "after.xml") if fixed.applied else before
    broken = sorted(test for test, passed in before.items() if passed and not after.get(test))
    print(
        f"{name}: {sum(before.values())} of {len(before)} tests pass; {len(fixed.applied)} "
        f"{'unsafe ' if floor is Safety.UNSAFE else ''}fixes in {len(fixed.after)} files; then "
        f"{sum(after.values())} pass"
    )
    for one in fixed.applied:
        print(f"  {one.diagnostic.path}:{one.diagnostic.span.start.line}: {one.fix.title}")
    for test in broken:
        print(f"  BROKEN: {test}")
    return len(broken) + (not any(before.values()))


def unpacked(suite: Suite, folder: Path) -> Path:
    """The source distribution of a package, in a folder of its own."""
    command = ("-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", folder)
    _run(folder, sys.executable, *command, suite.requirement)
    archive = next(folder.glob("*.tar.gz"))
    with tarfile.open(archive) as file:
        file.extractall(folder / "source", filter="data")
    return next((folder / "source").iterdir()).resolve()


def outcomes(root: Path, python: Path, suite: Suite, report: Path) -> dict[str, bool]:
    """Which tests passed, by their names."""
    command = [python, "-m", "pytest", "-q", "-o", "addopts=", f"--junit-xml={report}"]
    ran = subprocess.run(
        [*map(str, command), *suite.tests],
        check=False,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=1200,
    )
    if not report.exists():
        print(ran.stdout[-2000:], ran.stderr[-2000:])
        return {}
    return {
        f"{case.get('classname')}.{case.get('name')}": not any(
            child.tag in ("failure", "error") for child in case
        )
        for case in ElementTree.parse(report).iter("testcase")
    }


def _run(folder: Path, *command: str | Path) -> None:
    subprocess.run([*map(str, command)], cwd=folder, check=True)


if __name__ == "__main__":
    sys.exit(main())
