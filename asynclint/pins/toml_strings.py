"""The strings of a TOML file with their places, which `tomllib` does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from asynclint.toml import Names


class Leaf(msgspec.Struct, frozen=True):
    """A string value: the keys that lead to it, to which arrays add nothing, and the offsets of
    its literal, with the quotes."""

    keys: Names
    value: str
    start: int
    end: int


def leaves(text: str) -> Iterator[Leaf]:
    """Every string value of a TOML text, in order. Raises `ValueError` if the text is not valid."""
    import tomllib

    tomllib.loads(text)
    return _Scanner(text).leaves()


def _token(pattern: str) -> re.Pattern[str]:
    """A pattern and what may stand before it; commas say nothing to those who know the text is
    valid. Possessive, or failing would take exponential time."""
    return re.compile(rf"(?:[\s,]|#[^\n]*)*+({pattern})")


_STRING = _token(
    r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})'
    r"|'''[\s\S]*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
)
_BARE_KEY = _token(r"[A-Za-z0-9_-]+")
_OTHER = _token(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*|[^\s,\]}#]+")  # a blank may separate a time
_DOT, _EQUALS = _token(r"\."), _token("=")
_HEADER, _HEADER_END = _token(r"\[\[?"), _token(r"\]\]?")
_ARRAY, _ARRAY_END = _token(r"\["), _token(r"\]")
_TABLE, _TABLE_END = _token(r"\{"), _token(r"\}")


class _Scanner:
    """Walks over a text that is known to be valid, so that it needs to expect no mistakes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def leaves(self) -> Iterator[Leaf]:
        table: Names = ()
        while True:
            if self._take(_HEADER):
                table = self._key()
                self._take(_HEADER_END)
            elif key := self._key():
                yield from self._assigned((*table, *key))
            else:
                return

    def _assigned(self, keys: Names) -> Iterator[Leaf]:
        self._take(_EQUALS)
        yield from self._value(keys)

    def _value(self, keys: Names) -> Iterator[Leaf]:
        if literal := self._take(_STRING):
            yield Leaf(keys, _unquoted(literal[1]), *literal.span(1))
        elif self._take(_ARRAY):
            while not self._take(_ARRAY_END):
                yield from self._value(keys)
        elif self._take(_TABLE):
            while not self._take(_TABLE_END):
                yield from self._assigned((*keys, *self._key()))
        else:
            self._take(_OTHER)

    def _key(self) -> Names:
        parts: list[str] = []
        while part := self._take(_BARE_KEY) or self._take(_STRING):
            parts.append(_unquoted(part[1]) if part[1][0] in "\"'" else part[1])
            if not self._take(_DOT):
                break
        return tuple(parts)

    def _take(self, token: re.Pattern[str]) -> re.Match[str] | None:
        if found := token.match(self._text, self._at):
            self._at = found.end()
        return found


def _unquoted(literal: str) -> str:
    if "\\" in literal or literal.startswith(('"""', "'''")):
        import tomllib

        return str(tomllib.loads(f"value = {literal}")["value"])
    return literal[1:-1]
