"""Readers of Django's settings: channel layers, and environment variables that Python sets.

Nothing is executed: only displays of literals are understood, and what is assigned at the top level
of a module without a condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from asynclint.deployment.commands import variable
from asynclint.deployment.python_files import dotted_name, offsets, parsed
from asynclint.deployment.setting import Item
from asynclint.deployment.shell import Piece, Word
from asynclint.text import Source

if TYPE_CHECKING:
    import ast

_LAYERS = "CHANNEL_LAYERS"
_TIMEOUT = "socket_timeout"


class FoundLayer(msgspec.Struct, frozen=True):
    """An entry of `CHANNEL_LAYERS`: the dotted name of its backend with its offsets, and whether
    its hosts are given a socket timeout; None if that is not seen."""

    backend: str
    is_timed: bool | None
    start: int
    end: int


def channel_layers(text: str) -> tuple[list[FoundLayer], bool]:
    """The layers that a settings module names without a condition, and whether `DEBUG` is on there;
    none if the variable is set more than once, or in any other way."""
    import ast

    tree = parsed(text)
    source = Source("", text)
    values: list[ast.expr | None] = []
    debug = False
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names = {target.id for target in targets if isinstance(target, ast.Name)}
            if _LAYERS in names:
                values.append(statement.value)
            if "DEBUG" in names:
                debug = isinstance(statement.value, ast.Constant) and statement.value.value is True
        elif any(isinstance(n, ast.Name) and n.id == _LAYERS for n in ast.walk(statement)):
            values.append(None)
    if len(values) != 1 or not isinstance(values[0], ast.Dict):
        return [], debug
    found = []
    for layer in values[0].values:
        entries = _entries(layer)
        backend = entries.get("BACKEND")
        if isinstance(backend, ast.Constant) and isinstance(backend.value, str):
            start, end = offsets(source, backend)
            found.append(FoundLayer(backend.value, _is_timed(entries.get("CONFIG")), start, end))
    return found, debug


def variables(text: str) -> Iterator[Item]:
    """What environment variables say that are set by `os.environ[...] = ...` and `setdefault`."""
    import ast

    source = Source("", text)
    for node in ast.walk(parsed(text)):
        name: ast.expr | None = None
        value: ast.expr | None = None
        match node:
            case ast.Assign(targets=[ast.Subscript(value=owner, slice=name)], value=value):
                if dotted_name(owner) not in ("os.environ", "environ"):
                    continue
            case ast.Call(func=ast.Attribute(value=owner, attr="setdefault"), args=[name, value]):
                if dotted_name(owner) not in ("os.environ", "environ"):
                    continue
            case _:
                continue
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            start, end = offsets(source, node)
            written = str(value.value) if isinstance(value, ast.Constant) else ""
            word = Word(Piece(written, start, end), start, end)
            yield from variable(name.value, written, word)


def _entries(node: ast.expr | None) -> dict[str, ast.expr]:
    """The values of a display by their literal keys."""
    import ast

    if not isinstance(node, ast.Dict):
        return {}
    return {
        key.value: value
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def _is_timed(config: ast.expr | None) -> bool | None:
    """Whether the hosts of a layer have a socket timeout; strings have none of their own."""
    import ast

    if config is None:
        return False
    if not isinstance(config, ast.Dict) or None in config.keys:
        return None
    entries = _entries(config)
    hosts = entries.get("hosts")
    if hosts is None:
        return False
    if not isinstance(hosts, ast.List | ast.Tuple):
        return None
    verdicts = {_host_is_timed(host) for host in hosts.elts}
    return verdicts.pop() if len(verdicts) == 1 else None


def _host_is_timed(host: ast.expr) -> bool | None:
    import ast

    match host:
        case ast.Tuple():
            return False
        case ast.Constant(value=str() as url):
            return _TIMEOUT in url
        case ast.JoinedStr(values=parts):
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            return any(_TIMEOUT in str(text) for text in texts)
        case ast.Dict(keys=keys):
            return None if None in keys else _TIMEOUT in _entries(host)
        case ast.Call(func=func) if dotted_name(func) in ("os.environ.get", "os.getenv"):
            return False
        case ast.Subscript(value=owner) if dotted_name(owner) == "os.environ":
            return False
    return None
