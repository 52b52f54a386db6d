"""Readers of YAML and JSON: compose, Kubernetes, Heroku, and uWSGI's own.

They are told apart by their keys, wherever these are: what has a command is a container, whoever
starts it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from asynclint.deployment.commands import run, script, variable
from asynclint.deployment.flow import Entry, Node, flow
from asynclint.deployment.options import chosen
from asynclint.deployment.outline import documents
from asynclint.deployment.sections import last, with_times
from asynclint.deployment.setting import Item, Origin, Seen, Server, Stated
from asynclint.deployment.shell import Word, commands

_COMMANDS = ("entrypoint", "command", "args")  # a container has one after the other
_ENVIRONMENTS = ("environment", "env", "data")
_TIMES = ("stop_grace_period", "terminationGracePeriodSeconds")
_NOT_RUNNING = (*_COMMANDS, *_ENVIRONMENTS, "lifecycle", "healthcheck", "initContainers")


def yaml(text: str) -> Iterator[Item]:
    """What a file of YAML says."""
    for node in documents(text):
        yield from _within(node)


def json(text: str) -> Iterator[Item]:
    """What a file of JSON says."""
    import json  # slow to import

    json.loads(text)
    yield from _within(flow(text, 0)[0])


def launched(*parts: Node | None) -> Iterator[Item]:
    """What it says to start a container with an entry point and its arguments."""
    words: list[Word] = []
    for part in parts:
        if isinstance(part, list):
            words += [each for each in part if isinstance(each, Word)]
        elif isinstance(part, Word):
            simple = list(commands(part.piece))
            if len(simple) == 1:
                words += simple[0]
            else:
                yield from script(part.piece)
    yield from run(words)


def _within(node: Node) -> Iterator[Item]:
    """What a node says, and all below it."""
    if isinstance(node, list):
        for each in node:
            yield from _within(each)
    elif isinstance(node, dict):
        yield from with_times(_mapping(node), _times(node))


def _mapping(node: dict[str, Entry]) -> Iterator[Item]:
    if "build" in node:  # an image of the project's own, whatever it runs
        yield Seen(None)
    if "uwsgi" in node:
        yield from last(_uwsgi(node["uwsgi"].node))
    yield from launched(*(node[key].node for key in _COMMANDS if key in node))
    for key in _ENVIRONMENTS:
        if key in node:
            yield from _environment(node[key].node)
    for key, entry in node.items():
        if key == "run" and isinstance(entry.node, dict):  # heroku.yml
            for process in entry.node.values():
                yield from launched(process.node)
        if key not in _NOT_RUNNING:
            yield from _within(entry.node)


def _times(node: dict[str, Entry]) -> Iterator[Item]:
    if not node.keys().isdisjoint((*_COMMANDS, "build")):
        yield Seen(Server.CONTAINER)
    for name in _TIMES:
        if name in node:
            yield from _time(name, node[name])
    lifecycle = node["lifecycle"].node if "lifecycle" in node else None
    if isinstance(lifecycle, dict) and "preStop" in lifecycle:
        yield from _time("preStop", lifecycle["preStop"])


def _time(name: str, entry: Entry) -> Iterator[Item]:
    words = list(_scalars(entry.node))
    if words:
        text = " ".join(word.text for word in words)
        yield Stated(Server.CONTAINER, name, text, entry.start, words[-1].end, Origin.FILE)


def _uwsgi(node: Node) -> Iterator[Item]:
    if isinstance(node, list):  # so that keys can be repeated
        for each in node:
            yield from _uwsgi(each)
    elif isinstance(node, dict):
        yield Seen(Server.UWSGI)
        for name, entry in node.items():
            for word in _scalars(entry.node):
                place = entry.start, word.end
                yield from chosen(Server.UWSGI, name, word.text, *place, Origin.FILE)


def _environment(node: Node) -> Iterator[Item]:
    """Variables: as a mapping, as `A=b`, or as `{name: A, value: b}`."""
    if isinstance(node, dict):
        for name, entry in node.items():
            value = entry.node
            if isinstance(value, dict) and "value" in value:  # app.json
                value = value["value"].node
            if isinstance(value, Word):
                yield from variable(name, value.text, replace(value, start=entry.start))
    elif isinstance(node, list):
        yield from run([each for each in node if isinstance(each, Word)])
        for each in node:
            if isinstance(each, dict) and {"name", "value"} <= each.keys():
                key, value = each["name"].node, each["value"].node
                if isinstance(key, Word) and isinstance(value, Word):
                    start = min(each["name"].start, each["value"].start)
                    yield from variable(key.text, value.text, replace(value, start=start))


def _scalars(node: Node) -> Iterator[Word]:
    if isinstance(node, Word):
        yield node
    else:
        inner = node if isinstance(node, list) else [entry.node for entry in node.values()]
        for each in inner:
            yield from _scalars(each)
