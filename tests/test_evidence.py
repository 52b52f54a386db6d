"""The page of evidence: made from what the live tests wrote down, which speaks of what exists."""

from __future__ import annotations

import json
import re

from harness import ROOT

from asynclint import evidence
from asynclint.evidence import Row
from asynclint.rules.every import ALL

CHECKOUT = ROOT.parent
PROGRAMS = CHECKOUT / "examples" / "live"


def test_rows_speak_of_what_exists() -> None:
    codes = {rule.code for rule in ALL}
    for row in evidence.load(CHECKOUT):
        assert row.rule in codes, row
        assert (PROGRAMS / row.program).is_file(), row
        assert row.versions, row
        assert row.before, row
        assert bool(row.remedy) == bool(row.after), row


def test_rows_are_of_tests_that_exist() -> None:
    for test in json.loads((CHECKOUT / evidence.FILE).read_text("utf-8"))["tests"]:
        path, _, name = test.partition("::")
        function = re.match(r"\w+", name)
        assert function is not None, test
        assert f"def {function[0]}(" in (CHECKOUT / path).read_text("utf-8"), test


def test_every_rule_is_run_or_says_why_not() -> None:
    shown = {row.rule for row in evidence.load(CHECKOUT)}
    assert shown | set(evidence.NOT_RUN) == {rule.code for rule in ALL}
    assert not shown & set(evidence.NOT_RUN)


def test_releases_that_do_the_same_are_one_row() -> None:
    row = Row("ASL301", "a.py", "", "error ASL301", "x | y", "wait", "ok")
    rows = [row._replace(versions=f"redis {release}") for release in ("4.4.0", "4.5.3")]
    other = row._replace(versions="redis 8.1.0", before="ok")
    lines = evidence.page([*rows, other], {}).splitlines()
    assert [line.split(" | ", 1)[1] for line in lines if "a.py" in line] == [
        r"redis 4.4.0, 4.5.3 | error ASL301 | x \| y | wait | ok |",
        "redis 8.1.0 | error ASL301 | ok | wait | ok |",
    ]


def test_releases_of_several_things() -> None:
    row = Row("ASL301", "a.py", "", "silent", "ok", "", "")
    rows = [row._replace(versions=one) for one in ("Django 5.2, redis 4.5.1", "redis 8.1.0")]
    assert "| Django 5.2, redis 4.5.1; redis 8.1.0 |" in evidence.page(rows, {})


def test_libraries_say_what_is_not_run() -> None:
    for name, (rows, run, reason) in evidence.coverage(CHECKOUT).items():
        assert 0 <= run <= rows, name
        assert bool(reason) == (run < rows), name


def test_libraries_with_most_runs_come_first() -> None:
    libraries = {"a": (3, 0, "no server"), "b": (2, 2, ""), "c": (5, 2, "a terminal")}
    lines = evidence.page([], libraries).splitlines()
    assert "4 of 10 rows of [the tables](knowledge.md), where" in lines
    assert lines[-3:] == [
        "| b | 2 | 2 |  |",
        "| c | 5 | 2 | a terminal |",
        "| a | 3 | 0 | no server |",
    ]
