"""`asynclint completion`: a script with which a shell completes our commands and options."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from asynclint.surfaces.verbs import UserError


def run(shell: str, parser: argparse.ArgumentParser) -> int:
    """Print the script for a shell. The parser is changed by it: it is of no other use then."""
    try:
        import shtab
    except ImportError:
        raise UserError("completion needs shtab: `pip install 'asynclint[completion]'`") from None
    from asynclint.analysis import LABELS
    from asynclint.selectors import words

    known = words(LABELS)
    for action in _actions(parser):
        kind = action.metavar.partition("[")[0] if isinstance(action.metavar, str) else ""
        if kind in ("RULE", "RULES"):
            action.choices = known
        elif kind in ("PATH", "FILE", "FILE|KEY=VALUE"):
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif kind == "DIR":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    print(shtab.complete(parser, shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from _actions(verb)
