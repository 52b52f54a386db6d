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
from asynclint.knowledge import GETTER, Knowledge, Trigger
from asynclint.knowledge.entry import Blocks, Client, Hazard, Kind, Unless
from asynclint.knowledge.library import Library
from asynclint.loader import is_telling

OTHERS = frozenset(
    ["entry", "library", "repair", "joined", "redis_clients", "remedies", "twins", "tables"]
)
MODULES = sorted(
    module.name
    for module in pkgutil.iter_modules(knowledge.__path__)
    if not module.name.startswith("stdlib_") and module.name not in OTHERS
)

LIBRARIES: list[Library] = [
    library
    for name in MODULES
    for library in importlib.import_module(f"asynclint.knowledge.{name}").LIBRARIES
]

ROWS: list[Blocks] = [row for library in LIBRARIES for row in library.blocks]

CLIENTS: list[Client] = [row for library in LIBRARIES for row in library.clients]

HAZARDS: list[Hazard] = [row for library in LIBRARIES for row in library.hazards]

# Names that only come into being in use: pattern -> why there is nothing to look up.
DYNAMIC: dict[str, str] = {
    "atlassian.rest_client.AtlassianRestAPI._session": "set by __init__",
    "azure.mgmt.*Client.*": "set by __init__",
    "blacksheep.Application.router": "set by __init__",
    "boto3.resources.base.ResourceMeta.client": "set by __init__",
    "boto3.resources.base.ServiceResource.*": "made from the service's JSON model",
    "botocore.client.BaseClient.[gsi]*": "made from the service's JSON model",
    "botocore.paginate.Paginator.*": "subclassed for each operation",
    "box_sdk_gen.BoxClient.*": "set by __init__",
    "braintree.BraintreeGateway.*": "set by __init__",
    "channels.consumer.*Consumer.channel_layer": "set when the consumer is called",
    "consul.Consul.kv": "set by __init__",
    "deezer.Deezer.api": "set by __init__",
    "deezer.Deezer.gw": "set by __init__",
    "dingtalk_stream.ChatbotHandler.dingtalk_client": "set when it is registered",
    "discord.Client.loop": "set by __init__",
    "django.contrib.auth.models.AbstractUser.objects": "only classes with a table have managers",
    "django.db.models.fields.related_descriptors.ManyRelatedManager*": "made for each relation",
    "django.db.models.Model._*_manager": "only classes with a table have managers",
    "django.db.models.Model.objects": "only classes with a table have managers",
    "django.http.HttpRequest.session": "set by the middleware",
    "docker.DockerClient.events": "a generator from the API's stream",
    "elasticsearch.dsl.Search.post_filter": "set by __init__",
    "elasticsearch.dsl.Search.query": "set by __init__",
    "elasticsearch.Elasticsearch.*": "set by __init__",
    "flask_sqlalchemy.SQLAlchemy.session": "set by __init__",
    "gitlab.Gitlab.*": "set by __init__ from the API's version",
    "grpc.Stub": "written by protoc for each service",
    "hcloud.Client.*": "set by __init__",
    "hvac.api.SecretsEngines.kv": "found by __getattr__",
    "ibm_botocore.client.BaseClient.generate_presigned_*": "made from the service's JSON model",
    "imap_tools.BaseMailBox.folder": "set by __init__",
    "imap_tools.BaseMailBox.idle": "set by __init__",
    "lark_oapi.api.*.service.*Service.v?": "set by __init__",
    "lark_oapi.api.*.version.V?.*": "set by __init__",
    "lark_oapi.Client.*": "set by __init__",
    "linode_api4.LinodeClient.linode": "set by __init__",
    "mailchimp_marketing.Client.*": "set by __init__",
    "meraki.DashboardAPI.*": "set by __init__",
    "mongoengine.Document.objects": "only classes with a collection have it",
    "notion_client.api_endpoints.Endpoint.children": "set by __init__ of some",
    "notion_client.Client.search": "set by __init__",
    "opensearchpy.OpenSearch.*": "set by __init__",
    "openrgb.OpenRGBClient.devices": "set by __init__",
    "paramiko.channel.ChannelFile.channel": "set by __init__",
    "plivo.RestClient.*": "set by __init__",
    "postmarker.core.PostmarkClient.emails": "set by __init__",
    "rq.decorators.job.*": "set on the function",
    "sanic.views.HTTPMethodView.*": "subclasses have those that they serve",
    "socketio.Async*Namespace.on_*": "subclasses have those that they handle",
    "soco.core.SoCo.[a-z]*[A-Z]*": "services, set by __init__",
    "sqlalchemy.orm.DeclarativeBase.metadata": "set on each subclass",
    "supabase.Client.auth": "set by __init__",
    "supabase_auth.SyncGoTrueClient.admin": "set by __init__",
    "textual.*.watch_*": "subclasses have those that they need",
    "textual.app.App.*_signal": "set by __init__",
    "trio.Nursery.cancel_scope": "set by __init__",
    "typesense.Client.*": "set by __init__",
    "typesense.sync.collection.Collection.documents": "set by __init__",
    "tinydb.middlewares.CachingMiddleware.storage": "set by __init__",
    "vonage.Vonage.*": "set by __init__",
    "wechatpy.client.api.base.BaseWeChatAPI._client": "set by __init__",
}

