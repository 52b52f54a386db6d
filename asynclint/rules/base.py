"""What a rule is, and the words it is written in.

A finding may bring `fixes`: attempts, the best first, each a callable that is given the file's
`Tree` and yields `Fix`es, or raises `Unfixable` with the reason why there is none of its sort.
They are only called when somebody asks for fixes, so finding things costs nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from asynclint.deployment import Setting
from asynclint.diagnostic import Diagnostic, Fix, RulePage, Safety, Severity, Step
from asynclint.index.summary import At
from asynclint.knowledge import Kind
from asynclint.pins import Pin
from asynclint.program import Function, Module, Program
from asynclint.selectors import Label, family
from asynclint.text import Position, Source, Span

if TYPE_CHECKING:
    from asynclint.rules.references import Scopes
    from asynclint.tree import Tree

_TELLING = 50  # modules that tell how long the lines of a package are
Attempt: TypeAlias = "Callable[[Tree], Iterable[Fix]]"


class Context:
    """What a rule may ask for: the program's facts, and places in the files they came from.

    `fixes` says whether findings are to carry fixes, or in which files. `trees` keeps the syntax of
    files, or why it has none, for the next who asks about the same texts.
    """

    __slots__ = (
        "_fixes",
        "_shown",
        "_source_of",
        "_trees",
        "_widths",
        "imported",
        "plans",
        "program",
        "scopes",
    )

    def __init__(
        self,
        program: Program,
        source_of: Callable[[Module], Source],
        shown: Callable[[Path], str],
        fixes: bool | frozenset[Path] = False,
        trees: dict[Path, Tree | str] | None = None,
    ) -> None:
        self.program = program
        self._fixes = fixes
        self._trees = {} if trees is None else trees
        self._widths: dict[str, int] = {}  # of lines, by package
        self.plans: dict[object, Fix | str] = {}  # changes of many places, and why there is none
        self.scopes: dict[Module, Scopes] = {}  # of modules that fixes looked for names in
        self.imported: dict[str, bool] = {}  # whether the project's code imports a package
        self._source_of = source_of
        self._shown = shown

    def span(self, module: Module, at: At) -> Span:
        """Where something of a summary stands."""
        return self._source_of(module).span_utf8(*at)

    def step(self, function: Function, at: At, text: str) -> Step:
        """One hop of a trace, in a function."""
        return Step(function.module.path, self.span(function.module, at), text)

    def fixing(self, module: Module) -> bool:
        """Whether findings in a module are to carry fixes."""
        return self._is_fixed(module.file)

    def _is_fixed(self, file: Path) -> bool:
        return self._fixes if isinstance(self._fixes, bool) else file in self._fixes

    def raised(self, pin: Pin, repaired: str) -> tuple[tuple[Fix, ...], str]:
        """A fix that requires a repaired release where the pin stands, or why there is none."""
        if not self._is_fixed(pin.path):
            return (), ""
        from asynclint.rules.requirements import raised
        from asynclint.tree import Unfixable

        try:
            text = self.program.pins.text(pin)
            return tuple(raised(pin, repaired, text, self._shown(pin.path))), ""
        except Unfixable as error:
            return (), str(error)

    def removed(self, setting: Setting, name: str) -> tuple[tuple[Fix, ...], str]:
        """A fix that takes a variable away where it is set, or why there is none."""
        if not self._is_fixed(setting.path):
            return (), ""
        from asynclint.rules.variables import removed
        from asynclint.tree import Unfixable

        try:
            text = self.program.deployment.text(setting)
            return tuple(removed(setting, name, text, self._shown(setting.path))), ""
        except Unfixable as error:
            return (), str(error)

    def why_not(self, file: Path, reason: str) -> str:
        """A reason why there is no fix, if findings in the file are to carry one."""
        return reason if self._is_fixed(file) else ""

    def tree(self, module: Module) -> Tree:
        """The syntax of a module; raises `Unfixable` when it has none."""
        from asynclint.tree import Tree, Unfixable  # what only finds needs none

        if module.file not in self._trees:
            try:
                source = self._source_of(module)
                self._trees[module.file] = Tree(source, wide=self._wide(module))
            except Unfixable as error:
                self._trees[module.file] = str(error)
        found = self._trees[module.file]
        if isinstance(found, str):
            raise Unfixable(found)
        return found

    def _wide(self, module: Module) -> int:
        """How long lines of a module may get: as the configuration of the project's formatter has
        it, or as they are in other modules of the package."""
        from asynclint.tree import widest

        if said := self.program.pins.line_length(module.file):
            return said
        package = module.name.partition(".")[0]
        if package not in self._widths:
            others = (m for m in self.program.roots if m.name.partition(".")[0] == package)
            texts = [self._source_of(m).text for m in islice(others, _TELLING)]
            self._widths[package] = widest(texts)
        return self._widths[package]

    def attempted(self, module: Module, attempts: Sequence[Attempt]) -> tuple[tuple[Fix, ...], str]:
        """The fixes that the attempts come to, or why there is none that can be applied."""
        from asynclint.tree import Unfixable

        fixes: list[Fix] = []
        why = ""
        for attempt in attempts:
            try:
                fixes.extend(attempt(self.tree(module)))
            except Unfixable as error:
                why = why or str(error)
        return tuple(fixes), "" if any(map(_is_applied, fixes)) else why

    def set(self, setting: Setting, text: str) -> Step:
        """One hop of a trace, in a file that says how a server runs."""
        start, end = (
            Position(setting.line, setting.column),
            Position(setting.line, setting.end_column),
        )
        return Step(self._shown(Path(setting.path)), Span(start, end), text)

    def pinned(self, pin: Pin, text: str) -> Step:
        """One hop of a trace, in a file that says which versions are used."""
        start, end = Position(pin.line, pin.column), Position(pin.line, pin.end_column)
        return Step(self._shown(pin.path), Span(start, end), text)


def _is_applied(fix: Fix) -> bool:
    return fix.safety > Safety.MANUAL


class Rule:
    """One flaw. The docstring of a subclass is its documentation page.

    Stateless: everything is in class attributes, and `check` only yields what it finds. A rule
    whose findings do not come from the program (a file that does not parse) leaves `check` alone;
    the engine reports it.
    """

    __slots__ = ()
    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    default: ClassVar[bool] = True
    since: ClassVar[str] = "0.1.0"
    kinds: ClassVar[tuple[Kind, ...]] = ()  # of blocking that the rule asks for
    # What the rule tells of, by names in the program: without any of it `check` finds nothing.
    facts: ClassVar[tuple[str, ...]] = ()
    unfixable: ClassVar[str] = ""  # why nothing can be done about it but by its author
    aliases: ClassVar[tuple[str, ...]] = ()  # other linters' codes for it: see `Label`
    overlaps: ClassVar[tuple[str, ...]] = ()  # other linters' codes for it and for more
    # Codes, or how they begin, of rules that this one keeps silent for in the same function.
    beneath: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def label(cls) -> Label:
        """What the rule can be called."""
        return Label(cls.code, cls.name, cls.aliases, cls.overlaps)

    @classmethod
    def page(cls) -> RulePage:
        """What the rule says of itself."""
        import inspect  # many a run prints no page

        page = inspect.cleandoc(cls.__doc__ or "")
        summary = page.partition("\n")[0]
        return RulePage(
            *(cls.code, cls.name, cls.severity, cls.default, cls.since, summary, page),
            *(family(cls.code), cls.aliases, cls.overlaps),
        )

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        """Findings in the checked part of the program, in any order."""
        yield from ()

    @classmethod
    def diagnostic(
        cls,
        ctx: Context,
        function: Function,
        at: At,
        message: str,
        *,
        help: str = "",
        trace: tuple[Step, ...] = (),
        cause: str = "",
        severity: Severity | None = None,
        fixes: Sequence[Attempt] = (),
        unfixable: str = "",
    ) -> Diagnostic:
        """A finding of this rule in a function; `severity` if it is another than the rule's.

        `unfixable` says why there can be no fix, or none better than what the attempts say.
        """
        qualname = function.info.qualname
        made: tuple[Fix, ...] = ()
        if ctx.fixing(function.module):
            made, why = ctx.attempted(function.module, fixes)
            applied = any(map(_is_applied, made))
            unfixable = "" if applied else unfixable or why or cls.unfixable
        else:
            unfixable = ""
        return Diagnostic(
            cls.code,
            cls.name,
            cls.severity if severity is None else severity,
            function.module.path,
            ctx.span(function.module, at),
            message,
            help,
            "" if function.index == 0 else qualname,
            trace,
            cause,
            made,
            unfixable,
        )
