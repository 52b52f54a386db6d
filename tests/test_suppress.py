"""Comments that silence findings: which lines they hold for, and which are useless."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.selectors import RUFF_NAMES, Label
from asynclint.suppress import Suppressions
from asynclint.text import Position, Source, Span

RULES = (
    Label("ASL101", "blocking-sleep-in-async", ("ASYNC251", "S7488")),
    Label("ASL102", "blocking-network-in-async", ("ASYNC210",), ("ASYNC251",)),
    Label("ASL902", "unused-suppression"),
)


def diagnostic(source: Source, start: int, end: int, code: str) -> Diagnostic:
    span = Span(source.position(start), source.position(end))
    return Diagnostic(
        code, {rule.code: rule.name for rule in RULES}[code], Severity.ERROR, source.path, span, ""
    )


def findings(text: str, code: str = "ASL101") -> list[Diagnostic]:
    """A finding for each call of `bad` in the text, nested parentheses not allowed for."""
    source = Source("a.py", text)
    calls = re.finditer(r"bad\([^()]*\)", text)
    return [diagnostic(source, *call.span(), code) for call in calls]


def silenced(text: str, code: str = "ASL101") -> list[bool]:
    found = findings(text, code)
    kept, suppressed = Suppressions.parse(text, RULES).apply(found)
    assert sorted([*kept, *suppressed], key=found.index) == found
    return [finding in suppressed for finding in found]


def complaints(text: str, ran: Iterable[Label] = RULES) -> list[str]:
    suppressions = Suppressions.parse(text, RULES)
    _, suppressed = suppressions.apply(findings(text))
    found = suppressions.unused("a.py", suppressed, list(ran), RULES)
    assert {(d.code, d.severity, d.path) for d in found} <= {("ASL902", Severity.WARNING, "a.py")}
    return [d.message for d in found]


@pytest.mark.parametrize(
    ("comment", "code", "holds"),
    [
        ("# noqa", "ASL101", True),
        ("# NOQA", "ASL101", True),
        ("#noqa", "ASL101", True),
        ("# noqa because it is fine", "ASL101", True),
        ("# noqa: ASL101", "ASL101", True),
        ("# noqa:ASL101", "ASL101", True),
        ("# noqa : ASL101", "ASL101", True),
        ("# noqa: E501, ASL101,W291", "ASL101", True),
        ("# noqa: E501 ASL101", "ASL101", True),
        ("# noqa: ASL101 the reason", "ASL101", True),
        ("# noqa: ASL1", "ASL101", True),
        ("# type: ignore # noqa: ASL101", "ASL101", True),
        ("# noqa: ASL101", "ASL102", False),
        ("# noqa: asl101", "ASL101", False),
        ("# noqa: E501", "ASL101", False),
        ("# noqa: the reason", "ASL101", False),
        ("# noqable", "ASL101", False),
        ("# say noqa", "ASL101", False),
        ("# asynclint: ignore[ASL101]", "ASL101", True),
        ("#asynclint:ignore[ASL101]", "ASL101", True),
        ("# asynclint: ignore[ASL101] the reason", "ASL101", True),
        ("# asynclint: ignore[ASL102, ASL101]", "ASL101", True),
        ("# asynclint: ignore[blocking-sleep-in-async]", "ASL101", True),
        ("# type: ignore  # asynclint: ignore[ASL101]", "ASL101", True),
        ("# asynclint: file-ignore[ASL101]", "ASL101", True),
        ("# asynclint: ignore[ASL102]", "ASL101", False),
        ("# asynclint: ignore[blocking]", "ASL101", True),
        ("# asynclint: ignore[tasks]", "ASL101", False),
        ("# asynclint: ignore[block]", "ASL101", False),
        ("# asynclint: ignore[ASYNC251]", "ASL101", True),
        ("# asynclint: ignore[ASYNC251]", "ASL102", False),
        ("# noqa: ASYNC251", "ASL101", True),
        ("# noqa: E501, ASYNC251 the reason", "ASL101", True),
        ("# noqa: ASYNC251", "ASL102", True),
        ("# noqa: ASYNC210", "ASL101", False),
        ("# noqa: ASYNC25", "ASL101", False),
        ("# noqa: blocking", "ASL101", False),
        ("# ruff: ignore[ASYNC251] the reason", "ASL101", True),
        ("# ruff: file-ignore[E501, ASYNC251]", "ASL101", True),
        ("# ruff: noqa: ASYNC251", "ASL101", True),
        ("# ruff: noqa", "ASL101", False),
        ("# ruff: ignore[ASYNC210]", "ASL101", False),
        ("# ruff: ignore[blocking-sleep-in-async-function]", "ASL101", True),
        ("# ruff: ignore[asyncio-dangling-task]", "ASL101", False),
        ("# noqa: blocking-sleep-in-async-function", "ASL101", False),
        ("# NOSONAR(S7488) the reason", "ASL101", True),
        ("# NOSONAR(S7499)", "ASL101", False),
        ("# NOSONAR", "ASL101", False),
        ("# asynclint: ignore", "ASL101", False),
        ("# asynclint: ignore[]", "ASL101", False),
        ("# asynclint: disable[ASL101]", "ASL101", False),
    ],
)
def test_trailing_comments(comment: str, code: str, holds: bool) -> None:
    assert silenced(f"bad()  {comment}", code) == [holds]
    # The same where the file does not tokenize.
    assert silenced(f"bad()  {comment}\n(", code) == [holds]


IGNORE = "# asynclint: ignore[ASL101]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"bad()\nbad()  {IGNORE}\nbad()", [False, True, False]),
        # Any line of the call, or the first or last of the statement.
        (f"bad(  {IGNORE}\n  1,\n)", [True]),
        (f"bad(\n  1,  {IGNORE}\n)", [True]),
        (f"bad(\n  1,\n)  {IGNORE}", [True]),
        (f"f(  {IGNORE}\n  bad(),\n)", [True]),
        (f"f(\n  bad(),\n)  {IGNORE}", [True]),
        (f"x = (\n  bad(),  {IGNORE}\n  bad(),\n)", [True, False]),
        (f"x = '''\n'''; bad()  {IGNORE}\nbad()", [True, False]),
        (f"bad(); \\\nbad()  {IGNORE}", [True, True]),
        # The header of a block is a statement of its own.
        (f"with f(\n  bad()\n):  {IGNORE}\n  bad()", [True, False]),
        # Alone on a line: the next statement.
        (f"{IGNORE}\nbad()\nbad()", [True, False]),
        (f"{IGNORE}\n\n# other\nf(\n  bad()\n)\nbad()", [True, False]),
        (f"if x:\n    {IGNORE}\n    bad()\n    bad()", [True, False]),
        (f"f(\n  {IGNORE}\n  bad(),\n  bad(),\n)", [True, False]),
        (f"bad()\n{IGNORE}", [False]),
        # But no tool takes the comment that flake8 brought to mean the line below.
        ("# noqa: ASL101\nbad()", [False]),
        ("# noqa\nbad()", [False]),
        # The whole file, wherever it is said.
        ("bad()\n# asynclint: file-ignore[ASL1] a script\nbad()", [True, True]),
        ("# flake8: noqa\nbad()\nbad()", [True, True]),
        ("# flake8: noqa: ASL101\nbad()\nbad()", [True, True]),
        ("# flake8: noqa: ASL102\nbad()", [False]),
        # Strings are not comments.
        (f"'{IGNORE}'; bad()", [False]),
        (f"bad('''\n{IGNORE}\n''')", [False]),
        # Lines are Python's.
        (f"bad()\rbad()  {IGNORE}\rbad()", [False, True, False]),
        (f"bad()  # a\fb\u2028c {IGNORE}\nbad()", [True, False]),
        (f"\tbad()  {IGNORE}", [True]),
    ],
)
def test_lines_that_a_comment_holds_for(text: str, expected: list[bool]) -> None:
    assert silenced(text) == expected


def test_files_that_do_not_tokenize() -> None:
    assert silenced(f"bad()  {IGNORE}\n{IGNORE}\nbad()\nbad()\n  )(") == [True, True, False]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# noqa", []),
        ("# noqa: E501", []),
        ("# noqa: ASL101", []),
        ("# noqa: ASL102", ["nothing here to suppress for `ASL102`"]),
        ("# noqa: ASL101, E501, ASL102", ["nothing here to suppress for `ASL102`"]),
        ("# noqa: ASL777", ["no rule is called `ASL777`"]),
        (IGNORE, []),
        ("# asynclint: ignore[ASL1]", []),
        ("# asynclint: ignore[ASL102]", ["nothing here to suppress for `ASL102`"]),
        ("# asynclint: file-ignore[ASL102]", ["nothing here to suppress for `ASL102`"]),
        ("# asynclint: ignore[asl101]", ["no rule is called `asl101`"]),
        ("# asynclint: ignore", ["`ignore` needs a code: `ignore[ASL101]`"]),
        ("# asynclint: ignore ASL101", ["`ignore` needs a code: `ignore[ASL101]`"]),
        ("# asynclint: file-ignore[]", ["`file-ignore` needs a code: `file-ignore[ASL101]`"]),
        ("# asynclint: off", ["after `asynclint:` write `ignore[...]` or `file-ignore[...]`"]),
        ("# asynclint: ignore[ASL102, ASL902]", []),
        # Other linters' comments are theirs, of use or not; in ours their codes are ours.
        ("# noqa: ASYNC251", []),
        ("# noqa: ASYNC210", []),
        ("# noqa: ASYNC251, ASL101", []),
        ("# ruff: ignore[ASYNC210]", []),
        ("# NOSONAR(S7499)", []),
        ("# asynclint: ignore[ASYNC251]", []),
        ("# asynclint: ignore[ASYNC210]", ["nothing here to suppress for `ASYNC210`"]),
        ("# asynclint: ignore[ASYNC999]", ["no rule is called `ASYNC999`"]),
        ("# asynclint: ignore[blocking]", []),
        ("# asynclint: ignore[ASL102]  # noqa: ASL101", ["nothing here to suppress for `ASL102`"]),
    ],
)
def test_useless_comments(comment: str, said: list[str]) -> None:
    assert complaints(f"bad()  {comment}") == said


def test_rules_that_did_not_run_prove_nothing() -> None:
    assert complaints("x = 1  # noqa: ASL101", ran=RULES[1:]) == []
    assert complaints("x = 1  # asynclint: ignore[blocking-sleep-in-async]", ran=RULES[1:]) == []
    assert complaints("x = 1  # asynclint: ignore[ASL1]", ran=RULES[1:]) == [
        "nothing here to suppress for `ASL1`"
    ]


def test_a_complaint_is_about_the_comment() -> None:
    [item] = Suppressions.parse("x = 'é'; y  # asynclint: ignore[ASL101] why").items
    assert item.span == Span(Position(1, 13), Position(1, 40))


lines = st.lists(
    st.sampled_from(
        [
            *(
                "bad()",
                "f(",
                ")",
                "'''",
                "if x:",
                "  bad()",
                "\\",
                "# noqa: ASL101",
                IGNORE,
                "\f",
                "\r",
            )
        ]
    )
)


@given(lines)
def test_any_text_can_be_read(parts: list[str]) -> None:
    text = "\n".join(parts)
    suppressions = Suppressions.parse(text)
    for item in suppressions.items:
        assert 1 <= item.first <= item.last


def test_ruff_names_are_those_of_ruff() -> None:
    for name, code in RUFF_NAMES.items():
        command = [sys.executable, "-m", "ruff", "rule", code]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert told.startswith(f"# {name} ({code})")
