"""A report to look at: one file that needs no other, with what was found grouped by root cause.

The page works without scripts; with them it can be searched and filtered. Nothing in it comes from
the network, and nothing differs between two runs over the same files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from asynclint.diagnostic import Diagnostic, RulePage, Severity, Step
from asynclint.render.markup import inline, page
from asynclint.render.style import Style, printable
from asynclint.render.text import SourceOf, by_cause, place, summary
from asynclint.report import Report
from asynclint.text import Source, Span

_HERE = Path(__file__).parent
_WORDS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "notes"}
_WIDTH = 140  # characters of code around a place
_BEFORE = 50
_MOST_OTHERS = 200  # places that reach one cause and are listed
_MOST_FILES = 8


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """The whole page."""
    pages = {rule.code: rule for rule in report.rules}
    groups = sorted(by_cause(report.diagnostics), key=lambda group: (-_worst(group), -len(group)))
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>asynclint</title>",
        f"<style>{(_HERE / 'report.css').read_text('utf-8')}</style></head><body>",
        *_header(report, groups),
        '<div class="page">',
        *_filters(report, groups),
        "<main>",
        *_errors(report.errors),
    ]
    for number, group in enumerate(groups, 1):
        parts += _card(number, group, pages, source_of)
    if not groups and not report.errors:
        parts.append('<p class="empty">All clear: no problems found.</p>')
    parts += [
        '<p class="empty" id="none" hidden>Nothing matches these filters.</p>',
        "</main></div>",
        f"<script>{(_HERE / 'report.js').read_text('utf-8')}</script></body></html>",
    ]
    # File names may hold what no encoding has room for.
    return "\n".join(parts).encode("utf-8", "backslashreplace").decode() + "\n"


def _worst(group: Sequence[Diagnostic]) -> Severity:
    return max(found.severity for found in group)


def _text(text: str) -> str:
    return escape(printable(text))


# ------------------------------------------------------------ around the findings


def _header(report: Report, groups: Sequence[Sequence[Diagnostic]]) -> Iterator[str]:
    numbers = report.statistics
    counts = Counter(found.severity for found in report.diagnostics)
    yield "<header><h1>asynclint</h1>"
    yield f"<p>{_text(summary(report, Style()).strip())}</p>"
    yield '<ul class="numbers">'
    for severity in sorted(Severity, reverse=True):
        yield _number(counts[severity], _WORDS[severity], str(severity))
    yield _number(len(groups), "root causes", "")
    yield _number(numbers.functions_on_loop, "functions on the event loop", "")
    if numbers.calls_on_loop:
        share = numbers.calls_resolved / numbers.calls_on_loop
        yield f"<li><b>{share:.0%}</b> of their calls resolved</li>"
    yield "</ul></header>"


def _number(count: int, what: str, kind: str) -> str:
    return f'<li class="{kind}"><b>{count:,}</b> {what}</li>'


def _filters(report: Report, groups: Sequence[Sequence[Diagnostic]]) -> Iterator[str]:
    found = report.diagnostics
    if not found:
        return
    yield '<nav aria-label="Filters">'
    yield '<input type="search" id="search" placeholder="Search: file, function, library  ( / )"'
    yield ' aria-label="Search">'
    yield "<h2>Severity</h2>"
    severities = Counter(str(_worst(group)) for group in groups)
    for severity in ("error", "warning", "info"):
        if severities[severity]:
            label = f'<span class="badge {severity}">{severity}</span>'
            yield _choice("severity", severity, label, severities[severity], len(groups))
    yield "<h2>Rules</h2>"
    rules = Counter((group[0].code, group[0].name) for group in groups)
    for (code, name), count in sorted(rules.items(), key=lambda item: (-item[1], item[0])):
        label = f"<b>{escape(code)}</b> {escape(name)}"
        yield _choice("code", code, label, count, max(rules.values()))
    yield "<h2>Files with the most findings</h2><ol class='files'>"
    for path, count in Counter(one.path for one in found).most_common(_MOST_FILES):
        name = _text(path)
        yield f'<li><button type="button" data-find="{name}">{name}</button> <i>{count:,}</i></li>'
    yield "</ol>"
    yield '<p class="tools"><button type="button" id="open">Expand all</button>'
    yield '<button type="button" id="close">Collapse all</button></p></nav>'


def _choice(kind: str, value: str, label: str, count: int, most: int) -> str:
    return (
        f'<label class="choice"><input type="checkbox" checked data-{kind}="{escape(value)}">'
        f"<span>{label}</span><i>{count:,}</i>"
        f'<span class="bar" style="--share:{count / most:.3f}"></span></label>'
    )


def _errors(errors: Sequence[str]) -> Iterator[str]:
    if errors:
        yield '<section class="card failed"><h2>Could not be checked</h2><ul>'
        yield from (f"<li>{_text(error)}</li>" for error in errors)
        yield "</ul></section>"


# ------------------------------------------------------------ one root cause


def _card(
    number: int,
    group: Sequence[Diagnostic],
    pages: dict[str, RulePage],
    source_of: SourceOf,
) -> Iterator[str]:
    first, *others = group
    severity = str(_worst(group))
    words = {word.lower() for one in group for word in _words(one)}
    search = _text(" ".join(sorted(words)))
    yield f'<section class="card {severity}" id="cause-{number}" data-severity="{severity}"'
    yield f' data-code="{escape(first.code)}" data-search="{search}">'
    yield f'<h2><span class="badge {severity}">{severity}</span>'
    yield f' <a class="code" href="#cause-{number}">{escape(first.code)}</a>'
    yield inline(first.message)
    if others:
        yield f' <span class="count">{len(group):,} places</span>'
    yield "</h2>"
    yield f'<p class="rule">{escape(first.name)}</p>'
    yield from _chain(first, source_of)
    if first.help:
        yield f'<p class="help"><b>Help</b> {inline(first.help)}</p>'
    yield from _others(others)
    if rule := pages.get(first.code):
        yield f"<details class='about'><summary>About {escape(rule.code)}</summary>"
        yield f"{page(rule.page)}</details>"
    yield "</section>"


def _words(found: Diagnostic) -> Iterator[str]:
    yield from (found.code, found.name, found.message, found.path, found.function)
    for step in found.trace:
        yield from (step.path, step.text)


def _chain(found: Diagnostic, source_of: SourceOf) -> Iterator[str]:
    """The way from the event loop down to what is wrong; one place where there is no way."""
    steps = found.trace or (Step(found.path, found.span, ""),)
    yield '<ol class="chain">'
    for number, step in enumerate(steps, 1):
        kind = "last" if number == len(steps) else "hop"
        yield f'<li class="{kind}">'
        if step.text:
            yield f'<p class="what">{inline(step.text)}</p>'
        yield f'<p class="where">{_text(place(step.path, step.span))}</p>'
        if (source := source_of(step.path)) and (code := _code(source, step.span)):
            yield f"<pre>{code}</pre>"
        yield "</li>"
    yield "</ol>"


def _others(others: Sequence[Diagnostic]) -> Iterator[str]:
    if not others:
        return
    which = "1 more place" if len(others) == 1 else f"{len(others):,} more places"
    yield f'<details class="others"><summary>Reached from {which}</summary><ul>'
    for other in others[:_MOST_OTHERS]:
        ways = [step.text for step in other.trace[:-1] if step.text] or [other.function]
        yield f"<li><code>{_text(place(other.path, other.span))}</code>"
        yield f'<span class="ways">{" &rarr; ".join(map(inline, filter(None, ways)))}</span></li>'
    yield "</ul>"
    if len(others) > _MOST_OTHERS:
        yield f"<p>and {len(others) - _MOST_OTHERS:,} more.</p>"
    yield "</details>"


def _code(source: Source, span: Span) -> str:
    """The first line of a span, the span in it marked; what is long is cut around it."""
    line = source.line(span.start.line)
    begin = span.start.column - 1
    end = span.end.column - 1 if span.end.line == span.start.line else len(line)
    low = len(line) - len(line.lstrip())
    if begin < low or begin >= len(line):
        return ""
    high = len(line.rstrip())
    left = right = ""
    if high - low > _WIDTH:
        cut = max(low, begin - _BEFORE)
        left, low = ("\N{HORIZONTAL ELLIPSIS}" if cut > low else ""), cut
        cut = min(high, low + _WIDTH)
        right, high = ("\N{HORIZONTAL ELLIPSIS}" if cut < high else ""), cut
    end = max(begin, min(end, high))
    before, marked, after = line[low:begin], line[begin:end], line[end:high]
    return f"{left}{_text(before)}<mark>{_text(marked)}</mark>{_text(after)}{right}"
