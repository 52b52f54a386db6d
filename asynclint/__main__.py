"""`python -m asynclint`."""

from asynclint.surfaces.cli import command

if __name__ == "__main__":
    command()
