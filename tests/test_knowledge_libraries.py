"""The tables about third-party libraries agree with the libraries that are installed here.

What is not installed is skipped, and says so; `knowledge-requirements.txt` lists what CI installs.
"""

from __future__ import annotations

import fnmatch
import importlib
import importlib.metadata
import inspect
import pkgutil
import re
import typing
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from asynclint import knowledge
from asynclint.knowledge.entry import Blocks, Kind, Library, Unless

MODULES = sorted(
    module.name
    for module in pkgutil.iter_modules(knowledge.__path__)
    if not module.name.startswith("stdlib_") and module.name not in ("entry", "joined", "tables")
)

LIBRARIES: list[Library] = [
    library
    for name in MODULES
    for library in importlib.import_module(f"asynclint.knowledge.{name}").LIBRARIES
]

ROWS: list[Blocks] = [row for library in LIBRARIES for row in library.blocks]

# Names that only come into being in use: pattern -> why there is nothing to look up.
DYNAMIC: dict[str, str] = {
    "boto3.resources.base.ResourceMeta.client": "set by __init__",
    "boto3.resources.base.ServiceResource.*": "made from the service's JSON model",
    "botocore.client.BaseClient.generate_presigned_*": "made from the service's JSON model",
    "botocore.paginate.Paginator.*": "subclassed for each operation",
    "consul.Consul.kv": "set by __init__",
    "django.contrib.auth.models.AbstractUser.objects": "only classes with a table have managers",
    "django.db.models.Model._*_manager": "only classes with a table have managers",
    "django.db.models.Model.objects": "only classes with a table have managers",
    "django.http.HttpRequest.session": "set by the middleware",
    "docker.DockerClient.events": "a generator from the API's stream",
    "elasticsearch.Elasticsearch.*": "set by __init__",
    "flask_sqlalchemy.SQLAlchemy.session": "set by __init__",
    "gitlab.Gitlab.*": "set by __init__ from the API's version",
    "hvac.api.SecretsEngines.kv": "found by __getattr__",
    "opensearchpy.OpenSearch.*": "set by __init__",
    "paramiko.channel.ChannelFile.channel": "set by __init__",
    "sqlalchemy.orm.DeclarativeBase.metadata": "set on each subclass",
}

# Spellings of other versions than the installed one.
OTHER_VERSIONS: dict[str, str] = {
    "mistralai.Mistral": "before 2.0",
}


class Absent(Exception):
    """The name's package is not installed."""


@cache
def _module(name: str) -> object | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError:
            return None
        except ImportError as error:  # an optional dependency of the module
            raise Absent(name) from error


@cache
def _django() -> None:
    settings = importlib.import_module("django.conf").settings
    if not settings.configured:
        settings.configure(
            INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        )
    importlib.import_module("django").setup()


def _prepare(library: Library) -> None:
    """Skip when a package of the library cannot be imported."""
    for package in library.packages:
        try:
            found = _module(package)
        except Exception as error:  # a broken installation, not a broken table
            pytest.skip(f"{package} cannot be imported here: {error}")
        if found is None:
            pytest.skip(f"{package} is not installed")
    if library.distribution == "django":
        _django()


def _attribute(owner: object, name: str) -> object:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return getattr(owner, name)
    except AttributeError:
        for cls in getattr(owner, "__mro__", ()):
            annotations = inspect.get_annotations(cls)
            if name in annotations:
                return annotations[name]
        raise


def resolve(name: str) -> object:
    """The object of a dotted name; AttributeError when there is none, Absent when no package."""
    parts = name.split(".")
    if _module(parts[0]) is None:
        raise Absent(parts[0])
    for size in range(1, len(parts) + 1):  # a class hides the module of the same name
        owner = _module(".".join(parts[:size]))
        if owner is None:
            break
        try:
            for part in parts[size:]:
                owner = _attribute(owner, part)
        except AttributeError:
            continue
        return owner
    raise AttributeError(name)


def _exists(name: str) -> bool:
    if any(fnmatch.fnmatchcase(name, pattern) for pattern in (*DYNAMIC, *OTHER_VERSIONS)):
        return True
    try:
        resolve(name)
    except Absent:
        return True
    except AttributeError:
        return False
    return True


def _plain(name: str) -> str:
    """Without `.*`, and without the `.__iter__` of what a generator function returns."""
    name = name.removesuffix(".*")
    owner = name.removesuffix(".__iter__")
    if owner != name and owner.rpartition(".")[2][:1].islower():
        return owner
    return name


def _types(annotation: str) -> Iterator[str]:
    for name in re.findall(r"[\w.]+", annotation):
        if "." in name:
            yield _plain(name)


