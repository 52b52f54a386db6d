"""The fix loop, what it does to files, and the options that ask for it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import project
from msgspec.structs import replace

from asynclint import engine, fixing, writing
from asynclint.diagnostic import Diagnostic, Edit, Fix, Safety
from asynclint.followed import Findings
from asynclint.moved import Spliced
from asynclint.report import Request
from asynclint.rules.asl101_blocking_call import BlockingCall
from asynclint.surfaces.cli import main
from asynclint.text import Position, Source, Span

SLEEPS = "import time\n\nasync def f():\n    time.sleep(1)  # note\n"
AWAITS = "import asyncio\nimport time\n\nasync def f():\n    await asyncio.sleep(1)  # note\n"


def span(start: int, end: int) -> Span:
    return Span(Position(1, start), Position(1, end))


def check(*words: str) -> int:
    return main(["check", "--no-cache", "--isolated", *words])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_edits_are_applied_together() -> None:
    source = Source("m.py", "abcdef")
    edits = [
        Edit("m.py", span(6, 7), "F"),
        Edit("m.py", span(1, 1), "1"),
        Edit("m.py", span(1, 1), "2"),
        Edit("m.py", span(1, 2), "A"),
    ]
    assert fixing.apply(source, edits) == "12AbcdeF"


def test_fix_writes_and_reports_what_is_left(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "m.py").write_text(SLEEPS + "    input()\n")
    assert check("--fix", ".", "--output-format", "concise", "-q") == 1
    assert (here / "m.py").read_text() == AWAITS + "    input()\n"
    assert capsys.readouterr().out.startswith("m.py:6:5: warning[ASL101] `input`")


def test_everything_fixed_is_a_success(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "m.py").write_text(SLEEPS)
    assert check("--fix", ".", "--show-fixes") == 0
    err = capsys.readouterr().err
    assert "m.py:" in err
    assert "1 x ASL101: Await `asyncio.sleep` instead" in err
    assert "fixed 1 problem in 1 file\n" in err


def test_exit_non_zero_on_fix(here: Path) -> None:
    (here / "m.py").write_text(SLEEPS)
    assert check("--fix", ".", "--exit-non-zero-on-fix") == 1
    assert check("--fix", ".", "--exit-non-zero-on-fix") == 0


def test_fix_only_does_not_report(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "m.py").write_text(SLEEPS + "    input()\n")
    assert check("--fix-only", ".", "-q") == 0
    assert capsys.readouterr().out == ""


def test_unsafe_fixes_are_counted_and_applied_on_request(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "m.py").write_text("import os\n\n\nasync def f():\n    os.sync()\n")
    assert check("--fix", ".") == 1
    assert "1 more can be fixed with --unsafe-fixes" in capsys.readouterr().err
    assert check("--fix", "--unsafe-fixes", ".") == 0
    assert "await asyncio.to_thread(os.sync)" in (here / "m.py").read_text()


def test_what_is_only_shown_is_not_applied(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "async def f():\n    input()\n"
    (here / "m.py").write_text(text)
    assert check("--fix", "--unsafe-fixes", ".") == 1
    assert "who runs it is asked" in capsys.readouterr().out
    assert (here / "m.py").read_text() == text


@pytest.mark.parametrize(
    "data",
    [
        SLEEPS.encode(),
        SLEEPS.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + SLEEPS.encode(),
        b"# coding: latin-1\nx = '\xe4'\n" + SLEEPS.encode(),
        SLEEPS.rstrip("\n").encode(),
        b"x = 1\x0c\n" + SLEEPS.encode(),
        ("x = '\u2028'\n" + SLEEPS).encode(),
    ],
)
def test_diff_can_be_applied(
    here: Path, data: bytes, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (here / "m.py").write_bytes(data)
    assert check("--diff", ".") == 1
    patch = capfdbinary.readouterr().out
    assert (here / "m.py").read_bytes() == data
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "apply", "-"], input=patch, check=True)
    patched = (here / "m.py").read_bytes()
    (here / "m.py").write_bytes(data)
    check("--fix", ".")
    assert (here / "m.py").read_bytes() == patched != data
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    assert newline + b"import asyncio" in newline + patched.removeprefix(b"\xef\xbb\xbf")


def test_diff_is_empty_when_nothing_is_to_do(here: Path) -> None:
    (here / "m.py").write_text("x = 1\n")
    assert check("--diff", ".") == 0


def test_stdin_goes_to_stdout(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SLEEPS.encode())))
    assert check("--fix", "-") == 0
    assert capfd.readouterr().out == AWAITS


def test_mode_and_links_are_kept(here: Path) -> None:
    (here / "src").mkdir()
    target = here / "src" / "m.py"
    target.write_text(SLEEPS)
    target.chmod(0o750)
    (here / "m.py").symlink_to("src/m.py")
    assert check("--fix", "m.py") == 0
    assert (here / "m.py").is_symlink()
    assert target.read_text() == AWAITS
    assert target.stat().st_mode & 0o777 == 0o750
    assert sorted(os.listdir(here / "src")) == ["m.py"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_bytes(b"newer")
    written, problems = writing.write({path: b"old"}, {path: b"fixed"})
    assert written == set()
    assert "left alone" in problems[0]
    assert path.read_bytes() == b"newer"


def _offering(monkeypatch: pytest.MonkeyPatch, text: Callable[[Diagnostic], str]) -> None:
    """Let ASL101 offer to replace what it finds."""
    check = BlockingCall.check.__func__  # type: ignore[attr-defined]

    def offered(cls: object, ctx: object) -> object:
        for found in check(BlockingCall, ctx):
            edit = Edit(found.path, found.span, text(found))
            yield replace(found, fixes=(Fix("try", (edit,), Safety.SAFE),))

    monkeypatch.setattr(BlockingCall, "check", classmethod(offered))


def _fixed(tmp_path: Path, text: str) -> fixing.Outcome:
    made = project(tmp_path, {"m.py": text})
    return fixing.fix(made.request(), made.config(), Safety.SAFE)


TWO = "import time\nasync def f():\n    time.sleep(1)\nasync def g():\n    input()\n"


def test_what_does_not_compile_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offering(monkeypatch, lambda found: "pass" if found.function == "f" else "not (")
    outcome = _fixed(tmp_path, TWO)
    assert outcome.after[tmp_path / "m.py"].decode() == TWO.replace("time.sleep(1)", "pass")
    assert [one.diagnostic.function for one in outcome.applied] == ["f"]
    assert outcome.errors == ()


def test_what_brings_a_new_finding_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offering(monkeypatch, lambda found: "pass" if found.function == "g" else "open('x')")
    outcome = _fixed(tmp_path, TWO)
    assert outcome.after[tmp_path / "m.py"].decode() == TWO.replace("input()", "pass")
    assert [found.function for found in outcome.report.diagnostics] == ["f"]


def test_a_fix_that_does_not_help_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offering(monkeypatch, lambda _: "time.sleep( 1)")
    outcome = _fixed(tmp_path, "import time\nasync def f():\n    time.sleep(1)\n")
    assert (outcome.applied, outcome.errors) == ((), ())
    assert outcome.report.diagnostics


def test_only_what_was_asked_for_is_fixed(tmp_path: Path) -> None:
    made = project(tmp_path, {"a.py": SLEEPS, "b.py": SLEEPS})
    request = Request(("a.py",), None, None, 1, tmp_path, None, project=True)
    outcome = fixing.fix(request, made.config(), Safety.SAFE)
    assert list(outcome.after) == [tmp_path / "a.py"]


# ---------------------------------------------------------------- what follows from a fix


def test_places_are_found_again_behind_edits() -> None:
    source = Source("m.py", "a = f(x)\nb = g(y)\n")
    edits = [
        Edit("m.py", span(1, 1), "import t\n"),
        Edit("m.py", span(5, 7), "await t(f, "),
        Edit("m.py", Span(Position(2, 8), Position(2, 9)), ", 1)"),
    ]
    spliced = Spliced(source, edits)
    assert spliced.text == "import t\na = await t(f, x)\nb = g(y, 1)\n"

    def before(line: int, start: int, end: int) -> Span | None:
        return spliced.before(Span(Position(line, start), Position(line, end)))

    assert before(2, 1, 2) == span(1, 2)
    assert before(2, 16, 17) == span(7, 8)
    assert before(3, 5, 8) == Span(Position(2, 5), Position(2, 8))
    assert before(1, 1, 3) is None  # all of it is new
    assert before(2, 5, 18) is None  # its beginning is
    assert before(3, 5, 12) is None  # its end is


def test_what_a_fix_brings_to_light_is_fixed_as_well(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asynclint.knowledge.remedies.BRIEF", frozenset())
    (here / "m.py").write_text(
        "import tempfile\n\n"
        "async def f(text):\n"
        "    made = tempfile.NamedTemporaryFile(delete=False)\n"
        "    with open(made.name, 'w') as file:\n"
        "        file.write(text)\n"
    )
    assert check("--fix", "--unsafe-fixes", ".") == 0
    text = (here / "m.py").read_text()
    assert "await asyncio.to_thread(tempfile.NamedTemporaryFile, delete=False)" in text
    assert "with open" not in text.partition("async def f")[2].partition("await")[0]


VIEWS = """\
import asyncio
import time

