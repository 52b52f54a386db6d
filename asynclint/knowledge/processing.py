"""What computes, reads and records: hashes, models, documents, devices, and some stores."""

from __future__ import annotations

from asynclint.knowledge.entry import Library

LIBRARIES: tuple[Library, ...] = ()
