"""A view with a pool of its own, which is left when the work is done."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from ledger import handle, note

app = Flask(__name__)


@app.get("/alarms/<int:number>")
def alarm(number):
    note("accepted", number)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(handle, number)
    return "accepted"
