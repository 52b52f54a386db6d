"""Whether the arguments of a call to a blocking primitive keep it from waiting."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from asynclint.index.summary import Attr, Call, Compared, Const, Expr, Name, Or, Ref
from asynclint.knowledge import Blocks, Kind, Unless
from asynclint.knowledge.entry import Where
from asynclint.program.linker import Function
from asynclint.program.types import External, Instance, Types

_MEMORY = "io.BytesIO"
Of = Callable[[Expr | None, Function], Types]


def cannot_wait(row: Blocks, call: Call, function: Function, of: Of) -> bool:
    """Whether a condition of the row holds for a call in a function; `of` tells types."""
    return any(_holds(condition, call, function, of) for condition in row.unless)


def in_memory(row: Blocks, call: Call, function: Function, of: Of) -> Blocks | None:
    """What a call that cannot wait computes instead, with bytes in memory; text is seldom large."""
    given = (meant(one, call) for one in row.unless if row.computes and _MEMORY in one.values)
    if any(Instance(_MEMORY) in of(value, function) for value in given if value is not None):
        return replace(row, kind=Kind.CPU, does=row.computes, unless=())
    return None


def makes_harmless(row: Blocks, call: Call, function: Function, of: Of) -> bool:
    """Whether what the call makes cannot wait either: a database in memory, but not a client that
    is given no host yet, nor what is read from memory, for that is saved elsewhere."""
    said = (
        replace(one, by_default=False)
        for one in row.unless
        if not (one.without or one.later or _MEMORY in one.values)
    )
    return any(_holds(condition, call, function, of) for condition in said)


def argument(call: Call, where: Where) -> Expr | None:
    """The argument at a position (from 0, without `self`), or of a keyword, or at either."""
    if isinstance(where, tuple):
        position, keyword = where
        found = argument(call, position)
        return found if found is not None else argument(call, keyword)
    if isinstance(where, int):
        return call.args[where] if where < len(call.args) else None
    for name, value in call.keywords:
        if name == where:
            return value
    return None


def given(call: Call, callee: Function, name: str) -> Expr | None:
    """What a call passes for a parameter of a function of the project; None if nothing is seen."""
    params = [param.name for param in callee.info.params if not param.kind.startswith("*")]
    if callee.owner is not None and Name("staticmethod") not in callee.info.decorators:
        params = params[1:]
    by_name = argument(call, name)
    return (
        by_name if by_name is not None or name not in params else argument(call, params.index(name))
    )


def fits(call: Call, callee: Function, is_bound: bool) -> bool:
    """Whether a function of the project can be called like this: none takes more arguments than it
    has parameters, one of which is there already of what `is_bound`, or unknown keywords."""
    info = callee.info
    if not call.args and not call.keywords:
        return True
    params = [param for param in info.params if not param.kind.startswith("*")]
    kinds = {param.kind for param in info.params}
    plain = sum(not param.kind for param in params)
    names = {param.name for param in params}
    return ("*" in kinds or len(call.args) + is_bound <= plain) and (
        "**" in kinds or all(word in names for word, _ in call.keywords if word not in ("*", ""))
    )


def passed(call: Call, callee: Function, name: str) -> Expr | None:
    """What a parameter of a function of the project is when it is called so: what is given, else
    its default. None if nothing is seen, as when `*` or `**` may pass it."""
    value = given(call, callee, name)
    if value is not None or any(word in ("*", "") for word, _ in call.keywords):
        return value
    return next((param.default for param in callee.info.params if param.name == name), None)


def believed(call: Call, callee: Function, name: str) -> Expr | None:
    """The same, save that what `*` or `**` may pass is believed to be left at its default."""
    params = list(callee.info.params)
    if callee.owner is not None and Name("staticmethod") not in callee.info.decorators:
        params = params[1:]
    for position, param in enumerate(params):
        if param.name == name and not param.kind.startswith("*"):
            if any(word == name for word, _ in call.keywords) or position < len(call.args):
                return argument(call, name) or argument(call, position)
            return param.default
    return None


def turns(call: Call) -> int:
    """How many numbers a `range` has; 0 if that is not written there."""
    numbers = [arg.value for arg in call.args if type(arg) is Const]
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) != len(call.args) or not 0 < len(whole) <= 3:
        return 0
    return len(range(*whole)) if len(whole) < 3 or whole[2] else 0


def meant(condition: Unless, call: Call) -> Expr | None:
    """The argument of a call that a condition is about."""
    value = argument(call, condition.keyword)
    if value is None and condition.position is not None:
        value = argument(call, condition.position)
    return value


def _holds(condition: Unless, call: Call, function: Function, of: Of) -> bool:
    value = meant(condition, call)
    if any(name in condition.without for name, _ in call.keywords):
        return False
    if value is None:
        passed = any(name in ("*", "", condition.keyword) for name, _ in call.keywords)
        return condition.strict if passed else condition.by_default
    return holds(condition, tested(value, call, function, condition), function, of)


def tested(value: Expr, call: Call, function: Function, condition: Unless) -> Expr:
    """What the test in front of a call says that an argument is, or begins with: a parameter that
    at most gets what this call gives."""
    if type(value) is not Name:
        return value
    compared = [one for one in call.needs if type(one) is Compared and one.name == value.id]
    if not compared:
        return value
    needs = next((one for one in reversed(compared) if _says(one, condition)), compared[-1])
    for bound in function.names.get(needs.name, ()):
        if type(bound) is not Ref or function.body.calls[bound.index].at != call.at:
            return value
    said = needs.value if isinstance(needs.value, Attr) else Const(needs.value)
    return said if _says(needs, condition) else value


def _says(needs: Compared, condition: Unless) -> bool:
    """Whether a test tells what an argument is, or how it begins if that is enough."""
    return needs.word == "==" or (needs.word == "startswith" and bool(condition.begins))


def holds(condition: Unless, value: Expr, function: Function, of: Of) -> bool:
    """Whether a value in the scope of a function is one that a condition names."""
    if type(value) is Const:
        number = isinstance(value.value, int | float) and value.value < condition.below
        text = value.value if isinstance(value.value, str) and condition.begins else ""
        begins = bool(text) and text.startswith(condition.begins)
        return number or begins or any(value.value == v for v in condition.values)
    if type(value) is Or:  # flags, each of which says something
        return any(
            condition.strict if one is None else holds(condition, one, function, of)
            for one in value.options
        )
    if type(value) is Attr and f".{value.attr}" in condition.values:
        return True
    types = of(value, function)
    names = {t.name for t in types if isinstance(t, External)}
    names |= {t.cls for t in types if isinstance(t, Instance) and isinstance(t.cls, str)}
    if names & set(condition.values):
        return True
    return condition.strict and not any(isinstance(t, External) for t in types)
