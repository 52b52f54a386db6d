"""The tuple of all tables: one line a family, so that what is known can be seen at a glance."""

from __future__ import annotations

import importlib
from asynclint.knowledge.entry import Library
import pkgutil, asynclint.knowledge as k
_all=[]
for m in sorted(x.name for x in pkgutil.iter_modules(k.__path__)):
    if m in ("entry","tables"): continue
    mod=importlib.import_module("asynclint.knowledge."+m)
    _all += list(getattr(mod,"LIBRARIES",())) or [mod.LIBRARY]
ALL: tuple[Library, ...] = tuple(_all)
