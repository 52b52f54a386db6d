"""Reports as text. Every renderer is a pure function; adding a format is adding a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from asynclint.render.style import Style
    from asynclint.render.text import SourceOf
    from asynclint.report import Report

Renderer: TypeAlias = "Callable[[Report, SourceOf, Style], str]"


class _Formats(Mapping[str, Renderer]):
    """Renderers by name; a module is imported when its format is asked for."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places

    def __getitem__(self, name: str) -> Renderer:
        module, _, function = self._places[name].partition(".")
        return cast(Renderer, getattr(import_module(f"asynclint.render.{module}"), function))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


FORMATS = _Formats(
    {
        "full": "text.render",
        "concise": "concise.render",
        "json": "json.render",
        "jsonl": "json.render_lines",
        "sarif": "sarif.render",
        "github": "github.render",
        "gitlab": "gitlab.render",
        "junit": "junit.render",
        "rdjson": "rdjson.render",
        "markdown": "markdown.render",
        "html": "html.render",
    }
)
# For people who wait for the end of it: a summary may follow.
TEXTS = frozenset({"full", "concise"})
# For programs that can show or apply fixes.
WITH_FIXES = frozenset({"json", "jsonl", "sarif", "rdjson"})
# Those that tell of rules as well: the report must hold their pages.
WITH_RULES = frozenset({"sarif", "html"})
