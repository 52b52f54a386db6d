"""For contributors: what is written once and generated, and where a new rule begins.

    python -m asynclint.dev docs [--check]          what is generated of docs/, README.md and rules/
    python -m asynclint.dev new ASL305 some-name    a rule, its fixtures and its place in the list

Works on a checkout of the repository. The sources are rules' docstrings, the tables, and what the
live tests wrote down.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from asynclint import evidence, schema
from asynclint.config import Config
from asynclint.engine import check, source_reader
from asynclint.keys import KEYS
from asynclint.knowledge import GETTER, Kind, libraries
from asynclint.knowledge.library import Library
from asynclint.render import FORMATS
from asynclint.render.style import Style
from asynclint.report import Request
from asynclint.rules.base import Rule
from asynclint.rules.blocking import BlockingRule
from asynclint.rules.listing import Listed

ROOT = Path(__file__).parent.parent
_NOTICE = f"<!-- {schema.NOTICE} -->"
_EXAMPLE = re.compile(r"^```python (bad|good)$", re.MULTILINE)
_HEADING = re.compile(r"^(## .*)\n", re.MULTILINE)
_CODE = re.compile(r"ASL[1-9]\d\d")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LISTED = "asynclint/rules/listed.py"
_BUNDLED = "examples/orders"
_MOST_PACKAGES = 4
_STDLIB = "Python's standard library"


class DevError(Exception):
    """What was asked for cannot be done; the message is a sentence."""


def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command line and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m asynclint.dev", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    docs = verbs.add_parser("docs", help="write the generated pages")
    docs.add_argument("--check", action="store_true", help="only say which are out of date")
    new = verbs.add_parser("new", help="begin a rule")
    new.add_argument("code", help="such as ASL305")
    new.add_argument("name", help="such as shared-connection")
    options = parser.parse_args(argv)
    try:
        if options.verb == "new":
            for path in scaffold(root, options.code, options.name):
                _say(f"{path.relative_to(root).as_posix()}")
            return 0
        return _docs(root, options.check)
    except DevError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2


def _docs(root: Path, check: bool) -> int:
    pages = wanted(root)
    stale = outdated(root, pages)
    for path in stale:
        target = root / path
        if check:
            _say(f"{path} is out of date: run `python -m asynclint.dev docs`")
        elif path in pages:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(pages[path], "utf-8", newline="\n")
            _say(f"{path} written")
        else:
            target.unlink()
            _say(f"{path} removed")
    return 1 if check and stale else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


# -------------------------------------------------------------------- pages


def outdated(root: Path, wanted: Mapping[str, str]) -> list[str]:
    """Pages that differ from what is wanted, and those of rules that are gone."""
    stale = [path for path, text in wanted.items() if _read(root / path) != text]
    old = sorted(f"docs/rules/{path.name}" for path in (root / "docs/rules").glob("ASL*.md"))
    return stale + [path for path in old if path not in wanted]


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except OSError:
        return None


def pages() -> dict[str, str]:
    """Every page that is generated as a whole, by its path in the repository."""
    rows = evidence.load(ROOT)
    shown = {row.rule for row in rows}
    labels = [rule.label() for rule in rules()]
    return {
        **{f"docs/rules/{rule.code}.md": _rule_page(rule, rule.code in shown) for rule in rules()},
        "docs/rules/README.md": _rules_page(),
        "docs/knowledge.md": _knowledge_page(libraries()),
        evidence.PAGE: f"{_NOTICE}\n\n{evidence.page(rows, evidence.coverage(ROOT))}",
        "docs/asynclint.schema.json": schema.text(labels, [kind.value for kind in Kind]),
    }


def wanted(root: Path) -> dict[str, str]:
    """Every file that is generated or has generated parts, as it should be."""
    parts = {"example": f"```text\n{_example(root)}```", "rules": _rules_table("docs/rules/")}
    return {
        _LISTED: _listed(),
        **pages(),
        "README.md": _filled(root, "README.md", parts),
        "docs/configuration.md": _filled(root, "docs/configuration.md", {"keys": _keys()}),
    }


def _filled(root: Path, page: str, parts: Mapping[str, str]) -> str:
    """A page with its generated parts, which stand between `<!-- begin X -->` and `<!-- end X -->`.

    In the README those are what asynclint says of the bundled example, and the table of rules.
    """
    text = (root / page).read_text("utf-8")
    for name, part in parts.items():
        before, begin, rest = text.partition(f"<!-- begin {name} -->")
        _, end, after = rest.partition(f"<!-- end {name} -->")
        if not end:
            raise DevError(f"{page}: `<!-- begin {name} -->` ... `<!-- end {name} -->` is gone")
        text = f"{before}{begin}\n{part}\n{end}{after}"
    return text


def _example(root: Path) -> str:
    """The report on the bundled example."""
    request = Request((_BUNDLED,), None, None, 1, root, None)
    report = check(request, Config.default(root))
    return FORMATS["full"](report, source_reader(root, None), Style(False)).rstrip() + "\n"


def _rule_page(rule: type[Rule], shown: bool) -> str:
    summary, _, rest = rule.page().page.partition("\n")
    seen = f"Seen to happen: [evidence](../evidence.md#{rule.code.lower()}).\n"
    rest = _HEADING.sub(r"\1\n\n", rest.strip())
    rest = _EXAMPLE.sub(lambda found: f"\n{found[1].capitalize()}:\n\n```python", rest)
    return "\n".join(
        [
            _NOTICE,
            "",
            f"# {rule.code}: {rule.name}",
            "",
            f"**{summary}**",
            "",
            f"Severity: {rule.severity}. {_state(rule)}. Since {rule.since}.",
            *_others(rule),
            "",
            *([seen] if shown else ()),
            re.sub(r"\n{3,}", "\n\n", rest),
            "",
        ]
    )


def _state(rule: type[Rule]) -> str:
    return "On by default" if rule.default else f"Off by default: `--extend-select {rule.code}`"


def _others(rule: type[Rule]) -> list[str]:
    """What other linters call it, which can be used instead."""
    lines = [f"Other linters: {_code(rule.aliases)}."] if rule.aliases else []
    if rule.overlaps:
        lines.append(f"Theirs in part, and silenced by their comments: {_code(rule.overlaps)}.")
    return ["", "\n".join(lines)] if lines else []


def _rules_page() -> str:
    return "\n".join([_NOTICE, "", "# Rules", "", _rules_table(""), ""])


def _rules_table(folder: str) -> str:
    """All rules, linked to their pages in `folder`."""
    lines = [
        "| code | name | severity | by default | what it finds |",
        "|---|---|---|---|---|",
    ]
    for rule in rules():
        state = "on" if rule.default else "off"
        cells = (f"[{rule.code}]({folder}{rule.code}.md)", rule.name, str(rule.severity), state)
        lines.append(f"| {' | '.join(cells)} | {summary(rule)} |")
    return "\n".join(lines)


def summary(rule: type[Rule]) -> str:
    """The first line of a rule's page."""
    return rule.page().summary


