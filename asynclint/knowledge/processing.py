"""What computes, reads and records: hashes, models, documents, devices, and stores asked by extensions."""

from __future__ import annotations

from asynclint.knowledge.entry import Library

LIBRARIES: tuple[Library, ...] = ()
