"""Connections whose keepalive is turned off although the code that uses them blocks the loop.

Only what is certain is told: the setting is `None` where the connection is made, and a call that
can last for seconds is made by the handler that is passed there, by a function that the handler
passes its connection to, or inside the `async with` or `async for` of a client.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from asynclint.index.summary import Call, Const, Loop, With
from asynclint.knowledge import Kind, Knowledge
from asynclint.program.blocking import Blocking, Site
from asynclint.program.conditions import argument
from asynclint.program.flow import calls, walk
from asynclint.program.linker import Function
from asynclint.program.sockets import Sockets

# Those that last long enough for a peer to lose patience; a file or a lock seldom does.
LASTING = (Kind.SLEEP, Kind.NETWORK, Kind.SUBPROCESS, Kind.WAIT)
_SHORT = 1  # seconds of sleep that no keepalive minds


class Unwatched(NamedTuple):
    """`function` makes connections by `call`, which turns `words` off; `site` blocks the event
    loop while they are open."""

    function: Function
    call: Call
    words: list[str]
    site: Site


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

    def unwatched(self) -> Iterator[Unwatched]:
        """Where a keepalive is turned off that would tell of what blocks, in a fixed order."""
        for function in self.functions:
            for index, call in enumerate(function.body.calls):
                off = [word for word, value in call.keywords if value == Const(None)]
                words = [word for word in off if word in self._known]
                if words:
                    sites = self._sites(index, words, function)
                    first = min(sites, key=lambda one: (one.doubt, len(one.chain)), default=None)
                    if first is not None:
                        yield Unwatched(function, call, words, first)

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
