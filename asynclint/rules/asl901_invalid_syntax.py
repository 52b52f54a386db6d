"""ASL901: invalid-syntax."""

from __future__ import annotations

from asynclint.rules.base import Rule


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
    There is no fix: what a line was meant to say is for its author.
    """

    __slots__ = ()
    code = "ASL901"
    name = "invalid-syntax"
    unfixable = "what the line was meant to say is for its author"
