"""The streams of a command: may they have colours, and what is shown while one waits."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TextIO

CLEAR = "\r\x1b[K"
HOME = "\x1b[2J\x1b[3J\x1b[H"  # a clean terminal


def wants_color(choice: str, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether to colour what goes to `stream`; `choice` is `auto`, `always` or `never`.

    Variables that are set but empty do not count, as https://no-color.org has it.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environ.get(name, "") not in ("", "0"):
            return True
    return stream.isatty() and environ.get("TERM") != "dumb"


class Progress:
    """One line on a terminal that says how far we are, from the second `delay` on."""

    def __init__(self, stream: TextIO, delay: float = 1.0, interval: float = 0.1) -> None:
        self.stream = stream
        self.interval = interval
        self.shown = False
        self.next = time.monotonic() + delay

    def __call__(self, done: int, total: int) -> None:
        """Say that `done` of `total` files are read."""
        now = time.monotonic()
        if now >= self.next:
            self.next = now + self.interval
            self.shown = True
            self.stream.write(f"{CLEAR}asynclint: {done:,} of {total:,} files")
            self.stream.flush()

    def clear(self) -> None:
        """Leave the terminal as it was."""
        if self.shown:
            self.shown = False
            self.stream.write(CLEAR)
            self.stream.flush()
