"""What the program knows of a function that somebody points at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclint.index.summary import Attr, Call, Name
from asynclint.knowledge import Kind
from asynclint.program import Function, Module, Program
from asynclint.program.blocking import Blocking, Site
from asynclint.rules.blocking import named
from asynclint.text import Position, Source

_WORD = re.compile(r"\w+")


def blocking_verdict(program: Program, module: Module, source: Source, at: Position) -> str:
    """Whether the function that is defined or called at a place blocks, as Markdown.

    Empty when no function is there, when it is not a function of the project, or when nothing is
    known to block in it.
    """
    line = source.line(at.line)
    word = next((w for w in _WORD.finditer(line) if w.start() < at.column <= w.end() + 1), None)
    if word is None:
        return ""
    place = (at.line, source.utf8(Position(at.line, word.start() + 1)))
    for function in _meant(program, module, word[0], place):
        sites = [s for kind in Kind for s in _sites(program, function).sites(kind)]
        if sites:
            return _told(function, sites)
    return ""


def _meant(
    program: Program, module: Module, word: str, place: tuple[int, int]
) -> Iterator[Function]:
    """The functions that a name means where it is defined or called, nearest first."""
    for function in module.functions:
        info = function.info
        if info.name == word and info.at[0] == place[0]:
            yield function
    calls = [
        (call, function)
        for function in module.functions
        for call in function.body.calls
        if call.at[:2] <= place < call.at[2:] and _last_name(call) == word
    ]
    for call, function in sorted(calls, key=lambda pair: pair[0].at[:2], reverse=True):
        for edge in program.calls.edges(function).edges:
            if edge.at == call.at and isinstance(edge.target, Function):
                yield edge.target


def _last_name(call: Call) -> str:
    match call.func:
        case Attr(_, attr):
            return attr
        case Name(id):
            return id
    return ""


def _sites(program: Program, function: Function) -> Blocking:
    return Blocking.solve(program.calls, [function], program.kinds)


def _told(function: Function, sites: list[Site]) -> str:
    where = "the event loop" if function.info.is_async else "its thread"
    lines = [f"**asynclint**: `{function.info.qualname}` blocks {where}"]
    for site in sites:
        names = [f"`{named(callee, function)}`" for callee, _ in site.chain[1:]]
        chain = " → ".join([*names, f"`{site.sink.shown}`"])
        hops = len(site.chain)
        calls = "1 call" if hops == 1 else f"{hops} calls"
        lines.append(f"- via {chain}, which {site.sink.does} ({calls}, line {site.at[0]})")
    return "\n".join(lines)
