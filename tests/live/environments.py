"""Throw-away virtual environments, one for each set of requirements, kept between runs."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

_INSTALL_SECONDS = 600


@dataclass(frozen=True)
class Environment:
    """A virtual environment with exactly what was asked for."""

    root: Path

    @property
    def python(self) -> str:
        return str(self.root / "bin" / "python")

    def script(self, name: str) -> str:
        return str(self.root / "bin" / name)


def cache() -> Path:
    """Where environments and builds are kept: never in the checkout."""
    if named := os.environ.get("ASYNCLINT_LIVE_CACHE"):
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "asynclint-live"


def environment(*requirements: str) -> Environment:
    """The environment that has the requirements; made if there is none yet.

    Packages come from wherever pip is configured to get them. Several processes may ask at once.
    """
    wanted = "\n".join([sys.version, *sorted(requirements)])
    root = cache() / "environments" / hashlib.sha256(wanted.encode()).hexdigest()[:16]
    root.parent.mkdir(parents=True, exist_ok=True)
    ready = root / "requirements.txt"  # written last
    with open(f"{root}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.is_file():
            shutil.rmtree(root, ignore_errors=True)
            _run(sys.executable, "-m", "venv", "--without-pip", str(root))
            made = Environment(root)
            if requirements:
                _run(
                    *(sys.executable, "-m", "pip", "--python", made.python, "install"),
                    *("--quiet", "--disable-pip-version-check", *requirements),
                )
            ready.write_text(f"{wanted}\n")
    return Environment(root)


def _run(*command: str) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS
    )
    if done.returncode:
        unavailable(f"`{' '.join(command[-3:])}` failed: {done.stderr.strip()[-400:]}")


def binary(name: str, package: str) -> str:
    """The path of a program that a package of the system brings."""
    found = shutil.which(name)
    if found is None:
        unavailable(f"{name} is not installed (Debian: apt-get install {package})")
    return found


def unavailable(reason: str) -> NoReturn:
    """A part that the test needs cannot be had: a failure in CI, a skip elsewhere."""
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