# Spellings of other versions than the installed one.
OTHER_VERSIONS: dict[str, str] = {
    "azure.mgmt.resource.ResourceManagementClient": "before 25",
    "django.db.models.*RelatedManager": "in the type stubs only",
    "hid.Device*": "of the distribution hid, where hidapi is not installed",
    "langchain.agents.create_agent": "from 1.0 on",
    "langfuse.decorators*": "before 3.0",
    "langchain.agents.factory.*": "from 1.0 on",
    "langchain.agents.AgentExecutor*": "before 1.0, then in langchain-classic",
    "langchain.agents.initialize*": "before 1.0, then in langchain-classic",
    "langchain.chat_models.BaseChatModel": "from 1.0 on",
    "langchain.chains*": "before 1.0, then in langchain-classic",
    "langchain.document_loaders": "before 1.0, then in langchain-classic",
    "langchain.LLMChain": "before 1.0, then in langchain-classic",
    "mcp.server*FastMCP*": "before 2.0",
    "mistralai.Mistral": "before 2.0",
    "traceroot.trace*": "in its first releases",
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
    name = name.removesuffix(".*").removesuffix(GETTER)
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
    yield from (hook.owner for hook in library.hooks)
    yield from library.pauses
    yield from library.transparent
    yield from library.consumes
    yield from library.asynchronous
    yield from library.spawns
    yield from library.gathers
    yield from library.deadlines
    yield from library.timeouts
    yield from library.groups
    yield from library.cancels
    yield from library.shields
    yield from library.provides
    yield from library.chooses
    yield from library.level_cancelled
    yield from library.cancellations
    yield from (client.name for client in library.clients)


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
    assert _repeated(row.name for row in CLIENTS) == []
    for library in LIBRARIES:
        for table in (library.gathers, library.timeouts, library.groups, library.cancels):
            assert _repeated(iter(table)) == []


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


@pytest.mark.parametrize("library", LIBRARIES, ids=_ids)
def test_positions_of_what_is_started_are_in_the_signature(library: Library) -> None:
    _prepare(library)
    wrong = []
    for table in (library.spawns, library.deadlines, library.shields):
        for name, where in table.items():
            try:
                found = _parameters(name)
            except (Absent, AttributeError, TypeError, ValueError):
                continue
            if isinstance(where, str):
                known = any(one.name == where for one in found)
            else:
                known = where < len(found)
            if not known and not any(one.kind is one.VAR_POSITIONAL for one in found):
                wrong.append(name)
    assert wrong == []


def test_scopes_that_cancel_every_await_are_scopes() -> None:
    for library in LIBRARIES:
        assert set(library.level_cancelled) <= {*library.timeouts, *library.groups}


def _parameters(name: str) -> list[inspect.Parameter]:
    """What a caller may pass, without `self`."""
    owner = resolve(name.rpartition(".")[0])
    found = list(inspect.signature(typing.cast("typing.Any", resolve(name))).parameters.values())
    return found[1:] if inspect.isclass(owner) and found[0].name == "self" else found


@pytest.mark.parametrize("library", LIBRARIES, ids=_ids)
def test_methods_of_clients_exist(library: Library) -> None:
    _prepare(library)
    said = [f"{row.name}.{method}" for row in library.clients for method in _methods(row)]
    assert [name for name in said if not _exists(name)] == []


def _methods(row: Client) -> list[str]:
    said = " ".join((row.local, row.writes, row.releases, row.alone, row.polls, row.keeps))
    return [*said.split(), *row.takes]


@pytest.mark.parametrize("library", LIBRARIES, ids=_ids)
def test_methods_of_clients_are_asynchronous_unless_local(library: Library) -> None:
    """What only awaiting sends anything for is not local."""
    _prepare(library)
    wrong = []
    for row in library.clients:
        wrong += [
            (row.name, method)
            for method in row.local.split()
            if inspect.iscoroutinefunction(resolve(f"{row.name}.{method}"))
        ]
    assert wrong == []


@pytest.mark.parametrize("library", LIBRARIES, ids=_ids)
def test_timeouts_of_takes_are_in_the_signature(library: Library) -> None:
    _prepare(library)
    wrong = []
    for row in library.clients:
        for method, (position, keyword) in row.takes.items():
            found = _parameters(f"{row.name}.{method}")
            timeouts = [one for one in found if one.name in ("timeout", "block", keyword)]
            if not keyword:
                assert position is None
                wrong += [(row.name, method) for _ in timeouts[:1] if method != "run"]
            elif position is None:
                wrong += [(row.name, method)] if keyword not in {t.name for t in timeouts} else []
            elif position >= len(found) or found[position].name != keyword:
                wrong.append((row.name, method))
    assert wrong == []


def test_clients_are_well_written() -> None:
    for row in CLIENTS:
        assert re.match(r"https?://", row.why), row.name
        assert re.fullmatch(r"\w[\w ]*\w", row.noun), row.name
        assert not (row.pooled and row.exclusive), row.name
        assert not row.alone or row.exclusive, row.name
        assert re.match(r"([a-z]+s )?", row.exclusive), row.name
        assert {*row.polls.split(), *row.keeps.split()} <= set(row.takes), row.name
        said = [*row.local.split(), *row.writes.split(), *row.releases.split(), *row.takes]
        assert _repeated(iter(said)) == [], row.name


def test_hazards_are_well_written() -> None:
    for library in LIBRARIES:
        for row in library.hazards:
            assert set(row.clients) <= {client.name for client in library.clients}, row
            assert row.versions, row
            assert library.distribution
    for row in HAZARDS:
        assert re.match(r"https?://", row.why), row
        assert re.fullmatch(r"[a-z].*[^.]", row.does), row
        assert len(row.does) <= 72, row  # part of a message
        for advisory in row.advisories:
            assert re.fullmatch(r"(CVE-\d{4}|GHSA-\w{4}|PYSEC-\d{4})-[\w-]+", advisory), row
        for versions in row.versions:
            assert str(SpecifierSet(versions)), row
            if row.repaired:
                assert not SpecifierSet(versions).contains(row.repaired), row


@pytest.mark.parametrize(
    ("client", "trigger", "affected", "free"),
    [
        ("redis.asyncio.Redis", Trigger.CANCEL, "4.4.0 4.4.3 4.5.3", "4.3.5 4.5.5 8.1.0"),
        ("redis.asyncio.RedisCluster", Trigger.CANCEL, "4.4.2 4.5.2", "4.3.5 4.4.3 4.5.3 4.5.5"),
        ("redis.asyncio.RedisCluster", Trigger.CANCEL_TAKE, "4.3.6 4.4.4 4.5.4 8.1.0", "4.1.4"),
        ("redis.asyncio.client.Pipeline", Trigger.CANCEL_BATCH, "4.3.6 4.5.4", "4.5.3 4.5.5"),
        ("redis.asyncio.client.PubSub", Trigger.CANCEL_TAKE, "4.4.4 4.5.4", "4.5.3 4.5.5 8.1.0"),
        ("redis.asyncio.cluster.ClusterPipeline", Trigger.CANCEL_BATCH, "5.0.1 8.0.0", "8.0.1"),
        ("redis.Redis", Trigger.INTERRUPT, "4.4.0 4.5.4", "4.3.5 4.5.5 8.1.0"),
        ("redis.Sentinel", Trigger.INTERRUPT, "4.5.4 4.6.0 8.1.0", "4.3.5 4.5.5"),
        ("redis.Redis", Trigger.LONG_TAKE, "8.0.0 8.1.0", "7.4.1"),
        ("valkey.asyncio.Valkey", Trigger.LONG_TAKE, "6.1.0 6.2.0", "6.0.2"),
        ("asyncmy.Connection", Trigger.CANCEL, "0.2.11 0.2.12", ""),
    ],
)
def test_hazards_hold_for_the_releases_that_were_tried(
    client: str, trigger: Trigger, affected: str, free: str
) -> None:
    rows = [row for row in Knowledge().hazards(client) if row.trigger is trigger]
    ranges = [SpecifierSet(versions) for row in rows for versions in row.versions]
    for version in affected.split():
        assert any(one.contains(version) for one in ranges), version
    for version in free.split():
        assert not any(one.contains(version) for one in ranges), version


def test_constructors_lead_to_clients() -> None:
    knowledge = Knowledge()
    for made, client in {
        "redis.asyncio.StrictRedis": "redis.asyncio.Redis",
        "redis.asyncio.utils.from_url": "redis.asyncio.Redis",
        "redis.asyncio.Redis.pipeline": "redis.asyncio.client.Pipeline",
        "redis.asyncio.sentinel.Sentinel.master_for": "redis.asyncio.Redis",
        "redis.asyncio.cluster.RedisCluster.pipeline": "redis.asyncio.cluster.ClusterPipeline",
        "redis.sentinel.Sentinel.slave_for": "redis.Redis",
        "aioredis.create_redis_pool": "aioredis.Redis",
        "arq.create_pool": "redis.asyncio.Redis",
        "asyncpg.connect": "asyncpg.Connection",
        "asyncpg.Pool.acquire": "asyncpg.Connection",
        "aiomysql.Pool.acquire": "aiomysql.Connection",
        "aiohttp.ClientSession.ws_connect": "aiohttp.ClientWebSocketResponse",
        "sqlalchemy.ext.asyncio.async_sessionmaker.__call__": (
            "sqlalchemy.ext.asyncio.AsyncSession"
        ),
        "sqlmodel.ext.asyncio.session.AsyncSession": "sqlalchemy.ext.asyncio.AsyncSession",
        "websockets.connect": "websockets.asyncio.connection.Connection",
        "pymongo.AsyncMongoClient.get_database": "pymongo.asynchronous.database.AsyncDatabase",
    }.items():
        name = knowledge.canonical(made)
        found = knowledge.client(knowledge.returns(name) or name)
        assert found is not None, made
        assert found[1].name == client, made


@pytest.mark.parametrize("pattern", [*DYNAMIC, *OTHER_VERSIONS])
def test_exceptions_are_needed(pattern: str) -> None:
    known = {name for library in LIBRARIES for name in (*_all_names(library), *library.aliases)}
    assert fnmatch.filter(known, pattern)


@pytest.mark.parametrize("name", MODULES)
def test_modules_stay_readable(name: str) -> None:
    path = Path(knowledge.__path__[0], f"{name}.py")
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


# Packages with functions that the loop calls: they stand beside coroutines, which are found.
_BESIDE_COROUTINES = {
    *("aiocron", "aiokafka", "aiortc", "beanie", "bleak", "discord", "livekit.rtc", "websockets"),
}


def test_files_with_hooks_are_read() -> None:
    modules = (importlib.import_module(f"asynclint.knowledge.{n}") for n in ("hooks", "textual"))
    libraries = [library for module in modules for library in module.LIBRARIES]
    packages = {package for library in libraries for package in library.packages}
    unread = {package for package in packages if not is_telling(f"import {package}\n".encode())}
    assert unread == _BESIDE_COROUTINES
