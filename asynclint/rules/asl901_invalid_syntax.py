"""ASL901: invalid-syntax."""

from __future__ import annotations

import sys

from asynclint.rules.base import Rule

_NESTED_STRINGS = (3, 12)  # f-strings that hold any expression


class InvalidSyntax(Rule):
    """A file that matters to the check does not parse.

    ## Why it matters
    What cannot be parsed cannot be checked: calls that lead through this file are not seen.

    ## What it finds
    Syntax errors in files that hold async code, that are named on the command line, or that such
    code imports. Syntax newer than the Python that runs asynclint is said to be so. The rest of
    the project is checked all the same.

    ## Examples
    ```python bad
    async def poll(:
    ```
    ```python good
    async def poll(): ...
    ```

    ## Fix safety
    There is no fix: what a line was meant to say is for its author. Where the project needs a newer
    Python than the one that runs asynclint, or an f-string may be of a newer one, that is said.
    """

    __slots__ = ()
    code = "ASL901"
    name = "invalid-syntax"
    unfixable = "what the line was meant to say is for its author"

    @classmethod
    def why(cls, message: str, target: tuple[int, int] | None) -> str:
        """Why nothing is done about a file: an older Python than the project's may not know what it
        says. `target` is the oldest Python that the project supports."""
        running = sys.version_info[:2]
        needed = target if target is not None and target > running else None
        if needed is None and running < _NESTED_STRINGS and message.startswith("f-string"):
            needed = _NESTED_STRINGS
        if needed is None:
            return cls.unfixable
        return (
            f"it may be valid in Python {needed[0]}.{needed[1]}, which is not the one that runs "
            f"asynclint, {running[0]}.{running[1]}"
        )
