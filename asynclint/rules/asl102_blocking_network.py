"""ASL102: blocking-network-in-async."""

from __future__ import annotations

from asynclint.diagnostic import Severity
from asynclint.knowledge import Kind
from asynclint.rules.blocking import BlockingRule


class BlockingNetwork(BlockingRule):
    """An async function waits for the network without awaiting.

    ## Why it matters
    A sync HTTP client, socket or name lookup holds the loop's only thread until the other side has
    answered, or the timeout has passed. One slow upstream then stalls every request of the process.

    ## What it finds
    Calls of sync network clients (sockets, HTTP, mail, cloud SDKs, brokers, remote shells) from
    code the event loop runs, directly or through sync functions in any module. Creating a client is
    not reported when it connects later.

    ## Examples
    ```python bad
    import requests

    async def fetch(url: str) -> bytes:
        return requests.get(url, timeout=5).content
    ```
    ```python good
    import httpx

    client = httpx.AsyncClient()

    async def fetch(url: str) -> bytes:
        return (await client.get(url, timeout=5)).content
    ```

    ## Fix safety
    A thread keeps the meaning but not the client's thread-safety; the async client is the cure.
    It comes first where the project depends on it and everything around the call carries over:
    arguments, what is done with the response, and the exceptions that are handled. Calls of
    requests then fail with httpx's exceptions, and text without a declared encoding may be
    decoded differently; redirects are followed and timeouts left out as before.
    """

    __slots__ = ()
    code = "ASL102"
    name = "blocking-network-in-async"
    severity = Severity.ERROR
    default = True
    aliases = ("ASYNC210", "ASYNC211", "ASYNC212", "S7499")
    kinds = (Kind.NETWORK,)
