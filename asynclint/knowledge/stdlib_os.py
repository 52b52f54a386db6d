"""The standard library: open files, the file system through `os`, `os.path`, `shutil`, `glob`.

One quick system call that reads or changes a directory entry is METADATA; reading or writing
contents, and whatever walks a directory tree, is FILE.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"
_OS = f"{_DOCS}/os.html#os"

_READS = "read readline readlines __iter__ __next__"
_WRITES = "write writelines flush truncate"
_NOT_LOCKING = ("fcntl.LOCK_UN", "fcntl.LOCK_NB")

_OPEN_FILES = (
    Blocks(
        "builtins.open",
        Kind.FILE,
        "opens a file",
        twin="aiofiles.open",
        why=f"{_DOCS}/functions.html#open",
    ),
    *methods(
        "io",
        "open_code FileIO",
        Kind.FILE,
        "opens a file",
        twin="aiofiles.open",
        why=f"{_DOCS}/io.html#io.{{}}",
    ),
    Blocks(
        "codecs.open",
        Kind.FILE,
        "opens a file",
        twin="aiofiles.open",
        why=f"{_DOCS}/codecs.html#codecs.open",
    ),
    Blocks(
        "tokenize.open",
        Kind.FILE,
        "opens a file and reads its first lines",
        twin="aiofiles.open",
        why=f"{_DOCS}/tokenize.html#tokenize.open",
    ),
    *methods(
        "io.TextIOWrapper",
        _READS,
        Kind.FILE,
        "reads a file",
        twin="aiofiles.open",
        why=f"{_DOCS}/io.html#io.TextIOWrapper",
    ),
    *methods(
        "io.TextIOWrapper",
        _WRITES,
        Kind.FILE,
        "writes a file",
        twin="aiofiles.open",
        why=f"{_DOCS}/io.html#io.TextIOWrapper",
    ),
    *methods(
        "io.BufferedReader",
        f"{_READS} read1 readinto readinto1 peek",
        Kind.FILE,
        "reads a file",
        twin="aiofiles.open",
        why=f"{_DOCS}/io.html#io.BufferedReader",
    ),
    *methods(
        "io.BufferedWriter",
        _WRITES,
        Kind.FILE,
        "writes a file",
        twin="aiofiles.open",
        why=f"{_DOCS}/io.html#io.BufferedWriter",
    ),
    *methods(
        "io.FileIO",
        f"{_READS} readall readinto",
        Kind.FILE,
        "reads a file",
        twin="aiofiles.open",
        why=f"{_DOCS}/io.html#io.FileIO",
    ),
    *methods(
        "io.FileIO",
        "write writelines truncate",
        Kind.FILE,
        "writes a file",
        twin="aiofiles.open",
        why=f"{_DOCS}/io.html#io.FileIO",
    ),
    *methods(
        "fileinput",
        "input FileInput",
        Kind.FILE,
        "opens files and reads them line by line",
        why=f"{_DOCS}/fileinput.html#fileinput.{{}}",
    ),
    *methods(
        "linecache",
        "getline getlines",
        Kind.FILE,
        "reads a source file, the first time",
        why=f"{_DOCS}/linecache.html#linecache.getline",
    ),
    *methods(
        "inspect",
        "getsource getsourcelines findsource",
        Kind.FILE,
        "reads the source file, the first time",
        why=f"{_DOCS}/inspect.html#inspect.getsource",
    ),
    Blocks(
        "mmap.mmap.flush",
        Kind.FILE,
        "writes the mapped memory to its file",
        why=f"{_DOCS}/mmap.html#mmap.mmap.flush",
    ),
    Blocks(
        "fcntl.flock",
        Kind.LOCK,
        "waits until no other process holds the file's lock",
        unless=(Unless("operation", 1, _NOT_LOCKING, strict=True),),
        why=f"{_DOCS}/fcntl.html#fcntl.flock",
    ),
    Blocks(
        "fcntl.lockf",
        Kind.LOCK,
        "waits until no other process holds the file's lock",
        unless=(Unless("cmd", 1, _NOT_LOCKING, strict=True),),
        why=f"{_DOCS}/fcntl.html#fcntl.lockf",
    ),
    Blocks(
        "os.lockf",
        Kind.LOCK,
        "waits until no other process holds the file's lock",
        unless=(Unless("command", 1, ("os.F_TLOCK", "os.F_ULOCK", "os.F_TEST"), strict=True),),
        why=f"{_OS}.lockf",
    ),
)

_DIRECTORY_ENTRIES = (
    *methods(
        "os",
        "stat lstat access readlink listdir scandir mkdir makedirs rmdir removedirs remove unlink"
        " rename renames replace link symlink statvfs",
        Kind.METADATA,
        "makes a file system call",
        twin="aiofiles.os.{}",
        why=f"{_OS}.{{}}",
    ),
    *methods(
        "os",
        "chmod chown lchown utime truncate pathconf mkfifo mknod getxattr setxattr listxattr"
        " removexattr",
        Kind.METADATA,
        "makes a file system call",
        why=f"{_OS}.{{}}",
    ),
    *methods(
        "os.path",
        "exists isfile isdir islink ismount getsize getmtime getatime getctime samefile",
        Kind.METADATA,
        "makes a file system call",
        twin="aiofiles.os.path.{}",
        why=f"{_DOCS}/os.path.html#os.path.{{}}",
    ),
    *methods(
        "os.path",
        "lexists isjunction isdevdrive realpath",
        Kind.METADATA,
        "makes a file system call",
        why=f"{_DOCS}/os.path.html#os.path.{{}}",
    ),
    *methods(
        "os.DirEntry",
        "stat",
        Kind.METADATA,
        "makes a file system call",
        why=f"{_OS}.DirEntry.{{}}",
    ),
    *methods(
        "shutil",
        "which chown disk_usage copymode copystat",
        Kind.METADATA,
        "makes file system calls",
        why=f"{_DOCS}/shutil.html#shutil.{{}}",
    ),
    Blocks(
        "linecache.checkcache",
        Kind.METADATA,
        "makes a file system call for every cached file",
        why=f"{_DOCS}/linecache.html#linecache.checkcache",
    ),
)

_CONTENTS = (
    Blocks("os.open", Kind.FILE, "opens a file", why=f"{_OS}.open"),
    *methods(
        "os",
        "fsync fdatasync sync",
        Kind.FILE,
        "waits until written data has reached the disk",
        why=f"{_OS}.{{}}",
    ),
    *methods(
        "os",
        "sendfile copy_file_range posix_fallocate ftruncate pread pwrite",
        Kind.FILE,
        "reads or writes a file",
        why=f"{_OS}.{{}}",
    ),
    *methods("os", "walk fwalk", Kind.FILE, "walks a directory tree", why=f"{_OS}.{{}}"),
    *methods(
        "glob",
        "glob iglob",
        Kind.FILE,
        "lists directories",
        twin="anyio.Path.glob",
        why=f"{_DOCS}/glob.html#glob.{{}}",
    ),
    *methods(
        "shutil",
        "copyfile copy copy2 copyfileobj",
        Kind.FILE,
        "copies a file",
        why=f"{_DOCS}/shutil.html#shutil.{{}}",
    ),
    Blocks(
        "shutil.copytree",
        Kind.FILE,
        "copies a directory tree",
        why=f"{_DOCS}/shutil.html#shutil.copytree",
    ),
    Blocks(
        "shutil.rmtree",
        Kind.FILE,
        "deletes a directory tree",
        why=f"{_DOCS}/shutil.html#shutil.rmtree",
    ),
    Blocks(
        "shutil.move",
        Kind.FILE,
        "renames a file or tree, or copies and deletes it",
        why=f"{_DOCS}/shutil.html#shutil.move",
    ),
    *methods(
        "shutil",
        "make_archive unpack_archive",
        Kind.FILE,
        "reads and writes an archive",
        why=f"{_DOCS}/shutil.html#shutil.{{}}",
    ),
    *methods(
        "filecmp",
        "cmp cmpfiles",
        Kind.FILE,
        "reads and compares files",
        why=f"{_DOCS}/filecmp.html#filecmp.{{}}",
    ),
    *methods(
        "tempfile",
        "TemporaryFile NamedTemporaryFile",
        Kind.FILE,
        "creates a temporary file",
        twin="aiofiles.tempfile",
        why=f"{_DOCS}/tempfile.html#tempfile.{{}}",
    ),
    Blocks(
        "tempfile.mkstemp",
        Kind.METADATA,  # what is done to the file then is told of itself
        "creates an empty file",
        twin="aiofiles.tempfile",
        why=f"{_DOCS}/tempfile.html#tempfile.mkstemp",
    ),
    *methods(
        "tempfile",
        "TemporaryDirectory mkdtemp",
        Kind.METADATA,
        "creates a temporary directory",
        twin="aiofiles.tempfile.TemporaryDirectory",
        why=f"{_DOCS}/tempfile.html#tempfile.{{}}",
    ),
    *methods(
        "tempfile.TemporaryDirectory",
        "__exit__ cleanup",
        Kind.FILE,
        "deletes a directory tree",
        twin="aiofiles.tempfile.TemporaryDirectory",
        why=f"{_DOCS}/tempfile.html#tempfile.TemporaryDirectory",
    ),
)

LIBRARY = Library(
    distribution="",
    packages=(
        "builtins",
        "io",
        "os",
        "codecs",
        "tokenize",
        "fileinput",
        "linecache",
        "inspect",
        "mmap",
        "fcntl",
        "shutil",
        "glob",
        "filecmp",
        "tempfile",
    ),
    blocks=(*_OPEN_FILES, *_DIRECTORY_ENTRIES, *_CONTENTS),
    aliases={
        "io.open": "builtins.open",
        "_io": "io",
        "posixpath": "os.path",
        "ntpath": "os.path",
        "genericpath": "os.path",
        "posix": "os",
    },
    bases={
        "io.BufferedRandom": ("io.BufferedReader", "io.BufferedWriter"),
        "io.BytesIO": ("io.BufferedIOBase",),
        "io.BufferedReader": ("io.BufferedIOBase",),
        "io.BufferedWriter": ("io.BufferedIOBase",),
        "io.StringIO": ("io.TextIOBase",),
        "io.TextIOWrapper": ("io.TextIOBase",),
        "io.FileIO": ("io.RawIOBase",),
        "io.BufferedIOBase": ("io.IOBase",),
        "io.TextIOBase": ("io.IOBase",),
        "io.RawIOBase": ("io.IOBase",),
        # What it wraps has these methods.
        "tempfile._TemporaryFileWrapper": ("io.BufferedRandom",),
    },
    variants={
        "builtins.open": ("mode", 1, "b", "io.BufferedRandom"),
        "os.fdopen": ("mode", 1, "b", "io.BufferedRandom"),
    },
    returns={
        "builtins.open": "io.TextIOWrapper",
        "codecs.open": "codecs.StreamReaderWriter",
        "tokenize.open": "io.TextIOWrapper",
        "io.open_code": "io.BufferedReader",
        "os.fdopen": "io.TextIOWrapper",
        "io.TextIOWrapper.buffer": "io.BufferedReader",
        "io.TextIOWrapper.__iter__": "collections.abc.Iterator[str]",
        **returning("str", "io.TextIOWrapper", "read readline name encoding"),
        **returning("list[str]", "io.TextIOWrapper", "readlines"),
        **returning("bytes", "io.BufferedReader", "read read1 readline"),
        "io.BufferedReader.readlines": "list[bytes]",
        "fileinput.input": "fileinput.FileInput",
        "linecache.getline": "str",
        "linecache.getlines": "list[str]",
        # Names and environment: pure, but what follows them in a chain must be known.
        **returning(
            "str",
            "os.path",
            "abspath basename commonpath commonprefix dirname expanduser expandvars join normcase"
            " normpath realpath relpath",
        ),
        **returning("tuple[str, str]", "os.path", "split splitdrive splitext"),
        **returning("str", "os", "fspath fsdecode getcwd getenv getlogin strerror readlink"),
        "os.fsencode": "bytes",
        "os.environ": "os._Environ",
        **returning("str", "os._Environ", "get pop setdefault __getitem__"),
        "os.urandom": "bytes",
        "os.listdir": "list[str]",
        "os.scandir": "collections.abc.Iterator[os.DirEntry]",
        **returning("str", "os.DirEntry", "name path"),
        **returning("os.stat_result", "os", "stat lstat fstat"),
        "os.DirEntry.stat": "os.stat_result",
        "os.walk": "collections.abc.Iterator[tuple[str, list[str], list[str]]]",
        "os.get_terminal_size": "os.terminal_size",
        "shutil.which": "str",
        "glob.glob": "list[str]",
        "glob.iglob": "collections.abc.Iterator[str]",
        **returning(
            "tempfile._TemporaryFileWrapper",
            "tempfile",
            "NamedTemporaryFile TemporaryFile",
        ),
        "tempfile._TemporaryFileWrapper.name": "str",
        "tempfile.TemporaryDirectory.name": "str",
        "tempfile.TemporaryDirectory.__enter__": "str",
        **returning("str", "tempfile", "mkdtemp gettempdir mktemp"),
        "tempfile.mkstemp": "tuple[int, str]",
        "mmap.mmap.read": "bytes",
    },
)
