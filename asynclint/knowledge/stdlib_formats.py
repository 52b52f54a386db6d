"""The standard library: modules that read or write files in a format of their own.

A function that is given an open file cannot wait when that file is in memory.
"""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"


_OPEN = ("io.TextIOWrapper", "io.BufferedRandom", "tempfile._TemporaryFileWrapper")  # files


def _file(keyword: str, position: int) -> tuple[Unless, ...]:
    return (Unless(keyword, position, IN_MEMORY),)


_SERIALIZED = (
    *methods(
        "json",
        "load",
        Kind.FILE,
        "reads a file to its end",
        twin="aiofiles.open and json.loads",
        unless=_file("fp", 0),
        why=f"{_DOCS}/json.html#json.load",
    ),
    Blocks(
        "json.dump",
        Kind.FILE,
        "writes a file",
        twin="json.dumps and aiofiles.open",
        unless=_file("fp", 1),
        why=f"{_DOCS}/json.html#json.dump",
    ),
    Blocks(
        "pickle.load",
        Kind.FILE,
        "reads a file",
        twin="aiofiles.open and pickle.loads",
        unless=_file("file", 0),
        why=f"{_DOCS}/pickle.html#pickle.load",
    ),
    Blocks(
        "pickle.dump",
        Kind.FILE,
        "writes a file",
        twin="pickle.dumps and aiofiles.open",
        unless=_file("file", 1),
        why=f"{_DOCS}/pickle.html#pickle.dump",
    ),
    Blocks(
        "marshal.load",
        Kind.FILE,
        "reads a file",
        twin="aiofiles.open and marshal.loads",
        unless=_file("file", 0),
        why=f"{_DOCS}/marshal.html#marshal.load",
    ),
    Blocks(
        "marshal.dump",
        Kind.FILE,
        "writes a file",
        twin="marshal.dumps and aiofiles.open",
        unless=_file("file", 1),
        why=f"{_DOCS}/marshal.html#marshal.dump",
    ),
    Blocks(
        "tomllib.load",
        Kind.FILE,
        "reads a file to its end",
        twin="aiofiles.open and tomllib.loads",
        unless=_file("fp", 0),
        why=f"{_DOCS}/tomllib.html#tomllib.load",
    ),
    Blocks(
        "plistlib.load",
        Kind.FILE,
        "reads a file to its end",
        twin="aiofiles.open and plistlib.loads",
        unless=_file("fp", 0),
        why=f"{_DOCS}/plistlib.html#plistlib.load",
    ),
    Blocks(
        "plistlib.dump",
        Kind.FILE,
        "writes a file",
        twin="plistlib.dumps and aiofiles.open",
        unless=_file("fp", 1),
        why=f"{_DOCS}/plistlib.html#plistlib.dump",
    ),
    Blocks(
        "configparser.RawConfigParser.read",
        Kind.FILE,
        "reads configuration files",
        twin="aiofiles.open and read_string",
        why=f"{_DOCS}/configparser.html#configparser.ConfigParser.read",
    ),
    Blocks(
        "configparser.RawConfigParser.read_file",
        Kind.FILE,
        "reads a file to its end",
        twin="aiofiles.open and read_string",
        unless=_file("f", 0),
        why=f"{_DOCS}/configparser.html#configparser.ConfigParser.read_file",
    ),
    Blocks(
        "configparser.RawConfigParser.write",
        Kind.FILE,
        "writes a file",
        unless=_file("fp", 0),
        why=f"{_DOCS}/configparser.html#configparser.ConfigParser.write",
    ),
    Blocks(
        "xml.etree.ElementTree.parse",
        Kind.FILE,
        "reads a file to its end",
        twin="aiofiles.open and ElementTree.fromstring",
        unless=_file("source", 0),
        why=f"{_DOCS}/xml.etree.elementtree.html#xml.etree.ElementTree.parse",
    ),
    Blocks(
        "xml.etree.ElementTree.ElementTree.write",
        Kind.FILE,
        "writes a file",
        unless=_file("file_or_filename", 0),
        why=f"{_DOCS}/xml.etree.elementtree.html#xml.etree.ElementTree.ElementTree.write",
    ),
    Blocks(
        "xml.dom.minidom.parse",
        Kind.FILE,
        "reads a file to its end",
        twin="aiofiles.open and xml.dom.minidom.parseString",
        unless=_file("file", 0),
        why=f"{_DOCS}/xml.dom.minidom.html#xml.dom.minidom.parse",
    ),
    Blocks(
        "xml.sax.parse",
        Kind.FILE,
        "reads a file to its end",
        twin="aiofiles.open and xml.sax.parseString",
        unless=_file("source", 0),
        why=f"{_DOCS}/xml.sax.html#xml.sax.parse",
    ),
    Blocks(
        "email.message_from_file",
        Kind.FILE,
        "reads a file to its end",
        twin="aiofiles.open and email.message_from_string",
        unless=_file("fp", 0),
        why=f"{_DOCS}/email.parser.html#email.message_from_file",
    ),
    Blocks(
        "email.message_from_binary_file",
        Kind.FILE,
        "reads a file to its end",
        twin="aiofiles.open and email.message_from_bytes",
        unless=_file("fp", 0),
        why=f"{_DOCS}/email.parser.html#email.message_from_binary_file",
    ),
    Blocks(
        "netrc.netrc",
        Kind.FILE,
        "reads the user's .netrc file",
        why=f"{_DOCS}/netrc.html#netrc.netrc",
    ),
    Blocks(
        "wave.open",
        Kind.FILE,
        "opens a file and reads or writes its header",
        unless=_file("f", 0),
        why=f"{_DOCS}/wave.html#wave.open",
    ),
    Blocks(
        "hashlib.file_digest",
        Kind.FILE,
        "reads a file to its end",
        unless=_file("fileobj", 0),
        why=f"{_DOCS}/hashlib.html#hashlib.file_digest",
    ),
)

