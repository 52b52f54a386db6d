"""An async view that does not wait for the loop's own pool."""

import asyncio

from fastapi import FastAPI
from ledger import handle, note

app = FastAPI()


@app.get("/alarms/{number}")
async def alarm(number: int):
    note("accepted", number)
    asyncio.get_running_loop().run_in_executor(None, handle, number)
    return "accepted"
