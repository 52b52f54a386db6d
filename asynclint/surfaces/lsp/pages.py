"""The pages of the rules, as files that an editor can open."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from asynclint.diagnostic import RulePage
from asynclint.rules.every import ALL


class Pages:
    """What the rules say of themselves. The files live as long as the server does."""

    def __init__(self) -> None:
        self._pages = {page.code: page for page in (rule.page() for rule in ALL)}
        self._names = {page.name: code for code, page in self._pages.items()}
        self._folder = Path(tempfile.mkdtemp(prefix="asynclint-rules-"))
        for page in self._pages.values():
            self._file(page).write_text(markdown(page), "utf-8")

    def link(self, code: str) -> str:
        """Where the page of a rule is."""
        return self._file(self._pages[code]).as_uri()

    def find(self, word: str) -> RulePage | None:
        """The rule of this code or name."""
        return self._pages.get(self._names.get(word, word))

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _file(self, page: RulePage) -> Path:
        return self._folder / f"{page.code}-{page.name}.md"


def markdown(page: RulePage) -> str:
    """The page of a rule, with its title."""
    return f"# {page.code} {page.name}\n\n{page.page}\n"
