"""The standard library: pathlib."""

from __future__ import annotations

from asynclint.knowledge.entry import Kind, methods, returning
from asynclint.knowledge.library import Library

_PATHLIB = "https://docs.python.org/3/library/pathlib.html#pathlib"

_BLOCKS = (
    *methods(
        "pathlib.Path",
        "open",
        Kind.FILE,
        "opens a file",
        twin="anyio.Path.open",
        why=f"{_PATHLIB}.Path.open",
    ),
    *methods(
        "pathlib.Path",
        "read_text read_bytes",
        Kind.FILE,
        "reads a file",
        twin="anyio.Path.{}",
        why=f"{_PATHLIB}.Path.{{}}",
    ),
    *methods(
        "pathlib.Path",
        "write_text write_bytes",
        Kind.FILE,
        "writes a file",
        twin="anyio.Path.{}",
        why=f"{_PATHLIB}.Path.{{}}",
    ),
    *methods(
        "pathlib.Path",
        "glob rglob",
        Kind.FILE,
        "lists directories",
        twin="anyio.Path.{}",
        why=f"{_PATHLIB}.Path.{{}}",
    ),
    *methods(
        "pathlib.Path",
        "walk",
        Kind.FILE,
        "walks a directory tree",
        twin="anyio.Path.walk",
        why=f"{_PATHLIB}.Path.walk",
    ),
    *methods(
        "pathlib.Path",
        "copy copy_into",
        Kind.FILE,
        "copies a file or tree",
        twin="anyio.Path.{}",
        why=f"{_PATHLIB}.Path.{{}}",
    ),
    *methods(
        "pathlib.Path",
        "move move_into",
        Kind.FILE,
        "renames a file or tree, or copies and deletes it",
        twin="anyio.Path.{}",
        why=f"{_PATHLIB}.Path.{{}}",
    ),
    *methods(
        "pathlib.Path",
        "chmod exists group hardlink_to is_block_device is_char_device is_dir is_fifo is_file"
        " is_junction is_mount is_socket is_symlink iterdir lchmod lstat mkdir owner readlink"
        " rename replace resolve rmdir samefile stat symlink_to touch unlink",
        Kind.METADATA,
        "makes a file system call",
        twin="anyio.Path.{}",
        why=f"{_PATHLIB}.Path.{{}}",
    ),
    *methods(
        "pathlib.Path",
        "link_to",
        Kind.METADATA,
        "makes a file system call",
        twin="anyio.Path.hardlink_to",
        why="https://docs.python.org/3.11/library/pathlib.html#pathlib.Path.link_to",
    ),
)

LIBRARY = Library(
    distribution="",
    packages=("pathlib",),
    blocks=_BLOCKS,
    aliases={"pathlib._local": "pathlib"},
    bases={
        "pathlib.Path": ("pathlib.PurePath",),
        "pathlib.PosixPath": ("pathlib.Path", "pathlib.PurePosixPath"),
        "pathlib.WindowsPath": ("pathlib.Path", "pathlib.PureWindowsPath"),
        "pathlib.PurePosixPath": ("pathlib.PurePath",),
        "pathlib.PureWindowsPath": ("pathlib.PurePath",),
    },
    variants={"pathlib.Path.open": ("mode", 0, "b", "io.BufferedRandom")},
    returns={
        **returning(
            "Self",
            "pathlib.PurePath",
            "parent joinpath relative_to with_name with_segments with_stem with_suffix"
            " __truediv__ __rtruediv__",
        ),
        **returning(
            "str",
            "pathlib.PurePath",
            "anchor as_posix as_uri drive name root stem suffix __fspath__ __str__",
        ),
        "pathlib.PurePath.parents": "collections.abc.Sequence[Self]",
        **returning("tuple[str, ...]", "pathlib.PurePath", "parts"),
        "pathlib.PurePath.suffixes": "list[str]",
        **returning(
            "bool",
            "pathlib.PurePath",
            "is_absolute is_relative_to is_reserved match full_match",
        ),
        **returning("pathlib.Path", "pathlib.Path", "cwd home from_uri"),
        **returning(
            "Self",
            "pathlib.Path",
            "absolute expanduser readlink rename replace resolve copy copy_into move move_into",
        ),
        **returning("collections.abc.Iterator[Self]", "pathlib.Path", "glob iterdir rglob"),
        "pathlib.Path.walk": "collections.abc.Iterator[tuple[Self, list[str], list[str]]]",
        **returning("os.stat_result", "pathlib.Path", "stat lstat"),
        **returning(
            "bool",
            "pathlib.Path",
            "exists is_block_device is_char_device is_dir is_fifo is_file is_junction is_mount"
            " is_socket is_symlink samefile",
        ),
        "pathlib.Path.open": "io.TextIOWrapper",
        "pathlib.Path.read_text": "str",
        "pathlib.Path.read_bytes": "bytes",
        **returning("str", "pathlib.Path", "owner group"),
    },
)
