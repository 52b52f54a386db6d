"""Waiting until something in a project changes.

With watchfiles (`asynclint[watch]`) the system tells; without it we look again and again, less
often where looking takes long.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from asynclint.config import Config
from asynclint.files import EXCLUDED, FileError, discover

Stamps = dict[str, tuple[int, int]]  # size and time of each file
_INTERVAL = 0.4
_PATIENCE_MS = 500
_SHARE = 10  # of the time, at most one part in this many is spent on looking


class Watch:
    """What a check of `paths` depends on: their files, those of the project, and its settings.

    `own` are files and directories that we write ourselves. `wait` returns when something has
    changed since `mark`, which is called before a check: so changes while it runs count.
    """

    def __init__(
        self, config: Config, paths: tuple[str, ...], cwd: Path, own: Collection[Path] = ()
    ) -> None:
        self.config = config
        self._cwd = cwd
        self._tops = (str(config.project_root), *paths)
        self._own = {os.path.abspath(path) for path in own}
        self._before: Stamps = {}
        self._events = self._told()
        self._is_told = False  # whether the system has been asked to tell

    def mark(self) -> None:
        """What is there now is known."""
        self._before = self.stamps()

    def wait(self, sleep: Callable[[float], None] = time.sleep) -> None:
        """Return after a change."""
        while True:
            began = time.perf_counter()
            if self.stamps() != self._before:
                return
            took = time.perf_counter() - began
            if self._events is None:
                sleep(max(_INTERVAL, took * _SHARE))
            elif not self._is_told:
                # Of what changed between the look above and its first question nothing is told.
                self._is_told = True
                if next(self._events):
                    return
            else:
                while not next(self._events):
                    pass
                return

    def stamps(self) -> Stamps:
        """What is there, and when it was last changed: Python files, and what lies at the root."""
        found: Stamps = {}
        for top in self._tops:
            try:
                for file in discover((top,), self.config, self._cwd):
                    if not self._is_own(str(file.path)):
                        found[str(file.path)] = (file.size, file.mtime_ns)
            except FileError as error:
                found[str(error)] = (0, 0)
        root = self.config.project_root
        for path in root.iterdir() if root.is_dir() else ():
            if path.is_file() and not self._is_own(str(path)):
                status = path.stat()
                found[str(path)] = (status.st_size, status.st_mtime_ns)
        return found

    def _told(self) -> Iterator[bool] | None:
        """Yields True when the system says that something has changed, and False now and then when
        it does not; None if it is not asked."""
        try:
            from watchfiles import watch
        except ImportError:
            return None
        tops = [Path(os.path.abspath(self._cwd / top)) for top in self._tops]

        def matters(_: object, path: str) -> bool:
            inside = [Path(path).relative_to(top) for top in tops if Path(path).is_relative_to(top)]
            return not self._is_own(path) and all(EXCLUDED.isdisjoint(one.parts) for one in inside)

        existing = [top for top in dict.fromkeys(tops) if top.exists()]
        told = watch(
            *existing, watch_filter=matters, rust_timeout=_PATIENCE_MS, yield_on_timeout=True
        )
        return (bool(changed) for changed in told)

    def _is_own(self, path: str) -> bool:
        return any(path == own or path.startswith(own + os.sep) for own in self._own)
