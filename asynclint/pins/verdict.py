"""Whether the versions that a requirement allows lie in given ranges.

PEP 440's operators only change their mind at the versions they name: membership is the same for
all versions between two neighbouring ones, except for how pre-releases, post-releases, development
releases and local versions of a named release are treated. So one version of each sort, at and
between the named ones, stands for all versions there are.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from packaging.specifiers import Specifier, SpecifierSet
    from packaging.version import Version

_Release: TypeAlias = tuple[int, tuple[int, ...]]  # epoch, and the numbers without zeros at the end


class Verdict(enum.Enum):
    """Whether something holds for the versions that a project uses."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@lru_cache(maxsize=1024)
def decide(allowed: SpecifierSet, exact: Version | None, ranges: tuple[str, ...]) -> Verdict:
    """Whether all (YES) or none (NO) of the allowed versions lie in any of the ranges.

    An `exact` version stands for all that are allowed. Raises `InvalidSpecifier`.
    """
    from packaging.specifiers import SpecifierSet

    sets = [SpecifierSet(text) for text in ranges]
    versions = [exact] if exact else _members(allowed, sets)
    found = {any(one.contains(version, prereleases=True) for one in sets) for version in versions}
    if found == {True}:
        return Verdict.YES
    return Verdict.NO if found == {False} else Verdict.UNKNOWN


@lru_cache(maxsize=1024)
def is_empty(allowed: SpecifierSet) -> bool:
    """Whether a specifier set contradicts itself, or only names what is no version."""
    return next(_members(allowed, ()), None) is None


def _members(allowed: SpecifierSet, others: Iterable[SpecifierSet]) -> Iterator[Version]:
    """Allowed versions, at least one of every sort that these sets can tell apart."""
    bounds = [bound for one in (allowed, *others) for each in one for bound in _bounds(each)]
    return (v for v in _samples(bounds) if allowed.contains(v, prereleases=True))


def _bounds(specifier: Specifier) -> Iterator[Version]:
    """The versions at which an operator changes its mind."""
    from packaging.version import InvalidVersion, Version

    text = specifier.version.removesuffix(".*")
    try:
        version = Version(text)
    except InvalidVersion:
        return  # `===` takes anything
    yield version
    prefix = version.release
    if specifier.operator == "~=":
        prefix = prefix[:-1]
    elif text == specifier.version:
        return
    for numbers in (prefix, (*prefix[:-1], prefix[-1] + 1)):
        yield Version(_text((version.epoch, numbers)))


def _samples(bounds: list[Version]) -> Iterator[Version]:
    """A version of every sort at the releases of the bounds, and one behind each of them."""
    from packaging.version import Version

    by_release: dict[_Release, list[Version]] = {(0, ()): []}  # there is nothing below `0`
    for bound in bounds:
        by_release.setdefault(_release(bound), []).append(bound)
    length = max(len(numbers) for _, numbers in by_release)
    for (epoch, numbers), named in by_release.items():
        padded = (*numbers, *[0] * (length - len(numbers)))
        # `1.0.0.1`: behind all that is called 1.0, before any longer name that is mentioned.
        yield Version(_text((epoch, (*padded, 0, 1))))
        for suffix in product(*_suffixes(named)):
            yield Version(_text((epoch, padded or (0,))) + "".join(suffix))
        # `===` compares text.
        yield from named


def _suffixes(named: list[Version]) -> list[set[str]]:
    """What may follow a release: pre, post, dev and local parts, around those that are named."""
    pre, post, dev, local = {"", "a0"}, {"", ".post0"}, {"", ".dev0"}, {"", "+other"}
    for version in named:
        if version.pre:
            pre |= {f"{version.pre[0]}{number}" for number in _around(version.pre[1])}
        if version.post is not None:
            post |= {f".post{number}" for number in _around(version.post)}
        if version.dev is not None:
            dev |= {f".dev{number}" for number in _around(version.dev)}
        if version.local:
            local.add(f"+{version.local}")
    return [pre, post, dev, local]


def _around(number: int) -> range:
    return range(max(number - 1, 0), number + 2)


def _release(version: Version) -> _Release:
    numbers = version.release
    while numbers and not numbers[-1]:
        numbers = numbers[:-1]
    return version.epoch, numbers


def _text(release: _Release) -> str:
    epoch, numbers = release
    return f"{epoch}!{'.'.join(map(str, numbers))}"
