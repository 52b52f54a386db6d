"""Taking variables out of files that set them, where that leaves the rest as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclint.deployment import Setting
from asynclint.diagnostic import Edit, Fix, Safety
from asynclint.text import Position, Source, Span
from asynclint.tree import Unfixable, compiles

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'\\]+)"""
_STRING = r"""(?:"NAME"|'NAME')"""
_BEHIND = r"\s*(#.*)?"
_PYTHON = (
    rf"\s*os\.environ(?:\[{_STRING}\]\s*=\s*VALUE|\.setdefault\({_STRING},\s*VALUE\)){_BEHIND}"
)
_LINE = rf"\s*(?:export\s+|ENV\s+)?NAME(?:=|\s+)VALUE{_BEHIND}"
_ITEM = rf"\s*(?:-\s*)?[\"']?NAME[\"']?\s*(?:=|:)\s*VALUE[\"']?{_BEHIND}"
_BEFORE_COMMAND = r"(?:^|[:;]\s+|&&\s+|\benv\s+)(NAME=VALUE[ \t]+)(?=\S)"


def removed(setting: Setting, name: str, text: str, shown: str) -> Iterator[Fix]:
    """The file without a variable: without the line that does nothing else, or without the words in
    front of a command."""
    source = Source(shown, text)
    number = setting.line
    line = source.line(number)
    above = source.line(number - 1).rstrip() if number > 1 else ""
    if line.rstrip().endswith("\\") or above.endswith("\\"):
        raise Unfixable("it is one of several on lines that belong together")
    whole = _match(_PYTHON if shown.endswith(".py") else _LINE, name, line)
    whole = whole or _item(source, number, name)
    if whole is not None:
        span = _line(source, number, whole)
    else:
        found = re.search(_with(_BEFORE_COMMAND, name), line)
        if found is None or shown.endswith(".py"):
            raise Unfixable("it is set in a form that is not rewritten")
        span = Span(Position(number, found.start(1) + 1), Position(number, found.end(1) + 1))
    edit = Edit(shown, span, "")
    if shown.endswith(".py"):
        start, end_ = source.offset(span.start), source.offset(span.end)
        if not compiles(text[:start] + text[end_:]):
            raise Unfixable("nothing else is in its block")
    yield Fix(f"Remove `{name}`", (edit,), Safety.SAFE)


def _with(pattern: str, name: str) -> str:
    return pattern.replace("NAME", re.escape(name)).replace("VALUE", _VALUE)


def _match(pattern: str, name: str, line: str) -> re.Match[str] | None:
    return re.fullmatch(_with(pattern, name), line)


def _item(source: Source, number: int, name: str) -> re.Match[str] | None:
    """The line of an item of a list or mapping of YAML that has others."""
    if not source.path.endswith((".yml", ".yaml")):
        return None
    found = _match(_ITEM, name, source.line(number))
    indent = _indent(source.line(number))
    near = [source.line(n) for n in (number - 1, number + 1) if 0 < n <= len(source.starts)]
    if found and not any(line.strip() and _indent(line) == indent for line in near):
        raise Unfixable("nothing else is in its list")
    return found


def _line(source: Source, number: int, found: re.Match[str]) -> Span:
    """A line, but for a comment at its end."""
    line = source.line(number)
    if found[1]:
        return Span(Position(number, _indent(line) + 1), Position(number, found.start(1) + 1))
    is_last = number == len(source.starts)
    end = Position(number, len(line) + 1) if is_last else Position(number + 1, 1)
    return Span(Position(number, 1), end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
