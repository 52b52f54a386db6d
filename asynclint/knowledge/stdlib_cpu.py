"""The standard library: computations that are slow by design.

Only those: what is slow for large inputs alone (compression, parsing, sorting) has no row.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"
_HASH = "computes a password hash, which is slow by design"

LIBRARY = Library(
    distribution="",
    packages=("hashlib", "crypt", "timeit", "cProfile"),
    blocks=(
        # So few rounds take a few milliseconds at most: nobody means them to be slow.
        Blocks(
            "hashlib.pbkdf2_hmac",
            Kind.CPU,
            _HASH,
            unless=(Unless("iterations", 3, (), below=10_000),),
            why=f"{_DOCS}/hashlib.html#hashlib.pbkdf2_hmac",
        ),
        Blocks(
            "hashlib.scrypt",
            Kind.CPU,
            _HASH,
            unless=(Unless("n", None, (), below=1024),),
            why=f"{_DOCS}/hashlib.html#hashlib.scrypt",
        ),
        Blocks(
            "crypt.crypt",
            Kind.CPU,
            _HASH,
            why="https://docs.python.org/3.12/library/crypt.html#crypt.crypt",
        ),
        *methods(
            "timeit",
            "timeit repeat Timer.timeit Timer.repeat Timer.autorange",
            Kind.CPU,
            "runs a statement many times",
            why=f"{_DOCS}/timeit.html#timeit.{{}}",
        ),
        *methods(
            "cProfile",
            "run runctx",
            Kind.CPU,
            "runs a statement under the profiler",
            why=f"{_DOCS}/profile.html#profile.{{}}",
        ),
    ),
    returns=returning("bytes", "hashlib", "pbkdf2_hmac scrypt"),
)
