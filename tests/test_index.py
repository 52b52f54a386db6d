"""What one file says on its own: who makes which call, what names are bound to, and where."""

from __future__ import annotations

import sys

import pytest

from asynclint.index.build import build, parse
from asynclint.index.indexing import index
from asynclint.index.summary import (
    ALWAYS,
    RARELY,
    SOMETIMES,
    USUALLY,
    Attr,
    Body,
    Call,
    Const,
    Function,
    Import,
    ModuleSummary,
    Name,
    Ref,
    dotted,
    pack,
    unpack,
    unpack_body,
)


def summary(text: str) -> ModuleSummary:
    return build(parse(text))


def function(text: str, name: str) -> Function:
    return next(f for f in summary(text).functions if f.qualname == name)


def body(text: str, name: str = "<module>") -> Body:
    return unpack_body(function(text, name).body)


def callees(calls: tuple[Call, ...]) -> list[str]:
    return [dotted(call.func) for call in calls]


def makers(text: str) -> dict[str, list[str]]:
    """The names that each function calls; functions that call nothing left out."""
    found = {f.qualname: callees(unpack_body(f.body).calls) for f in summary(text).functions}
    return {name: calls for name, calls in found.items() if calls}


# The table in the docstring of `asynclint.index.build`, row by row.
MAKERS = {
    "body": ("def f():\n    a()", {"f": ["a"]}),
    "async body": ("async def f():\n    a()", {"f": ["a"]}),
    "method": ("class C:\n    def m(self):\n        a()", {"C.m": ["a"]}),
    "nested function": (
        "def f():\n    def g():\n        a()\n    b()",
        {"f": ["b"], "f.g": ["a"]},
    ),
    "lambda": ("def f():\n    return lambda: a()", {"f.<lambda>": ["a"]}),
    "lambda in a class body": ("class C:\n    x = lambda self: a()", {"C.<lambda>": ["a"]}),
    "decorator": ("def f():\n    @a()\n    def g(): ...", {"f": ["a"]}),
    "decorator of a method": ("class C:\n    @a()\n    def m(self): ...", {"<module>": ["a"]}),
    "class decorator": ("@a()\nclass C: ...", {"<module>": ["a"]}),
    "default": ("def f():\n    def g(x=a(), *, y=b()): ...", {"f": ["a", "b"]}),
    "default of a lambda": ("def f():\n    g = lambda x=a(): x", {"f": ["a"]}),
    "default of a method": ("class C:\n    def m(self, x=a()): ...", {"<module>": ["a"]}),
    "class body": ("def f():\n    class C:\n        a()", {"f": ["a"]}),
    "class body at module level": ("class C:\n    x = a()", {"<module>": ["a"]}),
    "base class": ("def f():\n    class C(a(), metaclass=b()): ...", {"f": ["a", "b"]}),
    "list comprehension": ("def f():\n    [a() for x in b() if c()]", {"f": ["b", "c", "a"]}),
    "generator expression": ("def f():\n    (a() for x in b())", {"f": ["b", "a"]}),
    "dict comprehension": ("def f():\n    {a(): b() for x in c()}", {"f": ["c", "a", "b"]}),
    "comprehension in a class": (
        "class C:\n    x = [a() for y in b()]",
        {"<module>": ["b", "a"]},
    ),
    "module level": ("a()\nif x:\n    b()", {"<module>": ["a", "b"]}),
    "annotation of a parameter": ("def f(x: a()) -> b(): ...", {}),
    "annotation of a variable": ("def f():\n    x: a() = b()", {"f": ["b"]}),
    "annotated only": ("x: a()", {}),
    "argument before call": ("def f():\n    a(b(c()))", {"f": ["c", "b", "a"]}),
    "chained": ("def f():\n    a().b().c()", {"f": ["a", "", ""]}),
    "f-string": ("def f():\n    f'{a()} {b():{c()}}'", {"f": ["a", "b", "c"]}),
    "with": ("def f():\n    with a() as x[b()]: c()", {"f": ["a", "b", "c"]}),
    "for": ("def f():\n    for x in a(): b()\n    else: c()", {"f": ["a", "b", "c"]}),
    "while": ("def f():\n    while a(): b()\n    else: c()", {"f": ["a", "b", "c"]}),
    "try": (
        "def f():\n    try: a()\n    except b(): c()\n    else: d()\n    finally: e()",
        {"f": ["a", "b", "c", "d", "e"]},
    ),
    "match": (
        "def f():\n    match a():\n        case 1 if b(): c()",
        {"f": ["a", "b", "c"]},
    ),
    "assignment targets": (
        "def f():\n    a().x = b()\n    y[c()] = d()\n    z[e()] += g()",
        {"f": ["b", "a", "d", "c", "g", "e"]},
    ),
    "return": ("def f():\n    return a()", {"f": ["a"]}),
    "raise": ("def f():\n    raise a() from b()", {"f": ["a", "b"]}),
    "assert": ("def f():\n    assert a(), b()", {"f": ["a", "b"]}),
    "delete": ("def f():\n    del x[a()]", {"f": ["a"]}),
    "yield": ("def f():\n    x = yield a()\n    yield from b()", {"f": ["a", "b"]}),
    "await": ("async def f():\n    await a()\n    await b", {"f": ["a"]}),
    "walrus": ("def f():\n    (x := a())", {"f": ["a"]}),
    "subscript and slice": ("def f():\n    x[a()][b():c()]", {"f": ["a", "b", "c"]}),
    "starred": ("def f():\n    a(*b(), **c())", {"f": ["b", "c", "a"]}),
    "conditional": ("def f():\n    a() if b() else c()", {"f": ["b", "a", "c"]}),
    "boolean": ("def f():\n    a() and b() or not c()", {"f": ["a", "b", "c"]}),
    "comparison": ("def f():\n    a() < b() in c()", {"f": ["a", "b", "c"]}),
    "arithmetic": ("def f():\n    a() + b() * c()", {"f": ["a", "b", "c"]}),
    "display": ("def f():\n    [a(), (b(),), {c()}, {d(): e()}]", {"f": list("abcde")}),
}


