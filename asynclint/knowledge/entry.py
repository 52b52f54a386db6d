"""The shape of knowledge: what a row of a table may say about the world's libraries.

Names are dotted and canonical: `package.module.function`, `package.module.Class.method`. The last
part `*` stands for every method of the class that has no row of its own, dunder methods excepted.
A generator function does nothing until its result is iterated; that result is a type named like the
function: `redis.Redis.scan_iter` returns `redis.Redis.scan_iter`, whose `__iter__` has a row.
Reading a property calls its `__get__`: `web3.eth.Eth.block_number.__get__`.
Tables hold no logic.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec

GETTER = ".__get__"
Where = int | str | tuple[int, str]  # an argument: its position, its keyword, or both
_REQUEST = "sends the request to the service and waits for the response"


class Kind(enum.StrEnum):
    """What a blocking call waits for. One rule reports each kind; order is worst first."""

    SLEEP = "sleep"
    NETWORK = "network"
    DATABASE = "database"
    SUBPROCESS = "subprocess"
    LOOP = "nested event loop"
    WAIT = "wait"  # queues, events, futures, joins: until somebody else acts
    CPU = "cpu"
    OTHER = "other"  # what a project's configuration declares, and what fits nowhere else
    INPUT = "user input"
    FILE = "file contents"
    IMPORT = "import"  # imports a module: reads and executes files, the first time
    LOCK = "lock"  # a mutex around a critical section: usually short, seldom contended
    METADATA = "file metadata"


class Unless(msgspec.Struct, frozen=True):
    """The call cannot wait when an argument is a literal equal to one of `values`.

    `position` counts from 0 without `self`; None when the argument is keyword-only. A value that
    is a string with a dot also stands for a constant or a class of that dotted name: it equals an
    argument that names the constant (`os.WNOHANG`) or is an instance of the class (`io.BytesIO`);
    one that begins with a dot stands for any attribute of that name.
    `strict` means that an argument which is not a literal leaves the answer unknown. `by_default`
    means that the argument's default is one of `values`, so that a call without it cannot wait.
    With `below`, a literal number less than that counts as well: so few rounds take no time. If
    there are keywords to be `without`, a call with any of them may wait after all, and so may what
    is done later with the result of one that has none; so may, with `later`, whatever is done later
    with the result. If there is something that text `begins` with, a literal that does counts, too.
    """

    keyword: str
    position: int | None
    values: tuple[object, ...]
    strict: bool = False
    by_default: bool = False
    below: float = 0
    without: tuple[str, ...] = ()
    begins: str = ""
    later: bool = False


class Blocks(msgspec.Struct, frozen=True):
    """A call that blocks its thread.

    `does` is a verb phrase in the third person ("waits for the HTTP response"); `twin` what to
    await instead, a dotted name or a short phrase, empty when a worker thread is all there is;
    `when` a PEP 440 specifier of the distribution's versions for which the row holds, empty for
    all; `why` the evidence, a link to documentation or source. `asks` are methods of the same
    object, separated by spaces, that tell whether it would wait at all. What it waits for,
    `parsed` can read: where one of those has refused the argument, the call fails at once. It
    `drains` its object if it waits for the work that this was given, and for nothing else. Where it
    reads or writes bytes in memory instead of a file, it `computes` for long: a verb phrase again.
    """

    name: str
    kind: Kind
    does: str
    twin: str = ""
    unless: tuple[Unless, ...] = ()
    when: str = ""
    why: str = ""
    asks: str = ""
    parsed: tuple[str, ...] = ()
    drains: bool = False
    computes: str = ""

    @property
    def shown(self) -> str:
        """The name as people write it."""
        return self.name.removeprefix("builtins.").removesuffix(".*").removesuffix(GETTER)


# Files that are no files, or not before they get large: what reads and writes them does not wait.
# Of whatever can be read like one, only who opened it knows.
IN_MEMORY = (
    *("io.BytesIO", "io.StringIO", "tempfile.SpooledTemporaryFile"),
    *("typing.IO", "typing.BinaryIO", "typing.TextIO"),
    *("io.IOBase", "io.RawIOBase", "io.BufferedIOBase", "io.TextIOBase"),
)


def methods(
    owner: str,
    names: str,
    kind: Kind,
    does: str,
    *,
    twin: str = "",
    unless: tuple[Unless, ...] = (),
    when: str = "",
    why: str = "",
    asks: str = "",
    computes: str = "",
) -> tuple[Blocks, ...]:
    """Rows for several names of one class or module that all do the same.

    `names` is separated by spaces; a `{}` in `twin` or `why` stands for the name.
    """
    return tuple(
        Blocks(
            name=f"{owner}.{name}",
            kind=kind,
            does=does,
            twin=twin.replace("{}", name),
            unless=unless,
            when=when,
            why=why.replace("{}", name),
            asks=asks,
            computes=computes,
        )
        for name in names.split()
    )


def returning(result: str, owner: str, names: str) -> dict[str, str]:
    """Entries of `Library.returns` for several names of one class or module, one result type."""
    return {f"{owner}.{name}": result for name in names.split()}


def asking(
    owner: str, names: str, why: str, does: str = _REQUEST, twin: str = "", when: str = ""
) -> tuple[Blocks, ...]:
    """Rows of methods that ask a service over the network."""
    return methods(owner, names, Kind.NETWORK, does, twin=twin, when=when, why=why)


def names(owner: str, members: str) -> tuple[str, ...]:
    """Dotted names of several members, separated by spaces, of one class or module."""
    return tuple(f"{owner}.{member}" for member in members.split())


class Client(msgspec.Struct, frozen=True):
    """A class of objects that talk to a server and may be shared by tasks.

    `noun` is what messages call one ("Redis client"). `pooled` tells that every command borrows a
    connection of its own, so that tasks may use one object at once; otherwise `exclusive` says what
    happens when two tasks do (a verb phrase, "raises InterfaceError"), empty when that is safe.
    `local` methods send nothing. `writes` are methods that change the server so that doing it twice
    differs from doing it once. `takes` are methods that wait for an item and take it away: method
    -> (position, keyword) of its own timeout, with keyword empty when it has none; `polls` are
    those of them that do not wait when that timeout is left out, and `keeps` those that lose
    nothing when they are cancelled; `milliseconds` those whose timeout is not in seconds. `sends`
    are the methods that send what all others queue; empty when each sends itself. Those of `sends`
    that are `writes` are that only if one of the `queued` methods was called before. `alone` are
    the methods that `exclusive` is about, empty for all that are not local: two tasks may not be in
    any of them at once. `releases` are methods that close it or give it back. Every other public
    method asks something that may be asked again. Method names are separated by spaces and count
    for subclasses as well.

    `settled` is what two tasks do (a verb phrase in the plural), instead of what `exclusive` says,
    while the object holds a connection: once it has sent anything but the methods that `unsettle`
    it, which give the connection back or cannot run twice at once.

    `over` is the class of another distribution's client that it works over, whose hazards are its
    own; `limit` what it gives each of its commands a deadline with, unasked.
    """

    name: str
    noun: str
    pooled: bool
    exclusive: str = ""
    local: str = ""
    writes: str = ""
    takes: Mapping[str, tuple[int | None, str]] = msgspec.field(default_factory=dict)
    polls: str = ""
    keeps: str = ""
    milliseconds: str = ""
    sends: str = ""
    queued: str = ""
    alone: str = ""
    releases: str = ""
    why: str = ""
    over: str = ""
    limit: str = ""
    settled: str = ""
    unsettle: str = ""


class Trigger(enum.StrEnum):
    """What sets a `Hazard` off."""

    CANCEL = "a command is cancelled"
    CANCEL_BATCH = "the execution of a pipeline is cancelled"
    CANCEL_TAKE = "a waiting read is cancelled"
    INTERRUPT = "a blocking command is cut off by an exception that is no Exception"
    LONG_TAKE = "a blocking command waits for longer than the socket timeout"


class Hazard(msgspec.Struct, frozen=True):
    """Releases of a client that misbehave.

    `clients` are canonical names of `Client` classes. `versions` are PEP 440 specifier sets of the
    client's distribution, any of which may hold. `does` says what happens, a clause ("the next
    caller reads its reply"); `advisories` are public identifiers; `repaired` is the first release
    that is free of it, empty when there is none; `why` the evidence.
    """

    trigger: Trigger
    clients: tuple[str, ...]
    versions: tuple[str, ...]
    does: str
    advisories: tuple[str, ...] = ()
    repaired: str = ""
    why: str = ""
    made_with: str = ""


class Role(enum.StrEnum):
    """What a function that serves requests is to its framework."""

    VIEW = "view"
    MIDDLEWARE = "middleware"
    DEPENDENCY = "dependency"  # asked for what a view needs, permissions included
    BACKGROUND = "background task"  # runs after the response
    WEBSOCKET = "websocket handler"
    LIFESPAN = "lifespan handler"  # runs when the server starts or stops
    SIGNAL = "signal receiver"
    HOOK = "request hook"  # before or after views, and instead of them when they fail
    ON_COMMIT = "commit hook"


class Serves(msgspec.Struct, frozen=True):
    """How code of a project becomes part of serving requests.

    A row without `takes` and `methods` is a decorator. With `takes`, it is a callable or class that
    is handed handlers, at these positions and by these keywords: functions, classes, objects,
    dotted names, or collections of those. With `methods` alone it is a base class, those methods of
    whose subclasses are called. `methods` (separated by spaces) of a callable are what is called of
    classes and objects that it is handed; `__call__` of objects always is.

    A name without a dot is a variable of a settings module that holds handlers. One that ends in
    parameters is the shape of what serves requests: `__call__(scope, receive, send)` of methods,
    `(scope, receive, send)` of functions of any name. With `methods` it is the shape of what makes
    it: classes by their `__init__`, functions by returning an inner one.
    """

    name: str
    framework: str
    role: Role
    takes: tuple[int | str, ...] = ()
    methods: str = ""


class Departure(msgspec.Struct, frozen=True):
    """What is cancelled when the client of a request leaves before it is answered.

    Without `streams` it is the views and middleware of the `framework`, named as in `Serves`; with
    them the generators that these callables are handed as the body of a response. It happens in
    `versions` of the `distribution` (PEP 440 specifier sets, any of which may hold; empty for all),
    below one of the `servers` (distributions, separated by spaces; empty for any) and none of
    `unless`, and only where a callable of `switches` is given `keyword=True`, if there are any.
    """

    framework: str
    distribution: str
    versions: tuple[str, ...] = ()
    servers: str = ""
    unless: str = ""
    switches: tuple[str, ...] = ()
    keyword: str = ""
    streams: tuple[str, ...] = ()
    why: str = ""


class Consumer(msgspec.Struct, frozen=True):
    """A base class of objects that handle the messages of one connection, one after the other.

    That the client has left is a message like others: while a handler runs, nobody sees it.
    `on_loop` tells that handlers are coroutines; others run in a thread that all of them share.
    `handlers` are the methods that are called, `leaving` those of them that are called when the
    client has left. A class that has none of the `serving` methods, if there are any, has no
    client: it is a worker. What is sent with `senders` names a handler by its `type`, in which a
    dot stands for `_`. Names are separated by spaces.
    """

    name: str
    framework: str
    on_loop: bool
    handlers: str
    leaving: str
    serving: str = ""
    senders: str = ""
    why: str = ""


class Hook(msgspec.Struct, frozen=True):
    """Methods that the event loop calls because of how their names begin.

    They are of classes that derive from `owner`, begin with `prefix` and get no more than `most`
    arguments, or any number if that is None. Where they are `about` an attribute, the rest of the
    name must be one that the body of the class, or of a base in the project, gives a value.
    """

    owner: str
    prefix: str
    most: int | None = None
    about: bool = False


class Variable(msgspec.Struct, frozen=True):
    """An environment variable that does not do what people think.

    It `does` that, a clause, in `versions` (PEP 440 specifier sets) of a `distribution`; the first
    distribution that a project says anything about decides. `breaks` tells that it does harm.
    """

    name: str
    distribution: str
    versions: tuple[str, ...]
    does: str
    breaks: bool = False
    why: str = ""


class Backend(msgspec.Struct, frozen=True):
    """A backend of channel layers, by its dotted name, and what is wrong with it.

    With `versions` it is wrong where all these distributions are used in one of their ranges (PEP
    440 specifier sets), and with `untimed` only where no socket timeout is set; without them it is
    wrong in production. `does` is a clause; `advice` says what to do, and `repaired`, if there is
    one, the release of the first distribution that mends it.
    """

    name: str
    does: str
    advice: str
    versions: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    untimed: bool = False
    repaired: str = ""
    why: str = ""
