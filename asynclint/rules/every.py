"""All rules, loaded: for those who print their pages. A check loads what has something to tell."""

from __future__ import annotations

from asynclint.rules.base import Rule
from asynclint.rules.listed import LISTED

ALL: tuple[type[Rule], ...] = tuple(rule.load() for rule in LISTED)
