"""ASL104: blocking-subprocess-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingSubprocess(BlockingRule):
    """An async function starts a process or waits for one without awaiting.

    ## Why it matters
    Waiting for a child process takes as long as the child does. Even starting one forks the whole
    service, which takes longer the more memory it uses.

    ## What it finds
    `subprocess`, `os.system`, `os.wait` and their kind, `Popen.wait` and `communicate`, called from
    code the event loop runs, directly or through sync functions in any module.

    ## Examples
    ```python bad
    import subprocess

    async def version() -> bytes:
        return subprocess.check_output(["git", "--version"])
    ```
    ```python good
    import asyncio

    async def version() -> bytes:
        process = await asyncio.create_subprocess_exec("git", "--version", stdout=-1)
        return (await process.communicate())[0]
    ```

    ## Fix safety
    A thread keeps the meaning; signals and `preexec_fn` deserve a second look.
    """

    __slots__ = ()
    code = "ASL104"
    name = "blocking-subprocess-in-async"
    severity = Severity.ERROR
    default = True
    aliases = ("ASYNC220", "ASYNC221", "ASYNC222", "S7487", "S7489")
    kinds = (Kind.SUBPROCESS,)
