"""An async view that leaves what has to wait to a background task of the response."""

import asyncio
import os

from fastapi import BackgroundTasks, FastAPI
from ledger import note

app = FastAPI()


async def handle(number):
    await asyncio.sleep(float(os.environ["JOB_SECONDS"]))
    note("done", number)


@app.get("/alarms/{number}")
async def alarm(number: int, background: BackgroundTasks):
    note("accepted", number)
    background.add_task(handle, number)
    return "accepted"
