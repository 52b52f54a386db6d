"""What asynclint says: plain values, no trees, no logic.

Every place is a `Span` of 1-based lines and 1-based code-point columns; every path is relative to
the directory asynclint runs in where that is possible, and uses `/`.
"""

from __future__ import annotations

import enum

import msgspec

from asynclint.text import Span


class Severity(enum.IntEnum):
    """How bad it is; ordered, so that the worst is the greatest."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Safety(enum.IntEnum):
    """How far a fix may be trusted: only shown, applied on request, applied by `--fix`."""

    MANUAL = 1
    UNSAFE = 2
    SAFE = 3

    def __str__(self) -> str:
        return self.name.lower()


class Edit(msgspec.Struct, frozen=True):
    """Replace `span` of the file at `path` with `text`; an empty span inserts."""

    path: str
    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True):
    """Edits that are applied together or not at all; the title is a verb phrase."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety


class Step(msgspec.Struct, frozen=True):
    """One hop of a trace: a place and what happens there."""

    path: str
    span: Span
    text: str


class RulePage(msgspec.Struct, frozen=True):
    """What a rule says of itself; `page` is Markdown and begins with the summary.

    `aliases` and `overlaps` are what other linters call it, as `selectors.Label` has it.
    """

    code: str
    name: str
    severity: Severity
    default: bool
    since: str
    summary: str
    page: str
    family: str = ""
    aliases: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()


class Diagnostic(msgspec.Struct, frozen=True):
    """One finding.

    `message` says what is wrong in one line, `help` what to do about it, and `trace` why we
    believe it: for a call chain the steps from the reported call down to the primitive.
    `function` is the qualified name of the function the finding is in, empty at module level.
    `cause` identifies the root cause; findings that share it may be shown together.
    """

    code: str
    name: str
    severity: Severity
    path: str
    span: Span
    message: str
    help: str = ""
    function: str = ""
    trace: tuple[Step, ...] = ()
    fix: Fix | None = None
    cause: str = ""

    @property
    def order(self) -> tuple[str, Span, str]:
        """The key that output is sorted by."""
        return (self.path, self.span, self.code)
