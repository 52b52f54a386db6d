"""Calls that the tables say block, made on the loop: it stops; made in a thread, it does not.

What a row says is run where a slow server or a slow mount of our own is enough to let it wait.
`stall/rows_*.py` are these calls; asynclint names the row of each.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

from asynclint import knowledge
from asynclint.knowledge.library import Library
from live.builds import slow_mount
from live.conftest import Cover, Record
from live.environments import environment
from live.processes import PROGRAMS, run_program
from live.verdicts import Finding, project

_SECONDS = 0.4  # that each call waits: see `stall/world.py`
_STOPPED, _FLOWS = 0.8 * _SECONDS, 0.75 * _SECONDS
# What holds the interpreter's lock while it waits: a thread does not help, only a process would.
_HOLDS = {"metadata": ("pathconf",)}
_NAME = re.compile(r"`([^`]+)`")

_HTTP = (
    *("httplib2==0.32.1", "httpx==0.28.1", "pycurl==7.49.0"),
    *("requests==2.34.2", "urllib3==2.8.0", "websocket-client==1.9.2", "websockets==17.4"),
)
_CLIENTS = (
    *("ldap3==2.9.1", "paramiko==5.1.0", "pika==1.4.4", "psycopg[binary]==3.3.9"),
    *("psycopg2-binary==2.9.13", "pymongo==4.20.1", "pymysql==1.2.4", "redis==7.4.1"),
    *("sqlalchemy==2.1.9", "pyzmq==27.3.0"),
)
_WORLD = ("stall/world.py", "stall/servers.py")
_NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("files", "metadata", "sockets", "waits"), ()),
    "http": _HTTP,
    "clients": _CLIENTS,
}

# Why rows of a module of tables are not run here.
_CLOUD = "its service exists in the cloud only"
_PEER = "needs a server that speaks its protocol as far as this call"
_STATE = "needs an open file, a terminal or a peer that is in a certain state"
_REASONS = {
    "accounts": "needs accounts with the services",
    "admin_services": "needs accounts with the services",
    "alarms": "needs the device",
    "appliances": "needs the device",
    "boards": "needs the device",
    "data_services": "needs accounts with the services",
    "desktops": "needs a screen, a keyboard or data",
    "document_stores": _PEER,
    "engines": _PEER,
    "heating": "needs the device",
    "hubs": "needs the device",
    "lakes": "needs a cluster, a store or data",
    "object_stores": _PEER,
    "office_services": "needs accounts with the services",
    "players": "needs the device",
    "agents": "needs a model",
    "azure": _CLOUD,
    "azure_management": _CLOUD,
    "bots": "needs accounts with the services",
    "cancellation": "needs a run in a framework of its own",
    "chats": "needs accounts with the services",
    "cloud": _CLOUD,
    "compute": "how long it takes depends on the data",
    "concurrency": "starts or joins a runtime of its own",
    "conversion": "needs a model",
    "databases": _PEER,
    "devices": "needs the device",
    "django": "needs a database that can be made slow",
    "documents": "needs documents and the programs that convert them",
    "doors": "needs accounts, their provider or a terminal",
    "elsewhere": "needs accounts with the services",
    "experiments": "needs a hub, a server or a cluster",
    "frameworks": "starts an event loop, or runs in a worker of its own",
    "google_cloud": _CLOUD,
    "graphs": "how long it takes depends on the data",
    "hosters": _CLOUD,
    "households": "needs the device",
    "hooks": "says who calls what: `test_hooks.py` runs it",
    "http": "needs an answer in a certain form",
    "identity": _CLOUD,
    "inference": "needs a model",
    "learning": "needs data, servers or a browser",
    "machinery": "needs machines, servers or data",
    "shops": "needs accounts with the services",
    "web_services": "needs accounts with the services",
    "offices": "needs accounts with the services",
    "phones": "needs accounts with the services",
    "pipelines": "needs models or data",
    "platforms": "needs accounts with the services",
    "processing": "needs models, devices or servers",
    "chains": "needs a model",
    "langchain": "needs a model",
    "llama_index": "needs a model",
    "machines": "needs a machine, a browser or an engine to drive",
    "media": "needs media and the programs that convert them",
    "messaging": _PEER,
    "models": "needs a model",
    "orm": "needs a database that can be made slow",
    "peewee": "needs a database that can be made slow",
    "redis": _PEER,
    "regions": _CLOUD,
    "repositories": "needs git, repositories, remotes and packages",
    "search": _PEER,
    "services": _CLOUD,
    "small_stores": _PEER,
    "sockets": _PEER,
    "sql_drivers": _PEER,
    "stores": _PEER,
    "terminals": "needs a terminal, a program or a collector",
    "tracing": "needs a collector",
    "trackers": "needs accounts with the services",
    "vectors": _PEER,
    "web_apis": _CLOUD,
    "workflows": _PEER,
}


def rows_of(module: str, findings: list[Finding]) -> dict[str, set[str]]:
    """The rows that asynclint names, by the function that makes the call."""
    rows: dict[str, set[str]] = {}
    for finding in findings:
        name = _NAME.search(finding.message)
        if name is not None and finding.path == f"rows_{module}.py":
            rows.setdefault(finding.function, set()).add(name[1])
    return rows


@pytest.mark.parametrize("module", _NEEDS)
def test_calls(module: str, tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    program = f"stall/rows_{module}.py"
    findings = project(tmp_path_factory.mktemp(module) / "own", [program, *_WORLD]).findings("ASL1")
    rows = rows_of(module, findings)
    env = {"LD_PRELOAD": str(slow_mount())}
    arguments = ("stall/rows.py", f"rows_{module}")
    seen = run_program(environment(*_NEEDS[module]), *arguments, env=env, seconds=900)
    wrong = []
    for name, (on_loop, in_thread) in seen.items():
        if name not in rows:
            wrong.append(f"{name}: asynclint is silent")
        if on_loop["longest_pause"] < _STOPPED:
            wrong.append(f"{name}: does not stop the loop: {on_loop}")
        holds = name in _HOLDS.get(module, ())
        if (in_thread["longest_pause"] > _FLOWS) != holds:
            wrong.append(f"{name}: in a thread: {in_thread}")
    assert wrong == []
    for rule in sorted({finding.code for finding in findings}):
        functions = {finding.function for finding in findings if finding.code == rule}
        functions -= {*_HOLDS.get(module, ())}
        told = {row for name in functions for row in rows[name]}
        least = min(seen[name][0]["longest_pause"] for name in functions)
        most = max(seen[name][1]["longest_pause"] for name in functions)
        said = f"{len(functions)} × {rule}"
        before = f"each stops the loop, for {least:.1f} s at least"
        after = f"longest pause {most:.2f} s"
        record(rule, program, f"{len(told)} rows", said, before, "`asyncio.to_thread`", after)


def tables() -> Iterator[tuple[str, Library]]:
    """Every table, with the name of its module."""
    for module in pkgutil.iter_modules(knowledge.__path__):
        found = importlib.import_module(f"asynclint.knowledge.{module.name}")
        for library in getattr(found, "LIBRARIES", (getattr(found, "LIBRARY", None),)):
            if library is not None:
                yield module.name, library


def test_rows_that_are_not_run(tmp_path_factory: pytest.TempPathFactory, cover: Cover) -> None:
    """Each library says how many of its rows are run, and why the others are not."""
    programs = sorted(path.name for path in (PROGRAMS / "stall").glob("rows_*.py"))
    names = [*_WORLD, *(f"stall/{name}" for name in programs)]
    own = project(tmp_path_factory.mktemp("rows") / "own", names)
    run = {name for one in own.findings("ASL1") for name in _NAME.findall(one.message)[:1]}
    counts: dict[str, list[str | int]] = {}
    for module, library in tables():
        name = library.distribution or "Python's standard library"
        for row in library.blocks:
            count = counts.setdefault(name, [0, 0, ""])
            owner = row.name.removesuffix("*")
            is_run = row.name in run or (
                owner != row.name and any(r.startswith(owner) for r in run)
            )
            count[0] = int(count[0]) + 1
            count[1] = int(count[1]) + is_run
            if not is_run:
                count[2] = _STATE if module.startswith("stdlib_") else _REASONS[module]
    assert int(counts["Python's standard library"][1]) > 150
    cover(counts)
