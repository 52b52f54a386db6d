"""`asynclint config`, `init`, `clean` and `doctor`: around a project's checks."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from asynclint.config import CACHE, Config
from asynclint.render.style import Style, printable
from asynclint.surfaces.terminal import wants_color
from asynclint.surfaces.verbs import UserError, configured, say
from asynclint.toml import shown


def config(options: argparse.Namespace) -> int:
    """Print the settings that hold here, or their schema."""
    from asynclint.analysis import LABELS, validate
    from asynclint.knowledge import Kind

    if options.what == "schema":
        from asynclint import schema

        print(schema.text(LABELS, [kind.value for kind in Kind]), end="")
        return 0
    from asynclint.effective import effective
    from asynclint.render import settings
    from asynclint.rules.listed import LISTED

    found = configured(options, Path.cwd())
    validate(found)
    style = Style(wants_color(options.color, sys.stdout, os.environ))
    on = [rule.code for rule in LISTED if found.selected(rule.label(), rule.default)]
    if options.format == "json":
        print(settings.as_json(effective(found), found, on), end="")
    else:
        print(settings.render(effective(found), found, on, style), end="")
    return 0


def init(_: argparse.Namespace) -> int:
    """Write what is missing to begin with."""
    from asynclint import initial

    try:
        for change in initial.changes(initial.folder(Path.cwd())):
            if change.content is not None:
                change.file.write_bytes(change.content.encode())
            print(f"{shown(change.file)}: {change.does}")
    except initial.InitError as error:
        raise UserError(str(error)) from None
    except OSError as error:
        raise UserError(f"{error.filename}: cannot be written: {error.strerror}") from None
    return 0


def clean(options: argparse.Namespace) -> int:
    """Remove the cache."""
    from asynclint.index import cache

    directory = Path(options.cache_dir or Config.find(Path.cwd()).project_root / CACHE)
    try:
        removed = cache.remove(directory)
    except OSError as error:
        raise UserError(f"{shown(directory)}: cannot be removed: {error.strerror}") from None
    say(f"{shown(directory.absolute())}: {'removed' if removed else 'is not there'}")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Print what is found; the exit code says whether something should be looked at."""
    from asynclint.doctor import examine

    cwd = Path.cwd()
    found = configured(options, cwd)
    facts, problems = examine(found, Path(options.cache_dir or found.project_root / CACHE), cwd)
    heading = ""
    width = max(len(fact.name) for fact in facts)
    for fact in facts:
        if fact.heading != heading:
            heading = fact.heading
            print(heading)
        print(f"  {printable(fact.name):{width}}  {printable(fact.value)}")
    print("to look at" if problems else "nothing to look at")
    for problem in problems:
        print(f"  - {printable(problem)}")
    return 1 if problems else 0


RUN: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "config": config,
    "init": init,
    "clean": clean,
    "doctor": doctor,
}
