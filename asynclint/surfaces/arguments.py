"""A parser of arguments that says what was probably meant."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn

_CHOICE = r"(argument .*?: )?invalid choice: '(?P<given>.*?)'.* \(choose from (?P<known>.*)\)"
_WIDTH = 80
# There are no translations of what `argparse` says, but it looks for one each time, and imports
# `locale` to do so.
argparse._ = str  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """Takes options by their whole names only, so that new ones never change what old ones mean."""

    def __init__(self, **settings: Any) -> None:
        # Each argument is formatted once to see whether it can be; how wide the terminal is costs
        # an import, and matters when help is shown.
        super().__init__(formatter_class=partial(argparse.HelpFormatter, width=_WIDTH), **settings)
        self.allow_abbrev = False

    def format_help(self) -> str:
        """Help as wide as the terminal."""
        self.formatter_class = argparse.HelpFormatter
        return super().format_help()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse all of the arguments: what is left over is an error of the verb that got it."""
        options, rest = super().parse_known_args(args, namespace)
        if rest:
            given = next((word for word in rest if word.startswith("-")), rest[0])
            name = given.partition("=")[0]
            known = [word for action in self._actions for word in action.option_strings]
            what = "option" if given.startswith("-") else "argument"
            self.error(f"unknown {what} `{given}`{_hint(name, known)}")
        return options, rest

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and leave with the exit code of usage errors."""
        if found := re.fullmatch(_CHOICE, message):
            given, known = found["given"], re.findall(r"[\w-]+", found["known"])
            message = f"{found[1] or ''}`{given}` is not one of {', '.join(known)}"
            if found[1] == "argument COMMAND: ":
                message = f"there is no command `{given}`"
            hint = _hint(given, known)
            if not hint and "check" in known and os.path.exists(given):
                hint = f"; did you mean `{self.prog} check {given}`?"
            message += hint
        print(f"{self.prog}: error: {message}", file=sys.stderr)
        print(f"See `{self.prog} --help`.", file=sys.stderr)
        self.exit(2)


def _hint(word: str, known: Iterable[str]) -> str:
    from asynclint.toml import hint  # only when something is wrong

    return hint(word, known)
