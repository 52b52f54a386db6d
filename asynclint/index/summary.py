"""What one file says on its own: the lowered form that everything else is computed from.

A summary depends on nothing but the text of its file, holds no tree, no path and no resolved name,
and can be cached by content. Places are `At` tuples as `ast` counts them: lines from 1, columns in
UTF-8 bytes from 0. An expression that says nothing about types or calls is None.

Bodies are kept encoded until somebody asks: most functions of a project never matter to a check.
"""

from functools import cache
from typing import Any

import msgspec

# Without `from __future__ import annotations`: what is no string need not be evaluated when
# decoders are made, which is a part of every start.

# Part of every cache key: raise it whenever the meaning or layout of a summary changes.
SCHEMA = 38

At = tuple[int, int, int, int]

# What a guard is the sum of. People do not write a hundred conditions below each other.
ALWAYS, USUALLY, SOMETIMES, RARELY = 0, 1, 100, 100_000

LARGEST_INT = 2**63 - 1  # what the encoding can hold

LAMBDA = "<lambda>"  # what functions without a name are called

# How tasks and futures are given a callback.
CALLBACK = "add_done_callback"

# Methods of loggers: what they are told is not kept.
LOGGING = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical", "log"})


class _Node(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Base of all parts: immutable, compact, compared by value."""


class Name(_Node, tag=1, frozen=True):
    """A name that is read."""

    id: str


class Attr(_Node, tag=2, frozen=True):
    """`value.attr`."""

    value: "Expr"
    attr: str


class Ref(_Node, tag=3, frozen=True):
    """The result of a call: `index` into the `calls` of the body it stands in."""

    index: int


class Const(_Node, tag=4, frozen=True):
    """A literal; long strings are cut, they only serve to tell modes and verbs apart."""

    value: str | int | float | bool | None


class Lit(_Node, tag=5, frozen=True):
    """A value whose builtin type is plain though its value is not: an f-string, bytes."""

    builtin: str


class Sub(_Node, tag=6, frozen=True):
    """`value[index]`."""

    value: "Expr"
    index: "Expr | None"


class Await(_Node, tag=7, frozen=True):
    """`await value`."""

    value: "Expr"


class Choice(_Node, tag=8, frozen=True):
    """One of several: conditional expressions, `or`/`and`, and `X | Y` in annotations."""

    options: "tuple[Expr | None, ...]"


class Or(_Node, tag=18, frozen=True):
    """`left | right` outside of annotations: a union of types, sets or flags, or one thing behind
    the other, as some libraries have it."""

    options: "tuple[Expr | None, Expr | None]"


class Div(_Node, tag=9, frozen=True):
    """`left / right`: how paths are joined."""

    left: "Expr | None"
    right: "Expr | None"


class Elem(_Node, tag=10, frozen=True):
    """What iterating `value` yields, with `async for` or without."""

    value: "Expr"
    is_async: bool


class Enter(_Node, tag=11, frozen=True):
    """What `with value as name` binds."""

    value: "Expr"
    is_async: bool


class Item(_Node, tag=12, frozen=True):
    """Element `index` of an unpacked value."""

    value: "Expr"
    index: int


class Typed(_Node, tag=13, frozen=True):
    """A value of the annotated type."""

    annotation: "Expr"


class Seq(_Node, tag=14, frozen=True):
    """A display or comprehension: `builtin` is the builtin's name, `items` some of the elements
    (of a dict the values); those of a comprehension stand for any number. A dict that is written
    like a record has `keys` (see `key_of`), one of each item."""

    builtin: str
    items: "tuple[Expr | None, ...]"
    is_comprehension: bool = False
    keys: tuple[str, ...] = ()


class Func(_Node, tag=15, frozen=True):
    """A nested function or lambda: index into the module's `functions`."""

    index: int


class ClassDef(_Node, tag=16, frozen=True):
    """A class statement: index into the module's `classes`."""

    index: int


class Import(_Node, tag=17, frozen=True):
    """`import module` (attr empty) or `from module import attr`; `level` counts leading dots."""

    module: str
    attr: str
    level: int


Expr = (
    Name
    | Attr
    | Ref
    | Const
    | Lit
    | Sub
    | Await
    | Choice
    | Or
    | Div
    | Elem
    | Enter
    | Item
    | Typed
    | Seq
    | Func
    | ClassDef
    | Import
)


class Put(_Node, frozen=True):
    """An attribute of `owner` gets a value where that is not what a method is bound to, or is
    changed in place or deleted; or, with an empty `attr`, an item of it. A global name that is
    changed in place is an owner, too."""

    owner: Expr
    attr: str
    at: At


class Bind(_Node, frozen=True):
    """A name gets a value somewhere in a scope; None when the value says nothing."""

    name: str
    value: Expr | None


class Sort(_Node, tag=1, frozen=True):
    """What `isinstance` finds out: the name is of one of these classes, or of none of them."""

    name: str
    classes: tuple[Expr, ...]
    fits: bool


FALSE = "false"  # of `Compared`


class Compared(_Node, tag=2, frozen=True):
    """What comparing a name with a literal or a constant finds out: `name > 1`,
    `name is Mode.FAST`. `word` is the operator, or "startswith", or "not startswith", or `FALSE`
    for a name that must be false."""

    name: str
    word: str
    value: str | int | float | bool | Attr | None


class Narrowed(_Node, tag=3, frozen=True):
    """The same of something that no argument tells of: a local name, or an attribute by its dotted
    name. It has been given nothing else since."""

    name: str
    classes: tuple[Expr, ...]
    fits: bool


# What must hold for a part to run: of a name that it is true, or what a test has found out.
Need = str | Sort | Compared | Narrowed


class Call(_Node, frozen=True):
    """A call as written. A starred argument ends `args`; `**` keywords have an empty name."""

    func: Expr | None
    args: tuple[Expr | None, ...]
    keywords: tuple[tuple[str, Expr | None], ...]
    at: At
    guard: int
    needs: tuple[Need, ...]
    awaited: bool

    @property
    def given(self) -> "tuple[Expr | None, ...]":
        """All that is passed, whichever way."""
        if not self.keywords:
            return self.args
        return (*self.args, *(value for _, value in self.keywords))


class Use(_Node, frozen=True):
    """An expression used in a way that may run code: entered, iterated, or an attribute read."""

    value: Expr
    is_async: bool
    at: At
    guard: int
    needs: tuple[Need, ...]


class Wait(_Node, frozen=True):
    """Where a coroutine may be suspended: `await value`, or one turn of `async for`. A `yield` of
    an async generator waits for `YIELDED`."""

    value: Expr | None
    at: At


YIELDED = Lit("yield")


class Parts(_Node, frozen=True):
    """What one statement evaluates: ranges of the body's `calls` and `waits`, ends excluded."""

    calls_from: int
    calls_to: int
    waits_from: int
    waits_to: int

    @property
    def calls(self) -> slice:
        return slice(self.calls_from, self.calls_to)

    @property
    def waits(self) -> slice:
        return slice(self.waits_from, self.waits_to)


class Plain(_Node, tag=1, frozen=True):
    """A simple statement that calls or awaits something."""

    parts: Parts


class Leave(_Node, tag=2, frozen=True):
    """`return`, `raise`, `break` or `continue`. `value` is what is returned or raised."""

    word: str
    value: Expr | None
    parts: Parts
    at: At


class Arm(_Node, frozen=True):
    """One way of a branch; `parts` are those of its condition, and `test` is the condition, without
    its `not` if it is `negated`."""

    test: Expr | None
    negated: bool
    parts: Parts
    body: "tuple[Statement, ...]"


class Branch(_Node, tag=3, frozen=True):
    """`if` and `match`: exactly one of the arms runs; the conditions of those before it, too."""

    arms: tuple[Arm, ...]


class Loop(_Node, tag=4, frozen=True):
    """`for` and `while`: `word` is "for", "while", or "forever" when only `break` and what leaves
    the function end it. `test` is the condition of a "while", without its `not` if it is
    `negated`; `at` is where its head stands."""

    word: str
    test: Expr | None
    negated: bool
    parts: Parts
    body: "tuple[Statement, ...]"
    orelse: "tuple[Statement, ...]"
    at: At


class With(_Node, tag=5, frozen=True):
    """`with`: `enters` is a range of the body's `enters`."""

    enters: tuple[int, int]
    is_async: bool
    parts: Parts
    body: "tuple[Statement, ...]"
    at: At


class Handler(_Node, frozen=True):
    """`except types as name`; None for a bare `except`.

    `assigns` are the names and attributes that the body gives a value. `keeps` tells whether it
    reads `name` other than to raise or to log it.
    """

    types: tuple[Expr | None, ...] | None
    name: str
    assigns: tuple[str, ...]
    keeps: bool
    body: "tuple[Statement, ...]"
    at: At


class Try(_Node, tag=6, frozen=True):
    """`try` with all its parts."""

    body: "tuple[Statement, ...]"
    handlers: tuple[Handler, ...]
    orelse: "tuple[Statement, ...]"
    final: "tuple[Statement, ...]"
    at: At


Statement = Plain | Leave | Branch | Loop | With | Try


class Body(_Node, frozen=True):
    """What a function does, in no order that matters but that of the text.

    A `guard` says whether a part runs whenever the body does: `ALWAYS`, or else the sum of what
    stands before it: `SOMETIMES` for a branch, a loop with a condition or an early return, `RARELY`
    for an exception handler and for what is done once and kept, `USUALLY` for what a missing file
    alone prevents. `needs` are parameters that must be true for the part to run, or tell what else
    must hold of them, outermost first. `tests` are the identifiers that conditions mention.

    `discards` are indices of the `calls` whose value, or what awaiting it gives, nobody reads;
    `kept` are those whose value is put into an attribute or subscript beside what else is done with
    it. `loads` tells how often local names are read, nested functions included, that get a call's
    value or a display, or are given a callback.
    `puts` are assignments to attributes of other objects and to items, and changes in place.
    `flow` is the statements in their structure; empty for a function that neither suspends,
    handles exceptions nor enters anything, nor loops for ever or very often, unless it does little
    but raise. What only assigns is left out of it.
    """

    calls: tuple[Call, ...]
    binds: tuple[Bind, ...]
    returns: tuple[Expr | None, ...]
    yields: tuple[Expr | None, ...]
    enters: tuple[Use, ...]
    iterates: tuple[Use, ...]
    reads: tuple[Use, ...]
    tests: tuple[str, ...]
    waits: tuple[Wait, ...]
    discards: tuple[int, ...]
    kept: tuple[int, ...]
    loads: tuple[tuple[str, int], ...]
    puts: tuple[Put, ...]
    flow: "tuple[Statement, ...]"


class Param(_Node, frozen=True):
    """A parameter; `kind` is "" for plain ones, "*", "**", or "k" for keyword-only."""

    name: str
    annotation: Expr | None
    default: Expr | None
    kind: str


class Function(_Node, frozen=True):
    """A function, lambda, or the module itself (index 0, named `<module>`).

    `parent` is the function it stands in, `owner` the class whose body it stands in, else -1.
    Decorators, defaults and annotations are evaluated in the parent. Of a stub an override is what
    runs: it is abstract or has no code of its own (a docstring, `pass`, `...` or `raise
    NotImplementedError`).
    """

    name: str
    qualname: str
    at: At
    parent: int
    owner: int
    is_async: bool
    is_generator: bool
    is_stub: bool
    params: tuple[Param, ...]
    returns: Expr | None
    decorators: tuple[Expr | None, ...]
    body: msgspec.Raw


class Field(_Node, frozen=True):
    """An attribute that gets a value: in the class body (`function` -1) or as `self.name = ...`
    in the method `function`, where the value is evaluated."""

    name: str
    value: Expr | None
    function: int


class Class(_Node, frozen=True):
    """A class statement. `parent` is the function whose scope it stands in."""

    name: str
    qualname: str
    at: At
    parent: int
    bases: tuple[Expr | None, ...]
    metaclass: Expr | None
    decorators: tuple[Expr | None, ...]
    fields: tuple[Field, ...]
    methods: tuple[tuple[str, int], ...]


class GlobalBind(_Node, frozen=True):
    """`global name; name = value` in a function."""

    name: str
    value: Expr | None
    function: int


class Store(_Node, frozen=True):
    """`owner.key = value` or `owner["key"] = value` in a function, other than attributes of its own
    object; a key that is a constant stands by its name, any other is empty. Plain values are left
    out, save those of `daemon`."""

    owner: Expr
    key: str
    is_item: bool
    value: Expr
    function: int


class ModuleSummary(_Node, frozen=True):
    """One file. `stars` are the modules of `from module import *` with their level."""

    functions: tuple[Function, ...]
    classes: tuple[Class, ...]
    global_binds: tuple[GlobalBind, ...]
    stars: tuple[tuple[str, int], ...]
    stores: tuple[Store, ...]


TOO_DEEP = "is nested too deeply to be analysed"


class Failure(msgspec.Struct, frozen=True):
    """Why a file has no summary. `line` and `column` count from 1; line 0 means that the file was
    not read as Python at all, so that the run is not to be trusted."""

    message: str
    line: int = 0
    column: int = 1


_encode = msgspec.msgpack.Encoder().encode


@cache
def _decoder(kind: Any) -> Any:
    """Not made at once: processes that only index decode nothing."""
    return msgspec.msgpack.Decoder(kind)


def get_ready() -> None:
    """Make what unpacks."""
    _decoder(ModuleSummary)
    _decoder(Body)


def pack_body(body: Body) -> msgspec.Raw:
    """A body in its encoded form."""
    return msgspec.Raw(_encode(body))


def unpack_body(raw: msgspec.Raw) -> Body:
    """The body that `pack_body` encoded."""
    body: Body = _decoder(Body).decode(raw)
    return body


def pack(summary: ModuleSummary) -> bytes:
    """A summary in the form that the cache keeps and processes exchange."""
    return _encode(summary)


def unpack(data: bytes) -> ModuleSummary:
    """The summary that `pack` encoded; raises `msgspec.DecodeError` for anything else."""
    summary: ModuleSummary = _decoder(ModuleSummary).decode(data)
    return summary


def conditions(guard: int) -> int:
    """On how many conditions that may go either way a part depends that has this guard."""
    return guard // SOMETIMES


def dotted(expr: Any) -> str:
    """`a.b.c` for a chain of names, else an empty string."""
    parts: list[str] = []
    while type(expr) is Attr:
        parts.append(expr.attr)
        expr = expr.value
    if type(expr) is not Name:
        return ""
    parts.append(expr.id)
    return ".".join(reversed(parts))


def mentions(expr: Any, name: str) -> bool:
    """Whether a name occurs in an annotation, or an attribute of that name."""
    match expr:
        case Name(id):
            return id == name
        case Attr(_, attr):
            return attr == name
        case Sub(value, index):
            return mentions(index, name) or mentions(value, name)
        case Seq(_, items) | Choice(items):
            return any(mentions(item, name) for item in items)
    return False


def last_part(expr: Any) -> str:
    """The last name of a chain of names, else an empty string."""
    if type(expr) is Attr:
        return expr.attr
    return expr.id if type(expr) is Name else ""


def key_of(index: Any) -> str:
    """The key of a subscript that is a string or the name of a constant, else an empty string."""
    if type(index) is Const and isinstance(index.value, str):
        return index.value
    name = last_part(index)
    return name if name.isupper() else ""