@pytest.mark.parametrize(("text", "expected"), MAKERS.values(), ids=MAKERS)
def test_who_makes_a_call(text: str, expected: dict[str, list[str]]) -> None:
    assert makers(text) == expected


@pytest.mark.skipif(sys.version_info < (3, 12), reason="syntax of Python 3.12")
def test_new_syntax_makes_no_calls() -> None:
    assert makers("type X[T: a()] = b()\ndef f[T: a()](x: T): c()\nclass C[T]: ...") == {"f": ["c"]}


@pytest.mark.parametrize(
    ("text", "guard"),
    [
        ("a()", ALWAYS),
        ("if x: a()", SOMETIMES),
        ("if x: ...\nelif y: a()", SOMETIMES),
        ("if x: ...\nelse: a()", SOMETIMES),
        ("x and a()", SOMETIMES),
        ("x or a()", SOMETIMES),
        ("a() if x else y", SOMETIMES),
        ("match x:\n    case 1: a()", SOMETIMES),
        ("if path.exists(): a()", USUALLY),
        ("if (x / y).exists(): a()", USUALLY),
        ("if Path(x).exists(): a()", USUALLY),
        ("if x.is_file(): a()", USUALLY),
        ("if x.exists(): a()", SOMETIMES),
        ("if b: ...\nelif path.exists(): a()", SOMETIMES),
        ("if path.exists() and os.path.isfile(y): a()", USUALLY),
        ("if x.exists() and y: a()", SOMETIMES),
        ("if not x.exists(): a()", SOMETIMES),
        ("if x.exists(): ...\nelse: a()", SOMETIMES),
        ("path.exists() and a()", USUALLY),
        ("b and path.exists() and a()", SOMETIMES),
        ("x.exists() or a()", SOMETIMES),
        ("a() if path.exists() else y", USUALLY),
        ("y if x.exists() else a()", SOMETIMES),
        ("if x.exists(): return\na()", SOMETIMES),
        ("try: a()\nexcept E: ...", ALWAYS),
        ("try: ...\nexcept E: a()", RARELY),
        ("try: ...\nfinally: a()", ALWAYS),
        ("with x: a()", ALWAYS),
        ("for x in y: a()", ALWAYS),
        ("while True: a()", ALWAYS),
        ("while x: a()", SOMETIMES),
        ("if x: return\na()", SOMETIMES),
        ("if x: y()\nelif z: return\na()", SOMETIMES),
        ("if x: ...\na()", ALWAYS),
        ("[a() for x in y]", ALWAYS),
    ],
)
def test_guards(text: str, guard: int) -> None:
    lines = "\n    ".join(text.split("\n"))
    calls = body(f"def f():\n    {lines}", "f").calls
    assert [call.guard for call in calls if call.func == Name("a")] == [guard]


