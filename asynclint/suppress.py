"""Comments that silence findings.

    requests.get(url)  # asynclint: ignore[ASL102] the mirror is on this host
    requests.get(url)  # noqa: ASL102
    # asynclint: ignore[blocking-network-in-async]
    requests.get(url)
    # asynclint: file-ignore[ASL102] a script
    # flake8: noqa

A finding is silenced from any line of it. A comment on the first or last line of a statement, or
alone on the line above, holds for all lines of the statement, so formatters may move it.
"""

from __future__ import annotations

import re
import tokenize
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import msgspec

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.text import Position, Source, Span

CODE = "ASL902"
NAME = "unused-suppression"

_OURS = re.compile(r"#\s*asynclint\s*:\s*(?P<verb>[\w-]*)\s*(?:\[(?P<codes>[^\]]*)\])?")
_NOQA = re.compile(
    r"#\s*(?P<file>flake8\s*[:=]\s*)?(?i:noqa)(?!\w)"
    r"(?P<list>\s*:\s*(?P<codes>[A-Z]+[0-9]+(?:[\s,]+[A-Z]+[0-9]+)*)?)?"
)
_CODE = re.compile(r"ASL\d*")
_LAST_LINE = 1 << 62


class Suppression(msgspec.Struct, frozen=True):
    """One comment: what it silences, and on which lines, the last included.

    `codes` are codes of ours, their prefixes, or rule names; None silences everything. `problem`
    says what is wrong with a comment of ours that cannot be understood; it silences nothing.
    """

    span: Span
    first: int
    last: int
    codes: tuple[str, ...] | None
    problem: str = ""

    def silences(self, diagnostic: Diagnostic) -> bool:
        """Whether the comment holds for the finding."""
        return (
            diagnostic.span.start.line <= self.last
            and self.first <= diagnostic.span.end.line
            and (
                self.codes is None
                or any(_means(word, diagnostic.code, diagnostic.name) for word in self.codes)
            )
        )


