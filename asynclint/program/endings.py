"""What becomes of work that a request left behind when its worker is replaced or stopped.

Tried with uWSGI 2.0.18 to 2.0.31, gunicorn 27, uvicorn 0.28 to 0.54 and hypercorn: the interpreter
waits for threads that are no daemons before it ends, if the server lets it end by itself and for as
long as the server's grace lasts. Tasks and daemon threads are never waited for.

Deliberately not known: what granian, mod_wsgi and a stop by systemd do.
"""

from __future__ import annotations

import enum
import math
from functools import cached_property

import msgspec
from msgspec.structs import replace

from asynclint.deployment import Deployment, Server, Setting
from asynclint.pins import Pin, Pins, Verdict
from asynclint.program.lengths import UNKNOWN, Length
from asynclint.program.linker import Module

_UWSGI_GRACE, _GUNICORN_GRACE = 60.0, 30.0  # seconds, unless they are told otherwise
_WAITS_FOR_THREADS = ("<2.0.25",)  # releases of uWSGI that do not
_KNOWN = frozenset({Server.UWSGI, Server.GUNICORN, Server.UVICORN, Server.HYPERCORN})
_RAISES_SIGNAL = (">=0.29",)  # releases of uvicorn that end in a signal when they are stopped
_SHORT = 10.0  # seconds of grace that are less than what servers give by themselves


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
    DONE = "waited for, and seen to be done by then"
    UNKNOWN = "unknown"


class Ending(msgspec.Struct, frozen=True):
    """What replacing a worker, which `recycling` makes a server do, does to work; `recycling` is
    None if no server is known to. `limit` is in seconds, `because` says why it is lost, a clause;
    `settings` and `pin` are what says so, besides."""

    recycling: Setting | None
    fate: Fate
    because: str = ""
    limit: float = 0.0
    settings: tuple[Setting, ...] = ()
    pin: Pin | None = None

    @property
    def is_likely(self) -> bool:
        """Whether work is lost that takes no longer than work usually does."""
        if self.recycling is None or self.fate in (Fate.WAITED, Fate.DONE):
            return False
        return self.fate is not Fate.LIMITED or self.limit < _SHORT


class Endings:
    """Answers about the servers of one project."""

    def __init__(self, deployment: Deployment, pins: Pins) -> None:
        self.deployment = deployment
        self.pins = pins

    def of(self, work: Work, near: Module, length: Length = UNKNOWN) -> Ending:
        """What happens to such work, which takes so long, when the worker ends that runs this
        module."""
        found = self._replaced(work, near)
        limit = found.limit if found.fate is Fate.LIMITED else math.inf
        if found.fate not in (Fate.LIMITED, Fate.WAITED) or math.isinf(length.most):
            is_done = False
        else:
            grace = self._grace
            patience = grace.number if grace is not None and grace.number is not None else math.inf
            is_done = length.most < min(limit, patience)
            if length.most < limit and not is_done and grace is not None:
                because = f"stopping the service leaves it {patience:g} s"
                settings = (*found.settings, grace)
                return replace(found, fate=Fate.WAITED, because=because, settings=settings)
        if is_done:
            return replace(found, fate=Fate.DONE)
        if length.least >= limit:
            because = f"it takes {length.least:g} s or more, and the server waits {limit:g} s"
            return replace(found, fate=Fate.LOST, because=because)
        return found

    def _replaced(self, work: Work, near: Module) -> Ending:
        """What happens to work of any length."""
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

    # ------------------------------------------------------------ servers

    @cached_property
    def _grace(self) -> Setting | None:
        return self.deployment.grace()

    @cached_property
    def _recycling(self) -> Setting | None:
        return self.deployment.recycling()

    def _uwsgi(self, recycling: Setting, near: Module) -> Ending:
        if recycling.name.startswith("evil-"):
            return Ending(recycling, Fate.LOST, f"`{recycling.name}` kills the worker")
        found = self._skipped(near)
        if found is not None:
            return replace(found, recycling=recycling)
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
