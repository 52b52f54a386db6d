"""What becomes of work that a request left behind when its worker is replaced or stopped.

Tried with uWSGI 2.0.18 to 2.0.31, gunicorn 27, uvicorn 0.28 to 0.54 and hypercorn: the interpreter
waits for threads that are no daemons before it ends, if the server lets it end by itself and for as
long as the server's grace lasts. Tasks and daemon threads are never waited for.

Deliberately not known: what granian, mod_wsgi and a stop by systemd do, and how long work takes
other than by what it is made of.
"""

from __future__ import annotations

import builtins
import enum
from functools import cached_property
from typing import NamedTuple

from asynclint.deployment import Deployment, Server, Setting
from asynclint.index.summary import LOGGING
from asynclint.pins import Pin, Pins, Verdict
from asynclint.program.calls import CallGraph
from asynclint.program.linker import Function, Module
from asynclint.program.types import External, Method

_UWSGI_GRACE, _GUNICORN_GRACE = 60.0, 30.0  # seconds, unless they are told otherwise
_WAITS_FOR_THREADS = ("<2.0.25",)  # releases of uWSGI that do not
_KNOWN = frozenset({Server.UWSGI, Server.GUNICORN, Server.UVICORN, Server.HYPERCORN})
_RAISES_SIGNAL = (">=0.29",)  # releases of uvicorn that end in a signal when they are stopped
_DEEPEST = 4
_BUILTINS = frozenset(dir(builtins))
_SLOW_BUILTINS = frozenset({"open", "input", "exec", "eval", "compile", "__import__"})


class Work(enum.Enum):
    """What is left behind."""

    POOLED = "the work of an executor"
    THREAD = "a thread"
    DAEMON = "a daemon thread"
    TASK = "a task"


class Fate(enum.Enum):
    """What happens to it when a worker is replaced."""

    LOST = "lost at once"
    LIMITED = "waited for, but not for ever"
    WAITED = "waited for"
    UNKNOWN = "unknown"


class Ending(NamedTuple):
    """What replacing a worker, which `recycling` makes a server do, does to work; `recycling` is
    None if no server is known to. `limit` is in seconds, `because` says why it is lost, a clause;
    `settings` and `pin` are what says so, besides."""

    recycling: Setting | None
    fate: Fate
    because: str = ""
    limit: float = 0.0
    settings: tuple[Setting, ...] = ()
    pin: Pin | None = None


