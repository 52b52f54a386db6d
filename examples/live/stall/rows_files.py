"""Calls of the standard library that read and write files."""

import bz2
import codecs
import configparser
import dbm
import filecmp
import fileinput
import glob
import gzip
import io
import linecache
import logging
import logging.handlers
import lzma
import netrc
import os
import py_compile
import runpy
import shelve
import shutil
import sqlite3
import ssl
import tarfile
import tempfile
import tokenize
import wave
import xml.dom.minidom
import xml.etree.ElementTree
import zipfile
from pathlib import Path

from world import MOUNT, fresh


async def builtin_open():
    open(fresh()).close()


async def bz2_open():
    bz2.open(fresh()).close()


async def bz2_file():
    bz2.BZ2File(fresh()).close()


async def gzip_open():
    gzip.open(fresh()).close()


async def gzip_file():
    gzip.GzipFile(fresh()).close()


async def lzma_open():
    lzma.open(fresh()).close()


async def lzma_file():
    lzma.LZMAFile(fresh()).close()


async def codecs_open():
    codecs.open(fresh()).close()


async def config_read():
    configparser.ConfigParser().read(fresh("[a]"))


async def filecmp_cmp():
    filecmp.cmp(fresh(), fresh(), shallow=False)


async def fileinput_input():
    next(fileinput.FileInput(fresh()))


async def glob_glob():
    glob.glob(os.path.join(fresh(kind="folder"), "*"))


async def io_fileio():
    io.FileIO(fresh()).close()


async def linecache_getlines():
    linecache.getlines(fresh())


async def logging_file():
    logging.FileHandler(fresh()).close()


async def logging_rotating():
    logging.handlers.RotatingFileHandler(fresh()).close()


async def logging_timed():
    logging.handlers.TimedRotatingFileHandler(fresh()).close()


async def logging_watched():
    logging.handlers.WatchedFileHandler(fresh()).close()


async def netrc_netrc():
    netrc.netrc(fresh(""))


async def pathlib_open():
    Path(fresh()).open().close()


async def pathlib_read_text():
    Path(fresh()).read_text()


async def pathlib_read_bytes():
    Path(fresh()).read_bytes()


async def pathlib_write_text():
    Path(fresh()).write_text("x")


async def pathlib_write_bytes():
    Path(fresh()).write_bytes(b"x")


async def pathlib_glob():
    list(Path(fresh(kind="folder")).glob("*"))


async def pathlib_rglob():
    list(Path(fresh(kind="folder")).rglob("*"))


async def py_compile_compile():
    py_compile.compile(fresh("1"), fresh(kind="none"))


async def shelve_open():
    shelve.open(fresh(kind="none")).close()


async def dbm_whichdb():
    dbm.whichdb(fresh())


async def shutil_copy():
    shutil.copy(fresh(), fresh(kind="none"))


async def shutil_copy2():
    shutil.copy2(fresh(), fresh(kind="none"))


async def shutil_copyfile():
    shutil.copyfile(fresh(), fresh(kind="none"))


async def shutil_copytree():
    shutil.copytree(fresh(kind="folder"), fresh(kind="none"))


async def shutil_move():
    shutil.move(fresh(), fresh(kind="none"))


async def shutil_rmtree():
    shutil.rmtree(fresh(kind="folder"))


async def shutil_make_archive():
    shutil.make_archive(fresh(kind="none"), "tar", fresh(kind="folder"))


async def tarfile_open():
    tarfile.open(fresh(kind="none"), "w").close()


async def tarfile_is_tarfile():
    tarfile.is_tarfile(fresh())


async def tempfile_named():
    tempfile.NamedTemporaryFile(dir=MOUNT).close()


async def tempfile_folder():
    tempfile.TemporaryDirectory(dir=MOUNT)


async def tempfile_file():
    tempfile.TemporaryFile(dir=MOUNT).close()


async def tempfile_mkstemp():
    tempfile.mkstemp(dir=MOUNT)


async def tempfile_mkdtemp():
    tempfile.mkdtemp(dir=MOUNT)


async def tokenize_open():
    tokenize.open(fresh("1")).close()


async def wave_open():
    wave.open(fresh(kind="none"), "w")


async def xml_parse():
    xml.etree.ElementTree.parse(fresh("<a/>"))


async def minidom_parse():
    xml.dom.minidom.parse(fresh("<a/>"))


async def zipfile_zipfile():
    zipfile.ZipFile(fresh(kind="none"), "w").close()


async def zipfile_is_zipfile():
    zipfile.is_zipfile(fresh())


async def ssl_load_cert_chain():
    context = ssl.SSLContext()
    context.load_cert_chain(fresh())


async def ssl_load_verify_locations():
    context = ssl.SSLContext()
    context.load_verify_locations(fresh())


async def import_run_path():
    runpy.run_path(fresh("1"))


async def sqlite_connect():
    sqlite3.connect(fresh(kind="none")).close()
