"""The shape of what fixes know: what stands for a blocking client, and what runs work elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


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
