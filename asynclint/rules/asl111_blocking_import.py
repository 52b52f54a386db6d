"""ASL111: blocking-import-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingImport(BlockingRule):
    """An async function imports a module by name at run time.

    ## Why it matters
    The first import reads, compiles and executes files, which can take seconds for large libraries.
    Later ones are a dictionary lookup. Whether the first happens on the loop cannot be seen here,
    so this rule is off unless selected.

    ## What it finds
    `importlib.import_module` and its kind, from code the event loop runs, directly or through sync
    functions in any module. Import statements are silent.

    ## Examples
    ```python bad
    import importlib

    async def plugin(name: str) -> object:
        return importlib.import_module(name)
    ```
    ```python good
    import asyncio
    import importlib

    async def plugin(name: str) -> object:
        return await asyncio.to_thread(importlib.import_module, name)
    ```

    ## Fix safety
    Importing in a thread is safe; modules that start event loops or signal handlers when imported
    are not.
    """

    __slots__ = ()
    code = "ASL111"
    name = "blocking-import-in-async"
    severity = Severity.INFO
    default = False
    kinds = (Kind.IMPORT,)
