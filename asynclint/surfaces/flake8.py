"""asynclint as a plugin of flake8.

flake8 imports plugins for `--version` as well, and runs them file by file, in processes of its own.
So nothing of ours is loaded before there is something to check, projects are checked before flake8
forks, and where it starts fresh interpreters instead, those find the reports in the cache.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from asynclint import __version__

if TYPE_CHECKING:
    import ast

    from flake8.options.manager import OptionManager

    from asynclint.config import Config
    from asynclint.session import Session

CODE = "ASL"
FAILED = f"{CODE}900"  # for what is no finding: a project that cannot be checked


class Plugin:
    """What flake8 makes for each file."""

    name = "asynclint"
    version = __version__
    session: ClassVar[Session | None] = None  # None when flake8 would show nothing of ours

    def __init__(self, tree: ast.AST, filename: str, lines: list[str]) -> None:
        # flake8 tells kinds of plugins by their parameters: with a tree, they run once a file.
        self._file = Path(filename)
        self._lines = lines

    @staticmethod
    def add_options(manager: OptionManager) -> None:
        """Declare our options; all else is in the project's own configuration."""
        manager.add_option(
            "--asynclint-config",
            metavar="FILE",
            default="",
            parse_from_config=True,
            normalize_paths=True,
            help="Read the settings of asynclint from this file and no other.",
        )
        manager.add_option(
            "--asynclint-no-cache",
            action="store_true",
            default=False,
            parse_from_config=True,
            help="Read and write no cache of asynclint.",
        )

    @classmethod
    def parse_options(
        cls, manager: OptionManager, options: argparse.Namespace, args: Sequence[str]
    ) -> None:
        """Begin a run of flake8."""
        cls.session = _session(options) if _is_wanted(options) else None
        import multiprocessing

        if cls.session and multiprocessing.parent_process() is None:
            _prepare(cls.session, options.filenames)

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """The findings in the file, in the way of flake8: columns from 0, one line of text."""
        if self.session is None:
            return
        try:
            self.session.text(self._file, "".join(self._lines))
            found = self.session.findings(self._file)
        except Exception as error:  # whatever it is, the other plugins can go on
            yield 1, 0, f"{FAILED} asynclint cannot check this file: {_sentence(error)}", Plugin
            return
        from asynclint.render.style import printable

        for one in found:
            start = one.span.start
            yield start.line, start.column - 1, f"{one.code} {printable(one.sentence)}", Plugin


def _is_wanted(options: argparse.Namespace) -> bool:
    """Whether flake8 would show any of our codes."""
    from flake8.style_guide import Decision, DecisionEngine

    if DecisionEngine(options).decision_for(CODE) is Decision.Selected:
        return True
    return any(selector.startswith(CODE) for selector in _chosen(options))


def _chosen(options: argparse.Namespace) -> list[str]:
    """What the user has selected by name; `select` is None where the defaults of flake8 hold."""
    return [*(options.select or ()), *(options.extend_select or ())]


def _session(options: argparse.Namespace) -> Session:
    """A session with the options on top of each project's own settings."""
    from asynclint.config import Config
    from asynclint.session import Session

    file = Path(options.asynclint_config) if options.asynclint_config else None
    more = _opted_in(options)

    def find(folder: Path) -> Config:
        config = Config.load(file, folder) if file else Config.find(folder)
        if options.disable_noqa:
            config = config.with_setting("respect-suppressions = false")
        return config.override(Config(config.project_root, extend_select=more))

    return Session(find, cached=not options.asynclint_no_cache)


def _opted_in(options: argparse.Namespace) -> tuple[str, ...]:
    """The rules that are off unless they are asked for, and that flake8 is asked for.

    They are kept off here rather than by flake8's default ignore list: that one falls away with
    the first `ignore` of the user, and would hide what the project's own configuration selects.
    """
    if not any(_overlap(selector, CODE) for selector in _chosen(options)):
        return ()
    from flake8.style_guide import Decision, DecisionEngine

    from asynclint.rules.listed import LISTED

    decide = DecisionEngine(options).decision_for
    return tuple(r.code for r in LISTED if not r.default and decide(r.code) is Decision.Selected)


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _prepare(session: Session, paths: Sequence[str]) -> None:
    """Check the projects that the paths lie in, for all processes at once."""
    from flake8.exceptions import ExecutionError

    from asynclint.config import ConfigError
    from asynclint.files import FileError

    for path in paths or ["."]:
        file = Path(path)
        try:
            if file.is_dir():
                file /= "__init__.py"  # any file in it
            if session.config(file).is_project:
                for error in session.checked(file).report.errors:
                    print(f"asynclint: error: {error}", file=sys.stderr)
        except (ConfigError, FileError) as error:
            raise ExecutionError(f"asynclint: {error}") from None


def _sentence(error: Exception) -> str:
    from asynclint.config import ConfigError
    from asynclint.files import FileError

    if isinstance(error, (ConfigError, FileError)):
        return str(error)
    return f"{type(error).__name__}: {error}; this is a bug in asynclint, please report it"
