"""Whatever a file holds, the answer is findings, ASL901 or an error: never a crash, never a lie."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from harness import ROOT, Fixture, project

from asynclint import engine, loader
from asynclint.config import Config
from asynclint.index.summary import Failure
from asynclint.report import Report, Request

ASYNC = "import time\nasync def f():\n    "


def check(root: Path, data: bytes | str, name: str = "m.py") -> Report:
    """The report on one file with this content."""
    (root / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return Fixture(f"made/{name}", root, (name,)).check()


def places(report: Report) -> list[tuple[str, int, int]]:
    return [(d.code, d.span.start.line, d.span.start.column) for d in report.diagnostics]


# -------------------------------------------------------------------- what text may look like

FINDS = {
    "plain": (b"import time\nasync def f():\n    time.sleep(1)\n", 3, 5),
    "no newline at the end": (b"import time\nasync def f(): time.sleep(1)", 2, 16),
    "byte order mark": (b"\xef\xbb\xbfimport time\nasync def f(): time.sleep(1)\n", 2, 16),
    "mark and call on line one": (b"\xef\xbb\xbfasync def f(): input()\n", 1, 16),
    "CRLF": (b"import time\r\nasync def f():\r\n    x = 1; time.sleep(1)\r\n", 3, 12),
    "lone CR": (b"import time\rasync def f():\r    x = 1; time.sleep(1)\r", 3, 12),
    "mixed line endings": (b"import time\r\n\rasync def f():\n    time.sleep(1)\r", 4, 5),
    "form feed": (b"import time\n\x0c\nasync def f():\n    time.sleep(1)\n", 4, 5),
    "form feed in a line": (b"import time\n\x0casync def f():\n    time.sleep(1)\n", 3, 5),
    "vertical tab in a string": (b"import time\nx = '\x0b'\nasync def f(): time.sleep(1)\n", 3, 16),
    "U+2028 in a string": ("import time\nx = '\u2028'\nasync def f(): time.sleep(1)\n", 3, 16),
    "U+0085 in a string": ("import time\nx = '\x85'\nasync def f(): time.sleep(1)\n", 3, 16),
    "tabs": (b"import time\nasync def f():\n\ttime.sleep(1)\n", 3, 2),
    "continuation": (b"import time\nasync def f():\n    x = \\\n        time.sleep(1)\n", 4, 9),
    "wide characters": ("import time\nasync def f():\n    '🎉é', time.sleep(1)\n", 3, 11),
    "latin-1 cookie": (
        "# coding: latin-1\nimport time\nasync def f():\n    'é', time.sleep(1)\n".encode(
            "latin-1"
        ),
        4,
        10,
    ),
    "cp1251 cookie on line two": (
        "#!/usr/bin/python\n# -*- coding: cp1251 -*-\nasync def f(): 'Я', input()\n".encode(
            "cp1251"
        ),
        3,
        21,
    ),
    "non-ASCII names": ("import time as ö\nasync def ä(): ö.sleep(1)\n", 2, 16),
}


@pytest.mark.parametrize(("data", "line", "column"), FINDS.values(), ids=FINDS)
def test_text(data: bytes | str, line: int, column: int, tmp_path: Path) -> None:
    report = check(tmp_path, data)
    assert report.errors == ()
    assert places(report) == [("ASL101", line, column)]


SILENT = {
    "empty": b"",
    "one newline": b"\n",
    "only a mark": b"\xef\xbb\xbf",
    "only comments": b"# async def f(): time.sleep(1)\n# more",
    "only a docstring": b'"""async def f(): time.sleep(1)"""',
    "only form feeds": b"\x0c\x0c\n",
    "only whitespace": b"   \n\t\n",
    "invalid escapes": b"async def f(): '\\d'\n",
    "async as a word only": b"x = 'async'\n",
}


@pytest.mark.parametrize("data", SILENT.values(), ids=SILENT)
def test_nothing_to_find(data: bytes, tmp_path: Path) -> None:
    report = check(tmp_path, data)
    assert report.errors == ()
    assert places(report) == []


UNREADABLE = {
    "not UTF-8": (b"async def f(): '\xff'\n", "is not valid utf-8 text: byte 0xff at offset 16"),
    "UTF-16": ("async def f(): ...\n".encode("utf-16"), "is not valid utf-8 text"),
    "NUL": (b"async def f(): '\0'\n", "contains a NUL character"),
    "unknown encoding": (
        b"# coding: nonsense\nasync def f(): ...\n",
        "unknown encoding, `nonsense`",
    ),
    "no text encoding": (b"# coding: base64\nasync def f(): ...\n", "not a text encoding"),
    "mark and cookie": (b"\xef\xbb\xbf# coding: latin-1\nasync def f(): ...\n", "byte order mark"),
    "does not fit cookie": ("# coding: ascii\nasync def f(): 'é'\n", "is not valid ascii text"),
}


@pytest.mark.parametrize(("data", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_undecodable_is_an_error(data: bytes | str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(ASYNC + "time.sleep(1)\n")
    (tmp_path / "m.py").write_bytes(data.encode() if isinstance(data, str) else data)
    report = Fixture("made/both", tmp_path, ("good.py", "m.py")).check()
    assert len(report.errors) == 1
    assert report.errors[0].startswith("m.py: ")
    assert sentence in report.errors[0]
    assert places(report) == [("ASL101", 3, 5)], "the rest is checked all the same"


# -------------------------------------------------------------------- deep and large

_HEAD = "import time\nasync def f():\n    time.sleep(1)\n"
DEEP = {
    "sum of 10,000 terms": "x = " + " + ".join(["a()"] * 10_000),
    "string of 10,000 parts": "x = " + " + ".join(["'a'"] * 10_000),
    "implicitly joined strings": "x = (" + "\n".join(["'a'"] * 10_000) + ")",
    "5,000 chained calls": "x = a" + ".b()" * 5_000,
    "5,000 chained attributes": "x = a" + ".b" * 5_000,
    "5,000 subscripts": "x = a" + "[0]" * 5_000,
    "3,000 elifs": "if a: pass\n" + "elif a(): pass\n" * 3_000,
    "3,000 elifs that return": "def g():\n if a: return\n" + " elif a(): return 1\n" * 3_000,
    "90 parentheses": "x = " + "(" * 90 + "a()" + ")" * 90,
    "900 parentheses": "x = " + "(" * 900 + "a()" + ")" * 900,
    "90 nested lists": "x = " + "[" * 90 + "a()" + "]" * 90,
    "90 nested calls": "x = " + "a(" * 90 + ")" * 90,
    "2,000 nested calls": "x = " + "a(" * 2_000 + ")" * 2_000,
    "90 nested functions": "".join(f"{' ' * n}def g{n}():\n" for n in range(90)) + " " * 90 + "a()",
    "90 nested classes": "".join(f"{' ' * n}class C{n}:\n" for n in range(90)) + " " * 90 + "a()",
    "19 nested blocks": "".join(f"{' ' * n}for x in y:\n" for n in range(19)) + " " * 19 + "a()",
    "1,000 nots": "x = " + "not " * 1_000 + "a()",
    "1,000 minuses": "x = " + "-" * 1_000 + "1",
    "5,000 powers": "x = " + " ** ".join(["a()"] * 5_000),
    "5,000 and": "x = " + " and ".join(["a()"] * 5_000),
    "5,000 comparisons": "x = " + " < ".join(["a()"] * 5_000),
    "1,000 conditionals": "x = " + "a() if b else " * 1_000 + "c",
    "1,000 lambdas": "x = " + "lambda: " * 1_000 + "a()",
    "10,000 unions": "x: " + " | ".join(["int"] * 10_000) + " = 1",
    "2,000 nested annotations": "x: " + "list[" * 2_000 + "int" + "]" * 2_000,
    "90 nested annotations": "def g(x: " + "list[" * 90 + "int" + "]" * 90 + "): x.a()",
    "90 comprehensions": "x = " + "[" * 90 + "a()" + " for y in z]" * 90,
    "10,000 assignments": "a = b\n" * 10_000,
    "10,000 names in a cycle": "".join(f"n{i} = n{(i + 1) % 10_000}\n" for i in range(10_000)),
    "a chain of 1,000 names": "".join(f"m{i} = m{i + 1}\n" for i in range(1_000)) + "m0.a()",
    "1,000 targets": " = ".join(f"t{i}" for i in range(1_000)) + " = a()",
    "huge literal": "x = '" + "x" * 5_000_000 + "'",
    "huge list": "x = [" + "1," * 100_000 + "]",
    "huge number": "x = 0x" + "f" * 100_000,
    "long line of calls": "; ".join(["a()"] * 20_000),
    "100 withs": "with " + ", ".join(["a()"] * 100) + ": pass",
    "20,000 decorators": "@a\n" * 5_000 + "def g(): ...",
    "f-string of 1,000 parts": "x = f'" + "{a()}" * 1_000 + "'",
    "deep match pattern": "match a:\n case " + "[" * 90 + "b" + "]" * 90 + ": pass",
    "10,000 functions": "".join(f"def g{i}(): g{i + 1}()\n" for i in range(10_000)),
    "500 base classes in a chain": "class C0: ...\n"
    + "".join(f"class C{i}(C{i - 1}): ...\n" for i in range(1, 500))
    + "C499().a()",
    "2,000 base classes in a chain": "class C0: ...\n"
    + "".join(f"class C{i}(C{i - 1}): ...\n" for i in range(1, 2_000))
    + "async def g(): C1999().a()",
    "classes that inherit in a circle": "class A(B): ...\nclass B(A): ...\nA().x.y()\nB().z()",
}


@pytest.fixture(scope="module")
def deep_results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a process of its own makes of each; what killed it, where it dies."""
    folder = tmp_path_factory.mktemp("deep")
    for number, text in enumerate(DEEP.values()):
        (folder / f"m{number}.py").write_text(f"{_HEAD}{text}\n")
    script = (
        "import json, sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from harness import Fixture\n"
        "for n in map(int, sys.argv[2:]):\n"
        "    print(n, end=' ', flush=True)\n"
        "    began = time.process_time()\n"
        "    r = Fixture('x/y', Path('.'), (f'm{n}.py',)).check()\n"
        "    seconds = time.process_time() - began\n"
        "    print(json.dumps([[d.code for d in r.diagnostics], r.errors, seconds]), flush=True)\n"
    )
    results: dict[str, object] = {}
    todo = list(range(len(DEEP)))
    while todo:
        done = subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent), *map(str, todo)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT.parent)},
            capture_output=True,
            text=True,
            check=False,
        )
        for line in done.stdout.splitlines():
            which, _, rest = line.partition(" ")
            crash = f"exit code {done.returncode}: {done.stderr[-300:]}"
            results[list(DEEP)[int(which)]] = json.loads(rest) if rest else crash
            todo.remove(int(which))
        if done.returncode and not done.stdout:
            raise AssertionError(done.stderr)
    return results


