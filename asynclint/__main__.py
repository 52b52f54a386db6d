"""`python -m asynclint`."""

import sys

from asynclint.surfaces.cli import main

if __name__ == "__main__":
    sys.exit(main())
