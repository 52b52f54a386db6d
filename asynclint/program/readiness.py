"""Whether what is read from need not wait: it is told to fail instead, or known to be ready."""

from __future__ import annotations

from asynclint.index.summary import Attr, Call, Const, last_part
from asynclint.knowledge import Blocks, Kind
from asynclint.program.linker import Function, Module
from asynclint.program.statements import attempts, calls, caught

_UNBLOCKERS = frozenset({"setblocking", "settimeout"})
_READY = frozenset({"select"})  # says which of several need not wait
# What can be told to fail rather than wait: methods of sockets, and pipes to a child.
_UNBLOCKABLE = ("socket.socket.", "socket.datagram.", "subprocess.Popen.std")
_ON_WIRES = (Kind.WAIT, Kind.NETWORK)
_WIRES = frozenset({"send", "sendall", "sendto", "recv", "recv_into", "recvfrom", "accept"})
_REGISTERS = frozenset({"register"})
_POLLS = frozenset({"poll", "select"})
_REFUSALS = frozenset({"BlockingIOError", "SSLWantReadError", "SSLWantWriteError"})


class Readiness:
    """Answers about calls; what holds for a whole file is worked out once."""

    def __init__(self) -> None:
        self._unblocking: dict[Module, bool] = {}

    def is_ready(self, row: Blocks, call: Call, function: Function) -> bool:
        """Whether a primitive need not wait where it is called."""
        if row.kind in _ON_WIRES and _is_polled(call, function):
            return True
        return row.name.startswith(_UNBLOCKABLE) and (
            self._unblocks(function.module) or bool(function.called(_READY))
        )

    def _unblocks(self, module: Module) -> bool:
        """Whether a file makes sockets non-blocking, or handles what only those raise."""
        known = self._unblocking.get(module)
        if known is None:
            known = self._unblocking[module] = any(
                any(map(_sets_unblocking, function.body.calls)) or _handles_refusal(function)
                for function in module.functions
            )
        return known


def _is_polled(call: Call, function: Function) -> bool:
    """Whether what a call reads from has been registered with what tells when it is ready, and that
    has been asked: `poller.register(socket)`, `poller.poll()`."""
    calls = function.body.calls
    owner = call.func.value if type(call.func) is Attr else None
    pollers = [
        poller.func.value
        for poller in (calls[index] for index in function.called(_REGISTERS))
        if poller.args[:1] == (owner,) and type(poller.func) is Attr
    ]
    return bool(pollers) and any(
        type(asked.func) is Attr and asked.func.value in pollers and asked.at < call.at
        for asked in (calls[index] for index in function.called(_POLLS))
    )


def _sets_unblocking(call: Call) -> bool:
    name = last_part(call.func)
    if name == "set_blocking":  # os.set_blocking(pipe.fileno(), False)
        return call.args[1:2] == (Const(False),)
    if name == "fcntl":  # of a descriptor and F_SETFL; what else is set so on pipes
        return len(call.args) > 2
    return name in _UNBLOCKERS and call.args[:1] in ((Const(False),), (Const(0),), (Const(0.0),))


def _handles_refusal(function: Function) -> bool:
    """Whether a function sends or receives and handles that it would have to wait."""
    return bool(function.called(_WIRES)) and any(
        not _REFUSALS.isdisjoint(caught(attempt))
        and any(last_part(c.func) in _WIRES for c in calls(attempt.body, function))
        for attempt in attempts(function)
    )
