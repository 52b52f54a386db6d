"""ASL106: blocking-file-metadata-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingFileMetadata(BlockingRule):
    """An async function asks the file system about files without awaiting.

    ## Why it matters
    `exists`, `stat`, `mkdir` and `listdir` are one system call each: microseconds on a local disk,
    unbounded on a network mount. Whether that matters depends on where the service runs, so this
    rule is off unless selected.

    ## What it finds
    Calls that look up or change directory entries, from code the event loop runs, directly or
    through sync functions in any module. Pure path arithmetic is silent.

    ## Examples
    ```python bad
    import os

    async def ready(path: str) -> bool:
        return os.path.exists(path)
    ```
    ```python good
    import asyncio
    import os

    async def ready(path: str) -> bool:
        return await asyncio.to_thread(os.path.exists, path)
    ```

    ## Fix safety
    A thread keeps the meaning; check and use should go there together.
    """

    __slots__ = ()
    code = "ASL106"
    name = "blocking-file-metadata-in-async"
    severity = Severity.INFO
    default = False
    aliases = ("ASYNC240",)
    kinds = (Kind.METADATA,)
