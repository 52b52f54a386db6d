"""ASL902: unused-suppression."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.rules.base import Rule


class UnusedSuppression(Rule):
    """A comment silences a finding of asynclint that is not there.

    ## Why it matters
    A stale comment silences the next real finding on its line, and tells readers something that
    is no longer true.

    ## What it finds
    `# asynclint: ignore[...]` and codes of ours in `# noqa: ...` that silence nothing. Blanket
    `# noqa`, other tools' codes, and codes of rules that are not selected are left alone.

    ## Examples
    ```python bad
    async def poll() -> None:
        return None  # asynclint: ignore[ASL101]
    ```
    ```python good
    import time

    async def poll() -> None:
        time.sleep(0.001)  # asynclint: ignore[ASL101] measured: shorter than a task switch
    ```

    ## Fix safety
    Removing the comment, or the codes in it that are of no use, changes nothing else: safe. Codes
    of other tools stay.
    """

    __slots__ = ()
    code = "ASL902"
    name = "unused-suppression"
    severity = Severity.WARNING
    aliases = ("RUF100",)
