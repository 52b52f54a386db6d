"""Output: what people and programs read."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from asynclint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity, Step
from asynclint.render import FORMATS, text
from asynclint.render.frame import frame
from asynclint.render.style import Style, printable
from asynclint.report import Report, Statistics
from asynclint.surfaces.terminal import Progress, wants_color
from asynclint.text import Position, Source, Span

APP = """\
import helpers

async def index(request):
    page = helpers.load("https://example.org/")
    return page
"""


def span(line: int, column: int, end_column: int, end_line: int = 0) -> Span:
    return Span(Position(line, column), Position(end_line or line, end_column))


FINDING = Diagnostic(
    code="ASL102",
    name="blocking-network-in-async",
    severity=Severity.ERROR,
    path="app.py",
    span=span(4, 12, 48),
    message="`requests.get` blocks the event loop",
    help="use `httpx.AsyncClient`",
    function="index",
    trace=(
        Step("app.py", span(4, 12, 48), "`index` calls `load`"),
        Step("pkg/helpers.py", span(12, 5, 9), "`load` calls `requests.get`"),
    ),
    cause="requests.get at pkg/helpers.py:12",
)
PLAIN = Diagnostic("ASL901", "invalid-syntax", Severity.WARNING, "b.py", span(1, 1, 1), "oops")


def report(*diagnostics: Diagnostic, files: int = 3, errors: tuple[str, ...] = ()) -> Report:
    return Report(diagnostics, Statistics(files, 4, 1000, 900, 0.25), errors)


def source_of(path: str) -> Source | None:
    return Source(path, APP) if path == "app.py" else None


def full(*diagnostics: Diagnostic, color: bool = False) -> str:
    return text.render(report(*diagnostics), source_of, Style(color))


# Full text


def test_a_finding_in_full() -> None:
    assert full(FINDING) == (
        "app.py:4:12: error[ASL102] blocking-network-in-async:"
        " `requests.get` blocks the event loop\n"
        "  |\n"
        '4 |     page = helpers.load("https://example.org/")\n'
        "  |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "    1.  app.py:4:12          `index` calls `load`\n"
        "    2.  pkg/helpers.py:12:5  `load` calls `requests.get`\n"
        "    help: use `httpx.AsyncClient`\n"
        "\n"
    )


def test_a_finding_with_nothing_but_a_message() -> None:
    assert full(PLAIN) == "b.py:1:1: warning[ASL901] invalid-syntax: oops\n\n"


def test_nothing_found() -> None:
    assert full() == ""


def test_findings_with_one_cause_are_one_block() -> None:
    second = replace(FINDING, path="z.py", span=span(100, 2, 3), function="A.b", trace=())
    third = replace(second, path="zz.py", function="")
    output = full(FINDING, PLAIN, second, third)
    assert output.count("requests.get` blocks") == 1
    assert output.endswith(
        "    and 2 more places that reach it:\n"
        "        z.py:100:2   A.b\n"
        "        zz.py:100:2\n"
        "\n"
        "b.py:1:1: warning[ASL901] invalid-syntax: oops\n\n"
    )
    assert "    and 1 more place that reaches it:\n" in full(FINDING, second)


def test_findings_without_a_cause_or_of_different_rules_stay_apart() -> None:
    assert full(PLAIN, replace(PLAIN, path="c.py")).count("oops") == 2
    assert full(FINDING, replace(FINDING, code="ASL103")).count("help:") == 2


def test_what_would_break_a_line_is_escaped() -> None:
    odd = replace(PLAIN, path="a\nb\udce9.py", message="\x1b[31mred\u2028")
    assert full(odd) == (
        "a\\nb\\udce9.py:1:1: warning[ASL901] invalid-syntax: \\x1b[31mred\\u2028\n\n"
    )


def test_colours_only_add_to_the_text() -> None:
    colored = full(FINDING, color=True)
    plain = colored
    for effect in ("0", "1", "2", "1;31", "1;32"):
        plain = plain.replace(f"\x1b[{effect}m", "")
    assert colored != plain == full(FINDING)


@given(st.text())
def test_printable_text_has_one_line(value: str) -> None:
    assert printable(value).isprintable()
    if value.isprintable():
        assert printable(value) == value


# The frame


@pytest.mark.parametrize(
    ("line", "columns", "expected"),
    [
        ("bad()", (1, 6), ("bad()", "^^^^^")),
        ("\tbad()", (2, 7), ("    bad()", "    ^^^^^")),
        ("a\tbad()", (3, 8), ("a   bad()", "    ^^^^^")),
        ("'日本'; bad()", (7, 12), ("'日本'; bad()", "        ^^^^^")),
        ("'日本'", (1, 5), ("'日本'", "^^^^^^")),
        ("'e\u0301'; bad()", (7, 12), ("'e\u0301'; bad()", "     ^^^^^")),
        ("\fbad()", (2, 7), ("?bad()", " ^^^^^")),
        ("\x1b[31m bad()", (7, 12), ("?[31m bad()", "      ^^^^^")),
        ("'\u202e\u2028'", (1, 5), ("'??'", "^^^^")),
        ("\u3000\u00a0bad()", (3, 8), ("\u3000\u00a0bad()", "   ^^^^^")),
        ("bad()   ", (1, 9), ("bad()", "^^^^^")),
        ("bad", (4, 4), ("bad", "   ^")),
        ("bad()", (2, 2), ("bad()", " ^")),
    ],
)
def test_frames(line: str, columns: tuple[int, int], expected: tuple[str, str]) -> None:
    assert frame(Source("a.py", line), span(1, *columns)) == expected


def test_the_first_line_stands_for_a_span_of_several() -> None:
    source = Source("a.py", "x = bad(  \n  1\n)")
    assert frame(source, span(1, 5, 2, end_line=3)) == ("x = bad(", "    ^^^^")


@pytest.mark.parametrize("place", [span(2, 1, 1), span(9, 1, 2), span(1, 40, 41)])
def test_places_that_are_not_there_have_no_frame(place: Span) -> None:
    assert frame(Source("a.py", "x = 1\n"), place) is None


def test_long_lines_are_cut_around_the_finding() -> None:
    line = "x" * 500 + "bad()" + "y" * 500
    shown = frame(Source("a.py", line), span(1, 501, 506))
    assert shown is not None
    code, carets = shown
    assert len(code) == 120 + len("......")
    assert (code[:4], code[-4:]) == ("...x", "y...")
    assert code[carets.index("^") :][: carets.count("^")] == "bad()"


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.data())
def test_frames_never_hold_what_a_terminal_acts_on(line: str, data: st.DataObject) -> None:
    source = Source("a.py", line)
    begin = data.draw(st.integers(1, len(line) + 1))
    end = data.draw(st.integers(begin, len(line) + 1))
    shown = frame(source, Span(source.position(begin - 1), source.position(end - 1)))
    if shown is not None:
        assert not set(shown[0]) & set("\r\n\t\x1b\x07\u2028\u202e")
        assert "^" in shown[1]


# The end of the text


def test_summaries() -> None:
    def said(*args: Diagnostic, files: int = 3, errors: tuple[str, ...] = ()) -> str:
        return text.summary(report(*args, files=files, errors=errors), Style())

    note = replace(PLAIN, severity=Severity.INFO)
    assert said() == "All clear: no problems in 3 files\n"
    assert said(files=1234) == "All clear: no problems in 1,234 files\n"
    assert said(errors=("a.py",)) == (
        "Found no problems in 3 files, but not everything could be checked\n"
    )
    assert said(PLAIN, files=1) == "Found 1 problem (1 warning) in 1 file\n"
    assert said(note, FINDING, PLAIN, PLAIN) == (
        "Found 4 problems (1 error, 2 warnings, 1 note) in 3 files\n"
    )


def test_statistics() -> None:
    assert text.statistics(report(PLAIN, *[FINDING] * 12)) == (
        "12  ASL102  blocking-network-in-async\n"
        " 1  ASL901  invalid-syntax\n"
        "3 files in 0.25 s, 4 functions on the event loop,"
        " 900 of their 1,000 calls resolved (90%)\n"
    )
    empty = Report((), Statistics(0, 0, 0, 0, 0.0), ())
    assert "0 of their 0 calls resolved (100%)" in text.statistics(empty)


# Other formats


def test_concise() -> None:
    assert FORMATS["concise"](report(FINDING, PLAIN), source_of, Style()) == (
        "app.py:4:12: error[ASL102] `requests.get` blocks the event loop\n"
        "b.py:1:1: warning[ASL901] oops\n"
    )


def test_json() -> None:
    fix = Fix("await it", (Edit("app.py", span(4, 12, 12), "await "),), Safety.SAFE)
    document = json.loads(
        FORMATS["json"](
            report(replace(FINDING, fixes=(fix,)), PLAIN, errors=("a.py: oops",)),
            source_of,
            Style(),
        )
    )
    assert document == {
        "version": 1,
        "diagnostics": [
            {
                "code": "ASL102",
                "name": "blocking-network-in-async",
                "severity": "error",
                "message": "`requests.get` blocks the event loop",
                "help": "use `httpx.AsyncClient`",
                "path": "app.py",
                "start": {"line": 4, "column": 12},
                "end": {"line": 4, "column": 48},
                "function": "index",
                "cause": FINDING.cause,
                "trace": [
                    {"path": "app.py", "line": 4, "column": 12, "text": "`index` calls `load`"},
                    {
                        "path": "pkg/helpers.py",
                        "line": 12,
                        "column": 5,
                        "text": "`load` calls `requests.get`",
                    },
                ],
                "fix": {
                    "title": "await it",
                    "safety": "safe",
                    "reasons": [],
                    "edits": [
                        {
                            "path": "app.py",
                            "start": {"line": 4, "column": 12},
                            "end": {"line": 4, "column": 12},
                            "text": "await ",
                        }
                    ],
                },
                "alternatives": [],
                "unfixable": "",
            },
            {
                "code": "ASL901",
                "name": "invalid-syntax",
                "severity": "warning",
                "message": "oops",
                "help": "",
                "path": "b.py",
                "start": {"line": 1, "column": 1},
                "end": {"line": 1, "column": 1},
                "function": "",
                "cause": "",
                "trace": [],
                "fix": None,
                "alternatives": [],
                "unfixable": "",
            },
        ],
        "summary": {
            "files": 3,
            "functions_on_loop": 4,
            "calls_on_loop": 1000,
            "calls_resolved": 900,
            "diagnostics": 2,
            "causes": 2,
            "known": 0,
            "by_code": {"ASL102": 1, "ASL901": 1},
            "by_severity": {"error": 1, "warning": 1, "info": 0},
            "errors": ["a.py: oops"],
        },
    }


def test_json_survives_any_stream() -> None:
    odd = replace(PLAIN, path="\udce9\n.py", message="é\U0001f600")
    output = FORMATS["json"](report(odd), source_of, Style(color=True))
    assert output.isascii()
    assert json.loads(output)["diagnostics"][0]["path"] == "\udce9\n.py"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_depends_on_when_or_how_often(name: str) -> None:
    slow = replace(report(FINDING), statistics=replace(report().statistics, seconds=9.0))
    assert FORMATS[name](slow, source_of, Style()) == FORMATS[name](
        report(FINDING), source_of, Style()
    )


# Terminals


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "environ", "terminal", "wanted"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_wants_colour(
    choice: str, environ: dict[str, str], terminal: bool, wanted: bool
) -> None:
    stream = Terminal() if terminal else io.StringIO()
    assert wants_color(choice, stream, environ) is wanted


def test_progress_is_silent_when_it_is_quick() -> None:
    stream = Terminal()
    progress = Progress(stream)
    progress(1, 2)
    progress.clear()
    assert stream.getvalue() == ""


def test_progress_rewrites_one_line_and_leaves_nothing() -> None:
    stream = Terminal()
    progress = Progress(stream, delay=0.0, interval=60.0)
    progress(1000, 2140)
    progress(1001, 2140)
    progress.clear()
    progress.clear()
    assert stream.getvalue() == "\r\x1b[Kasynclint: 1,000 of 2,140 files\r\x1b[K"
