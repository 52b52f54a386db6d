"""What asynclint finds out about a project and its own installation, and what is amiss with it.

For people who wonder why something is reported or is not, and for bug reports.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from asynclint import __version__
from asynclint.config import FILES, Config, table_of
from asynclint.deployment import Deployment
from asynclint.files import File, FileError, discover
from asynclint.initial import keeps_our_codes, ruff_settings
from asynclint.knowledge import libraries
from asynclint.modules import Roots
from asynclint.pins import Pins
from asynclint.toml import ConfigError, shown

_OTHERS = (
    *("libcst", "watchfiles", "pygls", "flake8", "flake8-async", "pylint", "ruff", "pre-commit"),
    *("shtab",),
)
_MOST = 12
_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM", "CI", "PYTHONDONTWRITEBYTECODE")


class Fact(NamedTuple):
    """Something that was found, under a heading."""

    heading: str
    name: str
    value: str


class Checkup(NamedTuple):
    """What was found, and sentences about what should be looked at."""

    facts: list[Fact]
    problems: list[str]


def examine(config: Config, cache: Path | None, cwd: Path) -> Checkup:
    """Look at the installation and at the project of `config`; nothing is changed."""
    facts = [*_installation()]
    problems: list[str] = []
    files: list[File] = []
    try:
        files = discover((str(config.project_root),), config, cwd)
    except FileError as error:
        problems.append(str(error))
    facts += _project(config, files, cache)
    pins = Pins(config.project_root)
    facts += _versions(pins, config.project_root)
    servers = Deployment(config.project_root)
    facts += [
        Fact("servers", f"{each.server.value} {each.name}", f"{each.value} ({_at(each)})")
        for each in servers.settings()[:_MOST]
    ]
    problems += [f"{problem}; it says nothing about versions" for problem in pins.problems]
    problems += [f"{problem}; it says nothing about servers" for problem in servers.problems]
    problems += _traps(config, files, cache)
    return Checkup(facts, problems)


def _at(setting: object) -> str:
    path, line = getattr(setting, "path", ""), getattr(setting, "line", 0)
    return f"{shown(Path(path))}:{line}"


def _installation() -> Iterator[Fact]:
    yield Fact("installation", "asynclint", f"{__version__} in {Path(__file__).parent}")
    python = f"{platform.python_version()} at {sys.executable}"
    yield Fact("installation", "Python", python)
    yield Fact("installation", "system", platform.platform())
    found = [(name, version) for name in _OTHERS if (version := _version(name))]
    yield Fact("installation", "beside it", ", ".join(map(" ".join, found)) or "nothing we know")
    said = [f"{name}={os.environ[name]}" for name in _VARIABLES if name in os.environ]
    yield Fact("installation", "environment", " ".join(said) or "nothing that we look at")


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _project(config: Config, files: list[File], cache: Path | None) -> Iterator[Fact]:
    yield Fact("project", "root", str(config.project_root))
    source = shown(config.source) if config.source else "none: what is built in holds"
    yield Fact("project", "settings", source)
    target = ".".join(map(str, config.target)) if config.target else "not said"
    yield Fact("project", "oldest Python", target)
    size = sum(file.size for file in files)
    yield Fact("project", "files", f"{len(files):,} of Python, {size / 2**20:.1f} MB")
    roots = Roots(files, config).names()
    yield Fact("project", "imports begin in", _some(shown(Path(root)) for root in roots))
    baseline = config.baseline_file
    yield Fact("project", "baseline", shown(baseline) if baseline.exists() else "none")
    yield Fact("project", "cache", _cache(cache))


def _cache(cache: Path | None) -> str:
    if cache is None or not cache.is_dir():
        return f"{shown(cache)}, not made yet" if cache else "none"
    sizes = [path.stat().st_size for path in cache.rglob("*") if path.is_file()]
    return f"{shown(cache)}, {sum(sizes) / 2**20:.1f} MB"


def _versions(pins: Pins, root: Path) -> Iterator[Fact]:
    """What the project says it uses of what we know."""
    names = sorted({library.distribution for library in libraries()} - {""}, key=str.lower)
    for name in names:
        if pin := pins.find(name, root / "x"):
            version = pin.version or str(pin.specifier)
            yield Fact("libraries", name, f"{version} ({shown(pin.path)}:{pin.line})")


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = f", and {len(listed) - _MOST} more" if len(listed) > _MOST else ""
    return ", ".join(listed[:_MOST]) + more


def _traps(config: Config, files: list[File], cache: Path | None) -> Iterator[str]:
    root = config.project_root
    if not files:
        yield f"{root}: no Python files are found; are they excluded?"
    elif not any(_mentions_async(file.path) for file in files):
        yield "no file mentions `async`: there is little to find here"
    yield from _ruff(root)
    for file in _further_settings(config, files):
        yield (
            f"{shown(file)}: has settings that are not read from here: one run has one "
            f"configuration; check {shown(file.parent)} on its own for those to hold"
        )
    if config.target and config.target > sys.version_info[:2]:
        newer = ".".join(map(str, config.target))
        yield (
            f"the project needs Python {newer}, and asynclint runs on {platform.python_version()}:"
            " newer syntax may not be understood; install it into the environment of the project"
        )
    if cache is not None and not _is_writable(cache):
        yield f"{shown(cache)}: cannot be written to, so nothing is remembered; use --cache-dir"
    if config.baseline and not config.baseline_file.exists():
        yield f"{shown(config.baseline_file)}: is named as baseline, and does not exist"


def _ruff(root: Path) -> Iterator[str]:
    try:
        found = ruff_settings(root)
        if found and not keeps_our_codes(root):
            yield (
                f"{shown(found[0])}: `ruff --fix` takes our codes out of `noqa` comments unless "
                'lint.external has "ASL"; `asynclint init` adds it'
            )
    except ConfigError as error:
        yield str(error)


def _further_settings(config: Config, files: list[File]) -> Iterator[Path]:
    """Files of settings for parts of the project."""
    folders = {folder for file in files for folder in file.path.parents}
    below = (folder for folder in folders if config.project_root in folder.parents)
    for folder in sorted(below):
        for name in FILES:
            if (file := folder / name).is_file() and file != config.source:
                try:
                    if table_of(file) is not None:
                        yield file
                        break
                except ConfigError:
                    yield file
                    break


def _mentions_async(file: Path) -> bool:
    try:
        return b"async" in file.read_bytes()
    except OSError:
        return False


def _is_writable(path: Path) -> bool:
    existing = next((p for p in (path, *path.parents) if p.exists()), path)
    return os.access(existing, os.W_OK)
