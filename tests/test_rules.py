"""What is true of every rule: its place, its names, its page, its examples, its messages."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from harness import ROOT, Fixture, fixtures, project

from asynclint import rules
from asynclint.dev import outdated, wanted
from asynclint.diagnostic import Diagnostic, Severity
from asynclint.knowledge import Kind
from asynclint.rules.base import Rule
from asynclint.rules.blocking import BlockingRule
from asynclint.rules.every import ALL
from asynclint.selectors import FAMILIES

FOLDER = Path(rules.__file__).parent
HEADINGS = ["Why it matters", "What it finds", "Examples", "Fix safety"]
# With a file beside the code, if need be: "```python bad (requirements.txt: redis==4.5.1)".
_EXAMPLE = re.compile(
    r"^```python (bad|good)(?: \((\S+): ([^\n]*)\))?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
EACH = pytest.mark.parametrize("rule", ALL, ids=[rule.code for rule in ALL])


def examples(rule: type[Rule]) -> list[tuple[str, dict[str, str]]]:
    """The examples on a rule's page: `bad` or `good`, and the text of each file."""
    found = _EXAMPLE.findall(inspect.cleandoc(rule.__doc__ or ""))
    return [(kind, {"example.py": code, name or "none": text}) for kind, name, text, code in found]


EXAMPLES = [
    pytest.param(rule, kind, files, id=f"{rule.code}-{kind}-{number}")
    for rule in ALL
    for number, (kind, files) in enumerate(examples(rule))
]


def test_all_is_complete_and_sorted() -> None:
    codes = [rule.code for rule in ALL]
    assert codes == sorted(set(codes))
    files = sorted(path.stem for path in FOLDER.glob("asl*.py"))
    assert files == [rule.__module__.rpartition(".")[2] for rule in ALL]


@EACH
def test_facts_say_when_a_rule_is_loaded(rule: type[Rule]) -> None:
    finds = "check" in vars(rule) or issubclass(rule, BlockingRule)
    assert bool(rule.facts) == finds


def test_names_are_unique() -> None:
    names = [*(rule.name for rule in ALL), *FAMILIES, "ALL"]
    assert len(set(names)) == len(names)
    aliases = [alias for rule in ALL for alias in rule.aliases]
    assert len(set(aliases)) == len(aliases), "an alias selects one rule"


@EACH
def test_what_others_call_it(rule: type[Rule]) -> None:
    for alias in (*rule.aliases, *rule.overlaps):
        assert re.fullmatch(r"(ASYNC|RUF)\d{3}|S\d{4}", alias)
    assert not set(rule.aliases) & set(rule.overlaps)


@EACH
def test_file_code_class_and_fixtures_agree(rule: type[Rule]) -> None:
    stem = rule.__module__.rpartition(".")[2]
    code, _, words = stem.partition("_")
    assert code.upper() == rule.code
    assert words.replace("_", "") == rule.__name__.lower()
    docstring = inspect.getmodule(rule).__doc__
    assert docstring == f"{rule.code}: {rule.name}."
    assert (ROOT / rule.code).is_dir()


def test_fixture_folders_belong_to_rules() -> None:
    assert {path.name for path in ROOT.iterdir()} == {rule.code for rule in ALL}


@EACH
def test_metadata(rule: type[Rule]) -> None:
    assert re.fullmatch(r"ASL[1-9]\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert isinstance(rule.severity, Severity)
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)
    assert rule.page().family
    assert rule.__dict__["__slots__"] == ()
    assert "__init__" not in rule.__dict__


@EACH
def test_page_has_its_headings(rule: type[Rule]) -> None:
    page = inspect.cleandoc(rule.__doc__ or "")
    summary, blank, *_ = page.split("\n")
    assert summary.endswith(".")
    assert len(summary) <= 88
    assert blank == ""
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == HEADINGS
    kinds = [kind for kind, _ in examples(rule)]
    assert "bad" in kinds
    assert "good" in kinds
    assert page.count("```python") == len(kinds), "an example is neither bad nor good"


