"""Reports as text. Every renderer is a pure function; adding a format is adding a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from asynclint.render import concise, github, gitlab, json, junit, markdown, rdjson, sarif, text
from asynclint.render.style import Style
from asynclint.render.text import SourceOf
from asynclint.report import Report

Renderer: TypeAlias = Callable[[Report, SourceOf, Style], str]

FORMATS: Mapping[str, Renderer] = {
    "full": text.render,
    "concise": concise.render,
    "json": json.render,
    "jsonl": json.render_lines,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "rdjson": rdjson.render,
    "markdown": markdown.render,
}
# For people who wait for the end of it: a summary may follow.
TEXTS = frozenset({"full", "concise"})
# Those that tell of rules as well: the report must hold their pages.
WITH_RULES = frozenset({"sarif"})
