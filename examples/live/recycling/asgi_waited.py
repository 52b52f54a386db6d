"""An async view that waits for the work it hands to a thread."""

import asyncio

from fastapi import FastAPI
from ledger import handle, note

app = FastAPI()


@app.get("/alarms/{number}")
async def alarm(number: int):
    note("accepted", number)
    await asyncio.to_thread(handle, number)
    return "accepted"
