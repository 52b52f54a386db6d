"""Terminals, other programs and the local network: what waits for people and neighbours."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_LOCK = "waits until no other process holds the file's lock"
_INPUT = "waits for the user's answer"
_RUN = "runs the program and waits for it"
_OUTPUT = "waits for output of the program"
_ASK = "sends the request and waits for the answer"
_NEIGHBOURS = "asks the local network and waits for the answers"
_PACKETS = "sends packets, or waits for them"

_FILELOCK = "https://py-filelock.readthedocs.io/en/latest/api.html"
_PORTALOCKER = "https://portalocker.readthedocs.io/en/latest/portalocker.html"
_FASTENERS = "https://fasteners.readthedocs.io/en/latest/api/inter_process/"
_TOOLKIT = "https://python-prompt-toolkit.readthedocs.io/en/stable/pages/asking_for_input.html"
_QUESTIONARY = "https://questionary.readthedocs.io/en/stable/pages/advanced.html"
_INQUIRER = "https://python-inquirer.readthedocs.io/en/latest/usage.html"
_INQUIRERPY = "https://inquirerpy.readthedocs.io/en/latest/pages/prompt.html"
_PEXPECT = "https://pexpect.readthedocs.io/en/stable/api/pexpect.html"
_PXSSH = "https://pexpect.readthedocs.io/en/stable/api/pxssh.html"
_GNUPG = "https://gnupg.readthedocs.io/en/latest/"
_ANSIBLE = "https://ansible.readthedocs.io/projects/runner/en/latest/python_interface/"
_INVOKE = "https://docs.pyinvoke.org/en/stable/api/context.html"
_PLUMBUM = "https://plumbum.readthedocs.io/en/latest/local_commands.html"
_ZEROCONF = "https://python-zeroconf.readthedocs.io/en/latest/api.html"
_SCAPY = "https://scapy.readthedocs.io/en/latest/usage.html"
_ICMPLIB = "https://github.com/ValentinBELYN/icmplib#built-in-functions"

_NO_WAIT = (Unless("blocking", 0, (False,)),)
_KINDS_OF_QUESTIONS = "text password confirm select rawselect checkbox autocomplete path"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="filelock",
        packages=("filelock",),
        blocks=(
            Blocks(
                "filelock.BaseFileLock.acquire",
                Kind.LOCK,
                _LOCK,
                twin="filelock.AsyncFileLock",
                unless=(Unless("timeout", 0, (0,)), Unless("blocking", None, (False,))),
                why=_FILELOCK,
            ),
            Blocks(
                "filelock.BaseFileLock.__enter__",
                Kind.LOCK,
                _LOCK,
                twin="filelock.AsyncFileLock",
                why=_FILELOCK,
            ),
        ),
        bases=dict.fromkeys(
            names("filelock", "FileLock SoftFileLock UnixFileLock"), ("filelock.BaseFileLock",)
        ),
        asynchronous=names("filelock", "AsyncFileLock AsyncSoftFileLock AsyncUnixFileLock"),
    ),
    Library(
        distribution="portalocker",
        packages=("portalocker",),
        blocks=(
            Blocks(
                "portalocker.Lock.acquire",
                Kind.LOCK,
                _LOCK,
                unless=(Unless("timeout", 0, (0,)), Unless("fail_when_locked", 2, (True,))),
                why=_PORTALOCKER,
            ),
            Blocks("portalocker.Lock.__enter__", Kind.LOCK, _LOCK, why=_PORTALOCKER),
        ),
        aliases={"portalocker.utils.Lock": "portalocker.Lock"},
    ),
    Library(
        distribution="fasteners",
        packages=("fasteners",),
        blocks=(
            *methods(
                "fasteners",
                "InterProcessLock.acquire InterProcessReaderWriterLock.acquire_read_lock"
                " InterProcessReaderWriterLock.acquire_write_lock",
                Kind.LOCK,
                _LOCK,
                unless=_NO_WAIT,
                why=_FASTENERS,
            ),
            Blocks("fasteners.InterProcessLock.__enter__", Kind.LOCK, _LOCK, why=_FASTENERS),
        ),
        aliases={"fasteners.process_lock": "fasteners"},
    ),
    Library(
        distribution="prompt-toolkit",
        packages=("prompt_toolkit",),
        blocks=(
            *methods(
                "prompt_toolkit",
                "prompt PromptSession.prompt",
                Kind.INPUT,
                _INPUT,
                twin="prompt_toolkit.PromptSession.prompt_async",
                why=_TOOLKIT,
            ),
            Blocks(
                "prompt_toolkit.Application.run",
                Kind.INPUT,
                "waits until the user has left the application",
                twin="prompt_toolkit.Application.run_async",
                why=_TOOLKIT,
            ),
            Blocks("prompt_toolkit.shortcuts.confirm", Kind.INPUT, _INPUT, why=_TOOLKIT),
        ),
        aliases={
            "prompt_toolkit.shortcuts.prompt.PromptSession": "prompt_toolkit.PromptSession",
            "prompt_toolkit.shortcuts.PromptSession": "prompt_toolkit.PromptSession",
            "prompt_toolkit.application.Application": "prompt_toolkit.Application",
        },
    ),
    Library(
        distribution="questionary",
        packages=("questionary",),
        blocks=(
            *methods(
                "questionary",
                "Question.ask Question.unsafe_ask Form.ask Form.unsafe_ask",
                Kind.INPUT,
                _INPUT,
                twin="questionary.Question.ask_async",
                why=_QUESTIONARY,
            ),
            *methods("questionary", "prompt unsafe_prompt", Kind.INPUT, _INPUT, why=_QUESTIONARY),
        ),
        aliases={"questionary.question.Question": "questionary.Question"},
        returns=returning("questionary.Question", "questionary", _KINDS_OF_QUESTIONS)
        | {"questionary.form": "questionary.Form"},
    ),
    Library(
        distribution="inquirer",
        packages=("inquirer",),
        blocks=methods(
            "inquirer",
            "prompt text editor password confirm list_input checkbox path",
            Kind.INPUT,
            _INPUT,
            why=_INQUIRER,
        ),
    ),
    Library(
        distribution="InquirerPy",
        packages=("InquirerPy",),
        blocks=(
            Blocks(
                "InquirerPy.prompt",
                Kind.INPUT,
                _INPUT,
                twin="InquirerPy.prompt_async",
                why=_INQUIRERPY,
            ),
            Blocks(
                "InquirerPy.base.simple.BaseSimplePrompt.execute",
                Kind.INPUT,
                _INPUT,
                twin="InquirerPy.base.simple.BaseSimplePrompt.execute_async",
                why=_INQUIRERPY,
            ),
        ),
        aliases={"InquirerPy.resolver.prompt": "InquirerPy.prompt"},
        bases=dict.fromkeys(
            names(
                "InquirerPy.inquirer", "text secret confirm select checkbox fuzzy filepath number"
            ),
            ("InquirerPy.base.simple.BaseSimplePrompt",),
        ),
    ),
    Library(
        distribution="pexpect",
        packages=("pexpect",),
        blocks=(
            *methods(
                "pexpect.spawn",
                "expect expect_exact expect_list",
                Kind.SUBPROCESS,
                _OUTPUT,
                twin="the argument async_=True",
                unless=(Unless("async_", 3, (True,), strict=True),),
                why=_PEXPECT,
            ),
            *methods("pexpect.spawn", "wait read readline", Kind.SUBPROCESS, _OUTPUT, why=_PEXPECT),
            Blocks(
                "pexpect.spawn.read_nonblocking",
                Kind.SUBPROCESS,
                _OUTPUT,
                unless=(Unless("timeout", 1, (0,)),),
                why=_PEXPECT,
            ),
            Blocks(
                "pexpect.spawn",
                Kind.SUBPROCESS,
                "starts the program and waits until it is loaded",
                why=_PEXPECT,
            ),
            *methods(
                "pexpect.spawn",
                "send sendline waitnoecho close terminate",
                Kind.SLEEP,
                "sleeps between two steps, to give the program time",
                why=_PEXPECT,
            ),
            Blocks("pexpect.spawn.interact", Kind.INPUT, "waits for the user", why=_PEXPECT),
            Blocks("pexpect.run", Kind.SUBPROCESS, _RUN, why=_PEXPECT),
            *methods(
                "pexpect.pxssh.pxssh",
                "login prompt logout",
                Kind.NETWORK,
                "waits for the other host",
                why=_PXSSH,
            ),
        ),
        aliases={"pexpect.pty_spawn.spawn": "pexpect.spawn"},
        bases={"pexpect.pxssh.pxssh": ("pexpect.spawn",)},
        returns={"pexpect.run": "bytes"},
    ),
    Library(
        distribution="python-gnupg",
        packages=("gnupg",),
        blocks=methods(
            "gnupg",
            "GPG GPG.encrypt GPG.encrypt_file GPG.decrypt GPG.decrypt_file GPG.sign GPG.sign_file"
            " GPG.verify GPG.verify_file GPG.verify_data GPG.import_keys GPG.export_keys"
            " GPG.list_keys GPG.gen_key GPG.delete_keys GPG.recv_keys GPG.send_keys",
            Kind.SUBPROCESS,
            "runs gpg and waits for it",
            twin="asyncio.create_subprocess_exec",
            why=_GNUPG,
        ),
    ),
    Library(
        distribution="ansible-runner",
        packages=("ansible_runner",),
        blocks=methods(
            "ansible_runner",
            "run run_command get_inventory get_plugin_docs",
            Kind.SUBPROCESS,
            "runs Ansible and waits for it",
            why=_ANSIBLE,
        ),
        aliases={"ansible_runner.interface": "ansible_runner"},
    ),
    Library(
        distribution="invoke",
        packages=("invoke",),
        blocks=methods(
            "invoke",
            "run sudo Context.run Context.sudo",
            Kind.SUBPROCESS,
            _RUN,
            twin="asyncio.create_subprocess_shell",
            unless=(Unless("asynchronous", None, (True,)), Unless("disown", None, (True,))),
            why=_INVOKE,
        ),
        aliases={"invoke.context.Context": "invoke.Context"},
    ),
    Library(
        distribution="plumbum",
        packages=("plumbum",),
        blocks=methods(
            "plumbum.commands.base.BaseCommand",
            "__call__ run",
            Kind.SUBPROCESS,
            _RUN,
            twin="asyncio.create_subprocess_exec",
            why=_PLUMBUM,
        ),
        returns={
            "plumbum.local": "plumbum.machines.local.LocalMachine",
            "plumbum.machines.local.LocalMachine.__getitem__": (
                "plumbum.commands.base.BaseCommand"
            ),
        },
    ),
    Library(
        distribution="pyperclip",
        packages=("pyperclip",),
        blocks=methods(
            "pyperclip",
            "copy paste",
            Kind.SUBPROCESS,
            "runs the program that holds the clipboard",
            why="https://pyperclip.readthedocs.io/en/latest/",
        ),
    ),
    Library(
        distribution="zeroconf",
        packages=("zeroconf",),
        blocks=(
            *methods(
                "zeroconf.Zeroconf",
                "get_service_info register_service unregister_service unregister_all_services"
                " update_service",  # one that was made on a loop closes without waiting
                Kind.NETWORK,
                _NEIGHBOURS,
                twin="zeroconf.asyncio.AsyncZeroconf.async_{}",
                why=_ZEROCONF,
            ),
            *methods(
                "zeroconf",
                "ServiceInfo.request ZeroconfServiceTypes.find",
                Kind.NETWORK,
                _NEIGHBOURS,
                twin="zeroconf.asyncio",
                why=_ZEROCONF,
            ),
        ),
        aliases={"zeroconf._core.Zeroconf": "zeroconf.Zeroconf"},
    ),
    Library(
        distribution="scapy",
        packages=("scapy",),
        blocks=methods(
            "scapy.all",
            "sr sr1 srp srp1 srloop sniff traceroute arping",
            Kind.NETWORK,
            _PACKETS,
            why=_SCAPY,
        ),
        aliases={"scapy.sendrecv": "scapy.all"},
    ),
    Library(
        distribution="icmplib",
        packages=("icmplib",),
        blocks=methods(
            "icmplib",
            "ping multiping",
            Kind.NETWORK,
            _ASK,
            twin="icmplib.async_{}",
            why=_ICMPLIB,
        ),
    ),
    Library(
        distribution="ping3",
        packages=("ping3",),
        blocks=methods(
            "ping3",
            "ping verbose_ping",
            Kind.NETWORK,
            _ASK,
            why="https://github.com/kyan001/ping3#usage",
        ),
    ),
)
