"""Readers of lock files, which may have megabytes: searched, not parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclint.pins.stated import Stated, stated_versions

_PACKAGE = re.compile(
    r'\[\[packages?\]\]\s+name = "(?P<name>[^"\n]+)"\s+(?P<place>version = "(?P<version>[^"\n]+)")'
)
_CONFLICT = "<<<<<<< "

# The entry of a package: the only objects in the file without objects inside.
_ENTRY = re.compile(r'"([^"\n]+)"\s*:\s*\{([^{}]*)\}')
_PINNED = re.compile(r'"version"\s*:\s*"(===?[^"\n]+)"')


def toml_lock(text: str) -> Iterator[Stated]:
    """The packages of `uv.lock`, `poetry.lock`, `pdm.lock` and `pylock.toml`.

    They are written by machines, always alike: a package is a table of its own that begins with
    its name and its version, if it has one.
    """
    if text.startswith(_CONFLICT) or f"\n{_CONFLICT}" in text:
        raise ValueError("has merge conflicts")
    for package in _PACKAGE.finditer(text):
        versions = f"=={package['version']}"
        yield stated_versions(package["name"], versions, *package.span("place"))


def pipfile_lock(text: str) -> Iterator[Stated]:
    """The packages of `Pipfile.lock`."""
    import json  # slow to import

    json.loads(text)
    for entry in _ENTRY.finditer(text):
        if version := _PINNED.search(text, *entry.span(2)):
            yield stated_versions(entry[1], version[1], *version.span())
