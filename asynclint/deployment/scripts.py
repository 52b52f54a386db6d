"""Readers of Dockerfiles, Procfiles, shell scripts, Makefiles and files of variables; of XML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclint.deployment.commands import run, script
from asynclint.deployment.flow import Node, flow
from asynclint.deployment.manifests import launched
from asynclint.deployment.options import chosen
from asynclint.deployment.sections import last, with_times
from asynclint.deployment.setting import Item, Origin, Seen, Server
from asynclint.deployment.shell import CONTINUED, Piece, Word, blanked, commands

_INSTRUCTION = re.compile(r"(?mi)^[ \t]*(FROM|ENTRYPOINT|CMD|ENV)[ \t]+([^\r\n]+)")
_COMMENT = re.compile(r"(?m)^[ \t]*#[^\r\n]*(?:\r\n|\r|\n|$)")  # interrupts no instruction
_OLD_VARIABLE = re.compile(r"([A-Z]\w*)([ \t]+)(?=[^\s=])")
_PROCESS = re.compile(r"(?m)^[ \t]*[\w-]+:[ \t]*([^\r\n]+)")
_RECIPE = re.compile(r"(?m)^\t[ \t]*[@+-]*([^\r\n]+)")
_XML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_XML_ROOT = re.compile(r"<uwsgi\b[^>]*>(.*?)(?:</uwsgi>|\Z)", re.DOTALL)
_ELEMENT = re.compile(r"<([a-z][\w-]*)\s*(?:/>|>([^<]*)</\1\s*>)")


def dockerfile(text: str) -> Iterator[Item]:
    """What the stages of a Dockerfile start, and the variables they set."""
    text = blanked(CONTINUED, blanked(_COMMENT, text))
    started: dict[str, Node] = {}
    for instruction in _INSTRUCTION.finditer(text):
        name = instruction[1].upper()
        piece = Piece(instruction[2], *instruction.span(2))
        if name == "ENV":
            yield from _variables(piece)
        elif name == "FROM":
            yield from _stage(started)
            started = {}
        else:  # the last one counts
            started[name] = _command(text, piece)
    yield from _stage(started)


def procfile(text: str) -> Iterator[Item]:
    """The processes of a Procfile."""
    return _each(_PROCESS, text)


def makefile(text: str) -> Iterator[Item]:
    """The recipes of a Makefile."""
    return _each(_RECIPE, blanked(CONTINUED, text))


def shell(text: str) -> Iterator[Item]:
    """A script, or lines that set variables."""
    return script(Piece(text, 0, len(text)))


def uwsgi_xml(text: str) -> Iterator[Item]:
    """The options in uWSGI's element."""
    text = blanked(_XML_COMMENT, text)
    for root in _XML_ROOT.finditer(text):
        yield Seen(Server.UWSGI)
        yield from last(
            item
            for element in _ELEMENT.finditer(text, *root.span(1))
            for item in chosen(
                Server.UWSGI, element[1], (element[2] or "").strip(), *element.span(), Origin.FILE
            )
        )


def _each(pattern: re.Pattern[str], text: str) -> Iterator[Item]:
    for found in pattern.finditer(text):
        yield from script(Piece(found[1], *found.span(1)))


def _stage(started: dict[str, Node]) -> Iterator[Item]:
    items = launched(started.get("ENTRYPOINT"), started.get("CMD"))
    return with_times(items, [Seen(Server.CONTAINER)])


def _command(text: str, piece: Piece) -> Node:
    """A list of words in the form of JSON, else text for a shell."""
    if piece.text.startswith("["):
        return flow(text, piece.start)[0]
    return Word(piece, piece.start, piece.end)


def _variables(piece: Piece) -> Iterator[Item]:
    """`ENV A=b C=d`, or `ENV A b`."""
    if old := _OLD_VARIABLE.match(piece.text):
        text = f"{old[1]}={piece.text[old.end(1) + 1 :].lstrip()}"
        word = Word(Piece(text, piece.start, piece.end), piece.start, piece.end)
        yield from run([word])
    else:
        for words in commands(piece):
            yield from run(words)
