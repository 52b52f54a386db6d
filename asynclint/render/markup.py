"""The little Markdown that our own messages and pages are written in, as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from asynclint.render.style import printable

_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")


def inline(text: str) -> str:
    """A line with its code spans; what only looks like one stays as it is."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return escape(printable(text))
    shown = (
        f"<code>{escape(part)}</code>" if index % 2 else _LINK.sub(_link, escape(part))
        for index, part in enumerate(parts)
    )
    return "".join(shown)


def _link(found: re.Match[str]) -> str:
    return f'<a href="{found[2]}">{found[1]}</a>'


def page(text: str) -> str:
    """A page: headings, paragraphs, lists and code."""
    return "\n".join(_blocks(text))


def _blocks(text: str) -> Iterator[str]:
    paragraph: list[str] = []
    code: list[str] | None = None
    for line in [*text.split("\n"), ""]:
        if code is not None:
            if line.strip() == "```":
                yield f"<pre>{escape(chr(10).join(code))}</pre>"
                code = None
            else:
                code.append(line)
        elif line.startswith(("```", "#", "- ")) or not line.strip():
            if paragraph:
                yield _paragraph(paragraph)
            paragraph = [line] if line.startswith("- ") else []
            if line.startswith("#"):
                yield f"<h3>{inline(line.lstrip('# '))}</h3>"
            elif line.startswith("```"):
                code = []
                if kind := line.removeprefix("```python").strip():
                    yield f'<p class="kind">{inline(kind)}</p>'
        else:
            paragraph.append(line.strip())


def _paragraph(lines: list[str]) -> str:
    if lines[0].startswith("- "):
        return f"<ul><li>{inline(' '.join([lines[0][2:], *lines[1:]]))}</li></ul>"
    return f"<p>{inline(' '.join(lines))}</p>"
