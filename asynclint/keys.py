"""The keys of `[tool.asynclint]`: the one list that the reader, the schema and the pages go by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from asynclint import toml

# What a schema refers to: the selectors and kinds that there are, which are not known here.
SELECTORS, KINDS = "#/definitions/selector", "#/definitions/kinds"


class Type(msgspec.Struct, frozen=True):
    """What a key takes.

    `read` checks a value and gives what the settings hold. `schema` says the same as JSON schema,
    `shape` in a few words.
    """

    read: Callable[[object], Any]
    schema: Mapping[str, Any]
    shape: str


class Key(msgspec.Struct, frozen=True):
    """One key: what it does, in a sentence, and an example of its value in TOML.

    `unset` says what holds when nothing is said.
    """

    name: str
    type: Type
    unset: str
    does: str
    example: str

    @property
    def field(self) -> str:
        """The attribute of `Config` that holds it."""
        return self.name.replace("-", "_")


def _array(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_NAME = {"type": "string", "minLength": 1, "pattern": r"\S"}
_RULES = Type(toml.strings, _array({"$ref": SELECTORS}), "selectors")
_NAMES = Type(toml.strings, _array(_NAME), "dotted names")
_PATTERNS = Type(toml.strings, _array(_NAME), "patterns as in `.gitignore`")
_PER_FILE = Type(
    toml.string_lists,
    {
        "type": "object",
        "propertyNames": {"not": {"pattern": "^!"}},
        "additionalProperties": _array({"$ref": SELECTORS}),
    },
    "a table: patterns as in `.gitignore`, and selectors",
)
# TOML makes nested tables of dotted names that are not quoted.
_BLOCKING = Type(
    toml.kinds,
    {"anyOf": [_array(_NAME), {"$ref": KINDS}]},
    "a table: dotted names or patterns, and kinds of blocking; or dotted names",
)

KEYS = (
    Key(
        "select",
        _RULES,
        "the rules that are on by default",
        "The rules to run, instead of the default ones.",
        '["blocking", "ASL201"]',
    ),
    Key(
        "extend-select",
        _RULES,
        "[]",
        "Rules to run besides the selected or default ones.",
        '["ASL106"]',
    ),
    Key(
        "ignore",
        _RULES,
        "[]",
        "Rules not to run. The more exact of two selectors wins, and this one when both are.",
        '["blocking-file-io-in-async"]',
    ),
    Key(
        "per-file-ignores",
        _PER_FILE,
        "{}",
        "Rules whose findings are not reported in some files.",
        '{ "tests/**" = ["ASL1"] }',
    ),
    Key(
        "exclude",
        _PATTERNS,
        "virtual environments, caches, `build`, `dist` and the like",
        "What not to look into, instead of the default. Files that are named are always checked.",
        '["vendored/"]',
    ),
    Key(
        "extend-exclude",
        _PATTERNS,
        "[]",
        "What not to look into either.",
        '["*_pb2.py"]',
    ),
    Key(
        "respect-gitignore",
        Type(toml.boolean, {"type": "boolean"}, "`true` or `false`"),
        "true",
        "Whether to leave out what git ignores.",
        "false",
    ),
    Key(
        "respect-suppressions",
        Type(toml.boolean, {"type": "boolean"}, "`true` or `false`"),
        "true",
        "Whether comments silence findings.",
        "false",
    ),
    Key(
        "src",
        Type(toml.strings, _array(_NAME), "directories"),
        "found from packages, `src` directories and build settings",
        "Where imports of the project's own modules begin.",
        '["src", "tests"]',
    ),
    Key(
        "target-version",
        Type(toml.version, {"type": "string", "pattern": r"^3\.[0-9]+$"}, 'a string like "3.11"'),
        "the lower bound of `project.requires-python`",
        "The oldest Python that the project supports.",
        '"3.11"',
    ),
    Key(
        "blocking",
        _BLOCKING,
        "{}",
        "Functions that block, and what they wait for.",
        '{ "legacy_sdk.Client.*" = "network" }',
    ),
    Key(
        "non-blocking",
        _NAMES,
        "[]",
        "Functions that do not block, whatever they call.",
        '["shop.audit.record"]',
    ),
    Key(
        "offload",
        _NAMES,
        "[]",
        "Callables that run the function they are given somewhere else than on the event loop.",
        '["shop.threads.run"]',
    ),
    Key(
        "baseline",
        Type(toml.string, {"type": "string"}, "a file"),
        '"asynclint-baseline.json" if there is one',
        "The findings that the project lives with for now.",
        '"ci/asynclint-baseline.json"',
    ),
)
BY_NAME: Mapping[str, Key] = {key.name: key for key in KEYS}
