"""Every fixture can be fixed: what comes of it is valid, final, keeps its comments, and is golden
where there is a golden file."""

from __future__ import annotations

import io
import tokenize
from collections import Counter
from pathlib import Path

import pytest
from harness import Fixture, fixtures
from msgspec.structs import replace

from asynclint import engine, fixing
from asynclint.diagnostic import Diagnostic, Safety
from asynclint.fixing import Outcome
from asynclint.text import decode
from asynclint.tree import compiles

FIXTURES = [fixture for fixture in fixtures() if not fixture.is_ok]
EACH = pytest.mark.parametrize("fixture", FIXTURES, ids=[fixture.name for fixture in FIXTURES])
FLOORS = {"fixed": Safety.SAFE, "unsafe.fixed": Safety.UNSAFE}


def comments(data: bytes) -> Counter[str]:
    lines = io.StringIO(decode(data), newline="")
    tokens = tokenize.generate_tokens(lines.readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def key(found: Diagnostic) -> tuple[str, str, str]:
    return found.path, found.code, found.function.partition(".")[0]  # fixes make inner functions


@EACH
def test_fixes_can_be_trusted(fixture: Fixture, request: pytest.FixtureRequest) -> None:
    found = engine.check(replace(fixture.request(), fixes=True), fixture.config()).diagnostics
    made: dict[str, dict[Path, bytes]] = {}
    for suffix, floor in FLOORS.items():
        if any(one.safety >= floor for diagnostic in found for one in diagnostic.fixes):
            outcome = fixing.fix(fixture.request(), fixture.config(), floor)
            _assert_trusted(fixture, outcome, Counter(map(key, found)))
            again = replace(fixture.request(), overlays=tuple(outcome.after.items()))
            assert fixing.fix(again, fixture.config(), floor).applied == ()
            made[suffix] = dict(outcome.after)
        else:
            made[suffix] = {}
    _assert_golden(fixture, made, request.config.getoption("--bless"))


def _assert_trusted(
    fixture: Fixture, outcome: Outcome, before: Counter[tuple[str, str, str]]
) -> None:
    assert outcome.errors == ()
    # Whatever was taken for a fix has removed its finding, and brought no other.
    before.update(map(key, outcome.uncovered))
    before.subtract(key(one.diagnostic) for one in outcome.applied)
    assert Counter(map(key, outcome.report.diagnostics)) <= before
    for path, data in outcome.after.items():
        if path.suffix == ".py":
            assert compiles(decode(data))
            lost = comments(outcome.before[path]) - comments(data)
            assert lost.total() <= sum(one.diagnostic.code == "ASL902" for one in outcome.applied)


def _assert_golden(fixture: Fixture, made: dict[str, dict[Path, bytes]], bless: bool) -> None:
    if made["unsafe.fixed"] == made["fixed"]:
        made["unsafe.fixed"] = {}
    wanted = {golden: data for suffix in made for golden, data in goldens(fixture, made, suffix)}
    named = fixture.name.partition("/")[2].startswith("bad_fix_")
    stale = [path for path in existing(fixture) if path not in wanted]
    if bless:
        for path in stale:
            path.unlink()
        for path, data in wanted.items():
            if named or path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    assert bless or stale == []
    assert not named or wanted, "nothing is fixed"
    for path, data in wanted.items():
        if named or path.exists():
            assert path.read_bytes().decode() == data.decode(), path


def goldens(
    fixture: Fixture, made: dict[str, dict[Path, bytes]], suffix: str
) -> list[tuple[Path, bytes]]:
    """Where what was made of each file is kept."""
    if fixture.paths == (".",):
        folder = fixture.root.with_name(f"{fixture.root.name}.{suffix}")
        return [(folder / p.relative_to(fixture.root), data) for p, data in made[suffix].items()]
    return [(p.with_suffix(f".{suffix}.py"), data) for p, data in made[suffix].items()]


def existing(fixture: Fixture) -> list[Path]:
    if fixture.paths == (".",):
        folders = [fixture.root.with_name(f"{fixture.root.name}.{suffix}") for suffix in FLOORS]
        return [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    (name,) = fixture.paths
    files = [(fixture.root / name).with_suffix(f".{suffix}.py") for suffix in FLOORS]
    return [file for file in files if file.exists()]