def test_conditions_add_up() -> None:
    text = "def f():\n    if x:\n        if y:\n            a()"
    assert [call.guard for call in body(text, "f").calls] == [2 * SOMETIMES]


def test_guards_end_with_their_block() -> None:
    text = "def f():\n    if x:\n        a()\n        if y: return\n        b()\n    c()"
    assert [call.guard for call in body(text, "f").calls][-1] == ALWAYS


def test_places_count_bytes() -> None:
    calls = body("x = 'ä'; a(\n  1)").calls
    assert [call.at for call in calls] == [(1, 10, 2, 4)]


def test_arguments() -> None:
    (call,) = body("a(1, x.y, *z, b, k=None, **o)").calls
    assert call.args == (Const(1), Attr(Name("x"), "y"))
    assert [name for name, _ in call.keywords] == ["*", "k", ""]
    assert dict(call.keywords)["k"] == Const(None)


def test_awaited_is_remembered() -> None:
    calls = body("async def f():\n    await a()\n    b()", "f").calls
    assert [call.awaited for call in calls] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a", {"a": Import("a", "", 0)}),
        ("import a.b", {"a": Import("a", "", 0)}),
        ("import a.b as c", {"c": Import("a.b", "", 0)}),
        ("from a import b", {"b": Import("a", "b", 0)}),
        ("from a import b as c", {"c": Import("a", "b", 0)}),
        ("from . import b", {"b": Import("", "b", 1)}),
        ("from ..a import b", {"b": Import("a", "b", 2)}),
        ("x = y", {"x": Name("y")}),
        ("x = y = z", {"x": Name("z"), "y": Name("z")}),
        ("x, y = a, b", {"x": Name("a"), "y": Name("b")}),
        ("x = a()", {"x": Ref(0)}),
        ("def f(): ...\nx = 1", {"f": None, "x": Const(1)}),
        ("try: ...\nexcept E as x: ...", {"x": None}),
        ("match a:\n    case [x, *y]: ...", {"x": None, "y": None}),
    ],
)
def test_bindings(text: str, expected: dict[str, object]) -> None:
    found = {bind.name: bind.value for bind in body(text).binds}
    assert list(found) == list(expected)
    assert {n: v for n, v in found.items() if expected[n] is not None} == {
        n: v for n, v in expected.items() if v is not None
    }


def test_stars_and_globals() -> None:
    made = summary("from a import *\nfrom ..b import *\ndef f():\n    global x\n    x = y")
    assert made.stars == (("a", 0), ("b", 2))
    assert [(bind.name, bind.value) for bind in made.global_binds] == [("x", Name("y"))]
    assert body("def f():\n    global x\n    x = y", "f").binds == ()


def test_classes() -> None:
    made = summary(
        "class C(B):\n"
        "    a = 1\n"
        "    def m(self):\n"
        "        self.b = 2\n"
        "        other.c = 3\n"
        "    @property\n"
        "    def p(self): ...\n"
        "    @p.setter\n"
        "    def p(self, value): ...\n"
        "    class D: ...\n"
    )
    outer = next(c for c in made.classes if c.name == "C")
    assert outer.bases == (Name("B"),)
    assert [(field.name, field.function) for field in outer.fields][:2] == [("a", -1), ("b", 1)]
    assert "c" not in [field.name for field in outer.fields]
    methods = dict(outer.methods)
    assert list(methods) == ["m", "p"]
    assert made.functions[methods["p"]].decorators == (Name("property"),)
    assert [c.qualname for c in made.classes] == ["C", "C.D"]


