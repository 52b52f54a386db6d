"""Command lines: which server they run, and what they tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asynclint.deployment.options import OPTIONS, chosen, in_python, named
from asynclint.deployment.setting import Item, Origin, Seen, Server, Stated
from asynclint.deployment.shell import Piece, Word, commands

_SERVERS = {
    **{server.value: server for server in OPTIONS},
    "pyuwsgi": Server.UWSGI,
    "gunicorn3": Server.GUNICORN,
    "fastapi": Server.UVICORN,
    "mod_wsgi-express": Server.MOD_WSGI,
}
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh", "ksh", "su"})
_PYTHON = re.compile(r"python[\d.]*|pypy[\d.]*")
_SCRIPT = re.compile(r"-[a-z]*c")

# What may stand right before a command.
_LEADING = frozenset({"exec", "nohup", "if", "then", "else", "elif", "do", "while", "!", "{"})
# What runs the command that is among its arguments.
_WRAPPERS = frozenset(
    """
    env nice time timeout stdbuf sudo gosu su-exec setpriv chpst runuser
    s6-setuidgid dumb-init tini catatonit my_init init poetry uv uvx pipenv pdm hatch rye conda
    micromamba mamba newrelic-admin ddtrace-run opentelemetry-instrument sentry-run dotenv doppler
    chamber aws-vault envdir vault-env infisical dockerize wait-for-it wait-for honcho coverage
    watchmedo watchfiles xvfb-run start-stop-daemon
    """.split()  # noqa: SIM905 - readable
)
# Wrappers with these words do not run a server: `poetry add gunicorn`, `python -m pip install`.
_OTHERWISE = frozenset({"pip", "pip3", "install", "add", "remove", "uninstall", "sync", "lock"})
_ASSIGNMENT = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)", re.DOTALL)
_CONFIGURATION = re.compile(r"[^:]*\.(?:ini|xml|ya?ml|json)")


def script(piece: Piece) -> Iterator[Item]:
    """What a script says, also one of a single line."""
    for words in commands(piece):
        yield from run(words)


def run(words: list[Word]) -> Iterator[Item]:
    """What one command says."""
    may_run = is_first = True
    for place, word in enumerate(words):
        if assigned := _ASSIGNMENT.fullmatch(word.text):
            yield from variable(assigned[1], assigned[2], word)
        elif may_run and not (is_first and word.text in _LEADING):
            name = word.text.rpartition("/")[2].lstrip("@-:+!") or word.text
            behind = words[place + 1 :]
            if server := _SERVERS.get(name):
                yield from _told(server, behind)
                return
            if name in _SHELLS and (inner := _inner(behind)):
                yield from script(inner)
                return
            is_python = _PYTHON.fullmatch(name) is not None
            if is_python and not _OTHERWISE.intersection(each.text for each in behind):
                yield Seen(None)
            may_run = name not in _OTHERWISE
            if is_first:
                may_run = is_python or _is_wrapper(name)
            is_first = False


def variable(name: str, value: str, place: Word) -> Iterator[Item]:
    """What an environment variable says."""
    if name == "GUNICORN_CMD_ARGS":
        offset = place.piece.text.find(value)
        piece = Piece(value, *place.piece.span(offset, offset + len(value)))
        for words in commands(piece):
            yield from _options(Server.GUNICORN, words, Origin.ENVIRONMENT)
    for server, options in OPTIONS.items():
        if options.prefix and name.startswith(options.prefix):
            option = in_python(name.removeprefix(options.prefix).lower())
            span = place.start, place.end
            yield from chosen(server, option, value, *span, Origin.ENVIRONMENT)


def _told(server: Server, words: list[Word]) -> Iterator[Item]:
    """What a server is told by the words behind its name."""
    if server is Server.CELERY and not any(word.text == "worker" for word in words):
        return
    yield Seen(server)
    yield from _options(server, words, Origin.COMMAND)


def _options(server: Server, words: list[Word], origin: Origin) -> Iterator[Item]:
    """The options among some words; of those that are repeated the last one."""
    found: dict[str, Item] = {}
    pending = iter(words)
    for word in pending:
        text = word.text
        if server is Server.UWSGI and _CONFIGURATION.fullmatch(text):
            found[text] = next(chosen(server, "ini", text, word.start, word.end, origin))
        if not text.startswith("-"):
            continue
        spelled, equals, value = text.lstrip("-").partition("=")
        if not text.startswith("--"):  # `-w4` and `-w 4`
            spelled, value = text[1:2], text[2:]
            equals = value
        name, has_value = named(server, spelled)
        end = word.end
        if has_value and not equals:
            following = next(pending, None)
            if following is None:
                break
            value, end = following.text, following.end
        for item in chosen(server, name, value, word.start, end, origin):
            found[item.name if isinstance(item, Stated) else value] = item
    yield from found.values()


def _inner(words: list[Word]) -> Piece | None:
    """The script in `-c "script"`."""
    options = (place for place, word in enumerate(words) if _SCRIPT.fullmatch(word.text))
    place = next(options, len(words)) + 1
    return words[place].piece if place < len(words) else None


def _is_wrapper(name: str) -> bool:
    return name in _WRAPPERS or name.endswith(".sh") or "entrypoint" in name
