"""A view that waits for the work it hands to a pool."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from ledger import handle, note

app = Flask(__name__)
pool = ThreadPoolExecutor(8)


@app.get("/alarms/<int:number>")
def alarm(number):
    note("accepted", number)
    pool.submit(handle, number).result()
    return "accepted"
