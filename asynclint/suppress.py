"""Comments that silence findings.

    requests.get(url)  # asynclint: ignore[ASL102] the mirror is on this host
    requests.get(url)  # noqa: ASL102
    # asynclint: ignore[blocking-network-in-async]
    requests.get(url)
    # asynclint: file-ignore[ASL102] a script
    # flake8: noqa

What silences another linter's finding of the same flaw silences ours, but only in the place where
it is reported; such comments are theirs, and never reported as unused:

    time.sleep(1)  # noqa: ASYNC251
    time.sleep(1)  # ruff: ignore[ASYNC251] a reason
    time.sleep(1)  # ruff: ignore[blocking-sleep-in-async-function]
    time.sleep(1)  # NOSONAR(S7488)

A finding is silenced from any line of it. A comment on the first or last line of a statement, or
alone on the line above, holds for all lines of the statement, so formatters may move it.
"""

from __future__ import annotations

import re
import tokenize
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.selectors import Label, meanings, peers
from asynclint.text import Position, Source, Span
from asynclint.unsuppress import removal

CODE = "ASL902"
NAME = "unused-suppression"

_OURS = re.compile(r"#\s*asynclint\s*:\s*(?P<verb>[\w-]*)\s*(?:\[(?P<codes>[^\]]*)\])?")
_NOQA = re.compile(
    r"#\s*(?P<file>flake8\s*[:=]\s*)?(?i:noqa)(?!\w)"
    r"(?P<list>\s*:\s*(?P<codes>[A-Z]+[0-9]+(?:[\s,]+[A-Z]+[0-9]+)*)?)?"
)
_RUFF = re.compile(r"#\s*ruff\s*:\s*(?P<verb>ignore|file-ignore)\s*\[(?P<codes>[^\]]*)\]")
_RUFF_FILE = re.compile(r"#\s*ruff\s*:\s*noqa\s*:\s*(?P<codes>[A-Z]+[0-9]+(?:[\s,]+[A-Z]+[0-9]+)*)")
_SONAR = re.compile(r"#\s*NOSONAR\s*\((?P<codes>[^)]*)\)")
_CODE = re.compile(r"ASL\d*")
_LAST_LINE = 1 << 62
_WORDS = ("asynclint", "ruff:", "NOSONAR")  # and "noqa", in any case


class Word(msgspec.Struct, frozen=True):
    """What a comment names, and the codes, prefixes of codes or names of ours that it means."""

    text: str
    means: tuple[str, ...]

    def selects(self, code: str, name: str) -> bool:
        """Whether the word means this rule."""
        return any(
            word == name or (bool(_CODE.fullmatch(word)) and code.startswith(word))
            for word in self.means
        )


class Suppression(msgspec.Struct, frozen=True):
    """One comment: what it silences, and on which lines, the last included.

    `words` are what the comment names; None silences everything. `foreign` is a comment for other
    linters. `problem` says what is wrong with one of ours that cannot be understood; it silences
    nothing.
    """

    span: Span
    first: int
    last: int
    words: tuple[Word, ...] | None
    foreign: bool = False
    problem: str = ""

    def silences(self, diagnostic: Diagnostic) -> bool:
        """Whether the comment holds for the finding."""
        return (
            diagnostic.span.start.line <= self.last
            and self.first <= diagnostic.span.end.line
            and (
                self.words is None
                or any(word.selects(diagnostic.code, diagnostic.name) for word in self.words)
            )
        )


class Suppressions(msgspec.Struct, frozen=True):
    """All suppressions of one file."""

    items: tuple[Suppression, ...] = ()

    @staticmethod
    def parse(text: str, rules: tuple[Label, ...] = ()) -> Suppressions:
        """Read the comments of a file, whether or not it is valid Python.

        `rules` are all that there are: they tell what other linters' codes mean.
        """
        if not mentioned(text):
            return Suppressions()
        source = Source("", text)
        try:
            comments = list(_tokenized(source))
        except (tokenize.TokenError, SyntaxError):
            comments = list(_guessed(source))
        return Suppressions(tuple(item for comment in comments for item in _read(comment, rules)))

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
        ran: Collection[Label],
        known: Collection[Label],
        source: Source | None = None,
    ) -> list[Diagnostic]:
        """ASL902 for comments of ours that silence none of the `suppressed` findings; with fixes
        if the `source` is given.

        `ran` and `known` are the rules that ran here, and all rules: that a rule which did not run
        found nothing proves nothing, but a rule that does not exist is a mistake.
        """
        found = []
        for item in self.items:
            problem = item.problem
            useless: list[str] = []
            about = () if item.foreign else item.words or ()
            if about and not any(word.selects(CODE, NAME) for word in about):
                silenced = [Label(d.code, d.name) for d in suppressed if item.silences(d)]
                problem, useless = _verdict(about, silenced, ran, known)
            if problem:
                fixes = (removal(source, item.span, useless),) if source and useless else ()
                found.append(
                    Diagnostic(
                        *(CODE, NAME, Severity.WARNING, path, item.span, problem),
                        fixes=fixes,
                        unfixable="" if fixes or not source else "what it is for cannot be told",
                    )
                )
        return found


