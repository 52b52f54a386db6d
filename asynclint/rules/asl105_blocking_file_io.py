"""ASL105: blocking-file-io-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingFileIO(BlockingRule):
    """An async function reads or writes files without awaiting.

    ## Why it matters
    A local disk is fast until it is not: a full cache, a network mount, a large file or a busy
    container host turns a read into seconds, and nothing else runs meanwhile.

    ## What it finds
    Opening, reading, writing, copying and walking files, archives and trees, from code the event
    loop runs, directly or through sync functions in any module. What is read from a file that the
    same function opened is told once, at the opening.

    ## Examples
    ```python bad
    async def load(path: str) -> str:
        with open(path) as file:
            return file.read()
    ```
    ```python good
    import asyncio
    from pathlib import Path

    async def load(path: str) -> str:
        return await asyncio.to_thread(Path(path).read_text)
    ```

    ## Fix safety
    One hop to a thread around the whole `with` block keeps the meaning. Where hardly anything else
    can run meanwhile it is not worth its price, and is shown but never applied: in tests, before
    the first `await` of what `asyncio.run` is given, where a temporary file is only made. There is
    none where another task could do the same meanwhile: between `if name not in self.texts:` and
    `self.texts[name] = ...`, without a lock. Statements below each other that each get a thread
    can have one together, in a small function: an alternative that editors show.
    """

    __slots__ = ()
    code = "ASL105"
    name = "blocking-file-io-in-async"
    severity = Severity.WARNING
    default = True
    aliases = ("ASYNC230", "ASYNC231", "ASYNC232", "S7493")
    overlaps = ("ASYNC240",)
    kinds = (Kind.FILE,)
