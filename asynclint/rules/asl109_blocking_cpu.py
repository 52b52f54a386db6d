"""ASL109: cpu-bound-call-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingCPU(BlockingRule):
    """An async function makes a call that computes for long.

    ## Why it matters
    Hashing a password is slow on purpose: tens to hundreds of milliseconds in which nothing else
    runs. Ten logins at once stop the service for seconds.

    ## What it finds
    Calls that are known to compute for long, such as password hashing and model inference, from
    code the event loop runs, directly or through sync functions in any module.

    ## Examples
    ```python bad
    import hashlib

    async def key(password: bytes, salt: bytes) -> bytes:
        return hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1)
    ```
    ```python good
    import asyncio
    import functools
    import hashlib

    async def key(password: bytes, salt: bytes) -> bytes:
        work = functools.partial(hashlib.scrypt, password, salt=salt, n=2**14, r=8, p=1)
        return await asyncio.to_thread(work)
    ```

    ## Fix safety
    A thread helps where the call releases the interpreter lock, as hashing does; else use a
    process.
    """

    __slots__ = ()
    code = "ASL109"
    name = "cpu-bound-call-in-async"
    severity = Severity.ERROR
    default = True
    kinds = (Kind.CPU,)
