"""Platforms, sandboxes and services that clients ask over the network."""

from __future__ import annotations

from asynclint.knowledge.entry import Library

LIBRARIES: tuple[Library, ...] = ()
