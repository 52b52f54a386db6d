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
    argument that names the constant (`os.WNOHANG`) or is an instance of the class (`io.BytesIO`).
    `strict` means that an argument which is not a literal leaves the answer unknown. `by_default`
    means that the argument's default is one of `values`, so that a call without it cannot wait.
    With `below`, a literal number less than that counts as well: so few rounds take no time. If
    there are keywords to be `without`, a call with any of them may wait after all, and so may what
    is done later with the result of one that has none. If there is something that text `begins`
    with, a literal that does counts, too.
    """

    keyword: str
    position: int | None
    values: tuple[object, ...]
    strict: bool = False
    by_default: bool = False
    below: float = 0
    without: tuple[str, ...] = ()
    begins: str = ""


class Blocks(msgspec.Struct, frozen=True):
    """A call that blocks its thread.

    `does` is a verb phrase in the third person ("waits for the HTTP response"); `twin` what to
    await instead, a dotted name or a short phrase, empty when a worker thread is all there is;
    `when` a PEP 440 specifier of the distribution's versions for which the row holds, empty for
    all; `why` the evidence, a link to documentation or source. `asks` are methods of the same
    object, separated by spaces, that tell whether it would wait at all. What it waits for,
    `parsed` can read: where one of those has refused the argument, the call fails at once. It
    `drains` its object if it waits for the work that this was given, and for nothing else.
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


class Twin(msgspec.Struct, frozen=True):
    """A class of asynchronous clients.

    `module` and `name` say where it is; `distribution`, imported as `package`, must be something
    that the project depends on. `shots` are modules whose functions make a client for one call:
    `methods` are the ones it has as well, with the names of their positional parameters.

    `arguments` are keywords of such calls and what they are called here; None where all are the
    same. Some go by the type of what is passed (`typed`), some belong to the constructor
    (`of_client`), and one adds to a URL there and replaces its query here (`query`). `defaults`
    are what the constructor must be told to behave as the other does, `alike` the methods that do
    so by themselves.

    `results` are attributes of what calls return and what they are called here, `exceptions` those
    classes that have a counterpart in `module`; None where they are the same. `reasons` say what
    remains different.
    """

    module: str
    name: str
    package: str
    distribution: str
    shots: tuple[str, ...] = ()
    methods: Mapping[str, tuple[str, ...]] = {}
    arguments: Mapping[str, str] | None = None
    typed: Mapping[str, Mapping[str, str]] = {}
    of_client: tuple[str, ...] = ()
    query: str = ""
    defaults: Mapping[str, str] = {}
    alike: Mapping[str, tuple[str, ...]] = {}
    results: Mapping[str, str] | None = None
    exceptions: Mapping[str, str] | None = None
    reasons: tuple[str, ...] = ()


class Exchange(msgspec.Struct, frozen=True):
    """A class of asynchronous clients with the constructor and the methods of a blocking one.

    `makers` are what makes the blocking one, and what stands for that in `module`, in the releases
    `when` of `distribution`; `needs` is a distribution that must be there besides. The constructor
    takes the first `positional` arguments and all keywords but those `refused`. Methods that have
    rows as blocking calls are awaited there and give the same, save those `unlike`, and calls with
    a keyword among these. `ends` are methods without a row that are awaited, and their names there;
    `plain` those that wait in neither.
    """

    module: str
    distribution: str
    makers: Mapping[str, str]
    when: str = ""
    needs: str = ""
    positional: int = 0
    refused: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    ends: Mapping[str, str] = {}
    plain: tuple[str, ...] = ()


class Hop(msgspec.Struct, frozen=True):
    """A callable that runs a function in a worker thread and is awaited.

    `module` and `attr` say where it is imported from. With `receiver` it is a method instead: of a
    parameter or `self` attribute of that name. With `wraps` it is given the function alone, and
    what it gives back takes the arguments; with `leads` it takes something else first. `keywords`
    tells whether it hands on keyword arguments, `context` whether context variables reach the
    thread. It serves where a file imports one of `packages`, if there are any, and none of
    `unless`. `since` is the first Python that has it. Those for `sinks` serve for primitives below
    these names, before all others; a `fallback` serves where nothing else does.
    """

    module: str = ""
    attr: str = ""
    receiver: str = ""
    wraps: bool = False
    leads: str = ""
    keywords: bool = True
    context: bool = True
    packages: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    since: str = ""
    sinks: tuple[str, ...] = ()
    fallback: bool = False


