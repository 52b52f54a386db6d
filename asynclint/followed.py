"""Which findings of a report are those of an earlier one, after texts were edited in between.

A finding is the same while it is of the same rule and at the same place, wherever edits have moved
that to; its message may say something else by now. What was itself rewritten is recognised by its
words, also where it was moved to a function inside of the one that it was in.

Some findings are not told because another says enough: the rules name those in `beneath`. Once that
one is gone, they come to light, about code that was there all along. They are not new.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from asynclint.diagnostic import Diagnostic
from asynclint.report import Report
from asynclint.rules.every import ALL
from asynclint.text import Span

_BENEATH = {rule.code: rule.beneath for rule in ALL}


class Findings:
    """The findings of a report, each with a number that it keeps from report to report.

    `new` are those that were not there before, without the `uncovered` ones; of each of these it is
    said which had covered it.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.numbered = dict(enumerate(report.diagnostics))
        self.new: list[Diagnostic] = []
        self.uncovered: dict[int, int] = {}
        self._next = len(self.numbered)

    def then(self, report: Report, was: Callable[[Diagnostic], Span | None]) -> Findings:
        """The findings of the next report; `was` says where one would have been in the texts
        before, and None when it begins or ends in what was written since."""
        later = Findings(report)
        later._next = self._next
        spans = [was(found) for found in report.diagnostics]
        numbers = self._recognised(report, spans)
        taken = set(numbers)
        gone: dict[tuple[str, str], list[int]] = {}
        for old, before in self.numbered.items():
            if old not in taken:
                gone.setdefault((before.path, before.function), []).append(old)
        later.numbered = {}
        for found, span, known in zip(report.diagnostics, spans, numbers, strict=True):
            number = later._next if known is None else known
            if known is None:
                later._next += 1
                nearby = gone.get((found.path, found.function), ()) if span else ()
                cover = next((n for n in nearby if self._covers(n, found)), None)
                if cover is None:
                    later.new.append(found)
                else:
                    later.uncovered[number] = cover
            later.numbered[number] = found
        return later

    def _recognised(self, report: Report, spans: list[Span | None]) -> list[int | None]:
        """The numbers that the findings of the next report have already."""
        places: dict[tuple[str, str, Span], list[int]] = {}
        words: dict[tuple[str, ...], list[int]] = {}
        for number, old in self.numbered.items():
            places.setdefault((old.path, old.code, old.span), []).append(number)
            words.setdefault(_words(old), []).append(number)
        numbers: list[int | None] = []
        for found, span in zip(report.diagnostics, spans, strict=True):
            here = places.get((found.path, found.code, span), []) if span else []
            same = [n for n in here if self.numbered[n].message == found.message]
            known = next(iter(same or here), None)
            if known is not None:
                here.remove(known)
            numbers.append(known)
        taken = set(numbers)
        for index, (found, span) in enumerate(zip(report.diagnostics, spans, strict=True)):
            if span is None:
                said = words.get(_words(found), [])
                outer = found.function.rpartition(".")[0]
                if outer:
                    said = [*said, *words.get(_words(replace(found, function=outer)), ())]
                left = [n for n in said if n not in taken]
                if left:
                    numbers[index] = left[0]
                    taken.add(left[0])
        return numbers

    def _covers(self, number: int, found: Diagnostic) -> bool:
        return self.numbered[number].code.startswith(_BENEATH.get(found.code, ()))


def _words(found: Diagnostic) -> tuple[str, ...]:
    return found.path, found.code, found.function, found.message
