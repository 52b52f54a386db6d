"""The page of a rule on a terminal: headings, lists and code of the Markdown that we write."""

from __future__ import annotations

import io
import keyword
import re
import textwrap
import tokenize
from collections.abc import Iterator

from asynclint.diagnostic import RulePage
from asynclint.render.style import Style

_CODE = re.compile(r"`([^`]+)`")
_STRESSED = re.compile(r"(?<![\w*])\*(\w[^*]*)\*(?![\w*])")
_WIDEST = 100
_NARROWEST = 20
_STRINGS = {
    tokenize.STRING,
    *(
        getattr(tokenize, f"{kind}_{part}", tokenize.STRING)
        for kind in ("FSTRING", "TSTRING")
        for part in ("START", "MIDDLE", "END")
    ),
}


def render(page: RulePage, style: Style, width: int) -> str:
    """The whole page, in lines of at most `width` columns where words allow it."""
    width = max(min(width, _WIDEST), _NARROWEST)
    state = "on by default" if page.default else f"off by default: --extend-select {page.code}"
    title = f"{style.severe(page.code, page.severity)} {style.paint(page.name, 'bold')}"
    facts = [str(page.severity), state, page.family, f"since {page.since}"]
    lines = [title, style.paint(", ".join(filter(None, facts)), "dim")]
    lines += [style.paint(line, "dim") for line in _others(page, width)]
    lines += ["", *_blocks(page.page, style, width)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _others(page: RulePage, width: int) -> list[str]:
    """What other linters call it."""
    said = f"other linters: {', '.join(page.aliases)}" if page.aliases else ""
    if page.overlaps:
        said += f"{'; ' if said else 'other linters, '}in part: {', '.join(page.overlaps)}"
    return textwrap.wrap(said, width)


def _blocks(text: str, style: Style, width: int) -> Iterator[str]:
    paragraph: list[str] = []
    code: list[str] | None = None
    for line in [*text.split("\n"), ""]:
        if code is not None:
            if line.strip() == "```":
                yield from (f"    {shown}".rstrip() for shown in highlighted(code, style))
                code = None
            else:
                code.append(line)
            continue
        fresh = not line.strip() or line.startswith(("## ", "```", "- ", "* "))
        if fresh and paragraph:
            yield from _wrapped(paragraph, style, width)
            paragraph = []
        if line.startswith("```"):
            code = []
            yield ""
            words = line.removeprefix("```").split(maxsplit=1)
            if len(words) > 1:
                yield style.paint(f"  {words[1].capitalize()}:", "dim")
        elif line.startswith("## "):
            yield style.paint(line.removeprefix("## "), "bold", "underline")
        elif line.strip():
            paragraph.append(line)
        elif not line:
            yield ""


def _wrapped(paragraph: list[str], style: Style, width: int) -> Iterator[str]:
    """A paragraph or an item of a list."""
    item = paragraph[0].startswith(("- ", "* "))
    # What stands in backquotes stays on one line.
    text = _CODE.sub(
        lambda found: found[0].replace(" ", "\0"), " ".join(" ".join(paragraph).split())
    )
    lines = textwrap.wrap(
        text,
        width,
        subsequent_indent="  " if item else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        yield _marked(line.replace("\0", " "), style)


def _marked(line: str, style: Style) -> str:
    """A line with its marks turned into colours, where there are any."""
    if not style.color:
        return line
    line = _STRESSED.sub(lambda found: style.paint(found[1], "italic"), line)
    return _CODE.sub(lambda found: style.paint(found[1], "cyan"), line)


def highlighted(lines: list[str], style: Style) -> list[str]:
    """Lines of Python with keywords, strings and comments in colours; as they are if it is none."""
    if not style.color:
        return lines
    text = "\n".join(lines) + "\n"
    paints: list[tuple[int, int, int, str]] = []  # line, columns, effect
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            effect = _effect(token)
            if effect:
                (first, start), (last, end) = token.start, token.end
                for number in range(first, last + 1):
                    left = start if number == first else 0
                    right = end if number == last else len(lines[number - 1])
                    paints.append((number, left, right, effect))
    except (tokenize.TokenError, SyntaxError):
        return lines
    shown = list(lines)
    for number, left, right, effect in reversed(paints):
        line = shown[number - 1]
        shown[number - 1] = line[:left] + style.paint(line[left:right], effect) + line[right:]
    return shown


def _effect(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.COMMENT:
        return "dim"
    if token.type in _STRINGS:
        return "green"
    if token.type == tokenize.NAME and keyword.iskeyword(token.string):
        return "bold"
    return ""
