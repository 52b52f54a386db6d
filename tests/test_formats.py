"""Reports for other programs: each keeps to the format that its readers expect."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_render import FINDING, PLAIN, report, source_of, span

from asynclint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from asynclint.fingerprint import fingerprints, line_hash
from asynclint.render import FORMATS
from asynclint.render.style import Style
from asynclint.report import Report
from asynclint.rules.every import ALL
from asynclint.text import Source

FIX = Fix(
    "await it",
    (Edit("app.py", span(4, 12, 12), "await "), Edit("app.py", span(5, 5, 11), "yield")),
    Safety.SAFE,
)
FULL = replace(
    report(replace(FINDING, fixes=(FIX,)), PLAIN, errors=("a.py: oops",)),
    rules=tuple(rule.page() for rule in ALL),
)
ODD = replace(
    PLAIN,
    path="a b/ü\udce9\n%.py",
    message="a,b::c%\r\n`x[1](2)` <&\x0b\U0001f600|",
    severity=Severity.INFO,
)
REPORTS = [report(), FULL, report(ODD, FINDING), report(errors=("x: <oops>",))]
SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0-rtm.5.json").read_text())


def rendered(name: str, of: Report) -> str:
    return FORMATS[name](of, source_of, Style())


def document(name: str, of: Report) -> Any:
    return json.loads(rendered(name, of))


# SARIF


@pytest.mark.parametrize("of", REPORTS)
def test_sarif_keeps_to_its_schema(of: Report) -> None:
    jsonschema.Draft4Validator(SCHEMA).validate(document("sarif", of))


def test_the_schema_is_not_satisfied_with_anything() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate({"version": "2.1.0"})


def test_sarif() -> None:
    [run] = document("sarif", FULL)["runs"]
    first, second = run["results"]
    assert first["ruleId"] == "ASL102"
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert rule["id"] == "ASL102"
    assert len(rule["fullDescription"]["text"]) <= 1024
    assert "## Why it matters" in rule["help"]["markdown"]
    assert first["message"]["text"] == (
        "`requests.get` blocks the event loop. Help: use `httpx.AsyncClient`. "
        "Steps: [app.py:4:12](1), [pkg/helpers.py:12:5](2)."
    )
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "app.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 4, "startColumn": 12, "endLine": 4, "endColumn": 48},
    }
    related = first["relatedLocations"]
    assert [location["id"] for location in related] == [1, 2]
    [flow] = first["codeFlows"][0]["threadFlows"]
    assert [step["location"]["message"]["text"] for step in flow["locations"]] == [
        "`index` calls `load`",
        "`load` calls `requests.get`",
    ]
    assert set(first["partialFingerprints"]) == {"asynclint/v1", "primaryLocationLineHash"}
    [change] = first["fixes"][0]["artifactChanges"]
    assert [part["insertedContent"]["text"] for part in change["replacements"]] == [
        "await ",
        "yield",
    ]
    assert set(second["partialFingerprints"]) == {"asynclint/v1"}  # b.py is not there
    [invocation] = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "a.py: oops"


def test_sarif_escapes_paths_and_brackets() -> None:
    odd = replace(ODD, path="/x/ü %.py")
    [result] = document("sarif", report(odd))["runs"][0]["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///x/%C3%BC%20%25.py"}
    assert r"`x\[1\](2)`" in result["message"]["text"]


def test_sarif_keeps_the_limits_of_github() -> None:
    mild = replace(PLAIN, severity=Severity.INFO)
    many = [replace(mild, path=f"{n:05}.py") for n in range(25_000)]
    [run] = document("sarif", report(*many, FINDING))["runs"]
    assert len(run["results"]) == 25_000
    assert run["results"][-1]["ruleId"] == "ASL102"  # the worst stays
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "1 results were left out"
    long = replace(FINDING, trace=FINDING.trace * 100)
    [result] = document("sarif", report(long))["runs"][0]["results"]
    assert len(result["relatedLocations"]) == 100


# Fingerprints


def test_fingerprints_do_not_depend_on_lines() -> None:
    text = "import x\n\n\nasync def f():\n    x.get( 1 )\n    x.get(1)\n    x.get(2)\n"

    def found(source: Source) -> list[str]:
        places = [source.text.index("x.get( 1 )"), source.text.index("x.get(1)")]
        ends = [places[0] + 10, places[1] + 8]
        spans = [
            replace(FINDING.span, start=source.position(start), end=source.position(end))
            for start, end in zip(places, ends, strict=True)
        ]
        return fingerprints([replace(FINDING, span=s) for s in spans], lambda _: source)

    before = found(Source("app.py", text))
    after = found(Source("app.py", "# more\n\n" + text.replace("    x", "  x")))
    assert before == after
    assert len(set(before)) == 2  # the same call twice is two findings


@pytest.mark.parametrize(
    "other",
    [{"code": "ASL103"}, {"path": "b.py"}, {"function": "g"}, {"span": span(4, 5, 48)}],
)
def test_fingerprints_differ(other: dict[str, Any]) -> None:
    [one] = fingerprints([FINDING], lambda path: source_of("app.py"))
    [two] = fingerprints([replace(FINDING, **other)], lambda path: source_of("app.py"))
    assert one != two


def test_messages_may_be_reworded() -> None:
    [one] = fingerprints([FINDING], source_of)
    assert [one] == fingerprints([replace(FINDING, message="x", trace=(), cause="")], source_of)


def test_line_hashes_count_repetitions_and_skip_blanks() -> None:
    # 37 * ord("a") + ord("\n"), and so on: a polynomial over a window of one hundred units.
    units = [ord("a"), ord("\n"), ord("b"), 0xFFFF, *[0] * 96]
    value = 0
    for unit in units:
        value = (value * 37 + unit) % 2**64
    assert line_hash(Source("", "a\nb"), 1) == f"{value:x}:1"
    assert line_hash(Source("", "\t a\r\n b "), 1) == f"{value:x}:1"
    line = "x" * 100 + "\n"
    hashes = [line_hash(Source("", line * 3), number) for number in (1, 2, 3)]
    assert [text.partition(":")[2] for text in hashes] == ["1", "2", "3"]


@given(st.text("ab \t\n\U0001f600", max_size=300), st.text("ab \t\n", max_size=30))
def test_line_hashes_move_with_their_line(text: str, before: str) -> None:
    source = Source("", text)
    moved = Source("", f"{before}\n{text}")
    shift = len(moved.starts) - len(source.starts)
    for number in range(1, len(source.starts) + 1):
        here = line_hash(source, number).partition(":")[0]
        assert line_hash(moved, number + shift).partition(":")[0] == here


# GitHub


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as GitHub reads them."""
    read = []
    for line in text.strip("\n").split("\n"):
        _, head, data = line.split("::", 2)
        name, _, rest = head.partition(" ")
        pairs = dict(pair.split("=", 1) for pair in rest.split(","))
        read.append((name, {k: _decoded(v) for k, v in pairs.items()}, _decoded(data)))
    return read


