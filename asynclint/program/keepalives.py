"""Connections whose keepalive is turned off, or made patient on one side, although the code that
uses them blocks the loop.

Only what is certain is told: the setting is `None` where the connection is made, and a call that
can last for seconds is made by the handler that is passed there, by a function that the handler
passes its connection to, or inside the `async with` or `async for` of a client.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec

from asynclint.index.summary import Call, Const, Expr, Loop, With
from asynclint.knowledge import Kind, Knowledge
from asynclint.program.blocking import Blocking, Site
from asynclint.program.conditions import argument
from asynclint.program.linker import Function, calling
from asynclint.program.sockets import Sockets
from asynclint.program.statements import calls, walk

# Those that last long enough for a peer to lose patience; a file or a lock seldom does.
LASTING = (Kind.SLEEP, Kind.NETWORK, Kind.SUBPROCESS, Kind.WAIT)
_TIMEOUT = "ping_timeout"
# Compiled when first asked for, and then kept by `re`.
_LOCAL = r"wss?://(?:localhost|127\.0\.0\.1|\[::1\]):(\d{1,5})(?:/|$)"
_SHORT = 1  # seconds of sleep that no keepalive minds


class Unwatched(msgspec.Struct, frozen=True):
    """`function` makes connections by `call`, which turns `words` off; `site` blocks the event
    loop while they are open."""

    function: Function
    call: Call
    words: list[str]
    site: Site


class Peer(msgspec.Struct, frozen=True):
    """The other side of a connection: `function` makes it by `call`, and waits for a pong for
    `seconds`."""

    function: Function
    call: Call
    seconds: float


class OneSided(msgspec.Struct, frozen=True):
    """`function` makes connections by `call` that wait for a pong for `seconds`, longer than usual.
    `site` blocks the event loop of the same side, or `peer` waits for far less; or both."""

    function: Function
    call: Call
    seconds: float
    site: Site | None
    peer: Peer | None


class Keepalives:
    """How the connections of some functions are kept alive."""

    def __init__(
        self,
        functions: Iterable[Function],
        sockets: Sockets,
        blocking: Blocking,
        knowledge: Knowledge,
    ) -> None:
        self.functions = list(functions)
        self.sockets = sockets
        self.blocking = blocking
        self.knowledge = knowledge
        self._known = {word for text in knowledge.keepalives.values() for word in text.split()}

    @cached_property
    def unwatched(self) -> list[Unwatched]:
        """Where a keepalive is turned off that would tell of what blocks, in a fixed order."""
        return list(self._unwatched())

    def _unwatched(self) -> Iterator[Unwatched]:
        for function, index, call in self._saying:
            said = [pair for pair in call.keywords if pair[0] in self._known]
            if words := [word for word, value in said if value == Const(None)]:
                sites = self._sites(index, words, function)
                first = min(sites, key=lambda one: (one.doubt, len(one.chain)), default=None)
                if first is not None:
                    yield Unwatched(function, call, words, first)

    @cached_property
    def one_sided(self) -> list[OneSided]:
        """Where one side is made patient and that does not help, in a fixed order."""
        return list(self._one_sided())

    def _one_sided(self) -> Iterator[OneSided]:
        for function, index, call in self._saying:
            seconds = _number(argument(call, _TIMEOUT))
            if seconds <= 0 or seconds <= self._usual(call, function):
                continue
            peers = self._peers(call, function)
            if any(peer.seconds >= seconds for peer in peers):
                continue
            sites = self._sites(index, [_TIMEOUT], function)
            site = min(sites, key=lambda one: (one.doubt, len(one.chain)), default=None)
            peer = next((one for one in peers if one.seconds * 2 <= seconds), None)
            if site is not None or peer is not None:
                yield OneSided(function, call, seconds, site, peer)

    @cached_property
    def _saying(self) -> list[tuple[Function, int, Call]]:
        """The calls that say anything of what keeps a connection alive, with their indices."""
        return [
            (function, index, call)
            for function in self.functions
            for index, call in enumerate(function.body.calls)
            if call.keywords and any(word in self._known for word, _ in call.keywords)
        ]

    def _usual(self, call: Call, function: Function) -> float:
        """For how many seconds the connections that a call makes wait for a pong if nothing is
        said; without limit if it makes none."""
        for name in self.sockets.tasks.names(call, function):
            cls = self.knowledge.accepts.get(name) or self.knowledge.returns(name)
            for base in self.knowledge.mro(cls):
                if base in self.knowledge.patience:
                    return self.knowledge.patience[base]
        return math.inf

    def _peers(self, call: Call, function: Function) -> list[Peer]:
        """The other sides of what a call makes, as far as the code says so."""
        port = self._port(call, function)
        if not port:
            return []
        found = []
        for other, _, peer in calling(self.functions, {"connect", "serve"}):
            usual = self._usual(peer, other)
            if usual == math.inf or self._port(peer, other) != -port:
                continue
            said = argument(peer, _TIMEOUT)
            seconds = math.inf if said == Const(None) else _number(said) or usual
            if said is None or seconds:
                found.append(Peer(other, peer, seconds))
        return found

    def _port(self, call: Call, function: Function) -> int:
        """The port of this machine that a server listens at, or less than zero what a client
        connects to; 0 if that is not written there."""
        names = self.sockets.tasks.names(call, function)
        if any(name in self.knowledge.accepts for name in names):
            return int(_number(argument(call, 2) or argument(call, "port")))
        url = argument(call, 0) or argument(call, "uri")
        text = str(url.value) if type(url) is Const else ""
        local = re.match(_LOCAL, text)
        return -int(local[1]) if local else 0

    def _sites(self, index: int, words: list[str], function: Function) -> list[Site]:
        """What blocks while a connection is open that a call makes."""
        call = function.body.calls[index]
        for name in self.sockets.tasks.names(call, function):
            if name in self.knowledge.accepts:
                users = self.sockets.handling(call, function)
                return [site for site in self._lasting() if site.function in users]
            if self._kept_by(self.knowledge.returns(name), words):
                inside = {one.at for one in self._inside(index, function)}
                return [
                    site
                    for site in self._lasting()
                    if site.function is function and site.at in inside
                ]
        return []

    def _kept_by(self, cls: str, words: list[str]) -> bool:
        """Whether these are what keeps the connections of a class alive."""
        texts = [self.knowledge.keepalives.get(base, "") for base in self.knowledge.mro(cls)]
        return set(words) <= set(" ".join(texts).split())

    def _lasting(self) -> Iterator[Site]:
        for kind in LASTING:
            for site in self.blocking.sites(kind):
                if not _is_short(site):
                    yield site

    def _inside(self, index: int, function: Function) -> Iterator[Call]:
        """The calls made while a connection is open that an `async with` or `async for` makes."""
        for statement, parts in walk(function.body.flow):
            if isinstance(statement, With | Loop) and parts.calls_from <= index < parts.calls_to:
                yield from calls(statement.body, function)


def _number(value: Expr | None) -> float:
    """A number that is written down; 0 for anything else."""
    is_number = type(value) is Const and isinstance(value.value, int | float)
    return float(value.value or 0) if type(value) is Const and is_number else 0


def _is_short(site: Site) -> bool:
    """Whether it is a sleep for less than a second, or for nobody knows how long."""
    place = site.chain[-1][1].place
    if site.sink.kind is not Kind.SLEEP or not isinstance(place, Call):
        return False
    seconds = argument(place, 0)
    return (
        type(seconds) is not Const
        or not isinstance(seconds.value, int | float)
        or seconds.value < _SHORT
    )
