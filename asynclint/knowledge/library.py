"""The shape of a table: everything that is known of one distribution.

Only what makes the joined tables needs it; a check reads those.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from asynclint.knowledge.entry import (
    Backend,
    Blocks,
    Client,
    Consumer,
    Departure,
    Hazard,
    Hook,
    Serves,
    Variable,
    Where,
    asking,
)

_PYPI = "https://pypi.org/project/"


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
    in `bases` below the real one. An empty name stands for nothing, or a number not above zero,
    and a single letter for a text with it.
    `generated`: how the names of a module and of a class in it end, with a dot between, which a
    tool writes for each project -> (class, class): given an instance of the first, calling it makes
    one of the second.
    `implies`: class -> class: whose class attributes are instances of the first derives from the
    second, be it through a base that is not at hand.
    `owned`: class -> class: objects of the first that the body of a class derived from the second
    makes have that class for their type argument.
    `named`: callable -> module: given a class by name as text, it means one of its own module or
    of that module in another part of the project (`"shop.Order"`).
    `betrays`: name of a method -> (class, class): whatever it is called of, given a class derived
    from the first, or an attribute of one, it gives an instance of the second, since nothing else
    that takes such classes has a method of that name.
    `delegates`: method -> method that it calls of its own object: where a class of the project has
    that, calling the first is calling it, and tells nothing else.
    `safe`: names that a `*` row or a base's row would cover but that do not block.
    `offloads`: callables that run a callable argument away from the loop, in a thread or process;
    also when used as decorators. Value: position of that argument, or its keyword.
    `kills`: those of `offloads` whose work ends when the wait for it is cancelled.
    `calls`: callables that call a callable argument before they return: position, or keyword.
    `schedules`: callables that make the loop call a callable argument later: position, or keyword,
    or both.
    `on_loop`: decorators whose sync functions, and methods whose overrides, the event loop calls.
    `hooks`: methods that the event loop calls because of how their names begin.
    `threaded`: those of `on_loop` that run the function in a thread if a keyword says so: which;
    those of `offloads` that run coroutine functions there, in a loop of their own, only then.
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
    `chooses`: callables that stand for a class that an argument is, or names: position, or keyword.
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
    `pauses`: callables whose `with` block has the terminal to itself: the loop is to stand still.
    `variables`: environment variables that do not do what people think.
    `backends`: backends of channel layers that have something wrong with them.
    `failsafe`: callables that raise nothing of themselves, so that no error of theirs can be lost.
    `unyielding`: coroutine methods that do not give way while there is room in a buffer.
    `constructors`: names of methods that run when a class is called which the library has written.
    """

    distribution: str
    packages: tuple[str, ...]
    blocks: tuple[Blocks, ...] = ()
    aliases: Mapping[str, str] = msgspec.field(default_factory=dict)
    bases: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    returns: Mapping[str, str] = msgspec.field(default_factory=dict)
    variants: Mapping[str, tuple[str, int, str, str]] = msgspec.field(default_factory=dict)
    generated: Mapping[str, tuple[str, str]] = msgspec.field(default_factory=dict)
    implies: Mapping[str, str] = msgspec.field(default_factory=dict)
    owned: Mapping[str, str] = msgspec.field(default_factory=dict)
    named: Mapping[str, str] = msgspec.field(default_factory=dict)
    betrays: Mapping[str, tuple[str, str]] = msgspec.field(default_factory=dict)
    delegates: Mapping[str, str] = msgspec.field(default_factory=dict)
    safe: tuple[str, ...] = ()
    offloads: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    kills: tuple[str, ...] = ()
    calls: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    schedules: Mapping[str, Where] = msgspec.field(default_factory=dict)
    on_loop: tuple[str, ...] = ()
    hooks: tuple[Hook, ...] = ()
    threaded: Mapping[str, str] = msgspec.field(default_factory=dict)
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
    chooses: Mapping[str, int | str] = msgspec.field(default_factory=dict)
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
    constructors: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()
    backends: tuple[Backend, ...] = ()


def asked(distribution: str, owner: str, does: str, calls: str, *spellings: str) -> Library:
    """A distribution of one class or module whose `calls` all do the same; `spellings` are other
    names of that."""
    return Library(
        distribution=distribution,
        packages=(owner.partition(".")[0],),
        blocks=asking(owner, calls, f"{_PYPI}{distribution}/", does),
        aliases=dict.fromkeys(spellings, owner),
    )
