"""asynclint as a plugin of pylint: `load-plugins=asynclint.surfaces.pylint`.

There is a checker for each family of rules, and a message for each rule: ASL101 is E8101 and goes
by the rule's name. Checkers keep nothing between files, because pylint opens and closes them around
every file in its worker processes; what is found comes from the session of this process.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pylint.checkers import BaseRawFileChecker

from asynclint.config import Config, ConfigError
from asynclint.diagnostic import Diagnostic, Severity
from asynclint.files import FileError
from asynclint.render.style import printable
from asynclint.rules.base import Rule
from asynclint.rules.every import ALL
from asynclint.session import Session

if TYPE_CHECKING:
    from astroid import nodes
    from pylint.lint import PyLinter
    from pylint.typing import MessageDefinitionTuple

FAILED = "asynclint-failed"
_OURS = "9"  # the family of what is about asynclint itself
_FAMILIES = {
    "1": "blocking",
    "2": "cancellation",
    "3": "connections",
    "4": "abandoned",
    "5": "frameworks",
    "6": "structure",
    "7": "awaiting",
    _OURS: "asynclint",
}
_LETTERS = {Severity.ERROR: "E", Severity.WARNING: "W", Severity.INFO: "C"}
_USAGE = 32  # what pylint exits with when it cannot do what it is asked for
_session = Session()  # of the current run


def register(linter: PyLinter) -> None:
    """Make the checkers known. Called by pylint, in its workers as well."""
    for number, name in _FAMILIES.items():
        if rules := [rule for rule in ALL if rule.code[3] == number]:
            linter.register_checker(Family(linter, number, name, rules))


def load_configuration(linter: PyLinter) -> None:
    """Begin a run, now that the options are known. Called by pylint, in its workers as well."""
    global _session
    options = linter.config
    if not hasattr(options, "asynclint_opted_in"):  # else a worker: they were copied to it
        options.asynclint_opted_in = _opt_in(linter)
    file = Path(options.asynclint_config).absolute() if options.asynclint_config else None

    def find(folder: Path) -> Config:
        config = Config.load(file, folder) if file else Config.find(folder)
        return config.override(
            Config(config.project_root, extend_select=options.asynclint_opted_in)
        )

    _session = Session(find, cached=options.asynclint_cache)
    here = Path("__init__.py")  # any file of the project that pylint runs in
    try:
        config = _session.config(here)
        if options.jobs != 1 and config.is_project and multiprocessing.parent_process() is None:
            _session.checked(here)  # into the cache, for all workers at once
    except (ConfigError, FileError) as error:
        print(f"asynclint: error: {error}", file=sys.stderr)
        sys.exit(_USAGE)


def _opt_in(linter: PyLinter) -> tuple[str, ...]:
    """The rules that are off by default and that pylint is asked for.

    From here on pylint takes them all: which of them a project has selected is for its own
    configuration to say. It takes none where all else of ours is disabled, too.
    """
    optional = [rule for rule in ALL if not rule.default]
    asked = tuple(rule.code for rule in optional if linter.is_message_enabled(rule.name))
    if any(linter.is_message_enabled(rule.name) for rule in ALL if rule.default):
        for rule in optional:
            linter.enable(rule.name)
    return asked


class Family(BaseRawFileChecker):  # type: ignore[misc]  # pylint is no dependency of ours
    """Tells the findings of one family. Raw checkers may report any place, not only nodes."""

    def __init__(self, linter: PyLinter, number: str, name: str, rules: Sequence[type[Rule]]):
        self.number = number
        self.name = "asynclint" if number == _OURS else f"asynclint-{name}"
        self.msgs = {_id(rule): _message(rule) for rule in rules}
        if number == _OURS:
            self.msgs["E8999"] = (
                "%s",
                FAILED,
                "asynclint could not check the project that this file belongs to.",
            )
            self.options = (
                (
                    "asynclint-config",
                    {
                        "type": "string",
                        "metavar": "<file>",
                        "default": "",
                        "help": "Read the settings of asynclint from this file and no other.",
                    },
                ),
                (
                    "asynclint-cache",
                    {
                        "type": "yn",
                        "metavar": "<y or n>",
                        "default": True,
                        "help": "Read and write the cache of asynclint.",
                    },
                ),
            )
        super().__init__(linter)

    def process_module(self, node: nodes.Module) -> None:
        """Tell what the session has found in the module's file."""
        try:
            found = _findings(node)
        except Exception as error:  # whatever it is, pylint can go on
            if self.number == _OURS:
                self.add_message(FAILED, line=1, args=(_sentence(error),))
            return
        for one in found:
            if one.code[3] == self.number:
                self.add_message(
                    one.name,
                    line=one.span.start.line,
                    col_offset=one.span.start.column - 1,
                    end_lineno=one.span.end.line,
                    end_col_offset=one.span.end.column - 1,
                    args=(printable(one.sentence),),
                )


def _id(rule: type[Rule]) -> str:
    return f"{_LETTERS[rule.severity]}8{rule.code[3:]}"


def _message(rule: type[Rule]) -> MessageDefinitionTuple:
    page = rule.page()
    description = f"{page.summary} `asynclint explain {page.code}` tells more."
    return ("%s", page.name, description, {"default_enabled": page.default})


def _findings(node: nodes.Module) -> tuple[Diagnostic, ...]:
    if not node.file:
        return ()
    file = Path(node.file)
    with node.stream() as stream:
        _session.text(file, stream.read().decode(node.file_encoding or "utf-8"))
    return _session.findings(file)


def _sentence(error: Exception) -> str:
    if isinstance(error, (ConfigError, FileError)):
        return f"asynclint: {error}"
    return f"{type(error).__name__}: {error}; this is a bug in asynclint, please report it"
