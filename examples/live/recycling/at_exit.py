"""A view that hands its work to a pool that is shut down at exit."""

import atexit
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from ledger import handle, note

app = Flask(__name__)
pool = ThreadPoolExecutor(8)
atexit.register(pool.shutdown, wait=True)


@app.get("/alarms/<int:number>")
def alarm(number):
    note("accepted", number)
    pool.submit(handle, number)
    return "accepted"
