"""The standard library: data files of packages, installed metadata, compiled files, log files."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"

_BLOCKS = (
    *methods(
        "importlib.metadata",
        "version metadata requires files distribution entry_points packages_distributions",
        Kind.IMPORT,
        "searches the installed packages and reads their metadata",
        why=f"{_DOCS}/importlib.metadata.html#importlib.metadata.{{}}",
    ),
    *methods(
        "importlib.resources",
        "read_text read_binary open_text open_binary",
        Kind.FILE,
        "reads a package's data file",
        why=f"{_DOCS}/importlib.resources.html#importlib.resources.{{}}",
    ),
    *methods(
        "importlib.resources.abc.Traversable",
        "read_text read_bytes open",
        Kind.FILE,
        "reads a package's data file",
        why=f"{_DOCS}/importlib.resources.abc.html#importlib.resources.abc.Traversable.{{}}",
    ),
    *methods(
        "importlib.resources.abc.Traversable",
        "iterdir is_dir is_file",
        Kind.METADATA,
        "makes a file system call",
        why=f"{_DOCS}/importlib.resources.abc.html#importlib.resources.abc.Traversable.{{}}",
    ),
    *methods(
        "importlib.abc.InspectLoader",
        "exec_module load_module",
        Kind.IMPORT,
        "reads the module's file and executes it",
        why=f"{_DOCS}/importlib.html#importlib.abc.Loader.{{}}",
    ),
    Blocks(
        "pkgutil.get_data",
        Kind.FILE,
        "reads a package's data file",
        why=f"{_DOCS}/pkgutil.html#pkgutil.get_data",
    ),
    Blocks(
        "mimetypes.init",
        Kind.FILE,
        "reads the system's tables of file types",
        why=f"{_DOCS}/mimetypes.html#mimetypes.init",
    ),
    *methods(
        "mimetypes",
        "guess_type guess_file_type guess_extension guess_all_extensions",
        Kind.METADATA,
        "reads the system's tables of file types, the first time",
        why=f"{_DOCS}/mimetypes.html#mimetypes.{{}}",
    ),
    Blocks(
        "zoneinfo.ZoneInfo",
        Kind.METADATA,
        "reads the file of the time zone, the first time",
        why=f"{_DOCS}/zoneinfo.html#zoneinfo.ZoneInfo",
    ),
    Blocks(
        "zoneinfo.available_timezones",
        Kind.FILE,
        "opens the files of all time zones",
        why=f"{_DOCS}/zoneinfo.html#zoneinfo.available_timezones",
    ),
    *methods(
        "compileall",
        "compile_dir compile_file compile_path",
        Kind.FILE,
        "compiles source files to the disk",
        why=f"{_DOCS}/compileall.html#compileall.{{}}",
    ),
    Blocks(
        "py_compile.compile",
        Kind.FILE,
        "compiles a source file to the disk",
        why=f"{_DOCS}/py_compile.html#py_compile.compile",
    ),
    Blocks(
        "logging.FileHandler",
        Kind.FILE,
        "opens a log file",
        unless=(Unless("delay", 3, (True,)),),
        why=f"{_DOCS}/logging.handlers.html#logging.FileHandler",
    ),
    Blocks(
        "logging.handlers.WatchedFileHandler",
        Kind.FILE,
        "opens a log file",
        unless=(Unless("delay", 3, (True,)),),
        why=f"{_DOCS}/logging.handlers.html#logging.handlers.WatchedFileHandler",
    ),
    *methods(
        "logging.handlers",
        "RotatingFileHandler TimedRotatingFileHandler",
        Kind.FILE,
        "opens a log file",
        unless=(Unless("delay", 5, (True,)),),
        why=f"{_DOCS}/logging.handlers.html#logging.handlers.{{}}",
    ),
    Blocks(
        "logging.config.fileConfig",
        Kind.FILE,
        "reads a configuration file",
        why=f"{_DOCS}/logging.config.html#logging.config.fileConfig",
    ),
    Blocks(
        "logging.handlers.QueueListener.stop",
        Kind.WAIT,
        "waits until the listener's thread has handled all records",
        why=f"{_DOCS}/logging.handlers.html#logging.handlers.QueueListener.stop",
    ),
)

LIBRARY = Library(
    distribution="",
    packages=(
        *("importlib", "pkgutil", "mimetypes", "compileall", "py_compile", "logging"),
        "zoneinfo",
    ),
    blocks=_BLOCKS,
    bases={
        **dict.fromkeys(
            names(
                "importlib.machinery",
                "SourceFileLoader SourcelessFileLoader ExtensionFileLoader",
            ),
            ("importlib.abc.InspectLoader",),
        ),
        "logging.FileHandler": ("logging.StreamHandler",),
        "logging.StreamHandler": ("logging.Handler",),
        "logging.handlers.WatchedFileHandler": ("logging.FileHandler",),
        "logging.handlers.RotatingFileHandler": ("logging.FileHandler",),
        "logging.handlers.TimedRotatingFileHandler": ("logging.FileHandler",),
    },
    returns={
        "importlib.metadata.version": "str",
        "importlib.metadata.distribution": "importlib.metadata.Distribution",
        "importlib.metadata.entry_points": "importlib.metadata.EntryPoints",
        "importlib.metadata.EntryPoints.select": "Self",
        "importlib.metadata.EntryPoints.__iter__": (
            "collections.abc.Iterator[importlib.metadata.EntryPoint]"
        ),
        **returning(
            "importlib.machinery.ModuleSpec",
            "importlib.util",
            "spec_from_file_location spec_from_loader",
        ),
        "importlib.machinery.ModuleSpec.loader": "importlib.abc.InspectLoader",
        "importlib.resources.files": "importlib.resources.abc.Traversable",
        **returning(
            "importlib.resources.abc.Traversable",
            "importlib.resources.abc.Traversable",
            "joinpath __truediv__",
        ),
        "importlib.resources.abc.Traversable.iterdir": (
            "collections.abc.Iterator[importlib.resources.abc.Traversable]"
        ),
        "importlib.resources.abc.Traversable.read_text": "str",
        "importlib.resources.abc.Traversable.read_bytes": "bytes",
        "importlib.resources.abc.Traversable.name": "str",
        "importlib.resources.read_text": "str",
        "importlib.resources.read_binary": "bytes",
        "mimetypes.guess_type": "tuple[str, str]",
        "mimetypes.guess_extension": "str",
        "logging.getLogger": "logging.Logger",
        **returning("logging.Logger", "logging.Logger", "getChild"),
    },
)
