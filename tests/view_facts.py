"""The views that asynclint finds, against those that a framework lists of the running application.

    python tests/view_facts.py --python ENV/bin/python FRAMEWORK APP PACKAGE... [--set NAME=VALUE]

FRAMEWORK is django, flask or starlette (FastAPI as well). APP is what the framework's own listing
is asked of: the URL configuration of django's settings if it is `settings.module`, else
`module:name` or `module:expression` that gives the application. The packages are imported in a
throw-away environment by its own interpreter, never by this one, and checked where it has them.

Recall is of the functions that the framework would call: functions of views, and the methods named
like verbs, or mapped to them, of classes. Precision is of the functions that asynclint takes for
views: right are those that the framework lists, and methods of classes that it lists. What is
missing on either side is printed.

    django     label_studio: core.settings.label_studio label_studio
    flask      changedetectionio, mlflow.server:app
    starlette  titiler.application.main:app, prefect.server.api.server:create_app()
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from asynclint import engine
from asynclint.config import Config
from asynclint.program.views import Role
from asynclint.report import Request

# Runs in the environment of the application. Prints pairs of file and qualified name: functions
# that are called, classes of views with their bases, and where the packages lie.
_LISTING = r'''
import functools, importlib, inspect, json, os, sys
framework, app, *packages = sys.argv[1:]
VERBS = "get post put patch delete head options trace".split()
functions, classes = set(), set()

def named(function):
    code = function.__code__
    return code.co_filename, getattr(code, "co_qualname", function.__qualname__)

def add(function):
    while True:
        if isinstance(function, functools.partial):
            function = function.func
        elif hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        elif inspect.ismethod(function):
            function = function.__func__
        else:
            break
    if inspect.isfunction(function):
        functions.add(named(function))
    elif not inspect.isroutine(function) and hasattr(type(function), "__call__"):
        if type(function).__module__ != "functools":
            add_class(type(function), ["__call__"])

def add_class(cls, methods):
    for base in cls.__mro__:
        try:
            classes.add((inspect.getfile(base), base.__qualname__))
        except (TypeError, OSError):
            continue
    for name in methods:
        method = inspect.getattr_static(cls, name, None)
        if method is not None:
            add(method.__func__ if isinstance(method, (staticmethod, classmethod)) else method)

def view_of(callback):
    """The class behind a view function, however decorated."""
    seen = callback
    while seen is not None:
        cls = getattr(seen, "view_class", None) or getattr(seen, "cls", None)
        if inspect.isclass(cls):
            return cls, getattr(seen, "actions", None)
        seen = getattr(seen, "__wrapped__", None)
    return None, None

def add_view(callback):
    cls, actions = view_of(callback)
    wrapped = getattr(callback, "__wrapped__", None)
    if cls is not None:
        add_class(cls, list(actions.values()) if actions else VERBS + ["dispatch_request"])
    if cls is None or cls.__name__ == "WrappedAPIView":
        add(callback)

def walk(patterns):
    for each in patterns:
        if hasattr(each, "url_patterns"):
            walk(each.url_patterns)
        else:
            add_view(each.callback)

def routes(app):
    for route in app.routes:
        if hasattr(route, "endpoint"):
            endpoint = route.endpoint
            if inspect.isclass(endpoint):
                add_class(endpoint, VERBS + ["on_receive", "on_connect", "on_disconnect"])
            else:
                add(endpoint)
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        if hasattr(inner, "routes") and not hasattr(route, "endpoint"):
            routes(inner)

if framework == "django":
    os.environ["DJANGO_SETTINGS_MODULE"] = app
    import django
    from django.urls import get_resolver
    django.setup()
    walk(get_resolver().url_patterns)
else:
    module, _, expression = app.partition(":")
    module = importlib.import_module(module)
    made = eval(expression, vars(module))
    if framework == "flask":
        for callback in made.view_functions.values():
            add_view(callback)
    else:
        routes(made)
places = [os.path.dirname(importlib.import_module(name).__file__) for name in packages]
print("\n@@@" + json.dumps([sorted(functions), sorted(classes), places]), flush=True)
os._exit(0)  # whatever the application has started
'''


class Views(NamedTuple):
    """Pairs of a file and the qualified name of a function or class in it."""

    functions: set[tuple[str, str]]
    classes: set[tuple[str, str]]


def listed(options: argparse.Namespace) -> tuple[Views, list[Path], Path]:
    """What the framework lists, of the code of the packages only, where those are, and the folder
    that they are imported from."""
    env = {**os.environ, **dict(pair.split("=", 1) for pair in options.set)}
    command = [options.python, "-c", _LISTING, options.framework, options.app, *options.packages]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    _, mark, answer = done.stdout.rpartition("\n@@@")
    if not mark:
        sys.exit(done.stderr[-3000:])
    functions, classes, places = json.loads(answer)
    folders = [Path(place).resolve() for place in places]
    root = folders[0].parents[options.packages[0].count(".")]
    return Views(_inside(functions, folders), _inside(classes, folders)), folders, root


def _inside(found: list[list[str]], folders: list[Path]) -> set[tuple[str, str]]:
    resolved = ((Path(file).resolve(), name) for file, name in found)
    return {
        (str(file), name.replace(".<locals>", ""))
        for file, name in resolved
        if any(file.is_relative_to(folder) for folder in folders)
    }


def found(folders: list[Path], root: Path) -> set[tuple[str, str]]:
    """The functions that asynclint takes for views."""
    paths = tuple(str(folder) for folder in folders)
    program = engine.analyse(Request(paths, None, None, 1, root, None), Config(root))
    return {
        (str((root / view.function.module.path).resolve()), _name(view.function))
        for view in program.views.all()
        if view.kind in (Role.VIEW, Role.WEBSOCKET)
    }


def _name(function: Any) -> str:
    return str(function.info.qualname.replace(".<locals>", ""))


def main() -> None:
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--python", required=True, help="interpreter of the environment")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("framework", choices=["django", "flask", "starlette"])
    parser.add_argument("app")
    parser.add_argument("packages", nargs="+")
    options = parser.parse_args()
    theirs, folders, root = listed(options)
    ours = found(folders, root)
    missed = sorted(theirs.functions - ours)
    right = {
        (file, name)
        for file, name in ours
        if (file, name) in theirs.functions or (file, name.rpartition(".")[0]) in theirs.classes
    }
    for word, names in (("missed", missed), ("not listed", sorted(ours - right))):
        for file, name in names:
            print(f"{word}: {os.path.relpath(file, root)} {name}")
    print(f"recall {len(theirs.functions) - len(missed)} of {len(theirs.functions)}")
    print(f"precision {len(right)} of {len(ours)}")


if __name__ == "__main__":
    main()
