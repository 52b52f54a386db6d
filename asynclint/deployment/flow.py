"""Values as JSON and YAML's flow style write them, read tolerantly, with their places."""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

from asynclint.deployment.shell import Piece, Word


class Entry(msgspec.Struct, frozen=True):
    """The value of a key, and where the key starts."""

    start: int
    node: Node


# What aliases stand for, and what was not understood, is a scalar that says nothing.
Node: TypeAlias = Word | dict[str, Entry] | list["Node"]

_NEWLINE = re.compile(r"[\r\n]")
_SPACE = re.compile(r"(?:\s|,|(?<!\S)#[^\r\n]*)*")
QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'", re.DOTALL)
_PLAIN = re.compile(r"(?:[^,\[\]{}:\r\n]|:(?!\s))+")
_ESCAPE = re.compile(r"\\(\r?\n[ \t]*|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def flow(text: str, at: int) -> tuple[Node, int]:
    """The value that starts at an offset as JSON has them, and where it ends."""
    at = _after_space(text, at)
    if text.startswith("[", at):
        return _sequence(text, at + 1)
    if text.startswith("{", at):
        return _mapping(text, at + 1)
    if quoted := QUOTED.match(text, at):
        return unquoted(quoted), quoted.end()
    plain = _PLAIN.match(text, at)
    return scalar(text, at, plain.end() if plain else at), plain.end() if plain else at


def _sequence(text: str, at: int) -> tuple[Node, int]:
    nodes: list[Node] = []
    while (at := _after_space(text, at)) < len(text) and text[at] != "]":
        node, end = flow(text, at)
        nodes.append(node)
        at = max(end, at + 1)  # whatever is there, go on
    return nodes, at + 1


def _mapping(text: str, at: int) -> tuple[Node, int]:
    entries: dict[str, Entry] = {}
    while (at := _after_space(text, at)) < len(text) and text[at] != "}":
        start = at
        key, at = flow(text, at)
        at = _after_space(text, at)
        if text.startswith(":", at) and isinstance(key, Word):
            node, at = flow(text, at + 1)
            entries[key.piece.text] = Entry(start, node)
        at = max(at, start + 1)
    return entries, at + 1


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def scalar(text: str, start: int, end: int) -> Word:
    """Unquoted text, whose lines are folded."""
    end = start + len(text[start:end].rstrip())
    return Word(Piece(_NEWLINE.sub(" ", text[start:end]), start, end), start, end)


def unquoted(quoted: re.Match[str]) -> Word:
    """The word that a match of `QUOTED` stands for."""
    inner = _NEWLINE.sub(" ", quoted[0][1:-1])
    if quoted[0][0] == "'":
        inner = inner.replace("''", "'")
    else:
        inner = _ESCAPE.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), inner)
    return Word(Piece(inner, quoted.start() + 1, quoted.end() - 1), *quoted.span())
