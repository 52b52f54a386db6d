"""usage: example.py CODE FILE   Runs the example of a rule's page in a world that is slow.

The world is slow where the rule says it may be: the server answers after a second, the database
is locked for one, the file lies on a mount that takes one. Writes what the stall detector saw.
"""

import asyncio
import importlib.util
import inspect
import json
import os
import sqlite3
import stat
import sys
import tempfile
import threading
import time
from pathlib import Path

import servers
from loop import observe

SECONDS = 1.0
HERE = Path(tempfile.mkdtemp())


def later(action):
    """Do it in a thread, when the world has had its time."""
    threading.Timer(SECONDS, action).start()


def asl101(module):
    return module.poll


def asl102(module):
    url = servers.http(SECONDS)
    return lambda: module.fetch(url)


def asl103(module):
    path = str(HERE / "jobs.db")
    holder = sqlite3.connect(path, check_same_thread=False)
    holder.execute("create table jobs (id)")
    holder.commit()
    holder.execute("begin exclusive")

    async def count():
        later(holder.rollback)
        return await module.count(path)

    return count


def asl104(module):
    git = HERE / "git"
    git.write_text(f"#!/bin/sh\nsleep {SECONDS}\necho git version 2\n")
    git.chmod(git.stat().st_mode | stat.S_IXUSR)
    os.environ["PATH"] = f"{HERE}:{os.environ['PATH']}"
    return module.version


def on_slow_mount(name):
    path = HERE / "mount" / name
    path.parent.mkdir()
    path.write_text("text")
    os.environ["SLOW_MOUNT"], os.environ["SLOW_SECONDS"] = str(path.parent), str(SECONDS)
    return str(path)


def asl105(module):
    path = on_slow_mount("settings")
    return lambda: module.load(path)


def asl106(module):
    path = on_slow_mount("ready")
    return lambda: module.ready(path)


def asl107(module):
    async def next_job():
        if isinstance(module.jobs, asyncio.Queue):
            asyncio.get_running_loop().call_later(SECONDS, module.jobs.put_nowait, "job")
        else:
            later(lambda: module.jobs.put("job"))
        return await module.next_job()

    return next_job


def asl108(module):
    async def update():
        if isinstance(module.lock, asyncio.Lock):
            await module.lock.acquire()
            asyncio.get_running_loop().call_later(SECONDS, module.lock.release)
        else:
            module.lock.acquire()
            later(module.lock.release)
        return await module.update()

    return update


def asl109(module):
    took = []
    for _ in range(5):
        began = time.perf_counter()
        asyncio.run(module.key(b"password", os.urandom(16)))
        took.append(time.perf_counter() - began)
    logins = round(SECONDS / min(took)) + 1  # a busy machine only makes it take longer

    async def log_in():
        for _ in range(logins):
            await module.key(b"password", os.urandom(16))

    return log_in


def asl110(module):
    return module.main


def asl111(module):
    (HERE / "slow_plugin.py").write_text(f"import time\ntime.sleep({SECONDS})\n")
    sys.path.insert(0, str(HERE))
    return lambda: module.plugin("slow_plugin")


def main(code, path):
    spec = importlib.util.spec_from_file_location("example", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    start = globals()[code.lower()](module)
    assert callable(start) and not inspect.iscoroutine(start)
    print(json.dumps(asyncio.run(observe(start))))


main(*sys.argv[1:])
