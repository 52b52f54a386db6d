"""Shell words, and where they are in the file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import msgspec


class Piece(msgspec.Struct, frozen=True):
    """Text from `start` to `end` of a file.

    If it is shorter than what is there, escapes were taken out, and nobody knows what is where.
    """

    text: str
    start: int
    end: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the text is in the file."""
        if len(self.text) != self.end - self.start:
            return self.start, self.end
        return self.start + start, self.start + end


class Word(msgspec.Struct, frozen=True):
    """A word without its quotes, and the span that has them."""

    piece: Piece
    start: int
    end: int

    @property
    def text(self) -> str:
        """The word, with defaults in the place of variables."""
        return expanded(self.piece.text)


CONTINUED = re.compile(r"\\[ \t]*(?:\r\n|\r|\n)")
_HERE_DOCUMENT = re.compile(r"""(?<!<)<<-?[ \t]*(['"]?)([A-Za-z_]\w*)\1[^\n]*\n""")
_TOKEN = re.compile(
    r"""
    (?P<skipped> (?<!\S)\#[^\r\n]* | \d*[<>]+[&|]?-?[ \t]*[^\s;&|()<>]* | &>+ )
  | (?P<end> [\r\n;&|()] )
  | (?P<word> (?: \\. | '[^']*' | "(?:\\.|[^"\\])*" | \$\([^()]*\) | `[^`]*`
               | \$\{ [^{}]* (?: \$\{[^{}]*\} [^{}]* )* \} | [^\s'"\\;&|()<>`] )+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTED = re.compile(r"'[^']*'|\"[^\"\\]*\"")
_DEFAULT = re.compile(r"\$\{\w+:?[-=]([^{}]*)\}")


def commands(piece: Piece) -> Iterator[list[Word]]:
    """The simple commands of a script, whatever joins them. Here-documents say nothing."""
    text = blanked(CONTINUED, _without_documents(piece.text))
    words: list[Word] = []
    for token in _TOKEN.finditer(text):
        if token["end"]:
            if words:
                yield words
            words = []
        elif token["word"]:
            words.append(_word(piece, *token.span(), token["word"]))
    if words:
        yield words


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text with as much space in the place of all that is found."""
    return pattern.sub(lambda found: " " * len(found[0]), text)


def expanded(text: str) -> str:
    """The text with the defaults of variables: `${PORT:-80}`. Others are left as they are."""
    while (found := _DEFAULT.sub(r"\1", text)) != text:
        text = found
    return text


def _word(piece: Piece, start: int, end: int, raw: str) -> Word:
    outer = piece.span(start, end)
    if _QUOTED.fullmatch(raw):
        return Word(Piece(raw[1:-1], *piece.span(start + 1, end - 1)), *outer)
    return Word(Piece(_unquoted(raw), *outer), *outer)


def _unquoted(raw: str) -> str:
    if not any(special in raw for special in "'\"\\"):
        return raw
    try:
        return " ".join(shlex.split(raw))
    except ValueError:
        return raw


def _without_documents(text: str) -> str:
    at = 0
    while opening := _HERE_DOCUMENT.search(text, at):
        at = opening.end()
        if end := re.compile(rf"(?m)^[ \t]*{opening[2]}[ \t\r]*$").search(text, at):
            text = f"{text[:at]}{' ' * (end.end() - at)}{text[end.end() :]}"
            at = end.end()
    return text
