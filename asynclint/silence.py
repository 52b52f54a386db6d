"""Writing comments that silence findings, each at the end of the statement that it is about."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from asynclint.diagnostic import Diagnostic, Edit
from asynclint.files import SUFFIXES
from asynclint.fixing import apply
from asynclint.rules.asl901_invalid_syntax import InvalidSyntax
from asynclint.rules.asl902_unused_suppression import UnusedSuppression
from asynclint.text import Position, Source, Span, UndecodableError, decode, encode

_NEVER = (InvalidSyntax.code, UnusedSuppression.code)  # those are to be mended
_OURS = re.compile(r"#\s*asynclint\s*:\s*ignore\s*\[[^\]]*(?P<end>\])")
_SILENT = (tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.COMMENT)


class Silenced(NamedTuple):
    """The bytes of every file that changes, by absolute path, `before` and `after`; and how many
    comments there are more or say more."""

    before: Mapping[Path, bytes]
    after: Mapping[Path, bytes]
    comments: int


def silence(
    findings: Iterable[Diagnostic], read: Callable[[Path], bytes], cwd: Path, reason: str
) -> Silenced:
    """Comment on all findings that can be silenced by that, in memory.

    Where it cannot be done, such as in a file that is not Python, the finding is left as it is.
    """
    by_path: dict[str, list[Diagnostic]] = {}
    for found in findings:
        by_path.setdefault(found.path, []).append(found)
    before: dict[Path, bytes] = {}
    after: dict[Path, bytes] = {}
    count = 0
    for path, of_file in by_path.items():
        try:
            data = read(cwd / path)
            source = Source(path, decode(data))
            added = comments(source, of_file, reason)
            new = encode(apply(source, added), data)
        except (OSError, UndecodableError):
            continue
        if added:
            before[cwd / path], after[cwd / path] = data, new
            count += len(added)
    return Silenced(before, after, count)


def comments(source: Source, findings: Iterable[Diagnostic], reason: str) -> list[Edit]:
    """Edits that add a comment for findings in one file; one comment for each statement."""
    if not source.path.endswith(SUFFIXES):
        return []
    codes: dict[tuple[int, int], set[str]] = {}
    statements = _statements(source)
    for found in findings:
        lines = statements.get(found.span.start.line)
        if lines and found.code not in _NEVER:
            codes.setdefault(lines, set()).add(found.code)
    return [_comment(source, lines, sorted(of), reason) for lines, of in sorted(codes.items())]


def _comment(source: Source, lines: tuple[int, int], codes: list[str], reason: str) -> Edit:
    """The edit for a statement: to a comment of ours that it has, or a new one at its end."""
    for line in lines:
        # In a string it would be, too; but who writes our comments into strings on such a line?
        if found := _OURS.search(source.line(line)):
            at = Position(line, found.start("end") + 1)
            return Edit(source.path, Span(at, at), "".join(f", {code}" for code in codes))
    text = source.line(lines[1])
    end = len(text.rstrip())
    said = f"  # asynclint: ignore[{', '.join(codes)}] {reason}".rstrip()
    span = Span(Position(lines[1], end + 1), Position(lines[1], len(text) + 1))
    return Edit(source.path, span, said)


def _statements(source: Source) -> dict[int, tuple[int, int]]:
    """The first and last line of the statement that each line is part of."""
    lines = (source.line(number) + "\n" for number in range(1, len(source.starts) + 1))
    found: dict[int, tuple[int, int]] = {}
    begun = 0
    try:
        for token in tokenize.generate_tokens(lambda: next(lines, "")):
            if token.type == tokenize.NEWLINE:
                for line in range(begun, token.start[0] + 1):
                    found[line] = (begun, token.start[0])
                begun = 0
            elif token.type not in _SILENT:
                begun = begun or token.start[0]
    except (tokenize.TokenError, SyntaxError):
        pass  # what comes before it can be silenced all the same
    return found
