"""What astroid's inference would add: `python tests/inference.py PROJECT [SITE-PACKAGES...]`.

Where our own resolution does not know what code on the event loop calls, astroid is asked, with
what is installed in the given folders at hand. Printed is how often it has an answer, and where
that is something that blocks or a function of the project: what we would know more.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from astroid import bases, nodes, util
from astroid.manager import AstroidManager

from asynclint import engine
from asynclint.config import Config
from asynclint.index.summary import At
from asynclint.program import calls
from asynclint.program.edges import Edges
from asynclint.program.linker import Function
from asynclint.report import Request

_BUDGET = 300.0  # seconds of a processor for astroid
_VALUES = 20  # that it may infer for one expression


def main() -> None:
    root, *libraries = (Path(name).resolve() for name in sys.argv[1:])
    began = time.process_time()
    graph, total, unknown = solved(root)
    print(f"{root.name}: {total:,} calls, {sum(map(len, unknown.values())):,} of them unknown")
    print(f"  asynclint: {time.process_time() - began:.1f} s of CPU")
    began = time.process_time()
    sys.path[:0] = [str(root), *map(str, libraries)]
    sys.setrecursionlimit(5000)
    AstroidManager().max_inferable_values = _VALUES
    asked = answered = 0
    for file, places in unknown.items():
        if time.process_time() - began > _BUDGET:
            print("  not all: it takes too long")
            break
        for at, call in written(file, places):
            asked += 1
            found = inferred(call)
            answered += bool(found)
            for one in found:
                name = one.qname()
                if graph.knowledge.blocks(name) is not None:
                    print(f"  blocks: {file.relative_to(root)}:{at[0]} {name}")
                elif is_of(root, one):
                    print(f"  ours: {file.relative_to(root)}:{at[0]} {name}")
    spent = time.process_time() - began
    print(f"  astroid: {asked:,} asked, {answered:,} answered, {spent:.1f} s of CPU")


def solved(root: Path) -> tuple[calls.CallGraph, int, dict[Path, set[At]]]:
    """The calls that were looked at, how many, and where those are that we do not know."""
    graphs: list[calls.CallGraph] = []
    unknown: dict[Path, set[At]] = {}
    total = 0
    solve = calls.CallGraph._solve

    def watched(graph: calls.CallGraph, function: Function) -> Edges:
        nonlocal total
        graphs.append(graph)
        for call in function.body.calls:
            total += 1
            if not graph.types.of(call.func, function):
                unknown.setdefault(function.module.file, set()).add(call.at)
        return solve(graph, function)

    calls.CallGraph._solve = watched  # type: ignore[method-assign,assignment]
    engine.check(Request((".",), None, None, 1, root, None), Config.find(root))
    return graphs[0], total, unknown


def written(file: Path, places: set[At]) -> Iterator[tuple[At, Any]]:
    """The calls at these places, as astroid has them."""
    for call in AstroidManager().ast_from_file(str(file)).nodes_of_class(nodes.Call):
        at = (call.lineno, call.col_offset, call.end_lineno, call.end_col_offset)
        if at in places:
            yield at, call


def inferred(call: Any) -> list[Any]:
    try:
        found = [one for one in call.func.infer() if one is not util.Uninferable]
    except Exception:  # astroid gives up in many ways
        return []
    return [one for one in found if hasattr(one, "qname")]


def is_of(root: Path, one: Any) -> bool:
    """Whether it is a function that stands in the project."""
    file = getattr(one.root(), "file", None)
    is_function = isinstance(one, nodes.FunctionDef | bases.UnboundMethod)
    return is_function and file is not None and Path(file).is_relative_to(root)


if __name__ == "__main__":
    main()
