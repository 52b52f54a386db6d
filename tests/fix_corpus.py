"""Fix copies of whole projects and prove that nothing else happened to them.

    python tests/fix_corpus.py [--safe] [--patch FILE] [--share 0.9] DIRECTORY...

Not part of the default run: it takes minutes. For each project it applies all fixes, unsafe ones
included, to a copy, and then demands of the copy that every file still compiles, no comment is
lost, no name is used that is not defined, nothing outside of the edits changed, everything that was
fixed is gone, nothing new is found, and a second run changes nothing. `--share` demands that as
many of the findings carry a fix or a reason why there is none.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tokenize
from collections import Counter
from pathlib import Path

from asynclint import engine, fixing, writing
from asynclint.config import Config
from asynclint.diagnostic import Diagnostic, Safety
from asynclint.report import Request
from asynclint.text import Source, decode, encode
from asynclint.tree import compiles

KEPT = (".py", ".pyi", ".toml", ".cfg", ".txt", ".lock", ".ini", ".in", ".yaml", ".yml")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("projects", nargs="+", type=Path)
    parser.add_argument("--safe", action="store_true", help="apply safe fixes only")
    parser.add_argument("--patch", type=Path, help="append what changed to this file")
    parser.add_argument("--share", type=float, default=0.0, help="of findings with fix or reason")
    options = parser.parse_args()
    floor = Safety.SAFE if options.safe else Safety.UNSAFE
    failed = 0
    for project in options.projects:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder).resolve() / project.name
            shutil.copytree(project, copy, ignore=_others)
            for problem in check(copy, floor, options.patch, options.share):
                print(f"  PROBLEM: {problem}")
                failed += 1
    return 1 if failed else 0


def _others(folder: str, names: list[str]) -> list[str]:
    paths = [Path(folder, name) for name in names]
    return [p.name for p in paths if p.is_file() and not p.name.endswith(KEPT)]


def check(root: Path, floor: Safety, patch: Path | None, least: float) -> list[str]:
    began = time.perf_counter()
    request = Request((".",), None, None, 2, root, None, fixes=True)
    config = Config(root)
    before = engine.check(request, config)
    outcome = fixing.fix(request, config, floor)
    problems = list(outcome.errors)
    told = sum(bool(found.fixes or found.unfixable) for found in before.diagnostics)
    if told < least * len(before.diagnostics):
        problems.append(f"only {told} of {len(before.diagnostics)} have a fix or a reason")
    problems += outside(before.diagnostics, root)
    _, failed = writing.write(outcome.before, outcome.after)
    problems += failed
    for path, data in outcome.after.items():
        old = outcome.before[path]
        if not compiles(decode(data)):
            problems.append(f"{path}: does not compile")
        if lost := comments(old) - comments(data):
            problems.append(f"{path}: lost {lost}")
        if unknown := undefined(data) - undefined(old):
            problems.append(f"{path}: uses {', '.join(unknown)}, which nothing defines")
        if endings(old) != endings(data):
            problems.append(f"{path}: mixes line endings")
    again = fixing.fix(request, config, floor)
    if again.applied:
        problems.append(f"a second run fixes {len(again.applied)} more")
    after = again.report
    if after.diagnostics != outcome.report.diagnostics:
        problems.append("a new check finds something else than the last one of the loop")
    expected = Counter(map(key, (*before.diagnostics, *outcome.uncovered)))
    expected.subtract(key(one.diagnostic) for one in outcome.applied)
    for one, times in Counter(map(key, after.diagnostics)).items():
        if times > expected[one]:
            problems.append(f"new or not gone: {one}")
    _tell(root.name, before.diagnostics, outcome, after.diagnostics, time.perf_counter() - began)
    if patch:
        with patch.open("ab") as file:
            for path, data in sorted(outcome.after.items()):
                name = f"{root.name}/{path.relative_to(root)}"
                file.write(writing.diff(name, outcome.before[path], data))
    return problems


def undefined(data: bytes) -> Counter[str]:
    """The names that a file uses and nothing in it defines, as ruff sees it."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F821", "--quiet"]
    command += ["--output-format", "concise", "-"]
    told = subprocess.run(command, input=data, capture_output=True, check=False).stdout.decode()
    return Counter(re.findall(r"Undefined name `(.+?)`", told))


def outside(found: tuple[Diagnostic, ...], root: Path) -> list[str]:
    """Where a fix, applied alone, changes a byte that is in none of its edits."""
    problems = []
    for diagnostic in found:
        for fix in diagnostic.fixes:
            for path in {edit.path for edit in fix.edits}:
                data = (root / path).read_bytes()
                source = Source(path, decode(data))
                edits = sorted((e for e in fix.edits if e.path == path), key=lambda e: e.span)
                after, at, last = fixing.apply(source, edits), 0, 0
                for edit in edits:
                    kept = source.text[last : source.offset(edit.span.start)]
                    last = source.offset(edit.span.end)
                    if after[at : at + len(kept)] != kept:
                        problems.append(f"{path}: {fix.title} changes what is outside of it")
                        break
                    at += len(kept) + len(edit.text)
                else:
                    if after[at:] != source.text[last:] or encode(source.text, data) != data:
                        problems.append(f"{path}: {fix.title} changes what is outside of it")
    return problems


def _tell(
    name: str,
    before: tuple[Diagnostic, ...],
    outcome: fixing.Outcome,
    after: tuple[Diagnostic, ...],
    seconds: float,
) -> None:
    fixable = sum(bool(found.fixes) for found in before)
    reasoned = sum(bool(found.unfixable) for found in before)
    silent = Counter(found.code for found in before if not (found.fixes or found.unfixable))
    total = len(before)
    told = sum(bool(found.fixes or found.unfixable) for found in before)
    share = told / total if total else 1.0
    print(
        f"{name}: {total} findings, {fixable} with a fix, {reasoned} with a reason ({share:.0%}); "
        f"{len(outcome.applied)} fixed in {len(outcome.after)} files, "
        f"{len(outcome.uncovered)} came to light meanwhile, {len(after)} left; {seconds:.0f} s"
    )
    if silent:
        print(f"  neither: {dict(sorted(silent.items()))}")
    for title, times in Counter(one.fix.title for one in outcome.applied).most_common():
        print(f"  {times:4} x {title}")
    for why, times in Counter(found.unfixable for found in after if found.unfixable).most_common(
        12
    ):
        print(f"  {times:4} not: {why}")


def key(found: Diagnostic) -> tuple[str, str, str]:
    return found.path, found.code, found.function


def comments(data: bytes) -> Counter[str]:
    lines = io.StringIO(decode(data), newline="")
    tokens = tokenize.generate_tokens(lines.readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def endings(data: bytes) -> set[bytes]:
    crlf = data.count(b"\r\n")
    kinds = {b"\r\n": crlf, b"\n": data.count(b"\n") - crlf, b"\r": data.count(b"\r") - crlf}
    return {kind for kind, count in kinds.items() if count}


if __name__ == "__main__":
    sys.exit(main())
