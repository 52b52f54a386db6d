"""Why nothing is done about a file that does not parse: an older Python may not know its words."""

from __future__ import annotations

import sys

from asynclint.rules.asl901_invalid_syntax import InvalidSyntax

RUNNING = sys.version_info[:2]


def test_an_error_is_for_the_author() -> None:
    assert InvalidSyntax.why("invalid syntax", None) == InvalidSyntax.unfixable
    assert InvalidSyntax.why("invalid syntax", (3, 8)) == InvalidSyntax.unfixable
    assert InvalidSyntax.why("invalid syntax", RUNNING) == InvalidSyntax.unfixable


def test_a_project_for_a_newer_python_may_be_right() -> None:
    newer = (RUNNING[0], RUNNING[1] + 1)
    said = InvalidSyntax.why("invalid syntax", newer)
    assert said.startswith(f"it may be valid in Python {newer[0]}.{newer[1]}, ")


def test_fstrings_of_newer_pythons() -> None:
    said = InvalidSyntax.why("f-string: expecting '}'", None)
    assert ("Python 3.12" in said) is (RUNNING < (3, 12))