@pytest.mark.parametrize("name", DEEP)
def test_deep_and_large(name: str, deep_results: dict[str, object]) -> None:
    result = deep_results[name]
    assert isinstance(result, list), result
    codes, errors, seconds = result
    assert (codes, errors) == (["ASL101"], []) or codes == ["ASL901"] or len(errors) == 1
    if errors:
        assert "nested too deeply" in errors[0]
    assert seconds < 5


def test_long_chains_of_calls_are_followed(tmp_path: Path) -> None:
    count = 3_000
    text = "import time\n" + "".join(f"def g{i}(): g{i + 1}()\n" for i in range(count))
    text += f"def g{count}(): time.sleep(1)\nasync def f(): g0()\n"
    report = check(tmp_path, text)
    assert places(report) == [("ASL101", count + 3, 16)]
    assert len(report.diagnostics[0].trace) == count + 2


def test_many_modules_in_a_row(tmp_path: Path) -> None:
    count = 300
    files = {f"m{i}.py": f"from m{i + 1} import f as g\ndef f(): g()\n" for i in range(1, count)}
    files[f"m{count}.py"] = "import time\ndef f(): time.sleep(1)\n"
    files["main.py"] = "from m1 import f\nasync def main(): f()\n"
    assert places(project(tmp_path, files).check()) == [("ASL101", 2, 19)]


