"""Readers of what pip is given: requirement files, and command lines in Dockerfiles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclint.pins.stated import Include, Item, Stated, stated

_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#[^\r\n]*")
_COMMENT_LINE = re.compile(r"(?m)^[ \t]*#[^\r\n]*(?:\r\n|\r|\n|$)")  # interrupts no command
_CONTINUED = re.compile(r"\\[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"[^\r\n]+")
_INCLUDE = re.compile(r"(?:-[rc]|--(?:requirement|constraint)(?=[\s=]))[\s=]*(\S.*)")
_OPTIONS = re.compile(r"\s--?[A-Za-z].*")

_INSTALL = re.compile(r"\bpip[\d.]*[ \t]+install\b([^\r\n]*)")
# A word, in which quotes protect what ends a command or, like `>`, redirects its output.
_WORD = re.compile(r"""(?:'[^']*'|"[^"]*"|[^\s'"<>;&|])+|[;&|]""")
_TAKE_VALUE = frozenset(
    """
    -c -e -f -i -r -t --abi --build-constraint --cache-dir --constraint --constraints --editable
    --extra-index-url --find-links --implementation --index --index-url --log --no-binary
    --only-binary --override --platform --prefix --proxy --python --python-version --report
    --requirement --requirements --root --src --target --timeout --trusted-host
    """.split()  # noqa: SIM905 - readable
)


def requirements(text: str) -> Iterator[Item]:
    """The lines of a requirements, constraints or `.in` file; what is neither a requirement nor an
    include is skipped."""
    text = _CONTINUED.sub(_blank, _COMMENT.sub(_blank, text))
    for line in _LINE.finditer(text):
        yield from requirement_line(line[0], line.start())


def requirement_line(line: str, offset: int) -> Iterator[Item]:
    """What a line without comments says, which starts at an offset."""
    offset += len(line) - len(line.lstrip())
    line = line.strip()
    if include := _INCLUDE.match(line):
        yield Include(include[1])
    else:
        line = _OPTIONS.sub("", line)
        what = line.partition(";")[0].rstrip()
        yield from stated(line, offset, offset + len(what))


def dockerfile(text: str) -> Iterator[Stated]:
    """The arguments of `pip install` and `uv pip install` in a Dockerfile."""
    text = _CONTINUED.sub(_blank, _COMMENT_LINE.sub(_blank, text))
    for command in _INSTALL.finditer(text):
        yield from _arguments(text, *command.span(1))


def _arguments(text: str, start: int, end: int) -> Iterator[Stated]:
    is_value = False
    for word in _WORD.finditer(text, start, end):
        if word[0] in ";&|":
            return
        if not is_value:
            yield from stated(re.sub("['\"]", "", word[0]), *word.span())
        is_value = word[0] in _TAKE_VALUE


def _blank(found: re.Match[str]) -> str:
    """As much space as was found: offsets stay."""
    return " " * len(found[0])
