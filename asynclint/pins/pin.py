"""A requirement that was understood: what it allows, and where it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from asynclint.pins.stated import Stated, canonical
from asynclint.pins.verdict import is_empty
from asynclint.text import Source

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet
    from packaging.version import Version

# In the spelling of `packaging`. Only these compare like versions: `python_version` has two parts.
# Compiled when first asked for, and then kept by `re`.
_PYTHON_VERSION = r'python_version ((?:[<>=]=?|!=) "[\d.]+")'


class Pin(msgspec.Struct, frozen=True):
    """What one place in a project says about the version of a distribution.

    `distribution` is its canonical name. `version` is set where exactly one version is allowed.
    Lines and columns count from 1, in code points; `end_column` is the first behind the text, or
    behind its first line.
    `others` are statements as good as this one, which may disagree with it.
    """

    distribution: str
    version: Version | None
    specifier: SpecifierSet
    path: Path
    line: int
    column: int
    end_column: int
    is_lock: bool
    others: tuple[Pin, ...] = ()

    def allows(self, version: Version) -> bool:
        """Whether the version may be installed."""
        return self.specifier.contains(version, prereleases=True)

    def with_others(self, others: Sequence[Pin]) -> Pin:
        """This pin, standing for several."""
        return replace(self, others=tuple(others))


def pin_of(stated: Stated, source: Source, is_lock: bool) -> Pin | None:
    """The pin that a statement makes; None if it does not restrict versions in a way we know:
    what is no PEP 508 requirement, what comes from a URL, and what contradicts itself."""
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.specifiers import SpecifierSet

    try:
        requirement = Requirement(stated.requirement)
    except InvalidRequirement:
        return None
    specifier = requirement.specifier
    if requirement.url or is_empty(specifier) or _never(str(requirement.marker or "")):
        return None
    version = _exact(specifier)
    start, end = source.position(stated.start), source.position(stated.end)
    same_line = start.line == end.line
    return Pin(
        canonical(requirement.name),
        version,
        SpecifierSet(f"=={version}") if version else specifier,
        Path(source.path),
        start.line,
        start.column,
        end.column if same_line else len(source.line(start.line)) + 1,
        is_lock,
    )


def _exact(specifier: SpecifierSet) -> Version | None:
    """The version of `==` or `===`."""
    from packaging.version import Version

    named = (
        Version(each.version)
        for each in specifier
        if each.operator in ("==", "===") and not each.version.endswith(".*")
    )
    return next(named, None)


def _never(marker: str) -> bool:
    """Whether no Python fits a marker such as `python_version < "0"`."""
    from packaging.specifiers import SpecifierSet

    if not marker or " or " in marker:
        return False
    bounds = ",".join(re.findall(_PYTHON_VERSION, marker)).replace('"', "")
    return is_empty(SpecifierSet(bounds))