class Endings:
    """Answers about the servers of one project."""

    def __init__(self, deployment: Deployment, pins: Pins, calls: CallGraph) -> None:
        self.deployment = deployment
        self.pins = pins
        self.calls = calls

    def of(self, work: Work, near: Module) -> Ending:
        """What happens to such work when the worker ends that runs this module."""
        recycling = self._recycling
        if recycling is None:
            return self._stopped(near)
        if recycling.server not in _KNOWN:
            return Ending(recycling, Fate.UNKNOWN)
        if work in (Work.DAEMON, Work.TASK):
            return Ending(recycling, Fate.LOST, f"{work.value} is not waited for")
        if recycling.server is Server.UWSGI:
            return self._uwsgi(recycling, near)
        if recycling.server is Server.GUNICORN:
            return self._gunicorn(recycling)
        return Ending(recycling, Fate.WAITED)

    def skips_hooks(self, near: Module) -> Ending | None:
        """Why functions that `atexit` was given do not run, or not in time to wait for work; None
        if nothing is known to keep them from it."""
        found = self._skipped(near)
        if found is None and (stopped := self._stopped(near)).because:
            found = stopped
        return found

    def is_short(self, work: tuple[Function, ...]) -> bool:
        """Whether work is seen to be done in no time: straight code that only calls what is known
        to be quick."""
        return bool(work) and all(self._is_quick(one, 0) for one in work)

    # ------------------------------------------------------------ servers

    @cached_property
    def _recycling(self) -> Setting | None:
        return self.deployment.recycling()

    def _uwsgi(self, recycling: Setting, near: Module) -> Ending:
        if recycling.name.startswith("evil-"):
            return Ending(recycling, Fate.LOST, f"`{recycling.name}` kills the worker")
        found = self._skipped(near)
        if found is not None:
            return found._replace(recycling=recycling)
        mercy = self.deployment.get(Server.UWSGI, "worker-reload-mercy")
        limit = (mercy.number if mercy else None) or _UWSGI_GRACE
        settings = (mercy,) if mercy else ()
        threads = self._many_threads()
        if threads is not None and self._release(near) is Verdict.UNKNOWN:
            because = f"uWSGI before 2.0.25 with `threads {threads.value}` does not wait for it"
            settings = (threads, *settings)
            return Ending(recycling, Fate.UNKNOWN, because, limit, settings)
        return Ending(recycling, Fate.LIMITED, "", limit, settings)

    def _skipped(self, near: Module) -> Ending | None:
        """The way of running uWSGI in which Python never ends by itself."""
        get = self.deployment.get
        for name in ("skip-atexit", "skip-atexit-teardown"):
            setting = get(Server.UWSGI, name)
            if setting is not None and setting.is_on:
                because = f"with `{name}` uWSGI ends without waiting"
                return Ending(None, Fate.LOST, because, settings=(setting,))
        for name in ("gevent", "async", "ugreen"):
            setting = get(Server.UWSGI, name)
            if setting is not None and setting.is_on:
                because = f"in `{name}` mode uWSGI ends without waiting"
                return Ending(None, Fate.LOST, because, settings=(setting,))
        threads = self._many_threads()
        if threads is not None and self._release(near) is Verdict.YES:
            pin = self.pins.find("uwsgi", near.file)
            because = f"uWSGI before 2.0.25 with `threads {threads.value}` ends without waiting"
            return Ending(None, Fate.LOST, because, settings=(threads,), pin=pin)
        return None

    def _many_threads(self) -> Setting | None:
        threads = self.deployment.get(Server.UWSGI, "threads")
        return threads if threads is not None and (threads.number or 0) > 1 else None

    def _release(self, near: Module) -> Verdict:
        """Whether uWSGI is one that does not wait for threads."""
        for name in ("uwsgi", "pyuwsgi"):
            if self.pins.find(name, near.file) is not None:
                return self.pins.satisfies(name, _WAITS_FOR_THREADS, near.file)
        return Verdict.UNKNOWN

    def _gunicorn(self, recycling: Setting) -> Ending:
        timeout = self.deployment.get(Server.GUNICORN, "timeout")
        limit = timeout.number if timeout else _GUNICORN_GRACE
        settings = (timeout,) if timeout else ()
        if limit is None:
            return Ending(recycling, Fate.UNKNOWN)
        return Ending(recycling, Fate.LIMITED if limit else Fate.WAITED, "", limit, settings)

    def _stopped(self, near: Module) -> Ending:
        """What is known of a service whose workers are not replaced."""
        workers = self.deployment.number(Server.UVICORN, "workers") or 1
        pin = self.pins.find("uvicorn", near.file)
        if (
            Server.UVICORN in self.deployment.servers()
            and Server.GUNICORN not in self.deployment.servers()
            and workers == 1
            and pin is not None
            and self.pins.satisfies("uvicorn", _RAISES_SIGNAL, near.file) is Verdict.YES
        ):
            because = "from 0.29 on uvicorn ends without waiting when it is stopped"
            return Ending(None, Fate.UNKNOWN, because, pin=pin)
        return Ending(None, Fate.UNKNOWN)

    # ------------------------------------------------------------ work

    def _is_quick(self, work: Function, depth: int) -> bool:
        body = work.body
        if depth > _DEEPEST or body.iterates or body.enters or body.tests or body.waits:
            return False
        types = self.calls.types
        for call in body.calls:
            found = types.of(call.func, work)
            if not found:
                return False
            for one in found:
                if isinstance(one, Method):
                    if not self._is_quick(one.function, depth + 1):
                        return False
                elif not (isinstance(one, External) and _is_harmless(one.name)):
                    return False
        return True


def _is_harmless(name: str) -> bool:
    top, _, rest = name.partition(".")
    if top == "builtins":
        return rest.partition(".")[0] in _BUILTINS - _SLOW_BUILTINS
    return top == "logging" and name.rpartition(".")[2] in LOGGING
