"""The settings that hold, and where each was said."""

from __future__ import annotations

from typing import Any, NamedTuple

from asynclint.config import Config, table_of
from asynclint.keys import KEYS


class Setting(NamedTuple):
    """One key, its value as JSON has it, and its origin: `default`, `file` or `option`.

    The value is None where the default is not a value; `unset` says in words what holds then.
    """

    key: str
    value: Any
    origin: str
    unset: str


def effective(config: Config) -> list[Setting]:
    """All settings, in the order of the documentation."""
    written = (table_of(config.source) if config.source else None) or {}
    found = []
    for key in KEYS:
        origin = "default"
        if key.name in config.given:
            origin = "option"
        elif key.name in written:
            origin = "file"
        value = _plain(getattr(config, key.field))
        if key.name in ("per-file-ignores", "blocking"):
            value = dict(value)
        found.append(Setting(key.name, None if value == "" else value, origin, key.unset))
    return found


def _plain(value: Any) -> Any:
    """A value of `Config` as JSON has it."""
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
