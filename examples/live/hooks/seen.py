"""What the programs of this folder share: who was called in which thread."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable

_loop = 0
_seen: dict[str, bool] = {}


def here(name: str) -> None:
    """Write down whether the caller runs in the thread of the event loop."""
    _seen[name] = threading.get_ident() == _loop


async def _with(main: Callable[[], Awaitable[None]]) -> None:
    global _loop
    _loop = threading.get_ident()
    await asyncio.wait_for(main(), 60)


def run(main: Callable[[], Awaitable[None]]) -> None:
    """Run the program and write what was seen, as JSON."""
    asyncio.run(_with(main))
    print(json.dumps(_seen, sort_keys=True), flush=True)
