"""How the servers that run a project recycle and stop their workers: read from its files.

The root and some folders below it are looked through (`formats`) for configuration of servers, and
for the command lines that start them. Nothing is executed or imported. What is not understood says
nothing: unknown means silence.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from asynclint.deployment import limits
from asynclint.deployment.disk import Shelf, fingerprint_of
from asynclint.deployment.formats import FOLDERS, Reader, is_telling, reader, readers, runs_uvicorn
from asynclint.deployment.setting import (
    Include,
    Item,
    Origin,
    Seen,
    Server,
    Setting,
    Stated,
    setting_of,
)
from asynclint.pins.disk import UnreadableError
from asynclint.text import Source
from asynclint.toml import shown

__all__ = ["Deployment", "Layer", "Server", "Setting", "fingerprint_of"]

_UVICORN = "python_files.uvicorn_run"
# What parsers raise for files that are not what their name promises, or nested without end.
_BROKEN = (ValueError, SyntaxError, RecursionError, MemoryError)


class Layer(msgspec.Struct, frozen=True):
    """A channel layer of a project. `place` is where its backend is named, which is the `value`;
    `is_timed` tells whether its hosts have a socket timeout, None if that is not seen; `is_debug`
    whether the same settings turn `DEBUG` on."""

    place: Setting
    is_timed: bool | None
    is_debug: bool


class Deployment:
    """What the files below one root say. Nothing is read until asked, and everything once.

    Of the files that `python` gives calls of `uvicorn.run` are read as well. `problems` names the
    files that should have said something and could not be read. `overlays` are texts that stand
    for what is on disk.
    """

    def __init__(
        self,
        root: Path,
        python: Callable[[], Iterable[Path]] = tuple,
        overlays: Mapping[Path, bytes] | None = None,
    ) -> None:
        self.problems: list[str] = []
        self._root = os.path.abspath(root)
        self._python = python
        self._shelf = Shelf({str(path): data for path, data in (overlays or {}).items()})

    def settings(self) -> tuple[Setting, ...]:
        """All that was read: what command lines say, then variables, then files; in each of these
        what is nearer to the root first."""
        return tuple(setting for _, setting in self._found[0])

    def servers(self) -> frozenset[Server]:
        """Who is seen to run the project, or is told how."""
        return self._found[1]

    def get(self, server: Server, name: str) -> Setting | None:
        """The first of the settings of an option: the one that counts, unless the project has
        several services that differ."""
        found = (each for each in self.settings() if (each.server, each.name) == (server, name))
        return next(found, None)

    def flag(self, server: Server, name: str) -> bool:
        """Whether an option is set, and not to something that means no."""
        setting = self.get(server, name)
        return setting is not None and setting.is_on

    def number(self, server: Server, name: str) -> float | None:
        """The number that an option is set to, in seconds if it is a time."""
        setting = self.get(server, name)
        return setting.number if setting else None

    def text(self, setting: Setting) -> str:
        """What stands in the file that a setting was read from."""
        return self._shelf.text(str(setting.path))

    def recycling(self) -> Setting | None:
        """The first setting that makes workers be replaced while the service runs."""
        return next(filter(limits.recycles, self._effective), None)

    def grace(self) -> Setting | None:
        """The setting that gives work the least time when a worker or the service stops; its
        `number` is in seconds. None if all is left at the defaults."""
        recycles = self.number(Server.GUNICORN, "max-requests")
        limited = [
            (seconds, each)
            for each in self._effective
            if (seconds := limits.grace(each)) is not None
            and (recycles or not limits.only_after_recycling(each))
        ]
        return min(limited, key=lambda pair: pair[0])[1] if limited else None

    def layers(self, settings: Path) -> list[Layer]:
        """The channel layers that a settings module names; none if it is not clear."""
        source = self._python_source(settings, b"CHANNEL_LAYERS")
        if source is None:
            return []
        from asynclint.deployment.django_settings import channel_layers  # few projects have any

        found, is_debug = channel_layers(source.text)
        return [
            Layer(
                setting_of(
                    Stated(
                        Server.CHANNELS, "layer", each.backend, each.start, each.end, Origin.FILE
                    ),
                    source,
                ),
                each.is_timed,
                is_debug,
            )
            for each in found
        ]

    def variables(self, module: Path) -> list[Setting]:
        """What a module says by environment variables that it sets."""
        source = self._python_source(module, b"environ")
        if source is None:
            return []
        from asynclint.deployment.django_settings import variables

        items = variables(source.text)
        return [setting_of(each, source) for each in items if isinstance(each, Stated)]

    def _python_source(self, file: Path, word: bytes) -> Source | None:
        """The text of a Python file that mentions a word; None if it cannot be parsed."""
        path = os.path.abspath(file)
        try:
            if word not in self._shelf.content(path):
                return None
            from asynclint.deployment.python_files import parsed

            text = self._shelf.text(path)
            parsed(text)
        except (UnreadableError, *_BROKEN):
            return None  # others tell what is wrong with it
        return Source(path, text)

    def visited(self) -> list[str]:
        """The files and folders that the answers so far depend on, also those not there."""
        return self._shelf.visited()

    def fingerprint(self) -> bytes:
        """A digest of what was found in `visited()`; `fingerprint_of` makes the same of the same.

        An answer remembered with both holds while `fingerprint_of(visited) == fingerprint`.
        """
        return self._shelf.fingerprint()

    @cached_property
    def _found(self) -> tuple[list[tuple[Origin, Setting]], frozenset[Server]]:
        """All settings with where they were given, in order, and all servers."""
        settings: list[tuple[Origin, Setting]] = []
        servers: set[Server] = set()
        for source, items in self._sources():
            servers.update(each.server for each in items if isinstance(each, Seen) and each.server)
            stated = sorted((each for each in items if isinstance(each, Stated)), key=_place)
            servers.update(each.server for each in stated)
            settings += [(each.origin, setting_of(each, source)) for each in stated]
        return sorted(settings, key=lambda pair: pair[0]), frozenset(servers)

    @cached_property
    def _effective(self) -> list[Setting]:
        """The settings that none of another origin overrides."""
        first: dict[tuple[Server, str], Origin] = {}
        return [
            each
            for origin, each in self._found[0]
            if first.setdefault((each.server, each.name), origin) == origin
        ]

    def _sources(self) -> Iterator[tuple[Source, list[Item]]]:
        """What was found in which text; in files that others name after all others."""
        pending: list[tuple[str, Server | None]] = [(file, None) for file in self._files()]
        done: set[str] = set()
        for file, told in pending:
            if file not in done and (found := self._items(file, readers(file, told))):
                yield found
                for item in found[1]:
                    if isinstance(item, Include):
                        pending += [(path, item.server) for path in self._named(file, item)]
            done.add(file)
        for file in map(os.path.abspath, self._python()):
            if found := self._items(file, (reader(_UVICORN),)):
                yield found

    def _files(self) -> Iterator[str]:
        """The files to look into."""
        for folder in self._folders():
            names = self._shelf.names(folder)
            yield from (os.path.join(folder, name) for name in names if not name.endswith(os.sep))

    def _folders(self) -> Iterator[str]:
        yield self._root
        for name in FOLDERS:
            folder = os.path.join(self._root, name)
            yield folder
            for inner in self._shelf.names(folder):
                if inner.endswith(os.sep):
                    yield os.path.join(folder, os.path.dirname(inner))

    def _named(self, file: str, include: Include) -> Iterator[str]:
        """The files that may be meant by a path. Absolute ones lie in containers."""
        path = include.path.removeprefix("file:")
        for folder in dict.fromkeys((self._root, os.path.dirname(file))):
            found = os.path.normpath(os.path.join(folder, path))
            if not os.path.isabs(path) and found.startswith(os.path.join(self._root, "")):
                yield found

    def _items(
        self, file: str, all_readers: tuple[Reader, ...]
    ) -> tuple[Source, list[Item]] | None:
        """What a file says; None, and a problem, if it makes no sense."""
        is_python = all_readers == (reader(_UVICORN),)
        try:
            data = self._shelf.content(file)
            if not (runs_uvicorn(data) if is_python else is_telling(file, data)):
                return None
            source = Source(file, self._shelf.text(file))
            return source, [item for reader in all_readers for item in reader(source.text)]
        except UnreadableError as error:
            problem = str(error)
        except _BROKEN as error:
            problem = f"cannot be parsed: {error}"
        if os.path.lexists(file) and not is_python:  # others tell what is wrong with those
            self.problems.append(f"{shown(Path(file))}: {problem}")
        return None


def _place(stated: Stated) -> int:
    return stated.start
