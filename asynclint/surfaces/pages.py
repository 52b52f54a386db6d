"""`asynclint explain` and `asynclint rules`: what the rules say of themselves."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

from asynclint.diagnostic import RulePage
from asynclint.render.style import Style
from asynclint.rules.base import Rule
from asynclint.rules.every import ALL
from asynclint.selectors import specificity, words
from asynclint.surfaces.terminal import wants_color
from asynclint.surfaces.verbs import UserError
from asynclint.toml import hint


def explain(options: argparse.Namespace) -> int:
    """Print the pages of the rules that were asked for."""
    found = [rule.page() for word in options.rules for rule in called(word)]
    style = Style(wants_color(options.color, sys.stdout, os.environ))
    for number, page in enumerate(found):
        print("\n" if number else "", end="")
        if style.color or sys.stdout.isatty():
            from asynclint.render.page import render

            print(render(page, style, shutil.get_terminal_size().columns), end="")
        else:
            _plain(page)
    return 0


def _plain(page: RulePage) -> None:
    """The page as it was written."""
    state = "on by default" if page.default else "off by default"
    print(f"{page.code} {page.name} ({page.severity}, {state}, since {page.since})")
    if page.aliases or page.overlaps:
        print(f"Other linters: {', '.join([*page.aliases, *page.overlaps])}")
    print()
    print(page.page)


def rules(options: argparse.Namespace) -> int:
    """List the rules."""
    wanted = [rule for word in options.rules for rule in called(word)] if options.rules else ALL
    pages = [rule.page() for rule in ALL if rule in wanted]
    if options.format == "json":
        import json

        rows = [
            {
                "code": page.code,
                "name": page.name,
                "family": page.family,
                "severity": str(page.severity),
                "default": page.default,
                "since": page.since,
                "summary": page.summary,
                "aliases": page.aliases,
                "overlaps": page.overlaps,
            }
            for page in pages
        ]
        print(json.dumps(rows, indent=2))
        return 0
    style = Style(wants_color(options.color, sys.stdout, os.environ))
    width = max(len(page.name) for page in pages)
    for page in pages:
        state = "on" if page.default else "off"
        code, name = style.severe(page.code, page.severity), f"{page.name:{width}}"
        print(f"{code}  {name}  {page.severity!s:7}  {state:3}  {page.summary}")
    return 0


def called(word: str) -> list[type[Rule]]:
    """The rules that a selector means."""
    labels = [rule.label() for rule in ALL]
    found = [rule for rule in ALL if specificity((word,), rule.label()) >= 0]
    found = found or [rule for rule in ALL if word in rule.overlaps]
    if not found:
        raise UserError(f"no rule is called `{word}`{hint(word, words(labels))}")
    return found
