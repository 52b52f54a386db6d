"""For contributors: what is written once and generated, and where a new rule begins.

    python -m asynclint.dev docs [--check]          docs/**/*.md that are generated, README.md
    python -m asynclint.dev new ASL305 some-name    a rule, its fixtures and its registration

Works on a checkout of the repository. The sources are rules' docstrings, the tables, and what the
live tests wrote down.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from asynclint import evidence, schema
from asynclint.analysis import LABELS
from asynclint.config import Config
from asynclint.engine import check, source_reader
from asynclint.keys import KEYS
from asynclint.knowledge import Kind, Library, libraries
from asynclint.render import FORMATS
from asynclint.render.style import Style
from asynclint.report import Request
from asynclint.rules import ALL, Rule
from asynclint.rules.blocking import BlockingRule

ROOT = Path(__file__).parent.parent
_NOTICE = f"<!-- {schema.NOTICE} -->"
_EXAMPLE = re.compile(r"^```python (bad|good)$", re.MULTILINE)
_HEADING = re.compile(r"^(## .*)\n", re.MULTILINE)
_CODE = re.compile(r"ASL[1-9]\d\d")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_IMPORT = re.compile(r"^from asynclint\.rules\.asl\d{3}_\w+ import (\w+)\n", re.MULTILINE)
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
    return {
        **{f"docs/rules/{rule.code}.md": _rule_page(rule, rule.code in shown) for rule in ALL},
        "docs/rules/README.md": _rules_page(),
        "docs/knowledge.md": _knowledge_page(libraries()),
        evidence.PAGE: f"{_NOTICE}\n\n{evidence.page(rows, evidence.coverage(ROOT))}",
        "docs/asynclint.schema.json": schema.text(LABELS, [kind.value for kind in Kind]),
    }


def wanted(root: Path) -> dict[str, str]:
    """Every page that is generated or has generated parts, as it should be."""
    parts = {"example": f"```text\n{_example(root)}```", "rules": _rules_table("docs/rules/")}
    return {
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
    for rule in ALL:
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
                    owner, _, member = row.name.rpartition(".")
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
    for rule in ALL:
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
    rules = root / "asynclint" / "rules"
    if any(rules.glob(f"{code.lower()}_*.py")):
        raise DevError(f"{code} is taken")
    if any(rule.name == name for rule in ALL):
        raise DevError(f"`{name}` is taken")
    stem = f"{code.lower()}_{name.replace('-', '_')}"
    made = "".join(word.capitalize() for word in name.split("-"))
    texts = {
        rules / f"{stem}.py": _RULE.format(code=code, name=name, made=made),
        rules / "__init__.py": _registered((rules / "__init__.py").read_text(), stem, made),
        root / "fixtures" / code / "bad_example.py": _BAD.format(code=code),
        root / "fixtures" / code / "ok_example.py": _OK,
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return list(texts)


def _registered(text: str, stem: str, made: str) -> str:
    """`rules/__init__.py` with one more rule, everything in code order."""
    found = list(_IMPORT.finditer(text))
    imports = sorted([f"from asynclint.rules.{stem} import {made}\n", *(one[0] for one in found)])
    text = text[: found[0].start()] + "".join(imports) + text[found[-1].end() :]
    names = "".join(f"    {line.split()[-1]},\n" for line in imports)
    return re.sub(
        r"(?s)(^ALL: [^\n]*\(\n).*?(^\)$)", rf"\g<1>{names}\g<2>", text, flags=re.MULTILINE
    )


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
