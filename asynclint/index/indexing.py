"""The bytes of one file -> its encoded summary, or why there is none."""

from __future__ import annotations

import ast

from asynclint.index.build import build, parse
from asynclint.index.summary import TOO_DEEP, Failure, pack
from asynclint.text import Source, UndecodableError, decode


def index(data: bytes) -> bytes | Failure:
    """The encoded summary of a file's content, or why there is none."""
    try:
        text = decode(data)
    except UndecodableError as error:
        return Failure(str(error))
    try:
        return pack(build(_typed(text) or parse(text)))
    except SyntaxError as error:
        source = Source("", text)
        line = min(max(error.lineno or 1, 1), len(source.starts))
        column = min(max(error.offset or 1, 1), len(source.line(line)) + 1)
        return Failure(_sentence(error), line, column)
    except (RecursionError, MemoryError):
        return Failure(TOO_DEEP)


def _typed(text: str) -> ast.Module | None:
    """The tree of a file that has types in comments."""
    if "type:" not in text:
        return None
    from asynclint.index import commented  # seldom needed

    return commented.parse(text)


def _sentence(error: SyntaxError) -> str:
    return (error.msg or "invalid syntax").rstrip(".")
