"""The report to look at: complete in itself, and safe whatever it is about."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_formats import FULL, ODD, REPORTS
from test_render import FINDING, PLAIN, report, source_of

from asynclint.render import FORMATS
from asynclint.render.markup import inline, page
from asynclint.render.style import Style
from asynclint.report import Report

_VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """A page, read: its tags must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1] == "p" != tag:  # may be left out
            self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def cards(self) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag == "section" and "data-code" in attrs]


def html(of: Report) -> str:
    return FORMATS["html"](of, source_of, Style())


@pytest.mark.parametrize("of", REPORTS)
def test_the_page_is_well_formed_and_needs_nothing_else(of: Report) -> None:
    text = html(of)
    text.encode()
    for tag, attrs in Page(text).tags:
        assert tag not in ("link", "img", "iframe")
        assert "src" not in attrs
        assert not (attrs.get("href") or "#").startswith(("//", "javascript"))


def test_a_finding_is_told_with_its_chain_and_code() -> None:
    told = Page(html(FULL))
    assert "requests.get blocks the event loop" in told.text
    assert "index calls load app.py:4:12 page = helpers.load(" in told.text
    assert "load calls requests.get pkg/helpers.py:12:5" in told.text
    assert "Help use httpx.AsyncClient" in told.text
    assert "Why it matters" in told.text
    assert "Could not be checked a.py: oops" in told.text
    assert "<mark>helpers.load(&quot;https://example.org/&quot;)</mark>" in html(FULL)


def test_findings_with_one_cause_are_one_card() -> None:
    other = replace(FINDING, path="other.py", function="other")
    first, second = Page(html(report(PLAIN, FINDING, other))).cards()
    assert (first["data-code"], first["data-severity"]) == ("ASL102", "error")
    assert (second["data-code"], second["data-severity"]) == ("ASL901", "warning")
    assert "Reached from 1 more place" in Page(html(report(FINDING, other))).text


def test_everything_that_is_shown_can_be_searched_for() -> None:
    (card,) = Page(html(report(FINDING))).cards()
    for word in ("asl102", "blocking-network-in-async", "requests.get", "pkg/helpers.py", "index"):
        assert word in (card["data-search"] or "")


def test_there_is_a_filter_for_each_severity_and_rule() -> None:
    boxes = [attrs for tag, attrs in Page(html(report(FINDING, PLAIN))).tags if tag == "input"]
    assert [box["data-severity"] for box in boxes if "data-severity" in box] == ["error", "warning"]
    assert [box["data-code"] for box in boxes if "data-code" in box] == ["ASL102", "ASL901"]


def test_nothing_found_is_said() -> None:
    assert "All clear: no problems found." in Page(html(report())).text
    assert "no problems found." not in Page(html(report(errors=("x",)))).text


def test_nothing_of_a_finding_is_taken_for_markup() -> None:
    evil = "<script>alert('`&\"')</script>"
    found = replace(ODD, message=evil, help=evil, function=evil, path=evil, name="x")
    text = html(report(found, replace(found, path="b"), errors=(evil,)))
    assert "<script>alert" not in text
    assert len(re.findall("<script>", text)) == 1
    Page(text)


def test_the_same_report_is_the_same_page() -> None:
    assert html(FULL) == html(FULL)


@given(st.text())
def test_inline_markup_is_safe(text: str) -> None:
    Page(inline(text))
    assert "<script" not in inline(f"<script>{text}")


def test_the_pages_of_rules_are_read() -> None:
    told = page(
        "One `a`\nline.\n\n## Why\n- first\n  item\n- second\n\n```python bad\nx < 1\n```\n"
    )
    assert told == (
        "<p>One <code>a</code> line.</p>\n<h3>Why</h3>\n<ul><li>first item</li></ul>\n"
        '<ul><li>second</li></ul>\n<p class="kind">bad</p>\n<pre>x &lt; 1</pre>'
    )
