"""usage: rows.py MODULE   Runs each coroutine of a module on the loop, and again in a thread.

Writes what the stall detector saw: {name: [on the loop, in a thread]}.
"""

import asyncio
import importlib
import inspect
import json
import sys

import world
from loop import observe

ATTEMPTS = 3


async def both(function):
    """On the loop, and in a thread: there with the shortest pause of a few attempts."""
    on_loop = await observe(function)
    for _ in range(ATTEMPTS):
        in_thread = await observe(lambda: asyncio.to_thread(asyncio.run, function()))
        if in_thread["longest_pause"] < world.SECONDS / 2:
            break
    return [on_loop, in_thread]


def main(name):
    module = importlib.import_module(name)
    world.slow()
    seen = {}
    for word, function in list(vars(module).items()):
        if inspect.iscoroutinefunction(function) and function.__module__ == name:
            seen[word] = asyncio.run(both(function))
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()


main(*sys.argv[1:])