@pytest.mark.parametrize(("rule", "kind", "files"), EXAMPLES)
def test_examples_are_true(
    rule: type[Rule], kind: str, files: dict[str, str], tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    found = Fixture("made/example.py", tmp_path, ("example.py",)).check().diagnostics
    if kind == "good":
        assert [diagnostic.code for diagnostic in found] == []
    else:
        assert rule.code in {diagnostic.code for diagnostic in found}


def test_every_kind_of_blocking_has_one_rule() -> None:
    kinds = [kind for rule in ALL if issubclass(rule, BlockingRule) for kind in rule.kinds]
    assert sorted(kinds) == sorted(Kind)


def test_messages_are_short_sentences() -> None:
    seen: set[str] = set()
    for fixture in fixtures():
        for found in fixture.check().diagnostics:
            seen.add(found.code)
            for text in (found.message, found.help, *(step.text for step in found.trace)):
                _assert_readable(text, found)
            assert 0 < len(found.message) < 120, found.message
    assert seen == {rule.code for rule in ALL}


def _assert_readable(text: str, found: Diagnostic) -> None:
    where = f"{found.path}:{found.span.start.line}: {text!r}"
    assert len(text) < 200, where
    assert not text.endswith("."), where
    assert "\n" not in text, where
    assert text == text.strip(), where
    assert text.count("`") % 2 == 0, where


def test_generated_pages_are_up_to_date() -> None:
    stale = outdated(ROOT.parent, wanted(ROOT.parent))
    assert stale == [], "run `python -m asynclint.dev docs`"


_WORK = """import time
import requests

async def work(path):
    open(path).read()
    requests.get(path)
    time.sleep(1)
    input()
"""


@pytest.mark.parametrize(
    ("name", "of_file"),
    [
        ("app.py", Severity.WARNING),
        ("contest.py", Severity.WARNING),
        ("latest_/app.py", Severity.WARNING),
        ("testing/app.py", Severity.WARNING),
        ("test_app.py", Severity.INFO),
        ("pkg/app_test.py", Severity.INFO),
        ("conftest.py", Severity.INFO),
        ("tests/helpers.py", Severity.INFO),
        ("pkg/_tests/deep/helpers.py", Severity.INFO),
    ],
)
def test_tests_are_told_less_loudly_of_what_ends_by_itself(
    tmp_path: Path, name: str, of_file: Severity
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_WORK)
    found = Fixture(f"ASL1/{name}", tmp_path, (name,)).check().diagnostics
    told = {d.code: d.severity for d in found if d.span.start.line < 8}
    assert told == {"ASL105": of_file, "ASL102": Severity.ERROR, "ASL101": Severity.ERROR}
    assert [d.severity for d in found if d.span.start.line == 8] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("name", "severity"), [("app.py", Severity.WARNING), ("test_app.py", Severity.INFO)]
)
def test_tests_are_told_less_loudly_of_swallowed_cancellations(
    tmp_path: Path, name: str, severity: Severity
) -> None:
    """What they wait for is made to be cancelled, and nobody cancels them."""
    (tmp_path / name).write_text(
        "import asyncio\n"
        "async def test_listening(listener):\n"
        "    try:\n"
        "        await listener.listen()\n"
        "    except asyncio.CancelledError:\n"
        "        pass\n"
        "    await listener.finished()\n"
    )
    found = Fixture(f"ASL202/{name}", tmp_path, (name,)).check().diagnostics
    assert [(d.code, d.severity) for d in found] == [("ASL202", severity)]


@pytest.mark.parametrize(("files", "told"), [(20, ["ASL101"]), (21, [])])
def test_what_implements_a_method_in_many_files_could_be_any(
    tmp_path: Path, files: int, told: list[str]
) -> None:
    ports = "class Port:\n    def wait(self): ...\n"
    use = "from ports import Port\nasync def use(port: Port):\n    port.wait()\n"
    waits = "import time\nfrom ports import Port\nclass {}(Port):\n    def wait(self):\n"
    made = {f"m{n}.py": waits.format(f"P{n}") + "        time.sleep(1)\n" for n in range(files)}
    found = project(tmp_path, {"ports.py": ports, "use.py": use, **made}).check().diagnostics
    assert [d.code for d in found] == told
