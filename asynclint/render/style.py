"""How text looks on a terminal: colours, and characters that must not reach it as they are."""

from __future__ import annotations

import msgspec

from asynclint.diagnostic import Severity

_EFFECTS = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "underline": "4",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
}
_OF_SEVERITY = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


class Style(msgspec.Struct, frozen=True):
    """What the output may use."""

    color: bool = False

    def paint(self, text: str, *effects: str) -> str:
        """The text with effects such as `bold` or `red`, where colours are wanted."""
        if not (self.color and text):
            return text
        return f"\x1b[{';'.join(_EFFECTS[effect] for effect in effects)}m{text}\x1b[0m"

    def severe(self, text: str, severity: Severity) -> str:
        """The text in the colour of a severity."""
        return self.paint(text, "bold", _OF_SEVERITY[severity])


def printable(text: str) -> str:
    """The text with what would break a line or command a terminal written as escapes."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
