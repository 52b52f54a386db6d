"""The settings that hold as TOML, fit to be copied into a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from textwrap import wrap
from typing import Any

from asynclint.config import Config
from asynclint.effective import Setting
from asynclint.render.style import Style
from asynclint.toml import shown

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDEST = 50


def render(settings: Iterable[Setting], config: Config, rules: Iterable[str], style: Style) -> str:
    """One line for each key; what is no value is a comment, as are the `rules` that run."""
    source = shown(config.source) if config.source else "none"
    rows = [(f"# project: {config.project_root}", ""), (f"# settings: {source}", ""), ("", "")]
    origins = {"default": "default", "file": source, "option": "--config"}
    for one in settings:
        if one.value is None:
            rows.append((f"# {one.key}: {one.unset}", ""))
        else:
            rows.append((f"{one.key} = {toml(one.value)}", f"# {origins[one.origin]}"))
    rows += [("", ""), *((f"# {line}", "") for line in wrap(f"rules: {' '.join(rules)}", 76))]
    width = max(len(line) for line, origin in rows if origin and len(line) <= _WIDEST)
    return "".join(
        f"{line:{width}}  {style.paint(origin, 'dim')}\n"
        if origin
        else f"{style.paint(line, 'dim')}\n"
        for line, origin in rows
    )


def as_json(settings: Iterable[Setting], config: Config, rules: Iterable[str]) -> str:
    """The same for programs."""
    document = {
        "version": 1,
        "project_root": str(config.project_root),
        "source": str(config.source) if config.source else None,
        "target": ".".join(map(str, config.target)) if config.target else None,
        "settings": [
            {"key": one.key, "value": one.value, "origin": one.origin} for one in settings
        ],
        "rules": list(rules),
    }
    return json.dumps(document, indent=2) + "\n"


def toml(value: Any) -> str:
    """A value in TOML."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            pairs = ", ".join(f"{_key(key)} = {toml(one)}" for key, one in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case _:
            # JSON writes fewer escapes than TOML knows, save that DEL must be one.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else toml(key)
