"""What conditions and patterns find out: about the class of something, and about what is passed."""

from __future__ import annotations

import ast

from asynclint.index.annotations import annotation
from asynclint.index.scope import Scope, at
from asynclint.index.shapes import (
    asked_of,
    compared,
    lacking,
    needed,
    negated,
    refuted,
    without_not,
)
from asynclint.index.summary import Expr, Need, Or, Seq, Sort, Typed


def told(test: ast.expr, scope: Scope) -> tuple[tuple[Need, ...], tuple[Need, ...]]:
    """All that a condition which has been read finds out: if it holds, and if it does not."""
    condition, is_negated = without_not(test)
    aliases = scope.names_for(condition)
    holds, fails = outcomes(test, scope)
    if found := compared(test, aliases):
        return (*holds, found), (*fails, negated(found))
    needs = (*holds, *needed(test, aliases))
    if is_negated and not needs and (lack := lacking(condition, aliases)):
        needs = (lack,)
    return needs, (*fails, *refuted(test, aliases))


def outcomes(test: ast.expr, scope: Scope) -> tuple[tuple[Sort, ...], tuple[Sort, ...]]:
    """What a condition that has been read finds out with `isinstance`: if it holds, and if it
    does not."""
    if sort := _sort(test, scope):
        return (sort,), (opposite(sort),)
    return _sorts(test, scope, ast.And), tuple(map(opposite, _sorts(test, scope, ast.Or)))


def _sort(test: ast.expr, scope: Scope) -> Sort | None:
    """What a condition that has been read finds out with `isinstance`, if nothing else."""
    node, is_negated = without_not(test)
    name = asked_of(node)
    if not name:
        return None
    place = at(node)
    what = next(call.args[1] for call in reversed(scope.calls) if call.at == place)
    options: tuple[Expr | None, ...] = (what,)
    if type(what) is Seq:
        options = what.items
    elif type(what) is Or:
        options = what.options
    classes = tuple(option for option in options if option is not None)
    is_known = 0 < len(classes) == len(options)
    return Sort(name, classes, not is_negated) if is_known else None


def _sorts(test: ast.expr, scope: Scope, joined: type[ast.boolop]) -> tuple[Sort, ...]:
    """The same of the parts of a condition that are joined by `and`, or by `or`, unless names
    get values behind them."""
    if type(test) is not ast.BoolOp or type(test.op) is not joined:
        return ()
    found = tuple(sort for part in test.values if (sort := _sort(part, scope)) is not None)
    parts = [part for value in test.values[1:] for part in ast.walk(value)] if found else ()
    return () if any(isinstance(part, ast.NamedExpr) for part in parts) else found


def opposite(found: Sort) -> Sort:
    """The same where a test fails that asks for a class."""
    return Sort(found.name, found.classes, not found.fits)


def kinds_of(match: ast.Match) -> dict[str, Expr]:
    """What patterns tell of names that only one of them binds: `case Some() as name`."""
    found: dict[str, Expr] = {}
    seen: set[str] = set()
    for case in match.cases:
        for part in ast.walk(case.pattern):
            name = getattr(part, "name", None)
            if not isinstance(part, ast.MatchAs) or not name:
                continue
            found.pop(name, None)
            if name not in seen and isinstance(part.pattern, ast.MatchClass):
                kind = annotation(part.pattern.cls)
                if kind is not None:
                    found[name] = Typed(kind)
            seen.add(name)
    return found


def classes_of(pattern: ast.pattern) -> tuple[Expr, ...]:
    """The classes of one of which a pattern says that something is; nothing if it says less."""
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is not None:
        return classes_of(pattern.pattern)
    if isinstance(pattern, ast.MatchOr):
        found = [classes_of(part) for part in pattern.patterns]
        return tuple(one for part in found for one in part) if all(found) else ()
    kind = annotation(pattern.cls) if isinstance(pattern, ast.MatchClass) else None
    return (kind,) if kind is not None else ()


def takes_all(pattern: ast.pattern) -> bool:
    """Whether a pattern fits whatever is of the classes that it says."""
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is not None:
        return takes_all(pattern.pattern)
    if isinstance(pattern, ast.MatchOr):
        return all(map(takes_all, pattern.patterns))
    return isinstance(pattern, ast.MatchClass) and not (pattern.patterns or pattern.kwd_patterns)