def test_reexports_in_a_row(tmp_path: Path) -> None:
    count = 500
    files = {f"m{i}.py": f"from m{i + 1} import f\n" for i in range(1, count)}
    files[f"m{count}.py"] = "import time\ndef f(): time.sleep(1)\n"
    files["main.py"] = "from m1 import f\nasync def main(): f()\n"
    report = project(tmp_path, files).check()  # beyond its stopping point it may be silent
    assert report.errors == ()
    assert places(report) in ([], [("ASL101", 2, 19)])


# -------------------------------------------------------------------- newer syntax

# What the index can say in older words is in a fixture; this is what it cannot.
NEWER = {
    "nested quotes": ((3, 12), "async def f():\n    print(f'{'x'}')\n    input()\n"),
    "nested line breaks": ((3, 12), "async def f():\n    print(f'{\n1}')\n    input()\n"),
}


@pytest.mark.parametrize(("version", "text"), NEWER.values(), ids=NEWER)
def test_newer_syntax_is_analysed_or_reported(
    version: tuple[int, int], text: str, tmp_path: Path
) -> None:
    report = check(tmp_path, text)
    assert report.errors == ()
    (found,) = report.diagnostics
    if sys.version_info >= version:
        assert found.code == "ASL101"
    else:
        assert found.code == "ASL901"
        assert "newer Python" in found.help


