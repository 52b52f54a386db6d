"""What computes in one piece and holds the interpreter's lock meanwhile, so that a thread is no
help: nothing else of the process runs until it is done.

Measured as the longest pause of an event loop while the call runs in a thread (CPython 3.11, pandas
3): the whole time of the call. Iterators that are written in Python give way in between, and so do
`copy.deepcopy`, `json.dump` into a file, `DataFrame.apply`, `groupby` and `to_csv`: no rows.
"""

from __future__ import annotations

from asynclint.knowledge.entry import names
from asynclint.knowledge.library import Library

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="builtins that compute in one piece",
        packages=("json", "pickle", "re"),
        holds={
            **dict.fromkeys(names("builtins", "sum min max sorted list tuple set frozenset"), 0),
            **dict.fromkeys(("json.dumps", "pickle.dumps", "marshal.dumps"), 0),
        },
        sized={
            **dict.fromkeys(
                names("builtins", "list tuple set frozenset sorted reversed enumerate"), 0
            ),
            **dict.fromkeys(names("random", "sample choices"), "k"),
        },
        matches={
            **dict.fromkeys(names("re", "match search fullmatch findall sub subn split"), 0),
            **dict.fromkeys(
                names("re.Pattern", "match search fullmatch findall sub subn split"), "self"
            ),
        },
    ),
    Library(
        distribution="pandas, in one piece",
        packages=("pandas",),
        holds=dict.fromkeys(
            (*names("pandas.DataFrame", "to_json"), *names("pandas.Series", "to_json")), "self"
        ),
        sized={
            **dict.fromkeys(names("pandas", "Series DataFrame Index"), 0),
            "pandas.date_range": "periods",
        },
    ),
    Library(
        distribution="numpy, its sizes",
        packages=("numpy",),
        sized=dict.fromkeys(names("numpy", "arange zeros ones empty random.rand"), 0),
    ),
)
