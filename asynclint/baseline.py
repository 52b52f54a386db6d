"""The findings that a project knows and lives with for now.

A baseline is a file with one line for each, keyed by what stays the same while code moves. It is
only ever written on request.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from asynclint.diagnostic import Diagnostic
from asynclint.fingerprint import fingerprints
from asynclint.text import Source
from asynclint.toml import ConfigError, shown

VERSION = 1


class Entry(NamedTuple):
    """One known finding; only the fingerprint counts, the rest is for readers."""

    path: str
    code: str
    function: str
    fingerprint: str


def entries(
    diagnostics: Iterable[Diagnostic],
    source_of: Callable[[str], Source | None],
    root: Path,
    cwd: Path,
) -> list[Entry]:
    """What a baseline holds of each finding; paths are relative to `root`."""

    def path_of(display: str) -> str:
        path = cwd / display
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else display

    found = list(diagnostics)
    return [
        Entry(path_of(diagnostic.path), diagnostic.code, diagnostic.function, fingerprint)
        for diagnostic, fingerprint in zip(
            found, fingerprints(found, source_of, path_of), strict=True
        )
    ]


def read(file: Path) -> list[Entry]:
    """The entries of a baseline; `ConfigError` when it is none."""
    try:
        document = json.loads(file.read_text("utf-8"))
        if document["version"] != VERSION:
            raise ConfigError(f"{shown(file)}: has version {document['version']}, not {VERSION}")
        return [
            Entry(*(str(row[field]) for field in Entry._fields)) for row in document["findings"]
        ]
    except OSError as error:
        raise ConfigError(f"{shown(file)}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise ConfigError(f"{shown(file)}: is not a baseline") from None


def written(found: Iterable[Entry]) -> str:
    """The content of a baseline: sorted, one line for each, so that changes to it merge well."""
    rows = [json.dumps(entry._asdict()) for entry in sorted(set(found))]
    body = ",\n".join(f"    {row}" for row in rows)
    findings = f"[\n{body}\n  ]" if rows else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}\n}}\n'
