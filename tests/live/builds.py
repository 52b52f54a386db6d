"""What is compiled once and kept between runs."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from live.environments import binary, cache
from live.processes import PROGRAMS


def slow_mount() -> Path:
    """The library that makes a folder slow when it is preloaded."""
    source = PROGRAMS / "stall" / "slowmount.c"
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    built = cache() / "builds" / f"slowmount-{digest}.so"
    if not built.is_file():
        built.parent.mkdir(parents=True, exist_ok=True)
        fresh = built.with_suffix(f".{os.getpid()}")
        options = ["-shared", "-fPIC", "-O1", "-w", "-fno-builtin", "-o", str(fresh), str(source)]
        subprocess.run([binary("gcc", "gcc"), *options, "-ldl"], check=True)
        fresh.replace(built)
    return built
