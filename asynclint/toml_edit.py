"""Small additions to TOML files that leave everything else as it was, byte for byte.

Each way of writing an addition is tried on the text and parsed: what does not give exactly the
document that is wanted is not done. So nothing here needs to understand all of TOML.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

Path = tuple[str, ...]


def add_table(text: str, path: Path, comments: Iterable[str]) -> str | None:
    """The text with an empty table at its end, which holds only comments; None if that cannot be.

    An empty `path` means the top level of a new file.
    """
    newline = _newline(text)
    lines = [f"[{'.'.join(path)}]"] if path else []
    added = "".join(f"{line}{newline}" for line in (*lines, *comments))
    before = text.rstrip()
    new = f"{before}{newline * 2}{added}" if before else added
    return _verified(text, new, path, None)


def add_item(text: str, path: Path, item: str) -> str | None:
    """The text with a string in the array at `path`, which is made if need be; None if it cannot.

    The text itself if the array has it already.
    """
    try:
        old = _at(tomllib.loads(text), path)
    except tomllib.TOMLDecodeError:
        return None
    if isinstance(old, list) and item in old:
        return text
    ways = _into_array(text, path, item) if old is not None else _new_array(text, path, item)
    return next((new for new in ways if _verified(text, new, path, item)), None)


def _into_array(text: str, path: Path, item: str) -> Iterator[str]:
    """The item before the others, wherever the key may stand."""
    for start in range(len(path)):
        key = r"\s*\.\s*".join(map(re.escape, path[start:]))
        for found in re.finditer(rf"^[ \t]*{key}[ \t]*=[ \t]*\[", text, re.MULTILINE):
            before, after = text[: found.end()], text[found.end() :]
            if line := re.match(r"[ \t]*(?:#[^\r\n]*)?(\r?\n[ \t]*)(?=\S)", after):
                rest = after[line.end() :]
                if rest.startswith("]"):
                    yield f'{before}{line[0]}    "{item}",{line[1]}{rest}'
                yield f'{before}{line[0]}"{item}",{line[1]}{rest}'
            yield f'{before}"{item}"{after.lstrip()}'
            yield f'{before}"{item}", {after.lstrip()}'


def _new_array(text: str, path: Path, item: str) -> Iterator[str]:
    """A new line below the header of the table, else a new table, else a dotted key."""
    newline = _newline(text)
    for last in (True, False):
        for end in range(len(path) - 1, 0, -1):
            line = f'{".".join(path[end:])} = ["{item}"]{newline}'
            header = r"[ \t]*\.[ \t]*".join(map(re.escape, path[:end]))
            for found in re.finditer(
                rf"^[ \t]*\[[ \t]*{header}[ \t]*\][^\r\n]*(?:\r?\n|\Z)", text, re.MULTILINE
            ):
                before = found[0] if found[0].endswith("\n") else found[0] + newline
                yield f"{text[: found.start()]}{before}{line}{text[found.end() :]}"
            if last and len(path) > 1:
                head = f"[{'.'.join(path[:-1])}]{newline}"
                one = f'{path[-1]} = ["{item}"]{newline}'
                yield f"{text.rstrip()}{newline * 2 if text.strip() else ''}{head}{one}"
                break
    yield f'{".".join(path)} = ["{item}"]{newline}{text}'


def _verified(old: str, new: str, path: Path, item: str | None) -> str | None:
    """The new text, if it says what the old one says and the addition."""
    try:
        wanted: dict[str, Any] = copy.deepcopy(tomllib.loads(old))
        table = wanted
        for name in path if item is None else path[:-1]:
            table = table.setdefault(name, {})
        if item is not None:
            table[path[-1]] = [item, *table.get(path[-1], [])]
        return new if tomllib.loads(new) == wanted else None
    except (tomllib.TOMLDecodeError, AttributeError, TypeError):
        return None


def _at(document: Any, path: Path) -> Any:
    for name in path:
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
