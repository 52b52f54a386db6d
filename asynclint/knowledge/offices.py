"""x."""

from __future__ import annotations

from asynclint.knowledge.entry import Library

LIBRARIES: tuple[Library, ...] = ()
