"""Functions that find out on what thread they run, or what it is that they call."""

from __future__ import annotations

from asynclint.index.summary import Call, Const, Expr, Name, Ref, dotted, last_part
from asynclint.knowledge import Blocks
from asynclint.program.linker import Function

# A sync function that asks one of these knows whether it is on the loop, and its branches differ
# in just that: what it does on a condition is then unknown.
_ASKED_CALLS = frozenset(
    {
        "get_running_loop",
        "get_event_loop",
        "_get_running_loop",
        "current_task",
        "current_async_library",
        "is_running",
        "get_ident",
        "current_thread",
        "main_thread",
        "registry.has",  # of a thread-local registry
    }
)
_ASKED_NAMES = frozenset(
    {"asynchronous", "is_async", "is_asynchronous", "async_mode", "in_async", "use_async"}
)
_COROUTINE = frozenset({"iscoroutinefunction"})
_AWAITABLE = frozenset({"isawaitable", "iscoroutine"})


def asks(function: Function) -> bool:
    """Whether a function finds out by itself if it runs on the loop: a coroutine, which something
    else may drive, by a name for the running loop or None."""
    body = function.body
    if function.info.is_async:
        return any(
            Const(None) in values
            and any(
                type(v) is Ref and last_part(body.calls[v.index].func) == "get_running_loop"
                for v in values
            )
            for values in function.names.values()
        )
    called = (dotted(call.func).split(".")[-2:] for call in body.calls if call.func is not None)
    return not _ASKED_NAMES.isdisjoint(body.tests) or any(
        not _ASKED_CALLS.isdisjoint((parts[-1], ".".join(parts))) for parts in called
    )


def answers(target: Function | Blocks) -> bool:
    """Whether a function does nothing but say whether there is a running loop."""
    if not isinstance(target, Function) or target.info.is_async:
        return False
    body = target.body
    values = [value.value if type(value) is Const else None for value in body.returns]
    asked = [last_part(call.func) in _ASKED_CALLS for call in body.calls]
    return all(value is True or value is False for value in values) and any(asked) and all(asked)


def asks_for_coroutine(callee: Expr | None, function: Function) -> bool:
    """Whether a function asks if something that it calls, or hands over, is a coroutine function:
    it is treated as what it is then."""
    calls = function.body.calls
    return any(calls[index].args[:1] == (callee,) for index in function.called(_COROUTINE))


def asks_for_awaitable(call: Call, function: Function) -> bool:
    """Whether a function asks if what a call gives can be awaited."""
    calls = function.body.calls
    asked = [calls[index].args[:1] for index in function.called(_AWAITABLE)]
    values = [value for args in asked for value in args]
    values += [one for v in values if type(v) is Name for one in function.names.get(v.id, ())]
    return any(type(value) is Ref and calls[value.index] is call for value in values)
