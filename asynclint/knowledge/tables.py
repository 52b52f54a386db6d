"""The tuple of all tables: one line a family, so that what is known can be seen at a glance."""

from __future__ import annotations

from asynclint.knowledge import (
    concurrency,
    databases,
    frameworks,
    http,
    orm,
    search,
    stdlib_calls,
    stdlib_cpu,
    stdlib_database,
    stdlib_formats,
    stdlib_mail,
    stdlib_multiprocessing,
    stdlib_network,
    stdlib_os,
    stdlib_packages,
    stdlib_pathlib,
    stdlib_process,
    stdlib_sync,
    stores,
)
from asynclint.knowledge.entry import Library

ALL: tuple[Library, ...] = (
    stdlib_calls.LIBRARY,
    stdlib_cpu.LIBRARY,
    stdlib_database.LIBRARY,
    stdlib_formats.LIBRARY,
    stdlib_mail.LIBRARY,
    stdlib_multiprocessing.LIBRARY,
    stdlib_network.LIBRARY,
    stdlib_os.LIBRARY,
    stdlib_packages.LIBRARY,
    stdlib_pathlib.LIBRARY,
    stdlib_process.LIBRARY,
    stdlib_sync.LIBRARY,
    *concurrency.LIBRARIES,
    *databases.LIBRARIES,
    *frameworks.LIBRARIES,
    *http.LIBRARIES,
    *orm.LIBRARIES,
    *search.LIBRARIES,
    *stores.LIBRARIES,
)
