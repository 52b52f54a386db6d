"""Syntax newer than the running Python, written in older words of the same length.

Only what the grammar of the running Python rejects is tried this way. Lines and columns of all
that matters to the index stay where they are: type parameters are blanked, since nothing is
called in them, and `type X = Y` becomes an assignment. What cannot be said in older words, such as
Python 3.12's nested f-strings, stays a syntax error and is reported as one.
"""

from __future__ import annotations

import re

_ALIAS = re.compile(r"^([ \t]*)type([ \t]+)([^\W\d]\w*)(?=[ \t]*[=\[])", re.MULTILINE)
_GENERIC = re.compile(
    r"^[ \t]*(?:type|class|(?:async[ \t]+)?def)[ \t]+[^\W\d]\w*[ \t]*(?=\[)", re.MULTILINE
)
_EXCEPT = re.compile(r"^([ \t]*except\*?)[ \t]([^\n:(]+,[^\n:(]+):", re.MULTILINE)
_TEMPLATE = re.compile(r"(?<![\w\"'])([tT])(?=[rR]?[\"'])|(?<=[^\w\"'][rR])([tT])(?=[\"'])")


def older(text: str) -> str:
    """The text with type parameters (3.12), type statements (3.12), template strings (3.14) and
    unparenthesised `except A, B` (3.14) in older words; the same text when it has none."""
    text = _blank_parameters(text)
    text = _ALIAS.sub(lambda m: f"{m[1]}{m[3]}    {m[2]}", text)
    text = _EXCEPT.sub(r"\1(\2):", text)
    return _TEMPLATE.sub("f", text)


def _blank_parameters(text: str) -> str:
    parts: list[str] = []
    done = 0
    for match in _GENERIC.finditer(text):
        end = _closing(text, match.end())
        if match.end() >= done and end:
            parts += [text[done : match.end()], _blank(text[match.end() : end])]
            done = end
    return "".join([*parts, text[done:]])


def _closing(text: str, start: int) -> int:
    """The offset behind the bracket that closes the one at `start`; 0 when none does."""
    depth = 0
    for offset in range(start, min(len(text), start + 5000)):
        depth += {"[": 1, "]": -1}.get(text[offset], 0)
        if depth == 0:
            return offset + 1
    return 0


def _blank(text: str) -> str:
    """Spaces of the same shape; lines that the brackets joined are joined by backslashes."""
    return re.sub(r".(?=\r?\n)", "\\\\", re.sub(r"[^\r\n]", " ", text))
