"""An async view that keeps a task that waits, and answers before it is done."""

import asyncio
import os

from fastapi import FastAPI
from ledger import note

app = FastAPI()
tasks = set()


async def handle(number):
    await asyncio.sleep(float(os.environ["JOB_SECONDS"]))
    note("done", number)


@app.get("/alarms/{number}")
async def alarm(number: int):
    note("accepted", number)
    task = asyncio.create_task(handle(number))
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    return "accepted"
