"""What stays the same of a finding while the code around it moves.

A fingerprint is made of the rule, the file, the function and the reported code without its
whitespace. Findings that agree in all of it are numbered in their order. Lines and messages are not
part of it: the one move, the other are reworded.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable

from asynclint.diagnostic import Diagnostic
from asynclint.text import Source, Span

_WINDOW = 100
_END_OF_FILE = 0xFFFF


def fingerprints(
    diagnostics: Iterable[Diagnostic],
    source_of: Callable[[str], Source | None],
    path_of: Callable[[str], str] = str,
) -> list[str]:
    """The fingerprint of each finding, in the order given; `path_of` says how to call its file."""
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for found in diagnostics:
        source = source_of(found.path)
        snippet = "".join(_text(source, found.span).split()) if source else ""
        key = (found.code, path_of(found.path), found.function, snippet)
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        digest = hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16)
        made.append(digest.hexdigest())
    return made


def line_hash(source: Source, line: int) -> str:
    """What GitHub calls `primaryLocationLineHash`: the hash of the hundred characters that follow
    the beginning of a line, blanks left out, and how often they have come up to here."""
    window = _following(source, line)
    count = sum(_following(source, number) == window for number in range(1, line + 1))
    value = 0
    for char in window:
        value = (value * 37 + char) % 2**64
    return f"{value:x}:{count}"


def _following(source: Source, line: int) -> list[int]:
    """The UTF-16 units from the beginning of a line on, as many as are hashed."""
    units: list[int] = []
    for number in range(line, len(source.starts) + 1):
        text = source.line(number)
        if number < len(source.starts):
            text += "\n"
        data = text.replace(" ", "").replace("\t", "").encode("utf-16-le", "surrogatepass")
        units += memoryview(data).cast("H")
        if len(units) >= _WINDOW:
            return units[:_WINDOW]
    return [*units, _END_OF_FILE, *[0] * _WINDOW][:_WINDOW]


def _text(source: Source, span: Span) -> str:
    return source.text[source.offset(span.start) : source.offset(span.end)]
