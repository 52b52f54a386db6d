"""Where the time of a check goes: `python tests/benchmark.py PATH [--runs 5]`.

Prints the median wall seconds of each stage, in one process and without a cache, so that a change
can be weighed stage by stage; whole processes are for an outside stop-watch. The stages follow
`asynclint.engine` and `asynclint.analysis`.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asynclint.analysis import Analysis
from asynclint.config import Config
from asynclint.files import discover
from asynclint.knowledge import Knowledge, libraries
from asynclint.loader import Loader
from asynclint.modules import Roots

Times = dict[str, list[float]]


@contextmanager
def stage(times: Times, name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    times.setdefault(name, []).append(time.perf_counter() - began)


def measure(path: str, jobs: int, times: Times) -> None:
    """One check of a directory, stage by stage."""
    cwd = Path.cwd()
    config = Config.default(cwd)
    with stage(times, "discover files"):
        files = discover([path], config, cwd)
    with stage(times, "read and index roots"):
        loader = Loader(files, [], {}, None, jobs, None)
        loader.begin()
        indexed = loader.finish()
    with stage(times, "join tables"):
        libraries()
        Knowledge()
    analysis = Analysis(loader, Roots(files, config), config, cwd)
    with stage(times, "link"):
        program = analysis.program(indexed)
    with stage(times, "find what is on the loop"):
        functions = program.on_loop
    with stage(times, "resolve and search, with demand"):
        blocking = program.blocking
    print(
        f"{len(files):,} files, {len(functions):,} functions on the loop, "
        f"{blocking.resolved:,} of {blocking.calls:,} calls resolved"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    gc.disable()
    times: Times = {}
    for _ in range(options.runs):
        measure(options.path, options.jobs, times)
    for name, seconds in times.items():
        print(f"{statistics.median(seconds):8.3f} s  {name}")


if __name__ == "__main__":
    main()
