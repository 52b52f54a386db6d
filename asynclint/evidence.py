"""The page that shows what happened when programs were run against real servers and libraries.

`docs/evidence.json` is what the live tests wrote down: for each test what it saw, and for each
library how many of its rows are run. The page is made from it, for people.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

FILE = "docs/evidence.json"
PAGE = "docs/evidence.md"
_PROGRAMS = "../examples/live"
_INTRO = """\
# Evidence

What asynclint says, and what really happens: each program below was run against the real servers
and libraries in the releases that are named, as it is and with its flaw mended. `tests/live` runs
them all, on loopback, and fails when one behaves otherwise or asynclint says something else.

    sh tests/run -m live tests/live
"""


# Rules that no live test shows, and why.
NOT_RUN = {
    "ASL207": "shows below Python 3.11 only, which asynclint itself does not run on",
    "ASL306": "needs a PostgreSQL server",
    "ASL505": "needs Channels 2, whose layer does not run on Python 3.11",
    "ASL901": "claims nothing about what happens at run time",
    "ASL902": "claims nothing about what happens at run time",
}


class Row(NamedTuple):
    """One observation. The words are shown as they are; what does not apply is empty."""

    rule: str
    program: str  # its path in `examples/live`
    versions: str  # "redis 4.4.0, hiredis 2.0"
    asynclint: str  # "error ASL301", or "silent"
    before: str  # what the program did
    remedy: str
    after: str  # what it did then


def load(root: Path) -> list[Row]:
    """The rows that the checkout at `root` holds, in the order of the page."""
    tests = json.loads((root / FILE).read_text("utf-8"))["tests"]
    return sorted(Row(**row) for rows in tests.values() for row in rows)


def coverage(root: Path) -> dict[str, tuple[int, int, str]]:
    """How many rows each library has, how many of them are run, and why the others are not."""
    libraries = json.loads((root / FILE).read_text("utf-8"))["libraries"]
    return {name: (rows, run, reason) for name, (rows, run, reason) in libraries.items()}


def page(rows: Iterable[Row], libraries: Mapping[str, tuple[int, int, str]]) -> str:
    """The text of the page below its notice; rows that differ only in the release are one."""
    sections: dict[str, dict[Row, list[str]]] = {}
    for row in rows:
        section = sections.setdefault(row.rule, {})
        section.setdefault(row._replace(versions=""), []).append(row.versions)
    lines = [_INTRO]
    for rule, section in sorted(sections.items()):
        lines += [
            f"## {rule}",
            "",
            f"[What the rule finds](rules/{rule}.md)",
            "",
            "| program | with | asynclint says | what happened | remedy | then |",
            "|---|---|---|---|---|---|",
        ]
        for row, versions in section.items():
            program = f"[{row.program}]({_PROGRAMS}/{row.program})"
            cells = [cell.replace("|", r"\|") for cell in (program, _joined(versions), *row[3:])]
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    lines += ["## Rules that are not run", "", "| rule | why |", "|---|---|"]
    lines += [f"| [{rule}](rules/{rule}.md) | {why} |" for rule, why in NOT_RUN.items()]
    return "\n".join([*lines, "", *_coverage(libraries)])


def _coverage(libraries: Mapping[str, tuple[int, int, str]]) -> list[str]:
    rows = sum(counts[0] for counts in libraries.values())
    run = sum(counts[1] for counts in libraries.values())
    lines = [
        "## Blocking calls that are run",
        "",
        f"{run} of {rows} rows of [the tables](knowledge.md), where",
        "a slow server or a slow mount is all that it takes.",
        "",
        "| library | rows | run | why not all |",
        "|---|--:|--:|---|",
    ]
    for name in sorted(libraries, key=lambda one: (-libraries[one][1], one)):
        rows, run, reason = libraries[name]
        lines.append(f"| {name} | {rows} | {run} | {reason} |")
    return [*lines, ""]


def _joined(versions: list[str]) -> str:
    """Versions of one thing name it once: "redis 4.4.0, 4.5.3"."""
    first = versions[0].rpartition(" ")[0]
    if all(one.rpartition(" ")[0] == first for one in versions):
        return f"{first} {', '.join(one.rpartition(' ')[2] for one in versions)}".strip()
    return "; ".join(versions)