@pytest.mark.parametrize(
    ("text", "stub"),
    [
        ("pass", True),
        ("...", True),
        ("'doc'", True),
        ("raise NotImplementedError", True),
        ("raise NotImplementedError('x')", True),
        ("'doc'; ...", True),
        ("raise ValueError", False),
        ("return None", False),
        ("a()", False),
    ],
)
def test_stubs(text: str, stub: bool) -> None:
    assert function(f"def f():\n    {text}", "f").is_stub is stub


@pytest.mark.parametrize(
    ("decorator", "stub"),
    [("abstractmethod", True), ("abc.abstractmethod", True), ("overload", False), ("a.b()", False)],
)
def test_an_abstract_method_is_a_stub_whatever_it_does(decorator: str, stub: bool) -> None:
    assert function(f"@{decorator}\ndef f():\n    return {{}}", "f").is_stub is stub


def test_generators() -> None:
    bodies = ("yield 1", "yield from x", "return (yield)", "lambda: (yield)", "1")
    text = "\n".join(f"def f{n}():\n    {body}" for n, body in enumerate(bodies))
    made = {f.qualname for f in summary(text).functions if f.is_generator}
    assert made == {"f0", "f1", "f2", "f3.<lambda>"}
    nested = "def f():\n    def g():\n        yield 1\n    [x for x in y]"
    assert not function(nested, "f").is_generator


def test_tests_are_the_names_in_conditions() -> None:
    tests = body("def f(self):\n    if self.is_async and flag: ...", "f").tests
    assert {"flag", "is_async"} <= set(tests)


def test_summaries_survive_encoding() -> None:
    for text, _ in MAKERS.values():
        made = summary(text)
        again = unpack(pack(made))
        assert again == made
        assert pack(again) == pack(made)


@pytest.mark.parametrize(
    "text",
    [
        "x = 10 ** 100\ny = 99999999999999999999999999999\nz = -1",
        "x = 1e999\ny = 1j\nz = float('nan')",
        "x = '\\ud800'\ny = b'\\xff'\nz = '\\x00'",
        f"x = {'9' * 4000}",
        "x = 'ä' * 2\ny = '" + "long" * 50_000 + "'",
        "é = 1\n名 = é\n_ = 名",
        "def f(a, /, b=1, *c, d, e=2, **g): ...",
        "@(lambda f: f)\ndef f(): ...",
        "x = [*a, *b]\ny = {**c}\nprint(*d, **e)",
        "async def f():\n    async with a as b, c as (d, e): ...\n    async for x, *y in z: ...",
        "x: int\nclass C:\n    y: 'D | None' = None\n    (z): int = 1",
        "del a, b[0], c.d",
        "nonlocal_ = 1\ndef f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2",
        "match x:\n    case {'a': [1, *b], **c} | D(e=f) | None | -1 | 1+2j | 'x' as y: ...",
        "with (a as b, c as d,): ...",
        "f'{x!r:>{w}} {{}} {y=}'",
        "lambda: (yield)",
        "return_ = lambda *a, **k: (a, k)",
        "if True:\n\tx = 1\n\tif x:\n\t        y = 2",
    ],
)
def test_strange_code_has_a_summary(text: str) -> None:
    assert unpack(pack(summary(text))).functions


@pytest.mark.parametrize(
    "text",
    [
        "def f(a):\n  # type: (int -> str\n  pass",
        "def f(a):\n  # type: (int, int, str) -> str\n  x = [1,  # type: int\n  2]",
        "x = 1  # type: (\nfor y in x:  # type: int\n  a, b = 1, 2  # type: int, int",
        "match x:  # type: int\n  case 1:  # type: ignore\n    pass",
    ],
)
def test_comments_that_are_no_types_do_no_harm(text: str) -> None:
    assert isinstance(index(text.encode()), bytes)
