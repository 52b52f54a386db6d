"""A websocket of FastAPI whose handler calls a function that takes its time."""

import os
import time

from fastapi import FastAPI, WebSocket

app = FastAPI()


def report():
    time.sleep(float(os.environ["SECONDS"]))
    return "done"


@app.websocket("/")
async def reports(socket: WebSocket):
    await socket.accept()
    async for _ in socket.iter_text():
        await socket.send_text(report())