from fastapi import FastAPI

app = FastAPI()
pending = set()


async def send(order):
    await app.state.thing(order)


@app.post("/send")
async def view(order: int):
    task = asyncio.create_task(send(order))
    pending.add(task)
    task.add_done_callback(pending.discard)


@app.get("/wait")
async def other():
    time.sleep(1)
"""


def test_what_one_fix_no_longer_needs_another_may(here: Path) -> None:
    (here / "app.py").write_text(VIEWS)
    assert check("--fix", "--unsafe-fixes", ".", "-q") == 0
    fixed = (here / "app.py").read_text()
    assert "background_tasks.add_task(send, order)" in fixed
    assert "await asyncio.sleep(1)" in fixed
    assert "import asyncio\n" in fixed


def test_one_of_two_reads_of_a_property_is_fixed_after_the_other(here: Path) -> None:
    (here / "m.py").write_text(
        "class A:\n"
        "    @property\n"
        "    def text(self):\n"
        "        with open('a') as file:\n"
        "            return file.read()\n\n"
        "    async def f(self):\n"
        "        text = self.text\n"
        "        print(text)\n"
        "        return self.text\n"
    )
    assert check("--fix", "--unsafe-fixes", ".") == 0
    assert (here / "m.py").read_text().count("await asyncio.to_thread(") == 2


KEEPALIVE = """\
import requests
import time
from websockets.asyncio.server import serve

