"""What asynclint says: plain values, no trees, no logic.

Every place is a `Span` of 1-based lines and 1-based code-point columns; every path is relative to
the directory asynclint runs in where that is possible, and uses `/`.
"""

from __future__ import annotations

import enum

import msgspec

from asynclint.text import Span

_MOST_HOPS = 6  # that a line names


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


class Reason(enum.StrEnum):
    """What may change when a fix is applied, besides the flaw; programs may rely on the values."""

    ORDERING = "ordering"  # other tasks run at a place where none could before
    THREAD_SAFETY = "thread-safety"  # what is called, or its arguments, may not bear threads
    CANCELLATION = "cancellation"  # a cancelled task leaves its thread running
    CONTEXT = "context"  # context variables do not reach the thread
    EXCEPTION_TYPE = "exception-type"  # failures raise something else than before
    RESULT = "result"  # the value is of another kind, or comes at another time
    LATENCY = "latency"  # whoever waits here may wait longer than before
    NEEDS_RELEASE = "needs-release"  # an older release of a library lacks what is used
    ENDS_WORK = "ends-work"  # work that went on is cancelled, and not done to its end
    CANCELLED_CALLER = "cancelled-caller"  # a cancellation that ended here reaches whoever awaits
    OTHER_EXCEPTIONS = "other-exceptions"  # a handler also runs for exceptions that it let pass
    CALLERS = "callers"  # functions become coroutine functions, and whoever calls them must await
    OUTSIDE_CALLERS = "outside-callers"  # code that is not seen may call what changes
    ONE_LOOP = "one-loop"  # an object belongs to the first event loop that uses it
    LITTLE_GAIN = "little-gain"  # hardly anything else runs meanwhile: the change is not worth it
    OTHER_RELEASE = "other-release"  # another release of a library may differ in other ways as well


class Edit(msgspec.Struct, frozen=True):
    """Replace `span` of the file at `path` with `text`; an empty span inserts."""

    path: str
    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True):
    """Edits that are applied together or not at all; the title is a verb phrase.

    The edits of one file do not overlap. `reasons` say what keeps it from being safe.
    """

    title: str
    edits: tuple[Edit, ...]
    safety: Safety
    reasons: tuple[Reason, ...] = ()


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
    `cause` identifies the root cause; findings that share it may be shown together. `fixes` are
    alternatives, the best first; where none can be applied, `unfixable` may say why. Both are empty
    unless they were asked for.
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
    cause: str = ""
    fixes: tuple[Fix, ...] = ()
    unfixable: str = ""

    @property
    def fix(self) -> Fix | None:
        """The fix that is recommended."""
        return self.fixes[0] if self.fixes else None

    @property
    def order(self) -> tuple[str, Span, str]:
        """The key that output is sorted by."""
        return (self.path, self.span, self.code)

    @property
    def sentence(self) -> str:
        """The message with the places that its trace leads over, for hosts that show one line."""
        here = (self.path, self.span)
        hops = [
            f"{step.path}:{step.span.start.line}"
            for step in self.trace
            if (step.path, step.span) != here
        ]
        if len(hops) > _MOST_HOPS:
            hops[_MOST_HOPS // 2 : -_MOST_HOPS // 2] = ["..."]
        return f"{self.message} ({' -> '.join(hops)})" if hops else self.message
