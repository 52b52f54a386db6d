"""Which files are checked: from paths on the command line to `File`s.

Directories are walked without following links to directories, so loops are harmless. Skipped are
the directories that hold no source of the project (`EXCLUDED`), virtual environments (a
directory with a `pyvenv.cfg`), what `exclude` and `extend-exclude` name, and in a git repository
what its `.gitignore` files name. What the user names is always checked.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from asynclint.config import Config
from asynclint.ignores import (
    Ignore,
    ignore_file,
    ignored,
    ignores_above,
    ignores_of_repository,
)

SUFFIXES = (".py", ".pyw")
EXCLUDED = frozenset(
    """
    .asynclint_cache .bzr .direnv .eggs .git .hg .hypothesis .idea .ipynb_checkpoints .mypy_cache
    .nox .pants.d .pyenv .pytest_cache .pytype .ruff_cache .svn .tox .venv .vscode __pycache__
    __pypackages__ buck-out dist-packages node_modules site-packages
    """.split()  # noqa: SIM905 - readable
)
EXCLUDED_AT_ROOT = frozenset({"build", "dist"})


class FileError(Exception):
    """A file or directory cannot be used; the message is a sentence for the user."""


class File(msgspec.Struct, frozen=True):
    """A file to check: where it is, how to call it, and what changes when its content does.

    `path` is absolute; `display` is relative to the current directory where the file is below it,
    and uses `/`.
    """

    path: Path
    display: str
    size: int
    mtime_ns: int


def discover(paths: Iterable[str], config: Config, cwd: Path) -> list[File]:
    """The files that `paths` mean, sorted by what they are called, each once.

    Raises `FileError` for a path that does not exist or cannot be read.
    """
    walk = _Walk(config, os.path.abspath(cwd))
    for path in paths:
        walk.add(os.path.normpath(os.path.join(walk.cwd, path)), path)
    return walk.result()


def displayed(path: Path, cwd: Path) -> str:
    """How a file is called: relative to the current directory where it is below it."""
    return (path.relative_to(cwd) if path.is_relative_to(cwd) else path).as_posix()


def read(path: Path) -> bytes:
    """The content of a file; `FileError` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from None


class _Walk:
    """Collects files; keeps what is the same for all directories of one run."""

    def __init__(self, config: Config, cwd: str) -> None:
        self.cwd = cwd
        self.below_cwd = os.path.join(cwd, "")
        defaults = config.exclude is None
        root = os.path.abspath(config.project_root)
        self.excluded_names = EXCLUDED if defaults else frozenset[str]()
        self.excluded_paths = {os.path.join(root, name) for name in EXCLUDED_AT_ROOT if defaults}
        patterns = (*(config.exclude or ()), *config.extend_exclude)
        self.excludes = [Ignore(root, patterns)] if patterns else []
        self.respect_gitignore = config.respect_gitignore
        self.files: dict[str, File] = {}
        self.links: list[tuple[str, os.stat_result]] = []

    def add(self, path: str, given: str) -> None:
        """Take a path that the user named."""
        try:
            status = os.stat(path)
        except FileNotFoundError:
            raise FileError(f"{given}: no such file or directory") from None
        except OSError as error:
            raise FileError(f"{given}: cannot be read: {error.strerror}") from None
        if stat.S_ISDIR(status.st_mode):
            self.directory(path)
        elif stat.S_ISREG(status.st_mode):
            self.take(path, status)
        else:
            raise FileError(f"{given}: is neither a file nor a directory")

    def take(self, path: str, status: os.stat_result) -> None:
        self.files[path] = File(Path(path), self.display(path), status.st_size, status.st_mtime_ns)

    def display(self, path: str) -> str:
        return path.removeprefix(self.below_cwd).replace(os.sep, "/")

    def result(self) -> list[File]:
        """All files in order, without links to files that are there themselves."""
        if self.links:
            real = {os.path.realpath(path) for path in self.files}
            for path, status in self.links:
                if os.path.realpath(path) not in real:
                    self.take(path, status)
        return sorted(self.files.values(), key=lambda file: file.display)

    def directory(self, top: str) -> None:
        """Take the files below a directory."""
        around = ignores_above(top) if self.respect_gitignore else None
        pending = [(top, around)]
        while pending:
            path, ignores = pending.pop()
            entries = self.entries(path)
            names = {entry.name for entry in entries}
            if "pyvenv.cfg" in names and path != top:
                continue
            if self.respect_gitignore and ".git" in names:
                ignores = ignores_of_repository(path)
            if ignores is not None and ".gitignore" in names:
                ignores = [*ignores, *ignore_file(path, ".gitignore")]
            rules = [*(ignores or ()), *self.excludes]
            pending.extend(
                (child, ignores) for child in self.sift(entries, rules, os.path.basename(path))
            )

    def entries(self, path: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(path) as entries:
                return list(entries)
        except FileNotFoundError:
            return []  # gone since it was listed
        except OSError as error:
            shown = self.display(path)
            raise FileError(f"{shown}: cannot be listed: {error.strerror}; exclude it?") from None

    def sift(
        self, entries: list[os.DirEntry[str]], rules: list[Ignore], parent: str
    ) -> Iterator[str]:
        """Take the files among the entries of `parent`, yield the directories to walk."""
        for entry in entries:
            name, path = entry.name, entry.path
            if name.endswith(SUFFIXES) and not entry.is_dir(follow_symlinks=False):
                if not (rules and ignored(rules, path, parent, name)):
                    self.file(entry)
            elif (
                name not in self.excluded_names
                and entry.is_dir(follow_symlinks=False)
                and path not in self.excluded_paths
                and not (rules and ignored(rules, path + "/", parent, name))
            ):
                yield path

    def file(self, entry: os.DirEntry[str]) -> None:
        try:
            status = entry.stat()
        except OSError:
            return  # a link to nowhere, or gone since it was listed
        if not stat.S_ISREG(status.st_mode):
            return
        if entry.is_symlink():
            self.links.append((entry.path, status))
        else:
            self.take(entry.path, status)
