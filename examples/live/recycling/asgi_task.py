"""An async view that keeps a task and answers before it is done."""

import asyncio

from fastapi import FastAPI
from ledger import handle, note

app = FastAPI()
tasks = set()


@app.get("/alarms/{number}")
async def alarm(number: int):
    note("accepted", number)
    task = asyncio.create_task(asyncio.to_thread(handle, number))
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    return "accepted"