class Suppressions(msgspec.Struct, frozen=True):
    """All suppressions of one file."""

    items: tuple[Suppression, ...] = ()

    @staticmethod
    def parse(text: str) -> Suppressions:
        """Read the comments of a file, whether or not it is valid Python."""
        if not mentioned(text):
            return Suppressions()
        source = Source("", text)
        try:
            comments = list(_tokenized(source))
        except (tokenize.TokenError, SyntaxError):
            comments = list(_guessed(source))
        return Suppressions(tuple(item for comment in comments for item in _read(comment)))

    def apply(self, diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """Split findings of this file into those to report and those that are silenced."""
        kept: list[Diagnostic] = []
        suppressed: list[Diagnostic] = []
        for diagnostic in diagnostics:
            silenced = any(item.silences(diagnostic) for item in self.items)
            (suppressed if silenced else kept).append(diagnostic)
        return kept, suppressed

    def unused(
        self,
        path: str,
        suppressed: Collection[Diagnostic],
        ran: Collection[tuple[str, str]],
        known: Collection[tuple[str, str]],
    ) -> list[Diagnostic]:
        """ASL902 for comments of ours that silence none of the `suppressed` findings.

        `ran` and `known` are codes and names of the rules that ran here, and of all rules: that a
        rule which did not run found nothing proves nothing, but a rule that does not exist is a
        mistake.
        """
        found = []
        for item in self.items:
            problem = item.problem
            if item.codes and not any(_means(word, CODE, NAME) for word in item.codes):
                silenced = [(d.code, d.name) for d in suppressed if item.silences(d)]
                problem = _verdict(item.codes, silenced, ran, known)
            if problem:
                found.append(Diagnostic(CODE, NAME, Severity.WARNING, path, item.span, problem))
        return found


def mentioned(text: str) -> bool:
    """Whether there may be a suppression in the text: quick, and never wrong about no."""
    return "asynclint" in text or "noqa" in text.lower()


def _verdict(
    words: Iterable[str],
    silenced: Collection[tuple[str, str]],
    ran: Collection[tuple[str, str]],
    known: Collection[tuple[str, str]],
) -> str:
    """What is wrong with a list of codes and names; empty when each has its use."""

    def among(word: str, rules: Collection[tuple[str, str]]) -> bool:
        return any(_means(word, *rule) for rule in rules)

    unknown = [word for word in words if not among(word, known)]
    if unknown:
        return f"no rule is called {_enumerate(unknown)}"
    idle = [word for word in words if among(word, ran) and not among(word, silenced)]
    return f"nothing here to suppress for {_enumerate(idle)}" if idle else ""


def _enumerate(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _means(word: str, code: str, name: str) -> bool:
    return word == name or (bool(_CODE.fullmatch(word)) and code.startswith(word))


class _Comment(NamedTuple):
    """A comment and the lines that it holds for."""

    text: str
    line: int
    column: int
    first: int
    last: int
    alone: bool


def _read(comment: _Comment) -> Iterator[Suppression]:
    """The suppressions in a comment: one of ours, one that other tools know, both or none."""
    if found := _OURS.search(comment.text):
        first, last, problem = comment.first, comment.last, ""
        codes = tuple(word for word in re.split(r"[\s,]+", found["codes"] or "") if word)
        if found["verb"] == "file-ignore":
            first, last = 1, _LAST_LINE
        elif found["verb"] != "ignore":
            problem = "after `asynclint:` write `ignore[...]` or `file-ignore[...]`"
        if not problem and not codes:
            problem = f"`{found['verb']}` needs a code: `{found['verb']}[ASL101]`"
        yield Suppression(_place(comment, found), first, last, () if problem else codes, problem)
    if found := _NOQA.search(comment.text):
        mine = tuple(c for c in re.split(r"[\s,]+", found["codes"] or "") if _CODE.fullmatch(c))
        if not found["list"] or mine:
            first, last = comment.first, comment.last
            if found["file"]:
                first, last = 1, _LAST_LINE
            elif comment.alone:  # to no tool does it mean the line below
                first = last = comment.line
            yield Suppression(_place(comment, found), first, last, mine or None)


def _place(comment: _Comment, found: re.Match[str]) -> Span:
    start, end = found.span()
    return Span(
        Position(comment.line, comment.column + start), Position(comment.line, comment.column + end)
    )


def _tokenized(source: Source) -> Iterator[_Comment]:
    """The comments of valid Python."""
    lines = (source.line(number) + "\n" for number in range(1, len(source.starts) + 1))
    comments: list[tokenize.TokenInfo] = []
    statements: dict[int, tuple[int, int]] = {}  # line with code -> lines of its statement
    begun = 0
    silent = (tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    for token in tokenize.generate_tokens(lambda: next(lines, "")):
        if token.type == tokenize.COMMENT:
            if mentioned(token.string):
                comments.append(token)
        elif token.type == tokenize.NEWLINE:
            for line in range(begun, token.start[0] + 1):
                statements[line] = (begun, token.start[0])
            begun = 0
        elif token.type not in silent:
            begun = begun or token.start[0]
    for token in comments:
        line, column = token.start
        alone = not source.line(line)[:column].strip()
        yield _Comment(token.string, line, column + 1, *_extent(line, alone, statements), alone)


def _extent(line: int, alone: bool, statements: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """The lines that a comment holds for."""
    if alone and line not in statements:
        following = min((first for first in statements if first > line), default=line)
        return statements.get(following, (line, line))
    first, last = statements.get(line, (line, line))
    if alone:
        return line, line + 1  # between the lines of a statement
    return (first, last) if line in (first, last) else (line, line)


def _guessed(source: Source) -> Iterator[_Comment]:
    """What look like comments, line by line, in a file that is not valid Python."""
    for number in range(1, len(source.starts) + 1):
        line = source.line(number)
        column = line.find("#")
        if column >= 0 and mentioned(line):
            alone = not line[:column].strip()
            yield _Comment(line[column:], number, column + 1, number, number + alone, alone)
