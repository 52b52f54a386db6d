"""`asynclint check --watch`: check again whenever something changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NoReturn

from asynclint.changes import ChangesError
from asynclint.config import Config, ConfigError
from asynclint.files import FileError
from asynclint.surfaces.terminal import HOME
from asynclint.watch import Watch

_MISTAKES = (ChangesError, ConfigError, FileError)


def run(
    check: Callable[[], object],
    settings: Callable[[], Config],
    paths: tuple[str, ...],
    own: Collection[Path],
) -> NoReturn:
    """Check until interrupted. What is wrong with settings is told, and can be mended meanwhile."""
    watch = Watch(settings(), paths, Path.cwd(), own)
    while True:
        watch.mark()
        try:
            watch.config = settings()
            check()
        except _MISTAKES as error:
            print(f"asynclint: error: {error}", file=sys.stderr)
        sys.stdout.flush()
        print("asynclint: watching for changes, until Ctrl-C", file=sys.stderr)
        watch.wait()
        if sys.stdout.isatty():
            print(HOME, end="", flush=True)
