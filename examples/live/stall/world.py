"""Where everything takes its time: for the functions of `rows_*.py`."""

import os
import pathlib
import socket
import tempfile
import threading

import servers

SECONDS = 0.4

URL = servers.http(SECONDS)  # a server of HTTP that answers then
SILENT = servers.silent(SECONDS)  # the port of a server that hangs up then

_HERE = tempfile.mkdtemp()
MOUNT = os.path.join(_HERE, "mount")  # a folder in which every look takes as long
os.mkdir(MOUNT)
_count = iter(range(10**6))


def slow():
    """From now on the mount is slow."""
    os.environ["SLOW_MOUNT"], os.environ["SLOW_SECONDS"] = MOUNT, str(SECONDS)


def fresh(text="text", kind="file"):
    """The path of something new on the mount: a file, a folder, or nothing."""
    path = os.path.join(_HERE, "mount", f"{kind}{next(_count)}")
    os.environ["SLOW_SECONDS"] = "0"
    if kind == "file":
        pathlib.Path(path).write_text(text)
    if kind == "folder":
        os.mkdir(path)
    os.environ["SLOW_SECONDS"] = str(SECONDS)
    return path


def fast(text="text"):
    """The path of a new file elsewhere."""
    path = os.path.join(_HERE, f"file{next(_count)}")
    pathlib.Path(path).write_text(text)
    return path


def later(action, *arguments):
    """Do something when the time has come."""
    threading.Timer(SECONDS, action, arguments).start()


def connected():
    """A socket whose other side says nothing for a while."""
    return socket.create_connection(("127.0.0.1", SILENT))
