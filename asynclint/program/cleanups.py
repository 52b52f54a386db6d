"""What names say: which methods end or give back what they belong to."""

from __future__ import annotations

from asynclint.index.summary import Attr, Await, Call, Name, Ref, dotted, last_part
from asynclint.program.linker import Function

# Words that say of a method that it ends or gives back what it belongs to.
_ENDING = frozenset(
    {"abort", "aclose", "close", "disconnect", "dispose", "kill", "shutdown", "stop", "terminate"}
)
_CLEANUP = _ENDING | {
    *("cancel", "cleanup", "logout", "release", "rollback", "teardown", "unlock", "unsubscribe")
}
_NOUNS = frozenset({"reason", "notes", "time", "count", "code", "error", "event"}) | {
    *("callback", "callbacks", "handler", "handlers", "hook", "hooks", "listener", "listeners")
}
_MANNERS = frozenset({"async", "do", "force", "safe", "safely", "maybe", "try", "run", "graceful"})
_GIVES_BACK = {
    "put_nowait": ("get", "get_nowait"),
    "put": ("get", "get_nowait"),
    "append": ("pop", "popleft"),
    "appendleft": ("popleft", "pop"),
    "add": ("pop",),
}
_ENDINGS = ("__aexit__", "__exit__", "wait_closed")


def is_cleanup(call: Call) -> bool:
    """Whether a method's name says that it ends or gives back what it belongs to."""
    name = last_part(call.func)
    return name == "wait_closed" or (
        _verb(name) in _CLEANUP and name.rpartition("_")[2] not in _NOUNS
    )


def ends(call: Call) -> bool:
    """Whether a method's name says that it ends what it belongs to."""
    return _verb(last_part(call.func)) in _ENDING


def is_ending(name: str) -> bool:
    """Whether the name of a function says that it ends what it belongs to."""
    return _verb(name.removeprefix("on_")) in _CLEANUP or name in _ENDINGS


def _verb(name: str) -> str:
    """The verb that a function's name begins with: `_close_all`, `async_close`, `force_close`."""
    words = [word for word in name.lower().split("_") if word and word not in _MANNERS]
    return words[0] if words else ""


def gives_back(call: Call, function: Function) -> bool:
    """Whether a call puts back where it came from what the function took: from a queue or pool."""
    func = call.func
    if type(func) is not Attr or func.attr not in _GIVES_BACK or len(call.args) != 1:
        return False
    given = call.args[0]
    if type(given) is not Name:
        return False
    for value in function.names.get(given.id, ()):
        taken = value.value if type(value) is Await else value
        if type(taken) is Ref:
            source = function.body.calls[taken.index].func
            if (
                type(source) is Attr
                and source.attr in _GIVES_BACK[func.attr]
                and dotted(source.value) == dotted(func.value) != ""
            ):
                return True
    return False
