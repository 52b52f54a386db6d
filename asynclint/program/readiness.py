"""Whether what is read from need not wait: it is told to fail instead, or known to be ready."""

from __future__ import annotations

from asynclint.index.summary import Attr, Call, Const, dotted, last_part
from asynclint.knowledge import Blocks, Kind
from asynclint.program.linker import Function, Module
from asynclint.program.statements import attempts, calls, caught

_UNBLOCKERS = frozenset({"setblocking", "settimeout"})
# What can be told to fail rather than wait: methods of sockets, and pipes to a child.
_SOCKETS = ("socket.socket.", "socket.datagram.")
_PIPES = "subprocess.Popen.std"
_SELECT = "select.select"  # says which of several need not wait
_ENDED = frozenset({"wait", "communicate"})
_ON_WIRES = (Kind.WAIT, Kind.NETWORK)
_WIRES = frozenset({"send", "sendall", "sendto", "recv", "recv_into", "recvfrom", "accept"})
_REGISTERS = frozenset({"register"})
_POLLS = frozenset({"poll", "select"})
_REFUSALS = frozenset({"BlockingIOError", "SSLWantReadError", "SSLWantWriteError"})


class Readiness:
    """Answers about calls; what holds for a whole file is worked out once."""

    def __init__(self) -> None:
        self._unblocking: dict[tuple[Module, bool], bool] = {}

    def is_ready(self, row: Blocks, call: Call, function: Function) -> bool:
        """Whether a primitive need not wait where it is called."""
        if row.kind in _ON_WIRES and _is_polled(call, function):
            return True
        is_pipe = row.name.startswith(_PIPES)
        if is_pipe and (_has_ended(call, function) or _is_selected(function)):
            return True
        return (is_pipe or row.name.startswith(_SOCKETS)) and self._unblocks(
            function.module, is_pipe
        )

    def _unblocks(self, module: Module, is_pipe: bool) -> bool:
        """Whether a file makes pipes or sockets non-blocking, or handles what sockets raise."""
        known = self._unblocking.get((module, is_pipe))
        if known is None:
            unblocks = _unblocks_pipes if is_pipe else _unblocks_sockets
            known = self._unblocking[module, is_pipe] = any(
                any(map(unblocks, function.body.calls))
                or (not is_pipe and _handles_refusal(function))
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


def _has_ended(call: Call, function: Function) -> bool:
    """Whether the child whose pipe is read has been waited for: `process.wait()` before that."""
    pipe = call.func.value if type(call.func) is Attr else None
    process = pipe.value if type(pipe) is Attr else None
    calls = function.body.calls
    return any(
        type(ended.func) is Attr and ended.func.value == process and ended.at < call.at
        for ended in (calls[index] for index in function.called(_ENDED))
    )


def _is_selected(function: Function) -> bool:
    """Whether a function asks which of several pipes can be read."""
    calls = function.body.calls
    return any(dotted(calls[index].func) == _SELECT for index in function.called({"select"}))


def _unblocks_sockets(call: Call) -> bool:
    return last_part(call.func) in _UNBLOCKERS and call.args[:1] in (
        (Const(False),),
        (Const(0),),
        (Const(0.0),),
    )


def _unblocks_pipes(call: Call) -> bool:
    """`os.set_blocking(pipe.fileno(), False)`, and what was written before there was that."""
    name = last_part(call.func)
    if name == "set_blocking":
        return call.args[1:2] == (Const(False),)
    return name == "fcntl" and any(last_part(arg) == "F_SETFL" for arg in call.args[1:2])


def _handles_refusal(function: Function) -> bool:
    """Whether a function sends or receives and handles that it would have to wait."""
    return bool(function.called(_WIRES)) and any(
        not _REFUSALS.isdisjoint(caught(attempt))
        and any(last_part(c.func) in _WIRES for c in calls(attempt.body, function))
        for attempt in attempts(function)
    )
