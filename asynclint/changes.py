"""Which lines differ from a commit: `git diff`, read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from asynclint.text import Span

# Compiled when they are first asked for, and then kept by `re`.
_HUNK = r"@@ -\S+ \+(\d+)(?:,(\d+))? @@"
_ESCAPE = r"\\([0-7]{3}|.)"
_ESCAPED = {"a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_EVERYTHING = 1 << 62


class ChangesError(Exception):
    """git cannot say what has changed; the message is a sentence for the user."""


class Changes(msgspec.Struct):
    """What was changed: for each file the first changed line and how many there are.

    Where lines were only taken away, there are none, and the first is the one before the gap.
    """

    hunks: dict[Path, list[tuple[int, int]]] = msgspec.field(default_factory=dict)

    def touch(self, path: Path, span: Span) -> bool:
        """Whether any line of the span was changed, or any between two of them taken away."""
        first, last = span.start.line, span.end.line
        return any(
            first <= line + count - 1 and line <= last if count else first <= line < last
            for line, count in self.hunks.get(path, ())
        )


def changes(ref: str, folder: Path) -> Changes:
    """What was changed in the repository of `folder` since the current branch left `ref`.

    Changes that are not committed count, and so do new files that git does not ignore.
    """
    top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
    )
    if not commit:
        raise ChangesError(f"git knows no commit `{ref}`; in a shallow clone, fetch it first")
    base = _git(folder, "merge-base", commit.decode().strip(), "HEAD").decode().strip()
    if not base:
        raise ChangesError(
            f"`{ref}` and this branch have no commit in common; is the clone shallow?"
        )
    found = Changes()
    diff = _git(
        top,
        *("-c", "core.quotePath=true", "diff", "--unified=0", "--no-color", "--no-ext-diff"),
        *("--no-textconv", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/", base, "--"),
    )
    for name, line, count in _hunks(os.fsdecode(diff)):
        found.hunks.setdefault(top / name, []).append((line, count))
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    for name in os.fsdecode(new).split("\0"):
        if name:
            found.hunks[top / name] = [(1, _EVERYTHING)]
    return found


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints; nothing when it only says no."""
    import subprocess  # most runs ask nothing of git

    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise ChangesError(f"git cannot be run: {error.strerror}") from None
    if done.returncode > 1 or (done.returncode and done.stderr):
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ChangesError(f"git {arguments[0]}: {lines[-1] if lines else 'failed'}")
    return b"" if done.returncode else done.stdout


def _hunks(diff: str) -> Iterator[tuple[str, int, int]]:
    """File, first line and number of lines of each hunk, as the new side counts."""
    name = ""
    left = 0  # lines of a hunk that are still to come: they may look like anything
    for line in diff.split("\n"):
        if left:
            left -= not line.startswith("\\")
        elif line.startswith("+++ "):
            name = _unquoted(line[4:]).removeprefix("b/")
        elif hunk := re.match(_HUNK, line):
            count = 1 if hunk[2] is None else int(hunk[2])
            left = count + _removed(line)
            yield name, int(hunk[1]), count


def _removed(header: str) -> int:
    """How many lines a hunk takes away."""
    _, comma, count = header.split(" ")[1].partition(",")
    return int(count) if comma else 1


def _unquoted(name: str) -> str:
    """A file name as git writes it: in quotes, as in C, when it is unusual."""
    if not name.startswith('"'):
        return name.removesuffix("\t")  # follows names with blanks
    data = bytearray()
    at = 1
    for escape in re.finditer(_ESCAPE, name):
        data += os.fsencode(name[at : escape.start()])
        code = escape[1]
        data.append(int(code, 8) if len(code) == 3 else _ESCAPED.get(code, ord(code[0])))
        at = escape.end()
    data += os.fsencode(name[at:-1])
    return os.fsdecode(bytes(data))
