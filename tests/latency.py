"""How long an editor waits for findings, and how much memory that takes.

    python tests/latency.py PROJECT [--files N] [--edits N] [--seed N]

Opens files of a project in an editor, types into each, and prints how long it took from each edit
to the diagnostics of the new text, how much of that the server and its process for open files were
at work (which does not depend on what else the machine does), and the memory of the server with all
its processes: at rest, and at most while the whole project was checked. The project is left as it
is; its cache is used.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from editor import VSCODE, Editor, editor

_DEF = re.compile(r"(\s*)async def .*:$")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("--files", type=int, default=40, help="how many files, drawn by lot [40]")
    parser.add_argument("--edits", type=int, default=10, help="how often each is edited [10]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--open", nargs="*", default=[], help="these files instead, by name")
    options = parser.parse_args()
    root = options.project.resolve()
    draw = random.Random(options.seed)
    names = options.open or draw.sample(sorted(editable(root)), options.files)
    asyncio.run(measure(root, names, options.edits, draw))


def editable(root: Path) -> Iterator[str]:
    """The files with coroutines to type into."""
    for path in root.rglob("*.py"):
        with contextlib.suppress(UnicodeDecodeError):
            if any(map(_DEF.match, path.read_text("utf-8").split("\n"))):
                yield path.relative_to(root).as_posix()


async def measure(root: Path, names: list[str], edits: int, draw: random.Random) -> None:
    most = [0.0]
    async with editor(root, VSCODE) as it:
        peak = asyncio.create_task(watch(it, most))
        began = time.perf_counter()
        texts = {name: await asyncio.to_thread((root / name).read_text, "utf-8") for name in names}
        first, *_ = names
        it.open(first, texts[first])
        await it.diagnostics(first)
        print(f"first findings of an open file: {time.perf_counter() - began:.2f} s")
        await it.until(it.has_checked_the_project, 900)
        print(f"whole project checked:          {time.perf_counter() - began:.2f} s")
        peak.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await peak
        opened, edited = [], []
        for name in names:
            if name != first:
                opened.append(await timed(it, name, texts[name], is_open=False))
            text = texts[name]
            for count in range(edits):
                text = typed(text, count, draw)
                edited.append(await timed(it, name, text, is_open=True))
                await asyncio.sleep(0.02)
            it.close(name)
        report("opened", opened)
        report("edited", edited)
        await asyncio.sleep(1)
        rest = await asyncio.to_thread(memory, it)
        print(f"memory at rest: {rest:.0f} MB; at most, during the check: {most[0]:.0f} MB")


async def watch(it: Editor, most: list[float]) -> None:
    """Keep the most memory that was seen."""
    while True:
        most[0] = max(most[0], await asyncio.to_thread(memory, it))
        await asyncio.sleep(0.25)


class Took(NamedTuple):
    """Milliseconds."""

    waited: float
    worked: float


async def timed(it: Editor, name: str, text: str, *, is_open: bool) -> Took:
    """What it takes until the diagnostics of a text arrive."""
    worked = await asyncio.to_thread(work, it)
    began = time.perf_counter()
    if is_open:
        it.edit(name, text)
    else:
        it.open(name, text)
    await it.diagnostics(name)
    waited = time.perf_counter() - began
    return Took(1000 * waited, 1000 * (await asyncio.to_thread(work, it) - worked))


def typed(text: str, count: int, draw: random.Random) -> str:
    """The text with a statement more in some coroutine."""
    lines = text.split("\n")
    number, indent = draw.choice(
        [(number, match[1]) for number, line in enumerate(lines) if (match := _DEF.match(line))]
    )
    lines.insert(number + 1, f"{indent}    value_{count} = print({count})")
    return "\n".join(lines)


def report(what: str, took: list[Took]) -> None:
    if not took:
        return
    print(f"{what} {len(took)} times, ms:  p50  p95  worst")
    for name, times in zip(Took._fields, map(sorted, zip(*took, strict=True)), strict=True):
        p50, p95 = times[len(times) // 2], times[int(0.95 * len(times))]
        print(f"  {name:22} {p50:5.0f} {p95:5.0f} {times[-1]:5.0f}")


def processes(it: Editor) -> list[int]:
    """The server and what it has begun, the oldest first."""
    assert it.client._server is not None
    found = [it.client._server.pid]
    for process in found:  # grows while it is read
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{process}/task"):
                children = Path(f"/proc/{process}/task/{task}/children").read_text()
                found += map(int, children.split())
    return found


def work(it: Editor) -> float:
    """Seconds that the server and its process for open files have been on a processor."""
    spent = 0
    for process in processes(it)[:2]:
        for task in os.listdir(f"/proc/{process}/task"):
            spent += int(Path(f"/proc/{process}/task/{task}/schedstat").read_text().split()[0])
    return spent / 1e9


def memory(it: Editor) -> float:
    """Megabytes that the server and all its processes have for themselves."""
    total = 0
    for process in processes(it):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


if __name__ == "__main__":
    main()
