"""What each verb of the command line does, given its parsed options."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from msgspec.structs import replace

from asynclint.changes import ChangesError
from asynclint.config import CACHE, Config, ConfigError
from asynclint.diagnostic import Severity
from asynclint.files import FileError, discover, displayed
from asynclint.render import FORMATS, TEXTS, WITH_FIXES, WITH_RULES
from asynclint.report import Report, Request
from asynclint.surfaces.terminal import Progress, wants_color

if TYPE_CHECKING:
    from asynclint.render.text import SourceOf

STDIN = "<stdin>"


class UserError(Exception):
    """What the user asked for cannot be done; the message is a sentence."""


def run(options: argparse.Namespace) -> int:
    """Run the verb and return its exit code."""
    try:
        match options.verb:
            case "check":
                return watch(options) if options.watch else check(options)
            case "baseline":
                from asynclint.surfaces import baselines

                return baselines.run(options)
            case "explain":
                from asynclint.surfaces import pages

                return pages.explain(options)
            case "server":
                return server()
            case "rules":
                from asynclint.surfaces import pages

                return pages.rules(options)
            case _:
                from asynclint.surfaces import settings

                return settings.RUN[options.verb](options)
    except (ChangesError, ConfigError, FileError) as error:
        raise UserError(str(error)) from None


def check(options: argparse.Namespace) -> int:
    """Check, print, and say by the exit code what came of it."""
    cwd = Path.cwd()
    _outputs(options)  # so that mistakes are told before anything is done
    stdin = _stdin(options, cwd)
    paths = () if stdin else tuple(options.paths)
    config = _config(options, [stdin[0]] if stdin else paths, cwd)
    if options.show_files:
        from asynclint.render.style import printable

        for file in discover(paths, config, cwd):
            print(printable(file.display))
        return 0
    from asynclint import engine

    progress = None
    if sys.stderr.isatty() and not options.no_progress:
        progress = Progress(sys.stderr)
    cache_dir = cache(options, config)
    jobs = options.jobs or cpus()
    baseline = _baseline(options, config)
    if options.verbose:
        say(f"configuration: {config.source or 'built-in'}, project: {config.project_root}")
        say(f"cache: {cache_dir or 'none'}, processes: {jobs}, baseline: {baseline or 'none'}")
    try:
        request = Request(
            *(paths, stdin, cache_dir, jobs, cwd, progress),
            project=options.project,
            baseline=baseline,
            since=options.diff_base,
            fixes=any(name in WITH_FIXES for name, _ in _outputs(options)),
        )
        if options.add_ignore is not None:
            from asynclint.surfaces import ignoring

            return ignoring.run(request, config, options, partial(_output, options=options))
        if options.fix or options.fix_only or options.diff:
            from asynclint.surfaces import fixes  # what only finds needs none of it

            gc.enable()  # every round leaves a program behind
            show = partial(_output, options=options)
            return fixes.run(request, config, options, show, say)
        report = engine.check(request, config)
    finally:
        if progress:
            progress.clear()
    _output(report, engine.source_reader(cwd, stdin), options)
    return verdict(report, options)


def verdict(report: Report, options: argparse.Namespace) -> int:
    """The exit code of a report."""
    if report.errors:
        return 2
    lowest = Severity[options.fail_level.upper()]
    failing = any(found.severity >= lowest for found in report.diagnostics)
    return 1 if failing and not options.exit_zero else 0


def watch(options: argparse.Namespace) -> NoReturn:
    """Check again and again."""
    from asynclint.surfaces import watching

    if "-" in options.paths:
        raise UserError("stdin cannot be watched")
    paths, cwd = tuple(options.paths), Path.cwd()
    gc.enable()

    def settings() -> Config:
        return _config(options, paths, cwd)

    outputs = [Path(file) for _, file in _outputs(options) if file]
    own = [*outputs, cache(options, settings()) or cwd / CACHE]
    watching.run(partial(check, options), settings, paths, own)


def server() -> int:
    """Serve an editor."""
    try:
        from asynclint.surfaces.lsp.server import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UserError("the server needs pygls: `pip install 'asynclint[lsp]'`") from None
    gc.enable()
    return serve()


def _stdin(options: argparse.Namespace, cwd: Path) -> tuple[str, bytes] | None:
    """The name and content of standard input, if that is what is to be checked."""
    if "-" not in options.paths:
        if options.stdin_filename:
            raise UserError("--stdin-filename needs the path `-`")
        return None
    if len(options.paths) > 1:
        raise UserError("`-` cannot be combined with other paths")
    path = Path(os.path.abspath(options.stdin_filename or STDIN))
    return displayed(path, cwd), sys.stdin.buffer.read()


def configured(options: argparse.Namespace, start: Path) -> Config:
    """The configuration of the project that `start` is in."""
    # A file may be called `a=b.toml`; no setting is called like a file that is there.
    files = [text for text in options.config if "=" not in text or os.path.exists(text)]
    if len(files) + options.isolated > 1:
        raise UserError("only one of `--config FILE` and `--isolated` can be used, and only once")
    if options.isolated:
        config = Config.default(start)
    elif files:
        config = Config.load(Path(files[0]).absolute(), start)
    else:
        config = Config.find(start)
    for setting in options.config:
        if setting not in files:
            config = config.with_setting(setting)
    return config


def _config(options: argparse.Namespace, paths: list[str] | tuple[str, ...], cwd: Path) -> Config:
    """The project's configuration with the options on top; the engine checks what both select."""
    start = Path(os.path.commonpath([os.path.abspath(cwd / path) for path in paths]))
    if options.project and start.is_relative_to(cwd):
        start = cwd  # which of its files are passed must not decide which project it is
    config = configured(options, start)
    if options.ignore_suppressions:
        config = config.with_setting("respect-suppressions = false")
    given = Config(
        config.project_root,
        select=None if options.select is None else tuple(options.select),
        extend_select=tuple(options.extend_select or ()),
        ignore=tuple(options.ignore or ()),
    )
    if given.select or given.extend_select or given.ignore:
        from asynclint.analysis import validate

        validate(given)  # by itself, so that an error names the option and not the file
    return config.override(given)