BROKEN = {
    "unclosed parenthesis": ("async def f(:\n", 1),
    "unclosed string": ("async def f(): 'x\n", 1),
    "unclosed triple quotes": ("async def f():\n    '''x\n", 2),
    "bad indentation": ("async def f():\nx = 1\n", 2),
    "mixed tabs and spaces": ("async def f():\n        x = 1\n\ty = 2\n", 3),
    "end of file": ("async def f():", 1),
    "await outside of async": ("async def f(): ...\nprint 'x'\n", 2),
    "null in the middle of a word": ("async def f(): x\x01y\n", 1),
    "conflict markers": ("async def f(): ...\n<<<<<<< HEAD\n", 2),
    "unknown character": ("async def f(): x = “y”\n", 1),
    "assignment to a call": ("async def f(): g() = 1\n", 1),
    "dedent": ("async def f():\n        x = 1\n    y = 2\n", 3),
    "CRLF": ("async def f():\r\n    x = = 1\r\n", 2),
}


@pytest.mark.parametrize(("text", "line"), BROKEN.values(), ids=BROKEN)
def test_broken_syntax_is_a_finding(text: str, line: int, tmp_path: Path) -> None:
    report = check(tmp_path, text)
    assert report.errors == ()
    (found,) = report.diagnostics
    assert (found.code, found.span.start.line) == ("ASL901", line)
    lines = text.replace("\r\n", "\n").split("\n")
    assert 1 <= found.span.start.column <= len(lines[line - 1]) + 1
    assert found.message
    assert not found.message.endswith(".")


# -------------------------------------------------------------------- files that come and go


def test_unreadable_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fixture = project(tmp_path, {"a.py": ASYNC + "time.sleep(1)\n", "b.py": "async def g(): ...\n"})
    refuse_to_open(monkeypatch, tmp_path / "b.py", PermissionError(13, "Permission denied"))
    report = fixture.check()
    assert report.errors == ("b.py: cannot be read: Permission denied",)
    assert places(report) == [("ASL101", 3, 5)]


def test_file_that_vanishes_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fixture = project(tmp_path, {"a.py": ASYNC + "time.sleep(1)\n", "b.py": "async def g(): ...\n"})
    index_file = loader._index_file

    def vanish(path: str, always: bool, keep: bool) -> object:
        (tmp_path / "b.py").unlink(missing_ok=True)
        return index_file(path, always, keep)

    monkeypatch.setattr(loader, "_index_file", vanish)
    report = fixture.check()
    assert report.errors == ("b.py: cannot be read: No such file or directory",)
    assert places(report) == [("ASL101", 3, 5)]


