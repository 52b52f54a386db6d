"""A view that starts a daemon thread and answers at once."""

import threading

from flask import Flask
from ledger import handle, note

app = Flask(__name__)


@app.get("/alarms/<int:number>")
def alarm(number):
    note("accepted", number)
    threading.Thread(target=handle, args=(number,), daemon=True).start()
    return "accepted"