def _decoded(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github() -> None:
    several = replace(FINDING, span=span(4, 12, 5, end_line=6))
    worst, mild, error = commands(rendered("github", report(ODD, several, errors=("oops",))))
    name, properties, message = worst
    assert name == "error"
    assert properties == {
        "title": "ASL102 blocking-network-in-async",
        "file": "app.py",
        "line": "4",
        "endLine": "6",
    }
    assert message.splitlines()[1] == "1. app.py:4:12 `index` calls `load`"
    assert message.splitlines()[-1] == "help: use `httpx.AsyncClient`"
    assert mild[0] == "notice"
    assert mild[1]["file"] == ODD.path
    assert mild[1]["col"] == "1"
    assert mild[2] == ODD.message
    assert error == ("error", {"title": "asynclint"}, "oops")


# GitLab


def test_gitlab() -> None:
    assert document("gitlab", report()) == []
    issues = document("gitlab", report(FINDING, FINDING, ODD))
    assert len({issue["fingerprint"] for issue in issues}) == 3
    assert {issue["severity"] for issue in issues} == {"major", "info"}
    assert issues[0]["check_name"] == "ASL102"
    assert issues[0]["location"] == {"path": "app.py", "lines": {"begin": 4, "end": 4}}
    assert issues[0]["description"].startswith("blocking-network-in-async: `requests.get`")


# JUnit


@pytest.mark.parametrize("of", REPORTS)
def test_junit_is_valid_xml_and_counts(of: Report) -> None:
    root = ET.fromstring(rendered("junit", of).encode("utf-8"))
    assert len(root.findall(".//failure")) == len(of.diagnostics) == int(root.get("failures", ""))
    assert len(root.findall(".//error")) == len(of.errors) == int(root.get("errors", ""))
    assert len(root.findall(".//testcase")) == int(root.get("tests", "")) > 0


def test_junit() -> None:
    root = ET.fromstring(rendered("junit", report(FINDING)).encode())
    [case] = root.findall(".//testcase")
    assert case.attrib == {
        "name": "ASL102 blocking-network-in-async at 4:12",
        "classname": "app.py",
        "file": "app.py",
        "line": "4",
    }
    [failure] = case
    assert failure.get("message") == FINDING.message
    assert "2. pkg/helpers.py:12:5 `load` calls `requests.get`" in (failure.text or "")


# reviewdog


def test_rdjson() -> None:
    text = 'ä = "\U0001f600"; get()\nreturn x\n'
    found = replace(FINDING, path="u.py", span=span(1, 10, 15), trace=())
    edits = (Edit("u.py", span(1, 10, 13), "put"), Edit("u.py", span(2, 1, 7), "yield"))
    found = replace(found, fixes=(Fix("x", edits, Safety.SAFE),))
    output = FORMATS["rdjson"](report(found), lambda p: Source(p, text), Style())
    [row] = json.loads(output)["diagnostics"]
    # One byte more for the umlaut, three more for the emoji.
    assert row["location"]["range"] == {
        "start": {"line": 1, "column": 14},
        "end": {"line": 1, "column": 19},
    }
    assert row["suggestions"] == [
        {
            "range": {"start": {"line": 1, "column": 14}, "end": {"line": 2, "column": 7}},
            "text": "put()\nyield",
        }
    ]
    assert row["severity"] == "ERROR"
    [row, other] = document("rdjson", FULL)["diagnostics"]
    assert [step["location"]["path"] for step in row["relatedLocations"]] == [
        "app.py",
        "pkg/helpers.py",
    ]
    assert other["location"] == {"path": "b.py", "range": {"start": {"line": 1}}}


def test_rdjson_leaves_fixes_of_several_files_out() -> None:
    fix = replace(FIX, edits=(*FIX.edits, Edit("b.py", span(1, 1, 1), "x")))
    [row] = document("rdjson", report(replace(FINDING, fixes=(fix,))))["diagnostics"]
    assert "suggestions" not in row


# JSON lines


def test_jsonl() -> None:
    rows = [json.loads(line) for line in rendered("jsonl", FULL).splitlines()]
    assert rows == [*document("json", FULL)["diagnostics"], {"error": "a.py: oops"}]


# Markdown


def test_markdown() -> None:
    second: Diagnostic = replace(FINDING, path="z.py", function="A.b")
    text = rendered("markdown", report(FINDING, second, PLAIN))
    assert "| 2 | ASL102 blocking-network-in-async | error |\n" in text
    assert "### ASL102: `requests.get` blocks the event loop\n\n`app.py:4:12`, error\n" in text
    assert "\n1. `app.py:4:12` `index` calls `load`\n2. `pkg/helpers.py:12:5` " in text
    assert "\nReached from 1 more:\n\n- `z.py:4:12`\n" in text
    assert "no problems" in rendered("markdown", report())


def test_markdown_escapes() -> None:
    text = rendered("markdown", report(replace(PLAIN, message="*a* <b> `c<d>` [e](f)")))
    assert r"\*a\* \<b\> `c<d>` \[e\]\(f\)" in text


def test_markdown_stays_within_what_summaries_hold() -> None:
    text = rendered("markdown", report(*[replace(PLAIN, path=f"{n}.py") for n in range(300)]))
    assert text.count("\n### ") == 200
    assert text.endswith("\nAnd 100 more.\n")