def test_file_that_vanishes_after_indexing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its text is needed to place a finding."""
    fixture = project(tmp_path, {"a.py": ASYNC + "'ä', time.sleep(1)\n"})
    finish = loader.Loader.finish

    def vanish(self: loader.Loader) -> list[Path]:
        found = finish(self)
        (tmp_path / "a.py").unlink()
        return found

    monkeypatch.setattr(loader.Loader, "finish", vanish)
    report = fixture.check()
    assert report.errors or report.diagnostics


def test_file_that_shrinks_after_indexing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fixture = project(tmp_path, {"a.py": ASYNC + "'ä', time.sleep(1)\n"})
    finish = loader.Loader.finish

    def shrink(self: loader.Loader) -> list[Path]:
        found = finish(self)
        (tmp_path / "a.py").write_bytes(b"\xff")
        return found

    monkeypatch.setattr(loader.Loader, "finish", shrink)
    report = fixture.check()
    assert report.errors or report.diagnostics


def test_helper_module_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"a.py": "import b\nasync def f():\n    b.g()\n    input()\n", "b.py": "def g(): ...\n"}
    fixture = project(tmp_path, files)
    refuse_to_open(monkeypatch, tmp_path / "b.py", PermissionError(13, "Permission denied"))
    report = fixture.check()
    assert report.errors == ("b.py: cannot be read: Permission denied",)
    assert places(report) == [("ASL101", 4, 5)]


def refuse_to_open(monkeypatch: pytest.MonkeyPatch, path: Path, error: OSError) -> None:
    """Let reading the file fail, also for the superuser."""
    read, index_file = Path.read_bytes, loader._index_file

    def read_bytes(self: Path) -> bytes:
        if self == path:
            raise error
        return read(self)

    def refuse(name: str, always: bool, keep: bool) -> object:
        if name == str(path):
            failure = Failure(f"cannot be read: {error.strerror}")
            return loader._Indexed(name, b"", True, False, False, False, None, failure)
        return index_file(name, always, keep)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    monkeypatch.setattr(loader, "_index_file", refuse)


def test_links_in_a_circle(tmp_path: Path) -> None:
    fixture = project(tmp_path, {"pkg/__init__.py": "", "pkg/a.py": ASYNC + "time.sleep(1)\n"})
    try:
        (tmp_path / "pkg" / "again").symlink_to(tmp_path / "pkg", target_is_directory=True)
        (tmp_path / "pkg" / "nowhere.py").symlink_to(tmp_path / "absent.py")
    except OSError:
        pytest.skip("links cannot be made here")
    assert places(fixture.check()) == [("ASL101", 3, 5)]


def test_strange_file_names(tmp_path: Path) -> None:
    names = ["with space.py", "ünïcode.py", "dash-ed.py", "1digit.py", "class.py", "a.b.py"]
    if sys.platform == "linux":
        names.append(os.fsdecode(b"bytes\xff.py"))
    fixture = project(tmp_path, dict.fromkeys(names, ASYNC + "time.sleep(1)\n"))
    assert sorted(d.path for d in fixture.check().diagnostics) == sorted(names)
    assert sorted(d.path for d in fixture.check(tmp_path / "cache").diagnostics) == sorted(names)


def test_stdin_is_checked_in_its_project(tmp_path: Path) -> None:
    project(tmp_path, {"helpers.py": "import time\ndef nap(): time.sleep(1)\n", "m.py": "x = 1\n"})
    text = b"from helpers import nap\nasync def f(): nap()\n"
    request = Request((), ("m.py", text), None, 1, tmp_path, None)
    report = engine.check(request, Config(tmp_path, select=("ALL",)))
    assert places(report) == [("ASL101", 2, 16)]


@pytest.mark.skipif(sys.platform != "linux", reason="names elsewhere are text")
@pytest.mark.parametrize("jobs", [1, 2])
def test_names_that_are_no_text_are_remembered_by_nobody(tmp_path: Path, jobs: int) -> None:
    root = tmp_path / os.fsdecode(b"caf\xe9")
    root.mkdir()
    names = ["a.py", os.fsdecode(b"b\xff.py")]
    fixture = project(root, dict.fromkeys(names, ASYNC + "time.sleep(1)\n"))
    for name in names:
        os.utime(root / name, (1, 1))  # what is too young is not remembered anyway
    config = Config(root)
    for _ in range(2):
        request = Request((str(root),), None, tmp_path / "cache", jobs, root, None)
        assert [d.path for d in engine.check(request, config).diagnostics] == names
    assert fixture.check().diagnostics


def test_utf16_is_told_though_nothing_can_be_read_in_it(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_bytes("async def f(): ...\n".encode("utf-16"))
    request = Request((str(tmp_path),), None, None, 1, tmp_path, None)
    assert engine.check(request, Config(tmp_path)).errors == (
        "m.py: is not valid utf-8 text: byte 0xff at offset 0",
    )


def test_many_names_in_one_function_take_no_longer_each(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        lines = "".join(f"    x{number} = [1, 2]\n" for number in range(count))
        text = f"async def f():\n{lines}".encode()
        request = Request((), ("m.py", text), None, 1, tmp_path, None)
        began = time.process_time()
        engine.check(request, Config(tmp_path))
        return time.process_time() - began

    seconds(100)
    few, many = (min(seconds(count) for _ in range(2)) for count in (1_000, 4_000))
    assert many < 8 * few


def test_a_name_that_is_made_of_itself_over_and_over_is_followed_once(tmp_path: Path) -> None:
    steps = "".join(f"    if {n} in a:\n        query = query.filter({n})\n" for n in range(40))
    text = (
        "from sqlalchemy.orm import Session\n"
        f"def find(session: Session, a):\n    query = session.query(1)\n{steps}"
        "    return query.all()\n"
        "async def serve(session: Session, a):\n    return find(session, a)\n"
    )
    request = Request((), ("m.py", text.encode()), None, 1, tmp_path, None, fixes=True)
    began = time.process_time()
    found = engine.check(request, Config(tmp_path)).diagnostics[0]
    assert found.fixes or found.unfixable
    assert time.process_time() - began < 5