def mentioned(text: str) -> bool:
    """Whether there may be a suppression in the text: quick, and never wrong about no."""
    return any(word in text for word in _WORDS) or "noqa" in text.lower()


def _verdict(
    words: Iterable[Word],
    silenced: Collection[Label],
    ran: Collection[Label],
    known: Collection[Label],
) -> tuple[str, list[str]]:
    """What is wrong with a list of codes and names, and those that are of no use; empty when each
    has its use."""

    def among(word: Word, rules: Collection[Label]) -> bool:
        return any(word.selects(rule.code, rule.name) for rule in rules)

    unknown = [word for word in words if not among(word, known)]
    if unknown:
        return f"no rule is called {_enumerate(unknown)}", [word.text for word in unknown]
    idle = [word for word in words if among(word, ran) and not among(word, silenced)]
    problem = f"nothing here to suppress for {_enumerate(idle)}" if idle else ""
    return problem, [word.text for word in idle]


def _enumerate(words: Iterable[Word]) -> str:
    return ", ".join(f"`{word.text}`" for word in words)


class _Comment(msgspec.Struct, frozen=True):
    """A comment and the lines that it holds for."""

    text: str
    line: int
    column: int
    first: int
    last: int
    alone: bool


def _read(comment: _Comment, rules: tuple[Label, ...]) -> Iterator[Suppression]:
    """The suppressions in a comment: one of ours, those that other tools know, all or none."""
    if found := _OURS.search(comment.text):
        first, last, problem = comment.first, comment.last, ""
        if found["verb"] == "file-ignore":
            first, last = 1, _LAST_LINE
        elif found["verb"] != "ignore":
            problem = "after `asynclint:` write `ignore[...]` or `file-ignore[...]`"
        words = _words(found["codes"], meanings(rules), exact=False)
        if not problem and not words:
            problem = f"`{found['verb']}` needs a code: `{found['verb']}[ASL101]`"
        words = () if problem else words
        yield Suppression(_place(comment, found), first, last, words, problem=problem)
    if found := _NOQA.search(comment.text):
        first, last = comment.first, comment.last
        if found["file"]:
            first, last = 1, _LAST_LINE
        elif comment.alone:  # to no tool does it mean the line below
            first = last = comment.line
        place = _place(comment, found)
        if not found["list"]:
            yield Suppression(place, first, last, None, foreign=True)
        elif found["codes"]:
            mine = [word for word in _split(found["codes"]) if _CODE.fullmatch(word)]
            if mine:
                yield Suppression(place, first, last, tuple(Word(word, (word,)) for word in mine))
            yield from _foreign(comment, found, (first, last), rules)
    for pattern in (_RUFF, _RUFF_FILE, _SONAR):
        if found := pattern.search(comment.text):
            whole = pattern is _RUFF_FILE or found.groupdict().get("verb") == "file-ignore"
            lines = (1, _LAST_LINE) if whole else (comment.first, comment.last)
            yield from _foreign(comment, found, lines, rules)


def _foreign(
    comment: _Comment, found: re.Match[str], lines: tuple[int, int], rules: tuple[Label, ...]
) -> Iterator[Suppression]:
    """What another linter's codes in a comment silence of ours."""
    if words := _words(found["codes"], peers(rules), exact=True):
        yield Suppression(_place(comment, found), *lines, words, foreign=True)


def _words(
    text: str | None, known: Mapping[str, tuple[str, ...]], *, exact: bool
) -> tuple[Word, ...]:
    """The words of a list; with `exact` only the `known` ones."""
    listed = _split(text or "")
    return tuple(Word(w, known.get(w, (w,))) for w in listed if w in known or not exact)


def _split(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,]+", text) if word]


def _place(comment: _Comment, found: re.Match[str]) -> Span:
    start, end = found.span()
    return Span(
        Position(comment.line, comment.column + start), Position(comment.line, comment.column + end)
    )


def _tokenized(source: Source) -> Iterator[_Comment]:
    """The comments of valid Python. What is behind the last that matters is not even read."""
    text = source.text
    behind = max(text.lower().rfind("noqa"), *(text.rfind(word) for word in _WORDS))
    end = source.position(behind).line
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
            if token.start[0] > end:
                break
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
