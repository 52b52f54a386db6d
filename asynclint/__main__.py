"""The command, and `python -m asynclint`."""

import gc
import os
import sys

# Objects made before garbage is looked for, if it is.
_MANY = 100_000


def command() -> None:
    """The console script: run, and leave the process at once.

    Taking down an interpreter full of summaries takes as long as checking a small project does;
    the system frees memory faster. Everything written has been flushed. For the same reason nothing
    looks for garbage, not even while modules are imported, until a verb that checks again and again
    turns that on.
    """
    gc.disable()
    gc.set_threshold(_MANY)
    from asynclint.surfaces.cli import main

    code = main()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    command()
