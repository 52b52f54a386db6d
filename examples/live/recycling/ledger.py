"""What was accepted and what was done: one line each, with the process that did it."""

import os
import time


def note(what, number):
    file = os.open(os.environ["LEDGER"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(file, f"{what} {number} {os.getpid()}\n".encode())
    os.close(file)


def handle(number):
    """The work that an alarm makes: in small steps, like the requests that it stands for."""
    end = time.monotonic() + float(os.environ["JOB_SECONDS"])
    while time.monotonic() < end:
        time.sleep(0.05)
    note("done", number)