_COMPRESSED = (
    *methods(
        "gzip",
        "open",
        Kind.FILE,
        "opens a compressed file",
        unless=_file("filename", 0),
        why=f"{_DOCS}/gzip.html#gzip.open",
    ),
    Blocks(
        "gzip.GzipFile",
        Kind.FILE,
        "opens a compressed file",
        unless=_file("fileobj", 3),
        why=f"{_DOCS}/gzip.html#gzip.GzipFile",
    ),
    *methods(
        "bz2",
        "open BZ2File",
        Kind.FILE,
        "opens a compressed file",
        unless=_file("filename", 0),
        why=f"{_DOCS}/bz2.html#bz2.{{}}",
    ),
    *methods(
        "lzma",
        "open LZMAFile",
        Kind.FILE,
        "opens a compressed file",
        unless=_file("filename", 0),
        why=f"{_DOCS}/lzma.html#lzma.{{}}",
    ),
    Blocks(
        "zipfile.ZipFile",
        Kind.FILE,
        "opens an archive and reads its directory",
        unless=_file("file", 0),
        why=f"{_DOCS}/zipfile.html#zipfile.ZipFile",
    ),
    Blocks(
        "zipfile.is_zipfile",
        Kind.FILE,
        "reads the end of a file",
        unless=_file("filename", 0),
        why=f"{_DOCS}/zipfile.html#zipfile.is_zipfile",
    ),
    *methods(
        "zipfile.ZipFile",
        "extract extractall",
        Kind.FILE,
        "unpacks an archive to the disk",
        why=f"{_DOCS}/zipfile.html#zipfile.ZipFile.{{}}",
    ),
    Blocks(
        "zipfile.ZipFile.write",
        Kind.FILE,
        "reads a file and adds it to an archive",
        why=f"{_DOCS}/zipfile.html#zipfile.ZipFile.write",
    ),
    *methods(
        "tarfile",
        "open TarFile.open",
        Kind.FILE,
        "opens an archive",
        # What is open already has been told of where it was opened.
        unless=(Unless("fileobj", 2, (*IN_MEMORY, *_OPEN)),),
        why=f"{_DOCS}/tarfile.html#tarfile.open",
    ),
    Blocks(
        "tarfile.is_tarfile",
        Kind.FILE,
        "reads the start of a file",
        unless=_file("name", 0),
        why=f"{_DOCS}/tarfile.html#tarfile.is_tarfile",
    ),
    *methods(
        "tarfile.TarFile",
        "extract extractall",
        Kind.FILE,
        "unpacks an archive to the disk",
        why=f"{_DOCS}/tarfile.html#tarfile.TarFile.{{}}",
    ),
    Blocks(
        "tarfile.TarFile.add",
        Kind.FILE,
        "reads files and adds them to an archive",
        why=f"{_DOCS}/tarfile.html#tarfile.TarFile.add",
    ),
    Blocks(
        "zipapp.create_archive",
        Kind.FILE,
        "reads a directory tree and writes an archive",
        why=f"{_DOCS}/zipapp.html#zipapp.create_archive",
    ),
)

LIBRARY = Library(
    distribution="",
    packages=(
        "json",
        "pickle",
        "marshal",
        "tomllib",
        "plistlib",
        "configparser",
        "xml",
        "email",
        "netrc",
        "wave",
        "hashlib",
        "gzip",
        "bz2",
        "lzma",
        "zipfile",
        "tarfile",
        "zipapp",
    ),
    blocks=(*_SERIALIZED, *_COMPRESSED),
    bases={
        "configparser.ConfigParser": ("configparser.RawConfigParser",),
    },
    returns={
        "configparser.RawConfigParser.read": "list[str]",
        "xml.etree.ElementTree.parse": "xml.etree.ElementTree.ElementTree",
        "xml.etree.ElementTree.ElementTree.getroot": "xml.etree.ElementTree.Element",
        "xml.etree.ElementTree.fromstring": "xml.etree.ElementTree.Element",
        "email.message_from_file": "email.message.Message",
        "email.message_from_binary_file": "email.message.Message",
        "gzip.open": "gzip.GzipFile",
        "bz2.open": "bz2.BZ2File",
        "lzma.open": "lzma.LZMAFile",
        "zipfile.ZipFile.open": "zipfile.ZipExtFile",
        "zipfile.ZipFile.read": "bytes",
        "zipfile.ZipFile.namelist": "list[str]",
        "zipfile.ZipFile.infolist": "list[zipfile.ZipInfo]",
        **returning("tarfile.TarFile", "tarfile", "open TarFile.open"),
        "tarfile.TarFile.extractfile": "tarfile.ExFileObject",
        "tarfile.TarFile.getmembers": "list[tarfile.TarInfo]",
        "tarfile.TarFile.getnames": "list[str]",
    },
)
