"""An async view that hands its work to a pool and answers at once."""

from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI
from ledger import handle, note

app = FastAPI()
pool = ThreadPoolExecutor(8)


@app.get("/alarms/{number}")
async def alarm(number: int):
    note("accepted", number)
    pool.submit(handle, number)
    return "accepted"
