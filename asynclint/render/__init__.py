"""Reports as text. Every renderer is a pure function; adding a format is adding a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from asynclint.render import concise, json, text
from asynclint.render.style import Style
from asynclint.render.text import SourceOf
from asynclint.report import Report

Renderer: TypeAlias = Callable[[Report, SourceOf, Style], str]

FORMATS: Mapping[str, Renderer] = {
    "full": text.render,
    "concise": concise.render,
    "json": json.render,
}