def _keys() -> str:
    """What every key of the settings does."""
    lines: list[str] = []
    for key in KEYS:
        lines += [
            *("", f"## `{key.name}`", "", key.does, ""),
            f"Takes {key.type.shape}. Default: {key.unset}.",
            *("", "```toml", f"{key.name} = {key.example}", "```"),
        ]
    return "\n".join(lines[1:])


def _knowledge_page(tables: Iterable[Library]) -> str:
    grouped: dict[str, list[Library]] = {}
    for library in tables:
        grouped.setdefault(library.distribution or _STDLIB, []).append(library)
    names = sorted(grouped, key=lambda name: (name != _STDLIB, name.lower()))
    rows = {name: sum(len(library.blocks) for library in grouped[name]) for name in names}
    lines = [
        _NOTICE,
        "",
        "# What asynclint knows",
        "",
        f"{sum(rows.values())} blocking calls of {len(names)} libraries. `*` stands for every",
        "method of the class that has no row of its own.",
        "",
        "| library | imported as | blocking calls | runs callables in threads |",
        "|---|---|---|---|",
    ]
    for name in names:
        packages = sorted({p for one in grouped[name] for p in one.packages})
        shown = "" if name == _STDLIB else _code(packages[:_MOST_PACKAGES])
        shown += ", ..." if shown and len(packages) > _MOST_PACKAGES else ""
        offloads = sum(len(library.offloads) for library in grouped[name])
        link = f"[{name}](#{_anchor(name)})" if rows[name] else name
        lines.append(f"| {link} | {shown} | {rows[name] or ''} | {offloads or ''} |")
    for name in names:
        if rows[name]:
            lines += ["", f"## {name}", "", *_known_calls(grouped[name])]
    return "\n".join([*lines, ""])


