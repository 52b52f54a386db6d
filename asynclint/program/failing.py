"""Which functions let no ordinary exception out, or none that they have told nobody of: they
handle what goes wrong, or give it to somebody, or little can.

Deliberately not known: which exceptions a call raises; writing logs and changing collections are
taken to succeed.
"""

from __future__ import annotations

from asynclint.index.summary import (
    LOGGING,
    Attr,
    Branch,
    Call,
    Handler,
    Leave,
    Ref,
    Statement,
    Try,
    With,
    last_part,
)
from asynclint.knowledge.entry import names
from asynclint.program.flow import RAISING, Flow
from asynclint.program.hosts import last_names
from asynclint.program.linker import Function
from asynclint.program.statements import Block, blocks, calls
from asynclint.program.types import External, Method

_SETTING = frozenset({"set", "notify", "notify_all"})
# Collections, and handlers of logs, which tell of their own errors.
_TAME = ("builtins.dict.", "builtins.list.", "builtins.set.", "collections.deque.", "logging.")
_HARMLESS = frozenset(
    names("builtins", "bool callable id isinstance len type")
    + names("time", "monotonic perf_counter time")
)


class Failing:
    """Answers about functions, worked out when first asked for."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.types = flow.types
        self._quiet: dict[Function, bool] = {}
        self._deferring = last_names(flow.knowledge.defers)

    def is_quiet(self, function: Function) -> bool:
        """Whether a function lets no ordinary exception of what it calls out."""
        known = self._quiet.get(function)
        if known is None:
            self._quiet[function] = False  # while being worked out
            body = function.body
            known = self._is_quiet(body.flow, function)
            if not body.flow:  # it is straight, and was not worth keeping
                known = all(self._is_tame(call, function) for call in body.calls)
            self._quiet[function] = known
        return known

    def is_told(self, function: Function) -> bool:
        """Whether a function lets no ordinary exception out that it has not given to somebody."""
        return self.is_quiet(function) or (
            bool(function.body.flow)
            and all(
                self._keeps(statement, function) or self._gives(statement, function)
                for statement in function.body.flow
            )
        )

    def _gives(self, statement: Statement, function: Function) -> bool:
        return isinstance(statement, Try) and any(
            handler.keeps and self.flow.is_broad(handler, function)
            for handler in statement.handlers
        )

    def _is_quiet(self, block: Block, function: Function) -> bool:
        return all(self._keeps(statement, function) for statement in block)

    def _keeps(self, statement: Statement, function: Function) -> bool:
        if isinstance(statement, Try):
            if any(self._handles(handler, function) for handler in statement.handlers):
                return True
            inner = [statement.body, statement.orelse, statement.final]
            return all(self._is_quiet(block, function) for block in inner)
        if isinstance(statement, Leave) and statement.word == "raise":
            return False
        if not isinstance(statement, With):
            whole = statement.arms if isinstance(statement, Branch) else (statement,)
            for parts in (one.parts for one in whole):
                waits = function.body.waits[parts.waits]
                if any(type(wait.value) is not Ref for wait in waits):
                    return False
                if not all(self._is_tame(c, function) for c in function.body.calls[parts.calls]):
                    return False
        return all(self._is_quiet(block, function) for block in blocks(statement))

    def _handles(self, handler: Handler, function: Function) -> bool:
        """Whether a handler catches whatever goes wrong, and that is the end of it."""
        if not self.flow.is_broad(handler, function):
            return False
        exits = self.flow.exits(handler.body, function, handler.name)
        return exits.isdisjoint(RAISING) and not self._hands_over(handler.body, function)

    def _hands_over(self, block: Block, function: Function) -> bool:
        """Whether a block hands work to a pool, which fails once the pool is shut down."""
        return any(last_part(call.func) in self._deferring for call in calls(block, function))

    def _is_tame(self, call: Call, function: Function) -> bool:
        """Whether a call hardly ever fails, or runs code that handles all that goes wrong in it."""
        if type(call.func) is Attr and call.func.attr in LOGGING:
            return True
        if type(call.func) is Attr and call.func.attr in _SETTING and not call.args:
            return True
        found = self.types.of(call.func, function)
        return bool(found) and all(
            self.is_quiet(one.function)
            if isinstance(one, Method)
            else isinstance(one, External)
            and (
                one.name.startswith(_TAME)
                or one.name in _HARMLESS
                or one.name in self.flow.knowledge.failsafe
            )
            for one in found
        )