def _version(library: Library) -> str:
    try:
        return importlib.metadata.version(library.distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _rows(library: Library) -> list[Blocks]:
    """The rows that hold for the installed version."""
    version = _version(library)
    return [
        row
        for row in library.blocks
        if not row.when or not version or SpecifierSet(row.when).contains(version, prereleases=True)
    ]


def _names(library: Library) -> Iterator[str]:
    yield from (_plain(row.name) for row in _rows(library))
    for cls, bases in library.bases.items():
        yield cls
        yield from bases
    for name, annotation in library.returns.items():
        yield _plain(name)
        yield from _types(annotation)
    yield from library.safe
    yield from library.offloads
    yield from library.calls
    yield from library.schedules
    yield from library.on_loop
    yield from library.transparent
    yield from library.consumes
    yield from library.asynchronous


def _ids(library: Library) -> str:
    return library.distribution


@pytest.mark.parametrize("library", LIBRARIES, ids=_ids)
def test_names_exist(library: Library) -> None:
    _prepare(library)
    dropped = {_plain(row.name) for row in set(library.blocks) - set(_rows(library))}
    missing = sorted({name for name in _names(library) if not _exists(name)} - dropped)
    assert missing == []


@pytest.mark.parametrize("library", LIBRARIES, ids=_ids)
def test_aliases_are_the_same_object(library: Library) -> None:
    _prepare(library)
    wrong = []
    for alias, name in library.aliases.items():
        if any(fnmatch.fnmatchcase(alias, pattern) for pattern in OTHER_VERSIONS):
            continue
        try:
            one, other = resolve(alias), resolve(name)
        except Absent:
            continue
        except AttributeError:
            wrong.append(alias)
            continue
        if inspect.ismodule(one):
            continue  # a module stands for the names below it
        if one is not other and one != other:
            wrong.append(alias)
    assert wrong == []


@pytest.mark.parametrize("library", LIBRARIES, ids=_ids)
def test_rows_are_of_functions_that_run_when_called(library: Library) -> None:
    """A coroutine or generator function does nothing yet when it is called."""
    _prepare(library)
    wrong = []
    for row in _rows(library):
        name = _plain(row.name)
        try:
            function = typing.cast("typing.Any", resolve(name))
        except (Absent, AttributeError):
            continue
        lazy = inspect.isgeneratorfunction(function) and not name.endswith(".__iter__")
        if inspect.iscoroutinefunction(function) or (lazy and name == row.name):
            wrong.append(row.name)
    assert wrong == []


@pytest.mark.parametrize("library", LIBRARIES, ids=_ids)
def test_conditions_name_the_parameter_and_its_place(library: Library) -> None:
    _prepare(library)
    wrong = []
    for row in _rows(library):
        for unless in row.unless:
            try:
                place = _place(row.name, unless)
            except (Absent, AttributeError, TypeError, ValueError):
                continue  # nothing to look at, or it is written in C
            if place is not None and place != unless.position:
                wrong.append((row.name, unless.keyword, place))
    assert wrong == []


def _place(name: str, unless: Unless) -> int | None:
    """Where the parameter stands, -1 where it should stand and does not; None: cannot be told."""
    function = resolve(name)
    owner = resolve(name.rpartition(".")[0])
    parameters = list(inspect.signature(typing.cast("typing.Any", function)).parameters.values())
    if inspect.isclass(owner) and parameters and parameters[0].name == "self":
        del parameters[0]
    for index, parameter in enumerate(parameters):
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            return None
        if parameter.name == unless.keyword:
            return index if unless.position is not None else None
    return -1


@pytest.mark.parametrize("library", LIBRARIES, ids=_ids)
def test_twins_exist(library: Library) -> None:
    _prepare(library)
    missing = [
        (row.name, row.twin)
        for row in _rows(library)
        if re.fullmatch(r"[a-z]\w*(\.\w+)+", row.twin) and not _exists(row.twin)
    ]
    assert missing == []


def test_every_row_says_why_and_what() -> None:
    for row in ROWS:
        assert re.match(r"https?://", row.why), row.name
        assert re.match(r"[a-z]+s[ ,]", row.does), row.name
        assert not row.does.endswith("."), row.name
        assert isinstance(row.kind, Kind), row.name


def test_every_name_is_given_once() -> None:
    assert _repeated(row.name for row in ROWS) == []
    assert _repeated(name for library in LIBRARIES for name in library.aliases) == []
    assert _repeated(name for library in LIBRARIES for name in library.returns) == []
    assert _repeated(name for library in LIBRARIES for name in library.bases) == []
    assert _repeated(library.distribution for library in LIBRARIES) == []


def _repeated(names: Iterator[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def test_canonical_names_are_nobodys_alias() -> None:
    aliases = {alias: name for library in LIBRARIES for alias, name in library.aliases.items()}
    for library in LIBRARIES:
        for name in _all_names(library):
            parts = name.split(".")
            prefixes = (".".join(parts[:size]) for size in range(1, len(parts) + 1))
            assert not any(prefix in aliases for prefix in prefixes), name


def _all_names(library: Library) -> Iterator[str]:
    yield from (row.name for row in library.blocks)
    yield from library.aliases.values()
    yield from _names(library)


def test_asynchronous_classes_have_no_rows() -> None:
    classes = {name for library in LIBRARIES for name in library.asynchronous}
    assert [row.name for row in ROWS if row.name.rpartition(".")[0] in classes] == []


def test_safe_names_have_something_to_be_safe_from() -> None:
    covered = {row.name.rpartition(".")[0] for row in ROWS}
    covered.update(cls for library in LIBRARIES for cls in library.bases)
    for library in LIBRARIES:
        for name in library.safe:
            assert name.rpartition(".")[0] in covered, name


@pytest.mark.parametrize("pattern", [*DYNAMIC, *OTHER_VERSIONS])
def test_exceptions_are_needed(pattern: str) -> None:
    known = {name for library in LIBRARIES for name in (*_all_names(library), *library.aliases)}
    assert fnmatch.filter(known, pattern)


@pytest.mark.parametrize("name", MODULES)
def test_modules_stay_readable(name: str) -> None:
    path = Path(knowledge.__path__[0], f"{name}.py")
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400