def _anchor(heading: str) -> str:
    """The fragment under which a Markdown heading is found."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _known_calls(tables: list[Library]) -> list[str]:
    """A list item for each kind: the calls, those of one class or module together."""
    lines = []
    for kind in Kind:
        members: dict[str, list[str]] = {}
        for library in tables:
            for row in library.blocks:
                if row.kind is kind:
                    owner, _, member = row.name.removesuffix(GETTER).rpartition(".")
                    members.setdefault("" if owner == "builtins" else owner, []).append(member)
        if members:
            count = sum(len(names) for names in members.values())
            lines.append(f"- **{kind.value}** ({_rule_of(kind)}), {count}:")
            lines += [
                f"  - `{owner}`: {_code(sorted(members[owner]))}"
                if owner
                else f"  - {_code(sorted(members[owner]))}"
                for owner in sorted(members)
            ]
    return lines


def _rule_of(kind: Kind) -> str:
    for rule in rules():
        if issubclass(rule, BlockingRule) and kind in rule.kinds:
            return f"[{rule.code}](rules/{rule.code}.md)"
    return "no rule"


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


# -------------------------------------------------------------------- a new rule


def scaffold(root: Path, code: str, name: str) -> list[Path]:
    """Make the files of a new rule and register it; returns what was written."""
    if not _CODE.fullmatch(code):
        raise DevError(f"`{code}` is not a code: three digits, such as ASL305")
    if not _NAME.fullmatch(name):
        raise DevError(f"`{name}` is not a name: words joined by hyphens, such as some-name")
    folder = root / "asynclint" / "rules"
    if any(folder.glob(f"{code.lower()}_*.py")):
        raise DevError(f"{code} is taken")
    if any(rule.name == name for rule in rules()):
        raise DevError(f"`{name}` is taken")
    stem = f"{code.lower()}_{name.replace('-', '_')}"
    made = "".join(word.capitalize() for word in name.split("-"))
    new = Listed(code=code, name=name, stem=stem, made=made, default=False)
    texts = {
        folder / f"{stem}.py": _RULE.format(code=code, name=name, made=made),
        root / _LISTED: _listed([new]),
        root / "fixtures" / code / "bad_example.py": _BAD.format(code=code),
        root / "fixtures" / code / "ok_example.py": _OK,
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return list(texts)


@cache
def rules() -> tuple[type[Rule], ...]:
    """The rules that there are files of, in code order, whether they are listed or not."""
    stems = sorted(path.stem for path in Path(__file__).parent.glob("rules/asl*.py"))
    modules = [import_module(f"asynclint.rules.{stem}") for stem in stems]
    return tuple(
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Rule)
        and "code" in vars(value)
        and value.__module__ == module.__name__
    )


def _listed(more: Iterable[Listed] = ()) -> str:
    """`rules/listed.py`."""
    entries = [
        Listed(
            code=rule.code,
            name=rule.name,
            stem=rule.__module__.rpartition(".")[2],
            made=rule.__name__,
            default=rule.default,
            aliases=rule.aliases,
            overlaps=rule.overlaps,
            kinds=rule.kinds,
            facts=rule.facts,
        )
        for rule in rules()
    ]
    lines = []
    for entry in sorted([*entries, *more], key=lambda one: one.code):
        lines.append("    Listed(")
        for word in Listed.__struct_fields__:
            value = getattr(entry, word)
            if word not in _USUAL or value != _USUAL[word]:
                lines.append(f"        {word}={_literal(value)},")
        lines.append("    ),")
    return _LIST.format("\n".join(lines))


def _literal(value: object) -> str:
    """A value as ruff would write it."""
    if isinstance(value, Kind):
        return f"Kind.{value.name}"
    if isinstance(value, tuple):
        items = ", ".join(map(_literal, value))
        return f"({items}{',' * (len(value) == 1)})"
    return f'"{value}"' if isinstance(value, str) else str(value)


_USUAL = {"default": True, "aliases": (), "overlaps": (), "kinds": (), "facts": ()}
_LIST = '''\
"""The rules, in code order. Generated from their files by `python -m asynclint.dev docs`."""

from __future__ import annotations

from asynclint.knowledge import Kind
from asynclint.rules.listing import Listed

LISTED = (
{}
)
'''
_RULE = '''\
"""{code}: {name}."""

from __future__ import annotations

from collections.abc import Iterator

from asynclint.diagnostic import Diagnostic, Severity
from asynclint.rules.base import Context, Rule


class {made}(Rule):
    """One sentence: what is wrong.

    ## Why it matters
    What happens in production, and to whom.

    ## What it finds
    Exactly what is reported, and what is not.

    ## Examples
    ```python bad
    async def main() -> None: ...
    ```
    ```python good
    async def main() -> None: ...
    ```

    ## Fix safety
    What a fix may change.
    """

    __slots__ = ()
    code = "{code}"
    name = "{name}"
    severity = Severity.WARNING
    default = False

    @classmethod
    def check(cls, ctx: Context) -> Iterator[Diagnostic]:
        yield from ()
'''
_BAD = '''\
"""What is found, and where."""


async def main() -> None:
    print("the flaw")  # todo: {code}
'''
_OK = '''\
"""What looks alike and is fine."""


async def main() -> None:
    print("fine")
'''


if __name__ == "__main__":
    sys.exit(main())
