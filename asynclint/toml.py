"""Reading TOML with types: a value, or a `ConfigError` that names the file and the key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

Names: TypeAlias = tuple[str, ...]


class ConfigError(Exception):
    """The configuration cannot be used; the message names the file and the key."""


class Mismatch(Exception):
    """A value is not what its key takes: the place below the key, and what is wrong."""

    def __init__(self, below: str, problem: str) -> None:
        super().__init__(problem)
        self.below = below


def load(file: Path) -> dict[str, Any]:
    """The content of a TOML file, to be read only."""
    try:
        return _parse(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"{shown(file)}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise ConfigError(f"{shown(file)}: is not valid TOML: {error}") from None


def parse(text: str, where: str) -> dict[str, Any]:
    """The content of TOML that is not in a file, to be read only."""
    try:
        return _parse(text.encode("utf-8", "surrogateescape"))
    except ValueError as error:
        raise ConfigError(f"{where}: is not valid TOML: {error}") from None


@lru_cache(maxsize=8)
def _parse(data: bytes) -> dict[str, Any]:
    # The same `pyproject.toml` is asked for our table and for what it says about the project.
    import tomllib  # many a directory has no configuration

    return tomllib.loads(data.decode())


def shown(file: Path) -> str:
    """The file relative to the current directory when it is below it."""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def hint(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that suggests the known word which the user may have meant."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f"; did you mean `{close[0]}`?" if close else ""


# Readers of single values. They return what the settings hold or raise `Mismatch`.


def expected(what: str, value: object, below: str = "") -> Mismatch:
    """The complaint that a value has the wrong type."""
    names = {
        bool: "a boolean",
        int: "an integer",
        float: "a number",
        str: "a string",
        list: "an array",
        dict: "a table",
    }
    found = names.get(type(value), "a date or time")
    return Mismatch(below, f"expected {what}, found {found}")


def boolean(value: object) -> bool:
    """`true` or `false`."""
    if not isinstance(value, bool):
        raise expected("a boolean", value)
    return value


def string(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise expected("a string", value)
    return value


def strings(value: object, below: str = "") -> Names:
    """An array of strings, none of them empty."""
    if not isinstance(value, list):
        raise expected("an array of strings", value, below)
    for index, item in enumerate(value):
        if not isinstance(item, str):
            raise expected("a string", item, f"{below}[{index}]")
        if not item.strip():
            raise Mismatch(f"{below}[{index}]", "is empty")
    return tuple(value)


def string_lists(value: object) -> tuple[tuple[str, Names], ...]:
    """A table of file patterns and arrays of strings."""
    if not isinstance(value, dict):
        raise expected("a table of arrays", value)
    for glob in value:
        if glob.startswith("!"):
            raise Mismatch(f'."{glob}"', "a pattern cannot be negated here")
    return tuple((glob, strings(items, f'."{glob}"')) for glob, items in value.items())


def kinds(value: object) -> tuple[tuple[str, str], ...]:
    """A table of dotted names and kinds, or an array of names of no particular kind."""
    if isinstance(value, list):
        return tuple((name, "other") for name in strings(value))
    if not isinstance(value, dict):
        raise expected("a table or an array of strings", value)
    return tuple(_flatten(value, ""))


def _flatten(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """The leaves of nested tables: TOML makes those of a dotted name that is not quoted."""
    for key, value in table.items():
        name = prefix + key
        if isinstance(value, dict):
            yield from _flatten(value, f"{name}.")
        elif isinstance(value, str):
            yield name, value
        else:
            raise expected("a string", value, f'."{name}"')


def version(value: object) -> str:
    """A version of Python, major and minor."""
    if not isinstance(value, str):
        raise expected('a string like "3.11"', value)
    major, dot, minor = value.partition(".")
    if not (dot and major == "3" and minor.isascii() and minor.isdigit()):
        raise Mismatch("", f'expected a version like "3.11", found "{value}"')
    return value
