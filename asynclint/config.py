"""The project's configuration: `[tool.asynclint]` -> `Config`.

Read from the nearest `pyproject.toml` that has the table, or the nearest `asynclint.toml` or
`.asynclint.toml`, whose top level is the table. Nothing is accepted silently: an unknown key, a
wrong type or a selector that selects nothing is a `ConfigError` naming file and key.

The rules are not imported here; those who know them call `Config.validate`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from asynclint import toml
from asynclint.keys import BY_NAME
from asynclint.selectors import Label, specificity, words
from asynclint.toml import ConfigError, Names

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["Config", "ConfigError", "project_root"]

FILES = (".asynclint.toml", "asynclint.toml", "pyproject.toml")  # in order of precedence
BASELINE = "asynclint-baseline.json"
CACHE = ".asynclint_cache"
_REPOSITORIES = (".git", ".hg")
_METADATA = ("pyproject.toml", "setup.cfg", "setup.py", "requirements.txt", "Pipfile")


class Config(msgspec.Struct, frozen=True):
    """The settings of one run. Hashable; `project_root` is what relative paths are relative to.

    `select` and `exclude` are None where the built-in defaults hold. `blocking` pairs names or
    patterns with kinds of blocking. `target_version` is as written; see `target`. The keys that
    are `given` come from a command line and not from the `source`.
    """

    project_root: Path
    source: Path | None = None
    given: Names = ()
    select: Names | None = None
    extend_select: Names = ()
    ignore: Names = ()
    per_file_ignores: tuple[tuple[str, Names], ...] = ()
    exclude: Names | None = None
    extend_exclude: Names = ()
    respect_gitignore: bool = True
    respect_suppressions: bool = True
    src: Names = ()
    target_version: str = ""
    requires_python: str = ""
    blocking: tuple[tuple[str, str], ...] = ()
    non_blocking: Names = ()
    offload: Names = ()
    baseline: str = ""

    @staticmethod
    def find(start: Path) -> Config:
        """The configuration that holds for `start`, an absolute path."""
        for folder in (start, *start.parents):
            for name in FILES:
                if (file := folder / name).is_file():
                    table = table_of(file)
                    if table is not None:
                        return _read(table, file, folder)
        return Config.default(start)

    @staticmethod
    def load(file: Path, start: Path) -> Config:
        """The configuration in `file`, for the project that `start` is in."""
        table = table_of(file)
        if table is None:
            raise ConfigError(f"{toml.shown(file)}: has no [tool.asynclint] table")
        return _read(table, file, project_root(start))

    @staticmethod
    def default(start: Path) -> Config:
        """The built-in settings, for the project that `start` is in."""
        root = project_root(start)
        return Config(root, requires_python=_requires_python(root))

    @property
    def target(self) -> tuple[int, int] | None:
        """The oldest Python that the project supports; None when it does not say."""
        if self.target_version:
            major, minor = self.target_version.split(".")
            return int(major), int(minor)
        return _lower_bound(self.requires_python)

    @property
    def baseline_file(self) -> Path:
        """Where known findings are kept."""
        return self.project_root / (self.baseline or BASELINE)

    @property
    def known_findings(self) -> Path | None:
        """The file of known findings, if the project has one."""
        file = self.baseline_file
        return file if self.baseline or file.exists() else None

    @property
    def is_project(self) -> bool:
        """Whether something says that `project_root` is one: else it may hold anything."""
        return self.source is not None or _marked(self.project_root) is not None

    @property
    def digest(self) -> str:
        """Stable text of every setting, equal only for settings that give equal results."""
        return repr([(name, getattr(self, name)) for name in self.__struct_fields__[3:]])

    def selected(self, rule: Label, default: bool) -> bool:
        """Whether the rule is on: the more specific selector wins, and `ignore` wins ties."""
        chosen = specificity((*(self.select or ()), *self.extend_select), rule)
        if self.select is None and default:
            chosen = max(chosen, 0)
        return chosen > specificity(self.ignore, rule)

    def ignores(self, path: Path, rule: Label) -> bool:
        """Whether `per-file-ignores` silences the rule in the file at the absolute `path`."""
        if not self.per_file_ignores:
            return False
        try:
            relative = path.relative_to(self.project_root).as_posix()
        except ValueError:
            return False
        return any(
            specificity(selectors, rule) >= 0 and _spec((pattern,)).match_file(relative)
            for pattern, selectors in self.per_file_ignores
        )

    def with_setting(self, text: str) -> Config:
        """These settings with those of a command line, `KEY = VALUE` in TOML, in their place."""
        table = toml.parse(text, "--config")
        values = _values(table, lambda key: f"--config: {key}")
        return replace(self, **values, given=(*self.given, *table))

    def override(self, options: Config) -> Config:
        """These settings with those of a command line on top.

        Selecting there starts afresh; extending and ignoring add to what is configured.
        """
        selects = options.select is not None
        return replace(
            self,
            select=options.select if selects else self.select,
            extend_select=(() if selects else self.extend_select) + options.extend_select,
            ignore=self.ignore + options.ignore,
        )

    def validate(self, rules: Iterable[Label], kinds: Iterable[str]) -> None:
        """Raise `ConfigError` for a selector or kind that does not exist.

        `rules` are all that there are, `kinds` the kinds that `blocking` may name.
        """
        rules = list(rules)
        for where, selector in self._selectors():
            if not any(specificity((selector,), rule) >= 0 for rule in rules):
                hint = toml.hint(selector, words(rules))
                raise ConfigError(f"{where}: `{selector}` selects no rule{hint}")
        kinds = list(kinds)
        for name, kind in self.blocking:
            if kind not in kinds:
                hint = toml.hint(kind, kinds) or f"; the kinds are: {', '.join(kinds)}"
                where = self._where(f'blocking."{name}"')
                raise ConfigError(f"{where}: `{kind}` is not a kind of blocking{hint}")

    def _selectors(self) -> Iterator[tuple[str, str]]:
        """Every selector and where it was written."""
        lists = {
            "select": self.select or (),
            "extend-select": self.extend_select,
            "ignore": self.ignore,
            **{f'per-file-ignores."{glob}"': names for glob, names in self.per_file_ignores},
        }
        for key, selectors in lists.items():
            for index, selector in enumerate(selectors):
                yield self._where(f"{key}[{index}]"), selector

    def _where(self, key: str) -> str:
        """How to name a key to the user; settings that come from no file come from options."""
        name = re.split(r"[.\[]", key, maxsplit=1)[0]
        if name in self.given:
            return f"--config: {key}"
        return _where(self.source, key) if self.source else f"--{name}"


def project_root(start: Path) -> Path:
    """The directory that holds the project of `start`, when no configuration says so.

    The repository, else the nearest directory with metadata of a project, else the first that is
    not inside of a package. The repository comes first because the answer must not depend on which
    of its files one begins with.
    """
    if root := _marked(start):
        return root
    folders = [folder for folder in (start, *start.parents) if folder.is_dir()]
    return next((f for f in folders if not (f / "__init__.py").exists()), folders[0])


def _marked(start: Path) -> Path | None:
    """The directory at or above `start` that is marked as a project."""
    for markers in (_REPOSITORIES, _METADATA):
        for folder in (start, *start.parents):
            # Some keep their home directory in a repository: that makes it no project.
            if any((folder / marker).exists() for marker in markers) and not _is_home(folder):
                return folder
    return None


def _is_home(folder: Path) -> bool:
    try:
        return folder == Path.home()
    except RuntimeError:  # there is none
        return False


@lru_cache
def _spec(patterns: Names) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def table_of(file: Path) -> dict[str, object] | None:
    """Our table in a file, not checked yet; None for a `pyproject.toml` that has none."""
    document = toml.load(file)
    if file.name != "pyproject.toml":
        return document
    tool = document.get("tool")
    table = tool.get("asynclint") if isinstance(tool, dict) else None
    if table is None or isinstance(table, dict):
        return table
    raise ConfigError(f"{toml.shown(file)}: tool.asynclint: {toml.expected('a table', table)}")


def _read(table: Mapping[str, object], file: Path, root: Path) -> Config:
    values = _values(table, lambda key: _where(file, key))
    return Config(root, file, requires_python=_requires_python(root), **values)


def _values(table: Mapping[str, object], where: Callable[[str], str]) -> dict[str, Any]:
    """The settings in a table, by the attribute that holds each; `where` names a key to users."""
    values: dict[str, Any] = {}
    for name, value in table.items():
        if (key := BY_NAME.get(name)) is None:
            hint = toml.hint(name, BY_NAME) or f"; the keys are: {', '.join(BY_NAME)}"
            raise ConfigError(f"{where(name)}: unknown key{hint}")
        try:
            values[key.field] = key.type.read(value)
        except toml.Mismatch as error:
            raise ConfigError(f"{where(name + error.below)}: {error}") from None
    return values


def _where(file: Path, key: str) -> str:
    table = "tool.asynclint." if file.name == "pyproject.toml" else ""
    return f"{toml.shown(file)}: {table}{key}"


def _requires_python(root: Path) -> str:
    file = root / "pyproject.toml"
    project = toml.load(file).get("project") if file.is_file() else None
    value = project.get("requires-python") if isinstance(project, dict) else None
    return value if isinstance(value, str) else ""


@lru_cache
def _lower_bound(requires_python: str) -> tuple[int, int] | None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import Version

    try:
        specifiers = SpecifierSet(requires_python)
    except InvalidSpecifier:
        return None  # for packaging tools to complain about
    versions = (
        Version(specifier.version.removesuffix(".*"))
        for specifier in specifiers
        if specifier.operator in (">=", "==", "~=", ">")
    )
    return max(((version.major, version.minor) for version in versions), default=None)
