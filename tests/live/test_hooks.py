"""Plain functions that frameworks call: the thread of the event loop runs them.

`hooks/hooks_*.py` are the programs; each writes down what was called in that thread.
"""

from __future__ import annotations

import pytest

from live.environments import environment
from live.processes import run_program

_HTTPX = "httpx==0.28.1"
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "aiocron": (("aiocron==2.1",), ("aiocron==1.8",)),
    "aiortc": (("aiortc==1.16.0",),),
    "asyncssh": (("asyncssh==2.24.1",),),
    "autobahn": (("autobahn==26.10.2",),),
    "blacksheep": (("blacksheep==2.6.4", _HTTPX),),
    "discord": (("discord.py==2.7.1",), ("discord.py==2.3.2",)),
    "litestar": (("litestar==2.25.0", _HTTPX), ("litestar==2.12.1", "sniffio==1.3.1", _HTTPX)),
    "mcp": (("mcp==1.30.0",),),
    "nicegui": (("nicegui==3.18.0", _HTTPX),),
    "sanic": (("sanic==25.12.1", _HTTPX), ("sanic==23.12.1", _HTTPX)),
    "shiny": (("shiny==1.8.0",),),
    "socketio": (("python-socketio==5.18.1", "aiohttp==3.14.5"),),
    "telegram": (("python-telegram-bot==22.8",), ("python-telegram-bot==21.0",)),
    "textual": (("textual==8.2.8",), ("textual==1.0.0",)),
    "tornado": (("tornado==6.6.1",), ("tornado==6.4",)),
    "websockets": (("websockets==17.4",), ("websockets==13.0",)),
}
_CASES = [(name, needs) for name, releases in _NEEDS.items() for needs in releases]

# What the programs show to run elsewhere.
_AWAY = {"litestar": {"sync_to_thread"}, "textual": {"work", "work of coroutines"}}


@pytest.mark.parametrize(("name", "needs"), _CASES, ids=[needs[0] for _, needs in _CASES])
def test_hooks(name: str, needs: tuple[str, ...]) -> None:
    seen = run_program(environment(*needs), f"hooks/hooks_{name}.py")
    assert seen
    assert {hook for hook, on_loop in seen.items() if not on_loop} == _AWAY.get(name, set())
