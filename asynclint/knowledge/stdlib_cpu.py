"""The standard library: computations that are slow by design.

Only those: what is slow for large inputs alone (compression, parsing, sorting) has no row.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Library, methods, returning

_DOCS = "https://docs.python.org/3/library"

LIBRARY = Library(
    distribution="",
    packages=("hashlib", "crypt", "timeit", "cProfile"),
    blocks=(
        *methods(
            "hashlib",
            "pbkdf2_hmac scrypt",
            Kind.CPU,
            "computes a password hash, which is slow by design",
            why=f"{_DOCS}/hashlib.html#hashlib.{{}}",
        ),
        Blocks(
            "crypt.crypt",
            Kind.CPU,
            "computes a password hash, which is slow by design",
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
