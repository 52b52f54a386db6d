"""Pages of rules on a terminal."""

from __future__ import annotations

import re

import pytest

from asynclint.diagnostic import RulePage, Severity
from asynclint.render.page import highlighted, render
from asynclint.render.style import Style
from asynclint.rules.base import Rule
from asynclint.rules.every import ALL

PLAIN, COLOURS = Style(False), Style(True)
ESCAPE = re.compile("\x1b\\[[0-9;]*m")
EACH = pytest.mark.parametrize("rule", ALL, ids=[rule.code for rule in ALL])


def made(page: str) -> RulePage:
    return RulePage("ASL101", "a-name", Severity.ERROR, False, "0.1.0", "One.", page)


@EACH
@pytest.mark.parametrize("width", [30, 80])
def test_every_page_fits(rule: type[Rule], width: int) -> None:
    shown = render(rule.page(), PLAIN, width)
    prose = [line for line in shown.splitlines()[2:] if not line.startswith("  ")]
    wide = [line for line in prose if len(line) > width]
    # Only what cannot be broken, such as a name in backquotes, may stick out.
    assert [line for line in wide if " " in re.sub("`[^`]*`", "", line).strip("- ")] == []
    assert "```" not in shown
    assert "## " not in shown
    assert "\0" not in shown
    assert "\n\n\n" not in shown


@EACH
def test_no_word_is_lost(rule: type[Rule]) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"\w+", re.sub(r"(?m)^```.*$|^  (Bad|Good).*:$", "", text))

    page = words(rule.page().page)
    assert words(render(rule.page(), PLAIN, 72))[-len(page) :] == page


@EACH
def test_colours_change_nothing_else(rule: type[Rule]) -> None:
    plain = render(rule.page(), PLAIN, 72)
    coloured = ESCAPE.sub("", render(rule.page(), COLOURS, 72))
    assert re.sub("[`*]", "", coloured) == re.sub("[`*]", "", plain)


def test_the_parts_of_a_page() -> None:
    page = made(
        "One.\n\n## Why\nIt `blocks it` all.\n- a\n  b\n- c\n\n```python bad\nx = 1\n\n```\n"
        "```python good (r.txt: a)\ny = 2\n```"
    )
    assert render(page, PLAIN, 60).splitlines() == [
        "ASL101 a-name",
        "error, off by default: --extend-select ASL101, since 0.1.0",
        "",
        "One.",
        "",
        "Why",
        "It `blocks it` all.",
        "- a b",
        "- c",
        "",
        "  Bad:",
        "    x = 1",
        "",
        "  Good (r.txt: a):",
        "    y = 2",
    ]


def test_words_are_marked() -> None:
    shown = render(made("It is *really* `x` * 2."), COLOURS, 60)
    assert "It is \x1b[3mreally\x1b[0m \x1b[36mx\x1b[0m * 2." in shown


def test_code_is_highlighted() -> None:
    lines = ["async def f():  # why", "    return '''a", "b'''"]
    one, two, three = highlighted(lines, COLOURS)
    assert one == "\x1b[1masync\x1b[0m \x1b[1mdef\x1b[0m f():  \x1b[2m# why\x1b[0m"
    assert two == "    \x1b[1mreturn\x1b[0m \x1b[32m'''a\x1b[0m"
    assert three == "\x1b[32mb'''\x1b[0m"


def test_code_that_is_none_stays_as_it_is() -> None:
    assert highlighted(["redis==4.5.1 (", "'"], COLOURS) == ["redis==4.5.1 (", "'"]
