"""What is shown besides what is applied: each alternative of a fixture that has a golden file for
them (`NAME.shown.fixed.diff`) is valid, keeps comments, removes its finding, and is golden."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from harness import Fixture, fixtures
from msgspec.structs import replace
from test_fixtures_fixed import comments, key

from asynclint import engine, fixing, writing
from asynclint.diagnostic import Fix, Safety
from asynclint.text import Source, decode, encode
from asynclint.tree import compiles


def golden(fixture: Fixture) -> Path:
    name = fixture.root if fixture.paths == (".",) else fixture.root / fixture.paths[0]
    return name.with_name(f"{name.name.removesuffix('.py')}.shown.fixed.diff")


SHOWN = [fixture for fixture in fixtures() if golden(fixture).exists()]


@pytest.mark.parametrize("fixture", SHOWN, ids=[fixture.name for fixture in SHOWN])
def test_alternatives(fixture: Fixture, request: pytest.FixtureRequest) -> None:
    report = engine.check(replace(fixture.request(), fixes=True), fixture.config())
    texts = []
    done: set[tuple[object, ...]] = set()
    for found in report.diagnostics:
        for number, fix in enumerate(found.fixes):
            is_shown = number or fix.safety is Safety.MANUAL
            if is_shown and (fix.title, fix.edits) not in done:
                done.add((fix.title, fix.edits))
                reasons = ", ".join(fix.reasons)
                line = found.span.start.line
                texts.append(f"# {found.path}:{line}: {found.code} {fix.title} ({reasons})\n")
                after = _applied(fixture, fix)
                texts += [
                    writing.diff(str(p.relative_to(fixture.root)), p.read_bytes(), data).decode()
                    for p, data in after.items()
                ]
                again = replace(fixture.request(), overlays=tuple(after.items()))
                left = Counter(map(key, engine.check(again, fixture.config()).diagnostics))
                before = Counter(map(key, report.diagnostics))
                assert left <= before
                assert left[key(found)] < before[key(found)]
    text = "".join(texts)
    if request.config.getoption("--bless"):
        golden(fixture).write_text(text)
    assert text
    assert golden(fixture).read_text() == text


def _applied(fixture: Fixture, fix: Fix) -> dict[Path, bytes]:
    after = {}
    for name in dict.fromkeys(edit.path for edit in fix.edits):
        path = fixture.root / name
        old = path.read_bytes()
        source = Source(name, decode(old))
        edits = [edit for edit in fix.edits if edit.path == name]
        text = fixing.apply(source, sorted(edits, key=lambda edit: edit.span))
        after[path] = encode(text, old)
        assert compiles(text)
        assert not comments(old) - comments(after[path])
    return after
