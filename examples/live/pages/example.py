"""usage: example.py CODE FILE   Runs the example of a rule's page where its flaw would show.

Writes what happened: whether the flaw showed, and in few words how.
"""

import importlib
import importlib.util
import json
import sys


def main(code, path):
    family = importlib.import_module(f"family_{code[3]}")
    family.prepare(code)
    spec = importlib.util.spec_from_file_location("example", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    flawed, seen = getattr(family, code.lower())(module)
    print(json.dumps({"flawed": flawed, "seen": seen}))


if __name__ == "__main__":
    main(*sys.argv[1:])
