"""What a project says about how one of its servers runs, and where it says so."""

from __future__ import annotations

import enum
import re
from pathlib import Path
from typing import TypeAlias

import msgspec

from asynclint.text import Source


class Server(enum.StrEnum):
    """Who is told: what runs the application, or what runs that."""

    UWSGI = "uwsgi"
    GUNICORN = "gunicorn"
    UVICORN = "uvicorn"
    HYPERCORN = "hypercorn"
    GRANIAN = "granian"
    DAPHNE = "daphne"
    ASGIREF = "asgiref"  # the library's own variables
    CHANNELS = "channels"  # in Django's settings
    MOD_WSGI = "mod_wsgi"
    CELERY = "celery"
    SYSTEMD = "systemd"
    SUPERVISOR = "supervisor"
    CONTAINER = "container"  # compose, Kubernetes, Fly


class Origin(enum.IntEnum):
    """Where an option is given: what comes first overrides what follows."""

    COMMAND = 0
    ENVIRONMENT = 1
    FILE = 2


class Stated(msgspec.Struct, frozen=True):
    """What a reader found: a setting at offsets of the text. Values are as in `Setting`."""

    server: Server
    name: str
    value: str
    start: int
    end: int
    origin: Origin


class Seen(msgspec.Struct, frozen=True):
    """A server is run; None stands for a program of the project that Python runs."""

    server: Server | None


class Include(msgspec.Struct, frozen=True):
    """A configuration file that a server is told to read."""

    server: Server
    path: str


Item: TypeAlias = Stated | Seen | Include

# What understands "30s"; the others take seconds. Units of systemd, Go and humans alike.
_TAKE_UNITS = frozenset({Server.SYSTEMD, Server.CONTAINER, Server.GRANIAN})
# Compiled when they are first asked for, and then kept by `re`.
_AMOUNT = r"(\d+(?:\.\d+)?)\s*([a-zµ]*)\s*"
_UNITS = {
    **dict.fromkeys(("", "s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hour", "hours"), 3600.0),
    **dict.fromkeys(("d", "day", "days"), 86400.0),
    **dict.fromkeys(("w", "week", "weeks"), 604800.0),
    **dict.fromkeys(("ms", "msec"), 1e-3),
    **dict.fromkeys(("us", "µs", "usec"), 1e-6),
    "ns": 1e-9,
}
_NUMBER = r"-?\d+(?:\.\d+)?"
_ON = frozenset({"", "1", "true", "yes", "on"})


class Setting(msgspec.Struct, frozen=True):
    """One option of one server.

    `name` is what the server calls it on its command line, without dashes, or in its file if it is
    only known there. `value` is empty for a flag that is set, and as written where it is not known
    before the server runs: then it is neither on nor a number.
    Lines and columns count from 1, in code points; `end_column` is the first behind the text, or
    behind its first line.
    """

    server: Server
    name: str
    value: str
    path: Path
    line: int
    column: int
    end_column: int

    @property
    def number(self) -> float | None:
        """The value as a number, of seconds if it is a time; None if it is none."""
        if re.fullmatch(_NUMBER, self.value):
            return float(self.value)
        return _seconds(self.value) if self.server in _TAKE_UNITS else None

    @property
    def is_on(self) -> bool:
        """Whether a flag is set, or a number is not zero."""
        return is_true(self.value) or bool(self.number)


def setting_of(stated: Stated, source: Source) -> Setting:
    """The setting that was found in a text."""
    start, end = source.position(stated.start), source.position(stated.end)
    same_line = start.line == end.line
    return Setting(
        stated.server,
        stated.name,
        stated.value,
        Path(source.path),
        start.line,
        start.column,
        end.column if same_line else len(source.line(start.line)) + 1,
    )


def is_true(text: str) -> bool:
    """Whether configuration files mean yes."""
    return text.lower() in _ON


def _seconds(text: str) -> float | None:
    """`1min 30s`, `1m30s`, `500ms`, `infinity`."""
    text = text.strip().lower()
    if text == "infinity":
        return float("inf")
    total, at = 0.0, 0
    while amount := re.compile(_AMOUNT).match(text, at):
        if amount[2] not in _UNITS:
            return None
        total += float(amount[1]) * _UNITS[amount[2]]
        at = amount.end()
    return total if text and at == len(text) else None
