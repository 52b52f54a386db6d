"""Findings for people: the code, the chain of calls that shows it, and what to do.

Findings with one cause are one block: the first in full, then where else the same thing happens.
All decoration is ASCII, so there is nothing that a terminal could lack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from asynclint.diagnostic import Diagnostic, Severity, Step
from asynclint.render.style import Style, printable
from asynclint.report import Report
from asynclint.text import Source, Span

SourceOf: TypeAlias = Callable[[str], Source | None]

_INDENT = "    "
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, source_of: SourceOf, style: Style) -> str:
    """Every finding with its evidence, a blank line between blocks."""
    blocks = ("\n".join(_block(group, source_of, style)) for group in by_cause(report.diagnostics))
    return "".join(f"{block}\n\n" for block in blocks)


def place(path: str, span: Span) -> str:
    """`path:line:column`, which terminals and editors make a link of."""
    return f"{printable(path)}:{span.start.line}:{span.start.column}"


def summary(report: Report, style: Style) -> str:
    """The last line: how many problems of which severity in how many files."""
    files = _count(report.statistics.files, "file")
    if report.known:
        files += f"; {_count(report.known, 'known one')} in the baseline"
    total = len(report.diagnostics)
    if not total:
        if report.errors:
            return f"Found no problems in {files}, but not everything could be checked\n"
        return style.paint("All clear:", "bold", "green") + f" no problems in {files}\n"
    counts = Counter(diagnostic.severity for diagnostic in report.diagnostics)
    parts = [
        style.severe(_count(counts[severity], _WORDS[severity]), severity)
        for severity in sorted(counts, reverse=True)
    ]
    return f"Found {_count(total, 'problem')} ({', '.join(parts)}) in {files}\n"


def statistics(report: Report) -> str:
    """A table of what was found, then how much was looked at."""
    rules = Counter((diagnostic.code, diagnostic.name) for diagnostic in report.diagnostics)
    rows = [(f"{count:,}", *rule) for rule, count in sorted(rules.items())]
    numbers = report.statistics
    share = numbers.calls_resolved / numbers.calls_on_loop if numbers.calls_on_loop else 1.0
    return "".join(f"{row}\n" for row in _table(rows, right=1)) + (
        f"{_count(numbers.files, 'file')} in {numbers.seconds:.2f} s, "
        f"{_count(numbers.functions_on_loop, 'function')} on the event loop, "
        f"{numbers.calls_resolved:,} of their {_count(numbers.calls_on_loop, 'call')} "
        f"resolved ({share:.0%})\n"
    )


def by_cause(diagnostics: Iterable[Diagnostic]) -> Iterable[Sequence[Diagnostic]]:
    """Findings that share a root cause together, in the order in which causes come up."""
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for number, diagnostic in enumerate(diagnostics):
        key = (diagnostic.code, diagnostic.cause) if diagnostic.cause else (number,)
        groups.setdefault(key, []).append(diagnostic)
    return groups.values()


def _block(group: Sequence[Diagnostic], source_of: SourceOf, style: Style) -> Iterator[str]:
    first, *others = group
    severity = style.severe(f"{first.severity}[{first.code}]", first.severity)
    where = style.paint(place(first.path, first.span), "bold")
    yield f"{where}: {severity} {first.name}: {printable(first.message)}"
    source = source_of(first.path)
    from asynclint.render.frame import frame  # many a check finds nothing

    shown = frame(source, first.span) if source else None
    if shown:
        number = str(first.span.start.line)
        margin = style.paint(f"{'':{len(number)}} |", "dim")
        yield margin
        yield f"{style.paint(f'{number} |', 'dim')} {shown[0]}"
        yield f"{margin} {style.severe(shown[1], first.severity)}"
    yield from _steps(first.trace)
    if first.help:
        yield f"{_INDENT}{style.paint('help:', 'bold', 'green')} {printable(first.help)}"
    if first.unfixable:
        yield f"{_INDENT}{style.paint('not fixed:', 'bold')} {printable(first.unfixable)}"
    if others:
        reach = "place that reaches" if len(others) == 1 else "places that reach"
        yield f"{_INDENT}and {len(others):,} more {reach} it:"
        rows = [(place(other.path, other.span), printable(other.function)) for other in others]
        yield from (_INDENT * 2 + row for row in _table(rows))


def _steps(trace: Sequence[Step]) -> Iterator[str]:
    rows = [
        (f"{number}.", place(step.path, step.span), printable(step.text))
        for number, step in enumerate(trace, 1)
    ]
    yield from (_INDENT + row for row in _table(rows, right=1))


def _table(rows: Sequence[tuple[str, ...]], right: int = 0) -> list[str]:
    """Rows with aligned columns, the first `right` of them to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            f"{cell:{'>' if index < right else '<'}{width}}"
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