class Keeper(msgspec.Struct, frozen=True):
    """A method that starts a task and keeps it until it is done: of a parameter or `self` attribute
    called `receiver`, where a file imports `package`. It takes the coroutine and a name for it;
    `as_before` is the argument that makes it start no sooner than the loop itself would. A receiver
    of a class `kind` ends its tasks earlier, and gets what goes by the name of `first` first."""

    package: str
    receiver: str
    method: str
    as_before: str
    kind: str = ""
    first: str = ""


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


class Library(msgspec.Struct, frozen=True):
    """What we know of one distribution.

    `aliases`: other spelling of a name -> canonical name (`requests.Session` ->
    `requests.sessions.Session`); also holds for everything below the name.
    `bases`: class -> its base classes, for methods that rows give to the base.
    `returns`: callable -> type of its result; attribute or module variable -> its type. Types are
    written as annotations with canonical names: `sqlite3.Connection`,
    `collections.abc.Iterator[pathlib.Path]`, `Self` for the receiver's own type. `Of[X]` is what
    the receiver is a collection of; of functions and classes, what they are given first is a class
    or collection of; and X where nobody knows. Calling a class gives an instance without a row.
    `Class.__enter__` defaults to `Self`.
    `variants`: callable -> (keyword, position, name, class): given the constant of that name, or an
    instance of that class, it makes an instance of `class`; that may be one of ours, which stands
    in `bases` below the real one.
    `safe`: names that a `*` row or a base's row would cover but that do not block.
    `offloads`: callables that run a callable argument away from the loop, in a thread or process;
    also when used as decorators. Value: position of that argument, or its keyword.
    `kills`: those of `offloads` whose work ends when the wait for it is cancelled.
    `calls`: callables that call a callable argument before they return: position, or keyword.
    `schedules`: callables that make the loop call a callable argument later: position, or keyword.
    `on_loop`: decorators whose sync functions, and methods whose overrides, the event loop calls.
    `transparent`: decorators whose result, when called, calls the decorated function at once.
    `consumes`: callables that iterate their first argument to its end before they return.
    `asynchronous`: classes whose methods return awaitables, so that no row of a base applies.
    `spawns`: callables that start an awaitable argument as a task of its own, or for task groups
    that take functions, the function: position, or keyword.
    `weak`: those of `spawns` whose task nothing but the caller refers to.
    `defers`: callables that hand work to threads, processes or another loop and return at once what
    tells how it ended.
    `lazy`: those of `offloads` that do nothing until their result is awaited.
    `pools`: classes that own threads or processes until they are told to shut down.
    `threads`: classes whose `start` runs work beside the caller until it ends or the process does.
    `gathers`: callables that run all their awaitable positional arguments, or those of one
    collection, at the same time.
    `deadlines`: callables that cancel an awaitable argument when time is up: position, or keyword.
    `timeouts`: callables and classes whose `with` block is cancelled when time is up, or on demand.
    `groups`: classes whose `with` block and tasks are cancelled when one of the tasks fails.
    `cancels`: methods that cancel the task, the scope or the group they belong to.
    `shields`: callables that keep cancellation away from an awaitable argument: position.
    `level_cancelled`: those of `timeouts` and `groups` in which every further await fails again
    once cancelled (trio's semantics, which anyio keeps everywhere).
    `cancellations`: exception classes that an await raises in what is being cancelled.
    `provides`: callables that stand for what a callable argument gives when it is called, awaited
    or entered, such as a parameter's default: position, or keyword.
    `shelves`: by what names code reaches the objects that applications keep their own things in:
    `state.*` for attributes, `app[*]` for items; `current_app.*=app.*` for another name of one.
    `clients`: classes that talk to a server over connections, and what cancelling does to them.
    `hazards`: releases of this distribution whose clients misbehave.
    `conventions`: package -> last names, separated by spaces, of the modules in which projects that
    import it say what serves requests.
    `serves`: how code becomes part of serving requests.
    `departures`: what its servers cancel when the client of a request leaves.
    `consumers`: base classes whose handlers hold up the news that the client has left.
    `sleeps`: callables that wait for as long as an argument says: position, or keyword.
    `limits`: callables and classes of `deadlines` and `timeouts` -> the argument that says after
    how many seconds: position, or keyword.
    `endless`: callables whose awaited result, and classes and callables whose `async for`, wait
    until somebody else does something.
    `signals`: methods whose awaited result is there once somebody who has the same object, which is
    in memory, does something with it.
    `workers`: those of `offloads` that run a plain function in a thread or process, with the
    arguments that follow, and give back what it returns.
    `one_thread`: those of `workers` that run everything in one thread of the process, unless they
    are told `thread_sensitive=False`.
    `brief`: classes whose blocking methods take no longer than a query of a database does.
    `in_threads`: those of `workers` that certainly use a thread of the same process; methods of
    event loops and pools only if the pool is one of threads.
    `holds`: callables that compute in one piece without letting another thread run, for as long as
    something is large: an argument, or `self` for what the method belongs to.
    `sized`: callables that give as many elements as an argument has, or says.
    `matches`: callables that do so while they match a regular expression: the argument that it is,
    or `self`.
    `own_threads`: distribution -> its releases (PEP 440) whose `one_thread` callables take any
    thread of the loop's own pool instead.
    `bridges`: callables whose result, called in a thread, runs a coroutine function of the loop and
    waits for it: position of that function.
    `borrows`: coroutine callables that need a thread of the loop's own pool for a moment -> the
    distribution that a project must require for that, empty if they always do.
    `loops`: callables that run a coroutine, or what a coroutine function gives, in an event loop
    that ends with it: position. Methods do so if their loop is one of `new_loops`, made for that.
    `guest_loops`: those of `loops` that use the loop of the server, if it has one.
    `request_loops`: frameworks that run each async view in a loop of its own: "" always, "wsgi"
    below servers that have none.
    `accepts`: callables that call a handler, their first argument, for every connection: the class
    of the connection that the handler is given.
    `keepalives`: classes of connections -> their attributes, separated by spaces, that say how the
    connection is kept alive.
    `connections`: classes of what a handler makes of its request, or is given, to send and receive
    messages -> the framework, as `Serves` calls it.
    `meanwhile`: framework -> what happens to its connections while a handler blocks the event loop,
    a clause; empty for those that have none of their own.
    `patience`: classes of connections -> seconds that they wait for a pong if nothing is said.
    `variables`: environment variables that do not do what people think.
    `backends`: backends of channel layers that have something wrong with them.
    `failsafe`: callables that raise nothing of themselves, so that no error of theirs can be lost.
    `unyielding`: coroutine methods that do not give way while there is room in a buffer.
    """

    distribution: str
    packages: tuple[str, ...]
    blocks: tuple[Blocks, ...] = ()
    aliases: Mapping[str, str] = msgspec.field(default_factory=dict)
    bases: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    returns: Mapping[str, str] = msgspec.field(default_factory=dict)
    variants: Mapping[str, tuple[str, int, str, str]] = msgspec.field(default_factory=dict)
    safe: tuple[str, ...] = ()
    offloads: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    kills: tuple[str, ...] = ()
    calls: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    schedules: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    on_loop: tuple[str, ...] = ()
    transparent: tuple[str, ...] = ()
    consumes: tuple[str, ...] = ()
    asynchronous: tuple[str, ...] = ()
    spawns: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    weak: tuple[str, ...] = ()
    defers: tuple[str, ...] = ()
    lazy: tuple[str, ...] = ()
    pools: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    gathers: tuple[str, ...] = ()
    deadlines: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    timeouts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    shields: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    level_cancelled: tuple[str, ...] = ()
    cancellations: tuple[str, ...] = ()
    provides: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    shelves: tuple[str, ...] = ()
    clients: tuple[Client, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    conventions: Mapping[str, str] = msgspec.field(default_factory=dict)
    serves: tuple[Serves, ...] = ()
    departures: tuple[Departure, ...] = ()
    consumers: tuple[Consumer, ...] = ()
    sleeps: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    limits: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    endless: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    one_thread: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    in_threads: tuple[str, ...] = ()
    holds: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    sized: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    matches: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    own_threads: Mapping[str, str] = msgspec.field(default_factory=dict)
    bridges: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    borrows: Mapping[str, str] = msgspec.field(default_factory=dict)
    loops: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    new_loops: tuple[str, ...] = ()
    guest_loops: tuple[str, ...] = ()
    request_loops: Mapping[str, str] = msgspec.field(default_factory=dict)
    accepts: Mapping[str, str] = msgspec.field(default_factory=dict)
    keepalives: Mapping[str, str] = msgspec.field(default_factory=dict)
    connections: Mapping[str, str] = msgspec.field(default_factory=dict)
    meanwhile: Mapping[str, str] = msgspec.field(default_factory=dict)
    patience: Mapping[str, float] = msgspec.field(default_factory=dict)
    failsafe: tuple[str, ...] = ()
    unyielding: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()
    backends: tuple[Backend, ...] = ()