def cache(options: argparse.Namespace, config: Config) -> Path | None:
    """Where the cache is, if there is to be one."""
    return None if options.no_cache else Path(options.cache_dir or config.project_root / CACHE)


def _baseline(options: argparse.Namespace, config: Config) -> Path | None:
    """The file of known findings: the one that is named, else the usual one if it exists."""
    if options.no_baseline:
        return None
    if options.baseline:
        return Path(options.baseline)
    return config.known_findings


def cpus() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _outputs(options: argparse.Namespace) -> list[tuple[str, str]]:
    """The formats that are asked for and the file that each goes to, empty for stdout."""
    here = [name for name, file in options.output if not file]
    if options.output_format:
        here.append(options.output_format)
    if len(here) > 1:
        raise UserError(f"only one format can go to stdout, not {' and '.join(here)}")
    files = [(name, file) for name, file in options.output if file]
    return [(here[0] if here else "full", options.output_file or ""), *files]


def _output(report: Report, source_of: SourceOf, options: argparse.Namespace) -> None:
    """Print the report, and write it to the files that were asked for."""
    from asynclint.render import text  # not before files are indexed
    from asynclint.render.style import Style, printable

    outputs = _outputs(options)
    if any(name in WITH_RULES for name, _ in outputs):
        from asynclint.rules.every import ALL

        report = replace(report, rules=tuple(rule.page() for rule in ALL))
    for name, file in outputs:
        choice = "never" if file and options.color == "auto" else options.color
        style = Style(wants_color(choice, sys.stdout, os.environ))
        output = FORMATS[name](report, source_of, style)
        if name in TEXTS:
            if options.statistics:
                output += text.statistics(report)
            if not options.quiet:
                output += text.summary(report, style)
        if file:
            write(Path(file), output)
        else:
            sys.stdout.write(output)
    for error in report.errors:
        say(f"error: {printable(error)}")
    if not report.statistics.files and not report.errors:
        say("warning: no Python files found")


def write(file: Path, output: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(output, "utf-8", "backslashreplace", newline="\n")
    except OSError as error:
        raise UserError(f"{file}: cannot be written: {error.strerror}") from None


def say(sentence: str) -> None:
    print(f"asynclint: {sentence}", file=sys.stderr)