async def handler(websocket):
    async for message in websocket:
        time.sleep(30)
        requests.get(message, timeout=60)

async def main():
    async with serve(handler, "localhost", 8765, ping_timeout=None) as server:
        await server.serve_forever()
"""


def test_a_finding_stays_the_same_when_its_words_change(tmp_path: Path) -> None:
    made = project(tmp_path, {"m.py": KEEPALIVE})
    first = Edit("m.py", Span(Position(7, 9), Position(7, 23)), "await asyncio.sleep(30)")
    report = engine.check(made.request(), made.config())
    spliced = Spliced(Source("m.py", KEEPALIVE), [first])
    after = project(tmp_path, {"m.py": spliced.text})
    later = engine.check(after.request(), after.config())
    then = Findings(report).then(later, lambda found: spliced.before(found.span))
    assert not then.new
    told = [d for d in (*report.diagnostics, *later.diagnostics) if d.code == "ASL510"]
    assert len({d.message for d in told}) == len(told) == 2
    assert {d.code for d in then.numbered.values()} == {"ASL102", "ASL510"}


@pytest.mark.parametrize("shelved", [False, True])
def test_a_repeated_check_is_like_a_new_one(tmp_path: Path, shelved: bool) -> None:
    keep = "app.state.made = A()\n" if shelved else ""
    files = {
        "a.py": "import time\nclass A:\n    def work(self):\n        time.sleep(1)\n",
        "b.py": f"from starlette.applications import Starlette\nfrom a import A\n"
        f"app = Starlette()\n{keep}async def f():\n    A().work()\n",
        "c.py": "async def g(request):\n    request.app.state.made.work()\n",
        "pyproject.toml": "[project]\nname = 'x'\n",
    }
    made = project(tmp_path, files)
    run = engine.Check(made.request(), made.config())
    assert len(run.report().diagnostics) == 1 + shelved
    changed = files["a.py"].replace("time.sleep(1)", "\n        input()")
    run.replace({tmp_path / "a.py": changed.encode()})
    again = run.report().diagnostics
    request = replace(made.request(), overlays=((tmp_path / "a.py", changed.encode()),))
    assert again == engine.check(request, made.config()).diagnostics
    assert {step.span.start.line for d in again for step in d.trace if step.path == "a.py"} == {5}
    run.replace({tmp_path / "a.py": None, tmp_path / "c.py": b"async def g():\n    input()\n"})
    assert [(d.path, d.span.start.line) for d in run.report().diagnostics] == [
        ("b.py", 5 + shelved),
        ("c.py", 2),
    ]
    run.replace({tmp_path / "c.py": b"async def g(:\n"})
    assert [d.code for d in run.report().diagnostics] == ["ASL101", "ASL901"]


@pytest.mark.parametrize("last", [False, True])
def test_the_reason_why_a_block_stays_is_the_first_in_the_text(tmp_path: Path, last: bool) -> None:
    lines = ["        import json\n", "        await g(json.load(file))\n"]
    text = "async def f():\n    with open('a') as file:\n" + "".join(lines[:: -1 if last else 1])
    made = project(tmp_path, {"m.py": text})
    report = engine.check(replace(made.request(), fixes=True), made.config())
    told = {"it awaits inside of the block, which so cannot move as a whole"}
    told = told if last else {"the block changes what names mean"}
    assert {found.unfixable for found in report.diagnostics} == told


def test_threads_of_older_pythons_are_named_by_their_loop(tmp_path: Path) -> None:
    project_file = "[project]\nname = 'x'\nrequires-python = '>=3.8'\n"
    made = project(
        tmp_path, {"m.py": "async def f():\n    input()\n", "pyproject.toml": project_file}
    )
    (found,) = engine.check(replace(made.request(), fixes=True), made.config()).diagnostics
    assert found.fixes[0].title == "Run it in a thread with `loop.run_in_executor`"


def test_finding_things_loads_no_fixes() -> None:
    script = (
        "import sys; from asynclint.surfaces.cli import main\n"
        "main(['check', '--isolated', '--no-cache', '-q', sys.argv[1]])\n"
        "print(sorted(m for m in sys.modules if m.startswith('asynclint.')))"
    )
    place = Path(__file__).parent.parent / "fixtures" / "ASL101" / "bad_fix_sleep.py"
    done = subprocess.run(
        [sys.executable, "-c", script, str(place)], capture_output=True, text=True, check=True
    )
    loaded = done.stdout.splitlines()[-1]
    assert "asynclint.rules.blocking" in loaded
    for name in ("tree", "fixing", "writing", "rules.threads", "knowledge.remedies"):
        assert f"asynclint.{name}" not in loaded
    # Nor a rule that has nothing to tell.
    assert "asynclint.rules.asl101_blocking_call" in loaded
    assert "asynclint.rules.asl201_cleanup_skipped" not in loaded
