"""The standard library: commands and child processes."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"
_EXEC = "asyncio.create_subprocess_exec"
_SHELL = "asyncio.create_subprocess_shell"

# Options are often combined (`os.WEXITED | os.WNOHANG`): then the answer stays unknown.
_NO_HANG_FIRST = (Unless("options", 0, ("os.WNOHANG",), strict=True),)
_NO_HANG_SECOND = (Unless("options", 1, ("os.WNOHANG",), strict=True),)
_NO_HANG_THIRD = (Unless("options", 2, ("os.WNOHANG",), strict=True),)
# With `P_NOWAIT` the function answers the child's process id as soon as it is started.
_SPAWN_MODE = (Unless("mode", 0, ("os.P_NOWAIT", "os.P_NOWAITO", 1), strict=True),)

_TIMEOUT_FIRST = (Unless("timeout", 0, (0,)),)
_TIMEOUT_SECOND = (Unless("timeout", 1, (0,)),)

_SUBPROCESS = (
    *methods(
        "subprocess",
        "run call check_call check_output",
        Kind.SUBPROCESS,
        "runs a command and waits for it to exit",
        twin=_EXEC,
        why=f"{_DOCS}/subprocess.html#subprocess.{{}}",
    ),
    *methods(
        "subprocess",
        "getoutput getstatusoutput",
        Kind.SUBPROCESS,
        "runs a shell command and waits for it to exit",
        twin=_SHELL,
        why=f"{_DOCS}/subprocess.html#subprocess.{{}}",
    ),
    Blocks(
        "platform.architecture",
        Kind.SUBPROCESS,
        "runs the command `file` and waits for it to exit",
        why=f"{_DOCS}/platform.html#platform.architecture",
    ),
    Blocks(
        "subprocess.Popen",
        Kind.SUBPROCESS,
        "starts a child process and waits until its program is loaded",
        twin=_EXEC,
        why=f"{_DOCS}/subprocess.html#subprocess.Popen",
    ),
    Blocks(
        "subprocess.Popen.wait",
        Kind.SUBPROCESS,
        "waits for the child process to exit",
        twin="asyncio.subprocess.Process.wait",
        unless=_TIMEOUT_FIRST,
        why=f"{_DOCS}/subprocess.html#subprocess.Popen.wait",
    ),
    Blocks(
        "subprocess.Popen.communicate",
        Kind.SUBPROCESS,
        "reads the child's output to its end and waits for the child process to exit",
        twin="asyncio.subprocess.Process.communicate",
        unless=_TIMEOUT_SECOND,
        why=f"{_DOCS}/subprocess.html#subprocess.Popen.communicate",
    ),
    Blocks(
        "subprocess.Popen.__exit__",
        Kind.SUBPROCESS,
        "waits for the child process to exit",
        twin="asyncio.subprocess.Process.wait",
        asks="poll",
        why=f"{_DOCS}/subprocess.html#subprocess.Popen",
    ),
    *methods(
        "subprocess.Popen.stdout",
        "read read1 readinto readlines",
        Kind.SUBPROCESS,
        "waits for the child process to write",
        asks="poll",
        twin="asyncio.subprocess.Process.stdout",
        why=f"{_DOCS}/subprocess.html#subprocess.Popen.stdout",
    ),
    # What reads line by line asks whether the child still runs: then it waits.
    *methods(
        "subprocess.Popen.stdout",
        "readline __iter__ __next__",
        Kind.SUBPROCESS,
        "waits for the child process to write",
        twin="asyncio.subprocess.Process.stdout",
        why=f"{_DOCS}/subprocess.html#subprocess.Popen.stdout",
    ),
    *methods(
        "subprocess.Popen.stderr",
        "read read1 readinto readlines",
        Kind.SUBPROCESS,
        "waits for the child process to write",
        asks="poll",
        twin="asyncio.subprocess.Process.stderr",
        why=f"{_DOCS}/subprocess.html#subprocess.Popen.stderr",
    ),
    # What reads line by line asks whether the child still runs: then it waits.
    *methods(
        "subprocess.Popen.stderr",
        "readline __iter__ __next__",
        Kind.SUBPROCESS,
        "waits for the child process to write",
        twin="asyncio.subprocess.Process.stderr",
        why=f"{_DOCS}/subprocess.html#subprocess.Popen.stderr",
    ),
)

_OS = (
    Blocks(
        "os.system",
        Kind.SUBPROCESS,
        "runs a shell command and waits for it to exit",
        twin=_SHELL,
        why=f"{_DOCS}/os.html#os.system",
    ),
    Blocks(
        "os.popen",
        Kind.SUBPROCESS,
        "starts a shell command, whose output is then read synchronously",
        twin=_SHELL,
        why=f"{_DOCS}/os.html#os.popen",
    ),
    *methods(
        "os",
        "posix_spawn posix_spawnp",
        Kind.SUBPROCESS,
        "starts a child process and waits until its program is loaded",
        twin=_EXEC,
        why=f"{_DOCS}/os.html#os.{{}}",
    ),
    *methods(
        "os",
        "spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe",
        Kind.SUBPROCESS,
        "runs a program and waits for it to exit",
        twin=_EXEC,
        unless=_SPAWN_MODE,
        why=f"{_DOCS}/os.html#os.{{}}",
    ),
    Blocks(
        "os.wait",
        Kind.SUBPROCESS,
        "waits for a child process to exit",
        twin="asyncio.subprocess.Process.wait",
        why=f"{_DOCS}/os.html#os.wait",
    ),
    *methods(
        "os",
        "waitpid wait4",
        Kind.SUBPROCESS,
        "waits for a child process to exit",
        twin="asyncio.subprocess.Process.wait",
        unless=_NO_HANG_SECOND,
        why=f"{_DOCS}/os.html#os.{{}}",
    ),
    Blocks(
        "os.wait3",
        Kind.SUBPROCESS,
        "waits for a child process to exit",
        twin="asyncio.subprocess.Process.wait",
        unless=_NO_HANG_FIRST,
        why=f"{_DOCS}/os.html#os.wait3",
    ),
    Blocks(
        "os.waitid",
        Kind.SUBPROCESS,
        "waits for a child process to change its state",
        twin="asyncio.subprocess.Process.wait",
        unless=_NO_HANG_THIRD,
        why=f"{_DOCS}/os.html#os.waitid",
    ),
    Blocks(
        "pty.spawn",
        Kind.SUBPROCESS,
        "runs a program on a pseudo-terminal and waits for it to exit",
        why=f"{_DOCS}/pty.html#pty.spawn",
    ),
    *methods(
        "webbrowser",
        "open open_new open_new_tab",
        Kind.SUBPROCESS,
        "starts a browser and may wait for it to exit",
        why=f"{_DOCS}/webbrowser.html#webbrowser.{{}}",
    ),
    *methods(
        "webbrowser.BaseBrowser",
        "open open_new open_new_tab",
        Kind.SUBPROCESS,
        "starts a browser and may wait for it to exit",
        why=f"{_DOCS}/webbrowser.html#webbrowser.controller.{{}}",
    ),
    Blocks(
        "ctypes.util.find_library",
        Kind.SUBPROCESS,
        "runs programs such as ldconfig and gcc and waits for them to exit",
        why=f"{_DOCS}/ctypes.html#ctypes.util.find_library",
    ),
    Blocks(
        "venv.create",
        Kind.SUBPROCESS,
        "creates a virtual environment and runs pip in it",
        why=f"{_DOCS}/venv.html#venv.create",
    ),
    Blocks(
        "venv.EnvBuilder.create",
        Kind.SUBPROCESS,
        "creates a virtual environment and runs pip in it",
        why=f"{_DOCS}/venv.html#venv.EnvBuilder.create",
    ),
)

LIBRARY = Library(
    distribution="",
    packages=("subprocess", "os", "platform", "pty", "webbrowser", "ctypes", "venv"),
    blocks=(*_SUBPROCESS, *_OS),
    returns={
        **returning("subprocess.CompletedProcess", "subprocess", "run"),
        **returning("int", "subprocess", "call check_call"),
        "subprocess.getoutput": "str",
        "subprocess.getstatusoutput": "tuple[int, str]",
        # Pipes to a child: types of their own, so that reading one waits for the child.
        "subprocess.Popen.stdout": "subprocess.Popen.stdout",
        "subprocess.Popen.stderr": "subprocess.Popen.stderr",
        "os.popen": "os._wrap_close",
        "webbrowser.get": "webbrowser.BaseBrowser",
    },
)
