"""An open file, and what is to be shown of it.

Two checks speak about it. The near one sees the open file and what it leads to, and is always up to
date; the far one sees the whole project, and is older. Where they differ about the same text, the
far one knows better. So the difference is kept and carried over to newer texts, until the next far
check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from asynclint.diagnostic import Diagnostic
from asynclint.fingerprint import fingerprints
from asynclint.moved import Edited
from asynclint.surfaces.lsp.worker import Found
from asynclint.text import Source, UndecodableError, encode


@dataclass
class Near:
    """An answer of the near check, and the text that it is about."""

    version: int
    text: str
    found: Found


@dataclass
class Far:
    """What a check of the whole project said otherwise of a text: findings that the near check
    did not see, and fingerprints of those that it should not have."""

    text: str
    more: list[Diagnostic]
    fewer: set[str]
    wide: dict[tuple[str, int], str]


@dataclass
class Document:
    """An open file. `shown` are findings by what identifies them to the editor."""

    uri: str
    path: Path
    version: int
    text: str
    near: Near | None = None
    understood: Near | None = None
    far: Far | None = None
    shown: dict[str, Diagnostic] = field(default_factory=dict)
    checking: bool = False
    attempted: tuple[int, str] | None = None
    opened: str = field(init=False)  # the text that it was opened with: that on disk, most likely

    def __post_init__(self) -> None:
        self.opened = self.text

    @property
    def is_checked(self) -> bool:
        """Whether the newest text has been checked, or could not be."""
        return self.attempted == (self.version, self.text)

    @property
    def source(self) -> Source:
        """The text, by lines."""
        return Source(str(self.path), self.text)

    @property
    def display(self) -> str:
        """What the file is called in findings."""
        assert self.near is not None
        root = self.near.found.root
        path = self.path
        return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()

    def answered(self, near: Near) -> None:
        """Take the answer of the near check."""
        self.near = near
        if near.found.understood is not None and near.found.understood == encoded(near.text):
            self.understood = near

    def compare(self, near: Near, found: Found) -> None:
        """Take what the check of the project found in the text of `near`."""
        ours = [d for d in found.findings if d.path == self.display]
        theirs = by_fingerprint(ours, near.text)
        mine = by_fingerprint(near.found.findings, near.text)
        more = [d for key, d in theirs.items() if key not in mine]
        self.far = Far(near.text, more, mine.keys() - theirs.keys(), found.wide)

    def settle(self) -> bool:
        """Work out what is to be shown; whether that is something new."""
        if self.near is None:
            return False
        text = self.near.text
        shown = by_fingerprint(self.near.found.findings, text)
        if self.far is not None:
            for key in self.far.fewer:
                shown.pop(key, None)
            # A near check that was behind the disk or the settings sees them by itself later.
            places = {(found.code, found.span) for found in shown.values()}
            moved = Edited(self.display, self.far.text, text).diagnostics(self.far.more)
            more = [found for found in moved if (found.code, found.span) not in places]
            shown.update(by_fingerprint([*shown.values(), *more], text))
        shown = dict(sorted(shown.items(), key=lambda item: item[1].order))
        is_new = shown != self.shown
        self.shown = shown
        return is_new

    def line(self, path: str, number: int) -> str:
        """The text of a line that a finding leads over; empty if it is plain ASCII."""
        if path == self.display:
            return self.source.line(number)
        assert self.near is not None
        wide = self.near.found.wide.get((path, number), "")
        return wide or (self.far.wide.get((path, number), "") if self.far else "")


def by_fingerprint(found: Iterable[Diagnostic], text: str) -> dict[str, Diagnostic]:
    """Findings of one file by what stays the same of them while the code around them moves."""
    findings = list(found)
    source = Source("", text)
    return dict(zip(fingerprints(findings, lambda _: source), findings, strict=True))


def encoded(text: str) -> bytes:
    """What an editor shows, as the bytes of a file."""
    data = text.encode("utf-8", "surrogatepass")
    try:
        return encode(text, data)  # as its own first lines say, since they are read again
    except UndecodableError:
        return data  # whoever reads it will say what is wrong with it
