"""Calls of the standard library that look at files."""

import os
import shutil
from pathlib import Path

from world import fresh


async def access():
    os.access(fresh(), os.R_OK)


async def chmod():
    os.chmod(fresh(), 0o600)


async def chown():
    os.chown(fresh(), -1, -1)


async def link():
    os.link(fresh(), fresh(kind="none"))


async def listdir():
    os.listdir(fresh(kind="folder"))


async def lstat():
    os.lstat(fresh())


async def makedirs():
    os.makedirs(fresh(kind="none"))


async def mkdir():
    os.mkdir(fresh(kind="none"))


async def mkfifo():
    os.mkfifo(fresh(kind="none"))


async def readlink():
    os.readlink(fresh())


async def remove():
    os.remove(fresh())


async def rename():
    os.rename(fresh(), fresh(kind="none"))


async def renames():
    os.renames(fresh(), fresh(kind="none"))


async def replace():
    os.replace(fresh(), fresh(kind="none"))


async def rmdir():
    os.rmdir(fresh(kind="folder"))


async def removedirs():
    os.removedirs(fresh(kind="folder"))


async def scandir():
    os.scandir(fresh(kind="folder"))


async def stat():
    os.stat(fresh())


async def statvfs():
    os.statvfs(fresh())


async def symlink():
    os.symlink("x", fresh(kind="none"))


async def truncate():
    os.truncate(fresh(), 0)


async def unlink():
    os.unlink(fresh())


async def utime():
    os.utime(fresh())


async def getxattr():
    os.getxattr(fresh(), "user.x")


async def listxattr():
    os.listxattr(fresh())


async def pathconf():
    os.pathconf(fresh(), "PC_NAME_MAX")


async def os_open():
    os.open(fresh(), os.O_RDONLY)


async def os_walk():
    list(os.walk(fresh(kind="folder")))


async def path_exists():
    os.path.exists(fresh())


async def path_lexists():
    os.path.lexists(fresh())


async def path_isfile():
    os.path.isfile(fresh())


async def path_isdir():
    os.path.isdir(fresh())


async def path_islink():
    os.path.islink(fresh())


async def path_ismount():
    os.path.ismount(fresh())


async def path_getsize():
    os.path.getsize(fresh())


async def path_getmtime():
    os.path.getmtime(fresh())


async def path_getatime():
    os.path.getatime(fresh())


async def path_getctime():
    os.path.getctime(fresh())


async def path_realpath():
    os.path.realpath(fresh())


async def path_samefile():
    os.path.samefile(fresh(), fresh())


async def pathlib_exists():
    Path(fresh()).exists()


async def pathlib_is_file():
    Path(fresh()).is_file()


async def pathlib_is_dir():
    Path(fresh()).is_dir()


async def pathlib_is_symlink():
    Path(fresh()).is_symlink()


async def pathlib_is_mount():
    Path(fresh()).is_mount()


async def pathlib_is_socket():
    Path(fresh()).is_socket()


async def pathlib_is_fifo():
    Path(fresh()).is_fifo()


async def pathlib_is_block_device():
    Path(fresh()).is_block_device()


async def pathlib_is_char_device():
    Path(fresh()).is_char_device()


async def pathlib_stat():
    Path(fresh()).stat()


async def pathlib_lstat():
    Path(fresh()).lstat()


async def pathlib_chmod():
    Path(fresh()).chmod(0o600)


async def pathlib_mkdir():
    Path(fresh(kind="none")).mkdir()


async def pathlib_rmdir():
    Path(fresh(kind="folder")).rmdir()


async def pathlib_unlink():
    Path(fresh()).unlink()


async def pathlib_touch():
    Path(fresh()).touch()


async def pathlib_rename():
    Path(fresh()).rename(fresh(kind="none"))


async def pathlib_replace():
    Path(fresh()).replace(fresh(kind="none"))


async def pathlib_resolve():
    Path(fresh()).resolve()


async def pathlib_samefile():
    Path(fresh()).samefile(fresh())


async def pathlib_owner():
    Path(fresh()).owner()


async def pathlib_group():
    Path(fresh()).group()


async def pathlib_readlink():
    Path(fresh()).readlink()


async def pathlib_symlink_to():
    Path(fresh(kind="none")).symlink_to("x")


async def pathlib_hardlink_to():
    Path(fresh(kind="none")).hardlink_to(fresh())


async def pathlib_iterdir():
    list(Path(fresh(kind="folder")).iterdir())


async def shutil_chown():
    shutil.chown(fresh(), "root")


async def shutil_copymode():
    shutil.copymode(fresh(), fresh())


async def shutil_copystat():
    shutil.copystat(fresh(), fresh())


async def shutil_disk_usage():
    shutil.disk_usage(fresh())


async def shutil_which():
    shutil.which(fresh())
