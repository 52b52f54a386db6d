"""Readers of files with sections: uWSGI, systemd, supervisor, hypercorn, Fly; and of Apache's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from asynclint.deployment.commands import script, variable
from asynclint.deployment.options import chosen, in_python
from asynclint.deployment.setting import Item, Origin, Seen, Server, Stated
from asynclint.deployment.shell import CONTINUED, Piece, Word, blanked, expanded

# Possessive, or long runs of blanks would take quadratic time.
_LINE = re.compile(
    r"(?m)^[ \t]*+(?:\[+(?P<section>[^\]\r\n]*)\]"
    r"|(?P<key>[^\s=#;\[][^\s=]*+(?:[ \t]++[^\s=]++)*+)[ \t]*+(?:=[ \t]*+(?P<value>[^\r\n]*))?)"
)
_INDENTED = re.compile(r"(?:\r\n|\r|\n)(?=[ \t]+[^\s;#\[])")
_DAEMON = re.compile(r"(?m)^[ \t]*WSGIDaemonProcess\b([^\r\n]*)")
_DAEMON_OPTION = re.compile(r"([a-z]+(?:-[a-z]+)*)=(\S+)")
_COMMENT_LINE = re.compile(r"(?m)^[ \t]*#[^\r\n]*")
_COMMENT = re.compile(r"(?<![ \t])[ \t]+(?:[;#].*)?$")
_QUOTED = re.compile(r"""("(?:\\.|[^"\\])*"|'[^']*')[ \t]*(?:#.*)?""")
_NEXT_VARIABLE = re.compile(r",(?=\s*[A-Z_]\w*=)")


class _Line(msgspec.Struct, frozen=True):
    """`key = value`: the value with comments, and without if it is short; and where this starts."""

    section: str
    key: str
    whole: Piece
    value: str
    start: int
    end: int


def uwsgi_ini(text: str) -> Iterator[Item]:
    """The `[uwsgi]` section."""
    lines = [line for line in _lines(blanked(CONTINUED, text)) if line.section == "uwsgi"]
    if lines:
        yield Seen(Server.UWSGI)
    yield from last(item for line in lines for item in _option(Server.UWSGI, line.key, line))


def hypercorn_toml(text: str) -> Iterator[Item]:
    """The top level of hypercorn's configuration."""
    yield Seen(Server.HYPERCORN)
    for line in _lines(text):
        if not line.section:
            yield from _option(Server.HYPERCORN, in_python(line.key), line)


def fly_toml(text: str) -> Iterator[Item]:
    """The processes of a Fly application, and how long they may take to stop."""
    runs = False
    for line in _lines(text):
        items = list(_started(line) if line.section == "processes" else ())
        runs = runs or any(items)
        yield from items
        if line.section == "env":
            yield from variable(line.key, line.value, Word(line.whole, line.start, line.end))
        elif (line.section, line.key) == ("", "kill_timeout"):
            yield _time(Server.CONTAINER, line)


def systemd(text: str) -> Iterator[Item]:
    """A service unit; its times only if it runs Python."""
    times = {"TimeoutStopSec", "TimeoutSec", "RuntimeMaxSec"}
    starts = ("ExecStart",)
    lines = [line for line in _lines(_uncommented(text)) if line.section == "Service"]
    yield from _service(lines, Server.SYSTEMD, starts, times)


def supervisord(text: str) -> Iterator[Item]:
    """The programs of supervisor; their times only if they run Python."""
    by_section: dict[str, list[_Line]] = {}
    for line in _lines(blanked(_INDENTED, _uncommented(text))):
        if line.section.partition(":")[0] in ("program", "fcgi-program"):
            by_section.setdefault(line.section, []).append(line)
    for lines in by_section.values():
        yield from _service(lines, Server.SUPERVISOR, ("command",), {"stopwaitsecs"})


def apache(text: str) -> Iterator[Item]:
    """The daemon processes of mod_wsgi."""
    for directive in _DAEMON.finditer(_uncommented(text)):
        yield Seen(Server.MOD_WSGI)
        for option in _DAEMON_OPTION.finditer(text, *directive.span(1)):
            value = option[2].strip("\"'")
            yield from chosen(Server.MOD_WSGI, option[1], value, *option.span(), Origin.FILE)


def last(items: Iterable[Item]) -> Iterator[Item]:
    """The items; of several that state the same option, the last one."""
    found: dict[object, Item] = {}
    for item in items:
        found[(item.server, item.name) if isinstance(item, Stated) else item] = item
    return iter(found.values())


def with_times(items: Iterable[Item], times: Iterable[Item]) -> Iterator[Item]:
    """What a service does, and its times if it is one of the project's own."""
    items = list(items)
    yield from items
    if any(isinstance(item, Seen) for item in items):
        yield from times


def _service(
    lines: list[_Line], server: Server, starts: tuple[str, ...], times: set[str]
) -> Iterator[Item]:
    def started() -> Iterator[Item]:
        for line in lines:
            if line.key in starts:
                yield from _started(line)
            elif line.key.lower() == "environment":
                variables = blanked(_NEXT_VARIABLE, line.whole.text)
                yield from script(replace(line.whole, text=variables))

    said = [_time(server, line) for line in lines if line.key in times]
    return with_times(started(), [Seen(server), *said])


def _started(line: _Line) -> Iterator[Item]:
    return script(line.whole)


def _time(server: Server, line: _Line) -> Stated:
    return Stated(server, line.key, line.value, line.start, line.end, Origin.FILE)


def _option(server: Server, name: str, line: _Line) -> Iterator[Item]:
    return chosen(server, name, line.value, line.start, line.end, Origin.FILE)


def _uncommented(text: str) -> str:
    return blanked(CONTINUED, blanked(_COMMENT_LINE, text))


def _lines(text: str) -> Iterator[_Line]:
    section = ""
    for line in _LINE.finditer(text):
        if line["section"] is not None:
            section = line["section"].strip()
            continue
        said = line["value"] or ""  # flags have none
        start, end = line.span("value") if said else (line.end(), line.end())
        if quoted := _QUOTED.fullmatch(said):
            end = start + quoted.end(1)
            whole = Piece(quoted[1][1:-1], start + 1, end - 1)
            value = whole.text
        else:
            whole = Piece(said, start, end)
            value = _COMMENT.sub("", said)
            end = start + len(value) if value else line.end("key")
        key = line["key"].strip("\"'")
        yield _Line(section, key, whole, expanded(value), line.start("key"), end)
