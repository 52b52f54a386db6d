"""The command line: its verbs and their options.

Exit codes: 0 nothing found, 1 findings, 2 the answer cannot be trusted (usage, configuration,
unreadable input, a bug of ours), 130 interrupted. Findings go to stdout, all else to stderr.

Start-up time is part of the interface, so each verb imports what it needs itself.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence

from asynclint import __version__
from asynclint.surfaces.arguments import Parser

CLEAN, FOUND, FAILED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
FORMATS = (
    *("full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"),
    *("markdown", "html"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called us
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # File names may hold anything, and terminals may encode little.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    try:
        given = sys.argv[1:] if argv is None else argv
        parser = _parser(given[0] if given else "")
        options = parser.parse_args(argv)
        if not options.verb:
            parser.print_help(sys.stderr)
            return FAILED
        code = _run(options)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("asynclint: interrupted", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            # Files are opened elsewhere: what fails here is writing to a stream.
            print(f"asynclint: error: cannot write: {error.strerror}", file=sys.stderr)
        # Nobody reads on. Python flushes stdout at exit, which must not fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE if isinstance(error, BrokenPipeError) else FAILED


def _run(options: argparse.Namespace) -> int:
    """Run a verb; failures become a sentence or a traceback, and exit code 2."""
    if options.verb == "version":
        print(f"asynclint {__version__}")
        return CLEAN
    from asynclint.surfaces import verbs

    try:
        if options.verb == "completion":
            from asynclint.surfaces import completion

            return completion.run(options.shell, _parser())
        return verbs.run(options)
    except verbs.UserError as error:
        print(f"asynclint: error: {error}", file=sys.stderr)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC and error.filename is None:
            raise  # a stream that takes no more
        _report_bug()
    except Exception:
        _report_bug()
    return FAILED


def _report_bug() -> None:
    import traceback

    traceback.print_exc()
    print("asynclint: error: this is a bug in asynclint, please report it", file=sys.stderr)


def _parser(verb: str = "") -> Parser:
    """The parser of the command line. Given a verb, it knows only this one, which is quicker."""
    parser = Parser(
        prog="asynclint",
        description="Find the concurrency bugs that async Python services die of.",
        epilog="Exit codes: 0 nothing found, 1 findings, 2 the run cannot be trusted.",
    )
    parser.add_argument("--version", action="version", version=f"asynclint {__version__}")
    verbs = parser.add_subparsers(
        dest="verb",
        metavar="COMMAND",
        prog="asynclint",  # else it formats a usage
    )
    for name, (text, add) in _VERBS.items():
        if verb in (name, "") or verb not in _VERBS:
            add(verbs.add_parser(name, help=text))
    return parser


def _add_check(check: argparse.ArgumentParser) -> None:
    check.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="what to check [.]; - is stdin"
    )
    group = check.add_argument_group(
        "rules", "codes, prefixes, names, families, other linters' codes or ALL; with commas"
    )
    for option, text in {
        "select": "run these instead of the default rules",
        "extend-select": "run these as well",
        "ignore": "do not run these",
    }.items():
        group.add_argument(f"--{option}", type=_words, action="extend", metavar="RULES", help=text)

    group = check.add_argument_group("findings to report")
    group.add_argument(
        "--project",
        action="store_true",
        help="check the whole project, and report what is in PATH of it; excluded files are not",
    )
    group.add_argument(
        "--diff-base",
        metavar="REF",
        default="",
        help="report what lies on lines changed since this commit, or leads over one",
    )
    group.add_argument(
        "--ignore-suppressions",
        action="store_true",
        help="report what comments silence as well",
    )
    _add_baseline(group)

    group = check.add_argument_group("configuration")
    _add_config(group)
    group.add_argument("--stdin-filename", metavar="FILE", help="what stdin is the content of")
    group.add_argument("--show-files", action="store_true", help="list what would be checked")

    group = check.add_argument_group("output")
    group.add_argument(
        "--output-format", choices=FORMATS, metavar="FORMAT", help=f"{', '.join(FORMATS)} [full]"
    )
    group.add_argument("--output-file", metavar="FILE", help="write there instead of to stdout")
    group.add_argument(
        *("-o", "--output"),
        type=_output,
        action="append",
        default=[],
        metavar="FORMAT[:FILE]",
        help="write a report in this format as well, or to stdout without a file; repeatable",
    )
    group.add_argument("--statistics", action="store_true", help="say what was found how often")
    _add_color(group)
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 despite findings")
    group.add_argument(
        "--fail-level",
        choices=("error", "warning", "info"),
        default="info",
        help="exit with 1 for findings of at least this severity [info: for all]",
    )
    group.add_argument("--watch", action="store_true", help="check again when files change")
    group.add_argument("--no-progress", action="store_true", help="never show how far we are")
    group.add_argument("-q", "--quiet", action="store_true", help="print findings only")
    group.add_argument("-v", "--verbose", action="store_true", help="say what is used from where")

    _add_fixes(check.add_argument_group("fixes"))
    _add_speed(check.add_argument_group("speed"))


def _add_fixes(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--add-ignore",
        metavar="REASON",
        help="silence what is found by comments that give this reason, and report what is left",
    )
    for option, text in {
        "fix": "apply the fixes that are safe; - is written to stdout",
        "unsafe-fixes": "apply those as well that may change what the program does",
        "fix-only": "fix, and do not report what is left",
        "diff": "change nothing, and show how files would change",
        "show-fixes": "list what was fixed, and what else can be done",
        "exit-non-zero-on-fix": "exit with 1 if anything was fixed",
    }.items():
        group.add_argument(f"--{option}", action="store_true", help=text)


def _add_baselines(baseline: argparse.ArgumentParser) -> None:
    baseline.add_argument(
        "action",
        choices=("create", "update", "prune"),
        help="take what is found now, take it over an old one, or drop what is found no more",
    )
    baseline.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if it would change"
    )
    baseline.add_argument(
        "--baseline", metavar="FILE", help="[asynclint-baseline.json in the project]"
    )
    _add_config(baseline)
    _add_speed(baseline)


def _add_baseline(group: argparse._ArgumentGroup) -> None:
    either = group.add_mutually_exclusive_group()
    either.add_argument(
        "--baseline",
        metavar="FILE",
        help="do not report what this file holds [asynclint-baseline.json in the project]",
    )
    either.add_argument("--no-baseline", action="store_true", help="report known findings as well")


def _add_explain(explain: argparse.ArgumentParser) -> None:
    explain.add_argument(
        "rules", nargs="+", metavar="RULE", help="code, name or family; or what others call it"
    )
    _add_color(explain)


def _add_rules(rules: argparse.ArgumentParser) -> None:
    rules.add_argument("rules", nargs="*", metavar="RULE", help="only these, or of these families")
    rules.add_argument("--format", choices=("text", "json"), default="text")
    _add_color(rules)


def _add_settings(config: argparse.ArgumentParser) -> None:
    config.add_argument(
        "what",
        nargs="?",
        choices=("show", "schema"),
        default="show",
        help="what holds here, or the JSON schema of the settings [show]",
    )
    config.add_argument("--format", choices=("text", "json"), default="text")
    _add_config(config)
    _add_color(config)


def _add_doctor(doctor: argparse.ArgumentParser) -> None:
    _add_config(doctor)
    _add_cache(doctor)


def _add_cache(group: argparse._ActionsContainer) -> None:
    group.add_argument("--cache-dir", metavar="DIR", help="[.asynclint_cache in the project]")


def _add_shell(completion: argparse.ArgumentParser) -> None:
    completion.add_argument("shell", choices=("bash", "zsh", "fish", "tcsh", "powershell"))


def _add_nothing(_: argparse.ArgumentParser) -> None:
    """For verbs without arguments."""


def _add_color(group: argparse._ActionsContainer) -> None:
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def _add_config(group: argparse._ActionsContainer) -> None:
    group.add_argument(
        "--config",
        metavar="FILE|KEY=VALUE",
        action="append",
        default=[],
        help="read this file and no other, or set this key (in TOML) for now; repeatable",
    )
    group.add_argument("--isolated", action="store_true", help="read no configuration file")


def _add_speed(group: argparse._ActionsContainer) -> None:
    group.add_argument("--no-cache", action="store_true", help="read and write no cache")
    _add_cache(group)
    group.add_argument(
        "-j", "--jobs", type=_jobs, default=0, metavar="N", help="processes [one for each CPU]"
    )


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _output(text: str) -> tuple[str, str]:
    """A format and the file it goes to, empty for stdout."""
    name, colon, file = text.partition(":")
    if name not in FORMATS:
        raise argparse.ArgumentTypeError(f"`{name}` is not one of {', '.join(FORMATS)}")
    if colon and not file:
        raise argparse.ArgumentTypeError("expected a file after the `:`")
    return name, file


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"expected a number of processes, found `{text}`")
    return int(text)


_VERBS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("check files and directories", _add_check),
    "baseline": ("keep the findings you live with for now", _add_baselines),
    "explain": ("say what a rule finds, why, and what to do", _add_explain),
    "rules": ("list the rules", _add_rules),
    "config": ("show the settings and where each comes from", _add_settings),
    "init": ("write a table of settings, and tell ruff about our codes", _add_nothing),
    "clean": ("remove the cache of this project", _add_cache),
    "doctor": ("say what is found here, and what is amiss", _add_doctor),
    "completion": ("print a script for your shell to complete by", _add_shell),
    "server": ("speak the Language Server Protocol on stdin and stdout", _add_nothing),
    "version": ("print the version", _add_nothing),
}
